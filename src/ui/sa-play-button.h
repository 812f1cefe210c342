/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "audio/sa-player.h"

G_BEGIN_DECLS

#define SA_TYPE_PLAY_BUTTON (sa_play_button_get_type ())
G_DECLARE_FINAL_TYPE (SaPlayButton, sa_play_button, SA, PLAY_BUTTON, GtkButton)

GtkWidget *sa_play_button_new (void);
void sa_play_button_set_player (SaPlayButton *self, SaPlayer *player);

G_END_DECLS
