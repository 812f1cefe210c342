/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-result-text.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "sa-format.h"

/**
 * sa_result_text_flag:
 * @answer: what the service said
 *
 * Returns: (transfer full): what its content check found, in words. The types are those of the
 *   service's documents.
 */
char *
sa_result_text_flag (const SaCloneAnswer *answer)
{
  static const char *const types[] = {
    N_ ("Flagged"),       N_ ("Severe violation"), N_ ("Pornography"),
    N_ ("Advertisement"), N_ ("Prohibited"),       N_ ("Abuse"),
    N_ ("Violence"),      N_ ("Flagged: other"),
  };
  int type = answer->input_sensitive_type;

  if (!answer->input_sensitive && type == 0)
    return g_strdup (_ ("Nothing flagged"));
  if (type >= 0 && type < (int) G_N_ELEMENTS (types))
    return g_strdup (_ (types[type]));

  return g_strdup_printf (_ ("Flagged: type %d"), type);
}

/**
 * sa_result_text_format:
 * @name: a file's name
 * @sample_rate: in Hz
 * @channels: how many
 *
 * Returns: (transfer full): for instance "MP3, 32 kHz, mono"
 */
char *
sa_result_text_format (const char *name, int sample_rate, int channels)
{
  const char *dot = strrchr (name, '.');
  g_autofree char *kind = dot != NULL ? g_ascii_strup (dot + 1, -1) : NULL;
  g_autofree char *sound = sa_format_sound (sample_rate, channels);

  return kind != NULL ? g_strdup_printf ("%s, %s", kind, sound) : g_steal_pointer (&sound);
}

/**
 * sa_result_text_original:
 * @sample: what was cloned
 *
 * Returns: (transfer full): which part of which file that is
 */
char *
sa_result_text_original (SaClip *sample)
{
  g_autofree char *basename = g_file_get_basename (sa_clip_get_file (sample));
  g_autofree char *name = g_filename_display_name (basename);
  g_autofree char *start = sa_format_time (sa_clip_get_start (sample));
  g_autofree char *end = NULL;

  if (sa_clip_is_whole (sample))
    return g_steal_pointer (&name);
  if (sa_clip_get_end (sample) < 0)
    /* Translators: a file, and where what is heard of it begins */
    return g_strdup_printf (_ ("%s, from %s"), name, start);

  end = sa_format_time (sa_clip_get_end (sample));

  /* Translators: a file, and where what is heard of it begins and ends */
  return g_strdup_printf (_ ("%s, %s to %s"), name, start, end);
}

/**
 * sa_result_text_rate:
 * @hertz: a sample rate
 *
 * Returns: (transfer full): for instance "32 kHz"
 */
char *
sa_result_text_rate (gint64 hertz)
{
  return g_strdup_printf (_ ("%g kHz"), (double) hertz / 1000);
}

/**
 * sa_result_text_bit_rate:
 * @bits_per_second: a bit rate
 *
 * Returns: (transfer full): for instance "128 kbit/s"
 */
char *
sa_result_text_bit_rate (gint64 bits_per_second)
{
  return g_strdup_printf (_ ("%.0f kbit/s"), (double) bits_per_second / 1000);
}

/**
 * sa_result_text_characters:
 * @characters: how many the service counted
 *
 * Returns: (transfer full): for instance "129 characters"
 */
char *
sa_result_text_characters (gint64 characters)
{
  return g_strdup_printf (ngettext ("%" PRId64 " character", "%" PRId64 " characters",
                                    (gulong) characters),
                          characters);
}

/**
 * sa_result_text_deadline:
 * @made: when the voice was made
 * @zone: the user's
 *
 * Returns: (transfer full): when the service deletes the voice unless it is used: after 168 hours
 */
char *
sa_result_text_deadline (GDateTime *made, GTimeZone *zone)
{
  g_autoptr (GDateTime) end = g_date_time_add_hours (made, 168);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (end, zone);
  /* Translators: a day and a time, such as "27 November at 11:20" */
  g_autofree char *day = g_date_time_format (local, _ ("%-d %B at %H:%M"));

  return g_strdup_printf (_ ("On %s. Speaking one sentence keeps it; the preview does not count."),
                          day);
}
