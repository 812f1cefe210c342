/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-reading-card.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "rules/sa-reading.h"
#include "sa-choice.h"
#include "sa-language-search.h"

struct _SaReadingCard {
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkDropDown *drop_down;
  GtkWidget *another_button;
  GtkLabel *text;
  GtkWidget *transcript_row;
  GtkSwitch *transcript_switch;

  SaPurpose purpose;
  char *language; /* what was asked for or chosen, which need not have a text */
  guint n_shown; /* how often another one was asked for */
};

G_DEFINE_FINAL_TYPE (SaReadingCard, sa_reading_card, GTK_TYPE_WIDGET)

static const char *const *
get_texts (SaReadingCard *self, const SaReading *reading)
{
  return self->purpose == SA_PURPOSE_PROMPT_AUDIO ? reading->sentences : reading->texts;
}

static gboolean
has_texts (SaReadingCard *self, const char *language)
{
  const SaReading *reading = sa_reading_find (language);

  return reading != NULL && get_texts (self, reading)[0] != NULL;
}

static const char *
shown_language (SaReadingCard *self)
{
  SaChoice *choice = gtk_drop_down_get_selected_item (self->drop_down);

  return choice != NULL ? sa_choice_get_id (choice) : NULL;
}

static const char *
shown_text (SaReadingCard *self)
{
  const SaReading *reading = sa_reading_find (shown_language (self));
  const char *const *texts = reading != NULL ? get_texts (self, reading) : NULL;

  if (texts == NULL || texts[0] == NULL)
    return NULL;

  return texts[self->n_shown % g_strv_length ((char **) texts)];
}

static void
show_text (SaReadingCard *self)
{
  const SaReading *reading = sa_reading_find (shown_language (self));
  const char *text = shown_text (self);

  gtk_label_set_label (self->text, text != NULL ? text : "");
  gtk_widget_set_visible (self->another_button, reading != NULL &&
                                                  get_texts (self, reading)[0] != NULL &&
                                                  get_texts (self, reading)[1] != NULL);
}

static void
select_language (SaReadingCard *self)
{
  GListModel *choices = gtk_drop_down_get_model (self->drop_down);
  const char *wanted = has_texts (self, self->language)
                         ? self->language
                         : sa_reading_guess_language (g_get_language_names ());

  if (!has_texts (self, wanted))
    wanted = "English";
  for (guint i = 0; i < g_list_model_get_n_items (choices); i++) {
    g_autoptr (SaChoice) choice = g_list_model_get_item (choices, i);

    if (g_str_equal (sa_choice_get_id (choice), wanted))
      gtk_drop_down_set_selected (self->drop_down, i);
  }
}

static gboolean
offers (const char *language, gpointer user_data)
{
  return has_texts (user_data, language);
}

static void
another (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaReadingCard *self = SA_READING_CARD (widget);

  self->n_shown++;
  show_text (self);
}

static void
sa_reading_card_dispose (GObject *object)
{
  SaReadingCard *self = SA_READING_CARD (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);

  G_OBJECT_CLASS (sa_reading_card_parent_class)->dispose (object);
}

static void
sa_reading_card_finalize (GObject *object)
{
  g_free (SA_READING_CARD (object)->language);

  G_OBJECT_CLASS (sa_reading_card_parent_class)->finalize (object);
}

static void
sa_reading_card_class_init (SaReadingCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sa_reading_card_dispose;
  object_class->finalize = sa_reading_card_finalize;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/soundalike/Soundalike/ui/sa-reading-card.ui");
  gtk_widget_class_bind_template_child (widget_class, SaReadingCard, content);
  gtk_widget_class_bind_template_child (widget_class, SaReadingCard, drop_down);
  gtk_widget_class_bind_template_child (widget_class, SaReadingCard, another_button);
  gtk_widget_class_bind_template_child (widget_class, SaReadingCard, text);
  gtk_widget_class_bind_template_child (widget_class, SaReadingCard, transcript_row);
  gtk_widget_class_bind_template_child (widget_class, SaReadingCard, transcript_switch);
  gtk_widget_class_bind_template_callback (widget_class, show_text);
  gtk_widget_class_install_action (widget_class, "reading.another", NULL, another);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sa_reading_card_init (SaReadingCard *self)
{
  self->purpose = SA_PURPOSE_VOICE_CLONE;
  gtk_widget_init_template (GTK_WIDGET (self));
  sa_choice_name (self->drop_down, _ ("Language to Read"));
  sa_language_search_enable (self->drop_down);
}

/**
 * sa_reading_card_new:
 *
 * Returns: (transfer floating): a card with nothing to read yet
 */
GtkWidget *
sa_reading_card_new (void)
{
  return g_object_new (SA_TYPE_READING_CARD, NULL);
}

/**
 * sa_reading_card_set_purpose:
 * @self: a card
 * @purpose: what is recorded: a sample is read a text for, a prompt clip a sentence
 */
void
sa_reading_card_set_purpose (SaReadingCard *self, SaPurpose purpose)
{
  g_return_if_fail (SA_IS_READING_CARD (self));

  if (self->purpose == purpose && gtk_drop_down_get_model (self->drop_down) != NULL)
    return;

  self->purpose = purpose;
  sa_choice_fill_some_languages (self->drop_down, offers, self);
  gtk_widget_set_visible (self->transcript_row, purpose == SA_PURPOSE_PROMPT_AUDIO);
  select_language (self);
  show_text (self);
}

/**
 * sa_reading_card_set_language:
 * @self: a card
 * @language: (nullable): the API's value of what the clone speaks; the user's own where it has no text
 */
void
sa_reading_card_set_language (SaReadingCard *self, const char *language)
{
  g_return_if_fail (SA_IS_READING_CARD (self));

  if (g_strcmp0 (self->language, language) == 0)
    return;

  g_free (self->language);
  self->language = g_strdup (language);
  if (gtk_drop_down_get_model (self->drop_down) != NULL)
    select_language (self);
}

/**
 * sa_reading_card_set_is_transcript:
 * @self: a card
 * @is_transcript: whether what is read becomes the transcript, until the user says otherwise
 */
void
sa_reading_card_set_is_transcript (SaReadingCard *self, gboolean is_transcript)
{
  g_return_if_fail (SA_IS_READING_CARD (self));

  gtk_switch_set_active (self->transcript_switch, is_transcript);
}

/**
 * sa_reading_card_get_transcript:
 * @self: a card
 *
 * Returns: (transfer none) (nullable): the sentence, if it is to be the transcript
 */
const char *
sa_reading_card_get_transcript (SaReadingCard *self)
{
  g_return_val_if_fail (SA_IS_READING_CARD (self), NULL);

  return gtk_switch_get_active (self->transcript_switch) ? shown_text (self) : NULL;
}
