/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sa-channel-mix.h"

#include <glib.h>

G_BEGIN_DECLS

/* 4 s: with less, more of the time goes into what the filter is led in with. */
#define SA_LOUDNESS_BATCH_TICKS 40

/**
 * SaLoudnessBatch:
 * @planes: of each channel: one tick of what came before, then its ticks
 * @first_tick: where it stands in the sound
 * @n_ticks: how many are filled
 * @powers: what was measured, once it was
 *
 * Sound in ticks of 100 ms.
 */
typedef struct {
  float *planes[SA_CHANNELS_MAX];
  gsize first_tick;
  gsize n_ticks;
  float powers[SA_LOUDNESS_BATCH_TICKS];
} SaLoudnessBatch;

typedef struct _SaLoudnessMeter SaLoudnessMeter;

SaLoudnessMeter *sa_loudness_meter_new (int rate,
                                        int channels,
                                        gsize tick,
                                        SaLoudnessBatch **first);
SaLoudnessBatch *sa_loudness_meter_swap (SaLoudnessMeter *self, SaLoudnessBatch *filled);
const GArray *sa_loudness_meter_finish (SaLoudnessMeter *self);
void sa_loudness_meter_free (SaLoudnessMeter *self, SaLoudnessBatch *batch);

double sa_loudness_integrate (const float *tick_powers, gsize n_ticks);

G_END_DECLS
