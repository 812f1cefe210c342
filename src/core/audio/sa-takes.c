/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-take-name.h"
#include "sa-take.h"

#include <stdio.h>

/* What is shorter holds no word: nobody is asked about it. */
#define MIN_SECONDS 1.0

/**
 * sa_takes_get_folder:
 *
 * Returns: (transfer full): where this user's takes are; it need not exist
 */
GFile *
sa_takes_get_folder (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "soundalike", "takes", NULL);

  return g_file_new_for_path (path);
}

/**
 * sa_takes_get_time_of_file:
 * @file: a file
 *
 * Returns: (transfer full) (nullable): when the take that is kept in @file was begun; %NULL where the
 *   name is not a take's
 */
GDateTime *
sa_takes_get_time_of_file (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  int year, month, day, hour, minute, second;

  if (name == NULL || !g_str_has_suffix (name, SA_TAKE_SUFFIX) ||
      sscanf (name, SA_TAKE_PREFIX "%4d%2d%2d-%2d%2d%2d-", &year, &month, &day, &hour, &minute,
              &second) != 6)
    return NULL;

  return g_date_time_new_local (year, month, day, hour, minute, second);
}

static void
look_at (GPtrArray *takes, const char *path, gboolean is_discarded)
{
  g_autoptr (SaTake) take = sa_take_recover (path);

  if (take == NULL)
    return;
  if (is_discarded || sa_take_get_seconds (take) < MIN_SECONDS)
    sa_take_delete (take);
  else
    g_ptr_array_add (takes, g_steal_pointer (&take));
}

static int
compare_takes (gconstpointer a, gconstpointer b)
{
  return g_date_time_compare (sa_take_get_time (*(SaTake **) b), sa_take_get_time (*(SaTake **) a));
}

static void
find_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GPtrArray *takes = g_ptr_array_new_with_free_func (g_object_unref);
  const char *folder = g_file_peek_path (data);
  g_autoptr (GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;

  while (dir != NULL && !g_cancellable_is_cancelled (cancellable) &&
         (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    gboolean is_discarded = g_str_has_prefix (name, SA_TAKE_DISCARDED SA_TAKE_PREFIX);

    if ((is_discarded || g_str_has_prefix (name, SA_TAKE_PREFIX)) &&
        g_str_has_suffix (name, SA_TAKE_SUFFIX))
      look_at (takes, path, is_discarded);
  }
  g_ptr_array_sort (takes, compare_takes);
  g_task_return_pointer (task, takes, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * sa_takes_find_async:
 * @folder: (nullable): where to look; by default sa_takes_get_folder()
 *
 * Finds the takes that a process left when it ended, killed or not, and repairs them. Those that
 * a living process has, such as another window, are not touched; those that were discarded are removed.
 * From then on they belong to this
 * process, as long as the objects live.
 */
void
sa_takes_find_async (GFile *folder,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sa_takes_find_async);
  g_task_set_task_data (task, folder != NULL ? g_object_ref (folder) : sa_takes_get_folder (),
                        g_object_unref);
  g_task_run_in_thread (task, find_in_thread);
}

/**
 * sa_takes_find_finish:
 * @error: return location for %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (element-type SaTake): the takes, the newest first
 */
GPtrArray *
sa_takes_find_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
