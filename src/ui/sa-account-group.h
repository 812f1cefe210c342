/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sa-services.h"

G_BEGIN_DECLS

#define SA_TYPE_ACCOUNT_GROUP (sa_account_group_get_type ())
G_DECLARE_FINAL_TYPE (SaAccountGroup, sa_account_group, SA, ACCOUNT_GROUP, AdwPreferencesGroup)

GtkWidget *sa_account_group_new (void);
void sa_account_group_set_services (SaAccountGroup *self, SaServices *services);
void sa_account_group_focus_key (SaAccountGroup *self);

G_END_DECLS
