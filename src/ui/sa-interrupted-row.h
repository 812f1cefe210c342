/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "library/sa-attempt.h"

G_BEGIN_DECLS

#define SA_TYPE_INTERRUPTED_ROW (sa_interrupted_row_get_type ())
G_DECLARE_FINAL_TYPE (SaInterruptedRow, sa_interrupted_row, SA, INTERRUPTED_ROW, AdwActionRow)

GtkWidget *sa_interrupted_row_new (void);
void sa_interrupted_row_set_attempt (SaInterruptedRow *self, const SaAttempt *attempt);

G_END_DECLS
