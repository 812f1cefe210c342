/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-selection-history.h"

#include <string.h>

#define MOST_STEPS_BACK 200

struct _SaSelectionHistory {
  GArray *steps; /* of SaSelectionStep */
  guint present; /* the one in force */
};

static SaSelectionStep *
get_step (SaSelectionHistory *self, guint i)
{
  return &g_array_index (self->steps, SaSelectionStep, i);
}

static gboolean
is_same (const SaSelectionStep *a, const SaSelectionStep *b)
{
  return a->start == b->start && a->end == b->end &&
         memcmp (a->options, b->options, sizeof a->options) == 0;
}

/* Steps that no longer change anything are none. */
static void
drop_empty_steps (SaSelectionHistory *self)
{
  for (guint i = self->steps->len - 1; i > 0; i--) {
    if (!is_same (get_step (self, i - 1), get_step (self, i)))
      continue;

    g_array_remove_index (self->steps, i);
    if (self->present >= i)
      self->present--;
  }
}

/** sa_selection_history_new: Returns: (transfer full): one in which nothing is chosen */
SaSelectionHistory *
sa_selection_history_new (void)
{
  SaSelectionHistory *self = g_new0 (SaSelectionHistory, 1);

  self->steps = g_array_new (FALSE, FALSE, sizeof (SaSelectionStep));
  sa_selection_history_begin (self, &(SaSelectionStep){ 0 });
  return self;
}

/** sa_selection_history_free: forgets all there was, for good */
void
sa_selection_history_free (SaSelectionHistory *self)
{
  g_array_unref (self->steps);
  g_free (self);
}

/** sa_selection_history_begin: forgets all there was: nothing leads back from @step */
void
sa_selection_history_begin (SaSelectionHistory *self, const SaSelectionStep *step)
{
  self->present = 0;
  g_array_set_size (self->steps, 0);
  g_array_append_vals (self->steps, step, 1);
}

/**
 * sa_selection_history_add:
 * @step: what is chosen from now on
 *
 * Forgets what was undone, and the first step where there are too many.
 *
 * Returns: whether anything else is chosen than before
 */
gboolean
sa_selection_history_add (SaSelectionHistory *self, const SaSelectionStep *step)
{
  if (is_same (step, get_step (self, self->present)))
    return FALSE;

  g_array_set_size (self->steps, self->present + 1);
  g_array_append_vals (self->steps, step, 1);
  if (self->steps->len > MOST_STEPS_BACK + 1)
    g_array_remove_index (self->steps, 0);
  self->present = self->steps->len - 1;
  return TRUE;
}

/**
 * sa_selection_history_adopt_option:
 * @option: what was chosen by other means
 * @value: what it is now
 *
 * No step leads back to what it was before, and steps that were only about it are forgotten.
 *
 * Returns: whether any were
 */
gboolean
sa_selection_history_adopt_option (SaSelectionHistory *self,
                                   SaSelectionOption option,
                                   guint32 value)
{
  guint before = self->steps->len;

  for (guint i = 0; i < before; i++)
    get_step (self, i)->options[option] = value;
  drop_empty_steps (self);
  return self->steps->len != before;
}

/** sa_selection_history_can_undo: Returns: whether there is a step before the one in force */
gboolean
sa_selection_history_can_undo (SaSelectionHistory *self)
{
  return self->present > 0;
}

/** sa_selection_history_can_redo: Returns: whether there is a step after the one in force */
gboolean
sa_selection_history_can_redo (SaSelectionHistory *self)
{
  return self->present + 1 < self->steps->len;
}

/**
 * sa_selection_history_undo:
 * @step: (out): the step before, which is in force now
 *
 * Returns: whether there is one
 */
gboolean
sa_selection_history_undo (SaSelectionHistory *self, SaSelectionStep *step)
{
  if (!sa_selection_history_can_undo (self))
    return FALSE;
  *step = *get_step (self, --self->present);
  return TRUE;
}

/**
 * sa_selection_history_redo:
 * @step: (out): the step after, which is in force now
 *
 * Returns: whether there is one
 */
gboolean
sa_selection_history_redo (SaSelectionHistory *self, SaSelectionStep *step)
{
  if (!sa_selection_history_can_redo (self))
    return FALSE;
  *step = *get_step (self, ++self->present);
  return TRUE;
}
