/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-speech.h"

#include <math.h>
#include <string.h>

/* Whoever speaks is silent for a twentieth of the time, if only before a "p". */
#define NOISE_QUANTILE 0.05
/* Without any pause, only the shortest closures tell. */
#define CLOSURE_QUANTILE 0.01
/* No room is as quiet as this: where it is so at the ends, a program added it. */
#define NOTHING_DB (-110.0)
/* Loud vowels; whatever lies this far below them is not speech. */
#define LOUD_QUANTILE 0.95
#define SPEECH_RANGE_DB 25

/* What counts as spoken: well above the noise, and not too far below the rest. */
#define ABOVE_NOISE_DB 6.0
#define BELOW_SPEECH_DB 30.0
#define BELOW_SPEECH_AT_LEAST_DB 3.0
/* Nothing below this is speech, however quiet the rest. */
#define SPEECH_FLOOR_DB (-70.0)

/* In blocks of 10 ms. */
#define PAUSE_BLOCKS 25
#define SPEECH_BLOCKS 8
/* What rings on after words, and the breath before them, is not noise. */
#define AFTER_WORDS_BLOCKS 8
#define BEFORE_WORDS_BLOCKS 4
/* So much is needed to call it the noise. */
#define NOISE_BLOCKS 20

static void
get_blocks (const SaLevelLog *log, gint64 start, gint64 end, gint64 *first, gint64 *last)
{
  *first = CLAMP (start / log->block, 0, log->levels->len);
  *last = CLAMP (end / log->block, *first, log->levels->len);
}

static int
quantile (const guint *bins, gint64 n, double share)
{
  gint64 below = (gint64) (n * share);
  int bin = 0;

  for (gint64 seen = bins[0]; seen <= below && bin < SA_LEVEL_STEPS - 1; seen += bins[bin])
    bin++;

  return bin;
}

static double
mean_from (const guint *bins, int from)
{
  double power = 0.0;
  gint64 n = 0;

  for (int bin = from; bin < SA_LEVEL_STEPS; bin++) {
    power += bins[bin] * pow (10.0, sa_level_to_db (bin) / 10.0);
    n += bins[bin];
  }

  return 10.0 * log10 (power / n);
}

/* The quietest twentieth is taken for the noise: enough to tell words from pauses. */
static SaSpeechLevels
survey (const SaLevelLog *log, gint64 first, gint64 last, double noise_quantile)
{
  guint bins[SA_LEVEL_STEPS] = { 0 };
  int loud;

  for (gint64 i = first; i < last; i++)
    bins[g_array_index (log->levels, guint8, i)]++;

  if (bins[0] == last - first)
    return (SaSpeechLevels){ NAN, NAN };

  loud = quantile (bins, last - first, LOUD_QUANTILE);
  return (SaSpeechLevels){
    .speech = mean_from (bins, MAX (loud - SPEECH_RANGE_DB * SA_LEVEL_STEPS_PER_DB, 0)),
    .noise = sa_level_to_db (quantile (bins, last - first, noise_quantile)),
  };
}

static gboolean
is_nothing (const SaLevelLog *log, gint64 block)
{
  return sa_level_to_db (g_array_index (log->levels, guint8, block)) < NOTHING_DB;
}

/* Leaves out what a program put before and after the recording. */
static void
trim_nothing (const SaLevelLog *log, gint64 *first, gint64 *last)
{
  while (*first < *last && is_nothing (log, *first))
    (*first)++;
  while (*last > *first && is_nothing (log, *last - 1))
    (*last)--;
}

static double
speech_threshold (SaSpeechLevels levels)
{
  double threshold = MAX (levels.noise + ABOVE_NOISE_DB, levels.speech - BELOW_SPEECH_DB);

  return MAX (MIN (threshold, levels.speech - BELOW_SPEECH_AT_LEAST_DB), SPEECH_FLOOR_DB);
}

static void
add_stretch (GArray *found, const SaLevelLog *log, gint64 first, gint64 last)
{
  SaSpeech stretch = { first * log->block, last * log->block };

  if (last - first >= SPEECH_BLOCKS)
    g_array_append_val (found, stretch);
}

/**
 * sa_speech_find:
 * @start: first frame
 * @end: frame after the last
 *
 * Returns: (transfer full) (element-type SaSpeech): where somebody speaks
 */
GArray *
sa_speech_find (const SaLevelLog *log, gint64 start, gint64 end)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (SaSpeech));
  gint64 first, last, begun = -1, heard = -1;
  SaSpeechLevels levels;
  double threshold;

  get_blocks (log, start, end, &first, &last);
  trim_nothing (log, &first, &last);
  levels = survey (log, first, last, NOISE_QUANTILE);
  if (isnan (levels.speech))
    return found;

  threshold = speech_threshold (levels);
  for (gint64 i = first; i < last; i++) {
    if (sa_level_to_db (g_array_index (log->levels, guint8, i)) < threshold)
      continue;
    if (begun >= 0 && i - heard > PAUSE_BLOCKS) {
      add_stretch (found, log, begun, heard + 1);
      begun = -1;
    }
    if (begun < 0)
      begun = i;
    heard = i;
  }
  if (begun >= 0)
    add_stretch (found, log, begun, heard + 1);

  return found;
}

static void
count_blocks (const SaLevelLog *log, gint64 from, gint64 to, guint *bins, gint64 *n)
{
  for (gint64 i = from; i < to; i++) {
    bins[g_array_index (log->levels, guint8, i)]++;
    (*n)++;
  }
}

/* The median of what is heard from @first to @last where nobody speaks; NaN where that is too little. */
static double
find_noise (const SaLevelLog *log, GArray *speech, gint64 first, gint64 last)
{
  guint bins[SA_LEVEL_STEPS] = { 0 };
  gint64 from = first;
  gint64 n = 0;

  for (guint i = 0; i < speech->len; i++) {
    const SaSpeech *stretch = &g_array_index (speech, SaSpeech, i);

    count_blocks (log, from, stretch->start / log->block - BEFORE_WORDS_BLOCKS, bins, &n);
    from = stretch->end / log->block + AFTER_WORDS_BLOCKS;
  }
  count_blocks (log, from, last, bins, &n);

  return n >= NOISE_BLOCKS ? sa_level_to_db (quantile (bins, n, 0.5)) : NAN;
}

/**
 * sa_speech_measure:
 * @start: first frame
 * @end: frame after the last
 *
 * Measures speech against its own pauses, so that a quiet but clean take is as clean as a loud one.
 * Digital silence before and after the recording does not count as long as there are other pauses: it
 * would hide the noise of the rest.
 *
 * Returns: the levels
 */
SaSpeechLevels
sa_speech_measure (const SaLevelLog *log, gint64 start, gint64 end)
{
  g_autoptr (GArray) speech = sa_speech_find (log, start, end);
  SaSpeechLevels levels;
  gint64 first, last, from, to;
  double noise;

  get_blocks (log, start, end, &first, &last);
  from = first;
  to = last;
  trim_nothing (log, &from, &to);
  levels = survey (log, from, to, CLOSURE_QUANTILE);
  noise = find_noise (log, speech, from, to);
  if (isnan (noise))
    noise = find_noise (log, speech, first, last);
  if (!isnan (levels.speech) && !isnan (noise))
    levels.noise = noise;

  return levels;
}

static gint64
pause_before (const SaSpeech *speech, gsize i, gint64 margin)
{
  gint64 pause = speech[i].start - (i > 0 ? speech[i - 1].end : 0);

  return MIN (margin, i > 0 ? pause / 2 : pause);
}

static gint64
pause_after (const SaSpeech *speech, gsize n, gsize i, gint64 frames, gint64 margin)
{
  gint64 pause = (i + 1 < n ? speech[i + 1].start : frames) - speech[i].end;

  return MIN (margin, i + 1 < n ? pause / 2 : pause);
}

/* Speech without a pause in all of @most has to be cut somewhere. */
static void
choose_within_stretch (const SaSpeech *speech,
                       gsize n,
                       gint64 frames,
                       gint64 most,
                       gint64 *start,
                       gint64 *end)
{
  for (gsize i = 0; i < n; i++)
    if (speech[i].end - speech[i].start > *end - *start) {
      *start = MIN (speech[i].start, frames - most);
      *end = *start + most;
      return;
    }
}

/**
 * sa_speech_choose_range:
 * @speech: stretches of speech, in order
 * @n: how many
 * @frames: length of the whole
 * @most: how long the range may be
 * @margin: how much of a pause to keep at either end, where there is as much
 * @start: (out): first frame
 * @end: (out): frame after the last
 *
 * Finds the range of at most @most frames with the most speech that begins
 * and ends in a pause, in one walk over the stretches.
 *
 * Returns: whether there is any speech
 */
gboolean
sa_speech_choose_range (const SaSpeech *speech,
                        gsize n,
                        gint64 frames,
                        gint64 most,
                        gint64 margin,
                        gint64 *start,
                        gint64 *end)
{
  gint64 spoken = 0, best = 0;
  gsize first = 0;

  *start = 0;
  *end = 0;
  for (gsize last = 0; last < n; last++) {
    gint64 to = speech[last].end + pause_after (speech, n, last, frames, margin);

    spoken += speech[last].end - speech[last].start;
    while (first <= last &&
           to - speech[first].start + pause_before (speech, first, margin) > most) {
      spoken -= speech[first].end - speech[first].start;
      first++;
    }
    if (first <= last && spoken > best) {
      best = spoken;
      *start = speech[first].start - pause_before (speech, first, margin);
      *end = to;
    }
  }
  if (best < most / 2 && frames > most)
    choose_within_stretch (speech, n, frames, most, start, end);

  return *end > *start;
}
