/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-reading.h"

#include <string.h>

#include "sa-catalogue.h"
#include "sa-reading-table.h"

/* What locales call a language whose BCP 47 tag differs. */
static const struct {
  const char *locale;
  const char *language;
} aliases[] = {
  { "no", "Norwegian" },  { "tl", "Filipino" },       { "iw", "Hebrew" },
  { "in", "Indonesian" }, { "zh_HK", "Chinese,Yue" }, { "zh_MO", "Chinese,Yue" },
};

/**
 * sa_reading_get_all:
 * @n_readings: (out): how many there are
 *
 * Returns: (array length=n_readings) (transfer none): what there is to read, one for each language
 */
const SaReading *
sa_reading_get_all (gsize *n_readings)
{
  g_return_val_if_fail (n_readings != NULL, NULL);

  *n_readings = SA_READING_LANGUAGES;
  return sa_reading_table;
}

/**
 * sa_reading_find:
 * @language: (nullable): the API's value
 *
 * Returns: (transfer none) (nullable): what there is to read; %NULL for "auto" and what is no
 *   language
 */
const SaReading *
sa_reading_find (const char *language)
{
  for (gsize i = 0; i < SA_READING_LANGUAGES; i++) {
    if (g_strcmp0 (sa_reading_table[i].language, language) == 0)
      return &sa_reading_table[i];
  }

  return NULL;
}

/* Whether @locale is @name, or @name with a region, a script or an encoding behind it. */
static gboolean
locale_is (const char *locale, const char *name)
{
  gsize length = strlen (name);

  return g_ascii_strncasecmp (locale, name, length) == 0 && !g_ascii_isalpha (locale[length]);
}

static const char *
find_language_of (const char *locale)
{
  gsize n_languages;
  const SaLanguage *languages = sa_catalogue_get_languages (&n_languages);

  for (gsize i = 0; i < G_N_ELEMENTS (aliases); i++) {
    if (locale_is (locale, aliases[i].locale))
      return aliases[i].language;
  }
  for (gsize i = 0; i < n_languages; i++) {
    if (*languages[i].code != '\0' && locale_is (locale, languages[i].code))
      return languages[i].id;
  }

  return NULL;
}

/**
 * sa_reading_guess_language:
 * @locales: (array zero-terminated=1): as from g_get_language_names(), the best first
 *
 * Returns: the API's value for the language that the user most likely speaks; "English" if none of
 *   @locales is among the API's languages
 */
const char *
sa_reading_guess_language (const char *const *locales)
{
  for (gsize i = 0; locales != NULL && locales[i] != NULL; i++) {
    const char *language = find_language_of (locales[i]);

    if (language != NULL)
      return language;
  }

  return "English";
}
