/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gio/gio.h>
#include <string.h>

#include "rules/sa-catalogue.h"
#include "rules/sa-limits.h"
#include "rules/sa-reading.h"
#include "rules/sa-text.h"
#include "rules/sa-transcript.h"

/* espeak-ng speaks Chinese at half of people's speed, and knows few of the characters of Japanese:
 * there the characters are counted. */
static gboolean
is_badly_spoken (const char *language)
{
  return g_str_equal (language, "Chinese") || g_str_equal (language, "Japanese");
}

static void
test_every_language (void)
{
  gsize n_languages, n_readings;
  const SaLanguage *languages = sa_catalogue_get_languages (&n_languages);
  const SaReading *readings = sa_reading_get_all (&n_readings);
  guint n_texts = 0;

  g_assert_cmpuint (n_readings, ==, n_languages - 1);
  for (gsize i = 0; i < n_readings; i++) {
    g_assert_cmpstr (readings[i].language, ==, languages[i].id);
    g_assert_true (sa_reading_find (languages[i].id) == &readings[i]);
    g_assert_nonnull (readings[i].sentences[0]);
    g_assert_null (readings[i].sentences[SA_READING_MAX]);
    g_assert_null (readings[i].texts[SA_READING_MAX]);
    n_texts += readings[i].texts[0] != NULL;
  }
  g_assert_cmpuint (n_texts, >=, 12);
  g_assert_null (sa_reading_find ("auto"));
  g_assert_null (sa_reading_find ("Klingon"));
  g_assert_null (sa_reading_find (NULL));
}

/* A sentence becomes the transcript as it stands. */
static void
check_sentence (const char *sentence)
{
  g_autofree char *stripped = g_strstrip (g_strdup (sentence));
  g_autofree char *normal = g_utf8_normalize (sentence, -1, G_NORMALIZE_NFC);
  g_autoptr (GError) error = NULL;

  g_assert_true (sa_transcript_check (sentence, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (sentence, ==, stripped);
  g_assert_null (strchr (sentence, '\n'));
  g_assert_null (strstr (sentence, "  "));
  g_assert_false (sa_text_has_interjections (sentence));
  g_assert_cmpstr (sentence, ==, normal);
  for (const char *p = sentence; *p != '\0'; p++)
    g_assert_false (g_ascii_isdigit (*p));
}

static void
test_transcripts (void)
{
  gsize n;
  const SaReading *readings = sa_reading_get_all (&n);

  for (gsize i = 0; i < n; i++) {
    g_test_message ("%s", readings[i].language);
    for (gsize k = 0; readings[i].sentences[k] != NULL; k++)
      check_sentence (readings[i].sentences[k]);
    for (gsize k = 0; readings[i].texts[k] != NULL; k++) {
      g_auto (GStrv) paragraphs = g_strsplit (readings[i].texts[k], "\n", -1);

      g_assert_cmpuint (g_strv_length (paragraphs), >=, 2);
      for (gsize p = 0; paragraphs[p] != NULL; p++)
        check_sentence (paragraphs[p]);
      g_assert_true (sa_text_check (readings[i].texts[k], NULL));
    }
  }
}

/* Each language is written in its own letters. */
static void
test_scripts (void)
{
  static const struct {
    const char *language;
    GUnicodeScript script;
  } scripts[] = {
    { "Chinese", G_UNICODE_SCRIPT_HAN },      { "Chinese,Yue", G_UNICODE_SCRIPT_HAN },
    { "Arabic", G_UNICODE_SCRIPT_ARABIC },    { "Persian", G_UNICODE_SCRIPT_ARABIC },
    { "Russian", G_UNICODE_SCRIPT_CYRILLIC }, { "Ukrainian", G_UNICODE_SCRIPT_CYRILLIC },
    { "Korean", G_UNICODE_SCRIPT_HANGUL },    { "Bulgarian", G_UNICODE_SCRIPT_CYRILLIC },
    { "Thai", G_UNICODE_SCRIPT_THAI },        { "Greek", G_UNICODE_SCRIPT_GREEK },
    { "Hindi", G_UNICODE_SCRIPT_DEVANAGARI }, { "Hebrew", G_UNICODE_SCRIPT_HEBREW },
    { "Tamil", G_UNICODE_SCRIPT_TAMIL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (scripts); i++) {
    const SaReading *reading = sa_reading_find (scripts[i].language);

    for (const char *p = reading->sentences[0]; *p != '\0'; p = g_utf8_next_char (p)) {
      if (g_unichar_isalpha (g_utf8_get_char (p)))
        g_assert_cmpint (g_unichar_get_script (g_utf8_get_char (p)), ==, scripts[i].script);
    }
  }
}

/* The bytes of sound that espeak-ng makes are the length: 22050 16-bit samples a second. */
static double
speak (const char *voice, const char *text)
{
  g_autoptr (GSubprocess) speaker = NULL;
  g_autoptr (GBytes) sound = NULL;
  g_autoptr (GError) error = NULL;

  speaker = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "espeak-ng", "--stdout", "-v",
                              voice, "--", text, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate (speaker, NULL, NULL, &sound, NULL, &error);
  g_assert_no_error (error);
  return (g_bytes_get_size (sound) - 44) / 2.0 / 22050;
}

static glong
count_letters (const char *text)
{
  glong n = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    n += g_unichar_isalpha (g_utf8_get_char (p));
  return n;
}

static void
test_lengths (void)
{
  g_autofree char *program = g_find_program_in_path ("espeak-ng");
  gsize n;
  const SaReading *readings = sa_reading_get_all (&n);

  if (program == NULL) {
    g_test_skip ("espeak-ng is not installed");
    return;
  }
  for (gsize i = 0; i < n; i++) {
    const char *voice = sa_catalogue_find_language (readings[i].language)->voice;

    for (gsize k = 0; readings[i].sentences[k] != NULL; k++) {
      const char *sentence = readings[i].sentences[k];
      double seconds = speak (voice, sentence);

      g_test_message ("%s: %.1f s, %ld letters", readings[i].language, seconds,
                      count_letters (sentence));
      if (is_badly_spoken (readings[i].language)) {
        g_assert_cmpint (count_letters (sentence), >=, 18);
        g_assert_cmpint (count_letters (sentence), <=, 40);
      } else {
        g_assert_cmpfloat (seconds, >=, 4);
        g_assert_cmpfloat (seconds, <=, SA_PROMPT_MAX_SECONDS);
      }
    }
    for (gsize k = 0; readings[i].texts[k] != NULL; k++) {
      double seconds = speak (voice, readings[i].texts[k]);

      g_test_message ("%s: %.1f s of text", readings[i].language, seconds);
      g_assert_cmpfloat (seconds, >=, 30);
      g_assert_cmpfloat (seconds, <, SA_SAMPLE_MAX_SECONDS);
    }
  }
}

static void
test_guess (void)
{
  static const struct {
    const char *const locales[4];
    const char *language;
  } cases[] = {
    { { "de_AT.UTF-8", "de_AT", "de", NULL }, "German" },
    { { "de", "C", NULL }, "German" },
    { { "zh_CN.UTF-8", "zh_CN", "zh", NULL }, "Chinese" },
    { { "zh_TW", "zh", NULL }, "Chinese" },
    { { "zh_HK.UTF-8", "zh_HK", "zh", NULL }, "Chinese,Yue" },
    { { "yue", NULL }, "Chinese,Yue" },
    { { "nb_NO", "no", "C", NULL }, "Norwegian" },
    { { "nn_NO.UTF-8", "nn", NULL }, "Nynorsk" },
    { { "no_NO", NULL }, "Norwegian" },
    { { "fil_PH", "fil", NULL }, "Filipino" },
    { { "fi_FI", "fi", NULL }, "Finnish" },
    { { "ca@valencia", "ca", NULL }, "Catalan" },
    { { "pt-BR", NULL }, "Portuguese" },
    { { "ga_IE", "fr_FR", NULL }, "French" },
    { { "C.UTF-8", "C", NULL }, "English" },
    { { NULL }, "English" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (sa_reading_guess_language (cases[i].locales), ==, cases[i].language);
  g_assert_cmpstr (sa_reading_guess_language (NULL), ==, "English");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rules/reading/every-language", test_every_language);
  g_test_add_func ("/rules/reading/transcripts", test_transcripts);
  g_test_add_func ("/rules/reading/scripts", test_scripts);
  g_test_add_func ("/rules/reading/lengths", test_lengths);
  g_test_add_func ("/rules/reading/guess", test_guess);

  return g_test_run ();
}
