/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The steps of a clone job, in the order in which they are shown. */
typedef enum {
  SA_JOB_STEP_PREPARE,
  SA_JOB_STEP_UPLOAD_SAMPLE,
  SA_JOB_STEP_UPLOAD_PROMPT,
  SA_JOB_STEP_CLONE,
  SA_JOB_STEP_FETCH,
  SA_JOB_N_STEPS,
} SaJobStepKind;

typedef enum {
  SA_JOB_STEP_PENDING,
  SA_JOB_STEP_RUNNING,
  SA_JOB_STEP_WAITING, /* counting down to the next try */
  SA_JOB_STEP_DONE,
  SA_JOB_STEP_SKIPPED, /* nothing to do: no prompt clip, no preview, an upload that is there already */
  SA_JOB_STEP_FAILED,
} SaJobStepStatus;

/**
 * SaJobStep:
 *
 * One line of a job's progress, to be read only. Properties: `kind`, `status`, `done-bytes` and
 * `total-bytes` (0 while unknown), `fraction` (0 to 1), `seconds` (how long it took so far, or altogether; updated
 * with the progress) and `detail` (a small line such as "42.0 s as 16-bit WAV, 48 kHz, mono", or %NULL).
 */
#define SA_TYPE_JOB_STEP (sa_job_step_get_type ())
G_DECLARE_FINAL_TYPE (SaJobStep, sa_job_step, SA, JOB_STEP, GObject)

#define SA_TYPE_JOB_STEP_KIND (sa_job_step_kind_get_type ())
GType sa_job_step_kind_get_type (void);
#define SA_TYPE_JOB_STEP_STATUS (sa_job_step_status_get_type ())
GType sa_job_step_status_get_type (void);

SaJobStep *sa_job_step_new (SaJobStepKind kind);

SaJobStepKind sa_job_step_get_kind (SaJobStep *self);
SaJobStepStatus sa_job_step_get_status (SaJobStep *self);
gint64 sa_job_step_get_done_bytes (SaJobStep *self);
gint64 sa_job_step_get_total_bytes (SaJobStep *self);
double sa_job_step_get_fraction (SaJobStep *self);
double sa_job_step_get_seconds (SaJobStep *self);
const char *sa_job_step_get_detail (SaJobStep *self);
const char *sa_job_step_get_title (SaJobStep *self);

/* For the jobs that own the step. */
void sa_job_step_set_status (SaJobStep *self, SaJobStepStatus status);
void sa_job_step_set_bytes (SaJobStep *self, gint64 done, gint64 total);
void sa_job_step_set_fraction (SaJobStep *self, double fraction);
void sa_job_step_set_detail (SaJobStep *self, const char *detail);

G_END_DECLS
