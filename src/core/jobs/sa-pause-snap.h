/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "audio/sa-speech.h"
#include "sa-selection.h"

G_BEGIN_DECLS

/* How much of a pause is kept before and after the words, where there is as much, in seconds. */
#define SA_PAUSE_SNAP_MARGIN 0.15

/**
 * SaPauseSnap:
 * @speech: (array length=n): where somebody speaks, in order, in frames
 * @n: how many stretches
 * @rate: frames per second
 * @duration: the recording's length in seconds
 *
 * The pauses of a recording, in which it is well cut: shortly before words begin, and shortly after
 * they end.
 */
typedef struct {
  const SaSpeech *speech;
  gsize n;
  int rate;
  double duration;
} SaPauseSnap;

gboolean sa_pause_snap_find_nearest (const SaPauseSnap *self,
                                     SaSelectionPart part,
                                     double seconds,
                                     double reach,
                                     double *place);
gboolean sa_pause_snap_find_next (const SaPauseSnap *self,
                                  SaSelectionPart part,
                                  double seconds,
                                  gboolean up,
                                  double *place);

G_END_DECLS
