/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "sa-library-private.h"

static void
work_store (GTask *task, SaDatabase *database)
{
  const SaSentEntry *entry = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (SaStatement) statement =
    sa_database_prepare (database,
                         "INSERT INTO sent (sent_at, host, account, request, bytes, purpose, note)"
                         " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                         &error);

  if (statement == NULL) {
    g_task_return_error (task, error);
    return;
  }

  sa_statement_bind_int (statement, 1, entry->sent_at ? entry->sent_at : g_get_real_time ());
  sa_statement_bind_text (statement, 2, entry->host);
  sa_statement_bind_text (statement, 3, entry->account);
  sa_statement_bind_text (statement, 4, entry->request);
  sa_statement_bind_int (statement, 5, entry->bytes);
  sa_statement_bind_text (statement, 6, entry->purpose);
  sa_statement_bind_text (statement, 7, entry->note);

  if (sa_library_task_return_run (task, statement))
    g_task_return_boolean (task, TRUE);
}

static SaSentEntry *
read_row (SaStatement *statement)
{
  SaSentEntry *entry = sa_sent_entry_new ();

  entry->id = sa_statement_get_int (statement, 0);
  entry->sent_at = sa_statement_get_int (statement, 1);
  entry->host = sa_statement_dup_text (statement, 2);
  entry->account = sa_statement_dup_text (statement, 3);
  entry->request = sa_statement_dup_text (statement, 4);
  entry->bytes = sa_statement_get_int (statement, 5);
  entry->purpose = sa_statement_dup_text (statement, 6);
  entry->note = sa_statement_dup_text (statement, 7);

  return entry;
}

static void
work_list (GTask *task, SaDatabase *database)
{
  g_autoptr (GPtrArray) entries =
    g_ptr_array_new_with_free_func ((GDestroyNotify) sa_sent_entry_free);
  guint max_entries = GPOINTER_TO_UINT (g_task_get_task_data (task));
  GError *error = NULL;
  gboolean row = TRUE;
  g_autoptr (SaStatement) statement = sa_database_prepare (
    database,
    "SELECT id, sent_at, host, account, request, bytes, purpose, note FROM sent"
    " ORDER BY sent_at DESC, id DESC LIMIT ?1",
    &error);

  /* A negative LIMIT is none. */
  if (statement != NULL)
    sa_statement_bind_int (statement, 1, max_entries > 0 ? (gint64) max_entries : -1);

  while (statement != NULL && row && sa_statement_step (statement, &row, &error)) {
    if (row)
      g_ptr_array_add (entries, read_row (statement));
  }

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&entries), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * sa_library_log_async:
 * @self: a library
 * @entry: what left this computer
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): what to call when it is on the disk
 * @user_data: what to give it
 *
 * Adds a line to "What left this computer".
 */
void
sa_library_log_async (SaLibrary *self,
                      const SaSentEntry *entry,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SA_IS_LIBRARY (self));
  g_return_if_fail (entry != NULL);

  task = sa_library_task_new (self, sa_library_log_async, cancellable, callback, user_data);
  g_task_set_task_data (task, sa_sent_entry_copy (entry), (GDestroyNotify) sa_sent_entry_free);
  sa_library_push (self, task, work_store);
}

/**
 * sa_library_log_finish:
 * @self: a library
 * @result: the result
 * @error: return location for a #SaLibraryError
 *
 * Returns: whether it is on the disk
 */
gboolean
sa_library_log_finish (SaLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sa_library_list_log_async:
 * @self: a library
 * @max_entries: how many at most, 0 for all
 * @cancellable: (nullable): a cancellable
 * @callback: what to call when it is done
 * @user_data: what to give it
 *
 * Lists what left this computer, the newest first.
 */
void
sa_library_list_log_async (SaLibrary *self,
                           guint max_entries,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SA_IS_LIBRARY (self));

  task = sa_library_task_new (self, sa_library_list_log_async, cancellable, callback, user_data);
  g_task_set_task_data (task, GUINT_TO_POINTER (max_entries), NULL);
  sa_library_push (self, task, work_list);
}

/**
 * sa_library_list_log_finish:
 * @self: a library
 * @result: the result
 * @error: return location for a #SaLibraryError
 *
 * Returns: (transfer full) (element-type SaSentEntry) (nullable): the entries
 */
GPtrArray *
sa_library_list_log_finish (SaLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
