/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "audio/sa-analysis.h"
#include "audio/sa-fit.h"
#include "audio/sa-media-info.h"

#include "sa-cli-commands.h"
#include "sa-cli-json.h"
#include "sa-cli-report.h"

typedef struct {
  SaMediaInfo *info;
  SaAnalysis *analysis;
  gboolean fits_sample;
  gboolean fits_prompt;
  GStrv problems;
} Probe;

static void
probe_clear (Probe *probe)
{
  g_clear_pointer (&probe->info, sa_media_info_unref);
  g_clear_object (&probe->analysis);
  g_clear_pointer (&probe->problems, g_strfreev);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Probe, probe_clear)

/* The problems are those of a sample: that is what a file is looked at for. */
static gboolean
probe_file (Probe *probe, GFile *file, GError **error)
{
  g_autoptr (SaClip) clip = sa_clip_new (file, 0, -1, SA_CHANNEL_MIX_AUTO);
  double duration, tolerance;

  probe->info = sa_media_info_read (file, NULL, error);
  if (probe->info == NULL)
    return FALSE;
  probe->analysis = sa_analysis_run_sync (clip, NULL, error);
  if (probe->analysis == NULL)
    return FALSE;
  duration = sa_analysis_get_duration (probe->analysis);
  tolerance = sa_media_info_is_delayed (probe->info) ? SA_LENGTH_TOLERANCE_SECONDS : 0;
  probe->fits_sample = sa_fit_judge (probe->info, duration, SA_PURPOSE_VOICE_CLONE, NULL, NULL);
  probe->fits_prompt = sa_fit_judge (probe->info, duration, SA_PURPOSE_PROMPT_AUDIO, NULL, NULL);
  probe->problems = sa_problems_to_strv (
    sa_checks_get_problems (sa_analysis_get_checks (probe->analysis), SA_PURPOSE_VOICE_CLONE,
                            sa_media_info_get_bytes (probe->info), tolerance));
  return TRUE;
}

static char *
make_json (const Probe *probe)
{
  const SaChecks *checks = sa_analysis_get_checks (probe->analysis);
  g_autoptr (SaCliJson) json = sa_cli_json_new ();

  sa_cli_json_add_double (json, "duration", sa_analysis_get_duration (probe->analysis), 6);
  sa_cli_json_add_int (json, "sample_rate", sa_analysis_get_sample_rate (probe->analysis));
  sa_cli_json_add_int (json, "channels", sa_analysis_get_channels (probe->analysis));
  sa_cli_json_add_string (json, "format", sa_media_info_get_format (probe->info));
  sa_cli_json_add_int (json, "bytes", sa_media_info_get_bytes (probe->info));
  sa_cli_json_add_double (json, "peak_dbfs", checks->peak_dbfs, 2);
  sa_cli_json_add_double (json, "loudness_lufs", checks->loudness_lufs, 2);
  sa_cli_json_add_int (json, "clipped_samples", checks->clipped_samples);
  sa_cli_json_add_double (json, "noise_floor_dbfs", checks->noise_floor_dbfs, 2);
  sa_cli_json_begin_object (json, "fits");
  sa_cli_json_add_boolean (json, "voice_clone", probe->fits_sample);
  sa_cli_json_add_boolean (json, "prompt_audio", probe->fits_prompt);
  sa_cli_json_end (json);
  sa_cli_json_begin_array (json, "problems");
  for (int i = 0; probe->problems[i] != NULL; i++)
    sa_cli_json_add_string (json, NULL, probe->problems[i]);
  sa_cli_json_end (json);
  return sa_cli_json_finish (json);
}

static void
append_level (GString *text, const char *name, double value, const char *unit)
{
  if (isfinite (value))
    g_string_append_printf (text, "%-16s%.1f %s\n", name, value, unit);
  else
    g_string_append_printf (text, "%-16s%s\n", name, _ ("none (silence)"));
}

static char *
make_text (const Probe *probe, GFile *file)
{
  const SaChecks *checks = sa_analysis_get_checks (probe->analysis);
  g_autofree char *problems = g_strjoinv (", ", probe->problems);
  int channels = sa_analysis_get_channels (probe->analysis);
  g_autofree char *width =
    g_strdup_printf (ngettext ("%d channel", "%d channels", channels), channels);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%-16s%s\n", _ ("File"), g_file_peek_path (file));
  g_string_append_printf (text, "%-16s%.3f s\n", _ ("Length"),
                          sa_analysis_get_duration (probe->analysis));
  g_string_append_printf (text, "%-16s%s, %d Hz, %s, %" G_GINT64_FORMAT " %s\n", _ ("Format"),
                          sa_media_info_get_format (probe->info),
                          sa_analysis_get_sample_rate (probe->analysis), width,
                          sa_media_info_get_bytes (probe->info), _ ("bytes"));
  append_level (text, _ ("Peak"), checks->peak_dbfs, "dBFS");
  append_level (text, _ ("Loudness"), checks->loudness_lufs, "LUFS");
  append_level (text, _ ("Noise floor"), checks->noise_floor_dbfs, "dBFS");
  g_string_append_printf (text, "%-16s%" G_GINT64_FORMAT "\n", _ ("Clipped samples"),
                          checks->clipped_samples);
  g_string_append_printf (text, "%-16s%s\n%-16s%s\n%-16s%s\n", _ ("As a sample"),
                          probe->fits_sample ? _ ("fits") : _ ("does not fit"), _ ("As a prompt"),
                          probe->fits_prompt ? _ ("fits") : _ ("does not fit"), _ ("Problems"),
                          *problems != '\0' ? problems : _ ("none"));
  return g_string_free (text, FALSE);
}

int
sa_cli_print_probe (GFile *file, gboolean json)
{
  g_auto (Probe) probe = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!probe_file (&probe, file, &error)) {
    SaCliFailure failure = { .json = json };

    return sa_cli_report_error (error, &failure);
  }
  text = json ? make_json (&probe) : make_text (&probe, file);
  return sa_cli_print (text);
}

int
sa_cli_probe (const SaCliArguments *arguments)
{
  g_autoptr (GFile) file = g_file_new_for_path (arguments->files[0]);

  return sa_cli_print_probe (file, arguments->json);
}
