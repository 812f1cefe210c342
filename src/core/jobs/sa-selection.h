/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "rules/sa-limits.h"
#include "rules/sa-purpose.h"

G_BEGIN_DECLS

/* The least that is ever shown over the whole width, and chosen, in seconds. */
#define SA_SELECTION_MIN_VIEW 0.1
#define SA_SELECTION_MIN_LENGTH 0.01

/**
 * SaSelectionPart:
 * @SA_SELECTION_START: where the range begins
 * @SA_SELECTION_END: where it ends
 * @SA_SELECTION_RANGE: the range between, which keeps its length when it moves
 */
typedef enum { SA_SELECTION_START, SA_SELECTION_END, SA_SELECTION_RANGE } SaSelectionPart;

/**
 * SaSelectionOption:
 * @SA_SELECTION_CHANNELS: an SaChannelMix
 * @SA_SELECTION_REDUCE_NOISE: whether the service is to reduce the noise
 * @SA_SELECTION_NORMALIZE_VOLUME: whether the service is to normalize the volume
 *
 * What is chosen for the range beside where it begins and ends.
 */
typedef enum {
  SA_SELECTION_CHANNELS,
  SA_SELECTION_REDUCE_NOISE,
  SA_SELECTION_NORMALIZE_VOLUME,
} SaSelectionOption;

#define SA_SELECTION_N_OPTIONS 3

/**
 * SaSelection:
 *
 * A range chosen in a recording with what is to be done to it, the part of the recording that is
 * looked at, and the way back through earlier choices. Counted in frames inside, so that what is chosen is what is cut.
 *
 * Signals: `range-changed` (also while something is dragged), `options-changed`, `view-changed`
 * (what is looked at, or the recording's length), `edited` (a change is complete; undo and redo may have more or less to do).
 */
#define SA_TYPE_SELECTION (sa_selection_get_type ())
G_DECLARE_FINAL_TYPE (SaSelection, sa_selection, SA, SELECTION, GObject)

SaSelection *sa_selection_new (SaPurpose purpose);

void sa_selection_set_purpose (SaSelection *self, SaPurpose purpose);
SaPurpose sa_selection_get_purpose (SaSelection *self);
void sa_selection_set_length (SaSelection *self, int rate, gint64 frames);
void sa_selection_open (SaSelection *self,
                        int rate,
                        gint64 frames,
                        double start,
                        double end,
                        double tolerance);

int sa_selection_get_rate (SaSelection *self);
double sa_selection_get_duration (SaSelection *self);
gboolean sa_selection_has_range (SaSelection *self);
double sa_selection_get_start (SaSelection *self);
double sa_selection_get_end (SaSelection *self);
double sa_selection_get_seconds (SaSelection *self);
double sa_selection_get_place (SaSelection *self, SaSelectionPart part);
gboolean sa_selection_is_whole (SaSelection *self);

double sa_selection_get_min_seconds (SaSelection *self);
double sa_selection_get_max_seconds (SaSelection *self);
double sa_selection_get_tolerance (SaSelection *self);
SaLengthVerdict sa_selection_judge (SaSelection *self);

void sa_selection_set_range (SaSelection *self, double start, double end);
void sa_selection_move (SaSelection *self, SaSelectionPart part, double seconds);
void sa_selection_step (SaSelection *self, SaSelectionPart part, double seconds);
void sa_selection_move_to_limit (SaSelection *self, SaSelectionPart part, gboolean up);

guint32 sa_selection_get_option (SaSelection *self, SaSelectionOption option);
void sa_selection_set_option (SaSelection *self, SaSelectionOption option, guint32 value);
void sa_selection_adopt_option (SaSelection *self, SaSelectionOption option, guint32 value);

void sa_selection_begin_edit (SaSelection *self);
void sa_selection_end_edit (SaSelection *self);
gboolean sa_selection_is_editing (SaSelection *self);
gboolean sa_selection_can_undo (SaSelection *self);
gboolean sa_selection_can_redo (SaSelection *self);
void sa_selection_undo (SaSelection *self);
void sa_selection_redo (SaSelection *self);

double sa_selection_get_view_start (SaSelection *self);
double sa_selection_get_view_length (SaSelection *self);
void sa_selection_set_view (SaSelection *self, double start, double length);
void sa_selection_zoom (SaSelection *self, double factor, double anchor);
void sa_selection_scroll (SaSelection *self, double seconds);
void sa_selection_reveal (SaSelection *self, double seconds);
void sa_selection_show_range (SaSelection *self);
void sa_selection_show_all (SaSelection *self);

G_END_DECLS
