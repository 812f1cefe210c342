/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account/sa-account.h"
#include "account/sa-region.h"
#include "rules/sa-base-url.h"

static void
test_table (void)
{
  gsize n_regions;
  const SaRegion *regions = sa_region_get_all (&n_regions);

  g_assert_cmpuint (n_regions, ==, 2);
  g_assert_cmpstr (regions[0].base_url, ==, SA_DEFAULT_BASE_URL);
  g_assert_cmpstr (regions[1].base_url, ==, "https://api.minimaxi.com");
  for (gsize i = 0; i < n_regions; i++) {
    g_autoptr (SaAccount) account = sa_account_new (regions[i].base_url, "sesame", NULL);

    g_assert_true (sa_base_url_is_official (regions[i].base_url));
    g_assert_cmpint (sa_account_get_mode (account), ==, SA_ACCOUNT_OFFICIAL);
    g_assert_true (sa_region_find (sa_account_get_base_url (account)) == &regions[i]);
    g_assert_true (g_str_has_prefix (regions[i].keys_url, "https://"));
    g_assert_true (g_str_has_prefix (regions[i].prices_url, "https://"));
  }
}

static void
test_find (void)
{
  static const struct {
    const char *base_url;
    const char *id;
  } cases[] = {
    { "https://api.minimax.io", "global" },
    { "https://api-uw.minimax.io", "global" },
    { "https://API.minimaxi.com", "china" },
    { "https://api.minimax.chat", "china" },
    { "https://api.minimax.io/prefix", "global" },
    { "http://api.minimax.io", NULL },
    { "https://api.minimax.io:8443", NULL },
    { "https://api.minimax.io.example.com", NULL },
    { "http://127.0.0.1:8080", NULL },
    { "", NULL },
    { NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const SaRegion *region = sa_region_find (cases[i].base_url);

    g_assert_cmpstr (region != NULL ? region->id : NULL, ==, cases[i].id);
  }
}

static void
test_other (void)
{
  gsize n_regions;
  const SaRegion *regions = sa_region_get_all (&n_regions);

  g_assert_true (sa_region_get_other (&regions[0]) == &regions[1]);
  g_assert_true (sa_region_get_other (&regions[1]) == &regions[0]);
  g_assert_null (sa_region_get_other (NULL));
}

/* The key moves only between the two regions, and never from or to anybody else's server. */
static void
test_account (void)
{
  g_autoptr (SaAccount) global = sa_account_new ("api.minimax.io", "sesame", NULL);
  g_autoptr (SaAccount) custom = sa_account_new ("http://127.0.0.1:8080", "sesame", NULL);
  g_autoptr (SaAccount) practice = sa_account_new_practice ("http://127.0.0.1:8080", "token");
  g_autoptr (SaAccount) china = sa_account_new_in_other_region (global);
  g_autoptr (SaAccount) back = sa_account_new_in_other_region (china);

  g_assert_cmpstr (sa_account_get_base_url (china), ==, "https://api.minimaxi.com");
  g_assert_cmpstr (sa_account_get_key (china), ==, "sesame");
  g_assert_cmpstr (sa_account_get_base_url (back), ==, "https://api.minimax.io");
  g_assert_null (sa_account_new_in_other_region (custom));
  g_assert_null (sa_account_new_in_other_region (practice));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/region/table", test_table);
  g_test_add_func ("/region/find", test_find);
  g_test_add_func ("/region/other", test_other);
  g_test_add_func ("/region/account", test_account);

  return g_test_run ();
}
