/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-input-level.h"

#include <math.h>

#include "sa-sample-math.h"

/* Below this nothing is heard: a microphone in a quiet room has more noise of its own. */
#define SILENCE 0.0005f /* −66 dBFS */
/* As everywhere: so many samples in a row at full scale are clipped. */
#define FULL_SCALE 0.9999f
#define CLIPPED_RUN 3
/* How fast the RMS follows. */
#define RMS_SECONDS 0.3
#define FLOOR_DBFS (-90.0)

void
sa_input_level_init (SaInputLevel *self, int rate)
{
  *self = (SaInputLevel){ .rate = rate, .calm_frames = -1 };
}

/**
 * sa_input_level_add_clipping:
 * @samples: all channels as they came, before any mix: a mean hides what was clipped
 * @frames: how many frames these are
 */
void
sa_input_level_add_clipping (SaInputLevel *self,
                             const float *samples,
                             gsize n_samples,
                             gsize frames)
{
  SaSampleSurvey survey = sa_samples_survey (samples, n_samples);
  gsize channels = MAX (n_samples / MAX (frames, 1), 1);

  if (self->calm_frames >= 0)
    self->calm_frames += (gint64) frames;
  if (MAX (-survey.min, survey.max) < FULL_SCALE) {
    self->run = 0;
    return;
  }
  for (gsize i = 0; i < n_samples; i++) {
    self->run = fabsf (samples[i]) >= FULL_SCALE ? self->run + 1 : 0;
    if (self->run >= CLIPPED_RUN * channels)
      self->calm_frames = 0;
  }
}

/** sa_input_level_add: takes the next frames into account, as they go into the take */
void
sa_input_level_add (SaInputLevel *self, const float *mono, gsize frames)
{
  SaSampleSurvey survey;
  double share;
  float peak;

  if (frames == 0)
    return;
  survey = sa_samples_survey (mono, frames);
  peak = MAX (-survey.min, survey.max);
  share = 1 - exp (-(double) frames / (RMS_SECONDS * self->rate));
  self->frames += (gint64) frames;
  self->peak = MAX (self->peak, peak);
  self->power += share * (survey.square / (double) frames - self->power);
  self->silent_frames = peak < SILENCE ? self->silent_frames + (gint64) frames : 0;
}

/** sa_input_level_to_dbfs: Returns: @amplitude in dBFS, from −90 */
double
sa_input_level_to_dbfs (double amplitude)
{
  double level = amplitude > 0 ? 20 * log10 (amplitude) : FLOOR_DBFS;

  return MAX (level, FLOOR_DBFS);
}
