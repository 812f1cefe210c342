/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-pasted-files.h"

static void
free_files (gpointer files)
{
  g_slist_free_full (files, g_object_unref);
}

static gpointer
copy_file (gconstpointer file, gpointer user_data)
{
  return g_object_ref ((gpointer) file);
}

static void
on_text (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  GSList *files = NULL;

  if (text != NULL)
    g_strstrip (text);
  if (text != NULL && (g_path_is_absolute (text) || g_str_has_prefix (text, "file:")))
    files = g_slist_append (files, g_file_new_for_commandline_arg (text));

  g_task_return_pointer (task, files, free_files);
}

static void
on_files (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const GValue *value = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, NULL);

  if (value != NULL && g_value_get_boxed (value) != NULL)
    g_task_return_pointer (task, g_slist_copy_deep (g_value_get_boxed (value), copy_file, NULL),
                           free_files);
  else
    gdk_clipboard_read_text_async (GDK_CLIPBOARD (source), NULL, on_text, g_steal_pointer (&task));
}

/** sa_pasted_files_read_async: finds out which files were copied elsewhere, or the path of one */
void
sa_pasted_files_read_async (GdkClipboard *clipboard,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (clipboard, NULL, callback, user_data);

  g_task_set_source_tag (task, sa_pasted_files_read_async);
  gdk_clipboard_read_value_async (clipboard, GDK_TYPE_FILE_LIST, G_PRIORITY_DEFAULT, NULL, on_files,
                                  task);
}

/**
 * sa_pasted_files_read_finish:
 *
 * Returns: (transfer full) (element-type GFile): the files; %NULL if none are on the clipboard
 */
GSList *
sa_pasted_files_read_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
