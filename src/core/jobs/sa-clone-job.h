/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "account/sa-account.h"
#include "library/sa-library.h"
#include "minimax/sa-client.h"
#include "minimax/sa-service-error.h"

#include "sa-draft.h"
#include "sa-job-state.h"
#include "sa-job-step.h"

G_BEGIN_DECLS

/**
 * SaCloneJob:
 *
 * Prepares the audio, uploads the sample and the prompt clip, clones the voice, fetches the preview and
 * stores all of it. Its states and the allowed ways between them are one table.
 *
 * Properties to be read: `state`; `steps` (a #GListModel of the five #SaJobStep), `step` (the one that
 * runs or failed, or %NULL), `progress` (0 to 1, of the whole job), `bytes-sent`, `bytes-total`,
 * `waiting-seconds` (to the next try, counted down; 0 when not waiting), `wait-reason`, `try`, `error`
 * (boxed #GError or %NULL), `warnings` (strv), `voice-made` (the service said yes), `safe-to-cancel`
 * (nothing of the clone has left yet).
 */
#define SA_TYPE_CLONE_JOB (sa_clone_job_get_type ())
G_DECLARE_FINAL_TYPE (SaCloneJob, sa_clone_job, SA, CLONE_JOB, GObject)

SaCloneJob *sa_clone_job_new (SaDraft *draft,
                              SaClient *client,
                              SaAccount *account,
                              SaLibrary *library,
                              GFile *previews_dir);
SaCloneJob *sa_clone_job_new_from_attempt (const SaAttempt *attempt,
                                           SaClient *client,
                                           SaAccount *account,
                                           SaLibrary *library,
                                           GFile *previews_dir,
                                           GError **error);

void sa_clone_job_run_async (SaCloneJob *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean sa_clone_job_run_finish (SaCloneJob *self, GAsyncResult *result, GError **error);
void sa_clone_job_cancel (SaCloneJob *self);
void sa_clone_job_try_now (SaCloneJob *self);
void sa_clone_job_clone_again (SaCloneJob *self);
gboolean sa_clone_job_set_service (SaCloneJob *self, SaClient *client, SaAccount *account);

SaDraft *sa_clone_job_get_draft (SaCloneJob *self);
SaAccount *sa_clone_job_get_account (SaCloneJob *self);
SaJobState sa_clone_job_get_state (SaCloneJob *self);
GListModel *sa_clone_job_get_steps (SaCloneJob *self);
SaJobStep *sa_clone_job_get_step (SaCloneJob *self);
double sa_clone_job_get_progress (SaCloneJob *self);
gint64 sa_clone_job_get_bytes_sent (SaCloneJob *self);
gint64 sa_clone_job_get_bytes_total (SaCloneJob *self);
guint sa_clone_job_get_waiting_seconds (SaCloneJob *self);
const char *sa_clone_job_get_wait_reason (SaCloneJob *self);
guint sa_clone_job_get_try (SaCloneJob *self);
const GError *sa_clone_job_get_error (SaCloneJob *self);
SaOutcome sa_clone_job_get_outcome (SaCloneJob *self);
const char *const *sa_clone_job_get_warnings (SaCloneJob *self);
gboolean sa_clone_job_get_voice_made (SaCloneJob *self);
gboolean sa_clone_job_get_safe_to_cancel (SaCloneJob *self);

gboolean sa_clone_job_get_fetch_preview (SaCloneJob *self);
void sa_clone_job_set_fetch_preview (SaCloneJob *self, gboolean fetch_preview);

const SaCloneAnswer *sa_clone_job_get_answer (SaCloneJob *self);
gint64 sa_clone_job_get_sample_file_id (SaCloneJob *self);
gint64 sa_clone_job_get_prompt_file_id (SaCloneJob *self);
GFile *sa_clone_job_get_preview (SaCloneJob *self);
const char *sa_clone_job_get_trace_id (SaCloneJob *self);
gint64 sa_clone_job_get_attempt_id (SaCloneJob *self);

G_END_DECLS
