/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice/sa-practice-body.h"

#include <string.h>

#define FLOOD_BLOCK_BYTES 65536
#define TRICKLE_STEPS 20
#define TRICKLE_STEP_MILLISECONDS 100

struct _SaPracticeBody {
  SoupServerMessage *message; /* not owned: it outlives its exchange, which owns this */
  GBytes *bytes; /* a flood's block, or all of a trickle */
  GBytes *after; /* a flood's end */
  guint64 left; /* bytes that are still to come */
  gulong handler;
  GSource *timer;
};

static void
append (SaPracticeBody *self, GBytes *bytes)
{
  if (g_bytes_get_size (bytes) > 0)
    soup_message_body_append_bytes (soup_server_message_get_response_body (self->message), bytes);
}

static void
complete (SaPracticeBody *self)
{
  soup_message_body_complete (soup_server_message_get_response_body (self->message));
}

static void
flood_on (SoupServerMessage *message, SaPracticeBody *self)
{
  gsize length = (gsize) MIN (self->left, g_bytes_get_size (self->bytes));

  if (length > 0) {
    g_autoptr (GBytes) block = g_bytes_new_from_bytes (self->bytes, 0, length);

    self->left -= length;
    append (self, block);
  } else {
    g_clear_signal_handler (&self->handler, self->message);
    append (self, self->after);
    complete (self);
  }
  soup_server_message_unpause (message);
}

static gboolean
trickle_on (gpointer user_data)
{
  SaPracticeBody *self = user_data;
  gsize total = g_bytes_get_size (self->bytes);
  gsize step = MAX (total / TRICKLE_STEPS, 1);
  gsize length = (gsize) MIN (self->left, step);
  g_autoptr (GBytes) block =
    g_bytes_new_from_bytes (self->bytes, total - (gsize) self->left, length);

  self->left -= length;
  append (self, block);
  if (self->left == 0)
    complete (self);
  soup_server_message_unpause (self->message);
  return self->left > 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static SaPracticeBody *
body_new (SoupServerMessage *message)
{
  SaPracticeBody *self = g_new0 (SaPracticeBody, 1);

  self->message = message;
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  return self;
}

/**
 * sa_practice_body_new_flood:
 * @before: the text that it begins with
 * @after: the text that it ends in
 * @length: how many letters come between
 *
 * Answers with very much, of which only a block at a time is in memory.
 *
 * Returns: (transfer full): the body
 */
SaPracticeBody *
sa_practice_body_new_flood (SoupServerMessage *message,
                            const char *before,
                            const char *after,
                            guint64 length)
{
  SaPracticeBody *self = body_new (message);
  g_autoptr (GBytes) begin = g_bytes_new (before, strlen (before));
  guint8 *block = g_malloc (FLOOD_BLOCK_BYTES);

  memset (block, 'a', FLOOD_BLOCK_BYTES);
  self->bytes = g_bytes_new_take (block, FLOOD_BLOCK_BYTES);
  self->after = g_bytes_new (after, strlen (after));
  self->left = length;
  self->handler = g_signal_connect (message, "wrote-chunk", G_CALLBACK (flood_on), self);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                     SOUP_ENCODING_CHUNKED);
  append (self, begin);
  return self;
}

/**
 * sa_practice_body_new_trickle:
 * @service: whose context counts the time
 *
 * Answers with @bytes, over some seconds.
 *
 * Returns: (transfer full): the body
 */
SaPracticeBody *
sa_practice_body_new_trickle (SoupServerMessage *message, SaPracticeService *service, GBytes *bytes)
{
  SaPracticeBody *self = body_new (message);

  self->bytes = g_bytes_ref (bytes);
  self->left = g_bytes_get_size (bytes);
  soup_message_headers_set_content_length (soup_server_message_get_response_headers (message),
                                           (goffset) self->left);
  self->timer = g_timeout_source_new (TRICKLE_STEP_MILLISECONDS);
  g_source_set_callback (self->timer, trickle_on, self, NULL);
  sa_practice_service_attach (service, self->timer);
  return self;
}

void
sa_practice_body_free (SaPracticeBody *self)
{
  g_clear_signal_handler (&self->handler, self->message);
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->after, g_bytes_unref);
  g_free (self);
}
