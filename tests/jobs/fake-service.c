/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-service.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  char *path;
  GBytes *bytes; /* %NULL: no answer */
  gboolean stall;
} Answer;

typedef struct {
  char *path;
  char *body;
} Request;

struct _FakeService {
  GSocketService *service;
  char *base_url;
  GMutex mutex;
  GCond stopped;
  gboolean stopping;
  GPtrArray *answers;
  GPtrArray *requests;
};

static void
answer_free (gpointer data)
{
  Answer *answer = data;

  g_free (answer->path);
  g_clear_pointer (&answer->bytes, g_bytes_unref);
  g_free (answer);
}

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->path);
  g_free (request->body);
  g_free (request);
}

/* The next answer for a path; the last one is not used up. */
static Answer
take_answer (FakeService *self, const char *path)
{
  Answer taken = { 0 };
  int found = -1;

  for (guint i = 0; i < self->answers->len; i++) {
    Answer *answer = g_ptr_array_index (self->answers, i);

    if (!g_str_equal (answer->path, path))
      continue;
    if (found >= 0) {
      g_ptr_array_remove_index (self->answers, (guint) found);
      return taken;
    }
    found = (int) i;
    g_clear_pointer (&taken.bytes, g_bytes_unref);
    taken.bytes = answer->bytes != NULL ? g_bytes_ref (answer->bytes) : NULL;
    taken.stall = answer->stall;
  }
  return taken;
}

static gsize
read_line (GDataInputStream *input, char **line)
{
  gsize length = 0;

  *line = g_data_input_stream_read_line (input, &length, NULL, NULL);
  return *line != NULL ? length : 0;
}

/* Reads one request; %NULL at the end of the connection. */
static Request *
read_request (GDataInputStream *input)
{
  g_autofree char *first = NULL;
  g_auto (GStrv) words = NULL;
  Request *request;
  gsize length = 0, got = 0;

  if (read_line (input, &first) == 0)
    return NULL;
  words = g_strsplit (first, " ", 3);
  for (;;) {
    g_autofree char *line = NULL;

    if (read_line (input, &line) == 0)
      break;
    if (g_ascii_strncasecmp (line, "content-length:", 15) == 0)
      length = (gsize) atol (line + 15);
  }
  request = g_new0 (Request, 1);
  request->path = g_path_get_basename (words[1]);
  request->body = g_malloc0 (length + 1);
  g_input_stream_read_all (G_INPUT_STREAM (input), request->body, length, &got, NULL, NULL);
  return request;
}

static gboolean
serve (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer user_data)
{
  FakeService *self = user_data;
  g_autoptr (GDataInputStream) input =
    g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  Request *request;

  g_data_input_stream_set_newline_type (input, G_DATA_STREAM_NEWLINE_TYPE_ANY);
  while ((request = read_request (input)) != NULL) {
    Answer answer;

    g_mutex_lock (&self->mutex);
    g_ptr_array_add (self->requests, request);
    answer = take_answer (self, request->path);
    while (answer.stall && !self->stopping)
      g_cond_wait (&self->stopped, &self->mutex);
    g_mutex_unlock (&self->mutex);
    if (answer.bytes == NULL)
      break;
    g_output_stream_write_all (output, g_bytes_get_data (answer.bytes, NULL),
                               g_bytes_get_size (answer.bytes), NULL, NULL, NULL);
    g_bytes_unref (answer.bytes);
  }
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  return TRUE;
}

FakeService *
fake_service_new (void)
{
  FakeService *self = g_new0 (FakeService, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) effective = NULL;

  g_mutex_init (&self->mutex);
  g_cond_init (&self->stopped);
  self->answers = g_ptr_array_new_with_free_func (answer_free);
  self->requests = g_ptr_array_new_with_free_func (request_free);
  self->service = g_threaded_socket_service_new (8);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &effective, &error);
  g_assert_no_error (error);
  g_signal_connect (self->service, "run", G_CALLBACK (serve), self);
  g_socket_service_start (self->service);
  self->base_url =
    g_strdup_printf ("http://127.0.0.1:%u",
                     g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective)));
  return self;
}

void
fake_service_free (FakeService *self)
{
  g_mutex_lock (&self->mutex);
  self->stopping = TRUE;
  g_cond_broadcast (&self->stopped);
  g_mutex_unlock (&self->mutex);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  /* Each connection's thread holds the service: it is the last one out that ends it. */
  while (G_OBJECT (self->service)->ref_count > 1)
    g_main_context_iteration (NULL, FALSE);
  g_object_unref (self->service);
  g_ptr_array_unref (self->answers);
  g_ptr_array_unref (self->requests);
  g_free (self->base_url);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->stopped);
  g_free (self);
}

const char *
fake_service_get_base_url (FakeService *self)
{
  return self->base_url;
}

static void
push (FakeService *self, const char *path, GBytes *bytes, gboolean stall)
{
  Answer *answer = g_new0 (Answer, 1);

  answer->path = g_strdup (path);
  answer->bytes = bytes;
  answer->stall = stall;
  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->answers, answer);
  g_mutex_unlock (&self->mutex);
}

void
fake_service_answer_headers (FakeService *self,
                             const char *path,
                             int status,
                             const char *headers,
                             const char *body)
{
  char *text = g_strdup_printf ("HTTP/1.1 %d Status\r\nContent-Type: application/json\r\n"
                                "Content-Length: %zu\r\n%s\r\n%s",
                                status, strlen (body), headers, body);

  push (self, path, g_bytes_new_take (text, strlen (text)), FALSE);
}

void
fake_service_answer (FakeService *self, const char *path, int status, const char *body)
{
  fake_service_answer_headers (self, path, status, "", body);
}

void
fake_service_answer_bytes (FakeService *self, const char *path, GBytes *bytes)
{
  GByteArray *array = g_byte_array_new ();
  g_autofree char *head =
    g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n\r\n", g_bytes_get_size (bytes));

  g_byte_array_append (array, (const guint8 *) head, (guint) strlen (head));
  g_byte_array_append (array, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
  push (self, path, g_byte_array_free_to_bytes (array), FALSE);
}

void
fake_service_hang_up (FakeService *self, const char *path)
{
  push (self, path, NULL, FALSE);
}

void
fake_service_stall (FakeService *self, const char *path)
{
  push (self, path, NULL, TRUE);
}

guint
fake_service_count (FakeService *self, const char *path)
{
  guint count = 0;

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->requests->len; i++)
    count += g_str_equal (((Request *) g_ptr_array_index (self->requests, i))->path, path);
  g_mutex_unlock (&self->mutex);
  return count;
}

char *
fake_service_get_body (FakeService *self, const char *path, guint n)
{
  char *body = NULL;

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->requests->len; i++) {
    Request *request = g_ptr_array_index (self->requests, i);

    if (g_str_equal (request->path, path) && n-- == 0)
      body = g_strdup (request->body);
  }
  g_mutex_unlock (&self->mutex);
  return body;
}
