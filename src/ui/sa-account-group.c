/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-account-group.h"

#include <glib/gi18n-lib.h>

#include "account/sa-region.h"
#include "rules/sa-base-url.h"
#include "rules/sa-rules-error.h"
#include "sa-choice.h"
#include "sa-defaults.h"
#include "sa-key-result.h"
#include "sa-key-text.h"
#include "sa-layouts.h"
#include "sa-spoken-row.h"

/* The account in the preferences: the service, its key, and what is known of both. A key that is kept is
 * never put into the entry: an empty entry means the kept one. */
struct _SaAccountGroup {
  AdwPreferencesGroup parent_instance;

  AdwActionRow *now_row;
  GtkWidget *practice_button;
  GtkDropDown *region_drop_down;
  GtkWidget *address_row;
  GtkEntry *address_entry;
  GtkLabel *address_message;
  GtkEditable *key_entry;
  GtkLabel *key_hint;
  GtkWidget *remove_button;
  GtkWidget *use_button;
  SaKeyResult *result;
  GtkWidget *links;
  GtkLinkButton *keys_link;
  GtkLinkButton *prices_link;

  SaServices *services;
  SaAccount *now; /* nullable: what was last heard to be in use */
  SaAccount *stored; /* nullable: with the key that is kept for the chosen service */
  SaKeyTrial *trial;
  gulong trial_changed;
  GCancellable *looking_up;
  gboolean saving;
};

G_DEFINE_FINAL_TYPE (SaAccountGroup, sa_account_group, ADW_TYPE_PREFERENCES_GROUP)

static const SaRegion *
get_region (SaAccountGroup *self)
{
  gsize n_regions;
  const SaRegion *regions = sa_region_get_all (&n_regions);
  guint selected = gtk_drop_down_get_selected (self->region_drop_down);

  return selected < n_regions ? &regions[selected] : NULL;
}

static const char *
get_address (SaAccountGroup *self)
{
  const SaRegion *region = get_region (self);

  return region != NULL ? region->base_url
                        : gtk_editable_get_text (GTK_EDITABLE (self->address_entry));
}

/* What the user typed, without what a copy may have brought along. */
static char *
dup_typed_key (SaAccountGroup *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->key_entry)));
}

/* The account that is described by what is chosen and typed; NULL where that is none yet. */
static SaAccount *
make_candidate (SaAccountGroup *self, GError **error)
{
  char *key = dup_typed_key (self);
  SaAccount *account = NULL;

  if (*key != '\0')
    account = sa_account_new (get_address (self), key, error);
  else if (self->stored != NULL)
    account = sa_account_ref (self->stored);
  else if (get_region (self) == NULL && *get_address (self) != '\0')
    account = sa_account_new (get_address (self), NULL, error);
  sa_secrets_free_key (key);

  return account;
}

static gboolean
is_in_use (SaAccountGroup *self, SaAccount *account)
{
  SaAccount *now = sa_services_get_account (self->services);

  return now != NULL && account != NULL &&
         sa_account_get_mode (now) == sa_account_get_mode (account) &&
         g_strcmp0 (sa_account_get_base_url (now), sa_account_get_base_url (account)) == 0 &&
         g_strcmp0 (sa_account_get_key (now), sa_account_get_key (account)) == 0;
}

static SaKeyPlace
get_place (SaAccountGroup *self)
{
  if (self->stored == NULL || sa_account_get_key (self->stored) == NULL)
    return SA_KEY_PLACE_NONE;
  if (is_in_use (self, self->stored))
    return sa_services_get_key_place (self->services);

  return sa_secrets_is_lasting (sa_services_get_secrets (self->services)) ? SA_KEY_PLACE_KEYRING
                                                                          : SA_KEY_PLACE_MEMORY;
}

static const char *
describe_place (SaKeyPlace place)
{
  switch (place) {
  case SA_KEY_PLACE_ENVIRONMENT:
    return _ ("The key comes from MINIMAX_API_KEY, at the next start too");
  case SA_KEY_PLACE_KEYRING:
    return _ ("The key is kept in your keyring");
  case SA_KEY_PLACE_MEMORY:
    return _ ("There is no keyring: the key is kept only until you close the window");
  case SA_KEY_PLACE_NONE:
  default:
    return _ ("Without a key");
  }
}

static void
show_now (SaAccountGroup *self)
{
  SaAccount *now = sa_services_get_account (self->services);
  const char *problem = sa_services_get_problem (self->services);
  gboolean practice = now != NULL && sa_account_get_mode (now) == SA_ACCOUNT_PRACTICE;
  g_autofree char *name = now != NULL ? sa_key_text_name (now) : NULL;
  const char *words = problem;

  if (practice)
    words = _ ("Nothing leaves this computer");
  else if (now != NULL)
    words = describe_place (sa_services_get_key_place (self->services));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->now_row),
                                 name != NULL ? name : _ ("No service"));
  adw_action_row_set_subtitle (self->now_row, words != NULL ? words : "");
  gtk_widget_set_visible (self->practice_button, now == NULL || !practice);
  adw_preferences_group_set_description (
    ADW_PREFERENCES_GROUP (self),
    sa_services_get_busy (self->services)
      ? _ ("A clone is running: the account can be changed when it has ended")
      : NULL);
}

static void
set_message (GtkLabel *label, GtkAccessible *of, const char *words, gboolean wrong)
{
  gtk_label_set_label (label, words);
  gtk_widget_set_visible (GTK_WIDGET (label), *words != '\0');
  gtk_widget_remove_css_class (GTK_WIDGET (label), wrong ? "dim-label" : "error");
  gtk_widget_add_css_class (GTK_WIDGET (label), wrong ? "error" : "dim-label");
  gtk_accessible_update_property (of, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  gtk_accessible_update_state (of, GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static void
show_hints (SaAccountGroup *self, const GError *error)
{
  gboolean custom = get_region (self) == NULL;
  gboolean typed = *gtk_editable_get_text (self->key_entry) != '\0';
  gboolean bad_address =
    g_error_matches (error, SA_RULES_ERROR, SA_RULES_ERROR_HOST) && *get_address (self) != '\0';
  gboolean bad_key = g_error_matches (error, SA_RULES_ERROR, SA_RULES_ERROR_KEY);
  SaKeyPlace place = get_place (self);
  const char *hint = _ ("Sent only to the service chosen above");

  if (bad_key)
    hint = error->message;
  else if (!typed && place == SA_KEY_PLACE_KEYRING)
    hint = _ ("A key is kept in your keyring: type to replace it");
  else if (!typed && place == SA_KEY_PLACE_MEMORY)
    hint = _ ("A key is kept until you close the window: type to replace it");
  else if (!typed && place == SA_KEY_PLACE_ENVIRONMENT)
    hint = _ ("From MINIMAX_API_KEY: type to replace it in this window");
  else if (!typed && custom)
    hint = _ ("May stay empty if the server needs none");

  set_message (self->address_message, GTK_ACCESSIBLE (self->address_entry),
               bad_address ? error->message : "", bad_address);
  set_message (self->key_hint, GTK_ACCESSIBLE (self->key_entry), hint, bad_key);
}

static void
show_region (SaAccountGroup *self)
{
  const SaRegion *region = get_region (self);

  gtk_widget_set_visible (self->address_row, region == NULL);
  gtk_widget_set_visible (self->links, region != NULL);
  if (region == NULL)
    return;

  gtk_link_button_set_uri (self->keys_link, region->keys_url);
  gtk_link_button_set_uri (self->prices_link, region->prices_url);
}

static void
set_enabled (SaAccountGroup *self, const char *action, gboolean enabled)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, enabled);
}

/* One button is suggested: not this one where the result offers something better. */
static void
suggest (SaAccountGroup *self, gboolean useful)
{
  SaKeyTrialState state =
    self->trial != NULL ? sa_key_trial_get_state (self->trial) : SA_KEY_TRIAL_IDLE;
  gboolean accepted = self->trial != NULL && sa_key_trial_get_accepted (self->trial) ==
                                               sa_key_trial_get_account (self->trial);

  if (useful && (self->trial == NULL || !sa_key_trial_may_ask_other (self->trial)) &&
      (accepted || state == SA_KEY_TRIAL_IDLE || state == SA_KEY_TRIAL_FAILED))
    gtk_widget_add_css_class (self->use_button, "suggested-action");
  else
    gtk_widget_remove_css_class (self->use_button, "suggested-action");
}

static void
update (SaAccountGroup *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SaAccount) candidate = NULL;
  SaKeyPlace place;
  gboolean free_to_change;
  gboolean asking;

  if (self->services == NULL)
    return;

  candidate = make_candidate (self, &error);
  place = get_place (self);
  free_to_change = !self->saving && !sa_services_get_busy (self->services);
  asking = self->trial != NULL && sa_key_trial_get_state (self->trial) == SA_KEY_TRIAL_ASKING;

  show_now (self);
  show_region (self);
  show_hints (self, error);
  gtk_widget_set_visible (self->remove_button,
                          place == SA_KEY_PLACE_KEYRING || place == SA_KEY_PLACE_MEMORY);
  set_enabled (self, "account.check", candidate != NULL && !asking && !self->saving);
  set_enabled (self, "account.use",
               candidate != NULL && free_to_change && !is_in_use (self, candidate));
  suggest (self, candidate != NULL && free_to_change && !is_in_use (self, candidate));
  set_enabled (self, "account.practice", free_to_change);
  set_enabled (self, "account.remove", free_to_change);
  set_enabled (self, "account.switch", free_to_change);
}

/* A result is about what was chosen and typed when it was asked for. */
static void
drop_trial (SaAccountGroup *self)
{
  if (self->trial == NULL)
    return;

  g_clear_signal_handler (&self->trial_changed, self->trial);
  sa_key_result_set_trial (self->result, NULL);
  sa_key_trial_cancel (self->trial);
  g_clear_object (&self->trial);
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaAccountGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  char *key = sa_secrets_lookup_finish (SA_SECRETS (source), result, &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && self->services != NULL) {
    if (key != NULL)
      self->stored = sa_account_new (get_address (self), key, NULL);
    update (self);
  }
  sa_secrets_free_key (key);
}

/* Another service has another key, or none. */
static void
look_up (SaAccountGroup *self)
{
  g_autofree char *base_url = sa_base_url_normalize (get_address (self), NULL);
  g_autofree char *host = base_url != NULL ? sa_base_url_get_host (base_url) : NULL;
  SaAccount *now = sa_services_get_account (self->services);

  g_cancellable_cancel (self->looking_up);
  g_clear_object (&self->looking_up);
  g_clear_pointer (&self->stored, sa_account_unref);
  drop_trial (self);

  if (now != NULL && sa_account_get_mode (now) != SA_ACCOUNT_PRACTICE &&
      sa_account_get_key (now) != NULL &&
      g_strcmp0 (base_url, sa_account_get_base_url (now)) == 0) {
    self->stored = sa_account_ref (now);
  } else if (host != NULL) {
    self->looking_up = g_cancellable_new ();
    sa_secrets_lookup_async (sa_services_get_secrets (self->services), host, self->looking_up,
                             on_looked_up, g_object_ref (self));
  }
  update (self);
}

static void
on_service_chosen (SaAccountGroup *self)
{
  if (self->services != NULL)
    look_up (self);
}

static void
on_key_typed (SaAccountGroup *self)
{
  drop_trial (self);
  update (self);
}

static void
on_key_entered (SaAccountGroup *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "account.check", NULL);
}

/* Shows the service of @base_url as the chosen one. */
static void
choose_service (SaAccountGroup *self, const char *base_url)
{
  gsize n_regions;
  const SaRegion *regions = sa_region_get_all (&n_regions);
  guint index = 0;

  while (index < n_regions && !g_str_equal (regions[index].base_url, base_url))
    index++;
  if (index == n_regions)
    gtk_editable_set_text (GTK_EDITABLE (self->address_entry), base_url);
  gtk_drop_down_set_selected (self->region_drop_down, index);
}

static void
on_account (SaAccountGroup *self)
{
  SaAccount *now = sa_services_get_account (self->services);

  if (now == self->now && now != NULL)
    return;

  g_clear_pointer (&self->now, sa_account_unref);
  if (now != NULL)
    self->now = sa_account_ref (now);
  if (now != NULL && sa_account_get_mode (now) != SA_ACCOUNT_PRACTICE)
    choose_service (self, sa_account_get_base_url (now));
  look_up (self);
}

static void
toast (SaAccountGroup *self, const char *words)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  AdwToast *message = adw_toast_new ("");
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  adw_toast_set_title (message, escaped);
  if (ADW_IS_PREFERENCES_WINDOW (root))
    adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (root), message);
  else
    g_object_unref (g_object_ref_sink (message));
}

static void
say_account (SaAccountGroup *self)
{
  SaAccount *now = sa_services_get_account (self->services);
  g_autofree char *words = now != NULL ? sa_key_text_in_use (now) : NULL;

  if (words != NULL)
    toast (self, words);
}

static void
check (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaAccountGroup *self = SA_ACCOUNT_GROUP (widget);
  g_autoptr (SaAccount) candidate = make_candidate (self, NULL);
  g_autoptr (SaAccount) other = NULL;

  if (candidate == NULL)
    return;

  drop_trial (self);
  other = sa_account_new_in_other_region (candidate);
  self->trial = sa_key_trial_new (candidate, other, sa_services_get_library (self->services));
  self->trial_changed =
    g_signal_connect_swapped (self->trial, "changed", G_CALLBACK (update), self);
  sa_key_result_set_trial (self->result, self->trial);
  sa_key_trial_ask (self->trial);
}

static void
try_other (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaAccountGroup *self = SA_ACCOUNT_GROUP (widget);

  if (self->trial != NULL)
    sa_key_trial_ask_other (self->trial);
}

static void
on_used (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaAccountGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean used = sa_services_use_account_finish (SA_SERVICES (source), result, &error);

  if (self->services == NULL)
    return;

  self->saving = FALSE;
  if (used) {
    gtk_editable_set_text (self->key_entry, "");
    say_account (self);
  } else {
    toast (self, error->message);
  }
  update (self);
}

static void
use_account (SaAccountGroup *self, SaAccount *account)
{
  self->saving = TRUE;
  sa_services_use_account_async (self->services, account, NULL, on_used, g_object_ref (self));
  update (self);
}

static void
use (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaAccountGroup *self = SA_ACCOUNT_GROUP (widget);
  g_autoptr (SaAccount) candidate = make_candidate (self, NULL);

  if (candidate != NULL)
    use_account (self, candidate);
}

static void
switch_region (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaAccountGroup *self = SA_ACCOUNT_GROUP (widget);
  SaAccount *accepted = self->trial != NULL ? sa_key_trial_get_accepted (self->trial) : NULL;

  if (accepted != NULL)
    use_account (self, accepted);
}

static void
use_practice (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaAccountGroup *self = SA_ACCOUNT_GROUP (widget);
  g_autoptr (GError) error = NULL;

  if (sa_services_use_practice (self->services, &error))
    say_account (self);
  else
    toast (self, error->message);
}

static void
end_removing (SaAccountGroup *self, gboolean removed, const GError *error)
{
  if (self->services == NULL)
    return;

  self->saving = FALSE;
  toast (self, removed ? _ ("Key removed") : error->message);
  look_up (self);
}

static void
on_account_removed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaAccountGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean removed = sa_services_remove_account_finish (SA_SERVICES (source), result, &error);

  end_removing (self, removed, error);
}

static void
on_key_cleared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaAccountGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean removed = sa_secrets_clear_finish (SA_SECRETS (source), result, &error);

  end_removing (self, removed, error);
}

static void
on_remove_response (SaAccountGroup *self, const char *response)
{
  if (!g_str_equal (response, "remove") || self->stored == NULL || self->services == NULL)
    return;

  self->saving = TRUE;
  if (is_in_use (self, self->stored))
    sa_services_remove_account_async (self->services, NULL, on_account_removed,
                                      g_object_ref (self));
  else
    sa_secrets_clear_async (sa_services_get_secrets (self->services),
                            sa_account_get_host (self->stored), NULL, on_key_cleared,
                            g_object_ref (self));
  update (self);
}

static void
remove_key (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaAccountGroup *self = SA_ACCOUNT_GROUP (widget);
  GtkWidget *dialog =
    adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Remove the Key?"), NULL);

  adw_message_dialog_set_body (
    ADW_MESSAGE_DIALOG (dialog),
    _ ("It is forgotten on this computer; your account at the service stays as it is."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", _ ("_Keep"), "remove",
                                    _ ("_Remove"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "remove",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_remove_response), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
sa_account_group_dispose (GObject *object)
{
  SaAccountGroup *self = SA_ACCOUNT_GROUP (object);

  g_cancellable_cancel (self->looking_up);
  g_clear_object (&self->looking_up);
  if (self->trial != NULL) {
    g_clear_signal_handler (&self->trial_changed, self->trial);
    sa_key_trial_cancel (self->trial);
  }
  g_clear_object (&self->trial);
  g_clear_pointer (&self->stored, sa_account_unref);
  g_clear_pointer (&self->now, sa_account_unref);
  g_clear_object (&self->services);

  G_OBJECT_CLASS (sa_account_group_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (SA_TYPE_KEY_RESULT);
  g_type_ensure (SA_TYPE_PAIR_LAYOUT);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/soundalike/Soundalike/ui/sa-account-group.ui");
  gtk_widget_class_bind_template_child (widget_class, SaAccountGroup, now_row);
  gtk_widget_class_bind_template_child (widget_class, SaAccountGroup, practice_button);
  gtk_widget_class_bind_template_child (widget_class, SaAccountGroup, region_drop_down);
  gtk_widget_class_bind_template_child (widget_class, SaAccountGroup, address_row);
  gtk_widget_class_bind_template_child (widget_class, SaAccountGroup, address_entry);
  gtk_widget_class_bind_template_child (widget_class, SaAccountGroup, address_message);
  gtk_widget_class_bind_template_child (widget_class, SaAccountGroup, key_entry);
  gtk_widget_class_bind_template_child (widget_class, SaAccountGroup, key_hint);
  gtk_widget_class_bind_template_child (widget_class, SaAccountGroup, remove_button);
  gtk_widget_class_bind_template_child (widget_class, SaAccountGroup, use_button);
  gtk_widget_class_bind_template_child (widget_class, SaAccountGroup, result);
  gtk_widget_class_bind_template_child (widget_class, SaAccountGroup, links);
  gtk_widget_class_bind_template_child (widget_class, SaAccountGroup, keys_link);
  gtk_widget_class_bind_template_child (widget_class, SaAccountGroup, prices_link);
  gtk_widget_class_bind_template_callback (widget_class, on_service_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_key_typed);
  gtk_widget_class_bind_template_callback (widget_class, on_key_entered);
}

static void
sa_account_group_class_init (SaAccountGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sa_account_group_dispose;

  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "account.check", NULL, check);
  gtk_widget_class_install_action (widget_class, "account.try-other", NULL, try_other);
  gtk_widget_class_install_action (widget_class, "account.switch", NULL, switch_region);
  gtk_widget_class_install_action (widget_class, "account.use", NULL, use);
  gtk_widget_class_install_action (widget_class, "account.practice", NULL, use_practice);
  gtk_widget_class_install_action (widget_class, "account.remove", NULL, remove_key);
}

static void
sa_account_group_init (SaAccountGroup *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  gsize n_regions;
  const SaRegion *regions = sa_region_get_all (&n_regions);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < n_regions; i++)
    gtk_string_list_append (names, _ (regions[i].name));
  gtk_string_list_append (names, _ ("Custom Address"));
  gtk_drop_down_set_model (self->region_drop_down, G_LIST_MODEL (names));
  sa_choice_name (self->region_drop_down, _ ("Region"));
  sa_spoken_row_enable (GTK_WIDGET (self->now_row));
}

/**
 * sa_account_group_new:
 *
 * Returns: (transfer floating): the preferences of the account
 */
GtkWidget *
sa_account_group_new (void)
{
  return g_object_new (SA_TYPE_ACCOUNT_GROUP, NULL);
}

/* In practice mode the service that is stored is shown, so that its key is one click away. */
static void
choose_stored_service (SaAccountGroup *self)
{
  g_autoptr (GSettings) settings = sa_defaults_get_settings ();
  g_autofree char *stored = settings != NULL ? g_settings_get_string (settings, "api-host") : NULL;

  if (stored != NULL && *stored != '\0')
    choose_service (self, stored);
}

/**
 * sa_account_group_set_services:
 * @self: a group
 * @services: what it shows and changes
 */
void
sa_account_group_set_services (SaAccountGroup *self, SaServices *services)
{
  g_return_if_fail (SA_IS_ACCOUNT_GROUP (self));
  g_return_if_fail (SA_IS_SERVICES (services) && self->services == NULL);

  choose_stored_service (self);
  self->services = g_object_ref (services);
  g_signal_connect_object (services, "notify::account", G_CALLBACK (on_account), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (services, "notify::busy", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  on_account (self);
}

/**
 * sa_account_group_focus_key:
 * @self: a group
 *
 * Moves the focus to the key, for a user who came to add or to change it.
 */
void
sa_account_group_focus_key (SaAccountGroup *self)
{
  g_return_if_fail (SA_IS_ACCOUNT_GROUP (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->key_entry));
}
