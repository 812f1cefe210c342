/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sa-keyring-secrets.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#include "sa-memory-secrets.h"

/*
 * The desktop's keyring, through libsecret's calls for passwords: those also work in a sandbox, where a
 * portal stands in for the Secret Service. Only the asynchronous ones: a keyring may ask for its password.
 */
struct _SaKeyringSecrets {
  GObject parent_instance;

  gboolean may_prompt;
  SaSecrets *memory; /* what the keyring did not take */
  gboolean fell_back;
};

static const SecretSchema schema = {
  "io.github.soundalike.Soundalike.Key",
  SECRET_SCHEMA_NONE,
  { { "host", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

/* What a call needs until it is done. */
typedef struct {
  char *host;
  char *key; /* of a store */
} Call;

static void
call_free (Call *call)
{
  g_free (call->host);
  sa_secrets_free_key (call->key);
  g_free (call);
}

static GTask *
call_new (SaKeyringSecrets *self,
          const char *host,
          const char *key,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Call *call = g_new0 (Call, 1);

  call->host = g_strdup (host);
  call->key = g_strdup (key);
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);

  return task;
}

static GHashTable *
get_attributes (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  GHashTable *attributes = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (attributes, (gpointer) "host", call->host);

  return attributes;
}

/* There is no keyring on this bus, or no bus. */
static gboolean
is_missing (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ||
         error->domain == G_SPAWN_ERROR || error->domain == G_SPAWN_EXIT_ERROR;
}

static void
on_retrieved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  SecretValue *value =
    secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (source), result, &error);
  const char *text = value ? secret_value_get_text (value) : NULL;

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_strdup (text), (GDestroyNotify) sa_secrets_free_key);

  g_clear_pointer (&value, secret_value_unref);
}

static void
on_searched (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autolist (GObject) items = secret_password_search_finish (result, &error);

  if (error != NULL) {
    if (is_missing (error)) {
      g_error_free (error);
      g_task_return_pointer (task, NULL, NULL);
    } else {
      g_task_return_error (task, error);
    }
    return;
  }

  if (items == NULL) {
    g_task_return_pointer (task, NULL, NULL);
    return;
  }

  if (SECRET_IS_ITEM (items->data) && secret_item_get_locked (SECRET_ITEM (items->data))) {
    g_task_return_new_error (task, SECRET_ERROR, SECRET_ERROR_IS_LOCKED,
                             _ ("The keyring is locked"));
    return;
  }

  secret_retrievable_retrieve_secret (SECRET_RETRIEVABLE (items->data),
                                      g_task_get_cancellable (task), on_retrieved,
                                      g_object_ref (task));
}

static void
on_memory_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SaKeyringSecrets *self = g_task_get_source_object (task);
  SecretSearchFlags flags = SECRET_SEARCH_LOAD_SECRETS;
  g_autoptr (GHashTable) attributes = get_attributes (task);
  GError *error = NULL;
  char *key = sa_secrets_lookup_finish (SA_SECRETS (source), result, &error);

  if (error != NULL) {
    g_task_return_error (task, error);
    return;
  }
  if (key != NULL) {
    g_task_return_pointer (task, key, (GDestroyNotify) sa_secrets_free_key);
    return;
  }

  if (self->may_prompt)
    flags |= SECRET_SEARCH_UNLOCK;

  secret_password_searchv (&schema, attributes, flags, g_task_get_cancellable (task), on_searched,
                           g_object_ref (task));
}

static void
sa_keyring_secrets_lookup_async (SaSecrets *secrets,
                                 const char *host,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  SaKeyringSecrets *self = SA_KEYRING_SECRETS (secrets);
  g_autoptr (GTask) task = call_new (self, host, NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sa_keyring_secrets_lookup_async);
  sa_secrets_lookup_async (self->memory, host, cancellable, on_memory_looked_up,
                           g_object_ref (task));
}

static char *
sa_keyring_secrets_lookup_finish (SaSecrets *secrets, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, secrets), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_memory_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SaKeyringSecrets *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!sa_secrets_store_finish (SA_SECRETS (source), result, &error)) {
    g_task_return_error (task, error);
    return;
  }

  self->fell_back = TRUE;
  g_task_return_boolean (task, TRUE);
}

/* Where the keyring cannot be used, the key is kept in memory only, and never in a file. */
static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SaKeyringSecrets *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (secret_password_store_finish (result, &error)) {
    self->fell_back = FALSE;
    g_task_return_boolean (task, TRUE);
    return;
  }

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  g_debug ("The keyring does not take the key: %s", error->message);
  sa_secrets_store_async (self->memory, call->host, call->key, g_task_get_cancellable (task),
                          on_memory_stored, g_object_ref (task));
}

static void
on_memory_cleared_for_store (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  g_autoptr (GHashTable) attributes = get_attributes (task);
  g_autofree char *label = NULL;
  GError *error = NULL;

  if (!sa_secrets_clear_finish (SA_SECRETS (source), result, &error)) {
    g_task_return_error (task, error);
    return;
  }

  /* Translators: the label of a key in the keyring; %s is a host's name */
  label = g_strdup_printf (_ ("Soundalike: key for %s"), call->host);
  secret_password_storev (&schema, attributes, SECRET_COLLECTION_DEFAULT, label, call->key,
                          g_task_get_cancellable (task), on_stored, g_object_ref (task));
}

static void
sa_keyring_secrets_store_async (SaSecrets *secrets,
                                const char *host,
                                const char *key,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  SaKeyringSecrets *self = SA_KEYRING_SECRETS (secrets);
  g_autoptr (GTask) task = call_new (self, host, key, cancellable, callback, user_data);

  g_task_set_source_tag (task, sa_keyring_secrets_store_async);
  sa_secrets_clear_async (self->memory, host, cancellable, on_memory_cleared_for_store,
                          g_object_ref (task));
}

static void
on_cleared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  secret_password_clear_finish (result, &error);
  if (error != NULL && !is_missing (error)) {
    g_task_return_error (task, error);
    return;
  }

  g_clear_error (&error);
  g_task_return_boolean (task, TRUE);
}

static void
on_memory_cleared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GHashTable) attributes = get_attributes (task);
  GError *error = NULL;

  if (!sa_secrets_clear_finish (SA_SECRETS (source), result, &error)) {
    g_task_return_error (task, error);
    return;
  }

  secret_password_clearv (&schema, attributes, g_task_get_cancellable (task), on_cleared,
                          g_object_ref (task));
}

static void
sa_keyring_secrets_clear_async (SaSecrets *secrets,
                                const char *host,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  SaKeyringSecrets *self = SA_KEYRING_SECRETS (secrets);
  g_autoptr (GTask) task = call_new (self, host, NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sa_keyring_secrets_clear_async);
  sa_secrets_clear_async (self->memory, host, cancellable, on_memory_cleared, g_object_ref (task));
}

static gboolean
sa_keyring_secrets_boolean_finish (SaSecrets *secrets, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, secrets), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
sa_keyring_secrets_is_lasting (SaSecrets *secrets)
{
  return !SA_KEYRING_SECRETS (secrets)->fell_back;
}

static void
sa_keyring_secrets_iface_init (SaSecretsInterface *iface)
{
  iface->lookup_async = sa_keyring_secrets_lookup_async;
  iface->lookup_finish = sa_keyring_secrets_lookup_finish;
  iface->store_async = sa_keyring_secrets_store_async;
  iface->store_finish = sa_keyring_secrets_boolean_finish;
  iface->clear_async = sa_keyring_secrets_clear_async;
  iface->clear_finish = sa_keyring_secrets_boolean_finish;
  iface->is_lasting = sa_keyring_secrets_is_lasting;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SaKeyringSecrets,
                               sa_keyring_secrets,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SA_TYPE_SECRETS,
                                                      sa_keyring_secrets_iface_init))

static void
sa_keyring_secrets_finalize (GObject *object)
{
  SaKeyringSecrets *self = SA_KEYRING_SECRETS (object);

  g_object_unref (self->memory);

  G_OBJECT_CLASS (sa_keyring_secrets_parent_class)->finalize (object);
}

static void
sa_keyring_secrets_class_init (SaKeyringSecretsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sa_keyring_secrets_finalize;
}

static void
sa_keyring_secrets_init (SaKeyringSecrets *self)
{
  self->memory = sa_memory_secrets_new ();
}

/**
 * sa_keyring_secrets_new:
 * @may_prompt: whether a locked keyring may ask the user to unlock it when a key is looked up; a program
 *   without a window gets %SECRET_ERROR_IS_LOCKED instead
 *
 * Returns: (transfer full): a keeper of keys that uses the desktop's keyring. Where there is none, it finds
 *   nothing, and keeps what is stored in memory; see sa_secrets_is_lasting().
 */
SaSecrets *
sa_keyring_secrets_new (gboolean may_prompt)
{
  SaKeyringSecrets *self = g_object_new (SA_TYPE_KEYRING_SECRETS, NULL);

  self->may_prompt = may_prompt;

  return SA_SECRETS (self);
}
