/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "audio/sa-peaks.h"

G_BEGIN_DECLS

/**
 * SaWaveformView:
 *
 * A sound as a row of round bars, as wide as the widget: to look at, to see progress in, and to seek.
 */
#define SA_TYPE_WAVEFORM_VIEW (sa_waveform_view_get_type ())
G_DECLARE_FINAL_TYPE (SaWaveformView, sa_waveform_view, SA, WAVEFORM_VIEW, GtkWidget)

GtkWidget *sa_waveform_view_new (void);
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
