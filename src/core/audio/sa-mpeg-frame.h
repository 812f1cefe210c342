/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** SaMpegFrame: what the head of a frame of MPEG audio says. */
typedef struct {
  int layer; /* 1 to 3, or 4 for an ADTS frame of AAC */
  int version; /* 1: MPEG-1, 2: MPEG-2, 3: MPEG-2.5 */
  int rate;
  int channels;
  int size;
  int samples;
} SaMpegFrame;

gboolean sa_mpeg_frame_parse (const guint8 *data, gsize length, SaMpegFrame *frame);

G_END_DECLS
