/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-voice-card.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "audio/sa-take.h"
#include "rules/sa-voice-id.h"
#include "sa-drops.h"
#include "sa-spoken-row.h"

struct _SaVoiceCard {
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkWidget *id_label;
  GtkEntry *id_entry;
  GtkLabel *message;
  AdwExpanderRow *clean_up_row;
  GtkSwitch *noise_switch;
  GtkSwitch *volume_switch;
  GtkSwitch *consent_switch;

  SaDraft *draft;
  GBindingGroup *bindings;
  guint n_suggestions;
  GHashTable *used; /* voice IDs that are not free any more */
};

G_DEFINE_FINAL_TYPE (SaVoiceCard, sa_voice_card, GTK_TYPE_WIDGET)

/* A plain entry instead of AdwEntryRow, which tells no screen reader that it has the focus. */
static void
check_id (SaVoiceCard *self)
{
  g_autoptr (GError) error = NULL;
  gboolean good = sa_voice_id_check (gtk_editable_get_text (GTK_EDITABLE (self->id_entry)), &error);

  gtk_label_set_label (self->message, good ? "" : error->message);
  gtk_widget_set_visible (GTK_WIDGET (self->message), !good);
  gtk_widget_remove_css_class (self->id_label, good ? "error" : "dim-label");
  gtk_widget_add_css_class (self->id_label, good ? "dim-label" : "error");

  gtk_accessible_update_state (GTK_ACCESSIBLE (self->id_entry), GTK_ACCESSIBLE_STATE_INVALID,
                               good ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE,
                               -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->id_entry),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, good ? "" : error->message,
                                  -1);
}

static void
describe_clean_up (SaVoiceCard *self)
{
  gboolean noise = gtk_switch_get_active (self->noise_switch);
  gboolean volume = gtk_switch_get_active (self->volume_switch);
  const char *words;

  if (noise && volume)
    words = _ ("The service reduces noise and normalizes the volume");
  else if (noise)
    words = _ ("The service reduces noise");
  else if (volume)
    words = _ ("The service normalizes the volume");
  else
    words = _ ("Off");

  adw_expander_row_set_subtitle (self->clean_up_row, words);
}

/* The file's name is the best guess at whose voice it is; a recording's tells nothing. */
static char *
sample_name (SaVoiceCard *self)
{
  SaClip *sample = self->draft != NULL ? sa_draft_get_sample (self->draft) : NULL;
  g_autoptr (GDateTime) recorded =
    sample != NULL ? sa_takes_get_time_of_file (sa_clip_get_file (sample)) : NULL;

  return sample != NULL && recorded == NULL ? g_file_get_basename (sa_clip_get_file (sample))
                                            : NULL;
}

static gboolean
is_used (SaVoiceCard *self, const char *voice_id)
{
  return self->used != NULL && g_hash_table_contains (self->used, voice_id);
}

static char *
make_suggestion (SaVoiceCard *self)
{
  g_autofree char *hint = sample_name (self);
  g_autofree char *first = sa_voice_id_suggest (hint, NULL);
  g_autofree char *suggestion = NULL;

  while (TRUE) {
    g_free (suggestion);
    suggestion = self->n_suggestions > 0 ? g_strdup_printf ("%s-%u", first, self->n_suggestions + 1)
                                         : g_strdup (first);
    if (!is_used (self, suggestion))
      return g_steal_pointer (&suggestion);
    self->n_suggestions++;
  }
}

static void
take_suggestion (SaVoiceCard *self)
{
  g_autofree char *suggestion = NULL;

  if (self->draft == NULL)
    return;

  suggestion = make_suggestion (self);
  sa_draft_set_voice_id (self->draft, suggestion);
  sa_draft_set_voice_id_suggested (self->draft, TRUE);
}

/* A suggestion that was kept since the last time may have been used meanwhile. */
static void
leave_used (SaVoiceCard *self)
{
  if (self->draft != NULL && sa_draft_get_voice_id_suggested (self->draft) &&
      is_used (self, sa_draft_get_voice_id (self->draft)))
    take_suggestion (self);
}

static void
suggest_another (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaVoiceCard *self = SA_VOICE_CARD (widget);

  self->n_suggestions++;
  take_suggestion (self);
}

static void
sa_voice_card_dispose (GObject *object)
{
  SaVoiceCard *self = SA_VOICE_CARD (object);

  g_clear_object (&self->bindings);
  g_clear_object (&self->draft);
  g_clear_pointer (&self->used, g_hash_table_unref);
  g_clear_pointer (&self->content, gtk_widget_unparent);

  G_OBJECT_CLASS (sa_voice_card_parent_class)->dispose (object);
}

static void
sa_voice_card_class_init (SaVoiceCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sa_voice_card_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/soundalike/Soundalike/ui/sa-voice-card.ui");
  gtk_widget_class_bind_template_child (widget_class, SaVoiceCard, content);
  gtk_widget_class_bind_template_child (widget_class, SaVoiceCard, id_label);
  gtk_widget_class_bind_template_child (widget_class, SaVoiceCard, id_entry);
  gtk_widget_class_bind_template_child (widget_class, SaVoiceCard, message);
  gtk_widget_class_bind_template_child (widget_class, SaVoiceCard, clean_up_row);
  gtk_widget_class_bind_template_child (widget_class, SaVoiceCard, noise_switch);
  gtk_widget_class_bind_template_child (widget_class, SaVoiceCard, volume_switch);
  gtk_widget_class_bind_template_child (widget_class, SaVoiceCard, consent_switch);
  gtk_widget_class_bind_template_callback (widget_class, check_id);
  gtk_widget_class_bind_template_callback (widget_class, describe_clean_up);
  gtk_widget_class_install_action (widget_class, "voice.suggest", NULL, suggest_another);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
bind_draft (SaVoiceCard *self)
{
  self->bindings = g_binding_group_new ();
  g_binding_group_bind (self->bindings, "voice-id", self->id_entry, "text",
                        G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_binding_group_bind (self->bindings, "noise-reduction", self->noise_switch, "active",
                        G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_binding_group_bind (self->bindings, "volume-normalization", self->volume_switch, "active",
                        G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_binding_group_bind (self->bindings, "consent", self->consent_switch, "active",
                        G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
}

static void
sa_voice_card_init (SaVoiceCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sa_spoken_row_enable (GTK_WIDGET (self->clean_up_row));
  sa_drops_refuse (GTK_EDITABLE (self->id_entry));
  /* It runs from left to right in every language, and stands below its label. */
  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    gtk_editable_set_alignment (GTK_EDITABLE (self->id_entry), 1);
  bind_draft (self);
  describe_clean_up (self);
}

/**
 * sa_voice_card_new:
 *
 * Returns: (transfer floating): the card for the voice's name, its clean-up and the consent
 */
GtkWidget *
sa_voice_card_new (void)
{
  return g_object_new (SA_TYPE_VOICE_CARD, NULL);
}

/**
 * sa_voice_card_set_draft:
 * @self: a card
 * @draft: what it edits
 */
void
sa_voice_card_set_draft (SaVoiceCard *self, SaDraft *draft)
{
  g_return_if_fail (SA_IS_VOICE_CARD (self));

  if (!g_set_object (&self->draft, draft))
    return;

  if (draft != NULL && sa_draft_get_voice_id (draft) == NULL)
    sa_draft_set_voice_id (draft, "");
  g_binding_group_set_source (self->bindings, draft);
  if (draft != NULL)
    g_signal_connect_object (draft, "notify::voice-id-suggested", G_CALLBACK (leave_used), self,
                             G_CONNECT_SWAPPED);
  sa_voice_card_suggest (self);
}

/**
 * sa_voice_card_suggest:
 * @self: a card
 *
 * Suggests a voice ID after the sample's name, unless the user typed one.
 */
void
sa_voice_card_suggest (SaVoiceCard *self)
{
  const char *now;

  g_return_if_fail (SA_IS_VOICE_CARD (self));

  now = gtk_editable_get_text (GTK_EDITABLE (self->id_entry));
  if (*now == '\0' || (self->draft != NULL && sa_draft_get_voice_id_suggested (self->draft)))
    take_suggestion (self);
}

/**
 * sa_voice_card_set_used:
 * @self: a card
 * @used: (element-type utf8): voice IDs that are not free any more
 *
 * Those are not suggested; one that is suggested now gives way to another.
 */
void
sa_voice_card_set_used (SaVoiceCard *self, GHashTable *used)
{
  g_return_if_fail (SA_IS_VOICE_CARD (self));

  g_clear_pointer (&self->used, g_hash_table_unref);
  self->used = g_hash_table_ref (used);
  leave_used (self);
}

/**
 * sa_voice_card_focus_id:
 * @self: a card
 *
 * Moves the focus to the voice ID.
 */
void
sa_voice_card_focus_id (SaVoiceCard *self)
{
  g_return_if_fail (SA_IS_VOICE_CARD (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->id_entry));
}
