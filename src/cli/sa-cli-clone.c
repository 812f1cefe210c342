/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "audio/sa-output.h"
#include "jobs/sa-clone-job.h"
#include "rules/sa-rules-error.h"

#include "sa-cli-clone-result.h"
#include "sa-cli-commands.h"
#include "sa-cli-length.h"
#include "sa-cli-progress.h"
#include "sa-cli-report.h"
#include "sa-cli-service.h"
#include "sa-cli-wait.h"

/* A clone and what it needs while it runs. */
typedef struct {
  const SaCliArguments *arguments;
  SaDraft *draft;
  SaCliService *service;
  SaOutput *preview; /* of --preview, or NULL */
  GFile *previews_dir;
  gboolean temporary; /* the folder above is of this run alone */
  SaCloneJob *job;
} Clone;

static void
clone_clear (Clone *clone)
{
  g_clear_object (&clone->job);
  g_clear_pointer (&clone->preview, sa_output_free);
  if (clone->temporary)
    g_rmdir (g_file_peek_path (clone->previews_dir));
  g_clear_object (&clone->previews_dir);
  g_clear_object (&clone->draft);
  g_clear_pointer (&clone->service, sa_cli_service_close);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Clone, clone_clear)

static SaClip *
clip_new (const SaCliSource *source, double start, double end)
{
  g_autoptr (GFile) file = NULL;

  if (source->path == NULL)
    return NULL;
  file = g_file_new_for_path (source->path);
  return sa_clip_new (file, MAX (start, 0), end, SA_CHANNEL_MIX_AUTO);
}

static SaDraft *
draft_new (const SaCliArguments *arguments)
{
  g_autoptr (SaClip) sample = clip_new (&arguments->sample, arguments->start, arguments->end);
  g_autoptr (SaClip) prompt =
    clip_new (&arguments->prompt, arguments->prompt_start, arguments->prompt_end);
  SaDraft *draft = sa_draft_new (SA_DRAFT_COMMAND_LINE);

  sa_draft_set_sample (draft, sample);
  sa_draft_set_sample_file_id (draft, arguments->sample.file_id);
  sa_draft_set_prompt_enabled (draft, arguments->has_prompt);
  sa_draft_set_prompt (draft, prompt);
  sa_draft_set_prompt_file_id (draft, arguments->prompt.file_id);
  sa_draft_set_transcript (draft, arguments->prompt_text);
  sa_draft_set_voice_id (draft, arguments->voice_id);
  sa_draft_set_text (draft, arguments->text);
  sa_draft_set_model (draft, arguments->model);
  sa_draft_set_language (draft, arguments->language_boost);
  sa_draft_set_noise_reduction (draft, arguments->noise_reduction);
  sa_draft_set_volume_normalization (draft, arguments->volume_normalization);
  sa_draft_set_consent (draft, arguments->consent);
  return draft;
}

static gboolean
is_same_file (const char *path, const SaCliSource *source)
{
  g_autoptr (GFile) a = g_file_new_for_path (path);
  g_autoptr (GFile) b = NULL;

  if (source->path == NULL)
    return FALSE;
  b = g_file_new_for_path (source->path);
  return g_file_equal (a, b);
}

/* Makes sure that the preview can be written, before anything is sent. */
static gboolean
open_preview (Clone *clone, GError **error)
{
  const SaCliArguments *arguments = clone->arguments;
  g_autoptr (GFile) file = NULL;

  if (arguments->preview == NULL)
    return TRUE;
  if (is_same_file (arguments->preview, &arguments->sample) ||
      is_same_file (arguments->preview, &arguments->prompt)) {
    g_set_error_literal (error, SA_RULES_ERROR, SA_RULES_ERROR_RANGE,
                         _ ("--preview names the file that is to be cloned: choose another name"));
    return FALSE;
  }
  file = g_file_new_for_path (arguments->preview);
  clone->preview = sa_output_new (file, error);
  return clone->preview != NULL;
}

/* Previews are kept beside the library, or, where there is none, only until they are written to OUT. */
static gboolean
choose_previews_dir (Clone *clone, GError **error)
{
  g_autofree char *path = NULL;

  if (clone->service->library != NULL) {
    g_autoptr (GFile) folder = g_file_get_parent (sa_library_get_file (clone->service->library));

    clone->previews_dir = g_file_get_child (folder, "previews");
    return TRUE;
  }
  path = g_dir_make_tmp ("soundalike-XXXXXX", error);
  if (path == NULL)
    return FALSE;
  clone->previews_dir = g_file_new_for_path (path);
  clone->temporary = TRUE;
  return TRUE;
}

static char *
get_label (gpointer job, double *fraction)
{
  SaJobStep *step = sa_clone_job_get_step (job);

  *fraction = sa_clone_job_get_progress (job);
  return g_strdup (step != NULL ? sa_job_step_get_title (step) : "");
}

static gboolean
run (Clone *clone, GError **error)
{
  SaCliService *service = clone->service;
  g_autoptr (SaCliProgress) progress = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  clone->job = sa_clone_job_new (clone->draft, service->client, service->account, service->library,
                                 clone->previews_dir);
  sa_clone_job_set_fetch_preview (clone->job, clone->preview != NULL);
  progress = sa_cli_progress_new (clone->job, get_label);
  sa_clone_job_run_async (clone->job, service->cancellable, sa_cli_on_result, &result);
  return sa_clone_job_run_finish (clone->job, sa_cli_wait (&result), error);
}

/* Whatever fails here, the voice is made: it is a warning. Returns where the preview is. */
static const char *
write_preview (Clone *clone)
{
  GFile *fetched = sa_clone_job_get_preview (clone->job);
  g_autoptr (GError) error = NULL;
  gboolean written;

  if (clone->preview == NULL || fetched == NULL)
    return NULL;
  written = sa_output_copy (clone->preview, fetched, &error);
  if (!written) {
    g_autofree char *warning =
      g_strdup_printf (_ ("The voice was cloned, but its preview could not be written: %s"),
                       error->message);

    sa_cli_service_warn (clone->service, warning);
  }
  if (clone->temporary)
    g_file_delete (fetched, NULL, NULL);
  return written ? clone->arguments->preview : NULL;
}

static int
report (Clone *clone, GError *error)
{
  SaCliFailure failure = { .json = clone->arguments->json,
                           .voice_id = clone->arguments->voice_id,
                           .sample_file_id = clone->arguments->sample.file_id };

  if (clone->job == NULL && error->domain == SA_RULES_ERROR)
    failure.advice = sa_draft_get_hint (clone->draft);
  if (clone->job != NULL) {
    failure.outcome = sa_clone_job_get_outcome (clone->job);
    failure.sample_file_id = sa_clone_job_get_sample_file_id (clone->job);
    failure.trace_id = sa_clone_job_get_trace_id (clone->job);
  }
  if (failure.outcome == SA_OUTCOME_UNKNOWN) {
    g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, failure.sample_file_id);
    g_autofree char *message = NULL;

    /* Translators: a voice ID, a file ID, and why it is not known */
    message = g_strdup_printf (
      _ ("The outcome is unknown: the voice “%s” may have been made from file %s. %s"),
      failure.voice_id, id, error->message);
    g_free (error->message);
    error->message = g_steal_pointer (&message);
  }
  return sa_cli_report_error (error, &failure);
}

static void
name_ways_out (Clone *clone, GError **error)
{
  SaClip *sample = sa_draft_get_sample (clone->draft);
  SaClip *prompt = sa_draft_get_prompt (clone->draft);

  if (sample != NULL && sa_clip_is_whole (sample))
    sa_cli_name_a_way_out (error, sa_clip_get_file (sample), SA_PURPOSE_VOICE_CLONE,
                           _ ("Choose a part of it with --start and --end"));
  if (prompt != NULL && sa_clip_is_whole (prompt))
    sa_cli_name_a_way_out (error, sa_clip_get_file (prompt), SA_PURPOSE_PROMPT_AUDIO,
                           _ ("Choose a part of the prompt clip with --prompt-start and "
                              "--prompt-end"));
}

static int
succeed (Clone *clone)
{
  const char *const *warnings = sa_clone_job_get_warnings (clone->job);
  const char *preview = write_preview (clone);
  g_autofree char *text = NULL;

  for (int i = 0; warnings[i] != NULL; i++)
    sa_cli_service_warn (clone->service, warnings[i]);
  if (clone->service->practice != NULL)
    sa_cli_service_warn (clone->service, _ ("This is a practice voice, not a clone"));
  text = clone->arguments->json
           ? sa_cli_clone_make_json (clone->job, preview, clone->service->warnings)
           : sa_cli_clone_make_text (clone->job, preview);
  return sa_cli_print (text);
}

int
sa_cli_clone (const SaCliArguments *arguments)
{
  g_auto (Clone) clone = { .arguments = arguments };
  g_autoptr (GError) error = NULL;

  clone.draft = draft_new (arguments);
  if (!sa_draft_validate (clone.draft, &error) || !open_preview (&clone, &error))
    return report (&clone, error);
  clone.service = sa_cli_service_open (arguments, &error);
  if (clone.service == NULL || !choose_previews_dir (&clone, &error))
    return report (&clone, error);
  if (!run (&clone, &error)) {
    name_ways_out (&clone, &error);
    return report (&clone, error);
  }
  return succeed (&clone);
}
