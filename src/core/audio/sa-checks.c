/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-checks.h"

#include "rules/sa-limits.h"

#include "sa-loudness.h"
#include "sa-speech.h"

#include <math.h>
#include <stdlib.h>

/* Nothing that peaks below this was meant to be heard. */
#define SILENT_DBFS (-60.0)
/* What varies less than this from one tenth of a second to the next is a fan,
 * a hum or an open microphone; nobody speaks so evenly. */
#define EVEN_DB 3.0
#define EVEN_LOW_QUANTILE 0.1
#define EVEN_HIGH_QUANTILE 0.9
#define EVEN_LEAST_TICKS 10
/* Speech is usually mixed at -16 to -28 LUFS; a recording below both of these
 * had its microphone turned down. Where hardly anything else is heard it can be
 * made louder without harm, up to a point. */
#define QUIET_LUFS (-35.0)
#define QUIET_PEAK_DBFS (-20.0)
#define CLEAN_DB 40.0
#define VERY_QUIET_LUFS (-45.0)
/* Noise that is closer to the speech than this is cloned along with it. */
#define NOISY_DB 28.0
/* Three short runs; fewer make a click that nobody hears. */
#define CLIPPED_SAMPLES 10
/* Where the top is flat at one height so often, it was cut off there. */
#define FLAT_TICKS 3
#define FULL_SCALE 0.9999f
/* A breath before and after the words belongs to them; more than a second of
 * nothing teaches the clone nothing, and is sent all the same. */
#define LONG_SILENCE_SECONDS 1.0
#define KEPT_SILENCE_SECONDS 0.3
/* Whoever thinks between two sentences is silent for a second; a take of which
 * so much is spent in longer pauses is sent for nothing. */
#define LONG_PAUSE_SECONDS 1.5
#define LONG_PAUSES_SHARE 0.2

static const struct {
  SaProblems problem;
  const char *name;
} names[] = {
  { SA_PROBLEMS_TOO_SHORT, "too_short" },
  { SA_PROBLEMS_TOO_LONG, "too_long" },
  { SA_PROBLEMS_TOO_LARGE, "too_large" },
  { SA_PROBLEMS_CLIPPED, "clipped" },
  { SA_PROBLEMS_QUIET, "quiet" },
  { SA_PROBLEMS_NOISY, "noisy" },
  { SA_PROBLEMS_SILENT, "silent" },
  { SA_PROBLEMS_DEAD_CHANNEL, "dead_channel" },
  { SA_PROBLEMS_INVERTED_CHANNEL, "inverted_channel" },
};

static gint64
count_flat (const SaLevelLog *log, gint64 first, gint64 last, float peak)
{
  gint64 flat = 0;
  int ticks = 0;

  for (gint64 i = first; i < last; i++) {
    const SaLevelTick *tick = &g_array_index (log->ticks, SaLevelTick, i);

    if (tick->flat > 0 && tick->peak >= peak - SA_LEVEL_SAME) {
      flat += tick->flat;
      ticks++;
    }
  }

  return ticks >= FLAT_TICKS ? flat : 0;
}

static void
measure_ticks (SaChecks *checks, const SaLevelLog *log, gint64 start, gint64 end)
{
  gint64 first = MIN (start / log->tick, log->ticks->len);
  gint64 last = MIN ((end + log->tick - 1) / log->tick, log->ticks->len);
  gint64 full = MIN (end, log->frames) / log->tick;
  g_autofree float *powers = g_new (float, MAX (last - first, 1));
  float peak = 0.0f;

  for (gint64 i = first; i < last; i++) {
    const SaLevelTick *tick = &g_array_index (log->ticks, SaLevelTick, i);

    powers[i - first] = tick->loudness_power;
    peak = MAX (peak, tick->peak);
    checks->clipped_samples += tick->clipped;
  }
  if (peak < FULL_SCALE)
    checks->clipped_samples += count_flat (log, first, last, peak);
  checks->peak_dbfs = peak > 0.0f ? 20.0 * log10 (peak) : NAN;
  checks->loudness_lufs = sa_loudness_integrate (powers, MAX (full - first, 0));
}

static int
compare_powers (gconstpointer a, gconstpointer b)
{
  float one = *(const float *) a, other = *(const float *) b;

  return (one > other) - (one < other);
}

static gboolean
is_even (const SaLevelLog *log, gint64 start, gint64 end)
{
  gint64 first = (start + log->tick - 1) / log->tick;
  gint64 n = MIN (end, log->frames) / log->tick - first;
  g_autofree float *powers = NULL;
  float low, high;

  if (n < EVEN_LEAST_TICKS)
    return FALSE;

  powers = g_new (float, n);
  for (gint64 i = 0; i < n; i++)
    powers[i] = g_array_index (log->ticks, SaLevelTick, first + i).loudness_power;
  qsort (powers, n, sizeof (float), compare_powers);
  low = powers[(gint64) (n * EVEN_LOW_QUANTILE)];
  high = powers[(gint64) (n * EVEN_HIGH_QUANTILE)];

  return low > 0.0f && 10.0 * log10 (high / low) < EVEN_DB;
}

static void
measure_pauses (SaChecks *checks, GArray *speech, int rate)
{
  for (guint i = 1; i < speech->len; i++) {
    double pause = (double) (g_array_index (speech, SaSpeech, i).start -
                             g_array_index (speech, SaSpeech, i - 1).end) /
                   rate;

    checks->longest_pause = MAX (checks->longest_pause, pause);
    if (pause >= LONG_PAUSE_SECONDS)
      checks->pauses += pause;
  }
}

static void
measure_speech (SaChecks *checks, const SaLevelLog *log, gint64 start, gint64 end)
{
  SaSpeechLevels levels = sa_speech_measure (log, start, end);
  g_autoptr (GArray) speech = sa_speech_find (log, start, end);
  gint64 spoken = 0;

  for (guint i = 0; i < speech->len; i++) {
    const SaSpeech *stretch = &g_array_index (speech, SaSpeech, i);

    spoken += MIN (stretch->end, end) - MAX (stretch->start, start);
  }
  checks->speech_level_dbfs = levels.speech;
  checks->noise_floor_dbfs = levels.noise;
  checks->silence_share = end > start ? 1.0 - (double) spoken / (end - start) : 1.0;
  if (speech->len > 0) {
    gint64 first = g_array_index (speech, SaSpeech, 0).start;
    gint64 last = g_array_index (speech, SaSpeech, speech->len - 1).end;

    checks->leading_silence = (double) MAX (first - start, 0) / log->rate;
    checks->trailing_silence = (double) MAX (end - last, 0) / log->rate;
    measure_pauses (checks, speech, log->rate);
  }
  checks->is_silent =
    speech->len == 0 || checks->peak_dbfs < SILENT_DBFS || is_even (log, start, end);
}

/**
 * sa_checks_measure:
 * @checks: (out): what is found
 * @log: of the whole sound
 * @start: first frame
 * @end: frame after the last
 *
 * Judges a range from what is remembered of it: some milliseconds of work for
 * an hour. Peak and clipping count in steps of 100 ms, channels in steps of
 * 500 ms; of all of the sound they are exact.
 */
void
sa_checks_measure (SaChecks *checks, const SaLevelLog *log, gint64 start, gint64 end)
{
  SaChannelStats stats;

  start = CLAMP (start, 0, log->frames);
  end = CLAMP (end, start, log->frames);
  *checks = (SaChecks){ .duration = (double) (end - start) / log->rate };
  measure_ticks (checks, log, start, end);
  measure_speech (checks, log, start, end);
  sa_level_log_get_stats (log, start, end, &stats);
  checks->dead_channel = sa_channel_stats_find_dead (&stats);
  checks->inverted_channel = sa_channel_stats_find_inverted (&stats);
}

static SaProblems
judge_length (const SaChecks *checks, SaPurpose purpose, double tolerance)
{
  if (!sa_purpose_is_speech (purpose))
    return SA_PROBLEMS_NONE;

  switch (sa_limits_judge_length (purpose, checks->duration, tolerance)) {
  case SA_LENGTH_TOO_SHORT:
    return SA_PROBLEMS_TOO_SHORT;
  case SA_LENGTH_TOO_LONG:
    return SA_PROBLEMS_TOO_LONG;
  case SA_LENGTH_FITS:
  default:
    return SA_PROBLEMS_NONE;
  }
}

static gboolean
is_quiet (const SaChecks *checks)
{
  if (checks->loudness_lufs >= QUIET_LUFS || checks->peak_dbfs >= QUIET_PEAK_DBFS)
    return FALSE;

  return !(checks->loudness_lufs >= VERY_QUIET_LUFS) ||
         checks->speech_level_dbfs - checks->noise_floor_dbfs < CLEAN_DB;
}

/* Not loud enough, or too much else beside it: of silence one says neither. */
static SaProblems
judge_level (const SaChecks *checks)
{
  SaProblems problems = SA_PROBLEMS_NONE;

  if (checks->is_silent)
    return SA_PROBLEMS_SILENT;

  if (is_quiet (checks))
    problems |= SA_PROBLEMS_QUIET;
  if (checks->speech_level_dbfs - checks->noise_floor_dbfs < NOISY_DB)
    problems |= SA_PROBLEMS_NOISY;

  return problems;
}

/**
 * sa_checks_get_problems:
 * @checks: of the clip
 * @purpose: what it is for
 * @bytes: size of the file that would be sent as it is, or -1
 * @length_tolerance: seconds, as for sa_limits_judge_length()
 *
 * Returns: what speaks against sending the clip
 */
SaProblems
sa_checks_get_problems (const SaChecks *checks,
                        SaPurpose purpose,
                        gint64 bytes,
                        double length_tolerance)
{
  SaProblems problems = judge_length (checks, purpose, length_tolerance) | judge_level (checks);

  if (bytes > SA_UPLOAD_MAX_BYTES)
    problems |= SA_PROBLEMS_TOO_LARGE;
  if (checks->clipped_samples >= CLIPPED_SAMPLES)
    problems |= SA_PROBLEMS_CLIPPED;
  if (checks->dead_channel >= 0)
    problems |= SA_PROBLEMS_DEAD_CHANNEL;
  if (checks->inverted_channel >= 0)
    problems |= SA_PROBLEMS_INVERTED_CHANNEL;

  return problems;
}

/**
 * sa_problem_to_string:
 * @problem: exactly one problem
 *
 * Returns: its name in the command line's JSON
 */
const char *
sa_problem_to_string (SaProblems problem)
{
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i].problem == problem)
      return names[i].name;

  g_return_val_if_reached (NULL);
}

/**
 * sa_problems_to_strv:
 *
 * Returns: (transfer full): the names of all that are set, always in one order
 */
GStrv
sa_problems_to_strv (SaProblems problems)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if ((problems & names[i].problem) != 0)
      g_strv_builder_add (builder, names[i].name);

  return g_strv_builder_end (builder);
}

/**
 * sa_checks_has_long_pauses:
 * @checks: of the clip
 *
 * Returns: whether so much of the clip is spent in pauses between the words that
 *   another part of the recording, or another recording, would be better
 */
gboolean
sa_checks_has_long_pauses (const SaChecks *checks)
{
  return !checks->is_silent && checks->pauses > LONG_PAUSES_SHARE * checks->duration;
}

/**
 * sa_checks_suggest_trim:
 * @checks: of the clip
 * @min_seconds: how long it has to stay
 * @start: (out): how many seconds into the clip it should begin
 * @end: (out): how many seconds into the clip it should end
 *
 * Whether there is a long silence at an end of the clip, and a better range
 * without it: the words, with a breath around them.
 *
 * Returns: whether there is, and it can be taken off
 */
gboolean
sa_checks_suggest_trim (const SaChecks *checks, double min_seconds, double *start, double *end)
{
  double from = 0;
  double to = checks->duration;

  if (checks->is_silent || checks->duration <= min_seconds)
    return FALSE;

  if (checks->leading_silence > LONG_SILENCE_SECONDS)
    from = checks->leading_silence - KEPT_SILENCE_SECONDS;
  if (checks->trailing_silence > LONG_SILENCE_SECONDS)
    to -= checks->trailing_silence - KEPT_SILENCE_SECONDS;
  to = MIN (MAX (to, from + min_seconds), checks->duration);
  from = MIN (from, to - min_seconds);
  if (checks->duration - (to - from) < LONG_SILENCE_SECONDS - KEPT_SILENCE_SECONDS)
    return FALSE;

  *start = from;
  *end = to;

  return TRUE;
}
