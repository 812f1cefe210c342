/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-meter.h"

#include "sa-loudness.h"
#include "sa-sample-math.h"

#include <math.h>
#include <string.h>

/* Where 16 bits end at 32767/32768. Lossy formats overshoot; a tone that just
 * reaches full scale stays above this for a sample or two only. */
#define FULL_SCALE 0.9999f
/* So many samples in a row are no longer a peak that happens to touch. */
#define CLIPPED_RUN 3
/* Below this, tops are flat because there are few steps to stand on. */
#define FLAT_LEAST 0.1f

struct _SaMeter {
  int source_channels;
  int channels; /* those that are looked at */
  SaPeaks *peaks;
  SaLevelLog *log;

  SaLoudnessMeter *loudness;
  SaLoudnessBatch *batch;
  gsize filled; /* frames of the batch */
  SaLevelTick ticks[SA_LOUDNESS_BATCH_TICKS];
  guint runs[SA_CHANNELS_MAX]; /* samples at full scale up to here */
  float ceiling; /* the greatest magnitude up to here */

  float entry_min; /* of the peaks' next entry */
  float entry_max;
  double entry_square;
  int entry_frames;

  SaChannelStats slot;
  int slot_blocks;
};

static void
start_entry (SaMeter *self)
{
  self->entry_min = G_MAXFLOAT;
  self->entry_max = -G_MAXFLOAT;
  self->entry_square = 0.0;
  self->entry_frames = 0;
}

static void
finish_entry (SaMeter *self)
{
  double samples = (double) self->entry_frames * self->channels;

  if (self->entry_frames == 0)
    return;

  sa_peaks_add (self->peaks, self->entry_min, self->entry_max, self->entry_square / samples,
                self->entry_frames);
  start_entry (self);
}

static guint
count_clipped (const float *samples, gsize n, guint *run)
{
  guint clipped = 0;

  for (gsize i = 0; i < n; i++) {
    if (fabsf (samples[i]) < FULL_SCALE) {
      *run = 0;
      continue;
    }
    (*run)++;
    if (*run == CLIPPED_RUN)
      clipped += CLIPPED_RUN;
    else if (*run > CLIPPED_RUN)
      clipped++;
  }

  return clipped;
}

/* What was cut off before it was made quieter is flat on top, at the same height every time. */
static guint
count_flat (const float *samples, gsize n, float peak)
{
  guint flat = 0;
  guint run = 0;

  for (gsize i = 0; i < n; i++) {
    gboolean goes_on = run > 0 && (samples[i] < 0.0f) == (samples[i - 1] < 0.0f);

    if (fabsf (samples[i]) < peak - SA_LEVEL_SAME)
      run = 0;
    else
      run = goes_on ? run + 1 : 1;
    if (run == CLIPPED_RUN)
      flat += CLIPPED_RUN;
    else if (run > CLIPPED_RUN)
      flat++;
  }

  return flat;
}

static void
look_for_flat (SaMeter *self, SaLevelTick *tick, const float *samples, gsize n, float peak)
{
  if (peak < self->ceiling - SA_LEVEL_SAME || peak < FLAT_LEAST)
    return;
  if (peak > tick->peak + SA_LEVEL_SAME)
    tick->flat = 0;

  self->ceiling = MAX (self->ceiling, peak);
  tick->flat += count_flat (samples, n, peak);
}

/* Frames that lie within one entry of the peaks and within one tick. */
static void
look_at (SaMeter *self, gsize from, gsize n)
{
  SaLevelTick *tick = &self->ticks[from / self->log->tick];

  for (int c = 0; c < self->channels; c++) {
    const float *samples = self->batch->planes[c] + self->log->tick + from;
    SaSampleSurvey survey = sa_samples_survey (samples, n);
    float peak = MAX (-survey.min, survey.max);

    self->entry_min = MIN (self->entry_min, survey.min);
    self->entry_max = MAX (self->entry_max, survey.max);
    self->entry_square += survey.square;
    look_for_flat (self, tick, samples, n, peak);
    tick->peak = MAX (tick->peak, peak);
    if (peak >= FULL_SCALE)
      tick->clipped += count_clipped (samples, n, &self->runs[c]);
    else
      self->runs[c] = 0;
  }
  self->entry_frames += n;
  if (self->entry_frames == SA_PEAKS_FRAMES)
    finish_entry (self);
}

static void
finish_slot (SaMeter *self)
{
  int width = sa_level_log_slot_width (self->log);

  for (int k = 0; k < width; k++) {
    float value = k < self->channels ? self->slot.sum[k] : self->slot.cross[k - self->channels];

    g_array_append_val (self->log->slots, value);
  }
  sa_channel_stats_init (&self->slot, self->channels);
  self->slot_blocks = 0;
}

/* Returns the power of the loudest channel, without its offset. */
static double
add_block (SaMeter *self, gsize from, gsize n)
{
  double loudest = 0.0;
  int index = 0;

  for (int c = 0; c < self->channels; c++) {
    const float *samples = self->batch->planes[c] + self->log->tick + from;
    float sum;
    double square = sa_samples_moments (samples, n, &sum);

    for (int other = 0; other < c; other++)
      self->slot.cross[index++] +=
        sa_samples_dot (samples, self->batch->planes[other] + self->log->tick + from, n);
    self->slot.cross[index++] += square;
    self->slot.sum[c] += sum;
    loudest = MAX (loudest, square / n - (sum / n) * (sum / n));
  }
  if (++self->slot_blocks == 10 * SA_LEVEL_TICKS_PER_SLOT)
    finish_slot (self);

  return loudest;
}

static void
log_levels (SaMeter *self)
{
  gsize block = self->log->block;
  gsize from = 0;

  for (; from + block <= self->filled; from += block) {
    guint8 level = sa_level_from_power (add_block (self, from, block));

    g_array_append_val (self->log->levels, level);
  }
  if (from < self->filled)
    add_block (self, from, self->filled - from);
}

/* The last tick may be short: then nobody asks for its loudness. */
static void
finish_batch (SaMeter *self)
{
  gsize tick = self->log->tick;
  gsize n_ticks = (self->filled + tick - 1) / tick;

  log_levels (self);
  self->batch->n_ticks = self->filled / tick;
  self->batch = sa_loudness_meter_swap (self->loudness, self->batch);

  g_array_append_vals (self->log->ticks, self->ticks, n_ticks);
  memset (self->ticks, 0, sizeof self->ticks);
  self->log->frames += self->filled;
  self->filled = 0;
}

static void
log_loudness (SaMeter *self)
{
  const GArray *powers = sa_loudness_meter_finish (self->loudness);

  for (guint t = 0; t < powers->len; t++)
    g_array_index (self->log->ticks, SaLevelTick, t).loudness_power =
      g_array_index (powers, float, t);
}

/**
 * sa_meter_new:
 * @rate: frames per second
 * @channels: samples per frame; those beyond SA_CHANNELS_MAX are not looked at
 * @peaks: which to fill
 *
 * Returns: (transfer full): the meter
 */
SaMeter *
sa_meter_new (int rate, int channels, SaPeaks *peaks)
{
  SaMeter *self = g_new0 (SaMeter, 1);

  self->source_channels = channels;
  self->channels = MIN (channels, SA_CHANNELS_MAX);
  self->peaks = sa_peaks_ref (peaks);
  self->log = sa_level_log_new (rate, channels);
  self->loudness = sa_loudness_meter_new (rate, channels, self->log->tick, &self->batch);
  sa_channel_stats_init (&self->slot, self->channels);
  start_entry (self);

  return self;
}

/**
 * sa_meter_add:
 * @interleaved: @frames frames
 *
 * Takes the next frames. The peaks grow at once, the log in batches of 4 s.
 */
void
sa_meter_add (SaMeter *self, const float *interleaved, gsize frames)
{
  gsize tick = self->log->tick;
  gsize batch = tick * SA_LOUDNESS_BATCH_TICKS;

  while (frames > 0) {
    gsize left = SA_PEAKS_FRAMES - self->entry_frames;
    gsize n = MIN (MIN (left, frames), tick - self->filled % tick);

    for (int c = 0; c < self->channels; c++)
      sa_samples_deinterleave (interleaved, self->source_channels, c,
                               self->batch->planes[c] + tick + self->filled, n);
    look_at (self, self->filled, n);
    self->filled += n;
    if (self->filled == batch)
      finish_batch (self);
    interleaved += n * self->source_channels;
    frames -= n;
  }
}

/**
 * sa_meter_finish:
 *
 * Takes what is left into account.
 *
 * Returns: (transfer full): the log
 */
SaLevelLog *
sa_meter_finish (SaMeter *self)
{
  finish_entry (self);
  if (self->filled > 0)
    finish_batch (self);
  if (self->slot_blocks > 0)
    finish_slot (self);
  log_loudness (self);

  return g_steal_pointer (&self->log);
}

/**
 * sa_meter_free:
 *
 * Frees it, finished or not.
 */
void
sa_meter_free (SaMeter *self)
{
  sa_loudness_meter_free (self->loudness, self->batch);
  g_clear_pointer (&self->log, sa_level_log_free);
  sa_peaks_unref (self->peaks);
  g_free (self);
}
