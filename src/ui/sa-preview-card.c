/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-preview-card.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "rules/sa-catalogue.h"
#include "rules/sa-limits.h"
#include "rules/sa-text.h"

struct _SaPreviewCard {
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkTextView *text_view;
  GtkTextBuffer *text;
  GtkLabel *hint;
  GtkLabel *counter;
  GtkDropDown *model_drop_down;
  GtkDropDown *language_drop_down;

  SaDraft *draft;
  GBindingGroup *bindings;
  GPtrArray *languages; /* of SaLanguage, in the order shown: by the user's own words */
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
  gsize n_models;
  const SaModel *models = sa_catalogue_get_models (&n_models);
  guint selected = gtk_drop_down_get_selected (self->model_drop_down);

  return selected < n_models ? &models[selected] : NULL;
}

static void
check_text (SaPreviewCard *self)
{
  g_autofree char *text = get_text (self);
  g_autofree char *count = NULL;
  g_autoptr (GError) error = NULL;
  const SaModel *model = get_model (self);
  const char *hint = _ ("What the clone reads aloud");
  gboolean good = *text == '\0' || sa_text_check (text, &error);

  count =
    g_strdup_printf (_ ("%" G_GSIZE_FORMAT " / %d"), sa_text_count (text), SA_TEXT_MAX_CHARACTERS);
  gtk_label_set_label (self->counter, count);

  if (*text == '\0')
    hint = _ ("Without a text there is no preview");
  else if (!good)
    hint = error->message;
  else if (model != NULL && !model->interjections && sa_text_has_interjections (text))
    hint = _ ("This model reads sounds such as “(laughs)” aloud");

  gtk_label_set_label (self->hint, hint);
  gtk_widget_remove_css_class (GTK_WIDGET (self->hint), good ? "error" : "dim-label");
  gtk_widget_add_css_class (GTK_WIDGET (self->hint), good ? "dim-label" : "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->text_view), GTK_ACCESSIBLE_STATE_INVALID,
                               good ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text_view),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, count, -1);
}

static gboolean
model_to_index (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  gsize n_models;
  const SaModel *models = sa_catalogue_get_models (&n_models);

  for (gsize i = 0; i < n_models; i++)
    if (g_strcmp0 (models[i].id, g_value_get_string (from)) == 0) {
      g_value_set_uint (to, (guint) i);
      return TRUE;
    }

  return FALSE;
}

static gboolean
index_to_model (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  gsize n_models;
  const SaModel *models = sa_catalogue_get_models (&n_models);
  guint index = g_value_get_uint (from);

  if (index >= n_models)
    return FALSE;
  g_value_set_string (to, models[index].id);

  return TRUE;
}

static gboolean
language_to_index (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  SaPreviewCard *self = user_data;
  const char *id = g_value_get_string (from);

  for (guint i = 0; i < self->languages->len; i++) {
    const SaLanguage *language = g_ptr_array_index (self->languages, i);

    if (g_strcmp0 (language->id, id != NULL ? id : "auto") == 0) {
      g_value_set_uint (to, i);
      return TRUE;
    }
  }

  return FALSE;
}

static gboolean
index_to_language (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  SaPreviewCard *self = user_data;
  guint index = g_value_get_uint (from);

  if (index >= self->languages->len)
    return FALSE;
  g_value_set_string (to, ((const SaLanguage *) g_ptr_array_index (self->languages, index))->id);

  return TRUE;
}

static const char *
language_name (const SaLanguage *language)
{
  return *language->code != '\0' ? _ (language->name) : _ ("Detect Automatically");
}

/* Automatic first, then as a dictionary of the user's language sorts them. */
static int
compare_languages (gconstpointer a, gconstpointer b)
{
  const SaLanguage *one = *(const SaLanguage *const *) a;
  const SaLanguage *other = *(const SaLanguage *const *) b;

  if ((*one->code == '\0') != (*other->code == '\0'))
    return *one->code == '\0' ? -1 : 1;

  return g_utf8_collate (language_name (one), language_name (other));
}

static void
fill_models (SaPreviewCard *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  gsize n_models;
  const SaModel *models = sa_catalogue_get_models (&n_models);

  for (gsize i = 0; i < n_models; i++)
    gtk_string_list_append (names, models[i].name);
  gtk_drop_down_set_model (self->model_drop_down, G_LIST_MODEL (names));
}

static void
fill_languages (SaPreviewCard *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GtkExpression) expression =
    gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  gsize n_languages;
  const SaLanguage *languages = sa_catalogue_get_languages (&n_languages);

  self->languages = g_ptr_array_new ();
  for (gsize i = 0; i < n_languages; i++)
    g_ptr_array_add (self->languages, (gpointer) &languages[i]);
  g_ptr_array_sort (self->languages, compare_languages);

  for (guint i = 0; i < self->languages->len; i++)
    gtk_string_list_append (names, language_name (g_ptr_array_index (self->languages, i)));
  gtk_drop_down_set_expression (self->language_drop_down, expression);
  gtk_drop_down_set_model (self->language_drop_down, G_LIST_MODEL (names));
}

static void
bind_draft (SaPreviewCard *self)
{
  const GBindingFlags both_ways = G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL;

  self->bindings = g_binding_group_new ();
  g_binding_group_bind (self->bindings, "text", self->text, "text", both_ways);
  g_binding_group_bind_full (self->bindings, "model", self->model_drop_down, "selected", both_ways,
                             model_to_index, index_to_model, self, NULL);
  g_binding_group_bind_full (self->bindings, "language", self->language_drop_down, "selected",
                             both_ways, language_to_index, index_to_language, self, NULL);
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
sa_preview_card_finalize (GObject *object)
{
  g_ptr_array_unref (SA_PREVIEW_CARD (object)->languages);

  G_OBJECT_CLASS (sa_preview_card_parent_class)->finalize (object);
}

static void
sa_preview_card_class_init (SaPreviewCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sa_preview_card_dispose;
  object_class->finalize = sa_preview_card_finalize;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/soundalike/Soundalike/ui/sa-preview-card.ui");
  gtk_widget_class_bind_template_child (widget_class, SaPreviewCard, content);
  gtk_widget_class_bind_template_child (widget_class, SaPreviewCard, text_view);
  gtk_widget_class_bind_template_child (widget_class, SaPreviewCard, text);
  gtk_widget_class_bind_template_child (widget_class, SaPreviewCard, hint);
  gtk_widget_class_bind_template_child (widget_class, SaPreviewCard, counter);
  gtk_widget_class_bind_template_child (widget_class, SaPreviewCard, model_drop_down);
  gtk_widget_class_bind_template_child (widget_class, SaPreviewCard, language_drop_down);
  gtk_widget_class_bind_template_callback (widget_class, check_text);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sa_preview_card_init (SaPreviewCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_models (self);
  fill_languages (self);
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
