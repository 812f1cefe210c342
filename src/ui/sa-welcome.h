/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SA_TYPE_WELCOME (sa_welcome_get_type ())
G_DECLARE_FINAL_TYPE (SaWelcome, sa_welcome, SA, WELCOME, GtkWidget)

GtkWidget *sa_welcome_new (void);

G_END_DECLS
