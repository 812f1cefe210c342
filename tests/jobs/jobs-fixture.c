/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "jobs-fixture.h"

#include <glib/gstdio.h>

void
fixture_on_result (GObject *source, GAsyncResult *result, gpointer slot)
{
  *(GAsyncResult **) slot = g_object_ref (result);
}

GAsyncResult *
fixture_wait (GAsyncResult **slot)
{
  fixture_wait_until (*slot != NULL);
  return *slot;
}

static void
open_library (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->dir, "library.db", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sa_library_open_async (file, NULL, fixture_on_result, &result);
  fixture->library = sa_library_open_finish (fixture_wait (&result), &error);
  g_assert_no_error (error);
}

void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *previews = NULL;

  fixture->dir = g_dir_make_tmp ("soundalike-jobs-XXXXXX", &error);
  g_assert_no_error (error);
  previews = g_build_filename (fixture->dir, "previews", NULL);
  fixture->previews = g_file_new_for_path (previews);
  fixture->service = fake_service_new ();
  fixture->account =
    sa_account_new (fake_service_get_base_url (fixture->service), "key-of-a-test", &error);
  g_assert_no_error (error);
  fixture->client =
    sa_client_new (fake_service_get_base_url (fixture->service), "key-of-a-test", 10, &error);
  g_assert_no_error (error);
  open_library (fixture);
}

static void
delete_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    if (g_file_test (child, G_FILE_TEST_IS_DIR))
      delete_folder (child);
    else
      g_unlink (child);
  }
  g_rmdir (path);
}

void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_finalize_object (g_steal_pointer (&fixture->client));
  sa_library_close_async (fixture->library, NULL, fixture_on_result, &result);
  g_assert_true (sa_library_close_finish (fixture->library, fixture_wait (&result), NULL));
  g_clear_object (&result);
  g_assert_finalize_object (g_steal_pointer (&fixture->library));
  sa_account_unref (fixture->account);
  fake_service_free (fixture->service);
  g_object_unref (fixture->previews);
  delete_folder (fixture->dir);
  g_free (fixture->dir);
}

/* A WAV of exactly that length, with a voice in it. */
GFile *
fixture_speech (Fixture *fixture, const char *name, double seconds)
{
  g_autofree char *path = g_build_filename (fixture->dir, name, NULL);
  g_autofree char *length = g_strdup_printf ("%.0fs", seconds * 16000);
  const char *argv[] = { "sox", "-D",   "-r",    "16000", "-n",       "-c",   "1",       "-b",
                         "16",  path,   "synth", "400",   "sawtooth", "150",  "tremolo", "3",
                         "80",  "gain", "-9",    "trim",  "0",        length, NULL };
  g_autoptr (GError) error = NULL;
  int status = -1;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return g_file_new_for_path (path);
}

SaDraft *
fixture_draft (Fixture *fixture)
{
  g_autoptr (GFile) file = fixture_speech (fixture, "sample.wav", 12);
  g_autoptr (SaClip) clip = sa_clip_new (file, 0, -1, SA_CHANNEL_MIX_AUTO);
  SaDraft *draft = sa_draft_new (SA_DRAFT_COMMAND_LINE);

  sa_draft_set_sample (draft, clip);
  sa_draft_set_voice_id (draft, "anna-reads-2026");
  sa_draft_set_consent (draft, TRUE);
  return draft;
}

SaCloneJob *
fixture_job (Fixture *fixture, SaDraft *draft)
{
  return sa_clone_job_new (draft, fixture->client, fixture->account, fixture->library,
                           fixture->previews);
}

gboolean
fixture_run (SaCloneJob *job, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sa_clone_job_run_async (job, NULL, fixture_on_result, &result);
  return sa_clone_job_run_finish (job, fixture_wait (&result), error);
}

GPtrArray *
fixture_attempts (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *attempts;

  sa_library_list_attempts_async (fixture->library, NULL, fixture_on_result, &result);
  attempts = sa_library_list_attempts_finish (fixture->library, fixture_wait (&result), &error);
  g_assert_no_error (error);
  return attempts;
}

GListModel *
fixture_voices (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GListModel *voices;

  sa_library_list_voices_async (fixture->library, NULL, fixture_on_result, &result);
  voices = sa_library_list_voices_finish (fixture->library, fixture_wait (&result), &error);
  g_assert_no_error (error);
  return voices;
}

guint
fixture_count_files (GFile *folder)
{
  g_autoptr (GDir) dir = g_dir_open (g_file_peek_path (folder), 0, NULL);
  guint count = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    count++;
  return count;
}
