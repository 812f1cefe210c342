/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rules/sa-purpose.h"

#include "sa-level-log.h"

G_BEGIN_DECLS

/**
 * SaChecks:
 * @duration: seconds
 * @peak_dbfs: the greatest sample; NaN in digital silence
 * @loudness_lufs: integrated loudness after ITU-R BS.1770; NaN in silence, and
 *   where nothing passes its gate of -70 LUFS
 * @noise_floor_dbfs: what is heard in the pauses; NaN in silence
 * @speech_level_dbfs: what is spoken; NaN in silence
 * @silence_share: share of the time, 0 to 1, in which nobody speaks
 * @leading_silence: seconds before the first words; 0 where nobody speaks
 * @trailing_silence: seconds after the last words; 0 where nobody speaks
 * @pauses: seconds between the words that are spent in pauses of 1.5 s or more
 * @longest_pause: seconds of the longest one between the words, however short
 * @clipped_samples: samples that stand in a row of three or more at full scale, or
 *   at one lower height again and again
 * @dead_channel: the first channel 30 dB or more below the loudest, or -1
 * @inverted_channel: the first in opposite phase to the loudest, or -1
 * @is_silent: there is nothing in it that could be speech
 *
 * What is known about the sound of a clip. Levels are root mean squares of the
 * loudest channel relative to full scale, without any constant offset.
 */
typedef struct {
  double duration;
  double peak_dbfs;
  double loudness_lufs;
  double noise_floor_dbfs;
  double speech_level_dbfs;
  double silence_share;
  double leading_silence;
  double trailing_silence;
  double pauses;
  double longest_pause;
  gint64 clipped_samples;
  int dead_channel;
  int inverted_channel;
  gboolean is_silent;
} SaChecks;

/**
 * SaProblems:
 *
 * What speaks against a clip, by the names of the command line's probe.
 */
typedef enum {
  SA_PROBLEMS_NONE = 0,
  SA_PROBLEMS_TOO_SHORT = 1 << 0,
  SA_PROBLEMS_TOO_LONG = 1 << 1,
  SA_PROBLEMS_TOO_LARGE = 1 << 2,
  SA_PROBLEMS_CLIPPED = 1 << 3,
  SA_PROBLEMS_QUIET = 1 << 4,
  SA_PROBLEMS_NOISY = 1 << 5,
  SA_PROBLEMS_SILENT = 1 << 6,
  SA_PROBLEMS_DEAD_CHANNEL = 1 << 7,
  SA_PROBLEMS_INVERTED_CHANNEL = 1 << 8,
} SaProblems;

void sa_checks_measure (SaChecks *checks, const SaLevelLog *log, gint64 start, gint64 end);

SaProblems sa_checks_get_problems (const SaChecks *checks,
                                   SaPurpose purpose,
                                   gint64 bytes,
                                   double length_tolerance);
const char *sa_problem_to_string (SaProblems problem);
GStrv sa_problems_to_strv (SaProblems problems);
gboolean sa_checks_has_long_pauses (const SaChecks *checks);
gboolean sa_checks_suggest_trim (const SaChecks *checks,
                                 double min_seconds,
                                 double *start,
                                 double *end);

G_END_DECLS
