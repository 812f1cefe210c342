/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SaFileChosenFunc:
 * @file: what the user picked
 * @user_data: (type GObject): the object that asked
 */
typedef void (*SaFileChosenFunc) (GFile *file, gpointer user_data);

void sa_file_chooser_open_speech (GtkWidget *parent, SaFileChosenFunc chosen, gpointer object);
void sa_file_chooser_open_prompt (GtkWidget *parent, SaFileChosenFunc chosen, gpointer object);
void sa_file_chooser_save_copy (GtkWidget *parent,
                                const char *title,
                                const char *name,
                                GFile *source,
                                const char *saved);

G_END_DECLS
