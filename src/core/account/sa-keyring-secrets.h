/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sa-secrets.h"

G_BEGIN_DECLS

#define SA_TYPE_KEYRING_SECRETS (sa_keyring_secrets_get_type ())
G_DECLARE_FINAL_TYPE (SaKeyringSecrets, sa_keyring_secrets, SA, KEYRING_SECRETS, GObject)

SaSecrets *sa_keyring_secrets_new (gboolean may_prompt);

G_END_DECLS
