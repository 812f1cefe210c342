/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "audio/sa-recorder.h"

G_BEGIN_DECLS

/**
 * SaTakeRow:
 *
 * What can be done with the take that a card holds: record more at its end, save it, discard it.
 */
#define SA_TYPE_TAKE_ROW (sa_take_row_get_type ())
G_DECLARE_FINAL_TYPE (SaTakeRow, sa_take_row, SA, TAKE_ROW, AdwActionRow)

GtkWidget *sa_take_row_new (void);
void sa_take_row_set_recorder (SaTakeRow *self, SaRecorder *recorder);

G_END_DECLS
