/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "rules/sa-base-url.h"
#include "rules/sa-rules-error.h"

static void
test_lawful (void)
{
  static const struct {
    const char *address;
    const char *base_url;
    const char *host;
    gboolean official;
    gboolean loopback;
  } cases[] = {
    { "https://api.minimax.io", "https://api.minimax.io", "api.minimax.io", TRUE, FALSE },
    { "https://api.minimax.io/", "https://api.minimax.io", "api.minimax.io", TRUE, FALSE },
    { "https://api.minimax.io///", "https://api.minimax.io", "api.minimax.io", TRUE, FALSE },
    { " api.minimaxi.com\n", "https://api.minimaxi.com", "api.minimaxi.com", TRUE, FALSE },
    { "HTTPS://API.MiniMax.io", "https://api.minimax.io", "api.minimax.io", TRUE, FALSE },
    { "https://api.minimax.io.", "https://api.minimax.io", "api.minimax.io", TRUE, FALSE },
    { "https://api.minimax.io:443", "https://api.minimax.io", "api.minimax.io", TRUE, FALSE },
    { "http://api.minimax.io", "http://api.minimax.io", "api.minimax.io:80", TRUE, FALSE },
    { "api.minimax.chat", "https://api.minimax.chat", "api.minimax.chat", TRUE, FALSE },
    { "api-uw.minimax.io", "https://api-uw.minimax.io", "api-uw.minimax.io", TRUE, FALSE },
    { "https://api.minimax.io.evil.org", "https://api.minimax.io.evil.org",
      "api.minimax.io.evil.org", FALSE, FALSE },
    { "https://evilapi.minimax.io", "https://evilapi.minimax.io", "evilapi.minimax.io", FALSE,
      FALSE },
    { "https://gw.local/minimax", "https://gw.local/minimax", "gw.local", FALSE, FALSE },
    { "https://gw.local/a/b/", "https://gw.local/a/b", "gw.local", FALSE, FALSE },
    { "https://gw.local/a%20b", "https://gw.local/a%20b", "gw.local", FALSE, FALSE },
    { "gw.local:8443/minimax/", "https://gw.local:8443/minimax", "gw.local:8443", FALSE, FALSE },
    { "http://127.0.0.1:8080", "http://127.0.0.1:8080", "127.0.0.1:8080", FALSE, TRUE },
    { "http://127.1.2.3:80/", "http://127.1.2.3", "127.1.2.3:80", FALSE, TRUE },
    { "http://localhost:8080/x", "http://localhost:8080/x", "localhost:8080", FALSE, TRUE },
    { "http://LOCALHOST", "http://localhost", "localhost:80", FALSE, TRUE },
    { "http://[::1]:8080", "http://[::1]:8080", "[::1]:8080", FALSE, TRUE },
    { "https://[2001:DB8::1]/p", "https://[2001:db8::1]/p", "[2001:db8::1]", FALSE, FALSE },
    { "http://localhost.evil.org", "http://localhost.evil.org", "localhost.evil.org:80", FALSE,
      FALSE },
    { "http://127.0.0.1.evil.org", "http://127.0.0.1.evil.org", "127.0.0.1.evil.org:80", FALSE,
      FALSE },
    { "http://192.168.1.5:3000", "http://192.168.1.5:3000", "192.168.1.5:3000", FALSE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *base_url = sa_base_url_normalize (cases[i].address, &error);
    g_autofree char *again = NULL;
    g_autofree char *host = NULL;

    g_test_message ("%s", cases[i].address);
    g_assert_no_error (error);
    g_assert_cmpstr (base_url, ==, cases[i].base_url);
    again = sa_base_url_normalize (base_url, NULL);
    g_assert_cmpstr (again, ==, base_url);
    host = sa_base_url_get_host (base_url);
    g_assert_cmpstr (host, ==, cases[i].host);
    g_assert_cmpint (sa_base_url_is_official (base_url), ==, cases[i].official);
    g_assert_cmpint (sa_base_url_is_loopback (base_url), ==, cases[i].loopback);
  }
}

static void
test_unlawful (void)
{
  static const char *const unlawful[] = {
    NULL,
    "",
    "  ",
    "https://",
    "https:///path",
    "ftp://api.minimax.io",
    "file:///etc/passwd",
    "https://user@api.minimax.io",
    "https://user:sesame@api.minimax.io",
    "user:sesame@api.minimax.io",
    "https://api.minimax.io?x=1",
    "https://api.minimax.io/?",
    "https://api.minimax.io/#top",
    "https://api minimax.io",
    "https://api.minimax.io:99999",
    "https://api.minimax.io:0",
    "https://api.minimax.io:port",
    "https://[::1",
    "https://a\nb",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (unlawful); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", unlawful[i] ? unlawful[i] : "(null)");
    g_assert_null (sa_base_url_normalize (unlawful[i], &error));
    g_assert_error (error, SA_RULES_ERROR, SA_RULES_ERROR_HOST);
    g_assert_null (strstr (error->message, "sesame"));
  }
}

static void
test_key (void)
{
  static const struct {
    const char *base_url;
    const char *key;
    gboolean lawful;
  } cases[] = {
    { "https://api.minimax.io", "k", TRUE },
    { "https://gw.local/minimax", "eyJhbGciOi.J9-_~+/=", TRUE },
    { "http://127.0.0.1:8080", "secret", TRUE },
    { "http://localhost", "secret", TRUE },
    { "http://[::1]:1", "secret", TRUE },
    { "http://192.168.1.5", "secret", FALSE },
    { "http://api.minimax.io", "secret", FALSE },
    { "http://localhost.evil.org", "secret", FALSE },
    { "https://api.minimax.io", "sec ret", FALSE },
    { "https://api.minimax.io", "secret\r\nX: y", FALSE },
    { "https://api.minimax.io", "secret\x7f", FALSE },
    { "https://api.minimax.io", "secrét", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_cmpint (sa_base_url_check_key (cases[i].base_url, cases[i].key, &error), ==,
                     cases[i].lawful);
    if (cases[i].lawful) {
      g_assert_no_error (error);
    } else {
      g_assert_error (error, SA_RULES_ERROR, SA_RULES_ERROR_KEY);
      g_assert_null (strstr (error->message, "secr"));
    }
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rules/base-url/lawful", test_lawful);
  g_test_add_func ("/rules/base-url/unlawful", test_unlawful);
  g_test_add_func ("/rules/base-url/key", test_key);

  return g_test_run ();
}
