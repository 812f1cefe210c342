/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "audio/sa-take.h"
#include "rules/sa-purpose.h"

G_BEGIN_DECLS

/**
 * SaKeptRow:
 *
 * Offers takes that an earlier run left, one after the other: to be used or discarded.
 *
 * Signals: `use` (SaTake, SaPurpose), `discarded` (there is a way back).
 */
#define SA_TYPE_KEPT_ROW (sa_kept_row_get_type ())
G_DECLARE_FINAL_TYPE (SaKeptRow, sa_kept_row, SA, KEPT_ROW, AdwActionRow)

GtkWidget *sa_kept_row_new (void);
void sa_kept_row_add (SaKeptRow *self, GPtrArray *takes, SaPurpose purpose);
void sa_kept_row_undo_discard (SaKeptRow *self);
SaTake *sa_kept_row_steal (SaKeptRow *self, GFile *file);

G_END_DECLS
