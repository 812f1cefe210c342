/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice/sa-practice-language.h"

#include "rules/sa-catalogue.h"

#define DEFAULT_LANGUAGE "English"

/* Letters that give a language away among those that share a script, rarest users first. */
static const struct {
  const char *letters;
  const char *language;
} telling_letters[] = {
  { "ăạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđ", "Vietnamese" },
  { "őű", "Hungarian" },
  { "łąęśźżć", "Polish" },
  { "řěů", "Czech" },
  { "ľĺŕ", "Slovak" },
  { "șțţ", "Romanian" },
  { "ğışİ", "Turkish" },
  { "ñ¿¡", "Spanish" },
  { "ãõ", "Portuguese" },
  { "ß", "German" },
  { "œùêîû", "French" },
  { "øæ", "Danish" },
  { "å", "Swedish" },
  { "äöü", "German" },
  { "çèàé", "French" },
  { "ìò", "Italian" },
  { "іїєґ", "Ukrainian" },
  { "پچژگ", "Persian" },
};

static const struct {
  GUnicodeScript script;
  const char *language;
} scripts[] = {
  /* Kana and Hangul come before Han: a Japanese text has both, a Chinese one has Han alone. */
  { G_UNICODE_SCRIPT_HIRAGANA, "Japanese" }, { G_UNICODE_SCRIPT_KATAKANA, "Japanese" },
  { G_UNICODE_SCRIPT_HANGUL, "Korean" },     { G_UNICODE_SCRIPT_HAN, "Chinese" },
  { G_UNICODE_SCRIPT_CYRILLIC, "Russian" },  { G_UNICODE_SCRIPT_ARABIC, "Arabic" },
  { G_UNICODE_SCRIPT_HEBREW, "Hebrew" },     { G_UNICODE_SCRIPT_GREEK, "Greek" },
  { G_UNICODE_SCRIPT_THAI, "Thai" },         { G_UNICODE_SCRIPT_DEVANAGARI, "Hindi" },
  { G_UNICODE_SCRIPT_TAMIL, "Tamil" },
};

static gboolean
scripts_match (GUnicodeScript script, const char *language)
{
  if (g_str_equal (language, "Ukrainian"))
    return script == G_UNICODE_SCRIPT_CYRILLIC;
  if (g_str_equal (language, "Persian"))
    return script == G_UNICODE_SCRIPT_ARABIC;
  return script == G_UNICODE_SCRIPT_LATIN;
}

static const char *
guess_by_letters (const char *text, GUnicodeScript script, const char *otherwise)
{
  g_autofree char *lower = g_utf8_strdown (text, -1);

  for (guint i = 0; i < G_N_ELEMENTS (telling_letters); i++) {
    if (!scripts_match (script, telling_letters[i].language))
      continue;
    for (const char *p = lower; *p != '\0'; p = g_utf8_next_char (p)) {
      if (g_utf8_strchr (telling_letters[i].letters, -1, g_utf8_get_char (p)) != NULL)
        return telling_letters[i].language;
    }
  }
  return otherwise;
}

/* The script with the most letters decides; a little Latin in a Chinese text does not. */
static const char *
guess_language (const char *text)
{
  guint counts[G_N_ELEMENTS (scripts)] = { 0 };
  guint latin = 0;
  guint best = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    GUnicodeScript script = g_unichar_get_script (g_utf8_get_char (p));

    if (script == G_UNICODE_SCRIPT_LATIN)
      latin++;
    for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
      counts[i] += script == scripts[i].script;
  }

  if (counts[0] + counts[1] > 0)
    counts[0] += counts[1] + counts[3];
  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++) {
    if (counts[i] > counts[best])
      best = i;
  }

  /* One ideograph or syllable says about as much as three letters of an alphabet. */
  if (counts[best] * 3 <= latin || counts[best] == 0)
    return guess_by_letters (text, G_UNICODE_SCRIPT_LATIN, DEFAULT_LANGUAGE);
  return guess_by_letters (text, scripts[best].script, scripts[best].language);
}

/**
 * sa_practice_language_choose_voice:
 * @language_boost: (nullable): the request's language, %NULL or "auto" to guess it
 * @text: (type utf8): what is to be read
 *
 * Returns: (transfer none): the name of the espeak-ng voice to read it with
 */
const char *
sa_practice_language_choose_voice (const char *language_boost, const char *text)
{
  const SaLanguage *language = NULL;

  if (language_boost != NULL)
    language = sa_catalogue_find_language (language_boost);
  if (language == NULL || language->voice == NULL || *language->voice == '\0')
    language = sa_catalogue_find_language (guess_language (text));

  return language->voice;
}
