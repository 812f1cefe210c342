/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-playback.h"

#include <glib/gi18n-lib.h>
#include <gst/gst.h>
#include <math.h>

#include "sa-audio-error.h"
#include "sa-audio-init.h"
#include "sa-playback-feed.h"

#define AHEAD (30 * GST_MSECOND)
/* A sound server's clock runs before the first sound reaches it, and what is late is not played:
 * everything is played this much later. */
#define LEAD (60 * GST_MSECOND)
#define MAX_GAIN 10.0 /* as a factor; what the volume element can do */

typedef enum {
  STEP_OPEN,
  STEP_PLAY,
  STEP_PAUSE,
  STEP_SEEK,
  STEP_CLOSE,
} Step;

struct _SaPlayback {
  SaPlaybackFeed *feed;
  GThreadPool *steps; /* one thread: one step after another */
  GstElement *pipeline;
  GstElement *volume;
  GstBus *bus;
  GSource *watch;
  SaPlaybackFunc on_end;
  gpointer user_data;
  gboolean loop;
  gdouble from;

  GMutex lock;
  double target; /* where the last seek goes, or below 0 */
  guint32 seek_stamp; /* tells messages from before the last seek from those after it */
};

static void
post_error (SaPlayback *self, const char *message)
{
  g_autoptr (GError) error = g_error_new_literal (SA_AUDIO_ERROR, SA_AUDIO_ERROR_DEVICE, message);

  gst_bus_post (self->bus, gst_message_new_error (GST_OBJECT (self->pipeline), error, NULL));
}

/* The first way out that can be opened. The one that GStreamer would choose by itself hides why
 * there is none. */
static GstElement *
open_sink (void)
{
  static const char *names[] = { "pulsesink", "alsasink" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    GstElement *sink = gst_element_factory_make (names[i], NULL);

    if (sink == NULL)
      continue;
    gst_object_ref_sink (sink);
    g_object_set (sink, "ts-offset", (gint64) LEAD, NULL);
    if (gst_element_set_state (sink, GST_STATE_READY) == GST_STATE_CHANGE_SUCCESS)
      return sink;
    gst_element_set_state (sink, GST_STATE_NULL);
    gst_object_unref (sink);
  }
  return NULL;
}

static void
open_pipeline (SaPlayback *self)
{
  GstElement *sink = open_sink ();
  GstElement *source = sa_playback_feed_make_source (self->feed);
  GstElement *convert = gst_element_factory_make ("audioconvert", NULL);
  GstElement *resample = gst_element_factory_make ("audioresample", NULL);
  gint64 from = (gint64) (self->from * GST_SECOND);

  if (sink == NULL) {
    gst_clear_object (&source);
    gst_clear_object (&convert);
    gst_clear_object (&resample);
    post_error (self, _ ("There is no sound output: connect speakers or headphones, or start the "
                         "sound server"));
    return;
  }
  gst_bin_add_many (GST_BIN (self->pipeline), source, convert, resample,
                    gst_object_ref (self->volume), sink, NULL);
  gst_object_unref (sink);
  if (!gst_element_link_many (source, convert, resample, self->volume, sink, NULL)) {
    post_error (self, _ ("The sound output cannot be used"));
    return;
  }
  /* A source that does not run yet keeps this for its start. */
  if (from > 0)
    gst_element_send_event (source,
                            gst_event_new_seek (1.0, GST_FORMAT_TIME, GST_SEEK_FLAG_FLUSH,
                                                GST_SEEK_TYPE_SET, from, GST_SEEK_TYPE_NONE, -1));
}

static double
peek_target (SaPlayback *self)
{
  double target;

  g_mutex_lock (&self->lock);
  target = self->target;
  g_mutex_unlock (&self->lock);
  return target;
}

/* Of several seeks that wait, only the last counts: the others find nothing to do. */
static void
seek_pipeline (SaPlayback *self)
{
  double target = peek_target (self);
  GstEvent *seek;

  if (target < 0)
    return;
  seek = gst_event_new_seek (1.0, GST_FORMAT_TIME, GST_SEEK_FLAG_FLUSH, GST_SEEK_TYPE_SET,
                             (gint64) (target * GST_SECOND), GST_SEEK_TYPE_NONE, -1);
  g_mutex_lock (&self->lock);
  self->seek_stamp = gst_event_get_seqnum (seek);
  g_mutex_unlock (&self->lock);
  gst_element_send_event (self->pipeline, seek);
  /* Until the first sound from there is ready, the old position would be told. */
  gst_element_get_state (self->pipeline, NULL, NULL, GST_SECOND);
  g_mutex_lock (&self->lock);
  if (self->target == target)
    self->target = -1;
  g_mutex_unlock (&self->lock);
}

static void
free_playback (SaPlayback *self)
{
  gst_element_set_state (self->pipeline, GST_STATE_NULL);
  g_clear_pointer (&self->feed, sa_playback_feed_free);
  gst_clear_object (&self->volume);
  gst_clear_object (&self->bus);
  gst_clear_object (&self->pipeline);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static void
run_step (gpointer data, gpointer user_data)
{
  SaPlayback *self = user_data;

  /* No pointer to a pool's work may be null. */
  switch ((Step) (GPOINTER_TO_INT (data) - 1)) {
  case STEP_OPEN:
    open_pipeline (self);
    break;
  case STEP_PLAY:
    gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
    break;
  case STEP_PAUSE:
    gst_element_set_state (self->pipeline, GST_STATE_PAUSED);
    break;
  case STEP_SEEK:
    seek_pipeline (self);
    break;
  case STEP_CLOSE:
    free_playback (self);
    break;
  default:
    g_assert_not_reached ();
  }
}

static void
add_step (SaPlayback *self, Step step)
{
  g_thread_pool_push (self->steps, GINT_TO_POINTER ((int) step + 1), NULL);
}

static void
set_device_error (GError **error, const GError *cause)
{
  if (cause->domain == SA_AUDIO_ERROR)
    *error = g_error_copy (cause);
  else
    g_set_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_DEVICE,
                 _ ("The sound output failed: %s Check the sound settings and play again"),
                 cause->message);
}

static void
on_eos (SaPlayback *self, GstMessage *message)
{
  gboolean is_stale;

  g_mutex_lock (&self->lock);
  is_stale = self->target >= 0 ||
             (self->seek_stamp != 0 && gst_message_get_seqnum (message) != self->seek_stamp);
  g_mutex_unlock (&self->lock);
  if (is_stale)
    return;
  if (self->loop)
    sa_playback_seek (self, 0);
  else
    self->on_end (NULL, self->user_data);
}

static gboolean
on_message (GstBus *bus, GstMessage *message, gpointer user_data)
{
  SaPlayback *self = user_data;

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS) {
    on_eos (self, message);
  } else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR) {
    g_autoptr (GError) cause = NULL;
    g_autoptr (GError) error = NULL;

    gst_message_parse_error (message, &cause, NULL);
    set_device_error (&error, cause);
    self->on_end (error, self->user_data);
  }
  return G_SOURCE_CONTINUE;
}

/**
 * sa_playback_new:
 * @position: where to begin, in seconds from the clip's beginning
 * @on_end: called when it played to its end or failed; not after sa_playback_close()
 *
 * Returns: a playback that is not playing yet, to be given back with sa_playback_close()
 */
SaPlayback *
sa_playback_new (SaClip *clip,
                 double position,
                 gboolean loop,
                 double gain_db,
                 SaPlaybackFunc on_end,
                 gpointer user_data)
{
  SaPlayback *self = g_new0 (SaPlayback, 1);

  sa_audio_init ();
  g_mutex_init (&self->lock);
  self->feed = sa_playback_feed_new (clip, loop);
  self->steps = g_thread_pool_new (run_step, self, 1, FALSE, NULL);
  self->pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  self->volume = gst_object_ref_sink (gst_element_factory_make ("volume", NULL));
  self->bus = gst_element_get_bus (self->pipeline);
  self->on_end = on_end;
  self->user_data = user_data;
  self->loop = loop;
  self->from = position;
  self->target = -1;
  sa_playback_set_gain_db (self, gain_db);

  self->watch = gst_bus_create_watch (self->bus);
  g_source_set_callback (self->watch, G_SOURCE_FUNC (on_message), self, NULL);
  g_source_attach (self->watch, g_main_context_get_thread_default ());
  add_step (self, STEP_OPEN);
  return self;
}

void
sa_playback_set_playing (SaPlayback *self, gboolean playing)
{
  add_step (self, playing ? STEP_PLAY : STEP_PAUSE);
}

/** sa_playback_seek: goes to @position seconds from the clip's beginning, playing or paused */
void
sa_playback_seek (SaPlayback *self, double position)
{
  g_mutex_lock (&self->lock);
  self->target = position;
  g_mutex_unlock (&self->lock);
  add_step (self, STEP_SEEK);
}

void
sa_playback_set_loop (SaPlayback *self, gboolean loop)
{
  self->loop = loop;
  sa_playback_feed_set_loop (self->feed, loop);
}

void
sa_playback_set_gain_db (SaPlayback *self, double gain_db)
{
  g_object_set (self->volume, "volume", CLAMP (pow (10, gain_db / 20), 0, MAX_GAIN), NULL);
}

/**
 * sa_playback_get_position:
 *
 * Returns: what is heard now, in seconds from the clip's beginning; below 0 while unknown
 */
double
sa_playback_get_position (SaPlayback *self)
{
  GstClockTime length = sa_playback_feed_get_length (self->feed);
  double target = peek_target (self);
  gint64 position;

  if (target >= 0)
    return target;
  if (!gst_element_query_position (self->pipeline, GST_FORMAT_TIME, &position) || position < 0)
    return -1;
  position = MAX (position - (gint64) LEAD, 0);
  /* The clock goes on from lap to lap; at the very end it may be a moment ahead. */
  if (GST_CLOCK_TIME_IS_VALID (length) && length > 0 && (GstClockTime) position > length)
    position = position - (gint64) length < AHEAD ? (gint64) length : position % (gint64) length;
  return (double) position / GST_SECOND;
}

/** sa_playback_get_length: Returns: how long the clip is, in seconds; below 0 while unknown */
double
sa_playback_get_length (SaPlayback *self)
{
  GstClockTime length = sa_playback_feed_get_length (self->feed);

  return GST_CLOCK_TIME_IS_VALID (length) ? (double) length / GST_SECOND : -1;
}

/** sa_playback_close: falls silent and gives the device back; does not wait for that */
void
sa_playback_close (SaPlayback *self)
{
  GThreadPool *steps = self->steps;

  g_source_destroy (self->watch);
  g_clear_pointer (&self->watch, g_source_unref);
  sa_playback_feed_cancel (self->feed);
  add_step (self, STEP_CLOSE);
  /* The pool goes when its work is done. */
  g_thread_pool_free (steps, FALSE, FALSE);
}
