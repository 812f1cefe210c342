/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "sa-library-private.h"

/* The columns that a job writes each time; `id` and `created_at` are written once. */
#define COLUMNS                                                                          \
  "updated_at, host, account, voice_id, state, step, finished, outcome, sample_file_id," \
  " prompt_file_id, error_code, error_message, trace_id, draft, answer, consent_text, consent_at"

/* A finished job: its last state, and the voice that it made. */
typedef struct {
  SaAttempt *attempt;
  SaVoice *voice; /* nullable */
} Storing;

static void
storing_free (Storing *storing)
{
  sa_attempt_free (storing->attempt);
  g_clear_object (&storing->voice);
  g_free (storing);
}

static void
bind_attempt (SaStatement *statement, const SaAttempt *attempt)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  sa_statement_bind_int (statement, 1, now);
  sa_statement_bind_text (statement, 2, attempt->host);
  sa_statement_bind_text (statement, 3, attempt->account);
  sa_statement_bind_text (statement, 4, attempt->voice_id);
  sa_statement_bind_text (statement, 5, attempt->state);
  sa_statement_bind_text (statement, 6, attempt->step);
  sa_statement_bind_int (statement, 7, attempt->finished ? 1 : 0);
  sa_statement_bind_text (statement, 8, attempt->outcome);
  sa_statement_bind_int (statement, 9, attempt->sample_file_id);
  sa_statement_bind_int (statement, 10, attempt->prompt_file_id);
  sa_statement_bind_int (statement, 11, attempt->error_code);
  sa_statement_bind_text (statement, 12, attempt->error_message);
  sa_statement_bind_text (statement, 13, attempt->trace_id);
  sa_statement_bind_text (statement, 14, attempt->draft);
  sa_statement_bind_text (statement, 15, attempt->answer);
  sa_statement_bind_text (statement, 16, attempt->consent_text);
  sa_statement_bind_int (statement, 17, attempt->consent_at);
  sa_statement_bind_int (statement, 18,
                         attempt->id != 0          ? attempt->id
                         : attempt->created_at > 0 ? attempt->created_at
                                                   : now);
}

/* Inserts an attempt that has no number yet, or updates the one that has it; gives its number. */
static gboolean
write_attempt (SaDatabase *database, const SaAttempt *attempt, gint64 *id, GError **error)
{
  static const char insert[] =
    "INSERT INTO attempts (" COLUMNS ", created_at) VALUES"
    " (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)";
  static const char update[] =
    "UPDATE attempts SET (" COLUMNS ") ="
    " (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17) WHERE id = ?18";
  g_autoptr (SaStatement) statement =
    sa_database_prepare (database, attempt->id == 0 ? insert : update, error);

  if (statement == NULL)
    return FALSE;

  bind_attempt (statement, attempt);
  if (!sa_statement_run (statement, error))
    return FALSE;

  if (attempt->id != 0 && sa_database_get_changes (database) == 0) {
    g_set_error (error, SA_LIBRARY_ERROR, SA_LIBRARY_ERROR_NOT_FOUND,
                 _ ("The library holds no job number %" PRId64), attempt->id);
    return FALSE;
  }

  *id = attempt->id != 0 ? attempt->id : sa_database_get_last_id (database);
  return TRUE;
}

static gboolean
write_voice (SaDatabase *database, SaVoice *voice, gint64 attempt, GError **error)
{
  g_autoptr (SaStatement) statement = NULL;

  if (voice == NULL)
    return TRUE;

  statement = sa_library_prepare_voice (database, voice, attempt, error);

  return statement != NULL && sa_statement_run (statement, error);
}

static void
work_store (GTask *task, SaDatabase *database)
{
  Storing *storing = g_task_get_task_data (task);
  GError *error = NULL;
  gint64 id = 0;

  if (!sa_database_begin (database, &error) ||
      !write_attempt (database, storing->attempt, &id, &error) ||
      !write_voice (database, storing->voice, id, &error) ||
      !sa_database_commit (database, &error)) {
    sa_database_rollback (database);
    sa_library_task_return_write_error (task, error);
    return;
  }

  /* g_task_return_int() would cut it to the machine's word. */
  g_task_return_pointer (task, g_memdup2 (&id, sizeof id), g_free);
}

static SaAttempt *
read_row (SaStatement *statement)
{
  SaAttempt *attempt = sa_attempt_new ();

  attempt->updated_at = sa_statement_get_int (statement, 0);
  attempt->host = sa_statement_dup_text (statement, 1);
  attempt->account = sa_statement_dup_text (statement, 2);
  attempt->voice_id = sa_statement_dup_text (statement, 3);
  attempt->state = sa_statement_dup_text (statement, 4);
  attempt->step = sa_statement_dup_text (statement, 5);
  attempt->finished = sa_statement_get_int (statement, 6) != 0;
  attempt->outcome = sa_statement_dup_text (statement, 7);
  attempt->sample_file_id = sa_statement_get_int (statement, 8);
  attempt->prompt_file_id = sa_statement_get_int (statement, 9);
  attempt->error_code = (int) sa_statement_get_int (statement, 10);
  attempt->error_message = sa_statement_dup_text (statement, 11);
  attempt->trace_id = sa_statement_dup_text (statement, 12);
  attempt->draft = sa_statement_dup_text (statement, 13);
  attempt->answer = sa_statement_dup_text (statement, 14);
  attempt->consent_text = sa_statement_dup_text (statement, 15);
  attempt->consent_at = sa_statement_get_int (statement, 16);
  attempt->created_at = sa_statement_get_int (statement, 17);
  attempt->id = sa_statement_get_int (statement, 18);

  return attempt;
}

static void
work_list (GTask *task, SaDatabase *database)
{
  g_autoptr (GPtrArray) attempts =
    g_ptr_array_new_with_free_func ((GDestroyNotify) sa_attempt_free);
  GError *error = NULL;
  gboolean row = TRUE;
  g_autoptr (SaStatement) statement =
    sa_database_prepare (database,
                         "SELECT " COLUMNS ", created_at, id FROM attempts"
                         " ORDER BY finished, outcome IS 'unknown' DESC, updated_at DESC, id DESC",
                         &error);

  while (statement != NULL && row && sa_statement_step (statement, &row, &error)) {
    if (row)
      g_ptr_array_add (attempts, read_row (statement));
  }

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&attempts), (GDestroyNotify) g_ptr_array_unref);
}

static void
work_forget (GTask *task, SaDatabase *database)
{
  const gint64 *id = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (SaStatement) statement =
    sa_database_prepare (database, "DELETE FROM attempts WHERE id = ?1", &error);

  if (statement == NULL) {
    g_task_return_error (task, error);
    return;
  }

  sa_statement_bind_int (statement, 1, *id);
  if (sa_library_task_return_run (task, statement))
    g_task_return_boolean (task, TRUE);
}

static void
store (SaLibrary *self, GTask *task, const SaAttempt *attempt, SaVoice *voice)
{
  Storing *storing = g_new0 (Storing, 1);

  storing->attempt = sa_attempt_copy (attempt);
  storing->voice = voice ? g_object_ref (voice) : NULL;
  g_task_set_task_data (task, storing, (GDestroyNotify) storing_free);
  sa_library_push (self, task, work_store);
}

static gint64
propagate_id (GAsyncResult *result, GError **error)
{
  g_autofree gint64 *id = g_task_propagate_pointer (G_TASK (result), error);

  return id != NULL ? *id : 0;
}

/**
 * sa_library_store_attempt_async:
 * @self: a library
 * @attempt: a clone job as it stands; it is inserted if its id is 0, else the row is updated
 * @cancellable: (nullable): a cancellable
 * @callback: what to call when it is on the disk
 * @user_data: what to give it
 *
 * Commits a step of a clone job: before its first byte leaves, and again after its answer.
 */
void
sa_library_store_attempt_async (SaLibrary *self,
                                const SaAttempt *attempt,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (SA_IS_LIBRARY (self));
  g_return_if_fail (attempt != NULL);

  store (self,
         sa_library_task_new (self, sa_library_store_attempt_async, cancellable, callback,
                              user_data),
         attempt, NULL);
}

/**
 * sa_library_store_attempt_finish:
 * @self: a library
 * @result: the result
 * @error: return location for a #SaLibraryError; %SA_LIBRARY_ERROR_NOT_FOUND if the row to be updated is
 *   gone
 *
 * Returns: the attempt's number, 0 on failure
 */
gint64
sa_library_store_attempt_finish (SaLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  return propagate_id (result, error);
}

/**
 * sa_library_store_result_async:
 * @self: a library
 * @attempt: a clone job as it ended
 * @voice: the voice that it made
 * @cancellable: (nullable): a cancellable
 * @callback: what to call when both are on the disk
 * @user_data: what to give it
 *
 * Commits the end of a clone job together with its voice: both or neither.
 */
void
sa_library_store_result_async (SaLibrary *self,
                               const SaAttempt *attempt,
                               SaVoice *voice,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_return_if_fail (SA_IS_LIBRARY (self));
  g_return_if_fail (attempt != NULL);
  g_return_if_fail (SA_IS_VOICE (voice));

  store (self,
         sa_library_task_new (self, sa_library_store_result_async, cancellable, callback,
                              user_data),
         attempt, voice);
}

/**
 * sa_library_store_result_finish:
 * @self: a library
 * @result: the result
 * @error: return location for a #SaLibraryError
 *
 * Returns: the attempt's number, 0 on failure
 */
gint64
sa_library_store_result_finish (SaLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  return propagate_id (result, error);
}

/**
 * sa_library_list_attempts_async:
 * @self: a library
 * @cancellable: (nullable): a cancellable
 * @callback: what to call when it is done
 * @user_data: what to give it
 *
 * Lists the clone jobs of all hosts and accounts: first those that are not finished, of them those with an
 * unknown outcome before all others, and the newest before the older ones.
 */
void
sa_library_list_attempts_async (SaLibrary *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (SA_IS_LIBRARY (self));

  sa_library_push (self,
                   sa_library_task_new (self, sa_library_list_attempts_async, cancellable, callback,
                                        user_data),
                   work_list);
}

/**
 * sa_library_list_attempts_finish:
 * @self: a library
 * @result: the result
 * @error: return location for a #SaLibraryError
 *
 * Returns: (transfer full) (element-type SaAttempt) (nullable): the attempts
 */
GPtrArray *
sa_library_list_attempts_finish (SaLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sa_library_forget_attempt_async:
 * @self: a library
 * @id: the attempt's number
 * @cancellable: (nullable): a cancellable
 * @callback: what to call when it is done
 * @user_data: what to give it
 *
 * Forgets a clone job, because the user said so. One that is not there is no error.
 */
void
sa_library_forget_attempt_async (SaLibrary *self,
                                 gint64 id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SA_IS_LIBRARY (self));

  task =
    sa_library_task_new (self, sa_library_forget_attempt_async, cancellable, callback, user_data);
  g_task_set_task_data (task, g_memdup2 (&id, sizeof id), g_free);
  sa_library_push (self, task, work_forget);
}

/**
 * sa_library_forget_attempt_finish:
 * @self: a library
 * @result: the result
 * @error: return location for a #SaLibraryError
 *
 * Returns: whether it is forgotten
 */
gboolean
sa_library_forget_attempt_finish (SaLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
