/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-capture.h"

#include <glib/gi18n-lib.h>
#include <gst/app/gstappsink.h>
#include <gst/audio/audio.h>

#include "sa-audio-error.h"

/* Sound comes in pieces of this length: the fewer, the less work. */
#define PIECE_USEC (20 * G_TIME_SPAN_MILLISECOND)
/* How long the program may be held up before sound is lost. */
#define RESERVE_USEC (2 * G_TIME_SPAN_SECOND)

typedef enum {
  STEP_OPEN,
  STEP_CLOSE,
} Step;

struct _SaCapture {
  SaMicrophone *microphone;
  gboolean follow_default;
  int rate;
  GThreadPool *steps; /* one thread: one step after another */
  GstElement *pipeline;
  GstBus *bus;
  GSource *watch;

  GMutex lock; /* held while a function is called */
  gboolean is_closed;
  SaCaptureFuncs funcs;
  gpointer tap; /* of those that other threads call */
  gpointer user_data;
  char *device; /* where the sound server has the stream */

  guint64 next_offset; /* of the capture's thread */
};

static void
hand_over (SaCapture *self, GstSample *sample, GstBuffer *buffer)
{
  GstAudioInfo info;
  GstMapInfo map;
  gint64 lost = 0;

  if (!gst_audio_info_from_caps (&info, gst_sample_get_caps (sample)) ||
      !gst_buffer_map (buffer, &map, GST_MAP_READ))
    return;
  /* A ring buffer that was not emptied in time goes on counting. */
  if (GST_BUFFER_OFFSET_IS_VALID (buffer)) {
    if (self->next_offset != GST_BUFFER_OFFSET_NONE)
      lost = MAX ((gint64) (GST_BUFFER_OFFSET (buffer) - self->next_offset), 0);
    self->next_offset = GST_BUFFER_OFFSET (buffer) + map.size / (gsize) info.bpf;
  }
  g_mutex_lock (&self->lock);
  if (!self->is_closed)
    self->funcs.on_frames ((const float *) (gpointer) map.data, info.channels,
                           map.size / (gsize) info.bpf, lost, self->tap);
  g_mutex_unlock (&self->lock);
  gst_buffer_unmap (buffer, &map);
}

static GstFlowReturn
on_sample (GstAppSink *sink, gpointer user_data)
{
  g_autoptr (GstSample) sample = gst_app_sink_pull_sample (sink);

  if (sample == NULL)
    return GST_FLOW_EOS;
  if (gst_sample_get_buffer (sample) != NULL)
    hand_over (user_data, sample, gst_sample_get_buffer (sample));
  return GST_FLOW_OK;
}

/* PulseAudio tells nobody that a microphone is gone: it takes the stream to another source. */
static void
on_current_device (GObject *source, GParamSpec *pspec, SaCapture *self)
{
  g_autofree char *device = NULL;

  g_object_get (source, "current-device", &device, NULL);
  if (device == NULL || *device == '\0')
    return;
  g_mutex_lock (&self->lock);
  if (g_strcmp0 (self->device, device) != 0) {
    g_free (self->device);
    self->device = g_strdup (device);
    if (!self->is_closed)
      self->funcs.on_moved (device, self->tap);
  }
  g_mutex_unlock (&self->lock);
}

static void
post_error (SaCapture *self, const char *message)
{
  g_autoptr (GError) error = g_error_new_literal (SA_AUDIO_ERROR, SA_AUDIO_ERROR_DEVICE, message);

  gst_bus_post (self->bus, gst_message_new_error (GST_OBJECT (self->pipeline), error, NULL));
}

/* A stream without a device of its own goes along when the default changes. */
static GstElement *
make_source (SaCapture *self)
{
  GstElement *source = sa_microphone_make_source (self->microphone);

  if (source == NULL)
    return NULL;
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (source), "current-device") != NULL) {
    if (self->follow_default)
      g_object_set (source, "device", NULL, NULL);
    g_signal_connect (source, "notify::current-device", G_CALLBACK (on_current_device), self);
  }
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (source), "buffer-time") != NULL)
    g_object_set (source, "buffer-time", (gint64) RESERVE_USEC, "latency-time", (gint64) PIECE_USEC,
                  NULL);
  return source;
}

/* Two channels where there are two: the better mix of them is chosen later. */
static GstElement *
make_sink (SaCapture *self)
{
  GstElement *sink = gst_element_factory_make ("appsink", NULL);
  GstAppSinkCallbacks callbacks = { .new_sample = on_sample };
  g_autoptr (GstCaps) caps =
    gst_caps_new_simple ("audio/x-raw", "format", G_TYPE_STRING, GST_AUDIO_NE (F32), "layout",
                         G_TYPE_STRING, "interleaved", "rate", G_TYPE_INT, self->rate, "channels",
                         GST_TYPE_INT_RANGE, 1, 2, NULL);

  g_object_set (sink, "sync", FALSE, "caps", caps, NULL);
  gst_app_sink_set_callbacks (GST_APP_SINK (sink), &callbacks, self, NULL);
  return sink;
}

static void
open_pipeline (SaCapture *self)
{
  GstElement *source = make_source (self);
  GstElement *convert, *resample, *sink;

  if (source == NULL) {
    post_error (self, _ ("the sound system does not offer it any more."));
    return;
  }
  convert = gst_element_factory_make ("audioconvert", NULL);
  resample = gst_element_factory_make ("audioresample", NULL);
  sink = make_sink (self);
  gst_bin_add_many (GST_BIN (self->pipeline), source, convert, resample, sink, NULL);
  if (!gst_element_link_many (source, convert, resample, sink, NULL)) {
    post_error (self, _ ("it does not give sound that can be recorded."));
    return;
  }
  gst_element_set_state (self->pipeline, GST_STATE_PLAYING);
}

static void
free_capture (SaCapture *self)
{
  gst_element_set_state (self->pipeline, GST_STATE_NULL);
  gst_clear_object (&self->bus);
  gst_clear_object (&self->pipeline);
  g_clear_object (&self->microphone);
  g_mutex_clear (&self->lock);
  g_free (self->device);
  g_free (self);
}

static void
run_step (gpointer data, gpointer user_data)
{
  /* No pointer to a pool's work may be null. */
  switch ((Step) (GPOINTER_TO_INT (data) - 1)) {
  case STEP_OPEN:
    open_pipeline (user_data);
    break;
  case STEP_CLOSE:
    free_capture (user_data);
    break;
  default:
    g_assert_not_reached ();
  }
}

static gboolean
on_message (GstBus *bus, GstMessage *message, gpointer user_data)
{
  SaCapture *self = user_data;
  g_autoptr (GError) cause = NULL;
  g_autoptr (GError) error = NULL;

  if (GST_MESSAGE_TYPE (message) != GST_MESSAGE_ERROR)
    return G_SOURCE_CONTINUE;
  gst_message_parse_error (message, &cause, NULL);
  error = g_error_new (SA_AUDIO_ERROR, SA_AUDIO_ERROR_DEVICE,
                       _ ("“%s” cannot be used: %s Check the system's sound settings, or choose "
                          "another microphone"),
                       sa_microphone_get_name (self->microphone), cause->message);
  self->funcs.on_failed (error, self->user_data);
  /* The owner has usually closed it by now. */
  return G_SOURCE_REMOVE;
}

/**
 * sa_capture_new:
 * @follow_default: whether it goes along when the system's default changes
 * @rate: frames per second
 * @tap: handed to the functions that other threads call
 * @user_data: handed to on_failed
 *
 * Opens @microphone.
 *
 * Returns: what is to be given back with sa_capture_close()
 */
SaCapture *
sa_capture_new (SaMicrophone *microphone,
                gboolean follow_default,
                int rate,
                const SaCaptureFuncs *funcs,
                gpointer tap,
                gpointer user_data)
{
  SaCapture *self = g_new0 (SaCapture, 1);

  g_mutex_init (&self->lock);
  self->microphone = g_object_ref (microphone);
  self->follow_default = follow_default;
  self->rate = rate;
  self->funcs = *funcs;
  self->tap = tap;
  self->user_data = user_data;
  self->device = g_strdup (sa_microphone_get_id (microphone));
  self->next_offset = GST_BUFFER_OFFSET_NONE;
  self->steps = g_thread_pool_new (run_step, self, 1, FALSE, NULL);
  self->pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  self->bus = gst_element_get_bus (self->pipeline);
  self->watch = gst_bus_create_watch (self->bus);
  g_source_set_callback (self->watch, G_SOURCE_FUNC (on_message), self, NULL);
  g_source_attach (self->watch, g_main_context_get_thread_default ());
  g_thread_pool_push (self->steps, GINT_TO_POINTER (STEP_OPEN + 1), NULL);
  return self;
}

/** sa_capture_close: gives the microphone back; does not wait for that */
void
sa_capture_close (SaCapture *self)
{
  GThreadPool *steps = self->steps;

  g_source_destroy (self->watch);
  g_clear_pointer (&self->watch, g_source_unref);
  g_mutex_lock (&self->lock);
  self->is_closed = TRUE;
  g_mutex_unlock (&self->lock);
  g_thread_pool_push (steps, GINT_TO_POINTER (STEP_CLOSE + 1), NULL);
  /* The pool goes when its work is done. */
  g_thread_pool_free (steps, FALSE, FALSE);
}
