/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice-fixture.h"

#include <string.h>

static Reply *
upload_text (Fixture *fixture)
{
  g_autoptr (GBytes) text = g_bytes_new_static ("Hello", 5);

  return fixture_upload (fixture, "t2a_async_input", "a.txt", text);
}

static Reply *
clone_voice (Fixture *fixture, gint64 file_id, const char *voice_id)
{
  return fixture_clone (fixture,
                        "{\"file_id\":%" G_GINT64_FORMAT ",\"voice_id\":\"%s\",\"text\":\"Hello.\","
                        "\"model\":\"speech-02-hd\"}",
                        file_id, voice_id);
}

static void
test_names (void)
{
  g_autoptr (SaPracticeServer) server = sa_practice_server_new (NULL, NULL, 0);
  static const char *const expected[] = {
    "limit-once",   "limit-always",  "bad-gateway-once",
    "reset-upload", "stall",         "truncated-answer",
    "huge-answer",  "deep-answer",   "wrong-types",
    "bad-key",      "no-permission", "duplicate-voice",
    "lost-clone",   "preview-gone",  "preview-html",
    "preview-huge", "sensitive",     "slow",
    NULL,
  };
  const char *const *names = sa_practice_faults_list ();
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (g_strv_length ((char **) names), ==, G_N_ELEMENTS (expected) - 1);
  g_assert_false (sa_practice_server_add_fault (server, "earthquake", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  for (guint i = 0; expected[i] != NULL; i++) {
    g_assert_true (g_strv_contains (names, expected[i]));
    g_assert_nonnull (strstr (error->message, expected[i]));
    g_assert_true (sa_practice_server_add_fault (server, expected[i], NULL));
  }
  g_assert_false (sa_practice_server_add_fault (server, NULL, NULL));
  g_assert_false (sa_practice_server_add_fault (server, "", NULL));
}

static void
test_limit_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Reply) page = NULL;
  g_autoptr (Reply) first = NULL;
  g_autoptr (Reply) second = NULL;

  fixture_add_fault (fixture, "limit-once");
  page = fixture_send (fixture, "GET", "/nothing", NULL, NULL, NULL);
  g_assert_cmpuint (page->status, ==, 404);
  first = upload_text (fixture);
  assert_code (first, 1002);
  g_assert_cmpstr (soup_message_headers_get_one (first->headers, "Retry-After"), ==, "1");
  second = upload_text (fixture);
  assert_code (second, 0);
  g_assert_null (soup_message_headers_get_one (second->headers, "Retry-After"));
}

static void
test_limit_always (Fixture *fixture, gconstpointer data)
{
  fixture_add_fault (fixture, "limit-always");
  for (guint i = 0; i < 3; i++) {
    g_autoptr (Reply) upload = upload_text (fixture);
    g_autoptr (Reply) clone = clone_voice (fixture, 1, "Whatever1");

    assert_code (upload, 1002);
    assert_code (clone, 1002);
  }
  g_assert_cmpuint (count_files (fixture->folder, "files"), ==, 0);
}

static void
test_bad_gateway_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Reply) first = NULL;
  g_autoptr (Reply) second = NULL;

  fixture_add_fault (fixture, "bad-gateway-once");
  first = upload_text (fixture);
  g_assert_cmpuint (first->status, ==, 502);
  g_assert_cmpstr (soup_message_headers_get_content_type (first->headers, NULL), ==, "text/html");
  second = upload_text (fixture);
  assert_code (second, 0);
}

static void
test_compose (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Reply) first = NULL;
  g_autoptr (Reply) second = NULL;
  g_autoptr (Reply) third = NULL;

  fixture_add_fault (fixture, "limit-once");
  fixture_add_fault (fixture, "bad-gateway-once");
  fixture_add_fault (fixture, "bad-key");
  first = upload_text (fixture);
  g_assert_cmpuint (first->status, ==, 502);
  second = upload_text (fixture);
  assert_code (second, 1002);
  third = upload_text (fixture);
  assert_code (third, 1004);
}

static void
test_reset_upload (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) wav = make_wav (200, 16000, 120);
  g_autoptr (Reply) reply = NULL;
  g_autoptr (Reply) after = NULL;

  fixture_add_fault (fixture, "reset-upload");
  reply = fixture_upload (fixture, "voice_clone", "a.wav", wav);
  g_assert_cmpuint (reply->status, ==, 0);
  g_assert_nonnull (reply->error);
  g_assert_cmpuint (count_files (fixture->folder, "files"), ==, 0);

  /* The server lives on. */
  after = clone_voice (fixture, 1, "Whatever1");
  assert_code (after, 2013);
  g_assert_cmpuint (count_files (fixture->folder, "incoming"), ==, 0);
}

static gpointer
upload_in_thread (gpointer data)
{
  return upload_text (data);
}

static void
test_stall (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SoupSession) impatient = new_session (1);
  Fixture other = { fixture->folder, fixture->server, impatient };
  g_autoptr (Reply) reply = NULL;
  g_autoptr (Reply) cut_off = NULL;
  GThread *thread;
  gint64 started;

  fixture_add_fault (fixture, "stall");
  reply = upload_text (&other);
  g_assert_error (reply->error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_assert_cmpuint (count_files (fixture->folder, "files"), ==, 0);

  /* Stopping does not wait for who is kept waiting. */
  thread = g_thread_new ("upload", upload_in_thread, fixture);
  g_usleep (100000);
  started = g_get_monotonic_time ();
  sa_practice_server_stop (fixture->server);
  g_assert_cmpint (g_get_monotonic_time () - started, <, G_USEC_PER_SEC);
  cut_off = g_thread_join (thread);
  g_assert_cmpuint (cut_off->status, ==, 0);
  g_assert_nonnull (cut_off->error);
}

static void
test_truncated_answer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Reply) reply = NULL;

  fixture_add_fault (fixture, "truncated-answer");
  reply = upload_text (fixture);
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_null (reply->json);
  g_assert_cmpint (((const char *) g_bytes_get_data (reply->body, NULL))[0], ==, '{');
  g_assert_cmpuint (count_files (fixture->folder, "files"), ==, 1);
}

static void
test_deep_answer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Reply) reply = NULL;

  fixture_add_fault (fixture, "deep-answer");
  reply = upload_text (fixture);
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_cmpuint (g_bytes_get_size (reply->body), ==, 100000);
  for (gsize i = 0; i < 100000; i += 999)
    g_assert_cmpint (((const char *) g_bytes_get_data (reply->body, NULL))[i], ==, '[');
  g_assert_cmpuint (count_files (fixture->folder, "files"), ==, 0);
}

static void
test_wrong_types (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Reply) upload = NULL;
  g_autoptr (Reply) clone = NULL;
  JsonObject *file;

  fixture_add_fault (fixture, "wrong-types");
  upload = upload_text (fixture);
  assert_code (upload, 0);
  file = json_object_get_object_member (upload->json, "file");
  g_assert_true (JSON_NODE_HOLDS_OBJECT (json_object_get_member (file, "file_id")));
  g_assert_cmpuint (json_node_get_value_type (json_object_get_member (file, "bytes")), ==,
                    G_TYPE_STRING);
  clone = clone_voice (fixture, 1, "Whatever1");
  assert_code (clone, 0);
  g_assert_cmpuint (json_node_get_value_type (json_object_get_member (clone->json, "demo_audio")),
                    ==, G_TYPE_INT64);
}

/* Reads an answer without keeping it. */
static guint64
drain (Fixture *fixture, SoupMessage *message)
{
  g_autoptr (GInputStream) stream = soup_session_send (fixture->session, message, NULL, NULL);
  g_autofree char *buffer = g_malloc (1 << 16);
  guint64 total = 0;
  gssize got;

  g_assert_nonnull (stream);
  while ((got = g_input_stream_read (stream, buffer, 1 << 16, NULL, NULL)) > 0)
    total += (guint64) got;
  g_assert_cmpint (got, ==, 0);
  return total;
}

/* 400 MB and 600 MB pass through without being held. */
static void
test_huge (Fixture *fixture, gconstpointer data)
{
  g_autofree char *api =
    g_strconcat (sa_practice_server_get_base_url (fixture->server), "/v1/voice_clone", NULL);
  g_autofree char *download = g_strconcat (sa_practice_server_get_base_url (fixture->server),
                                           "/practice/previews/x.mp3", NULL);
  g_autoptr (SoupMessage) call = soup_message_new ("POST", api);
  g_autoptr (SoupMessage) preview = soup_message_new ("GET", download);
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);

  fixture_add_fault (fixture, "huge-answer");
  fixture_add_fault (fixture, "preview-huge");
  soup_message_set_request_body_from_bytes (call, "application/json", body);
  reset_peak ();
  g_assert_cmpuint (drain (fixture, call), >=, 400 * 1000 * 1000);
  g_assert_cmpuint (drain (fixture, preview), >=, 600 * 1000 * 1000);
  assert_peak_below (8 * 1024);
}

/* Who hangs up on a flood does no harm. */
static void
test_huge_cut_off (Fixture *fixture, gconstpointer data)
{
  g_autofree char *api =
    g_strconcat (sa_practice_server_get_base_url (fixture->server), "/v1/voice_clone", NULL);
  g_autoptr (SoupMessage) call = soup_message_new ("POST", api);
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (Reply) after = NULL;
  char buffer[1000];

  fixture_add_fault (fixture, "huge-answer");
  stream = soup_session_send (fixture->session, call, NULL, NULL);
  g_assert_cmpint (g_input_stream_read (stream, buffer, sizeof buffer, NULL, NULL), >, 0);
  g_clear_object (&stream);
  soup_session_abort (fixture->session);
  after = fixture_send (fixture, "GET", "/nothing", NULL, NULL, NULL);
  g_assert_cmpuint (after->status, ==, 404);
}

static void
check_clone_fault (const char *name, gint64 code, gboolean stored)
{
  Fixture fixture;
  g_autoptr (Reply) reply = NULL;
  gint64 sample;

  fixture_set_up (&fixture, NULL);
  sample = fixture_upload_sample (&fixture, "voice_clone", 10);
  fixture_add_fault (&fixture, name);
  reply = clone_voice (&fixture, sample, "AVoiceOfMine");
  if (code < 0) {
    g_assert_cmpuint (reply->status, ==, 0);
    g_assert_nonnull (reply->error);
  } else {
    assert_code (reply, code);
  }
  g_assert_cmpuint (count_files (fixture.folder, "previews"), ==, stored ? 1 : 0);
  fixture_tear_down (&fixture, NULL);
}

static void
test_clone_faults (void)
{
  check_clone_fault ("bad-key", 1004, FALSE);
  check_clone_fault ("no-permission", 2038, FALSE);
  check_clone_fault ("duplicate-voice", 2039, FALSE);
  check_clone_fault ("lost-clone", -1, TRUE);
}

/* A permission is asked for before the file is looked for. */
static void
test_no_permission_first (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Reply) upload = NULL;
  g_autoptr (Reply) clone = NULL;

  fixture_add_fault (fixture, "no-permission");
  upload = upload_text (fixture);
  assert_code (upload, 0);
  clone = clone_voice (fixture, 1, "Whatever1");
  assert_code (clone, 2038);
}

/* After a lost clone, the voice exists: asking again shows it. */
static void
test_lost_clone (Fixture *fixture, gconstpointer data)
{
  gint64 sample = fixture_upload_sample (fixture, "voice_clone", 10);
  g_autoptr (Reply) lost = NULL;
  g_autoptr (Reply) again = NULL;

  fixture_add_fault (fixture, "lost-clone");
  lost = clone_voice (fixture, sample, "LostVoice1");
  g_assert_nonnull (lost->error);
  again = clone_voice (fixture, sample, "LostVoice1");
  assert_code (again, 2039);
}

static void
test_sensitive (Fixture *fixture, gconstpointer data)
{
  gint64 sample = fixture_upload_sample (fixture, "voice_clone", 10);
  g_autoptr (Reply) reply = NULL;

  fixture_add_fault (fixture, "sensitive");
  reply = clone_voice (fixture, sample, "RudeVoice1");
  assert_code (reply, 0);
  g_assert_true (json_object_get_boolean_member (reply->json, "input_sensitive"));
  g_assert_cmpint (json_object_get_int_member (reply->json, "input_sensitive_type"), ==, 3);
  g_assert_cmpstr (reply_demo_audio (reply), !=, "");
}

static void
test_previews (Fixture *fixture, gconstpointer data)
{
  gint64 sample = fixture_upload_sample (fixture, "voice_clone", 10);
  g_autoptr (Reply) clone = clone_voice (fixture, sample, "GoneVoice1");
  g_autoptr (Reply) there = fixture_get (fixture, reply_demo_audio (clone));
  g_autoptr (Reply) gone = NULL;
  g_autoptr (Reply) html = NULL;

  g_assert_cmpuint (there->status, ==, 200);
  fixture_add_fault (fixture, "preview-gone");
  gone = fixture_get (fixture, reply_demo_audio (clone));
  g_assert_cmpuint (gone->status, ==, 404);
  fixture_add_fault (fixture, "preview-html");
  html = fixture_get (fixture, reply_demo_audio (clone));
  g_assert_cmpuint (html->status, ==, 200);
  g_assert_cmpstr (soup_message_headers_get_content_type (html->headers, NULL), ==, "text/html");
}

static void
test_slow (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) wav = make_wav (60, 16000, 120);
  g_autoptr (Reply) reply = NULL;
  gint64 started = g_get_monotonic_time ();
  GThread *thread;

  fixture_add_fault (fixture, "slow");
  reply = fixture_upload (fixture, "voice_clone", "a.wav", wav);
  assert_code (reply, 0);
  g_assert_cmpint (g_get_monotonic_time () - started, >, 3 * G_USEC_PER_SEC);
  g_assert_cmpint (g_get_monotonic_time () - started, <, 20 * G_USEC_PER_SEC);

  /* Stopping cuts it short. */
  thread = g_thread_new ("upload", upload_in_thread, fixture);
  g_usleep (300000);
  started = g_get_monotonic_time ();
  sa_practice_server_stop (fixture->server);
  g_assert_cmpint (g_get_monotonic_time () - started, <, G_USEC_PER_SEC);
  reply_free (g_thread_join (thread));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  g_test_add_func ("/practice/faults/names", test_names);
  ADD ("/practice/faults/limit-once", test_limit_once);
  ADD ("/practice/faults/limit-always", test_limit_always);
  ADD ("/practice/faults/bad-gateway-once", test_bad_gateway_once);
  ADD ("/practice/faults/compose", test_compose);
  ADD ("/practice/faults/reset-upload", test_reset_upload);
  ADD ("/practice/faults/stall", test_stall);
  ADD ("/practice/faults/truncated-answer", test_truncated_answer);
  ADD ("/practice/faults/deep-answer", test_deep_answer);
  ADD ("/practice/faults/wrong-types", test_wrong_types);
  ADD ("/practice/faults/huge", test_huge);
  ADD ("/practice/faults/huge-cut-off", test_huge_cut_off);
  g_test_add_func ("/practice/faults/clone", test_clone_faults);
  ADD ("/practice/faults/no-permission-first", test_no_permission_first);
  ADD ("/practice/faults/lost-clone", test_lost_clone);
  ADD ("/practice/faults/sensitive", test_sensitive);
  ADD ("/practice/faults/previews", test_previews);
  ADD ("/practice/faults/slow", test_slow);

  return g_test_run ();
}
