/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SaAttempt:
 * @id: the row's number, 0 until it is stored for the first time
 * @created_at: when it began, in seconds since 1970 (UTC); 0: filled in when stored
 * @updated_at: when it was stored last; filled in when stored
 * @host: see sa_account_get_host()
 * @account: see sa_account_get_name()
 * @voice_id: the voice ID that was or will be asked for
 * @state: the job's state, by its name
 * @step: (nullable): the step that ran or failed, by its name
 * @finished: nothing is left to do or to decide: it is listed after all that are not
 * @outcome: (nullable): "not_sent", "refused" or "unknown" after a failure
 * @sample_file_id: the sample's upload, 0 while there is none
 * @prompt_file_id: the prompt clip's upload, 0 while there is none
 * @error_code: the service's status code, 0 for none
 * @error_message: (nullable): what is said to the user
 * @trace_id: (nullable): the service's trace id
 * @draft: the draft as JSON text
 * @answer: (nullable): the clone's answer as JSON text, once there is one
 * @consent_text: (nullable): the statement that was agreed to
 * @consent_at: when, in seconds since 1970 (UTC)
 *
 * One clone job, as it is remembered across restarts. All strings are the struct's own.
 */
typedef struct {
  gint64 id;
  gint64 created_at;
  gint64 updated_at;
  char *host;
  char *account;
  char *voice_id;
  char *state;
  char *step;
  gboolean finished;
  char *outcome;
  gint64 sample_file_id;
  gint64 prompt_file_id;
  int error_code;
  char *error_message;
  char *trace_id;
  char *draft;
  char *answer;
  char *consent_text;
  gint64 consent_at;
} SaAttempt;

#define SA_TYPE_ATTEMPT (sa_attempt_get_type ())
GType sa_attempt_get_type (void);

SaAttempt *sa_attempt_new (void);
SaAttempt *sa_attempt_copy (const SaAttempt *self);
void sa_attempt_free (SaAttempt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaAttempt, sa_attempt_free)

G_END_DECLS
