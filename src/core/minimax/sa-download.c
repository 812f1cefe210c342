/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-download.h"

#include <glib/gi18n-lib.h>

#define READ_BYTES (64 * 1024)
#define MAX_REDIRECTS 5
#define PROGRESS_INTERVAL (G_USEC_PER_SEC / 30)

typedef struct {
  SoupSession *session;
  GUri *uri;
  GFile *dest;
  GFile *part;
  gint64 max_bytes;
  SaProgressFunc progress;
  gpointer progress_data;
  gint64 reported_at;

  SaTransfer transfer;
  GInputStream *stream;
  GOutputStream *output;
  GBytes *block;
  int redirects;
  gint64 done;
  gint64 total;
  GError *failure;
} SaDownload;

static void send_request (GTask *task);
static void read_block (GTask *task);

static void
sa_download_free (SaDownload *self)
{
  g_clear_object (&self->stream);
  g_clear_object (&self->output);
  sa_transfer_clear (&self->transfer);
  g_clear_object (&self->part);
  g_clear_object (&self->dest);
  g_clear_object (&self->session);
  g_clear_pointer (&self->block, g_bytes_unref);
  g_clear_pointer (&self->uri, g_uri_unref);
  g_clear_error (&self->failure);
  g_free (self);
}

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SaDownload *self = g_task_get_task_data (task);

  g_file_delete_finish (G_FILE (source), result, NULL);
  g_task_return_error (task, g_steal_pointer (&self->failure));
}

static void
abandoned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SaDownload *self = g_task_get_task_data (task);

  g_output_stream_close_finish (G_OUTPUT_STREAM (source), result, NULL);
  g_file_delete_async (self->part, G_PRIORITY_DEFAULT, NULL, deleted_cb, g_steal_pointer (&task));
}

/* Leaves nothing behind: neither the connection nor the begun file. */
static void
fail (GTask *task, GError *error)
{
  SaDownload *self = g_task_get_task_data (task);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task))) {
    g_clear_error (&error);
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Cancelled"));
  }
  sa_transfer_close (&self->transfer);

  if (self->output == NULL) {
    g_task_return_error (task, error);
    return;
  }

  self->failure = error;
  g_output_stream_close_async (self->output, G_PRIORITY_DEFAULT, NULL, abandoned_cb,
                               g_object_ref (task));
}

static void
fail_with (GTask *task, SaServiceError kind, const char *message)
{
  SaDownload *self = g_task_get_task_data (task);
  SaServiceErrorDetails details = { 0 };

  details.request = SA_REQUEST_DOWNLOAD;
  details.http_status =
    self->transfer.message != NULL ? soup_message_get_status (self->transfer.message) : 0;
  details.outcome = self->transfer.sent.left ? SA_OUTCOME_UNKNOWN : SA_OUTCOME_NOT_SENT;
  fail (task, sa_service_error_new (kind, &details, message));
}

static void
fail_file (GTask *task, const GError *error)
{
  g_autofree char *message = NULL;

  /* Translators: %s is a reason such as “No space left on device” */
  message = g_strdup_printf (_ ("The preview cannot be written: %s"), error->message);
  fail_with (task, SA_SERVICE_ERROR_FILE, message);
}

static void
fail_network (GTask *task, const GError *error)
{
  SaDownload *self = g_task_get_task_data (task);

  fail (task, sa_exchange_map_error (error, SA_REQUEST_DOWNLOAD, self->transfer.sent.left));
}

static void
fail_status (GTask *task)
{
  SaDownload *self = g_task_get_task_data (task);
  g_autoptr (SaAnswer) answer = NULL;

  answer = sa_answer_new (soup_message_get_status (self->transfer.message),
                          soup_message_get_response_headers (self->transfer.message),
                          g_bytes_new (NULL, 0), FALSE);
  fail (task, sa_answer_to_http_error (answer, SA_REQUEST_DOWNLOAD, NULL));
}

static void
report (SaDownload *self, gboolean last)
{
  gint64 now = g_get_monotonic_time ();

  if (self->progress == NULL || (!last && now - self->reported_at < PROGRESS_INTERVAL))
    return;

  self->reported_at = now;
  self->progress (self->done, self->total, self->progress_data);
}

static void
moved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SaDownload *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!g_file_move_finish (G_FILE (source), result, &error)) {
    fail_file (task, error);
    return;
  }

  report (self, TRUE);
  g_task_return_boolean (task, TRUE);
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SaDownload *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!g_output_stream_close_finish (G_OUTPUT_STREAM (source), result, &error)) {
    fail_file (task, error);
    return;
  }

  g_file_move_async (self->part, self->dest, G_FILE_COPY_OVERWRITE, G_PRIORITY_DEFAULT, NULL, NULL,
                     NULL, moved_cb, g_steal_pointer (&task));
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SaDownload *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error)) {
    fail_file (task, error);
    return;
  }

  self->done += (gint64) g_bytes_get_size (self->block);
  g_clear_pointer (&self->block, g_bytes_unref);
  report (self, FALSE);
  read_block (task);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SaDownload *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gsize count;
  const void *data;

  self->block = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  if (self->block == NULL) {
    fail_network (task, error);
    return;
  }

  data = g_bytes_get_data (self->block, &count);
  if (self->done + (gint64) count > self->max_bytes)
    fail_with (task, SA_SERVICE_ERROR_TOO_LARGE, _ ("The preview is too large, and was cut off"));
  else if (count > 0)
    g_output_stream_write_all_async (self->output, data, count, G_PRIORITY_DEFAULT,
                                     self->transfer.inner, written_cb, g_steal_pointer (&task));
  else if (self->done == 0)
    fail_with (task, SA_SERVICE_ERROR_BAD_ANSWER, _ ("The preview is empty"));
  else
    g_output_stream_close_async (self->output, G_PRIORITY_DEFAULT, self->transfer.inner, closed_cb,
                                 g_steal_pointer (&task));
}

static void
read_block (GTask *task)
{
  SaDownload *self = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (self->stream, READ_BYTES, G_PRIORITY_DEFAULT,
                                   self->transfer.inner, read_cb, g_object_ref (task));
}

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SaDownload *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  self->output = G_OUTPUT_STREAM (g_file_create_finish (G_FILE (source), result, &error));
  if (self->output == NULL)
    fail_file (task, error);
  else
    read_block (task);
}

/* Beside the destination, so that it can take its place in one step. */
static GFile *
choose_part (GFile *dest)
{
  g_autoptr (GFile) parent = g_file_get_parent (dest);
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *name = g_strdup_printf (".soundalike-%s.part", uuid);

  return parent != NULL ? g_file_get_child (parent, name) : NULL;
}

static gboolean
set_uri (SaDownload *self, GUri *base, const char *url)
{
  GUriFlags flags = SOUP_HTTP_URI_FLAGS;
  g_autoptr (GUri) uri =
    base != NULL ? g_uri_parse_relative (base, url, flags, NULL) : g_uri_parse (url, flags, NULL);

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' ||
      (g_strcmp0 (g_uri_get_scheme (uri), "https") != 0 &&
       g_strcmp0 (g_uri_get_scheme (uri), "http") != 0))
    return FALSE;

  g_clear_pointer (&self->uri, g_uri_unref);
  self->uri = g_steal_pointer (&uri);

  return TRUE;
}

static void
follow (GTask *task, const char *location)
{
  SaDownload *self = g_task_get_task_data (task);
  g_autoptr (GUri) base = g_uri_ref (self->uri);

  if (++self->redirects > MAX_REDIRECTS) {
    fail_status (task);
    return;
  }
  if (!set_uri (self, base, location)) {
    fail_with (task, SA_SERVICE_ERROR_BAD_URL,
               _ ("The preview’s address points to one that is neither https nor http"));
    return;
  }

  send_request (task);
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SaDownload *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  SoupMessageHeaders *headers;
  const char *location;

  self->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (self->stream == NULL) {
    fail_network (task, error);
    return;
  }

  headers = soup_message_get_response_headers (self->transfer.message);
  location = soup_message_headers_get_one (headers, "Location");
  if (SOUP_STATUS_IS_REDIRECTION (soup_message_get_status (self->transfer.message)) &&
      location != NULL) {
    follow (task, location);
    return;
  }
  if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (self->transfer.message))) {
    fail_status (task);
    return;
  }
  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH)
    self->total = soup_message_headers_get_content_length (headers);
  if (self->total > self->max_bytes) {
    fail_with (task, SA_SERVICE_ERROR_TOO_LARGE, _ ("The preview is too large"));
    return;
  }

  g_file_create_async (self->part, G_FILE_CREATE_NONE, G_PRIORITY_DEFAULT, self->transfer.inner,
                       created_cb, g_steal_pointer (&task));
}

static void
send_request (GTask *task)
{
  SaDownload *self = g_task_get_task_data (task);
  SoupMessage *message;
  SoupMessageHeaders *headers;

  /* An earlier answer of a redirect is not read to its end. */
  sa_transfer_close (&self->transfer);
  g_clear_object (&self->stream);

  message = soup_message_new_from_uri (SOUP_METHOD_GET, self->uri);
  sa_exchange_prepare (message);
  headers = soup_message_get_request_headers (message);
  soup_message_headers_replace (headers, "Accept-Encoding", "identity");
  sa_transfer_take_message (&self->transfer, message);
  soup_session_send_async (self->session, message, G_PRIORITY_DEFAULT, self->transfer.inner,
                           sent_cb, g_object_ref (task));
}

/**
 * sa_download_async:
 * @session: a session that knows no key
 * @url: an http or https address, as a stranger gave it
 * @dest: where it goes; replaced only when all is there
 * @max_bytes: what is taken at most
 * @progress: (nullable): called as it comes
 * @progress_data: for @progress
 * @cancellable: (nullable): a cancellable
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Fetches @url into a file beside @dest, which then takes its place. Follows at most five
 * redirects, to https and http only. What came is not judged.
 */
void
sa_download_async (SoupSession *session,
                   const char *url,
                   GFile *dest,
                   gint64 max_bytes,
                   SaProgressFunc progress,
                   gpointer progress_data,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (session, cancellable, callback, user_data);
  SaDownload *self = g_new0 (SaDownload, 1);

  g_task_set_source_tag (task, sa_download_async);
  g_task_set_check_cancellable (task, FALSE);
  self->session = g_object_ref (session);
  self->dest = g_object_ref (dest);
  self->part = choose_part (dest);
  self->max_bytes = max_bytes;
  self->progress = progress;
  self->progress_data = progress_data;
  self->total = -1;
  sa_transfer_init (&self->transfer, cancellable);
  g_task_set_task_data (task, self, (GDestroyNotify) sa_download_free);

  if (self->part == NULL)
    fail_with (task, SA_SERVICE_ERROR_FILE, _ ("The preview cannot be written there"));
  else if (!set_uri (self, NULL, url))
    fail_with (task, SA_SERVICE_ERROR_BAD_URL,
               _ ("The preview’s address is neither https nor http"));
  else if (g_cancellable_is_cancelled (cancellable))
    fail_with (task, SA_SERVICE_ERROR_NETWORK, _ ("Cancelled"));
  else
    send_request (task);
}

/**
 * sa_download_finish:
 * @result: what the callback got
 * @sent: (out): what left
 * @error: return location
 *
 * Returns: whether the file is there; else %SA_SERVICE_ERROR or %G_IO_ERROR_CANCELLED
 */
gboolean
sa_download_finish (GAsyncResult *result, SaSent *sent, GError **error)
{
  SaDownload *self = g_task_get_task_data (G_TASK (result));

  *sent = self->transfer.sent;

  return g_task_propagate_boolean (G_TASK (result), error);
}
