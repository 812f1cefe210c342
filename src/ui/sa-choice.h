/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SaChoice:
 *
 * One line of a drop-down: its `id` is the API's value, its `name` what the user reads.
 */
#define SA_TYPE_CHOICE (sa_choice_get_type ())
G_DECLARE_FINAL_TYPE (SaChoice, sa_choice, SA, CHOICE, GObject)

/** SaChoiceFilter: Returns: whether the language whose API value is @id is offered */
typedef gboolean (*SaChoiceFilter) (const char *id, gpointer user_data);

SaChoice *sa_choice_new (const char *id, const char *name);
const char *sa_choice_get_id (SaChoice *self);
const char *sa_choice_get_name (SaChoice *self);

void sa_choice_fill_models (GtkDropDown *drop_down);
void sa_choice_fill_languages (GtkDropDown *drop_down);
void sa_choice_fill_some_languages (GtkDropDown *drop_down,
                                    SaChoiceFilter filter,
                                    gpointer user_data);
void sa_choice_name (GtkDropDown *drop_down, const char *name);
void sa_choice_bind_setting (GSettings *settings, const char *key, GtkDropDown *drop_down);

G_END_DECLS
