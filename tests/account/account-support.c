/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "account-support.h"

typedef struct {
  GObject parent_instance;
} SilentSecrets;

typedef GObjectClass SilentSecretsClass;

static void silent_secrets_iface_init (SaSecretsInterface *iface);
GType silent_secrets_get_type (void);

G_DEFINE_TYPE_WITH_CODE (SilentSecrets,
                         silent_secrets,
                         G_TYPE_OBJECT,
                         G_IMPLEMENT_INTERFACE (SA_TYPE_SECRETS, silent_secrets_iface_init))

static gboolean
on_lookup_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_task_return_error_if_cancelled (user_data);
  return G_SOURCE_REMOVE;
}

static void
silent_secrets_lookup_async (SaSecrets *secrets,
                             const char *host,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GSource) source = g_cancellable_source_new (cancellable);

  g_source_set_callback (source, G_SOURCE_FUNC (on_lookup_cancelled),
                         g_task_new (secrets, cancellable, callback, user_data), g_object_unref);
  g_source_attach (source, NULL);
}

static char *
silent_secrets_lookup_finish (SaSecrets *secrets, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
silent_secrets_iface_init (SaSecretsInterface *iface)
{
  iface->lookup_async = silent_secrets_lookup_async;
  iface->lookup_finish = silent_secrets_lookup_finish;
}

static void
silent_secrets_class_init (SilentSecretsClass *klass)
{
}

static void
silent_secrets_init (SilentSecrets *self)
{
}

SaSecrets *
silent_secrets_new (void)
{
  return g_object_new (silent_secrets_get_type (), NULL);
}

SaAccount *
resolve (const SaAccountOptions *options,
         SaSecrets *secrets,
         GCancellable *cancellable,
         GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  Wait wait = { NULL };

  sa_account_resolve_async (options, secrets, cancellable, wait_take, &wait);
  result = wait_for (&wait);

  return sa_account_resolve_finish (result, error);
}

char *
look_up (SaSecrets *secrets, const char *host, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  Wait wait = { NULL };

  sa_secrets_lookup_async (secrets, host, cancellable, wait_take, &wait);
  result = wait_for (&wait);

  return sa_secrets_lookup_finish (secrets, result, error);
}

gboolean
store (SaSecrets *secrets, const char *host, const char *key, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  Wait wait = { NULL };

  sa_secrets_store_async (secrets, host, key, NULL, wait_take, &wait);
  result = wait_for (&wait);

  return sa_secrets_store_finish (secrets, result, error);
}

gboolean
clear (SaSecrets *secrets, const char *host, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  Wait wait = { NULL };

  sa_secrets_clear_async (secrets, host, NULL, wait_take, &wait);
  result = wait_for (&wait);

  return sa_secrets_clear_finish (secrets, result, error);
}

void
clear_environment (void)
{
  g_unsetenv ("MINIMAX_API_KEY");
  g_unsetenv ("MINIMAX_API_HOST");
}
