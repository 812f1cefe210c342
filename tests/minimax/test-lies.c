/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Servers that lie, stall, break off and never end; and cancelling at every moment. */
#include "support.h"

#include "rules/sa-limits.h"

#include <glib/gstdio.h>
#include <string.h>

#define LARGE 20000000
#define JSON_HEAD "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

/* What a memory costs at its highest, in KiB. */
static gint64
peak_memory (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  line = strstr (status, "VmHWM:");
  g_assert_nonnull (line);

  return g_ascii_strtoll (line + 6, NULL, 10);
}

/* A sanitizer keeps what was freed: what memory costs then says nothing. */
#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED TRUE
#elif defined(__has_feature)
#define SANITIZED __has_feature (address_sanitizer)
#else
#define SANITIZED FALSE
#endif

static void
reset_peak (void)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents_full ("/proc/self/clear_refs", "5", 1, G_FILE_SET_CONTENTS_NONE, 0, &error);
}

static void
assert_lost (GError *error, int kind, SaOutcome outcome)
{
  g_assert_error (error, SA_SERVICE_ERROR, kind);
  g_assert_cmpint (sa_service_error_get_outcome (error), ==, outcome);
}

static void
answer_raw (Liar *liar, GSocket *socket, gpointer data)
{
  g_free (liar_read_request (socket));
  liar_write (socket, data, -1);
}

static GError *
clone_raw (const char *answer)
{
  g_autoptr (Liar) liar = liar_new (answer_raw, (gpointer) answer);
  g_autofree char *url = liar_get_url (liar);
  g_autoptr (SaClient) client = client_new (url, NULL, 5);
  GError *error = NULL;

  g_assert_null (call_simple_clone (client, &error));
  g_assert_cmpuint (liar_count_connections (liar), ==, 1);

  return error;
}

static void
test_not_http (void)
{
  static const struct {
    const char *answer;
    int kind;
  } cases[] = {
    { "SSH-2.0-OpenSSH_9.2\r\n", SA_SERVICE_ERROR_BAD_ANSWER },
    { "\r\n\r\n", SA_SERVICE_ERROR_BAD_ANSWER },
    { "", SA_SERVICE_ERROR_NETWORK },
    { "HTTP/1.1 200", SA_SERVICE_ERROR_BAD_ANSWER },
    { JSON_HEAD "Content-Length: 100\r\n\r\n{\"base_resp\":{\"status_code\":0",
      SA_SERVICE_ERROR_NETWORK },
    { JSON_HEAD "Connection: close\r\n\r\n{\"base_resp\":{\"status_code\":0",
      SA_SERVICE_ERROR_BAD_ANSWER },
    { JSON_HEAD "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"bas", SA_SERVICE_ERROR_BAD_ANSWER },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = clone_raw (cases[i].answer);

    g_test_message ("%" G_GSIZE_FORMAT ": %s", i, error->message);
    assert_lost (error, cases[i].kind, SA_OUTCOME_UNKNOWN);
  }
}

/* A refusal that breaks off is still a refusal. */
static void
test_broken_refusal (void)
{
  g_autoptr (GError) error = clone_raw ("HTTP/1.1 403 Forbidden\r\nContent-Length: 100\r\n\r\nno");

  assert_lost (error, SA_SERVICE_ERROR_HTTP, SA_OUTCOME_REFUSED);
  g_assert_cmpstr (sa_service_error_get_status_msg (error), ==, "no");
}

static void
test_deep (void)
{
  g_autofree char *brackets = g_strnfill (100 * 1024, '[');
  g_autofree char *answer =
    g_strconcat (JSON_HEAD "Connection: close\r\n\r\n{\"a\":", brackets, NULL);
  g_autoptr (GError) error = clone_raw (answer);

  assert_lost (error, SA_SERVICE_ERROR_BAD_ANSWER, SA_OUTCOME_UNKNOWN);
}

typedef struct {
  const char *head;
  gint64 limit;
  gint64 written;
} Flood;

static void
flood (Liar *liar, GSocket *socket, gpointer data)
{
  Flood *self = data;
  g_autofree char *block = g_strnfill (65536, ' ');

  g_free (liar_read_request (socket));
  if (!liar_write (socket, self->head, -1))
    return;
  for (self->written = 0; self->written < self->limit; self->written += 65536) {
    if (strstr (self->head, "chunked") != NULL && !liar_write (socket, "10000\r\n", 7))
      return;
    if (!liar_write (socket, block, 65536))
      return;
    if (strstr (self->head, "chunked") != NULL && !liar_write (socket, "\r\n", 2))
      return;
  }
}

/* 400 MB at full speed: cut off at the limit, and never held. Returns what the client makes of it. */
static GError *
drown (const char *head)
{
  Flood self = { head, 400 * 1000 * 1000, 0 };
  g_autoptr (Liar) liar = liar_new (flood, &self);
  g_autofree char *url = liar_get_url (liar);
  g_autoptr (SaClient) client = client_new (url, NULL, 10);
  GError *error = NULL;
  gint64 before;

  reset_peak ();
  before = peak_memory ();
  g_assert_null (call_simple_clone (client, &error));
  if (!SANITIZED)
    g_assert_cmpint (peak_memory () - before, <, 8 * 1024);
  g_clear_pointer (&liar, liar_free);
  g_assert_cmpint (self.written, <, 20 * 1000 * 1000);

  return error;
}

static void
test_flood (gconstpointer head)
{
  g_autoptr (GError) error = drown (head);

  assert_lost (error, SA_SERVICE_ERROR_TOO_LARGE, SA_OUTCOME_UNKNOWN);
}

/* The statuses that libsoup would read to the end, to send the request again with a password. */
static void
test_flood_of_refusal (gconstpointer head)
{
  g_autoptr (GError) error = drown (head);

  assert_lost (error, SA_SERVICE_ERROR_HTTP, SA_OUTCOME_REFUSED);
}

static char *
pad_answer (gsize length)
{
  g_autofree char *blanks = g_strnfill (length - strlen (OK_CLONE), ' ');

  return g_strdup_printf (JSON_HEAD "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n" OK_CLONE "%s",
                          length, blanks);
}

static void
test_largest (void)
{
  g_autofree char *largest = pad_answer (SA_ANSWER_MAX_BYTES);
  g_autofree char *larger = pad_answer (SA_ANSWER_MAX_BYTES + 1);
  g_autoptr (Liar) liar = liar_new (answer_raw, largest);
  g_autofree char *url = liar_get_url (liar);
  g_autoptr (SaClient) client = client_new (url, NULL, 5);
  g_autoptr (SaCloneAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) too_large = clone_raw (larger);

  answer = call_simple_clone (client, &error);
  g_assert_no_error (error);
  g_assert_nonnull (answer);
  assert_lost (too_large, SA_SERVICE_ERROR_TOO_LARGE, SA_OUTCOME_UNKNOWN);
}

static void
stall (Liar *liar, GSocket *socket, gpointer data)
{
  if (data != NULL) {
    g_free (liar_read_request (socket));
    liar_write (socket, data, -1);
  }
  if (data != NULL)
    liar_wait (liar, socket);
  else
    while (!liar_is_ending (liar))
      g_socket_condition_timed_wait (socket, G_IO_HUP, 10000, NULL, NULL);
}

/* Silence before the answer, and in the middle of it. */
static void
test_stall (gconstpointer data)
{
  g_autoptr (Liar) liar = liar_new (stall, (gpointer) data);
  g_autofree char *url = liar_get_url (liar);
  g_autoptr (SaClient) client = client_new (url, NULL, 1);
  g_autoptr (GError) error = NULL;

  g_assert_null (call_simple_clone (client, &error));
  assert_lost (error, SA_SERVICE_ERROR_TIMEOUT, SA_OUTCOME_UNKNOWN);
}

/* A server that stops to read: the upload must not wait for ever. */
static void
test_upload_stall (void)
{
  g_autoptr (Liar) liar = liar_new (stall, NULL);
  g_autofree char *url = liar_get_url (liar);
  g_autoptr (SaClient) client = client_new (url, NULL, 1);
  g_autofree char *path = scratch_file ("stall", LARGE);
  g_autoptr (GError) error = NULL;

  g_assert_null (call_upload (client, path, "a.wav", NULL, &error));
  assert_lost (error, SA_SERVICE_ERROR_TIMEOUT, SA_OUTCOME_UNKNOWN);
  g_assert_true (sa_service_error_is_retryable_upload (error));
}

static void
reset (Liar *liar, GSocket *socket, gpointer data)
{
  gsize begun;

  g_free (liar_read_head (socket, &begun));
  liar_reset (socket);
}

static void
test_reset (void)
{
  g_autoptr (Liar) liar = liar_new (reset, NULL);
  g_autofree char *url = liar_get_url (liar);
  g_autoptr (SaClient) client = client_new (url, NULL, 5);
  g_autofree char *path = scratch_file ("reset", LARGE);
  g_autoptr (GError) upload = NULL;
  g_autoptr (GError) clone = NULL;

  g_assert_null (call_upload (client, path, "a.wav", NULL, &upload));
  assert_lost (upload, SA_SERVICE_ERROR_NETWORK, SA_OUTCOME_UNKNOWN);
  g_assert_true (sa_service_error_is_retryable_upload (upload));

  g_assert_null (call_simple_clone (client, &clone));
  assert_lost (clone, SA_SERVICE_ERROR_NETWORK, SA_OUTCOME_UNKNOWN);
  g_assert_cmpuint (liar_count_connections (liar), ==, 2);
}

static void
test_unreachable (void)
{
  g_autoptr (Liar) liar = liar_new (reset, NULL);
  g_autofree char *url = liar_get_url (liar);
  g_autoptr (SaClient) client = client_new (url, NULL, 5);
  g_autoptr (SaClient) nowhere = client_new ("https://no-such-host.invalid", "k", 5);
  g_autoptr (GError) refused = NULL;
  g_autoptr (GError) unknown = NULL;
  g_autoptr (SaCloneRequest) request = sa_clone_request_new (1, "TestVoice1");
  gboolean sent = TRUE;

  g_clear_pointer (&liar, liar_free);
  g_assert_null (call_clone (client, request, NULL, &sent, &refused));
  assert_lost (refused, SA_SERVICE_ERROR_NETWORK, SA_OUTCOME_NOT_SENT);
  g_assert_false (sent);
  g_assert_false (sa_service_error_is_retryable_upload (refused));

  g_assert_null (call_clone (nowhere, request, NULL, &sent, &unknown));
  assert_lost (unknown, SA_SERVICE_ERROR_NETWORK, SA_OUTCOME_NOT_SENT);
  g_assert_false (sent);
}

static void
speak_first (Liar *liar, GSocket *socket, gpointer data)
{
  liar_write (socket, data, -1);
  liar_wait (liar, socket);
}

/* Plain words where a secure connection was expected. */
static void
test_no_tls (void)
{
  g_autoptr (Liar) liar = liar_new (speak_first, (gpointer) "HTTP/1.1 400 Bad Request\r\n\r\n");
  g_autofree char *plain = liar_get_url (liar);
  g_autofree char *url = g_strconcat ("https", strstr (plain, "://"), NULL);
  g_autoptr (SaClient) client = client_new (url, "secret-key", 5);
  g_autoptr (GError) error = NULL;

  g_assert_null (call_simple_clone (client, &error));
  assert_lost (error, SA_SERVICE_ERROR_NETWORK, SA_OUTCOME_NOT_SENT);
}

/* Answers before the body is there, and closes: every time, the answer is read. */
static void
refuse_early (Liar *liar, GSocket *socket, gpointer data)
{
  g_free (liar_read_head (socket, NULL));
  liar_write (socket, data, -1);
}

static void
refuse_and_wait (Liar *liar, GSocket *socket, gpointer data)
{
  g_free (liar_read_head (socket, NULL));
  liar_write (socket, "HTTP/1.1 100 Continue\r\n\r\n", -1);
  liar_write (socket, data, -1);
  while (!liar_is_ending (liar) &&
         !g_socket_condition_timed_wait (socket, G_IO_HUP, 10000, NULL, NULL))
    continue;
}

typedef struct {
  LiarFunc func;
  const char *answer;
  int kind;
  guint status;
  int code;
} EarlyCase;

static const EarlyCase early_cases[] = {
  { refuse_early,
    "HTTP/1.1 413 Payload Too Large\r\nContent-Length: 9\r\nConnection: close\r\n\r\ntoo large",
    SA_SERVICE_ERROR_HTTP, 413, 0 },
  { refuse_early, "HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\nno", SA_SERVICE_ERROR_HTTP,
    401, 0 },
  { refuse_early,
    JSON_HEAD "Transfer-Encoding: chunked\r\n\r\n"
              "10\r\n{\"base_resp\":{\"s\r\n2c\r\ntatus_code\":1004,\"status_msg\":\"login fail\"}"
              "}\r\n0\r\n\r\n",
    SA_SERVICE_ERROR_REFUSED, 200, 1004 },
  { refuse_and_wait, "HTTP/1.1 413 Payload Too Large\r\nContent-Length: 9\r\n\r\ntoo large",
    SA_SERVICE_ERROR_HTTP, 413, 0 },
  { refuse_and_wait,
    JSON_HEAD "Content-Length: 60\r\n\r\n"
              "{\"base_resp\":{\"status_code\":1004,\"status_msg\":\"login fail\"}}",
    SA_SERVICE_ERROR_REFUSED, 200, 1004 },
};

static void
test_early (void)
{
  g_autofree char *path = scratch_file ("early", LARGE);

  for (gsize i = 0; i < G_N_ELEMENTS (early_cases); i++) {
    const EarlyCase *one = &early_cases[i];
    g_autoptr (Liar) liar = liar_new (one->func, (gpointer) one->answer);
    g_autofree char *url = liar_get_url (liar);
    g_autoptr (SaClient) client = client_new (url, NULL, 5);

    /* A race: it has to go well every time. The server that waits does so to the end. */
    for (guint round = 0; round < (one->func == refuse_early ? 10 : 1); round++) {
      g_autoptr (GError) error = NULL;

      g_assert_null (call_upload (client, path, "a.wav", NULL, &error));
      g_test_message ("%" G_GSIZE_FORMAT ": %s", i, error->message);
      g_assert_error (error, SA_SERVICE_ERROR, one->kind);
      g_assert_cmpuint (sa_service_error_get_http_status (error), ==, one->status);
      g_assert_cmpint (sa_service_error_get_status_code (error), ==, one->code);
      g_assert_cmpint (sa_service_error_get_outcome (error), ==, SA_OUTCOME_REFUSED);
    }
  }
}

/* Reads all, answers in the end, but says first that it goes on listening. */
static void
continue_then_answer (Liar *liar, GSocket *socket, gpointer data)
{
  gsize begun;
  g_autofree char *head = liar_read_head (socket, &begun);

  liar_write (socket, "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n", -1);
  g_assert_cmpint (liar_read_body (socket, head, begun), >, LARGE);
  liar_write (socket, JSON_HEAD "Connection: close\r\n\r\n" OK_UPLOAD, -1);
}

static void
test_interim (void)
{
  g_autoptr (Liar) liar = liar_new (continue_then_answer, NULL);
  g_autofree char *url = liar_get_url (liar);
  g_autoptr (SaClient) client = client_new (url, NULL, 5);
  g_autofree char *path = scratch_file ("interim", LARGE);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaRemoteFile) file = call_upload (client, path, "a.wav", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (file->file_id, ==, 123456789012345680);
}

/* The file shrinks, grows, or is written anew while it is sent. */
typedef struct {
  const char *path;
  int how;
} Change;

static void
change_file (Liar *liar, GSocket *socket, gpointer data)
{
  Change *change = data;
  gsize begun;
  g_autofree char *head = liar_read_head (socket, &begun);
  FILE *file = g_fopen (change->path, change->how == 1 ? "ab" : "r+b");

  g_assert_nonnull (file);
  if (change->how == 0)
    g_assert_cmpint (ftruncate (fileno (file), LARGE / 2), ==, 0);
  else
    g_assert_cmpint (fputc ('x', file), ==, 'x');
  fclose (file);
  liar_read_body (socket, head, begun);
  liar_write (socket, JSON_HEAD "Connection: close\r\n\r\n" OK_UPLOAD, -1);
}

static void
test_changed (void)
{
  for (int how = 0; how < 3; how++) {
    g_autofree char *path = scratch_file ("changed", LARGE);
    Change change = { path, how };
    g_autoptr (Liar) liar = liar_new (change_file, &change);
    g_autofree char *url = liar_get_url (liar);
    g_autoptr (SaClient) client = client_new (url, NULL, 5);
    g_autoptr (GError) error = NULL;

    g_assert_null (call_upload (client, path, "a.wav", NULL, &error));
    g_test_message ("%d: %s", how, error->message);
    assert_lost (error, SA_SERVICE_ERROR_FILE, SA_OUTCOME_UNKNOWN);
    g_assert_nonnull (strstr (error->message, "changed"));
    g_assert_false (sa_service_error_is_retryable_upload (error));
  }
}

static void
swallow (Liar *liar, GSocket *socket, gpointer data)
{
  g_free (liar_read_request (socket));
  liar_write (socket, JSON_HEAD "Connection: close\r\n\r\n" OK_UPLOAD, -1);
}

static void
test_memory (void)
{
  g_autoptr (Liar) liar = liar_new (swallow, NULL);
  g_autofree char *url = liar_get_url (liar);
  g_autoptr (SaClient) client = client_new (url, NULL, 5);
  g_autofree char *small = scratch_file ("small", 1000);
  g_autofree char *large = scratch_file ("large", LARGE);
  const char *paths[] = { small, large };
  gint64 peaks[2];

  if (SANITIZED) {
    g_test_skip ("memory is not measured under a sanitizer");
    return;
  }

  for (guint i = 0; i < 2; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (SaRemoteFile) file = NULL;

    reset_peak ();
    file = call_upload (client, paths[i], "a.wav", NULL, &error);
    g_assert_no_error (error);
    peaks[i] = peak_memory ();
  }
  g_test_message ("1 KB: %" G_GINT64_FORMAT " KiB, 20 MB: %" G_GINT64_FORMAT " KiB", peaks[0],
                  peaks[1]);
  g_assert_cmpint (peaks[1] - peaks[0], <=, 1024);
}

/* Cancelling: before it begins, while it is sent, while it is waited for, while it is read. */
typedef struct {
  GCancellable *cancellable;
  GAsyncResult *result;
  gint reached;
} Cancel;

static void
signal_and_wait (Liar *liar, GSocket *socket, gpointer data)
{
  Cancel *cancel = data;

  g_free (liar_read_request (socket));
  if (cancel->reached < 0)
    liar_write (socket, JSON_HEAD "Content-Length: 500\r\n\r\n{", -1);
  g_atomic_int_set (&cancel->reached, 1);
  g_main_context_wakeup (NULL);
  liar_wait (liar, socket);
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ((Cancel *) user_data)->result = g_object_ref (result);
}

/* Takes the head, and never the body. */
static void
signal_and_stall (Liar *liar, GSocket *socket, gpointer data)
{
  Cancel *cancel = data;

  g_free (liar_read_head (socket, NULL));
  g_atomic_int_set (&cancel->reached, 1);
  g_main_context_wakeup (NULL);
  while (!liar_is_ending (liar))
    g_socket_condition_timed_wait (socket, G_IO_HUP, 10000, NULL, NULL);
}

static void
test_cancel_first (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (Server) server = server_new ();
  g_autofree char *url = server_get_url (server, "");
  g_autoptr (SaClient) client = client_new (url, NULL, 5);
  g_autoptr (SaCloneRequest) request = sa_clone_request_new (1, "TestVoice1");
  g_autofree char *path = scratch_file ("cancel", 10);
  g_autofree char *dest = scratch_path ("cancel-dest");
  g_autoptr (GError) clone = NULL;
  g_autoptr (GError) upload = NULL;
  g_autoptr (GError) download = NULL;
  gboolean sent = TRUE;

  g_cancellable_cancel (cancellable);
  g_assert_null (call_clone (client, request, cancellable, &sent, &clone));
  g_assert_error (clone, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (sent);
  g_assert_null (call_upload (client, path, "a", cancellable, &upload));
  g_assert_error (upload, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (call_download (client, url, dest, 100, cancellable, &download));
  g_assert_error (download, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (server_count_requests (server), ==, 0);
}

static void
test_cancel_sending (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Cancel cancel = { cancellable, NULL, 0 };
  g_autoptr (Liar) liar = liar_new (signal_and_stall, &cancel);
  g_autofree char *url = liar_get_url (liar);
  SaClient *client = client_new (url, NULL, 20);
  g_autofree char *path = scratch_file ("sending", LARGE);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  sa_client_upload_async (client, file, "a.wav", NULL, SA_PURPOSE_VOICE_CLONE, NULL, NULL,
                          cancellable, result_cb, &cancel);
  wait_until (g_atomic_int_get (&cancel.reached) == 1);
  g_assert_null (cancel.result);
  g_cancellable_cancel (cancellable);
  wait_until (cancel.result != NULL);
  g_assert_null (sa_client_upload_finish (client, cancel.result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_object_unref (cancel.result);
  g_assert_finalize_object (client);
}

/* @data: 0 while nothing has been answered, −1 in the middle of the answer. */
static void
test_cancel_later (gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Cancel cancel = { cancellable, NULL, GPOINTER_TO_INT (data) };
  g_autoptr (Liar) liar = liar_new (signal_and_wait, &cancel);
  g_autofree char *url = liar_get_url (liar);
  SaClient *client = client_new (url, NULL, 20);
  g_autoptr (SaCloneRequest) request = sa_clone_request_new (1, "TestVoice1");
  g_autoptr (GError) error = NULL;

  sa_client_clone_async (client, request, cancellable, result_cb, &cancel);
  wait_until (g_atomic_int_get (&cancel.reached) == 1);
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_null (cancel.result);
  g_cancellable_cancel (cancellable);
  wait_until (cancel.result != NULL);
  g_assert_null (sa_client_clone_finish (client, cancel.result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (sa_client_clone_was_sent (cancel.result));
  g_object_unref (cancel.result);
  g_assert_finalize_object (client);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);

  /* First, while nothing else has left its mark on the heap. */
  g_test_add_func ("/lies/memory", test_memory);
  g_test_add_func ("/lies/not-http", test_not_http);
  g_test_add_func ("/lies/broken-refusal", test_broken_refusal);
  g_test_add_func ("/lies/deep", test_deep);
  g_test_add_data_func ("/lies/flood/length", JSON_HEAD "Content-Length: 400000000\r\n\r\n",
                        test_flood);
  g_test_add_data_func ("/lies/flood/chunked", JSON_HEAD "Transfer-Encoding: chunked\r\n\r\n",
                        test_flood);
  g_test_add_data_func ("/lies/flood/endless", JSON_HEAD "\r\n", test_flood);
  g_test_add_data_func ("/lies/flood/unauthorized",
                        "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"\r\n\r\n",
                        test_flood_of_refusal);
  g_test_add_data_func ("/lies/flood/proxy", "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n",
                        test_flood_of_refusal);
  g_test_add_data_func ("/lies/flood/moved", "HTTP/1.1 307 Moved\r\nLocation: /x\r\n\r\n",
                        test_flood_of_refusal);
  g_test_add_func ("/lies/largest", test_largest);
  g_test_add_data_func ("/lies/stall/silent", "", test_stall);
  g_test_add_data_func ("/lies/stall/half", JSON_HEAD "Content-Length: 500\r\n\r\n{", test_stall);
  g_test_add_func ("/lies/upload-stall", test_upload_stall);
  g_test_add_func ("/lies/reset", test_reset);
  g_test_add_func ("/lies/unreachable", test_unreachable);
  g_test_add_func ("/lies/no-tls", test_no_tls);
  g_test_add_func ("/lies/early", test_early);
  g_test_add_func ("/lies/interim", test_interim);
  g_test_add_func ("/lies/changed", test_changed);
  g_test_add_func ("/lies/cancel/first", test_cancel_first);
  g_test_add_func ("/lies/cancel/sending", test_cancel_sending);
  g_test_add_data_func ("/lies/cancel/waiting", GINT_TO_POINTER (0), test_cancel_later);
  g_test_add_data_func ("/lies/cancel/reading", GINT_TO_POINTER (-1), test_cancel_later);

  status = g_test_run ();
  scratch_clear ();

  return status;
}
