/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sa-secrets.h"

#include <string.h>

G_DEFINE_INTERFACE (SaSecrets, sa_secrets, G_TYPE_OBJECT)

static void
sa_secrets_default_init (SaSecretsInterface *iface)
{
}

/**
 * sa_secrets_lookup_async:
 * @self: a keeper of keys
 * @host: whose key; see sa_base_url_get_host()
 * @cancellable: (nullable): a cancellable
 * @callback: what to call when it is done
 * @user_data: what to give it
 *
 * Looks for the key that was stored for a host.
 */
void
sa_secrets_lookup_async (SaSecrets *self,
                         const char *host,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (SA_IS_SECRETS (self));
  g_return_if_fail (host != NULL);

  SA_SECRETS_GET_IFACE (self)->lookup_async (self, host, cancellable, callback, user_data);
}

/**
 * sa_secrets_lookup_finish:
 * @self: a keeper of keys
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the key, to be freed with sa_secrets_free_key(); %NULL without an
 *   error if none is stored
 */
char *
sa_secrets_lookup_finish (SaSecrets *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (SA_IS_SECRETS (self), NULL);

  return SA_SECRETS_GET_IFACE (self)->lookup_finish (self, result, error);
}

/**
 * sa_secrets_store_async:
 * @self: a keeper of keys
 * @host: whose key
 * @key: the key
 * @cancellable: (nullable): a cancellable
 * @callback: what to call when it is done
 * @user_data: what to give it
 *
 * Stores a key for a host, in place of an older one.
 */
void
sa_secrets_store_async (SaSecrets *self,
                        const char *host,
                        const char *key,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (SA_IS_SECRETS (self));
  g_return_if_fail (host != NULL && key != NULL);

  SA_SECRETS_GET_IFACE (self)->store_async (self, host, key, cancellable, callback, user_data);
}

/**
 * sa_secrets_store_finish:
 * @self: a keeper of keys
 * @result: the result
 * @error: return location for an error
 *
 * Returns: whether it is stored; see sa_secrets_is_lasting() for how long
 */
gboolean
sa_secrets_store_finish (SaSecrets *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (SA_IS_SECRETS (self), FALSE);

  return SA_SECRETS_GET_IFACE (self)->store_finish (self, result, error);
}

/**
 * sa_secrets_clear_async:
 * @self: a keeper of keys
 * @host: whose key
 * @cancellable: (nullable): a cancellable
 * @callback: what to call when it is done
 * @user_data: what to give it
 *
 * Forgets the key of a host. That there is none is no error.
 */
void
sa_secrets_clear_async (SaSecrets *self,
                        const char *host,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (SA_IS_SECRETS (self));
  g_return_if_fail (host != NULL);

  SA_SECRETS_GET_IFACE (self)->clear_async (self, host, cancellable, callback, user_data);
}

/**
 * sa_secrets_clear_finish:
 * @self: a keeper of keys
 * @result: the result
 * @error: return location for an error
 *
 * Returns: whether it is forgotten
 */
gboolean
sa_secrets_clear_finish (SaSecrets *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (SA_IS_SECRETS (self), FALSE);

  return SA_SECRETS_GET_IFACE (self)->clear_finish (self, result, error);
}

/**
 * sa_secrets_is_lasting:
 * @self: a keeper of keys
 *
 * Returns: whether what was stored outlives this process: to be said to the user where it does not
 */
gboolean
sa_secrets_is_lasting (SaSecrets *self)
{
  g_return_val_if_fail (SA_IS_SECRETS (self), FALSE);

  return SA_SECRETS_GET_IFACE (self)->is_lasting (self);
}

/**
 * sa_secrets_free_key:
 * @key: (nullable): a key
 *
 * Frees a key, and leaves nothing of it in memory.
 */
void
sa_secrets_free_key (char *key)
{
  if (key == NULL)
    return;

  explicit_bzero (key, strlen (key));
  g_free (key);
}
