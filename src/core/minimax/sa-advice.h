/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaAdviceAction:
 * @SA_ADVICE_NONE: nothing that the user could do about it here
 * @SA_ADVICE_CHECK_KEY: look at the key and at the region it belongs to
 * @SA_ADVICE_TRY_AGAIN: the same again
 * @SA_ADVICE_WAIT: the same again, later
 * @SA_ADVICE_OTHER_VOICE_ID: choose another voice ID
 * @SA_ADVICE_TRIM_SAMPLE: choose another part of the sample, or another sample
 * @SA_ADVICE_TRIM_PROMPT: shorten the prompt clip
 * @SA_ADVICE_EDIT_TEXT: change the preview text
 * @SA_ADVICE_EDIT_TRANSCRIPT: make the transcript match the prompt clip
 * @SA_ADVICE_OTHER_MODEL: choose another model
 * @SA_ADVICE_TOP_UP: add money to the account
 * @SA_ADVICE_VERIFY_ACCOUNT: have the account verified
 * @SA_ADVICE_CHECK_NETWORK: look at the connection or the server's address
 * @SA_ADVICE_DECIDE: the clone may exist: the user decides
 *
 * The one thing that helps most, for a button beside the words.
 */
typedef enum {
  SA_ADVICE_NONE,
  SA_ADVICE_CHECK_KEY,
  SA_ADVICE_TRY_AGAIN,
  SA_ADVICE_WAIT,
  SA_ADVICE_OTHER_VOICE_ID,
  SA_ADVICE_TRIM_SAMPLE,
  SA_ADVICE_TRIM_PROMPT,
  SA_ADVICE_EDIT_TEXT,
  SA_ADVICE_EDIT_TRANSCRIPT,
  SA_ADVICE_OTHER_MODEL,
  SA_ADVICE_TOP_UP,
  SA_ADVICE_VERIFY_ACCOUNT,
  SA_ADVICE_CHECK_NETWORK,
  SA_ADVICE_DECIDE,
} SaAdviceAction;

/**
 * SaAdvice:
 * @code: the service’s code, or the HTTP status (300, 400, 500 for any other of that class), or 0
 * @action: what helps
 * @title: what happened, a few translated words without a full stop
 * @advice: what to do next, translated sentences
 */
typedef struct {
  int code;
  SaAdviceAction action;
  const char *title;
  const char *advice;
} SaAdvice;

const SaAdvice *sa_advice_for_error (const GError *error);
const SaAdvice *sa_advice_for_cause (const GError *error);

G_END_DECLS
