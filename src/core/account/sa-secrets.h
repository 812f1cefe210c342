/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SaSecrets:
 *
 * Where keys are kept, each for the host it was stored for ("api.minimax.io", "127.0.0.1:8080"; see
 * sa_base_url_get_host()). #SaKeyringSecrets is the desktop's keyring, #SaMemorySecrets its twin that
 * forgets with the process.
 */
#define SA_TYPE_SECRETS (sa_secrets_get_type ())
G_DECLARE_INTERFACE (SaSecrets, sa_secrets, SA, SECRETS, GObject)

struct _SaSecretsInterface {
  GTypeInterface parent;

  void (*lookup_async) (SaSecrets *self,
                        const char *host,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
  char *(*lookup_finish) (SaSecrets *self, GAsyncResult *result, GError **error);
  void (*store_async) (SaSecrets *self,
                       const char *host,
                       const char *key,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
  gboolean (*store_finish) (SaSecrets *self, GAsyncResult *result, GError **error);
  void (*clear_async) (SaSecrets *self,
                       const char *host,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
  gboolean (*clear_finish) (SaSecrets *self, GAsyncResult *result, GError **error);
  gboolean (*is_lasting) (SaSecrets *self);
};

void sa_secrets_lookup_async (SaSecrets *self,
                              const char *host,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
char *sa_secrets_lookup_finish (SaSecrets *self, GAsyncResult *result, GError **error);
void sa_secrets_store_async (SaSecrets *self,
                             const char *host,
                             const char *key,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean sa_secrets_store_finish (SaSecrets *self, GAsyncResult *result, GError **error);
void sa_secrets_clear_async (SaSecrets *self,
                             const char *host,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean sa_secrets_clear_finish (SaSecrets *self, GAsyncResult *result, GError **error);
gboolean sa_secrets_is_lasting (SaSecrets *self);

void sa_secrets_free_key (char *key);

G_END_DECLS
