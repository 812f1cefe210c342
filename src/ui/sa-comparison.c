/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-comparison.h"

#include "audio/sa-heard.h"

typedef struct {
  SaClip *clip; /* nullable */
  SaAnalysis *analysis; /* complete, or NULL */
  double gain_db;
  double position; /* where it was left */
} Side;

struct _SaComparison {
  GObject parent_instance;

  SaPlayer *player;
  Side sides[SA_N_SIDES];
  SaSide side;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (SaComparison, sa_comparison, G_TYPE_OBJECT)

enum { CHANGED, FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
clear_side (Side *side)
{
  g_clear_object (&side->clip);
  g_clear_object (&side->analysis);
  side->gain_db = 0;
  side->position = 0;
}

/* The original is heard as the mono sound that a voice is made of. */
static void
take_mix (Side *side)
{
  g_autoptr (SaClip) clip = NULL;

  if (sa_analysis_get_channels (side->analysis) == 1 ||
      sa_clip_get_mix (side->clip) != SA_CHANNEL_MIX_AUTO)
    return;

  clip = sa_clip_with_mix (side->clip, sa_analysis_get_mix (side->analysis));
  g_set_object (&side->clip, clip);
}

static void
match (SaComparison *self)
{
  SaHeard heard[SA_N_SIDES];

  for (int i = 0; i < SA_N_SIDES; i++)
    heard[i] = sa_heard_measure (self->sides[i].analysis, sa_clip_get_mix (self->sides[i].clip));
  sa_heard_match (&heard[0], &heard[1], &self->sides[0].gain_db, &self->sides[1].gain_db);
  sa_player_set_gain_db (self->player, self->sides[self->side].gain_db);
}

static int
find_side (SaComparison *self, SaAnalysis *analysis)
{
  for (int i = 0; i < SA_N_SIDES; i++)
    if (self->sides[i].clip != NULL && sa_analysis_get_clip (analysis) == self->sides[i].clip)
      return i;

  return -1;
}

static void
on_analysed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaComparison) self = user_data;
  SaAnalysis *analysis = SA_ANALYSIS (source);
  int side = find_side (self, analysis);
  g_autoptr (GError) error = NULL;

  if (!sa_analysis_run_finish (analysis, result, &error)) {
    if (side < 0 || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      return;
    g_clear_object (&self->sides[side].clip);
    g_signal_emit (self, signals[FAILED], 0, side, error);
  } else if (side >= 0) {
    self->sides[side].analysis = g_object_ref (analysis);
    if (side == SA_SIDE_ORIGINAL)
      take_mix (&self->sides[side]);
    if (sa_comparison_is_ready (self))
      match (self);
  }
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
begin_side (SaComparison *self, SaSide side, SaClip *clip)
{
  g_autoptr (SaAnalysis) analysis = NULL;

  if (clip == NULL)
    return;

  self->sides[side].clip = g_object_ref (clip);
  analysis = sa_analysis_new (clip);
  sa_analysis_run_async (analysis, self->cancellable, on_analysed, g_object_ref (self));
}

static void
forget (SaComparison *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  for (int i = 0; i < SA_N_SIDES; i++)
    clear_side (&self->sides[i]);
}

static void
sa_comparison_dispose (GObject *object)
{
  SaComparison *self = SA_COMPARISON (object);

  forget (self);
  g_clear_object (&self->player);

  G_OBJECT_CLASS (sa_comparison_parent_class)->dispose (object);
}

static void
sa_comparison_class_init (SaComparisonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sa_comparison_dispose;

  /**
   * SaComparison::changed:
   *
   * Another side is played, or more is known of one.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  /**
   * SaComparison::failed:
   * @side: a #SaSide
   * @error: of SA_AUDIO_ERROR
   *
   * A side cannot be read, and is none any more.
   */
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_ERROR);
}

static void
sa_comparison_init (SaComparison *self)
{
  self->player = sa_player_new ();
  self->side = SA_SIDE_CLONE;
}

/**
 * sa_comparison_new:
 *
 * Returns: (transfer full): a comparison without sides
 */
SaComparison *
sa_comparison_new (void)
{
  return g_object_new (SA_TYPE_COMPARISON, NULL);
}

/**
 * sa_comparison_set_clips:
 * @self: a comparison
 * @original: (nullable): what was cloned
 * @clone: (nullable): what the clone says
 *
 * Falls silent and gets ready for other sides, beginning with the clone's. Both are read, each in a
 * thread.
 */
void
sa_comparison_set_clips (SaComparison *self, SaClip *original, SaClip *clone)
{
  g_return_if_fail (SA_IS_COMPARISON (self));

  forget (self);
  self->cancellable = g_cancellable_new ();
  self->side = SA_SIDE_CLONE;
  sa_player_set_clip (self->player, clone);
  sa_player_set_gain_db (self->player, 0);
  begin_side (self, SA_SIDE_CLONE, clone);
  begin_side (self, SA_SIDE_ORIGINAL, original);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * sa_comparison_get_player:
 * @self: a comparison
 *
 * Returns: (transfer none): what plays the present side
 */
SaPlayer *
sa_comparison_get_player (SaComparison *self)
{
  g_return_val_if_fail (SA_IS_COMPARISON (self), NULL);

  return self->player;
}

/**
 * sa_comparison_get_analysis:
 * @self: a comparison
 * @side: which side
 *
 * Returns: (transfer none) (nullable): what is known of it, once it is
 */
SaAnalysis *
sa_comparison_get_analysis (SaComparison *self, SaSide side)
{
  g_return_val_if_fail (SA_IS_COMPARISON (self), NULL);

  return self->sides[side].analysis;
}

/**
 * sa_comparison_has:
 * @self: a comparison
 * @side: which side
 *
 * Returns: whether there is such a side, as far as is known
 */
gboolean
sa_comparison_has (SaComparison *self, SaSide side)
{
  g_return_val_if_fail (SA_IS_COMPARISON (self), FALSE);

  return self->sides[side].clip != NULL;
}

/**
 * sa_comparison_is_ready:
 * @self: a comparison
 *
 * Returns: whether both sides were read, so that they can be compared
 */
gboolean
sa_comparison_is_ready (SaComparison *self)
{
  g_return_val_if_fail (SA_IS_COMPARISON (self), FALSE);

  for (int i = 0; i < SA_N_SIDES; i++)
    if (self->sides[i].analysis == NULL)
      return FALSE;

  return TRUE;
}

/**
 * sa_comparison_set_side:
 * @self: a comparison
 * @side: what is to be heard
 *
 * Changes sides, if they can be compared. What plays goes on playing on the other side.
 */
void
sa_comparison_set_side (SaComparison *self, SaSide side)
{
  gboolean playing;

  g_return_if_fail (SA_IS_COMPARISON (self));

  if (self->side == side || !sa_comparison_is_ready (self))
    return;

  playing = sa_player_get_state (self->player) == SA_PLAYER_PLAYING;
  self->sides[self->side].position = sa_player_get_position (self->player);
  self->side = side;
  sa_player_set_clip (self->player, self->sides[side].clip);
  sa_player_set_gain_db (self->player, self->sides[side].gain_db);
  sa_player_seek (self->player, self->sides[side].position);
  if (playing)
    sa_player_play (self->player);
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * sa_comparison_get_side:
 * @self: a comparison
 *
 * Returns: what is heard
 */
SaSide
sa_comparison_get_side (SaComparison *self)
{
  g_return_val_if_fail (SA_IS_COMPARISON (self), SA_SIDE_CLONE);

  return self->side;
}
