/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * SaFrameQueue:
 *
 * What lies between the thread that decodes and the thread that reads: decoded
 * samples, bounded by bytes. The reader is woken for a batch, not for every
 * buffer. What ends the stream (its end, an error, a cancellation) stands
 * behind the samples that came before it, a cancellation before them.
 */
typedef struct {
  GMutex lock;
  GCond filled;
  GCond drained;
  GQueue samples;
  gsize bytes;
  gsize limit;
  gsize batch;
  GError *error;
  gboolean ended;
  gboolean flushing;
  gboolean stopped;
  gboolean cancelled;
} SaFrameQueue;

typedef enum {
  SA_FRAME_QUEUE_SAMPLES,
  SA_FRAME_QUEUE_END,
  SA_FRAME_QUEUE_ERROR,
  SA_FRAME_QUEUE_CANCELLED,
  SA_FRAME_QUEUE_NOTHING,
} SaFrameQueueResult;

void sa_frame_queue_init (SaFrameQueue *queue);
void sa_frame_queue_clear (SaFrameQueue *queue);
void sa_frame_queue_set_limit (SaFrameQueue *queue, gsize limit, gsize batch);

GstFlowReturn sa_frame_queue_push (SaFrameQueue *queue, GstSample *sample);
void sa_frame_queue_flush_start (SaFrameQueue *queue);
void sa_frame_queue_flush_stop (SaFrameQueue *queue);
void sa_frame_queue_end (SaFrameQueue *queue);
void sa_frame_queue_fail (SaFrameQueue *queue, const GError *error);
void sa_frame_queue_cancel (SaFrameQueue *queue);
void sa_frame_queue_reset (SaFrameQueue *queue);
void sa_frame_queue_stop (SaFrameQueue *queue);

SaFrameQueueResult sa_frame_queue_take (SaFrameQueue *queue, GQueue *samples);
GError *sa_frame_queue_error (SaFrameQueue *queue);

G_END_DECLS
