/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The contract of the API, field by field, over real HTTP. */
#include "config.h"

#include "support.h"

#include <json-glib/json-glib.h>
#include <string.h>
#include <sys/stat.h>

#define KEY "sk-test-key-0123456789"

static void
test_new (void)
{
  SaClient *client = client_new ("https://gw.example/minimax/", KEY, 0);
  g_autofree char *base = NULL;
  guint timeout;

  g_assert_cmpstr (sa_client_get_base_url (client), ==, "https://gw.example/minimax");
  g_assert_true (sa_client_has_key (client));
  g_assert_cmpuint (sa_client_get_timeout (client), ==, SA_CLIENT_DEFAULT_TIMEOUT);
  g_object_get (client, "base-url", &base, "timeout", &timeout, NULL);
  g_assert_cmpstr (base, ==, "https://gw.example/minimax");
  g_assert_cmpuint (timeout, ==, SA_CLIENT_DEFAULT_TIMEOUT);
  g_assert_finalize_object (client);
}

static void
assert_not_made (const char *url, const char *key, int code)
{
  g_autoptr (GError) error = NULL;
  SaClient *client = sa_client_new (url, key, 5, &error);

  g_test_message ("%s", url);
  g_assert_null (client);
  g_assert_error (error, SA_SERVICE_ERROR, code);
  g_assert_cmpint (sa_service_error_get_outcome (error), ==, SA_OUTCOME_NOT_SENT);
  if (key != NULL)
    g_assert_null (strstr (error->message, key));
}

static void
test_new_refused (void)
{
  assert_not_made ("", NULL, SA_SERVICE_ERROR_BAD_URL);
  assert_not_made ("ftp://host", NULL, SA_SERVICE_ERROR_BAD_URL);
  assert_not_made ("file:///etc/passwd", NULL, SA_SERVICE_ERROR_BAD_URL);
  assert_not_made ("https://", NULL, SA_SERVICE_ERROR_BAD_URL);
  assert_not_made ("https://user:word@host", NULL, SA_SERVICE_ERROR_BAD_URL);
  assert_not_made ("https://host/?a=b", NULL, SA_SERVICE_ERROR_BAD_URL);
  assert_not_made ("http://example.com", KEY, SA_SERVICE_ERROR_INSECURE_KEY);
  assert_not_made ("http://192.168.1.5:8080", KEY, SA_SERVICE_ERROR_INSECURE_KEY);
  assert_not_made ("http://128.0.0.1", KEY, SA_SERVICE_ERROR_INSECURE_KEY);
  assert_not_made ("http://localhost.example.com", KEY, SA_SERVICE_ERROR_INSECURE_KEY);
  assert_not_made ("http://127.0.0.1.example.com", KEY, SA_SERVICE_ERROR_INSECURE_KEY);
  assert_not_made ("https://example.com", "sk\r\nX-Evil: 1", SA_SERVICE_ERROR_INSECURE_KEY);
}

static void
test_new_allowed (void)
{
  static const char *const with_key[] = { "http://127.0.0.1:1", "http://127.9.8.7",
                                          "http://[::1]:5", "http://localhost:5",
                                          "https://example.com" };

  for (gsize i = 0; i < G_N_ELEMENTS (with_key); i++) {
    g_autoptr (SaClient) client = client_new (with_key[i], KEY, 5);

    g_assert_true (sa_client_has_key (client));
  }

  for (gsize i = 0; i < 3; i++) {
    static const char *const none[] = { NULL, "", "  \n" };
    g_autoptr (SaClient) client = client_new ("http://gateway.example", none[i], 5);

    g_assert_false (sa_client_has_key (client));
  }
}

/* A parser of multipart/form-data by the letter of RFC 7578 that takes exactly two parts. */
typedef struct {
  char *heads[2];
  GBytes *bodies[2];
} Parts;

static void
parts_clear (Parts *parts)
{
  for (int i = 0; i < 2; i++) {
    g_free (parts->heads[i]);
    g_bytes_unref (parts->bodies[i]);
  }
}

static void
parse_parts (Request *request, Parts *parts)
{
  const char *type = soup_message_headers_get_one (request->headers, "Content-Type");
  const char *prefix = "multipart/form-data; boundary=";
  g_autofree char *opening = NULL;
  g_autofree char *closing = NULL;
  gsize length;
  const char *at = g_bytes_get_data (request->body, &length);
  const char *end = at + length;

  g_assert_true (g_str_has_prefix (type, prefix));
  g_assert_cmpint (soup_message_headers_get_content_length (request->headers), ==, length);
  opening = g_strdup_printf ("--%s\r\n", type + strlen (prefix));
  closing = g_strdup_printf ("\r\n--%s", type + strlen (prefix));
  g_assert_cmpmem (at, strlen (opening), opening, strlen (opening));
  at += strlen (opening);

  for (int i = 0; i < 2; i++) {
    const char *blank = memmem (at, (gsize) (end - at), "\r\n\r\n", 4);
    const char *stop;

    g_assert_nonnull (blank);
    parts->heads[i] = g_strndup (at, (gsize) (blank - at));
    at = blank + 4;
    stop = memmem (at, (gsize) (end - at), closing, strlen (closing));
    g_assert_nonnull (stop);
    parts->bodies[i] = g_bytes_new (at, (gsize) (stop - at));
    at = stop + strlen (closing);
    g_assert_cmpmem (at, 2, i == 0 ? "\r\n" : "--", 2);
    at += 2;
  }
  g_assert_cmpmem (at, end - at, "\r\n", 2);
}

static void
assert_bytes (GBytes *bytes, const char *expected)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  g_assert_cmpmem (data, length, expected, strlen (expected));
}

static void
test_upload_request (void)
{
  g_autoptr (Server) server = server_new ();
  g_autofree char *url = server_get_url (server, "/minimax/");
  g_autoptr (SaClient) client = client_new (url, KEY, 10);
  g_autofree char *path = scratch_file ("a.wav", 300001);
  g_autoptr (SaRemoteFile) file = NULL;
  g_autoptr (Request) request = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  gsize length;
  Parts parts;

  server_answer (server, 200, "application/json", OK_UPLOAD);
  server_add_header (server, "tRACE-iD", "trace-7");
  file = call_upload (client, path, "a.wav", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (file->file_id, ==, 123456789012345680);
  g_assert_cmpint (file->bytes, ==, 5896337);
  g_assert_cmpint (file->created_at, ==, 1700469398);
  g_assert_cmpstr (file->filename, ==, "audio_sample.mp3");
  g_assert_cmpstr (file->purpose, ==, "voice_clone");
  g_assert_cmpstr (file->trace_id, ==, "trace-7");

  request = server_take_request (server);
  g_assert_cmpstr (request->method, ==, "POST");
  g_assert_cmpstr (request->path, ==, "/minimax/v1/files/upload");
  g_assert_cmpstr (soup_message_headers_get_one (request->headers, "Authorization"), ==,
                   "Bearer " KEY);
  g_assert_cmpstr (soup_message_headers_get_one (request->headers, "User-Agent"), ==,
                   "Soundalike/" PACKAGE_VERSION);
  g_assert_null (soup_message_headers_get_one (request->headers, "Cookie"));
  g_assert_null (soup_message_headers_get_one (request->headers, "Transfer-Encoding"));

  parse_parts (request, &parts);
  g_assert_cmpstr (parts.heads[0], ==, "Content-Disposition: form-data; name=\"purpose\"");
  assert_bytes (parts.bodies[0], "voice_clone");
  g_assert_cmpstr (parts.heads[1], ==,
                   "Content-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n"
                   "Content-Type: audio/wav");
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_cmpmem (g_bytes_get_data (parts.bodies[1], NULL), g_bytes_get_size (parts.bodies[1]),
                   contents, length);
  parts_clear (&parts);
}

/* Sizes around what is read at once. */
static void
test_upload_sizes (void)
{
  static const gsize sizes[] = { 1,      8191,   8192,       8193,           131071,
                                 131072, 131073, 131072 * 2, 131072 * 2 + 1, 1000000 };
  g_autoptr (Server) server = server_new ();
  g_autofree char *url = server_get_url (server, "");
  g_autoptr (SaClient) client = client_new (url, NULL, 10);

  server_answer (server, 200, "application/json", OK_UPLOAD);
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autofree char *path = scratch_file ("size.bin", sizes[i]);
    g_autoptr (GError) error = NULL;
    g_autoptr (SaRemoteFile) file = call_upload (client, path, "size.bin", NULL, &error);
    g_autoptr (Request) request = server_take_request (server);
    g_autofree char *contents = NULL;
    gsize length;
    Parts parts;

    g_assert_no_error (error);
    g_assert_nonnull (file);
    g_assert_null (soup_message_headers_get_one (request->headers, "Authorization"));
    parse_parts (request, &parts);
    g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
    g_assert_cmpuint (length, ==, sizes[i]);
    g_assert_cmpmem (g_bytes_get_data (parts.bodies[1], NULL), g_bytes_get_size (parts.bodies[1]),
                     contents, length);
    parts_clear (&parts);
  }
}

static void
test_upload_names (void)
{
  static const struct {
    const char *name;
    const char *sent;
  } names[] = {
    { "plain.wav", "plain.wav" },
    { "two words.wav", "two words.wav" },
    { "say \"hi\".wav", "say %22hi%22.wav" },
    { "a\r\nX-Evil: 1\r\n\r\nbody.wav", "a%0D%0AX-Evil: 1%0D%0A%0D%0Abody.wav" },
    { "Größe 声音 😀.m4a", "Größe 声音 😀.m4a" },
    { "back\\slash;=%22.mp3", "back\\slash;=%22.mp3" },
  };
  g_autoptr (Server) server = server_new ();
  g_autofree char *url = server_get_url (server, "");
  g_autoptr (SaClient) client = client_new (url, KEY, 10);
  g_autofree char *path = scratch_file ("names", 10);

  server_answer (server, 200, "application/json", OK_UPLOAD);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (SaRemoteFile) file = call_upload (client, path, names[i].name, NULL, &error);
    g_autoptr (Request) request = server_take_request (server);
    g_autofree char *expected =
      g_strdup_printf ("Content-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n"
                       "Content-Type: audio/wav",
                       names[i].sent);
    Parts parts;

    g_assert_no_error (error);
    g_assert_nonnull (file);
    parse_parts (request, &parts);
    g_assert_cmpstr (parts.heads[1], ==, expected);
    parts_clear (&parts);
  }
}

typedef struct {
  GAsyncResult *result;
  gint64 done;
  gint64 total;
  guint calls;
} Upload;

static void
progress_cb (gint64 done, gint64 total, gpointer data)
{
  Upload *upload = data;

  g_assert_cmpint (done, >=, upload->done);
  g_assert_cmpint (done, <=, total);
  upload->done = done;
  upload->total = total;
  upload->calls++;
}

static void
uploaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ((Upload *) user_data)->result = g_object_ref (result);
}

static void
sent_cb (SaClient *client,
         GDateTime *when,
         const char *request,
         gint64 bytes,
         const char *note,
         GPtrArray *log)
{
  g_assert_nonnull (when);
  g_ptr_array_add (log, g_strdup_printf ("%s|%s|%" G_GINT64_FORMAT, strchr (request, ' ') + 1, note,
                                         bytes));
}

static void
test_upload_purposes (void)
{
  static const char *const purposes[] = { "voice_clone", "prompt_audio", "t2a_async_input",
                                          "video_understanding" };
  g_autoptr (Server) server = server_new ();
  g_autofree char *url = server_get_url (server, "");
  g_autoptr (SaClient) client = client_new (url, KEY, 10);
  g_autofree char *path = scratch_file ("purpose.txt", 2000000);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GPtrArray) log = g_ptr_array_new_with_free_func (g_free);

  g_signal_connect (client, "sent", G_CALLBACK (sent_cb), log);
  server_answer (server, 200, "application/json", OK_UPLOAD);
  for (guint i = 0; i < G_N_ELEMENTS (purposes); i++) {
    Upload upload = { NULL };
    g_autoptr (SaRemoteFile) remote = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (Request) request = NULL;
    g_autofree char *line = NULL;
    Parts parts;

    sa_client_upload_async (client, file, "f.txt", "bad type\r\n", (SaPurpose) i, progress_cb,
                            &upload, NULL, uploaded_cb, &upload);
    wait_until (upload.result != NULL);
    remote = sa_client_upload_finish (client, upload.result, &error);
    g_object_unref (upload.result);
    g_assert_no_error (error);
    g_assert_cmpint (upload.done, ==, 2000000);
    g_assert_cmpint (upload.total, ==, 2000000);
    g_assert_cmpuint (upload.calls, >=, 1);

    request = server_take_request (server);
    parse_parts (request, &parts);
    assert_bytes (parts.bodies[0], purposes[i]);
    g_assert_true (g_str_has_suffix (parts.heads[1], "Content-Type: application/octet-stream"));
    parts_clear (&parts);

    line = g_strdup_printf ("%s/v1/files/upload|%s|%" G_GSIZE_FORMAT, url, purposes[i],
                            g_bytes_get_size (request->body));
    g_assert_cmpstr (g_ptr_array_index (log, i), ==, line);
  }
}

static void
test_upload_files (void)
{
  g_autoptr (Server) server = server_new ();
  g_autofree char *url = server_get_url (server, "");
  g_autoptr (SaClient) client = client_new (url, KEY, 10);
  g_autofree char *empty = scratch_file ("empty", 0);
  g_autofree char *missing = scratch_path ("missing");
  g_autofree char *pipe = scratch_path ("pipe");
  const char *paths[] = { empty, missing, pipe, "/tmp", "/dev/zero", "/dev/null", NULL };

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  for (guint i = 0; paths[i] != NULL; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (SaRemoteFile) file = call_upload (client, paths[i], "x.wav", NULL, &error);

    g_assert_null (file);
    g_assert_error (error, SA_SERVICE_ERROR, SA_SERVICE_ERROR_FILE);
    g_assert_cmpint (sa_service_error_get_outcome (error), ==, SA_OUTCOME_NOT_SENT);
  }
  g_assert_cmpuint (server_count_requests (server), ==, 0);
}

/* What an upload's answer is taken for; 0 is a bad answer. */
static void
test_upload_answers (void)
{
  static const struct {
    const char *body;
    gint64 id;
  } answers[] = {
    { "{\"file\":{\"file_id\":1},\"base_resp\":{\"status_code\":0}}", 1 },
    { "{\"file\":{\"file_id\":9223372036854775807},\"base_resp\":{\"status_code\":0}}",
      G_MAXINT64 },
    { "{\"file\":{\"file_id\":\"9223372036854775807\"},\"base_resp\":{\"status_code\":\"0\"}}",
      G_MAXINT64 },
    { "{\"file\":{\"file_id\":\"123456789012345680\",\"bytes\":\"77\"}}", 123456789012345680 },
    { "{\"file\":{\"file_id\":7},\"base_resp\":null}", 7 },
    { "{\"file\":{\"file_id\":7,\"bytes\":\"x\",\"created_at\":[],\"filename\":3,\"purpose\":null},"
      "\"base_resp\":{\"status_code\":0}}",
      7 },
    { "{\"file\":{\"file_id\":6,\"file_id\":7},\"base_resp\":{\"status_code\":0}}", 7 },
    { "{\"file\":{\"file_id\":9223372036854775808},\"base_resp\":{\"status_code\":0}}", 0 },
    { "{\"file\":{\"file_id\":18446744073709551617},\"base_resp\":{\"status_code\":0}}", 0 },
    { "{\"file\":{\"file_id\":\"9223372036854775808\"},\"base_resp\":{\"status_code\":0}}", 0 },
    { "{\"file\":{\"file_id\":0},\"base_resp\":{\"status_code\":0}}", 0 },
    { "{\"file\":{\"file_id\":-5},\"base_resp\":{\"status_code\":0}}", 0 },
    { "{\"file\":{\"file_id\":123.0},\"base_resp\":{\"status_code\":0}}", 0 },
    { "{\"file\":{\"file_id\":1.5e18},\"base_resp\":{\"status_code\":0}}", 0 },
    { "{\"file\":{\"file_id\":true},\"base_resp\":{\"status_code\":0}}", 0 },
    { "{\"file\":{\"file_id\":null},\"base_resp\":{\"status_code\":0}}", 0 },
    { "{\"file\":{},\"base_resp\":{\"status_code\":0}}", 0 },
    { "{\"file\":[],\"base_resp\":{\"status_code\":0}}", 0 },
    { "{\"file\":{\"file_id\":5},\"base_resp\":\"ok\"}", 0 },
    { "{\"file\":{\"file_id\":5},\"base_resp\":{}}", 0 },
    { "{\"file\":{\"file_id\":5},\"base_resp\":{\"status_code\":0.0}}", 0 },
    { "{\"base_resp\":{\"status_code\":0}}", 0 },
    { "{}", 0 },
    { "", 0 },
    { "ok", 0 },
    { "[{\"file\":{\"file_id\":5}}]", 0 },
    { "{\"file\":{\"file_id\":5},\"base_resp\":{\"status_code\":0}} trailing", 0 },
    { "{\"file\":{\"file_id\":5},\"base_resp\":{\"status_code\":0}", 0 },
  };
  g_autoptr (Server) server = server_new ();
  g_autofree char *url = server_get_url (server, "");
  g_autoptr (SaClient) client = client_new (url, KEY, 10);
  g_autofree char *path = scratch_file ("answers", 10);

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (SaRemoteFile) file = NULL;

    g_test_message ("%s", answers[i].body);
    server_answer (server, 200, "application/json", answers[i].body);
    file = call_upload (client, path, "a.wav", NULL, &error);
    if (answers[i].id > 0) {
      g_assert_no_error (error);
      g_assert_cmpint (file->file_id, ==, answers[i].id);
    } else {
      g_assert_error (error, SA_SERVICE_ERROR, SA_SERVICE_ERROR_BAD_ANSWER);
      g_assert_cmpint (sa_service_error_get_outcome (error), ==, SA_OUTCOME_UNKNOWN);
      g_assert_null (file);
    }
  }
}

static char *
take_json (Server *server)
{
  g_autoptr (Request) request = server_take_request (server);
  gsize length;
  const char *data = g_bytes_get_data (request->body, &length);

  g_assert_cmpstr (request->method, ==, "POST");
  g_assert_cmpstr (request->path, ==, "/v1/voice_clone");
  g_assert_cmpstr (soup_message_headers_get_one (request->headers, "Content-Type"), ==,
                   "application/json");
  g_assert_cmpstr (soup_message_headers_get_one (request->headers, "Authorization"), ==,
                   "Bearer " KEY);

  return g_strndup (data, length);
}

static void
test_clone_request (void)
{
  g_autoptr (Server) server = server_new ();
  g_autofree char *url = server_get_url (server, "/");
  g_autoptr (SaClient) client = client_new (url, KEY, 10);
  g_autoptr (SaCloneRequest) request = sa_clone_request_new (G_MAXINT64, "MyVoice-001");
  g_autoptr (GPtrArray) log = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *least = NULL;
  g_autofree char *most = NULL;
  g_autofree char *line = NULL;

  g_signal_connect (client, "sent", G_CALLBACK (sent_cb), log);
  sa_clone_answer_free (call_clone (client, request, NULL, NULL, &error));
  g_assert_no_error (error);
  least = take_json (server);
  g_assert_cmpstr (least, ==,
                   "{\"file_id\":9223372036854775807,\"voice_id\":\"MyVoice-001\","
                   "\"need_noise_reduction\":false,\"need_volume_normalization\":false}");
  line = g_strdup_printf ("%sv1/voice_clone|MyVoice-001|%" G_GSIZE_FORMAT, url, strlen (least));
  g_assert_cmpstr (g_ptr_array_index (log, 0), ==, line);

  request->prompt_file_id = 987654321987654321;
  request->prompt_text = g_strdup ("He said \"go\".\nÜber 声");
  request->text = g_strdup ("A breeze(breath)\t\\ 😀");
  request->model = g_strdup ("speech-2.8-hd");
  request->language_boost = g_strdup ("Chinese,Yue");
  request->need_noise_reduction = TRUE;
  request->need_volume_normalization = TRUE;
  sa_clone_answer_free (call_clone (client, request, NULL, NULL, &error));
  g_assert_no_error (error);
  most = take_json (server);
  g_assert_cmpstr (most, ==,
                   "{\"file_id\":9223372036854775807,\"voice_id\":\"MyVoice-001\","
                   "\"clone_prompt\":{\"prompt_audio\":987654321987654321,"
                   "\"prompt_text\":\"He said \\\"go\\\".\\nÜber 声\"},"
                   "\"text\":\"A breeze(breath)\\t\\\\ 😀\",\"model\":\"speech-2.8-hd\","
                   "\"language_boost\":\"Chinese,Yue\","
                   "\"need_noise_reduction\":true,\"need_volume_normalization\":true}");
}

/* One half of a pair is never sent. */
static void
test_clone_pairs (void)
{
  g_autoptr (SaCloneRequest) request = sa_clone_request_new (1, "MyVoice-001");
  g_autoptr (GBytes) prompt = NULL;
  g_autoptr (GBytes) text = NULL;

  request->prompt_file_id = 5;
  request->model = g_strdup ("speech-2.8-hd");
  prompt = sa_clone_request_to_json (request);
  request->prompt_file_id = 0;
  request->prompt_text = g_strdup ("words");
  g_clear_pointer (&request->model, g_free);
  request->text = g_strdup ("words");
  text = sa_clone_request_to_json (request);
  g_assert_true (g_bytes_equal (prompt, text));
}

static SaCloneAnswer *
ask_clone (Server *server, SaClient *client, const char *fields)
{
  g_autofree char *body = g_strdup_printf ("{%s\"base_resp\":{\"status_code\":0}}", fields);
  g_autoptr (GError) error = NULL;
  SaCloneAnswer *answer;

  g_test_message ("%s", body);
  server_answer (server, 200, "application/json", body);
  answer = call_simple_clone (client, &error);
  g_assert_no_error (error);

  return answer;
}

static void
test_clone_answer (void)
{
  g_autoptr (Server) server = server_new ();
  g_autofree char *url = server_get_url (server, "");
  g_autoptr (SaClient) client = client_new (url, KEY, 10);
  g_autoptr (SaCloneAnswer) full = NULL;
  g_autoptr (SaCloneAnswer) some = NULL;
  g_autoptr (SaCloneAnswer) none = NULL;
  g_autoptr (SaCloneAnswer) wrong = NULL;

  full = ask_clone (server, client,
                    "\"input_sensitive\":false,\"input_sensitive_type\":0,"
                    "\"demo_audio\":\"https://cdn.example/a.mp3?x=1&y=2\",\"extra_info\":{"
                    "\"audio_length\":11124,\"audio_sample_rate\":32000,\"audio_size\":179926,"
                    "\"bitrate\":128000,\"word_count\":18,\"usage_characters\":17},"
                    "\"trace_id\":\"body-trace\",");
  g_assert_cmpstr (full->demo_audio, ==, "https://cdn.example/a.mp3?x=1&y=2");
  g_assert_true (full->has_extra_info);
  g_assert_cmpint (full->audio_length, ==, 11124);
  g_assert_cmpint (full->audio_sample_rate, ==, 32000);
  g_assert_cmpint (full->audio_size, ==, 179926);
  g_assert_cmpint (full->bitrate, ==, 128000);
  g_assert_cmpint (full->word_count, ==, 18);
  g_assert_cmpint (full->usage_characters, ==, 17);
  g_assert_false (full->input_sensitive);
  g_assert_cmpstr (full->trace_id, ==, "body-trace");

  some = ask_clone (server, client,
                    "\"demo_audio\":\"\",\"extra_info\":{\"audio_length\":\"77\",\"bitrate\":null,"
                    "\"word_count\":1.5,\"audio_size\":-3},");
  g_assert_null (some->demo_audio);
  g_assert_true (some->has_extra_info);
  g_assert_cmpint (some->audio_length, ==, 77);
  g_assert_cmpint (some->audio_sample_rate, ==, -1);
  g_assert_cmpint (some->audio_size, ==, -1);
  g_assert_cmpint (some->bitrate, ==, -1);
  g_assert_cmpint (some->word_count, ==, -1);

  none = ask_clone (server, client, "");
  g_assert_null (none->demo_audio);
  g_assert_false (none->has_extra_info);
  g_assert_cmpint (none->usage_characters, ==, -1);
  g_assert_null (none->trace_id);

  wrong = ask_clone (server, client, "\"demo_audio\":5,\"extra_info\":\"no\",\"trace_id\":{},");
  g_assert_null (wrong->demo_audio);
  g_assert_false (wrong->has_extra_info);
  g_assert_null (wrong->trace_id);
}

static void
test_sensitivity (void)
{
  static const struct {
    const char *fields;
    gboolean flagged;
    int type;
  } cases[] = {
    { "", FALSE, 0 },
    { "\"input_sensitive\":null,", FALSE, 0 },
    { "\"input_sensitive\":false,", FALSE, 0 },
    { "\"input_sensitive\":true,", TRUE, 0 },
    { "\"input_sensitive\":true,\"input_sensitive_type\":5,", TRUE, 5 },
    { "\"input_sensitive\":false,\"input_sensitive_type\":0,", FALSE, 0 },
    { "\"input_sensitive\":false,\"input_sensitive_type\":2,", TRUE, 2 },
    { "\"input_sensitive_type\":\"3\",", TRUE, 3 },
    { "\"input_sensitive\":{\"type\":0},", FALSE, 0 },
    { "\"input_sensitive\":{\"type\":7},", TRUE, 7 },
    { "\"input_sensitive\":{\"type\":\"4\"},", TRUE, 4 },
    { "\"input_sensitive\":{\"type\":null},", FALSE, 0 },
    { "\"input_sensitive\":{},", FALSE, 0 },
    { "\"input_sensitive\":0,", FALSE, 0 },
    { "\"input_sensitive\":6,", TRUE, 6 },
    { "\"input_sensitive\":[],", FALSE, 0 },
  };
  g_autoptr (Server) server = server_new ();
  g_autofree char *url = server_get_url (server, "");
  g_autoptr (SaClient) client = client_new (url, KEY, 10);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SaCloneAnswer) answer = ask_clone (server, client, cases[i].fields);

    g_assert_true (answer->input_sensitive == cases[i].flagged);
    g_assert_cmpint (answer->input_sensitive_type, ==, cases[i].type);
  }
}

static void
test_clone_bad_answers (void)
{
  static const char *const bodies[] = {
    "{}",
    "{\"demo_audio\":\"\"}",
    "{\"base_resp\":null}",
    "{\"base_resp\":{}}",
    "{\"base_resp\":{\"status_code\":null}}",
    "{\"base_resp\":{\"status_code\":99999999999}}",
    "{\"status_code\":0}",
    "{\"base_resp\":{\"status_code\":0}",
    "<html>Welcome to the hotel's network</html>",
    "",
  };
  g_autoptr (Server) server = server_new ();
  g_autofree char *url = server_get_url (server, "");
  g_autoptr (SaClient) client = client_new (url, KEY, 10);

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", bodies[i]);
    server_answer (server, 200, "application/json", bodies[i]);
    g_assert_null (call_simple_clone (client, &error));
    g_assert_error (error, SA_SERVICE_ERROR, SA_SERVICE_ERROR_BAD_ANSWER);
    g_assert_cmpint (sa_service_error_get_outcome (error), ==, SA_OUTCOME_UNKNOWN);
    g_assert_cmpuint (sa_service_error_get_http_status (error), ==, 200);
  }
  g_assert_cmpuint (server_count_requests (server), ==, G_N_ELEMENTS (bodies));
}

/* Every code of the status table, for both calls, with the service's words and trace id. */
static void
test_codes (void)
{
  static const int codes[] = { 1000, 1001, 1002, 1004, 1008, 1013, 1024,  1026,  1027, 1033,
                               1039, 1041, 1042, 1043, 1044, 2013, 2037,  2038,  2039, 2042,
                               2045, 2048, 2049, 2054, 2056, 2061, 20132, 31337, -1 };
  g_autoptr (Server) server = server_new ();
  g_autofree char *url = server_get_url (server, "");
  g_autoptr (SaClient) client = client_new (url, KEY, 10);
  g_autofree char *path = scratch_file ("codes", 10);

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_autofree char *body = g_strdup_printf (
      "{\"base_resp\":{\"status_code\":%s%d%s,\"status_msg\":\" its own\\nwords \"}}",
      i % 2 ? "\"" : "", codes[i], i % 2 ? "\"" : "");
    g_autofree char *number = g_strdup_printf ("%d", codes[i]);
    g_autoptr (GError) upload = NULL;
    g_autoptr (GError) clone = NULL;

    server_answer (server, 200, "application/json", body);
    server_add_header (server, "Trace-Id", "trace-9");
    g_assert_null (call_upload (client, path, "a.wav", NULL, &upload));
    g_assert_error (upload, SA_SERVICE_ERROR, SA_SERVICE_ERROR_REFUSED);
    g_assert_cmpint (sa_service_error_get_status_code (upload), ==, codes[i]);
    g_assert_cmpint (sa_service_error_get_request (upload), ==, SA_REQUEST_UPLOAD);

    g_assert_null (call_simple_clone (client, &clone));
    g_assert_error (clone, SA_SERVICE_ERROR, SA_SERVICE_ERROR_REFUSED);
    g_assert_cmpint (sa_service_error_get_status_code (clone), ==, codes[i]);
    g_assert_cmpstr (sa_service_error_get_status_msg (clone), ==, "its own words");
    g_assert_cmpstr (sa_service_error_get_trace_id (clone), ==, "trace-9");
    g_assert_cmpint (sa_service_error_get_outcome (clone), ==,
                     codes[i] == 1001 ? SA_OUTCOME_UNKNOWN : SA_OUTCOME_REFUSED);
    g_assert_cmpint (sa_service_error_get_request (clone), ==, SA_REQUEST_CLONE);
    g_assert_nonnull (strstr (clone->message, number));
    g_assert_nonnull (strstr (clone->message, "its own words"));
  }
}

typedef struct {
  guint status;
  const char *type;
  const char *body;
  int kind;
  int code;
  SaOutcome outcome;
  const char *words;
} StatusCase;

static const StatusCase status_cases[] = {
  { 502, "text/html", "<html><h1>502 Bad Gateway</h1></html>", SA_SERVICE_ERROR_HTTP, 0,
    SA_OUTCOME_UNKNOWN, "502 Bad Gateway" },
  { 500, "text/plain", "upstream\nfailed", SA_SERVICE_ERROR_HTTP, 0, SA_OUTCOME_UNKNOWN,
    "upstream failed" },
  { 503, "text/plain", "", SA_SERVICE_ERROR_HTTP, 0, SA_OUTCOME_UNKNOWN, NULL },
  { 404, "text/plain", "no such page", SA_SERVICE_ERROR_HTTP, 0, SA_OUTCOME_REFUSED,
    "no such page" },
  { 401, "application/json", "{\"error\":\"who\"}", SA_SERVICE_ERROR_HTTP, 0, SA_OUTCOME_REFUSED,
    "{\"error\":\"who\"}" },
  { 401, "application/json", "{\"base_resp\":{\"status_code\":1004,\"status_msg\":\"login fail\"}}",
    SA_SERVICE_ERROR_REFUSED, 1004, SA_OUTCOME_REFUSED, "login fail" },
  { 429, "application/json", "{\"base_resp\":{\"status_code\":1002,\"status_msg\":\"slow\"}}",
    SA_SERVICE_ERROR_REFUSED, 1002, SA_OUTCOME_REFUSED, "slow" },
  { 429, "text/plain", "slow", SA_SERVICE_ERROR_HTTP, 0, SA_OUTCOME_REFUSED, "slow" },
  { 500, "application/json", "{\"base_resp\":{\"status_code\":1013,\"status_msg\":\"oh\"}}",
    SA_SERVICE_ERROR_REFUSED, 1013, SA_OUTCOME_UNKNOWN, "oh" },
  { 503, "application/json", "{\"base_resp\":{\"status_code\":1002,\"status_msg\":\"slow\"}}",
    SA_SERVICE_ERROR_REFUSED, 1002, SA_OUTCOME_REFUSED, "slow" },
  { 502, "application/json", "{\"base_resp\":{\"status_code\":0,\"status_msg\":\"fine\"}}",
    SA_SERVICE_ERROR_HTTP, 0, SA_OUTCOME_UNKNOWN,
    "{\"base_resp\":{\"status_code\":0,\"status_msg\":\"fine\"}}" },
};

static void
test_statuses (void)
{
  g_autoptr (Server) server = server_new ();
  g_autofree char *url = server_get_url (server, "");
  g_autoptr (SaClient) client = client_new (url, KEY, 10);

  for (gsize i = 0; i < G_N_ELEMENTS (status_cases); i++) {
    const StatusCase *one = &status_cases[i];
    g_autoptr (GError) error = NULL;

    g_test_message ("%u %s", one->status, one->body);
    server_answer (server, one->status, one->type, one->body);
    server_add_header (server, "Retry-After", "17");
    server_add_header (server, "trace-id", "t");
    server_add_header (server, "WWW-Authenticate", "Basic realm=\"x\"");
    g_assert_null (call_simple_clone (client, &error));
    g_assert_error (error, SA_SERVICE_ERROR, one->kind);
    g_assert_cmpuint (sa_service_error_get_http_status (error), ==, one->status);
    g_assert_cmpint (sa_service_error_get_status_code (error), ==, one->code);
    g_assert_cmpint (sa_service_error_get_outcome (error), ==, one->outcome);
    g_assert_cmpstr (sa_service_error_get_status_msg (error), ==, one->words);
    g_assert_cmpuint (sa_service_error_get_retry_after (error), ==, 17);
    g_assert_cmpstr (sa_service_error_get_trace_id (error), ==, "t");
  }
  g_assert_cmpuint (server_count_requests (server), ==, G_N_ELEMENTS (status_cases));
}

/* Neither body nor key follows a redirect. */
static void
test_redirects (void)
{
  static const guint statuses[] = { 301, 302, 303, 307, 308 };
  g_autoptr (Server) server = server_new ();
  g_autoptr (Server) elsewhere = server_new ();
  g_autofree char *url = server_get_url (server, "");
  g_autofree char *target = server_get_url (elsewhere, "/steal?key=" KEY);
  g_autoptr (SaClient) client = client_new (url, KEY, 10);
  g_autofree char *path = scratch_file ("redirect", 1000);

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++) {
    g_autoptr (GError) clone = NULL;
    g_autoptr (GError) upload = NULL;

    server_answer (server, statuses[i], "application/json", OK_CLONE);
    server_add_header (server, "Location", target);
    g_assert_null (call_simple_clone (client, &clone));
    g_assert_error (clone, SA_SERVICE_ERROR, SA_SERVICE_ERROR_HTTP);
    g_assert_cmpuint (sa_service_error_get_http_status (clone), ==, statuses[i]);
    g_assert_cmpint (sa_service_error_get_outcome (clone), ==,
                     statuses[i] == 303 ? SA_OUTCOME_UNKNOWN : SA_OUTCOME_REFUSED);
    g_assert_nonnull (strstr (clone->message, "another address"));
    g_assert_null (strstr (clone->message, KEY));
    g_assert_null (call_upload (client, path, "a.wav", NULL, &upload));
    g_assert_error (upload, SA_SERVICE_ERROR, SA_SERVICE_ERROR_HTTP);
  }
  g_assert_cmpuint (server_count_requests (server), ==, 2 * G_N_ELEMENTS (statuses));
  g_assert_cmpuint (server_count_requests (elsewhere), ==, 0);
}

static void
test_key_is_scrubbed (void)
{
  g_autoptr (Server) server = server_new ();
  g_autofree char *url = server_get_url (server, "");
  g_autoptr (SaClient) client = client_new (url, KEY, 10);

  for (guint i = 0; i < 2; i++) {
    g_autoptr (GError) error = NULL;

    server_answer (server, i == 0 ? 200 : 403, i == 0 ? "application/json" : "text/plain",
                   i == 0 ? "{\"trace_id\":\"" KEY "\",\"base_resp\":{\"status_code\":1004,"
                            "\"status_msg\":\"Bearer " KEY " is unknown\"}}"
                          : "<b>" KEY "</b> is unknown");
    g_assert_null (call_simple_clone (client, &error));
    g_assert_null (strstr (error->message, KEY));
    g_assert_null (strstr (sa_service_error_get_status_msg (error), KEY));
    g_assert_cmpstr (sa_service_error_get_trace_id (error), ==, i == 0 ? "•••" : NULL);
    g_assert_nonnull (strstr (error->message, "is unknown"));
  }
}

static void
test_cookies (void)
{
  g_autoptr (Server) server = server_new ();
  g_autofree char *url = server_get_url (server, "");
  g_autoptr (SaClient) client = client_new (url, KEY, 10);

  server_add_header (server, "Set-Cookie", "a=b");
  for (guint i = 0; i < 2; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (SaCloneAnswer) answer = call_simple_clone (client, &error);
    g_autoptr (Request) request = server_take_request (server);

    g_assert_no_error (error);
    g_assert_nonnull (answer);
    g_assert_null (soup_message_headers_get_one (request->headers, "Cookie"));
  }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client/new", test_new);
  g_test_add_func ("/client/new-refused", test_new_refused);
  g_test_add_func ("/client/new-allowed", test_new_allowed);
  g_test_add_func ("/client/upload/request", test_upload_request);
  g_test_add_func ("/client/upload/sizes", test_upload_sizes);
  g_test_add_func ("/client/upload/names", test_upload_names);
  g_test_add_func ("/client/upload/purposes", test_upload_purposes);
  g_test_add_func ("/client/upload/files", test_upload_files);
  g_test_add_func ("/client/upload/answers", test_upload_answers);
  g_test_add_func ("/client/clone/request", test_clone_request);
  g_test_add_func ("/client/clone/pairs", test_clone_pairs);
  g_test_add_func ("/client/clone/answer", test_clone_answer);
  g_test_add_func ("/client/clone/sensitivity", test_sensitivity);
  g_test_add_func ("/client/clone/bad-answers", test_clone_bad_answers);
  g_test_add_func ("/client/codes", test_codes);
  g_test_add_func ("/client/statuses", test_statuses);
  g_test_add_func ("/client/redirects", test_redirects);
  g_test_add_func ("/client/key-is-scrubbed", test_key_is_scrubbed);
  g_test_add_func ("/client/cookies", test_cookies);

  status = g_test_run ();
  scratch_clear ();

  return status;
}
