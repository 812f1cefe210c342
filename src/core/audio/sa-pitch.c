/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-pitch.h"

#include "sa-channel-mix.h"
#include "sa-decoder.h"
#include "sa-sample-math.h"

#include <math.h>
#include <string.h>

/* Enough for a voice, and more than its overtones that matter here. */
#define WORKING_RATE 8000
/* Taps on either side of the low-pass, in samples of the working rate. */
#define TAPS 6
#define CUTOFF_HZ 1200.0

/* Lags are looked for well beyond the range, so that a voice outside it is
 * seen where it is and not at half or twice its pitch. */
#define LOWEST_HZ 55.0
#define HIGHEST_HZ 640.0
#define WINDOW_SECONDS 0.040

/* Frames that are looked at: every 10 ms, in a long file every few more. */
#define HOP_SECONDS 0.010
#define FRAMES_MAX 2500

/* A frame counts if it is no weaker than this against the loud ones, ... */
#define WEAKEST_DB 18.0
#define LOUD_QUANTILE 0.9
/* ... and if so little is left of it after subtracting it from itself one
 * period later. Of several periods that fit about as well the first is right. */
#define UNVOICED 0.35
#define AS_GOOD 0.07
#define VOICED_FRAMES_MIN 5

/* Frames this far from the median, in octaves, are slips of an octave. */
#define SLIP 0.6

/* A voice at the very edge of the range may measure a little beyond it. */
#define SLACK 1.05

#define READ_SECONDS_MAX 300

typedef struct {
  const float *mono;
  gsize frames;
  int factor; /* of decimation */
  double rate;
  int lag_min;
  int lag_max;
  int window;
  gsize span; /* frames of mono that one frame of the analysis needs */
  float *taps;
  int n_taps;
  float *low; /* one decimated frame */
} Pitch;

static void
make_taps (Pitch *pitch, int rate)
{
  int half = TAPS * pitch->factor;
  double cutoff = CUTOFF_HZ / rate;
  double sum = 0.0;

  pitch->n_taps = 2 * half + 1;
  pitch->taps = g_new (float, pitch->n_taps);
  for (int i = -half; i <= half; i++) {
    double sinc = i == 0 ? 2.0 * cutoff : sin (2.0 * G_PI * cutoff * i) / (G_PI * i);
    double tap = sinc * (0.5 + 0.5 * cos (G_PI * i / (half + 1)));

    pitch->taps[i + half] = tap;
    sum += tap;
  }
  for (int i = 0; i < pitch->n_taps; i++)
    pitch->taps[i] /= sum;
}

static void
pitch_init (Pitch *pitch, const float *mono, gsize frames, int rate)
{
  pitch->mono = mono;
  pitch->frames = frames;
  pitch->factor = MAX (rate / WORKING_RATE, 1);
  pitch->rate = (double) rate / pitch->factor;
  pitch->lag_min = (int) floor (pitch->rate / HIGHEST_HZ);
  pitch->lag_max = (int) ceil (pitch->rate / LOWEST_HZ);
  pitch->window = (int) (pitch->rate * WINDOW_SECONDS);
  make_taps (pitch, rate);
  pitch->span = (gsize) (pitch->window + pitch->lag_max) * pitch->factor + pitch->n_taps;
  pitch->low = g_new (float, pitch->window + pitch->lag_max);
}

static void
pitch_clear (Pitch *pitch)
{
  g_free (pitch->taps);
  g_free (pitch->low);
}

static void
decimate (Pitch *pitch, gsize at)
{
  int n = pitch->window + pitch->lag_max;
  float mean = 0.0f;

  for (int i = 0; i < n; i++) {
    pitch->low[i] =
      sa_samples_dot (pitch->mono + at + (gsize) i * pitch->factor, pitch->taps, pitch->n_taps);
    mean += pitch->low[i];
  }
  mean /= n;
  for (int i = 0; i < n; i++)
    pitch->low[i] -= mean;
}

/* The difference of the frame and itself @lag later, against the mean of the
 * differences at all shorter lags: 0 for a perfect period, about 1 for noise. */
static void
measure_differences (Pitch *pitch, float *differences)
{
  const float *x = pitch->low;
  double energy, later, sum = 0.0;

  energy = later = sa_samples_dot (x, x, pitch->window);
  differences[0] = 1.0f;
  for (int lag = 1; lag <= pitch->lag_max; lag++) {
    double out = x[lag - 1], in = x[lag + pitch->window - 1], difference;

    later += in * in - out * out;
    difference = MAX (energy + later - 2.0 * sa_samples_dot (x, x + lag, pitch->window), 0.0);
    sum += difference;
    differences[lag] = sum > 0.0 ? difference * lag / sum : 1.0;
  }
}

static gboolean
is_dip (const float *differences, int lag, int lag_max)
{
  return differences[lag] <= differences[lag - 1] &&
         (lag == lag_max || differences[lag] < differences[lag + 1]);
}

static double
refine (const float *differences, int lag)
{
  double before = differences[lag - 1], at = differences[lag], after = differences[lag + 1];
  double bend = before - 2.0 * at + after;

  return bend > 0.0 ? lag + CLAMP (0.5 * (before - after) / bend, -0.5, 0.5) : lag;
}

/* Returns the fundamental of the frame at @at, or 0 where it has none. */
static double
pitch_of_frame (Pitch *pitch, gsize at)
{
  g_autofree float *differences = g_new (float, pitch->lag_max + 1);
  float best = 1.0f;

  decimate (pitch, at);
  measure_differences (pitch, differences);
  for (int lag = MAX (pitch->lag_min, 1); lag < pitch->lag_max; lag++)
    best = MIN (best, differences[lag]);
  if (best > UNVOICED)
    return 0.0;

  for (int lag = MAX (pitch->lag_min, 1); lag < pitch->lag_max; lag++)
    if (differences[lag] <= best + AS_GOOD && is_dip (differences, lag, pitch->lag_max))
      return pitch->rate / refine (differences, lag);

  return 0.0;
}

static int
compare_floats (gconstpointer a, gconstpointer b)
{
  float x = *(const float *) a, y = *(const float *) b;

  return (x > y) - (x < y);
}

static float
quantile (GArray *values, double share)
{
  g_array_sort (values, compare_floats);

  return g_array_index (values, float, (guint) (share * (values->len - 1)));
}

static float
power_at (Pitch *pitch, gsize at)
{
  float sum;
  float square = sa_samples_moments (pitch->mono + at, pitch->span, &sum);

  return square / pitch->span - (sum / pitch->span) * (sum / pitch->span);
}

static float
find_weakest (Pitch *pitch, gsize hop)
{
  g_autoptr (GArray) powers = g_array_new (FALSE, FALSE, sizeof (float));

  for (gsize at = 0; at + pitch->span <= pitch->frames; at += hop) {
    float power = power_at (pitch, at);

    g_array_append_val (powers, power);
  }

  return quantile (powers, LOUD_QUANTILE) * pow (10.0, -WEAKEST_DB / 10.0);
}

/* Octaves that slipped pull the median a little: it is taken again without. */
static double
median_without_slips (GArray *pitches)
{
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (float));
  float median = quantile (pitches, 0.5);

  for (guint i = 0; i < pitches->len; i++) {
    float pitch = g_array_index (pitches, float, i);

    if (fabs (log2 (pitch / median)) < SLIP)
      g_array_append_val (kept, pitch);
  }

  return quantile (kept, 0.5);
}

/**
 * sa_pitch_median:
 * @mono: (array length=frames): samples
 * @frames: how many
 * @rate: frames per second
 *
 * Measures the pitch of a voice: the median fundamental over the voiced
 * moments. Long recordings are looked at in some thousand places.
 *
 * Returns: Hz, from SA_PITCH_MIN_HZ to SA_PITCH_MAX_HZ (and a twentieth beyond),
 *   or 0 where no voice in this range was found
 */
double
sa_pitch_median (const float *mono, gsize frames, int rate)
{
  g_autoptr (GArray) pitches = g_array_new (FALSE, FALSE, sizeof (float));
  Pitch pitch = { 0 };
  double median = 0.0;
  float weakest;
  gsize hop;

  g_return_val_if_fail (rate > 0, 0.0);

  pitch_init (&pitch, mono, frames, rate);
  if (frames >= pitch.span) {
    hop = MAX ((gsize) (HOP_SECONDS * rate), (frames - pitch.span) / FRAMES_MAX);
    hop = MAX (hop, 1);
    weakest = find_weakest (&pitch, hop);
    for (gsize at = 0; weakest > 0.0f && at + pitch.span <= frames; at += hop) {
      float found = power_at (&pitch, at) >= weakest ? pitch_of_frame (&pitch, at) : 0.0;

      if (found > 0.0f)
        g_array_append_val (pitches, found);
    }
    if (pitches->len >= VOICED_FRAMES_MIN)
      median = median_without_slips (pitches);
  }
  pitch_clear (&pitch);

  return median >= SA_PITCH_MIN_HZ / SLACK && median <= SA_PITCH_MAX_HZ * SLACK ? median : 0.0;
}

static void
append_mono (GArray *mono, const float *frames, int channels, gsize n)
{
  SaChannelStats stats;
  guint at = mono->len;

  sa_channel_stats_init (&stats, channels);
  sa_channel_stats_add (&stats, frames, channels, n);
  g_array_set_size (mono, at + n);
  sa_channel_mix_apply (sa_channel_mix_choose (&stats), frames, channels,
                        &g_array_index (mono, float, at), n);
}

/**
 * sa_pitch_measure_file:
 * @file: a sound file
 * @cancellable: (nullable): ends it
 * @error: return location for an SA_AUDIO_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Measures the pitch of the first five minutes of @file; it blocks, for
 * worker threads.
 *
 * Returns: Hz; 0, with @error not set, where no voice was found; -1 with
 *   @error set
 */
double
sa_pitch_measure_file (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) mono = g_array_new (FALSE, FALSE, sizeof (float));
  g_autoptr (SaDecoder) decoder = NULL;
  g_autofree float *frames = NULL;
  int rate, channels;

  decoder = sa_decoder_new (file, 0, cancellable, error);
  if (decoder == NULL)
    return -1.0;

  rate = sa_decoder_get_rate (decoder);
  channels = sa_decoder_get_channels (decoder);
  frames = g_new (float, (gsize) rate *channels);
  while (sa_decoder_get_position (decoder) < (gint64) rate * READ_SECONDS_MAX) {
    gssize n = sa_decoder_read (decoder, frames, rate, error);

    if (n < 0)
      return -1.0;
    if (n == 0)
      break;
    append_mono (mono, frames, channels, n);
  }

  return sa_pitch_median ((const float *) (gpointer) mono->data, mono->len, rate);
}
