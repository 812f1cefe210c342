/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sa-channel-mix.h"

G_BEGIN_DECLS

/* Levels are kept as steps of half a decibel from here; 0 is silence. */
#define SA_LEVEL_LOWEST_DB (-120)
#define SA_LEVEL_STEPS_PER_DB 2
#define SA_LEVEL_STEPS 256

#define SA_LEVEL_TICKS_PER_SLOT 5

/* What differs by no more than two steps of 16 bits is the same, but for its dither. */
#define SA_LEVEL_SAME (2.0f / 32768)

/**
 * SaLevelTick:
 * @loudness_power: power after K-weighting, all channels with their weights; 0 of a short tick
 * @peak: greatest magnitude
 * @clipped: samples in runs at full scale
 * @flat: samples in runs at @peak, where that is the greatest of the sound so far
 */
typedef struct {
  float loudness_power;
  float peak;
  guint32 clipped;
  guint32 flat;
} SaLevelTick;

/**
 * SaLevelLog:
 * @rate: frames per second
 * @channels: samples per frame
 * @block: frames in 10 ms
 * @tick: frames in 100 ms, ten blocks
 * @frames: how many frames it covers
 * @levels: (element-type guint8): level of every full block, of its loudest
 *   channel, without any offset
 * @ticks: (element-type SaLevelTick): the last one may be short
 * @slots: (element-type float): sums and cross products, as in SaChannelStats,
 *   of every 500 ms
 *
 * What is remembered of a sound, in a megabyte or two per hour, so that any
 * range of it can be judged without decoding it again.
 */
typedef struct {
  int rate;
  int channels;
  int block;
  int tick;
  gint64 frames;
  GArray *levels;
  GArray *ticks;
  GArray *slots;
} SaLevelLog;

SaLevelLog *sa_level_log_new (int rate, int channels);
void sa_level_log_free (SaLevelLog *log);

void sa_level_log_get_stats (const SaLevelLog *log,
                             gint64 start,
                             gint64 end,
                             SaChannelStats *stats);
guint8 sa_level_from_power (double power);
double sa_level_to_db (int level);
int sa_level_log_slot_width (const SaLevelLog *log);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaLevelLog, sa_level_log_free)

G_END_DECLS
