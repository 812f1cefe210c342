/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-sample-card.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "rules/sa-limits.h"
#include "sa-card-take.h"
#include "sa-check-list.h"
#include "sa-clip-editor.h"
#include "sa-editor-layout.h"
#include "sa-file-chooser.h"
#include "sa-microphone-row.h"
#include "sa-recording-pane.h"
#include "sa-sample.h"
#include "sa-spoken-row.h"
#include "sa-stack.h"
#include "sa-take-row.h"

struct _SaSampleCard {
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkListBox *list;
  GtkWidget *error_row;
  GtkStack *stack;
  SaWaveformView *illustration;
  GtkWidget *record_button;
  GtkWidget *keep_button;
  SaRecordingPane *pane;
  SaMicrophoneRow *microphone_row;
  SaTakeRow *take_row;
  SaClipEditor *editor;
  GtkWidget *loading;
  GtkProgressBar *loading_bar;

  SaDraft *draft;
  SaSample *sample; /* what the form holds */
  SaSample *incoming; /* what is being opened, until it is known to be good */
  GCancellable *cancellable;
  gboolean choosing; /* another one, while there is one */
  SaCheckList *checks;

  SaCardTake *take;
};

G_DEFINE_FINAL_TYPE (SaSampleCard, sa_sample_card, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_LOADING, N_PROPS };

static GParamSpec *properties[N_PROPS];

/* A few words' loudness, drawn for the empty card. */
static const float illustration[] = {
  0.04f, 0.10f, 0.22f, 0.42f, 0.30f, 0.52f, 0.36f, 0.58f, 0.30f, 0.44f, 0.22f, 0.50f, 0.78f, 0.64f,
  1.00f, 0.70f, 0.48f, 0.84f, 0.60f, 0.40f, 0.52f, 0.30f, 0.12f, 0.05f, 0.40f, 0.66f, 0.46f, 0.36f,
  0.58f, 0.92f, 0.62f, 0.74f, 0.44f, 0.66f, 0.34f, 0.50f, 0.26f, 0.42f, 0.18f, 0.30f, 0.10f, 0.04f,
};

/* What the file is, and what the user could not tell from the waveform. */
static char *
describe_sample (SaSample *sample)
{
  g_autofree char *facts = sa_sample_get_facts (sample);

  if (sa_sample_is_damaged (sample))
    return g_strdup_printf ("%s · %s", facts, _ ("damaged: this is what could be read"));
  if (sa_sample_is_chosen_by_speech (sample))
    return g_strdup_printf ("%s · %s", facts, _ ("the part with the most speech is selected"));

  return g_steal_pointer (&facts);
}

static void
show_title (SaSampleCard *self)
{
  g_autofree char *facts = NULL;

  if (self->incoming != NULL) {
    sa_clip_editor_set_title (self->editor, sa_sample_get_name (self->incoming), _ ("Reading…"));
  } else if (self->sample != NULL) {
    facts = describe_sample (self->sample);
    sa_clip_editor_set_title (self->editor, sa_sample_get_name (self->sample), facts);
  }
}

static GFile *
get_file (SaSampleCard *self)
{
  return self->sample != NULL ? sa_sample_get_file (self->sample) : NULL;
}

static gboolean
is_take (SaSampleCard *self)
{
  return self->take != NULL && sa_card_take_is (self->take, get_file (self));
}

/* What was recorded is read to its end: until then it is nowhere but in its file. */
static gboolean
is_reading_take (SaSampleCard *self)
{
  return self->incoming != NULL && self->take != NULL &&
         sa_card_take_is (self->take, sa_sample_get_file (self->incoming));
}

/* What is on screen follows from what is recorded, which sample there is, and whether another one is on
 * its way. */
static void
show_state (SaSampleCard *self)
{
  gboolean recording = sa_sample_card_is_recording (self);
  gboolean loading = self->incoming != NULL && !recording;
  gboolean edited = self->sample != NULL && !recording && !loading && !self->choosing;
  gboolean empty = !recording && !loading && !edited;

  sa_stack_show_only (self->stack, recording ? "recording" : empty ? "empty" : "loaded");
  gtk_widget_set_visible (self->loading, loading);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sample.stop-loading", !is_reading_take (self));
  gtk_widget_set_visible (self->keep_button, self->choosing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sample.keep", self->choosing);
  gtk_widget_set_visible (GTK_WIDGET (self->microphone_row), empty || recording);
  gtk_widget_set_visible (GTK_WIDGET (self->take_row), edited && is_take (self));
  sa_check_list_set_recorded (self->checks, is_take (self));
  sa_check_list_set_analysis (self->checks, edited ? sa_sample_get_analysis (self->sample) : NULL);
  if (self->take != NULL)
    sa_card_take_set_waiting (self->take, empty);

  show_title (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
on_progress (SaSampleCard *self)
{
  double progress;

  if (self->incoming == NULL)
    return;

  g_object_get (self->incoming, "progress", &progress, NULL);
  gtk_progress_bar_set_fraction (self->loading_bar, progress);
  sa_clip_editor_show_growing (self->editor, sa_sample_get_peaks (self->incoming),
                               sa_sample_get_rate (self->incoming),
                               sa_sample_get_frames (self->incoming));
}

static void
forget_incoming (SaSampleCard *self)
{
  if (self->incoming != NULL)
    g_signal_handlers_disconnect_by_func (self->incoming, on_progress, self);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->incoming);
}

static void
on_play_failed (SaSampleCard *self, GError *error)
{
  sa_sample_card_complain (self, _ ("The sample cannot be played"), error->message);
}

/* What is seen, checked, and sent is one range. */
static void
take_selection (SaSampleCard *self)
{
  sa_draft_set_sample (self->draft, sa_sample_get_clip (self->sample));
  sa_draft_set_sample_delayed (self->draft, sa_sample_get_tolerance (self->sample) > 0);
  sa_draft_set_sample_seconds (self->draft, sa_sample_get_end (self->sample) -
                                              sa_sample_get_start (self->sample));
  show_title (self);
}

static void
on_selection (SaSampleCard *self)
{
  if (self->sample == NULL || self->incoming != NULL ||
      sa_clip_equal (sa_clip_editor_get_clip (self->editor), sa_sample_get_clip (self->sample)))
    return;

  sa_sample_set_clip (self->sample, sa_clip_editor_get_clip (self->editor));
  take_selection (self);
}

/* A prompt clip that was taken from the sample stands in its waveform. */
static void
show_prompt (SaSampleCard *self)
{
  SaClip *prompt =
    sa_draft_get_prompt_enabled (self->draft) ? sa_draft_get_prompt (self->draft) : NULL;

  if (self->sample == NULL || prompt == NULL || self->incoming != NULL ||
      !g_file_equal (sa_clip_get_file (prompt), sa_sample_get_file (self->sample)))
    sa_clip_editor_set_foreign_range (self->editor, NULL, 0, 0);
  else
    sa_clip_editor_set_foreign_range (self->editor, _ ("Prompt clip"), sa_clip_get_start (prompt),
                                      sa_clip_get_end (prompt) < 0
                                        ? sa_sample_get_duration (self->sample)
                                        : sa_clip_get_end (prompt));
}

static void
edit_sample (SaSampleCard *self)
{
  sa_clip_editor_open (self->editor, sa_sample_get_analysis (self->sample),
                       sa_sample_get_clip (self->sample),
                       sa_sample_get_whole_tolerance (self->sample));
  show_prompt (self);
}

static void
settle_take (SaSampleCard *self)
{
  if (self->take != NULL)
    sa_card_take_settle (self->take, get_file (self),
                         self->sample != NULL ? sa_sample_get_peaks (self->sample) : NULL);
}

static void
adopt_incoming (SaSampleCard *self)
{
  g_autoptr (SaSample) sample = g_object_ref (self->incoming);

  forget_incoming (self);
  g_set_object (&self->sample, sample);
  self->choosing = FALSE;
  settle_take (self);
  edit_sample (self);
  take_selection (self);
  show_state (self);
  sa_sample_card_focus (self);
}

/* What was there before is still there, edited again, and what the draft holds: that knows of some
 * files before they are read. */
static void
stop_reading (SaSampleCard *self)
{
  forget_incoming (self);
  if (self->sample != NULL) {
    edit_sample (self);
    take_selection (self);
  }
  show_state (self);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaSampleCard) self = user_data;
  SaSample *sample = SA_SAMPLE (source);
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL;

  if (!sa_sample_load_finish (sample, result, &error)) {
    if (sample != self->incoming)
      return;

    title = g_strdup_printf (_ ("“%s” cannot be opened"), sa_sample_get_name (sample));
    stop_reading (self);
    sa_sample_card_complain (self, title, error->message);
    gtk_widget_child_focus (self->error_row, GTK_DIR_TAB_FORWARD);
    return;
  }

  if (sample == self->incoming)
    adopt_incoming (self);
}

static void
open_sample (SaSampleCard *self, SaSample *sample)
{
  forget_incoming (self);
  self->choosing = FALSE;
  gtk_progress_bar_set_fraction (self->loading_bar, 0);
  self->incoming = g_object_ref (sample);
  self->cancellable = g_cancellable_new ();
  g_signal_connect_object (sample, "notify::progress", G_CALLBACK (on_progress), self,
                           G_CONNECT_SWAPPED);
  sa_clip_editor_clear (self->editor);
  show_prompt (self);
  show_state (self);
  sa_sample_load_async (sample, self->cancellable, on_loaded, g_object_ref (self));
}

static void
on_chosen (GFile *file, gpointer user_data)
{
  sa_sample_card_open (SA_SAMPLE_CARD (user_data), file);
}

static void
stop_loading (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaSampleCard *self = SA_SAMPLE_CARD (widget);

  stop_reading (self);
  sa_sample_card_focus (self);
}

static void
choose_file (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sa_sample_card_choose (SA_SAMPLE_CARD (widget));
}

static void
replace (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaSampleCard *self = SA_SAMPLE_CARD (widget);

  sa_clip_editor_stop_playing (self->editor);
  self->choosing = TRUE;
  show_state (self);
  sa_sample_card_focus (self);
}

static void
keep (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaSampleCard *self = SA_SAMPLE_CARD (widget);

  self->choosing = FALSE;
  show_state (self);
  sa_sample_card_focus (self);
}

static void
record (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sa_sample_card_record (SA_SAMPLE_CARD (widget));
}

static void
append (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sa_card_take_append (SA_SAMPLE_CARD (widget)->take);
}

/* What is recorded; or if nothing is, what was. */
static void
discard_take (SaSampleCard *self)
{
  gboolean shown =
    !sa_sample_card_is_recording (self) && sa_card_take_is (self->take, get_file (self));

  if (shown)
    sa_sample_card_clear (self);
  else
    sa_card_take_discard (self->take);
  sa_sample_card_focus (self);
}

static void
discard (GtkWidget *widget, const char *action, GVariant *parameter)
{
  discard_take (SA_SAMPLE_CARD (widget));
}

/* The draft knows it before it is read, so that nothing is lost should the program end now. What
 * stopped it is still said. */
static void
on_finished (SaSampleCard *self, GFile *file)
{
  SaClip *before = sa_draft_get_sample (self->draft);
  g_autoptr (SaClip) whole = sa_clip_new (file, 0, -1, SA_CHANNEL_MIX_AUTO);
  g_autoptr (SaSample) sample = sa_sample_new (file);

  if (before == NULL || !g_file_equal (sa_clip_get_file (before), file))
    sa_draft_set_sample (self->draft, whole);
  open_sample (self, sample);
}

static void
on_recording (SaSampleCard *self)
{
  gboolean recording = sa_sample_card_is_recording (self);

  if (recording) {
    gtk_widget_set_visible (self->error_row, FALSE);
    sa_clip_editor_stop_playing (self->editor);
  }
  show_state (self);
  if (recording)
    sa_recording_pane_focus (self->pane);
  else if (self->incoming == NULL)
    sa_sample_card_focus (self);
}

static void
on_stopped (SaSampleCard *self, const char *message)
{
  sa_sample_card_complain (self, _ ("Recording stopped"), message);
}

static void
dismiss_error (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaSampleCard *self = SA_SAMPLE_CARD (widget);

  gtk_widget_set_visible (self->error_row, FALSE);
  sa_sample_card_focus (self);
}

static void
sa_sample_card_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_LOADING:
    g_value_set_boolean (value, sa_sample_card_is_loading (SA_SAMPLE_CARD (object)));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sa_sample_card_dispose (GObject *object)
{
  SaSampleCard *self = SA_SAMPLE_CARD (object);

  forget_incoming (self);
  g_clear_object (&self->sample);
  g_clear_object (&self->take);
  g_clear_object (&self->checks);
  g_clear_object (&self->draft);
  g_clear_pointer (&self->content, gtk_widget_unparent);

  G_OBJECT_CLASS (sa_sample_card_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (SA_TYPE_WAVEFORM_VIEW);
  g_type_ensure (SA_TYPE_CLIP_EDITOR);
  g_type_ensure (SA_TYPE_RECORDING_PANE);
  g_type_ensure (SA_TYPE_MICROPHONE_ROW);
  g_type_ensure (SA_TYPE_TAKE_ROW);
  g_type_ensure (SA_TYPE_PAIR_LAYOUT);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/soundalike/Soundalike/ui/sa-sample-card.ui");
  gtk_widget_class_bind_template_child (widget_class, SaSampleCard, content);
  gtk_widget_class_bind_template_child (widget_class, SaSampleCard, list);
  gtk_widget_class_bind_template_child (widget_class, SaSampleCard, error_row);
  gtk_widget_class_bind_template_child (widget_class, SaSampleCard, stack);
  gtk_widget_class_bind_template_child (widget_class, SaSampleCard, illustration);
  gtk_widget_class_bind_template_child (widget_class, SaSampleCard, record_button);
  gtk_widget_class_bind_template_child (widget_class, SaSampleCard, keep_button);
  gtk_widget_class_bind_template_child (widget_class, SaSampleCard, pane);
  gtk_widget_class_bind_template_child (widget_class, SaSampleCard, microphone_row);
  gtk_widget_class_bind_template_child (widget_class, SaSampleCard, take_row);
  gtk_widget_class_bind_template_child (widget_class, SaSampleCard, editor);
  gtk_widget_class_bind_template_child (widget_class, SaSampleCard, loading);
  gtk_widget_class_bind_template_child (widget_class, SaSampleCard, loading_bar);
  gtk_widget_class_bind_template_callback (widget_class, on_selection);
  gtk_widget_class_bind_template_callback (widget_class, on_play_failed);
  gtk_widget_class_bind_template_callback (widget_class, discard_take);
}

static void
sa_sample_card_class_init (SaSampleCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sa_sample_card_get_property;
  object_class->dispose = sa_sample_card_dispose;

  properties[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "sample.choose", NULL, choose_file);
  gtk_widget_class_install_action (widget_class, "sample.record", NULL, record);
  gtk_widget_class_install_action (widget_class, "sample.append", NULL, append);
  gtk_widget_class_install_action (widget_class, "sample.replace", NULL, replace);
  gtk_widget_class_install_action (widget_class, "sample.keep", NULL, keep);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "sample.keep", NULL);
  gtk_widget_class_install_action (widget_class, "card.discard-take", NULL, discard);
  gtk_widget_class_install_action (widget_class, "sample.stop-loading", NULL, stop_loading);
  gtk_widget_class_install_action (widget_class, "sample.dismiss-error", NULL, dismiss_error);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sa_sample_card_init (SaSampleCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sa_spoken_row_enable (self->error_row);
  sa_stack_show_only (self->stack, "empty");
  sa_waveform_view_set_levels (self->illustration, illustration, G_N_ELEMENTS (illustration));
  sa_clip_editor_set_replace_action (self->editor, "sample.replace");
}

/**
 * sa_sample_card_new:
 *
 * Returns: (transfer floating): the card for the speech that is cloned
 */
GtkWidget *
sa_sample_card_new (void)
{
  return g_object_new (SA_TYPE_SAMPLE_CARD, NULL);
}

/**
 * sa_sample_card_set_draft:
 * @self: a card
 * @draft: what it edits
 */
void
sa_sample_card_set_draft (SaSampleCard *self, SaDraft *draft)
{
  g_return_if_fail (SA_IS_SAMPLE_CARD (self));

  if (!g_set_object (&self->draft, draft))
    return;

  self->checks = sa_check_list_new (self->list, self->editor, draft);
  g_signal_connect_object (draft, "notify::prompt", G_CALLBACK (show_prompt), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "notify::prompt-enabled", G_CALLBACK (show_prompt), self,
                           G_CONNECT_SWAPPED);
}

/**
 * sa_sample_card_set_studio:
 * @self: a card
 * @studio: what samples are recorded with
 */
void
sa_sample_card_set_studio (SaSampleCard *self, SaStudio *studio)
{
  g_return_if_fail (SA_IS_SAMPLE_CARD (self));
  g_return_if_fail (self->take == NULL);

  self->take = sa_card_take_new (studio, SA_PURPOSE_VOICE_CLONE);
  sa_card_take_show_in (self->take, self->pane, self->microphone_row, self->take_row);
  g_signal_connect_object (self->take, "finished", G_CALLBACK (on_finished), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->take, "notify::recording", G_CALLBACK (on_recording), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->take, "stopped", G_CALLBACK (on_stopped), self, G_CONNECT_SWAPPED);
  show_state (self);
}

/**
 * sa_sample_card_get_take:
 * @self: a card
 *
 * Returns: (transfer none) (nullable): what it records with, and the take that it holds
 */
SaCardTake *
sa_sample_card_get_take (SaSampleCard *self)
{
  g_return_val_if_fail (SA_IS_SAMPLE_CARD (self), NULL);

  return self->take;
}

/**
 * sa_sample_card_is_recording:
 * @self: a card
 *
 * Returns: whether a sample is being recorded
 */
gboolean
sa_sample_card_is_recording (SaSampleCard *self)
{
  g_return_val_if_fail (SA_IS_SAMPLE_CARD (self), FALSE);

  return self->take != NULL && sa_card_take_is_recording (self->take);
}

/**
 * sa_sample_card_record:
 * @self: a card
 *
 * Begins to record a sample, unless the last one is still being read.
 */
void
sa_sample_card_record (SaSampleCard *self)
{
  g_return_if_fail (SA_IS_SAMPLE_CARD (self));

  if (self->take == NULL || is_reading_take (self))
    return;

  if (self->incoming != NULL)
    stop_reading (self);
  sa_card_take_record (self->take);
}

/**
 * sa_sample_card_claim_take:
 * @self: a card
 * @take: (transfer none): a take of an earlier run, whose file is being opened, or is open
 *
 * From then on more can be recorded at its end.
 */
void
sa_sample_card_claim_take (SaSampleCard *self, SaTake *take)
{
  g_return_if_fail (SA_IS_SAMPLE_CARD (self));

  sa_card_take_claim (self->take, take);
  if (self->incoming != NULL)
    return;

  settle_take (self);
  show_state (self);
}

/**
 * sa_sample_card_undo_discard:
 * @self: a card
 *
 * Has the take back that was discarded last.
 */
void
sa_sample_card_undo_discard (SaSampleCard *self)
{
  GFile *file;

  g_return_if_fail (SA_IS_SAMPLE_CARD (self));

  file = sa_sample_card_is_recording (self) ? NULL : sa_card_take_undo_discard (self->take);
  if (file != NULL)
    sa_sample_card_open (self, file);
}

/**
 * sa_sample_card_open:
 * @self: a card
 * @file: what the user picked
 *
 * Loads @file as the sample. Should that fail, the card says why and keeps what it had.
 */
void
sa_sample_card_open (SaSampleCard *self, GFile *file)
{
  g_autoptr (SaSample) sample = NULL;

  g_return_if_fail (SA_IS_SAMPLE_CARD (self));

  gtk_widget_set_visible (self->error_row, FALSE);
  sample = sa_sample_new (file);
  open_sample (self, sample);
}

/**
 * sa_sample_card_open_clip:
 * @self: a card
 * @clip: the part of a file that was picked before
 *
 * Loads the file as the sample and chooses the same part of it again.
 */
void
sa_sample_card_open_clip (SaSampleCard *self, SaClip *clip)
{
  g_autoptr (SaSample) sample = NULL;

  g_return_if_fail (SA_IS_SAMPLE_CARD (self));

  gtk_widget_set_visible (self->error_row, FALSE);
  sample = sa_sample_new_for_clip (clip);
  open_sample (self, sample);
}

/**
 * sa_sample_card_choose:
 * @self: a card
 *
 * Lets the user pick a file.
 */
void
sa_sample_card_choose (SaSampleCard *self)
{
  g_return_if_fail (SA_IS_SAMPLE_CARD (self));

  sa_file_chooser_open_speech (GTK_WIDGET (self), on_chosen, self);
}

/**
 * sa_sample_card_complain:
 * @self: a card
 * @title: what went wrong
 * @message: (nullable): why
 *
 * Shows an error in the card, above what it holds.
 */
void
sa_sample_card_complain (SaSampleCard *self, const char *title, const char *message)
{
  g_return_if_fail (SA_IS_SAMPLE_CARD (self));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->error_row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->error_row), message != NULL ? message : "");
  gtk_widget_set_visible (self->error_row, TRUE);
}

/**
 * sa_sample_card_clear:
 * @self: a card
 *
 * Empties the card for another sample.
 */
void
sa_sample_card_clear (SaSampleCard *self)
{
  g_return_if_fail (SA_IS_SAMPLE_CARD (self));

  forget_incoming (self);
  g_clear_object (&self->sample);
  self->choosing = FALSE;
  settle_take (self);
  sa_clip_editor_clear (self->editor);
  sa_draft_set_sample (self->draft, NULL);
  show_prompt (self);
  gtk_widget_set_visible (self->error_row, FALSE);
  show_state (self);
}

/**
 * sa_sample_card_get_sample:
 * @self: a card
 *
 * Returns: (transfer none) (nullable): the sample that was read and can be cloned
 */
SaSample *
sa_sample_card_get_sample (SaSampleCard *self)
{
  g_return_val_if_fail (SA_IS_SAMPLE_CARD (self), NULL);

  return self->sample;
}

/**
 * sa_sample_card_is_loading:
 * @self: a card
 *
 * Returns: whether a file is being read
 */
gboolean
sa_sample_card_is_loading (SaSampleCard *self)
{
  g_return_val_if_fail (SA_IS_SAMPLE_CARD (self), FALSE);

  return self->incoming != NULL;
}

/**
 * sa_sample_card_has_more:
 * @self: a card
 *
 * Returns: whether more of the file can be selected, so that it is long enough
 */
gboolean
sa_sample_card_has_more (SaSampleCard *self)
{
  g_return_val_if_fail (SA_IS_SAMPLE_CARD (self), FALSE);

  return self->sample != NULL && sa_sample_get_duration (self->sample) >= SA_SAMPLE_MIN_SECONDS;
}

/**
 * sa_sample_card_take_typed:
 * @self: a card
 *
 * Takes the times that are still being typed.
 *
 * Returns: whether they could be taken; otherwise the card says why not
 */
gboolean
sa_sample_card_take_typed (SaSampleCard *self)
{
  g_return_val_if_fail (SA_IS_SAMPLE_CARD (self), FALSE);

  return sa_clip_editor_take_typed (self->editor);
}

/**
 * sa_sample_card_stop_playing:
 * @self: a card
 */
void
sa_sample_card_stop_playing (SaSampleCard *self)
{
  g_return_if_fail (SA_IS_SAMPLE_CARD (self));

  sa_clip_editor_stop_playing (self->editor);
}

/**
 * sa_sample_card_focus:
 * @self: a card
 *
 * Moves the focus to what comes next: play what was picked, or record something.
 */
void
sa_sample_card_focus (SaSampleCard *self)
{
  g_return_if_fail (SA_IS_SAMPLE_CARD (self));

  if (self->sample != NULL && self->incoming == NULL && !self->choosing)
    sa_clip_editor_focus (self->editor);
  else if (self->incoming == NULL)
    gtk_widget_grab_focus (self->record_button);
}

/**
 * sa_sample_card_show_selection:
 * @self: a card
 * @view: a waveform elsewhere
 *
 * Shows the part that is sent in @view too.
 */
void
sa_sample_card_show_selection (SaSampleCard *self, SaWaveformView *view)
{
  gint64 frames;
  double duration;

  g_return_if_fail (SA_IS_SAMPLE_CARD (self));

  if (self->sample == NULL) {
    sa_waveform_view_set_peaks (view, NULL, 0, 0);
    sa_waveform_view_set_levels (view, illustration, G_N_ELEMENTS (illustration));
    return;
  }

  frames = sa_sample_get_frames (self->sample);
  duration = sa_sample_get_duration (self->sample);
  sa_waveform_view_set_peaks (view, sa_sample_get_peaks (self->sample),
                              (gint64) (sa_sample_get_start (self->sample) / duration *
                                        (double) frames),
                              (gint64) (sa_sample_get_end (self->sample) / duration *
                                        (double) frames));
}
