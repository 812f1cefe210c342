/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "library-support.h"

#include <ftw.h>
#include <glib/gstdio.h>

char *
make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *path = g_dir_make_tmp ("soundalike-library-XXXXXX", &error);

  g_assert_no_error (error);
  return path;
}

static int
remove_one (const char *path, const struct stat *info, int kind, struct FTW *walk)
{
  return g_remove (path);
}

void
remove_folder (char *path)
{
  g_assert_cmpint (nftw (path, remove_one, 8, FTW_DEPTH | FTW_PHYS), ==, 0);
  g_free (path);
}

SaLibrary *
open_library (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  Wait wait = { NULL };

  sa_library_open_async (file, NULL, wait_take, &wait);
  result = wait_for (&wait);

  return sa_library_open_finish (result, error);
}

/* Closes, and shows that nothing else holds it. */
void
close_library (SaLibrary *library)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *result;
  Wait wait = { NULL };

  sa_library_close_async (library, NULL, wait_take, &wait);
  result = wait_for (&wait);
  g_assert_true (sa_library_close_finish (library, result, &error));
  g_assert_no_error (error);
  g_object_unref (result);

  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_object_unref (library);
}

SaAttempt *
make_attempt (const char *voice_id, const char *state)
{
  SaAttempt *attempt = sa_attempt_new ();

  attempt->host = g_strdup ("api.minimax.io");
  attempt->account = g_strdup ("0123456789abcdef");
  attempt->voice_id = g_strdup (voice_id);
  attempt->state = g_strdup (state);
  attempt->draft = g_strdup ("{}");

  return attempt;
}

gint64
store_attempt (SaLibrary *library, const SaAttempt *attempt, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  Wait wait = { NULL };

  sa_library_store_attempt_async (library, attempt, NULL, wait_take, &wait);
  result = wait_for (&wait);

  return sa_library_store_attempt_finish (library, result, error);
}

GPtrArray *
list_attempts (SaLibrary *library)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *attempts;
  Wait wait = { NULL };

  sa_library_list_attempts_async (library, NULL, wait_take, &wait);
  result = wait_for (&wait);
  attempts = sa_library_list_attempts_finish (library, result, &error);
  g_assert_no_error (error);

  return attempts;
}
