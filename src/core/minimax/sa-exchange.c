/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-exchange.h"

#include <glib/gi18n-lib.h>

#include "rules/sa-limits.h"
#include "sa-early-answer.h"

#define READ_BYTES (16 * 1024)
#define PROGRESS_INTERVAL (G_USEC_PER_SEC / 30)

/* One request and its answer. The message's signals are tied to the state, which the task owns. */
typedef struct {
  SoupSession *session;
  SaTransfer transfer;
  SaRequestKind request;
  SaUploadStream *body;
  SaProgressFunc progress;
  gpointer progress_data;
  gint64 reported_at;

  SaEarlyAnswer *early;
  GInputStream *stream;
  GByteArray *received;
} SaExchange;

static void
sa_exchange_free (SaExchange *self)
{
  g_signal_handlers_disconnect_by_data (self->transfer.message, self);
  if (self->early != NULL)
    sa_early_answer_stop (self->early);
  g_clear_object (&self->early);
  g_clear_object (&self->stream);
  sa_transfer_clear (&self->transfer);
  g_clear_object (&self->body);
  g_clear_object (&self->session);
  g_clear_pointer (&self->received, g_byte_array_unref);
  g_free (self);
}

/* What happened, by the kinds that GIO, its TLS and libsoup tell apart. */
static const char *
explain (const GError *error, gboolean left, SaServiceError *kind)
{
  *kind = SA_SERVICE_ERROR_NETWORK;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT)) {
    *kind = SA_SERVICE_ERROR_TIMEOUT;
    return _ ("The server was silent for too long");
  }
  if (error->domain == G_RESOLVER_ERROR)
    return _ ("The server’s name cannot be found");
  if (error->domain == G_TLS_ERROR)
    return left ? _ ("The secure connection to the server was lost")
                : _ ("No secure connection to the server");
  if (error->domain == SOUP_SESSION_ERROR) {
    *kind = SA_SERVICE_ERROR_BAD_ANSWER;
    return _ ("The server’s answer makes no sense");
  }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return _ ("The server refused the connection");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE))
    return _ ("The server cannot be reached");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    return _ ("The server closed the connection too early");

  return _ ("The connection failed");
}

static void
return_cancelled (GTask *task)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _ ("Cancelled"));
}

static gboolean
is_cancelled (GTask *task)
{
  return g_cancellable_is_cancelled (g_task_get_cancellable (task));
}

static void
return_failure (GTask *task, const GError *error)
{
  SaExchange *self = g_task_get_task_data (task);
  const GError *file_error = self->body != NULL ? sa_upload_stream_get_error (self->body) : NULL;

  sa_transfer_close (&self->transfer);
  if (is_cancelled (task)) {
    return_cancelled (task);
  } else if (file_error != NULL) {
    SaServiceErrorDetails details = { 0 };
    g_autofree char *message = NULL;

    /* Translators: %s is a reason such as “Permission denied” */
    message = g_strdup_printf (_ ("The file cannot be sent: %s"), file_error->message);
    details.request = self->request;
    details.outcome = self->transfer.sent.left ? SA_OUTCOME_UNKNOWN : SA_OUTCOME_NOT_SENT;
    g_task_return_error (task, sa_service_error_new (SA_SERVICE_ERROR_FILE, &details, message));
  } else {
    g_task_return_error (task,
                         sa_exchange_map_error (error, self->request, self->transfer.sent.left));
  }
}

static void
return_answer (GTask *task, gboolean cut)
{
  SaExchange *self = g_task_get_task_data (task);
  GBytes *body = g_byte_array_free_to_bytes (g_steal_pointer (&self->received));
  SaAnswer *answer =
    sa_answer_new (soup_message_get_status (self->transfer.message),
                   soup_message_get_response_headers (self->transfer.message), body, cut);

  g_task_return_pointer (task, answer, (GDestroyNotify) sa_answer_free);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SaExchange *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize count;

  bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  if (bytes == NULL &&
      (is_cancelled (task) || soup_message_get_status (self->transfer.message) < 300)) {
    return_failure (task, error);
    return;
  }

  /* A refusal whose body breaks off is still a refusal. */
  count = bytes != NULL ? g_bytes_get_size (bytes) : 0;
  if (count == 0) {
    return_answer (task, FALSE);
    return;
  }

  g_byte_array_append (self->received, g_bytes_get_data (bytes, NULL), (guint) count);
  if (self->received->len > SA_ANSWER_MAX_BYTES) {
    g_byte_array_set_size (self->received, SA_ANSWER_MAX_BYTES);
    sa_transfer_close (&self->transfer);
    return_answer (task, TRUE);
    return;
  }

  g_input_stream_read_bytes_async (self->stream, READ_BYTES, G_PRIORITY_DEFAULT,
                                   self->transfer.inner, read_cb, g_steal_pointer (&task));
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SaExchange *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  self->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (self->stream == NULL) {
    SaAnswer *early = NULL;

    if (self->early != NULL && !is_cancelled (task))
      early = sa_early_answer_harvest (self->early);
    if (early != NULL)
      g_task_return_pointer (task, early, (GDestroyNotify) sa_answer_free);
    else
      return_failure (task, error);
    return;
  }

  self->received = g_byte_array_new ();
  g_input_stream_read_bytes_async (self->stream, READ_BYTES, G_PRIORITY_DEFAULT,
                                   self->transfer.inner, read_cb, g_steal_pointer (&task));
}

static void
wrote_headers_cb (SaExchange *self)
{
  if (self->body == NULL || self->transfer.connection == NULL)
    return;

  self->early = sa_early_answer_new (self->body, self->transfer.inner);
  sa_early_answer_watch (self->early, self->transfer.connection);
}

static void
report (SaExchange *self, gboolean last)
{
  gint64 now = g_get_monotonic_time ();

  if (self->progress == NULL || self->body == NULL ||
      (!last && now - self->reported_at < PROGRESS_INTERVAL))
    return;

  self->reported_at = now;
  self->progress (sa_upload_stream_count_file_bytes (self->body, self->transfer.sent.bytes),
                  sa_upload_stream_get_file_length (self->body), self->progress_data);
}

static void
wrote_body_data_cb (SaExchange *self, guint count)
{
  self->transfer.sent.bytes += count;
  report (self, FALSE);
}

static void
wrote_body_cb (SaExchange *self)
{
  if (self->early != NULL)
    sa_early_answer_stop (self->early);
  report (self, TRUE);
}

static void
connect_message (SaExchange *self)
{
  g_signal_connect_swapped (self->transfer.message, "wrote-headers", G_CALLBACK (wrote_headers_cb),
                            self);
  g_signal_connect_swapped (self->transfer.message, "wrote-body-data",
                            G_CALLBACK (wrote_body_data_cb), self);
  g_signal_connect_swapped (self->transfer.message, "wrote-body", G_CALLBACK (wrote_body_cb), self);
}

/**
 * sa_exchange_prepare:
 * @message: a request, not yet sent
 *
 * Has @message sent once, over a connection of its own, and whatever comes back handed out as the
 * answer. A redirect is not followed, and no password is looked for after 401 and 407. A session
 * without its part for passwords is not enough for that: libsoup then still holds the whole body of
 * such an answer, however large, before it hands out a byte.
 */
void
sa_exchange_prepare (SoupMessage *message)
{
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_NEW_CONNECTION);
  soup_message_disable_feature (message, SOUP_TYPE_AUTH_MANAGER);
}

/**
 * sa_exchange_map_error:
 * @error: what GIO or libsoup said
 * @request: which request it was
 * @left: whether a byte of it may have left
 *
 * Returns: (transfer full): the same in words for people, as %SA_SERVICE_ERROR
 */
GError *
sa_exchange_map_error (const GError *error, SaRequestKind request, gboolean left)
{
  SaServiceErrorDetails details = { 0 };
  SaServiceError kind;
  g_autofree char *message = NULL;
  const char *what = explain (error, left, &kind);

  details.request = request;
  details.outcome = left ? SA_OUTCOME_UNKNOWN : SA_OUTCOME_NOT_SENT;
  if (kind == SA_SERVICE_ERROR_TIMEOUT)
    return sa_service_error_new (kind, &details, what);

  /* Translators: what happened, and the system's own words for it */
  message = g_strdup_printf (_ ("%s (%s)"), what, error->message);

  return sa_service_error_new (kind, &details, message);
}

/**
 * sa_exchange_async:
 * @session: the session
 * @message: the request, with its headers and body
 * @request: which one it is
 * @body: (nullable): the body, if it is streamed: it is watched for early answers and progress
 * @progress: (nullable): called as the file of @body leaves
 * @progress_data: for @progress
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Sends @message and reads at most %SA_ANSWER_MAX_BYTES of the answer.
 */
void
sa_exchange_async (SoupSession *session,
                   SoupMessage *message,
                   SaRequestKind request,
                   SaUploadStream *body,
                   SaProgressFunc progress,
                   gpointer progress_data,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (session, cancellable, callback, user_data);
  SaExchange *self = g_new0 (SaExchange, 1);

  g_task_set_source_tag (task, sa_exchange_async);
  g_task_set_check_cancellable (task, FALSE);
  self->session = g_object_ref (session);
  sa_transfer_init (&self->transfer, cancellable);
  sa_transfer_take_message (&self->transfer, g_object_ref (message));
  self->request = request;
  self->body = body != NULL ? g_object_ref (body) : NULL;
  self->progress = progress;
  self->progress_data = progress_data;
  g_task_set_task_data (task, self, (GDestroyNotify) sa_exchange_free);

  if (is_cancelled (task)) {
    return_cancelled (task);
    return;
  }
  connect_message (self);
  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, self->transfer.inner, sent_cb,
                           g_steal_pointer (&task));
}

/**
 * sa_exchange_finish:
 * @result: what the callback got
 * @sent: (out): what left, on success and on failure
 * @error: return location
 *
 * An answer that had come in full is given out even if cancelled in the same moment: what a
 * clone's answer says must not be lost.
 *
 * Returns: (transfer full) (nullable): the answer, whatever it says; %NULL with
 *   %SA_SERVICE_ERROR or %G_IO_ERROR_CANCELLED
 */
SaAnswer *
sa_exchange_finish (GAsyncResult *result, SaSent *sent, GError **error)
{
  SaExchange *self = g_task_get_task_data (G_TASK (result));

  *sent = self->transfer.sent;

  return g_task_propagate_pointer (G_TASK (result), error);
}
