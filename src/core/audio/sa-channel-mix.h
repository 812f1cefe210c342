/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Channels beyond the 32nd are decoded but never take part in a mix. */
#define SA_CHANNELS_MAX 32

/* Of equal loudness within this many decibels; anything quieter is dead. */
#define SA_DEAD_CHANNEL_DB 30.0

/* Below this correlation two channels cancel rather than add up. */
#define SA_INVERTED_CORRELATION (-0.5)

/**
 * SaChannelMix:
 *
 * Which channels make up the mono signal: bit n set means that channel n takes
 * part in the mean.
 */
typedef guint32 SaChannelMix;

/* Chosen from the sound itself, by sa_channel_mix_choose(). */
#define SA_CHANNEL_MIX_AUTO ((SaChannelMix) 0)

/**
 * SaChannelStats:
 * @channels: number of channels, at most SA_CHANNELS_MAX
 * @frames: how many frames went in
 * @sum: sum of the samples, by channel
 * @cross: sums of products; row i, column j for j ≤ i at i * (i + 1) / 2 + j
 *
 * What is needed to tell dead and inverted channels: sums, energies and cross
 * products of a stretch of sound. It is a plain value: add two by adding
 * their members, with sa_channel_stats_merge().
 */
typedef struct {
  int channels;
  gint64 frames;
  double sum[SA_CHANNELS_MAX];
  double cross[SA_CHANNELS_MAX * (SA_CHANNELS_MAX + 1) / 2];
} SaChannelStats;

void sa_channel_stats_init (SaChannelStats *stats, int channels);
void sa_channel_stats_add (SaChannelStats *stats,
                           const float *interleaved,
                           int channels,
                           gsize frames);
void sa_channel_stats_merge (SaChannelStats *stats, const SaChannelStats *other);
double sa_channel_stats_get_power (const SaChannelStats *stats, int channel);
double sa_channel_stats_get_correlation (const SaChannelStats *stats, int a, int b);
int sa_channel_stats_get_loudest (const SaChannelStats *stats);
int sa_channel_stats_find_dead (const SaChannelStats *stats);
int sa_channel_stats_find_inverted (const SaChannelStats *stats);

SaChannelMix sa_channel_mix_choose (const SaChannelStats *stats);
void sa_channel_mix_apply (SaChannelMix mix,
                           const float *interleaved,
                           int channels,
                           float *mono,
                           gsize frames);

G_END_DECLS
