/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "audio/sa-speech.h"
#include "sa-timeline-geometry.h"

G_BEGIN_DECLS

/**
 * SaTimelineMarks:
 *
 * What is drawn over a timeline's waveform: where a length becomes lawful, another range of the same
 * recording, and below it where somebody speaks.
 */
typedef struct _SaTimelineMarks SaTimelineMarks;

SaTimelineMarks *sa_timeline_marks_new (GtkWidget *owner, SaSelection *selection);
void sa_timeline_marks_free (SaTimelineMarks *self);

void sa_timeline_marks_forget_font (SaTimelineMarks *self);
void sa_timeline_marks_set_geometry (SaTimelineMarks *self, const SaTimelineGeometry *geometry);
void sa_timeline_marks_update_limits (SaTimelineMarks *self);
void sa_timeline_marks_set_speech (SaTimelineMarks *self, const SaSpeech *speech, gsize n);
const SaSpeech *sa_timeline_marks_get_speech (SaTimelineMarks *self, gsize *n);
void sa_timeline_marks_set_foreign (SaTimelineMarks *self,
                                    const char *name,
                                    double start,
                                    double end);

void sa_timeline_marks_snapshot_lane (SaTimelineMarks *self,
                                      GtkSnapshot *snapshot,
                                      int height,
                                      const GdkRGBA *foreign,
                                      const GdkRGBA *warning,
                                      const GdkRGBA *text);
void sa_timeline_marks_snapshot_speech (SaTimelineMarks *self,
                                        GtkSnapshot *snapshot,
                                        int height,
                                        int left,
                                        int right,
                                        const GdkRGBA *range,
                                        const GdkRGBA *rest);

G_END_DECLS
