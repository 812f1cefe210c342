/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an error carries, what may be tried again, and what people are told to do. */
#include "minimax/sa-advice.h"
#include "minimax/sa-answer.h"
#include "minimax/sa-client.h"
#include "minimax/sa-service-error.h"

#include <string.h>

static GError *
new_code (int code, SaRequestKind request)
{
  SaServiceErrorDetails details = { .status_code = code, .http_status = 200, .request = request };

  details.outcome = code == 1001 ? SA_OUTCOME_UNKNOWN : SA_OUTCOME_REFUSED;

  return sa_service_error_new (SA_SERVICE_ERROR_REFUSED, &details, "x");
}

static GError *
new_http (guint status, SaRequestKind request)
{
  SaServiceErrorDetails details = { .http_status = status, .request = request };

  details.outcome = status >= 500 ? SA_OUTCOME_UNKNOWN : SA_OUTCOME_REFUSED;

  return sa_service_error_new (SA_SERVICE_ERROR_HTTP, &details, "x");
}

static GError *
new_kind (SaServiceError kind, SaOutcome outcome, SaRequestKind request)
{
  SaServiceErrorDetails details = { .outcome = outcome, .request = request };

  return sa_service_error_new (kind, &details, "x");
}

static void
test_accessors (void)
{
  SaServiceErrorDetails details = {
    1004, 401, "no", "abc", SA_OUTCOME_REFUSED, SA_REQUEST_UPLOAD, 7
  };
  g_autoptr (GError) made = sa_service_error_new (SA_SERVICE_ERROR_REFUSED, &details, "words");
  g_autoptr (GError) error = g_error_copy (made);
  g_autoptr (GError) other = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "x");

  g_clear_error (&made);
  g_assert_error (error, SA_SERVICE_ERROR, SA_SERVICE_ERROR_REFUSED);
  g_assert_cmpstr (error->message, ==, "words");
  g_assert_cmpint (sa_service_error_get_status_code (error), ==, 1004);
  g_assert_cmpuint (sa_service_error_get_http_status (error), ==, 401);
  g_assert_cmpstr (sa_service_error_get_status_msg (error), ==, "no");
  g_assert_cmpstr (sa_service_error_get_trace_id (error), ==, "abc");
  g_assert_cmpint (sa_service_error_get_outcome (error), ==, SA_OUTCOME_REFUSED);
  g_assert_cmpint (sa_service_error_get_request (error), ==, SA_REQUEST_UPLOAD);
  g_assert_cmpuint (sa_service_error_get_retry_after (error), ==, 7);

  g_assert_cmpint (sa_service_error_get_status_code (other), ==, 0);
  g_assert_null (sa_service_error_get_trace_id (other));
  g_assert_null (sa_service_error_get_status_msg (NULL));
  g_assert_cmpint (sa_service_error_get_outcome (other), ==, SA_OUTCOME_NOT_SENT);
  g_assert_null (sa_advice_for_error (other));
  g_assert_null (sa_advice_for_error (NULL));

  g_assert_cmpstr (sa_outcome_to_string (SA_OUTCOME_NOT_SENT), ==, "not_sent");
  g_assert_cmpstr (sa_outcome_to_string (SA_OUTCOME_REFUSED), ==, "refused");
  g_assert_cmpstr (sa_outcome_to_string (SA_OUTCOME_UNKNOWN), ==, "unknown");
}

/* Every code of the status table. */
static void
test_codes (void)
{
  static const struct {
    int code;
    SaAdviceAction action;
    gboolean again;
  } codes[] = {
    { 1000, SA_ADVICE_TRIM_SAMPLE, FALSE },
    { 1013, SA_ADVICE_TRY_AGAIN, FALSE },
    { 1024, SA_ADVICE_TRY_AGAIN, FALSE },
    { 1033, SA_ADVICE_TRY_AGAIN, FALSE },
    { 1001, SA_ADVICE_DECIDE, FALSE },
    { 1002, SA_ADVICE_WAIT, TRUE },
    { 1039, SA_ADVICE_WAIT, TRUE },
    { 1041, SA_ADVICE_WAIT, TRUE },
    { 2045, SA_ADVICE_WAIT, TRUE },
    { 1004, SA_ADVICE_CHECK_KEY, FALSE },
    { 2049, SA_ADVICE_CHECK_KEY, FALSE },
    { 1008, SA_ADVICE_TOP_UP, FALSE },
    { 1026, SA_ADVICE_EDIT_TEXT, FALSE },
    { 1027, SA_ADVICE_EDIT_TEXT, FALSE },
    { 1042, SA_ADVICE_EDIT_TEXT, FALSE },
    { 1043, SA_ADVICE_EDIT_TRANSCRIPT, FALSE },
    { 1044, SA_ADVICE_EDIT_TRANSCRIPT, FALSE },
    { 2013, SA_ADVICE_NONE, FALSE },
    { 2037, SA_ADVICE_TRIM_SAMPLE, FALSE },
    { 2038, SA_ADVICE_VERIFY_ACCOUNT, FALSE },
    { 2039, SA_ADVICE_OTHER_VOICE_ID, FALSE },
    { 2042, SA_ADVICE_OTHER_VOICE_ID, FALSE },
    { 2048, SA_ADVICE_TRIM_PROMPT, FALSE },
    { 2054, SA_ADVICE_OTHER_VOICE_ID, FALSE },
    { 2056, SA_ADVICE_WAIT, FALSE },
    { 2061, SA_ADVICE_OTHER_MODEL, FALSE },
    { 20132, SA_ADVICE_TRIM_SAMPLE, FALSE },
    { 4242, SA_ADVICE_NONE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_autoptr (GError) clone = new_code (codes[i].code, SA_REQUEST_CLONE);
    g_autoptr (GError) upload = new_code (codes[i].code, SA_REQUEST_UPLOAD);
    const SaAdvice *advice = sa_advice_for_error (clone);
    const SaAdvice *cause = sa_advice_for_cause (clone);

    g_test_message ("%d", codes[i].code);
    g_assert_nonnull (advice);
    g_assert_cmpint (advice->action, ==, codes[i].action);
    g_assert_cmpuint (strlen (advice->title), >, 5);
    g_assert_cmpuint (strlen (advice->advice), >, 10);
    if (codes[i].code != 4242)
      g_assert_cmpint (cause->code, ==, codes[i].code);
    g_assert_true (sa_service_error_is_retryable_upload (upload) == codes[i].again);
    g_assert_true (sa_service_error_is_retryable_clone (clone) == codes[i].again);
  }
}

/* A bad key may be the wrong region: the advice has to say so. */
static void
test_region (void)
{
  static const int codes[] = { 1004, 2049 };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_autoptr (GError) error = new_code (codes[i], SA_REQUEST_UPLOAD);
    const char *words = sa_advice_for_error (error)->advice;

    g_assert_nonnull (strstr (words, "key"));
    g_assert_nonnull (strstr (words, "region"));
  }
}

static void
test_statuses (void)
{
  static const struct {
    guint status;
    SaAdviceAction action;
    gboolean upload_again;
    gboolean clone_again;
  } statuses[] = {
    { 307, SA_ADVICE_CHECK_NETWORK, FALSE, FALSE }, { 400, SA_ADVICE_NONE, FALSE, FALSE },
    { 401, SA_ADVICE_CHECK_KEY, FALSE, FALSE },     { 403, SA_ADVICE_CHECK_KEY, FALSE, FALSE },
    { 404, SA_ADVICE_CHECK_NETWORK, FALSE, FALSE }, { 413, SA_ADVICE_TRIM_SAMPLE, FALSE, FALSE },
    { 418, SA_ADVICE_NONE, FALSE, FALSE },          { 429, SA_ADVICE_WAIT, TRUE, TRUE },
    { 500, SA_ADVICE_TRY_AGAIN, FALSE, FALSE },     { 501, SA_ADVICE_TRY_AGAIN, FALSE, FALSE },
    { 502, SA_ADVICE_TRY_AGAIN, TRUE, FALSE },      { 503, SA_ADVICE_TRY_AGAIN, TRUE, FALSE },
    { 504, SA_ADVICE_TRY_AGAIN, TRUE, FALSE },      { 505, SA_ADVICE_TRY_AGAIN, FALSE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++) {
    g_autoptr (GError) upload = new_http (statuses[i].status, SA_REQUEST_UPLOAD);
    g_autoptr (GError) clone = new_http (statuses[i].status, SA_REQUEST_CLONE);

    g_test_message ("%u", statuses[i].status);
    g_assert_cmpint (sa_advice_for_error (upload)->action, ==, statuses[i].action);
    g_assert_cmpint (sa_advice_for_error (clone)->action, ==,
                     statuses[i].status >= 500 ? SA_ADVICE_DECIDE : statuses[i].action);
    g_assert_true (sa_service_error_is_retryable_upload (upload) == statuses[i].upload_again);
    g_assert_true (sa_service_error_is_retryable_clone (clone) == statuses[i].clone_again);
  }
}

static void
test_kinds (void)
{
  for (SaServiceError kind = SA_SERVICE_ERROR_REFUSED; kind <= SA_SERVICE_ERROR_FILE; kind++) {
    g_autoptr (GError) error = new_kind (kind, SA_OUTCOME_NOT_SENT, SA_REQUEST_CLONE);
    g_autoptr (GError) lost = new_kind (kind, SA_OUTCOME_UNKNOWN, SA_REQUEST_CLONE);
    g_autoptr (GError) upload = new_kind (kind, SA_OUTCOME_UNKNOWN, SA_REQUEST_UPLOAD);

    g_assert_nonnull (sa_advice_for_error (error));
    g_assert_cmpint (sa_advice_for_error (error)->code, ==, 0);
    g_assert_cmpint (sa_advice_for_error (error)->action, !=, SA_ADVICE_DECIDE);
    g_assert_cmpint (sa_advice_for_error (lost)->action, ==, SA_ADVICE_DECIDE);
    g_assert_cmpint (sa_advice_for_error (upload)->action, !=, SA_ADVICE_DECIDE);
    g_assert_false (sa_service_error_is_retryable_clone (lost));
    g_assert_true (sa_service_error_is_retryable_upload (upload) ==
                   (kind == SA_SERVICE_ERROR_NETWORK || kind == SA_SERVICE_ERROR_TIMEOUT));
    g_assert_true (sa_service_error_is_retryable_upload (error) ==
                   (kind == SA_SERVICE_ERROR_TIMEOUT));
  }
}

static void
test_retry_after (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 21, 8, 0, 0);
  g_autoptr (GDateTime) later = g_date_time_add (now, G_TIME_SPAN_SECOND / 10);

  g_assert_cmpuint (sa_answer_parse_retry_after (NULL, now), ==, 0);
  g_assert_cmpuint (sa_answer_parse_retry_after ("", now), ==, 0);
  g_assert_cmpuint (sa_answer_parse_retry_after ("0", now), ==, 0);
  g_assert_cmpuint (sa_answer_parse_retry_after (" 30 ", now), ==, 30);
  g_assert_cmpuint (sa_answer_parse_retry_after ("99999999999999999999", now), ==, G_MAXINT);
  g_assert_cmpuint (sa_answer_parse_retry_after ("soon", now), ==, 0);
  g_assert_cmpuint (sa_answer_parse_retry_after ("-5", now), ==, 0);
  g_assert_cmpuint (sa_answer_parse_retry_after ("Sat, 21 Nov 2026 08:00:42 GMT", now), ==, 42);
  g_assert_cmpuint (sa_answer_parse_retry_after ("Sat, 21 Nov 2026 08:00:42 GMT", later), ==, 42);
  g_assert_cmpuint (sa_answer_parse_retry_after ("Sat, 21 Nov 2026 07:00:00 GMT", now), ==, 0);
}

static void
test_clean_text (void)
{
  static const struct {
    const char *text;
    const char *key;
    glong max;
    const char *clean;
  } cases[] = {
    { NULL, NULL, 10, NULL },
    { "", NULL, 10, NULL },
    { " \r\n\t ", NULL, 10, NULL },
    { "plain words", NULL, 20, "plain words" },
    { "a \r\n\r\n b\x01\x1b[31m", NULL, 20, "a b [31m" },
    { "bad\xff", NULL, 20, "bad�" },
    { "ééééé", NULL, 5, "ééééé" },
    { "éééééé", NULL, 5, "ééééé…" },
    { "<html><head><style>p { color: red }</style><title>502 Bad Gateway</title></head><body>"
      "<h1>502</h1></body></html>",
      NULL, 50, "502 Bad Gateway 502" },
    { "a < b", NULL, 50, "a < b" },
    { "<script>alert(1)", NULL, 50, "alert(1)" },
    { "key sk-abc123 is bad, sk-abc123!", "sk-abc123", 50, "key ••• is bad, •••!" },
    { "<p>Bearer sk-abc123</p>", "sk-abc123", 50, "Bearer •••" },
    { "sk-abc123", "sk-abc123", 4, "•••" },
    { "<", NULL, 10, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *clean = sa_answer_clean_text (cases[i].text, -1, cases[i].key, cases[i].max);

    g_assert_cmpstr (clean, ==, cases[i].clean);
  }
}

static void
test_boxes (void)
{
  g_autoptr (SaRemoteFile) file = sa_remote_file_new (5);
  g_autoptr (SaRemoteFile) file_copy = NULL;
  g_autoptr (SaCloneAnswer) answer = sa_clone_answer_new ();
  g_autoptr (SaCloneAnswer) answer_copy = NULL;
  g_autoptr (SaCloneRequest) request = sa_clone_request_new (1, "Voice0001");
  g_autoptr (SaCloneRequest) request_copy = NULL;

  file->filename = g_strdup ("a");
  file_copy = g_boxed_copy (SA_TYPE_REMOTE_FILE, file);
  g_assert_cmpint (file_copy->file_id, ==, 5);
  g_assert_cmpint (file_copy->bytes, ==, -1);
  g_assert_cmpstr (file_copy->filename, ==, "a");
  g_assert_true (file_copy->filename != file->filename);

  answer->demo_audio = g_strdup ("b");
  answer_copy = g_boxed_copy (SA_TYPE_CLONE_ANSWER, answer);
  g_assert_cmpstr (answer_copy->demo_audio, ==, "b");
  g_assert_cmpint (answer_copy->usage_characters, ==, -1);

  request->text = g_strdup ("c");
  request_copy = g_boxed_copy (SA_TYPE_CLONE_REQUEST, request);
  g_assert_cmpstr (request_copy->voice_id, ==, "Voice0001");
  g_assert_cmpstr (request_copy->text, ==, "c");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/errors/accessors", test_accessors);
  g_test_add_func ("/errors/codes", test_codes);
  g_test_add_func ("/errors/region", test_region);
  g_test_add_func ("/errors/statuses", test_statuses);
  g_test_add_func ("/errors/kinds", test_kinds);
  g_test_add_func ("/errors/retry-after", test_retry_after);
  g_test_add_func ("/errors/clean-text", test_clean_text);
  g_test_add_func ("/errors/boxes", test_boxes);

  return g_test_run ();
}
