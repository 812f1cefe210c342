/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-card-take.h"

struct _SaCardTake {
  GObject parent_instance;

  SaStudio *studio;
  SaPurpose purpose;
  SaRecorder *recorder;
  SaTake *claimed; /* of an earlier run, whose file is being opened */
  GFile *replaced; /* the take's that goes when what is recorded is finished */
  gboolean discarding; /* what was recorded, which is on its way to the disk */
};

G_DEFINE_FINAL_TYPE (SaCardTake, sa_card_take, G_TYPE_OBJECT)

enum { PROP_0, PROP_RECORDING, N_PROPS };

static GParamSpec *properties[N_PROPS];

enum { FINISHED, DISCARDED, STOPPED, N_SIGNALS };

static guint signals[N_SIGNALS];

static gboolean
is_file_of (SaTake *take, GFile *file)
{
  return take != NULL && file != NULL && g_file_equal (sa_take_get_file (take), file);
}

/* Returns: (transfer full) (nullable): the file of the take that is there */
static GFile *
dup_file (SaCardTake *self)
{
  SaTake *take = sa_recorder_get_take (self->recorder);

  return take != NULL ? g_object_ref (sa_take_get_file (take)) : NULL;
}

static void
on_finished (SaCardTake *self, SaTake *take, gboolean at_limit)
{
  g_autoptr (GFile) replaced = g_steal_pointer (&self->replaced);

  g_signal_emit (self, signals[FINISHED], 0, sa_take_get_file (take));
  if (replaced != NULL)
    g_signal_emit (self, signals[DISCARDED], 0, replaced);
}

/* A take that is not wanted can be had back once all of it is on the disk. */
static void
on_busy (SaCardTake *self)
{
  gboolean discarded = self->discarding && !sa_recorder_is_busy (self->recorder);

  if (!sa_recorder_is_busy (self->recorder)) {
    g_clear_object (&self->replaced);
    self->discarding = FALSE;
  }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORDING]);
  if (discarded)
    g_signal_emit (self, signals[DISCARDED], 0, NULL);
}

/* What stopped the take outlasts it; what only paused it is said as long as it does. */
static void
on_error (SaCardTake *self)
{
  const GError *error = sa_recorder_get_error (self->recorder);

  if (error != NULL && sa_recorder_is_busy (self->recorder) &&
      sa_recorder_get_state (self->recorder) != SA_RECORDER_PAUSED)
    g_signal_emit (self, signals[STOPPED], 0, error->message);
}

static void
sa_card_take_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_RECORDING:
    g_value_set_boolean (value, sa_card_take_is_recording (SA_CARD_TAKE (object)));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sa_card_take_dispose (GObject *object)
{
  SaCardTake *self = SA_CARD_TAKE (object);

  g_clear_object (&self->claimed);
  g_clear_object (&self->replaced);
  g_clear_object (&self->recorder);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (sa_card_take_parent_class)->dispose (object);
}

static void
sa_card_take_class_init (SaCardTakeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->get_property = sa_card_take_get_property;
  object_class->dispose = sa_card_take_dispose;

  properties[PROP_RECORDING] =
    g_param_spec_boolean ("recording", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * SaCardTake::finished:
   * @file: the take's, which is whole
   */
  signals[FINISHED] = g_signal_new ("finished", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_FILE);
  /**
   * SaCardTake::discarded:
   * @file: (nullable): what was its file, where that was on the card's screen
   *
   * A take is gone; sa_card_take_undo_discard() has it back, in that file.
   */
  signals[DISCARDED] = g_signal_new ("discarded", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_FILE);
  /**
   * SaCardTake::stopped:
   * @message: what ended the recording, or did not let it begin
   */
  signals[STOPPED] = g_signal_new ("stopped", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sa_card_take_init (SaCardTake *self)
{
}

/**
 * sa_card_take_new:
 * @studio: what is recorded with
 * @purpose: what the card is for
 *
 * Returns: (transfer full): what records for a card, without a take
 */
SaCardTake *
sa_card_take_new (SaStudio *studio, SaPurpose purpose)
{
  SaCardTake *self = g_object_new (SA_TYPE_CARD_TAKE, NULL);

  self->studio = g_object_ref (studio);
  self->purpose = purpose;
  self->recorder = sa_studio_make_recorder (studio, purpose);
  g_signal_connect_object (self->recorder, "finished", G_CALLBACK (on_finished), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->recorder, "notify::busy", G_CALLBACK (on_busy), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->recorder, "notify::error", G_CALLBACK (on_error), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * sa_card_take_show_in:
 * @self: a card's take
 * @pane: shows it while it is recorded
 * @microphone_row: shows what it is recorded with
 * @take_row: shows what can be done with it
 */
void
sa_card_take_show_in (SaCardTake *self,
                      SaRecordingPane *pane,
                      SaMicrophoneRow *microphone_row,
                      SaTakeRow *take_row)
{
  g_return_if_fail (SA_IS_CARD_TAKE (self));

  sa_recording_pane_set_recorder (pane, self->recorder, self->purpose);
  sa_microphone_row_set_studio (microphone_row, self->studio, self->recorder);
  sa_take_row_set_recorder (take_row, self->recorder);
}

/**
 * sa_card_take_get_recorder:
 * @self: a card's take
 *
 * Returns: (transfer none): what it is recorded with
 */
SaRecorder *
sa_card_take_get_recorder (SaCardTake *self)
{
  g_return_val_if_fail (SA_IS_CARD_TAKE (self), NULL);

  return self->recorder;
}

/**
 * sa_card_take_is_recording:
 * @self: a card's take
 *
 * Returns: whether a take is recorded, or on its way to the disk
 */
gboolean
sa_card_take_is_recording (SaCardTake *self)
{
  g_return_val_if_fail (SA_IS_CARD_TAKE (self), FALSE);

  return sa_recorder_is_busy (self->recorder);
}

/**
 * sa_card_take_is:
 * @self: a card's take
 * @file: (nullable): the file on the card's screen
 *
 * Returns: whether the take is that file
 */
gboolean
sa_card_take_is (SaCardTake *self, GFile *file)
{
  g_return_val_if_fail (SA_IS_CARD_TAKE (self), FALSE);

  return is_file_of (sa_recorder_get_take (self->recorder), file);
}

/**
 * sa_card_take_set_waiting:
 * @self: a card's take
 * @waiting: whether the card waits for a recording, and shows its meter
 */
void
sa_card_take_set_waiting (SaCardTake *self, gboolean waiting)
{
  g_return_if_fail (SA_IS_CARD_TAKE (self));

  sa_studio_set_waiting (self->studio, self->recorder, waiting);
}

/**
 * sa_card_take_record:
 * @self: a card's take
 *
 * Begins a new take; one that is there is discarded when the new one is finished.
 */
void
sa_card_take_record (SaCardTake *self)
{
  g_return_if_fail (SA_IS_CARD_TAKE (self));

  if (sa_recorder_is_busy (self->recorder))
    return;

  self->replaced = dup_file (self);
  sa_recorder_record (self->recorder);
}

/**
 * sa_card_take_append:
 * @self: a card's take
 *
 * Records more at the take's end.
 */
void
sa_card_take_append (SaCardTake *self)
{
  g_return_if_fail (SA_IS_CARD_TAKE (self));

  if (!sa_recorder_is_busy (self->recorder))
    sa_recorder_append (self->recorder);
}

/**
 * sa_card_take_discard:
 * @self: a card's take
 *
 * Drops the take that is recorded; or if none is, the one that is there.
 */
void
sa_card_take_discard (SaCardTake *self)
{
  g_autoptr (GFile) file = NULL;

  g_return_if_fail (SA_IS_CARD_TAKE (self));

  switch (sa_recorder_get_state (self->recorder)) {
  case SA_RECORDER_RECORDING:
  case SA_RECORDER_PAUSED:
    self->discarding = sa_recorder_get_seconds (self->recorder) > 0;
    sa_recorder_discard (self->recorder);
    return;
  case SA_RECORDER_COUNTING:
    sa_recorder_discard (self->recorder);
    return;
  case SA_RECORDER_CLOSED:
  case SA_RECORDER_MONITORING:
  default:
    file = dup_file (self);
  }

  if (file == NULL)
    return;

  sa_recorder_discard (self->recorder);
  g_signal_emit (self, signals[DISCARDED], 0, file);
}

/**
 * sa_card_take_undo_discard:
 * @self: a card's take
 *
 * Has the take back that was discarded last. One that is there is discarded instead.
 *
 * Returns: (transfer none) (nullable): its file, to be opened; %NULL where there is none
 */
GFile *
sa_card_take_undo_discard (SaCardTake *self)
{
  g_autoptr (GFile) before = NULL;

  g_return_val_if_fail (SA_IS_CARD_TAKE (self), NULL);

  if (sa_recorder_is_busy (self->recorder) || !sa_recorder_get_can_undo (self->recorder))
    return NULL;

  before = dup_file (self);
  sa_recorder_undo_discard (self->recorder);
  if (before != NULL)
    g_signal_emit (self, signals[DISCARDED], 0, before);

  return sa_take_get_file (sa_recorder_get_take (self->recorder));
}

/**
 * sa_card_take_claim:
 * @self: a card's take
 * @take: one that an earlier run left, and whose file the card opens
 *
 * It is the card's once sa_card_take_settle() is told of its file.
 */
void
sa_card_take_claim (SaCardTake *self, SaTake *take)
{
  g_return_if_fail (SA_IS_CARD_TAKE (self));

  g_set_object (&self->claimed, take);
}

/**
 * sa_card_take_settle:
 * @self: a card's take
 * @file: (nullable): the file that is on the card's screen from now on
 * @peaks: (nullable): its waveform
 *
 * A take whose file that is not is discarded.
 */
void
sa_card_take_settle (SaCardTake *self, GFile *file, SaPeaks *peaks)
{
  g_autoptr (SaTake) claimed = NULL;
  g_autoptr (GFile) before = NULL;

  g_return_if_fail (SA_IS_CARD_TAKE (self));

  claimed = g_steal_pointer (&self->claimed);
  if (is_file_of (claimed, file)) {
    before = dup_file (self);
    sa_recorder_adopt (self->recorder, claimed, peaks);
    if (before != NULL && !g_file_equal (before, file))
      g_signal_emit (self, signals[DISCARDED], 0, before);
  } else if (sa_recorder_get_take (self->recorder) != NULL && !sa_card_take_is (self, file)) {
    sa_card_take_discard (self);
  }
}
