/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "account/sa-account.h"
#include "audio/sa-clip.h"
#include "audio/sa-fit.h"
#include "library/sa-library.h"
#include "minimax/sa-client.h"
#include "minimax/sa-service-error.h"
#include "rules/sa-purpose.h"

#include "sa-retry.h"

G_BEGIN_DECLS

/* How often an upload is tried by itself. */
#define SA_UPLOAD_TRIES SA_RETRY_TRIES

typedef enum {
  SA_UPLOAD_READY,
  SA_UPLOAD_FITTING,
  SA_UPLOAD_FITTED,
  SA_UPLOAD_SENDING,
  SA_UPLOAD_WAITING, /* counting down to the next try */
  SA_UPLOAD_DONE,
  SA_UPLOAD_FAILED,
} SaUploadState;

/**
 * SaUploadJob:
 *
 * A prepared upload: the clip is made lawful for its purpose, looked up in the library by the hash of
 * the bytes that would be sent, and uploaded with the retry rules. It can be run again after a failure
 * and does not fit again.
 *
 * Properties to be read: `state`, `fraction` (of the state it is in), `done-bytes`, `total-bytes`,
 * `waiting-seconds` (to the next try, counted down; 0 when not waiting), `try` (1 to 4),
 * `wait-reason` (the plain words of why it waits, or %NULL).
 */
#define SA_TYPE_UPLOAD_JOB (sa_upload_job_get_type ())
G_DECLARE_FINAL_TYPE (SaUploadJob, sa_upload_job, SA, UPLOAD_JOB, GObject)

#define SA_TYPE_UPLOAD_STATE (sa_upload_state_get_type ())
GType sa_upload_state_get_type (void);

SaUploadJob *sa_upload_job_new (SaClip *clip,
                                SaPurpose purpose,
                                SaClient *client,
                                SaAccount *account,
                                SaLibrary *library);

SaUploadState sa_upload_job_get_state (SaUploadJob *self);
SaPurpose sa_upload_job_get_purpose (SaUploadJob *self);
double sa_upload_job_get_fraction (SaUploadJob *self);
gint64 sa_upload_job_get_done_bytes (SaUploadJob *self);
gint64 sa_upload_job_get_total_bytes (SaUploadJob *self);
guint sa_upload_job_get_waiting_seconds (SaUploadJob *self);
const char *sa_upload_job_get_wait_reason (SaUploadJob *self);
guint sa_upload_job_get_try (SaUploadJob *self);
SaFitted *sa_upload_job_get_fitted (SaUploadJob *self);
void sa_upload_job_set_service (SaUploadJob *self, SaClient *client, SaAccount *account);
gboolean sa_upload_job_get_reuse (SaUploadJob *self);
void sa_upload_job_set_reuse (SaUploadJob *self, gboolean reuse);
SaOutcome sa_upload_job_get_outcome (SaUploadJob *self);
gboolean sa_upload_job_was_reused (SaUploadJob *self);
void sa_upload_job_try_now (SaUploadJob *self);

void sa_upload_job_prepare_async (SaUploadJob *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean sa_upload_job_prepare_finish (SaUploadJob *self, GAsyncResult *result, GError **error);

void sa_upload_job_run_async (SaUploadJob *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
SaRemoteFile *sa_upload_job_run_finish (SaUploadJob *self, GAsyncResult *result, GError **error);

G_END_DECLS
