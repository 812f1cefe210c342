/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sa-limits.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>

#include "sa-rules-error.h"

/* Seconds for people to read, rounded away from the limit that they break: never "10 s" for 9.999 s. */
static char *
format_seconds (double seconds, SaLengthVerdict verdict, double limit)
{
  g_autofree char *text = NULL;
  double hundredths;

  if (verdict == SA_LENGTH_TOO_SHORT) {
    hundredths = MIN (floor (seconds * 100 + 1e-6), limit * 100 - 1);
    hundredths = MAX (hundredths, 0);
  } else {
    hundredths = MAX (ceil (seconds * 100 - 1e-6), limit * 100);
  }

  text = g_strdup_printf ("%.2f", hundredths / 100);
  for (gsize length = strlen (text); text[length - 1] == '0'; length--)
    text[length - 1] = '\0';
  if (!g_ascii_isdigit (text[strlen (text) - 1]))
    text[strlen (text) - 1] = '\0';

  return g_steal_pointer (&text);
}

/**
 * sa_limits_judge_length:
 * @purpose: what the audio is for
 * @seconds: its length
 * @tolerance: 0, or %SA_LENGTH_TOLERANCE_SECONDS for an mp3 or m4a that is sent as it is
 *
 * A sample may be exactly 10 s and exactly 300 s long; a prompt clip must be strictly shorter than 8 s.
 * Purposes that are not speech know no length.
 *
 * Returns: whether the length is lawful
 */
SaLengthVerdict
sa_limits_judge_length (SaPurpose purpose, double seconds, double tolerance)
{
  switch (purpose) {
  case SA_PURPOSE_VOICE_CLONE:
    /* Written so that a length that is no number is too short. */
    if (!(seconds >= SA_SAMPLE_MIN_SECONDS - tolerance))
      return SA_LENGTH_TOO_SHORT;
    return seconds <= SA_SAMPLE_MAX_SECONDS + tolerance ? SA_LENGTH_FITS : SA_LENGTH_TOO_LONG;

  case SA_PURPOSE_PROMPT_AUDIO:
    if (!(seconds > 0))
      return SA_LENGTH_TOO_SHORT;
    return seconds < SA_PROMPT_MAX_SECONDS + tolerance ? SA_LENGTH_FITS : SA_LENGTH_TOO_LONG;

  case SA_PURPOSE_T2A_ASYNC_INPUT:
  case SA_PURPOSE_VIDEO_UNDERSTANDING:
  default:
    return SA_LENGTH_FITS;
  }
}

/**
 * sa_limits_check_length:
 * @purpose: what the audio is for
 * @seconds: its length
 * @tolerance: see sa_limits_judge_length()
 * @error: return location for a %SA_RULES_ERROR_LENGTH
 *
 * The same verdict, with words.
 *
 * Returns: whether the length is lawful
 */
gboolean
sa_limits_check_length (SaPurpose purpose, double seconds, double tolerance, GError **error)
{
  SaLengthVerdict verdict = sa_limits_judge_length (purpose, seconds, tolerance);
  g_autofree char *text = NULL;

  if (verdict == SA_LENGTH_FITS)
    return TRUE;

  if (purpose == SA_PURPOSE_PROMPT_AUDIO) {
    text = format_seconds (seconds, verdict,
                           verdict == SA_LENGTH_TOO_SHORT ? 0.01 : SA_PROMPT_MAX_SECONDS);
    if (verdict == SA_LENGTH_TOO_SHORT)
      g_set_error_literal (error, SA_RULES_ERROR, SA_RULES_ERROR_LENGTH,
                           _ ("The prompt clip holds no sound"));
    else
      g_set_error (error, SA_RULES_ERROR, SA_RULES_ERROR_LENGTH,
                   _ ("The prompt clip is %s s long: it must be shorter than 8 s"), text);
  } else if (verdict == SA_LENGTH_TOO_SHORT) {
    text = format_seconds (seconds, verdict, SA_SAMPLE_MIN_SECONDS);
    g_set_error (error, SA_RULES_ERROR, SA_RULES_ERROR_LENGTH,
                 _ ("The sample is %s s long: it needs at least 10 s"), text);
  } else {
    text = format_seconds (seconds, verdict, SA_SAMPLE_MAX_SECONDS);
    g_set_error (error, SA_RULES_ERROR, SA_RULES_ERROR_LENGTH,
                 _ ("The sample is %s s long: it may have at most 300 s (5 minutes)"), text);
  }

  return FALSE;
}

/**
 * sa_limits_check_size:
 * @purpose: what the file is for
 * @bytes: its size
 * @error: return location for a %SA_RULES_ERROR_SIZE
 *
 * Speech may have at most 20,000,000 bytes; for the other purposes no limit is documented. An empty file
 * is refused for all.
 *
 * Returns: whether the size is lawful
 */
gboolean
sa_limits_check_size (SaPurpose purpose, gint64 bytes, GError **error)
{
  if (bytes <= 0) {
    g_set_error_literal (error, SA_RULES_ERROR, SA_RULES_ERROR_SIZE, _ ("The file is empty"));
    return FALSE;
  }

  if (sa_purpose_is_speech (purpose) && bytes > SA_UPLOAD_MAX_BYTES) {
    g_set_error (error, SA_RULES_ERROR, SA_RULES_ERROR_SIZE,
                 _ ("The file has %" PRId64 " bytes: the service takes at most 20,000,000 (20 MB)"),
                 bytes);
    return FALSE;
  }

  return TRUE;
}
