/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/sa-draft.h"

G_BEGIN_DECLS

#define SA_TYPE_DEFAULTS (sa_defaults_get_type ())
G_DECLARE_FINAL_TYPE (SaDefaults, sa_defaults, SA, DEFAULTS, GObject)

SaDefaults *sa_defaults_new (SaDraft *draft);
GSettings *sa_defaults_get_settings (void);

G_END_DECLS
