/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "minimax/sa-service-error.h"
#include "rules/sa-limits.h"

#include "sa-answer-json.h"
#include "sa-clone-job-private.h"

/* Whether nothing is left to do or to decide. A failed job of the command line is not gone on with:
 * its caller got the failure, and starts another. */
static gboolean
is_finished (SaCloneJob *self)
{
  switch (self->state) {
  case SA_JOB_DONE:
  case SA_JOB_CANCELLED:
    return TRUE;
  case SA_JOB_FAILED:
    return sa_draft_get_strictness (self->draft) == SA_DRAFT_COMMAND_LINE;
  default:
    return FALSE;
  }
}

static const char *
get_step_name (SaCloneJob *self)
{
  g_autoptr (GEnumClass) klass = NULL;

  if (self->step == NULL)
    return NULL;
  klass = g_type_class_ref (SA_TYPE_JOB_STEP_KIND);
  return g_enum_get_value (klass, sa_job_step_get_kind (self->step))->value_nick;
}

/* What is known of the request at this moment. A clone that waits for its next try was refused; one
 * that is on its way may be made, whatever happens to this program now. */
static const char *
get_outcome_name (SaCloneJob *self)
{
  if (self->clone_in_flight)
    return sa_outcome_to_string (SA_OUTCOME_UNKNOWN);
  return self->error != NULL ? sa_outcome_to_string (self->outcome) : NULL;
}

/**
 * sa_clone_record_attempt:
 * @self: a job
 *
 * Returns: (transfer full): the job as it stands, to be stored
 */
SaAttempt *
sa_clone_record_attempt (SaCloneJob *self)
{
  SaAttempt *attempt = sa_attempt_new ();

  attempt->id = self->attempt_id;
  attempt->created_at = self->created_at;
  attempt->host = g_strdup (sa_account_get_host (self->account));
  attempt->account = g_strdup (sa_account_get_name (self->account));
  attempt->voice_id = g_strdup (sa_draft_get_voice_id (self->draft));
  attempt->state = g_strdup (sa_job_state_to_string (self->state));
  attempt->step = g_strdup (get_step_name (self));
  attempt->finished = is_finished (self);
  attempt->outcome = g_strdup (get_outcome_name (self));
  attempt->sample_file_id = self->file_ids[SA_CLONE_SAMPLE];
  attempt->prompt_file_id = self->file_ids[SA_CLONE_PROMPT];
  if (self->error != NULL) {
    attempt->error_code = sa_service_error_get_status_code (self->error);
    attempt->error_message = g_strdup (self->error->message);
  }
  attempt->trace_id = g_strdup (sa_clone_job_get_trace_id (self));
  attempt->draft = sa_draft_to_json (self->draft);
  if (self->answer != NULL)
    attempt->answer = sa_answer_to_json (self->answer);
  attempt->consent_text = g_strdup (self->consent_text);
  attempt->consent_at = self->consent_at;
  return attempt;
}

/**
 * sa_clone_record_voice:
 * @self: a job whose voice was made, or may have been
 *
 * Returns: (transfer full): the voice, to be stored
 */
SaVoice *
sa_clone_record_voice (SaCloneJob *self)
{
  gboolean practice = sa_account_get_mode (self->account) == SA_ACCOUNT_PRACTICE;
  gboolean preview = sa_draft_has_preview (self->draft);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autofree char *path = self->preview != NULL ? g_file_get_path (self->preview) : NULL;
  g_autofree char *answer = self->answer != NULL ? sa_answer_to_json (self->answer) : NULL;

  return g_object_new (SA_TYPE_VOICE, "voice-id", sa_draft_get_voice_id (self->draft), "host",
                       sa_account_get_host (self->account), "account",
                       sa_account_get_name (self->account), "created-at", now, "expires-at",
                       practice ? (gint64) 0 : now + SA_VOICE_UNUSED_SECONDS, "practice", practice,
                       "sample-file-id", self->file_ids[SA_CLONE_SAMPLE], "prompt-file-id",
                       self->file_ids[SA_CLONE_PROMPT], "preview-path", path, "text",
                       preview ? sa_draft_get_text (self->draft) : NULL, "model",
                       preview ? sa_draft_get_model (self->draft) : NULL, "language",
                       sa_draft_get_language (self->draft), "answer", answer, "outcome",
                       self->answer != NULL ? NULL : sa_outcome_to_string (SA_OUTCOME_UNKNOWN),
                       "trace-id", sa_clone_job_get_trace_id (self), "consent-text",
                       self->consent_text, "consent-at", self->consent_at, NULL);
}

/* Where a stored job stands. One that was killed with its clone on the way may have made the voice;
 * everything else begins where it stopped. */
static void
restore_state (SaCloneJob *self, const SaAttempt *attempt)
{
  SaServiceErrorDetails details = { .outcome = SA_OUTCOME_UNKNOWN, .request = SA_REQUEST_CLONE };
  SaJobState state = SA_JOB_READY;

  sa_job_state_from_string (attempt->state, &state);
  if (self->answer != NULL) {
    self->state = state == SA_JOB_DONE ? SA_JOB_DONE : SA_JOB_READY;
    return;
  }
  if (state != SA_JOB_UNKNOWN && g_strcmp0 (attempt->outcome, "unknown") != 0)
    return;
  self->state = SA_JOB_UNKNOWN;
  self->outcome = SA_OUTCOME_UNKNOWN;
  self->step = self->steps[SA_JOB_STEP_CLONE];
  sa_job_step_set_status (self->step, SA_JOB_STEP_FAILED);
  details.status_code = attempt->error_code;
  details.trace_id = attempt->trace_id;
  self->error =
    sa_service_error_new (SA_SERVICE_ERROR_NETWORK, &details,
                          attempt->error_message != NULL
                            ? attempt->error_message
                            : _ ("The program ended before the answer came: the voice may exist"));
}

/**
 * sa_clone_record_restore:
 * @self: a new job
 * @attempt: what was stored of one
 *
 * The other way round: the job goes on where the stored one stopped. What was uploaded is not uploaded
 * again, and what was cloned is not cloned again.
 */
void
sa_clone_record_restore (SaCloneJob *self, const SaAttempt *attempt)
{
  self->attempt_id = attempt->id;
  self->created_at = attempt->created_at;
  self->consent_text = g_strdup (attempt->consent_text);
  self->consent_at = attempt->consent_at;
  self->answer = sa_answer_new_from_json (attempt->answer);
  for (int i = 0; i < SA_CLONE_N_FILES; i++) {
    gint64 id = i == SA_CLONE_SAMPLE ? attempt->sample_file_id : attempt->prompt_file_id;

    if (self->file_ids[i] == 0 && id > 0) {
      self->file_ids[i] = id;
      self->remembered[i] = TRUE;
    }
  }
  restore_state (self, attempt);
}
