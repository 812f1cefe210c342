/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-draft-store.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* How long a change may wait for the next, so that typing is not written letter by letter. */
#define SAVE_DELAY_MS 500
/* Far more than a form can hold; a file that is larger is none of ours. */
#define MAX_BYTES (8 * 1024 * 1024)
/* What a process that was killed while it wrote left behind; nobody writes for so long. */
#define STALE_SECONDS 60

struct _SaDraftStore {
  GObject parent_instance;

  GFile *file;
  GFile *damaged;
  SaDraft *draft;
  gulong changed;
  guint timeout;
  char *kept; /* what the file holds, as far as this process knows */
  gboolean writing;
  gboolean failing;
  GQueue flushes; /* of GTask: whoever waits until everything is kept */
};

G_DEFINE_FINAL_TYPE (SaDraftStore, sa_draft_store, G_TYPE_OBJECT)

enum { FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

typedef struct {
  char *json;
  SaDraft *draft;
  GFile *damaged;
} Loaded;

static void
loaded_free (Loaded *loaded)
{
  g_free (loaded->json);
  g_clear_object (&loaded->draft);
  g_clear_object (&loaded->damaged);
  g_free (loaded);
}

static void
set_errno (GError **error, int code, const char *sentence)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s: %s", sentence,
               g_strerror (code));
}

/* Opens without waiting: a pipe under this name must not hold the program up. */
static char *
read_all (const char *path, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  struct stat status;
  char buffer[16384];
  gssize n = 0;

  if (fd < 0) {
    set_errno (error, errno, _ ("The draft cannot be read"));
    return NULL;
  }
  if (fstat (fd, &status) != 0 || !S_ISREG (status.st_mode) || status.st_size > MAX_BYTES) {
    close (fd);
    set_errno (error, EINVAL, _ ("The draft cannot be read"));
    return NULL;
  }
  while (text->len <= MAX_BYTES && (n = read (fd, buffer, sizeof buffer)) != 0) {
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0)
      break;
    g_string_append_len (text, buffer, n);
  }
  if (n < 0)
    set_errno (error, errno, _ ("The draft cannot be read"));
  close (fd);

  return n < 0 ? NULL : g_string_free (g_steal_pointer (&text), FALSE);
}

/* Names end in a point and six letters, see g_file_set_contents_full(). */
static void
remove_stale (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *prefix = g_path_get_basename (path);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gsize length = strlen (prefix);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *other = NULL;
    GStatBuf status;

    if (!g_str_has_prefix (name, prefix) || strlen (name) != length + 7 || name[length] != '.')
      continue;
    other = g_build_filename (folder, name, NULL);
    if (g_lstat (other, &status) == 0 && S_ISREG (status.st_mode) &&
        status.st_mtime + STALE_SECONDS < g_get_real_time () / G_USEC_PER_SEC)
      g_unlink (other);
  }
}

static GFile *
move_aside (const char *path, GError **error)
{
  g_autofree char *aside = g_strconcat (path, ".damaged", NULL);

  if (g_rename (path, aside) == 0)
    return g_file_new_for_path (aside);

  set_errno (error, errno, _ ("The damaged draft cannot be moved aside"));
  return NULL;
}

static void
load (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  SaDraftStore *self = source;
  const char *path = g_file_peek_path (self->file);
  Loaded *loaded = g_new0 (Loaded, 1);
  g_autoptr (GError) error = NULL;

  remove_stale (path);
  loaded->json = read_all (path, &error);
  if (loaded->json != NULL)
    loaded->draft = sa_draft_new_from_json (loaded->json, &error);
  if (loaded->draft == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)) {
    g_clear_error (&error);
    loaded->damaged = move_aside (path, &error);
    if (loaded->damaged == NULL) {
      loaded_free (loaded);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  }
  g_task_return_pointer (task, loaded, (GDestroyNotify) loaded_free);
}

static void
write_out (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  SaDraftStore *self = source;
  const char *path = g_file_peek_path (self->file);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    set_errno (&error, errno, _ ("The draft cannot be kept"));
  else if (!g_file_set_contents_full (path, task_data, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                      &error))
    g_prefix_error (&error, "%s: ", _ ("The draft cannot be kept"));

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
finish_flushes (SaDraftStore *self, const GError *error)
{
  GTask *task;

  while ((task = g_queue_pop_head (&self->flushes)) != NULL) {
    if (error != NULL)
      g_task_return_error (task, g_error_copy (error));
    else
      g_task_return_boolean (task, TRUE);
    g_object_unref (task);
  }
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SaDraftStore *self = SA_DRAFT_STORE (source);
  g_autoptr (GError) error = NULL;

  self->writing = FALSE;
  if (g_task_propagate_boolean (G_TASK (result), &error)) {
    g_free (self->kept);
    self->kept = g_strdup (g_task_get_task_data (G_TASK (result)));
    self->failing = FALSE;
  } else if (!self->failing) {
    self->failing = TRUE;
    g_signal_emit (self, signals[FAILED], 0, error);
  }

  if (error != NULL)
    finish_flushes (self, error);
  else if (!g_queue_is_empty (&self->flushes))
    sa_draft_store_flush_async (self, NULL, NULL, NULL);
}

static void
save (SaDraftStore *self)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *json = NULL;

  if (self->writing)
    return;

  json = self->draft != NULL ? sa_draft_to_json (self->draft) : NULL;
  if (json == NULL || g_strcmp0 (json, self->kept) == 0) {
    finish_flushes (self, NULL);
    return;
  }

  self->writing = TRUE;
  task = g_task_new (self, NULL, on_written, NULL);
  g_task_set_source_tag (task, save);
  g_task_set_task_data (task, g_steal_pointer (&json), g_free);
  g_task_run_in_thread (task, write_out);
}

static gboolean
on_timeout (gpointer user_data)
{
  SaDraftStore *self = user_data;

  if (self->writing)
    return G_SOURCE_CONTINUE;

  self->timeout = 0;
  save (self);
  return G_SOURCE_REMOVE;
}

static void
on_changed (SaDraftStore *self)
{
  if (self->timeout == 0)
    self->timeout = g_timeout_add (SAVE_DELAY_MS, on_timeout, self);
}

static void
sa_draft_store_dispose (GObject *object)
{
  SaDraftStore *self = SA_DRAFT_STORE (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  if (self->draft != NULL)
    g_clear_signal_handler (&self->changed, self->draft);
  g_clear_object (&self->draft);
  g_clear_object (&self->damaged);

  G_OBJECT_CLASS (sa_draft_store_parent_class)->dispose (object);
}

static void
sa_draft_store_finalize (GObject *object)
{
  SaDraftStore *self = SA_DRAFT_STORE (object);

  g_clear_object (&self->file);
  g_free (self->kept);

  G_OBJECT_CLASS (sa_draft_store_parent_class)->finalize (object);
}

static void
sa_draft_store_class_init (SaDraftStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sa_draft_store_dispose;
  object_class->finalize = sa_draft_store_finalize;

  signals[FAILED] = g_signal_new ("failed", SA_TYPE_DRAFT_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
sa_draft_store_init (SaDraftStore *self)
{
  g_queue_init (&self->flushes);
}

/**
 * sa_draft_store_get_default_file:
 *
 * Returns: (transfer full): where the user's draft lies: `$XDG_DATA_HOME/soundalike/draft.json`
 */
GFile *
sa_draft_store_get_default_file (void)
{
  return g_file_new_build_filename (g_get_user_data_dir (), "soundalike", "draft.json", NULL);
}

/**
 * sa_draft_store_new:
 * @file: a local file, which need not be there yet
 *
 * Returns: (transfer full): a store that keeps nothing yet; see sa_draft_store_set_draft()
 */
SaDraftStore *
sa_draft_store_new (GFile *file)
{
  SaDraftStore *self;

  g_return_val_if_fail (g_file_peek_path (file) != NULL, NULL);

  self = g_object_new (SA_TYPE_DRAFT_STORE, NULL);
  self->file = g_object_ref (file);

  return self;
}

/**
 * sa_draft_store_load_async:
 * @self: a store
 * @cancellable: (nullable): to give up with
 * @callback: what to call when it is read
 * @user_data: what to give it
 *
 * Reads what was kept last. What cannot be read is moved aside, see
 * sa_draft_store_get_damaged_file().
 */
void
sa_draft_store_load_async (SaDraftStore *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SA_IS_DRAFT_STORE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sa_draft_store_load_async);
  g_task_run_in_thread (task, load);
}

/**
 * sa_draft_store_load_finish:
 * @self: a store
 * @result: what the callback got
 * @error: set when a draft is there that can neither be read nor moved aside
 *
 * Returns: (transfer full) (nullable): the draft, without a consent; %NULL without an error when there
 *   is none
 */
SaDraft *
sa_draft_store_load_finish (SaDraftStore *self, GAsyncResult *result, GError **error)
{
  SaDraft *draft;
  Loaded *loaded;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  loaded = g_task_propagate_pointer (G_TASK (result), error);
  if (loaded == NULL)
    return NULL;

  draft = g_steal_pointer (&loaded->draft);
  g_set_object (&self->damaged, loaded->damaged);
  if (draft != NULL) {
    g_free (self->kept);
    self->kept = g_steal_pointer (&loaded->json);
  }
  loaded_free (loaded);

  return draft;
}

/**
 * sa_draft_store_get_damaged_file:
 * @self: a store that was loaded
 *
 * Returns: (transfer none) (nullable): where the draft was moved that could not be read
 */
GFile *
sa_draft_store_get_damaged_file (SaDraftStore *self)
{
  g_return_val_if_fail (SA_IS_DRAFT_STORE (self), NULL);

  return self->damaged;
}

/**
 * sa_draft_store_set_draft:
 * @self: a store
 * @draft: (nullable): what to keep from now on, and whenever it changes
 */
void
sa_draft_store_set_draft (SaDraftStore *self, SaDraft *draft)
{
  g_return_if_fail (SA_IS_DRAFT_STORE (self));

  if (draft == self->draft)
    return;

  if (self->draft != NULL)
    g_clear_signal_handler (&self->changed, self->draft);
  g_set_object (&self->draft, draft);
  if (draft == NULL)
    return;

  self->changed =
    g_signal_connect_object (draft, "notify", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_changed (self);
}

/**
 * sa_draft_store_flush_async:
 * @self: a store
 * @cancellable: (nullable): to wait no longer with; the draft is kept all the same
 * @callback: (nullable): what to call when all of it is kept
 * @user_data: what to give it
 *
 * Keeps the draft as it is now, at once.
 */
void
sa_draft_store_flush_async (SaDraftStore *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (SA_IS_DRAFT_STORE (self));

  g_clear_handle_id (&self->timeout, g_source_remove);
  if (callback != NULL)
    g_queue_push_tail (&self->flushes, g_task_new (self, cancellable, callback, user_data));
  save (self);
}

/**
 * sa_draft_store_flush_finish:
 * @self: a store
 * @result: what the callback got
 * @error: set when the draft could not be kept
 *
 * Returns: whether the draft is kept
 */
gboolean
sa_draft_store_flush_finish (SaDraftStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
