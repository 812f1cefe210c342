/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/sa-practice-encode.h"
#include "practice/sa-practice-store.h"

G_BEGIN_DECLS

/* The service's status codes that the practice server gives, as seeds and documents name them. */
typedef enum {
  SA_PRACTICE_CODE_SUCCESS = 0,
  SA_PRACTICE_CODE_UNKNOWN = 1000,
  SA_PRACTICE_CODE_RATE_LIMIT = 1002,
  SA_PRACTICE_CODE_NOT_AUTHORIZED = 1004,
  SA_PRACTICE_CODE_BAD_PARAMETERS = 2013,
  SA_PRACTICE_CODE_SAMPLE_LENGTH = 2037,
  SA_PRACTICE_CODE_NO_PERMISSION = 2038,
  SA_PRACTICE_CODE_VOICE_TAKEN = 2039,
  SA_PRACTICE_CODE_PROMPT_LENGTH = 2048,
  SA_PRACTICE_CODE_INVALID_KEY = 2049,
} SaPracticeCode;

typedef struct {
  guint http_status;
  const char *content_type;
  GBytes *body;
  const char *allow; /* (nullable): for 405 */
  guint retry_after; /* seconds, 0 for none */
  gboolean success; /* whether what was asked for was done */
} SaPracticeAnswer;

/* What a successful clone says. */
typedef struct {
  char *demo_audio; /* (nullable): where the preview is, %NULL without one */
  SaPracticeEncoded preview;
  gint64 word_count;
  gint64 usage_characters;
  gboolean sensitive;
} SaPracticeCloned;

SaPracticeAnswer *sa_practice_answer_new_refusal (SaPracticeCode code, const char *detail);
SaPracticeAnswer *sa_practice_answer_new_failure (const GError *error);
SaPracticeAnswer *sa_practice_answer_new_file (const SaPracticeFile *file);
SaPracticeAnswer *sa_practice_answer_new_clone (const SaPracticeCloned *cloned);
SaPracticeAnswer *sa_practice_answer_new_page (guint http_status,
                                               const char *content_type,
                                               const char *text);
SaPracticeAnswer *sa_practice_answer_new_bytes (const char *content_type, GBytes *bytes);
void sa_practice_answer_free (SaPracticeAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaPracticeAnswer, sa_practice_answer_free)

G_END_DECLS
