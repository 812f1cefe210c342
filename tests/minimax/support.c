/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>

struct _Server {
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  guint port;

  GMutex lock;
  GCond started;
  guint status;
  char *type;
  GBytes *body;
  GPtrArray *headers;
  GPtrArray *requests;
  guint count;
};

struct _Liar {
  GThread *thread;
  GSocketListener *listener;
  GCancellable *ending;
  guint16 port;
  LiarFunc func;
  gpointer data;
  guint connections;
};

typedef struct {
  GAsyncResult *result;
} Call;

void
request_free (Request *self)
{
  if (self == NULL)
    return;

  g_free (self->method);
  g_free (self->path);
  soup_message_headers_unref (self->headers);
  g_bytes_unref (self->body);
  g_free (self);
}

static Request *
keep_request (SoupServerMessage *message, const char *path)
{
  Request *request = g_new0 (Request, 1);

  request->method = g_strdup (soup_server_message_get_method (message));
  request->path = g_strdup (path);
  request->headers = soup_message_headers_ref (soup_server_message_get_request_headers (message));
  request->body = soup_message_body_flatten (soup_server_message_get_request_body (message));

  return request;
}

static void
serve_cb (SoupServer *soup,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer user_data)
{
  Server *self = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  gsize length;
  const char *data;

  g_mutex_lock (&self->lock);
  self->count++;
  g_ptr_array_add (self->requests, keep_request (message, path));
  soup_server_message_set_status (message, self->status, NULL);
  for (guint i = 0; i < self->headers->len; i += 2)
    soup_message_headers_append (headers, g_ptr_array_index (self->headers, i),
                                 g_ptr_array_index (self->headers, i + 1));
  data = g_bytes_get_data (self->body, &length);
  soup_server_message_set_response (message, self->type, SOUP_MEMORY_COPY, data, length);
  g_mutex_unlock (&self->lock);
}

static gpointer
server_thread (gpointer user_data)
{
  Server *self = user_data;
  g_autoptr (SoupServer) soup = NULL;
  g_autoptr (GError) error = NULL;
  GSList *uris;

  g_main_context_push_thread_default (self->context);
  soup = soup_server_new (NULL, NULL);
  soup_server_add_handler (soup, NULL, serve_cb, self, NULL);
  soup_server_listen_local (soup, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);

  uris = soup_server_get_uris (soup);
  g_mutex_lock (&self->lock);
  self->port = (guint) g_uri_get_port (uris->data);
  g_cond_signal (&self->started);
  g_mutex_unlock (&self->lock);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  g_main_loop_run (self->loop);
  soup_server_disconnect (soup);
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

Server *
server_new (void)
{
  Server *self = g_new0 (Server, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->started);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->headers = g_ptr_array_new_with_free_func (g_free);
  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) request_free);
  server_answer (self, 200, "application/json", OK_CLONE);
  self->thread = g_thread_new ("server", server_thread, self);

  g_mutex_lock (&self->lock);
  while (self->port == 0)
    g_cond_wait (&self->started, &self->lock);
  g_mutex_unlock (&self->lock);

  return self;
}

void
server_free (Server *self)
{
  GSource *source = g_idle_source_new ();

  g_source_set_callback (source, (GSourceFunc) G_CALLBACK (g_main_loop_quit), self->loop, NULL);
  g_source_attach (source, self->context);
  g_source_unref (source);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_ptr_array_unref (self->headers);
  g_ptr_array_unref (self->requests);
  g_bytes_unref (self->body);
  g_free (self->type);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->started);
  g_free (self);
}

char *
server_get_url (Server *self, const char *path)
{
  return g_strdup_printf ("http://127.0.0.1:%u%s", self->port, path);
}

void
server_answer_bytes (Server *self, guint status, const char *type, GBytes *body)
{
  g_mutex_lock (&self->lock);
  self->status = status;
  g_free (self->type);
  self->type = g_strdup (type);
  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = g_bytes_ref (body);
  g_ptr_array_set_size (self->headers, 0);
  g_mutex_unlock (&self->lock);
}

void
server_answer (Server *self, guint status, const char *type, const char *body)
{
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

  server_answer_bytes (self, status, type, bytes);
}

void
server_add_header (Server *self, const char *name, const char *value)
{
  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->headers, g_strdup (name));
  g_ptr_array_add (self->headers, g_strdup (value));
  g_mutex_unlock (&self->lock);
}

Request *
server_take_request (Server *self)
{
  Request *request = NULL;

  g_mutex_lock (&self->lock);
  if (self->requests->len > 0)
    request = g_ptr_array_steal_index (self->requests, 0);
  g_mutex_unlock (&self->lock);

  return request;
}

guint
server_count_requests (Server *self)
{
  guint count;

  g_mutex_lock (&self->lock);
  count = self->count;
  g_mutex_unlock (&self->lock);

  return count;
}

static gpointer
liar_thread (gpointer user_data)
{
  Liar *self = user_data;

  while (!g_cancellable_is_cancelled (self->ending)) {
    g_autoptr (GSocket) socket =
      g_socket_listener_accept_socket (self->listener, NULL, self->ending, NULL);

    if (socket != NULL) {
      g_atomic_int_inc (&self->connections);
      self->func (self, socket, self->data);
      g_socket_close (socket, NULL);
    }
  }

  return NULL;
}

Liar *
liar_new (LiarFunc func, gpointer data)
{
  Liar *self = g_new0 (Liar, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) effective = NULL;
  g_autoptr (GError) error = NULL;

  self->listener = g_socket_listener_new ();
  self->ending = g_cancellable_new ();
  self->func = func;
  self->data = data;
  g_socket_listener_add_address (self->listener, address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &effective, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  self->thread = g_thread_new ("liar", liar_thread, self);

  return self;
}

void
liar_free (Liar *self)
{
  g_cancellable_cancel (self->ending);
  g_thread_join (self->thread);
  g_object_unref (self->listener);
  g_object_unref (self->ending);
  g_free (self);
}

char *
liar_get_url (Liar *self)
{
  return g_strdup_printf ("http://127.0.0.1:%u", self->port);
}

guint
liar_count_connections (Liar *self)
{
  return (guint) g_atomic_int_get (&self->connections);
}

gboolean
liar_is_ending (Liar *self)
{
  return g_cancellable_is_cancelled (self->ending);
}

/* Everything up to the empty line; *@body_begun is how much of the body came with it. */
char *
liar_read_head (GSocket *socket, gsize *body_begun)
{
  g_autoptr (GString) head = g_string_new (NULL);
  char buffer[1024];
  const char *end;

  while ((end = strstr (head->str, "\r\n\r\n")) == NULL) {
    gssize count = g_socket_receive (socket, buffer, sizeof buffer, NULL, NULL);

    if (count <= 0)
      break;
    g_string_append_len (head, buffer, count);
  }

  if (body_begun != NULL)
    *body_begun = end != NULL ? head->len - (gsize) (end + 4 - head->str) : 0;

  return g_string_free (g_steal_pointer (&head), FALSE);
}

gint64
liar_read_body (GSocket *socket, const char *head, gsize begun)
{
  const char *header = strstr (head, "Content-Length: ");
  gint64 total = header != NULL ? g_ascii_strtoll (header + 16, NULL, 10) : 0;
  gint64 got = (gint64) begun;
  char buffer[65536];

  while (got < total) {
    gssize count = g_socket_receive (socket, buffer, sizeof buffer, NULL, NULL);

    if (count <= 0)
      break;
    got += count;
  }

  return got;
}

char *
liar_read_request (GSocket *socket)
{
  gsize begun;
  char *head = liar_read_head (socket, &begun);

  liar_read_body (socket, head, begun);

  return head;
}

gboolean
liar_write (GSocket *socket, const char *data, gssize length)
{
  gsize total = length < 0 ? strlen (data) : (gsize) length;

  for (gsize done = 0; done < total;) {
    gssize count = g_socket_send (socket, data + done, total - done, NULL, NULL);

    if (count <= 0)
      return FALSE;
    done += (gsize) count;
  }

  return TRUE;
}

/* Says nothing until the client or the test goes away. */
void
liar_wait (Liar *self, GSocket *socket)
{
  char byte;

  while (g_socket_receive (socket, &byte, 1, self->ending, NULL) > 0)
    continue;
}

void
liar_reset (GSocket *socket)
{
  struct linger linger = { 1, 0 };

  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
  g_socket_close (socket, NULL);
}

void
support_iterate (void)
{
  g_main_context_iteration (NULL, TRUE);
}

static void
call_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Call *call = user_data;

  g_assert_null (call->result);
  call->result = g_object_ref (result);
}

SaClient *
client_new (const char *url, const char *key, guint timeout)
{
  g_autoptr (GError) error = NULL;
  SaClient *client = sa_client_new (url, key, timeout, &error);

  g_assert_no_error (error);
  g_assert_nonnull (client);

  return client;
}

SaRemoteFile *
call_upload (SaClient *client,
             const char *path,
             const char *filename,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  Call call = { NULL };

  sa_client_upload_async (client, file, filename, "audio/wav", SA_PURPOSE_VOICE_CLONE, NULL, NULL,
                          cancellable, call_cb, &call);
  wait_until (call.result != NULL);
  result = call.result;

  return sa_client_upload_finish (client, result, error);
}

SaCloneAnswer *
call_clone (SaClient *client,
            const SaCloneRequest *request,
            GCancellable *cancellable,
            gboolean *sent,
            GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  Call call = { NULL };

  sa_client_clone_async (client, request, cancellable, call_cb, &call);
  wait_until (call.result != NULL);
  result = call.result;
  if (sent != NULL)
    *sent = sa_client_clone_was_sent (result);

  return sa_client_clone_finish (client, result, error);
}

SaCloneAnswer *
call_simple_clone (SaClient *client, GError **error)
{
  g_autoptr (SaCloneRequest) request = sa_clone_request_new (123, "TestVoice1");

  return call_clone (client, request, NULL, NULL, error);
}

gboolean
call_download (SaClient *client,
               const char *url,
               const char *path,
               gint64 max_bytes,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  Call call = { NULL };

  sa_client_download_async (client, url, file, max_bytes, NULL, NULL, cancellable, call_cb, &call);
  wait_until (call.result != NULL);
  result = call.result;

  return sa_client_download_finish (client, result, error);
}

static const char *
scratch_folder (void)
{
  static char *folder = NULL;

  if (folder == NULL) {
    folder = g_dir_make_tmp ("sa-minimax-XXXXXX", NULL);
    g_assert_nonnull (folder);
  }

  return folder;
}

char *
scratch_path (const char *name)
{
  return g_build_filename (scratch_folder (), name, NULL);
}

/* A file whose bytes are all known from their place; written by the block, so that a test of
 * memory measures the program and not this. */
char *
scratch_file (const char *name, gsize bytes)
{
  char *path = scratch_path (name);
  FILE *file = fopen (path, "wb");
  char block[4096];

  g_assert_nonnull (file);
  for (gsize done = 0; done < bytes;) {
    gsize count = MIN (sizeof block, bytes - done);

    for (gsize i = 0; i < count; i++)
      block[i] = (char) ((done + i) * 31 + ((done + i) >> 8) * 7);
    g_assert_cmpuint (fwrite (block, 1, count, file), ==, count);
    done += count;
  }
  g_assert_cmpint (fclose (file), ==, 0);

  return path;
}

guint
scratch_count (void)
{
  g_autoptr (GDir) dir = g_dir_open (scratch_folder (), 0, NULL);
  guint count = 0;

  while (g_dir_read_name (dir) != NULL)
    count++;

  return count;
}

void
scratch_clear (void)
{
  g_autoptr (GDir) dir = g_dir_open (scratch_folder (), 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = scratch_path (name);

    g_remove (path);
  }
  g_rmdir (scratch_folder ());
}
