/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-sample-math.h"

#include <string.h>

#define QUAD 4

/* Four samples side by side: what every processor of today works on at once. */
typedef float Quad __attribute__ ((vector_size (QUAD * sizeof (float))));
typedef gint32 Mask __attribute__ ((vector_size (QUAD * sizeof (gint32))));

static inline Quad
load (const float *samples)
{
  Quad quad;

  memcpy (&quad, samples, sizeof quad);
  return quad;
}

/* Compilers make one instruction of these. */
static inline Quad
lower (Quad a, Quad b)
{
  return (Quad){ a[0] < b[0] ? a[0] : b[0], a[1] < b[1] ? a[1] : b[1], a[2] < b[2] ? a[2] : b[2],
                 a[3] < b[3] ? a[3] : b[3] };
}

static inline Quad
higher (Quad a, Quad b)
{
  return (Quad){ a[0] > b[0] ? a[0] : b[0], a[1] > b[1] ? a[1] : b[1], a[2] > b[2] ? a[2] : b[2],
                 a[3] > b[3] ? a[3] : b[3] };
}

static inline float
add_up (Quad quad)
{
  return quad[0] + quad[1] + quad[2] + quad[3];
}

/**
 * sa_samples_deinterleave:
 * @interleaved: @n frames
 * @channels: samples per frame
 * @channel: which one is wanted
 * @plane: (out caller-allocates): room for @n samples
 * @n: number of frames
 */
void
sa_samples_deinterleave (const float *interleaved, int channels, int channel, float *plane, gsize n)
{
  gsize i = 0;

  if (channels == 1) {
    memcpy (plane, interleaved, n * sizeof *plane);
    return;
  }
  if (channels == 2)
    for (; i + QUAD <= n; i += QUAD) {
      Quad a = load (interleaved + 2 * i), b = load (interleaved + 2 * i + QUAD);
      Quad picked = channel == 0 ? __builtin_shufflevector (a, b, 0, 2, 4, 6)
                                 : __builtin_shufflevector (a, b, 1, 3, 5, 7);

      memcpy (plane + i, &picked, sizeof picked);
    }
  for (; i < n; i++)
    plane[i] = interleaved[i * channels + channel];
}

/**
 * sa_samples_from_s16:
 * @samples: @n samples of 16 bits
 * @out: room for them at full scale ±1
 */
void
sa_samples_from_s16 (const gint16 *samples, gsize n, float *out)
{
  typedef gint16 Eight __attribute__ ((vector_size (8 * sizeof (gint16))));
  typedef float EightFloats __attribute__ ((vector_size (8 * sizeof (float))));
  const float scale = 1.0f / 32768;
  gsize i = 0;

  for (; i + 8 <= n; i += 8) {
    Eight eight;
    EightFloats floats;

    memcpy (&eight, samples + i, sizeof eight);
    floats = __builtin_convertvector(eight, EightFloats) * scale;
    memcpy (out + i, &floats, sizeof floats);
  }
  for (; i < n; i++)
    out[i] = samples[i] * scale;
}

/**
 * sa_samples_are_sound:
 * @limit: a magnitude that no sound has, above 0
 *
 * Returns: whether all samples are numbers within ±@limit
 */
gboolean
sa_samples_are_sound (const float *samples, gsize n, float limit)
{
  const Quad limits = { limit, limit, limit, limit };
  Mask good = { -1, -1, -1, -1 };
  gboolean sound = TRUE;
  gsize i = 0;

  /* The bits behind the sign sort as magnitudes do, with what is no number above them all. */
  for (; i + QUAD <= n; i += QUAD)
    good &= ((Mask) load (samples + i) & G_MAXINT32) < (Mask) limits;
  for (; i < n; i++)
    sound = sound && samples[i] < limit && samples[i] > -limit;

  return sound && good[0] && good[1] && good[2] && good[3];
}

/**
 * sa_samples_survey:
 * @samples: at least one sample, at most some thousand
 *
 * Returns: bounds and power of the samples
 */
SaSampleSurvey
sa_samples_survey (const float *samples, gsize n)
{
  SaSampleSurvey survey = { samples[0], samples[0], 0.0f };
  gsize i = 0;

  if (n >= QUAD) {
    Quad low = load (samples), high = low, square = { 0 };

    for (; i + QUAD <= n; i += QUAD) {
      Quad x = load (samples + i);

      low = lower (low, x);
      high = higher (high, x);
      square += x * x;
    }
    for (int k = 0; k < QUAD; k++) {
      survey.min = MIN (survey.min, low[k]);
      survey.max = MAX (survey.max, high[k]);
    }
    survey.square = add_up (square);
  }
  for (; i < n; i++) {
    survey.min = MIN (survey.min, samples[i]);
    survey.max = MAX (survey.max, samples[i]);
    survey.square += samples[i] * samples[i];
  }

  return survey;
}

/**
 * sa_samples_moments:
 * @n: at most some thousand
 * @sum: (out): the sum of the samples
 *
 * Returns: the sum of their squares
 */
float
sa_samples_moments (const float *samples, gsize n, float *sum)
{
  Quad sums = { 0 }, squares = { 0 };
  float square;
  gsize i = 0;

  for (; i + QUAD <= n; i += QUAD) {
    Quad x = load (samples + i);

    sums += x;
    squares += x * x;
  }
  *sum = add_up (sums);
  square = add_up (squares);
  for (; i < n; i++) {
    *sum += samples[i];
    square += samples[i] * samples[i];
  }

  return square;
}

/**
 * sa_samples_dot:
 * @n: at most some thousand
 *
 * Returns: the sum of the products
 */
float
sa_samples_dot (const float *a, const float *b, gsize n)
{
  Quad products = { 0 };
  float product;
  gsize i = 0;

  for (; i + QUAD <= n; i += QUAD)
    products += load (a + i) * load (b + i);
  product = add_up (products);
  for (; i < n; i++)
    product += a[i] * b[i];

  return product;
}
