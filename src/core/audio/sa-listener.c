/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-listener.h"

#include "sa-capture.h"

struct _SaListener {
  SaMicrophones *microphones;
  SaRecorderTap *tap;
  int rate;
  SaListenerFuncs funcs;
  gpointer user_data;

  gboolean is_wanted;
  GCancellable *opening; /* while it is asked which microphone to open */
  SaCapture *capture;
  SaMicrophone *microphone; /* which it is */
};

static void open_microphone (SaListener *self);

static void
close_microphone (SaListener *self)
{
  if (self->opening != NULL)
    g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  g_clear_pointer (&self->capture, sa_capture_close);
  g_clear_object (&self->microphone);
}

static gboolean
is_open_id (SaListener *self, const char *id)
{
  return self->microphone != NULL && g_strcmp0 (sa_microphone_get_id (self->microphone), id) == 0;
}

static gboolean
is_open (SaListener *self, SaMicrophone *microphone)
{
  return microphone != NULL && is_open_id (self, sa_microphone_get_id (microphone));
}

static void
lose (SaListener *self, const char *name)
{
  g_autofree char *copy = g_strdup (name);

  close_microphone (self);
  self->funcs.on_lost (copy, self->user_data);
  if (self->is_wanted)
    open_microphone (self);
}

static void
on_failed (const GError *error, gpointer user_data)
{
  SaListener *self = user_data;
  g_autoptr (GError) copy = g_error_copy (error);
  SaRecorderNews news;

  sa_recorder_tap_take_news (self->tap, &news);
  g_free (news.moved_to);
  if (news.heard) {
    lose (self, sa_microphone_get_name (self->microphone));
    return;
  }
  /* One that never gave a sound would not do so the next time either. */
  close_microphone (self);
  self->funcs.on_failed (copy, self->user_data);
}

static void
start_capture (SaListener *self)
{
  SaCaptureFuncs funcs = { sa_recorder_tap_add, sa_recorder_tap_move, NULL };

  g_set_object (&self->microphone, sa_microphones_get_current (self->microphones));
  sa_recorder_tap_reset (self->tap);
  funcs.on_failed = on_failed;
  self->capture = sa_capture_new (self->microphone, sa_microphones_is_following (self->microphones),
                                  self->rate, &funcs, self->tap, self);
  self->funcs.on_open (self->user_data);
}

static void
on_refreshed (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  SaListener *self = user_data;
  gboolean is_there = sa_microphones_refresh_finish (SA_MICROPHONES (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->opening);
  if (is_there)
    start_capture (self);
  else
    self->funcs.on_failed (error, self->user_data);
}

/* Asks afresh: what is known may be from before the sound server was started again. */
static void
open_microphone (SaListener *self)
{
  if (self->opening != NULL)
    return;
  self->opening = g_cancellable_new ();
  sa_microphones_refresh_async (self->microphones, self->opening, on_refreshed, self);
}

/* What is recorded is not taken to another microphone because the default changed; that is for
 * the sound server to do, and sa_listener_follow() is told of it. */
static void
on_microphones (SaListener *self)
{
  SaMicrophone *current = sa_microphones_get_current (self->microphones);

  if (!self->is_wanted || self->opening != NULL)
    return;
  if (self->microphone == NULL) {
    if (current != NULL)
      open_microphone (self);
  } else if (sa_microphones_find (self->microphones, sa_microphone_get_id (self->microphone)) ==
             NULL) {
    lose (self, sa_microphone_get_name (self->microphone));
  }
}

static void
on_selected (SaListener *self)
{
  SaMicrophone *current = sa_microphones_get_current (self->microphones);

  if (self->microphone != NULL && current != NULL && !is_open (self, current))
    lose (self, NULL);
}

/**
 * sa_listener_new:
 * @tap: (transfer none): what the sound goes to; it outlives the listener
 */
SaListener *
sa_listener_new (SaMicrophones *microphones,
                 SaRecorderTap *tap,
                 int rate,
                 const SaListenerFuncs *funcs,
                 gpointer user_data)
{
  SaListener *self = g_new0 (SaListener, 1);

  self->microphones = g_object_ref (microphones);
  self->tap = tap;
  self->rate = rate;
  self->funcs = *funcs;
  self->user_data = user_data;
  g_signal_connect_swapped (microphones, "items-changed", G_CALLBACK (on_microphones), self);
  g_signal_connect_swapped (microphones, "notify::current", G_CALLBACK (on_microphones), self);
  g_signal_connect_swapped (microphones, "notify::selected-id", G_CALLBACK (on_selected), self);
  return self;
}

/** sa_listener_free: gives the microphone back */
void
sa_listener_free (SaListener *self)
{
  g_signal_handlers_disconnect_by_data (self->microphones, self);
  close_microphone (self);
  g_object_unref (self->microphones);
  g_free (self);
}

/** sa_listener_set_wanted: opens a microphone, if none is open; or gives it back */
void
sa_listener_set_wanted (SaListener *self, gboolean is_wanted)
{
  self->is_wanted = is_wanted;
  if (!is_wanted)
    close_microphone (self);
  else if (self->capture == NULL)
    open_microphone (self);
}

/**
 * sa_listener_follow:
 * @device: where the sound server took the stream
 *
 * It took it to the new default, which is followed, or to what happened to be left, such as the
 * sound of this computer, which is not.
 */
void
sa_listener_follow (SaListener *self, const char *device)
{
  SaMicrophone *found = sa_microphones_find (self->microphones, device);

  if (self->microphone == NULL || is_open_id (self, device))
    return;
  if (found == NULL || sa_microphone_is_monitor (found) ||
      sa_microphones_get_selected_id (self->microphones) != NULL) {
    lose (self, sa_microphone_get_name (self->microphone));
    return;
  }
  g_set_object (&self->microphone, found);
  self->funcs.on_open (self->user_data);
  sa_microphones_refresh (self->microphones);
}

/** sa_listener_get_microphone: Returns: (transfer none) (nullable): which one is open */
SaMicrophone *
sa_listener_get_microphone (SaListener *self)
{
  return self->microphone;
}
