/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "audio/sa-analysis.h"
#include "audio/sa-clip.h"
#include "jobs/sa-selection.h"

G_BEGIN_DECLS

/**
 * SaClipEditor:
 *
 * A recording on the screen, and the part of it that is chosen: to be looked at, heard and trimmed by
 * mouse, finger, keyboard or typed times.
 *
 * Signals: `selection-changed`, at most ten times a second while something is dragged, and when the
 * change is complete; `play-failed` (GError).
 */
#define SA_TYPE_CLIP_EDITOR (sa_clip_editor_get_type ())
G_DECLARE_FINAL_TYPE (SaClipEditor, sa_clip_editor, SA, CLIP_EDITOR, GtkWidget)

GtkWidget *sa_clip_editor_new (void);
void sa_clip_editor_set_purpose (SaClipEditor *self, SaPurpose purpose);
void sa_clip_editor_set_compact (SaClipEditor *self, gboolean compact);
void sa_clip_editor_set_overview_shown (SaClipEditor *self, gboolean shown);
void sa_clip_editor_set_replace_action (SaClipEditor *self, const char *action_name);
void sa_clip_editor_set_title (SaClipEditor *self, const char *name, const char *facts);

void sa_clip_editor_show_growing (SaClipEditor *self, SaPeaks *peaks, int rate, gint64 frames);
void sa_clip_editor_open (SaClipEditor *self, SaAnalysis *analysis, SaClip *clip, double tolerance);
void sa_clip_editor_clear (SaClipEditor *self);

SaSelection *sa_clip_editor_get_selection (SaClipEditor *self);
SaClip *sa_clip_editor_get_clip (SaClipEditor *self);
void sa_clip_editor_set_mix (SaClipEditor *self, SaChannelMix mix);
gboolean sa_clip_editor_find_trim (SaClipEditor *self,
                                   const SaChecks *checks,
                                   double *start,
                                   double *end);
void sa_clip_editor_suggest_best_part (SaClipEditor *self);
void sa_clip_editor_set_foreign_range (SaClipEditor *self,
                                       const char *name,
                                       double start,
                                       double end);

gboolean sa_clip_editor_take_typed (SaClipEditor *self);
void sa_clip_editor_stop_playing (SaClipEditor *self);
void sa_clip_editor_focus (SaClipEditor *self);

G_END_DECLS
