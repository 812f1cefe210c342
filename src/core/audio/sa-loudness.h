/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Stretches that are filtered side by side. */
#define SA_LOUDNESS_LANES 8

/**
 * SaLoudnessFilter:
 *
 * The K-weighting of ITU-R BS.1770-4: a shelf for the head, then a high-pass.
 */
typedef struct {
  float shelf_b[3];
  float shelf_a[2];
  float pass_a[2];
} SaLoudnessFilter;

void sa_loudness_filter_init (SaLoudnessFilter *filter, int rate);
void sa_loudness_filter_measure (const SaLoudnessFilter *filter,
                                 const float *samples,
                                 gsize tick,
                                 gsize ticks_per_lane,
                                 float *powers);
float sa_loudness_get_weight (int channel, int channels);
double sa_loudness_integrate (const float *tick_powers, gsize n_ticks);

G_END_DECLS
