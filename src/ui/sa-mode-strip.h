/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "account/sa-account.h"

G_BEGIN_DECLS

#define SA_TYPE_MODE_STRIP (sa_mode_strip_get_type ())
G_DECLARE_FINAL_TYPE (SaModeStrip, sa_mode_strip, SA, MODE_STRIP, GtkWidget)

GtkWidget *sa_mode_strip_new (void);
void sa_mode_strip_set_account (SaModeStrip *self, SaAccount *account);

G_END_DECLS
