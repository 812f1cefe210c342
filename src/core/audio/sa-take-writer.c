/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-take-writer.h"

#include <string.h>

/* How long what was written may wait for the disk, and how often the thread looks. */
#define SYNC_USEC (400 * G_TIME_SPAN_MILLISECOND)
#define LOOK_USEC (100 * G_TIME_SPAN_MILLISECOND)

typedef struct {
  gsize n; /* 0: the end */
  float samples[];
} Piece;

struct _SaTakeWriter {
  GFile *folder;
  int rate;
  SaTakeWriterFunc func;
  gpointer user_data;
  GAsyncQueue *pieces;
  GThread *thread;
  gint is_done; /* atomic */

  SaTake *take; /* of the thread, until it is done */
  gint64 dirty_since; /* of the thread; 0: all is on the disk */

  GMutex lock;
  GError *error;
};

static gboolean
has_failed (SaTakeWriter *self)
{
  gboolean failed;

  g_mutex_lock (&self->lock);
  failed = self->error != NULL;
  g_mutex_unlock (&self->lock);
  return failed;
}

static void
fail (SaTakeWriter *self, GError *error)
{
  g_mutex_lock (&self->lock);
  if (self->error == NULL)
    self->error = g_steal_pointer (&error);
  g_mutex_unlock (&self->lock);
  g_clear_error (&error);
  self->func (self->user_data);
}

static void
write_piece (SaTakeWriter *self, const Piece *piece)
{
  GError *error = NULL;

  if (has_failed (self))
    return;
  if (self->take == NULL)
    self->take = sa_take_create (self->folder, self->rate, &error);
  if (self->take == NULL || !sa_take_write (self->take, piece->samples, piece->n, &error))
    fail (self, error);
  if (self->dirty_since == 0)
    self->dirty_since = g_get_monotonic_time ();
}

/* After a failure too: what reached the file is to be whole. */
static void
sync_take (SaTakeWriter *self)
{
  GError *error = NULL;

  self->dirty_since = 0;
  if (self->take != NULL && !sa_take_sync (self->take, &error))
    fail (self, error);
}

static gpointer
write_in_thread (gpointer data)
{
  SaTakeWriter *self = data;
  gboolean is_end = FALSE;

  while (!is_end) {
    g_autofree Piece *piece = g_async_queue_timeout_pop (self->pieces, LOOK_USEC);

    is_end = piece != NULL && piece->n == 0;
    if (piece != NULL && !is_end)
      write_piece (self, piece);
    if (self->dirty_since != 0 && g_get_monotonic_time () - self->dirty_since >= SYNC_USEC)
      sync_take (self);
  }
  if (self->dirty_since != 0)
    sync_take (self);
  g_atomic_int_set (&self->is_done, TRUE);
  self->func (self->user_data);
  return NULL;
}

/**
 * sa_take_writer_new:
 * @append_to: (nullable): what to go on with; by default a new take, made with the first samples
 * @func: called by the writer's thread; not after sa_take_writer_free()
 */
SaTakeWriter *
sa_take_writer_new (GFile *folder,
                    int rate,
                    SaTake *append_to,
                    SaTakeWriterFunc func,
                    gpointer user_data)
{
  SaTakeWriter *self = g_new0 (SaTakeWriter, 1);

  g_mutex_init (&self->lock);
  self->folder = g_object_ref (folder);
  self->rate = rate;
  self->func = func;
  self->user_data = user_data;
  g_set_object (&self->take, append_to);
  self->pieces = g_async_queue_new_full (g_free);
  self->thread = g_thread_new ("take-writer", write_in_thread, self);
  return self;
}

/** sa_take_writer_push: adds to the take; never waits */
void
sa_take_writer_push (SaTakeWriter *self, const float *samples, gsize n)
{
  Piece *piece;

  if (n == 0)
    return;
  piece = g_malloc (sizeof (Piece) + n * sizeof (float));
  piece->n = n;
  memcpy (piece->samples, samples, n * sizeof (float));
  g_async_queue_push (self->pieces, piece);
}

/** sa_take_writer_end: writes the rest and is done; does not wait for that */
void
sa_take_writer_end (SaTakeWriter *self)
{
  g_async_queue_push (self->pieces, g_new0 (Piece, 1));
}

/** sa_take_writer_is_done: Returns: whether all is on the disk after sa_take_writer_end() */
gboolean
sa_take_writer_is_done (SaTakeWriter *self)
{
  return g_atomic_int_get (&self->is_done);
}

/** sa_take_writer_dup_error: Returns: (transfer full) (nullable): why writing failed, if it did */
GError *
sa_take_writer_dup_error (SaTakeWriter *self)
{
  GError *error;

  g_mutex_lock (&self->lock);
  error = self->error != NULL ? g_error_copy (self->error) : NULL;
  g_mutex_unlock (&self->lock);
  return error;
}

/**
 * sa_take_writer_free:
 *
 * Waits until the thread is done, which sa_take_writer_end() must have told it to be.
 *
 * Returns: (transfer full) (nullable): the take, if there is anything of it
 */
SaTake *
sa_take_writer_free (SaTakeWriter *self)
{
  SaTake *take;

  g_thread_join (self->thread);
  take = g_steal_pointer (&self->take);
  g_async_queue_unref (self->pieces);
  g_object_unref (self->folder);
  g_clear_error (&self->error);
  g_mutex_clear (&self->lock);
  g_free (self);
  return take;
}
