/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-check-text.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>

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
    return g_strdup_printf (ngettext ("%" PRId64 " sample at full scale",
                                      "%" PRId64 " samples at full scale",
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
    return g_strdup (_ ("A clone needs at least 10 seconds of one person speaking"));
  case SA_PROBLEMS_DEAD_CHANNEL:
    return g_strdup (_ ("30 dB or more below the loudest one"));
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
