/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-player.h"

#include <math.h>

#include "sa-playback.h"
#include "sa-range.h"

#define TICK_MILLISECONDS 33
#define MIN_GAIN_DB -60.0
#define MAX_GAIN_DB 20.0

struct _SaPlayer {
  GObject parent_instance;

  SaClip *clip;
  SaPlayback *playback; /* while not stopped */
  SaPlayerState state;
  double position;
  double duration;
  double gain_db;
  gboolean loop;
  guint tick;
};

enum {
  PROP_0,
  PROP_CLIP,
  PROP_STATE,
  PROP_POSITION,
  PROP_DURATION,
  PROP_GAIN_DB,
  PROP_LOOP,
  N_PROPS,
};

enum {
  ENDED,
  ERROR,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaPlayer, sa_player, G_TYPE_OBJECT)

GType
sa_player_state_get_type (void)
{
  static gsize type = 0;

  if (g_once_init_enter (&type)) {
    static const GEnumValue values[] = {
      { SA_PLAYER_STOPPED, "SA_PLAYER_STOPPED", "stopped" },
      { SA_PLAYER_PLAYING, "SA_PLAYER_PLAYING", "playing" },
      { SA_PLAYER_PAUSED, "SA_PLAYER_PAUSED", "paused" },
      { 0, NULL, NULL },
    };

    g_once_init_leave (&type, g_enum_register_static ("SaPlayerState", values));
  }
  return type;
}

static void
set_position (SaPlayer *self, double position)
{
  if (self->position == position)
    return;
  self->position = position;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_POSITION]);
}

static void
set_duration (SaPlayer *self, double duration)
{
  if (self->duration == duration)
    return;
  self->duration = duration;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DURATION]);
}

/* Tells where it is; where the sound cannot tell yet, nothing changes. */
static void
update (SaPlayer *self)
{
  double position, length;

  if (self->playback == NULL)
    return;
  position = sa_playback_get_position (self->playback);
  length = sa_playback_get_length (self->playback);
  if (length >= 0)
    set_duration (self, length);
  if (position >= 0)
    set_position (self, position);
}

static gboolean
on_tick (gpointer user_data)
{
  update (user_data);
  return G_SOURCE_CONTINUE;
}

static void
set_state (SaPlayer *self, SaPlayerState state)
{
  if (self->state == state)
    return;
  self->state = state;
  if (state == SA_PLAYER_PLAYING)
    self->tick = g_timeout_add (TICK_MILLISECONDS, on_tick, self);
  else
    g_clear_handle_id (&self->tick, g_source_remove);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

static void
rest (SaPlayer *self)
{
  g_clear_pointer (&self->playback, sa_playback_close);
  set_state (self, SA_PLAYER_STOPPED);
  set_position (self, 0);
}

static void
on_end (const GError *error, gpointer user_data)
{
  g_autoptr (SaPlayer) self = g_object_ref (user_data);

  update (self);
  rest (self);
  if (error != NULL)
    g_signal_emit (self, signals[ERROR], 0, error);
  else
    g_signal_emit (self, signals[ENDED], 0);
}

static void
sa_player_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SaPlayer *self = SA_PLAYER (object);

  switch (id) {
  case PROP_CLIP:
    g_value_set_object (value, self->clip);
    break;
  case PROP_STATE:
    g_value_set_enum (value, (int) self->state);
    break;
  case PROP_POSITION:
    g_value_set_double (value, self->position);
    break;
  case PROP_DURATION:
    g_value_set_double (value, self->duration);
    break;
  case PROP_GAIN_DB:
    g_value_set_double (value, self->gain_db);
    break;
  case PROP_LOOP:
    g_value_set_boolean (value, self->loop);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sa_player_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SaPlayer *self = SA_PLAYER (object);

  switch (id) {
  case PROP_CLIP:
    sa_player_set_clip (self, g_value_get_object (value));
    break;
  case PROP_GAIN_DB:
    sa_player_set_gain_db (self, g_value_get_double (value));
    break;
  case PROP_LOOP:
    sa_player_set_loop (self, g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sa_player_dispose (GObject *object)
{
  SaPlayer *self = SA_PLAYER (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_pointer (&self->playback, sa_playback_close);
  g_clear_object (&self->clip);
  G_OBJECT_CLASS (sa_player_parent_class)->dispose (object);
}

static void
sa_player_class_init (SaPlayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags reads = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags writes = reads | G_PARAM_WRITABLE;

  object_class->get_property = sa_player_get_property;
  object_class->set_property = sa_player_set_property;
  object_class->dispose = sa_player_dispose;

  props[PROP_CLIP] = g_param_spec_object ("clip", NULL, NULL, SA_TYPE_CLIP, writes);
  props[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, SA_TYPE_PLAYER_STATE, SA_PLAYER_STOPPED, reads);
  props[PROP_POSITION] = g_param_spec_double ("position", NULL, NULL, 0, G_MAXDOUBLE, 0, reads);
  props[PROP_DURATION] = g_param_spec_double ("duration", NULL, NULL, -1, G_MAXDOUBLE, -1, reads);
  props[PROP_GAIN_DB] =
    g_param_spec_double ("gain-db", NULL, NULL, MIN_GAIN_DB, MAX_GAIN_DB, 0, writes);
  props[PROP_LOOP] = g_param_spec_boolean ("loop", NULL, NULL, FALSE, writes);
  g_object_class_install_properties (object_class, N_PROPS, props);

  /**
   * SaPlayer::ended:
   *
   * It played to the clip's end, and rests at its beginning.
   */
  signals[ENDED] =
    g_signal_new ("ended", SA_TYPE_PLAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * SaPlayer::error:
   * @error: of the domain %SA_AUDIO_ERROR
   *
   * Playing failed, and stopped.
   */
  signals[ERROR] = g_signal_new ("error", SA_TYPE_PLAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
sa_player_init (SaPlayer *self)
{
  self->duration = -1;
}

/**
 * sa_player_new:
 *
 * Returns: (transfer full): a player without a clip
 */
SaPlayer *
sa_player_new (void)
{
  return g_object_new (SA_TYPE_PLAYER, NULL);
}

/**
 * sa_player_set_clip:
 * @clip: (nullable): what to play: exactly its range and, where it has one, its channel mix
 *
 * Stops, and gets ready for another clip.
 */
void
sa_player_set_clip (SaPlayer *self, SaClip *clip)
{
  g_return_if_fail (SA_IS_PLAYER (self));

  if (self->clip == clip)
    return;
  rest (self);
  g_set_object (&self->clip, clip);
  set_duration (self, clip != NULL ? MAX (sa_range_get_seconds (clip), -1) : -1);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_CLIP]);
}

/** sa_player_get_clip: Returns: (transfer none) (nullable): what it plays */
SaClip *
sa_player_get_clip (SaPlayer *self)
{
  g_return_val_if_fail (SA_IS_PLAYER (self), NULL);

  return self->clip;
}

static void
ensure_playback (SaPlayer *self)
{
  if (self->playback == NULL)
    self->playback =
      sa_playback_new (self->clip, self->position, self->loop, self->gain_db, on_end, self);
}

/**
 * sa_player_play:
 *
 * Plays from the present position. Errors come by #SaPlayer::error, never from within this call.
 */
void
sa_player_play (SaPlayer *self)
{
  g_return_if_fail (SA_IS_PLAYER (self));
  g_return_if_fail (self->clip != NULL);

  if (self->state == SA_PLAYER_PLAYING)
    return;
  ensure_playback (self);
  sa_playback_set_playing (self->playback, TRUE);
  set_state (self, SA_PLAYER_PLAYING);
}

/** sa_player_pause: falls silent where it is */
void
sa_player_pause (SaPlayer *self)
{
  g_return_if_fail (SA_IS_PLAYER (self));

  if (self->state != SA_PLAYER_PLAYING)
    return;
  update (self);
  sa_playback_set_playing (self->playback, FALSE);
  set_state (self, SA_PLAYER_PAUSED);
}

/** sa_player_stop: falls silent, goes to the beginning, and gives the sound device back */
void
sa_player_stop (SaPlayer *self)
{
  g_return_if_fail (SA_IS_PLAYER (self));

  rest (self);
}

/**
 * sa_player_seek:
 * @position: in seconds from the clip's beginning
 *
 * Goes there, and goes on playing if it does. Stopped, it will begin there.
 */
void
sa_player_seek (SaPlayer *self, double position)
{
  g_return_if_fail (SA_IS_PLAYER (self));
  g_return_if_fail (isfinite (position));

  position = MAX (position, 0);
  if (self->duration >= 0)
    position = MIN (position, self->duration);
  if (self->playback != NULL)
    sa_playback_seek (self->playback, position);
  set_position (self, position);
}

SaPlayerState
sa_player_get_state (SaPlayer *self)
{
  g_return_val_if_fail (SA_IS_PLAYER (self), SA_PLAYER_STOPPED);

  return self->state;
}

/** sa_player_get_position: Returns: what is heard, in seconds from the clip's beginning */
double
sa_player_get_position (SaPlayer *self)
{
  g_return_val_if_fail (SA_IS_PLAYER (self), 0);

  return self->position;
}

/**
 * sa_player_get_duration:
 *
 * Returns: how long the clip is, in seconds; −1 while unknown, as for a clip that goes to its
 *   file's end and was never played that far
 */
double
sa_player_get_duration (SaPlayer *self)
{
  g_return_val_if_fail (SA_IS_PLAYER (self), -1);

  return self->duration;
}

double
sa_player_get_gain_db (SaPlayer *self)
{
  g_return_val_if_fail (SA_IS_PLAYER (self), 0);

  return self->gain_db;
}

/** sa_player_set_gain_db: makes it louder or, below 0, quieter, from −60 to 20 dB */
void
sa_player_set_gain_db (SaPlayer *self, double gain_db)
{
  g_return_if_fail (SA_IS_PLAYER (self));

  gain_db = CLAMP (gain_db, MIN_GAIN_DB, MAX_GAIN_DB);
  if (self->gain_db == gain_db)
    return;
  self->gain_db = gain_db;
  if (self->playback != NULL)
    sa_playback_set_gain_db (self->playback, gain_db);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_GAIN_DB]);
}

gboolean
sa_player_get_loop (SaPlayer *self)
{
  g_return_val_if_fail (SA_IS_PLAYER (self), FALSE);

  return self->loop;
}

/** sa_player_set_loop: whether to begin again at the end, without a gap, instead of ending */
void
sa_player_set_loop (SaPlayer *self, gboolean loop)
{
  g_return_if_fail (SA_IS_PLAYER (self));

  loop = loop != FALSE;
  if (self->loop == loop)
    return;
  self->loop = loop;
  if (self->playback != NULL)
    sa_playback_set_loop (self->playback, loop);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LOOP]);
}
