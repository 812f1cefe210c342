/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-key-check.h"

#include <glib/gi18n-lib.h>

#include "sa-service-error.h"

/* A file that no account holds: services count upwards or by time, and neither comes near this. */
#define NO_FILE_ID G_MAXINT64

/* The service's codes that matter here (MiniMax API, Error Code Reference). A clone of a file that
 * does not exist is answered by the first where cloning is allowed, and by the second where it is
 * not: neither costs anything. */
#define CODE_BAD_PARAMETERS 2013
#define CODE_MAY_NOT_CLONE 2038
#define CODE_NOT_AUTHORIZED 1004
#define CODE_INVALID_KEY 2049
#define HTTP_UNAUTHORIZED 401

static SaKeyCheck *
sa_key_check_new (SaKeyVerdict verdict, GError *answer)
{
  SaKeyCheck *self = g_new0 (SaKeyCheck, 1);

  self->verdict = verdict;
  self->answer = answer;

  return self;
}

/**
 * sa_key_check_free:
 * @self: (nullable) (transfer full): a result
 */
void
sa_key_check_free (SaKeyCheck *self)
{
  if (self == NULL)
    return;

  g_clear_error (&self->answer);
  g_free (self);
}

/* Whether the refusal says anything about the key, and what. */
static gboolean
judge (const GError *answer, SaKeyVerdict *verdict)
{
  switch (sa_service_error_get_status_code (answer)) {
  case CODE_BAD_PARAMETERS:
    *verdict = SA_KEY_MAY_CLONE;
    return TRUE;
  case CODE_MAY_NOT_CLONE:
    *verdict = SA_KEY_MAY_NOT_CLONE;
    return TRUE;
  case CODE_NOT_AUTHORIZED:
  case CODE_INVALID_KEY:
    *verdict = SA_KEY_REFUSED;
    return TRUE;
  case 0:
    *verdict = SA_KEY_REFUSED;
    return sa_service_error_get_http_status (answer) == HTTP_UNAUTHORIZED;
  default:
    return FALSE;
  }
}

/* The same error, without the doubts that belong to a real clone. */
static GError *
as_check (const GError *error)
{
  SaServiceErrorDetails details = { 0 };

  if (error->domain != SA_SERVICE_ERROR)
    return g_error_copy (error);

  details.status_code = sa_service_error_get_status_code (error);
  details.http_status = sa_service_error_get_http_status (error);
  details.status_msg = sa_service_error_get_status_msg (error);
  details.trace_id = sa_service_error_get_trace_id (error);
  details.outcome = sa_service_error_get_outcome (error);
  details.request = SA_REQUEST_CHECK;
  details.retry_after = sa_service_error_get_retry_after (error);

  return sa_service_error_new (error->code, &details, error->message);
}

/* A server that clones from nothing is not the service. It is said, with the name of what it may
 * have made, and never passes for a good key. */
static GError *
new_unexpected (const char *voice_id, const SaCloneAnswer *answer)
{
  SaServiceErrorDetails details = { 0 };
  g_autofree char *message = NULL;

  details.trace_id = answer->trace_id;
  details.outcome = SA_OUTCOME_UNKNOWN;
  details.request = SA_REQUEST_CHECK;
  /* Translators: %s is a voice ID */
  message = g_strdup_printf (
    _ ("The server’s answer makes no sense: it claims to have made the voice “%s” from a file "
       "that does not exist"),
    voice_id);

  return sa_service_error_new (SA_SERVICE_ERROR_BAD_ANSWER, &details, message);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SaCloneAnswer) made = sa_client_clone_finish (SA_CLIENT (source), result, &error);
  g_autoptr (GError) answer = NULL;
  SaKeyVerdict verdict;

  if (made != NULL) {
    g_task_return_error (task, new_unexpected (g_task_get_task_data (task), made));
    return;
  }

  answer = as_check (error);
  if (judge (answer, &verdict))
    g_task_return_pointer (task, sa_key_check_new (verdict, g_steal_pointer (&answer)),
                           (GDestroyNotify) sa_key_check_free);
  else
    g_task_return_error (task, g_steal_pointer (&answer));
}

/**
 * sa_client_check_key_async:
 * @self: a client
 * @cancellable: (nullable): a cancellable
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Asks whether the key works and may clone, at no cost: POST /v1/voice_clone with a file that does
 * not exist and no text. A voice ID of its own for each check tells the request apart in the log of
 * what left this computer.
 */
void
sa_client_check_key_async (SaClient *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (SaCloneRequest) request = NULL;
  g_autofree char *voice_id = NULL;

  g_return_if_fail (SA_IS_CLIENT (self));

  voice_id = g_strdup_printf ("key-check-%08x%08x", g_random_int (), g_random_int ());
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sa_client_check_key_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, g_strdup (voice_id), g_free);

  request = sa_clone_request_new (NO_FILE_ID, voice_id);
  sa_client_clone_async (self, request, cancellable, on_answered, g_steal_pointer (&task));
}

/**
 * sa_client_check_key_finish:
 * @self: a client
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what the server thinks of the key; %NULL where it could not be
 *   asked or its answer tells nothing of the key: %SA_SERVICE_ERROR or %G_IO_ERROR_CANCELLED
 */
SaKeyCheck *
sa_client_check_key_finish (SaClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sa_client_check_key_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
