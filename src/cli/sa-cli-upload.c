/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "jobs/sa-upload-job.h"

#include "sa-cli-commands.h"
#include "sa-cli-json.h"
#include "sa-cli-length.h"
#include "sa-cli-progress.h"
#include "sa-cli-report.h"
#include "sa-cli-service.h"
#include "sa-cli-wait.h"

static char *
get_label (gpointer job, double *fraction)
{
  *fraction = sa_upload_job_get_fraction (job);
  return g_strdup (sa_upload_job_get_state (job) == SA_UPLOAD_FITTING ? _ ("Preparing")
                                                                      : _ ("Uploading"));
}

static void
add_known (SaCliJson *json, const char *name, gint64 value)
{
  if (value >= 0)
    sa_cli_json_add_int (json, name, value);
  else
    sa_cli_json_add_null (json, name);
}

static char *
make_json (const SaRemoteFile *remote)
{
  g_autoptr (SaCliJson) json = sa_cli_json_new ();

  sa_cli_json_add_id (json, "file_id", remote->file_id);
  add_known (json, "bytes", remote->bytes);
  add_known (json, "created_at", remote->created_at);
  sa_cli_json_add_string (json, "filename", remote->filename);
  sa_cli_json_add_string (json, "purpose", remote->purpose);
  return sa_cli_json_finish (json);
}

static char *
make_text (const SaRemoteFile *remote)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%-12s%" G_GINT64_FORMAT "\n", _ ("File ID"), remote->file_id);
  sa_cli_append_foreign (text, 12, _ ("Name"), remote->filename);
  if (remote->bytes >= 0)
    g_string_append_printf (text, "%-12s%" G_GINT64_FORMAT "\n", _ ("Bytes"), remote->bytes);
  sa_cli_append_foreign (text, 12, _ ("Purpose"), remote->purpose);
  if (remote->created_at >= 0) {
    g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (remote->created_at);
    g_autofree char *words = time != NULL ? g_date_time_format (time, "%F %T %z") : NULL;

    if (words != NULL)
      g_string_append_printf (text, "%-12s%s\n", _ ("Created"), words);
  }
  return g_string_free (text, FALSE);
}

static int
report (const SaCliArguments *arguments, const GError *error, SaOutcome outcome)
{
  SaCliFailure failure = { .json = arguments->json, .outcome = outcome };

  return sa_cli_report_error (error, &failure);
}

/* An upload that is asked for by name is made, also when the service holds the same bytes already. */
static SaRemoteFile *
upload (SaCliService *service, GFile *file, SaPurpose purpose, SaOutcome *outcome, GError **error)
{
  g_autoptr (SaClip) clip = sa_clip_new (file, 0, -1, SA_CHANNEL_MIX_AUTO);
  g_autoptr (SaUploadJob) job =
    sa_upload_job_new (clip, purpose, service->client, service->account, service->library);
  g_autoptr (SaCliProgress) progress = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  SaRemoteFile *remote;

  progress = sa_cli_progress_new (job, get_label);
  sa_upload_job_set_reuse (job, FALSE);
  sa_upload_job_run_async (job, service->cancellable, sa_cli_on_result, &result);
  remote = sa_upload_job_run_finish (job, sa_cli_wait (&result), error);
  *outcome = sa_upload_job_get_outcome (job);
  return remote;
}

int
sa_cli_upload (const SaCliArguments *arguments)
{
  g_autoptr (GFile) file = g_file_new_for_path (arguments->files[0]);
  g_autoptr (SaCliService) service = NULL;
  g_autoptr (SaRemoteFile) remote = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  SaOutcome outcome = SA_OUTCOME_NOT_SENT;

  service = sa_cli_service_open (arguments, &error);
  if (service == NULL)
    return report (arguments, error, outcome);
  remote = upload (service, file, arguments->purpose, &outcome, &error);
  if (remote == NULL) {
    sa_cli_name_a_way_out (&error, file, arguments->purpose,
                           _ ("Cut a part out of it first: soundalike-cli trim FILE OUT --start S "
                              "--end S"));
    return report (arguments, error, outcome);
  }
  text = arguments->json ? make_json (remote) : make_text (remote);
  return sa_cli_print (text);
}
