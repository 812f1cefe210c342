/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-preview-card.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "rules/sa-catalogue.h"
#include "rules/sa-limits.h"
#include "rules/sa-text.h"
#include "sa-choice.h"
#include "sa-language-search.h"
#include "sa-layouts.h"
#include "sa-sound-popover.h"

struct _SaPreviewCard {
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkTextView *text_view;
  GtkTextBuffer *text;
  GtkMenuButton *sound_button;
  GtkLabel *hint;
  GtkLabel *counter;
  GtkWidget *sounds_row;
  GtkLabel *sounds_title;
  GtkWidget *switch_button;
  GtkLabel *switch_label;
  GtkDropDown *model_drop_down;
  GtkDropDown *language_drop_down;

  SaDraft *draft;
  GBindingGroup *bindings;
  gboolean practice;
};

G_DEFINE_FINAL_TYPE (SaPreviewCard, sa_preview_card, GTK_TYPE_WIDGET)

static char *
get_text (SaPreviewCard *self)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (self->text, &start, &end);

  return gtk_text_buffer_get_text (self->text, &start, &end, TRUE);
}

static const SaModel *
get_model (SaPreviewCard *self)
{
  SaChoice *choice = gtk_drop_down_get_selected_item (self->model_drop_down);

  return choice != NULL ? sa_catalogue_find_model (sa_choice_get_id (choice)) : NULL;
}

/* The button in the menu button is what a screen reader finds and presses. */
static GtkWidget *
sound_button (SaPreviewCard *self)
{
  return gtk_widget_get_first_child (GTK_WIDGET (self->sound_button));
}

static gboolean
performs_sounds (SaPreviewCard *self)
{
  const SaModel *model = get_model (self);

  return model == NULL || model->interjections;
}

static char *
describe_bill (SaPreviewCard *self, gsize characters)
{
  if (self->practice)
    return g_strdup (_ ("Nothing is billed in practice mode"));

  return g_strdup_printf (ngettext ("About %zu character will be billed; the service counts",
                                    "About %zu characters will be billed; the service counts",
                                    (gulong) characters),
                          characters);
}

static void
show_hint (SaPreviewCard *self, const char *words, gboolean good)
{
  gtk_label_set_label (self->hint, words);
  gtk_widget_remove_css_class (GTK_WIDGET (self->hint), good ? "error" : "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->hint), good ? "dim-label" : "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->text_view), GTK_ACCESSIBLE_STATE_INVALID,
                               good ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
}

/* Sounds are for the models that perform them; others read the tags aloud, which nobody wants. */
static void
check_sounds (SaPreviewCard *self, const char *text)
{
  const SaModel *model = get_model (self);
  gboolean performed = performs_sounds (self);
  gboolean misread = !performed && sa_text_has_interjections (text);
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;

  gtk_widget_set_sensitive (sound_button (self), performed);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->sound_button),
                               performed ? NULL : _ ("Only the 2.8 models perform sounds"));
  gtk_widget_set_visible (self->sounds_row, misread);
  if (!misread)
    return;

  /* Translators: the name of a model */
  title = g_strdup_printf (_ ("%s reads sounds aloud as words"), model->name);
  label = g_strdup_printf (_ ("Use %s"), sa_catalogue_find_performing_model (model->id)->name);
  gtk_label_set_label (self->sounds_title, title);
  gtk_label_set_label (self->switch_label, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->switch_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
check_text (SaPreviewCard *self)
{
  g_autofree char *text = get_text (self);
  g_autofree char *count = NULL;
  g_autofree char *bill = NULL;
  g_autofree char *spoken = NULL;
  g_autoptr (GError) error = NULL;
  gsize characters = sa_text_count (text);

  count = g_strdup_printf (_ ("%zu / %d"), characters, SA_TEXT_MAX_CHARACTERS);
  bill = describe_bill (self, characters);
  gtk_label_set_label (self->counter, count);

  if (sa_text_is_blank (text))
    show_hint (self, _ ("Without a text there is no preview"), TRUE);
  else if (!sa_text_check (text, &error))
    show_hint (self, error->message, FALSE);
  else
    show_hint (self, bill, TRUE);

  check_sounds (self, text);
  spoken = g_strdup_printf (_ ("%zu of %d characters. %s"), characters, SA_TEXT_MAX_CHARACTERS,
                            gtk_label_get_label (self->hint));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text_view),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, spoken, -1);
}

static gboolean
is_blank_at (const GtkTextIter *at, gboolean before)
{
  GtkTextIter other = *at;

  if (before ? !gtk_text_iter_backward_char (&other) : gtk_text_iter_is_end (&other))
    return TRUE;

  return g_unichar_isspace (gtk_text_iter_get_char (&other)) ||
         (!before && g_unichar_ispunct (gtk_text_iter_get_char (&other)));
}

/* At the cursor, or instead of what is selected; apart from the words around it. One undo takes it out
 * again. */
static void
insert_sound (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaPreviewCard *self = SA_PREVIEW_CARD (widget);
  g_autofree char *words = NULL;
  GtkTextIter at;

  if (!performs_sounds (self))
    return;

  gtk_text_buffer_begin_user_action (self->text);
  gtk_text_buffer_delete_selection (self->text, TRUE, TRUE);
  gtk_text_buffer_get_iter_at_mark (self->text, &at, gtk_text_buffer_get_insert (self->text));
  words = g_strconcat (is_blank_at (&at, TRUE) ? "" : " ", g_variant_get_string (parameter, NULL),
                       is_blank_at (&at, FALSE) ? "" : " ", NULL);
  gtk_text_buffer_insert_interactive_at_cursor (self->text, words, -1, TRUE);
  gtk_text_buffer_end_user_action (self->text);

  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
  gtk_text_view_scroll_mark_onscreen (self->text_view, gtk_text_buffer_get_insert (self->text));
}

static void
take_sounds_out (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaPreviewCard *self = SA_PREVIEW_CARD (widget);
  g_autofree char *text = get_text (self);
  g_autofree char *without = sa_text_without_interjections (text);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (self->text, &start, &end);
  gtk_text_buffer_begin_user_action (self->text);
  gtk_text_buffer_delete (self->text, &start, &end);
  gtk_text_buffer_insert (self->text, &start, without, -1);
  gtk_text_buffer_end_user_action (self->text);
  sa_preview_card_focus_text (self);
}

static void
switch_model (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaPreviewCard *self = SA_PREVIEW_CARD (widget);
  const SaModel *model = get_model (self);

  if (self->draft == NULL || model == NULL)
    return;

  sa_draft_set_model (self->draft, sa_catalogue_find_performing_model (model->id)->id);
  sa_preview_card_focus_model (self);
}

/* A draft without a language leaves it to the service. */
static gboolean
id_to_index (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  GListModel *choices = gtk_drop_down_get_model (user_data);
  const char *id = g_value_get_string (from);

  for (guint i = 0; i < g_list_model_get_n_items (choices); i++) {
    g_autoptr (SaChoice) choice = g_list_model_get_item (choices, i);

    if (g_strcmp0 (sa_choice_get_id (choice), id != NULL ? id : "auto") == 0) {
      g_value_set_uint (to, i);
      return TRUE;
    }
  }

  return FALSE;
}

static gboolean
index_to_id (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  GListModel *choices = gtk_drop_down_get_model (user_data);
  g_autoptr (SaChoice) choice = g_list_model_get_item (choices, g_value_get_uint (from));

  if (choice == NULL)
    return FALSE;

  g_value_set_string (to, sa_choice_get_id (choice));

  return TRUE;
}

static void
bind_draft (SaPreviewCard *self)
{
  const GBindingFlags both_ways = G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL;

  self->bindings = g_binding_group_new ();
  g_binding_group_bind (self->bindings, "text", self->text, "text", both_ways);
  g_binding_group_bind_full (self->bindings, "model", self->model_drop_down, "selected", both_ways,
                             id_to_index, index_to_id, self->model_drop_down, NULL);
  g_binding_group_bind_full (self->bindings, "language", self->language_drop_down, "selected",
                             both_ways, id_to_index, index_to_id, self->language_drop_down, NULL);
}

static void
sa_preview_card_dispose (GObject *object)
{
  SaPreviewCard *self = SA_PREVIEW_CARD (object);

  g_clear_object (&self->bindings);
  g_clear_object (&self->draft);
  g_clear_pointer (&self->content, gtk_widget_unparent);

  G_OBJECT_CLASS (sa_preview_card_parent_class)->dispose (object);
}

static void
sa_preview_card_class_init (SaPreviewCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sa_preview_card_dispose;

  g_type_ensure (SA_TYPE_NATURAL_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/soundalike/Soundalike/ui/sa-preview-card.ui");
  gtk_widget_class_bind_template_child (widget_class, SaPreviewCard, content);
  gtk_widget_class_bind_template_child (widget_class, SaPreviewCard, text_view);
  gtk_widget_class_bind_template_child (widget_class, SaPreviewCard, text);
  gtk_widget_class_bind_template_child (widget_class, SaPreviewCard, sound_button);
  gtk_widget_class_bind_template_child (widget_class, SaPreviewCard, hint);
  gtk_widget_class_bind_template_child (widget_class, SaPreviewCard, counter);
  gtk_widget_class_bind_template_child (widget_class, SaPreviewCard, sounds_row);
  gtk_widget_class_bind_template_child (widget_class, SaPreviewCard, sounds_title);
  gtk_widget_class_bind_template_child (widget_class, SaPreviewCard, switch_button);
  gtk_widget_class_bind_template_child (widget_class, SaPreviewCard, switch_label);
  gtk_widget_class_bind_template_child (widget_class, SaPreviewCard, model_drop_down);
  gtk_widget_class_bind_template_child (widget_class, SaPreviewCard, language_drop_down);
  gtk_widget_class_bind_template_callback (widget_class, check_text);
  gtk_widget_class_install_action (widget_class, "preview.insert-sound", "s", insert_sound);
  gtk_widget_class_install_action (widget_class, "preview.take-sounds-out", NULL, take_sounds_out);
  gtk_widget_class_install_action (widget_class, "preview.switch-model", NULL, switch_model);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
fill_sounds (SaPreviewCard *self)
{
  gtk_menu_button_set_popover (self->sound_button, sa_sound_popover_new ("preview.insert-sound"));
}

static void
sa_preview_card_init (SaPreviewCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Figures run from left to right in every language: "63 / 1000". */
  gtk_widget_set_direction (GTK_WIDGET (self->counter), GTK_TEXT_DIR_LTR);
  fill_sounds (self);
  sa_choice_fill_models (self->model_drop_down);
  sa_choice_fill_languages (self->language_drop_down);
  sa_language_search_enable (self->language_drop_down);
  sa_choice_name (self->model_drop_down, _ ("Model"));
  sa_choice_name (self->language_drop_down, _ ("Language"));
  bind_draft (self);
  check_text (self);
}

/**
 * sa_preview_card_new:
 *
 * Returns: (transfer floating): the card for what the clone reads aloud when it is ready
 */
GtkWidget *
sa_preview_card_new (void)
{
  return g_object_new (SA_TYPE_PREVIEW_CARD, NULL);
}

/**
 * sa_preview_card_set_draft:
 * @self: a card
 * @draft: what it edits; where it has no text or model yet, it gets good ones
 */
void
sa_preview_card_set_draft (SaPreviewCard *self, SaDraft *draft)
{
  g_return_if_fail (SA_IS_PREVIEW_CARD (self));

  if (!g_set_object (&self->draft, draft))
    return;

  if (draft != NULL && sa_draft_get_text (draft) == NULL)
    sa_draft_set_text (draft, _ ("Good morning. It is eight o’clock, the coffee is hot, and I have "
                                 "all the time in the world to read you the whole story."));
  if (draft != NULL && sa_draft_get_model (draft) == NULL)
    sa_draft_set_model (draft, SA_DEFAULT_MODEL);
  g_binding_group_set_source (self->bindings, draft);
}

/**
 * sa_preview_card_set_practice:
 * @self: a card
 * @practice: whether the service is practice mode's, which bills nothing
 */
void
sa_preview_card_set_practice (SaPreviewCard *self, gboolean practice)
{
  g_return_if_fail (SA_IS_PREVIEW_CARD (self));

  self->practice = practice;
  check_text (self);
}

/**
 * sa_preview_card_focus_text:
 * @self: a card
 *
 * Moves the focus to the text.
 */
void
sa_preview_card_focus_text (SaPreviewCard *self)
{
  g_return_if_fail (SA_IS_PREVIEW_CARD (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
}

/**
 * sa_preview_card_focus_model:
 * @self: a card
 *
 * Moves the focus to the model.
 */
void
sa_preview_card_focus_model (SaPreviewCard *self)
{
  g_return_if_fail (SA_IS_PREVIEW_CARD (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->model_drop_down));
}
