/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the account's screens are made of. */
#include "config.h"

#include <adwaita.h>

#include "account/sa-region.h"
#include "ui/sa-account-group.h"
#include "ui/sa-application.h"
#include "ui/sa-choice.h"
#include "ui/sa-defaults.h"
#include "ui/sa-key-mender.h"
#include "ui/sa-key-result.h"
#include "ui/sa-key-text.h"
#include "ui/sa-preferences.h"
#include "ui/sa-services.h"
#include "ui/sa-welcome.h"

#define DEADLINE (g_get_monotonic_time () + 20 * G_USEC_PER_SEC)

#define WAIT_UNTIL(condition)                                  \
  G_STMT_START                                                 \
  {                                                            \
    gint64 deadline_ = DEADLINE;                               \
    while (!(condition)) {                                     \
      g_assert_cmpint (g_get_monotonic_time (), <, deadline_); \
      if (!g_main_context_iteration (NULL, FALSE))             \
        g_usleep (1000);                                       \
    }                                                          \
  }                                                            \
  G_STMT_END

static void
test_new_and_destroy (void)
{
  GtkWidget *(*const makers[]) (void) = { sa_welcome_new, sa_key_result_new, sa_account_group_new };
  g_autoptr (SaServices) services = sa_services_new (TRUE);
  g_autoptr (GtkWidget) page = g_object_ref_sink (sa_job_page_new ());
  SaKeyMender *mender = sa_key_mender_new (SA_JOB_PAGE (page), services);
  SaPreferences *preferences;

  for (gsize i = 0; i < G_N_ELEMENTS (makers); i++)
    g_assert_finalize_object (g_object_ref_sink (makers[i]()));

  g_assert_finalize_object (mender);
  g_assert_finalize_object (sa_choice_new ("auto", "Detect Automatically"));

  preferences = sa_preferences_new (NULL, services);
  g_object_add_weak_pointer (G_OBJECT (preferences), (gpointer *) &preferences);
  gtk_window_destroy (GTK_WINDOW (preferences));
  WAIT_UNTIL (preferences == NULL);
}

static void
assert_setting (GSettings *settings, const char *key, const char *expected)
{
  g_autofree char *value = g_settings_get_string (settings, key);

  g_assert_cmpstr (value, ==, expected);
}

static void
test_choices (void)
{
  g_autoptr (GtkWidget) widget = g_object_ref_sink (gtk_drop_down_new (NULL, NULL));
  GtkDropDown *drop_down = GTK_DROP_DOWN (widget);
  g_autoptr (GSettings) settings = sa_defaults_get_settings ();
  g_autoptr (SaChoice) chosen = NULL;

  g_assert_nonnull (settings);
  sa_choice_fill_languages (drop_down);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (drop_down)), ==, 41);
  chosen = g_object_ref (gtk_drop_down_get_selected_item (drop_down));
  g_assert_cmpstr (sa_choice_get_id (chosen), ==, "auto");

  g_settings_set_string (settings, "default-language", "German");
  sa_choice_bind_setting (settings, "default-language", drop_down);
  g_set_object (&chosen, gtk_drop_down_get_selected_item (drop_down));
  g_assert_cmpstr (sa_choice_get_id (chosen), ==, "German");
  g_assert_cmpstr (sa_choice_get_name (chosen), ==, "German");
  gtk_drop_down_set_selected (drop_down, 0);
  assert_setting (settings, "default-language", "auto");

  /* What is no longer offered is not overwritten by looking at it. */
  g_settings_set_string (settings, "default-language", "Volapük");
  g_assert_cmpuint (gtk_drop_down_get_selected (drop_down), ==, 0);
  assert_setting (settings, "default-language", "Volapük");
  g_settings_reset (settings, "default-language");
}

/* A draft follows the preferences until its user decides otherwise. */
static void
test_defaults (void)
{
  g_autoptr (GSettings) settings = sa_defaults_get_settings ();
  SaDraft *draft = sa_draft_new (SA_DRAFT_WINDOW);
  SaDefaults *defaults;

  g_settings_set_string (settings, "default-model", "speech-2.6-hd");
  g_settings_set_boolean (settings, "reduce-noise", TRUE);
  defaults = sa_defaults_new (draft);
  g_assert_cmpstr (sa_draft_get_model (draft), ==, "speech-2.6-hd");
  g_assert_null (sa_draft_get_language (draft));
  g_assert_true (sa_draft_get_noise_reduction (draft));
  g_assert_false (sa_draft_get_volume_normalization (draft));

  g_settings_set_string (settings, "default-language", "German");
  g_assert_cmpstr (sa_draft_get_language (draft), ==, "German");
  g_settings_set_string (settings, "default-model", "speech-of-the-future");
  g_assert_cmpstr (sa_draft_get_model (draft), ==, "speech-2.6-hd");

  sa_draft_set_noise_reduction (draft, FALSE);
  sa_draft_set_model (draft, "speech-2.8-turbo");
  g_settings_set_string (settings, "default-model", "speech-2.8-hd");
  g_settings_set_boolean (settings, "normalize-volume", TRUE);
  g_assert_cmpstr (sa_draft_get_model (draft), ==, "speech-2.8-turbo");
  g_assert_false (sa_draft_get_noise_reduction (draft));
  g_assert_true (sa_draft_get_volume_normalization (draft));

  g_assert_finalize_object (defaults);
  g_assert_finalize_object (draft);
  g_settings_reset (settings, "default-model");
  g_settings_reset (settings, "default-language");
  g_settings_reset (settings, "reduce-noise");
  g_settings_reset (settings, "normalize-volume");
}

static void
test_words (void)
{
  g_autoptr (SaAccount) global = sa_account_new ("api.minimax.io", "sesame", NULL);
  g_autoptr (SaAccount) china = sa_account_new_in_other_region (global);
  g_autoptr (SaAccount) custom = sa_account_new ("http://127.0.0.1:8080", "sesame", NULL);
  g_autoptr (SaAccount) practice = sa_account_new_practice (NULL, NULL);
  g_autoptr (SaKeyTrial) refused = sa_key_trial_new_refused (global, china, NULL);
  g_autoptr (SaKeyTrial) alone = sa_key_trial_new_refused (custom, NULL, NULL);
  g_autofree char *name = sa_key_text_name (china);
  g_autofree char *host = sa_key_text_name (custom);
  g_autofree char *try = sa_key_text_try (refused);
  g_autofree char *now = sa_key_text_in_use (global);
  g_autofree char *none = sa_key_text_in_use (practice);

  g_assert_cmpstr (name, ==, "Mainland China");
  g_assert_cmpstr (host, ==, "127.0.0.1:8080");
  g_assert_cmpstr (try, ==, "Try Mainland China");
  g_assert_null (sa_key_text_try (alone));
  g_assert_null (sa_key_text_switch (refused));
  g_assert_cmpstr (now, ==, "Now working with the global service");
  g_assert_cmpstr (none, ==, "Now in practice mode");
}

static void
on_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
use_account (SaServices *services, SaAccount *account, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sa_services_use_account_async (services, account, NULL, on_result, &result);
  WAIT_UNTIL (result != NULL);

  return sa_services_use_account_finish (services, result, error);
}

static gboolean
remove_account (SaServices *services, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sa_services_remove_account_async (services, NULL, on_result, &result);
  WAIT_UNTIL (result != NULL);

  return sa_services_remove_account_finish (services, result, error);
}

static SaAccountMode
get_mode (SaServices *services)
{
  return sa_account_get_mode (sa_services_get_account (services));
}

static void
test_services (void)
{
  SaServices *services = sa_services_new (TRUE);
  g_autoptr (SaAccount) account = sa_account_new ("http://127.0.0.1:9", "sesame", NULL);
  g_autoptr (SaClient) practice_client = NULL;
  g_autoptr (GError) error = NULL;

  sa_services_start (services);
  WAIT_UNTIL (sa_services_get_ready (services));
  g_assert_cmpint (get_mode (services), ==, SA_ACCOUNT_PRACTICE);
  g_assert_cmpint (sa_services_get_key_place (services), ==, SA_KEY_PLACE_NONE);
  practice_client = g_object_ref (sa_services_get_client (services));

  sa_services_set_busy (services, TRUE);
  g_assert_false (use_account (services, account, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_false (sa_services_use_practice (services, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_clear_error (&error);
  g_assert_true (sa_services_get_client (services) == practice_client);

  sa_services_set_busy (services, FALSE);
  g_assert_true (use_account (services, account, &error));
  g_assert_no_error (error);
  g_assert_true (sa_services_get_account (services) == account);
  g_assert_true (sa_services_get_client (services) != practice_client);
  g_assert_cmpstr (sa_client_get_base_url (sa_services_get_client (services)), ==,
                   "http://127.0.0.1:9");
  g_assert_true (sa_services_get_ready (services));
  /* There is no keyring on this desktop. */
  g_assert_cmpint (sa_services_get_key_place (services), ==, SA_KEY_PLACE_MEMORY);

  g_assert_true (sa_services_use_practice (services, &error));
  g_assert_cmpint (get_mode (services), ==, SA_ACCOUNT_PRACTICE);
  g_assert_true (use_account (services, account, &error));
  g_assert_true (remove_account (services, &error));
  g_assert_no_error (error);
  g_assert_cmpint (get_mode (services), ==, SA_ACCOUNT_PRACTICE);
  g_assert_true (sa_services_get_ready (services));

  g_assert_finalize_object (services);
}

int
main (int argc, char *argv[])
{
  g_autoptr (SaApplication) application = NULL;

  g_setenv ("GTK_A11Y", "test", TRUE);
  g_unsetenv ("MINIMAX_API_KEY");
  g_unsetenv ("MINIMAX_API_HOST");
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  application = sa_application_new ();

  g_test_add_func ("/account-widgets/new-and-destroy", test_new_and_destroy);
  g_test_add_func ("/account-widgets/choices", test_choices);
  g_test_add_func ("/account-widgets/defaults", test_defaults);
  g_test_add_func ("/account-widgets/words", test_words);
  g_test_add_func ("/account-widgets/services", test_services);

  return g_test_run ();
}
