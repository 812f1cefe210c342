/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "account-support.h"
#include "rules/sa-rules-error.h"

static void
test_lawful (void)
{
  static const struct {
    const char *base_url;
    const char *key;
    SaAccountMode mode;
    const char *normal;
    const char *host;
  } cases[] = {
    { "https://api.minimax.io", "k1", SA_ACCOUNT_OFFICIAL, "https://api.minimax.io",
      "api.minimax.io" },
    { "api.minimaxi.com/", "k1", SA_ACCOUNT_OFFICIAL, "https://api.minimaxi.com",
      "api.minimaxi.com" },
    { "https://gw.local/minimax/", NULL, SA_ACCOUNT_CUSTOM, "https://gw.local/minimax",
      "gw.local" },
    { "https://gw.local/minimax/", "", SA_ACCOUNT_CUSTOM, "https://gw.local/minimax", "gw.local" },
    { "https://gw.local", "k1", SA_ACCOUNT_CUSTOM, "https://gw.local", "gw.local" },
    { "http://127.0.0.1:8080", "k1", SA_ACCOUNT_CUSTOM, "http://127.0.0.1:8080", "127.0.0.1:8080" },
    { "http://gw.local", NULL, SA_ACCOUNT_CUSTOM, "http://gw.local", "gw.local:80" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (SaAccount) account = sa_account_new (cases[i].base_url, cases[i].key, &error);
    gboolean has_key = cases[i].key != NULL && *cases[i].key != '\0';

    g_assert_no_error (error);
    g_assert_cmpint (sa_account_get_mode (account), ==, cases[i].mode);
    g_assert_cmpstr (sa_account_get_base_url (account), ==, cases[i].normal);
    g_assert_cmpstr (sa_account_get_host (account), ==, cases[i].host);
    g_assert_cmpstr (sa_account_get_label (account), ==, cases[i].host);
    g_assert_cmpstr (sa_account_get_key (account), ==, has_key ? cases[i].key : NULL);
    g_assert_cmpint (g_str_equal (sa_account_get_name (account), "anonymous"), ==, !has_key);
  }
}

static void
test_unlawful (void)
{
  static const struct {
    const char *base_url;
    const char *key;
    int code;
  } cases[] = {
    { "https://api.minimax.io", NULL, SA_RULES_ERROR_KEY },
    { "http://api.minimax.io", NULL, SA_RULES_ERROR_KEY },
    { "https://api.minimaxi.com", "", SA_RULES_ERROR_KEY },
    { "https://api.minimax.chat", NULL, SA_RULES_ERROR_KEY },
    { "http://gw.local", "sesame", SA_RULES_ERROR_KEY },
    { "https://gw.local", "ses ame", SA_RULES_ERROR_KEY },
    { "https://gw.local?x", "sesame", SA_RULES_ERROR_HOST },
    { "", "sesame", SA_RULES_ERROR_HOST },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (sa_account_new (cases[i].base_url, cases[i].key, &error));
    g_assert_error (error, SA_RULES_ERROR, cases[i].code);
    g_assert_null (strstr (error->message, "sesame"));
    if (cases[i].key == NULL)
      g_assert_nonnull (strstr (error->message, "MINIMAX_API_KEY"));
  }
}

/* The name tells keys apart, stays the same, and holds nothing of the key. */
static void
test_name (void)
{
  g_autoptr (SaAccount) first = sa_account_new ("api.minimax.io", "sesame-1", NULL);
  g_autoptr (SaAccount) again = sa_account_new ("api.minimaxi.com", "sesame-1", NULL);
  g_autoptr (SaAccount) other = sa_account_new ("api.minimax.io", "sesame-2", NULL);

  g_assert_cmpstr (sa_account_get_name (first), ==, sa_account_get_name (again));
  g_assert_cmpstr (sa_account_get_name (first), !=, sa_account_get_name (other));
  g_assert_cmpuint (strlen (sa_account_get_name (first)), ==, 16);
  g_assert_null (strstr (sa_account_get_name (first), "sesame"));
}

/* Practice is filed under one name, whatever its port. */
static void
test_practice (void)
{
  g_autoptr (SaAccount) account = sa_account_new_practice ("http://127.0.0.1:34567", "token");
  g_autoptr (SaAccount) copy = g_boxed_copy (SA_TYPE_ACCOUNT, account);

  g_assert_true (copy == account);
  g_assert_cmpint (sa_account_get_mode (account), ==, SA_ACCOUNT_PRACTICE);
  g_assert_cmpstr (sa_account_get_base_url (account), ==, "http://127.0.0.1:34567");
  g_assert_cmpstr (sa_account_get_key (account), ==, "token");
  g_assert_cmpstr (sa_account_get_host (account), ==, "practice");
  g_assert_cmpstr (sa_account_get_name (account), ==, "practice");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/account/lawful", test_lawful);
  g_test_add_func ("/account/unlawful", test_unlawful);
  g_test_add_func ("/account/name", test_name);
  g_test_add_func ("/account/practice", test_practice);

  return g_test_run ();
}
