/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "audio/sa-player.h"
#include "jobs/sa-selection.h"

G_BEGIN_DECLS

/**
 * SaSelectionPlayer:
 *
 * Plays what is chosen in a recording, and what lies beside it, and knows where in the recording that
 * is.
 *
 * Signals: `moved` (double: where the playhead is to be seen, in seconds of the recording; below 0:
 * nowhere), `failed` (GError).
 */
#define SA_TYPE_SELECTION_PLAYER (sa_selection_player_get_type ())
G_DECLARE_FINAL_TYPE (SaSelectionPlayer, sa_selection_player, SA, SELECTION_PLAYER, GObject)

SaSelectionPlayer *sa_selection_player_new (SaSelection *selection);
SaPlayer *sa_selection_player_get_player (SaSelectionPlayer *self);
double sa_selection_player_get_playhead (SaSelectionPlayer *self);

void sa_selection_player_set_clip (SaSelectionPlayer *self, SaClip *clip);
void sa_selection_player_forget (SaSelectionPlayer *self);

void sa_selection_player_seek (SaSelectionPlayer *self, double seconds);
void sa_selection_player_stop (SaSelectionPlayer *self);
void sa_selection_player_hold (SaSelectionPlayer *self);
void sa_selection_player_go_on (SaSelectionPlayer *self);

G_END_DECLS
