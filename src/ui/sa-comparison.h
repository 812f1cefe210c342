/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "audio/sa-analysis.h"
#include "audio/sa-player.h"

G_BEGIN_DECLS

/**
 * SaSide:
 * @SA_SIDE_ORIGINAL: what was cloned
 * @SA_SIDE_CLONE: what the clone says
 */
typedef enum { SA_SIDE_ORIGINAL, SA_SIDE_CLONE, SA_N_SIDES } SaSide;

/**
 * SaComparison:
 *
 * The original and the clone on one player, equally loud. They say different things, so each keeps
 * its own place: after a change of sides it goes on where it was left.
 *
 * Signals: `changed` (another side is played, or more is known of one) and `failed` (SaSide, GError:
 * a side cannot be read).
 */
#define SA_TYPE_COMPARISON (sa_comparison_get_type ())
G_DECLARE_FINAL_TYPE (SaComparison, sa_comparison, SA, COMPARISON, GObject)

SaComparison *sa_comparison_new (void);
void sa_comparison_set_clips (SaComparison *self, SaClip *original, SaClip *clone);
SaPlayer *sa_comparison_get_player (SaComparison *self);
SaAnalysis *sa_comparison_get_analysis (SaComparison *self, SaSide side);
gboolean sa_comparison_has (SaComparison *self, SaSide side);
gboolean sa_comparison_is_ready (SaComparison *self);
void sa_comparison_set_side (SaComparison *self, SaSide side);
SaSide sa_comparison_get_side (SaComparison *self);

G_END_DECLS
