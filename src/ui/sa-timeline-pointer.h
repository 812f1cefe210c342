/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "jobs/sa-pause-snap.h"
#include "sa-timeline-geometry.h"

G_BEGIN_DECLS

/**
 * SaTimelinePointer:
 *
 * What mouse, touchpad and fingers do to a timeline: drag a handle, the range or the view, click,
 * scroll, and zoom by pinching or with Ctrl. A handle that is dragged stops in pauses, but with Shift.
 */
typedef struct _SaTimelinePointer SaTimelinePointer;

typedef void (*SaTimelineGrabFunc) (SaTimelineGrip grip, gpointer user_data);
typedef void (*SaTimelineClickFunc) (double seconds, gpointer user_data);

SaTimelinePointer *sa_timeline_pointer_new (GtkWidget *owner,
                                            SaSelection *selection,
                                            const SaTimelineGeometry *geometry,
                                            const SaPauseSnap *pauses,
                                            SaTimelineGrabFunc grabbed,
                                            SaTimelineClickFunc clicked);
void sa_timeline_pointer_free (SaTimelinePointer *self);

G_END_DECLS
