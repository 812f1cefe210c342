/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-upload-job.h"

#include <glib/gi18n-lib.h>

#include "minimax/sa-service-error.h"

#include "sa-retry.h"
#include "sa-sent-log.h"

struct _SaUploadJob {
  GObject parent_instance;

  SaClip *clip;
  SaPurpose purpose;
  SaClient *client;
  SaAccount *account;
  SaLibrary *library; /* nullable */
  SaRetry *retry;
  gboolean reuse;

  SaUploadState state;
  double fraction;
  gint64 done_bytes;
  gint64 total_bytes;
  SaFitted *fitted;
  SaRemoteFile *remote;
  gboolean was_reused;
  SaOutcome outcome; /* of the last try that failed */
};

G_DEFINE_ENUM_TYPE (SaUploadState,
                    sa_upload_state,
                    G_DEFINE_ENUM_VALUE (SA_UPLOAD_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (SA_UPLOAD_FITTING, "fitting"),
                    G_DEFINE_ENUM_VALUE (SA_UPLOAD_FITTED, "fitted"),
                    G_DEFINE_ENUM_VALUE (SA_UPLOAD_SENDING, "sending"),
                    G_DEFINE_ENUM_VALUE (SA_UPLOAD_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (SA_UPLOAD_DONE, "done"),
                    G_DEFINE_ENUM_VALUE (SA_UPLOAD_FAILED, "failed"))

G_DEFINE_FINAL_TYPE (SaUploadJob, sa_upload_job, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_STATE,
  PROP_FRACTION,
  PROP_DONE_BYTES,
  PROP_TOTAL_BYTES,
  PROP_WAITING_SECONDS,
  PROP_WAIT_REASON,
  PROP_TRY,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

static void
set_progress (SaUploadJob *self, gint64 done, gint64 total, double fraction)
{
  if (done != self->done_bytes) {
    self->done_bytes = done;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DONE_BYTES]);
  }
  if (total != self->total_bytes) {
    self->total_bytes = total;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TOTAL_BYTES]);
  }
  if (fraction != self->fraction) {
    self->fraction = fraction;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FRACTION]);
  }
}

static void
set_state (SaUploadJob *self, SaUploadState state)
{
  if (state == self->state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

static void
fail (GTask *task, GError *error)
{
  set_state (g_task_get_source_object (task), SA_UPLOAD_FAILED);
  g_task_return_error (task, error);
}

static void
succeed (GTask *task)
{
  SaUploadJob *self = g_task_get_source_object (task);
  gint64 bytes = sa_fitted_get_bytes (self->fitted);

  set_progress (self, bytes, bytes, 1);
  set_state (self, SA_UPLOAD_DONE);
  g_task_return_pointer (task, sa_remote_file_copy (self->remote),
                         (GDestroyNotify) sa_remote_file_free);
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  /* The upload is there all the same; it will only not be found again. */
  if (!sa_library_store_upload_finish (SA_LIBRARY (source), result, &error))
    g_message ("The upload could not be remembered: %s", error->message);
  succeed (task);
}

/* Remembers the upload before anybody hears of it. Not to be cancelled: the bytes have left. */
static void
store_upload (SaUploadJob *self, GTask *task)
{
  g_autoptr (SaUpload) upload = NULL;

  if (self->library == NULL || sa_fitted_get_sha256 (self->fitted) == NULL) {
    succeed (task);
    g_object_unref (task);
    return;
  }
  upload = sa_upload_new ();
  upload->sha256 = g_strdup (sa_fitted_get_sha256 (self->fitted));
  upload->host = g_strdup (sa_account_get_host (self->account));
  upload->account = g_strdup (sa_account_get_name (self->account));
  upload->purpose = self->purpose;
  upload->file_id = self->remote->file_id;
  upload->bytes = sa_fitted_get_bytes (self->fitted);
  upload->uploaded_at = g_get_real_time () / G_USEC_PER_SEC;
  upload->filename = g_strdup (sa_fitted_get_filename (self->fitted));
  upload->source = g_file_get_parse_name (sa_clip_get_file (self->clip));
  sa_library_store_upload_async (self->library, upload, NULL, on_stored, task);
}

static void send_file (SaUploadJob *self, GTask *task);

static void
on_waited (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SaUploadJob *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!sa_retry_wait_finish (SA_RETRY (source), result, &error)) {
    fail (task, error);
    return;
  }
  send_file (self, g_steal_pointer (&task));
}

static SaOutcome
judge_outcome (GAsyncResult *result, const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return sa_service_error_get_outcome (error);
  return sa_client_upload_was_sent (result) ? SA_OUTCOME_UNKNOWN : SA_OUTCOME_NOT_SENT;
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SaUploadJob *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->remote, sa_remote_file_free);
  self->remote = sa_client_upload_finish (SA_CLIENT (source), result, &error);
  if (self->remote != NULL) {
    store_upload (self, g_steal_pointer (&task));
    return;
  }
  self->outcome = judge_outcome (result, error);
  if (!sa_service_error_is_retryable_upload (error) || !sa_retry_may_try_again (self->retry)) {
    fail (task, g_steal_pointer (&error));
    return;
  }
  set_progress (self, 0, self->total_bytes, 0);
  set_state (self, SA_UPLOAD_WAITING);
  sa_retry_wait_async (self->retry, error, g_task_get_cancellable (task), on_waited,
                       g_object_ref (task));
}

static void
on_sent_some (gint64 done, gint64 total, gpointer user_data)
{
  SaUploadJob *self = SA_UPLOAD_JOB (user_data);

  if (self->state == SA_UPLOAD_SENDING && total > 0)
    set_progress (self, done, total, CLAMP ((double) done / (double) total, 0, 1));
}

/* What leaves is said as it is: a file that is sent untouched takes its tags along. */
static void
describe (SaUploadJob *self)
{
  g_autofree char *source = g_file_get_basename (sa_clip_get_file (self->clip));
  g_autofree char *name = g_filename_display_name (source);
  g_autofree char *content =
    g_strdup_printf (sa_fitted_is_untouched (self->fitted) ? _ ("%s: %s, with its tags") : "%s: %s",
                     name, sa_fitted_get_description (self->fitted));

  sa_sent_log_describe (self->client, self->purpose, content);
}

/* One try. Takes @task over. */
static void
send_file (SaUploadJob *self, GTask *task)
{
  describe (self);
  set_state (self, SA_UPLOAD_SENDING);
  set_progress (self, 0, sa_fitted_get_bytes (self->fitted), 0);
  sa_client_upload_async (self->client, sa_fitted_get_file (self->fitted),
                          sa_fitted_get_filename (self->fitted),
                          sa_fitted_get_media_type (self->fitted), self->purpose, on_sent_some,
                          self, g_task_get_cancellable (task), on_sent, task);
}

static SaRemoteFile *
remote_from_upload (const SaUpload *upload)
{
  SaRemoteFile *remote = sa_remote_file_new (upload->file_id);

  remote->bytes = upload->bytes;
  remote->created_at = upload->uploaded_at;
  remote->filename = g_strdup (upload->filename);
  remote->purpose = g_strdup (sa_purpose_to_string (upload->purpose));
  return remote;
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SaUploadJob *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaUpload) upload = NULL;

  upload = sa_library_find_upload_finish (SA_LIBRARY (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    fail (task, g_steal_pointer (&error));
    return;
  }
  if (upload == NULL) {
    send_file (self, g_steal_pointer (&task));
    return;
  }
  g_clear_pointer (&self->remote, sa_remote_file_free);
  self->remote = remote_from_upload (upload);
  self->was_reused = TRUE;
  succeed (task);
}

static void
on_prepared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SaUploadJob *self = SA_UPLOAD_JOB (source);
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!sa_upload_job_prepare_finish (self, result, &error)) {
    fail (task, error);
    return;
  }
  sa_retry_begin (self->retry);
  self->was_reused = FALSE;
  if (!self->reuse || self->library == NULL || sa_fitted_get_sha256 (self->fitted) == NULL) {
    send_file (self, g_steal_pointer (&task));
    return;
  }
  sa_library_find_upload_async (self->library, sa_fitted_get_sha256 (self->fitted),
                                sa_account_get_host (self->account),
                                sa_account_get_name (self->account), self->purpose,
                                g_task_get_cancellable (task), on_found, g_object_ref (task));
}

static void
on_fitted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SaUploadJob *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->fitted = sa_fit_finish (SA_CLIP (source), result, &error);
  if (self->fitted == NULL) {
    fail (task, error);
    return;
  }
  set_progress (self, 0, sa_fitted_get_bytes (self->fitted), 0);
  set_state (self, SA_UPLOAD_FITTED);
  g_task_return_boolean (task, TRUE);
}

static void
on_fitted_some (double done, gpointer user_data)
{
  SaUploadJob *self = SA_UPLOAD_JOB (user_data);

  if (self->state == SA_UPLOAD_FITTING)
    set_progress (self, 0, 0, CLAMP (done, 0, 1));
}

static void
on_retry_changed (SaUploadJob *self, GParamSpec *pspec)
{
  static const struct {
    const char *name;
    int prop;
  } forwarded[] = { { "waiting-seconds", PROP_WAITING_SECONDS },
                    { "reason", PROP_WAIT_REASON },
                    { "try", PROP_TRY } };

  for (gsize i = 0; i < G_N_ELEMENTS (forwarded); i++)
    if (g_str_equal (pspec->name, forwarded[i].name))
      g_object_notify_by_pspec (G_OBJECT (self), props[forwarded[i].prop]);
}

static void
sa_upload_job_dispose (GObject *object)
{
  SaUploadJob *self = SA_UPLOAD_JOB (object);

  g_clear_object (&self->clip);
  g_clear_object (&self->client);
  g_clear_pointer (&self->account, sa_account_unref);
  g_clear_object (&self->library);
  g_clear_object (&self->retry);
  g_clear_pointer (&self->fitted, sa_fitted_unref);
  g_clear_pointer (&self->remote, sa_remote_file_free);

  G_OBJECT_CLASS (sa_upload_job_parent_class)->dispose (object);
}

static void
sa_upload_job_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SaUploadJob *self = SA_UPLOAD_JOB (object);

  switch (id) {
  case PROP_STATE:
    g_value_set_enum (value, self->state);
    break;
  case PROP_FRACTION:
    g_value_set_double (value, self->fraction);
    break;
  case PROP_DONE_BYTES:
    g_value_set_int64 (value, self->done_bytes);
    break;
  case PROP_TOTAL_BYTES:
    g_value_set_int64 (value, self->total_bytes);
    break;
  case PROP_WAITING_SECONDS:
    g_value_set_uint (value, sa_upload_job_get_waiting_seconds (self));
    break;
  case PROP_WAIT_REASON:
    g_value_set_string (value, sa_upload_job_get_wait_reason (self));
    break;
  case PROP_TRY:
    g_value_set_uint (value, sa_upload_job_get_try (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

#define READABLE (G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS)

static void
sa_upload_job_class_init (SaUploadJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sa_upload_job_dispose;
  object_class->get_property = sa_upload_job_get_property;

  props[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, SA_TYPE_UPLOAD_STATE, SA_UPLOAD_READY, READABLE);
  props[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0, READABLE);
  props[PROP_DONE_BYTES] =
    g_param_spec_int64 ("done-bytes", NULL, NULL, 0, G_MAXINT64, 0, READABLE);
  props[PROP_TOTAL_BYTES] =
    g_param_spec_int64 ("total-bytes", NULL, NULL, 0, G_MAXINT64, 0, READABLE);
  props[PROP_WAITING_SECONDS] =
    g_param_spec_uint ("waiting-seconds", NULL, NULL, 0, SA_RETRY_MAX_WAIT_SECONDS, 0, READABLE);
  props[PROP_WAIT_REASON] = g_param_spec_string ("wait-reason", NULL, NULL, NULL, READABLE);
  props[PROP_TRY] = g_param_spec_uint ("try", NULL, NULL, 1, SA_RETRY_TRIES, 1, READABLE);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
sa_upload_job_init (SaUploadJob *self)
{
  self->reuse = TRUE;
  self->retry = sa_retry_new ();
  g_signal_connect_object (self->retry, "notify", G_CALLBACK (on_retry_changed), self,
                           G_CONNECT_SWAPPED);
}

/**
 * sa_upload_job_new:
 * @clip: what to upload
 * @purpose: what for
 * @client: the service
 * @account: whose upload it will be
 * @library: (nullable): where uploads are remembered and looked up
 *
 * Returns: (transfer full): a job that has not begun
 */
SaUploadJob *
sa_upload_job_new (SaClip *clip,
                   SaPurpose purpose,
                   SaClient *client,
                   SaAccount *account,
                   SaLibrary *library)
{
  SaUploadJob *self;

  g_return_val_if_fail (SA_IS_CLIP (clip), NULL);
  g_return_val_if_fail (SA_IS_CLIENT (client), NULL);
  g_return_val_if_fail (account != NULL, NULL);
  g_return_val_if_fail (library == NULL || SA_IS_LIBRARY (library), NULL);

  self = g_object_new (SA_TYPE_UPLOAD_JOB, NULL);
  self->clip = g_object_ref (clip);
  self->purpose = purpose;
  self->client = g_object_ref (client);
  self->account = sa_account_ref (account);
  g_set_object (&self->library, library);
  if (library != NULL)
    sa_sent_log_attach (client, account, library);
  return self;
}

SaUploadState
sa_upload_job_get_state (SaUploadJob *self)
{
  g_return_val_if_fail (SA_IS_UPLOAD_JOB (self), SA_UPLOAD_READY);

  return self->state;
}

SaPurpose
sa_upload_job_get_purpose (SaUploadJob *self)
{
  g_return_val_if_fail (SA_IS_UPLOAD_JOB (self), SA_PURPOSE_VOICE_CLONE);

  return self->purpose;
}

double
sa_upload_job_get_fraction (SaUploadJob *self)
{
  g_return_val_if_fail (SA_IS_UPLOAD_JOB (self), 0);

  return self->fraction;
}

gint64
sa_upload_job_get_done_bytes (SaUploadJob *self)
{
  g_return_val_if_fail (SA_IS_UPLOAD_JOB (self), 0);

  return self->done_bytes;
}

gint64
sa_upload_job_get_total_bytes (SaUploadJob *self)
{
  g_return_val_if_fail (SA_IS_UPLOAD_JOB (self), 0);

  return self->total_bytes;
}

guint
sa_upload_job_get_waiting_seconds (SaUploadJob *self)
{
  g_return_val_if_fail (SA_IS_UPLOAD_JOB (self), 0);

  return self->retry != NULL ? sa_retry_get_waiting_seconds (self->retry) : 0;
}

const char *
sa_upload_job_get_wait_reason (SaUploadJob *self)
{
  g_return_val_if_fail (SA_IS_UPLOAD_JOB (self), NULL);

  return self->retry != NULL ? sa_retry_get_reason (self->retry) : NULL;
}

guint
sa_upload_job_get_try (SaUploadJob *self)
{
  g_return_val_if_fail (SA_IS_UPLOAD_JOB (self), 1);

  return self->retry != NULL ? sa_retry_get_try (self->retry) : 1;
}

/**
 * sa_upload_job_get_fitted:
 * @self: a job
 *
 * Returns: (transfer none) (nullable): what is sent, once it is prepared
 */
SaFitted *
sa_upload_job_get_fitted (SaUploadJob *self)
{
  g_return_val_if_fail (SA_IS_UPLOAD_JOB (self), NULL);

  return self->fitted;
}

/**
 * sa_upload_job_set_service:
 * @self: a job that is not running
 * @client: another service
 * @account: another account
 *
 * The next run uploads there. What was fitted stays fitted.
 */
void
sa_upload_job_set_service (SaUploadJob *self, SaClient *client, SaAccount *account)
{
  g_return_if_fail (SA_IS_UPLOAD_JOB (self));
  g_return_if_fail (SA_IS_CLIENT (client));
  g_return_if_fail (account != NULL);

  g_set_object (&self->client, client);
  sa_account_unref (self->account);
  self->account = sa_account_ref (account);
}

gboolean
sa_upload_job_get_reuse (SaUploadJob *self)
{
  g_return_val_if_fail (SA_IS_UPLOAD_JOB (self), FALSE);

  return self->reuse;
}

/**
 * sa_upload_job_set_reuse:
 * @self: a job
 * @reuse: whether an upload of the same bytes that is remembered is taken instead of a new one
 */
void
sa_upload_job_set_reuse (SaUploadJob *self, gboolean reuse)
{
  g_return_if_fail (SA_IS_UPLOAD_JOB (self));

  self->reuse = !!reuse;
}

/**
 * sa_upload_job_get_outcome:
 * @self: a job that failed
 *
 * Returns: what may have become of the last try, also if it was cancelled
 */
SaOutcome
sa_upload_job_get_outcome (SaUploadJob *self)
{
  g_return_val_if_fail (SA_IS_UPLOAD_JOB (self), SA_OUTCOME_UNKNOWN);

  return self->outcome;
}

/**
 * sa_upload_job_was_reused:
 * @self: a job that is done
 *
 * Returns: whether nothing was sent, because the service held the same bytes already
 */
gboolean
sa_upload_job_was_reused (SaUploadJob *self)
{
  g_return_val_if_fail (SA_IS_UPLOAD_JOB (self), FALSE);

  return self->was_reused;
}

/**
 * sa_upload_job_try_now:
 * @self: a job
 *
 * Ends a wait between two tries at once.
 */
void
sa_upload_job_try_now (SaUploadJob *self)
{
  g_return_if_fail (SA_IS_UPLOAD_JOB (self));

  if (self->retry != NULL)
    sa_retry_try_now (self->retry);
}

/**
 * sa_upload_job_prepare_async:
 * @self: a job
 * @cancellable: (nullable): to stop it
 * @callback: called when the file is ready to be sent
 * @user_data: for @callback
 *
 * Makes the clip lawful for its purpose, without sending anything. What is ready already, and whose
 * source did not change since, is not made again. Fails with %SA_RULES_ERROR or %SA_AUDIO_ERROR.
 */
void
sa_upload_job_prepare_async (SaUploadJob *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SA_IS_UPLOAD_JOB (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sa_upload_job_prepare_async);
  if (self->fitted != NULL && sa_fitted_is_current (self->fitted, NULL)) {
    g_task_return_boolean (task, TRUE);
    return;
  }
  g_clear_pointer (&self->fitted, sa_fitted_unref);
  set_progress (self, 0, 0, 0);
  set_state (self, SA_UPLOAD_FITTING);
  sa_fit_async (self->clip, self->purpose, NULL, on_fitted_some, self, cancellable, on_fitted,
                g_object_ref (task));
}

gboolean
sa_upload_job_prepare_finish (SaUploadJob *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sa_upload_job_run_async:
 * @self: a job that is not running
 * @cancellable: (nullable): to stop it at any point
 * @callback: called when the service holds the file
 * @user_data: for @callback
 *
 * Prepares, looks up and uploads, and tries again by itself where that is right: on the service's rate
 * limits, on HTTP 429 and 502 to 504, after a lost connection or a timeout.
 */
void
sa_upload_job_run_async (SaUploadJob *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SA_IS_UPLOAD_JOB (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sa_upload_job_run_async);
  g_task_set_check_cancellable (task, FALSE);
  self->outcome = SA_OUTCOME_NOT_SENT;
  sa_upload_job_prepare_async (self, cancellable, on_prepared, task);
}

/**
 * sa_upload_job_run_finish:
 * @self: a job
 * @result: what the callback got
 * @error: %SA_RULES_ERROR, %SA_AUDIO_ERROR, %SA_SERVICE_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the file as the service knows it
 */
SaRemoteFile *
sa_upload_job_run_finish (SaUploadJob *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
