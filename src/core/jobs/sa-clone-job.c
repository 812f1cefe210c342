/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "sa-clone-job-private.h"
#include "sa-sent-log.h"

G_DEFINE_FINAL_TYPE (SaCloneJob, sa_clone_job, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_STATE,
  PROP_STEPS,
  PROP_STEP,
  PROP_PROGRESS,
  PROP_BYTES_SENT,
  PROP_BYTES_TOTAL,
  PROP_WAITING_SECONDS,
  PROP_WAIT_REASON,
  PROP_TRY,
  PROP_ERROR,
  PROP_WARNINGS,
  PROP_VOICE_MADE,
  PROP_SAFE_TO_CANCEL,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

/* How much of the whole each step is, to the eye. */
static const double weights[SA_JOB_N_STEPS] = {
  [SA_JOB_STEP_PREPARE] = 0.10,       [SA_JOB_STEP_UPLOAD_SAMPLE] = 0.45,
  [SA_JOB_STEP_UPLOAD_PROMPT] = 0.10, [SA_JOB_STEP_CLONE] = 0.25,
  [SA_JOB_STEP_FETCH] = 0.10,
};

static void
notify (SaCloneJob *self, int prop)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

static void
set_bytes (SaCloneJob *self, gint64 *field, gint64 value, int prop)
{
  if (value == *field)
    return;
  *field = value;
  notify (self, prop);
}

void
sa_clone_job_set_waiting (SaCloneJob *self, guint seconds, const char *reason, guint try)
{
  if (seconds != self->waiting_seconds) {
    self->waiting_seconds = seconds;
    notify (self, PROP_WAITING_SECONDS);
  }
  if (g_strcmp0 (reason, self->wait_reason) != 0) {
    g_free (self->wait_reason);
    self->wait_reason = g_strdup (reason);
    notify (self, PROP_WAIT_REASON);
  }
  if (try != self->try) {
    self->try = try;
    notify (self, PROP_TRY);
  }
}

static void
on_clone_retry_changed (SaCloneJob *self)
{
  if (self->state == SA_JOB_CLONING)
    sa_clone_job_set_waiting (self, sa_retry_get_waiting_seconds (self->retry),
                              sa_retry_get_reason (self->retry), sa_retry_get_try (self->retry));
}

static void
sa_clone_job_dispose (GObject *object)
{
  SaCloneJob *self = SA_CLONE_JOB (object);

  g_clear_object (&self->draft);
  g_clear_object (&self->client);
  g_clear_pointer (&self->account, sa_account_unref);
  g_clear_object (&self->library);
  g_clear_object (&self->previews_dir);
  for (int i = 0; i < SA_JOB_N_STEPS; i++)
    g_clear_object (&self->steps[i]);
  g_clear_object (&self->step_list);
  self->step = NULL;
  g_clear_object (&self->retry);
  for (int i = 0; i < SA_CLONE_N_FILES; i++)
    g_clear_object (&self->uploads[i]);
  g_clear_object (&self->preview);

  G_OBJECT_CLASS (sa_clone_job_parent_class)->dispose (object);
}

static void
sa_clone_job_finalize (GObject *object)
{
  SaCloneJob *self = SA_CLONE_JOB (object);

  g_clear_pointer (&self->answer, sa_clone_answer_free);
  g_clear_error (&self->error);
  g_clear_pointer (&self->warnings, g_ptr_array_unref);
  g_free (self->wait_reason);
  g_free (self->consent_text);

  G_OBJECT_CLASS (sa_clone_job_parent_class)->finalize (object);
}

static void
sa_clone_job_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SaCloneJob *self = SA_CLONE_JOB (object);

  switch (id) {
  case PROP_STATE:
    g_value_set_enum (value, self->state);
    break;
  case PROP_STEPS:
    g_value_set_object (value, self->step_list);
    break;
  case PROP_STEP:
    g_value_set_object (value, self->step);
    break;
  case PROP_PROGRESS:
    g_value_set_double (value, self->progress);
    break;
  case PROP_BYTES_SENT:
    g_value_set_int64 (value, self->bytes_sent);
    break;
  case PROP_BYTES_TOTAL:
    g_value_set_int64 (value, self->bytes_total);
    break;
  case PROP_WAITING_SECONDS:
    g_value_set_uint (value, self->waiting_seconds);
    break;
  case PROP_WAIT_REASON:
    g_value_set_string (value, self->wait_reason);
    break;
  case PROP_TRY:
    g_value_set_uint (value, self->try);
    break;
  case PROP_ERROR:
    g_value_set_boxed (value, self->error);
    break;
  case PROP_WARNINGS:
    g_value_set_boxed (value, self->warnings->pdata);
    break;
  case PROP_VOICE_MADE:
    g_value_set_boolean (value, sa_clone_job_get_voice_made (self));
    break;
  case PROP_SAFE_TO_CANCEL:
    g_value_set_boolean (value, sa_clone_job_get_safe_to_cancel (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

#define READABLE (G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS)

static void
sa_clone_job_class_init (SaCloneJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sa_clone_job_dispose;
  object_class->finalize = sa_clone_job_finalize;
  object_class->get_property = sa_clone_job_get_property;

  props[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, SA_TYPE_JOB_STATE, SA_JOB_READY, READABLE);
  props[PROP_STEPS] = g_param_spec_object ("steps", NULL, NULL, G_TYPE_LIST_MODEL, READABLE);
  props[PROP_STEP] = g_param_spec_object ("step", NULL, NULL, SA_TYPE_JOB_STEP, READABLE);
  props[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, READABLE);
  props[PROP_BYTES_SENT] =
    g_param_spec_int64 ("bytes-sent", NULL, NULL, 0, G_MAXINT64, 0, READABLE);
  props[PROP_BYTES_TOTAL] =
    g_param_spec_int64 ("bytes-total", NULL, NULL, 0, G_MAXINT64, 0, READABLE);
  props[PROP_WAITING_SECONDS] =
    g_param_spec_uint ("waiting-seconds", NULL, NULL, 0, SA_RETRY_MAX_WAIT_SECONDS, 0, READABLE);
  props[PROP_WAIT_REASON] = g_param_spec_string ("wait-reason", NULL, NULL, NULL, READABLE);
  props[PROP_TRY] = g_param_spec_uint ("try", NULL, NULL, 1, SA_RETRY_TRIES, 1, READABLE);
  props[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, READABLE);
  props[PROP_WARNINGS] = g_param_spec_boxed ("warnings", NULL, NULL, G_TYPE_STRV, READABLE);
  props[PROP_VOICE_MADE] = g_param_spec_boolean ("voice-made", NULL, NULL, FALSE, READABLE);
  props[PROP_SAFE_TO_CANCEL] = g_param_spec_boolean ("safe-to-cancel", NULL, NULL, TRUE, READABLE);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
sa_clone_job_init (SaCloneJob *self)
{
  self->fetch_preview = TRUE;
  self->try = 1;
  self->retry = sa_retry_new ();
  g_signal_connect_object (self->retry, "notify", G_CALLBACK (on_clone_retry_changed), self,
                           G_CONNECT_SWAPPED);
  self->warnings = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->warnings, NULL);
  self->step_list = g_list_store_new (SA_TYPE_JOB_STEP);
  for (int i = 0; i < SA_JOB_N_STEPS; i++) {
    self->steps[i] = sa_job_step_new (i);
    g_list_store_append (self->step_list, self->steps[i]);
  }
}

/* The one setter of the state. */
void
sa_clone_job_set_state (SaCloneJob *self, SaJobState state)
{
  gboolean was_safe = sa_clone_job_get_safe_to_cancel (self);

  if (state == self->state)
    return;
  if (!sa_job_state_may_become (self->state, state)) {
    g_critical ("A clone job may not go from %s to %s", sa_job_state_to_string (self->state),
                sa_job_state_to_string (state));
    return;
  }
  self->state = state;
  notify (self, PROP_STATE);
  if (was_safe != sa_clone_job_get_safe_to_cancel (self))
    notify (self, PROP_SAFE_TO_CANCEL);
}

void
sa_clone_job_set_step (SaCloneJob *self, SaJobStep *step)
{
  if (step == self->step)
    return;
  self->step = step;
  notify (self, PROP_STEP);
}

/* @error %NULL: begin anew. */
void
sa_clone_job_take_error (SaCloneJob *self, GError *error, SaOutcome outcome)
{
  self->outcome = outcome;
  if (error == self->error)
    return;
  g_clear_error (&self->error);
  self->error = error;
  notify (self, PROP_ERROR);
}

void
sa_clone_job_take_answer (SaCloneJob *self, SaCloneAnswer *answer)
{
  g_clear_pointer (&self->answer, sa_clone_answer_free);
  self->answer = answer;
  notify (self, PROP_VOICE_MADE);
}

void
sa_clone_job_take_preview (SaCloneJob *self, GFile *preview)
{
  g_clear_object (&self->preview);
  self->preview = preview;
}

void
sa_clone_job_set_file_id (SaCloneJob *self, SaCloneFile file, gint64 file_id)
{
  self->file_ids[file] = file_id;
}

void
sa_clone_job_add_warning (SaCloneJob *self, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_insert (self->warnings, (int) self->warnings->len - 1,
                      g_strdup_vprintf (format, args));
  va_end (args);
  notify (self, PROP_WARNINGS);
}

/* Adds up what the steps say. */
void
sa_clone_job_update_progress (SaCloneJob *self)
{
  double progress = 0;
  gint64 sent = 0, total = 0;

  for (int i = 0; i < SA_JOB_N_STEPS; i++) {
    SaJobStep *step = self->steps[i];
    SaJobStepStatus status = sa_job_step_get_status (step);
    gboolean over = status == SA_JOB_STEP_DONE || status == SA_JOB_STEP_SKIPPED;

    progress += weights[i] * (over ? 1 : sa_job_step_get_fraction (step));
    if (i != SA_JOB_STEP_UPLOAD_SAMPLE && i != SA_JOB_STEP_UPLOAD_PROMPT)
      continue;
    sent += sa_job_step_get_done_bytes (step);
    total += sa_job_step_get_total_bytes (step);
  }
  set_bytes (self, &self->bytes_sent, sent, PROP_BYTES_SENT);
  set_bytes (self, &self->bytes_total, total, PROP_BYTES_TOTAL);
  progress = CLAMP (progress, 0, 1);
  if (progress == self->progress)
    return;
  self->progress = progress;
  notify (self, PROP_PROGRESS);
}

/**
 * sa_clone_job_new:
 * @draft: what to clone; copied, so that the form can go on
 * @client: the service
 * @account: whose voice it will be
 * @library: (nullable): where everything is remembered
 * @previews_dir: where the preview is kept; need not be there
 *
 * Returns: (transfer full): a job that is ready
 */
SaCloneJob *
sa_clone_job_new (SaDraft *draft,
                  SaClient *client,
                  SaAccount *account,
                  SaLibrary *library,
                  GFile *previews_dir)
{
  SaCloneJob *self;

  g_return_val_if_fail (SA_IS_DRAFT (draft), NULL);
  g_return_val_if_fail (SA_IS_CLIENT (client), NULL);
  g_return_val_if_fail (account != NULL, NULL);
  g_return_val_if_fail (library == NULL || SA_IS_LIBRARY (library), NULL);
  g_return_val_if_fail (G_IS_FILE (previews_dir), NULL);

  self = g_object_new (SA_TYPE_CLONE_JOB, NULL);
  self->draft = sa_draft_copy (draft);
  self->client = g_object_ref (client);
  self->account = sa_account_ref (account);
  g_set_object (&self->library, library);
  self->previews_dir = g_object_ref (previews_dir);
  self->file_ids[SA_CLONE_SAMPLE] = sa_draft_get_sample_file_id (draft);
  if (sa_draft_has_prompt (draft))
    self->file_ids[SA_CLONE_PROMPT] = sa_draft_get_prompt_file_id (draft);
  if (library != NULL)
    sa_sent_log_attach (client, account, library);
  return self;
}

/**
 * sa_clone_job_new_from_attempt:
 * @attempt: a job that the library remembers
 * @client: the service
 * @account: must be the one that the attempt was made with
 * @library: (nullable): where everything is remembered
 * @previews_dir: where the preview is kept
 * @error: set when it belongs to another account, or cannot be read
 *
 * Goes on with a job after a restart: what was uploaded is not uploaded again, and what was cloned is
 * not cloned again. The consent is the one that was given then.
 *
 * Returns: (transfer full): a job that is ready, or unknown when its clone may have been made
 */
SaCloneJob *
sa_clone_job_new_from_attempt (const SaAttempt *attempt,
                               SaClient *client,
                               SaAccount *account,
                               SaLibrary *library,
                               GFile *previews_dir,
                               GError **error)
{
  g_autoptr (SaDraft) draft = NULL;
  SaCloneJob *self;

  g_return_val_if_fail (attempt != NULL, NULL);

  if (g_strcmp0 (attempt->host, sa_account_get_host (account)) != 0 ||
      g_strcmp0 (attempt->account, sa_account_get_name (account)) != 0) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _ ("“%s” was begun with another account"), attempt->voice_id);
    return NULL;
  }
  draft = sa_draft_new_from_json (attempt->draft != NULL ? attempt->draft : "", error);
  if (draft == NULL)
    return NULL;
  sa_draft_set_consent (draft, attempt->consent_at > 0);
  self = sa_clone_job_new (draft, client, account, library, previews_dir);
  sa_clone_record_restore (self, attempt);
  return self;
}

static void
finish_at_once (SaCloneJob *self, GTask *task, const char *problem)
{
  if (problem == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PENDING, "%s", problem);
  g_object_unref (task);
}

/**
 * sa_clone_job_run_async:
 * @self: a job that is not running
 * @cancellable: (nullable): cancels it, as sa_clone_job_cancel() does
 * @callback: called when it is done, failed, cancelled or unknown
 * @user_data: for @callback
 *
 * Runs the job, or goes on from the failed step. Nothing starts without the consent. A job whose
 * outcome is unknown is not run again before sa_clone_job_clone_again() was called.
 */
void
sa_clone_job_run_async (SaCloneJob *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task;
  GError *error = NULL;

  g_return_if_fail (SA_IS_CLONE_JOB (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, sa_clone_job_run_async);
  if (self->task != NULL) {
    finish_at_once (self, task, _ ("The voice is being cloned already"));
    return;
  }
  if (self->state == SA_JOB_DONE) {
    finish_at_once (self, task, NULL);
    return;
  }
  if (self->state == SA_JOB_UNKNOWN) {
    finish_at_once (self, task, _ ("Whether the voice was made is not known"));
    return;
  }
  if (self->answer == NULL && !sa_draft_validate (self->draft, &error)) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }
  self->task = task;
  self->cancellable = g_cancellable_new ();
  if (cancellable != NULL) {
    self->outer = g_object_ref (cancellable);
    self->outer_id =
      g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (sa_clone_job_cancel), self,
                               G_CONNECT_SWAPPED);
    if (g_cancellable_is_cancelled (cancellable))
      g_cancellable_cancel (self->cancellable);
  }
  sa_clone_run_start (self);
}

/**
 * sa_clone_job_run_finish:
 * @self: a job
 * @result: what the callback got
 * @error: why there is no voice. %SA_RULES_ERROR, %SA_AUDIO_ERROR, %SA_SERVICE_ERROR or
 *   %G_IO_ERROR_CANCELLED; see sa_clone_job_get_outcome()
 *
 * Returns: whether the voice was made. There may be warnings all the same.
 */
gboolean
sa_clone_job_run_finish (SaCloneJob *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sa_clone_job_cancel:
 * @self: a job
 *
 * Stops it at any point. Once the clone has left, the job ends as unknown; once the voice is made, it
 * ends as done without a preview.
 */
void
sa_clone_job_cancel (SaCloneJob *self)
{
  g_return_if_fail (SA_IS_CLONE_JOB (self));

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

/**
 * sa_clone_job_try_now:
 * @self: a job
 *
 * Ends a wait between two tries at once.
 */
void
sa_clone_job_try_now (SaCloneJob *self)
{
  g_return_if_fail (SA_IS_CLONE_JOB (self));

  for (int i = 0; i < SA_CLONE_N_FILES; i++)
    if (self->uploads[i] != NULL)
      sa_upload_job_try_now (self->uploads[i]);
  sa_retry_try_now (self->retry);
}

/**
 * sa_clone_job_clone_again:
 * @self: a job whose outcome is unknown
 *
 * The user decided: the next run asks for the clone once more, although the voice may exist.
 */
void
sa_clone_job_clone_again (SaCloneJob *self)
{
  g_return_if_fail (SA_IS_CLONE_JOB (self));

  if (self->state != SA_JOB_UNKNOWN)
    return;
  sa_clone_job_take_error (self, NULL, SA_OUTCOME_NOT_SENT);
  sa_clone_job_set_state (self, SA_JOB_READY);
}

/**
 * sa_clone_job_set_service:
 * @self: a job
 * @client: another service
 * @account: whose voice it will be
 *
 * The user changed the account: a job that failed goes on there. What was uploaded stays with the old
 * account, so that the next run uploads anew. A job whose voice was or may have been made with the old
 * account, and one that runs, stay as they are.
 *
 * Returns: whether the job goes on with @account
 */
gboolean
sa_clone_job_set_service (SaCloneJob *self, SaClient *client, SaAccount *account)
{
  g_return_val_if_fail (SA_IS_CLONE_JOB (self), FALSE);
  g_return_val_if_fail (SA_IS_CLIENT (client), FALSE);
  g_return_val_if_fail (account != NULL, FALSE);

  if (self->task != NULL || self->answer != NULL ||
      (self->state != SA_JOB_READY && self->state != SA_JOB_FAILED))
    return FALSE;

  g_set_object (&self->client, client);
  sa_account_unref (self->account);
  self->account = sa_account_ref (account);
  for (int i = 0; i < SA_CLONE_N_FILES; i++)
    if (self->uploads[i] != NULL)
      sa_upload_job_set_service (self->uploads[i], client, account);
  self->file_ids[SA_CLONE_SAMPLE] = sa_draft_get_sample_file_id (self->draft);
  self->file_ids[SA_CLONE_PROMPT] =
    sa_draft_has_prompt (self->draft) ? sa_draft_get_prompt_file_id (self->draft) : 0;
  for (int i = SA_JOB_STEP_UPLOAD_SAMPLE; i < SA_JOB_N_STEPS; i++)
    if (sa_job_step_get_status (self->steps[i]) != SA_JOB_STEP_FAILED)
      sa_job_step_set_status (self->steps[i], SA_JOB_STEP_PENDING);
  sa_clone_job_update_progress (self);
  if (self->library != NULL)
    sa_sent_log_attach (client, account, self->library);
  return TRUE;
}

SaDraft *
sa_clone_job_get_draft (SaCloneJob *self)
{
  g_return_val_if_fail (SA_IS_CLONE_JOB (self), NULL);

  return self->draft;
}

SaAccount *
sa_clone_job_get_account (SaCloneJob *self)
{
  g_return_val_if_fail (SA_IS_CLONE_JOB (self), NULL);

  return self->account;
}

SaJobState
sa_clone_job_get_state (SaCloneJob *self)
{
  g_return_val_if_fail (SA_IS_CLONE_JOB (self), SA_JOB_READY);

  return self->state;
}

/**
 * sa_clone_job_get_steps:
 * @self: a job
 *
 * Returns: (transfer none): the five #SaJobStep, in the order in which they are shown
 */
GListModel *
sa_clone_job_get_steps (SaCloneJob *self)
{
  g_return_val_if_fail (SA_IS_CLONE_JOB (self), NULL);

  return G_LIST_MODEL (self->step_list);
}

/**
 * sa_clone_job_get_step:
 * @self: a job
 *
 * Returns: (transfer none) (nullable): the step that runs or failed
 */
SaJobStep *
sa_clone_job_get_step (SaCloneJob *self)
{
  g_return_val_if_fail (SA_IS_CLONE_JOB (self), NULL);

  return self->step;
}

double
sa_clone_job_get_progress (SaCloneJob *self)
{
  g_return_val_if_fail (SA_IS_CLONE_JOB (self), 0);

  return self->progress;
}

gint64
sa_clone_job_get_bytes_sent (SaCloneJob *self)
{
  g_return_val_if_fail (SA_IS_CLONE_JOB (self), 0);

  return self->bytes_sent;
}

gint64
sa_clone_job_get_bytes_total (SaCloneJob *self)
{
  g_return_val_if_fail (SA_IS_CLONE_JOB (self), 0);

  return self->bytes_total;
}

guint
sa_clone_job_get_waiting_seconds (SaCloneJob *self)
{
  g_return_val_if_fail (SA_IS_CLONE_JOB (self), 0);

  return self->waiting_seconds;
}

const char *
sa_clone_job_get_wait_reason (SaCloneJob *self)
{
  g_return_val_if_fail (SA_IS_CLONE_JOB (self), NULL);

  return self->wait_reason;
}

guint
sa_clone_job_get_try (SaCloneJob *self)
{
  g_return_val_if_fail (SA_IS_CLONE_JOB (self), 1);

  return self->try;
}

const GError *
sa_clone_job_get_error (SaCloneJob *self)
{
  g_return_val_if_fail (SA_IS_CLONE_JOB (self), NULL);

  return self->error;
}

/**
 * sa_clone_job_get_outcome:
 * @self: a job that failed, was cancelled or is unknown
 *
 * Returns: what may have become of the voice on the other side
 */
SaOutcome
sa_clone_job_get_outcome (SaCloneJob *self)
{
  g_return_val_if_fail (SA_IS_CLONE_JOB (self), SA_OUTCOME_NOT_SENT);

  return self->outcome;
}

const char *const *
sa_clone_job_get_warnings (SaCloneJob *self)
{
  g_return_val_if_fail (SA_IS_CLONE_JOB (self), NULL);

  return (const char *const *) self->warnings->pdata;
}

gboolean
sa_clone_job_get_voice_made (SaCloneJob *self)
{
  g_return_val_if_fail (SA_IS_CLONE_JOB (self), FALSE);

  return self->answer != NULL;
}

/**
 * sa_clone_job_get_safe_to_cancel:
 * @self: a job
 *
 * Returns: whether nothing of the clone has left yet, so that cancelling leaves no voice behind
 */
gboolean
sa_clone_job_get_safe_to_cancel (SaCloneJob *self)
{
  g_return_val_if_fail (SA_IS_CLONE_JOB (self), FALSE);

  return self->state < SA_JOB_CLONING;
}

gboolean
sa_clone_job_get_fetch_preview (SaCloneJob *self)
{
  g_return_val_if_fail (SA_IS_CLONE_JOB (self), FALSE);

  return self->fetch_preview;
}

/**
 * sa_clone_job_set_fetch_preview:
 * @self: a job that is not running
 * @fetch_preview: whether the preview is downloaded; it is unless told otherwise
 */
void
sa_clone_job_set_fetch_preview (SaCloneJob *self, gboolean fetch_preview)
{
  g_return_if_fail (SA_IS_CLONE_JOB (self));

  self->fetch_preview = !!fetch_preview;
}

/**
 * sa_clone_job_get_answer:
 * @self: a job
 *
 * Returns: (transfer none) (nullable): what the service said of the voice
 */
const SaCloneAnswer *
sa_clone_job_get_answer (SaCloneJob *self)
{
  g_return_val_if_fail (SA_IS_CLONE_JOB (self), NULL);

  return self->answer;
}

gint64
sa_clone_job_get_sample_file_id (SaCloneJob *self)
{
  g_return_val_if_fail (SA_IS_CLONE_JOB (self), 0);

  return self->file_ids[SA_CLONE_SAMPLE];
}

gint64
sa_clone_job_get_prompt_file_id (SaCloneJob *self)
{
  g_return_val_if_fail (SA_IS_CLONE_JOB (self), 0);

  return self->file_ids[SA_CLONE_PROMPT];
}

/**
 * sa_clone_job_get_preview:
 * @self: a job
 *
 * Returns: (transfer none) (nullable): the preview's file
 */
GFile *
sa_clone_job_get_preview (SaCloneJob *self)
{
  g_return_val_if_fail (SA_IS_CLONE_JOB (self), NULL);

  return self->preview;
}

/**
 * sa_clone_job_get_trace_id:
 * @self: a job
 *
 * Returns: (transfer none) (nullable): what the service's support asks for: of the clone, or of the
 *   request that failed
 */
const char *
sa_clone_job_get_trace_id (SaCloneJob *self)
{
  g_return_val_if_fail (SA_IS_CLONE_JOB (self), NULL);

  if (self->answer != NULL)
    return self->answer->trace_id;
  return self->error != NULL ? sa_service_error_get_trace_id (self->error) : NULL;
}

gint64
sa_clone_job_get_attempt_id (SaCloneJob *self)
{
  g_return_val_if_fail (SA_IS_CLONE_JOB (self), 0);

  return self->attempt_id;
}
