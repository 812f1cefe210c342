/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "account/sa-account.h"
#include "library/sa-library.h"
#include "minimax/sa-client.h"

G_BEGIN_DECLS

/**
 * SaServices:
 *
 * What the window works with, opened after it is shown: the account, its client, the library, and in
 * practice mode the server inside the program. Properties to be read: `account`, `client`, `library`
 * (each %NULL until it is there), `ready` and `problem` (why there is no service, or %NULL). `account`
 * and what comes with it may change while the program runs, but not while it is `busy`.
 */
#define SA_TYPE_SERVICES (sa_services_get_type ())
G_DECLARE_FINAL_TYPE (SaServices, sa_services, SA, SERVICES, GObject)

/**
 * SaKeyPlace:
 * @SA_KEY_PLACE_NONE: there is no key
 * @SA_KEY_PLACE_ENVIRONMENT: MINIMAX_API_KEY holds it
 * @SA_KEY_PLACE_KEYRING: the desktop's keyring keeps it
 * @SA_KEY_PLACE_MEMORY: there is no keyring: it is forgotten with the program
 *
 * Where the key in use is kept.
 */
typedef enum {
  SA_KEY_PLACE_NONE,
  SA_KEY_PLACE_ENVIRONMENT,
  SA_KEY_PLACE_KEYRING,
  SA_KEY_PLACE_MEMORY,
} SaKeyPlace;

SaServices *sa_services_new (gboolean practice);
void sa_services_start (SaServices *self);

gboolean sa_services_get_practice (SaServices *self);
SaAccount *sa_services_get_account (SaServices *self);
SaClient *sa_services_get_client (SaServices *self);
SaLibrary *sa_services_get_library (SaServices *self);
GFile *sa_services_get_previews_dir (SaServices *self);
gboolean sa_services_get_ready (SaServices *self);
const char *sa_services_get_problem (SaServices *self);
const char *sa_services_get_library_problem (SaServices *self);
SaSecrets *sa_services_get_secrets (SaServices *self);
SaKeyPlace sa_services_get_key_place (SaServices *self);

gboolean sa_services_get_busy (SaServices *self);
void sa_services_set_busy (SaServices *self, gboolean busy);

gboolean sa_services_use_practice (SaServices *self, GError **error);
void sa_services_use_account_async (SaServices *self,
                                    SaAccount *account,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean sa_services_use_account_finish (SaServices *self, GAsyncResult *result, GError **error);
void sa_services_remove_account_async (SaServices *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean sa_services_remove_account_finish (SaServices *self, GAsyncResult *result, GError **error);

G_END_DECLS
