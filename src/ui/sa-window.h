/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sa-services.h"

G_BEGIN_DECLS

#define SA_TYPE_WINDOW (sa_window_get_type ())
G_DECLARE_FINAL_TYPE (SaWindow, sa_window, SA, WINDOW, AdwApplicationWindow)

SaWindow *sa_window_new (AdwApplication *application, SaServices *services);
void sa_window_open (SaWindow *self, GFile *file);
void sa_window_welcome (SaWindow *self);

G_END_DECLS
