/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "rules/sa-transcript.h"

#include "sa-clone-job-private.h"
#include "sa-preview-fetch.h"

/* A run is a chain of short steps. self->task holds the job while it runs, so that the callbacks may
 * take the job itself as their data. Storing is never cancelled: what has happened is written down. */

typedef void (*Next) (SaCloneJob *self);

typedef struct {
  SaCloneJob *self;
  Next next;
} Commit;

static const struct {
  SaJobStepKind step;
  SaJobState state;
  SaPurpose purpose;
} files[SA_CLONE_N_FILES] = {
  [SA_CLONE_SAMPLE] = { SA_JOB_STEP_UPLOAD_SAMPLE, SA_JOB_UPLOADING_SAMPLE,
                        SA_PURPOSE_VOICE_CLONE },
  [SA_CLONE_PROMPT] = { SA_JOB_STEP_UPLOAD_PROMPT, SA_JOB_UPLOADING_PROMPT,
                        SA_PURPOSE_PROMPT_AUDIO },
};

static void
set_step_status (SaCloneJob *self, SaJobStepKind kind, SaJobStepStatus status)
{
  sa_job_step_set_status (self->steps[kind], status);
  sa_clone_job_update_progress (self);
}

static void
begin_step (SaCloneJob *self, SaJobStepKind kind)
{
  sa_job_step_set_fraction (self->steps[kind], 0);
  set_step_status (self, kind, SA_JOB_STEP_RUNNING);
  sa_clone_job_set_step (self, self->steps[kind]);
}

static void
skip_step (SaCloneJob *self, SaJobStepKind kind, const char *detail)
{
  sa_job_step_set_detail (self->steps[kind], detail);
  set_step_status (self, kind, SA_JOB_STEP_SKIPPED);
}

/* The run is over; nothing of it may be touched after this. */
static void
finish (SaCloneJob *self, const GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  sa_clone_job_set_waiting (self, 0, NULL, 1);
  if (self->outer != NULL)
    g_signal_handler_disconnect (self->outer, self->outer_id);
  self->outer_id = 0;
  g_clear_object (&self->outer);
  g_clear_object (&self->cancellable);
  if (error != NULL)
    g_task_return_error (task, g_error_copy (error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_committed (SaCloneJob *self, gint64 id, GError *error)
{
  if (error == NULL) {
    self->attempt_id = id;
    return;
  }
  if (!self->library_failed)
    sa_clone_job_add_warning (self, _ ("What was done could not be stored: %s"), error->message);
  self->library_failed = TRUE;
}

static void
on_attempt_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Commit *commit = user_data;
  g_autoptr (GError) error = NULL;
  gint64 id = sa_library_store_attempt_finish (SA_LIBRARY (source), result, &error);

  on_committed (commit->self, id, error);
  commit->next (commit->self);
}

static void
on_result_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Commit *commit = user_data;
  g_autoptr (GError) error = NULL;
  gint64 id = sa_library_store_result_finish (SA_LIBRARY (source), result, &error);

  on_committed (commit->self, id, error);
  commit->next (commit->self);
}

static Commit *
commit_new (SaCloneJob *self, Next next)
{
  Commit *commit = g_new (Commit, 1);

  commit->self = self;
  commit->next = next;
  return commit;
}

/* Writes down where the job stands, then goes on with @next. */
static void
commit_attempt (SaCloneJob *self, Next next)
{
  g_autoptr (SaAttempt) attempt = NULL;

  if (self->library == NULL) {
    next (self);
    return;
  }
  attempt = sa_clone_record_attempt (self);
  sa_library_store_attempt_async (self->library, attempt, NULL, on_attempt_stored,
                                  commit_new (self, next));
}

/* The same with the voice that was made, or may have been. */
static void
commit_voice (SaCloneJob *self, gboolean finished, Next next)
{
  g_autoptr (SaAttempt) attempt = NULL;
  g_autoptr (SaVoice) voice = NULL;

  if (self->library == NULL) {
    next (self);
    return;
  }
  attempt = sa_clone_record_attempt (self);
  voice = sa_clone_record_voice (self);
  if (finished) {
    g_free (attempt->state);
    attempt->state = g_strdup (sa_job_state_to_string (SA_JOB_DONE));
    attempt->finished = TRUE;
  }
  sa_library_store_result_async (self->library, attempt, voice, NULL, on_result_stored,
                                 commit_new (self, next));
}

static void
finish_with_error (SaCloneJob *self)
{
  g_autoptr (GError) error = g_error_copy (self->error);

  finish (self, error);
}

/* What a failure means for the voice. Only a clone that left leaves doubt; an upload that failed means
 * that no clone was asked for. */
static SaOutcome
judge_outcome (const GError *error, SaJobState state)
{
  if (state == SA_JOB_UNKNOWN)
    return SA_OUTCOME_UNKNOWN;
  if (error->domain == SA_SERVICE_ERROR &&
      sa_service_error_get_outcome (error) == SA_OUTCOME_REFUSED)
    return SA_OUTCOME_REFUSED;
  return SA_OUTCOME_NOT_SENT;
}

/* Ends the run without a voice. Takes @error over. */
static void
end_without_voice (SaCloneJob *self, GError *error, SaJobState state)
{
  self->clone_in_flight = FALSE;
  if (self->step != NULL)
    sa_job_step_set_status (self->step,
                            state == SA_JOB_CANCELLED ? SA_JOB_STEP_PENDING : SA_JOB_STEP_FAILED);
  sa_clone_job_take_error (self, error, judge_outcome (error, state));
  sa_clone_job_set_state (self, state);
  if (state == SA_JOB_UNKNOWN)
    commit_voice (self, FALSE, finish_with_error);
  else if (self->attempt_id > 0)
    commit_attempt (self, finish_with_error);
  else
    finish_with_error (self);
}

/* Ends a step that failed before the clone was asked for. Takes @error over. */
static void
end_failed (SaCloneJob *self, GError *error)
{
  gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  end_without_voice (self, error, cancelled ? SA_JOB_CANCELLED : SA_JOB_FAILED);
}

/* Whether the user cancelled between two steps; if so, the run ends. */
static gboolean
end_if_cancelled (SaCloneJob *self)
{
  GError *error = NULL;

  if (!g_cancellable_set_error_if_cancelled (self->cancellable, &error))
    return FALSE;
  end_failed (self, error);
  return TRUE;
}

/* Storing, the last step. */

static void
finish_done (SaCloneJob *self)
{
  sa_clone_job_set_step (self, NULL);
  sa_clone_job_set_state (self, SA_JOB_DONE);
  finish (self, NULL);
}

static void
store_voice (SaCloneJob *self)
{
  sa_clone_job_set_state (self, SA_JOB_STORING);
  commit_voice (self, TRUE, finish_done);
}

/* Fetching the preview. Whatever happens here, the voice is made. */

static void
on_fetched_some (gint64 done, gint64 total, gpointer user_data)
{
  SaCloneJob *self = SA_CLONE_JOB (user_data);

  if (self->state != SA_JOB_FETCHING)
    return;
  sa_job_step_set_bytes (self->steps[SA_JOB_STEP_FETCH], done, MAX (total, 0));
  sa_clone_job_update_progress (self);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SaCloneJob *self = SA_CLONE_JOB (user_data);
  g_autoptr (GError) error = NULL;
  GFile *preview = sa_preview_fetch_finish (SA_CLIENT (source), result, &error);

  if (preview != NULL) {
    sa_clone_job_take_preview (self, preview);
    set_step_status (self, SA_JOB_STEP_FETCH, SA_JOB_STEP_DONE);
  } else {
    sa_clone_job_add_warning (self,
                              _ ("The voice was cloned, but its preview could not be fetched: %s"),
                              error->message);
    sa_job_step_set_detail (self->steps[SA_JOB_STEP_FETCH], error->message);
    set_step_status (self, SA_JOB_STEP_FETCH, SA_JOB_STEP_FAILED);
  }
  store_voice (self);
}

static void
fetch_preview (SaCloneJob *self)
{
  g_autofree char *name = g_strdup_printf ("%.64s-%" G_GINT64_MODIFIER "x",
                                           sa_draft_get_voice_id (self->draft), g_get_real_time ());

  sa_preview_fetch_async (self->client, self->answer->demo_audio, self->previews_dir, name,
                          on_fetched_some, self, self->cancellable, on_fetched, self);
}

/* The voice is made: that is written down before anything else is tried. */
static void
go_on_after_clone (SaCloneJob *self)
{
  gboolean wanted = self->fetch_preview && sa_draft_has_preview (self->draft);

  if (wanted && self->answer->demo_audio != NULL) {
    sa_clone_job_set_state (self, SA_JOB_FETCHING);
    begin_step (self, SA_JOB_STEP_FETCH);
    commit_voice (self, FALSE, fetch_preview);
    return;
  }
  if (wanted)
    sa_clone_job_add_warning (self, "%s",
                              _ ("The voice was cloned, but the service sent no preview"));
  skip_step (self, SA_JOB_STEP_FETCH, NULL);
  store_voice (self);
}

/* Cloning. */

static void prepare_files (SaCloneJob *self);
static void ask_for_clone (SaCloneJob *self);

static SaCloneRequest *
make_request (SaCloneJob *self)
{
  SaDraft *draft = self->draft;
  SaCloneRequest *request =
    sa_clone_request_new (self->file_ids[SA_CLONE_SAMPLE], sa_draft_get_voice_id (draft));

  if (sa_draft_has_prompt (draft)) {
    request->prompt_file_id = self->file_ids[SA_CLONE_PROMPT];
    /* It ends in punctuation already; this drops the blanks behind it. */
    request->prompt_text = sa_transcript_with_punctuation (sa_draft_get_transcript (draft));
  }
  if (sa_draft_has_preview (draft)) {
    request->text = g_strdup (sa_draft_get_text (draft));
    request->model = g_strdup (sa_draft_get_model (draft));
  }
  request->language_boost = g_strdup (sa_draft_get_language (draft));
  request->need_noise_reduction = sa_draft_get_noise_reduction (draft);
  request->need_volume_normalization = sa_draft_get_volume_normalization (draft);
  return request;
}

/* An upload that was not made just now, and that we can make again. */
static gboolean
may_be_lost (SaCloneJob *self, SaCloneFile file)
{
  SaClip *clip =
    file == SA_CLONE_SAMPLE ? sa_draft_get_sample (self->draft) : sa_draft_get_prompt (self->draft);

  return self->remembered[file] && clip != NULL;
}

static void
prepare_again (SaCloneJob *self)
{
  for (int i = 0; i < SA_CLONE_N_FILES; i++) {
    if (!may_be_lost (self, i))
      continue;
    self->remembered[i] = FALSE;
    if (self->uploads[i] != NULL)
      sa_upload_job_set_reuse (self->uploads[i], FALSE);
    sa_clone_job_set_file_id (self, i, 0);
  }
  prepare_files (self);
}

static void
on_forgotten (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Commit *commit = user_data;
  g_autoptr (GError) error = NULL;

  /* It is uploaded afresh all the same, and the new ID takes the old one's place. */
  if (!sa_library_forget_upload_finish (SA_LIBRARY (source), result, &error))
    g_message ("An upload could not be forgotten: %s", error->message);
  if (--commit->self->forgetting == 0)
    commit->next (commit->self);
}

/* The service no longer knows an upload: it is forgotten and uploaded afresh, and the clone is sent
 * once more. */
static void
upload_afresh (SaCloneJob *self)
{
  self->uploaded_afresh = TRUE;
  self->clone_in_flight = FALSE;
  set_step_status (self, SA_JOB_STEP_CLONE, SA_JOB_STEP_PENDING);
  self->forgetting = 0;
  for (int i = 0; i < SA_CLONE_N_FILES; i++) {
    if (!may_be_lost (self, i) || self->library == NULL)
      continue;
    self->forgetting++;
    sa_library_forget_upload_async (self->library, sa_account_get_host (self->account),
                                    sa_account_get_name (self->account), self->file_ids[i], NULL,
                                    on_forgotten, commit_new (self, prepare_again));
  }
  if (self->forgetting == 0)
    prepare_again (self);
}

static void
on_clone_waited (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SaCloneJob *self = SA_CLONE_JOB (user_data);
  GError *error = NULL;

  if (!sa_retry_wait_finish (SA_RETRY (source), result, &error)) {
    end_failed (self, error);
    return;
  }
  ask_for_clone (self);
}

static void
wait_for_clone (SaCloneJob *self)
{
  g_autoptr (GError) cause = g_error_copy (self->error);

  sa_clone_job_take_error (self, NULL, SA_OUTCOME_NOT_SENT);
  set_step_status (self, SA_JOB_STEP_CLONE, SA_JOB_STEP_WAITING);
  sa_retry_wait_async (self->retry, cause, self->cancellable, on_clone_waited, self);
}

/* The clone failed. Takes @error over. */
static void
judge_clone_failure (SaCloneJob *self, GError *error, gboolean was_sent)
{
  int code = sa_service_error_get_status_code (error);
  gboolean lost = may_be_lost (self, SA_CLONE_SAMPLE) || may_be_lost (self, SA_CLONE_PROMPT);

  self->clone_in_flight = FALSE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    end_without_voice (self, error, was_sent ? SA_JOB_UNKNOWN : SA_JOB_CANCELLED);
    return;
  }
  if (sa_service_error_is_retryable_clone (error) && sa_retry_may_try_again (self->retry)) {
    /* The refusal is written down before the wait: being killed in it leaves no doubt. */
    sa_clone_job_take_error (self, error, SA_OUTCOME_REFUSED);
    commit_attempt (self, wait_for_clone);
    return;
  }
  if (code == 2013 && lost && !self->uploaded_afresh) {
    g_error_free (error);
    upload_afresh (self);
    return;
  }
  if (error->domain == SA_SERVICE_ERROR &&
      sa_service_error_get_outcome (error) == SA_OUTCOME_UNKNOWN)
    end_without_voice (self, error, SA_JOB_UNKNOWN);
  else
    end_without_voice (self, error, SA_JOB_FAILED);
}

static void
on_cloned (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SaCloneJob *self = SA_CLONE_JOB (user_data);
  GError *error = NULL;
  gboolean was_sent = sa_client_clone_was_sent (result);
  SaCloneAnswer *answer = sa_client_clone_finish (SA_CLIENT (source), result, &error);

  if (answer == NULL) {
    judge_clone_failure (self, error, was_sent);
    return;
  }
  self->clone_in_flight = FALSE;
  sa_clone_job_take_answer (self, answer);
  set_step_status (self, SA_JOB_STEP_CLONE, SA_JOB_STEP_DONE);
  go_on_after_clone (self);
}

static void
send_clone (SaCloneJob *self)
{
  g_autoptr (SaCloneRequest) request = NULL;

  if (g_cancellable_is_cancelled (self->cancellable)) {
    self->clone_in_flight = FALSE;
    end_if_cancelled (self);
    return;
  }
  request = make_request (self);
  sa_client_clone_async (self->client, request, self->cancellable, on_cloned, self);
}

/* One try: it is on record as on its way before it is. */
static void
ask_for_clone (SaCloneJob *self)
{
  set_step_status (self, SA_JOB_STEP_CLONE, SA_JOB_STEP_RUNNING);
  self->clone_in_flight = TRUE;
  commit_attempt (self, send_clone);
}

static void
clone_voice (SaCloneJob *self)
{
  if (end_if_cancelled (self))
    return;
  sa_clone_job_set_state (self, SA_JOB_CLONING);
  begin_step (self, SA_JOB_STEP_CLONE);
  sa_retry_begin (self->retry);
  ask_for_clone (self);
}

/* Uploading. */

static void upload_files (SaCloneJob *self);

static gboolean
is_used (SaCloneJob *self, SaCloneFile file)
{
  return file == SA_CLONE_SAMPLE || sa_draft_has_prompt (self->draft);
}

static gboolean
needs_upload (SaCloneJob *self, SaCloneFile file)
{
  return is_used (self, file) && self->file_ids[file] == 0;
}

static void
on_uploaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SaCloneJob *self = SA_CLONE_JOB (user_data);
  SaUploadJob *upload = SA_UPLOAD_JOB (source);
  GError *error = NULL;
  g_autoptr (SaRemoteFile) remote = sa_upload_job_run_finish (upload, result, &error);
  SaCloneFile file = upload == self->uploads[SA_CLONE_SAMPLE] ? SA_CLONE_SAMPLE : SA_CLONE_PROMPT;

  sa_clone_job_set_waiting (self, 0, NULL, 1);
  if (remote == NULL) {
    end_failed (self, error);
    return;
  }
  sa_clone_job_set_file_id (self, file, remote->file_id);
  self->remembered[file] = sa_upload_job_was_reused (upload);
  if (self->remembered[file]) {
    sa_job_step_set_bytes (self->steps[files[file].step], 0, 0);
    skip_step (self, files[file].step, _ ("The service holds it already"));
  } else {
    set_step_status (self, files[file].step, SA_JOB_STEP_DONE);
  }
  upload_files (self);
}

static void
send_file (SaCloneJob *self)
{
  SaCloneFile file = self->state == SA_JOB_UPLOADING_SAMPLE ? SA_CLONE_SAMPLE : SA_CLONE_PROMPT;

  if (end_if_cancelled (self))
    return;
  sa_upload_job_run_async (self->uploads[file], self->cancellable, on_uploaded, self);
}

/* Uploads the next file that the service does not hold; when it holds all, clones. */
static void
upload_files (SaCloneJob *self)
{
  for (int i = 0; i < SA_CLONE_N_FILES; i++) {
    if (!needs_upload (self, i))
      continue;
    sa_clone_job_set_state (self, files[i].state);
    begin_step (self, files[i].step);
    commit_attempt (self, send_file);
    return;
  }
  clone_voice (self);
}

/* Preparing. */

static void
on_upload_changed (SaCloneJob *self, GParamSpec *pspec, SaUploadJob *upload)
{
  SaCloneFile file = upload == self->uploads[SA_CLONE_PROMPT] ? SA_CLONE_PROMPT : SA_CLONE_SAMPLE;
  SaJobStep *step = self->steps[files[file].step];

  if (self->task == NULL)
    return;
  switch (sa_upload_job_get_state (upload)) {
  case SA_UPLOAD_FITTING:
    if (self->state == SA_JOB_PREPARING)
      sa_job_step_set_fraction (self->steps[SA_JOB_STEP_PREPARE],
                                sa_upload_job_get_fraction (upload));
    break;
  case SA_UPLOAD_SENDING:
    sa_job_step_set_status (step, SA_JOB_STEP_RUNNING);
    sa_job_step_set_bytes (step, sa_upload_job_get_done_bytes (upload),
                           sa_upload_job_get_total_bytes (upload));
    break;
  case SA_UPLOAD_WAITING:
    sa_job_step_set_status (step, SA_JOB_STEP_WAITING);
    sa_job_step_set_bytes (step, 0, sa_upload_job_get_total_bytes (upload));
    break;
  default:
    break;
  }
  if (self->state == files[file].state)
    sa_clone_job_set_waiting (self, sa_upload_job_get_waiting_seconds (upload),
                              sa_upload_job_get_wait_reason (upload),
                              sa_upload_job_get_try (upload));
  sa_clone_job_update_progress (self);
}

static SaUploadJob *
ensure_upload (SaCloneJob *self, SaCloneFile file)
{
  SaClip *clip =
    file == SA_CLONE_SAMPLE ? sa_draft_get_sample (self->draft) : sa_draft_get_prompt (self->draft);

  if (self->uploads[file] != NULL)
    return self->uploads[file];
  self->uploads[file] =
    sa_upload_job_new (clip, files[file].purpose, self->client, self->account, self->library);
  sa_upload_job_set_reuse (self->uploads[file], !self->uploaded_afresh);
  g_signal_connect_object (self->uploads[file], "notify", G_CALLBACK (on_upload_changed), self,
                           G_CONNECT_SWAPPED);
  return self->uploads[file];
}

/* All files are ready, and nothing has left yet. */
static void
end_preparing (SaCloneJob *self)
{
  SaUploadJob *sample = self->uploads[SA_CLONE_SAMPLE];
  SaJobStep *step = self->steps[SA_JOB_STEP_PREPARE];
  gint64 total = 0;

  for (int i = 0; i < SA_CLONE_N_FILES; i++) {
    if (!needs_upload (self, i)) {
      if (sa_job_step_get_status (self->steps[files[i].step]) != SA_JOB_STEP_DONE)
        skip_step (self, files[i].step,
                   is_used (self, i) ? _ ("The service holds it already") : NULL);
      continue;
    }
    total += sa_upload_job_get_total_bytes (self->uploads[i]);
    sa_job_step_set_bytes (self->steps[files[i].step], 0,
                           sa_upload_job_get_total_bytes (self->uploads[i]));
  }
  if (sample != NULL && sa_upload_job_get_fitted (sample) != NULL)
    sa_job_step_set_detail (step, sa_fitted_get_description (sa_upload_job_get_fitted (sample)));
  sa_job_step_set_bytes (step, total, total);
  set_step_status (self, SA_JOB_STEP_PREPARE, total > 0 ? SA_JOB_STEP_DONE : SA_JOB_STEP_SKIPPED);
  upload_files (self);
}

static void prepare_next_file (SaCloneJob *self, SaCloneFile first);

static void
on_prepared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SaCloneJob *self = SA_CLONE_JOB (user_data);
  SaUploadJob *upload = SA_UPLOAD_JOB (source);
  GError *error = NULL;

  if (!sa_upload_job_prepare_finish (upload, result, &error)) {
    end_failed (self, error);
    return;
  }
  prepare_next_file (self,
                     upload == self->uploads[SA_CLONE_SAMPLE] ? SA_CLONE_PROMPT : SA_CLONE_N_FILES);
}

static void
prepare_next_file (SaCloneJob *self, SaCloneFile first)
{
  for (int i = first; i < SA_CLONE_N_FILES; i++) {
    if (!needs_upload (self, i))
      continue;
    sa_upload_job_prepare_async (ensure_upload (self, i), self->cancellable, on_prepared, self);
    return;
  }
  end_preparing (self);
}

/* Makes all files lawful before the first one is sent: a prompt clip that cannot be used is found out
 * before the sample has left. */
static void
prepare_files (SaCloneJob *self)
{
  sa_clone_job_set_state (self, SA_JOB_PREPARING);
  begin_step (self, SA_JOB_STEP_PREPARE);
  if (end_if_cancelled (self))
    return;
  prepare_next_file (self, SA_CLONE_SAMPLE);
}

static void
remember_consent (SaCloneJob *self)
{
  if (self->created_at == 0)
    self->created_at = g_get_real_time () / G_USEC_PER_SEC;
  if (self->consent_at > 0)
    return;
  self->consent_text = g_strdup (_ (SA_DRAFT_CONSENT_TEXT));
  self->consent_at = g_get_real_time () / G_USEC_PER_SEC;
}

/**
 * sa_clone_run_start:
 * @self: a job with a task and a cancellable, whose draft is valid
 *
 * Begins, or goes on where the last run stopped.
 */
void
sa_clone_run_start (SaCloneJob *self)
{
  /* What an earlier run uploaded may be gone by now. */
  self->uploaded_afresh = FALSE;
  for (int i = 0; i < SA_CLONE_N_FILES; i++)
    self->remembered[i] = self->file_ids[i] > 0;
  remember_consent (self);
  sa_clone_job_take_error (self, NULL, SA_OUTCOME_NOT_SENT);
  if (self->answer == NULL) {
    prepare_files (self);
    return;
  }
  for (int i = 0; i < SA_JOB_STEP_FETCH; i++)
    set_step_status (self, i, SA_JOB_STEP_DONE);
  go_on_after_clone (self);
}
