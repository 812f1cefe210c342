/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-pause-snap.h"

#include <math.h>

/* Two places closer than this are the same one, in seconds: less than a key moves. */
#define SAME_SECONDS 0.005

static double
begin_of (const SaPauseSnap *self, gsize i)
{
  return (double) self->speech[i].start / self->rate;
}

static double
end_of (const SaPauseSnap *self, gsize i)
{
  return (double) self->speech[i].end / self->rate;
}

/* A range begins before words and ends after them; a pause that both share is halved. */
static double
place_at (const SaPauseSnap *self, SaSelectionPart part, gsize i)
{
  double pause;

  if (part == SA_SELECTION_END) {
    pause = i + 1 < self->n ? (begin_of (self, i + 1) - end_of (self, i)) / 2
                            : self->duration - end_of (self, i);
    return end_of (self, i) + CLAMP (pause, 0, SA_PAUSE_SNAP_MARGIN);
  }

  pause = i > 0 ? (begin_of (self, i) - end_of (self, i - 1)) / 2 : begin_of (self, i);
  return begin_of (self, i) - CLAMP (pause, 0, SA_PAUSE_SNAP_MARGIN);
}

/**
 * sa_pause_snap_find_nearest:
 * @self: pauses
 * @part: the end of the range that is moved
 * @seconds: where it would be
 * @reach: how far it may be moved from there, in seconds
 * @place: (out): where it is better
 *
 * Returns: whether there is a good place to cut within @reach
 */
gboolean
sa_pause_snap_find_nearest (const SaPauseSnap *self,
                            SaSelectionPart part,
                            double seconds,
                            double reach,
                            double *place)
{
  double least = reach;
  gboolean found = FALSE;

  for (gsize i = 0; i < self->n; i++) {
    double there = place_at (self, part, i);

    if (fabs (there - seconds) > least)
      continue;
    least = fabs (there - seconds);
    *place = there;
    found = TRUE;
  }

  return found;
}

/**
 * sa_pause_snap_find_next:
 * @self: pauses
 * @part: the end of the range that is moved
 * @seconds: where it is
 * @up: whether to go on towards the recording's end
 * @place: (out): the next good place to cut
 *
 * Returns: whether there is one
 */
gboolean
sa_pause_snap_find_next (const SaPauseSnap *self,
                         SaSelectionPart part,
                         double seconds,
                         gboolean up,
                         double *place)
{
  for (gsize i = 0; i < self->n; i++) {
    double there = place_at (self, part, up ? i : self->n - 1 - i);

    if (up ? there > seconds + SAME_SECONDS : there < seconds - SAME_SECONDS) {
      *place = there;
      return TRUE;
    }
  }

  return FALSE;
}
