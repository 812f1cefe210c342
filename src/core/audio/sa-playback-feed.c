/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-playback-feed.h"

#include <gst/audio/audio.h>
#include <math.h>
#include <string.h>

#include "sa-decoder.h"
#include "sa-range.h"

/* The most that is handed over at once. */
#define CHUNK_FRAMES 4096

struct _SaPlaybackFeed {
  SaClip *clip;
  GCancellable *cancellable;
  gint loops; /* atomic */

  /* Only the pipeline's thread uses these. */
  SaDecoder *decoder;
  int rate;
  int channels; /* of the file */
  int out_channels;
  gint64 first; /* the clip's first frame in the file */
  gint64 frames; /* how many it has, or G_MAXINT64 while that is unknown */
  gint64 given; /* frames given since the last jump, by the clip's clock */
  gint64 at; /* where in the clip the next frame is */
  GstClockTime jump_to;

  GMutex lock;
  GstClockTime length;
};

/**
 * sa_playback_feed_new:
 * @loop: whether to begin again at the end
 */
SaPlaybackFeed *
sa_playback_feed_new (SaClip *clip, gboolean loop)
{
  SaPlaybackFeed *self = g_new0 (SaPlaybackFeed, 1);
  double seconds = sa_range_get_seconds (clip);

  g_mutex_init (&self->lock);
  self->clip = g_object_ref (clip);
  self->cancellable = g_cancellable_new ();
  self->loops = loop;
  self->jump_to = GST_CLOCK_TIME_NONE;
  self->length = seconds >= 0 ? (GstClockTime) llround (seconds * GST_SECOND) : GST_CLOCK_TIME_NONE;
  return self;
}

static void
set_frames (SaPlaybackFeed *self, gint64 frames)
{
  self->frames = frames;
  g_mutex_lock (&self->lock);
  self->length = gst_util_uint64_scale_round ((guint64) frames, GST_SECOND, (guint64) self->rate);
  g_mutex_unlock (&self->lock);
}

static void
set_caps (SaPlaybackFeed *self, GstAppSrc *source)
{
  g_autoptr (GstCaps) caps =
    gst_caps_new_simple ("audio/x-raw", "format", G_TYPE_STRING, GST_AUDIO_NE (F32), "layout",
                         G_TYPE_STRING, "interleaved", "rate", G_TYPE_INT, self->rate, "channels",
                         G_TYPE_INT, self->out_channels, NULL);

  if (self->out_channels > 2)
    gst_caps_set_simple (caps, "channel-mask", GST_TYPE_BITMASK,
                         gst_audio_channel_get_fallback_mask (self->out_channels), NULL);
  gst_app_src_set_caps (source, caps);
}

static gboolean
open_file (SaPlaybackFeed *self, GstAppSrc *source, GError **error)
{
  double seconds = sa_range_get_seconds (self->clip);
  gint64 end;

  self->decoder = sa_decoder_new (sa_clip_get_file (self->clip), 0, self->cancellable, error);
  if (self->decoder == NULL)
    return FALSE;
  self->rate = sa_decoder_get_rate (self->decoder);
  self->channels = sa_decoder_get_channels (self->decoder);
  self->out_channels = sa_clip_get_mix (self->clip) == SA_CHANNEL_MIX_AUTO ? self->channels : 1;
  sa_clip_get_frames (self->clip, self->rate, &self->first, &end);
  self->frames = G_MAXINT64;
  if (seconds >= 0)
    set_frames (self, llround (seconds * self->rate));
  if (!GST_CLOCK_TIME_IS_VALID (self->jump_to))
    self->jump_to = 0;
  set_caps (self, source);
  return TRUE;
}

/* Goes where the last seek wanted to. */
static gboolean
jump (SaPlaybackFeed *self, GError **error)
{
  if (!GST_CLOCK_TIME_IS_VALID (self->jump_to))
    return TRUE;
  self->at = (gint64) gst_util_uint64_scale_round (self->jump_to, (guint64) self->rate, GST_SECOND);
  self->at = MIN (self->at, self->frames);
  self->given = self->at;
  self->jump_to = GST_CLOCK_TIME_NONE;
  return sa_decoder_seek (self->decoder, self->first + self->at, error);
}

/* Reads some of the clip; 0 at its end. */
static gssize
read_chunk (SaPlaybackFeed *self, float *samples, GError **error)
{
  gint64 left = self->frames - self->at;
  gssize n = 0;

  if (left > 0)
    n = sa_decoder_read (self->decoder, samples, (gsize) MIN (left, CHUNK_FRAMES), error);
  if (n < 0)
    return n;
  self->at += n;
  if (n == 0 && left > 0)
    set_frames (self, self->at); /* the file ends here */
  return n;
}

static gssize
read_or_begin_again (SaPlaybackFeed *self, float *samples, GError **error)
{
  gssize n = read_chunk (self, samples, error);

  if (n != 0 || self->frames == 0 || !g_atomic_int_get (&self->loops))
    return n;
  self->at = 0;
  if (!sa_decoder_seek (self->decoder, self->first, error))
    return -1;
  return read_chunk (self, samples, error);
}

static GstBuffer *
make_buffer (SaPlaybackFeed *self, const float *samples, gsize frames)
{
  gsize bytes = frames * (gsize) self->out_channels * sizeof (float);
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, bytes, NULL);
  guint64 from = (guint64) self->given, to = from + frames, rate = (guint64) self->rate;
  GstMapInfo map;

  gst_buffer_map (buffer, &map, GST_MAP_WRITE);
  if (self->out_channels == self->channels)
    memcpy (map.data, samples, bytes);
  else
    sa_channel_mix_apply (sa_clip_get_mix (self->clip), samples, self->channels,
                          (float *) (gpointer) map.data, frames);
  gst_buffer_unmap (buffer, &map);
  GST_BUFFER_PTS (buffer) = gst_util_uint64_scale_round (from, GST_SECOND, rate);
  GST_BUFFER_DURATION (buffer) =
    gst_util_uint64_scale_round (to, GST_SECOND, rate) - GST_BUFFER_PTS (buffer);
  self->given = (gint64) to;
  return buffer;
}

static gboolean
give (SaPlaybackFeed *self, GstAppSrc *source, GError **error)
{
  g_autofree float *samples = NULL;
  gssize n;

  if ((self->decoder == NULL && !open_file (self, source, error)) || !jump (self, error))
    return FALSE;
  samples = g_new (float, (gsize) CHUNK_FRAMES *(gsize) self->channels);
  n = read_or_begin_again (self, samples, error);
  if (n < 0)
    return FALSE;
  if (n == 0)
    gst_app_src_end_of_stream (source);
  else
    gst_app_src_push_buffer (source, make_buffer (self, samples, (gsize) n));
  return TRUE;
}

static void
on_need_data (GstAppSrc *source, guint length, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (give (user_data, source, &error))
    return;
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gst_element_post_message (GST_ELEMENT (source),
                              gst_message_new_error (GST_OBJECT (source), error, NULL));
  gst_app_src_end_of_stream (source);
}

/* Never at the same time as the above: the pipeline stands still while it seeks. */
static gboolean
on_seek_data (GstAppSrc *source, guint64 offset, gpointer user_data)
{
  SaPlaybackFeed *self = user_data;

  self->jump_to = offset;
  return TRUE;
}

/**
 * sa_playback_feed_make_source:
 *
 * Returns: (transfer floating): the element that gives the sound; the feed must outlive it
 */
GstElement *
sa_playback_feed_make_source (SaPlaybackFeed *self)
{
  GstElement *source = gst_element_factory_make ("appsrc", NULL);
  GstAppSrcCallbacks callbacks = { .need_data = on_need_data, .seek_data = on_seek_data };

  if (source == NULL)
    return NULL;
  g_object_set (source, "format", GST_FORMAT_TIME, "stream-type", GST_APP_STREAM_TYPE_SEEKABLE,
                NULL);
  gst_app_src_set_callbacks (GST_APP_SRC (source), &callbacks, self, NULL);
  return source;
}

/** sa_playback_feed_cancel: ends whatever it waits for, for ever */
void
sa_playback_feed_cancel (SaPlaybackFeed *self)
{
  g_cancellable_cancel (self->cancellable);
}

void
sa_playback_feed_set_loop (SaPlaybackFeed *self, gboolean loop)
{
  g_atomic_int_set (&self->loops, loop);
}

/** sa_playback_feed_get_length: Returns: how long the clip is, once that is known */
GstClockTime
sa_playback_feed_get_length (SaPlaybackFeed *self)
{
  GstClockTime length;

  g_mutex_lock (&self->lock);
  length = self->length;
  g_mutex_unlock (&self->lock);
  return length;
}

void
sa_playback_feed_free (SaPlaybackFeed *self)
{
  g_clear_object (&self->decoder);
  g_clear_object (&self->clip);
  g_clear_object (&self->cancellable);
  g_mutex_clear (&self->lock);
  g_free (self);
}
