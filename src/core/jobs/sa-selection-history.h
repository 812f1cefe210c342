/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sa-selection.h"

G_BEGIN_DECLS

/**
 * SaSelectionStep:
 * @start: the first frame of the range
 * @end: the frame after its last one
 * @options: what is chosen beside it, by #SaSelectionOption
 *
 * Everything that is chosen in a recording, at one moment.
 */
typedef struct {
  gint64 start;
  gint64 end;
  guint32 options[SA_SELECTION_N_OPTIONS];
} SaSelectionStep;

/**
 * SaSelectionHistory:
 *
 * The way back through earlier choices, and forth again. One of its steps is in force.
 */
typedef struct _SaSelectionHistory SaSelectionHistory;

SaSelectionHistory *sa_selection_history_new (void);
void sa_selection_history_free (SaSelectionHistory *self);

void sa_selection_history_begin (SaSelectionHistory *self, const SaSelectionStep *step);
gboolean sa_selection_history_add (SaSelectionHistory *self, const SaSelectionStep *step);
gboolean sa_selection_history_adopt_option (SaSelectionHistory *self,
                                            SaSelectionOption option,
                                            guint32 value);

gboolean sa_selection_history_can_undo (SaSelectionHistory *self);
gboolean sa_selection_history_can_redo (SaSelectionHistory *self);
gboolean sa_selection_history_undo (SaSelectionHistory *self, SaSelectionStep *step);
gboolean sa_selection_history_redo (SaSelectionHistory *self, SaSelectionStep *step);

G_END_DECLS
