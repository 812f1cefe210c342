/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account-support.h"
#include "account/sa-memory-secrets.h"

static void
test_memory (void)
{
  SaSecrets *secrets = sa_memory_secrets_new ();
  g_autoptr (GError) error = NULL;
  char *key;

  g_assert_false (sa_secrets_is_lasting (secrets));
  g_assert_null (look_up (secrets, "api.minimax.io", NULL, &error));
  g_assert_no_error (error);

  g_assert_true (store (secrets, "api.minimax.io", "sesame-1", NULL));
  g_assert_true (store (secrets, "api.minimax.io", "sesame-2", NULL));
  g_assert_null (look_up (secrets, "api.minimaxi.com", NULL, NULL));
  key = look_up (secrets, "api.minimax.io", NULL, NULL);
  g_assert_cmpstr (key, ==, "sesame-2");
  sa_secrets_free_key (key);

  g_assert_true (clear (secrets, "api.minimaxi.com", NULL));
  key = look_up (secrets, "api.minimax.io", NULL, NULL);
  g_assert_nonnull (key);
  sa_secrets_free_key (key);
  g_assert_true (clear (secrets, "api.minimax.io", NULL));
  g_assert_null (look_up (secrets, "api.minimax.io", NULL, NULL));

  g_assert_finalize_object (secrets);
}

static void
test_memory_cancelled (void)
{
  g_autoptr (SaSecrets) secrets = sa_memory_secrets_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) lookup_error = NULL;
  g_autoptr (GError) store_error = NULL;
  Wait wait = { NULL };

  g_cancellable_cancel (cancellable);
  g_assert_null (look_up (secrets, "api.minimax.io", cancellable, &lookup_error));
  g_assert_error (lookup_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  sa_secrets_store_async (secrets, "api.minimax.io", "sesame", cancellable, wait_take, &wait);
  result = wait_for (&wait);
  g_assert_false (sa_secrets_store_finish (secrets, result, &store_error));
  g_assert_error (store_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (look_up (secrets, "api.minimax.io", NULL, NULL));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/secrets/memory", test_memory);
  g_test_add_func ("/secrets/memory-cancelled", test_memory_cancelled);

  return g_test_run ();
}
