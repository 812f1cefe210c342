/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "media-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
      remove_tree (child);
    else
      g_unlink (child);
  }
  g_rmdir (path);
}

void
media_fixture_set_up (MediaFixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("soundalike-test-XXXXXX", &error);
  g_assert_no_error (error);
}

void
media_fixture_tear_down (MediaFixture *self, gconstpointer data)
{
  remove_tree (self->folder);
  g_clear_pointer (&self->folder, g_free);
}

char *
media_fixture_path (MediaFixture *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

GFile *
media_fixture_file (MediaFixture *self, const char *name)
{
  g_autofree char *path = media_fixture_path (self, name);

  return g_file_new_for_path (path);
}

/* What @command, a line for the shell run in the folder, prints. */
char *
media_fixture_ask (MediaFixture *self, const char *command)
{
  const char *arguments[] = { "/bin/sh", "-c", command, NULL };
  g_autofree char *errors = NULL;
  char *answer = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (self->folder, (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &answer,
                &errors, &status, &error);
  g_assert_no_error (error);
  if (!g_spawn_check_wait_status (status, NULL))
    g_error ("%s: %s", command, errors);
  return g_strchomp (answer);
}

GFile *
media_fixture_make (MediaFixture *self, const char *name, const char *command)
{
  g_autofree char *answer = media_fixture_ask (self, command);
  GFile *file = media_fixture_file (self, name);

  g_assert_true (g_file_query_exists (file, NULL));
  return file;
}

GFile *
media_fixture_write (MediaFixture *self, const char *name, const void *data, gsize length)
{
  g_autofree char *path = media_fixture_path (self, name);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, data, (gssize) length, &error);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

/* The first @length bytes of @file. */
GFile *
media_fixture_copy_part (MediaFixture *self, GFile *file, const char *name, gsize length)
{
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  gsize all;

  g_file_load_contents (file, NULL, &data, &all, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (length, <=, all);
  return media_fixture_write (self, name, data, length);
}

gint16 *
media_fixture_decode (MediaFixture *self, const char *name, gsize *n_samples)
{
  g_autofree char *command =
    g_strdup_printf ("ffmpeg -v error -y -i '%s' -f s16le decoded.raw", name);
  g_autoptr (GFile) raw = media_fixture_make (self, "decoded.raw", command);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize length;

  g_file_load_contents (raw, NULL, &data, &length, NULL, &error);
  g_assert_no_error (error);
  *n_samples = length / 2;
  return (gint16 *) (gpointer) data;
}
