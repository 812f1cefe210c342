/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-frame-queue.h"

#define PATIENCE (G_USEC_PER_SEC / 10)

static void
drop_samples (SaFrameQueue *queue)
{
  g_queue_clear_full (&queue->samples, (GDestroyNotify) gst_sample_unref);
  queue->bytes = 0;
  g_cond_broadcast (&queue->drained);
}

void
sa_frame_queue_init (SaFrameQueue *queue)
{
  g_mutex_init (&queue->lock);
  g_cond_init (&queue->filled);
  g_cond_init (&queue->drained);
  g_queue_init (&queue->samples);
  queue->limit = 1;
  queue->batch = 1;
}

void
sa_frame_queue_clear (SaFrameQueue *queue)
{
  g_queue_clear_full (&queue->samples, (GDestroyNotify) gst_sample_unref);
  g_clear_error (&queue->error);
  g_cond_clear (&queue->filled);
  g_cond_clear (&queue->drained);
  g_mutex_clear (&queue->lock);
}

/**
 * sa_frame_queue_set_limit:
 * @limit: bytes from which on the decoding thread waits
 * @batch: bytes from which on the reading thread is woken; less than @limit
 */
void
sa_frame_queue_set_limit (SaFrameQueue *queue, gsize limit, gsize batch)
{
  g_mutex_lock (&queue->lock);
  queue->limit = limit;
  queue->batch = batch;
  g_cond_broadcast (&queue->drained);
  g_mutex_unlock (&queue->lock);
}

/**
 * sa_frame_queue_push:
 * @sample: (transfer full): decoded frames
 *
 * Called by the decoding thread; waits while the queue is full.
 */
GstFlowReturn
sa_frame_queue_push (SaFrameQueue *queue, GstSample *sample)
{
  g_autoptr (GstSample) owned = sample;
  gboolean refused;

  g_mutex_lock (&queue->lock);
  while (queue->bytes >= queue->limit && !queue->flushing && !queue->stopped)
    g_cond_wait (&queue->drained, &queue->lock);

  refused = queue->flushing || queue->stopped;
  if (!refused) {
    queue->bytes += gst_buffer_get_size (gst_sample_get_buffer (owned));
    g_queue_push_tail (&queue->samples, g_steal_pointer (&owned));
    if (queue->bytes >= queue->batch)
      g_cond_signal (&queue->filled);
  }
  g_mutex_unlock (&queue->lock);

  return refused ? GST_FLOW_FLUSHING : GST_FLOW_OK;
}

void
sa_frame_queue_flush_start (SaFrameQueue *queue)
{
  g_mutex_lock (&queue->lock);
  queue->flushing = TRUE;
  drop_samples (queue);
  g_mutex_unlock (&queue->lock);
}

void
sa_frame_queue_flush_stop (SaFrameQueue *queue)
{
  g_mutex_lock (&queue->lock);
  queue->flushing = FALSE;
  queue->ended = FALSE;
  g_clear_error (&queue->error);
  drop_samples (queue);
  g_mutex_unlock (&queue->lock);
}

void
sa_frame_queue_end (SaFrameQueue *queue)
{
  g_mutex_lock (&queue->lock);
  queue->ended = TRUE;
  g_cond_broadcast (&queue->filled);
  g_mutex_unlock (&queue->lock);
}

/**
 * sa_frame_queue_fail:
 *
 * Ends the stream with an error. The first one counts: what follows it are
 * its consequences.
 */
void
sa_frame_queue_fail (SaFrameQueue *queue, const GError *error)
{
  g_mutex_lock (&queue->lock);
  if (queue->error == NULL)
    queue->error = g_error_copy (error);
  g_cond_broadcast (&queue->filled);
  g_mutex_unlock (&queue->lock);
}

void
sa_frame_queue_cancel (SaFrameQueue *queue)
{
  g_mutex_lock (&queue->lock);
  queue->cancelled = TRUE;
  g_cond_broadcast (&queue->filled);
  g_mutex_unlock (&queue->lock);
}

/**
 * sa_frame_queue_stop:
 *
 * Lets the decoding thread go for good, before the pipeline is shut down.
 */
void
sa_frame_queue_stop (SaFrameQueue *queue)
{
  g_mutex_lock (&queue->lock);
  queue->stopped = TRUE;
  drop_samples (queue);
  g_mutex_unlock (&queue->lock);
}

/**
 * sa_frame_queue_reset:
 *
 * Makes the queue ready for another pipeline; a cancellation stays.
 */
void
sa_frame_queue_reset (SaFrameQueue *queue)
{
  g_mutex_lock (&queue->lock);
  drop_samples (queue);
  g_clear_error (&queue->error);
  queue->ended = queue->flushing = queue->stopped = FALSE;
  queue->limit = queue->batch = 1;
  g_mutex_unlock (&queue->lock);
}

/* Waits for a batch or for what ends the stream, while the lock is held. */
static gboolean
wait_for_batch (SaFrameQueue *queue)
{
  gint64 until = g_get_monotonic_time () + PATIENCE;

  while (queue->bytes < queue->batch && !queue->ended && queue->error == NULL && !queue->cancelled)
    if (!g_cond_wait_until (&queue->filled, &queue->lock, until))
      return FALSE;

  return TRUE;
}

/**
 * sa_frame_queue_take:
 * @samples: (inout): an empty queue, which receives all that is there
 *
 * Called by the reading thread; waits for a batch or for what ends the stream.
 *
 * Returns: what there is; SA_FRAME_QUEUE_NOTHING after a tenth of a second,
 *   so that the reader can see whether anybody still works
 */
SaFrameQueueResult
sa_frame_queue_take (SaFrameQueue *queue, GQueue *samples)
{
  SaFrameQueueResult result;
  gboolean ready;

  g_mutex_lock (&queue->lock);
  ready = wait_for_batch (queue);
  if (queue->cancelled)
    result = SA_FRAME_QUEUE_CANCELLED;
  else if (queue->bytes > 0)
    result = SA_FRAME_QUEUE_SAMPLES;
  else if (!ready)
    result = SA_FRAME_QUEUE_NOTHING;
  else if (queue->error != NULL)
    result = SA_FRAME_QUEUE_ERROR;
  else
    result = SA_FRAME_QUEUE_END;

  if (result == SA_FRAME_QUEUE_SAMPLES) {
    *samples = queue->samples;
    g_queue_init (&queue->samples);
    queue->bytes = 0;
    g_cond_signal (&queue->drained);
  }
  g_mutex_unlock (&queue->lock);

  return result;
}

/**
 * sa_frame_queue_error:
 *
 * Returns: (transfer full) (nullable): a copy of what ended the stream
 */
GError *
sa_frame_queue_error (SaFrameQueue *queue)
{
  GError *error;

  g_mutex_lock (&queue->lock);
  error = queue->error != NULL ? g_error_copy (queue->error) : NULL;
  g_mutex_unlock (&queue->lock);

  return error;
}
