/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sa-memory-secrets.h"

struct _SaMemorySecrets {
  GObject parent_instance;

  GHashTable *keys; /* host → key */
};

static void
sa_memory_secrets_lookup_async (SaSecrets *secrets,
                                const char *host,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  SaMemorySecrets *self = SA_MEMORY_SECRETS (secrets);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sa_memory_secrets_lookup_async);
  g_task_return_pointer (task, g_strdup (g_hash_table_lookup (self->keys, host)),
                         (GDestroyNotify) sa_secrets_free_key);
}

static char *
sa_memory_secrets_lookup_finish (SaSecrets *secrets, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, secrets), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
sa_memory_secrets_store_async (SaSecrets *secrets,
                               const char *host,
                               const char *key,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  SaMemorySecrets *self = SA_MEMORY_SECRETS (secrets);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sa_memory_secrets_store_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  g_hash_table_insert (self->keys, g_strdup (host), g_strdup (key));
  g_task_return_boolean (task, TRUE);
}

static void
sa_memory_secrets_clear_async (SaSecrets *secrets,
                               const char *host,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  SaMemorySecrets *self = SA_MEMORY_SECRETS (secrets);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sa_memory_secrets_clear_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  g_hash_table_remove (self->keys, host);
  g_task_return_boolean (task, TRUE);
}

static gboolean
sa_memory_secrets_boolean_finish (SaSecrets *secrets, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, secrets), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
sa_memory_secrets_is_lasting (SaSecrets *secrets)
{
  return FALSE;
}

static void
sa_memory_secrets_iface_init (SaSecretsInterface *iface)
{
  iface->lookup_async = sa_memory_secrets_lookup_async;
  iface->lookup_finish = sa_memory_secrets_lookup_finish;
  iface->store_async = sa_memory_secrets_store_async;
  iface->store_finish = sa_memory_secrets_boolean_finish;
  iface->clear_async = sa_memory_secrets_clear_async;
  iface->clear_finish = sa_memory_secrets_boolean_finish;
  iface->is_lasting = sa_memory_secrets_is_lasting;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SaMemorySecrets,
                               sa_memory_secrets,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SA_TYPE_SECRETS,
                                                      sa_memory_secrets_iface_init))

static void
sa_memory_secrets_finalize (GObject *object)
{
  SaMemorySecrets *self = SA_MEMORY_SECRETS (object);

  g_hash_table_unref (self->keys);

  G_OBJECT_CLASS (sa_memory_secrets_parent_class)->finalize (object);
}

static void
sa_memory_secrets_class_init (SaMemorySecretsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sa_memory_secrets_finalize;
}

static void
sa_memory_secrets_init (SaMemorySecrets *self)
{
  self->keys =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sa_secrets_free_key);
}

/**
 * sa_memory_secrets_new:
 *
 * Returns: (transfer full): a keeper of keys that forgets them with the process
 */
SaSecrets *
sa_memory_secrets_new (void)
{
  return g_object_new (SA_TYPE_MEMORY_SECRETS, NULL);
}
