/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "audio/sa-peaks.h"
#include "jobs/sa-selection.h"

G_BEGIN_DECLS

/**
 * SaOverview:
 *
 * All of a recording, with the range in it and a frame around what the timeline shows, which can be
 * dragged. Time runs from left to right in every language.
 */
#define SA_TYPE_OVERVIEW (sa_overview_get_type ())
G_DECLARE_FINAL_TYPE (SaOverview, sa_overview, SA, OVERVIEW, GtkWidget)

GtkWidget *sa_overview_new (SaSelection *selection);
void sa_overview_set_peaks (SaOverview *self, SaPeaks *peaks);
void sa_overview_set_playhead (SaOverview *self, double seconds);
void sa_overview_set_foreign_range (SaOverview *self, gboolean shown, double start, double end);
void sa_overview_describe (SaOverview *self);

G_END_DECLS
