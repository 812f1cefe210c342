/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-service-error.h"

#include <string.h>

/* What an error carries beside its code and message. */
typedef struct {
  int status_code;
  guint http_status;
  char *status_msg;
  char *trace_id;
  SaOutcome outcome;
  SaRequestKind request;
  guint retry_after;
} SaServiceErrorPrivate;

static void
sa_service_error_private_init (SaServiceErrorPrivate *priv)
{
}

/* Kept out of line: inlined into GLib's macro, gcc takes its checks for possible NULLs. */
G_NO_INLINE static void
sa_service_error_private_copy (const SaServiceErrorPrivate *from, SaServiceErrorPrivate *to)
{
  *to = *from;
  to->status_msg = g_strdup (from->status_msg);
  to->trace_id = g_strdup (from->trace_id);
}

G_NO_INLINE static void
sa_service_error_private_clear (SaServiceErrorPrivate *priv)
{
  g_clear_pointer (&priv->status_msg, g_free);
  g_clear_pointer (&priv->trace_id, g_free);
}

/* GLib's macro casts bytes to the struct, at an offset that GLib itself has aligned. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wcast-align"
G_DEFINE_EXTENDED_ERROR (SaServiceError, sa_service_error)
#pragma GCC diagnostic pop

static const SaServiceErrorPrivate *
peek_private (const GError *error)
{
  if (error == NULL || error->domain != SA_SERVICE_ERROR)
    return NULL;

  return sa_service_error_get_private (error);
}

/* The service refused before it did anything, because there was too much at once: the rate
 * limits of the status table (MiniMax API, Error Code Reference) and HTTP 429. */
static gboolean
is_rate_limit (const SaServiceErrorPrivate *priv)
{
  switch (priv->status_code) {
  case 1002:
  case 1039:
  case 1041:
  case 2045:
    return TRUE;
  default:
    return priv->http_status == 429;
  }
}

/**
 * sa_outcome_to_string:
 * @outcome: an outcome
 *
 * Returns: (transfer none): "not_sent", "refused" or "unknown"
 */
const char *
sa_outcome_to_string (SaOutcome outcome)
{
  switch (outcome) {
  case SA_OUTCOME_NOT_SENT:
    return "not_sent";
  case SA_OUTCOME_REFUSED:
    return "refused";
  case SA_OUTCOME_UNKNOWN:
  default:
    return "unknown";
  }
}

/**
 * sa_service_error_get_status_code:
 * @error: (nullable): any error
 *
 * Returns: base_resp.status_code, 0 where the service gave none or @error is of another domain
 */
int
sa_service_error_get_status_code (const GError *error)
{
  const SaServiceErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->status_code : 0;
}

/**
 * sa_service_error_get_http_status:
 * @error: (nullable): any error
 *
 * Returns: the HTTP status of the answer, 0 where there was no answer
 */
guint
sa_service_error_get_http_status (const GError *error)
{
  const SaServiceErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->http_status : 0;
}

/**
 * sa_service_error_get_status_msg:
 * @error: (nullable): any error
 *
 * Returns: (nullable) (transfer none): the service's own words, cleaned and without the key
 */
const char *
sa_service_error_get_status_msg (const GError *error)
{
  const SaServiceErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->status_msg : NULL;
}

/**
 * sa_service_error_get_trace_id:
 * @error: (nullable): any error
 *
 * Returns: (nullable) (transfer none): the trace id that the service's support asks for
 */
const char *
sa_service_error_get_trace_id (const GError *error)
{
  const SaServiceErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->trace_id : NULL;
}

/**
 * sa_service_error_get_outcome:
 * @error: (nullable): any error
 *
 * Returns: what the request may have done; %SA_OUTCOME_NOT_SENT for errors of another domain.
 *   A cancelled request is of another domain: ask sa_client_clone_was_sent() or
 *   sa_client_upload_was_sent().
 */
SaOutcome
sa_service_error_get_outcome (const GError *error)
{
  const SaServiceErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->outcome : SA_OUTCOME_NOT_SENT;
}

/**
 * sa_service_error_get_request:
 * @error: (nullable): any error
 *
 * Returns: which request failed
 */
SaRequestKind
sa_service_error_get_request (const GError *error)
{
  const SaServiceErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->request : SA_REQUEST_NONE;
}

/**
 * sa_service_error_get_retry_after:
 * @error: (nullable): any error
 *
 * Returns: the seconds that the server asked us to wait, 0 where it did not
 */
guint
sa_service_error_get_retry_after (const GError *error)
{
  const SaServiceErrorPrivate *priv = peek_private (error);

  return priv != NULL ? priv->retry_after : 0;
}

/**
 * sa_service_error_is_retryable_upload:
 * @error: (nullable): why an upload failed
 *
 * An upload may be sent again by itself after a rate limit, HTTP 502 to 504, a connection that
 * was lost, or a timeout. Where no connection could be made at all (no such name, refused, not
 * secure) another try a second later helps nobody.
 *
 * Returns: whether to try again
 */
gboolean
sa_service_error_is_retryable_upload (const GError *error)
{
  const SaServiceErrorPrivate *priv = peek_private (error);

  if (priv == NULL)
    return FALSE;

  switch ((SaServiceError) error->code) {
  case SA_SERVICE_ERROR_REFUSED:
  case SA_SERVICE_ERROR_HTTP:
    return is_rate_limit (priv) || (priv->http_status >= 502 && priv->http_status <= 504);
  case SA_SERVICE_ERROR_NETWORK:
    return priv->outcome == SA_OUTCOME_UNKNOWN;
  case SA_SERVICE_ERROR_TIMEOUT:
    return TRUE;
  case SA_SERVICE_ERROR_BAD_ANSWER:
  case SA_SERVICE_ERROR_TOO_LARGE:
  case SA_SERVICE_ERROR_INSECURE_KEY:
  case SA_SERVICE_ERROR_BAD_URL:
  case SA_SERVICE_ERROR_NO_KEY:
  case SA_SERVICE_ERROR_FILE:
  default:
    return FALSE;
  }
}

/**
 * sa_service_error_is_retryable_clone:
 * @error: (nullable): why a clone failed
 *
 * A clone is never repeated by itself unless the service said that it was too busy to begin.
 *
 * Returns: whether to try again
 */
gboolean
sa_service_error_is_retryable_clone (const GError *error)
{
  const SaServiceErrorPrivate *priv = peek_private (error);

  if (priv == NULL || priv->outcome != SA_OUTCOME_REFUSED)
    return FALSE;

  return is_rate_limit (priv);
}

/**
 * sa_service_error_new:
 * @code: what kind of failure
 * @details: (nullable): what it carries; copied
 * @message: translated words, without the key
 *
 * Returns: (transfer full): an error of %SA_SERVICE_ERROR
 */
GError *
sa_service_error_new (SaServiceError code,
                      const SaServiceErrorDetails *details,
                      const char *message)
{
  GError *error = g_error_new_literal (SA_SERVICE_ERROR, (int) code, message);
  SaServiceErrorPrivate *priv = sa_service_error_get_private (error);

  if (details != NULL) {
    priv->status_code = details->status_code;
    priv->http_status = details->http_status;
    priv->status_msg = g_strdup (details->status_msg);
    priv->trace_id = g_strdup (details->trace_id);
    priv->outcome = details->outcome;
    priv->request = details->request;
    priv->retry_after = details->retry_after;
  }

  return error;
}
