/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaCheckRow:
 *
 * What is wrong with a recording, in words and a figure, beside a button that helps; or that it was
 * mended, beside *Undo*. It stays the same row, so that the focus stays at its button.
 *
 * Signals: `clicked`.
 */
#define SA_TYPE_CHECK_ROW (sa_check_row_get_type ())
G_DECLARE_FINAL_TYPE (SaCheckRow, sa_check_row, SA, CHECK_ROW, AdwActionRow)

GtkWidget *sa_check_row_new (void);
void sa_check_row_show_problem (SaCheckRow *self,
                                const char *title,
                                const char *figure,
                                const char *button);
void sa_check_row_show_mended (SaCheckRow *self, const char *title, const char *subtitle);

G_END_DECLS
