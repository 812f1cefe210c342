/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "jobs/sa-clone-job.h"
#include "jobs/sa-key-trial.h"

G_BEGIN_DECLS

#define SA_TYPE_STEP_ROW (sa_step_row_get_type ())
G_DECLARE_FINAL_TYPE (SaStepRow, sa_step_row, SA, STEP_ROW, GtkListBoxRow)

GtkWidget *sa_step_row_new (SaCloneJob *job, SaJobStep *step);
SaJobStep *sa_step_row_get_step (SaStepRow *self);
void sa_step_row_set_trial (SaStepRow *self, SaKeyTrial *trial);
void sa_step_row_set_notice (SaStepRow *self, const char *notice);
gboolean sa_step_row_focus_button (SaStepRow *self);

G_END_DECLS
