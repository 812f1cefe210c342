/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-loudness.h"

#include "sa-sample-math.h"

#include <math.h>

/* Gating blocks are 400 ms long, of four ticks, and begin at every tick. */
#define TICKS_PER_BLOCK 4
#define ABSOLUTE_GATE_LUFS (-70.0)
#define RELATIVE_GATE_DB 10.0
#define OFFSET_LU (-0.691)

/* What the filters of four lanes remember, and the power they have let pass. */
typedef struct {
  SaQuad shelf[2];
  SaQuad pass[2];
  SaQuad power;
} Lanes;

/**
 * sa_loudness_filter_init:
 * @rate: frames per second
 *
 * The standard tabulates its filters for 48 kHz; these are the analogue
 * prototypes behind the table, so that they fit every rate.
 */
void
sa_loudness_filter_init (SaLoudnessFilter *filter, int rate)
{
  double k = tan (G_PI * 1681.974450955533 / rate);
  double q = 0.7071752369554196;
  double high = pow (10.0, 3.999843853973347 / 20.0);
  double band = pow (high, 0.4996667741545416);
  double a0 = 1.0 + k / q + k * k;

  filter->shelf_b[0] = (high + band * k / q + k * k) / a0;
  filter->shelf_b[1] = 2.0 * (k * k - high) / a0;
  filter->shelf_b[2] = (high - band * k / q + k * k) / a0;
  filter->shelf_a[0] = 2.0 * (k * k - 1.0) / a0;
  filter->shelf_a[1] = (1.0 - k / q + k * k) / a0;

  k = tan (G_PI * 38.13547087602444 / rate);
  q = 0.5003270373238773;
  a0 = 1.0 + k / q + k * k;
  filter->pass_a[0] = 2.0 * (k * k - 1.0) / a0;
  filter->pass_a[1] = (1.0 - k / q + k * k) / a0;
}

static inline void
step (const SaLoudnessFilter *filter, Lanes *lanes, const float *from, gsize lane)
{
  SaQuad x = { from[0], from[lane], from[2 * lane], from[3 * lane] };
  SaQuad y = filter->shelf_b[0] * x + lanes->shelf[0];
  SaQuad z = y + lanes->pass[0];

  lanes->shelf[0] = lanes->shelf[1] + filter->shelf_b[1] * x - filter->shelf_a[0] * y;
  lanes->shelf[1] = filter->shelf_b[2] * x - filter->shelf_a[1] * y;
  lanes->pass[0] = lanes->pass[1] - (y + y) - filter->pass_a[0] * z;
  lanes->pass[1] = y - filter->pass_a[1] * z;
  lanes->power += z * z;
}

static inline void
run_lanes (const SaLoudnessFilter *filter,
           Lanes *low,
           Lanes *high,
           const float *from,
           gsize tick,
           gsize lane)
{
  SaLoudnessFilter local = *filter;
  Lanes a = *low, b = *high;

  a.power = b.power = (SaQuad){ 0 };
  for (gsize i = 0; i < tick; i++) {
    step (&local, &a, from + i, lane);
    step (&local, &b, from + i + 4 * lane, lane);
  }
  *low = a;
  *high = b;
}

/**
 * sa_loudness_filter_measure:
 * @samples: one channel: one tick of what came before, then eight times
 *   @ticks_per_lane ticks
 * @tick: frames in 100 ms
 * @ticks_per_lane: how many ticks each of the eight lanes measures
 * @powers: (inout): the mean square of each filtered tick is added here
 *
 * A recursive filter has to wait for itself at every sample. So eight
 * stretches are filtered side by side, each beginning one tick early with an
 * empty filter: within 100 ms the high-pass at 38 Hz forgets how it began, to
 * less than 10⁻⁹. libebur128, with which the tests compare this, takes longer
 * for a wav than decoding it does.
 */
void
sa_loudness_filter_measure (const SaLoudnessFilter *filter,
                            const float *samples,
                            gsize tick,
                            gsize ticks_per_lane,
                            float *powers)
{
  const gsize lane = tick * ticks_per_lane;
  Lanes low = { 0 }, high = { 0 };

  for (gsize t = 0; t <= ticks_per_lane; t++) {
    run_lanes (filter, &low, &high, samples + t * tick, tick, lane);
    for (gsize k = 0; t > 0 && k < SA_LOUDNESS_LANES; k++)
      powers[k * ticks_per_lane + t - 1] += (k < 4 ? low.power[k] : high.power[k - 4]) / tick;
  }
}

/**
 * sa_loudness_get_weight:
 * @channel: which channel
 * @channels: of how many, in the order left, right, centre, LFE, surround
 *
 * Returns: the standard's weight of the channel's power
 */
float
sa_loudness_get_weight (int channel, int channels)
{
  if (channels == 4)
    return channel < 2 ? 1.0f : 1.41f;
  if (channels == 5)
    return channel < 3 ? 1.0f : 1.41f;
  if (channels > 5 && channel == 3)
    return 0.0f;

  return channel < 3 ? 1.0f : 1.41f;
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
