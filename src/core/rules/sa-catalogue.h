/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SA_DEFAULT_MODEL "speech-2.8-hd"

/**
 * SaModel:
 * @id: the API's value
 * @name: what people call it; not translated
 * @interjections: whether it performs interjections instead of reading them aloud
 */
typedef struct {
  const char *id;
  const char *name;
  gboolean interjections;
} SaModel;

/**
 * SaLanguage:
 * @id: the API's value for `language_boost`, such as "Chinese,Yue"
 * @name: the English name, marked for translation, such as "Cantonese"
 * @code: the BCP 47 tag, "" for "auto"
 * @voice: the espeak-ng voice that speaks it, "" for "auto"
 * @native: what its speakers call it, "" for "auto"
 */
typedef struct {
  const char *id;
  const char *name;
  const char *code;
  const char *voice;
  const char *native;
} SaLanguage;

/**
 * SaInterjection:
 * @tag: what stands in the text, such as "(laughs)"
 * @name: the words for it, marked for translation, such as "Laughs"
 */
typedef struct {
  const char *tag;
  const char *name;
} SaInterjection;

const SaModel *sa_catalogue_get_models (gsize *n_models);
const SaModel *sa_catalogue_find_model (const char *id);
const SaModel *sa_catalogue_find_performing_model (const char *id);
gboolean sa_catalogue_check_model (const char *id, GError **error);

const SaLanguage *sa_catalogue_get_languages (gsize *n_languages);
const SaLanguage *sa_catalogue_find_language (const char *id);
gboolean sa_catalogue_check_language (const char *id, GError **error);

const SaInterjection *sa_catalogue_get_interjections (gsize *n_interjections);

G_END_DECLS
