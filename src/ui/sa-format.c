/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-format.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "rules/sa-limits.h"

static char *
format_tenths (gint64 tenths)
{
  gint64 seconds = tenths / 10;
  double rest = (double) (tenths % 600) / 10;

  if (seconds >= 3600)
    return g_strdup_printf ("%d:%02d:%04.1f", (int) (seconds / 3600), (int) (seconds / 60 % 60),
                            rest);

  return g_strdup_printf ("%d:%04.1f", (int) (seconds / 60), rest);
}

static gint64
nearest_tenth (double seconds)
{
  return llround (MAX (seconds, 0) * 10);
}

/**
 * sa_format_time:
 * @seconds: a length or a place in time
 *
 * Formats a time as the window shows it, to a tenth of a second.
 *
 * Returns: (transfer full): for instance "3:12.4" or "1:02:00.0"
 */
char *
sa_format_time (double seconds)
{
  return format_tenths (nearest_tenth (seconds));
}

/**
 * sa_format_seconds:
 * @seconds: a length
 *
 * Returns: (transfer full): for instance "3.8 s", to a tenth of a second
 */
char *
sa_format_seconds (double seconds)
{
  return g_strdup_printf (_ ("%.1f s"), (double) nearest_tenth (seconds) / 10);
}

/**
 * sa_format_sound:
 * @sample_rate: in Hz
 * @channels: how many
 *
 * Returns: (transfer full): for instance "44.1 kHz, stereo"
 */
char *
sa_format_sound (int sample_rate, int channels)
{
  g_autofree char *rate = g_strdup_printf ("%.5g", sample_rate / 1000.0);

  if (channels == 1)
    return g_strdup_printf (_ ("%s kHz, mono"), rate);
  if (channels == 2)
    return g_strdup_printf (_ ("%s kHz, stereo"), rate);

  return g_strdup_printf (ngettext ("%s kHz, %d channel", "%s kHz, %d channels", channels), rate,
                          channels);
}

/**
 * sa_format_facts:
 * @seconds: the length
 * @sample_rate: in Hz
 * @channels: how many
 *
 * Returns: (transfer full): for instance "3:12.4 · 48 kHz, stereo"
 */
char *
sa_format_facts (double seconds, int sample_rate, int channels)
{
  g_autofree char *time = sa_format_time (seconds);
  g_autofree char *sound = sa_format_sound (sample_rate, channels);

  return g_strdup_printf ("%s · %s", time, sound);
}

/**
 * sa_format_verdict:
 * @purpose: what the audio is for
 * @seconds: its length
 * @tolerance: what the codec may add, in seconds
 * @fits: (out): whether the length is lawful
 *
 * Says in a few words whether a length is lawful, and by how much it is not.
 *
 * Returns: (transfer full): for instance "0:42.0 · fits" or "0:06.2 · 3.8 s too short"
 */
char *
sa_format_verdict (SaPurpose purpose, double seconds, double tolerance, gboolean *fits)
{
  SaLengthVerdict verdict = sa_limits_judge_length (purpose, seconds, tolerance);
  double most = purpose == SA_PURPOSE_PROMPT_AUDIO ? SA_PROMPT_MAX_SECONDS : SA_SAMPLE_MAX_SECONDS;
  gint64 tenths = nearest_tenth (seconds);
  g_autofree char *time = NULL;

  /* A length that misses a limit is not rounded over it; the small part makes up for binary
   * fractions, which may be a little more or less than whole tenths. */
  if (verdict == SA_LENGTH_TOO_SHORT)
    tenths = (gint64) floor (seconds * 10 + 1e-6);
  else if (verdict == SA_LENGTH_TOO_LONG)
    tenths = (gint64) ceil (seconds * 10 - 1e-6);

  *fits = verdict == SA_LENGTH_FITS;
  time = format_tenths (tenths);
  if (verdict == SA_LENGTH_TOO_LONG)
    return g_strdup_printf (_ ("%s · %.1f s too long"), time, MAX (tenths / 10.0 - most, 0.1));
  if (verdict == SA_LENGTH_TOO_SHORT)
    return g_strdup_printf (_ ("%s · %.1f s too short"), time,
                            MAX (SA_SAMPLE_MIN_SECONDS - tenths / 10.0, 0.1));

  return g_strdup_printf (_ ("%s · fits"), time);
}

/**
 * sa_format_host:
 * @base_url: an absolute URL
 *
 * Returns: (transfer full): its host, with the port where one is given
 */
char *
sa_format_host (const char *base_url)
{
  g_autoptr (GUri) uri = g_uri_parse (base_url, G_URI_FLAGS_NONE, NULL);

  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return g_strdup (base_url);
  if (g_uri_get_port (uri) > 0)
    return g_strdup_printf ("%s:%d", g_uri_get_host (uri), g_uri_get_port (uri));

  return g_strdup (g_uri_get_host (uri));
}
