/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-countdown.h"

static gboolean
on_second (gpointer user_data)
{
  SaCountdown *self = user_data;
  SaCountdownFunc func = self->func;
  gpointer data = self->user_data;

  if (self->seconds > 1) {
    self->seconds--;
    func (data);
    return G_SOURCE_CONTINUE;
  }

  sa_countdown_stop (self);
  func (data);
  return G_SOURCE_REMOVE;
}

/**
 * sa_countdown_begin:
 * @seconds: at least 1
 * @func: called in the context that is the default now, and no more after sa_countdown_stop()
 */
void
sa_countdown_begin (SaCountdown *self, guint seconds, SaCountdownFunc func, gpointer user_data)
{
  g_return_if_fail (seconds > 0);

  sa_countdown_stop (self);
  self->seconds = seconds;
  self->func = func;
  self->user_data = user_data;
  self->source = g_timeout_source_new_seconds (1);
  g_source_set_callback (self->source, on_second, self, NULL);
  g_source_attach (self->source, g_main_context_get_thread_default ());
}

/** sa_countdown_stop: counts no more, if it does at all */
void
sa_countdown_stop (SaCountdown *self)
{
  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  self->seconds = 0;
}
