/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "jobs/sa-selection.h"

G_BEGIN_DECLS

/**
 * SaTimeEntry:
 *
 * An entry for the time at which a selection begins or ends. Its signal `refused` (string) says why
 * what was typed is not taken; with %NULL, that nothing is wrong any more.
 */
#define SA_TYPE_TIME_ENTRY (sa_time_entry_get_type ())
G_DECLARE_FINAL_TYPE (SaTimeEntry, sa_time_entry, SA, TIME_ENTRY, GtkWidget)

GtkWidget *sa_time_entry_new (SaSelection *selection, SaSelectionPart part);
void sa_time_entry_update (SaTimeEntry *self);
gboolean sa_time_entry_apply (SaTimeEntry *self);

G_END_DECLS
