/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaInputLevel:
 *
 * How loud a microphone is: a plain value, for one thread at a time.
 */
typedef struct {
  int rate;
  gint64 frames; /* since the beginning */
  float peak; /* since the last reading */
  double power; /* mean square, of the last moments */
  guint run; /* samples at full scale up to here */
  gint64 silent_frames; /* since the last sound */
  gint64 calm_frames; /* since the last clipping; below 0: there was none */
} SaInputLevel;

void sa_input_level_init (SaInputLevel *self, int rate);
void sa_input_level_add_clipping (SaInputLevel *self,
                                  const float *samples,
                                  gsize n_samples,
                                  gsize frames);
void sa_input_level_add (SaInputLevel *self, const float *mono, gsize frames);

double sa_input_level_to_dbfs (double amplitude);

G_END_DECLS
