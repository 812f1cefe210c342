/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sa-base-url.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "sa-rules-error.h"

/* MiniMax's own hosts: worldwide and mainland China, and what either was or is called as well. */
static const char *const official_hosts[] = {
  "api.minimax.io",
  "api-uw.minimax.io",
  "api.minimaxi.com",
  "api.minimax.chat",
};

static GUri *
parse (const char *base_url)
{
  return g_uri_parse (base_url, G_URI_FLAGS_ENCODED_PATH | G_URI_FLAGS_SCHEME_NORMALIZE, NULL);
}

/* What a host's name or number may hold; GUri lets more through. */
static gboolean
is_host (const char *host)
{
  if (host == NULL || *host == '\0')
    return FALSE;

  for (const char *p = host; *p != '\0'; p++) {
    if (!g_ascii_isalnum (*p) && strchr (".-_:", *p) == NULL)
      return FALSE;
  }

  return TRUE;
}

static GUri *
parse_address (const char *address, GError **error)
{
  g_autofree char *text = g_strstrip (g_strdup (address ? address : ""));
  g_autofree char *with_scheme = NULL;
  g_autoptr (GUri) uri = NULL;

  if (*text == '\0') {
    g_set_error_literal (error, SA_RULES_ERROR, SA_RULES_ERROR_HOST,
                         _ ("The service’s address is empty"));
    return NULL;
  }

  with_scheme = strstr (text, "://") ? g_strdup (text) : g_strconcat ("https://", text, NULL);
  uri = parse (with_scheme);

  /* The address is not repeated here: it may hold a password. */
  if (uri == NULL || !is_host (g_uri_get_host (uri)) || g_uri_get_port (uri) == 0) {
    g_set_error_literal (
      error, SA_RULES_ERROR, SA_RULES_ERROR_HOST,
      _ ("The service’s address is not a valid URL: write it like https://api.minimax.io"));
    return NULL;
  }

  return g_steal_pointer (&uri);
}

/* What a base URL has no use for, and would silently be lost. */
static gboolean
check_parts (GUri *uri, GError **error)
{
  const char *scheme = g_uri_get_scheme (uri);

  if (!g_str_equal (scheme, "https") && !g_str_equal (scheme, "http")) {
    g_set_error (error, SA_RULES_ERROR, SA_RULES_ERROR_HOST,
                 _ ("The service’s address begins with “%s:”: it must begin with https: or http:"),
                 scheme);
    return FALSE;
  }

  if (g_uri_get_userinfo (uri) != NULL) {
    g_set_error_literal (error, SA_RULES_ERROR, SA_RULES_ERROR_HOST,
                         _ ("The service’s address must not hold a user name or password"));
    return FALSE;
  }

  if (g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL) {
    g_set_error_literal (error, SA_RULES_ERROR, SA_RULES_ERROR_HOST,
                         _ ("The service’s address must not hold “?” or “#”"));
    return FALSE;
  }

  return TRUE;
}

static int
get_usual_port (GUri *uri)
{
  return g_str_equal (g_uri_get_scheme (uri), "http") ? 80 : 443;
}

/* Lower case, and without the dot that may end a full domain name. */
static char *
get_plain_host (GUri *uri)
{
  char *host = g_ascii_strdown (g_uri_get_host (uri), -1);
  gsize length = strlen (host);

  if (length > 1 && host[length - 1] == '.')
    host[length - 1] = '\0';

  return host;
}

/**
 * sa_base_url_normalize:
 * @address: (nullable): what the user wrote: a URL, or a host alone
 * @error: return location for a %SA_RULES_ERROR_HOST
 *
 * Makes a base URL of it that requests' paths can be appended to: with a scheme (https where none is
 * given), the host in lower case, the path prefix kept, and no slash at the end. User names, queries and
 * fragments are refused.
 *
 * Returns: (transfer full) (nullable): the base URL, such as "https://gw.local/minimax"
 */
char *
sa_base_url_normalize (const char *address, GError **error)
{
  g_autoptr (GUri) uri = parse_address (address, error);
  g_autofree char *host = NULL;
  g_autofree char *path = NULL;
  gsize length;
  int port;

  if (uri == NULL || !check_parts (uri, error))
    return NULL;

  host = get_plain_host (uri);
  path = g_strdup (g_uri_get_path (uri));
  for (length = strlen (path); length > 0 && path[length - 1] == '/'; length--)
    path[length - 1] = '\0';

  port = g_uri_get_port (uri);
  if (port == get_usual_port (uri))
    port = -1;

  return g_uri_join (G_URI_FLAGS_ENCODED_PATH, g_uri_get_scheme (uri), NULL, host, port, path, NULL,
                     NULL);
}

/**
 * sa_base_url_get_host:
 * @base_url: a base URL
 *
 * Names the host as keys and uploads are filed under: the host in lower case, with ":port" unless it is
 * https on its usual port.
 *
 * Returns: (transfer full) (nullable): such as "api.minimax.io" or "127.0.0.1:8080"
 */
char *
sa_base_url_get_host (const char *base_url)
{
  g_autoptr (GUri) uri = parse (base_url);
  g_autofree char *host = NULL;
  gboolean bracket;
  int port;

  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return NULL;

  host = get_plain_host (uri);
  bracket = strchr (host, ':') != NULL;
  port = g_uri_get_port (uri);
  if (port < 0)
    port = get_usual_port (uri);

  if (port == 443 && g_str_equal (g_uri_get_scheme (uri), "https"))
    return g_strdup_printf (bracket ? "[%s]" : "%s", host);

  return g_strdup_printf (bracket ? "[%s]:%d" : "%s:%d", host, port);
}

/**
 * sa_base_url_is_official:
 * @base_url: a base URL
 *
 * Returns: whether it names a host of MiniMax itself, where nothing goes without a key
 */
gboolean
sa_base_url_is_official (const char *base_url)
{
  g_autoptr (GUri) uri = parse (base_url);
  g_autofree char *host = NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return FALSE;

  host = get_plain_host (uri);
  for (gsize i = 0; i < G_N_ELEMENTS (official_hosts); i++) {
    if (g_str_equal (host, official_hosts[i]))
      return TRUE;
  }

  return FALSE;
}

/**
 * sa_base_url_is_loopback:
 * @base_url: a base URL
 *
 * Returns: whether what is sent there stays on this computer
 */
gboolean
sa_base_url_is_loopback (const char *base_url)
{
  g_autoptr (GUri) uri = parse (base_url);
  g_autofree char *host = NULL;
  g_autoptr (GInetAddress) address = NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL)
    return FALSE;

  host = get_plain_host (uri);
  if (g_str_equal (host, "localhost"))
    return TRUE;

  address = g_inet_address_new_from_string (host);

  return address != NULL && g_inet_address_get_is_loopback (address);
}

/**
 * sa_base_url_check_key:
 * @base_url: a base URL
 * @key: the key that would go there
 * @error: return location for a %SA_RULES_ERROR_KEY
 *
 * A key travels over https only, except to this computer itself, and must fit into one line of a
 * request's head. Its shape is not checked otherwise: several exist. No message repeats any of it.
 *
 * Returns: whether the key may be sent there
 */
gboolean
sa_base_url_check_key (const char *base_url, const char *key, GError **error)
{
  for (const char *p = key; *p != '\0'; p++) {
    if (!g_ascii_isgraph (*p)) {
      g_set_error_literal (
        error, SA_RULES_ERROR, SA_RULES_ERROR_KEY,
        _ ("The key holds a blank, a line break or a letter that no key holds: copy it again"));
      return FALSE;
    }
  }

  if (g_str_has_prefix (base_url, "https:") || sa_base_url_is_loopback (base_url))
    return TRUE;

  g_set_error_literal (
    error, SA_RULES_ERROR, SA_RULES_ERROR_KEY,
    _ (
      "The key would travel unprotected over http: use an address that begins with https:, or send "
      "no key"));
  return FALSE;
}
