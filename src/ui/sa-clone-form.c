/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-clone-form.h"

#include <adwaita.h>

#include "sa-interrupted-row.h"
#include "sa-preview-card.h"
#include "sa-prompt-card.h"
#include "sa-voice-card.h"

struct _SaCloneForm {
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkWidget *notices;
  SaInterruptedRow *interrupted_row;
  GtkWidget *notice_row;
  SaSampleCard *sample_card;
  SaPromptCard *prompt_card;
  SaVoiceCard *voice_card;
  SaPreviewCard *preview_card;

  SaDraft *draft;
  char *sample_uri;
};

G_DEFINE_FINAL_TYPE (SaCloneForm, sa_clone_form, GTK_TYPE_WIDGET)

static void
show_notices (SaCloneForm *self)
{
  gtk_widget_set_visible (self->notices,
                          gtk_widget_get_visible (GTK_WIDGET (self->interrupted_row)) ||
                            gtk_widget_get_visible (self->notice_row));
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
sa_clone_form_dispose (GObject *object)
{
  SaCloneForm *self = SA_CLONE_FORM (object);

  g_clear_object (&self->draft);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (sa_clone_form_parent_class)->dispose (object);
}

static void
sa_clone_form_finalize (GObject *object)
{
  g_free (SA_CLONE_FORM (object)->sample_uri);

  G_OBJECT_CLASS (sa_clone_form_parent_class)->finalize (object);
}

static void
sa_clone_form_class_init (SaCloneFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sa_clone_form_dispose;
  object_class->finalize = sa_clone_form_finalize;

  g_type_ensure (SA_TYPE_INTERRUPTED_ROW);
  g_type_ensure (SA_TYPE_SAMPLE_CARD);
  g_type_ensure (SA_TYPE_PROMPT_CARD);
  g_type_ensure (SA_TYPE_VOICE_CARD);
  g_type_ensure (SA_TYPE_PREVIEW_CARD);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/soundalike/Soundalike/ui/sa-clone-form.ui");
  gtk_widget_class_bind_template_child (widget_class, SaCloneForm, scroller);
  gtk_widget_class_bind_template_child (widget_class, SaCloneForm, notices);
  gtk_widget_class_bind_template_child (widget_class, SaCloneForm, interrupted_row);
  gtk_widget_class_bind_template_child (widget_class, SaCloneForm, notice_row);
  gtk_widget_class_bind_template_child (widget_class, SaCloneForm, sample_card);
  gtk_widget_class_bind_template_child (widget_class, SaCloneForm, prompt_card);
  gtk_widget_class_bind_template_child (widget_class, SaCloneForm, voice_card);
  gtk_widget_class_bind_template_child (widget_class, SaCloneForm, preview_card);
  gtk_widget_class_install_action (widget_class, "form.dismiss-notice", NULL, dismiss_notice);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sa_clone_form_init (SaCloneForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
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
