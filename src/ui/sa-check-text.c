/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-check-text.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>

#include "sa-format.h"

/* With a real minus sign, as figures are set. */
static char *
format_level (double level, int digits)
{
  return g_strdup_printf ("%s%.*f", level < 0 ? "−" : "", digits, fabs (level));
}

static const char *
dead_channel_title (int channel)
{
  if (channel == 0)
    return _ ("The left channel is almost silent");
  if (channel == 1)
    return _ ("The right channel is almost silent");

  return _ ("One channel is almost silent");
}

/**
 * sa_check_text_title:
 * @problem: one problem
 * @checks: the figures it was found in
 *
 * Returns: (transfer full): the problem in plain words
 */
char *
sa_check_text_title (SaProblems problem, const SaChecks *checks)
{
  switch (problem) {
  case SA_PROBLEMS_CLIPPED:
    return g_strdup (_ ("Loud sounds are cut off"));
  case SA_PROBLEMS_QUIET:
    return g_strdup (_ ("The speech is quiet"));
  case SA_PROBLEMS_NOISY:
    return g_strdup (_ ("Some background noise"));
  case SA_PROBLEMS_SILENT:
    return g_strdup (_ ("No speech was found"));
  case SA_PROBLEMS_DEAD_CHANNEL:
    return g_strdup (dead_channel_title (checks->dead_channel));
  case SA_PROBLEMS_INVERTED_CHANNEL:
    return g_strdup (_ ("The channels are in opposite phase"));
  case SA_PROBLEMS_NONE:
  case SA_PROBLEMS_TOO_SHORT:
  case SA_PROBLEMS_TOO_LONG:
  case SA_PROBLEMS_TOO_LARGE:
  default:
    return NULL;
  }
}

/**
 * sa_check_text_figure:
 * @problem: one problem
 * @checks: the figures it was found in
 *
 * Returns: (transfer full): how bad it is, with a figure, and what would be better
 */
char *
sa_check_text_figure (SaProblems problem, const SaChecks *checks)
{
  g_autofree char *level = NULL;

  switch (problem) {
  case SA_PROBLEMS_CLIPPED:
    return g_strdup_printf (ngettext ("%" PRId64 " sample at the limit",
                                      "%" PRId64 " samples at the limit; none is better",
                                      (gulong) checks->clipped_samples),
                            checks->clipped_samples);
  case SA_PROBLEMS_QUIET:
    level = format_level (isfinite (checks->loudness_lufs) ? checks->loudness_lufs
                                                           : checks->speech_level_dbfs,
                          0);
    return g_strdup_printf (isfinite (checks->loudness_lufs) ? _ ("%s LUFS; around −20 is better")
                                                             : _ ("%s dB; around −20 is better"),
                            level);
  case SA_PROBLEMS_NOISY:
    return g_strdup_printf (_ ("%.0f dB below the voice; 30 dB or more is better"),
                            checks->speech_level_dbfs - checks->noise_floor_dbfs);
  case SA_PROBLEMS_SILENT:
    return g_strdup (_ ("A clone needs to hear one person speaking"));
  case SA_PROBLEMS_DEAD_CHANNEL:
    return g_strdup_printf (_ ("%.0f dB or more below the loudest one"), SA_DEAD_CHANNEL_DB);
  case SA_PROBLEMS_INVERTED_CHANNEL:
    return g_strdup (_ ("They are not mixed: the voice would cancel itself out"));
  case SA_PROBLEMS_NONE:
  case SA_PROBLEMS_TOO_SHORT:
  case SA_PROBLEMS_TOO_LONG:
  case SA_PROBLEMS_TOO_LARGE:
  default:
    return NULL;
  }
}

/**
 * sa_check_text_good:
 * @checks: figures
 *
 * Returns: (transfer full): the figures in one line
 */
char *
sa_check_text_good (const SaChecks *checks)
{
  g_autofree char *loudness = format_level (checks->loudness_lufs, 0);
  g_autofree char *peak = format_level (checks->peak_dbfs, 1);
  g_autofree char *clipped = NULL;

  if (checks->clipped_samples == 0)
    clipped = g_strdup (_ ("no clipped samples"));
  else
    clipped =
      g_strdup_printf (ngettext ("%" PRId64 " clipped sample", "%" PRId64 " clipped samples",
                                 (gulong) checks->clipped_samples),
                       checks->clipped_samples);

  if (!isfinite (checks->peak_dbfs))
    return g_strdup (_ ("Silence"));
  if (!isfinite (checks->loudness_lufs))
    return g_strdup_printf (_ ("peak %s dB, %s"), peak, clipped);

  return g_strdup_printf (_ ("%s LUFS, peak %s dB, %s"), loudness, peak, clipped);
}

/**
 * sa_check_text_good_title:
 * @good: what there is nothing to say against
 *
 * Returns: (transfer full): that in words
 */
char *
sa_check_text_good_title (SaCheckGood good)
{
  static const struct {
    SaCheckGood good;
    const char *name;
  } names[] = {
    { SA_CHECK_GOOD_LEVEL, N_ ("level") },       { SA_CHECK_GOOD_NOISE, N_ ("background noise") },
    { SA_CHECK_GOOD_CLIPPING, N_ ("clipping") }, { SA_CHECK_GOOD_SILENCE, N_ ("silence") },
    { SA_CHECK_GOOD_CHANNELS, N_ ("channels") },
  };
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autofree char *first = NULL;
  g_autofree char *list = NULL;
  g_autofree char *start = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (good & names[i].good)
      g_ptr_array_add (found, (gpointer) _ (names[i].name));
  if (good == SA_CHECK_GOOD_ALL || found->len == 0)
    return g_strdup (_ ("All checks are good"));
  if (found->len == 1) {
    list = g_strdup (g_ptr_array_index (found, 0));
  } else {
    const char *last = g_ptr_array_steal_index (found, found->len - 1);

    g_ptr_array_add (found, NULL);
    /* Translators: stands between the parts of a list, as in "level, clipping and silence" */
    first = g_strjoinv (_ (", "), (char **) found->pdata);
    /* Translators: the beginning and the last part of a list, as in "level, clipping and silence" */
    list = g_strdup_printf (_ ("%s and %s"), first, last);
  }

  start = g_utf8_substring (list, 0, 1);
  g_free (first);
  first = g_utf8_strup (start, -1);

  /* Translators: a list of checks whose first letter is made a capital, such as "Level and silence" */
  return g_strdup_printf (ngettext ("%s%s is good", "%s%s are good", found->len), first,
                          g_utf8_next_char (list));
}

/**
 * sa_check_text_level:
 * @level: in decibels; NaN where there is none
 * @digits: after the decimal point
 * @unit: its name
 *
 * Returns: (transfer full): for instance "−3.1 dB"
 */
char *
sa_check_text_level (double level, int digits, const char *unit)
{
  g_autofree char *figure = NULL;

  if (!isfinite (level))
    return g_strdup (_ ("silence"));

  figure = format_level (level, digits);

  return g_strdup_printf ("%s %s", figure, unit);
}

/**
 * sa_check_text_noise:
 * @checks: figures
 *
 * Returns: (transfer full): how far the noise lies below the voice
 */
char *
sa_check_text_noise (const SaChecks *checks)
{
  double below = checks->speech_level_dbfs - checks->noise_floor_dbfs;

  return isfinite (below) ? g_strdup_printf (_ ("%.0f dB below the voice"), below)
                          : g_strdup (_ ("none"));
}

/**
 * sa_check_text_ends:
 * @checks: figures
 *
 * Returns: (transfer full): how long nobody speaks before and after the words
 */
char *
sa_check_text_ends (const SaChecks *checks)
{
  return g_strdup_printf (_ ("%.1f s before and %.1f s after the words"), checks->leading_silence,
                          checks->trailing_silence);
}

/**
 * sa_check_text_pauses:
 * @checks: figures
 *
 * Returns: (transfer full): how much of the time nobody speaks, and the longest pause between words
 */
char *
sa_check_text_pauses (const SaChecks *checks)
{
  return g_strdup_printf (_ ("%.0f %% of the time nobody speaks; the longest pause is %.1f s"),
                          checks->silence_share * 100, checks->longest_pause);
}

/**
 * sa_check_text_length_title:
 * @purpose: what the clip is for
 * @verdict: what is wrong with its length
 *
 * Returns: that in plain words
 */
const char *
sa_check_text_length_title (SaPurpose purpose, SaLengthVerdict verdict)
{
  if (verdict == SA_LENGTH_TOO_SHORT)
    return _ ("The sample is too short");
  if (purpose == SA_PURPOSE_PROMPT_AUDIO)
    return _ ("The prompt clip is too long");

  return _ ("The sample is too long");
}

/**
 * sa_check_text_length:
 * @purpose: what the clip is for
 * @seconds: its length
 * @verdict: what is wrong with it
 *
 * Returns: (transfer full): how long it is and how long it has to be; a length that misses a limit is
 *   not rounded over it
 */
char *
sa_check_text_length (SaPurpose purpose, double seconds, SaLengthVerdict verdict)
{
  gboolean brief = verdict == SA_LENGTH_TOO_SHORT;
  double tenths = brief ? floor (seconds * 10 + 1e-6) : ceil (seconds * 10 - 1e-6);
  g_autofree char *length =
    seconds < 60 ? sa_format_seconds (tenths / 10) : sa_format_time (tenths / 10);

  if (brief)
    return g_strdup_printf (_ ("%s; at least %.0f s are needed"), length, SA_SAMPLE_MIN_SECONDS);
  if (purpose == SA_PURPOSE_PROMPT_AUDIO)
    return g_strdup_printf (_ ("%s; it has to stay under %.0f s"), length, SA_PROMPT_MAX_SECONDS);

  return g_strdup_printf (_ ("%s; at most %.0f minutes can be sent"), length,
                          SA_SAMPLE_MAX_SECONDS / 60);
}

/**
 * sa_check_text_best_part:
 * @part: what is suggested
 *
 * Returns: (transfer full): why, for instance "0:42.0 of clean speech: little noise, few pauses, nothing
 *   clipped"
 */
char *
sa_check_text_best_part (const SaBestPart *part)
{
  SaProblems problems = sa_checks_get_problems (&part->checks, SA_PURPOSE_VOICE_CLONE, -1, 0);
  g_autofree char *length = sa_format_time (part->end - part->start);
  const char *noise = problems & SA_PROBLEMS_NOISY ? _ ("some noise") : _ ("little noise");
  const char *pauses =
    sa_checks_has_long_pauses (&part->checks) ? _ ("long pauses") : _ ("few pauses");
  const char *clipping =
    problems & SA_PROBLEMS_CLIPPED ? _ ("some sounds cut off") : _ ("nothing clipped");

  /* Translators: a length, then three things about noise, pauses and clipping */
  return g_strdup_printf (part->clean ? _ ("%s of clean speech: %s, %s, %s")
                                      : _ ("%s of speech, the best there is: %s, %s, %s"),
                          length, noise, pauses, clipping);
}

/**
 * sa_check_text_dead_channel:
 * @power: the mean square of the dead channel
 * @loudest_power: that of the loudest
 * @loudest: which one is the loudest
 * @channels: of how many
 *
 * Returns: (transfer full): by how much it is weaker, for instance "31 dB below the left one"
 */
char *
sa_check_text_dead_channel (double power, double loudest_power, int loudest, int channels)
{
  double below = 10 * log10 (loudest_power / power);

  if (!isfinite (below) || below > 96)
    return g_strdup (_ ("There is nothing in it"));
  if (channels > 2)
    return g_strdup_printf (_ ("%.0f dB below the loudest one"), below);
  if (loudest == 0)
    return g_strdup_printf (_ ("%.0f dB below the left one"), below);

  return g_strdup_printf (_ ("%.0f dB below the right one"), below);
}

/**
 * sa_check_text_mix:
 * @mix: the channels that are used
 * @channels: of how many
 *
 * Returns: that in words
 */
const char *
sa_check_text_mix (SaChannelMix mix, int channels)
{
  if (channels == 2 && mix == 1)
    return _ ("Only the left channel is used");
  if (channels == 2 && mix == 2)
    return _ ("Only the right channel is used");

  return _ ("Only the good channels are used");
}

/**
 * sa_check_text_mix_button:
 * @mix: the channels that are to be used
 * @channels: of how many
 *
 * Returns: what the button that does so says
 */
const char *
sa_check_text_mix_button (SaChannelMix mix, int channels)
{
  if (channels == 2 && mix == 1)
    return _ ("Use Left Channel");
  if (channels == 2 && mix == 2)
    return _ ("Use Right Channel");

  return _ ("Use Good Channels");
}
