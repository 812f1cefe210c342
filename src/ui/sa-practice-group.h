/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sa-services.h"

G_BEGIN_DECLS

#define SA_TYPE_PRACTICE_GROUP (sa_practice_group_get_type ())
G_DECLARE_FINAL_TYPE (SaPracticeGroup, sa_practice_group, SA, PRACTICE_GROUP, AdwPreferencesGroup)

void sa_practice_group_set_services (SaPracticeGroup *self, SaServices *services);

G_END_DECLS
