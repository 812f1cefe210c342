/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice-fixture.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* What the process has open and running: a server that is stopped leaves neither sockets nor threads. */
static guint
count_entries (const char *path)
{
  return count_files (path, NULL);
}

static void
test_new (void)
{
  SaPracticeServer *server = sa_practice_server_new (NULL, "token", 0);
  g_autoptr (GFile) default_dir = sa_practice_default_data_dir ();

  g_assert_true (g_file_equal (sa_practice_server_get_data_dir (server), default_dir));
  g_assert_cmpstr (sa_practice_server_get_token (server), ==, "token");
  g_assert_false (sa_practice_server_is_running (server));
  g_assert_null (sa_practice_server_get_base_url (server));
  sa_practice_server_stop (server);
  g_assert_finalize_object (server);
}

static void
test_token (void)
{
  g_autofree char *one = sa_practice_token_new ();
  g_autofree char *two = sa_practice_token_new ();

  g_assert_cmpuint (strlen (one), >=, 32);
  g_assert_cmpstr (one, !=, two);
}

static void
test_start_stop (void)
{
  g_autofree char *folder = g_dir_make_tmp ("soundalike-practice-XXXXXX", NULL);
  g_autoptr (GFile) dir = g_file_new_for_path (folder);
  g_autoptr (SaPracticeServer) server = sa_practice_server_new (dir, NULL, 0);
  guint descriptors = 0;
  guint threads = 0;

  for (guint i = 0; i < 50; i++) {
    g_autoptr (GError) error = NULL;

    g_assert_true (sa_practice_server_start (server, &error));
    g_assert_no_error (error);
    g_assert_true (sa_practice_server_is_running (server));
    g_assert_true (
      g_str_has_prefix (sa_practice_server_get_base_url (server), "http://127.0.0.1:"));
    if (i % 5 == 0) {
      Fixture fixture = { folder, server, new_session (60) };
      g_autoptr (Reply) reply = fixture_send (&fixture, "GET", "/", NULL, NULL, NULL);

      g_assert_cmpuint (reply->status, ==, 404);
      g_object_unref (fixture.session);
    }
    sa_practice_server_stop (server);
    g_assert_false (sa_practice_server_is_running (server));
    /* The first round starts what a process has once: types, the resolver's thread and the like. */
    if (i == 10) {
      descriptors = count_entries ("/proc/self/fd");
      threads = count_entries ("/proc/self/task");
    }
  }
  g_assert_cmpuint (count_entries ("/proc/self/fd"), <=, descriptors);
  g_assert_cmpuint (count_entries ("/proc/self/task"), <=, threads);
  remove_tree (folder);
}

static void
test_port_taken (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GUri) uri =
    g_uri_parse (sa_practice_server_get_base_url (fixture->server), G_URI_FLAGS_NONE, NULL);
  g_autoptr (SaPracticeServer) other =
    sa_practice_server_new (sa_practice_server_get_data_dir (fixture->server), NULL,
                            (guint16) g_uri_get_port (uri));
  g_autoptr (GError) error = NULL;

  g_assert_false (sa_practice_server_start (other, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
  g_assert_false (sa_practice_server_is_running (other));

  /* It can be tried again when the port is free. */
  g_clear_error (&error);
  sa_practice_server_stop (fixture->server);
  g_assert_true (sa_practice_server_start (other, &error));
  g_assert_no_error (error);
}

static void
test_bad_folder (void)
{
  g_autoptr (GFile) device = g_file_new_for_path ("/dev/null/practice");
  g_autoptr (GFile) remote = g_file_new_for_uri ("http://127.0.0.1/practice");
  g_autoptr (SaPracticeServer) on_device = sa_practice_server_new (device, NULL, 0);
  g_autoptr (SaPracticeServer) on_remote = sa_practice_server_new (remote, NULL, 0);
  g_autoptr (GError) error = NULL;

  g_assert_false (sa_practice_server_start (on_device, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY);
  g_clear_error (&error);
  g_assert_false (sa_practice_server_start (on_remote, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
}

static void
test_restart (Fixture *fixture, gconstpointer data)
{
  gint64 sample = fixture_upload_sample (fixture, "voice_clone", 10);
  g_autoptr (Reply) clone =
    fixture_clone (fixture,
                   "{\"file_id\":%" G_GINT64_FORMAT ",\"voice_id\":\"Lasting01\","
                   "\"text\":\"Still here.\",\"model\":\"speech-02-hd\"}",
                   sample);
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  g_autoptr (Reply) preview = NULL;
  g_autoptr (Reply) again = NULL;
  g_autoptr (Reply) other = NULL;

  assert_code (clone, 0);
  fixture_restart (fixture);

  name = g_path_get_basename (reply_demo_audio (clone));
  path = g_strconcat ("/practice/previews/", name, NULL);
  preview = fixture_send (fixture, "GET", path, NULL, NULL, NULL);
  g_assert_cmpuint (preview->status, ==, 200);
  again = fixture_clone (fixture, "{\"file_id\":%" G_GINT64_FORMAT ",\"voice_id\":\"Lasting01\"}",
                         sample);
  assert_code (again, 2039);
  other = fixture_clone (fixture, "{\"file_id\":%" G_GINT64_FORMAT ",\"voice_id\":\"Lasting02\"}",
                         sample);
  assert_code (other, 0);
}

static void
on_reset (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean *done = user_data;

  *done = sa_practice_server_reset_finish (SA_PRACTICE_SERVER (source), result, &error);
  g_assert_no_error (error);
}

static void
test_reset (Fixture *fixture, gconstpointer data)
{
  gint64 sample = fixture_upload_sample (fixture, "voice_clone", 10);
  g_autofree char *foreign = g_build_filename (fixture->folder, "not-ours.txt", NULL);
  gboolean done = FALSE;
  g_autoptr (Reply) clone =
    fixture_clone (fixture,
                   "{\"file_id\":%" G_GINT64_FORMAT ",\"voice_id\":\"Lasting01\","
                   "\"text\":\"Still here.\",\"model\":\"speech-02-hd\"}",
                   sample);
  g_autoptr (Reply) forgotten = NULL;
  g_autoptr (Reply) preview = NULL;
  g_autoptr (Reply) free_again = NULL;

  assert_code (clone, 0);
  g_assert_true (g_file_set_contents (foreign, "mine", -1, NULL));
  sa_practice_server_reset_async (fixture->server, NULL, on_reset, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpuint (count_files (fixture->folder, "files"), ==, 0);
  g_assert_cmpuint (count_files (fixture->folder, "previews"), ==, 0);
  g_assert_true (g_file_test (foreign, G_FILE_TEST_EXISTS));
  preview = fixture_get (fixture, reply_demo_audio (clone));
  g_assert_cmpuint (preview->status, ==, 404);
  forgotten =
    fixture_clone (fixture, "{\"file_id\":%" G_GINT64_FORMAT ",\"voice_id\":\"Lasting01\"}",
                   sample);
  assert_code (forgotten, 2013);

  sample = fixture_upload_sample (fixture, "voice_clone", 10);
  free_again =
    fixture_clone (fixture, "{\"file_id\":%" G_GINT64_FORMAT ",\"voice_id\":\"Lasting01\"}",
                   sample);
  assert_code (free_again, 0);
}

static void
check_damaged (Fixture *fixture, const char *damage)
{
  g_autofree char *index = g_build_filename (fixture->folder, "index.json", NULL);
  gint64 sample = fixture_upload_sample (fixture, "voice_clone", 10);
  g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT, sample);
  g_autoptr (GDir) dir = NULL;
  g_autoptr (Reply) forgotten = NULL;
  g_autoptr (GError) error = NULL;
  const char *entry;
  gboolean kept = FALSE;

  sa_practice_server_stop (fixture->server);
  g_assert_true (g_file_set_contents (index, damage, -1, NULL));
  g_assert_true (sa_practice_server_start (fixture->server, &error));
  g_assert_no_error (error);

  forgotten =
    fixture_clone (fixture, "{\"file_id\":%" G_GINT64_FORMAT ",\"voice_id\":\"Lasting01\"}",
                   sample);
  assert_code (forgotten, 2013);
  fixture_upload_sample (fixture, "voice_clone", 10);

  /* What the index belonged to is still there for a person to look at. */
  dir = g_dir_open (fixture->folder, 0, NULL);
  while ((entry = g_dir_read_name (dir)) != NULL) {
    g_autofree char *file = g_build_filename (fixture->folder, entry, "files", name, NULL);
    g_autofree char *old = g_build_filename (fixture->folder, entry, "index.json", NULL);

    if (g_str_has_prefix (entry, "damaged-") && g_file_test (file, G_FILE_TEST_EXISTS) &&
        g_file_test (old, G_FILE_TEST_EXISTS))
      kept = TRUE;
  }
  g_assert_true (kept);
}

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  static const char *const damages[] = {
    "",
    "{\"version\":1,\"files\":[",
    "[]",
    "{\"version\":2,\"files\":[],\"voices\":[]}",
    "{\"version\":1,\"files\":[{\"file_id\":\"1\"}],\"voices\":[]}",
    "{\"version\":1,\"files\":[],\"voices\":[1]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    check_damaged (fixture, damages[i]);

  g_assert_true (sa_practice_server_reset (fixture->server, NULL));
  /* files, previews, incoming, lock, index.json */
  g_assert_cmpuint (count_files (fixture->folder, NULL), ==, 5);
}

static void
write_junk (const char *folder, const char *subfolder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, subfolder, name, NULL);

  g_assert_true (g_file_set_contents (path, "junk", -1, NULL));
}

/* What a process that died left behind is swept up; what a living one is writing is not. */
static void
test_sweep (Fixture *fixture, gconstpointer data)
{
  gint64 sample = fixture_upload_sample (fixture, "voice_clone", 10);
  g_autoptr (Reply) clone = NULL;

  write_junk (fixture->folder, "incoming", "abcdef");
  write_junk (fixture->folder, "files", "123456789012345678");
  write_junk (fixture->folder, "previews", "0123456789abcdef0123456789abcdef.mp3");
  write_junk (fixture->folder, "", "index.json.ABCDEF");
  fixture_restart (fixture);

  g_assert_cmpuint (count_files (fixture->folder, "incoming"), ==, 0);
  g_assert_cmpuint (count_files (fixture->folder, "files"), ==, 1);
  g_assert_cmpuint (count_files (fixture->folder, "previews"), ==, 0);
  g_assert_cmpuint (count_files (fixture->folder, NULL), ==, 5);
  clone = fixture_clone (fixture, "{\"file_id\":%" G_GINT64_FORMAT ",\"voice_id\":\"Lasting01\"}",
                         sample);
  assert_code (clone, 0);
}

static gpointer
upload_in_thread (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GBytes) wav = make_wav (30, 16000, 120);

  return fixture_upload (fixture, "voice_clone", "a.wav", wav);
}

/* A second server that opens the folder does not sweep away what the first is just receiving. */
static void
test_shared (Fixture *fixture, gconstpointer data)
{
  Fixture other = { fixture->folder, NULL, NULL };
  g_autoptr (Reply) slow = NULL;
  g_autoptr (Reply) clone = NULL;
  g_autoptr (GError) error = NULL;
  gint64 sample;
  GThread *thread;

  fixture_add_fault (fixture, "slow");
  thread = g_thread_new ("upload", upload_in_thread, fixture);
  while (count_files (fixture->folder, "incoming") == 0)
    g_usleep (1000);

  other.session = new_session (60);
  other.server =
    sa_practice_server_new (sa_practice_server_get_data_dir (fixture->server), NULL, 0);
  g_assert_true (sa_practice_server_start (other.server, &error));
  g_assert_no_error (error);
  sample = fixture_upload_sample (&other, "voice_clone", 10);
  slow = g_thread_join (thread);
  assert_code (slow, 0);
  g_assert_cmpuint (count_files (fixture->folder, "files"), ==, 2);

  /* What one server took, the other knows. (The restart ends the slowness.) */
  fixture_restart (fixture);
  clone = fixture_clone (fixture, "{\"file_id\":%" G_GINT64_FORMAT ",\"voice_id\":\"Shared001\"}",
                         sample);
  assert_code (clone, 0);
  g_clear_pointer (&clone, reply_free);
  clone =
    fixture_clone (&other, "{\"file_id\":%" G_GINT64_FORMAT ",\"voice_id\":\"Shared001\"}", sample);
  assert_code (clone, 2039);

  g_assert_finalize_object (other.server);
  g_object_unref (other.session);
}

/* A child that serves until it is killed; its base URL comes through the pipe. */
static pid_t
serve_in_child (const char *self, const char *folder, char **base_url)
{
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (GError) error = NULL;
  pid_t pid;

  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, self, "--serve", folder, NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  *base_url = g_data_input_stream_read_line_utf8 (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  pid = (pid_t) g_ascii_strtoll (g_subprocess_get_identifier (child), NULL, 10);
  return pid;
}

static int
serve (const char *folder)
{
  g_autoptr (GFile) dir = g_file_new_for_path (folder);
  g_autoptr (SaPracticeServer) server = sa_practice_server_new (dir, NULL, 0);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);

  if (!sa_practice_server_start (server, NULL))
    return 1;
  printf ("%s\n", sa_practice_server_get_base_url (server));
  fflush (stdout);
  g_main_loop_run (loop);
  return 0;
}

static const char *program;

/* Uploads to a server that is killed in the midst of it, again and again. */
static void
test_kill (void)
{
  g_autofree char *folder = g_dir_make_tmp ("soundalike-practice-XXXXXX", NULL);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GBytes) text = g_bytes_new_static ("Hello", 5);
  g_autoptr (GBytes) form = fixture_form ("t2a_async_input", "a.txt", text);
  g_autoptr (GFile) dir = g_file_new_for_path (folder);
  Fixture fixture = { folder, NULL, NULL };
  guint known;

  for (guint round = 0; round < 6; round++) {
    g_autoptr (SoupSession) session = new_session (60);
    g_autofree char *base_url = NULL;
    pid_t pid = serve_in_child (program, folder, &base_url);
    g_autofree char *url = g_strconcat (base_url, "/v1/files/upload", NULL);

    for (guint i = 0; i < 200; i++) {
      g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
      g_autoptr (GBytes) answer = NULL;
      g_autoptr (JsonParser) parser = json_parser_new ();
      gint64 id;

      /* The kill comes at some moment of one of the requests. */
      if (i == 10 + round) {
        g_autofree char *command = g_strdup_printf ("sleep 0.0%u; kill -9 %d", 1 + round, pid);
        const char *const argv[] = { "sh", "-c", command, NULL };

        g_assert_true (
          g_spawn_async (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL));
      }
      soup_message_set_request_body_from_bytes (
        message, "multipart/form-data; boundary=----a-boundary-of-the-tests", form);
      answer = soup_session_send_and_read (session, message, NULL, NULL);
      if (answer == NULL)
        break;
      g_assert_true (json_parser_load_from_data (parser, g_bytes_get_data (answer, NULL),
                                                 (gssize) g_bytes_get_size (answer), NULL));
      id =
        json_object_get_int_member (json_object_get_object_member (json_node_get_object (
                                                                     json_parser_get_root (parser)),
                                                                   "file"),
                                    "file_id");
      g_array_append_val (ids, id);
    }
  }

  g_assert_cmpuint (ids->len, >=, 6 * 10);
  fixture.session = new_session (60);
  fixture.server = sa_practice_server_new (dir, NULL, 0);
  g_assert_true (sa_practice_server_start (fixture.server, NULL));
  /* What was answered is there; of each round, one more at most was kept without an answer. */
  known = count_files (folder, "files");
  g_assert_cmpuint (known, >=, ids->len);
  g_assert_cmpuint (known, <=, ids->len + 6);
  g_assert_cmpuint (count_files (folder, "incoming"), ==, 0);
  for (guint i = 0; i < ids->len; i++) {
    g_autofree char *path =
      g_strdup_printf ("%s/files/%" G_GINT64_FORMAT, folder, g_array_index (ids, gint64, i));

    g_assert_true (g_file_test (path, G_FILE_TEST_IS_REGULAR));
  }
  g_assert_cmpuint (count_files (folder, NULL), ==, 5);
  fixture_tear_down (&(Fixture){ g_strdup (folder), fixture.server, fixture.session }, NULL);
}

/* A full disk, played by a limit on the size of files. */
static void
test_disk_full (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) wav = make_wav (30, 16000, 120);
  struct rlimit old;
  struct rlimit small;
  g_autoptr (Reply) refused = NULL;
  g_autoptr (Reply) fine = NULL;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &old), ==, 0);
  signal (SIGXFSZ, SIG_IGN);
  small = old;
  small.rlim_cur = 100000;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  refused = fixture_upload (fixture, "voice_clone", "a.wav", wav);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &old), ==, 0);

  assert_code (refused, 1000);
  g_assert_cmpuint (count_files (fixture->folder, "incoming"), ==, 0);
  g_assert_cmpuint (count_files (fixture->folder, "files"), ==, 0);
  fine = fixture_upload (fixture, "voice_clone", "a.wav", wav);
  assert_code (fine, 0);
}

/* Twenty megabytes pass through to the disk. */
static void
test_memory (Fixture *fixture, gconstpointer data)
{
  g_autofree char *zeros = g_malloc0 (20000000);
  g_autoptr (GBytes) content = g_bytes_new_static (zeros, 20000000);
  g_autoptr (GBytes) form = fixture_form ("t2a_async_input", "a.txt", content);
  g_autoptr (GBytes) small = g_bytes_new_static (zeros, 1000);
  g_autoptr (Reply) first = fixture_upload (fixture, "t2a_async_input", "a.txt", small);
  g_autoptr (Reply) reply = NULL;

  assert_code (first, 0);
  reset_peak ();
  reply = fixture_send (fixture, "POST", "/v1/files/upload", NULL,
                        "multipart/form-data; boundary=----a-boundary-of-the-tests", form);
  assert_code (reply, 0);
  assert_peak_below (4 * 1024);
}

/* Letting go of a server in the midst of its work is safe. */
static void
test_dispose_busy (Fixture *fixture, gconstpointer data)
{
  gint64 sample = fixture_upload_sample (fixture, "voice_clone", 10);
  g_autoptr (GString) words = g_string_new (NULL);
  gint64 started;

  /* Spelled out by an English voice, this takes seconds. */
  for (guint i = 0; i < 1000; i++)
    g_string_append (words, "好");

  for (guint i = 0; i < 5; i++) {
    g_autofree char *json = g_strdup_printf ("{\"file_id\":%" G_GINT64_FORMAT
                                             ",\"voice_id\":\"Busy-%04u\",\"text\":\"%s\","
                                             "\"model\":\"speech-02-hd\","
                                             "\"language_boost\":\"English\"}",
                                             sample, i, words->str);
    g_autofree char *url =
      g_strconcat (sa_practice_server_get_base_url (fixture->server), "/v1/voice_clone", NULL);
    g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
    g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));

    soup_message_set_request_body_from_bytes (message, "application/json", body);
    soup_session_send_async (fixture->session, message, 0, NULL, NULL, NULL);
    /* At no particular moment: from before it is sent until it is being read aloud. */
    started = g_get_monotonic_time ();
    while (g_get_monotonic_time () - started < i * 40000)
      g_main_context_iteration (NULL, FALSE);
    started = g_get_monotonic_time ();
    fixture_restart (fixture);
    g_assert_cmpint (g_get_monotonic_time () - started, <, G_USEC_PER_SEC * 3 / 2);
  }
  g_assert_cmpuint (count_files (fixture->folder, "incoming"), ==, 0);
  /* Lets the client see that it was hung up on. */
  soup_session_abort (fixture->session);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

int
main (int argc, char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], "--serve"))
    return serve (argv[2]);

  program = argv[0];
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  g_test_add_func ("/practice/server/new", test_new);
  g_test_add_func ("/practice/server/token", test_token);
  g_test_add_func ("/practice/server/start-stop", test_start_stop);
  g_test_add_func ("/practice/server/bad-folder", test_bad_folder);
  ADD ("/practice/server/port-taken", test_port_taken);
  ADD ("/practice/server/restart", test_restart);
  ADD ("/practice/server/reset", test_reset);
  ADD ("/practice/server/damaged", test_damaged);
  ADD ("/practice/server/sweep", test_sweep);
  ADD ("/practice/server/shared", test_shared);
  g_test_add_func ("/practice/server/kill", test_kill);
  ADD ("/practice/server/disk-full", test_disk_full);
  ADD ("/practice/server/memory", test_memory);
  ADD ("/practice/server/dispose-busy", test_dispose_busy);

  return g_test_run ();
}
