/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "audio/sa-peaks.h"

G_BEGIN_DECLS

/**
 * SaWaveColors:
 * @rms: of what the sound is on average, drawn upon the other
 * @peak: of what it reaches at most
 */
typedef struct {
  const GdkRGBA *rms;
  const GdkRGBA *peak;
} SaWaveColors;

/**
 * SaWaveFrame:
 * @frames_per_column: how many of the peaks' frames one column of pixels stands for
 * @first_column: the number of the column at the left edge, counted from the recording's beginning
 * @width: in pixels
 * @height: in pixels
 * @left: where the range begins, in pixels from the left edge
 * @right: where it ends
 *
 * What is to be painted.
 */
typedef struct {
  double frames_per_column;
  gint64 first_column;
  int width;
  int height;
  int left;
  int right;
} SaWaveFrame;

/**
 * SaWavePainter:
 *
 * Paints peaks as columns of one pixel. What was painted is kept, so that scrolling and moving a range
 * cost next to nothing.
 */
typedef struct _SaWavePainter SaWavePainter;

SaWavePainter *sa_wave_painter_new (void);
void sa_wave_painter_free (SaWavePainter *self);

void sa_wave_painter_set_peaks (SaWavePainter *self, SaPeaks *peaks);
SaPeaks *sa_wave_painter_get_peaks (SaWavePainter *self);
void sa_wave_painter_refresh (SaWavePainter *self);
void sa_wave_painter_forget (SaWavePainter *self);
void sa_wave_painter_paint (SaWavePainter *self,
                            GtkSnapshot *snapshot,
                            const SaWaveFrame *frame,
                            SaWaveColors range,
                            SaWaveColors rest);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaWavePainter, sa_wave_painter_free)

G_END_DECLS
