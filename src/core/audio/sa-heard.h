/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sa-analysis.h"

G_BEGIN_DECLS

/**
 * SaHeard:
 * @loudness_lufs: integrated loudness at two speakers; NaN where there is none
 * @peak_dbfs: the greatest sample; NaN in digital silence
 *
 * How a clip sounds when it is played, without a change of volume.
 */
typedef struct {
  double loudness_lufs;
  double peak_dbfs;
} SaHeard;

SaHeard sa_heard_measure (SaAnalysis *analysis, SaChannelMix mix);
void sa_heard_match (const SaHeard *one, const SaHeard *other, double *one_db, double *other_db);

G_END_DECLS
