/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "sa-library-private.h"

#define COLUMNS                                                                                    \
  "host, account, voice_id, name, created_at, expires_at, kept, practice, sample_file_id,"         \
  " prompt_file_id, preview_path, text, model, language, answer, outcome, trace_id, consent_text," \
  " consent_at"

/* Which voice is to be forgotten. */
typedef struct {
  char *host;
  char *account;
  char *voice_id;
} Query;

static void
query_free (Query *query)
{
  g_free (query->host);
  g_free (query->account);
  g_free (query->voice_id);
  g_free (query);
}

/**
 * sa_library_prepare_voice: (skip)
 * @database: a database
 * @voice: a voice
 * @attempt: the number of the clone job that made it, 0 to leave what is known of it
 * @error: return location for a #SaLibraryError
 *
 * Returns: (transfer full) (nullable): what stores the voice when it is run
 */
SaStatement *
sa_library_prepare_voice (SaDatabase *database, SaVoice *voice, gint64 attempt, GError **error)
{
  SaStatement *statement = sa_database_prepare (
    database,
    "INSERT INTO voices (" COLUMNS
    ", attempt) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
    " ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, nullif (?20, 0))"
    " ON CONFLICT (host, account, voice_id) DO UPDATE SET (" COLUMNS
    ", attempt) = (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,"
    " ?19, coalesce (nullif (?20, 0), attempt))",
    error);

  if (statement == NULL)
    return NULL;

  sa_statement_bind_text (statement, 1, sa_voice_get_host (voice));
  sa_statement_bind_text (statement, 2, sa_voice_get_account (voice));
  sa_statement_bind_text (statement, 3, sa_voice_get_voice_id (voice));
  sa_statement_bind_text (statement, 4, sa_voice_get_name (voice));
  sa_statement_bind_int (statement, 5, sa_voice_get_created_at (voice));
  sa_statement_bind_int (statement, 6, sa_voice_get_expires_at (voice));
  sa_statement_bind_int (statement, 7, sa_voice_get_kept (voice) ? 1 : 0);
  sa_statement_bind_int (statement, 8, sa_voice_get_practice (voice) ? 1 : 0);
  sa_statement_bind_int (statement, 9, sa_voice_get_sample_file_id (voice));
  sa_statement_bind_int (statement, 10, sa_voice_get_prompt_file_id (voice));
  sa_statement_bind_text (statement, 11, sa_voice_get_preview_path (voice));
  sa_statement_bind_text (statement, 12, sa_voice_get_text (voice));
  sa_statement_bind_text (statement, 13, sa_voice_get_model (voice));
  sa_statement_bind_text (statement, 14, sa_voice_get_language (voice));
  sa_statement_bind_text (statement, 15, sa_voice_get_answer (voice));
  sa_statement_bind_text (statement, 16, sa_voice_get_outcome (voice));
  sa_statement_bind_text (statement, 17, sa_voice_get_trace_id (voice));
  sa_statement_bind_text (statement, 18, sa_voice_get_consent_text (voice));
  sa_statement_bind_int (statement, 19, sa_voice_get_consent_at (voice));
  sa_statement_bind_int (statement, 20, attempt);

  return statement;
}

static SaVoice *
read_row (SaStatement *statement)
{
  /* The columns' names in the order of COLUMNS, as properties. */
  static const char *const names[] = {
    "host",         "account",  "voice-id",     "name",           "created-at",
    "expires-at",   "kept",     "practice",     "sample-file-id", "prompt-file-id",
    "preview-path", "text",     "model",        "language",       "answer",
    "outcome",      "trace-id", "consent-text", "consent-at",
  };
  GValue values[G_N_ELEMENTS (names)] = { 0 };
  g_autoptr (GTypeClass) klass = g_type_class_ref (SA_TYPE_VOICE);
  SaVoice *voice;

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    GParamSpec *pspec = g_object_class_find_property (G_OBJECT_CLASS (klass), names[i]);

    g_value_init (&values[i], pspec->value_type);
    if (G_VALUE_HOLDS_STRING (&values[i]))
      g_value_take_string (&values[i], sa_statement_dup_text (statement, (int) i));
    else if (G_VALUE_HOLDS_INT64 (&values[i]))
      g_value_set_int64 (&values[i], sa_statement_get_int (statement, (int) i));
    else
      g_value_set_boolean (&values[i], sa_statement_get_int (statement, (int) i) != 0);
  }

  voice = SA_VOICE (g_object_new_with_properties (SA_TYPE_VOICE, G_N_ELEMENTS (names),
                                                  (const char **) names, values));
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_value_unset (&values[i]);

  return voice;
}

static void
work_store (GTask *task, SaDatabase *database)
{
  SaVoice *voice = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (SaStatement) statement = sa_library_prepare_voice (database, voice, 0, &error);

  if (statement == NULL)
    g_task_return_error (task, error);
  else if (sa_library_task_return_run (task, statement))
    g_task_return_boolean (task, TRUE);
}

static void
work_list (GTask *task, SaDatabase *database)
{
  g_autoptr (GListStore) voices = g_list_store_new (SA_TYPE_VOICE);
  GError *error = NULL;
  gboolean row = TRUE;
  g_autoptr (SaStatement) statement =
    sa_database_prepare (database,
                         "SELECT " COLUMNS " FROM voices ORDER BY created_at DESC, voice_id",
                         &error);

  while (statement != NULL && row && sa_statement_step (statement, &row, &error)) {
    g_autoptr (SaVoice) voice = row ? read_row (statement) : NULL;

    if (voice != NULL)
      g_list_store_append (voices, voice);
  }

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&voices), g_object_unref);
}

static void
work_forget (GTask *task, SaDatabase *database)
{
  Query *query = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (SaStatement) statement =
    sa_database_prepare (database,
                         "DELETE FROM voices WHERE host = ?1 AND account = ?2 AND voice_id = ?3",
                         &error);

  if (statement == NULL) {
    g_task_return_error (task, error);
    return;
  }

  sa_statement_bind_text (statement, 1, query->host);
  sa_statement_bind_text (statement, 2, query->account);
  sa_statement_bind_text (statement, 3, query->voice_id);

  if (sa_library_task_return_run (task, statement))
    g_task_return_boolean (task, TRUE);
}

/**
 * sa_library_store_voice_async:
 * @self: a library
 * @voice: a voice
 * @cancellable: (nullable): a cancellable
 * @callback: what to call when it is on the disk
 * @user_data: what to give it
 *
 * Stores a voice, in place of what is known of the same voice ID of the same host and account.
 */
void
sa_library_store_voice_async (SaLibrary *self,
                              SaVoice *voice,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task;

  g_return_if_fail (SA_IS_LIBRARY (self));
  g_return_if_fail (SA_IS_VOICE (voice));

  task = sa_library_task_new (self, sa_library_store_voice_async, cancellable, callback, user_data);
  g_task_set_task_data (task, g_object_ref (voice), g_object_unref);
  sa_library_push (self, task, work_store);
}

/**
 * sa_library_store_voice_finish:
 * @self: a library
 * @result: the result
 * @error: return location for a #SaLibraryError
 *
 * Returns: whether it is on the disk
 */
gboolean
sa_library_store_voice_finish (SaLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sa_library_list_voices_async:
 * @self: a library
 * @cancellable: (nullable): a cancellable
 * @callback: what to call when it is done
 * @user_data: what to give it
 *
 * Lists the voices of all hosts and accounts as they are now, the newest first.
 */
void
sa_library_list_voices_async (SaLibrary *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (SA_IS_LIBRARY (self));

  sa_library_push (self,
                   sa_library_task_new (self, sa_library_list_voices_async, cancellable, callback,
                                        user_data),
                   work_list);
}

/**
 * sa_library_list_voices_finish:
 * @self: a library
 * @result: the result
 * @error: return location for a #SaLibraryError
 *
 * Returns: (transfer full) (nullable): a list of #SaVoice that does not change
 */
GListModel *
sa_library_list_voices_finish (SaLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sa_library_forget_voice_async:
 * @self: a library
 * @host: the host that keeps the voice
 * @account: whose it is
 * @voice_id: its voice ID
 * @cancellable: (nullable): a cancellable
 * @callback: what to call when it is done
 * @user_data: what to give it
 *
 * Forgets a voice; the service is not asked. One that is not there is no error.
 */
void
sa_library_forget_voice_async (SaLibrary *self,
                               const char *host,
                               const char *account,
                               const char *voice_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;
  Query *query;

  g_return_if_fail (SA_IS_LIBRARY (self));
  g_return_if_fail (host != NULL && account != NULL && voice_id != NULL);

  task =
    sa_library_task_new (self, sa_library_forget_voice_async, cancellable, callback, user_data);
  query = g_new0 (Query, 1);
  query->host = g_strdup (host);
  query->account = g_strdup (account);
  query->voice_id = g_strdup (voice_id);
  g_task_set_task_data (task, query, (GDestroyNotify) query_free);
  sa_library_push (self, task, work_forget);
}

/**
 * sa_library_forget_voice_finish:
 * @self: a library
 * @result: the result
 * @error: return location for a #SaLibraryError
 *
 * Returns: whether it is forgotten
 */
gboolean
sa_library_forget_voice_finish (SaLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
