/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-play-button.h"

#include <glib/gi18n-lib.h>

struct _SaPlayButton {
  GtkButton parent_instance;

  SaPlayer *player;
};

G_DEFINE_FINAL_TYPE (SaPlayButton, sa_play_button, GTK_TYPE_BUTTON)

static gboolean
is_playing (SaPlayButton *self)
{
  return self->player != NULL && sa_player_get_state (self->player) == SA_PLAYER_PLAYING;
}

/* The name stays the same, for those who look for it by name; the state is told beside it. */
static void
update (SaPlayButton *self)
{
  gboolean playing = is_playing (self);

  gtk_button_set_icon_name (GTK_BUTTON (self), playing ? "media-playback-pause-symbolic"
                                                       : "media-playback-start-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_PRESSED,
                               playing ? GTK_ACCESSIBLE_TRISTATE_TRUE
                                       : GTK_ACCESSIBLE_TRISTATE_FALSE,
                               -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), playing ? _ ("Pause") : _ ("Play"));
}

static void
sa_play_button_clicked (GtkButton *button)
{
  SaPlayButton *self = SA_PLAY_BUTTON (button);

  if (self->player == NULL)
    return;

  if (is_playing (self))
    sa_player_pause (self->player);
  else
    sa_player_play (self->player);
}

static void
sa_play_button_dispose (GObject *object)
{
  SaPlayButton *self = SA_PLAY_BUTTON (object);

  g_clear_object (&self->player);

  G_OBJECT_CLASS (sa_play_button_parent_class)->dispose (object);
}

static void
sa_play_button_class_init (SaPlayButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sa_play_button_dispose;
  GTK_BUTTON_CLASS (klass)->clicked = sa_play_button_clicked;
}

static void
sa_play_button_init (SaPlayButton *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "circular");
  update (self);
}

/**
 * sa_play_button_new:
 *
 * Returns: (transfer floating): a round button that plays and pauses
 */
GtkWidget *
sa_play_button_new (void)
{
  return g_object_new (SA_TYPE_PLAY_BUTTON, NULL);
}

/**
 * sa_play_button_set_player:
 * @self: a button
 * @player: (nullable): what it plays
 */
void
sa_play_button_set_player (SaPlayButton *self, SaPlayer *player)
{
  g_return_if_fail (SA_IS_PLAY_BUTTON (self));

  if (self->player == player)
    return;

  if (self->player != NULL)
    g_signal_handlers_disconnect_by_func (self->player, update, self);
  g_set_object (&self->player, player);
  if (player != NULL)
    g_signal_connect_object (player, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
