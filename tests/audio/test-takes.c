/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a killed process may leave, and what lies about beside it. */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "audio/sa-audio-error.h"
#include "audio/sa-media-info.h"
#include "audio/sa-take.h"
#include "media-fixture.h"

#define RATE 48000

static void
on_found (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GPtrArray *
find_takes (MediaFixture *fixture)
{
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *takes;

  sa_takes_find_async (folder, NULL, on_found, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  takes = sa_takes_find_finish (result, &error);
  g_assert_no_error (error);
  return takes;
}

/* A take of @seconds; each of its samples is its own number, so that one missing shows. */
static SaTake *
make_take (MediaFixture *fixture, double seconds)
{
  g_autoptr (GFile) folder = g_file_new_for_path (fixture->folder);
  g_autoptr (GError) error = NULL;
  SaTake *take = sa_take_create (folder, RATE, &error);
  float block[480];

  g_assert_no_error (error);
  for (int i = 0; i < (int) (seconds * 100); i++) {
    for (int k = 0; k < 480; k++)
      block[k] = (float) ((i * 480 + k) % 30000) / 32768.0f;
    g_assert_true (sa_take_write (take, block, 480, &error));
    g_assert_no_error (error);
  }
  return take;
}

static void
assert_whole (MediaFixture *fixture, GFile *file, gint64 frames)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaMediaInfo) info = sa_media_info_read (file, NULL, &error);
  g_autofree gint16 *samples = NULL;
  gsize n;

  g_assert_no_error (error);
  /* It can be sent as it is. */
  g_assert_true (sa_media_info_is_lawful_container (info));
  samples = media_fixture_decode (fixture, name, &n);
  g_assert_cmpint ((gint64) n, ==, frames);
  for (gsize i = 0; i < n; i++)
    g_assert_cmpint (samples[i], ==, (gint16) (i % 30000));
}

static void
test_create (MediaFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  SaTake *take = make_take (fixture, 2);
  GStatBuf status;

  g_assert_cmpint (sa_take_get_frames (take), ==, 2 * RATE);
  g_assert_cmpfloat (sa_take_get_seconds (take), ==, 2);
  g_assert_false (sa_take_is_recovered (take));
  g_assert_true (sa_take_sync (take, &error));
  g_assert_no_error (error);
  file = g_object_ref (sa_take_get_file (take));
  assert_whole (fixture, file, 2 * RATE);
  g_assert_cmpint (g_stat (g_file_peek_path (file), &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);

  none = find_takes (fixture);
  g_assert_cmpuint (none->len, ==, 0);
  sa_take_delete (take);
  g_assert_false (g_file_query_exists (file, NULL));
  g_assert_finalize_object (take);
}

/* Whatever the sizes in its header say, and with half a sample at its end. */
static void
test_recover (MediaFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) takes = NULL;
  g_autofree char *path = NULL;
  SaTake *take = make_take (fixture, 1.5);

  path = g_file_get_path (sa_take_get_file (take));
  g_assert_finalize_object (take);
  g_assert_cmpint (truncate (path, 44 + 2 * RATE * 5 / 4 + 1), ==, 0);

  takes = find_takes (fixture);
  g_assert_cmpuint (takes->len, ==, 1);
  g_assert_true (sa_take_is_recovered (takes->pdata[0]));
  g_assert_cmpint (sa_take_get_frames (takes->pdata[0]), ==, RATE * 5 / 4);
  g_assert_nonnull (sa_take_get_time (takes->pdata[0]));
  assert_whole (fixture, sa_take_get_file (takes->pdata[0]), RATE * 5 / 4);
}

static void
test_append_to_recovered (MediaFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) takes = NULL;
  g_autoptr (GError) error = NULL;
  float block[480];

  g_object_unref (make_take (fixture, 1));
  takes = find_takes (fixture);
  g_assert_cmpuint (takes->len, ==, 1);
  for (int k = 0; k < 480; k++)
    block[k] = (float) ((RATE + k) % 30000) / 32768.0f;
  g_assert_true (sa_take_write (takes->pdata[0], block, 480, &error));
  g_assert_true (sa_take_sync (takes->pdata[0], &error));
  g_assert_no_error (error);
  assert_whole (fixture, sa_take_get_file (takes->pdata[0]), RATE + 480);
}

static void
test_order (MediaFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) takes = NULL;

  g_object_unref (make_take (fixture, 1));
  g_object_unref (make_take (fixture, 2));
  g_free (media_fixture_ask (fixture, "touch -d '1 hour ago' $(ls -1tr take-* | head -1)"));
  takes = find_takes (fixture);
  g_assert_cmpuint (takes->len, ==, 2);
  g_assert_cmpint (g_date_time_compare (sa_take_get_time (takes->pdata[0]),
                                        sa_take_get_time (takes->pdata[1])),
                   >, 0);
}

/* Too short for a word: gone without a question. One frame more or less decides. */
static void
test_shortest (MediaFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) takes = NULL;
  g_autofree char *path = NULL;
  SaTake *take = make_take (fixture, 1);

  path = g_file_get_path (sa_take_get_file (take));
  g_object_unref (take);
  takes = find_takes (fixture);
  g_assert_cmpuint (takes->len, ==, 1);
  g_clear_pointer (&takes, g_ptr_array_unref);

  g_assert_cmpint (truncate (path, 44 + 2 * (RATE - 1)), ==, 0);
  takes = find_takes (fixture);
  g_assert_cmpuint (takes->len, ==, 0);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* Files of others are left alone, whatever they are called. */
/* Nobody is asked about it again, and it can be had back until then. */
static void
test_discarded (MediaFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) takes = NULL;
  g_autoptr (GPtrArray) none = NULL;
  SaTake *take = make_take (fixture, 2);
  g_autofree char *path = g_file_get_path (sa_take_get_file (take));
  g_autofree char *discarded = NULL;

  sa_take_set_discarded (take, TRUE);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  sa_take_set_discarded (take, FALSE);
  g_assert_cmpstr (g_file_peek_path (sa_take_get_file (take)), ==, path);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_finalize_object (take);

  takes = find_takes (fixture);
  g_assert_cmpuint (takes->len, ==, 1);
  sa_take_set_discarded (takes->pdata[0], TRUE);
  discarded = g_file_get_path (sa_take_get_file (takes->pdata[0]));
  g_assert_true (g_file_test (discarded, G_FILE_TEST_EXISTS));
  g_clear_pointer (&takes, g_ptr_array_unref);

  none = find_takes (fixture);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_false (g_file_test (discarded, G_FILE_TEST_EXISTS));
}

static void
test_time_of_file (void)
{
  g_autoptr (GFile) take = g_file_new_for_path ("/anywhere/take-20261128-204155-AbCdEf.wav");
  g_autoptr (GFile) song = g_file_new_for_path ("/anywhere/take-five.wav");
  g_autoptr (GFile) other = g_file_new_for_path ("/anywhere/take-20261128-204155-AbCdEf.mp3");
  g_autoptr (GDateTime) time = sa_takes_get_time_of_file (take);
  g_autofree char *text = g_date_time_format (time, "%Y-%m-%d %H:%M:%S");

  g_assert_cmpstr (text, ==, "2026-11-28 20:41:55");
  g_assert_null (sa_takes_get_time_of_file (song));
  g_assert_null (sa_takes_get_time_of_file (other));
}

static void
test_strangers (MediaFixture *fixture, gconstpointer data)
{
  static const char *kept[] = { "song.wav",        "take-note.txt", "take-pipe.wav",
                                "take-folder.wav", "take-link.wav", "elsewhere",
                                "take-stereo.wav" };
  g_autoptr (GPtrArray) takes = NULL;
  g_autofree char *text = NULL;

  g_free (media_fixture_ask (
    fixture, "head -c 200000 /dev/zero >elsewhere; cp elsewhere song.wav; cp elsewhere "
             "take-note.txt; mkfifo take-pipe.wav; mkdir take-folder.wav; ln -s elsewhere "
             "take-link.wav; touch take-empty.wav; printf RIFF >take-torn.wav; "
             "sox -n -r 48000 -c 2 -b 16 take-stereo.wav synth 2 sine 300"));
  takes = find_takes (fixture);
  g_assert_cmpuint (takes->len, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++) {
    g_autofree char *path = media_fixture_path (fixture, kept[i]);

    g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  }
  text = media_fixture_ask (fixture, "tr -d '\\0' <elsewhere | wc -c; ls take-empty.wav "
                                     "take-torn.wav 2>/dev/null | wc -l");
  /* Nothing was written into it, and takes without a sound are gone. */
  g_assert_cmpstr (text, ==, "0\n0");
}

static void
test_no_folder (MediaFixture *fixture, gconstpointer data)
{
  g_autofree char *inner = media_fixture_path (fixture, "not/yet/there");
  g_autoptr (GFile) folder = g_file_new_for_path (inner);
  g_autoptr (GFile) blocked = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SaTake) take = NULL;

  take = sa_take_create (folder, RATE, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (inner, G_FILE_TEST_IS_DIR));

  g_object_unref (media_fixture_write (fixture, "file", "x", 1));
  blocked = media_fixture_file (fixture, "file/takes");
  g_assert_null (sa_take_create (blocked, RATE, &error));
  g_assert_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_WRITE);
}

static void
test_default_folder (void)
{
  g_autoptr (GFile) folder = sa_takes_get_folder ();
  g_autofree char *end = g_build_filename ("soundalike", "takes", NULL);

  g_assert_true (g_str_has_prefix (g_file_peek_path (folder), g_get_user_data_dir ()));
  g_assert_true (g_str_has_suffix (g_file_peek_path (folder), end));
}

#define add(path, function) \
  g_test_add (path, MediaFixture, NULL, media_fixture_set_up, function, media_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add ("/takes/create", test_create);
  add ("/takes/recover", test_recover);
  add ("/takes/append-to-recovered", test_append_to_recovered);
  add ("/takes/order", test_order);
  add ("/takes/shortest", test_shortest);
  add ("/takes/discarded", test_discarded);
  g_test_add_func ("/takes/time-of-file", test_time_of_file);
  add ("/takes/strangers", test_strangers);
  add ("/takes/no-folder", test_no_folder);
  g_test_add_func ("/takes/default-folder", test_default_folder);
  return g_test_run ();
}
