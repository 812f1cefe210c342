/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sa-input-level.h"

G_BEGIN_DECLS

/**
 * SaLevelReading:
 * @peak: in dBFS from −90; it rises at once and falls slowly
 * @peak_hold: the highest peak of the last 1.5 s, in dBFS
 * @rms: the level over the last 0.3 s, in dBFS
 * @no_signal: whether the microphone has been silent for 3 s
 * @too_loud: whether it clipped within the last 2 s
 *
 * What a meter shows of a microphone: the levels as an eye can follow them. A plain value.
 */
typedef struct {
  double peak;
  double peak_hold;
  double rms;
  gboolean no_signal;
  gboolean too_loud;

  /*< private >*/
  gint64 held_at;
  gint64 last_frames; /* of the microphone, and when there were more */
  gint64 last_frames_at;
} SaLevelReading;

void sa_level_reading_rest (SaLevelReading *self);
void sa_level_reading_follow (SaLevelReading *self, const SaInputLevel *level, double seconds);

G_END_DECLS
