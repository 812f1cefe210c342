/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "sa-library-private.h"

/* The thread that owns the connection, and what it has to do. */
typedef struct {
  gatomicrefcount ref_count;
  GAsyncQueue *queue; /* of Item */
  SaDatabase *database; /* the thread's own */
} Worker;

typedef struct {
  GTask *task; /* nullable only for the last */
  SaLibraryWork work; /* NULL for the last: close and end */
} Item;

typedef struct {
  Worker *worker;
  GFile *file;
} Opening;

struct _SaLibrary {
  GObject parent_instance;

  Worker *worker;
  GFile *file;
  GFile *damaged_file;
  gboolean closed;
};

G_DEFINE_FINAL_TYPE (SaLibrary, sa_library, G_TYPE_OBJECT)

static void
worker_unref (Worker *worker)
{
  if (!g_atomic_ref_count_dec (&worker->ref_count))
    return;

  g_async_queue_unref (worker->queue);
  g_free (worker);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Worker, worker_unref)

static Worker *
worker_new (void)
{
  Worker *worker = g_new0 (Worker, 1);

  g_atomic_ref_count_init (&worker->ref_count);
  worker->queue = g_async_queue_new ();

  return worker;
}

static Worker *
worker_ref (Worker *worker)
{
  g_atomic_ref_count_inc (&worker->ref_count);
  return worker;
}

static void
worker_push (Worker *worker, GTask *task, SaLibraryWork work)
{
  Item *item = g_new0 (Item, 1);

  item->task = task;
  item->work = work;
  g_async_queue_push (worker->queue, item);
}

static void
opening_free (Opening *opening)
{
  worker_unref (opening->worker);
  g_object_unref (opening->file);
  g_free (opening);
}

static void
run_item (Worker *worker, Item *item)
{
  GCancellable *cancellable = g_task_get_cancellable (item->task);

  if (g_task_return_error_if_cancelled (item->task))
    return;

  if (worker->database != NULL)
    sa_database_set_cancellable (worker->database, cancellable);
  item->work (item->task, worker->database);
  if (worker->database != NULL)
    sa_database_set_cancellable (worker->database, NULL);
}

static gpointer
run_worker (gpointer data)
{
  g_autoptr (Worker) worker = data;
  gboolean last = FALSE;

  while (!last) {
    g_autofree Item *item = g_async_queue_pop (worker->queue);

    last = item->work == NULL;
    if (last)
      g_clear_pointer (&worker->database, sa_database_close);
    else
      run_item (worker, item);

    if (last && item->task != NULL)
      g_task_return_boolean (item->task, TRUE);
    g_clear_object (&item->task);
  }

  return NULL;
}

static void
sa_library_finalize (GObject *object)
{
  SaLibrary *self = SA_LIBRARY (object);

  /* The thread is not waited for: it does what was asked before, closes the file and ends. */
  if (!self->closed)
    worker_push (self->worker, NULL, NULL);

  worker_unref (self->worker);
  g_clear_object (&self->file);
  g_clear_object (&self->damaged_file);

  G_OBJECT_CLASS (sa_library_parent_class)->finalize (object);
}

static void
sa_library_class_init (SaLibraryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sa_library_finalize;
}

static void
sa_library_init (SaLibrary *self)
{
}

static void
work_open (GTask *task, SaDatabase *database)
{
  Opening *opening = g_task_get_task_data (task);
  g_autofree char *path = g_file_get_path (opening->file);
  g_autofree char *damaged_path = NULL;
  g_autoptr (SaLibrary) self = NULL;
  GError *error = NULL;

  if (path == NULL) {
    g_task_return_new_error (task, SA_LIBRARY_ERROR, SA_LIBRARY_ERROR_OPEN,
                             _ ("The library must be a file on this computer"));
    worker_push (opening->worker, NULL, NULL);
    return;
  }

  opening->worker->database =
    sa_database_open (path, &damaged_path, g_task_get_cancellable (task), &error);
  if (opening->worker->database == NULL) {
    g_task_return_error (task, error);
    worker_push (opening->worker, NULL, NULL);
    return;
  }

  self = g_object_new (SA_TYPE_LIBRARY, NULL);
  self->worker = worker_ref (opening->worker);
  self->file = g_object_ref (opening->file);
  self->damaged_file = damaged_path ? g_file_new_for_path (damaged_path) : NULL;
  g_task_return_pointer (task, g_steal_pointer (&self), g_object_unref);
}

/**
 * sa_library_task_new: (skip)
 * @self: a library
 * @source_tag: the public function
 * @cancellable: (nullable): a cancellable
 * @callback: what to call when it is done
 * @user_data: what to give it
 *
 * Returns: (transfer full): the task of a call, whose result is the truth about what was written even when
 *   it is cancelled at the last moment
 */
GTask *
sa_library_task_new (SaLibrary *self,
                     gpointer source_tag,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, source_tag);
  g_task_set_check_cancellable (task, FALSE);

  return task;
}

/**
 * sa_library_push: (skip)
 * @self: a library
 * @task: (transfer full): the call's task
 * @work: what to do in the library's thread
 */
void
sa_library_push (SaLibrary *self, GTask *task, SaLibraryWork work)
{
  if (self->closed) {
    g_task_return_new_error (task, SA_LIBRARY_ERROR, SA_LIBRARY_ERROR_CLOSED,
                             _ ("The library was closed"));
    g_object_unref (task);
    return;
  }

  worker_push (self->worker, task, work);
}

/**
 * sa_library_task_return_write_error: (skip)
 * @task: a call's task
 * @error: (transfer full): what went wrong
 *
 * Answers the task: with the error, or with %G_IO_ERROR_CANCELLED if waiting for another process ended
 * because the caller no longer wants it.
 */
void
sa_library_task_return_write_error (GTask *task, GError *error)
{
  g_autoptr (GError) owned = error;

  if (g_error_matches (owned, SA_LIBRARY_ERROR, SA_LIBRARY_ERROR_BUSY) &&
      g_task_return_error_if_cancelled (task))
    return;

  g_task_return_error (task, g_steal_pointer (&owned));
}

/**
 * sa_library_task_return_run: (skip)
 * @task: a call's task
 * @statement: a statement with its parameters
 *
 * Runs a statement that is a whole transaction, and answers the task with its error if it fails.
 *
 * Returns: whether it succeeded, and the caller has to answer the task
 */
gboolean
sa_library_task_return_run (GTask *task, SaStatement *statement)
{
  GError *error = NULL;

  if (sa_statement_run (statement, &error))
    return TRUE;

  sa_library_task_return_write_error (task, error);
  return FALSE;
}

/**
 * sa_library_get_default_file:
 *
 * Returns: (transfer full): where the user's library lies: `$XDG_DATA_HOME/soundalike/library.db`
 */
GFile *
sa_library_get_default_file (void)
{
  return g_file_new_build_filename (g_get_user_data_dir (), "soundalike", "library.db", NULL);
}

/**
 * sa_library_open_async:
 * @file: where the library is or shall be; see sa_library_get_default_file()
 * @cancellable: (nullable): a cancellable
 * @callback: what to call when it is open
 * @user_data: what to give it
 *
 * Opens the library and makes what is missing. A damaged file is moved aside, and a fresh one begun; see
 * sa_library_get_damaged_file().
 */
void
sa_library_open_async (GFile *file,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (Worker) worker = worker_new ();
  Opening *opening;

  g_return_if_fail (G_IS_FILE (file));

  opening = g_new0 (Opening, 1);
  opening->worker = worker_ref (worker);
  opening->file = g_object_ref (file);
  g_task_set_source_tag (task, sa_library_open_async);
  g_task_set_task_data (task, opening, (GDestroyNotify) opening_free);

  worker_push (worker, g_steal_pointer (&task), work_open);
  g_thread_unref (g_thread_new ("sa-library", run_worker, worker_ref (worker)));
}

/**
 * sa_library_open_finish:
 * @result: the result
 * @error: return location for a #SaLibraryError or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the library
 */
SaLibrary *
sa_library_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sa_library_close_async:
 * @self: a library
 * @cancellable: (nullable): ignored: what was begun is closed
 * @callback: what to call when the file is closed
 * @user_data: what to give it
 *
 * Closes the file after everything that was asked before is done. Calls that come later answer
 * %SA_LIBRARY_ERROR_CLOSED.
 */
void
sa_library_close_async (SaLibrary *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SA_IS_LIBRARY (self));

  task = sa_library_task_new (self, sa_library_close_async, cancellable, callback, user_data);
  if (self->closed) {
    g_task_return_boolean (task, TRUE);
    return;
  }

  self->closed = TRUE;
  worker_push (self->worker, g_steal_pointer (&task), NULL);
}

/**
 * sa_library_close_finish:
 * @self: a library
 * @result: the result
 * @error: return location for an error
 *
 * Returns: whether the file is closed
 */
gboolean
sa_library_close_finish (SaLibrary *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sa_library_get_file:
 * @self: a library
 *
 * Returns: (transfer none): where it lies
 */
GFile *
sa_library_get_file (SaLibrary *self)
{
  g_return_val_if_fail (SA_IS_LIBRARY (self), NULL);

  return self->file;
}

/**
 * sa_library_get_damaged_file:
 * @self: a library
 *
 * Returns: (transfer none) (nullable): where a damaged library was moved when this one was opened: to be
 *   said to the user; %NULL if all was well
 */
GFile *
sa_library_get_damaged_file (SaLibrary *self)
{
  g_return_val_if_fail (SA_IS_LIBRARY (self), NULL);

  return self->damaged_file;
}
