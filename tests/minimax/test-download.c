/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Previews: whole or not at all, never too large, never with the key. */
#include "support.h"

#include <glib/gstdio.h>
#include <string.h>

#define KEY "sk-test-key-0123456789"

static void
assert_no_file (const char *path, guint files)
{
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (scratch_count (), ==, files);
}

static void
test_whole (void)
{
  g_autoptr (Server) server = server_new ();
  g_autofree char *api = server_get_url (server, "");
  g_autofree char *url = server_get_url (server, "/a.mp3?sign=1#x");
  g_autoptr (SaClient) client = client_new (api, KEY, 10);
  g_autofree char *source = scratch_file ("source", 1000001);
  g_autofree char *path = scratch_file ("old.mp3", 10);
  g_autofree char *sent = NULL;
  g_autofree char *got = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (Request) request = NULL;
  gsize sent_length, got_length;
  guint files = scratch_count ();

  g_assert_true (g_file_get_contents (source, &sent, &sent_length, NULL));
  body = g_bytes_new (sent, sent_length);
  server_answer_bytes (server, 200, "audio/mpeg", body);

  g_assert_true (call_download (client, url, path, 1000001, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &got, &got_length, NULL));
  g_assert_cmpmem (got, got_length, sent, sent_length);
  g_assert_cmpuint (scratch_count (), ==, files);

  request = server_take_request (server);
  g_assert_cmpstr (request->method, ==, "GET");
  g_assert_null (soup_message_headers_get_one (request->headers, "Authorization"));
  g_assert_null (soup_message_headers_get_one (request->headers, "Cookie"));
}

/* One byte over the limit, said beforehand or not. What was there before stays. */
static void
test_too_large (void)
{
  g_autoptr (Server) server = server_new ();
  g_autofree char *api = server_get_url (server, "");
  g_autoptr (SaClient) client = client_new (api, KEY, 10);
  g_autofree char *path = scratch_file ("keep.mp3", 10);
  g_autofree char *kept = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  guint files = scratch_count ();

  server_answer (server, 200, "audio/mpeg", "12345678901");
  g_assert_false (call_download (client, api, path, 10, NULL, &error));
  g_assert_error (error, SA_SERVICE_ERROR, SA_SERVICE_ERROR_TOO_LARGE);
  g_assert_cmpint (sa_service_error_get_request (error), ==, SA_REQUEST_DOWNLOAD);
  g_assert_true (g_file_get_contents (path, &kept, &length, NULL));
  g_assert_cmpuint (length, ==, 10);
  g_assert_cmpuint (scratch_count (), ==, files);
}

static void
test_refused (void)
{
  static const struct {
    guint status;
    const char *body;
    int kind;
  } cases[] = {
    { 404, "<html>gone</html>", SA_SERVICE_ERROR_HTTP },
    { 403, "no", SA_SERVICE_ERROR_HTTP },
    { 500, "", SA_SERVICE_ERROR_HTTP },
    { 302, "no location", SA_SERVICE_ERROR_HTTP },
    { 200, "", SA_SERVICE_ERROR_BAD_ANSWER },
  };
  g_autoptr (Server) server = server_new ();
  g_autofree char *api = server_get_url (server, "");
  g_autoptr (SaClient) client = client_new (api, KEY, 10);
  g_autofree char *path = scratch_path ("refused.mp3");
  guint files = scratch_count ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    server_answer (server, cases[i].status, "text/html", cases[i].body);
    g_assert_false (call_download (client, api, path, 1000, NULL, &error));
    g_assert_error (error, SA_SERVICE_ERROR, cases[i].kind);
    g_assert_cmpuint (sa_service_error_get_http_status (error), ==, cases[i].status);
    assert_no_file (path, files);
  }
}

static void
test_addresses (void)
{
  static const char *const urls[] = { "",        "a.mp3",        "/etc/passwd",
                                      "http://", "ftp://host/a", "file:///etc/passwd",
                                      "data:,x", "javascript:1", "https:///a" };
  g_autoptr (SaClient) client = client_new ("https://api.example", KEY, 10);
  g_autofree char *path = scratch_path ("address.mp3");
  guint files = scratch_count ();

  for (gsize i = 0; i < G_N_ELEMENTS (urls); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", urls[i]);
    g_assert_false (call_download (client, urls[i], path, 1000, NULL, &error));
    g_assert_error (error, SA_SERVICE_ERROR, SA_SERVICE_ERROR_BAD_URL);
    g_assert_cmpint (sa_service_error_get_outcome (error), ==, SA_OUTCOME_NOT_SENT);
    assert_no_file (path, files);
  }
}

/* Redirects: the target without a key; never to another scheme; not for ever. */
static void
test_redirects (void)
{
  g_autoptr (Server) server = server_new ();
  g_autoptr (Server) cdn = server_new ();
  g_autofree char *api = server_get_url (server, "");
  g_autofree char *url = server_get_url (server, "/a");
  g_autofree char *target = server_get_url (cdn, "/b");
  g_autoptr (SaClient) client = client_new (api, KEY, 10);
  g_autofree char *path = scratch_path ("redirected.mp3");
  g_autofree char *got = NULL;
  g_autoptr (Request) request = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) local = NULL;
  g_autoptr (GError) endless = NULL;
  guint files = scratch_count ();

  server_answer (cdn, 200, "audio/mpeg", "sound");
  server_answer (server, 307, "text/plain", "there");
  server_add_header (server, "Location", target);
  g_assert_true (call_download (client, url, path, 1000, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &got, NULL, NULL));
  g_assert_cmpstr (got, ==, "sound");
  request = server_take_request (cdn);
  g_assert_cmpstr (request->path, ==, "/b");
  g_assert_null (soup_message_headers_get_one (request->headers, "Authorization"));
  g_remove (path);

  server_answer (server, 302, "text/plain", "there");
  server_add_header (server, "Location", "file:///etc/passwd");
  g_assert_false (call_download (client, url, path, 1000, NULL, &local));
  g_assert_error (local, SA_SERVICE_ERROR, SA_SERVICE_ERROR_BAD_URL);

  server_answer (server, 302, "text/plain", "again");
  server_add_header (server, "Location", "/a");
  g_assert_false (call_download (client, url, path, 1000, NULL, &endless));
  g_assert_error (endless, SA_SERVICE_ERROR, SA_SERVICE_ERROR_HTTP);
  g_assert_cmpuint (server_count_requests (server), ==, 1 + 1 + 6);
  assert_no_file (path, files);
}

static void
break_off (Liar *liar, GSocket *socket, gpointer data)
{
  g_free (liar_read_request (socket));
  liar_write (socket, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nhalf", -1);
}

static void
test_broken (void)
{
  g_autoptr (Liar) liar = liar_new (break_off, NULL);
  g_autofree char *url = liar_get_url (liar);
  g_autoptr (SaClient) client = client_new (url, NULL, 5);
  g_autofree char *path = scratch_path ("broken.mp3");
  g_autoptr (GError) error = NULL;
  guint files = scratch_count ();

  g_assert_false (call_download (client, url, path, 1000000, NULL, &error));
  g_assert_error (error, SA_SERVICE_ERROR, SA_SERVICE_ERROR_NETWORK);
  assert_no_file (path, files);
}

/* What is poured out under which head, and how much of it was taken. */
typedef struct {
  const char *head;
  gint64 written;
} Jug;

#define AUDIO_HEAD "HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\n\r\n"

static void
pour (Liar *liar, GSocket *socket, gpointer data)
{
  Jug *jug = data;
  g_autofree char *block = g_strnfill (65536, 'x');

  g_free (liar_read_request (socket));
  if (!liar_write (socket, jug->head, -1))
    return;
  for (jug->written = 0; jug->written < 600 * 1000 * 1000; jug->written += 65536)
    if (!liar_write (socket, block, 65536))
      return;
}

static void
assert_cut_off (const char *head, int kind)
{
  Jug jug = { head, 0 };
  g_autoptr (Liar) liar = liar_new (pour, &jug);
  g_autofree char *url = liar_get_url (liar);
  g_autoptr (SaClient) client = client_new (url, NULL, 5);
  g_autofree char *path = scratch_path ("flood.mp3");
  g_autoptr (GError) error = NULL;
  guint files = scratch_count ();

  g_assert_false (call_download (client, url, path, 5000000, NULL, &error));
  g_assert_error (error, SA_SERVICE_ERROR, kind);
  assert_no_file (path, files);
  g_clear_pointer (&liar, liar_free);
  g_assert_cmpint (jug.written, <, 50 * 1000 * 1000);
}

/* 600 MB, of preview or of refusal: cut off, and nothing of it stays. */
static void
test_flood (void)
{
  assert_cut_off (AUDIO_HEAD, SA_SERVICE_ERROR_TOO_LARGE);
  assert_cut_off ("HTTP/1.1 401 Unauthorized\r\n\r\n", SA_SERVICE_ERROR_HTTP);
}

static void
test_destinations (void)
{
  g_autoptr (Server) server = server_new ();
  g_autofree char *api = server_get_url (server, "");
  g_autoptr (SaClient) client = client_new (api, NULL, 10);
  g_autofree char *folder = scratch_path ("folder");
  g_autofree char *inside = scratch_path ("folder/x");
  g_autofree char *missing = scratch_path ("missing/x.mp3");
  g_autofree char *under_file = scratch_file ("file", 1);
  g_autofree char *wrong = g_build_filename (under_file, "x.mp3", NULL);
  const char *paths[] = { folder, missing, wrong, "/proc/x.mp3", "/", NULL };
  guint files;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (inside, "x", 1, NULL));
  files = scratch_count ();
  for (guint i = 0; paths[i] != NULL; i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", paths[i]);
    g_assert_false (call_download (client, api, paths[i], 1000, NULL, &error));
    g_assert_error (error, SA_SERVICE_ERROR, SA_SERVICE_ERROR_FILE);
    g_assert_cmpuint (scratch_count (), ==, files);
  }
  g_remove (inside);
  g_remove (folder);
}

typedef struct {
  GCancellable *cancellable;
  GAsyncResult *result;
} Cancel;

static void
cancel_cb (gint64 done, gint64 total, gpointer data)
{
  g_cancellable_cancel (((Cancel *) data)->cancellable);
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ((Cancel *) user_data)->result = g_object_ref (result);
}

static void
test_cancel (void)
{
  Jug jug = { AUDIO_HEAD, 0 };
  g_autoptr (Liar) liar = liar_new (pour, &jug);
  g_autofree char *url = liar_get_url (liar);
  SaClient *client = client_new (url, NULL, 5);
  g_autofree char *path = scratch_path ("cancelled.mp3");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Cancel cancel = { cancellable, NULL };
  guint files = scratch_count ();

  sa_client_download_async (client, url, file, G_MAXINT64, cancel_cb, &cancel, cancellable,
                            result_cb, &cancel);
  wait_until (cancel.result != NULL);
  g_assert_false (sa_client_download_finish (client, cancel.result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_no_file (path, files);
  g_object_unref (cancel.result);
  g_assert_finalize_object (client);
}

int
main (int argc, char **argv)
{
  g_autofree char *anchor = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  anchor = scratch_file ("anchor", 1);

  g_test_add_func ("/download/whole", test_whole);
  g_test_add_func ("/download/too-large", test_too_large);
  g_test_add_func ("/download/refused", test_refused);
  g_test_add_func ("/download/addresses", test_addresses);
  g_test_add_func ("/download/redirects", test_redirects);
  g_test_add_func ("/download/broken", test_broken);
  g_test_add_func ("/download/flood", test_flood);
  g_test_add_func ("/download/destinations", test_destinations);
  g_test_add_func ("/download/cancel", test_cancel);

  status = g_test_run ();
  scratch_clear ();

  return status;
}
