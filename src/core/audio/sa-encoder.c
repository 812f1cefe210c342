/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-encoder.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <gst/app/app.h>
#include <gst/audio/audio.h>
#include <string.h>

#include "sa-audio-error.h"
#include "sa-audio-init.h"
#include "sa-mp3-index.h"
#include "sa-mp4-edit.h"
#include "sa-output.h"
#include "sa-wav-writer.h"

/* How much sound may wait for the encoder's thread. */
#define QUEUE_BYTES (1024 * 1024)
#define MAX_LOSSY_CHANNELS 2

struct _SaEncoder {
  SaWavWriter *wav; /* or else the following */
  SaEncoding encoding;
  char *path;
  char *name;
  SaSampleFormat format;
  int rate;
  int channels;
  gint64 frames;
  guint32 delay; /* frames that an AAC encoder puts in front */
  GstElement *pipeline;
  GstAppSrc *source;

  GMutex lock;
  GCond changed;
  gboolean is_full;
  gboolean is_done;
  GError *failure; /* as GStreamer says it */
};

/**
 * sa_encoding_from_name:
 *
 * Finds the encoding that a file name's ending asks for, in any letter case.
 */
gboolean
sa_encoding_from_name (const char *name, SaEncoding *encoding)
{
  static const char *endings[] = { ".wav", ".mp3", ".m4a", ".flac" };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++) {
    if (g_str_has_suffix (lower, endings[i])) {
      *encoding = (SaEncoding) i;
      return TRUE;
    }
  }
  return FALSE;
}

/**
 * sa_encoding_fit_rate:
 *
 * Returns: the rate nearest above @rate that the encoding can hold, or its highest one. What is
 *   lossy goes up to 48 kHz.
 */
int
sa_encoding_fit_rate (SaEncoding encoding, int rate)
{
  static const int rates[] = { 8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000 };

  if (encoding == SA_ENCODING_WAV || encoding == SA_ENCODING_FLAC)
    return rate;
  for (guint i = 0; i < G_N_ELEMENTS (rates); i++) {
    if (rate <= rates[i])
      return rates[i];
  }
  return rates[G_N_ELEMENTS (rates) - 1];
}

/**
 * sa_encoding_fit_format:
 *
 * Returns: @format, or the one nearest to it that the encoding can hold
 */
SaSampleFormat
sa_encoding_fit_format (SaEncoding encoding, SaSampleFormat format)
{
  if (encoding == SA_ENCODING_MP3)
    return SA_SAMPLE_FORMAT_S16;
  if (encoding == SA_ENCODING_M4A)
    return SA_SAMPLE_FORMAT_F32;
  if (encoding == SA_ENCODING_FLAC && format != SA_SAMPLE_FORMAT_S16)
    return SA_SAMPLE_FORMAT_S24;
  return format;
}

static void
on_need_data (GstAppSrc *source, guint length, gpointer user_data)
{
  SaEncoder *self = user_data;

  g_mutex_lock (&self->lock);
  self->is_full = FALSE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
}

static void
on_enough_data (GstAppSrc *source, gpointer user_data)
{
  SaEncoder *self = user_data;

  g_mutex_lock (&self->lock);
  self->is_full = TRUE;
  g_mutex_unlock (&self->lock);
}

/* Called in whichever thread posts a message; there is no other reader of the bus. */
static GstBusSyncReply
on_message (GstBus *bus, GstMessage *message, gpointer user_data)
{
  SaEncoder *self = user_data;

  g_mutex_lock (&self->lock);
  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR && self->failure == NULL)
    gst_message_parse_error (message, &self->failure, NULL);
  else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS)
    self->is_done = TRUE;
  g_cond_signal (&self->changed);
  g_mutex_unlock (&self->lock);
  return GST_BUS_DROP;
}

/* The best that is there; each puts its own delay in front of the sound. */
static GstElement *
make_aac_encoder (SaEncoder *self)
{
  static const struct {
    const char *name;
    guint32 delay;
  } encoders[] = { { "avenc_aac", 1024 }, { "voaacenc", 1600 } };
  int bitrate = CLAMP (3 * self->rate, 24000, 80000) * MIN (self->channels, MAX_LOSSY_CHANNELS);

  for (guint i = 0; i < G_N_ELEMENTS (encoders); i++) {
    GstElement *encoder = gst_element_factory_make (encoders[i].name, NULL);

    if (encoder != NULL) {
      g_object_set (encoder, "bitrate", bitrate, NULL);
      self->delay = encoders[i].delay;
      return encoder;
    }
  }
  return NULL;
}

static GstElement *
make_mp3_encoder (void)
{
  GstElement *encoder = gst_element_factory_make ("lamemp3enc", NULL);

  if (encoder != NULL)
    g_object_set (encoder, "quality", 2.0f, NULL);
  return encoder;
}

/* The elements between the converter and the file, in their order; NULL for one not installed. */
static guint
make_elements (SaEncoder *self, GstElement *elements[2])
{
  switch (self->encoding) {
  case SA_ENCODING_MP3:
    elements[0] = make_mp3_encoder ();
    return 1;
  case SA_ENCODING_M4A:
    elements[0] = make_aac_encoder (self);
    elements[1] = gst_element_factory_make ("mp4mux", NULL);
    /* With it, the length that is asked for can be written to the sample. */
    if (elements[1] != NULL)
      g_object_set (elements[1], "movie-timescale", (guint) self->rate, NULL);
    return 2;
  case SA_ENCODING_FLAC:
    elements[0] = gst_element_factory_make ("flacenc", NULL);
    return 1;
  case SA_ENCODING_WAV:
  default:
    g_assert_not_reached ();
  }
}

static GstCaps *
make_caps (SaEncoder *self, int channels)
{
  GstCaps *caps = gst_caps_new_simple ("audio/x-raw", "format", G_TYPE_STRING,
                                       sa_sample_format_get_gst_name (self->format), "rate",
                                       G_TYPE_INT, self->rate, "channels", G_TYPE_INT, channels,
                                       "layout", G_TYPE_STRING, "interleaved", NULL);

  if (channels > 2)
    gst_caps_set_simple (caps, "channel-mask", GST_TYPE_BITMASK,
                         gst_audio_channel_get_fallback_mask (channels), NULL);
  return caps;
}

static GstElement *
make_source (SaEncoder *self)
{
  GstElement *source = gst_element_factory_make ("appsrc", NULL);
  GstAppSrcCallbacks callbacks = { .need_data = on_need_data, .enough_data = on_enough_data };
  g_autoptr (GstCaps) caps = make_caps (self, self->channels);

  if (source == NULL)
    return NULL;
  g_object_set (source, "caps", caps, "format", GST_FORMAT_TIME, "max-bytes", (guint64) QUEUE_BYTES,
                "min-percent", 50, NULL);
  gst_app_src_set_callbacks (GST_APP_SRC (source), &callbacks, self, NULL);
  self->source = GST_APP_SRC (source);
  return source;
}

/* With more channels than the encoding holds, the converter mixes them by their places. */
static GstElement *
make_narrowing (SaEncoder *self)
{
  GstElement *filter = gst_element_factory_make ("capsfilter", NULL);
  int channels = self->channels;
  g_autoptr (GstCaps) caps = NULL;

  if (self->encoding != SA_ENCODING_FLAC)
    channels = MIN (channels, MAX_LOSSY_CHANNELS);
  caps = gst_caps_new_simple ("audio/x-raw", "channels", G_TYPE_INT, channels, NULL);
  if (filter != NULL)
    g_object_set (filter, "caps", caps, NULL);
  return filter;
}

static gboolean
build (SaEncoder *self, GError **error)
{
  GstElement *chain[6] = { NULL }, *elements[2] = { NULL };
  guint n_elements = make_elements (self, elements), n = 0;
  gboolean complete = TRUE;

  chain[n++] = make_source (self);
  chain[n++] = gst_element_factory_make ("audioconvert", NULL);
  chain[n++] = make_narrowing (self);
  for (guint i = 0; i < n_elements; i++)
    chain[n++] = elements[i];
  chain[n++] = gst_element_factory_make ("filesink", NULL);

  self->pipeline = gst_object_ref_sink (gst_pipeline_new (NULL));
  for (guint i = 0; i < n; i++) {
    if (chain[i] != NULL)
      gst_bin_add (GST_BIN (self->pipeline), chain[i]);
    complete = complete && chain[i] != NULL;
  }
  if (!complete) {
    g_set_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_MISSING_PLUGIN,
                 _ ("A GStreamer plugin that is needed to write “%s” is not installed"),
                 self->name);
    return FALSE;
  }
  /* An mp3 goes on behind its index. */
  g_object_set (chain[n - 1], "location", self->path, "append", self->encoding == SA_ENCODING_MP3,
                "async", FALSE, NULL);
  for (guint i = 1; i < n; i++) {
    if (!gst_element_link (chain[i - 1], chain[i])) {
      g_set_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_ENCODE,
                   _ ("“%s” cannot be encoded: this sound does not go into such a file"),
                   self->name);
      return FALSE;
    }
  }
  return TRUE;
}

/* Sets the error that the pipeline met; with the lock held. */
static void
take_failure (SaEncoder *self, GError **error)
{
  if (self->failure != NULL)
    sa_audio_error_set_gst (error, self->failure, self->name);
  else
    g_set_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_ENCODE, _ ("“%s” cannot be encoded"),
                 self->name);
}

static gboolean
start (SaEncoder *self, GError **error)
{
  g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);

  gst_bus_set_sync_handler (bus, on_message, self, NULL);
  if (gst_element_set_state (self->pipeline, GST_STATE_PLAYING) != GST_STATE_CHANGE_FAILURE)
    return TRUE;
  g_mutex_lock (&self->lock);
  take_failure (self, error);
  g_mutex_unlock (&self->lock);
  return FALSE;
}

/**
 * sa_encoder_new:
 * @path: where to write; what is there is overwritten
 * @name: the file as the user knows it, for errors
 * @format: how samples are to be stored, as sa_encoding_fit_format() allows
 * @rate: as sa_encoding_fit_rate() allows
 * @channels: of what will be written; into mp3 and m4a more than two are mixed to two
 *
 * Returns: (transfer full): the encoder, or %NULL with an error of the domain %SA_AUDIO_ERROR
 */
SaEncoder *
sa_encoder_new (const char *path,
                const char *name,
                SaEncoding encoding,
                SaSampleFormat format,
                int rate,
                int channels,
                GError **error)
{
  g_autoptr (SaEncoder) self = g_new0 (SaEncoder, 1);

  g_return_val_if_fail (rate > 0 && channels > 0, NULL);

  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->encoding = encoding;
  self->path = g_strdup (path);
  self->name = g_strdup (name);
  self->format = sa_encoding_fit_format (encoding, format);
  self->rate = rate;
  self->channels = channels;
  if (encoding == SA_ENCODING_WAV) {
    self->wav = sa_wav_writer_new (path, name, format, rate, channels, error);
    return self->wav != NULL ? g_steal_pointer (&self) : NULL;
  }
  sa_audio_init ();
  if (encoding == SA_ENCODING_MP3 &&
      !sa_mp3_index_reserve (path, rate, MIN (channels, MAX_LOSSY_CHANNELS))) {
    sa_output_set_error (error, errno, name);
    return NULL;
  }
  if (!build (self, error) || !start (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

static GstBuffer *
make_buffer (SaEncoder *self, const float *samples, gsize frames)
{
  gsize n = frames * (gsize) self->channels;
  gsize bytes = n * (gsize) sa_sample_format_get_bytes (self->format);
  GstBuffer *buffer = gst_buffer_new_allocate (NULL, bytes, NULL);
  GstMapInfo map;
  guint64 rate = (guint64) self->rate, from = (guint64) self->frames, to = from + frames;

  gst_buffer_map (buffer, &map, GST_MAP_WRITE);
  sa_sample_format_pack (self->format, samples, n, map.data);
  gst_buffer_unmap (buffer, &map);
  GST_BUFFER_PTS (buffer) = gst_util_uint64_scale_round (from, GST_SECOND, rate);
  GST_BUFFER_DURATION (buffer) =
    gst_util_uint64_scale_round (to, GST_SECOND, rate) - GST_BUFFER_PTS (buffer);
  self->frames += (gint64) frames;
  return buffer;
}

/**
 * sa_encoder_write:
 * @samples: @frames times as many samples as there are channels, full scale at ±1
 *
 * Adds sound to the file. Waits while the encoder has enough to do.
 */
gboolean
sa_encoder_write (SaEncoder *self, const float *samples, gsize frames, GError **error)
{
  gboolean ok;

  if (self->wav != NULL)
    return sa_wav_writer_write (self->wav, samples, frames, error);
  if (frames == 0)
    return TRUE;

  gst_app_src_push_buffer (self->source, make_buffer (self, samples, frames));
  g_mutex_lock (&self->lock);
  while (self->is_full && self->failure == NULL)
    g_cond_wait (&self->changed, &self->lock);
  ok = self->failure == NULL;
  if (!ok)
    take_failure (self, error);
  g_mutex_unlock (&self->lock);
  return ok;
}

/* Writes down what of the file is the sound, and what the encoder added. */
static gboolean
write_length (SaEncoder *self, GError **error)
{
  gboolean ok = TRUE;

  if (self->encoding == SA_ENCODING_MP3)
    ok = sa_mp3_index_write (self->path, self->frames);
  else if (self->encoding == SA_ENCODING_M4A)
    ok = sa_mp4_edit_trim (self->path, self->delay, self->frames, self->rate);
  if (!ok)
    sa_output_set_error (error, errno, self->name);
  return ok;
}

/**
 * sa_encoder_finish:
 *
 * Encodes what is left and completes the file, which is not one before.
 */
gboolean
sa_encoder_finish (SaEncoder *self, GError **error)
{
  gboolean ok;

  if (self->wav != NULL)
    return sa_wav_writer_finish (self->wav, error);

  gst_app_src_end_of_stream (self->source);
  g_mutex_lock (&self->lock);
  while (!self->is_done && self->failure == NULL)
    g_cond_wait (&self->changed, &self->lock);
  ok = self->failure == NULL;
  if (!ok)
    take_failure (self, error);
  g_mutex_unlock (&self->lock);
  /* The file is closed before anybody looks at it. */
  gst_element_set_state (self->pipeline, GST_STATE_NULL);
  return ok && write_length (self, error);
}

/** sa_encoder_free: stops where it is; a file that was not finished is of no use */
void
sa_encoder_free (SaEncoder *self)
{
  if (self->pipeline != NULL) {
    g_autoptr (GstBus) bus = gst_element_get_bus (self->pipeline);

    gst_element_set_state (self->pipeline, GST_STATE_NULL);
    gst_bus_set_sync_handler (bus, NULL, NULL, NULL);
    gst_object_unref (self->pipeline);
  }
  g_clear_pointer (&self->wav, sa_wav_writer_free);
  g_clear_error (&self->failure);
  g_cond_clear (&self->changed);
  g_mutex_clear (&self->lock);
  g_free (self->path);
  g_free (self->name);
  g_free (self);
}
