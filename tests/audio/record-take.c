/* SPDX-License-Identifier: GPL-3.0-or-later */
/* record-take FOLDER [SECONDS]: records until SECONDS, or until it is killed; prints how much there is. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "audio/sa-recorder.h"

static double
get_cpu_seconds (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) usage.ru_utime.tv_sec + (double) usage.ru_stime.tv_sec +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static long
get_rss_kib (void)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL))
    return 0;
  line = g_strstr_len (text, -1, "VmRSS:");
  return line != NULL ? strtol (line + 6, NULL, 10) : 0;
}

static void
on_seconds (SaRecorder *recorder, GParamSpec *pspec, gpointer data)
{
  printf ("%.3f %.3f %ld\n", sa_recorder_get_seconds (recorder), get_cpu_seconds (),
          get_rss_kib ());
  fflush (stdout);
}

static void
on_finished (SaRecorder *recorder, SaTake *take, gboolean at_limit, gpointer loop)
{
  printf ("finished %" G_GINT64_FORMAT " dropped %" G_GINT64_FORMAT "\n", sa_take_get_frames (take),
          sa_recorder_get_dropped (recorder));
  fflush (stdout);
  g_main_loop_quit (loop);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (SaMicrophones) microphones = sa_microphones_new ();
  g_autoptr (GFile) folder = NULL;
  g_autoptr (SaRecorder) recorder = NULL;

  if (argc < 2)
    return 2;
  folder = g_file_new_for_path (argv[1]);
  recorder = sa_recorder_new (microphones, folder);
  if (argc > 2)
    sa_recorder_set_limit (recorder, g_ascii_strtod (argv[2], NULL));
  g_signal_connect (recorder, "notify::seconds", G_CALLBACK (on_seconds), NULL);
  g_signal_connect (recorder, "finished", G_CALLBACK (on_finished), loop);
  sa_recorder_record (recorder);
  g_main_loop_run (loop);
  return 0;
}
