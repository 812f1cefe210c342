/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sa-services.h"

G_BEGIN_DECLS

#define SA_TYPE_PREFERENCES (sa_preferences_get_type ())
G_DECLARE_FINAL_TYPE (SaPreferences, sa_preferences, SA, PREFERENCES, AdwPreferencesWindow)

SaPreferences *sa_preferences_new (GtkWindow *parent, SaServices *services);
void sa_preferences_focus_key (SaPreferences *self);

G_END_DECLS
