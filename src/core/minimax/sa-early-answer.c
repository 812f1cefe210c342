/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-early-answer.h"

#include <fcntl.h>
#include <string.h>

#include "rules/sa-limits.h"

#define HEAD_MAX_BYTES (64 * 1024)
#define RAW_MAX_BYTES (SA_ANSWER_MAX_BYTES + HEAD_MAX_BYTES)

/**
 * SaEarlyAnswer:
 *
 * libsoup reads nothing before the last byte of the body is written. A server that refuses an
 * upload (too large, bad key) often answers at once and closes, and all that is seen of its
 * answer is a lost connection. So while a body is sent, this listens on the same connection;
 * when something comes, it holds the body, reads the answer to its end, and stops the exchange.
 * Where the connection breaks in the very same moment, the answer is fetched out of what the
 * kernel still holds.
 */
struct _SaEarlyAnswer {
  GObject parent_instance;

  SaUploadStream *body;
  GCancellable *exchange;
  GIOStream *connection;
  GSocket *twin;
  GSource *watch;
  GByteArray *raw;
  gboolean ended;
};

G_DEFINE_FINAL_TYPE (SaEarlyAnswer, sa_early_answer, G_TYPE_OBJECT)

/* Undoes chunked transfer coding as far as @data goes; *@whole tells if it went to the end. */
static GBytes *
join_chunks (const char *data, gsize length, gboolean *whole)
{
  g_autoptr (GByteArray) joined = g_byte_array_new ();
  const char *end = data + length;

  *whole = FALSE;
  while (data < end) {
    const char *line = memchr (data, '\n', (gsize) (end - data));
    g_autofree char *size = line != NULL ? g_strndup (data, (gsize) (line - data)) : NULL;
    guint64 count = size != NULL ? g_ascii_strtoull (size, NULL, 16) : 0;

    if (line == NULL)
      break;
    data = line + 1;
    if (count == 0) {
      *whole = TRUE;
      break;
    }
    count = MIN (count, (guint64) (end - data));
    g_byte_array_append (joined, (const guint8 *) data, (guint) count);
    data += count;
    data += MIN (2, end - data);
  }

  return g_byte_array_free_to_bytes (g_steal_pointer (&joined));
}

static SaAnswer *
parse_body (SoupMessageHeaders *headers,
            guint status,
            const char *data,
            gsize length,
            gboolean ended)
{
  gboolean cut = length > SA_ANSWER_MAX_BYTES;
  gboolean whole = ended || cut;
  GBytes *body;

  if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CHUNKED) {
    gboolean last;

    body = join_chunks (data, MIN (length, SA_ANSWER_MAX_BYTES), &last);
    whole = whole || last;
  } else {
    if (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH)
      whole = whole || (goffset) length >= soup_message_headers_get_content_length (headers);
    body = g_bytes_new (data, MIN (length, SA_ANSWER_MAX_BYTES));
  }

  if (!whole) {
    g_bytes_unref (body);
    return NULL;
  }

  return sa_answer_new (status, headers, body, cut);
}

/* Drops interim answers (1xx), which promise a final one. */
static void
drop_interim (GByteArray *raw)
{
  const char *end;

  while (raw->len >= 12 && memcmp (raw->data, "HTTP/1.", 7) == 0 && raw->data[9] == '1' &&
         (end = memmem (raw->data, raw->len, "\r\n\r\n", 4)) != NULL)
    g_byte_array_remove_range (raw, 0, (guint) (end + 4 - (const char *) raw->data));
}

static gboolean
read_some (SaEarlyAnswer *self)
{
  GInputStream *input = g_io_stream_get_input_stream (self->connection);
  g_autoptr (GError) error = NULL;
  guint8 buffer[4096];
  gssize count;

  do {
    count = g_pollable_input_stream_read_nonblocking (G_POLLABLE_INPUT_STREAM (input), buffer,
                                                      sizeof buffer, NULL, &error);
    if (count > 0)
      g_byte_array_append (self->raw, buffer, (guint) count);
  } while (count > 0 && self->raw->len <= RAW_MAX_BYTES);

  if (count == 0 || (count < 0 && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK)))
    self->ended = TRUE;

  return self->raw->len > 0;
}

/* Something came, or the connection ended, while the body is still being sent. */
static gboolean
readable_cb (GObject *stream, gpointer user_data)
{
  SaEarlyAnswer *self = user_data;
  g_autoptr (SaAnswer) answer = NULL;

  if (!sa_upload_stream_hold (self->body)) {
    sa_early_answer_stop (self);
    return G_SOURCE_REMOVE;
  }

  read_some (self);
  drop_interim (self->raw);
  if (self->raw->len == 0 && !self->ended) {
    sa_upload_stream_resume (self->body);
    return G_SOURCE_CONTINUE;
  }

  answer = sa_early_answer_parse (self->raw, self->ended);
  if (answer == NULL && !self->ended && self->raw->len <= RAW_MAX_BYTES)
    return G_SOURCE_CONTINUE;

  sa_early_answer_stop (self);
  if (self->raw->len == 0)
    /* The other side will say nothing more. Let the writing find out what became of it. */
    sa_upload_stream_resume (self->body);
  else
    g_cancellable_cancel (self->exchange);

  return G_SOURCE_REMOVE;
}

/* A second handle on the connection: it outlives libsoup's, which is closed with the first failed
 * write, and with it what had come in would be lost. Encrypted connections cannot be shared so. */
static GSocket *
duplicate_socket (GIOStream *connection)
{
  int fd;

  if (!G_IS_SOCKET_CONNECTION (connection))
    return NULL;

  fd = fcntl (g_socket_get_fd (g_socket_connection_get_socket (G_SOCKET_CONNECTION (connection))),
              F_DUPFD_CLOEXEC, 3);

  return fd >= 0 ? g_socket_new_from_fd (fd, NULL) : NULL;
}

static gboolean
speaks_http1 (GIOStream *connection)
{
  if (!G_IS_TLS_CONNECTION (connection))
    return TRUE;

  return g_strcmp0 (g_tls_connection_get_negotiated_protocol (G_TLS_CONNECTION (connection)),
                    "h2") != 0;
}

static void
sa_early_answer_dispose (GObject *object)
{
  SaEarlyAnswer *self = SA_EARLY_ANSWER (object);

  sa_early_answer_stop (self);
  g_clear_object (&self->twin);
  g_clear_object (&self->body);
  g_clear_object (&self->exchange);
  g_clear_pointer (&self->raw, g_byte_array_unref);

  G_OBJECT_CLASS (sa_early_answer_parent_class)->dispose (object);
}

static void
sa_early_answer_class_init (SaEarlyAnswerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sa_early_answer_dispose;
}

static void
sa_early_answer_init (SaEarlyAnswer *self)
{
  self->raw = g_byte_array_new ();
}

/**
 * sa_early_answer_new:
 * @body: what is being sent
 * @exchange: cancelled when an answer was read and sending is pointless
 *
 * Returns: (transfer full): a listener that does nothing yet
 */
SaEarlyAnswer *
sa_early_answer_new (SaUploadStream *body, GCancellable *exchange)
{
  SaEarlyAnswer *self = g_object_new (SA_TYPE_EARLY_ANSWER, NULL);

  self->body = g_object_ref (body);
  self->exchange = g_object_ref (exchange);

  return self;
}

/**
 * sa_early_answer_watch:
 * @self: a listener
 * @connection: the connection whose request head was just sent
 *
 * Begins to listen. HTTP/2 needs none of it: there libsoup reads while it writes.
 */
void
sa_early_answer_watch (SaEarlyAnswer *self, GIOStream *connection)
{
  GInputStream *input = g_io_stream_get_input_stream (connection);

  if (self->watch != NULL || !speaks_http1 (connection) || !G_IS_POLLABLE_INPUT_STREAM (input) ||
      !g_pollable_input_stream_can_poll (G_POLLABLE_INPUT_STREAM (input)))
    return;

  self->connection = g_object_ref (connection);
  self->twin = duplicate_socket (connection);
  self->watch = g_pollable_input_stream_create_source (G_POLLABLE_INPUT_STREAM (input), NULL);
  g_source_set_priority (self->watch, G_PRIORITY_HIGH);
  g_source_set_callback (self->watch, G_SOURCE_FUNC (readable_cb), self, NULL);
  g_source_attach (self->watch, g_main_context_get_thread_default ());
}

/**
 * sa_early_answer_stop:
 * @self: a listener
 *
 * Stops to listen: the body is out, and what comes now is libsoup's.
 */
void
sa_early_answer_stop (SaEarlyAnswer *self)
{
  if (self->watch != NULL)
    g_source_destroy (self->watch);
  g_clear_pointer (&self->watch, g_source_unref);
  g_clear_object (&self->connection);
}

/**
 * sa_early_answer_harvest:
 * @self: a listener
 *
 * After the exchange failed: what did the server say before that?
 *
 * Returns: (transfer full) (nullable): its answer, %NULL if there was none
 */
SaAnswer *
sa_early_answer_harvest (SaEarlyAnswer *self)
{
  char buffer[4096];
  gssize count = 1;

  sa_early_answer_stop (self);
  while (self->twin != NULL && count > 0 && self->raw->len <= RAW_MAX_BYTES) {
    count = g_socket_receive_with_blocking (self->twin, buffer, sizeof buffer, FALSE, NULL, NULL);
    if (count > 0)
      g_byte_array_append (self->raw, (const guint8 *) buffer, (guint) count);
  }
  drop_interim (self->raw);

  return sa_early_answer_parse (self->raw, TRUE);
}

/**
 * sa_early_answer_parse:
 * @raw: what came, from the status line on
 * @ended: whether no more will come
 *
 * Returns: (transfer full) (nullable): the answer in @raw, %NULL as long as it is not whole, or
 *   if it is none
 */
SaAnswer *
sa_early_answer_parse (GByteArray *raw, gboolean ended)
{
  g_autoptr (SoupMessageHeaders) headers = NULL;
  const char *data = (const char *) raw->data;
  const char *end;
  gsize head;
  guint status;

  end = raw->len > 0 ? memmem (data, raw->len, "\r\n\r\n", 4) : NULL;
  if (end == NULL)
    return NULL;

  head = (gsize) (end + 4 - data);
  headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  if (head > HEAD_MAX_BYTES ||
      !soup_headers_parse_response (data, (int) head - 2, headers, NULL, &status, NULL))
    return NULL;

  return parse_body (headers, status, data + head, raw->len - head, ended);
}
