/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-cli-progress.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <unistd.h>

#include "sa-cli-report.h"

#define BAR_WIDTH 30

/* Never more often than the eye sees. */
#define INTERVAL_US (G_USEC_PER_SEC / 15)

struct _SaCliProgress {
  GObject *job;
  SaCliProgressLabel label;
  gulong notify_id;
  gboolean terminal;
  gint64 drawn_at;
  guint waiting;
};

static void
clear_bar (SaCliProgress *self)
{
  if (self->drawn_at == 0)
    return;
  fputs ("\r\033[K", stderr);
  fflush (stderr);
  self->drawn_at = 0;
}

static void
draw_bar (SaCliProgress *self)
{
  gint64 now = g_get_monotonic_time ();
  double fraction = 0;
  g_autofree char *label = NULL;
  char bar[BAR_WIDTH + 1];
  int filled;

  if (!self->terminal || now - self->drawn_at < INTERVAL_US)
    return;
  label = self->label (self->job, &fraction);
  filled = (int) (CLAMP (fraction, 0, 1) * BAR_WIDTH);
  for (int i = 0; i < BAR_WIDTH; i++)
    bar[i] = i < filled ? '#' : ' ';
  bar[BAR_WIDTH] = '\0';
  fprintf (stderr, "\r[%s] %3d %%  %s\033[K", bar, (int) (fraction * 100), label);
  fflush (stderr);
  self->drawn_at = now;
}

static void
say_wait (SaCliProgress *self)
{
  guint seconds, try;
  g_autofree char *reason = NULL;

  g_object_get (self->job, "waiting-seconds", &seconds, "wait-reason", &reason, "try", &try, NULL);
  if (seconds > 0 && self->waiting == 0) {
    clear_bar (self);
    sa_cli_say (_ ("%s: trying again in %u s (%u of 4 tries done)"),
                reason != NULL ? reason : _ ("It did not work"), seconds, try);
  }
  self->waiting = seconds;
}

static void
on_notify (GObject *job, GParamSpec *pspec, gpointer user_data)
{
  SaCliProgress *self = user_data;

  if (g_str_equal (pspec->name, "waiting-seconds"))
    say_wait (self);
  draw_bar (self);
}

/**
 * sa_cli_progress_new:
 * @job: a job with the properties `waiting-seconds`, `wait-reason` and `try`
 * @label: says in words and as a fraction how far it is
 *
 * Returns: (transfer full): shows the progress until it is freed
 */
SaCliProgress *
sa_cli_progress_new (gpointer job, SaCliProgressLabel label)
{
  SaCliProgress *self = g_new0 (SaCliProgress, 1);

  self->job = g_object_ref (job);
  self->label = label;
  self->terminal = isatty (STDERR_FILENO);
  self->notify_id = g_signal_connect (job, "notify", G_CALLBACK (on_notify), self);
  return self;
}

void
sa_cli_progress_free (SaCliProgress *self)
{
  clear_bar (self);
  g_signal_handler_disconnect (self->job, self->notify_id);
  g_object_unref (self->job);
  g_free (self);
}
