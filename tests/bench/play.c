/* SPDX-License-Identifier: GPL-3.0-or-later */
/* play FILE: plays a file as a preview is played, until it ends or is stopped by a signal. */
#include <stdio.h>

#include "audio/sa-player.h"

static void
on_ended (SaPlayer *player, gpointer loop)
{
  g_main_loop_quit (loop);
}

static void
on_error (SaPlayer *player, const GError *error, gpointer loop)
{
  fprintf (stderr, "play: %s\n", error->message);
  g_main_loop_quit (loop);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (SaPlayer) player = sa_player_new ();
  g_autoptr (GFile) file = NULL;
  g_autoptr (SaClip) clip = NULL;

  if (argc != 2)
    return 2;
  file = g_file_new_for_commandline_arg (argv[1]);
  clip = sa_clip_new (file, 0.0, -1.0, SA_CHANNEL_MIX_AUTO);
  sa_player_set_clip (player, clip);
  g_signal_connect (player, "ended", G_CALLBACK (on_ended), loop);
  g_signal_connect (player, "error", G_CALLBACK (on_error), loop);
  sa_player_play (player);
  g_main_loop_run (loop);

  return 0;
}
