/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sa-secrets.h"

G_BEGIN_DECLS

/**
 * SaAccountMode:
 * @SA_ACCOUNT_PRACTICE: the service inside this program
 * @SA_ACCOUNT_OFFICIAL: one of MiniMax's own hosts, with a key
 * @SA_ACCOUNT_CUSTOM: any other base URL, with or without a key
 */
typedef enum {
  SA_ACCOUNT_PRACTICE,
  SA_ACCOUNT_OFFICIAL,
  SA_ACCOUNT_CUSTOM,
} SaAccountMode;

/**
 * SaAccountOptions:
 * @base_url: (nullable): what --base-url says
 * @practice: --practice was given; it wins over everything
 * @require_account: never fall back to practice mode by itself: for the command line
 */
typedef struct {
  const char *base_url;
  gboolean practice;
  gboolean require_account;
} SaAccountOptions;

/**
 * SaAccount:
 *
 * Which service is asked, and with which key: immutable and reference-counted.
 */
typedef struct _SaAccount SaAccount;

#define SA_TYPE_ACCOUNT (sa_account_get_type ())
GType sa_account_get_type (void);

SaAccount *sa_account_new (const char *base_url, const char *key, GError **error);
SaAccount *sa_account_new_practice (const char *base_url, const char *token);
SaAccount *sa_account_new_in_other_region (SaAccount *self);
SaAccount *sa_account_ref (SaAccount *self);
void sa_account_unref (SaAccount *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaAccount, sa_account_unref)

SaAccountMode sa_account_get_mode (SaAccount *self);
const char *sa_account_get_base_url (SaAccount *self);
const char *sa_account_get_key (SaAccount *self);
const char *sa_account_get_host (SaAccount *self);
const char *sa_account_get_name (SaAccount *self);
const char *sa_account_get_label (SaAccount *self);

void sa_account_resolve_async (const SaAccountOptions *options,
                               SaSecrets *secrets,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
SaAccount *sa_account_resolve_finish (GAsyncResult *result, GError **error);

void sa_account_save_async (SaAccount *self,
                            SaSecrets *secrets,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean sa_account_save_finish (GAsyncResult *result, GError **error);
void sa_account_forget_async (SaAccount *self,
                              SaSecrets *secrets,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean sa_account_forget_finish (GAsyncResult *result, GError **error);

gboolean sa_account_is_from_environment (const SaAccountOptions *options);

G_END_DECLS
