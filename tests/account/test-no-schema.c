/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account-support.h"
#include "account/sa-memory-secrets.h"

/* Where the program was copied without its settings' schema, it works with what it is told. */
static void
test_resolve (void)
{
  const SaAccountOptions options = { NULL, FALSE, TRUE };
  g_autoptr (SaSecrets) secrets = sa_memory_secrets_new ();
  g_autoptr (SaAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  g_setenv ("MINIMAX_API_KEY", "env", TRUE);
  account = resolve (&options, secrets, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sa_account_get_base_url (account), ==, "https://api.minimax.io");
  g_assert_cmpstr (sa_account_get_key (account), ==, "env");
}

static void
test_save (void)
{
  g_autoptr (SaSecrets) secrets = sa_memory_secrets_new ();
  g_autoptr (SaAccount) account = sa_account_new ("gw.local", "sesame", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  Wait wait = { NULL };
  char *key;

  sa_account_save_async (account, secrets, NULL, wait_take, &wait);
  result = wait_for (&wait);
  g_assert_true (sa_account_save_finish (result, NULL));
  key = look_up (secrets, "gw.local", NULL, NULL);
  g_assert_cmpstr (key, ==, "sesame");
  sa_secrets_free_key (key);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  clear_environment ();

  g_test_add_func ("/no-schema/resolve", test_resolve);
  g_test_add_func ("/no-schema/save", test_save);

  return g_test_run ();
}
