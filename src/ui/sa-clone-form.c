/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-clone-form.h"

#include <adwaita.h>

#include "sa-interrupted-row.h"
#include "sa-kept-row.h"
#include "sa-preview-card.h"
#include "sa-prompt-card.h"
#include "sa-reading-card.h"
#include "sa-spoken-row.h"
#include "sa-voice-card.h"

struct _SaCloneForm {
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkWidget *notices;
  SaInterruptedRow *interrupted_row;
  SaKeptRow *kept_row;
  GtkWidget *notice_row;
  SaSampleCard *sample_card;
  SaPromptCard *prompt_card;
  SaVoiceCard *voice_card;
  SaReadingCard *reading_card;
  SaPreviewCard *preview_card;

  SaDraft *draft;
  char *sample_uri;
  char *read_transcript; /* the transcript that came from what was read */
  SaClip *lost_prompt; /* went with the take that it was a part of, and comes back with it */
};

G_DEFINE_FINAL_TYPE (SaCloneForm, sa_clone_form, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_RECORDING, N_PROPS };

static GParamSpec *properties[N_PROPS];

enum { TAKE_DISCARDED, N_SIGNALS };

static guint signals[N_SIGNALS];

/* Whose take was discarded, in `take-discarded`. */
#define OF_SAMPLE "sample"
#define OF_PROMPT "prompt"
#define KEPT "kept"

static gboolean
is_recording (SaCloneForm *self)
{
  return sa_sample_card_is_recording (self->sample_card) ||
         sa_prompt_card_is_recording (self->prompt_card);
}

static void
show_notices (SaCloneForm *self)
{
  gtk_widget_set_visible (self->notices,
                          !is_recording (self) &&
                            (gtk_widget_get_visible (GTK_WIDGET (self->interrupted_row)) ||
                             gtk_widget_get_visible (GTK_WIDGET (self->kept_row)) ||
                             gtk_widget_get_visible (self->notice_row)));
}

/* A transcript that the user wrote is not overwritten unasked, nor one by what is said after it. */
static void
show_reading (SaCloneForm *self)
{
  gboolean sample = sa_sample_card_is_recording (self->sample_card);
  gboolean prompt = sa_prompt_card_is_recording (self->prompt_card) ||
                    sa_prompt_card_is_waiting (self->prompt_card);
  const char *transcript = sa_draft_get_transcript (self->draft);

  if (sample || prompt) {
    sa_reading_card_set_language (self->reading_card, sa_draft_get_language (self->draft));
    sa_reading_card_set_purpose (self->reading_card,
                                 sample ? SA_PURPOSE_VOICE_CLONE : SA_PURPOSE_PROMPT_AUDIO);
  }
  if (prompt && !gtk_widget_get_visible (GTK_WIDGET (self->reading_card)))
    sa_reading_card_set_is_transcript (self->reading_card,
                                       transcript == NULL || *transcript == '\0' ||
                                         (sa_prompt_card_is_waiting (self->prompt_card) &&
                                          g_strcmp0 (transcript, self->read_transcript) == 0));
  gtk_widget_set_visible (GTK_WIDGET (self->reading_card), sample || prompt);
}

static void
show_cards (SaCloneForm *self)
{
  gboolean sample = sa_sample_card_is_recording (self->sample_card);
  gboolean prompt = sa_prompt_card_is_recording (self->prompt_card);

  gtk_widget_set_visible (GTK_WIDGET (self->sample_card), !prompt);
  gtk_widget_set_visible (GTK_WIDGET (self->prompt_card), !sample);
  gtk_widget_set_visible (GTK_WIDGET (self->voice_card), !sample && !prompt);
  gtk_widget_set_visible (GTK_WIDGET (self->preview_card), !sample && !prompt);
  show_notices (self);
  show_reading (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORDING]);
}

/* What was read is what is said in the clip. */
static void
on_prompt_recorded (SaCloneForm *self)
{
  const char *transcript = sa_reading_card_get_transcript (self->reading_card);

  if (transcript == NULL)
    return;

  g_free (self->read_transcript);
  self->read_transcript = g_strdup (transcript);
  sa_draft_set_transcript (self->draft, transcript);
}

/* The prompt clip can be a part of the sample's take. */
static void
on_sample_take_discarded (SaCloneForm *self, GFile *file)
{
  SaClip *prompt = sa_draft_get_prompt (self->draft);

  g_clear_object (&self->lost_prompt);
  if (file != NULL && prompt != NULL && g_file_equal (sa_clip_get_file (prompt), file)) {
    self->lost_prompt = g_object_ref (prompt);
    sa_draft_set_prompt (self->draft, NULL);
  }
  g_signal_emit (self, signals[TAKE_DISCARDED], 0, OF_SAMPLE);
}

static void
on_prompt_take_discarded (SaCloneForm *self)
{
  g_signal_emit (self, signals[TAKE_DISCARDED], 0, OF_PROMPT);
}

static void
on_kept_discarded (SaCloneForm *self)
{
  g_signal_emit (self, signals[TAKE_DISCARDED], 0, KEPT);
}

static void
on_use_take (SaCloneForm *self, SaTake *take, SaPurpose purpose)
{
  if (purpose == SA_PURPOSE_PROMPT_AUDIO) {
    sa_draft_set_prompt_enabled (self->draft, TRUE);
    sa_prompt_card_open (self->prompt_card, sa_take_get_file (take));
    sa_prompt_card_claim_take (self->prompt_card, take);
  } else {
    sa_sample_card_open (self->sample_card, sa_take_get_file (take));
    sa_sample_card_claim_take (self->sample_card, take);
  }
}

/* Another file may be another person: its name gives another voice ID. */
static void
on_sample (SaCloneForm *self)
{
  SaClip *sample = sa_draft_get_sample (self->draft);
  g_autofree char *uri = sample != NULL ? g_file_get_uri (sa_clip_get_file (sample)) : NULL;

  if (g_strcmp0 (uri, self->sample_uri) == 0)
    return;

  g_free (self->sample_uri);
  self->sample_uri = g_steal_pointer (&uri);
  sa_voice_card_suggest (self->voice_card);
}

/* A prompt clip can be taken from the sample, which is read once for both. */
static void
on_sample_loading (SaCloneForm *self)
{
  sa_prompt_card_set_sample (self->prompt_card, sa_sample_card_get_sample (self->sample_card),
                             sa_sample_card_is_loading (self->sample_card));
}

static void
dismiss_notice (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sa_clone_form_set_notice (SA_CLONE_FORM (widget), NULL, NULL);
}

static void
sa_clone_form_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_RECORDING:
    g_value_set_boolean (value, is_recording (SA_CLONE_FORM (object)));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sa_clone_form_dispose (GObject *object)
{
  SaCloneForm *self = SA_CLONE_FORM (object);

  g_clear_object (&self->lost_prompt);
  g_clear_object (&self->draft);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (sa_clone_form_parent_class)->dispose (object);
}

static void
sa_clone_form_finalize (GObject *object)
{
  g_free (SA_CLONE_FORM (object)->sample_uri);
  g_free (SA_CLONE_FORM (object)->read_transcript);

  G_OBJECT_CLASS (sa_clone_form_parent_class)->finalize (object);
}

static void
sa_clone_form_class_init (SaCloneFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sa_clone_form_get_property;
  object_class->dispose = sa_clone_form_dispose;
  object_class->finalize = sa_clone_form_finalize;

  properties[PROP_RECORDING] =
    g_param_spec_boolean ("recording", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * SaCloneForm::take-discarded:
   * @whose: for sa_clone_form_undo_discard()
   */
  signals[TAKE_DISCARDED] =
    g_signal_new ("take-discarded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (SA_TYPE_INTERRUPTED_ROW);
  g_type_ensure (SA_TYPE_KEPT_ROW);
  g_type_ensure (SA_TYPE_READING_CARD);
  g_type_ensure (SA_TYPE_SAMPLE_CARD);
  g_type_ensure (SA_TYPE_PROMPT_CARD);
  g_type_ensure (SA_TYPE_VOICE_CARD);
  g_type_ensure (SA_TYPE_PREVIEW_CARD);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/soundalike/Soundalike/ui/sa-clone-form.ui");
  gtk_widget_class_bind_template_child (widget_class, SaCloneForm, scroller);
  gtk_widget_class_bind_template_child (widget_class, SaCloneForm, notices);
  gtk_widget_class_bind_template_child (widget_class, SaCloneForm, interrupted_row);
  gtk_widget_class_bind_template_child (widget_class, SaCloneForm, kept_row);
  gtk_widget_class_bind_template_child (widget_class, SaCloneForm, notice_row);
  gtk_widget_class_bind_template_child (widget_class, SaCloneForm, sample_card);
  gtk_widget_class_bind_template_child (widget_class, SaCloneForm, prompt_card);
  gtk_widget_class_bind_template_child (widget_class, SaCloneForm, voice_card);
  gtk_widget_class_bind_template_child (widget_class, SaCloneForm, reading_card);
  gtk_widget_class_bind_template_child (widget_class, SaCloneForm, preview_card);
  gtk_widget_class_bind_template_callback (widget_class, show_notices);
  gtk_widget_class_bind_template_callback (widget_class, on_use_take);
  gtk_widget_class_bind_template_callback (widget_class, on_kept_discarded);
  gtk_widget_class_install_action (widget_class, "form.dismiss-notice", NULL, dismiss_notice);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sa_clone_form_init (SaCloneForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sa_spoken_row_enable (self->notice_row);
}

/**
 * sa_clone_form_new:
 *
 * Returns: (transfer floating): the form that a voice is cloned with
 */
GtkWidget *
sa_clone_form_new (void)
{
  return g_object_new (SA_TYPE_CLONE_FORM, NULL);
}

/**
 * sa_clone_form_set_draft:
 * @self: a form
 * @draft: what it edits
 */
void
sa_clone_form_set_draft (SaCloneForm *self, SaDraft *draft)
{
  g_return_if_fail (SA_IS_CLONE_FORM (self));

  if (!g_set_object (&self->draft, draft))
    return;

  g_signal_connect_object (draft, "notify::sample", G_CALLBACK (on_sample), self,
                           G_CONNECT_SWAPPED);
  sa_sample_card_set_draft (self->sample_card, draft);
  sa_prompt_card_set_draft (self->prompt_card, draft);
  g_signal_connect_object (self->sample_card, "notify::loading", G_CALLBACK (on_sample_loading),
                           self, G_CONNECT_SWAPPED);
  sa_voice_card_set_draft (self->voice_card, draft);
  sa_preview_card_set_draft (self->preview_card, draft);
}

/**
 * sa_clone_form_set_studio:
 * @self: a form with a draft
 * @studio: what sample and prompt clip are recorded with
 */
void
sa_clone_form_set_studio (SaCloneForm *self, SaStudio *studio)
{
  SaCardTake *of_sample;
  SaCardTake *of_prompt;

  g_return_if_fail (SA_IS_CLONE_FORM (self));

  sa_sample_card_set_studio (self->sample_card, studio);
  sa_prompt_card_set_studio (self->prompt_card, studio);
  of_sample = sa_sample_card_get_take (self->sample_card);
  of_prompt = sa_prompt_card_get_take (self->prompt_card);
  g_signal_connect_object (of_sample, "notify::recording", G_CALLBACK (show_cards), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (of_prompt, "notify::recording", G_CALLBACK (show_cards), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->prompt_card, "notify::waiting", G_CALLBACK (show_reading), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->draft, "notify::language", G_CALLBACK (show_reading), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->prompt_card, "recorded", G_CALLBACK (on_prompt_recorded), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (of_sample, "discarded", G_CALLBACK (on_sample_take_discarded), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (of_prompt, "discarded", G_CALLBACK (on_prompt_take_discarded), self,
                           G_CONNECT_SWAPPED);
  show_reading (self);
}

/**
 * sa_clone_form_get_busy_recorder:
 * @self: a form
 * @purpose: (out): what it records
 *
 * Returns: (transfer none) (nullable): the recorder of the card in which something is recorded
 */
SaRecorder *
sa_clone_form_get_busy_recorder (SaCloneForm *self, SaPurpose *purpose)
{
  g_return_val_if_fail (SA_IS_CLONE_FORM (self), NULL);

  *purpose = sa_prompt_card_is_recording (self->prompt_card) ? SA_PURPOSE_PROMPT_AUDIO
                                                             : SA_PURPOSE_VOICE_CLONE;
  if (!is_recording (self))
    return NULL;

  return sa_card_take_get_recorder (*purpose == SA_PURPOSE_PROMPT_AUDIO
                                      ? sa_prompt_card_get_take (self->prompt_card)
                                      : sa_sample_card_get_take (self->sample_card));
}

/**
 * sa_clone_form_offer_takes:
 * @self: a form
 * @takes: (element-type SaTake): what earlier runs left, the newest first
 * @purpose: what they were recorded for
 *
 * Offers those that are not in the form anyway.
 */
void
sa_clone_form_offer_takes (SaCloneForm *self, GPtrArray *takes, SaPurpose purpose)
{
  SaClip *sample;
  SaClip *prompt;
  g_autoptr (SaTake) of_sample = NULL;
  g_autoptr (SaTake) of_prompt = NULL;

  g_return_if_fail (SA_IS_CLONE_FORM (self));

  sample = sa_draft_get_sample (self->draft);
  prompt = sa_draft_get_prompt (self->draft);
  sa_kept_row_add (self->kept_row, takes, purpose);
  if (sample != NULL)
    of_sample = sa_kept_row_steal (self->kept_row, sa_clip_get_file (sample));
  if (of_sample != NULL)
    sa_sample_card_claim_take (self->sample_card, of_sample);
  if (prompt != NULL)
    of_prompt = sa_kept_row_steal (self->kept_row, sa_clip_get_file (prompt));
  if (of_prompt != NULL)
    sa_prompt_card_claim_take (self->prompt_card, of_prompt);
}

static void
undo_sample (SaCloneForm *self)
{
  g_autoptr (SaClip) prompt = g_steal_pointer (&self->lost_prompt);

  sa_sample_card_undo_discard (self->sample_card);
  if (prompt != NULL && sa_draft_get_prompt (self->draft) == NULL)
    sa_draft_set_prompt (self->draft, prompt);
}

/**
 * sa_clone_form_undo_discard:
 * @self: a form
 * @whose: what `take-discarded` said
 *
 * Has the take back that was discarded last.
 */
void
sa_clone_form_undo_discard (SaCloneForm *self, const char *whose)
{
  g_return_if_fail (SA_IS_CLONE_FORM (self));

  if (g_str_equal (whose, OF_SAMPLE))
    undo_sample (self);
  else if (g_str_equal (whose, OF_PROMPT))
    sa_prompt_card_undo_discard (self->prompt_card);
  else
    sa_kept_row_undo_discard (self->kept_row);
}

/**
 * sa_clone_form_set_attempt:
 * @self: a form
 * @attempt: (nullable): a job that an earlier run left
 *
 * Offers to go on with @attempt.
 */
void
sa_clone_form_set_attempt (SaCloneForm *self, const SaAttempt *attempt)
{
  g_return_if_fail (SA_IS_CLONE_FORM (self));

  if (attempt != NULL)
    sa_interrupted_row_set_attempt (self->interrupted_row, attempt);
  gtk_widget_set_visible (GTK_WIDGET (self->interrupted_row), attempt != NULL);
  show_notices (self);
}

/**
 * sa_clone_form_set_notice:
 * @self: a form
 * @title: (nullable): what the user should know; %NULL for nothing
 * @message: (nullable): more of it
 */
void
sa_clone_form_set_notice (SaCloneForm *self, const char *title, const char *message)
{
  g_return_if_fail (SA_IS_CLONE_FORM (self));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->notice_row),
                                 title != NULL ? title : "");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->notice_row), message != NULL ? message : "");
  gtk_widget_set_visible (self->notice_row, title != NULL);
  show_notices (self);
}

/**
 * sa_clone_form_get_sample_card:
 * @self: a form
 *
 * Returns: (transfer none): the card that holds the sample
 */
SaSampleCard *
sa_clone_form_get_sample_card (SaCloneForm *self)
{
  g_return_val_if_fail (SA_IS_CLONE_FORM (self), NULL);

  return self->sample_card;
}

/**
 * sa_clone_form_get_prompt_card:
 * @self: a form
 *
 * Returns: (transfer none): the card that holds the prompt clip
 */
SaPromptCard *
sa_clone_form_get_prompt_card (SaCloneForm *self)
{
  g_return_val_if_fail (SA_IS_CLONE_FORM (self), NULL);

  return self->prompt_card;
}

/**
 * sa_clone_form_set_practice:
 * @self: a form
 * @practice: whether the service is practice mode's, which bills nothing
 */
void
sa_clone_form_set_practice (SaCloneForm *self, gboolean practice)
{
  g_return_if_fail (SA_IS_CLONE_FORM (self));

  sa_preview_card_set_practice (self->preview_card, practice);
}

/**
 * sa_clone_form_set_used_ids:
 * @self: a form
 * @used: (element-type utf8): the voice IDs of earlier clones
 *
 * A voice ID that was once used is never free again: it is not suggested.
 */
void
sa_clone_form_set_used_ids (SaCloneForm *self, GHashTable *used)
{
  g_return_if_fail (SA_IS_CLONE_FORM (self));

  sa_voice_card_set_used (self->voice_card, used);
}

/**
 * sa_clone_form_suggest_another_id:
 * @self: a form
 *
 * Suggests another voice ID, because the one in the form is taken now.
 */
void
sa_clone_form_suggest_another_id (SaCloneForm *self)
{
  g_return_if_fail (SA_IS_CLONE_FORM (self));

  gtk_widget_activate_action (GTK_WIDGET (self->voice_card), "voice.suggest", NULL);
}

/**
 * sa_clone_form_take_typed:
 * @self: a form
 *
 * Takes what is still being typed into its fields, as leaving them does.
 *
 * Returns: whether it could be taken; otherwise the form says why not
 */
gboolean
sa_clone_form_take_typed (SaCloneForm *self)
{
  g_return_val_if_fail (SA_IS_CLONE_FORM (self), FALSE);

  return sa_sample_card_take_typed (self->sample_card) &&
         sa_prompt_card_take_typed (self->prompt_card);
}

/**
 * sa_clone_form_focus:
 * @self: a form
 * @field: "sample", "prompt", "transcript", "voice-id", "text" or "model"
 *
 * Moves the focus to a field; the page scrolls to it.
 */
void
sa_clone_form_focus (SaCloneForm *self, const char *field)
{
  g_return_if_fail (SA_IS_CLONE_FORM (self));

  if (g_str_equal (field, "prompt"))
    sa_prompt_card_focus (self->prompt_card);
  else if (g_str_equal (field, "transcript"))
    sa_prompt_card_focus_transcript (self->prompt_card);
  else if (g_str_equal (field, "voice-id"))
    sa_voice_card_focus_id (self->voice_card);
  else if (g_str_equal (field, "text"))
    sa_preview_card_focus_text (self->preview_card);
  else if (g_str_equal (field, "model"))
    sa_preview_card_focus_model (self->preview_card);
  else
    sa_sample_card_focus (self->sample_card);
}
