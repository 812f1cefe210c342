/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-loudness.h"

#include "sa-sample-math.h"

#include <ebur128.h>
#include <math.h>
#include <string.h>

#define TICK_MS 100
/* Gating blocks are 400 ms long, of four ticks, and begin at every tick. */
#define TICKS_PER_BLOCK 4
#define ABSOLUTE_GATE_LUFS (-70.0)
#define RELATIVE_GATE_DB 10.0
#define OFFSET_LU (-0.691)

/* What two channels of a mono recording may differ by, for their dither: not even noise of this
 * amplitude would pass the absolute gate. */
#define SAME_CHANNELS (4.0f / 32768)

/* Threads that measure, and the batches they work on, beside the one that is being filled. */
#define N_THREADS 2
#define N_BATCHES (N_THREADS + 1)

struct _SaLoudnessMeter {
  int rate;
  int channels; /* of the source */
  int n_planes; /* those that are measured */
  gsize tick;

  GThreadPool *pool;
  GAsyncQueue *measured; /* (element-type SaLoudnessBatch): and those that were never filled */
  GArray *powers; /* of every tick so far */
};

static SaLoudnessBatch *
batch_new (SaLoudnessMeter *self)
{
  SaLoudnessBatch *batch = g_new0 (SaLoudnessBatch, 1);

  for (int c = 0; c < self->n_planes; c++)
    batch->planes[c] = g_new0 (float, self->tick *(1 + SA_LOUDNESS_BATCH_TICKS));

  return batch;
}

static void
batch_free (gpointer data)
{
  SaLoudnessBatch *batch = data;

  for (int c = 0; c < SA_CHANNELS_MAX; c++)
    g_free (batch->planes[c]);
  g_free (batch);
}

/* What the channel counts, in the order left, right, centre, LFE, surround. */
static int
get_kind (int channel, int channels)
{
  int front = channels == 4 ? 2 : 3;

  if (channels > 5 && channel == 3)
    return EBUR128_UNUSED;

  return channel < front ? EBUR128_CENTER : EBUR128_LEFT_SURROUND;
}

/* Adds the powers of one plane's ticks. What came before is for the filter only: within 100 ms
 * its high-pass at 38 Hz forgets that it began empty, to less than 10⁻⁹. */
static void
measure_plane (SaLoudnessMeter *self, SaLoudnessBatch *batch, const float *plane, int kind)
{
  ebur128_state *state = ebur128_init (1, self->rate, EBUR128_MODE_M);

  /* Of fewer than 16 frames a second, of which nothing can be heard. */
  if (state == NULL)
    return;

  ebur128_set_channel (state, 0, kind);
  for (gsize t = 0; t <= batch->n_ticks; t++) {
    double lufs;

    ebur128_add_frames_float (state, plane + t * self->tick, self->tick);
    if (t > 0 && ebur128_loudness_window (state, TICK_MS, &lufs) == EBUR128_SUCCESS)
      batch->powers[t - 1] += pow (10.0, (lufs - OFFSET_LU) / 10.0);
  }
  ebur128_destroy (&state);
}

/* Whether it is one sound on two channels, as most speech in stereo is. Then @middle is it. */
static gboolean
is_one_sound (SaLoudnessMeter *self, SaLoudnessBatch *batch, float *middle)
{
  const gsize n = self->tick * (1 + batch->n_ticks);
  const float *left = batch->planes[0];
  const float *right = batch->planes[1];
  SaSampleSurvey side;

  if (self->channels != 2)
    return FALSE;

  for (gsize i = 0; i < n; i++)
    middle[i] = left[i] - right[i];
  side = sa_samples_survey (middle, n);
  if (MAX (-side.min, side.max) > SAME_CHANNELS)
    return FALSE;

  for (gsize i = 0; i < n; i++)
    middle[i] = 0.5f * (left[i] + right[i]);
  return TRUE;
}

static void
measure (gpointer data, gpointer user_data)
{
  SaLoudnessBatch *batch = data;
  SaLoudnessMeter *self = user_data;
  g_autofree float *middle = g_new (float, self->tick *(1 + batch->n_ticks));

  memset (batch->powers, 0, sizeof batch->powers);
  if (is_one_sound (self, batch, middle)) {
    measure_plane (self, batch, middle, EBUR128_DUAL_MONO);
  } else {
    for (int c = 0; c < self->n_planes; c++)
      measure_plane (self, batch, batch->planes[c], get_kind (c, self->channels));
  }
  g_async_queue_push (self->measured, batch);
}

/* Waits for one, and takes down what it was found to hold. */
static SaLoudnessBatch *
take_batch (SaLoudnessMeter *self)
{
  SaLoudnessBatch *batch = g_async_queue_pop (self->measured);
  gsize end = batch->first_tick + batch->n_ticks;

  if (self->powers->len < end)
    g_array_set_size (self->powers, end);
  if (batch->n_ticks > 0)
    memcpy (&g_array_index (self->powers, float, batch->first_tick), batch->powers,
            batch->n_ticks * sizeof (float));

  return batch;
}

/**
 * sa_loudness_meter_new:
 * @rate: frames per second
 * @channels: of the source; those beyond SA_CHANNELS_MAX are not measured
 * @tick: frames in a tick
 * @first: (out) (transfer full): the batch to be filled first
 *
 * Measures the loudness of sound that comes in batches, in threads of its own: the K-weighting
 * of ITU-R BS.1770 is libebur128's, and takes longer than decoding a WAV file does.
 *
 * Returns: (transfer full): the meter
 */
SaLoudnessMeter *
sa_loudness_meter_new (int rate, int channels, gsize tick, SaLoudnessBatch **first)
{
  SaLoudnessMeter *self = g_new0 (SaLoudnessMeter, 1);

  self->rate = rate;
  self->channels = channels;
  self->n_planes = MIN (channels, SA_CHANNELS_MAX);
  self->tick = tick;
  self->powers = g_array_new (FALSE, TRUE, sizeof (float));
  self->measured = g_async_queue_new_full (batch_free);
  for (int i = 1; i < N_BATCHES; i++)
    g_async_queue_push (self->measured, batch_new (self));
  self->pool = g_thread_pool_new (measure, self, N_THREADS, FALSE, NULL);
  *first = batch_new (self);

  return self;
}

/**
 * sa_loudness_meter_swap:
 * @filled: (transfer full): a batch of which all ticks are filled
 *
 * Has the batch measured. Blocks while too many are on their way.
 *
 * Returns: (transfer full): the batch to be filled next
 */
SaLoudnessBatch *
sa_loudness_meter_swap (SaLoudnessMeter *self, SaLoudnessBatch *filled)
{
  SaLoudnessBatch *next = take_batch (self);

  for (int c = 0; c < self->n_planes; c++)
    memcpy (next->planes[c], filled->planes[c] + filled->n_ticks * self->tick,
            self->tick * sizeof (float));
  next->first_tick = filled->first_tick + filled->n_ticks;
  next->n_ticks = 0;
  g_thread_pool_push (self->pool, filled, NULL);

  return next;
}

/**
 * sa_loudness_meter_finish:
 *
 * Waits for all that is on its way.
 *
 * Returns: (transfer none) (element-type float): the weighted power of every tick
 */
const GArray *
sa_loudness_meter_finish (SaLoudnessMeter *self)
{
  SaLoudnessBatch *batches[N_BATCHES - 1];

  for (int i = 0; i < N_BATCHES - 1; i++)
    batches[i] = take_batch (self);
  for (int i = 0; i < N_BATCHES - 1; i++)
    g_async_queue_push (self->measured, batches[i]);

  return self->powers;
}

/**
 * sa_loudness_meter_free:
 * @batch: (transfer full): the one that was to be filled next
 *
 * Frees it, finished or not.
 */
void
sa_loudness_meter_free (SaLoudnessMeter *self, SaLoudnessBatch *batch)
{
  g_thread_pool_free (self->pool, FALSE, TRUE);
  g_async_queue_unref (self->measured);
  g_array_unref (self->powers);
  batch_free (batch);
  g_free (self);
}

static double
block_power (const float *tick_powers)
{
  double power = 0.0;

  for (int i = 0; i < TICKS_PER_BLOCK; i++)
    power += tick_powers[i];

  return power / TICKS_PER_BLOCK;
}

static double
mean_above (const float *tick_powers, gsize n_blocks, double gate)
{
  double sum = 0.0;
  gsize n = 0;

  for (gsize i = 0; i < n_blocks; i++) {
    double power = block_power (tick_powers + i);

    if (power >= gate) {
      sum += power;
      n++;
    }
  }

  return n > 0 ? sum / n : 0.0;
}

/**
 * sa_loudness_integrate:
 * @tick_powers: weighted power of every 100 ms
 * @n_ticks: how many
 *
 * The integrated loudness after ITU-R BS.1770-4: blocks of 400 ms, gated at
 * -70 LUFS and then at 10 LU below the mean of what is left.
 *
 * Returns: LUFS, or NaN where no block passes
 */
double
sa_loudness_integrate (const float *tick_powers, gsize n_ticks)
{
  gsize n_blocks = n_ticks >= TICKS_PER_BLOCK ? n_ticks - TICKS_PER_BLOCK + 1 : 0;
  double absolute = pow (10.0, (ABSOLUTE_GATE_LUFS - OFFSET_LU) / 10.0);
  double mean = mean_above (tick_powers, n_blocks, absolute);
  double relative = mean * pow (10.0, -RELATIVE_GATE_DB / 10.0);

  if (mean <= 0.0)
    return NAN;

  return OFFSET_LU + 10.0 * log10 (mean_above (tick_powers, n_blocks, MAX (absolute, relative)));
}
