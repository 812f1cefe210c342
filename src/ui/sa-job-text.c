/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-job-text.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>

#include "audio/sa-audio-error.h"
#include "minimax/sa-advice.h"

/**
 * sa_job_text_is_shown:
 * @job: a job
 * @step: one of its steps
 *
 * Returns: whether the step belongs to this job at all: without a prompt clip or a preview text there
 *   is nothing to say about them
 */
gboolean
sa_job_text_is_shown (SaCloneJob *job, SaJobStep *step)
{
  SaDraft *draft = sa_clone_job_get_draft (job);

  switch (sa_job_step_get_kind (step)) {
  case SA_JOB_STEP_UPLOAD_PROMPT:
    return sa_draft_has_prompt (draft);
  case SA_JOB_STEP_FETCH:
    return sa_draft_has_preview (draft);
  case SA_JOB_STEP_PREPARE:
  case SA_JOB_STEP_UPLOAD_SAMPLE:
  case SA_JOB_STEP_CLONE:
  case SA_JOB_N_STEPS:
  default:
    return TRUE;
  }
}

/**
 * sa_job_text_count_steps:
 * @job: a job
 * @step: (nullable): one of its steps
 * @place: (out): where @step stands, counted from 1; 0 without a step
 *
 * Returns: how many steps the user sees
 */
guint
sa_job_text_count_steps (SaCloneJob *job, SaJobStep *step, guint *place)
{
  GListModel *steps = sa_clone_job_get_steps (job);
  guint count = 0;

  *place = 0;
  for (guint i = 0; i < g_list_model_get_n_items (steps); i++) {
    g_autoptr (SaJobStep) item = g_list_model_get_item (steps, i);

    if (!sa_job_text_is_shown (job, item))
      continue;
    count++;
    if (item == step)
      *place = count;
  }

  return count;
}

/**
 * sa_job_text_step_title:
 * @job: a job
 * @step: one of its steps
 *
 * Returns: (transfer none): what the step does, did, or could not do
 */
const char *
sa_job_text_step_title (SaCloneJob *job, SaJobStep *step)
{
  static const char *const failed[SA_JOB_N_STEPS] = {
    [SA_JOB_STEP_PREPARE] = N_ ("Audio not prepared"),
    [SA_JOB_STEP_UPLOAD_SAMPLE] = N_ ("Sample not uploaded"),
    [SA_JOB_STEP_UPLOAD_PROMPT] = N_ ("Prompt clip not uploaded"),
    [SA_JOB_STEP_CLONE] = N_ ("Voice not cloned"),
    [SA_JOB_STEP_FETCH] = N_ ("Preview not fetched"),
  };

  if (sa_job_step_get_status (step) == SA_JOB_STEP_FAILED &&
      sa_clone_job_get_state (job) == SA_JOB_UNKNOWN)
    return _ ("The answer was lost");
  if (sa_job_step_get_status (step) == SA_JOB_STEP_FAILED)
    return _ (failed[sa_job_step_get_kind (step)]);

  if (sa_job_step_get_status (step) == SA_JOB_STEP_SKIPPED &&
      sa_job_step_get_kind (step) == SA_JOB_STEP_UPLOAD_SAMPLE)
    return _ ("Sample already uploaded");

  return sa_job_step_get_title (step);
}

static char *
format_bytes (SaJobStep *step)
{
  gint64 done = sa_job_step_get_done_bytes (step);
  gint64 total = sa_job_step_get_total_bytes (step);
  g_autofree char *all = g_format_size ((guint64) MAX (total, 0));
  g_autofree char *part = g_format_size ((guint64) MAX (done, 0));

  if (total <= 0)
    return NULL;

  return g_strdup_printf (_ ("%s of %s"), part, all);
}

/**
 * sa_job_text_figure:
 * @step: a step
 *
 * Returns: (transfer full) (nullable): the figure at the end of the step's line: how much is through,
 *   or how long it took
 */
char *
sa_job_text_figure (SaJobStep *step)
{
  SaJobStepStatus status = sa_job_step_get_status (step);
  double seconds = sa_job_step_get_seconds (step);

  if (status == SA_JOB_STEP_RUNNING)
    return sa_job_step_get_kind (step) == SA_JOB_STEP_CLONE ? NULL : format_bytes (step);
  if (status == SA_JOB_STEP_DONE && sa_job_step_get_kind (step) == SA_JOB_STEP_PREPARE &&
      sa_job_step_get_total_bytes (step) > 0)
    return g_format_size ((guint64) sa_job_step_get_total_bytes (step));
  if (status == SA_JOB_STEP_DONE && seconds >= 0.95)
    return g_strdup_printf (_ ("%.0f s"), seconds);

  return NULL;
}

/**
 * sa_job_text_code:
 * @error: what went wrong
 *
 * Returns: (transfer full) (nullable): the service's own code and words, or %NULL where it said nothing
 */
char *
sa_job_text_code (const GError *error)
{
  int code = sa_service_error_get_status_code (error);
  guint http_status = sa_service_error_get_http_status (error);
  const char *words = sa_service_error_get_status_msg (error);

  if (code != 0)
    return words != NULL ? g_strdup_printf ("%d · %s", code, words) : g_strdup_printf ("%d", code);
  if (http_status >= 300)
    return words != NULL ? g_strdup_printf ("HTTP %u · %s", http_status, words)
                         : g_strdup_printf ("HTTP %u", http_status);

  return g_strdup (words);
}

/**
 * sa_job_text_waiting:
 * @job: a job that waits
 *
 * Returns: (transfer full): why it waits, for how long, and which try comes next
 */
char *
sa_job_text_waiting (SaCloneJob *job)
{
  guint seconds = sa_clone_job_get_waiting_seconds (job);
  const char *reason = sa_clone_job_get_wait_reason (job);
  g_autofree char *then = g_strdup_printf (_ ("Going on by itself in %u s, try %u of %u."), seconds,
                                           sa_clone_job_get_try (job) + 1, (guint) SA_RETRY_TRIES);

  if (reason == NULL)
    return g_steal_pointer (&then);

  return g_str_has_suffix (reason, ".") ? g_strdup_printf ("%s %s", reason, then)
                                        : g_strdup_printf ("%s. %s", reason, then);
}

/**
 * sa_job_text_unknown:
 * @job: a job whose outcome is not known
 *
 * Returns: (transfer full): what is not known, with everything needed to find out
 */
char *
sa_job_text_unknown (SaCloneJob *job)
{
  return g_strdup_printf (_ ("The voice “%s” may have been made from the file %" PRId64
                             ", or not."),
                          sa_draft_get_voice_id (sa_clone_job_get_draft (job)),
                          sa_clone_job_get_sample_file_id (job));
}

/**
 * sa_job_text_problem:
 * @error: (nullable): why a job stopped
 *
 * Returns: (transfer none): that as a title; messages are more exact
 */
const char *
sa_job_text_problem (const GError *error)
{
  const SaAdvice *advice = sa_advice_for_error (error);

  if (advice != NULL)
    return advice->title;
  if (error != NULL && error->domain == SA_AUDIO_ERROR)
    return _ ("The audio could not be prepared");

  return _ ("Stopped");
}

/**
 * sa_job_text_advice:
 * @error: (nullable): why a job stopped
 *
 * Returns: (transfer none) (nullable): what to do about it
 */
const char *
sa_job_text_advice (const GError *error)
{
  const SaAdvice *advice = sa_advice_for_error (error);

  if (advice != NULL)
    return advice->advice;
  if (error == NULL || error->domain != SA_AUDIO_ERROR)
    return NULL;
  if (error->code == SA_AUDIO_ERROR_NO_SPACE)
    return _ ("Make room on the disk, then try again.");

  return _ ("Try again once the file can be read, or go back to the form and choose another one.");
}

/**
 * sa_job_text_title:
 * @job: a job
 *
 * Returns: (transfer full): the page's title
 */
char *
sa_job_text_title (SaCloneJob *job)
{
  const GError *error = sa_clone_job_get_error (job);

  switch (sa_clone_job_get_state (job)) {
  case SA_JOB_UNKNOWN:
    return g_strdup (_ ("It is not known whether the voice was made"));
  case SA_JOB_FAILED:
    return g_strdup (sa_job_text_problem (error));
  case SA_JOB_CANCELLED:
    return g_strdup (_ ("Cancelled"));
  default:
    break;
  }

  if (sa_clone_job_get_waiting_seconds (job) > 0)
    return g_strdup (_ ("The service asks for a pause"));

  return g_strdup (_ ("Cloning the voice"));
}

/**
 * sa_job_text_subtitle:
 * @job: a job
 *
 * Returns: (transfer full): the line under the page's title: which step of how many
 */
char *
sa_job_text_subtitle (SaCloneJob *job)
{
  SaJobState state = sa_clone_job_get_state (job);
  const char *voice_id = sa_draft_get_voice_id (sa_clone_job_get_draft (job));
  guint place;
  guint count = sa_job_text_count_steps (job, sa_clone_job_get_step (job), &place);

  if (place == 0)
    return g_strdup (voice_id);
  if (state == SA_JOB_FAILED)
    return g_strdup_printf (_ ("Stopped at step %u of %u · no voice was made"), place, count);
  if (state == SA_JOB_UNKNOWN)
    return g_strdup_printf (_ ("Stopped at step %u of %u · %s"), place, count, voice_id);
  if (sa_clone_job_get_waiting_seconds (job) > 0)
    return g_strdup_printf (_ ("Waiting at step %u of %u"), place, count);

  return g_strdup_printf (_ ("Step %u of %u · %s"), place, count, voice_id);
}

/**
 * sa_job_text_note:
 * @job: a job
 *
 * Returns: (transfer full) (nullable): what cancelling would mean now
 */
char *
sa_job_text_note (SaCloneJob *job)
{
  switch (sa_clone_job_get_state (job)) {
  case SA_JOB_UNKNOWN:
    return g_strdup (_ ("Nothing is repeated by itself."));
  case SA_JOB_FAILED:
  case SA_JOB_CANCELLED:
  case SA_JOB_DONE:
    return NULL;
  default:
    break;
  }

  if (sa_clone_job_get_safe_to_cancel (job))
    return g_strdup (
      _ ("You may keep working. Cancelling is safe: nothing is sent or billed twice."));

  return g_strdup (_ ("You may keep working. The voice may be made even if you cancel now."));
}

/**
 * sa_job_text_sentence:
 * @job: a job
 *
 * Returns: (transfer full): what the clone bar says
 */
char *
sa_job_text_sentence (SaCloneJob *job)
{
  const GError *error = sa_clone_job_get_error (job);
  SaJobStep *step = sa_clone_job_get_step (job);

  switch (sa_clone_job_get_state (job)) {
  case SA_JOB_FAILED:
    return g_strdup (sa_job_text_problem (error));
  case SA_JOB_UNKNOWN:
    return g_strdup (_ ("The voice may have been made, or not"));
  case SA_JOB_DONE:
    return g_strdup (_ ("Done"));
  case SA_JOB_STORING:
    return g_strdup (_ ("Storing the voice"));
  default:
    break;
  }

  if (sa_clone_job_get_waiting_seconds (job) > 0)
    return g_strdup (_ ("Waiting: the service asks for a pause"));

  return g_strdup (step != NULL ? sa_job_text_step_title (job, step) : _ ("Starting"));
}

/**
 * sa_job_text_detail:
 * @job: a job
 *
 * Returns: (transfer full) (nullable): the small line of the clone bar
 */
char *
sa_job_text_detail (SaCloneJob *job)
{
  guint waiting = sa_clone_job_get_waiting_seconds (job);
  gint64 total = sa_clone_job_get_bytes_total (job);
  g_autofree char *part = NULL;
  g_autofree char *all = NULL;

  switch (sa_clone_job_get_state (job)) {
  case SA_JOB_FAILED:
  case SA_JOB_UNKNOWN:
    return g_strdup (_ ("All that you picked and typed is still there"));
  case SA_JOB_DONE:
    return g_strdup (_ ("The form still holds your sample"));
  default:
    break;
  }

  if (waiting > 0)
    return g_strdup_printf (_ ("Goes on by itself in %u s"), waiting);
  if (total <= 0)
    return NULL;

  part = g_format_size ((guint64) MAX (sa_clone_job_get_bytes_sent (job), 0));
  all = g_format_size ((guint64) total);

  return g_strdup_printf (_ ("%s of %s sent"), part, all);
}

/**
 * sa_job_text_summary:
 * @job: a job that is done
 *
 * Returns: (transfer full): how many steps it was, how long it took and what was sent
 */
char *
sa_job_text_summary (SaCloneJob *job)
{
  GListModel *steps = sa_clone_job_get_steps (job);
  g_autofree char *sent = g_format_size ((guint64) MAX (sa_clone_job_get_bytes_sent (job), 0));
  g_autofree char *first = NULL;
  double seconds = 0;
  guint place;
  guint count = sa_job_text_count_steps (job, NULL, &place);

  for (guint i = 0; i < g_list_model_get_n_items (steps); i++) {
    g_autoptr (SaJobStep) step = g_list_model_get_item (steps, i);

    seconds += sa_job_step_get_seconds (step);
  }

  first = g_strdup_printf (ngettext ("%u step in %.0f s", "%u steps in %.0f s", count), count,
                           fmax (seconds, 1));

  return g_strdup_printf (_ ("%s, %s sent"), first, sent);
}
