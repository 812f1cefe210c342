/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utime.h>

#include "jobs/sa-draft-store.h"

typedef struct {
  char *folder;
  char *path;
  GFile *file;
} Place;

static void
place_set_up (Place *place, gconstpointer data)
{
  place->folder = g_dir_make_tmp ("soundalike-draft-XXXXXX", NULL);
  place->path = g_build_filename (place->folder, "new", "draft.json", NULL);
  place->file = g_file_new_for_path (place->path);
}

static void
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

static void
place_tear_down (Place *place, gconstpointer data)
{
  g_autofree char *inner = g_path_get_dirname (place->path);

  g_chmod (inner, 0700);
  remove_tree (place->folder);
  g_object_unref (place->file);
  g_free (place->path);
  g_free (place->folder);
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}

static GAsyncResult *
wait_for_result (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static SaDraft *
load (SaDraftStore *store, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sa_draft_store_load_async (store, NULL, on_done, &result);

  return sa_draft_store_load_finish (store, wait_for_result (&result), error);
}

static gboolean
flush (SaDraftStore *store, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sa_draft_store_flush_async (store, NULL, on_done, &result);

  return sa_draft_store_flush_finish (store, wait_for_result (&result), error);
}

static char *
read_file (Place *place)
{
  char *text = NULL;

  g_file_get_contents (place->path, &text, NULL, NULL);

  return text;
}

static void
write_file (Place *place, const char *text, gssize length)
{
  g_autofree char *folder = g_path_get_dirname (place->path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (place->path, text, length, NULL));
}

static SaDraft *
full_draft (void)
{
  SaDraft *draft = sa_draft_new (SA_DRAFT_WINDOW);
  g_autoptr (GFile) file = g_file_new_for_path ("/home/anna/Über „uns“.m4a");
  g_autoptr (SaClip) sample = sa_clip_new (file, 1.0 / 3, 42.1, 2);
  g_autoptr (SaClip) prompt = sa_clip_new (file, 2.5, 9.123456789, SA_CHANNEL_MIX_AUTO);
  g_autoptr (SaClip) moved = sa_clip_new (file, 2.75, 9.123456789, SA_CHANNEL_MIX_AUTO);

  sa_draft_set_sample (draft, sample);
  sa_draft_set_prompt_enabled (draft, TRUE);
  sa_draft_set_prompt (draft, prompt);
  sa_draft_set_transcript (draft, "Wir kauften das Haus im Frühling.");
  sa_draft_set_prompt (draft, moved);
  sa_draft_set_voice_id (draft, "anna-reads");
  sa_draft_set_text (draft, "Guten Morgen (laughs) 🙂");
  sa_draft_set_model (draft, "speech-2.8-turbo");
  sa_draft_set_language (draft, "German");
  sa_draft_set_noise_reduction (draft, TRUE);
  sa_draft_set_consent (draft, TRUE);

  return draft;
}

/* What was picked, trimmed and typed comes back; the consent does not. */
static void
test_comes_back (Place *place, gconstpointer data)
{
  g_autoptr (SaDraft) draft = full_draft ();
  g_autoptr (SaDraft) back = NULL;
  g_autoptr (GError) error = NULL;
  struct stat status;

  {
    g_autoptr (SaDraftStore) store = sa_draft_store_new (place->file);

    g_assert_null (load (store, &error));
    g_assert_no_error (error);
    sa_draft_store_set_draft (store, draft);
    g_assert_true (flush (store, &error));
    g_assert_no_error (error);
  }
  g_assert_cmpint (stat (place->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  {
    g_autoptr (SaDraftStore) store = sa_draft_store_new (place->file);

    back = load (store, &error);
    g_assert_no_error (error);
    g_assert_null (sa_draft_store_get_damaged_file (store));
  }
  g_assert_true (sa_clip_equal (sa_draft_get_sample (back), sa_draft_get_sample (draft)));
  g_assert_true (sa_clip_equal (sa_draft_get_prompt (back), sa_draft_get_prompt (draft)));
  g_assert_true (sa_draft_get_prompt_enabled (back));
  g_assert_cmpstr (sa_draft_get_transcript (back), ==, sa_draft_get_transcript (draft));
  g_assert_true (sa_draft_get_transcript_doubtful (back));
  g_assert_cmpstr (sa_draft_get_voice_id (back), ==, "anna-reads");
  g_assert_cmpstr (sa_draft_get_text (back), ==, "Guten Morgen (laughs) 🙂");
  g_assert_cmpstr (sa_draft_get_model (back), ==, "speech-2.8-turbo");
  g_assert_cmpstr (sa_draft_get_language (back), ==, "German");
  g_assert_true (sa_draft_get_noise_reduction (back));
  g_assert_false (sa_draft_get_volume_normalization (back));
  g_assert_false (sa_draft_get_consent (back));
}

/* Without anybody asking, a change is in the file within a second. */
static void
test_saves_by_itself (Place *place, gconstpointer data)
{
  g_autoptr (SaDraft) draft = sa_draft_new (SA_DRAFT_WINDOW);
  g_autoptr (SaDraftStore) store = sa_draft_store_new (place->file);
  gint64 begun;
  g_autofree char *text = NULL;

  sa_draft_store_set_draft (store, draft);
  g_assert_true (flush (store, NULL));
  begun = g_get_monotonic_time ();
  for (int i = 0; i < 20; i++) {
    g_autofree char *id = g_strdup_printf ("typed-by-hand-%d", i);

    sa_draft_set_voice_id (draft, id);
  }
  while (text == NULL || strstr (text, "typed-by-hand-19") == NULL) {
    g_assert_cmpint (g_get_monotonic_time () - begun, <, 3 * G_USEC_PER_SEC);
    g_main_context_iteration (NULL, TRUE);
    g_free (text);
    text = read_file (place);
  }
}

static void
assert_moved_aside (Place *place, const char *text, gssize length)
{
  g_autoptr (SaDraftStore) store = sa_draft_store_new (place->file);
  g_autoptr (SaDraft) draft = full_draft ();
  g_autoptr (GError) error = NULL;
  g_autofree char *aside = NULL;
  g_autofree char *now = NULL;
  gsize aside_length;

  write_file (place, text, length);
  g_assert_null (load (store, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (place->path, G_FILE_TEST_EXISTS));
  g_assert_nonnull (sa_draft_store_get_damaged_file (store));
  g_assert_true (g_file_load_contents (sa_draft_store_get_damaged_file (store), NULL, &aside,
                                       &aside_length, NULL, NULL));
  g_assert_cmpmem (aside, aside_length, text, length < 0 ? strlen (text) : (gsize) length);

  sa_draft_store_set_draft (store, draft);
  g_assert_true (flush (store, &error));
  now = read_file (place);
  g_assert_nonnull (strstr (now, "anna-reads"));
}

/* Whatever stands in the file, the program starts, and nothing is thrown away. */
static void
test_damaged (Place *place, gconstpointer data)
{
  g_autoptr (SaDraft) draft = full_draft ();
  g_autofree char *json = sa_draft_to_json (draft);
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autofree char *deeper = g_strconcat ("{\"a\":", deep, NULL);

  assert_moved_aside (place, "", 0);
  assert_moved_aside (place, "[]", -1);
  assert_moved_aside (place, json, (gssize) strlen (json) / 2);
  assert_moved_aside (place, deep, -1);
  assert_moved_aside (place, deeper, -1);
  assert_moved_aside (place, "{\"text\": \"\xff\"}", -1);
}

/* Each member of a wrong kind is as good as none. */
static void
test_wrong_kinds (Place *place, gconstpointer data)
{
  static const char *const texts[] = {
    "{}",
    "{\"sample\": 1, \"prompt\": [], \"text\": {}, \"consent\": true}",
    "{\"sample\": {\"uri\": \"file:///a.wav\", \"start\": -1, \"end\": 3}}",
    "{\"sample\": {\"uri\": \"file:///a.wav\", \"start\": 5, \"end\": 3}}",
    "{\"sample\": {\"uri\": 7}, \"sample-file-id\": -5, \"prompt-seconds\": \"x\"}",
    "{\"model\": null, \"prompt-enabled\": \"yes\", \"noise-reduction\": 1.5}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (SaDraftStore) store = sa_draft_store_new (place->file);
    g_autoptr (SaDraft) draft = NULL;
    g_autoptr (GError) error = NULL;

    write_file (place, texts[i], -1);
    draft = load (store, &error);
    g_assert_no_error (error);
    g_assert_nonnull (draft);
    g_assert_null (sa_draft_get_sample (draft));
    g_assert_false (sa_draft_get_consent (draft));
  }
}

/* A folder or a pipe under the draft's name neither blocks nor stays in the way. */
static void
test_not_a_file (Place *place, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (place->path);

  for (int kind = 0; kind < 2; kind++) {
    g_autoptr (SaDraftStore) store = sa_draft_store_new (place->file);
    g_autoptr (SaDraft) draft = full_draft ();
    g_autoptr (GError) error = NULL;
    g_autofree char *aside = g_strconcat (place->path, ".damaged", NULL);

    if (kind == 0)
      g_assert_cmpint (g_mkdir_with_parents (place->path, 0700), ==, 0);
    else
      g_assert_cmpint (mkfifo (place->path, 0600), ==, 0);
    g_assert_null (load (store, &error));
    g_assert_no_error (error);
    sa_draft_store_set_draft (store, draft);
    g_assert_true (flush (store, &error));
    g_assert_true (g_file_test (place->path, G_FILE_TEST_IS_REGULAR));
    remove_tree (aside);
    g_remove (place->path);
  }
  remove_tree (folder);
}

static void
count_failure (SaDraftStore *store, GError *error, gpointer user_data)
{
  g_assert_nonnull (error);
  (*(int *) user_data)++;
}

/* Said once, and kept as soon as that is possible again. */
static void
test_cannot_be_kept (Place *place, gconstpointer data)
{
  g_autoptr (SaDraft) draft = full_draft ();
  g_autoptr (SaDraftStore) store = sa_draft_store_new (place->file);
  g_autofree char *folder = g_path_get_dirname (place->path);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  int failures = 0;

  g_assert_true (g_file_set_contents (folder, "in the way", -1, NULL));
  g_signal_connect (store, "failed", G_CALLBACK (count_failure), &failures);
  sa_draft_store_set_draft (store, draft);
  g_assert_false (flush (store, &error));
  g_assert_nonnull (error);
  sa_draft_set_voice_id (draft, "second-try");
  g_assert_false (flush (store, NULL));
  g_assert_cmpint (failures, ==, 1);

  g_unlink (folder);
  g_assert_true (flush (store, NULL));
  text = read_file (place);
  g_assert_nonnull (strstr (text, "second-try"));
}

/* Two processes: each file is one of theirs, whole, and the last change wins. */
static void
test_last_writer_wins (Place *place, gconstpointer data)
{
  g_autoptr (SaDraft) one = full_draft ();
  g_autoptr (SaDraft) two = full_draft ();
  g_autoptr (SaDraftStore) first = sa_draft_store_new (place->file);
  g_autoptr (SaDraftStore) second = sa_draft_store_new (place->file);
  g_autoptr (SaDraftStore) reader = sa_draft_store_new (place->file);
  g_autoptr (SaDraft) back = NULL;

  sa_draft_store_set_draft (first, one);
  sa_draft_store_set_draft (second, two);
  for (int i = 0; i < 10; i++) {
    g_autofree char *id_one = g_strdup_printf ("first-%d", i);
    g_autofree char *id_two = g_strdup_printf ("second-%d", i);

    sa_draft_set_voice_id (one, id_one);
    sa_draft_set_voice_id (two, id_two);
    sa_draft_store_flush_async (first, NULL, NULL, NULL);
    g_assert_true (flush (second, NULL));
  }
  g_assert_true (flush (first, NULL));
  sa_draft_set_voice_id (two, "the-very-last");
  g_assert_true (flush (second, NULL));
  back = load (reader, NULL);
  g_assert_cmpstr (sa_draft_get_voice_id (back), ==, "the-very-last");
}

static void
write_for_ever (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (SaDraftStore) store = sa_draft_store_new (file);
  g_autoptr (SaDraft) draft = full_draft ();
  g_autofree char *long_text = g_strnfill (200000, 'x');

  sa_draft_store_set_draft (store, draft);
  for (int i = 0;; i++) {
    g_autofree char *text = g_strdup_printf ("%d %s", i, long_text);

    sa_draft_set_text (draft, text);
    flush (store, NULL);
  }
}

/* Killed at any moment, the file holds a whole draft; what the killed one left goes away later. */
static void
test_killed (Place *place, gconstpointer data)
{
  g_autofree char *folder = g_path_get_dirname (place->path);
  const char *self = data;

  for (int i = 0; i < 12; i++) {
    g_autoptr (SaDraftStore) store = sa_draft_store_new (place->file);
    g_autoptr (SaDraft) draft = NULL;
    g_autoptr (GError) error = NULL;
    char *arguments[] = { (char *) self, (char *) "--write-for-ever", place->path, NULL };
    GPid pid;
    gint64 begun;

    g_assert_true (
      g_spawn_async (NULL, arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, &error));
    begun = g_get_monotonic_time ();
    while (!g_file_test (place->path, G_FILE_TEST_EXISTS))
      g_assert_cmpint (g_get_monotonic_time () - begun, <, 20 * G_USEC_PER_SEC);
    g_usleep (g_random_int_range (0, 20000));
    kill (pid, SIGKILL);
    waitpid (pid, NULL, 0);

    draft = load (store, &error);
    g_assert_no_error (error);
    g_assert_nonnull (draft);
    g_assert_cmpuint (strlen (sa_draft_get_text (draft)), >, 20);
  }
}

static void
test_stale (Place *place, gconstpointer data)
{
  g_autoptr (SaDraftStore) store = sa_draft_store_new (place->file);
  g_autoptr (SaDraft) draft = NULL;
  g_autofree char *old = g_strconcat (place->path, ".AB12cd", NULL);
  g_autofree char *fresh = g_strconcat (place->path, ".EF34gh", NULL);
  g_autofree char *foreign = g_strconcat (place->path, ".backup", NULL);
  struct utimbuf times = { 1000000000, 1000000000 };

  write_file (place, "{}", -1);
  g_assert_true (g_file_set_contents (old, "{", -1, NULL));
  g_assert_true (g_file_set_contents (fresh, "{", -1, NULL));
  g_assert_cmpint (g_mkdir (foreign, 0700), ==, 0);
  g_assert_cmpint (utime (old, &times), ==, 0);
  draft = load (store, NULL);
  g_assert_nonnull (draft);
  g_assert_false (g_file_test (old, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (fresh, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (foreign, G_FILE_TEST_EXISTS));
}

static void
test_lifetime (Place *place, gconstpointer data)
{
  SaDraftStore *store = sa_draft_store_new (place->file);
  SaDraft *draft = full_draft ();

  sa_draft_store_set_draft (store, draft);
  g_assert_finalize_object (store);
  g_assert_finalize_object (draft);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*test) (Place *, gconstpointer);
  } tests[] = {
    { "/draft-store/comes-back", test_comes_back },
    { "/draft-store/saves-by-itself", test_saves_by_itself },
    { "/draft-store/damaged", test_damaged },
    { "/draft-store/wrong-kinds", test_wrong_kinds },
    { "/draft-store/not-a-file", test_not_a_file },
    { "/draft-store/cannot-be-kept", test_cannot_be_kept },
    { "/draft-store/last-writer-wins", test_last_writer_wins },
    { "/draft-store/killed", test_killed },
    { "/draft-store/stale", test_stale },
    { "/draft-store/lifetime", test_lifetime },
  };

  if (argc == 3 && g_str_equal (argv[1], "--write-for-ever"))
    write_for_ever (argv[2]);

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Place, argv[0], place_set_up, tests[i].test, place_tear_down);

  return g_test_run ();
}
