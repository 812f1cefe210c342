/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-cli-clone-result.h"

#include <glib/gi18n-lib.h>

#include "sa-cli-json.h"
#include "sa-cli-report.h"

static void
add_extra_info (SaCliJson *json, const SaCloneAnswer *answer)
{
  if (!answer->has_extra_info) {
    sa_cli_json_add_null (json, "extra_info");
    return;
  }
  sa_cli_json_begin_object (json, "extra_info");
  for (gsize i = 0; i < SA_CLONE_N_FIGURES; i++) {
    gint64 value = G_STRUCT_MEMBER (gint64, answer, sa_clone_figures[i].offset);

    if (value >= 0)
      sa_cli_json_add_int (json, sa_clone_figures[i].name, value);
    else
      sa_cli_json_add_null (json, sa_clone_figures[i].name);
  }
  sa_cli_json_end (json);
}

/**
 * sa_cli_clone_make_json:
 * @job: a job that is done
 * @preview: (nullable): where the preview was written
 * @warnings: of char *
 *
 * Returns: (transfer full): the result, for scripts
 */
char *
sa_cli_clone_make_json (SaCloneJob *job, const char *preview, GPtrArray *warnings)
{
  const SaCloneAnswer *answer = sa_clone_job_get_answer (job);
  g_autoptr (SaCliJson) json = sa_cli_json_new ();

  sa_cli_json_add_string (json, "voice_id", sa_draft_get_voice_id (sa_clone_job_get_draft (job)));
  sa_cli_json_add_id (json, "sample_file_id", sa_clone_job_get_sample_file_id (job));
  sa_cli_json_add_id (json, "prompt_file_id", sa_clone_job_get_prompt_file_id (job));
  sa_cli_json_add_string (json, "demo_audio", answer->demo_audio);
  sa_cli_json_add_string (json, "preview", preview);
  add_extra_info (json, answer);
  sa_cli_json_begin_object (json, "input_sensitive");
  sa_cli_json_add_boolean (json, "flagged", answer->input_sensitive);
  sa_cli_json_add_int (json, "type", answer->input_sensitive_type);
  sa_cli_json_end (json);
  sa_cli_json_add_string (json, "trace_id", answer->trace_id);
  sa_cli_json_begin_array (json, "warnings");
  for (guint i = 0; i < warnings->len; i++)
    sa_cli_json_add_string (json, NULL, g_ptr_array_index (warnings, i));
  sa_cli_json_end (json);
  return sa_cli_json_finish (json);
}

static void
append_line (GString *text, const char *name, const char *value)
{
  if (value != NULL)
    g_string_append_printf (text, "%-16s%s\n", name, value);
}

static void
append_number (GString *text, const char *name, gint64 value)
{
  if (value > 0)
    g_string_append_printf (text, "%-16s%" G_GINT64_FORMAT "\n", name, value);
}

/**
 * sa_cli_clone_make_text:
 * @job: a job that is done
 * @preview: (nullable): where the preview was written
 *
 * Returns: (transfer full): the result, for people
 */
char *
sa_cli_clone_make_text (SaCloneJob *job, const char *preview)
{
  const SaCloneAnswer *answer = sa_clone_job_get_answer (job);
  gboolean practice = sa_account_get_mode (sa_clone_job_get_account (job)) == SA_ACCOUNT_PRACTICE;
  GString *text = g_string_new (NULL);

  append_line (text, _ ("Voice ID"), sa_draft_get_voice_id (sa_clone_job_get_draft (job)));
  append_number (text, _ ("Sample file"), sa_clone_job_get_sample_file_id (job));
  append_number (text, _ ("Prompt file"), sa_clone_job_get_prompt_file_id (job));
  sa_cli_append_foreign (text, 16, _ ("Preview URL"), answer->demo_audio);
  append_line (text, _ ("Preview"), preview);
  if (answer->audio_length > 0)
    g_string_append_printf (text, "%-16s%.1f s\n", _ ("Preview length"),
                            (double) answer->audio_length / 1000.0);
  append_number (text, _ ("Characters"), answer->usage_characters);
  if (answer->input_sensitive)
    g_string_append_printf (text, "%-16s%s %d\n", _ ("Content safety"), _ ("flagged, type"),
                            answer->input_sensitive_type);
  append_line (text, _ ("Trace ID"), answer->trace_id);
  if (practice)
    g_string_append_printf (text, "%s\n", _ ("This is a practice voice, not a clone."));
  else
    g_string_append_printf (
      text, "%s\n",
      _ ("A voice that is not used in speech within 7 days is deleted; a preview is no use."));
  return g_string_free (text, FALSE);
}
