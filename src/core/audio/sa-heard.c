/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-heard.h"

#include <math.h>

/* The same signal from a second speaker. */
#define SECOND_SPEAKER_DB 3.0103
/* Kept between the greatest sample and full scale, since the wave between two
 * samples may rise above both. */
#define HEADROOM_DB 1.0
/* What a player can add. */
#define MOST_GAIN_DB 20.0

/* By how much the mean of the channels in the mix is weaker than all channels together. */
static double
measure_mix_db (const SaChannelStats *stats, SaChannelMix mix)
{
  double all = 0, mixed = 0;
  int n = 0;

  for (int a = 0; a < stats->channels; a++) {
    all += sa_channel_stats_get_power (stats, a);
    if ((mix & (1u << a)) == 0)
      continue;
    n++;
    for (int b = 0; b < stats->channels; b++)
      if ((mix & (1u << b)) != 0)
        mixed +=
          sa_channel_stats_get_correlation (stats, a, b) *
          sqrt (sa_channel_stats_get_power (stats, a) * sa_channel_stats_get_power (stats, b));
  }

  return n > 0 && all > 0 && mixed > 0 ? 10 * log10 (mixed / n / n / all) : 0;
}

/**
 * sa_heard_measure:
 * @analysis: of the clip, complete
 * @mix: how its channels are mixed when it is played; SA_CHANNEL_MIX_AUTO
 *   where they are not
 *
 * The channels of a mix are taken to have one spectrum, as those of one voice
 * in one room do.
 *
 * Returns: how the clip sounds
 */
SaHeard
sa_heard_measure (SaAnalysis *analysis, SaChannelMix mix)
{
  const SaChecks *checks = sa_analysis_get_checks (analysis);
  SaHeard heard = { checks->loudness_lufs, checks->peak_dbfs };
  SaChannelStats stats;

  if (sa_analysis_get_channels (analysis) == 1) {
    heard.loudness_lufs += SECOND_SPEAKER_DB;
  } else if (mix != SA_CHANNEL_MIX_AUTO) {
    sa_analysis_stats_of_range (analysis, 0, sa_analysis_get_duration (analysis), &stats);
    heard.loudness_lufs += SECOND_SPEAKER_DB + measure_mix_db (&stats, mix);
  }

  return heard;
}

/* How loud it can be made without being cut off. */
static double
loudest (const SaHeard *heard)
{
  double headroom = isfinite (heard->peak_dbfs) ? MAX (-HEADROOM_DB - heard->peak_dbfs, 0) : 0;

  return heard->loudness_lufs + MIN (headroom, MOST_GAIN_DB);
}

/**
 * sa_heard_match:
 * @one: a clip
 * @other: another
 * @one_db: (out): gain for @one
 * @other_db: (out): gain for @other
 *
 * What makes both equally loud: as loud as the louder of them, or less where
 * the quieter cannot be made so loud without being cut off. Nothing is changed
 * where one of them has no loudness.
 */
void
sa_heard_match (const SaHeard *one, const SaHeard *other, double *one_db, double *other_db)
{
  double goal;

  *one_db = *other_db = 0;
  if (!isfinite (one->loudness_lufs) || !isfinite (other->loudness_lufs))
    return;

  goal = MAX (one->loudness_lufs, other->loudness_lufs);
  goal = MIN (goal, MIN (loudest (one), loudest (other)));
  *one_db = goal - one->loudness_lufs;
  *other_db = goal - other->loudness_lufs;
}
