/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many sentences, and how many texts, a language has at most. */
#define SA_READING_MAX 2

/**
 * SaReading:
 * @language: the API's value, as in #SaLanguage
 * @sentences: (array zero-terminated=1): for a prompt clip; each takes 5 to 8 s, and is its
 *   transcript as it stands
 * @texts: (array zero-terminated=1): for a sample; each takes more than 30 s. Lines are
 *   paragraphs. Not every language has one
 *
 * Something to read while recording.
 */
typedef struct {
  const char *language;
  const char *sentences[SA_READING_MAX + 1];
  const char *texts[SA_READING_MAX + 1];
} SaReading;

const SaReading *sa_reading_get_all (gsize *n_readings);
const SaReading *sa_reading_find (const char *language);
const char *sa_reading_guess_language (const char *const *locales);

G_END_DECLS
