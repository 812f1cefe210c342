/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "jobs/sa-clone-job.h"
#include "jobs/sa-key-trial.h"
#include "sa-waveform-view.h"

G_BEGIN_DECLS

#define SA_TYPE_JOB_PAGE (sa_job_page_get_type ())
G_DECLARE_FINAL_TYPE (SaJobPage, sa_job_page, SA, JOB_PAGE, GtkWidget)

GtkWidget *sa_job_page_new (void);
void sa_job_page_set_job (SaJobPage *self, SaCloneJob *job);
void sa_job_page_set_trial (SaJobPage *self, SaKeyTrial *trial);
void sa_job_page_set_notice (SaJobPage *self, const char *notice);
SaWaveformView *sa_job_page_get_waveform (SaJobPage *self);
gboolean sa_job_page_focus_button (SaJobPage *self);

G_END_DECLS
