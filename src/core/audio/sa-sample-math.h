/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaSampleSurvey:
 * @min: least sample
 * @max: greatest sample
 * @square: sum of the squares
 */
typedef struct {
  float min;
  float max;
  float square;
} SaSampleSurvey;

void sa_samples_deinterleave (const float *interleaved,
                              int channels,
                              int channel,
                              float *plane,
                              gsize n);
void sa_samples_from_s16 (const gint16 *samples, gsize n, float *out);
SaSampleSurvey sa_samples_survey (const float *samples, gsize n);
float sa_samples_moments (const float *samples, gsize n, float *sum);
gboolean sa_samples_are_sound (const float *samples, gsize n, float limit);
float sa_samples_dot (const float *a, const float *b, gsize n);

G_END_DECLS
