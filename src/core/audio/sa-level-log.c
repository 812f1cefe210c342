/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-level-log.h"

#include <math.h>

/**
 * sa_level_from_power:
 * @power: a mean square
 *
 * Returns: the level as it is kept
 */
guint8
sa_level_from_power (double power)
{
  double steps;

  if (power <= 0.0)
    return 0;

  steps = (10.0 * log10 (power) - SA_LEVEL_LOWEST_DB) * SA_LEVEL_STEPS_PER_DB;
  return (guint8) lrint (CLAMP (steps, 0.0, SA_LEVEL_STEPS - 1));
}

/**
 * sa_level_to_db:
 *
 * Returns: dBFS
 */
double
sa_level_to_db (int level)
{
  return SA_LEVEL_LOWEST_DB + (double) level / SA_LEVEL_STEPS_PER_DB;
}

/**
 * sa_level_log_new:
 *
 * Returns: (transfer full): a log of nothing yet
 */
SaLevelLog *
sa_level_log_new (int rate, int channels)
{
  SaLevelLog *log = g_new0 (SaLevelLog, 1);

  log->rate = rate;
  log->channels = MIN (channels, SA_CHANNELS_MAX);
  log->block = MAX (rate / 100, 1);
  log->tick = 10 * log->block;
  log->levels = g_array_new (FALSE, FALSE, sizeof (guint8));
  log->ticks = g_array_new (FALSE, FALSE, sizeof (SaLevelTick));
  log->slots = g_array_new (FALSE, FALSE, sizeof (float));

  return log;
}

void
sa_level_log_free (SaLevelLog *log)
{
  g_array_unref (log->levels);
  g_array_unref (log->ticks);
  g_array_unref (log->slots);
  g_free (log);
}

/**
 * sa_level_log_slot_width:
 *
 * Returns: how many floats make up a slot: the sums, then the cross products
 */
int
sa_level_log_slot_width (const SaLevelLog *log)
{
  return log->channels + log->channels * (log->channels + 1) / 2;
}

/**
 * sa_level_log_get_stats:
 * @start: first frame
 * @end: frame after the last
 * @stats: (out): of the slots that the range touches
 */
void
sa_level_log_get_stats (const SaLevelLog *log, gint64 start, gint64 end, SaChannelStats *stats)
{
  gint64 slot = (gint64) log->tick * SA_LEVEL_TICKS_PER_SLOT;
  int width = sa_level_log_slot_width (log);
  gint64 n = log->slots->len / width;

  sa_channel_stats_init (stats, log->channels);
  for (gint64 i = MAX (start, 0) / slot; i < n && i * slot < end; i++) {
    const float *values = &g_array_index (log->slots, float, i *width);

    for (int c = 0; c < log->channels; c++)
      stats->sum[c] += values[c];
    for (int k = log->channels; k < width; k++)
      stats->cross[k - log->channels] += values[k];
    stats->frames += MIN (slot, log->frames - i * slot);
  }
}
