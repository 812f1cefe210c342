/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Analyses one file and prints what was found: what ./dev bench times. */
#include "audio/sa-analysis.h"

#include <stdio.h>

int
main (int argc, char *argv[])
{
  g_autoptr (SaAnalysis) analysis = NULL;
  g_autoptr (SaClip) clip = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *problems = NULL;
  g_auto (GStrv) names = NULL;
  const SaChecks *checks;
  double start, end;

  if (argc != 2) {
    fprintf (stderr, "Usage: %s FILE\n", argv[0]);
    return 2;
  }

  file = g_file_new_for_commandline_arg (argv[1]);
  clip = sa_clip_new (file, 0.0, -1.0, SA_CHANNEL_MIX_AUTO);
  analysis = sa_analysis_run_sync (clip, NULL, &error);
  if (analysis == NULL) {
    fprintf (stderr, "%s\n", error->message);
    return 1;
  }

  checks = sa_analysis_get_checks (analysis);
  names = sa_problems_to_strv (sa_checks_get_problems (checks, SA_PURPOSE_VOICE_CLONE, -1, 0.0));
  problems = g_strjoinv (" ", names);
  sa_analysis_suggest_range (analysis, 300.0, &start, &end);
  printf ("frames     %" G_GINT64_FORMAT " of %d channels at %d Hz, %.4f s\n",
          sa_analysis_get_frames (analysis), sa_analysis_get_channels (analysis),
          sa_analysis_get_sample_rate (analysis), checks->duration);
  printf ("peaks      %" G_GINT64_FORMAT " frames\n",
          sa_peaks_get_frames_available (sa_analysis_get_peaks (analysis)));
  printf ("peak       %.2f dBFS\n", checks->peak_dbfs);
  printf ("loudness   %.2f LUFS\n", checks->loudness_lufs);
  printf ("speech     %.2f dBFS\n", checks->speech_level_dbfs);
  printf ("noise      %.2f dBFS\n", checks->noise_floor_dbfs);
  printf ("silence    %.1f %%\n", 100.0 * checks->silence_share);
  printf ("clipped    %" G_GINT64_FORMAT "\n", checks->clipped_samples);
  printf ("problems   %s\n", problems);
  printf ("suggested  %.2f to %.2f s\n", start, end);

  return 0;
}
