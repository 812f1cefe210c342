/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "jobs/sa-pause-snap.h"

G_BEGIN_DECLS

#define SA_TYPE_TIMELINE_HANDLE (sa_timeline_handle_get_type ())
G_DECLARE_FINAL_TYPE (SaTimelineHandle, sa_timeline_handle, SA, TIMELINE_HANDLE, GtkWidget)

GtkWidget *sa_timeline_handle_new (SaSelection *selection,
                                   SaSelectionPart part,
                                   const SaPauseSnap *pauses);
gboolean sa_timeline_handle_is_in_pause (SaTimelineHandle *self);
void sa_timeline_handle_describe (SaTimelineHandle *self, const char *level);

G_END_DECLS
