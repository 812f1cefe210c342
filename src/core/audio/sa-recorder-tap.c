/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-recorder-tap.h"

#include <math.h>

#include "sa-channel-mix.h"
#include "sa-sample-math.h"

/* Mono is made of so many frames at a time. */
#define BLOCK_FRAMES 512
/* What is quieter says nothing about the channels: it may be all noise. */
#define LOUD_POWER 1e-5 /* −50 dBFS */
/* How much of loud sound settles the mix for a take, and how much of it is remembered. */
#define SETTLED_SECONDS 0.25
#define MEMORY_SECONDS 4

typedef struct {
  float min;
  float max;
  double square;
  int frames;
} Entry;

struct _SaRecorderTap {
  int rate;
  GSource *wake;

  GMutex lock;
  SaInputLevel level;
  SaChannelStats stats; /* of what was loud */
  SaChannelMix mix;
  gboolean heard;
  char *moved_to;

  gboolean gate;
  SaTakeWriter *writer;
  SaPeaks *peaks;
  Entry entry; /* of the peaks, not full yet */
  gint64 frames;
  gint64 limit;
  gint64 dropped;
};

static gboolean
dispatch_wake (GSource *source, GSourceFunc callback, gpointer user_data)
{
  g_source_set_ready_time (source, -1);
  return callback != NULL ? callback (user_data) : G_SOURCE_CONTINUE;
}

static GSourceFuncs wake_funcs = { NULL, NULL, dispatch_wake, NULL, NULL, NULL };

/**
 * sa_recorder_tap_new:
 * @rate: frames per second
 * @on_news: called in the context of the caller when there is something to be seen to at once
 */
SaRecorderTap *
sa_recorder_tap_new (int rate, GSourceFunc on_news, gpointer user_data)
{
  SaRecorderTap *self = g_new0 (SaRecorderTap, 1);

  self->rate = rate;
  g_mutex_init (&self->lock);
  sa_input_level_init (&self->level, rate);
  self->wake = g_source_new (&wake_funcs, sizeof (GSource));
  g_source_set_callback (self->wake, on_news, user_data, NULL);
  g_source_attach (self->wake, g_main_context_get_thread_default ());
  return self;
}

/** sa_recorder_tap_free: to be called when no microphone and no writer knows it any more */
void
sa_recorder_tap_free (SaRecorderTap *self)
{
  g_source_destroy (self->wake);
  g_source_unref (self->wake);
  g_clear_pointer (&self->peaks, sa_peaks_unref);
  g_mutex_clear (&self->lock);
  g_free (self->moved_to);
  g_free (self);
}

/** sa_recorder_tap_wake: has the news looked at; from any thread */
void
sa_recorder_tap_wake (gpointer tap)
{
  SaRecorderTap *self = tap;

  g_source_set_ready_time (self->wake, 0);
}

/** sa_recorder_tap_reset: gets ready for another microphone */
void
sa_recorder_tap_reset (SaRecorderTap *self)
{
  g_mutex_lock (&self->lock);
  sa_input_level_init (&self->level, self->rate);
  self->stats.channels = 0;
  self->heard = FALSE;
  g_clear_pointer (&self->moved_to, g_free);
  g_mutex_unlock (&self->lock);
}

static void
forget_half (SaChannelStats *stats)
{
  stats->frames /= 2;
  for (int i = 0; i < stats->channels; i++)
    stats->sum[i] /= 2;
  for (int i = 0; i < stats->channels * (stats->channels + 1) / 2; i++)
    stats->cross[i] /= 2;
}

/* Which channels make the mono signal follows what is heard, but within a take it changes no more
 * once there was something to go by. */
static void
choose_mix (SaRecorderTap *self, const float *frames, int channels, gsize n_frames)
{
  double power = 0;

  if (self->stats.channels != channels) {
    sa_channel_stats_init (&self->stats, channels);
    self->mix = (1u << channels) - 1;
  }
  if (channels < 2 || (self->gate && self->stats.frames >= SETTLED_SECONDS * self->rate))
    return;
  power = sa_samples_survey (frames, n_frames * (gsize) channels).square / (double) n_frames;
  if (power / channels < LOUD_POWER)
    return;
  sa_channel_stats_add (&self->stats, frames, channels, n_frames);
  self->mix = sa_channel_mix_choose (&self->stats);
  if (self->stats.frames > MEMORY_SECONDS * self->rate)
    forget_half (&self->stats);
}

static void
draw (SaRecorderTap *self, const float *mono, gsize n)
{
  Entry *entry = &self->entry;

  while (n > 0) {
    gsize count = MIN (n, (gsize) (SA_PEAKS_FRAMES - entry->frames));
    SaSampleSurvey survey = sa_samples_survey (mono, count);

    entry->min = entry->frames == 0 ? survey.min : MIN (entry->min, survey.min);
    entry->max = entry->frames == 0 ? survey.max : MAX (entry->max, survey.max);
    entry->square += survey.square;
    entry->frames += (int) count;
    if (entry->frames == SA_PEAKS_FRAMES) {
      sa_peaks_add (self->peaks, entry->min, entry->max, entry->square / SA_PEAKS_FRAMES,
                    SA_PEAKS_FRAMES);
      *entry = (Entry){ 0 };
    }
    mono += count;
    n -= count;
  }
}

static void
record (SaRecorderTap *self, const float *mono, gsize n)
{
  gboolean is_first = self->frames == 0;

  n = MIN (n, (gsize) MAX (self->limit - self->frames, 0));
  if (n > 0) {
    sa_take_writer_push (self->writer, mono, n);
    draw (self, mono, n);
    self->frames += (gint64) n;
  }
  if (is_first || self->frames >= self->limit)
    sa_recorder_tap_wake (self);
}

/**
 * sa_recorder_tap_add:
 * @frames: interleaved
 * @lost: how many frames before them never arrived
 *
 * Takes the next frames, in the microphone's thread.
 */
void
sa_recorder_tap_add (const float *frames, int channels, gsize n_frames, gint64 lost, gpointer tap)
{
  SaRecorderTap *self = tap;
  float mono[BLOCK_FRAMES];

  g_mutex_lock (&self->lock);
  if (!self->heard)
    sa_recorder_tap_wake (self);
  self->heard = TRUE;
  if (self->gate)
    self->dropped += lost;
  while (n_frames > 0) {
    gsize n = MIN (n_frames, BLOCK_FRAMES);

    sa_input_level_add_clipping (&self->level, frames, n * (gsize) channels, n);
    choose_mix (self, frames, channels, n);
    sa_channel_mix_apply (self->mix, frames, channels, mono, n);
    sa_input_level_add (&self->level, mono, n);
    if (self->gate)
      record (self, mono, n);
    frames += n * (gsize) channels;
    n_frames -= n;
  }
  g_mutex_unlock (&self->lock);
}

/**
 * sa_recorder_tap_move:
 * @device: where the sound server took the stream; from any thread
 *
 * Nothing of another device gets into a take: the gate is shut at once.
 */
void
sa_recorder_tap_move (const char *device, gpointer tap)
{
  SaRecorderTap *self = tap;

  g_mutex_lock (&self->lock);
  g_free (self->moved_to);
  self->moved_to = g_strdup (device);
  self->gate = FALSE;
  g_mutex_unlock (&self->lock);
  sa_recorder_tap_wake (self);
}

/**
 * sa_recorder_tap_begin:
 * @writer: (transfer none): what takes the sound, until sa_recorder_tap_end()
 * @frames: how many there are already
 * @limit: at how many it stops
 *
 * Gets ready to record; the gate is still shut.
 */
void
sa_recorder_tap_begin (SaRecorderTap *self,
                       SaTakeWriter *writer,
                       SaPeaks *peaks,
                       gint64 frames,
                       gint64 limit)
{
  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->peaks, sa_peaks_unref);
  self->peaks = sa_peaks_ref (peaks);
  self->writer = writer;
  self->entry = (Entry){ 0 };
  self->frames = frames;
  self->limit = limit;
  self->dropped = 0;
  g_mutex_unlock (&self->lock);
}

void
sa_recorder_tap_set_limit (SaRecorderTap *self, gint64 limit)
{
  g_mutex_lock (&self->lock);
  self->limit = limit;
  g_mutex_unlock (&self->lock);
}

/**
 * sa_recorder_tap_set_gate:
 *
 * Lets the sound into the take, or not any more.
 *
 * Returns: how many frames the take has
 */
gint64
sa_recorder_tap_set_gate (SaRecorderTap *self, gboolean is_open)
{
  gint64 frames;

  g_mutex_lock (&self->lock);
  self->gate = is_open && self->writer != NULL;
  frames = self->frames;
  g_mutex_unlock (&self->lock);
  return frames;
}

/** sa_recorder_tap_end: forgets the writer; Returns: how many frames it got */
gint64
sa_recorder_tap_end (SaRecorderTap *self)
{
  gint64 frames;

  g_mutex_lock (&self->lock);
  self->gate = FALSE;
  self->writer = NULL;
  frames = self->frames;
  g_mutex_unlock (&self->lock);
  return frames;
}

/**
 * sa_recorder_tap_take_news:
 * @news: (out caller-allocates): whose moved_to is to be freed
 */
void
sa_recorder_tap_take_news (SaRecorderTap *self, SaRecorderNews *news)
{
  g_mutex_lock (&self->lock);
  news->level = self->level;
  news->frames = self->frames;
  news->dropped = self->dropped;
  news->heard = self->heard;
  news->is_full = self->writer != NULL && self->frames >= self->limit;
  news->moved_to = g_steal_pointer (&self->moved_to);
  self->level.peak = 0;
  g_mutex_unlock (&self->lock);
}
