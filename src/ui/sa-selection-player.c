/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-selection-player.h"

struct _SaSelectionPlayer {
  GObject parent_instance;

  SaSelection *selection;
  SaPlayer *player;
  SaClip *clip; /* what is chosen; NULL while nothing is */
  double play_from; /* where what is played begins in the recording */
  double playhead; /* below 0: nowhere */
  gboolean resume; /* what played before the range changed goes on after it */
  gboolean failed; /* and nothing was heard since */
};

G_DEFINE_FINAL_TYPE (SaSelectionPlayer, sa_selection_player, G_TYPE_OBJECT)

enum { MOVED, FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* At rest where the selection begins it would only hide the handle. */
static void
set_playhead (SaSelectionPlayer *self, double seconds)
{
  gboolean resting = sa_player_get_state (self->player) == SA_PLAYER_STOPPED &&
                     seconds == sa_selection_get_start (self->selection);

  self->playhead = seconds;
  g_signal_emit (self, signals[MOVED], 0, resting ? -1.0 : seconds);
}

static void
on_position (SaSelectionPlayer *self)
{
  if (sa_player_get_state (self->player) == SA_PLAYER_STOPPED)
    return;

  set_playhead (self, self->play_from + sa_player_get_position (self->player));
  if (self->failed) {
    self->failed = FALSE;
    g_signal_emit (self, signals[FAILED], 0, NULL);
  }
}

/* Once it is silent, the button plays the selection again, whatever was heard before. */
static void
on_state (SaSelectionPlayer *self)
{
  if (sa_player_get_state (self->player) != SA_PLAYER_STOPPED || self->clip == NULL || self->resume)
    return;

  self->play_from = sa_selection_get_start (self->selection);
  sa_player_set_clip (self->player, self->clip);
}

static void
on_ended (SaSelectionPlayer *self)
{
  set_playhead (self, sa_selection_get_start (self->selection));
}

static void
on_error (SaSelectionPlayer *self, GError *error)
{
  self->failed = TRUE;
  g_signal_emit (self, signals[FAILED], 0, error);
}

static gboolean
is_playing (SaSelectionPlayer *self)
{
  return sa_player_get_state (self->player) == SA_PLAYER_PLAYING;
}

static gboolean
is_selected (SaSelectionPlayer *self, double seconds)
{
  return seconds >= sa_selection_get_start (self->selection) &&
         seconds < sa_selection_get_end (self->selection);
}

/* A place beside the selection is heard too: up to where the selection begins, or the end. */
static void
play_beside (SaSelectionPlayer *self, double seconds)
{
  double until = seconds < sa_selection_get_start (self->selection)
                   ? sa_selection_get_start (self->selection)
                   : sa_selection_get_duration (self->selection);
  g_autoptr (SaClip) beside = NULL;

  if (until - seconds < SA_SELECTION_MIN_LENGTH)
    return;

  beside = sa_clip_with_range (self->clip, seconds, until);
  sa_player_stop (self->player);
  self->play_from = seconds;
  sa_player_set_clip (self->player, beside);
  sa_player_play (self->player);
}

static void
play_selection_at (SaSelectionPlayer *self, double seconds)
{
  sa_player_set_clip (self->player, self->clip);
  self->play_from = sa_selection_get_start (self->selection);
  sa_player_seek (self->player, is_selected (self, seconds) ? seconds - self->play_from : 0);
}

static void
sa_selection_player_dispose (GObject *object)
{
  SaSelectionPlayer *self = SA_SELECTION_PLAYER (object);

  if (self->player != NULL)
    sa_player_stop (self->player);
  g_clear_object (&self->player);
  g_clear_object (&self->clip);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (sa_selection_player_parent_class)->dispose (object);
}

static void
sa_selection_player_class_init (SaSelectionPlayerClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sa_selection_player_dispose;

  /**
   * SaSelectionPlayer::moved:
   * @seconds: where the playhead is to be seen; below 0: nowhere
   */
  signals[MOVED] = g_signal_new ("moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 1, G_TYPE_DOUBLE);
  /**
   * SaSelectionPlayer::failed:
   * @error: (nullable): why it cannot be played; %NULL once it is heard after all
   */
  signals[FAILED] = g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
sa_selection_player_init (SaSelectionPlayer *self)
{
  self->playhead = -1;
  self->player = sa_player_new ();
  g_signal_connect_object (self->player, "notify::position", G_CALLBACK (on_position), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->player, "notify::state", G_CALLBACK (on_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->player, "ended", G_CALLBACK (on_ended), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->player, "error", G_CALLBACK (on_error), self, G_CONNECT_SWAPPED);
}

/**
 * sa_selection_player_new:
 * @selection: which range is chosen
 *
 * Returns: (transfer full): a player without a clip, which asks the sound system to get ready
 */
SaSelectionPlayer *
sa_selection_player_new (SaSelection *selection)
{
  SaSelectionPlayer *self = g_object_new (SA_TYPE_SELECTION_PLAYER, NULL);

  self->selection = g_object_ref (selection);
  return self;
}

/** sa_selection_player_get_player: Returns: (transfer none): what makes the sound, for its button */
SaPlayer *
sa_selection_player_get_player (SaSelectionPlayer *self)
{
  g_return_val_if_fail (SA_IS_SELECTION_PLAYER (self), NULL);

  return self->player;
}

/** sa_selection_player_get_playhead: Returns: where it is in the recording; below 0: nowhere */
double
sa_selection_player_get_playhead (SaSelectionPlayer *self)
{
  g_return_val_if_fail (SA_IS_SELECTION_PLAYER (self), -1);

  return self->playhead;
}

/**
 * sa_selection_player_set_clip:
 * @clip: (nullable): what is chosen in the recording
 *
 * It is what is heard once what plays has stopped, or after sa_selection_player_go_on().
 */
void
sa_selection_player_set_clip (SaSelectionPlayer *self, SaClip *clip)
{
  g_return_if_fail (SA_IS_SELECTION_PLAYER (self));

  g_set_object (&self->clip, clip);
}

/** sa_selection_player_forget: falls silent, because there is another recording */
void
sa_selection_player_forget (SaSelectionPlayer *self)
{
  g_return_if_fail (SA_IS_SELECTION_PLAYER (self));

  sa_selection_player_stop (self);
  g_clear_object (&self->clip);
  set_playhead (self, -1);
}

/**
 * sa_selection_player_seek:
 * @seconds: a place in the recording
 *
 * Goes there; what plays goes on there, also beside the selection.
 */
void
sa_selection_player_seek (SaSelectionPlayer *self, double seconds)
{
  gboolean playing;

  g_return_if_fail (SA_IS_SELECTION_PLAYER (self));

  if (self->clip == NULL)
    return;

  playing = is_playing (self);
  set_playhead (self, seconds);
  if (playing && !is_selected (self, seconds)) {
    play_beside (self, seconds);
    return;
  }

  play_selection_at (self, seconds);
  if (playing)
    sa_player_play (self->player);
}

/** sa_selection_player_stop: falls silent, and is where the selection begins */
void
sa_selection_player_stop (SaSelectionPlayer *self)
{
  g_return_if_fail (SA_IS_SELECTION_PLAYER (self));

  self->resume = FALSE;
  sa_player_stop (self->player);
  if (self->clip != NULL)
    set_playhead (self, sa_selection_get_start (self->selection));
}

/** sa_selection_player_hold: what plays waits for the change to the range that has begun */
void
sa_selection_player_hold (SaSelectionPlayer *self)
{
  g_return_if_fail (SA_IS_SELECTION_PLAYER (self));

  if (!is_playing (self))
    return;

  self->resume = TRUE;
  sa_player_pause (self->player);
}

/** sa_selection_player_go_on: the change is complete: what waited for it goes on in the new clip */
void
sa_selection_player_go_on (SaSelectionPlayer *self)
{
  gboolean resume;

  g_return_if_fail (SA_IS_SELECTION_PLAYER (self));
  g_return_if_fail (self->clip != NULL);

  resume = self->resume;
  play_selection_at (self, self->playhead);
  set_playhead (self, self->play_from + sa_player_get_position (self->player));
  self->resume = FALSE;
  if (resume)
    sa_player_play (self->player);
}
