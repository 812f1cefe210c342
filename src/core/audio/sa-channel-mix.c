/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-channel-mix.h"

#include "sa-sample-math.h"

#include <math.h>
#include <string.h>

/* A tenth of a decibel, which nobody hears. */
#define EQUAL_POWER 1.023

/* Frames taken apart at a time: small enough for the nearest cache. */
#define BLOCK_FRAMES 256

static inline int
cross_index (int a, int b)
{
  return a >= b ? a * (a + 1) / 2 + b : b * (b + 1) / 2 + a;
}

/* Covariance, so that an offset in both channels is not taken for likeness. */
static double
covariance (const SaChannelStats *stats, int a, int b)
{
  if (stats->frames == 0)
    return 0.0;

  return stats->cross[cross_index (a, b)] / stats->frames -
         (stats->sum[a] / stats->frames) * (stats->sum[b] / stats->frames);
}

static void
add_block (SaChannelStats *stats, float planes[][BLOCK_FRAMES], gsize frames)
{
  for (int a = 0; a < stats->channels; a++) {
    float sum;

    stats->cross[cross_index (a, a)] += sa_samples_moments (planes[a], frames, &sum);
    stats->sum[a] += sum;
    for (int b = 0; b < a; b++)
      stats->cross[cross_index (a, b)] += sa_samples_dot (planes[a], planes[b], frames);
  }
}

/**
 * sa_channel_stats_init:
 * @channels: number of channels; those beyond SA_CHANNELS_MAX are left out
 */
void
sa_channel_stats_init (SaChannelStats *stats, int channels)
{
  memset (stats, 0, sizeof *stats);
  stats->channels = CLAMP (channels, 0, SA_CHANNELS_MAX);
}

/**
 * sa_channel_stats_add:
 * @interleaved: @frames frames
 * @channels: samples per frame
 * @frames: how many
 *
 * Takes a stretch of sound into account.
 */
void
sa_channel_stats_add (SaChannelStats *stats, const float *interleaved, int channels, gsize frames)
{
  float planes[SA_CHANNELS_MAX][BLOCK_FRAMES];

  g_return_if_fail (stats->channels == MIN (channels, SA_CHANNELS_MAX));

  for (gsize done = 0; done < frames; done += BLOCK_FRAMES) {
    gsize n = MIN (BLOCK_FRAMES, frames - done);

    for (int c = 0; c < stats->channels; c++)
      sa_samples_deinterleave (interleaved + done * channels, channels, c, planes[c], n);
    add_block (stats, planes, n);
  }
  stats->frames += frames;
}

/**
 * sa_channel_stats_merge:
 * @other: of another stretch with the same channels
 */
void
sa_channel_stats_merge (SaChannelStats *stats, const SaChannelStats *other)
{
  g_return_if_fail (stats->channels == other->channels);

  stats->frames += other->frames;
  for (int i = 0; i < stats->channels; i++)
    stats->sum[i] += other->sum[i];
  for (int i = 0; i < stats->channels * (stats->channels + 1) / 2; i++)
    stats->cross[i] += other->cross[i];
}

/**
 * sa_channel_stats_get_power:
 *
 * Returns: the mean square of a channel without its offset
 */
double
sa_channel_stats_get_power (const SaChannelStats *stats, int channel)
{
  return MAX (covariance (stats, channel, channel), 0.0);
}

/**
 * sa_channel_stats_get_correlation:
 *
 * Returns: the correlation of two channels, from -1 to 1; 0 where one is silent
 */
double
sa_channel_stats_get_correlation (const SaChannelStats *stats, int a, int b)
{
  double scale =
    sqrt (sa_channel_stats_get_power (stats, a) * sa_channel_stats_get_power (stats, b));

  return scale > 0.0 ? covariance (stats, a, b) / scale : 0.0;
}

/**
 * sa_channel_stats_get_loudest:
 *
 * Returns: the loudest channel, the first of equals. Dither and rounding make no
 *   channel louder: which one is named must not hang on them.
 */
int
sa_channel_stats_get_loudest (const SaChannelStats *stats)
{
  int loudest = 0;

  for (int c = 1; c < stats->channels; c++)
    if (sa_channel_stats_get_power (stats, c) >
        EQUAL_POWER * sa_channel_stats_get_power (stats, loudest))
      loudest = c;

  return loudest;
}

static gboolean
is_dead (const SaChannelStats *stats, int channel, int loudest)
{
  double floor =
    sa_channel_stats_get_power (stats, loudest) * pow (10.0, -SA_DEAD_CHANNEL_DB / 10.0);

  return channel != loudest && sa_channel_stats_get_power (stats, channel) <= floor;
}

/**
 * sa_channel_stats_find_dead:
 *
 * Returns: the first channel that lies SA_DEAD_CHANNEL_DB or more below the
 *   loudest, or -1; in pure silence no channel is worse than another
 */
int
sa_channel_stats_find_dead (const SaChannelStats *stats)
{
  int loudest = sa_channel_stats_get_loudest (stats);

  if (stats->channels == 0 || sa_channel_stats_get_power (stats, loudest) <= 0.0)
    return -1;
  for (int c = 0; c < stats->channels; c++)
    if (is_dead (stats, c, loudest))
      return c;

  return -1;
}

/**
 * sa_channel_stats_find_inverted:
 *
 * Returns: the first channel in opposite phase to the loudest, or -1
 */
int
sa_channel_stats_find_inverted (const SaChannelStats *stats)
{
  int loudest = sa_channel_stats_get_loudest (stats);

  for (int c = 0; c < stats->channels; c++)
    if (c != loudest && !is_dead (stats, c, loudest) &&
        sa_channel_stats_get_correlation (stats, loudest, c) < SA_INVERTED_CORRELATION)
      return c;

  return -1;
}

/* Correlation of a channel with the sum of those already in the mix. */
static double
correlation_with_mix (const SaChannelStats *stats, SaChannelMix mix, int channel)
{
  double shared = 0.0, power = 0.0, scale;

  for (int a = 0; a < stats->channels; a++) {
    if ((mix & (1u << a)) == 0)
      continue;
    shared += covariance (stats, a, channel);
    for (int b = 0; b < stats->channels; b++)
      if ((mix & (1u << b)) != 0)
        power += covariance (stats, a, b);
  }
  scale = sqrt (MAX (power, 0.0) * sa_channel_stats_get_power (stats, channel));

  return scale > 0.0 ? shared / scale : 0.0;
}

/**
 * sa_channel_mix_choose:
 * @stats: of the stretch that is to become mono
 *
 * Chooses the channels whose mean is the best mono signal: the loudest, and
 * every other that is neither dead nor cancels what is already in the mix.
 *
 * Returns: the mix, never SA_CHANNEL_MIX_AUTO
 */
SaChannelMix
sa_channel_mix_choose (const SaChannelStats *stats)
{
  int loudest = sa_channel_stats_get_loudest (stats);
  SaChannelMix mix = 1u << loudest;

  for (int c = 0; c < stats->channels; c++)
    if (c != loudest && !is_dead (stats, c, loudest) &&
        correlation_with_mix (stats, mix, c) >= SA_INVERTED_CORRELATION)
      mix |= 1u << c;

  return mix;
}

/**
 * sa_channel_mix_apply:
 * @mix: the channels; SA_CHANNEL_MIX_AUTO takes all of them
 * @interleaved: @frames frames
 * @channels: samples per frame
 * @mono: (out caller-allocates): room for @frames samples
 * @frames: how many
 *
 * Writes the mean of the channels in @mix.
 */
void
sa_channel_mix_apply (SaChannelMix mix,
                      const float *interleaved,
                      int channels,
                      float *mono,
                      gsize frames)
{
  int used[SA_CHANNELS_MAX];
  int n = 0;

  for (int c = 0; c < MIN (channels, SA_CHANNELS_MAX); c++)
    if (mix == SA_CHANNEL_MIX_AUTO || (mix & (1u << c)) != 0)
      used[n++] = c;
  if (n == 0)
    used[n++] = 0;

  for (gsize i = 0; i < frames; i++) {
    float sum = 0.0f;

    for (int k = 0; k < n; k++)
      sum += interleaved[i * channels + used[k]];
    mono[i] = sum / n;
  }
}
