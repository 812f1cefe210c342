/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "audio/sa-checks.h"
#include "jobs/sa-draft.h"

G_BEGIN_DECLS

#define SA_TYPE_CHECK_ROW (sa_check_row_get_type ())
G_DECLARE_FINAL_TYPE (SaCheckRow, sa_check_row, SA, CHECK_ROW, AdwActionRow)

GtkWidget *sa_check_row_new (SaDraft *draft, SaProblems problem, const SaChecks *checks);

G_END_DECLS
