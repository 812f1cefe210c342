/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaServiceError:
 * @SA_SERVICE_ERROR_REFUSED: the service answered with a base_resp.status_code other than 0
 * @SA_SERVICE_ERROR_HTTP: the server answered 3xx, 4xx or 5xx, and nothing that could be read
 * @SA_SERVICE_ERROR_NETWORK: no name, no connection, no secure connection, or a lost one
 * @SA_SERVICE_ERROR_TIMEOUT: silence for longer than is borne
 * @SA_SERVICE_ERROR_BAD_ANSWER: an answer that makes no sense
 * @SA_SERVICE_ERROR_TOO_LARGE: an answer or a preview over its limit, cut off
 * @SA_SERVICE_ERROR_INSECURE_KEY: a key would have gone over plain http to another computer, or
 *   cannot go into a header at all
 * @SA_SERVICE_ERROR_BAD_URL: not an address that the client can use
 * @SA_SERVICE_ERROR_NO_KEY: a key is needed and there is none (for callers; the client never raises it)
 * @SA_SERVICE_ERROR_FILE: a local file cannot be read or written, or changed while it was sent
 *
 * The one error domain of the service. Every error carries more than its message: see the
 * accessors below. Cancelling is never reported here but as %G_IO_ERROR_CANCELLED.
 */
typedef enum {
  SA_SERVICE_ERROR_REFUSED,
  SA_SERVICE_ERROR_HTTP,
  SA_SERVICE_ERROR_NETWORK,
  SA_SERVICE_ERROR_TIMEOUT,
  SA_SERVICE_ERROR_BAD_ANSWER,
  SA_SERVICE_ERROR_TOO_LARGE,
  SA_SERVICE_ERROR_INSECURE_KEY,
  SA_SERVICE_ERROR_BAD_URL,
  SA_SERVICE_ERROR_NO_KEY,
  SA_SERVICE_ERROR_FILE,
} SaServiceError;

#define SA_SERVICE_ERROR (sa_service_error_quark ())
GQuark sa_service_error_quark (void);

/**
 * SaOutcome:
 * @SA_OUTCOME_NOT_SENT: not one byte of the request left
 * @SA_OUTCOME_REFUSED: the service said no, readably
 * @SA_OUTCOME_UNKNOWN: something left, and whether it was done is not known
 *
 * What a failed request may have done on the other side.
 */
typedef enum {
  SA_OUTCOME_NOT_SENT,
  SA_OUTCOME_REFUSED,
  SA_OUTCOME_UNKNOWN,
} SaOutcome;

const char *sa_outcome_to_string (SaOutcome outcome);

/**
 * SaRequestKind:
 * @SA_REQUEST_NONE: no request: the client could not be made
 * @SA_REQUEST_UPLOAD: POST /v1/files/upload
 * @SA_REQUEST_CLONE: POST /v1/voice_clone
 * @SA_REQUEST_DOWNLOAD: the GET of a preview
 * @SA_REQUEST_CHECK: a key was checked, by a POST /v1/voice_clone that cannot make a voice
 *
 * Which request an error belongs to.
 */
typedef enum {
  SA_REQUEST_NONE,
  SA_REQUEST_UPLOAD,
  SA_REQUEST_CLONE,
  SA_REQUEST_DOWNLOAD,
  SA_REQUEST_CHECK,
} SaRequestKind;

int sa_service_error_get_status_code (const GError *error);
guint sa_service_error_get_http_status (const GError *error);
const char *sa_service_error_get_status_msg (const GError *error);
const char *sa_service_error_get_trace_id (const GError *error);
SaOutcome sa_service_error_get_outcome (const GError *error);
SaRequestKind sa_service_error_get_request (const GError *error);
guint sa_service_error_get_retry_after (const GError *error);

gboolean sa_service_error_is_retryable_upload (const GError *error);
gboolean sa_service_error_is_retryable_clone (const GError *error);

/**
 * SaServiceErrorDetails:
 * @status_code: base_resp.status_code, 0 for none
 * @http_status: the HTTP status, 0 for none
 * @status_msg: (nullable): the service's own words
 * @trace_id: (nullable): what the service's support asks for
 * @outcome: what the request may have done
 * @request: which request it was
 * @retry_after: seconds that the server wants us to wait, 0 for none
 *
 * What sa_service_error_new() puts into an error.
 */
typedef struct {
  int status_code;
  guint http_status;
  const char *status_msg;
  const char *trace_id;
  SaOutcome outcome;
  SaRequestKind request;
  guint retry_after;
} SaServiceErrorDetails;

GError *sa_service_error_new (SaServiceError code,
                              const SaServiceErrorDetails *details,
                              const char *message);

G_END_DECLS
