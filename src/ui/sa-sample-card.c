/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-sample-card.h"

#include <glib/gi18n-lib.h>

#include "rules/sa-limits.h"
#include "sa-card-speech.h"
#include "sa-file-chooser.h"
#include "sa-stack.h"

struct _SaSampleCard {
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkListBox *list;
  SaWaveformView *illustration;
  SaCardParts parts;

  SaDraft *draft;
  SaCardSpeech *speech;
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
  SaSample *sample = sa_sample_card_get_sample (self);
  g_autofree char *facts = NULL;

  if (sample == NULL || sa_sample_card_is_loading (self))
    return;

  facts = describe_sample (sample);
  sa_clip_editor_set_title (self->parts.editor, sa_sample_get_name (sample), facts);
}

static void
on_play_failed (SaSampleCard *self, GError *error)
{
  sa_card_speech_show_play_error (self->speech, _ ("The sample cannot be played"), error);
}

/* What is seen, checked, and sent is one range. */
static void
take_selection (SaSampleCard *self)
{
  SaSample *sample = sa_sample_card_get_sample (self);

  sa_draft_set_sample (self->draft, sa_sample_get_clip (sample));
  sa_draft_set_sample_delayed (self->draft, sa_sample_get_tolerance (sample) > 0);
  sa_draft_set_sample_seconds (self->draft,
                               sa_sample_get_end (sample) - sa_sample_get_start (sample));
  show_title (self);
}

static void
on_selection (SaSampleCard *self)
{
  SaSample *sample = sa_sample_card_get_sample (self);
  SaClip *clip = sa_clip_editor_get_clip (self->parts.editor);

  if (sample == NULL || sa_sample_card_is_loading (self) ||
      sa_clip_equal (clip, sa_sample_get_clip (sample)))
    return;

  sa_sample_set_clip (sample, clip);
  take_selection (self);
}

/* A prompt clip that was taken from the sample stands in its waveform. */
static void
show_prompt (SaSampleCard *self)
{
  SaSample *sample = sa_sample_card_get_sample (self);
  SaClip *prompt =
    sa_draft_get_prompt_enabled (self->draft) ? sa_draft_get_prompt (self->draft) : NULL;

  if (sample == NULL || prompt == NULL || sa_sample_card_is_loading (self) ||
      !g_file_equal (sa_clip_get_file (prompt), sa_sample_get_file (sample)))
    sa_clip_editor_set_foreign_range (self->parts.editor, NULL, 0, 0);
  else
    sa_clip_editor_set_foreign_range (self->parts.editor, _ ("Prompt clip"),
                                      sa_clip_get_start (prompt),
                                      sa_clip_get_end (prompt) < 0 ? sa_sample_get_duration (sample)
                                                                   : sa_clip_get_end (prompt));
}

static void
show_state (SaSampleCard *self)
{
  sa_card_speech_show (self->speech, TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sample.keep",
                                 sa_card_speech_is_choosing (self->speech));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "sample.stop-loading",
                                 !sa_card_speech_is_reading_take (self->speech));
  show_prompt (self);
  show_title (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
edit_sample (SaSampleCard *self)
{
  SaSample *sample = sa_sample_card_get_sample (self);

  sa_clip_editor_open (self->parts.editor, sa_sample_get_analysis (sample),
                       sa_sample_get_clip (sample), sa_sample_get_whole_tolerance (sample));
  take_selection (self);
}

static void
on_loaded (SaSampleCard *self, SaSample *sample)
{
  sa_card_speech_set_sample (self->speech, sample);
  edit_sample (self);
  show_state (self);
  sa_sample_card_focus (self);
}

/* What was there before is still there, edited again, and what the draft holds: that knows of some
 * files before they are read. */
static void
on_reading_stopped (SaSampleCard *self)
{
  if (sa_sample_card_get_sample (self) != NULL)
    edit_sample (self);
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

  sa_card_speech_stop_reading (self->speech);
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
  sa_card_speech_choose_another (SA_SAMPLE_CARD (widget)->speech);
}

static void
keep (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sa_card_speech_keep (SA_SAMPLE_CARD (widget)->speech);
}

static void
record (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sa_sample_card_record (SA_SAMPLE_CARD (widget));
}

static void
append (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sa_card_take_append (sa_sample_card_get_take (SA_SAMPLE_CARD (widget)));
}

/* What is recorded; or if nothing is, what was. */
static void
discard_take (SaSampleCard *self)
{
  if (!sa_sample_card_is_recording (self) && sa_card_speech_is_take (self->speech))
    sa_sample_card_clear (self);
  else
    sa_card_take_discard (sa_sample_card_get_take (self));
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
  sa_card_speech_read (self->speech, sample);
}

static void
dismiss_error (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaSampleCard *self = SA_SAMPLE_CARD (widget);

  sa_card_speech_clear_error (self->speech);
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

  g_object_run_dispose (G_OBJECT (self->speech));
  g_clear_object (&self->draft);
  g_clear_pointer (&self->content, gtk_widget_unparent);

  G_OBJECT_CLASS (sa_sample_card_parent_class)->dispose (object);
}

static void
sa_sample_card_finalize (GObject *object)
{
  g_object_unref (SA_SAMPLE_CARD (object)->speech);

  G_OBJECT_CLASS (sa_sample_card_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (SA_TYPE_WAVEFORM_VIEW);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/soundalike/Soundalike/ui/sa-sample-card.ui");
  gtk_widget_class_bind_template_child (widget_class, SaSampleCard, content);
  gtk_widget_class_bind_template_child (widget_class, SaSampleCard, list);
  gtk_widget_class_bind_template_child (widget_class, SaSampleCard, illustration);
  sa_card_parts_bind (widget_class, G_STRUCT_OFFSET (SaSampleCard, parts));
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
  object_class->finalize = sa_sample_card_finalize;

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
  sa_stack_show_only (self->parts.stack, "empty");
  sa_waveform_view_set_levels (self->illustration, illustration, G_N_ELEMENTS (illustration));
  sa_clip_editor_set_replace_action (self->parts.editor, "sample.replace");

  self->speech = sa_card_speech_new (&self->parts);
  g_signal_connect_object (self->speech, "changed", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->speech, "loaded", G_CALLBACK (on_loaded), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->speech, "reading-stopped", G_CALLBACK (on_reading_stopped), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->speech, "rested", G_CALLBACK (sa_sample_card_focus), self,
                           G_CONNECT_SWAPPED);
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
  g_autoptr (SaCheckList) checks = NULL;

  g_return_if_fail (SA_IS_SAMPLE_CARD (self));

  if (!g_set_object (&self->draft, draft))
    return;

  checks = sa_check_list_new (self->list, self->parts.editor, draft);
  sa_card_speech_set_checks (self->speech, checks);
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

  sa_card_speech_set_studio (self->speech, studio, SA_PURPOSE_VOICE_CLONE);
  g_signal_connect_object (sa_sample_card_get_take (self), "finished", G_CALLBACK (on_finished),
                           self, G_CONNECT_SWAPPED);
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

  return sa_card_speech_get_take (self->speech);
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

  return sa_card_speech_is_recording (self->speech);
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

  sa_card_speech_record (self->speech);
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

  sa_card_take_claim (sa_sample_card_get_take (self), take);
  if (sa_sample_card_is_loading (self))
    return;

  sa_card_speech_settle_take (self->speech);
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

  file = sa_sample_card_is_recording (self)
           ? NULL
           : sa_card_take_undo_discard (sa_sample_card_get_take (self));
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

  sa_card_speech_clear_error (self->speech);
  sample = sa_sample_new (file);
  sa_card_speech_read (self->speech, sample);
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

  sa_card_speech_clear_error (self->speech);
  sample = sa_sample_new_for_clip (clip);
  sa_card_speech_read (self->speech, sample);
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

  sa_card_speech_complain (self->speech, title, message);
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

  sa_card_speech_forget_incoming (self->speech);
  sa_card_speech_set_sample (self->speech, NULL);
  sa_clip_editor_clear (self->parts.editor);
  sa_draft_set_sample (self->draft, NULL);
  sa_card_speech_clear_error (self->speech);
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

  return sa_card_speech_get_sample (self->speech);
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

  return sa_card_speech_get_incoming (self->speech) != NULL;
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
  SaSample *sample;

  g_return_val_if_fail (SA_IS_SAMPLE_CARD (self), FALSE);

  sample = sa_sample_card_get_sample (self);
  return sample != NULL && sa_sample_get_duration (sample) >= SA_SAMPLE_MIN_SECONDS;
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

  return sa_clip_editor_take_typed (self->parts.editor);
}

/**
 * sa_sample_card_stop_playing:
 * @self: a card
 */
void
sa_sample_card_stop_playing (SaSampleCard *self)
{
  g_return_if_fail (SA_IS_SAMPLE_CARD (self));

  sa_clip_editor_stop_playing (self->parts.editor);
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

  sa_card_speech_focus (self->speech);
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
  SaSample *sample;
  gint64 frames;
  double duration;

  g_return_if_fail (SA_IS_SAMPLE_CARD (self));

  sample = sa_sample_card_get_sample (self);
  if (sample == NULL) {
    sa_waveform_view_set_peaks (view, NULL, 0, 0);
    sa_waveform_view_set_levels (view, illustration, G_N_ELEMENTS (illustration));
    return;
  }

  frames = sa_sample_get_frames (sample);
  duration = sa_sample_get_duration (sample);
  sa_waveform_view_set_peaks (view, sa_sample_get_peaks (sample),
                              (gint64) (sa_sample_get_start (sample) / duration * (double) frames),
                              (gint64) (sa_sample_get_end (sample) / duration * (double) frames));
}
