/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-recorder-takes.h"

static void
slot_clear (SaRecorderSlot *slot)
{
  g_clear_object (&slot->take);
  g_clear_pointer (&slot->peaks, sa_peaks_unref);
}

static void
slot_delete (SaRecorderSlot *slot)
{
  if (slot->take != NULL)
    sa_take_delete (slot->take);
  slot_clear (slot);
}

static void
slot_move (SaRecorderSlot *from, SaRecorderSlot *to)
{
  *to = *from;
  *from = (SaRecorderSlot){ 0 };
}

/* Only the last one that was discarded can be had back. */
static gboolean
discard (SaRecorderTakes *self, SaRecorderSlot *slot)
{
  if (slot->take == NULL)
    return FALSE;
  slot_delete (&self->discarded);
  slot_move (slot, &self->discarded);
  sa_take_set_discarded (self->discarded.take, TRUE);
  return TRUE;
}

/** sa_recorder_takes_clear: lets go of all; only the file of what was discarded is deleted */
void
sa_recorder_takes_clear (SaRecorderTakes *self)
{
  slot_clear (&self->current);
  slot_clear (&self->replaced);
  slot_delete (&self->discarded);
}

/**
 * sa_recorder_takes_set:
 * @take: (transfer full) (nullable): the take that is there from now on; %NULL: none is
 * @peaks: (transfer full) (nullable): its waveform
 *
 * The file of the one before is left as it is: it may be the same one, longer now.
 */
void
sa_recorder_takes_set (SaRecorderTakes *self, SaTake *take, SaPeaks *peaks)
{
  slot_clear (&self->current);
  self->current = (SaRecorderSlot){ take, peaks };
  if (take == NULL)
    slot_clear (&self->current);
}

/** sa_recorder_takes_discard: Returns: whether there was a take; the last one can be had back */
gboolean
sa_recorder_takes_discard (SaRecorderTakes *self)
{
  return discard (self, &self->current);
}

/**
 * sa_recorder_takes_undo_discard:
 *
 * Has the take back that was discarded last, in exchange for one that is there.
 *
 * Returns: whether there was one
 */
gboolean
sa_recorder_takes_undo_discard (SaRecorderTakes *self)
{
  SaRecorderSlot restored = self->discarded;

  if (restored.take == NULL)
    return FALSE;
  self->discarded = self->current;
  self->current = restored;
  sa_take_set_discarded (self->current.take, FALSE);
  if (self->discarded.take != NULL)
    sa_take_set_discarded (self->discarded.take, TRUE);
  return TRUE;
}

/** sa_recorder_takes_begin_another: sets the take that is there aside, until the next one ends */
void
sa_recorder_takes_begin_another (SaRecorderTakes *self)
{
  slot_move (&self->current, &self->replaced);
}

/**
 * sa_recorder_takes_end_another:
 *
 * The new take is there in place of the earlier one; or, if there is none, the earlier one is again.
 *
 * Returns: whether one was discarded for it
 */
gboolean
sa_recorder_takes_end_another (SaRecorderTakes *self)
{
  if (self->current.take != NULL)
    return discard (self, &self->replaced);
  slot_move (&self->replaced, &self->current);
  return FALSE;
}
