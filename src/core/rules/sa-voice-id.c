/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sa-voice-id.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sa-limits.h"
#include "sa-rules-error.h"

/* What a suggestion takes over of a name: longer ones are tiresome to read and to type. */
#define MAX_STEM_LENGTH 48

static gboolean
is_voice_id_character (char character)
{
  return g_ascii_isalnum (character) || character == '-' || character == '_';
}

static gboolean
check_characters (const char *voice_id, GError **error)
{
  if (!g_ascii_isalpha (voice_id[0])) {
    g_set_error_literal (error, SA_RULES_ERROR, SA_RULES_ERROR_VOICE_ID,
                         _ ("The voice ID must start with an English letter"));
    return FALSE;
  }

  for (const char *p = voice_id; *p != '\0'; p++) {
    if (!is_voice_id_character (*p)) {
      g_set_error_literal (error, SA_RULES_ERROR, SA_RULES_ERROR_VOICE_ID,
                           _ ("The voice ID may hold only English letters, digits, “-” and “_”"));
      return FALSE;
    }
  }

  return TRUE;
}

/**
 * sa_voice_id_check:
 * @voice_id: (nullable): what the user typed
 * @error: return location for a %SA_RULES_ERROR_VOICE_ID
 *
 * The rules of `POST /v1/voice_clone`: 8 to 256 characters, English letters, digits, "-" and "_",
 * starting with a letter and not ending in "-" or "_".
 *
 * Returns: whether a voice may have this ID
 */
gboolean
sa_voice_id_check (const char *voice_id, GError **error)
{
  gsize length;

  if (voice_id == NULL || *voice_id == '\0') {
    g_set_error_literal (error, SA_RULES_ERROR, SA_RULES_ERROR_VOICE_ID,
                         _ ("The voice ID is missing"));
    return FALSE;
  }

  if (!check_characters (voice_id, error))
    return FALSE;

  length = strlen (voice_id);
  if (length < SA_VOICE_ID_MIN_LENGTH) {
    g_set_error (error, SA_RULES_ERROR, SA_RULES_ERROR_VOICE_ID,
                 _ ("The voice ID has %zu characters: it needs at least 8"), length);
    return FALSE;
  }
  if (length > SA_VOICE_ID_MAX_LENGTH) {
    g_set_error (error, SA_RULES_ERROR, SA_RULES_ERROR_VOICE_ID,
                 _ ("The voice ID has %zu characters: it may have at most 256"), length);
    return FALSE;
  }
  if (!g_ascii_isalnum (voice_id[length - 1])) {
    g_set_error_literal (error, SA_RULES_ERROR, SA_RULES_ERROR_VOICE_ID,
                         _ ("The voice ID must end in a letter or a digit"));
    return FALSE;
  }

  return TRUE;
}

/* "take 1.flac" → "take 1"; what follows the last dot must look like an ending, or it is part of the name. */
static void
drop_ending (char *name)
{
  char *dot = strrchr (name, '.');
  gsize length;

  if (dot == NULL || dot == name)
    return;

  length = strlen (dot + 1);
  if (length < 2 || length > 4)
    return;

  for (const char *p = dot + 1; *p != '\0'; p++) {
    if (!g_ascii_isalnum (*p))
      return;
  }

  *dot = '\0';
}

/* Lower-case letters and digits, with one "-" for whatever stands between them. */
static char *
make_stem (const char *hint)
{
  g_autofree char *valid = g_utf8_make_valid (hint, -1);
  g_autofree char *base = g_path_get_basename (valid);
  g_autofree char *ascii = NULL;
  g_autoptr (GString) stem = g_string_new (NULL);
  gboolean gap = FALSE;

  drop_ending (base);
  ascii = g_str_to_ascii (base, NULL);

  for (const char *p = ascii; *p != '\0' && stem->len < MAX_STEM_LENGTH; p++) {
    if (g_ascii_isalnum (*p)) {
      if (gap && stem->len > 0)
        g_string_append_c (stem, '-');
      g_string_append_c (stem, g_ascii_tolower (*p));
      gap = FALSE;
    } else if (*p != '\'') {
      gap = TRUE;
    }
  }

  return g_string_free (g_steal_pointer (&stem), FALSE);
}

/**
 * sa_voice_id_suggest:
 * @hint: (nullable): what the sample is called, such as a file's name, in any script
 * @now: (nullable): the time; %NULL for this moment
 *
 * Makes a lawful voice ID that people recognise: "Interview with Anna.m4a" → "interview-with-anna-2026".
 * A name without a single letter or digit that has an English form gives the time instead.
 *
 * Returns: (transfer full): a voice ID that passes sa_voice_id_check()
 */
char *
sa_voice_id_suggest (const char *hint, GDateTime *now)
{
  g_autoptr (GDateTime) time = now ? g_date_time_ref (now) : g_date_time_new_now_local ();
  g_autofree char *year = g_strdup_printf ("-%04d", g_date_time_get_year (time));
  g_autofree char *stem = make_stem (hint ? hint : "");
  const char *prefix = "";
  const char *suffix = g_str_has_suffix (stem, year) ? "" : year;

  if (*stem == '\0') {
    return g_strdup_printf ("voice-%04d%02d%02d-%02d%02d%02d", g_date_time_get_year (time),
                            g_date_time_get_month (time), g_date_time_get_day_of_month (time),
                            g_date_time_get_hour (time), g_date_time_get_minute (time),
                            g_date_time_get_second (time));
  }

  if (!g_ascii_isalpha (*stem) || strlen (stem) + strlen (suffix) < SA_VOICE_ID_MIN_LENGTH)
    prefix = "voice-";

  return g_strconcat (prefix, stem, suffix, NULL);
}
