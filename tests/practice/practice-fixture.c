/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice-fixture.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define BOUNDARY "----a-boundary-of-the-tests"

static void
start_server (Fixture *fixture, const char *token)
{
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);
  g_autoptr (GError) error = NULL;

  fixture->server = sa_practice_server_new (folder, token, 0);
  sa_practice_server_start (fixture->server, &error);
  g_assert_no_error (error);
}

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WITH_ADDRESS_SANITIZER 1
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define WITH_ADDRESS_SANITIZER 1
#endif

static guint64 resident_before;

static guint64
read_status (const char *field)
{
  g_autofree char *status = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  return g_ascii_strtoull (strstr (status, field) + strlen (field), NULL, 10);
}

void
reset_peak (void)
{
  FILE *file = fopen ("/proc/self/clear_refs", "w");

  /* Five means: the peak is what is held now. */
  g_assert_nonnull (file);
  fputs ("5", file);
  fclose (file);
  resident_before = read_status ("VmRSS:");
}

/* The sanitizer's own memory says nothing about ours. */
void
assert_peak_below (guint64 kilobytes)
{
#ifdef WITH_ADDRESS_SANITIZER
  g_test_message ("The memory is not judged under the address sanitizer");
#else
  guint64 peak = read_status ("VmHWM:");

  g_test_message ("The peak is %" G_GUINT64_FORMAT " KiB above what was held before",
                  peak - resident_before);
  g_assert_cmpuint (peak, <, resident_before + kilobytes);
#endif
}

/* No proxy stands between a computer and itself, and looking for one costs time. */
SoupSession *
new_session (guint timeout)
{
  return soup_session_new_with_options ("timeout", timeout, "proxy-resolver", NULL, NULL);
}

void
fixture_set_up (Fixture *fixture, gconstpointer token)
{
  fixture->folder = g_dir_make_tmp ("soundalike-practice-XXXXXX", NULL);
  fixture->session = new_session (60);
  start_server (fixture, token);
}

void
fixture_tear_down (Fixture *fixture, gconstpointer token)
{
  g_assert_finalize_object (fixture->server);
  g_assert_finalize_object (fixture->session);
  remove_tree (fixture->folder);
  g_free (fixture->folder);
}

void
fixture_restart (Fixture *fixture)
{
  g_autofree char *token = g_strdup (sa_practice_server_get_token (fixture->server));

  g_assert_finalize_object (fixture->server);
  start_server (fixture, token);
}

void
fixture_add_fault (Fixture *fixture, const char *name)
{
  g_autoptr (GError) error = NULL;

  sa_practice_server_add_fault (fixture->server, name, &error);
  g_assert_no_error (error);
}

static Reply *
exchange (Fixture *fixture, SoupMessage *message)
{
  Reply *reply = g_new0 (Reply, 1);
  g_autoptr (JsonParser) parser = json_parser_new ();

  reply->body = soup_session_send_and_read (fixture->session, message, NULL, &reply->error);
  reply->status = reply->body != NULL ? soup_message_get_status (message) : 0;
  reply->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  if (reply->body != NULL && g_bytes_get_size (reply->body) > 0 &&
      ((const char *) g_bytes_get_data (reply->body, NULL))[0] == '{' &&
      json_parser_load_from_data (parser, g_bytes_get_data (reply->body, NULL),
                                  (gssize) g_bytes_get_size (reply->body), NULL))
    reply->json = json_object_ref (json_node_get_object (json_parser_get_root (parser)));
  return reply;
}

Reply *
fixture_send (Fixture *fixture,
              const char *method,
              const char *path,
              const char *key,
              const char *content_type,
              GBytes *body)
{
  g_autofree char *url =
    g_strconcat (sa_practice_server_get_base_url (fixture->server), path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);

  if (key != NULL)
    soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", key);
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, content_type, body);
  return exchange (fixture, message);
}

Reply *
fixture_get (Fixture *fixture, const char *url)
{
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);

  return exchange (fixture, message);
}

GBytes *
fixture_form (const char *purpose, const char *filename, GBytes *content)
{
  g_autoptr (GByteArray) form = g_byte_array_new ();
  g_autofree char *head = NULL;
  static const char tail[] = "\r\n--" BOUNDARY "--\r\n";
  gsize length;
  gconstpointer data = g_bytes_get_data (content, &length);

  head = g_strdup_printf ("--" BOUNDARY
                          "\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\n%s\r\n"
                          "--" BOUNDARY
                          "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n"
                          "Content-Type: application/octet-stream\r\n\r\n",
                          purpose, filename);
  g_byte_array_append (form, (const guint8 *) head, (guint) strlen (head));
  g_byte_array_append (form, data, (guint) length);
  g_byte_array_append (form, (const guint8 *) tail, sizeof tail - 1);
  return g_byte_array_free_to_bytes (g_steal_pointer (&form));
}

static char *
own_key (Fixture *fixture)
{
  const char *token = sa_practice_server_get_token (fixture->server);

  return token != NULL ? g_strconcat ("Bearer ", token, NULL) : NULL;
}

Reply *
fixture_upload (Fixture *fixture, const char *purpose, const char *filename, GBytes *content)
{
  g_autoptr (GBytes) form = fixture_form (purpose, filename, content);
  g_autofree char *key = own_key (fixture);

  return fixture_send (fixture, "POST", "/v1/files/upload", key,
                       "multipart/form-data; boundary=\"" BOUNDARY "\"", form);
}

Reply *
fixture_clone (Fixture *fixture, const char *json, ...)
{
  g_autofree char *text = NULL;
  g_autofree char *key = own_key (fixture);
  g_autoptr (GBytes) body = NULL;
  va_list arguments;

  va_start (arguments, json);
  text = g_strdup_vprintf (json, arguments);
  va_end (arguments);
  body = g_bytes_new (text, strlen (text));
  return fixture_send (fixture, "POST", "/v1/voice_clone", key, "application/json", body);
}

gint64
fixture_upload_sample (Fixture *fixture, const char *purpose, double seconds)
{
  g_autoptr (GBytes) wav = make_wav (seconds, 16000, 120);
  g_autoptr (Reply) reply = fixture_upload (fixture, purpose, "sample.wav", wav);

  assert_code (reply, 0);
  return json_object_get_int_member (json_object_get_object_member (reply->json, "file"),
                                     "file_id");
}

void
reply_free (Reply *reply)
{
  g_clear_pointer (&reply->headers, soup_message_headers_unref);
  g_clear_pointer (&reply->body, g_bytes_unref);
  g_clear_pointer (&reply->json, json_object_unref);
  g_clear_error (&reply->error);
  g_free (reply);
}

gint64
reply_code (Reply *reply)
{
  g_assert_nonnull (reply->json);
  return json_object_get_int_member (json_object_get_object_member (reply->json, "base_resp"),
                                     "status_code");
}

const char *
reply_demo_audio (Reply *reply)
{
  return json_object_get_string_member (reply->json, "demo_audio");
}

void
reply_assert (Reply *reply, gint64 code, const char *where)
{
  if (reply->json == NULL)
    g_error ("%s: no JSON came: HTTP %u, %s", where, reply->status,
             reply->error != NULL ? reply->error->message : "");
  if (reply_code (reply) != code)
    g_error ("%s: expected %" G_GINT64_FORMAT ", got: %.*s", where, code,
             (int) g_bytes_get_size (reply->body),
             (const char *) g_bytes_get_data (reply->body, NULL));
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_true (json_object_get_boolean_member (reply->json, "practice"));
  g_assert_nonnull (soup_message_headers_get_one (reply->headers, "Trace-Id"));
}

/* Sixteen-bit mono: a voice-like row of pulses, each ringing like a mouth. */
GBytes *
make_wav (double seconds, int rate, double pitch)
{
  guint32 frames = (guint32) lround (seconds * rate);
  guint32 bytes = frames * 2;
  guint8 *wav = g_malloc0 (44 + bytes);
  double phase = 1;
  double ring = 0;
  double slope = 0;
  const double omega = 2 * G_PI * 600 / rate;

#define PUT(at, size, value)            \
  for (guint i_ = 0; i_ < (size); i_++) \
  wav[(at) + i_] = (guint8) ((guint32) (value) >> (8 * i_))
  memcpy (wav, "RIFF    WAVEfmt ", 16);
  PUT (4, 4, 36 + bytes);
  PUT (16, 4, 16);
  PUT (20, 2, 1);
  PUT (22, 2, 1);
  PUT (24, 4, rate);
  PUT (28, 4, rate * 2);
  PUT (32, 2, 2);
  PUT (34, 2, 16);
  memcpy (wav + 36, "data", 4);
  PUT (40, 4, bytes);
  for (guint32 i = 0; i < frames; i++) {
    double next;

    phase += pitch / rate;
    next = 2 * 0.97 * cos (omega) * ring - 0.97 * 0.97 * slope + (phase >= 1 ? 0.3 : 0);
    if (phase >= 1)
      phase -= 1;
    slope = ring;
    ring = next;
    PUT (44 + 2 * i, 2, (gint16) lround (CLAMP (ring, -0.9, 0.9) * 32767));
  }
#undef PUT
  return g_bytes_new_take (wav, 44 + bytes);
}

GBytes *
read_bytes (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *bytes;
  gsize length;

  g_file_get_contents (path, &bytes, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (bytes, length);
}

GBytes *
make_coded (double seconds, const char *extension)
{
  g_autofree char *folder = g_dir_make_tmp ("soundalike-coded-XXXXXX", NULL);
  g_autofree char *wav_path = g_build_filename (folder, "in.wav", NULL);
  g_autofree char *name = g_strconcat ("out.", extension, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GBytes) wav = make_wav (seconds, 16000, 120);
  g_autoptr (GError) error = NULL;
  const char *const argv[] = { "ffmpeg", "-v", "error", "-y", "-i", wav_path, path, NULL };
  GBytes *bytes;
  int status;

  g_file_set_contents (wav_path, g_bytes_get_data (wav, NULL), (gssize) g_bytes_get_size (wav),
                       &error);
  g_assert_no_error (error);
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  bytes = read_bytes (path);
  remove_tree (folder);
  return bytes;
}

char *
new_voice_id (void)
{
  static int n;

  return g_strdup_printf ("TestVoice%d", ++n);
}

void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    remove_tree (child);
  }
  g_remove (path);
}

guint
count_files (const char *folder, const char *subfolder)
{
  g_autofree char *path = g_build_filename (folder, subfolder, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}
