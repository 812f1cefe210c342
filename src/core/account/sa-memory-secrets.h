/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sa-secrets.h"

G_BEGIN_DECLS

#define SA_TYPE_MEMORY_SECRETS (sa_memory_secrets_get_type ())
G_DECLARE_FINAL_TYPE (SaMemorySecrets, sa_memory_secrets, SA, MEMORY_SECRETS, GObject)

SaSecrets *sa_memory_secrets_new (void);

G_END_DECLS
