/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-level-reading.h"

#include <math.h>

#define HOLD_USEC (1500 * G_TIME_SPAN_MILLISECOND)
#define FALL_DB_PER_SECOND 24.0
#define NO_SIGNAL_SECONDS 3
#define TOO_LOUD_SECONDS 2

/** sa_level_reading_rest: shows the level of a microphone that is closed, or only now opened */
void
sa_level_reading_rest (SaLevelReading *self)
{
  double silence = sa_input_level_to_dbfs (0);
  gint64 now = g_get_monotonic_time ();

  *self = (SaLevelReading){
    .peak = silence,
    .peak_hold = silence,
    .rms = silence,
    .held_at = now,
    .last_frames_at = now,
  };
}

/**
 * sa_level_reading_follow:
 * @level: what came since the last time
 * @seconds: how long ago that was
 */
void
sa_level_reading_follow (SaLevelReading *self, const SaInputLevel *level, double seconds)
{
  gint64 now = g_get_monotonic_time ();
  double peak = sa_input_level_to_dbfs (level->peak);
  double fallen = self->peak - FALL_DB_PER_SECOND * seconds;

  if (level->frames != self->last_frames) {
    self->last_frames = level->frames;
    self->last_frames_at = now;
  }
  if (peak >= self->peak_hold || now - self->held_at > HOLD_USEC) {
    self->held_at = now;
    self->peak_hold = peak;
  }
  self->peak = MAX (MAX (peak, fallen), sa_input_level_to_dbfs (0));
  self->rms = sa_input_level_to_dbfs (sqrt (level->power));
  /* A device that gives nothing at all is as silent as one that gives zeros. */
  self->no_signal = level->silent_frames >= NO_SIGNAL_SECONDS * level->rate ||
                    now - self->last_frames_at >= NO_SIGNAL_SECONDS * G_USEC_PER_SEC;
  self->too_loud = level->calm_frames >= 0 && level->calm_frames < TOO_LOUD_SECONDS * level->rate;
}
