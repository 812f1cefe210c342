/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cuts a stretch out of a file, as `soundalike-cli trim` does: cut FILE START END OUT */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#include "audio/sa-cut.h"
#include "audio/sa-range.h"

int
main (int argc, char **argv)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFile) out = NULL;
  g_autoptr (SaClip) clip = NULL;
  g_autoptr (GError) error = NULL;
  double start, end;

  setlocale (LC_ALL, "");
  if (argc != 5) {
    fprintf (stderr, "Usage: cut FILE START END OUT\n");
    return 2;
  }
  start = g_ascii_strtod (argv[2], NULL);
  end = g_ascii_strtod (argv[3], NULL);
  file = g_file_new_for_commandline_arg (argv[1]);
  out = g_file_new_for_commandline_arg (argv[4]);
  if (sa_range_check (start, end, TRUE, &error)) {
    clip = sa_clip_new (file, start, end, SA_CHANNEL_MIX_AUTO);
    if (sa_cut_sync (clip, out, NULL, &error))
      return 0;
  }
  fprintf (stderr, "cut: %s\n", error->message);
  return 1;
}
