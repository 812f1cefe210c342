/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account/sa-account.h"
#include "waiting.h"

SaAccount *resolve (const SaAccountOptions *options,
                    SaSecrets *secrets,
                    GCancellable *cancellable,
                    GError **error);
char *look_up (SaSecrets *secrets, const char *host, GCancellable *cancellable, GError **error);
gboolean store (SaSecrets *secrets, const char *host, const char *key, GError **error);
gboolean clear (SaSecrets *secrets, const char *host, GError **error);

void clear_environment (void);

/* A keyring that answers only when it is no longer waited for, like one that asks for its password. */
SaSecrets *silent_secrets_new (void);
