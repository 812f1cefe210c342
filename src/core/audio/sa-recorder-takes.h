/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sa-peaks.h"
#include "sa-take.h"

G_BEGIN_DECLS

/** SaRecorderSlot: room for one take that is not being recorded, and its waveform */
typedef struct {
  SaTake *take;
  SaPeaks *peaks;
} SaRecorderSlot;

/**
 * SaRecorderTakes:
 * @current: the take that is there
 * @replaced: the one that was there before the one that is recorded, unless that comes to nothing
 * @discarded: the one that was dropped last, and can be had back
 *
 * Which takes a recorder holds. A plain value; all zeros holds none.
 */
typedef struct {
  SaRecorderSlot current;
  SaRecorderSlot replaced;
  SaRecorderSlot discarded;
} SaRecorderTakes;

void sa_recorder_takes_clear (SaRecorderTakes *self);
void sa_recorder_takes_set (SaRecorderTakes *self, SaTake *take, SaPeaks *peaks);
gboolean sa_recorder_takes_discard (SaRecorderTakes *self);
gboolean sa_recorder_takes_undo_discard (SaRecorderTakes *self);
void sa_recorder_takes_begin_another (SaRecorderTakes *self);
gboolean sa_recorder_takes_end_another (SaRecorderTakes *self);

G_END_DECLS
