/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "rules/sa-catalogue.h"
#include "rules/sa-rules-error.h"
#include "rules/sa-text.h"

/* As the OpenAPI document of POST /v1/voice_clone lists them. */
static const char *const documented_models[] = {
  "speech-2.8-hd", "speech-2.8-turbo", "speech-2.6-hd", "speech-2.6-turbo",
  "speech-02-hd",  "speech-02-turbo",  "speech-01-hd",  "speech-01-turbo",
};

static const char *const documented_languages[] = {
  "Chinese",    "Chinese,Yue", "English", "Arabic",    "Russian",   "Spanish",    "French",
  "Portuguese", "German",      "Turkish", "Dutch",     "Ukrainian", "Vietnamese", "Indonesian",
  "Japanese",   "Italian",     "Korean",  "Thai",      "Polish",    "Romanian",   "Greek",
  "Czech",      "Finnish",     "Hindi",   "Bulgarian", "Danish",    "Hebrew",     "Malay",
  "Persian",    "Slovak",      "Swedish", "Croatian",  "Filipino",  "Hungarian",  "Norwegian",
  "Slovenian",  "Catalan",     "Nynorsk", "Tamil",     "Afrikaans", "auto",
};

static const char *const documented_interjections =
  "(laughs) (chuckle) (coughs) (clear-throat) (groans) (breath) (pant) (inhale) (exhale) (gasps) "
  "(sniffs) (sighs) (snorts) (burps) (lip-smacking) (humming) (hissing) (emm) (whistles) (sneezes) "
  "(crying) (applause)";

static void
test_models (void)
{
  gsize n_models;
  const SaModel *models = sa_catalogue_get_models (&n_models);

  g_assert_cmpuint (n_models, ==, 8);
  g_assert_cmpuint (n_models, ==, G_N_ELEMENTS (documented_models));
  for (gsize i = 0; i < n_models; i++) {
    g_assert_cmpstr (models[i].id, ==, documented_models[i]);
    g_assert_true (sa_catalogue_find_model (models[i].id) == &models[i]);
    g_assert_true (sa_catalogue_check_model (models[i].id, NULL));
    g_assert_cmpint (models[i].interjections, ==, strstr (models[i].id, "-2.8-") != NULL);
    g_assert_cmpuint (strlen (models[i].name), >, 0);
  }
  g_assert_true (sa_catalogue_find_model (SA_DEFAULT_MODEL) == &models[0]);
}

/* Sounds are performed by the 2.8 models: a fast one is exchanged for a fast one. */
static void
test_performing_model (void)
{
  static const char *const pairs[][2] = {
    { "speech-2.8-hd", "speech-2.8-hd" },       { "speech-2.8-turbo", "speech-2.8-turbo" },
    { "speech-2.6-hd", "speech-2.8-hd" },       { "speech-2.6-turbo", "speech-2.8-turbo" },
    { "speech-01-turbo", "speech-2.8-turbo" },  { "speech-02-hd", "speech-2.8-hd" },
    { "nothing-of-the-kind", "speech-2.8-hd" }, { NULL, "speech-2.8-hd" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    g_assert_cmpstr (sa_catalogue_find_performing_model (pairs[i][0])->id, ==, pairs[i][1]);
}

/* Each language has a name of its own that its speakers can look for. */
static void
test_native_names (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  gsize n_languages;
  const SaLanguage *languages = sa_catalogue_get_languages (&n_languages);

  for (gsize i = 0; i < n_languages; i++) {
    g_assert_true (g_utf8_validate (languages[i].native, -1, NULL));
    g_assert_cmpint (*languages[i].native == '\0', ==, *languages[i].code == '\0');
    g_assert_true (g_hash_table_add (seen, (gpointer) languages[i].native));
  }
  g_assert_cmpstr (sa_catalogue_find_language ("German")->native, ==, "Deutsch");
  g_assert_cmpstr (sa_catalogue_find_language ("Chinese,Yue")->native, ==, "粵語");
}

static void
test_unknown_model (void)
{
  static const char *const unknown[] = { NULL, "", "speech-2.8", "Speech-2.8-HD",
                                         "speech-2.8-hd " };

  for (gsize i = 0; i < G_N_ELEMENTS (unknown); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (sa_catalogue_find_model (unknown[i]));
    g_assert_false (sa_catalogue_check_model (unknown[i], &error));
    g_assert_error (error, SA_RULES_ERROR, SA_RULES_ERROR_MODEL);
    g_assert_nonnull (strstr (error->message, "speech-01-turbo"));
  }
}

static void
test_languages (void)
{
  gsize n_languages;
  const SaLanguage *languages = sa_catalogue_get_languages (&n_languages);

  g_assert_cmpuint (n_languages, ==, 41);
  g_assert_cmpuint (n_languages, ==, G_N_ELEMENTS (documented_languages));
  for (gsize i = 0; i < n_languages; i++) {
    gboolean automatic = g_str_equal (languages[i].id, "auto");

    g_assert_cmpstr (languages[i].id, ==, documented_languages[i]);
    g_assert_true (sa_catalogue_find_language (languages[i].id) == &languages[i]);
    g_assert_true (sa_catalogue_check_language (languages[i].id, NULL));
    g_assert_cmpint (*languages[i].code == '\0', ==, automatic);
    g_assert_cmpint (*languages[i].voice == '\0', ==, automatic);
    for (gsize j = 0; j < i; j++) {
      g_assert_cmpstr (languages[i].name, !=, languages[j].name);
      g_assert_cmpstr (languages[i].code, !=, languages[j].code);
    }
  }

  g_assert_cmpstr (sa_catalogue_find_language ("Chinese,Yue")->name, ==, "Cantonese");
  g_assert_cmpstr (sa_catalogue_find_language ("Nynorsk")->name, ==, "Norwegian (Nynorsk)");
}

static void
test_unknown_language (void)
{
  static const char *const unknown[] = { NULL, "", "english", "Klingon", "Yue", "Auto" };

  for (gsize i = 0; i < G_N_ELEMENTS (unknown); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (sa_catalogue_find_language (unknown[i]));
    g_assert_false (sa_catalogue_check_language (unknown[i], &error));
    g_assert_error (error, SA_RULES_ERROR, SA_RULES_ERROR_LANGUAGE);
    g_assert_nonnull (strstr (error->message, "Chinese,Yue"));
  }
}

/* Every language has a voice that espeak-ng really has. */
static void
test_espeak_voices (void)
{
  g_autofree char *program = g_find_program_in_path ("espeak-ng");
  g_autofree char *list = NULL;
  g_autoptr (GError) error = NULL;
  char *argv[] = { program, (char *) "--voices", NULL };
  gsize n_languages;
  const SaLanguage *languages = sa_catalogue_get_languages (&n_languages);

  if (program == NULL) {
    g_test_skip ("espeak-ng is not installed");
    return;
  }

  g_spawn_sync (NULL, argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &list, NULL, NULL,
                &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < n_languages; i++) {
    g_autofree char *column = g_strdup_printf ("  %s ", languages[i].voice);

    if (*languages[i].voice == '\0')
      continue;
    g_test_message ("%s", languages[i].voice);
    g_assert_nonnull (strstr (list, column));
  }
}

static void
test_interjections (void)
{
  gsize n_interjections;
  const SaInterjection *interjections = sa_catalogue_get_interjections (&n_interjections);
  g_auto (GStrv) documented = g_strsplit (documented_interjections, " ", -1);

  g_assert_cmpuint (n_interjections, ==, 22);
  g_assert_cmpuint (n_interjections, ==, g_strv_length (documented));
  for (gsize i = 0; i < n_interjections; i++) {
    g_assert_cmpstr (interjections[i].tag, ==, documented[i]);
    g_assert_true (sa_text_has_interjections (interjections[i].tag));
    g_assert_cmpuint (strlen (interjections[i].name), >, 0);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rules/catalogue/models", test_models);
  g_test_add_func ("/rules/catalogue/unknown-model", test_unknown_model);
  g_test_add_func ("/rules/catalogue/performing-model", test_performing_model);
  g_test_add_func ("/rules/catalogue/native-names", test_native_names);
  g_test_add_func ("/rules/catalogue/languages", test_languages);
  g_test_add_func ("/rules/catalogue/unknown-language", test_unknown_language);
  g_test_add_func ("/rules/catalogue/espeak-voices", test_espeak_voices);
  g_test_add_func ("/rules/catalogue/interjections", test_interjections);

  return g_test_run ();
}
