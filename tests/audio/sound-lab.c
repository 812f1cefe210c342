/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sound-lab.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

/* A test that fails does not leave its sound server behind. */
static void
die_with_test (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGTERM);
}

static GSubprocess *
spawn (SoundLab *self, const char *const *arguments, GSubprocessFlags flags, gboolean is_server)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (flags);
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  g_subprocess_launcher_setenv (launcher, "HOME", self->media.folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", self->media.folder, TRUE);
  /* With an address set, the server believes that there is one already. */
  if (is_server)
    g_subprocess_launcher_unsetenv (launcher, "PULSE_SERVER");
  g_subprocess_launcher_set_child_setup (launcher, die_with_test, NULL, NULL);
  process = g_subprocess_launcher_spawnv (launcher, arguments, &error);
  g_assert_no_error (error);
  return process;
}

static gboolean
is_up (void)
{
  g_autoptr (GSubprocess) info =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL,
                      "pactl", "info", NULL);

  return g_subprocess_wait_check (info, NULL, NULL);
}

/* @more: what the server has beside its speakers */
static void
set_up (SoundLab *self, const char *more)
{
  g_autofree char *socket = NULL;
  g_autofree char *address = NULL;
  g_autofree char *script = NULL;

  media_fixture_set_up (&self->media, NULL);
  socket = media_fixture_path (&self->media, "native");
  address = g_strconcat ("unix:", socket, NULL);
  g_setenv ("PULSE_SERVER", address, TRUE);
  script = g_strdup_printf (
    "load-module module-native-protocol-unix socket=%s auth-anonymous=1\n"
    "load-module module-null-sink sink_name=speakers rate=48000 format=float32le channels=2\n"
    "set-default-sink speakers\n"
    "%s",
    socket, more);
  g_object_unref (media_fixture_write (&self->media, "pulse.pa", script, strlen (script)));
  sound_lab_start (self);
}

void
sound_lab_set_up (SoundLab *self, gconstpointer data)
{
  /* With rewinds, a null sink works off two seconds at a time: no microphone is as slow. */
  set_up (self,
          "load-module module-null-sink sink_name=micfeed rate=48000 format=float32le channels=2 "
          "norewinds=1\n"
          "load-module module-null-sink sink_name=micfeed2 rate=48000 format=float32le channels=2 "
          "norewinds=1\n"
          "load-module module-remap-source source_name=mic master=micfeed.monitor "
          "source_properties=device.description=Lab_Microphone\n"
          "load-module module-remap-source source_name=mic2 master=micfeed2.monitor "
          "source_properties=device.description=Second_Microphone\n"
          "set-default-source mic\n");
}

void
sound_lab_set_up_speakers (SoundLab *self)
{
  set_up (self, "");
}

void
sound_lab_start (SoundLab *self)
{
  g_autofree char *path = media_fixture_path (&self->media, "pulse.pa");
  g_autofree char *socket = media_fixture_path (&self->media, "native");
  const char *arguments[] = { "nice",
                              "-n",
                              "-10",
                              "pulseaudio",
                              "-n",
                              "-F",
                              path,
                              "--daemonize=no",
                              "--exit-idle-time=-1",
                              "--use-pid-file=no",
                              "--disallow-exit",
                              "--log-target=stderr",
                              NULL };

  g_unlink (socket);
  self->server =
    spawn (self, arguments, G_SUBPROCESS_FLAGS_STDERR_SILENCE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE,
           TRUE);
  for (gint64 end = g_get_monotonic_time () + SOUND_LAB_TIMEOUT; !is_up (); g_usleep (10000))
    g_assert_cmpint (g_get_monotonic_time (), <, end);
}

void
sound_lab_kill (SoundLab *self)
{
  if (self->server == NULL)
    return;
  g_subprocess_force_exit (self->server);
  g_subprocess_wait (self->server, NULL, NULL);
  g_clear_object (&self->server);
}

void
sound_lab_tear_down (SoundLab *self, gconstpointer data)
{
  sound_lab_kill (self);
  media_fixture_tear_down (&self->media, NULL);
}

void
sound_lab_run (SoundLab *self, const char *command)
{
  g_free (media_fixture_ask (&self->media, command));
}

void
sound_lab_unplug (SoundLab *self, const char *source)
{
  g_autofree char *command = g_strdup_printf (
    "pactl unload-module $(pactl list short modules | awk '/source_name=%s /{print $1}')", source);

  sound_lab_run (self, command);
}

void
sound_lab_plug (SoundLab *self, const char *source, const char *sink, const char *name)
{
  g_autofree char *command =
    g_strdup_printf ("pactl load-module module-remap-source source_name=%s master=%s.monitor "
                     "source_properties=device.description=%s",
                     source, sink, name);

  sound_lab_run (self, command);
}

/* Its output can be read. */
GSubprocess *
sound_lab_launch (SoundLab *self, const char *const *arguments)
{
  return spawn (self, arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE, FALSE);
}

GSubprocess *
sound_lab_play (SoundLab *self, const char *sink, const char *name)
{
  g_autofree char *path = media_fixture_path (&self->media, name);
  g_autofree char *device = g_strconcat ("--device=", sink, NULL);
  const char *arguments[] = { "paplay", device, path, NULL };

  return spawn (self, arguments, G_SUBPROCESS_FLAGS_STDERR_SILENCE, FALSE);
}
