/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "account-support.h"
#include "account/sa-memory-secrets.h"
#include "rules/sa-rules-error.h"

/* What is given, from all sources, and what comes of it; the keyring holds "stored" for api.minimax.io,
 * "stored-gw" for gw.local and nothing for the rest. */
static const struct {
  const char *base_url;
  const char *host_variable;
  const char *setting;
  const char *key_variable;
  gboolean practice;
  gboolean require_account;
  SaAccountMode mode;
  const char *resolved_url;
  const char *key;
} cases[] = {
  /* The stored account, and where nothing is stored, the official host. */
  { NULL, NULL, "", NULL, FALSE, TRUE, SA_ACCOUNT_OFFICIAL, "https://api.minimax.io", "stored" },
  { NULL, NULL, "", NULL, FALSE, FALSE, SA_ACCOUNT_OFFICIAL, "https://api.minimax.io", "stored" },
  { NULL, NULL, "https://gw.local", NULL, FALSE, TRUE, SA_ACCOUNT_CUSTOM, "https://gw.local",
    "stored-gw" },
  { NULL, "", "https://gw.local", "  ", FALSE, TRUE, SA_ACCOUNT_CUSTOM, "https://gw.local",
    "stored-gw" },

  /* The variable beats the setting, the option beats both. */
  { NULL, "https://gw.local/minimax/", "https://other.org", NULL, FALSE, TRUE, SA_ACCOUNT_CUSTOM,
    "https://gw.local/minimax", "stored-gw" },
  { "http://127.0.0.1:8080/", "https://gw.local", "https://other.org", NULL, FALSE, TRUE,
    SA_ACCOUNT_CUSTOM, "http://127.0.0.1:8080", NULL },
  { "api.minimax.io", "https://gw.local", "", NULL, FALSE, TRUE, SA_ACCOUNT_OFFICIAL,
    "https://api.minimax.io", "stored" },

  /* A stored key goes to its own host and port only. */
  { "https://gw.local:8443", NULL, "", NULL, FALSE, TRUE, SA_ACCOUNT_CUSTOM,
    "https://gw.local:8443", NULL },
  { "http://gw.local", NULL, "", NULL, FALSE, TRUE, SA_ACCOUNT_CUSTOM, "http://gw.local", NULL },
  { "https://other.org", NULL, "", NULL, FALSE, TRUE, SA_ACCOUNT_CUSTOM, "https://other.org",
    NULL },

  /* The variable's key beats the stored one, and goes to the base URL in force. */
  { NULL, NULL, "", " env\n", FALSE, TRUE, SA_ACCOUNT_OFFICIAL, "https://api.minimax.io", "env" },
  { "https://other.org", NULL, "", "env", FALSE, TRUE, SA_ACCOUNT_CUSTOM, "https://other.org",
    "env" },
  { NULL, "api.minimaxi.com", "", "env", FALSE, FALSE, SA_ACCOUNT_OFFICIAL,
    "https://api.minimaxi.com", "env" },

  /* Practice wins over everything, and gets no key; the window practises without a key. */
  { "https://other.org", "https://gw.local", "https://gw.local", "env", TRUE, TRUE,
    SA_ACCOUNT_PRACTICE, NULL, NULL },
  { "no url at all", NULL, "", "env", TRUE, FALSE, SA_ACCOUNT_PRACTICE, NULL, NULL },
  { NULL, "api.minimaxi.com", "", NULL, FALSE, FALSE, SA_ACCOUNT_PRACTICE, NULL, NULL },
};

static void
set_variable (const char *name, const char *value)
{
  if (value != NULL)
    g_setenv (name, value, TRUE);
  else
    g_unsetenv (name);
}

static SaSecrets *
make_secrets (void)
{
  SaSecrets *secrets = sa_memory_secrets_new ();

  g_assert_true (store (secrets, "api.minimax.io", "stored", NULL));
  g_assert_true (store (secrets, "gw.local", "stored-gw", NULL));

  return secrets;
}

static void
test_sources (void)
{
  g_autoptr (GSettings) settings = g_settings_new (SCHEMA_ID);
  g_autoptr (SaSecrets) secrets = make_secrets ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const SaAccountOptions options = { cases[i].base_url, cases[i].practice,
                                       cases[i].require_account };
    g_autoptr (SaAccount) account = NULL;
    g_autoptr (GError) error = NULL;

    g_test_message ("case %d", (int) i);
    set_variable ("MINIMAX_API_HOST", cases[i].host_variable);
    set_variable ("MINIMAX_API_KEY", cases[i].key_variable);
    g_settings_set_string (settings, "api-host", cases[i].setting);

    account = resolve (&options, secrets, NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpint (sa_account_get_mode (account), ==, cases[i].mode);
    g_assert_cmpstr (sa_account_get_base_url (account), ==, cases[i].resolved_url);
    g_assert_cmpstr (sa_account_get_key (account), ==, cases[i].key);
  }

  clear_environment ();
  g_settings_reset (settings, "api-host");
}

static void
test_without_secrets (void)
{
  const SaAccountOptions official = { NULL, FALSE, TRUE };
  const SaAccountOptions window = { NULL, FALSE, FALSE };
  const SaAccountOptions custom = { "http://gw.local:3000", FALSE, TRUE };
  g_autoptr (SaAccount) practice = NULL;
  g_autoptr (SaAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (resolve (&official, NULL, NULL, &error));
  g_assert_error (error, SA_RULES_ERROR, SA_RULES_ERROR_KEY);
  g_assert_nonnull (strstr (error->message, "MINIMAX_API_KEY"));

  practice = resolve (&window, NULL, NULL, NULL);
  g_assert_cmpint (sa_account_get_mode (practice), ==, SA_ACCOUNT_PRACTICE);
  account = resolve (&custom, NULL, NULL, NULL);
  g_assert_cmpint (sa_account_get_mode (account), ==, SA_ACCOUNT_CUSTOM);
  g_assert_null (sa_account_get_key (account));
}

static void
test_refused (void)
{
  static const struct {
    const char *base_url;
    const char *key;
    int code;
  } refused[] = {
    { "https://api.minimaxi.com", NULL, SA_RULES_ERROR_KEY },
    { "http://192.168.1.5", "sesame", SA_RULES_ERROR_KEY },
    { "https://u:sesame@gw.local", NULL, SA_RULES_ERROR_HOST },
    { "", "sesame", SA_RULES_ERROR_HOST },
    { "ftp://gw.local", "sesame", SA_RULES_ERROR_HOST },
  };
  g_autoptr (SaSecrets) secrets = make_secrets ();

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++) {
    const SaAccountOptions options = { refused[i].base_url, FALSE, TRUE };
    g_autoptr (GError) error = NULL;

    set_variable ("MINIMAX_API_KEY", refused[i].key);
    g_assert_null (resolve (&options, secrets, NULL, &error));
    g_assert_error (error, SA_RULES_ERROR, refused[i].code);
    g_assert_null (strstr (error->message, "sesame"));
  }
  clear_environment ();
}

/* A keyring that does not answer holds nobody up for long at a terminal. */
static void
test_silent_keyring (void)
{
  const SaAccountOptions options = { NULL, FALSE, TRUE };
  g_autoptr (SaSecrets) secrets = silent_secrets_new ();
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  g_assert_null (resolve (&options, secrets, NULL, &error));
  g_assert_error (error, SA_RULES_ERROR, SA_RULES_ERROR_KEY);
  g_assert_nonnull (strstr (error->message, "does not answer"));
  g_assert_nonnull (strstr (error->message, "MINIMAX_API_KEY"));
  g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_USEC_PER_SEC);
}

static void
test_cancelled (void)
{
  const SaAccountOptions options = { NULL, FALSE, FALSE };
  g_autoptr (SaSecrets) secrets = silent_secrets_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_idle_add_once ((GSourceOnceFunc) g_cancellable_cancel, cancellable);
  g_assert_null (resolve (&options, secrets, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The key in the environment needs no keyring at all. */
static void
test_variable_skips_keyring (void)
{
  const SaAccountOptions options = { NULL, FALSE, TRUE };
  g_autoptr (SaSecrets) secrets = silent_secrets_new ();
  g_autoptr (SaAccount) account = NULL;
  gint64 start = g_get_monotonic_time ();

  g_setenv ("MINIMAX_API_KEY", "env", TRUE);
  account = resolve (&options, secrets, NULL, NULL);
  g_assert_cmpstr (sa_account_get_key (account), ==, "env");
  g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);
  clear_environment ();
}

static void
save (SaAccount *account, SaSecrets *secrets)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Wait wait = { NULL };

  sa_account_save_async (account, secrets, NULL, wait_take, &wait);
  result = wait_for (&wait);
  g_assert_true (sa_account_save_finish (result, &error));
  g_assert_no_error (error);
}

static void
test_save_and_forget (void)
{
  const SaAccountOptions options = { NULL, FALSE, FALSE };
  g_autoptr (GSettings) settings = g_settings_new (SCHEMA_ID);
  g_autoptr (SaSecrets) secrets = sa_memory_secrets_new ();
  g_autoptr (SaAccount) china = sa_account_new ("api.minimaxi.com", "sesame", NULL);
  g_autoptr (SaAccount) world = sa_account_new ("api.minimax.io", "sesame-2", NULL);
  g_autoptr (SaAccount) found = NULL;
  g_autoptr (SaAccount) later = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *host = NULL;
  Wait wait = { NULL };

  save (china, secrets);
  host = g_settings_get_string (settings, "api-host");
  g_assert_cmpstr (host, ==, "https://api.minimaxi.com");
  found = resolve (&options, secrets, NULL, NULL);
  g_assert_cmpstr (sa_account_get_base_url (found), ==, "https://api.minimaxi.com");
  g_assert_cmpstr (sa_account_get_key (found), ==, "sesame");

  save (world, secrets);
  g_assert_null (g_settings_get_user_value (settings, "api-host"));

  save (china, secrets);
  sa_account_forget_async (china, secrets, NULL, wait_take, &wait);
  result = wait_for (&wait);
  g_assert_true (sa_account_forget_finish (result, NULL));
  g_assert_null (look_up (secrets, "api.minimaxi.com", NULL, NULL));
  later = resolve (&options, secrets, NULL, NULL);
  g_assert_cmpstr (sa_account_get_key (later), ==, "sesame-2");
}

/* Saving a host without a key also forgets the key that was stored for it. */
static void
test_save_without_key (void)
{
  g_autoptr (GSettings) settings = g_settings_new (SCHEMA_ID);
  g_autoptr (SaSecrets) secrets = make_secrets ();
  g_autoptr (SaAccount) account = sa_account_new ("https://gw.local/minimax", NULL, NULL);
  g_autofree char *host = NULL;

  save (account, secrets);
  host = g_settings_get_string (settings, "api-host");
  g_assert_cmpstr (host, ==, "https://gw.local/minimax");
  g_assert_null (look_up (secrets, "gw.local", NULL, NULL));
  g_settings_reset (settings, "api-host");
}

static void
test_from_environment (void)
{
  const SaAccountOptions nothing = { NULL, FALSE, FALSE };
  const SaAccountOptions practice = { NULL, TRUE, FALSE };
  const SaAccountOptions option = { "gw.local", FALSE, FALSE };

  g_assert_false (sa_account_is_from_environment (&nothing));
  g_assert_true (sa_account_is_from_environment (&practice));
  g_assert_true (sa_account_is_from_environment (&option));
  g_setenv ("MINIMAX_API_KEY", "env", TRUE);
  g_assert_true (sa_account_is_from_environment (&nothing));
  g_setenv ("MINIMAX_API_KEY", "", TRUE);
  g_assert_false (sa_account_is_from_environment (&nothing));
  g_setenv ("MINIMAX_API_HOST", "gw.local", TRUE);
  g_assert_true (sa_account_is_from_environment (&nothing));
  clear_environment ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  clear_environment ();

  g_test_add_func ("/resolve/sources", test_sources);
  g_test_add_func ("/resolve/without-secrets", test_without_secrets);
  g_test_add_func ("/resolve/refused", test_refused);
  g_test_add_func ("/resolve/silent-keyring", test_silent_keyring);
  g_test_add_func ("/resolve/cancelled", test_cancelled);
  g_test_add_func ("/resolve/variable-skips-keyring", test_variable_skips_keyring);
  g_test_add_func ("/resolve/save-and-forget", test_save_and_forget);
  g_test_add_func ("/resolve/save-without-key", test_save_without_key);
  g_test_add_func ("/resolve/from-environment", test_from_environment);

  return g_test_run ();
}
