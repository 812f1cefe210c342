/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "sa-library-private.h"

#define COLUMNS "host, account, file_id, sha256, purpose, bytes, uploaded_at, filename, source"

/* Which upload is looked for, or forgotten. */
typedef struct {
  char *sha256;
  char *host;
  char *account;
  SaPurpose purpose;
  gint64 file_id;
} Query;

static void
query_free (Query *query)
{
  g_free (query->sha256);
  g_free (query->host);
  g_free (query->account);
  g_free (query);
}

/* NULL for a purpose that this version does not know. */
static SaUpload *
read_row (SaStatement *statement)
{
  g_autoptr (SaUpload) upload = sa_upload_new ();
  g_autofree char *purpose = sa_statement_dup_text (statement, 4);

  upload->host = sa_statement_dup_text (statement, 0);
  upload->account = sa_statement_dup_text (statement, 1);
  upload->file_id = sa_statement_get_int (statement, 2);
  upload->sha256 = sa_statement_dup_text (statement, 3);
  upload->bytes = sa_statement_get_int (statement, 5);
  upload->uploaded_at = sa_statement_get_int (statement, 6);
  upload->filename = sa_statement_dup_text (statement, 7);
  upload->source = sa_statement_dup_text (statement, 8);

  return sa_purpose_from_string (purpose, &upload->purpose) ? g_steal_pointer (&upload) : NULL;
}

static void
work_find (GTask *task, SaDatabase *database)
{
  Query *query = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean row;
  g_autoptr (SaStatement) statement =
    sa_database_prepare (database,
                         "SELECT " COLUMNS " FROM uploads"
                         " WHERE sha256 = ?1 AND host = ?2 AND account = ?3 AND purpose = ?4"
                         " ORDER BY uploaded_at DESC, rowid DESC LIMIT 1",
                         &error);

  if (statement != NULL) {
    sa_statement_bind_text (statement, 1, query->sha256);
    sa_statement_bind_text (statement, 2, query->host);
    sa_statement_bind_text (statement, 3, query->account);
    sa_statement_bind_text (statement, 4, sa_purpose_to_string (query->purpose));
  }

  if (statement == NULL || !sa_statement_step (statement, &row, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, row ? read_row (statement) : NULL,
                           (GDestroyNotify) sa_upload_free);
}

static void
work_store (GTask *task, SaDatabase *database)
{
  const SaUpload *upload = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (SaStatement) statement =
    sa_database_prepare (database,
                         "INSERT OR REPLACE INTO uploads (" COLUMNS
                         ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                         &error);

  if (statement == NULL) {
    g_task_return_error (task, error);
    return;
  }

  sa_statement_bind_text (statement, 1, upload->host);
  sa_statement_bind_text (statement, 2, upload->account);
  sa_statement_bind_int (statement, 3, upload->file_id);
  sa_statement_bind_text (statement, 4, upload->sha256);
  sa_statement_bind_text (statement, 5, sa_purpose_to_string (upload->purpose));
  sa_statement_bind_int (statement, 6, upload->bytes);
  sa_statement_bind_int (statement, 7,
                         upload->uploaded_at ? upload->uploaded_at
                                             : g_get_real_time () / G_USEC_PER_SEC);
  sa_statement_bind_text (statement, 8, upload->filename);
  sa_statement_bind_text (statement, 9, upload->source);

  if (sa_library_task_return_run (task, statement))
    g_task_return_boolean (task, TRUE);
}

static void
work_forget (GTask *task, SaDatabase *database)
{
  Query *query = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (SaStatement) statement =
    sa_database_prepare (database,
                         "DELETE FROM uploads WHERE host = ?1 AND account = ?2 AND file_id = ?3",
                         &error);

  if (statement == NULL) {
    g_task_return_error (task, error);
    return;
  }

  sa_statement_bind_text (statement, 1, query->host);
  sa_statement_bind_text (statement, 2, query->account);
  sa_statement_bind_int (statement, 3, query->file_id);

  if (sa_library_task_return_run (task, statement))
    g_task_return_boolean (task, TRUE);
}

static void
work_list (GTask *task, SaDatabase *database)
{
  g_autoptr (GPtrArray) uploads = g_ptr_array_new_with_free_func ((GDestroyNotify) sa_upload_free);
  GError *error = NULL;
  gboolean row = TRUE;
  g_autoptr (SaStatement) statement =
    sa_database_prepare (database,
                         "SELECT " COLUMNS " FROM uploads ORDER BY uploaded_at DESC, rowid DESC",
                         &error);

  while (statement != NULL && row && sa_statement_step (statement, &row, &error)) {
    SaUpload *upload = row ? read_row (statement) : NULL;

    if (upload != NULL)
      g_ptr_array_add (uploads, upload);
  }

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&uploads), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * sa_library_find_upload_async:
 * @self: a library
 * @sha256: the hash of the bytes that would be sent, in hex
 * @host: the host they would be sent to
 * @account: whose they would be
 * @purpose: what for
 * @cancellable: (nullable): a cancellable
 * @callback: what to call when it is done
 * @user_data: what to give it
 *
 * Looks for an upload of the same bytes, so that they need not be sent again.
 */
void
sa_library_find_upload_async (SaLibrary *self,
                              const char *sha256,
                              const char *host,
                              const char *account,
                              SaPurpose purpose,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task;
  Query *query;

  g_return_if_fail (SA_IS_LIBRARY (self));
  g_return_if_fail (sha256 != NULL && host != NULL && account != NULL);

  task = sa_library_task_new (self, sa_library_find_upload_async, cancellable, callback, user_data);
  query = g_new0 (Query, 1);
  query->sha256 = g_strdup (sha256);
  query->host = g_strdup (host);
  query->account = g_strdup (account);
  query->purpose = purpose;
  g_task_set_task_data (task, query, (GDestroyNotify) query_free);
  sa_library_push (self, task, work_find);
}

/**
 * sa_library_find_upload_finish:
 * @self: a library
 * @result: the result
 * @error: return location for a #SaLibraryError
 *
 * Returns: (transfer full) (nullable): the upload, the newest of several; %NULL without an error if there
 *   is none
 */
SaUpload *
sa_library_find_upload_finish (SaLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sa_library_store_upload_async:
 * @self: a library
 * @upload: what the service answered, and what was sent
 * @cancellable: (nullable): a cancellable
 * @callback: what to call when it is on the disk
 * @user_data: what to give it
 *
 * Remembers an upload.
 */
void
sa_library_store_upload_async (SaLibrary *self,
                               const SaUpload *upload,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SA_IS_LIBRARY (self));
  g_return_if_fail (upload != NULL);

  task =
    sa_library_task_new (self, sa_library_store_upload_async, cancellable, callback, user_data);
  g_task_set_task_data (task, sa_upload_copy (upload), (GDestroyNotify) sa_upload_free);
  sa_library_push (self, task, work_store);
}

/**
 * sa_library_store_upload_finish:
 * @self: a library
 * @result: the result
 * @error: return location for a #SaLibraryError
 *
 * Returns: whether it is on the disk
 */
gboolean
sa_library_store_upload_finish (SaLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sa_library_forget_upload_async:
 * @self: a library
 * @host: the host
 * @account: whose it was
 * @file_id: what the service no longer knows
 * @cancellable: (nullable): a cancellable
 * @callback: what to call when it is done
 * @user_data: what to give it
 *
 * Forgets an upload, so that it is not used again. One that is not there is no error.
 */
void
sa_library_forget_upload_async (SaLibrary *self,
                                const char *host,
                                const char *account,
                                gint64 file_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;
  Query *query;

  g_return_if_fail (SA_IS_LIBRARY (self));
  g_return_if_fail (host != NULL && account != NULL);

  task =
    sa_library_task_new (self, sa_library_forget_upload_async, cancellable, callback, user_data);
  query = g_new0 (Query, 1);
  query->host = g_strdup (host);
  query->account = g_strdup (account);
  query->file_id = file_id;
  g_task_set_task_data (task, query, (GDestroyNotify) query_free);
  sa_library_push (self, task, work_forget);
}

/**
 * sa_library_forget_upload_finish:
 * @self: a library
 * @result: the result
 * @error: return location for a #SaLibraryError
 *
 * Returns: whether it is forgotten
 */
gboolean
sa_library_forget_upload_finish (SaLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sa_library_list_uploads_async:
 * @self: a library
 * @cancellable: (nullable): a cancellable
 * @callback: what to call when it is done
 * @user_data: what to give it
 *
 * Lists the uploads of all hosts and accounts, the newest first.
 */
void
sa_library_list_uploads_async (SaLibrary *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (SA_IS_LIBRARY (self));

  sa_library_push (self,
                   sa_library_task_new (self, sa_library_list_uploads_async, cancellable, callback,
                                        user_data),
                   work_list);
}

/**
 * sa_library_list_uploads_finish:
 * @self: a library
 * @result: the result
 * @error: return location for a #SaLibraryError
 *
 * Returns: (transfer full) (element-type SaUpload) (nullable): the uploads
 */
GPtrArray *
sa_library_list_uploads_finish (SaLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
