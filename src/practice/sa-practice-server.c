/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice/sa-practice-server.h"

#include "practice/sa-practice-random.h"
#include "practice/sa-practice-service.h"
#include "practice/sa-practice-store.h"

#define TOKEN_DIGITS 48

/**
 * SaPracticeServer:
 *
 * Practice mode: the service's API on 127.0.0.1, inside the program, in a thread of its own. It takes
 * `POST …/v1/files/upload` and `POST …/v1/voice_clone` (with any path before that, as a gateway has it), and the
 * `GET` of the previews it made; it judges as strictly as the service's documents, and its voice is read by
 * espeak-ng: no clone, only as high as the sample. Every JSON answer says so by "practice": true.
 *
 * All functions are to be called on one thread, which is not the server's.
 */
struct _SaPracticeServer {
  GObject parent_instance;

  GFile *data_dir;
  char *token;
  guint16 port;
  guint faults; /* atomic: read by the server's thread */

  SaPracticeStore *store;
  SaPracticeService *service;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
};

G_DEFINE_FINAL_TYPE (SaPracticeServer, sa_practice_server, G_TYPE_OBJECT)

static gpointer
run_thread (gpointer user_data)
{
  SaPracticeServer *self = user_data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  sa_practice_service_disconnect (self->service);
  /* Lets the connections close for good. */
  while (g_main_context_iteration (self->context, FALSE))
    ;
  sa_practice_service_free (g_steal_pointer (&self->service));
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static gboolean
quit_loop (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

static SaPracticeStore *
open_store (SaPracticeServer *self, GError **error)
{
  const char *path = g_file_peek_path (self->data_dir);

  if (path == NULL) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                         "The folder of the practice mode must be on this computer");
    return NULL;
  }
  return sa_practice_store_open (path, error);
}

static void
sa_practice_server_dispose (GObject *object)
{
  SaPracticeServer *self = SA_PRACTICE_SERVER (object);

  sa_practice_server_stop (self);
  g_clear_object (&self->data_dir);

  G_OBJECT_CLASS (sa_practice_server_parent_class)->dispose (object);
}

static void
sa_practice_server_finalize (GObject *object)
{
  SaPracticeServer *self = SA_PRACTICE_SERVER (object);

  g_free (self->token);

  G_OBJECT_CLASS (sa_practice_server_parent_class)->finalize (object);
}

static void
sa_practice_server_class_init (SaPracticeServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sa_practice_server_dispose;
  object_class->finalize = sa_practice_server_finalize;
}

static void
sa_practice_server_init (SaPracticeServer *self)
{
}

static void
reset_in_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (SaPracticeStore) store = NULL;
  GError *error = NULL;

  store = sa_practice_store_open (task_data, &error);
  if (store == NULL || !sa_practice_store_reset (store, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * sa_practice_server_new:
 * @data_dir: (nullable): a local folder for files, voices and previews; %NULL for sa_practice_default_data_dir().
 *   Several servers, also of several programs, may share one.
 * @token: (nullable): the only key that is accepted (sa_practice_token_new() makes one), %NULL to take any or none
 * @port: the port on 127.0.0.1, 0 for any free one
 *
 * Returns: (transfer full): a server that is not yet started
 */
SaPracticeServer *
sa_practice_server_new (GFile *data_dir, const char *token, guint16 port)
{
  SaPracticeServer *self = g_object_new (SA_TYPE_PRACTICE_SERVER, NULL);

  g_return_val_if_fail (data_dir == NULL || G_IS_FILE (data_dir), NULL);

  self->data_dir = data_dir != NULL ? g_object_ref (data_dir) : sa_practice_default_data_dir ();
  self->token = g_strdup (token);
  self->port = port;
  return self;
}

/**
 * sa_practice_server_add_fault:
 * @name: one of sa_practice_faults_list()
 *
 * Has the server misbehave, from the next request on. Faults compose.
 *
 * Returns: %FALSE with %G_IO_ERROR_INVALID_ARGUMENT, whose message lists the names, for any other name
 */
gboolean
sa_practice_server_add_fault (SaPracticeServer *self, const char *name, GError **error)
{
  SaPracticeFaults fault;

  g_return_val_if_fail (SA_IS_PRACTICE_SERVER (self), FALSE);

  if (!sa_practice_faults_parse (name, &fault, error))
    return FALSE;

  g_atomic_int_or (&self->faults, (guint) fault);
  return TRUE;
}

/**
 * sa_practice_server_start:
 *
 * Opens the folder and begins to listen. Returns at once; when it returns, requests are answered.
 *
 * Returns: %FALSE when the folder cannot be used or the port cannot be had
 */
gboolean
sa_practice_server_start (SaPracticeServer *self, GError **error)
{
  g_return_val_if_fail (SA_IS_PRACTICE_SERVER (self), FALSE);
  g_return_val_if_fail (self->thread == NULL, FALSE);

  self->store = open_store (self, error);
  if (self->store == NULL)
    return FALSE;

  /* Listening is done here and not by the thread: then there is nothing to wait for, and nothing to hang on. */
  self->context = g_main_context_new ();
  g_main_context_push_thread_default (self->context);
  self->service =
    sa_practice_service_new (self->store, self->token, self->port, &self->faults, error);
  g_main_context_pop_thread_default (self->context);
  if (self->service == NULL) {
    g_clear_pointer (&self->context, g_main_context_unref);
    g_clear_pointer (&self->store, sa_practice_store_free);
    return FALSE;
  }

  self->loop = g_main_loop_new (self->context, FALSE);
  self->thread = g_thread_new ("practice-server", run_thread, self);
  return TRUE;
}

/**
 * sa_practice_server_stop:
 *
 * Closes all connections and ends the server's threads before it returns. What was answered stays on disk. Does
 * nothing when it does not run; it can be started again.
 */
void
sa_practice_server_stop (SaPracticeServer *self)
{
  g_autoptr (GSource) source = NULL;

  g_return_if_fail (SA_IS_PRACTICE_SERVER (self));

  if (self->thread == NULL)
    return;

  /* As a source of the loop's own, it works before the loop has begun to run, too. */
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_HIGH);
  g_source_set_callback (source, quit_loop, self->loop, NULL);
  g_source_attach (source, self->context);
  g_thread_join (g_steal_pointer (&self->thread));

  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->store, sa_practice_store_free);
}

/**
 * sa_practice_server_is_running:
 *
 * Returns: whether it was started and not stopped
 */
gboolean
sa_practice_server_is_running (SaPracticeServer *self)
{
  g_return_val_if_fail (SA_IS_PRACTICE_SERVER (self), FALSE);

  return self->thread != NULL;
}

/**
 * sa_practice_server_get_base_url:
 *
 * Returns: (transfer none) (nullable): "http://127.0.0.1:PORT" while it runs, valid until it is stopped
 */
const char *
sa_practice_server_get_base_url (SaPracticeServer *self)
{
  g_return_val_if_fail (SA_IS_PRACTICE_SERVER (self), NULL);

  return self->thread != NULL ? sa_practice_service_get_base_url (self->service) : NULL;
}

/**
 * sa_practice_server_get_token:
 *
 * Returns: (transfer none) (nullable): the key that it wants
 */
const char *
sa_practice_server_get_token (SaPracticeServer *self)
{
  g_return_val_if_fail (SA_IS_PRACTICE_SERVER (self), NULL);

  return self->token;
}

/**
 * sa_practice_server_get_data_dir:
 *
 * Returns: (transfer none): where it keeps files, voices and previews
 */
GFile *
sa_practice_server_get_data_dir (SaPracticeServer *self)
{
  g_return_val_if_fail (SA_IS_PRACTICE_SERVER (self), NULL);

  return self->data_dir;
}

/**
 * sa_practice_server_reset:
 *
 * Forgets all files, voices and previews, whether the server runs or not. Blocks while it deletes.
 *
 * Returns: whether it was done
 */
gboolean
sa_practice_server_reset (SaPracticeServer *self, GError **error)
{
  g_autoptr (SaPracticeStore) store = NULL;

  g_return_val_if_fail (SA_IS_PRACTICE_SERVER (self), FALSE);

  store = open_store (self, error);
  return store != NULL && sa_practice_store_reset (store, error);
}

/**
 * sa_practice_server_reset_async:
 *
 * Does what sa_practice_server_reset() does, without blocking.
 */
void
sa_practice_server_reset_async (SaPracticeServer *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SA_IS_PRACTICE_SERVER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sa_practice_server_reset_async);
  if (g_file_peek_path (self->data_dir) == NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                             "The folder of the practice mode must be on this computer");
    return;
  }
  g_task_set_task_data (task, g_strdup (g_file_peek_path (self->data_dir)), g_free);
  g_task_run_in_thread (task, reset_in_thread);
}

/**
 * sa_practice_server_reset_finish:
 *
 * Returns: whether it was done
 */
gboolean
sa_practice_server_reset_finish (SaPracticeServer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sa_practice_token_new:
 *
 * Returns: (transfer full): a random key for sa_practice_server_new()
 */
char *
sa_practice_token_new (void)
{
  return sa_practice_random_hex (TOKEN_DIGITS);
}

/**
 * sa_practice_default_data_dir:
 *
 * Returns: (transfer full): soundalike/practice in the user's data folder
 */
GFile *
sa_practice_default_data_dir (void)
{
  return g_file_new_build_filename (g_get_user_data_dir (), "soundalike", "practice", NULL);
}
