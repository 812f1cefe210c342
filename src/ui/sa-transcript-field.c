/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-transcript-field.h"

#include <glib/gi18n-lib.h>

#include "rules/sa-text.h"
#include "rules/sa-transcript.h"
#include "sa-layouts.h"

struct _SaTranscriptField {
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkTextView *text_view;
  GtkTextBuffer *text;
  GtkLabel *hint;
  GtkWidget *punctuation;
  GtkWidget *doubt;

  SaDraft *draft;
  GBindingGroup *bindings;
};

G_DEFINE_FINAL_TYPE (SaTranscriptField, sa_transcript_field, GTK_TYPE_WIDGET)

static char *
get_text (SaTranscriptField *self)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (self->text, &start, &end);

  return gtk_text_buffer_get_text (self->text, &start, &end, TRUE);
}

static gboolean
null_to_empty (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  const char *text = g_value_get_string (from);

  g_value_set_string (to, text != NULL ? text : "");

  return TRUE;
}

/* What is wrong with the words is also said where they are read out. */
static void
check_text (SaTranscriptField *self)
{
  g_autofree char *text = get_text (self);
  gboolean unended = !sa_text_is_blank (text) && !sa_transcript_ends_in_punctuation (text);
  gboolean doubtful = self->draft != NULL && sa_draft_get_transcript_doubtful (self->draft);
  const char *words = gtk_label_get_label (self->hint);

  gtk_widget_set_visible (self->punctuation, unended);
  gtk_widget_set_visible (self->doubt, doubtful);
  if (unended)
    words = _ ("It must end in punctuation");
  else if (doubtful)
    words = _ ("The transcript may no longer match the clip");

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text_view),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->text_view), GTK_ACCESSIBLE_STATE_INVALID,
                               unended ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

/* As an edit of the user's, which undo takes back. */
static void
add_punctuation (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaTranscriptField *self = SA_TRANSCRIPT_FIELD (widget);
  g_autofree char *text = get_text (self);
  g_autofree char *ended = sa_transcript_with_punctuation (text);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_begin_user_action (self->text);
  gtk_text_buffer_get_bounds (self->text, &start, &end);
  gtk_text_buffer_delete (self->text, &start, &end);
  gtk_text_buffer_insert (self->text, &start, ended, -1);
  gtk_text_buffer_end_user_action (self->text);
  sa_transcript_field_focus (self);
}

static void
confirm (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaTranscriptField *self = SA_TRANSCRIPT_FIELD (widget);

  if (self->draft == NULL)
    return;

  sa_draft_confirm_transcript (self->draft);
  sa_transcript_field_focus (self);
}

static void
sa_transcript_field_dispose (GObject *object)
{
  SaTranscriptField *self = SA_TRANSCRIPT_FIELD (object);

  g_clear_object (&self->bindings);
  g_clear_object (&self->draft);
  g_clear_pointer (&self->content, gtk_widget_unparent);

  G_OBJECT_CLASS (sa_transcript_field_parent_class)->dispose (object);
}

static void
sa_transcript_field_class_init (SaTranscriptFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sa_transcript_field_dispose;

  g_type_ensure (SA_TYPE_NATURAL_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/soundalike/Soundalike/ui/sa-transcript-field.ui");
  gtk_widget_class_bind_template_child (widget_class, SaTranscriptField, content);
  gtk_widget_class_bind_template_child (widget_class, SaTranscriptField, text_view);
  gtk_widget_class_bind_template_child (widget_class, SaTranscriptField, text);
  gtk_widget_class_bind_template_child (widget_class, SaTranscriptField, hint);
  gtk_widget_class_bind_template_child (widget_class, SaTranscriptField, punctuation);
  gtk_widget_class_bind_template_child (widget_class, SaTranscriptField, doubt);
  gtk_widget_class_bind_template_callback (widget_class, check_text);
  gtk_widget_class_install_action (widget_class, "transcript.add-punctuation", NULL,
                                   add_punctuation);
  gtk_widget_class_install_action (widget_class, "transcript.confirm", NULL, confirm);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sa_transcript_field_init (SaTranscriptField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->bindings = g_binding_group_new ();
  g_binding_group_bind_full (self->bindings, "transcript", self->text, "text",
                             G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL, null_to_empty, NULL,
                             NULL, NULL);
  check_text (self);
}

/**
 * sa_transcript_field_new:
 *
 * Returns: (transfer floating): the field for what is said in the prompt clip
 */
GtkWidget *
sa_transcript_field_new (void)
{
  return g_object_new (SA_TYPE_TRANSCRIPT_FIELD, NULL);
}

/**
 * sa_transcript_field_set_draft:
 * @self: a field
 * @draft: what it edits
 */
void
sa_transcript_field_set_draft (SaTranscriptField *self, SaDraft *draft)
{
  g_return_if_fail (SA_IS_TRANSCRIPT_FIELD (self));

  if (!g_set_object (&self->draft, draft))
    return;

  g_binding_group_set_source (self->bindings, draft);
  g_signal_connect_object (draft, "notify::transcript-doubtful", G_CALLBACK (check_text), self,
                           G_CONNECT_SWAPPED);
  check_text (self);
}

/**
 * sa_transcript_field_focus:
 * @self: a field
 *
 * Moves the focus to the words.
 */
void
sa_transcript_field_focus (SaTranscriptField *self)
{
  g_return_if_fail (SA_IS_TRANSCRIPT_FIELD (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
}
