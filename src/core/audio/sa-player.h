/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sa-clip.h"

G_BEGIN_DECLS

typedef enum {
  SA_PLAYER_STOPPED,
  SA_PLAYER_PLAYING,
  SA_PLAYER_PAUSED,
} SaPlayerState;

#define SA_TYPE_PLAYER_STATE (sa_player_state_get_type ())
GType sa_player_state_get_type (void) G_GNUC_CONST;

#define SA_TYPE_PLAYER (sa_player_get_type ())
G_DECLARE_FINAL_TYPE (SaPlayer, sa_player, SA, PLAYER, GObject)

SaPlayer *sa_player_new (void);

void sa_player_set_clip (SaPlayer *self, SaClip *clip);
SaClip *sa_player_get_clip (SaPlayer *self);
void sa_player_play (SaPlayer *self);
void sa_player_pause (SaPlayer *self);
void sa_player_stop (SaPlayer *self);
void sa_player_seek (SaPlayer *self, double position);

SaPlayerState sa_player_get_state (SaPlayer *self);
double sa_player_get_position (SaPlayer *self);
double sa_player_get_duration (SaPlayer *self);
double sa_player_get_gain_db (SaPlayer *self);
void sa_player_set_gain_db (SaPlayer *self, double gain_db);
gboolean sa_player_get_loop (SaPlayer *self);
void sa_player_set_loop (SaPlayer *self, gboolean loop);

G_END_DECLS
