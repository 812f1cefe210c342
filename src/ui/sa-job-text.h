/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/sa-clone-job.h"
#include "jobs/sa-retry.h"

G_BEGIN_DECLS

gboolean sa_job_text_is_shown (SaCloneJob *job, SaJobStep *step);
guint sa_job_text_count_steps (SaCloneJob *job, SaJobStep *step, guint *place);

const char *sa_job_text_step_title (SaCloneJob *job, SaJobStep *step);
char *sa_job_text_figure (SaJobStep *step);
const char *sa_job_text_problem (const GError *error);
const char *sa_job_text_advice (const GError *error);
char *sa_job_text_code (const GError *error);
char *sa_job_text_waiting (SaCloneJob *job);
char *sa_job_text_unknown (SaCloneJob *job);

char *sa_job_text_title (SaCloneJob *job);
char *sa_job_text_subtitle (SaCloneJob *job);
char *sa_job_text_note (SaCloneJob *job);
char *sa_job_text_sentence (SaCloneJob *job);
char *sa_job_text_detail (SaCloneJob *job);
char *sa_job_text_summary (SaCloneJob *job);

G_END_DECLS
