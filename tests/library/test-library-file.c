/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "library-support.h"

static const char *writer; /* the program that stores attempts until it is killed */

typedef struct {
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = make_folder ();
  fixture->path = g_build_filename (fixture->folder, "data", "library.db", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_free (fixture->path);
  remove_folder (fixture->folder);
}

static SaLibrary *
open_well (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  SaLibrary *library = open_library (fixture->path, &error);

  g_assert_no_error (error);
  return library;
}

/* A library with one attempt, closed. */
static void
make_library (Fixture *fixture)
{
  g_autoptr (SaAttempt) attempt = make_attempt ("interview-2026", "cloning");
  SaLibrary *library = open_well (fixture);

  g_assert_cmpint (store_attempt (library, attempt, NULL), ==, 1);
  close_library (library);
}

static void
execute (Fixture *fixture, const char *sql)
{
  sqlite3 *connection;

  g_assert_cmpint (sqlite3_open (fixture->path, &connection), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (connection, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (connection), ==, SQLITE_OK);
}

static char *
get_contents (const char *path, gsize *length)
{
  g_autoptr (GError) error = NULL;
  char *contents;

  g_file_get_contents (path, &contents, length, &error);
  g_assert_no_error (error);

  return contents;
}

static void
test_private (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  struct stat info;

  make_library (fixture);
  g_assert_cmpint (g_stat (folder, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

/* An existing folder of the user's keeps its mode, and an empty file becomes a library. */
static void
test_empty_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  struct stat info;

  g_assert_cmpint (g_mkdir (folder, 0755), ==, 0);
  g_assert_true (g_file_set_contents (fixture->path, "", 0, NULL));
  make_library (fixture);
  g_assert_cmpint (g_stat (folder, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0755);
}

static void
assert_refused_and_untouched (Fixture *fixture, SaLibraryError code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize before_length;
  gsize after_length;

  before = get_contents (fixture->path, &before_length);
  g_assert_null (open_library (fixture->path, &error));
  g_assert_error (error, SA_LIBRARY_ERROR, (int) code);
  after = get_contents (fixture->path, &after_length);
  g_assert_cmpmem (before, before_length, after, after_length);
}

static void
test_newer (Fixture *fixture, gconstpointer data)
{
  make_library (fixture);
  execute (fixture, "PRAGMA user_version = 1000");
  assert_refused_and_untouched (fixture, SA_LIBRARY_ERROR_NEWER);
}

static void
test_foreign (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);

  g_assert_cmpint (g_mkdir (folder, 0755), ==, 0);
  execute (fixture, "CREATE TABLE recipes (name TEXT); INSERT INTO recipes VALUES ('soup')");
  assert_refused_and_untouched (fixture, SA_LIBRARY_ERROR_OPEN);
}

/* A damaged file is moved aside as it was, and a fresh library begun. */
static void
assert_moved_aside (Fixture *fixture)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *aside = NULL;
  g_autofree char *prefix = g_strconcat (fixture->path, ".corrupt-", NULL);
  g_autoptr (GPtrArray) attempts = NULL;
  gsize before_length;
  gsize after_length;
  SaLibrary *library;

  before = get_contents (fixture->path, &before_length);
  library = open_well (fixture);
  g_assert_nonnull (sa_library_get_damaged_file (library));
  aside = g_file_get_path (sa_library_get_damaged_file (library));
  g_assert_true (g_str_has_prefix (aside, prefix));
  after = get_contents (aside, &after_length);
  g_assert_cmpmem (before, before_length, after, after_length);
  attempts = list_attempts (library);
  g_assert_cmpuint (attempts->len, ==, 0);
  close_library (library);

  library = open_well (fixture);
  g_assert_null (sa_library_get_damaged_file (library));
  close_library (library);
}

static void
test_not_a_database (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strnfill (5000, 'x');

  make_library (fixture);
  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
  assert_moved_aside (fixture);

  /* A second time within the same second: neither copy is lost. */
  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
  assert_moved_aside (fixture);
}

static void
test_truncated (Fixture *fixture, gconstpointer data)
{
  make_library (fixture);
  g_assert_cmpint (truncate (fixture->path, 10000), ==, 0);
  assert_moved_aside (fixture);
}

static void
test_scribbled (Fixture *fixture, gconstpointer data)
{
  g_autofree char *contents = NULL;
  gsize length;

  make_library (fixture);
  contents = get_contents (fixture->path, &length);
  g_assert_cmpuint (length, >, 20000);
  memset (contents + 4096, 0xa5, 12000);
  g_assert_true (g_file_set_contents (fixture->path, contents, (gssize) length, NULL));
  assert_moved_aside (fixture);
}

static void
test_not_a_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *pipe = g_build_filename (fixture->folder, "pipe", NULL);
  g_autofree char *below = g_build_filename (fixture->folder, "pipe", "library.db", NULL);
  const char *const paths[] = { fixture->folder, pipe, "/dev/null", below, "/proc/library.db" };

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", paths[i]);
    g_assert_null (open_library (paths[i], &error));
    g_assert_error (error, SA_LIBRARY_ERROR, SA_LIBRARY_ERROR_OPEN);
  }
}

static void
test_not_local (void)
{
  g_autoptr (GFile) file = g_file_new_for_uri ("https://example.org/library.db");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Wait wait = { NULL };

  sa_library_open_async (file, NULL, wait_take, &wait);
  result = wait_for (&wait);
  g_assert_null (sa_library_open_finish (result, &error));
  g_assert_error (error, SA_LIBRARY_ERROR, SA_LIBRARY_ERROR_OPEN);
}

static void
test_open_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Wait wait = { NULL };

  g_cancellable_cancel (cancellable);
  sa_library_open_async (file, cancellable, wait_take, &wait);
  result = wait_for (&wait);
  g_assert_null (sa_library_open_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_two_openers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);
  SaLibrary *libraries[8];
  Wait waits[8] = { { NULL } };
  g_autoptr (GPtrArray) attempts = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (waits); i++)
    sa_library_open_async (file, NULL, wait_take, &waits[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (waits); i++) {
    g_autoptr (GAsyncResult) result = wait_for (&waits[i]);
    g_autoptr (GError) error = NULL;

    libraries[i] = sa_library_open_finish (result, &error);
    g_assert_no_error (error);
    g_assert_null (sa_library_get_damaged_file (libraries[i]));
  }

  for (gsize i = 0; i < 40; i++) {
    g_autoptr (SaAttempt) attempt = make_attempt ("interview-2026", "ready");

    g_assert_cmpint (store_attempt (libraries[i % 8], attempt, NULL), ==, (gint64) i + 1);
  }
  attempts = list_attempts (libraries[0]);
  g_assert_cmpuint (attempts->len, ==, 40);
  for (gsize i = 0; i < G_N_ELEMENTS (libraries); i++)
    close_library (libraries[i]);
}

static GSubprocess *
start_writer (Fixture *fixture, const char *n_attempts)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, writer,
                                           fixture->path, n_attempts, NULL);

  g_assert_no_error (error);
  return process;
}

/* Two processes begin at once on a library that does not exist yet, and neither loses anything. */
static void
test_two_processes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSubprocess) first = start_writer (fixture, "25");
  g_autoptr (GSubprocess) second = start_writer (fixture, "25");
  g_autoptr (GPtrArray) attempts = NULL;
  SaLibrary *library;

  g_assert_true (g_subprocess_communicate (first, NULL, NULL, NULL, NULL, NULL));
  g_assert_true (g_subprocess_communicate (second, NULL, NULL, NULL, NULL, NULL));
  g_assert_true (g_subprocess_get_successful (first));
  g_assert_true (g_subprocess_get_successful (second));

  library = open_well (fixture);
  attempts = list_attempts (library);
  g_assert_cmpuint (attempts->len, ==, 50);
  close_library (library);
}

static gboolean
has_attempt (GPtrArray *attempts, gint64 id, const char *voice_id)
{
  for (guint i = 0; i < attempts->len; i++) {
    const SaAttempt *attempt = g_ptr_array_index (attempts, i);

    if (attempt->id == id)
      return g_str_equal (attempt->voice_id, voice_id);
  }

  return FALSE;
}

/* A writer is killed in the midst of its work, again and again: what it said was stored, is stored. */
static void
test_killed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) attempts = NULL;
  SaLibrary *library;

  for (int round = 0; round < 5; round++) {
    g_autoptr (GSubprocess) process = start_writer (fixture, "1000000");
    g_autoptr (GDataInputStream) output =
      g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
    char *line;

    for (int i = 0; i < 3 + round * 4; i++)
      g_ptr_array_add (lines, g_data_input_stream_read_line (output, NULL, NULL, NULL));
    g_subprocess_force_exit (process);
    while ((line = g_data_input_stream_read_line (output, NULL, NULL, NULL)) != NULL)
      g_ptr_array_add (lines, line);
    g_assert_true (g_subprocess_wait (process, NULL, NULL));
    g_assert_true (g_subprocess_get_if_signaled (process));
  }

  library = open_well (fixture);
  g_assert_null (sa_library_get_damaged_file (library));
  attempts = list_attempts (library);
  g_assert_cmpuint (attempts->len, >=, lines->len);
  for (guint i = 0; i < lines->len; i++) {
    g_auto (GStrv) parts = g_strsplit (g_ptr_array_index (lines, i), " ", 2);

    g_assert_true (has_attempt (attempts, g_ascii_strtoll (parts[0], NULL, 10), parts[1]));
  }
  close_library (library);
}

static gboolean
release (gpointer user_data)
{
  g_assert_cmpint (sqlite3_exec (user_data, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
  return G_SOURCE_REMOVE;
}

/* Another process writes: a store waits for it, and can be cancelled while it waits. */
static void
test_busy (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaAttempt) attempt = make_attempt ("interview-2026", "ready");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SaLibrary *library = open_well (fixture);
  sqlite3 *other;
  gint64 start;
  Wait wait = { NULL };

  g_assert_cmpint (sqlite3_open (fixture->path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);

  sa_library_store_attempt_async (library, attempt, cancellable, wait_take, &wait);
  start = g_get_monotonic_time ();
  g_timeout_add_once (100, (GSourceOnceFunc) g_cancellable_cancel, cancellable);
  result = wait_for (&wait);
  g_assert_cmpint (sa_library_store_attempt_finish (library, result, &error), ==, 0);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 4 * G_USEC_PER_SEC);

  g_timeout_add (100, release, other);
  g_assert_cmpint (store_attempt (library, attempt, NULL), ==, 1);

  g_assert_cmpint (sqlite3_close (other), ==, SQLITE_OK);
  close_library (library);
}

static gboolean
mount_small_disk (const char *path)
{
  return unshare (CLONE_NEWNS) == 0 && mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
         mount ("soundalike-test", path, "tmpfs", 0, "size=300k,mode=0700") == 0;
}

static void
fill_disk (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "filler", NULL);
  g_autofree char *block = g_strnfill (4096, 'x');
  int fd = g_open (path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);

  while (write (fd, block, 4096) > 0)
    continue;
  g_assert_true (g_close (fd, NULL));
}

/* A full disk is said, what was stored is kept, and with room again all goes on. */
static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "small", NULL);
  g_autofree char *filler = g_build_filename (folder, "filler", NULL);
  g_autofree char *path = g_build_filename (folder, "library.db", NULL);
  g_autofree char *long_text = g_strnfill (20000, 'x');
  g_autoptr (SaAttempt) attempt = make_attempt ("interview-2026", "ready");
  g_autoptr (GPtrArray) attempts = NULL;
  g_autoptr (GError) error = NULL;
  SaLibrary *library;
  gint64 stored = 0;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  if (!mount_small_disk (folder)) {
    g_test_skip ("No disk can be mounted here");
    return;
  }

  library = open_library (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (store_attempt (library, attempt, NULL), ==, 1);
  fill_disk (folder);
  g_free (attempt->draft);
  attempt->draft = g_strdup (long_text);
  for (stored = 1; error == NULL && stored < 100; stored++)
    store_attempt (library, attempt, &error);
  g_assert_error (error, SA_LIBRARY_ERROR, SA_LIBRARY_ERROR_NO_SPACE);
  g_clear_error (&error);
  stored--;

  attempts = list_attempts (library);
  g_assert_cmpuint (attempts->len, ==, stored);
  g_assert_cmpint (g_remove (filler), ==, 0);
  store_attempt (library, attempt, &error);
  g_assert_no_error (error);
  close_library (library);
  g_assert_cmpint (umount (folder), ==, 0);
}

/* A disk that is full from the start: no library, and a clear error. */
static void
test_full_disk_at_open (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "small", NULL);
  g_autofree char *path = g_build_filename (folder, "library.db", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  if (!mount_small_disk (folder)) {
    g_test_skip ("No disk can be mounted here");
    return;
  }

  fill_disk (folder);
  g_assert_null (open_library (path, &error));
  g_assert_error (error, SA_LIBRARY_ERROR, SA_LIBRARY_ERROR_NO_SPACE);
  g_assert_cmpint (umount (folder), ==, 0);
}

static void
test_default_file (void)
{
  g_autoptr (GFile) file = sa_library_get_default_file ();

  g_assert_true (g_str_has_suffix (g_file_peek_path (file), "/soundalike/library.db"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  writer = argv[1];

#define ADD(path, function) \
  g_test_add ("/library-file/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("private", test_private);
  ADD ("empty-file", test_empty_file);
  ADD ("newer", test_newer);
  ADD ("foreign", test_foreign);
  ADD ("not-a-database", test_not_a_database);
  ADD ("truncated", test_truncated);
  ADD ("scribbled", test_scribbled);
  ADD ("not-a-file", test_not_a_file);
  g_test_add_func ("/library-file/not-local", test_not_local);
  ADD ("open-cancelled", test_open_cancelled);
  ADD ("two-openers", test_two_openers);
  ADD ("two-processes", test_two_processes);
  ADD ("killed", test_killed);
  ADD ("busy", test_busy);
  ADD ("full-disk", test_full_disk);
  ADD ("full-disk-at-open", test_full_disk_at_open);
  g_test_add_func ("/library-file/default-file", test_default_file);

  return g_test_run ();
}
