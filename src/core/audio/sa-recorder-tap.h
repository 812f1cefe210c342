/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sa-input-level.h"
#include "sa-peaks.h"
#include "sa-take-writer.h"

G_BEGIN_DECLS

/**
 * SaRecorderTap:
 *
 * What happens to the sound where it comes in, in the microphone's thread: one mono signal is made
 * of it and measured and, while the gate is open, written and drawn.
 */
typedef struct _SaRecorderTap SaRecorderTap;

/**
 * SaRecorderNews:
 * @level: since the last news
 * @frames: recorded so far
 * @dropped: frames that never arrived while recording
 * @heard: whether the microphone gave anything since sa_recorder_tap_reset()
 * @is_full: whether the limit was reached
 * @moved_to: (nullable): the device that the sound server took the stream to
 */
typedef struct {
  SaInputLevel level;
  gint64 frames;
  gint64 dropped;
  gboolean heard;
  gboolean is_full;
  char *moved_to;
} SaRecorderNews;

SaRecorderTap *sa_recorder_tap_new (int rate, GSourceFunc on_news, gpointer user_data);
void sa_recorder_tap_free (SaRecorderTap *self);

void sa_recorder_tap_reset (SaRecorderTap *self);
void sa_recorder_tap_add (const float *frames,
                          int channels,
                          gsize n_frames,
                          gint64 lost,
                          gpointer tap);
void sa_recorder_tap_move (const char *device, gpointer tap);
void sa_recorder_tap_wake (gpointer tap);

void sa_recorder_tap_begin (SaRecorderTap *self,
                            SaTakeWriter *writer,
                            SaPeaks *peaks,
                            gint64 frames,
                            gint64 limit);
void sa_recorder_tap_set_limit (SaRecorderTap *self, gint64 limit);
gint64 sa_recorder_tap_set_gate (SaRecorderTap *self, gboolean is_open);
gint64 sa_recorder_tap_end (SaRecorderTap *self);
void sa_recorder_tap_take_news (SaRecorderTap *self, SaRecorderNews *news);

G_END_DECLS
