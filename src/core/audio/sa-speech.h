/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sa-level-log.h"

G_BEGIN_DECLS

/**
 * SaSpeech:
 * @start: first frame
 * @end: frame after the last
 *
 * A stretch in which somebody speaks, with pauses of less than a quarter of a
 * second.
 */
typedef struct {
  gint64 start;
  gint64 end;
} SaSpeech;

/**
 * SaSpeechLevels:
 * @speech: what is spoken, in dBFS; NaN in silence
 * @noise: what is heard in the pauses, in dBFS; NaN in silence
 */
typedef struct {
  double speech;
  double noise;
} SaSpeechLevels;

SaSpeechLevels sa_speech_measure (const SaLevelLog *log, gint64 start, gint64 end);
GArray *sa_speech_find (const SaLevelLog *log, gint64 start, gint64 end);
gboolean sa_speech_choose_range (const SaSpeech *speech,
                                 gsize n,
                                 gint64 frames,
                                 gint64 most,
                                 gint64 margin,
                                 gint64 *start,
                                 gint64 *end);

G_END_DECLS
