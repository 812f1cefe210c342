/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sa-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sa-catalogue.h"
#include "sa-limits.h"
#include "sa-rules-error.h"
#include "sa-unicode.h"

static gboolean
is_invisible (gunichar character)
{
  switch (g_unichar_type (character)) {
  case G_UNICODE_CONTROL:
    return character != '\t' && character != '\n' && character != '\r';

  case G_UNICODE_FORMAT:
    return TRUE;

  default:
    return sa_unicode_is_default_ignorable (character);
  }
}

/* The interjection that begins at @text, or NULL. */
static const SaInterjection *
match_interjection (const char *text)
{
  gsize n_interjections;
  const SaInterjection *interjections = sa_catalogue_get_interjections (&n_interjections);

  if (*text != '(')
    return NULL;

  for (gsize i = 0; i < n_interjections; i++) {
    if (g_str_has_prefix (text, interjections[i].tag))
      return &interjections[i];
  }

  return NULL;
}

/**
 * sa_text_count:
 * @text: (nullable): UTF-8
 *
 * Returns: the number of code points: what the service's limit of 1000 counts
 */
gsize
sa_text_count (const char *text)
{
  return text != NULL ? (gsize) g_utf8_strlen (text, -1) : 0;
}

/**
 * sa_text_is_blank:
 * @text: (nullable): UTF-8
 *
 * Returns: whether there is nothing to be seen in it
 */
gboolean
sa_text_is_blank (const char *text)
{
  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar character = g_utf8_get_char (p);

    if (!g_unichar_isspace (character) && !is_invisible (character))
      return FALSE;
  }

  return TRUE;
}

/**
 * sa_text_count_invisible:
 * @text: (nullable): UTF-8
 *
 * Counts what is not seen: control characters other than line breaks and tabs, joiners, marks of
 * direction, byte order marks. The service refuses a text with too many of them (code 1042), but does not
 * say how many are too many.
 *
 * Returns: their number
 */
gsize
sa_text_count_invisible (const char *text)
{
  gsize count = 0;

  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    count += is_invisible (g_utf8_get_char (p)) ? 1 : 0;

  return count;
}

/**
 * sa_text_check:
 * @text: (nullable): a preview text
 * @error: return location for a %SA_RULES_ERROR_TEXT
 *
 * A preview text is valid UTF-8 of 1 to 1000 code points (`text` of `POST /v1/voice_clone`), and holds
 * more than blanks and invisible characters.
 *
 * Returns: whether the service takes it
 */
gboolean
sa_text_check (const char *text, GError **error)
{
  gsize count;

  if (text != NULL && !g_utf8_validate (text, -1, NULL)) {
    g_set_error_literal (error, SA_RULES_ERROR, SA_RULES_ERROR_TEXT,
                         _ ("The preview text is not valid UTF-8"));
    return FALSE;
  }

  if (sa_text_is_blank (text)) {
    g_set_error_literal (error, SA_RULES_ERROR, SA_RULES_ERROR_TEXT,
                         _ ("The preview text is empty"));
    return FALSE;
  }

  count = sa_text_count (text);
  if (count > SA_TEXT_MAX_CHARACTERS) {
    g_set_error (error, SA_RULES_ERROR, SA_RULES_ERROR_TEXT,
                 _ ("The preview text has %zu characters: it may have at most 1000"), count);
    return FALSE;
  }

  return TRUE;
}

/**
 * sa_text_has_interjections:
 * @text: (nullable): UTF-8
 *
 * Returns: whether the text holds a tag such as "(laughs)", written exactly so
 */
gboolean
sa_text_has_interjections (const char *text)
{
  for (const char *p = text; p != NULL && (p = strchr (p, '(')) != NULL; p++) {
    if (match_interjection (p) != NULL)
      return TRUE;
  }

  return FALSE;
}

/**
 * sa_text_without_interjections:
 * @text: (nullable): UTF-8
 *
 * Takes the tags out, and of two blanks that would meet there one.
 *
 * Returns: (transfer full): what a model that cannot perform interjections should read
 */
char *
sa_text_without_interjections (const char *text)
{
  g_autoptr (GString) rest = g_string_new (NULL);
  const char *p = text != NULL ? text : "";

  while (*p != '\0') {
    const SaInterjection *interjection = match_interjection (p);

    if (interjection == NULL) {
      g_string_append_c (rest, *p++);
      continue;
    }

    p += strlen (interjection->tag);
    if (*p == ' ' && (rest->len == 0 || g_ascii_isspace (rest->str[rest->len - 1])))
      p++;
  }

  if (text != NULL && !g_str_has_suffix (text, " ") && g_str_has_suffix (rest->str, " "))
    g_string_truncate (rest, rest->len - 1);

  return g_string_free (g_steal_pointer (&rest), FALSE);
}
