/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "jobs/sa-clone-job.h"

G_BEGIN_DECLS

#define SA_TYPE_RESULT_PAGE (sa_result_page_get_type ())
G_DECLARE_FINAL_TYPE (SaResultPage, sa_result_page, SA, RESULT_PAGE, GtkWidget)

GtkWidget *sa_result_page_new (void);
void sa_result_page_set_job (SaResultPage *self, SaCloneJob *job);
void sa_result_page_stop_playing (SaResultPage *self);
gboolean sa_result_page_focus_button (SaResultPage *self);

G_END_DECLS
