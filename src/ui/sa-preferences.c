/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-preferences.h"

#include <glib/gi18n-lib.h>

#include "sa-account-group.h"
#include "sa-choice.h"
#include "sa-defaults.h"
#include "sa-language-search.h"
#include "sa-practice-group.h"

struct _SaPreferences {
  AdwPreferencesWindow parent_instance;

  SaAccountGroup *account_group;
  GtkWidget *defaults_group;
  GtkDropDown *model_drop_down;
  GtkDropDown *language_drop_down;
  GtkSwitch *noise_switch;
  GtkSwitch *volume_switch;
  SaPracticeGroup *practice_group;

  GSettings *settings; /* nullable */
};

G_DEFINE_FINAL_TYPE (SaPreferences, sa_preferences, ADW_TYPE_PREFERENCES_WINDOW)

static void
sa_preferences_dispose (GObject *object)
{
  g_clear_object (&SA_PREFERENCES (object)->settings);

  G_OBJECT_CLASS (sa_preferences_parent_class)->dispose (object);
}

static void
sa_preferences_class_init (SaPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sa_preferences_dispose;

  g_type_ensure (SA_TYPE_ACCOUNT_GROUP);
  g_type_ensure (SA_TYPE_PRACTICE_GROUP);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/soundalike/Soundalike/ui/sa-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, SaPreferences, account_group);
  gtk_widget_class_bind_template_child (widget_class, SaPreferences, defaults_group);
  gtk_widget_class_bind_template_child (widget_class, SaPreferences, model_drop_down);
  gtk_widget_class_bind_template_child (widget_class, SaPreferences, language_drop_down);
  gtk_widget_class_bind_template_child (widget_class, SaPreferences, noise_switch);
  gtk_widget_class_bind_template_child (widget_class, SaPreferences, volume_switch);
  gtk_widget_class_bind_template_child (widget_class, SaPreferences, practice_group);
}

static void
bind_defaults (SaPreferences *self)
{
  self->settings = sa_defaults_get_settings ();
  gtk_widget_set_visible (self->defaults_group, self->settings != NULL);
  if (self->settings == NULL)
    return;

  sa_choice_bind_setting (self->settings, "default-model", self->model_drop_down);
  sa_choice_bind_setting (self->settings, "default-language", self->language_drop_down);
  g_settings_bind (self->settings, "reduce-noise", self->noise_switch, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "normalize-volume", self->volume_switch, "active",
                   G_SETTINGS_BIND_DEFAULT);
}

static void
sa_preferences_init (SaPreferences *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sa_choice_fill_models (self->model_drop_down);
  sa_choice_fill_languages (self->language_drop_down);
  sa_language_search_enable (self->language_drop_down);
  sa_choice_name (self->model_drop_down, _ ("Model"));
  sa_choice_name (self->language_drop_down, _ ("Language"));
  bind_defaults (self);
}

/**
 * sa_preferences_new:
 * @parent: the window that it belongs to
 * @services: whose account it shows and changes
 *
 * Returns: (transfer none): a new window, not yet shown
 */
SaPreferences *
sa_preferences_new (GtkWindow *parent, SaServices *services)
{
  SaPreferences *self =
    g_object_new (SA_TYPE_PREFERENCES, "transient-for", parent, "modal", TRUE, NULL);

  sa_account_group_set_services (self->account_group, services);
  sa_practice_group_set_services (self->practice_group, services);

  return self;
}

/**
 * sa_preferences_focus_key:
 * @self: preferences
 *
 * Moves the focus to the key, for a user who came to add or to change it.
 */
void
sa_preferences_focus_key (SaPreferences *self)
{
  g_return_if_fail (SA_IS_PREFERENCES (self));

  sa_account_group_focus_key (self->account_group);
}
