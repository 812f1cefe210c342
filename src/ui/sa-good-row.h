/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sa-check-text.h"

G_BEGIN_DECLS

/**
 * SaGoodRow:
 *
 * Names the checks that are good, and unfolds the figures of all of them.
 */
#define SA_TYPE_GOOD_ROW (sa_good_row_get_type ())
G_DECLARE_FINAL_TYPE (SaGoodRow, sa_good_row, SA, GOOD_ROW, AdwExpanderRow)

GtkWidget *sa_good_row_new (void);
void sa_good_row_show (SaGoodRow *self, SaCheckGood good, const SaChecks *checks);

G_END_DECLS
