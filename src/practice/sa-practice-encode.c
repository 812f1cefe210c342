/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice/sa-practice-encode.h"

#include <glib/gstdio.h>
#include <gst/app/gstappsrc.h>
#include <gst/gst.h>

#include "audio/sa-audio-init.h"
#include "audio/sa-decoder.h"

/* As the service's own figures say: mp3, 32 kHz, mono, 128 kbit/s. */
#define RATE 32000
#define MP3_KILOBITS 128
#define POLL_NANOSECONDS (50 * GST_MSECOND)

static gboolean
have_mp3_encoder (void)
{
  g_autoptr (GstElementFactory) encoder = NULL;
  g_autoptr (GstElementFactory) muxer = NULL;

  sa_audio_init ();
  encoder = gst_element_factory_find ("lamemp3enc");
  muxer = gst_element_factory_find ("xingmux");
  return encoder != NULL && muxer != NULL;
}

static GstElement *
make_pipeline (const char *path, int source_rate, GError **error)
{
  g_autofree char *description = NULL;
  g_autoptr (GstElement) sink = NULL;
  g_autofree char *mp3 =
    g_strdup_printf ("lamemp3enc target=bitrate cbr=true bitrate=%d ! xingmux", MP3_KILOBITS);
  GstElement *pipeline;

  description =
    g_strdup_printf ("appsrc name=source format=time block=false max-bytes=0 "
                     "caps=audio/x-raw,format=S16LE,layout=interleaved,rate=%d,channels=1 ! "
                     "audioconvert ! audioresample ! "
                     "audio/x-raw,format=S16LE,rate=%d,channels=1 ! %s ! filesink name=sink",
                     source_rate, RATE, have_mp3_encoder () ? mp3 : "wavenc");
  pipeline = gst_parse_launch (description, error);
  if (pipeline == NULL)
    return NULL;

  /* Not in the description: a path may hold any character. */
  sink = gst_bin_get_by_name (GST_BIN (pipeline), "sink");
  g_object_set (sink, "location", path, NULL);
  return pipeline;
}

static gboolean
run_pipeline (GstElement *pipeline, GCancellable *cancellable, GError **error)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);

  if (gst_element_set_state (pipeline, GST_STATE_PLAYING) == GST_STATE_CHANGE_FAILURE) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The preview could not be encoded");
    return FALSE;
  }

  while (!g_cancellable_set_error_if_cancelled (cancellable, error)) {
    g_autoptr (GstMessage) message =
      gst_bus_timed_pop_filtered (bus, POLL_NANOSECONDS, GST_MESSAGE_EOS | GST_MESSAGE_ERROR);

    if (message == NULL)
      continue;
    if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS)
      return TRUE;
    gst_message_parse_error (message, error, NULL);
    return FALSE;
  }
  return FALSE;
}

/* The true figures, from the finished file: the encoder's delay is part of what one hears. */
static gboolean
measure (const char *path, SaPracticeEncoded *encoded, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (SaDecoder) decoder = sa_decoder_new (file, 0, cancellable, error);
  const float *frames;
  gssize got;
  GStatBuf status;

  if (decoder == NULL)
    return FALSE;

  do {
    got = sa_decoder_next (decoder, &frames, error);
  } while (got > 0);
  if (got < 0)
    return FALSE;

  encoded->sample_rate = sa_decoder_get_rate (decoder);
  encoded->length =
    (sa_decoder_get_position (decoder) * 1000 + encoded->sample_rate / 2) / encoded->sample_rate;
  encoded->bytes = g_stat (path, &status) == 0 ? status.st_size : 0;
  encoded->bitrate = have_mp3_encoder () ? MP3_KILOBITS * 1000 : encoded->sample_rate * 16;
  return TRUE;
}

/**
 * sa_practice_encode_get_extension:
 *
 * Returns: (transfer none): "mp3", or "wav" where GStreamer has no encoder for mp3
 */
const char *
sa_practice_encode_get_extension (void)
{
  return have_mp3_encoder () ? "mp3" : "wav";
}

/**
 * sa_practice_encode:
 * @path: the file to write
 * @encoded: (out caller-allocates): its figures
 *
 * Encodes @speech as a preview. Blocks.
 *
 * Returns: whether it was done
 */
gboolean
sa_practice_encode (const SaPracticeSpeech *speech,
                    const char *path,
                    SaPracticeEncoded *encoded,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GstElement) pipeline = NULL;
  g_autoptr (GstElement) source = NULL;
  GstBuffer *buffer;
  gboolean done;

  sa_audio_init ();
  pipeline = make_pipeline (path, speech->rate, error);
  if (pipeline == NULL)
    return FALSE;

  source = gst_bin_get_by_name (GST_BIN (pipeline), "source");
  buffer = gst_buffer_new_memdup (speech->samples, speech->frames * sizeof (gint16));
  GST_BUFFER_PTS (buffer) = 0;
  GST_BUFFER_DURATION (buffer) =
    gst_util_uint64_scale (speech->frames, GST_SECOND, (guint64) speech->rate);
  gst_app_src_push_buffer (GST_APP_SRC (source), buffer);
  gst_app_src_end_of_stream (GST_APP_SRC (source));

  done = run_pipeline (pipeline, cancellable, error);
  gst_element_set_state (pipeline, GST_STATE_NULL);
  return done && measure (path, encoded, cancellable, error);
}
