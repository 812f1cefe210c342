/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-advice.h"

#include <glib/gi18n-lib.h>

#include "sa-service-error.h"

/* What a row of the table is about. */
typedef enum {
  SA_ABOUT_CODE, /* base_resp.status_code */
  SA_ABOUT_HTTP, /* an HTTP status */
  SA_ABOUT_KIND, /* any other failure of that SaServiceError */
  SA_ABOUT_UNKNOWN, /* a clone of which nobody knows whether it was done */
} SaAbout;

#define ANY SA_REQUEST_NONE

#define ADVICE_KEY                                                                                 \
  N_ ("Check the API key, and the region: a key works only with the server of the region that it " \
      "was made in (api.minimax.io, or api.minimaxi.com for mainland China).")
#define ADVICE_SERVER N_ ("The trouble is the service’s own. Try again in a moment.")
#define ADVICE_LIMIT \
  N_ ("Too much was asked in a short time; nothing was done. Wait a minute, then try again.")
#define ADVICE_NETWORK N_ ("Check the network connection and the server’s address, then try again.")
#define ADVICE_TRACE \
  N_ ("Try again in a moment. If it stays so, tell the service’s support the trace ID.")

/* The one table. Codes: the MiniMax API's Error Code Reference and the reports of those who met
 * them. A row for one request stands before the row for any. Sentences are for people: what to
 * do next, not what a number means. */
static struct {
  SaAbout about;
  SaRequestKind request;
  int code;
  SaAdvice advice;
} rows[] = {
  { SA_ABOUT_UNKNOWN,
    SA_REQUEST_CLONE,
    0,
    { 0, SA_ADVICE_DECIDE, N_ ("It is not known whether the voice was created"),
      N_ (
        "The request left, but no readable answer came back. The voice may exist, and asking again with the same voice ID would then be refused. Check the voice ID in your account, then decide: try it again, or use another voice ID.") } },
  { SA_ABOUT_CODE,
    SA_REQUEST_CLONE,
    1000,
    { 1000, SA_ADVICE_TRIM_SAMPLE, N_ ("The service failed without a reason"),
      N_ (
        "On a clone this is often the sample: use another part of it or another file. If it stays so, tell the service’s support the trace ID.") } },
  { SA_ABOUT_CODE,
    ANY,
    1000,
    { 1000, SA_ADVICE_TRY_AGAIN, N_ ("The service failed without a reason"), ADVICE_TRACE } },
  { SA_ABOUT_CODE,
    ANY,
    1001,
    { 1001, SA_ADVICE_TRY_AGAIN, N_ ("The service took too long"), ADVICE_SERVER } },
  { SA_ABOUT_CODE, ANY, 1002, { 1002, SA_ADVICE_WAIT, N_ ("Too many requests"), ADVICE_LIMIT } },
  { SA_ABOUT_CODE,
    ANY,
    1004,
    { 1004, SA_ADVICE_CHECK_KEY, N_ ("The key was refused"), ADVICE_KEY } },
  { SA_ABOUT_CODE,
    ANY,
    1008,
    { 1008, SA_ADVICE_TOP_UP, N_ ("The account has no money left"),
      N_ ("Top up the account at the service, then try again.") } },
  { SA_ABOUT_CODE,
    ANY,
    1013,
    { 1013, SA_ADVICE_TRY_AGAIN, N_ ("The service has an internal error"), ADVICE_SERVER } },
  { SA_ABOUT_CODE,
    ANY,
    1024,
    { 1024, SA_ADVICE_TRY_AGAIN, N_ ("The service has an internal error"), ADVICE_SERVER } },
  { SA_ABOUT_CODE,
    ANY,
    1026,
    { 1026, SA_ADVICE_EDIT_TEXT, N_ ("The service judged the input to be sensitive"),
      N_ (
        "Change the preview text or the transcript: the service refuses what it takes for sensitive content.") } },
  { SA_ABOUT_CODE,
    ANY,
    1027,
    { 1027, SA_ADVICE_EDIT_TEXT, N_ ("The service judged what was spoken to be sensitive"),
      N_ (
        "Change the preview text: the service refuses to speak what it takes for sensitive content.") } },
  { SA_ABOUT_CODE,
    ANY,
    1033,
    { 1033, SA_ADVICE_TRY_AGAIN, N_ ("A part of the service failed"), ADVICE_SERVER } },
  { SA_ABOUT_CODE,
    ANY,
    1039,
    { 1039, SA_ADVICE_WAIT, N_ ("Too much text in a short time"), ADVICE_LIMIT } },
  { SA_ABOUT_CODE,
    ANY,
    1041,
    { 1041, SA_ADVICE_WAIT, N_ ("Too many connections at once"), ADVICE_LIMIT } },
  { SA_ABOUT_CODE,
    ANY,
    1042,
    { 1042, SA_ADVICE_EDIT_TEXT, N_ ("The text holds too many invisible characters"),
      N_ ("Remove invisible or control characters from the text: typing it anew helps.") } },
  { SA_ABOUT_CODE,
    ANY,
    1043,
    { 1043, SA_ADVICE_EDIT_TRANSCRIPT, N_ ("The transcript does not match the sample"),
      N_ ("Make the transcript say exactly what is heard, word by word.") } },
  { SA_ABOUT_CODE,
    ANY,
    1044,
    { 1044, SA_ADVICE_EDIT_TRANSCRIPT, N_ ("The transcript does not match the prompt clip"),
      N_ ("Make the transcript say exactly what the prompt clip says, word by word.") } },
  { SA_ABOUT_CODE,
    ANY,
    2013,
    { 2013, SA_ADVICE_NONE, N_ ("The service did not accept what was asked"),
      N_ ("Its own words say which part. If they speak of the file, upload it again.") } },
  { SA_ABOUT_CODE,
    ANY,
    2037,
    { 2037, SA_ADVICE_TRIM_SAMPLE, N_ ("The audio is too short or too long for the service"),
      N_ (
        "Choose another part: 10 seconds to 5 minutes for a sample; for a prompt clip 5 to 8 seconds work best.") } },
  { SA_ABOUT_CODE,
    ANY,
    2038,
    { 2038, SA_ADVICE_VERIFY_ACCOUNT, N_ ("This account may not clone voices"),
      N_ ("Have the account verified at the service; until then it refuses every clone.") } },
  { SA_ABOUT_CODE,
    ANY,
    2039,
    { 2039, SA_ADVICE_OTHER_VOICE_ID, N_ ("The voice ID is taken"),
      N_ (
        "Choose another voice ID. An ID that was once used is never free again, not even after its voice is deleted.") } },
  { SA_ABOUT_CODE,
    ANY,
    2042,
    { 2042, SA_ADVICE_OTHER_VOICE_ID, N_ ("The voice belongs to another account"),
      N_ ("Choose a voice ID of your own.") } },
  { SA_ABOUT_CODE,
    ANY,
    2045,
    { 2045, SA_ADVICE_WAIT, N_ ("The number of requests grew too fast"), ADVICE_LIMIT } },
  { SA_ABOUT_CODE,
    ANY,
    2048,
    { 2048, SA_ADVICE_TRIM_PROMPT, N_ ("The prompt clip is too long"),
      N_ ("Shorten the prompt clip to less than 8 seconds.") } },
  { SA_ABOUT_CODE,
    ANY,
    2049,
    { 2049, SA_ADVICE_CHECK_KEY, N_ ("The key is not valid"), ADVICE_KEY } },
  { SA_ABOUT_CODE,
    ANY,
    2054,
    { 2054, SA_ADVICE_OTHER_VOICE_ID, N_ ("The voice does not exist or has expired"),
      N_ (
        "Choose another voice, or clone it again: a voice that is not used within 7 days is deleted.") } },
  { SA_ABOUT_CODE,
    ANY,
    2056,
    { 2056, SA_ADVICE_WAIT, N_ ("The plan’s quota is used up"),
      N_ ("Wait until the plan’s quota is renewed, or change the plan at the service.") } },
  { SA_ABOUT_CODE,
    ANY,
    2061,
    { 2061, SA_ADVICE_OTHER_MODEL, N_ ("The model is not part of the plan"),
      N_ ("Choose another model, or change the plan at the service.") } },
  { SA_ABOUT_CODE,
    ANY,
    20132,
    { 20132, SA_ADVICE_TRIM_SAMPLE, N_ ("The sample or the voice ID was not accepted"),
      N_ ("Use another part of the sample or another file, and check the voice ID.") } },
  { SA_ABOUT_HTTP, ANY, 401, { 401, SA_ADVICE_CHECK_KEY, N_ ("The key was refused"), ADVICE_KEY } },
  { SA_ABOUT_HTTP,
    ANY,
    403,
    { 403, SA_ADVICE_CHECK_KEY, N_ ("The server does not allow this"), ADVICE_KEY } },
  { SA_ABOUT_HTTP,
    SA_REQUEST_DOWNLOAD,
    400,
    { 400, SA_ADVICE_TRY_AGAIN, N_ ("The preview is no longer there"),
      N_ ("Previews are kept for a short time only. The voice itself is not touched by this.") } },
  { SA_ABOUT_HTTP,
    ANY,
    404,
    { 404, SA_ADVICE_CHECK_NETWORK, N_ ("The server does not know this address"),
      N_ ("Check the server’s address: it ends before “/v1”.") } },
  { SA_ABOUT_HTTP,
    ANY,
    413,
    { 413, SA_ADVICE_TRIM_SAMPLE, N_ ("The file is too large for the server"),
      N_ ("Choose a shorter part, or a smaller file.") } },
  { SA_ABOUT_HTTP, ANY, 429, { 429, SA_ADVICE_WAIT, N_ ("Too many requests"), ADVICE_LIMIT } },
  { SA_ABOUT_HTTP,
    ANY,
    502,
    { 502, SA_ADVICE_TRY_AGAIN, N_ ("The service cannot be reached behind its server"),
      ADVICE_SERVER } },
  { SA_ABOUT_HTTP,
    ANY,
    503,
    { 503, SA_ADVICE_TRY_AGAIN, N_ ("The service is not available"), ADVICE_SERVER } },
  { SA_ABOUT_HTTP,
    ANY,
    504,
    { 504, SA_ADVICE_TRY_AGAIN, N_ ("The service took too long"), ADVICE_SERVER } },
  { SA_ABOUT_HTTP,
    ANY,
    300,
    { 300, SA_ADVICE_CHECK_NETWORK, N_ ("The server points to another address"),
      N_ (
        "Check the server’s address: enter the one that it points to, if you trust it. A network’s sign-in page can be the cause, too.") } },
  { SA_ABOUT_HTTP,
    ANY,
    400,
    { 400, SA_ADVICE_NONE, N_ ("The server refused the request"),
      N_ ("Its own words may say why. Check the server’s address as well.") } },
  { SA_ABOUT_HTTP,
    ANY,
    500,
    { 500, SA_ADVICE_TRY_AGAIN, N_ ("The server failed"), ADVICE_SERVER } },
  { SA_ABOUT_KIND,
    ANY,
    SA_SERVICE_ERROR_REFUSED,
    { 0, SA_ADVICE_NONE, N_ ("The service refused"),
      N_ (
        "Its own words say why. If they do not help, tell the service’s support the trace ID.") } },
  { SA_ABOUT_KIND,
    ANY,
    SA_SERVICE_ERROR_HTTP,
    { 0, SA_ADVICE_NONE, N_ ("The server gave no usable answer"), ADVICE_TRACE } },
  { SA_ABOUT_KIND,
    ANY,
    SA_SERVICE_ERROR_NETWORK,
    { 0, SA_ADVICE_CHECK_NETWORK, N_ ("The connection failed"), ADVICE_NETWORK } },
  { SA_ABOUT_KIND,
    ANY,
    SA_SERVICE_ERROR_TIMEOUT,
    { 0, SA_ADVICE_TRY_AGAIN, N_ ("The server was silent for too long"), ADVICE_NETWORK } },
  { SA_ABOUT_KIND,
    ANY,
    SA_SERVICE_ERROR_BAD_ANSWER,
    { 0, SA_ADVICE_TRY_AGAIN, N_ ("The server’s answer makes no sense"),
      N_ (
        "Check that the server’s address is that of the service. If it is, try again in a moment.") } },
  { SA_ABOUT_KIND,
    SA_REQUEST_DOWNLOAD,
    SA_SERVICE_ERROR_TOO_LARGE,
    { 0, SA_ADVICE_NONE, N_ ("The preview is too large"),
      N_ ("It was not kept. The voice itself is not touched by this.") } },
  { SA_ABOUT_KIND,
    ANY,
    SA_SERVICE_ERROR_TOO_LARGE,
    { 0, SA_ADVICE_TRY_AGAIN, N_ ("The server’s answer is too large"),
      N_ (
        "Check that the server’s address is that of the service. If it is, try again in a moment.") } },
  { SA_ABOUT_KIND,
    ANY,
    SA_SERVICE_ERROR_INSECURE_KEY,
    { 0, SA_ADVICE_CHECK_KEY, N_ ("The key cannot be sent there"),
      N_ (
        "Use an address that begins with https://, and copy the API key again, without anything before or after it. If the server needs no key, leave it away.") } },
  { SA_ABOUT_KIND,
    ANY,
    SA_SERVICE_ERROR_BAD_URL,
    { 0, SA_ADVICE_CHECK_NETWORK, N_ ("The address cannot be used"),
      N_ ("Enter an address such as https://api.minimax.io.") } },
  { SA_ABOUT_KIND,
    ANY,
    SA_SERVICE_ERROR_NO_KEY,
    { 0, SA_ADVICE_CHECK_KEY, N_ ("A key is missing"),
      N_ ("Enter the API key of your account, or use practice mode.") } },
  { SA_ABOUT_KIND,
    ANY,
    SA_SERVICE_ERROR_FILE,
    { 0, SA_ADVICE_TRY_AGAIN, N_ ("A file cannot be used"),
      N_ (
        "Check that the file is still there, that you may read or write it, and that the disk is not full.") } },
};

/* Once, when the first error asks: by then the program has set its language. */
static void
translate_rows (void)
{
  static gsize done = 0;

  if (!g_once_init_enter (&done))
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    rows[i].advice.title = _ (rows[i].advice.title);
    rows[i].advice.advice = _ (rows[i].advice.advice);
  }
  g_once_init_leave (&done, 1);
}

static const SaAdvice *
find_row (SaAbout about, SaRequestKind request, int code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (rows[i].about == about && rows[i].code == code &&
        (rows[i].request == ANY || rows[i].request == request))
      return &rows[i].advice;

  return NULL;
}

/**
 * sa_advice_for_cause:
 * @error: (nullable): any error
 *
 * What went wrong, whatever may have come of it: the row of the service's code, else of the HTTP
 * status, else of the kind of failure.
 *
 * Returns: (nullable) (transfer none): a row of the table; %NULL for errors of another domain,
 *   whose messages speak for themselves
 */
const SaAdvice *
sa_advice_for_cause (const GError *error)
{
  const SaAdvice *advice = NULL;
  SaRequestKind request = sa_service_error_get_request (error);
  int status = (int) sa_service_error_get_http_status (error);

  if (error == NULL || error->domain != SA_SERVICE_ERROR)
    return NULL;

  translate_rows ();
  if (error->code == SA_SERVICE_ERROR_REFUSED)
    advice = find_row (SA_ABOUT_CODE, request, sa_service_error_get_status_code (error));
  if (error->code == SA_SERVICE_ERROR_HTTP) {
    advice = find_row (SA_ABOUT_HTTP, request, status);
    if (advice == NULL)
      advice = find_row (SA_ABOUT_HTTP, request, status / 100 * 100);
  }

  return advice != NULL ? advice : find_row (SA_ABOUT_KIND, request, error->code);
}

/**
 * sa_advice_for_error:
 * @error: (nullable): any error
 *
 * As sa_advice_for_cause(), except that a clone of which nobody knows whether it was done gets
 * the row that says so, with %SA_ADVICE_DECIDE: that matters more than why. The error's message
 * tells the why.
 *
 * Returns: (nullable) (transfer none): a row of the table; %NULL for errors of another domain
 */
const SaAdvice *
sa_advice_for_error (const GError *error)
{
  if (sa_service_error_get_request (error) == SA_REQUEST_CLONE &&
      sa_service_error_get_outcome (error) == SA_OUTCOME_UNKNOWN) {
    translate_rows ();
    return find_row (SA_ABOUT_UNKNOWN, SA_REQUEST_CLONE, 0);
  }

  return sa_advice_for_cause (error);
}
