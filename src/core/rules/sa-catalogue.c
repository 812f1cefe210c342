/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sa-catalogue.h"

#include <glib/gi18n-lib.h>

#include "sa-rules-error.h"

/* The values are those of the OpenAPI document of POST /v1/voice_clone, in its order. */

static const SaModel models[] = {
  { "speech-2.8-hd", "Speech 2.8 HD", TRUE },  { "speech-2.8-turbo", "Speech 2.8 Turbo", TRUE },
  { "speech-2.6-hd", "Speech 2.6 HD", FALSE }, { "speech-2.6-turbo", "Speech 2.6 Turbo", FALSE },
  { "speech-02-hd", "Speech 02 HD", FALSE },   { "speech-02-turbo", "Speech 02 Turbo", FALSE },
  { "speech-01-hd", "Speech 01 HD", FALSE },   { "speech-01-turbo", "Speech 01 Turbo", FALSE },
};

/*
 * espeak-ng 1.51 speaks all of them but two: Nynorsk is read by its Bokmål voice, and Filipino by its
 * Indonesian one, the nearest relative that spells as regularly.
 */
static const SaLanguage languages[] = {
  { "Chinese", N_ ("Chinese (Mandarin)"), "zh", "cmn", "中文（普通话）" },
  { "Chinese,Yue", N_ ("Cantonese"), "yue", "yue", "粵語" },
  { "English", N_ ("English"), "en", "en-us", "English" },
  { "Arabic", N_ ("Arabic"), "ar", "ar", "العربية" },
  { "Russian", N_ ("Russian"), "ru", "ru", "Русский" },
  { "Spanish", N_ ("Spanish"), "es", "es", "Español" },
  { "French", N_ ("French"), "fr", "fr-fr", "Français" },
  { "Portuguese", N_ ("Portuguese"), "pt", "pt", "Português" },
  { "German", N_ ("German"), "de", "de", "Deutsch" },
  { "Turkish", N_ ("Turkish"), "tr", "tr", "Türkçe" },
  { "Dutch", N_ ("Dutch"), "nl", "nl", "Nederlands" },
  { "Ukrainian", N_ ("Ukrainian"), "uk", "uk", "Українська" },
  { "Vietnamese", N_ ("Vietnamese"), "vi", "vi", "Tiếng Việt" },
  { "Indonesian", N_ ("Indonesian"), "id", "id", "Bahasa Indonesia" },
  { "Japanese", N_ ("Japanese"), "ja", "ja", "日本語" },
  { "Italian", N_ ("Italian"), "it", "it", "Italiano" },
  { "Korean", N_ ("Korean"), "ko", "ko", "한국어" },
  { "Thai", N_ ("Thai"), "th", "th", "ไทย" },
  { "Polish", N_ ("Polish"), "pl", "pl", "Polski" },
  { "Romanian", N_ ("Romanian"), "ro", "ro", "Română" },
  { "Greek", N_ ("Greek"), "el", "el", "Ελληνικά" },
  { "Czech", N_ ("Czech"), "cs", "cs", "Čeština" },
  { "Finnish", N_ ("Finnish"), "fi", "fi", "Suomi" },
  { "Hindi", N_ ("Hindi"), "hi", "hi", "हिन्दी" },
  { "Bulgarian", N_ ("Bulgarian"), "bg", "bg", "Български" },
  { "Danish", N_ ("Danish"), "da", "da", "Dansk" },
  { "Hebrew", N_ ("Hebrew"), "he", "he", "עברית" },
  { "Malay", N_ ("Malay"), "ms", "ms", "Bahasa Melayu" },
  { "Persian", N_ ("Persian"), "fa", "fa", "فارسی" },
  { "Slovak", N_ ("Slovak"), "sk", "sk", "Slovenčina" },
  { "Swedish", N_ ("Swedish"), "sv", "sv", "Svenska" },
  { "Croatian", N_ ("Croatian"), "hr", "hr", "Hrvatski" },
  { "Filipino", N_ ("Filipino"), "fil", "id", "Filipino" },
  { "Hungarian", N_ ("Hungarian"), "hu", "hu", "Magyar" },
  { "Norwegian", N_ ("Norwegian (Bokmål)"), "nb", "nb", "Norsk bokmål" },
  { "Slovenian", N_ ("Slovenian"), "sl", "sl", "Slovenščina" },
  { "Catalan", N_ ("Catalan"), "ca", "ca", "Català" },
  { "Nynorsk", N_ ("Norwegian (Nynorsk)"), "nn", "nb", "Norsk nynorsk" },
  { "Tamil", N_ ("Tamil"), "ta", "ta", "தமிழ்" },
  { "Afrikaans", N_ ("Afrikaans"), "af", "af", "Afrikaans" },
  { "auto", N_ ("Detect Automatically"), "", "", "" },
};

static const SaInterjection interjections[] = {
  { "(laughs)", N_ ("Laughs") },
  { "(chuckle)", N_ ("Chuckle") },
  { "(coughs)", N_ ("Coughs") },
  { "(clear-throat)", N_ ("Clears Throat") },
  { "(groans)", N_ ("Groans") },
  { "(breath)", N_ ("Breath") },
  { "(pant)", N_ ("Pants") },
  { "(inhale)", N_ ("Inhales") },
  { "(exhale)", N_ ("Exhales") },
  { "(gasps)", N_ ("Gasps") },
  { "(sniffs)", N_ ("Sniffs") },
  { "(sighs)", N_ ("Sighs") },
  { "(snorts)", N_ ("Snorts") },
  { "(burps)", N_ ("Burps") },
  { "(lip-smacking)", N_ ("Smacks Lips") },
  { "(humming)", N_ ("Hums") },
  { "(hissing)", N_ ("Hisses") },
  { "(emm)", N_ ("Hesitates: Emm") },
  { "(whistles)", N_ ("Whistles") },
  { "(sneezes)", N_ ("Sneezes") },
  { "(crying)", N_ ("Cries") },
  { "(applause)", N_ ("Applause") },
};

/**
 * sa_catalogue_get_models:
 * @n_models: (out): how many there are
 *
 * Returns: (array length=n_models) (transfer none): the models, the best first
 */
const SaModel *
sa_catalogue_get_models (gsize *n_models)
{
  g_return_val_if_fail (n_models != NULL, NULL);

  *n_models = G_N_ELEMENTS (models);
  return models;
}

/**
 * sa_catalogue_find_model:
 * @id: (nullable): the API's value
 *
 * Returns: (transfer none) (nullable): the model, or %NULL
 */
const SaModel *
sa_catalogue_find_model (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (models); i++) {
    if (g_strcmp0 (id, models[i].id) == 0)
      return &models[i];
  }

  return NULL;
}

/**
 * sa_catalogue_check_model:
 * @id: (nullable): the API's value
 * @error: return location for a %SA_RULES_ERROR_MODEL
 *
 * Returns: whether the service knows the model; if not, the message lists those that it knows
 */
gboolean
sa_catalogue_check_model (const char *id, GError **error)
{
  g_autoptr (GString) list = NULL;

  if (sa_catalogue_find_model (id) != NULL)
    return TRUE;

  list = g_string_new (models[0].id);
  for (gsize i = 1; i < G_N_ELEMENTS (models); i++)
    g_string_append_printf (list, ", %s", models[i].id);

  if (id == NULL || *id == '\0')
    g_set_error (error, SA_RULES_ERROR, SA_RULES_ERROR_MODEL,
                 _ ("The model is missing: choose one of %s"), list->str);
  else
    g_set_error (error, SA_RULES_ERROR, SA_RULES_ERROR_MODEL,
                 _ ("There is no model “%s”: choose one of %s"), id, list->str);

  return FALSE;
}

/**
 * sa_catalogue_find_performing_model:
 * @id: (nullable): the API's value
 *
 * Returns: (transfer none): the model of the same kind, HD or Turbo, that performs interjections
 */
const SaModel *
sa_catalogue_find_performing_model (const char *id)
{
  gboolean turbo = id != NULL && g_str_has_suffix (id, "-turbo");
  const SaModel *found = sa_catalogue_find_model (id);

  if (found != NULL && found->interjections)
    return found;

  for (gsize i = 0; i < G_N_ELEMENTS (models); i++) {
    if (models[i].interjections && g_str_has_suffix (models[i].id, "-turbo") == turbo)
      return &models[i];
  }

  return &models[0];
}

/**
 * sa_catalogue_get_languages:
 * @n_languages: (out): how many there are
 *
 * Returns: (array length=n_languages) (transfer none): the languages; "auto" is the last
 */
const SaLanguage *
sa_catalogue_get_languages (gsize *n_languages)
{
  g_return_val_if_fail (n_languages != NULL, NULL);

  *n_languages = G_N_ELEMENTS (languages);
  return languages;
}

/**
 * sa_catalogue_find_language:
 * @id: (nullable): the API's value
 *
 * Returns: (transfer none) (nullable): the language, or %NULL
 */
const SaLanguage *
sa_catalogue_find_language (const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++) {
    if (g_strcmp0 (id, languages[i].id) == 0)
      return &languages[i];
  }

  return NULL;
}

/**
 * sa_catalogue_check_language:
 * @id: (nullable): the API's value
 * @error: return location for a %SA_RULES_ERROR_LANGUAGE
 *
 * Returns: whether the service knows the language; if not, the message lists those that it knows
 */
gboolean
sa_catalogue_check_language (const char *id, GError **error)
{
  g_autoptr (GString) list = NULL;

  if (sa_catalogue_find_language (id) != NULL)
    return TRUE;

  list = g_string_new (languages[0].id);
  for (gsize i = 1; i < G_N_ELEMENTS (languages); i++)
    g_string_append_printf (list, "; %s", languages[i].id);

  g_set_error (error, SA_RULES_ERROR, SA_RULES_ERROR_LANGUAGE,
               _ ("There is no language “%s”: choose one of %s"), id ? id : "", list->str);

  return FALSE;
}

/**
 * sa_catalogue_get_interjections:
 * @n_interjections: (out): how many there are
 *
 * Returns: (array length=n_interjections) (transfer none): the tags that models with
 *   #SaModel.interjections perform
 */
const SaInterjection *
sa_catalogue_get_interjections (gsize *n_interjections)
{
  g_return_val_if_fail (n_interjections != NULL, NULL);

  *n_interjections = G_N_ELEMENTS (interjections);
  return interjections;
}
