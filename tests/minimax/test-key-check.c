/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A key is checked without cost, and no answer but the right ones passes for a good key. */
#include "config.h"

#include "support.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "minimax/sa-advice.h"
#include "minimax/sa-key-check.h"
#include "rules/sa-voice-id.h"

#define KEY "sk-test-key-0123456789"
#define ANSWER(code) "{\"base_resp\":{\"status_code\":" code ",\"status_msg\":\"said " KEY "\"}}"

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

static SaKeyCheck *
check (SaClient *client, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sa_client_check_key_async (client, cancellable, on_checked, &result);
  wait_until (result != NULL);

  return sa_client_check_key_finish (client, result, error);
}

/* What is asked costs nothing: no text, and a file that nobody has. */
static void
test_request (void)
{
  g_autoptr (Server) server = server_new ();
  g_autofree char *url = server_get_url (server, "/prefix");
  g_autoptr (SaClient) client = client_new (url, KEY, 10);
  g_autofree char *first = NULL;

  server_answer (server, 200, "application/json", ANSWER ("2013"));
  for (int i = 0; i < 2; i++) {
    g_autoptr (SaKeyCheck) found = check (client, NULL, NULL);
    g_autoptr (Request) request = server_take_request (server);
    g_autoptr (JsonParser) parser = json_parser_new ();
    gsize length;
    const char *body = g_bytes_get_data (request->body, &length);
    g_autoptr (GError) error = NULL;
    JsonObject *object;
    const char *voice_id;

    g_assert_nonnull (found);
    g_assert_cmpstr (request->path, ==, "/prefix/v1/voice_clone");
    g_assert_cmpstr (soup_message_headers_get_one (request->headers, "Authorization"), ==,
                     "Bearer " KEY);
    json_parser_load_from_data (parser, body, (gssize) length, &error);
    g_assert_no_error (error);
    object = json_node_get_object (json_parser_get_root (parser));
    g_assert_cmpint (json_object_get_int_member (object, "file_id"), ==, G_MAXINT64);
    g_assert_false (json_object_has_member (object, "text"));
    g_assert_false (json_object_has_member (object, "model"));
    g_assert_false (json_object_has_member (object, "clone_prompt"));
    voice_id = json_object_get_string_member (object, "voice_id");
    g_assert_true (sa_voice_id_check (voice_id, NULL));
    g_assert_cmpstr (voice_id, !=, first);
    if (first == NULL)
      first = g_strdup (voice_id);
  }
  g_assert_cmpuint (server_count_requests (server), ==, 2);
}

static void
test_verdicts (void)
{
  static const struct {
    guint status;
    const char *body;
    SaKeyVerdict verdict;
  } cases[] = {
    { 200, ANSWER ("2013"), SA_KEY_MAY_CLONE },
    { 400, ANSWER ("2013"), SA_KEY_MAY_CLONE },
    { 200, ANSWER ("2038"), SA_KEY_MAY_NOT_CLONE },
    { 200, ANSWER ("1004"), SA_KEY_REFUSED },
    { 200, ANSWER ("2049"), SA_KEY_REFUSED },
    { 401, ANSWER ("1004"), SA_KEY_REFUSED },
    { 401, "no", SA_KEY_REFUSED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Server) server = server_new ();
    g_autofree char *url = server_get_url (server, "");
    g_autoptr (SaClient) client = client_new (url, KEY, 10);
    g_autoptr (SaKeyCheck) found = NULL;
    g_autoptr (GError) error = NULL;

    server_answer (server, cases[i].status, "application/json", cases[i].body);
    server_add_header (server, "Trace-Id", "trace-9");
    found = check (client, NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpint (found->verdict, ==, cases[i].verdict);
    g_assert_error (found->answer, SA_SERVICE_ERROR, found->answer->code);
    g_assert_cmpint (sa_service_error_get_request (found->answer), ==, SA_REQUEST_CHECK);
    g_assert_cmpstr (sa_service_error_get_trace_id (found->answer), ==, "trace-9");
    g_assert_null (strstr (found->answer->message, KEY));
  }
}

/* Nothing else says anything about a key. */
static void
test_no_verdict (void)
{
  static const struct {
    guint status;
    const char *body;
    int code;
  } cases[] = {
    { 200, ANSWER ("1002"), SA_SERVICE_ERROR_REFUSED },
    { 200, ANSWER ("1008"), SA_SERVICE_ERROR_REFUSED },
    { 200, ANSWER ("2012"), SA_SERVICE_ERROR_REFUSED },
    { 200, ANSWER ("2014"), SA_SERVICE_ERROR_REFUSED },
    { 403, "no", SA_SERVICE_ERROR_HTTP },
    { 502, "<html>Bad Gateway", SA_SERVICE_ERROR_HTTP },
    { 302, "", SA_SERVICE_ERROR_HTTP },
    { 200, "{}", SA_SERVICE_ERROR_BAD_ANSWER },
    { 200, "<html>Sign in", SA_SERVICE_ERROR_BAD_ANSWER },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Server) server = server_new ();
    g_autofree char *url = server_get_url (server, "");
    g_autoptr (SaClient) client = client_new (url, KEY, 10);
    g_autoptr (GError) error = NULL;

    server_answer (server, cases[i].status, "application/json", cases[i].body);
    g_assert_null (check (client, NULL, &error));
    g_assert_error (error, SA_SERVICE_ERROR, cases[i].code);
    /* A real clone's doubts do not belong here. */
    g_assert_cmpint (sa_advice_for_error (error)->action, !=, SA_ADVICE_DECIDE);
    g_assert_cmpuint (server_count_requests (server), ==, 1);
  }
}

/* A server that says it cloned from nothing is believed in nothing, and that is said. */
static void
test_success_is_unexpected (void)
{
  g_autoptr (Server) server = server_new ();
  g_autofree char *url = server_get_url (server, "");
  g_autoptr (SaClient) client = client_new (url, KEY, 10);
  g_autoptr (GError) error = NULL;

  server_answer (server, 200, "application/json", OK_CLONE);
  server_add_header (server, "Trace-Id", "trace-9");
  g_assert_null (check (client, NULL, &error));
  g_assert_error (error, SA_SERVICE_ERROR, SA_SERVICE_ERROR_BAD_ANSWER);
  g_assert_nonnull (strstr (error->message, "key-check-"));
  g_assert_cmpstr (sa_service_error_get_trace_id (error), ==, "trace-9");
  g_assert_cmpint (sa_service_error_get_outcome (error), ==, SA_OUTCOME_UNKNOWN);
}

static void
test_network (void)
{
  g_autoptr (SaClient) client = client_new ("http://127.0.0.1:9", KEY, 10);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) cancelled = NULL;

  g_assert_null (check (client, NULL, &error));
  g_assert_error (error, SA_SERVICE_ERROR, SA_SERVICE_ERROR_NETWORK);
  g_assert_cmpint (sa_service_error_get_outcome (error), ==, SA_OUTCOME_NOT_SENT);

  g_cancellable_cancel (cancellable);
  g_assert_null (check (client, cancellable, &cancelled));
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/key-check/request", test_request);
  g_test_add_func ("/key-check/verdicts", test_verdicts);
  g_test_add_func ("/key-check/no-verdict", test_no_verdict);
  g_test_add_func ("/key-check/success-is-unexpected", test_success_is_unexpected);
  g_test_add_func ("/key-check/network", test_network);

  return g_test_run ();
}
