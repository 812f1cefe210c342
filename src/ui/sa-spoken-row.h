/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void sa_spoken_row_enable (GtkWidget *row);

G_END_DECLS
