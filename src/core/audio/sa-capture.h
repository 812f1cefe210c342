/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sa-microphone.h"

G_BEGIN_DECLS

/**
 * SaCapture:
 *
 * An open microphone. Opening and closing happen in a thread of its own.
 */
typedef struct _SaCapture SaCapture;

/**
 * SaCaptureFuncs:
 * @on_frames: called by the capture's thread with the next frames, interleaved; @lost frames
 *   before them never arrived
 * @on_moved: called by any thread when the sound server took the stream to another device
 * @on_failed: called in the context that made the capture
 *
 * None of them is called any more once sa_capture_close() returned.
 */
typedef struct {
  void (*on_frames) (const float *frames, int channels, gsize n_frames, gint64 lost, gpointer tap);
  void (*on_moved) (const char *device, gpointer tap);
  void (*on_failed) (const GError *error, gpointer user_data);
} SaCaptureFuncs;

SaCapture *sa_capture_new (SaMicrophone *microphone,
                           gboolean follow_default,
                           int rate,
                           const SaCaptureFuncs *funcs,
                           gpointer tap,
                           gpointer user_data);
void sa_capture_close (SaCapture *self);

G_END_DECLS
