/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "audio/sa-peaks.h"

G_BEGIN_DECLS

/**
 * SaWaveformStyle:
 * @SA_WAVEFORM_LANE: one column a pixel, as tall as the sound is loud, on a lane
 * @SA_WAVEFORM_BARS: separate round bars, without a lane
 *
 * How a waveform is drawn.
 */
typedef enum { SA_WAVEFORM_LANE, SA_WAVEFORM_BARS } SaWaveformStyle;

#define SA_TYPE_WAVEFORM_STYLE (sa_waveform_style_get_type ())
GType sa_waveform_style_get_type (void);

#define SA_TYPE_WAVEFORM_VIEW (sa_waveform_view_get_type ())
G_DECLARE_FINAL_TYPE (SaWaveformView, sa_waveform_view, SA, WAVEFORM_VIEW, GtkWidget)

GtkWidget *sa_waveform_view_new (SaWaveformStyle style);
void sa_waveform_view_set_peaks (SaWaveformView *self,
                                 SaPeaks *peaks,
                                 gint64 start_frame,
                                 gint64 end_frame);
void sa_waveform_view_set_levels (SaWaveformView *self, const float *levels, gsize n_levels);
void sa_waveform_view_refresh (SaWaveformView *self);
void sa_waveform_view_set_range (SaWaveformView *self, double start, double end);
void sa_waveform_view_set_position (SaWaveformView *self, double position);
double sa_waveform_view_get_position (SaWaveformView *self);

G_END_DECLS
