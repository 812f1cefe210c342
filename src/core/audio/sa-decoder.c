/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-decoder.h"

#include "sa-audio-error.h"
#include "sa-audio-init.h"
#include "sa-decode-pipeline.h"
#include "sa-sample-math.h"

#include <glib/gi18n-lib.h>
#include <gst/audio/audio.h>
#include <math.h>
#include <string.h>

/* Some 3 s of stereo between the two threads; waking for a quarter of it. */
#define QUEUE_BYTES (1024 * 1024)
#define QUEUE_BATCH_BYTES (256 * 1024)

/* A seek lands this much early, for decoders that have to warm up. */
#define WARM_UP_SECONDS 0.25
/* Reading on is cheaper than a seek up to here. */
#define READ_ON_SECONDS 2.0
/* Demuxers that ignore accuracy get a second and third, wider try. */
#define SEEK_TRIES 3

/* Containers with millisecond timestamps jitter; a real hole is longer. */
#define HOLE_SECONDS 0.1
/* Holes are filled with silence, but a lying timestamp must not fill a disk. */
#define HOLES_MAX_SECONDS 600.0
#define SILENCE_FRAMES 4096

/* So often in a row, a tenth of a second apart, nobody was found at work. */
#define IDLE_TIMES 3
#define START_TRIES 3

/* Damaged float files hold infinities and worse. */
#define NONSENSE 1e6f

struct _SaDecoder {
  GObject parent_instance;

  char *path;
  char *name;
  int out_rate;
  GCancellable *cancellable;
  gulong cancel_id;

  SaFrameQueue queue;
  GstElement *pipeline;
  GQueue samples; /* taken from the queue, not yet read */
  GstSample *current; /* being read, mapped */
  GstMapInfo map;
  const float *values; /* what it holds */
  gsize n_values;
  gsize offset; /* values that are read */
  float *converted; /* room for them, where the file's are 16 bits wide */
  gsize room;
  gboolean is_s16;

  int rate;
  int channels;
  GstClockTime origin; /* stream time of frame 0 */
  gint64 position; /* of the next frame to be read */
  gint64 silence; /* frames of silence due before current */
  gint64 holes; /* frames of silence given so far */
  float *zeros;
  gboolean reading; /* the thread may decode ahead */
  gboolean any;
  gboolean stalled; /* nobody worked, and nobody said why */
  gboolean damaged;
  gboolean ended;
};

G_DEFINE_FINAL_TYPE (SaDecoder, sa_decoder, G_TYPE_OBJECT)

static void
on_cancelled (GCancellable *cancellable, gpointer data)
{
  sa_frame_queue_cancel (data);
}

static gsize
frame_bytes (SaDecoder *self)
{
  return sizeof (float) * self->channels;
}

static void
finish_current (SaDecoder *self)
{
  if (self->current == NULL)
    return;

  gst_buffer_unmap (gst_sample_get_buffer (self->current), &self->map);
  g_clear_pointer (&self->current, gst_sample_unref);
  self->offset = 0;
}

static void
forget_samples (SaDecoder *self)
{
  finish_current (self);
  g_queue_clear_full (&self->samples, (GDestroyNotify) gst_sample_unref);
  self->silence = 0;
}

static GstClockTime
sample_time (GstSample *sample)
{
  GstClockTime pts = GST_BUFFER_PTS (gst_sample_get_buffer (sample));
  const GstSegment *segment = gst_sample_get_segment (sample);

  if (!GST_CLOCK_TIME_IS_VALID (pts) || segment->format != GST_FORMAT_TIME)
    return GST_CLOCK_TIME_NONE;

  return gst_segment_to_stream_time (segment, GST_FORMAT_TIME, pts);
}

/* The frame in which a time lies. Timestamps are rounded or cut off, so that a
 * frame may seem to begin a little early; a quarter of a frame allows for it. */
static gint64
frame_at (SaDecoder *self, GstClockTime time)
{
  GstClockTime quarter = GST_SECOND / 4 / self->rate;

  if (time < self->origin)
    return -(gint64) gst_util_uint64_scale_round (self->origin - time, self->rate, GST_SECOND);

  return gst_util_uint64_scale (time - self->origin + quarter, self->rate, GST_SECOND);
}

static gboolean
get_frame (SaDecoder *self, GstSample *sample, gint64 *frame)
{
  GstClockTime time = sample_time (sample);

  if (!GST_CLOCK_TIME_IS_VALID (time))
    return FALSE;

  *frame = frame_at (self, time);
  return TRUE;
}

static gboolean
set_decode_error (SaDecoder *self, GError **error)
{
  g_autoptr (GError) cause = sa_frame_queue_error (&self->queue);

  if (cause != NULL)
    sa_audio_error_set_gst (error, cause, self->name);
  else
    g_set_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_EMPTY, _ ("“%s” holds no sound"),
                 self->name);

  return FALSE;
}

/* What was decoded before the damage is what the file holds; but a disk that
 * fails is not a short file. */
static gboolean
end_with_error (SaDecoder *self, GError **error)
{
  g_autoptr (GError) cause = sa_frame_queue_error (&self->queue);

  if (!self->any || cause->domain == GST_RESOURCE_ERROR)
    return set_decode_error (self, error);

  self->damaged = TRUE;
  self->ended = TRUE;
  return TRUE;
}

/* Waits for the queue, as long as there is somebody who fills it. */
static SaFrameQueueResult
take_samples (SaDecoder *self)
{
  SaFrameQueueResult result;
  int idle = 0;

  while ((result = sa_frame_queue_take (&self->queue, &self->samples)) == SA_FRAME_QUEUE_NOTHING) {
    idle = sa_decode_pipeline_is_idle (self->pipeline) ? idle + 1 : 0;
    if (idle < IDLE_TIMES)
      continue;
    self->stalled = TRUE;
    sa_decode_pipeline_give_up (self->pipeline);
  }

  return result;
}

/* Makes sure that there is a sample, or sets ended. */
static gboolean
fill_samples (SaDecoder *self, GError **error)
{
  if (!g_queue_is_empty (&self->samples) || self->ended)
    return TRUE;

  switch (take_samples (self)) {
  case SA_FRAME_QUEUE_SAMPLES:
    self->any = TRUE;
    return TRUE;
  case SA_FRAME_QUEUE_CANCELLED:
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Operation was cancelled"));
    return FALSE;
  case SA_FRAME_QUEUE_ERROR:
    return end_with_error (self, error);
  case SA_FRAME_QUEUE_END:
    self->ended = TRUE;
    return self->any ? TRUE : set_decode_error (self, error);
  case SA_FRAME_QUEUE_NOTHING:
  default:
    g_assert_not_reached ();
  }
}

static void
mute_nonsense (GstBuffer *buffer)
{
  GstMapInfo map;
  float *samples;

  if (!gst_buffer_map (buffer, &map, GST_MAP_READWRITE))
    return;

  samples = (float *) (gpointer) map.data;
  for (gsize i = 0; i < map.size / sizeof (float); i++)
    samples[i] = fabsf (samples[i]) < NONSENSE ? samples[i] : 0.0f;
  gst_buffer_unmap (buffer, &map);
}

static void
convert_current (SaDecoder *self)
{
  self->n_values = self->map.size / sizeof (gint16);
  if (self->room < self->n_values) {
    self->room = self->n_values;
    self->converted = g_renew (float, self->converted, self->room);
  }
  sa_samples_from_s16 ((const gint16 *) (gpointer) self->map.data, self->n_values, self->converted);
  self->values = self->converted;
}

static gboolean
map_current (SaDecoder *self, GError **error)
{
  GstBuffer *buffer = gst_sample_get_buffer (self->current);

  if (!gst_buffer_map (buffer, &self->map, GST_MAP_READ)) {
    g_clear_pointer (&self->current, gst_sample_unref);
    g_set_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_DECODE, _ ("“%s” cannot be read: %s"),
                 self->name, g_strerror (ENOMEM));
    return FALSE;
  }
  self->offset = 0;
  if (self->is_s16) {
    convert_current (self);
    return TRUE;
  }

  self->values = (const float *) (gpointer) self->map.data;
  self->n_values = self->map.size / sizeof (float);
  if (sa_samples_are_sound (self->values, self->n_values, NONSENSE))
    return TRUE;

  gst_buffer_unmap (buffer, &self->map);
  self->current = gst_sample_make_writable (self->current);
  buffer = gst_buffer_copy_deep (buffer);
  mute_nonsense (buffer);
  gst_sample_set_buffer (self->current, buffer);
  gst_buffer_unref (buffer);
  if (!gst_buffer_map (buffer, &self->map, GST_MAP_READ))
    return FALSE;
  self->values = (const float *) (gpointer) self->map.data;
  return TRUE;
}

/* Frames are counted; timestamps only tell of holes. A jump backwards would
 * mean that sound overlaps: none of it is thrown away. */
static void
fill_hole (SaDecoder *self)
{
  gint64 left = (gint64) (HOLES_MAX_SECONDS * self->rate) - self->holes;
  gint64 frame, hole;

  if (!get_frame (self, self->current, &frame))
    return;

  hole = frame - self->position;
  if (hole > HOLE_SECONDS * self->rate && hole <= left) {
    self->silence = hole;
    self->holes += hole;
  }
}

static gboolean
next_sample (SaDecoder *self, GError **error)
{
  finish_current (self);
  if (!fill_samples (self, error))
    return FALSE;
  if (self->ended)
    return TRUE;

  self->current = g_queue_pop_head (&self->samples);
  if (!map_current (self, error))
    return FALSE;

  fill_hole (self);
  return TRUE;
}

static void
stop (SaDecoder *self)
{
  sa_frame_queue_stop (&self->queue);
  forget_samples (self);
  if (self->pipeline != NULL) {
    gst_element_set_state (self->pipeline, GST_STATE_NULL);
    g_clear_pointer (&self->pipeline, gst_object_unref);
  }
}

static gboolean
read_caps (SaDecoder *self, GError **error)
{
  GstSample *first = g_queue_peek_head (&self->samples);
  GstStructure *structure = gst_caps_get_structure (gst_sample_get_caps (first), 0);
  GstClockTime time = sample_time (first);

  if (!gst_structure_get_int (structure, "rate", &self->rate) ||
      !gst_structure_get_int (structure, "channels", &self->channels) || self->rate <= 0 ||
      self->channels <= 0)
    return set_decode_error (self, error);

  self->is_s16 =
    g_strcmp0 (gst_structure_get_string (structure, "format"), GST_AUDIO_NE (S16)) == 0;
  self->origin = GST_CLOCK_TIME_IS_VALID (time) ? time : 0;
  return TRUE;
}

static gboolean
start_once (SaDecoder *self, GError **error)
{
  self->stalled = FALSE;
  self->pipeline = sa_decode_pipeline_new (self->path, self->out_rate, &self->queue);
  if (self->pipeline != NULL)
    sa_decode_pipeline_start (self->pipeline);

  return fill_samples (self, error);
}

/* A pipeline that comes to rest without a word lost a race within parsebin,
 * which the next one will hardly lose again. */
static gboolean
start (SaDecoder *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  for (int i = 0; i < START_TRIES; i++) {
    g_clear_error (&local_error);
    if (start_once (self, &local_error))
      return read_caps (self, error);
    if (!self->stalled)
      break;
    stop (self);
    sa_frame_queue_reset (&self->queue);
  }

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static void
sa_decoder_finalize (GObject *object)
{
  SaDecoder *self = SA_DECODER (object);

  g_cancellable_disconnect (self->cancellable, self->cancel_id);
  stop (self);
  sa_frame_queue_clear (&self->queue);
  g_clear_object (&self->cancellable);
  g_free (self->zeros);
  g_free (self->converted);
  g_free (self->path);
  g_free (self->name);

  G_OBJECT_CLASS (sa_decoder_parent_class)->finalize (object);
}

static void
sa_decoder_class_init (SaDecoderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = sa_decoder_finalize;
}

static void
sa_decoder_init (SaDecoder *self)
{
  sa_frame_queue_init (&self->queue);
  g_queue_init (&self->samples);
}

static void
read_ahead (SaDecoder *self)
{
  if (self->reading)
    return;

  sa_frame_queue_set_limit (&self->queue, QUEUE_BYTES, QUEUE_BATCH_BYTES);
  self->reading = TRUE;
}

static gboolean
skip_to (SaDecoder *self, gint64 frame, GError **error)
{
  read_ahead (self);
  while (self->position < frame) {
    gint64 step;

    if (self->silence > 0) {
      step = MIN (self->silence, frame - self->position);
      self->silence -= step;
    } else if (self->current != NULL && self->offset < self->n_values) {
      step =
        MIN ((gint64) ((self->n_values - self->offset) / self->channels), frame - self->position);
      self->offset += step * self->channels;
    } else {
      if (!next_sample (self, error))
        return FALSE;
      if (self->ended)
        return TRUE;
      continue;
    }
    self->position += step;
  }

  return TRUE;
}

/* Decoders cut their first buffer where a seek leads to and round down to a
 * whole frame: the middle of a frame leaves no doubt which one is meant. */
static GstClockTime
seek_time (SaDecoder *self, gint64 frame)
{
  return self->origin + gst_util_uint64_scale (2 * frame + 1, GST_SECOND, 2 * self->rate);
}

/* Tries to get in front of a frame; position tells where it led. */
static gboolean
try_seek (SaDecoder *self, gint64 frame, GError **error)
{
  GstEvent *seek =
    gst_event_new_seek (1.0, GST_FORMAT_TIME, GST_SEEK_FLAG_FLUSH | GST_SEEK_FLAG_ACCURATE,
                        GST_SEEK_TYPE_SET, seek_time (self, frame), GST_SEEK_TYPE_NONE, 0);
  gint64 landed;

  forget_samples (self);
  self->ended = FALSE;
  if (!gst_element_send_event (self->pipeline, seek))
    return FALSE;
  if (!fill_samples (self, error))
    return FALSE;
  if (self->ended)
    return TRUE;

  if (!get_frame (self, g_queue_peek_head (&self->samples), &landed) || landed < 0)
    return FALSE;

  self->position = landed;
  return TRUE;
}

static gboolean
restart (SaDecoder *self, GError **error)
{
  stop (self);
  sa_frame_queue_reset (&self->queue);
  self->position = 0;
  self->holes = 0;
  self->reading = FALSE;
  self->any = FALSE;
  self->ended = FALSE;
  return start (self, error);
}

/**
 * sa_decoder_new:
 * @file: a regular local file
 * @out_rate: the sample rate wanted, or 0 for the source's own
 * @cancellable: (nullable): ends every wait, from whichever thread
 * @error: return location for an SA_AUDIO_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Opens the first (or default) sound track of @file, a film's too, for
 * reading. It blocks until the first sound is decoded: for worker threads.
 * A thread of GStreamer's decodes ahead, by at most a few seconds, while the
 * caller works on what it has read.
 *
 * Frame 0 is the first frame that the file's decoder gives. That is the one
 * timeline of this program: what is drawn, played, measured, cut and sent.
 *
 * Returns: (transfer full) (nullable): the decoder, at frame 0
 */
SaDecoder *
sa_decoder_new (GFile *file, int out_rate, GCancellable *cancellable, GError **error)
{
  g_autoptr (SaDecoder) self = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (out_rate >= 0, NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  sa_audio_init ();
  self = g_object_new (SA_TYPE_DECODER, NULL);
  self->path = sa_audio_check_file (file, NULL, error);
  if (self->path == NULL)
    return NULL;

  self->name = g_filename_display_basename (self->path);
  self->out_rate = out_rate;
  if (cancellable != NULL) {
    self->cancellable = g_object_ref (cancellable);
    self->cancel_id =
      g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), &self->queue, NULL);
  }
  if (!start (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * sa_decoder_get_rate:
 *
 * Returns: frames per second of what is read
 */
int
sa_decoder_get_rate (SaDecoder *self)
{
  return self->rate;
}

/**
 * sa_decoder_get_channels:
 *
 * Returns: samples per frame; the source's number of channels
 */
int
sa_decoder_get_channels (SaDecoder *self)
{
  return self->channels;
}

/**
 * sa_decoder_get_position:
 *
 * Returns: the frame that is read next. At the end that is the length.
 */
gint64
sa_decoder_get_position (SaDecoder *self)
{
  return self->position;
}

/**
 * sa_decoder_get_length_hint:
 *
 * What the container says, for a progress bar; only reading to the end tells
 * the length.
 *
 * Returns: seconds, or -1 where the container says nothing
 */
double
sa_decoder_get_length_hint (SaDecoder *self)
{
  gint64 length;

  if (!gst_element_query_duration (self->pipeline, GST_FORMAT_TIME, &length) || length <= 0)
    return -1.0;

  return (double) length / GST_SECOND;
}

/**
 * sa_decoder_is_damaged:
 *
 * Returns: %TRUE if the end that was reached came from damage in the file,
 *   after some sound had been decoded
 */
gboolean
sa_decoder_is_damaged (SaDecoder *self)
{
  return self->damaged;
}

/**
 * sa_decoder_seek:
 * @frame: where to go, from 0; beyond the end leads to the end
 * @error: return location for an error
 *
 * Lets the next read start at exactly @frame: for wav and flac exact to the
 * sample (to within one where it is resampled, as the resampler keeps its
 * phase), for other formats to within one frame of the codec.
 *
 * Returns: whether it worked
 */
gboolean
sa_decoder_seek (SaDecoder *self, gint64 frame, GError **error)
{
  gint64 ahead;

  g_return_val_if_fail (SA_IS_DECODER (self), FALSE);
  g_return_val_if_fail (frame >= 0, FALSE);

  ahead = frame - self->position;
  if (ahead >= 0 && ahead <= READ_ON_SECONDS * self->rate)
    return skip_to (self, frame, error);

  for (int i = 0; i < SEEK_TRIES; i++) {
    g_autoptr (GError) local_error = NULL;
    gint64 early = (gint64) (WARM_UP_SECONDS * self->rate) << (4 * i);

    if (!try_seek (self, MAX (frame - early, 0), &local_error)) {
      if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
        g_propagate_error (error, g_steal_pointer (&local_error));
        return FALSE;
      }
      break;
    }
    if (self->ended)
      break;
    if (self->position <= frame)
      return skip_to (self, frame, error);
  }

  return restart (self, error) && skip_to (self, frame, error);
}

/**
 * sa_decoder_next:
 * @frames: (out) (transfer none): interleaved samples, nominally within ±1,
 *   which stay valid until the next call on @self
 * @error: return location for an error
 *
 * Reads what lies ready, without copying it.
 *
 * Returns: the number of frames, 0 at the end, or -1 with @error set
 */
gssize
sa_decoder_next (SaDecoder *self, const float **frames, GError **error)
{
  gsize n;

  g_return_val_if_fail (SA_IS_DECODER (self), -1);

  read_ahead (self);
  while (self->silence == 0 && (self->current == NULL || self->offset >= self->n_values)) {
    if (!next_sample (self, error))
      return -1;
    if (self->ended)
      return 0;
  }

  if (self->silence > 0) {
    if (self->zeros == NULL)
      self->zeros = g_malloc0_n (SILENCE_FRAMES, frame_bytes (self));
    n = MIN (self->silence, SILENCE_FRAMES);
    self->silence -= n;
    *frames = self->zeros;
  } else {
    n = (self->n_values - self->offset) / self->channels;
    *frames = self->values + self->offset;
    self->offset = self->n_values;
  }
  self->position += n;

  return n;
}

/**
 * sa_decoder_read:
 * @frames: room for @max_frames interleaved frames
 * @max_frames: how many to read
 * @error: return location for an error
 *
 * Reads frames until @max_frames are there or the file ends.
 *
 * Returns: the number of frames, 0 at the end, or -1 with @error set
 */
gssize
sa_decoder_read (SaDecoder *self, float *frames, gsize max_frames, GError **error)
{
  gsize done = 0;

  g_return_val_if_fail (SA_IS_DECODER (self), -1);

  while (done < max_frames) {
    const float *ready;
    gssize n = sa_decoder_next (self, &ready, error);
    gsize surplus = 0;

    if (n < 0)
      return -1;
    if (n == 0)
      break;
    if ((gsize) n > max_frames - done)
      surplus = n - (max_frames - done);

    memcpy (frames + done * self->channels, ready, (n - surplus) * frame_bytes (self));
    done += n - surplus;
    self->position -= surplus;
    if (ready == self->zeros)
      self->silence += surplus;
    else
      self->offset -= surplus * self->channels;
  }

  return done;
}
