/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "jobs/sa-key-trial.h"

G_BEGIN_DECLS

#define SA_TYPE_KEY_RESULT (sa_key_result_get_type ())
G_DECLARE_FINAL_TYPE (SaKeyResult, sa_key_result, SA, KEY_RESULT, AdwPreferencesRow)

GtkWidget *sa_key_result_new (void);
void sa_key_result_set_trial (SaKeyResult *self, SaKeyTrial *trial);

G_END_DECLS
