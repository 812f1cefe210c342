/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaRulesError:
 * @SA_RULES_ERROR_LENGTH: the audio is too short or too long
 * @SA_RULES_ERROR_SIZE: the file is too large
 * @SA_RULES_ERROR_VOICE_ID: the voice ID is not lawful
 * @SA_RULES_ERROR_TEXT: the preview text is missing, too long or not text
 * @SA_RULES_ERROR_TRANSCRIPT: the transcript is missing or does not end in punctuation
 * @SA_RULES_ERROR_MODEL: the model is missing, or none that the service knows
 * @SA_RULES_ERROR_LANGUAGE: not a language that the service knows
 * @SA_RULES_ERROR_CONSENT: nobody said that the voice may be cloned
 * @SA_RULES_ERROR_PROMPT: prompt clip without transcript, or the other way round
 * @SA_RULES_ERROR_RANGE: a range that makes no sense
 * @SA_RULES_ERROR_PURPOSE: not a purpose that the service knows
 * @SA_RULES_ERROR_HOST: an address that is no lawful base URL
 * @SA_RULES_ERROR_KEY: a key is missing, or would travel unprotected
 *
 * A rule was broken, and nothing was sent. The message says which, and how to mend it.
 */
typedef enum {
  SA_RULES_ERROR_LENGTH,
  SA_RULES_ERROR_SIZE,
  SA_RULES_ERROR_VOICE_ID,
  SA_RULES_ERROR_TEXT,
  SA_RULES_ERROR_TRANSCRIPT,
  SA_RULES_ERROR_MODEL,
  SA_RULES_ERROR_LANGUAGE,
  SA_RULES_ERROR_CONSENT,
  SA_RULES_ERROR_PROMPT,
  SA_RULES_ERROR_RANGE,
  SA_RULES_ERROR_PURPOSE,
  SA_RULES_ERROR_HOST,
  SA_RULES_ERROR_KEY,
} SaRulesError;

#define SA_RULES_ERROR (sa_rules_error_quark ())
GQuark sa_rules_error_quark (void);

G_END_DECLS
