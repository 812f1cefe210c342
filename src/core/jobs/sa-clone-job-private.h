/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sa-clone-job.h"
#include "sa-retry.h"
#include "sa-upload-job.h"

G_BEGIN_DECLS

/* The two files that a clone is made from. */
typedef enum {
  SA_CLONE_SAMPLE,
  SA_CLONE_PROMPT,
  SA_CLONE_N_FILES,
} SaCloneFile;

struct _SaCloneJob {
  GObject parent_instance;

  SaDraft *draft;
  SaClient *client;
  SaAccount *account;
  SaLibrary *library; /* nullable */
  GFile *previews_dir;
  gboolean fetch_preview;

  SaJobState state;
  SaJobStep *steps[SA_JOB_N_STEPS];
  GListStore *step_list;
  SaJobStep *step; /* borrowed from steps: the one that runs or failed */
  double progress;
  gint64 bytes_sent;
  gint64 bytes_total;

  /* While it runs. */
  GTask *task;
  GCancellable *cancellable;
  GCancellable *outer; /* the caller's */
  gulong outer_id;

  /* Waits: of the clone, or of the upload that runs. */
  SaRetry *retry;
  guint waiting_seconds;
  char *wait_reason;
  guint try;

  SaUploadJob *uploads[SA_CLONE_N_FILES];
  gint64 file_ids[SA_CLONE_N_FILES];
  gboolean
    remembered[SA_CLONE_N_FILES]; /* not uploaded just now, so the service may have lost it */
  gboolean uploaded_afresh;
  gboolean clone_in_flight;
  int forgetting; /* uploads that are being forgotten */
  gboolean library_failed;

  SaCloneAnswer *answer;
  GFile *preview;
  GError *error;
  SaOutcome outcome;
  GPtrArray *warnings; /* of char *, with a NULL at the end */

  gint64 attempt_id;
  gint64 created_at;
  char *consent_text;
  gint64 consent_at;
};

/* What the steps of a run tell the object (sa-clone-job.c). */
void sa_clone_job_set_state (SaCloneJob *self, SaJobState state);
void sa_clone_job_set_step (SaCloneJob *self, SaJobStep *step);
void sa_clone_job_set_waiting (SaCloneJob *self, guint seconds, const char *reason, guint try);
void sa_clone_job_take_error (SaCloneJob *self, GError *error, SaOutcome outcome);
void sa_clone_job_take_answer (SaCloneJob *self, SaCloneAnswer *answer);
void sa_clone_job_take_preview (SaCloneJob *self, GFile *preview);
void sa_clone_job_set_file_id (SaCloneJob *self, SaCloneFile file, gint64 file_id);
void sa_clone_job_add_warning (SaCloneJob *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void sa_clone_job_update_progress (SaCloneJob *self);

/* The run (sa-clone-run.c). */
void sa_clone_run_start (SaCloneJob *self);

/* What is stored of it (sa-clone-record.c). */
SaAttempt *sa_clone_record_attempt (SaCloneJob *self);
SaVoice *sa_clone_record_voice (SaCloneJob *self);
void sa_clone_record_restore (SaCloneJob *self, const SaAttempt *attempt);

G_END_DECLS
