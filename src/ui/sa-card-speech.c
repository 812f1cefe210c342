/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-card-speech.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "sa-layouts.h"
#include "sa-spoken-row.h"
#include "sa-stack.h"

struct _SaCardSpeech {
  GObject parent_instance;

  SaCardParts parts; /* borrowed: the card that owns them disposes of this first */
  SaCheckList *checks;
  SaCardTake *take;
  SaSample *sample; /* what the card holds */
  SaSample *incoming; /* what is being read, until it is known to be good */
  GCancellable *cancellable;
  gboolean choosing; /* another one, while there is one */
  gboolean unplayable; /* is what the error says */
};

G_DEFINE_FINAL_TYPE (SaCardSpeech, sa_card_speech, G_TYPE_OBJECT)

enum { CHANGED, LOADED, READING_STOPPED, RESTED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
changed (SaCardSpeech *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_progress (SaCardSpeech *self)
{
  double progress;

  if (self->incoming == NULL)
    return;

  g_object_get (self->incoming, "progress", &progress, NULL);
  gtk_progress_bar_set_fraction (self->parts.loading_bar, progress);
  sa_clip_editor_show_growing (self->parts.editor, sa_sample_get_peaks (self->incoming),
                               sa_sample_get_rate (self->incoming),
                               sa_sample_get_frames (self->incoming));
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaCardSpeech) self = user_data;
  g_autoptr (SaSample) loaded = g_object_ref (SA_SAMPLE (source));
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL;
  gboolean success = sa_sample_load_finish (loaded, result, &error);

  if (loaded != self->incoming)
    return;

  if (success) {
    sa_card_speech_forget_incoming (self);
    g_signal_emit (self, signals[LOADED], 0, loaded);
  } else {
    title = g_strdup_printf (_ ("“%s” cannot be opened"), sa_sample_get_name (loaded));
    sa_card_speech_stop_reading (self);
    sa_card_speech_complain (self, title, error->message);
    gtk_widget_child_focus (self->parts.error_row, GTK_DIR_TAB_FORWARD);
  }
}

static void
on_recording (SaCardSpeech *self)
{
  gboolean recording = sa_card_speech_is_recording (self);

  if (recording) {
    sa_card_speech_clear_error (self);
    sa_clip_editor_stop_playing (self->parts.editor);
  }
  changed (self);
  if (recording)
    sa_recording_pane_focus (self->parts.pane);
  else if (self->incoming == NULL)
    g_signal_emit (self, signals[RESTED], 0);
}

static void
on_recording_stopped (SaCardSpeech *self, const char *message)
{
  sa_card_speech_complain (self, _ ("Recording stopped"), message);
}

static void
sa_card_speech_dispose (GObject *object)
{
  SaCardSpeech *self = SA_CARD_SPEECH (object);

  sa_card_speech_forget_incoming (self);
  g_clear_object (&self->checks);
  g_clear_object (&self->take);
  g_clear_object (&self->sample);

  G_OBJECT_CLASS (sa_card_speech_parent_class)->dispose (object);
}

static void
sa_card_speech_class_init (SaCardSpeechClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sa_card_speech_dispose;

  /** SaCardSpeech::changed: sa_card_speech_show() has something else to show */
  signals[CHANGED] =
    g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * SaCardSpeech::loaded:
   * @sample: what was read; for sa_card_speech_set_sample()
   */
  signals[LOADED] = g_signal_new ("loaded", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, SA_TYPE_SAMPLE);
  /** SaCardSpeech::reading-stopped: what was there before is still there, to be edited again */
  signals[READING_STOPPED] =
    g_signal_new ("reading-stopped", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /** SaCardSpeech::rested: recording ended and nothing is read: the card takes the focus */
  signals[RESTED] =
    g_signal_new ("rested", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sa_card_speech_init (SaCardSpeech *self)
{
}

/**
 * sa_card_parts_bind:
 * @widget_class: the class of a card whose template holds all parts, under the names they have here
 * @offset: where the #SaCardParts are in its instances
 */
void
sa_card_parts_bind (GtkWidgetClass *widget_class, gssize offset)
{
  static const struct {
    const char *name;
    gssize offset;
  } parts[] = {
    { "error_row", G_STRUCT_OFFSET (SaCardParts, error_row) },
    { "stack", G_STRUCT_OFFSET (SaCardParts, stack) },
    { "record_button", G_STRUCT_OFFSET (SaCardParts, record_button) },
    { "keep_button", G_STRUCT_OFFSET (SaCardParts, keep_button) },
    { "pane", G_STRUCT_OFFSET (SaCardParts, pane) },
    { "microphone_row", G_STRUCT_OFFSET (SaCardParts, microphone_row) },
    { "take_row", G_STRUCT_OFFSET (SaCardParts, take_row) },
    { "editor", G_STRUCT_OFFSET (SaCardParts, editor) },
    { "loading", G_STRUCT_OFFSET (SaCardParts, loading) },
    { "loading_bar", G_STRUCT_OFFSET (SaCardParts, loading_bar) },
  };

  g_type_ensure (SA_TYPE_CLIP_EDITOR);
  g_type_ensure (SA_TYPE_RECORDING_PANE);
  g_type_ensure (SA_TYPE_MICROPHONE_ROW);
  g_type_ensure (SA_TYPE_TAKE_ROW);
  g_type_ensure (SA_TYPE_PAIR_LAYOUT);
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    gtk_widget_class_bind_template_child_full (widget_class, parts[i].name, FALSE,
                                               offset + parts[i].offset);
}

/**
 * sa_card_speech_new:
 * @parts: the widgets of a card, which are copied as pointers
 *
 * Returns: (transfer full): no speech as yet
 */
SaCardSpeech *
sa_card_speech_new (const SaCardParts *parts)
{
  SaCardSpeech *self = g_object_new (SA_TYPE_CARD_SPEECH, NULL);

  self->parts = *parts;
  sa_spoken_row_enable (parts->error_row);
  return self;
}

/** sa_card_speech_set_checks: where the checks of what is edited are shown */
void
sa_card_speech_set_checks (SaCardSpeech *self, SaCheckList *checks)
{
  g_return_if_fail (SA_IS_CARD_SPEECH (self));

  g_set_object (&self->checks, checks);
}

/**
 * sa_card_speech_set_studio:
 * @studio: what is recorded with, from now on
 * @purpose: what the card is for
 */
void
sa_card_speech_set_studio (SaCardSpeech *self, SaStudio *studio, SaPurpose purpose)
{
  g_return_if_fail (SA_IS_CARD_SPEECH (self));
  g_return_if_fail (self->take == NULL);

  self->take = sa_card_take_new (studio, purpose);
  sa_card_take_show_in (self->take, self->parts.pane, self->parts.microphone_row,
                        self->parts.take_row);
  g_signal_connect_object (self->take, "notify::recording", G_CALLBACK (on_recording), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->take, "stopped", G_CALLBACK (on_recording_stopped), self,
                           G_CONNECT_SWAPPED);
  changed (self);
}

/** sa_card_speech_get_take: Returns: (transfer none) (nullable): what it is recorded with */
SaCardTake *
sa_card_speech_get_take (SaCardSpeech *self)
{
  g_return_val_if_fail (SA_IS_CARD_SPEECH (self), NULL);

  return self->take;
}

/**
 * sa_card_speech_get_state:
 *
 * Returns: what the card is at, which follows from what is recorded, which speech there is, and whether
 *   other speech is on its way
 */
SaCardState
sa_card_speech_get_state (SaCardSpeech *self)
{
  g_return_val_if_fail (SA_IS_CARD_SPEECH (self), SA_CARD_EMPTY);

  if (sa_card_speech_is_recording (self))
    return SA_CARD_RECORDING;
  if (self->incoming != NULL)
    return SA_CARD_LOADING;

  return self->sample != NULL && !self->choosing ? SA_CARD_EDITED : SA_CARD_EMPTY;
}

static void
show_checks (SaCardSpeech *self, gboolean shown)
{
  if (self->checks == NULL)
    return;

  sa_check_list_set_recorded (self->checks, sa_card_speech_is_take (self));
  sa_check_list_set_analysis (self->checks, shown ? sa_sample_get_analysis (self->sample) : NULL);
}

/**
 * sa_card_speech_show:
 * @enabled: whether the card asks for speech at all
 *
 * Shows those parts of the card that belong to its state. What the editor is called while it edits is
 * left to the card.
 */
void
sa_card_speech_show (SaCardSpeech *self, gboolean enabled)
{
  static const char *const pages[] = {
    [SA_CARD_EMPTY] = "empty",
    [SA_CARD_RECORDING] = "recording",
    [SA_CARD_LOADING] = "loaded",
    [SA_CARD_EDITED] = "loaded",
  };
  SaCardParts *parts = &self->parts;
  SaCardState state;
  gboolean empty, edited;

  g_return_if_fail (SA_IS_CARD_SPEECH (self));

  state = sa_card_speech_get_state (self);
  empty = enabled && state == SA_CARD_EMPTY;
  edited = enabled && state == SA_CARD_EDITED;
  sa_stack_show_only (parts->stack, pages[state]);
  gtk_widget_set_visible (parts->loading, state == SA_CARD_LOADING);
  gtk_widget_set_visible (parts->keep_button, self->choosing);
  gtk_widget_set_visible (GTK_WIDGET (parts->microphone_row),
                          empty || (enabled && state == SA_CARD_RECORDING));
  gtk_widget_set_visible (GTK_WIDGET (parts->take_row), edited && sa_card_speech_is_take (self));
  show_checks (self, edited);
  if (self->take != NULL)
    sa_card_take_set_waiting (self->take, empty);
  if (self->incoming != NULL)
    sa_clip_editor_set_title (parts->editor, sa_sample_get_name (self->incoming), _ ("Reading…"));
}

/** sa_card_speech_focus: moves the focus to what comes next: play what is there, or record something */
void
sa_card_speech_focus (SaCardSpeech *self)
{
  g_return_if_fail (SA_IS_CARD_SPEECH (self));

  if (self->sample != NULL && self->incoming == NULL && !self->choosing)
    sa_clip_editor_focus (self->parts.editor);
  else if (self->incoming == NULL)
    gtk_widget_grab_focus (self->parts.record_button);
}

/**
 * sa_card_speech_complain:
 * @title: what went wrong
 * @message: (nullable): why
 *
 * Shows an error in the card, above what it holds.
 */
void
sa_card_speech_complain (SaCardSpeech *self, const char *title, const char *message)
{
  GtkWidget *row;

  g_return_if_fail (SA_IS_CARD_SPEECH (self));

  row = self->parts.error_row;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), message != NULL ? message : "");
  gtk_widget_set_visible (row, TRUE);
  self->unplayable = FALSE;
}

/**
 * sa_card_speech_show_play_error:
 * @title: what cannot be played
 * @error: (nullable): why; %NULL once it can, which takes back what was said of it
 */
void
sa_card_speech_show_play_error (SaCardSpeech *self, const char *title, const GError *error)
{
  g_return_if_fail (SA_IS_CARD_SPEECH (self));

  if (error == NULL && self->unplayable)
    sa_card_speech_clear_error (self);
  if (error == NULL)
    return;

  sa_card_speech_complain (self, title, error->message);
  self->unplayable = TRUE;
}

/** sa_card_speech_clear_error: takes back whatever error the card shows */
void
sa_card_speech_clear_error (SaCardSpeech *self)
{
  g_return_if_fail (SA_IS_CARD_SPEECH (self));

  gtk_widget_set_visible (self->parts.error_row, FALSE);
  self->unplayable = FALSE;
}

/** sa_card_speech_get_sample: Returns: (transfer none) (nullable): the speech that the card holds */
SaSample *
sa_card_speech_get_sample (SaCardSpeech *self)
{
  g_return_val_if_fail (SA_IS_CARD_SPEECH (self), NULL);

  return self->sample;
}

/**
 * sa_card_speech_set_sample:
 * @sample: (nullable): the speech that the card holds from now on; it has been read
 *
 * A take that is other speech is discarded. The editor is left to the card.
 */
void
sa_card_speech_set_sample (SaCardSpeech *self, SaSample *sample)
{
  g_return_if_fail (SA_IS_CARD_SPEECH (self));

  g_set_object (&self->sample, sample);
  self->choosing = FALSE;
  sa_card_speech_settle_take (self);
}

/** sa_card_speech_choose_another: asks for other speech; until it is there, what is there stays */
void
sa_card_speech_choose_another (SaCardSpeech *self)
{
  g_return_if_fail (SA_IS_CARD_SPEECH (self));

  sa_clip_editor_stop_playing (self->parts.editor);
  self->choosing = TRUE;
  changed (self);
  sa_card_speech_focus (self);
}

/** sa_card_speech_keep: asks for no other speech after all */
void
sa_card_speech_keep (SaCardSpeech *self)
{
  g_return_if_fail (SA_IS_CARD_SPEECH (self));

  self->choosing = FALSE;
  changed (self);
  sa_card_speech_focus (self);
}

/** sa_card_speech_is_choosing: Returns: whether other speech is asked for, while there is some */
gboolean
sa_card_speech_is_choosing (SaCardSpeech *self)
{
  g_return_val_if_fail (SA_IS_CARD_SPEECH (self), FALSE);

  return self->choosing;
}

/** sa_card_speech_get_incoming: Returns: (transfer none) (nullable): what is being read */
SaSample *
sa_card_speech_get_incoming (SaCardSpeech *self)
{
  g_return_val_if_fail (SA_IS_CARD_SPEECH (self), NULL);

  return self->incoming;
}

/**
 * sa_card_speech_read:
 * @incoming: what is to be read, instead of anything that is read now
 *
 * The editor shows it growing. #SaCardSpeech::loaded follows, or #SaCardSpeech::reading-stopped and the
 * card says why.
 */
void
sa_card_speech_read (SaCardSpeech *self, SaSample *incoming)
{
  g_return_if_fail (SA_IS_CARD_SPEECH (self));

  sa_card_speech_forget_incoming (self);
  self->choosing = FALSE;
  gtk_progress_bar_set_fraction (self->parts.loading_bar, 0);
  self->incoming = g_object_ref (incoming);
  self->cancellable = g_cancellable_new ();
  g_signal_connect_object (incoming, "notify::progress", G_CALLBACK (on_progress), self,
                           G_CONNECT_SWAPPED);
  sa_clip_editor_clear (self->parts.editor);
  changed (self);
  sa_sample_load_async (incoming, self->cancellable, on_loaded, g_object_ref (self));
}

/** sa_card_speech_stop_reading: gives up what is read */
void
sa_card_speech_stop_reading (SaCardSpeech *self)
{
  g_return_if_fail (SA_IS_CARD_SPEECH (self));

  sa_card_speech_forget_incoming (self);
  g_signal_emit (self, signals[READING_STOPPED], 0);
  changed (self);
}

/** sa_card_speech_forget_incoming: as sa_card_speech_stop_reading(), and nobody hears of it */
void
sa_card_speech_forget_incoming (SaCardSpeech *self)
{
  g_return_if_fail (SA_IS_CARD_SPEECH (self));

  if (self->incoming != NULL)
    g_signal_handlers_disconnect_by_func (self->incoming, on_progress, self);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->incoming);
}

/** sa_card_speech_record: begins a take, unless the last one is still being read */
void
sa_card_speech_record (SaCardSpeech *self)
{
  g_return_if_fail (SA_IS_CARD_SPEECH (self));

  if (self->take == NULL || sa_card_speech_is_reading_take (self))
    return;

  if (self->incoming != NULL)
    sa_card_speech_stop_reading (self);
  sa_card_take_record (self->take);
}

/** sa_card_speech_is_recording: Returns: whether a take is recorded, or on its way to the disk */
gboolean
sa_card_speech_is_recording (SaCardSpeech *self)
{
  g_return_val_if_fail (SA_IS_CARD_SPEECH (self), FALSE);

  return self->take != NULL && sa_card_take_is_recording (self->take);
}

static gboolean
is_in_take (SaCardSpeech *self, SaSample *sample)
{
  return self->take != NULL && sample != NULL &&
         sa_card_take_is (self->take, sa_sample_get_file (sample));
}

/** sa_card_speech_is_take: Returns: whether what the card holds is its take */
gboolean
sa_card_speech_is_take (SaCardSpeech *self)
{
  g_return_val_if_fail (SA_IS_CARD_SPEECH (self), FALSE);

  return is_in_take (self, self->sample);
}

/**
 * sa_card_speech_is_reading_take:
 *
 * Returns: whether what is read is the take. It is read to its end: until then it is nowhere but in its
 *   file
 */
gboolean
sa_card_speech_is_reading_take (SaCardSpeech *self)
{
  g_return_val_if_fail (SA_IS_CARD_SPEECH (self), FALSE);

  return is_in_take (self, self->incoming);
}

/** sa_card_speech_settle_take: a take that is not what the card holds is discarded */
void
sa_card_speech_settle_take (SaCardSpeech *self)
{
  g_return_if_fail (SA_IS_CARD_SPEECH (self));

  if (self->take == NULL)
    return;

  sa_card_take_settle (self->take, self->sample != NULL ? sa_sample_get_file (self->sample) : NULL,
                       self->sample != NULL ? sa_sample_get_peaks (self->sample) : NULL);
}
