/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "audio/sa-peaks.h"
#include "audio/sa-speech.h"
#include "jobs/sa-selection.h"

G_BEGIN_DECLS

/**
 * SaTimeline:
 *
 * The zoomed waveform of a recording with a ruler above it, the range in it with its handles, and a
 * strip below that shows where somebody speaks. Time runs from left to right in every language.
 *
 * Its signal `seek` (double seconds) says where the user clicked.
 */
#define SA_TYPE_TIMELINE (sa_timeline_get_type ())
G_DECLARE_FINAL_TYPE (SaTimeline, sa_timeline, SA, TIMELINE, GtkWidget)

GtkWidget *sa_timeline_new (SaSelection *selection);
void sa_timeline_set_lane_height (SaTimeline *self, int height);
void sa_timeline_set_peaks (SaTimeline *self, SaPeaks *peaks);
void sa_timeline_set_speech (SaTimeline *self, const SaSpeech *speech, gsize n);
void sa_timeline_set_playhead (SaTimeline *self, double seconds);
void sa_timeline_set_foreign_range (SaTimeline *self, const char *name, double start, double end);
gboolean sa_timeline_find_focus (SaTimeline *self, double *seconds);
void sa_timeline_describe (SaTimeline *self);

G_END_DECLS
