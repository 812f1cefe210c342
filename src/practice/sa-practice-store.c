/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice/sa-practice-store.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "practice/sa-practice-index.h"
#include "practice/sa-practice-random.h"

/* The folder:
 *   lock              held (flock) while the index is read or changed, so that processes may share it
 *   index.json        files and voices; what is not in it does not exist
 *   files/ID          an upload's bytes
 *   previews/NAME     a preview's bytes
 *   incoming/XXXXXX   being written; held (flock) by its writer as long as that lives
 *   damaged-XXXXXX/   what was there when the index could not be read: kept for a person to look at
 *
 * A file is written, synced and renamed into its place before the index names it, and the index is replaced at one
 * stroke. So death at any moment leaves at most files that the index does not name, which the next start sweeps up. */
#define LOCK_SECONDS 5
#define LOCK_RETRY_MICROSECONDS 10000
#define PREVIEW_NAME_DIGITS 32

struct _SaPracticeStore {
  char *folder;
  int lock_fd;
  GMutex mutex; /* flock() does not exclude threads that share one descriptor */
};

static gboolean
set_errno_error (GError **error, int number, const char *what, const char *path)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (number), "%s “%s”: %s", what, path,
               g_strerror (number));
  return FALSE;
}

static char *
path_in (SaPracticeStore *self, const char *subfolder, const char *name)
{
  return g_build_filename (self->folder, subfolder, name, NULL);
}

static char *
path_of_file (SaPracticeStore *self, gint64 file_id)
{
  g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT, file_id);

  return path_in (self, "files", name);
}

static gboolean
make_folders (SaPracticeStore *self, GError **error)
{
  static const char *const subfolders[] = { "files", "previews", "incoming" };

  for (guint i = 0; i < G_N_ELEMENTS (subfolders); i++) {
    g_autofree char *path = path_in (self, subfolders[i], NULL);

    if (g_mkdir_with_parents (path, 0700) != 0)
      return set_errno_error (error, errno, "Could not make the folder", path);
  }
  return TRUE;
}

static gboolean
sync_folder (const char *path)
{
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean synced;

  if (fd < 0)
    return FALSE;

  synced = fsync (fd) == 0;
  close (fd);
  return synced;
}

/* Moves everything out of the way of a fresh start, so that a damaged index costs nobody the files. */
static gboolean
put_aside (SaPracticeStore *self, GError **error)
{
  static const char *const names[] = { "index.json", "files", "previews" };
  g_autofree char *aside = path_in (self, "damaged-XXXXXX", NULL);

  if (g_mkdtemp (aside) == NULL)
    return set_errno_error (error, errno, "Could not make the folder", aside);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *from = path_in (self, names[i], NULL);
    g_autofree char *to = g_build_filename (aside, names[i], NULL);

    if (rename (from, to) != 0 && errno != ENOENT)
      return set_errno_error (error, errno, "Could not move", from);
  }
  g_message ("The index of the practice mode was damaged; what it belonged to is now in “%s”",
             aside);
  return make_folders (self, error);
}

static void
unlock (SaPracticeStore *self)
{
  flock (self->lock_fd, LOCK_UN);
  g_mutex_unlock (&self->mutex);
}

/* Waits for other processes, but not for ever. */
static gboolean
lock (SaPracticeStore *self, GError **error)
{
  gint64 deadline = g_get_monotonic_time () + LOCK_SECONDS * G_USEC_PER_SEC;

  g_mutex_lock (&self->mutex);
  while (flock (self->lock_fd, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) {
      set_errno_error (error, errno, "Could not lock", self->folder);
      g_mutex_unlock (&self->mutex);
      return FALSE;
    }
    if (g_get_monotonic_time () > deadline) {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY,
                   "Another program has been holding “%s” for too long", self->folder);
      g_mutex_unlock (&self->mutex);
      return FALSE;
    }
    g_usleep (LOCK_RETRY_MICROSECONDS);
  }
  return TRUE;
}

/* Returns the index with the store locked, or NULL with it unlocked. */
static JsonObject *
begin (SaPracticeStore *self, GError **error)
{
  g_autofree char *path = path_in (self, "index.json", NULL);
  g_autoptr (GError) local_error = NULL;
  JsonObject *index;

  if (!lock (self, error))
    return NULL;

  index = sa_practice_index_load (path, &local_error);
  if (index == NULL && g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA)) {
    g_clear_error (&local_error);
    if (put_aside (self, &local_error))
      index = sa_practice_index_new ();
  }
  if (index == NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    unlock (self);
  }
  return index;
}

static gboolean
save (SaPracticeStore *self, JsonObject *index, GError **error)
{
  g_autofree char *path = path_in (self, "index.json", NULL);

  return sa_practice_index_save (index, path, error);
}

/* An incoming file whose writer lives is locked by it. */
static void
sweep_incoming (const char *path)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

  if (fd < 0)
    return;

  if (flock (fd, LOCK_EX | LOCK_NB) == 0)
    unlink (path);
  close (fd);
}

static void
for_each_name (
  SaPracticeStore *self,
  const char *subfolder,
  void (*func) (SaPracticeStore *self, JsonObject *index, const char *path, const char *name),
  JsonObject *index)
{
  g_autofree char *folder = path_in (self, subfolder, NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    func (self, index, path, name);
  }
}

static void
sweep_one_incoming (SaPracticeStore *self, JsonObject *index, const char *path, const char *name)
{
  sweep_incoming (path);
}

static void
sweep_one_file (SaPracticeStore *self, JsonObject *index, const char *path, const char *name)
{
  if (sa_practice_index_find_file (index, g_ascii_strtoll (name, NULL, 10)) == NULL)
    unlink (path);
}

static void
sweep_one_preview (SaPracticeStore *self, JsonObject *index, const char *path, const char *name)
{
  if (!sa_practice_index_has_preview (index, name))
    unlink (path);
}

static void
sweep_one_temporary_index (SaPracticeStore *self,
                           JsonObject *index,
                           const char *path,
                           const char *name)
{
  if (g_str_has_prefix (name, "index.json."))
    unlink (path);
}

/* Removes what a process left behind that died. */
static gboolean
sweep (SaPracticeStore *self, GError **error)
{
  g_autoptr (JsonObject) index = begin (self, error);

  if (index == NULL)
    return FALSE;

  for_each_name (self, NULL, sweep_one_temporary_index, index);
  for_each_name (self, "incoming", sweep_one_incoming, index);
  for_each_name (self, "files", sweep_one_file, index);
  for_each_name (self, "previews", sweep_one_preview, index);
  unlock (self);
  return TRUE;
}

/* 18 or 19 digits, as the service's are, and none that was seen here before. */
static gint64
choose_file_id (JsonObject *index)
{
  const guint64 least = G_GUINT64_CONSTANT (100000000000000000);
  guint64 random;
  gint64 file_id;

  do {
    sa_practice_random_fill (&random, sizeof random);
    file_id = (gint64) (least + random % ((guint64) G_MAXINT64 - least + 1));
  } while (sa_practice_index_find_file (index, file_id) != NULL);

  return file_id;
}

/* Gives an incoming file its lasting place. */
static gboolean
place (SaPracticeStore *self,
       SaPracticeIncoming *incoming,
       const char *subfolder,
       const char *path,
       GError **error)
{
  g_autofree char *folder = path_in (self, subfolder, NULL);

  if (fsync (incoming->fd) != 0)
    return set_errno_error (error, errno, "Could not write", path);
  if (rename (incoming->path, path) != 0)
    return set_errno_error (error, errno, "Could not write", path);
  g_clear_pointer (&incoming->path, g_free);
  if (!sync_folder (folder)) {
    unlink (path);
    return set_errno_error (error, errno, "Could not write", path);
  }
  return TRUE;
}

static void
remove_one (SaPracticeStore *self, JsonObject *index, const char *path, const char *name)
{
  unlink (path);
}

static void
remove_one_damaged (SaPracticeStore *self, JsonObject *index, const char *path, const char *name)
{
  static const char *const subfolders[] = { "files", "previews" };
  g_autofree char *old_index = g_build_filename (path, "index.json", NULL);

  if (!g_str_has_prefix (name, "damaged-"))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (subfolders); i++) {
    g_autofree char *relative = g_build_filename (name, subfolders[i], NULL);
    g_autofree char *folder = g_build_filename (path, subfolders[i], NULL);

    for_each_name (self, relative, remove_one, NULL);
    g_rmdir (folder);
  }
  unlink (old_index);
  g_rmdir (path);
}

/**
 * sa_practice_store_open:
 * @folder: where it is, or shall be
 *
 * Opens the store, making it when there is none. A damaged index is moved aside together with what it belonged to.
 * Waits some seconds at most.
 *
 * Returns: (transfer full): the store, or %NULL when the folder cannot be used
 */
SaPracticeStore *
sa_practice_store_open (const char *folder, GError **error)
{
  g_autoptr (SaPracticeStore) self = g_new0 (SaPracticeStore, 1);
  g_autofree char *lock_path = NULL;

  g_mutex_init (&self->mutex);
  self->folder = g_strdup (folder);
  self->lock_fd = -1;
  if (!make_folders (self, error))
    return NULL;

  lock_path = path_in (self, "lock", NULL);
  self->lock_fd = open (lock_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (self->lock_fd < 0) {
    set_errno_error (error, errno, "Could not open", lock_path);
    return NULL;
  }

  if (!sweep (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
sa_practice_store_free (SaPracticeStore *self)
{
  if (self->lock_fd >= 0)
    close (self->lock_fd);
  g_mutex_clear (&self->mutex);
  g_free (self->folder);
  g_free (self);
}

/**
 * sa_practice_store_reset:
 *
 * Forgets all files, voices and previews. Touches nothing in the folder but what the store put there.
 *
 * Returns: whether it was done
 */
gboolean
sa_practice_store_reset (SaPracticeStore *self, GError **error)
{
  g_autoptr (JsonObject) index = NULL;
  gboolean done;

  if (!lock (self, error))
    return FALSE;

  /* The index goes first: a crash in between leaves files that the next start sweeps up. */
  index = sa_practice_index_new ();
  done = save (self, index, error);
  if (done) {
    for_each_name (self, "files", remove_one, NULL);
    for_each_name (self, "previews", remove_one, NULL);
    for_each_name (self, NULL, remove_one_damaged, NULL);
  }
  unlock (self);
  return done;
}

/**
 * sa_practice_store_create_incoming:
 *
 * Returns: (transfer full): an empty file to be written and committed, or %NULL
 */
SaPracticeIncoming *
sa_practice_store_create_incoming (SaPracticeStore *self, GError **error)
{
  for (;;) {
    g_autoptr (SaPracticeIncoming) incoming = g_new0 (SaPracticeIncoming, 1);
    struct stat status;

    incoming->path = path_in (self, "incoming", "XXXXXX");
    incoming->fd = g_mkstemp_full (incoming->path, O_RDWR | O_CLOEXEC, 0600);
    if (incoming->fd < 0) {
      set_errno_error (error, errno, "Could not write", incoming->path);
      g_clear_pointer (&incoming->path, g_free);
      return NULL;
    }

    /* Somebody who just opened the store may have swept it away before it was locked. */
    if (flock (incoming->fd, LOCK_EX | LOCK_NB) == 0 && fstat (incoming->fd, &status) == 0 &&
        status.st_nlink > 0)
      return g_steal_pointer (&incoming);
  }
}

/**
 * sa_practice_incoming_write:
 *
 * Adds to the file.
 *
 * Returns: %FALSE when it cannot be written, for instance on a full disk
 */
gboolean
sa_practice_incoming_write (SaPracticeIncoming *self,
                            const void *data,
                            gsize length,
                            GError **error)
{
  const char *at = data;

  while (length > 0) {
    gssize written = write (self->fd, at, length);

    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0)
      return set_errno_error (error, errno, "Could not write", self->path);
    at += written;
    length -= (gsize) written;
  }
  return TRUE;
}

void
sa_practice_incoming_free (SaPracticeIncoming *self)
{
  if (self->path != NULL)
    unlink (self->path);
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->path);
  g_free (self);
}

/**
 * sa_practice_store_commit_file:
 * @incoming: what was uploaded
 * @file: what is known of it; gets its file_id and created_at here
 *
 * Returns: whether it is safely on disk
 */
gboolean
sa_practice_store_commit_file (SaPracticeStore *self,
                               SaPracticeIncoming *incoming,
                               SaPracticeFile *file,
                               GError **error)
{
  g_autoptr (JsonObject) index = begin (self, error);
  g_autofree char *path = NULL;
  JsonObject *entry;
  gboolean done;

  if (index == NULL)
    return FALSE;

  file->created_at = g_get_real_time () / G_USEC_PER_SEC;
  file->file_id = choose_file_id (index);
  path = path_of_file (self, file->file_id);
  done = place (self, incoming, "files", path, error);
  if (done) {
    entry = json_object_new ();
    json_object_set_int_member (entry, "file_id", file->file_id);
    json_object_set_int_member (entry, "bytes", file->bytes);
    json_object_set_int_member (entry, "created_at", file->created_at);
    json_object_set_string_member (entry, "filename", file->filename);
    json_object_set_string_member (entry, "purpose", file->purpose);
    json_array_add_object_element (json_object_get_array_member (index, "files"), entry);
    done = save (self, index, error);
    if (!done)
      unlink (path);
  }
  unlock (self);
  return done;
}

/**
 * sa_practice_store_find_file:
 *
 * Returns: (transfer full): the uploaded file, or %NULL with %G_IO_ERROR_NOT_FOUND when there is none
 */
SaPracticeFile *
sa_practice_store_find_file (SaPracticeStore *self, gint64 file_id, GError **error)
{
  g_autoptr (JsonObject) index = begin (self, error);
  JsonObject *entry;
  SaPracticeFile *file = NULL;

  if (index == NULL)
    return NULL;

  entry = sa_practice_index_find_file (index, file_id);
  if (entry != NULL) {
    file = g_new0 (SaPracticeFile, 1);
    file->file_id = file_id;
    file->bytes = json_object_get_int_member (entry, "bytes");
    file->created_at = json_object_get_int_member (entry, "created_at");
    file->filename = g_strdup (json_object_get_string_member (entry, "filename"));
    file->purpose = g_strdup (json_object_get_string_member (entry, "purpose"));
    file->path = path_of_file (self, file_id);
  } else {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no file %" G_GINT64_FORMAT,
                 file_id);
  }
  unlock (self);
  return file;
}

void
sa_practice_file_free (SaPracticeFile *self)
{
  g_free (self->filename);
  g_free (self->purpose);
  g_free (self->path);
  g_free (self);
}

/**
 * sa_practice_store_check_voice:
 *
 * Returns: %TRUE when the voice ID is free, else %FALSE with %G_IO_ERROR_EXISTS
 */
gboolean
sa_practice_store_check_voice (SaPracticeStore *self, const char *voice_id, GError **error)
{
  g_autoptr (JsonObject) index = begin (self, error);
  gboolean taken;

  if (index == NULL)
    return FALSE;

  taken = sa_practice_index_find_voice (index, voice_id) != NULL;
  if (taken)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_EXISTS, "The voice ID is taken");
  unlock (self);
  return !taken;
}

/**
 * sa_practice_store_commit_voice:
 * @file_id: the sample's
 * @preview: (nullable): its preview
 * @preview_name: (nullable): what the preview shall be called
 *
 * Returns: whether the voice is safely on disk; %G_IO_ERROR_EXISTS when its ID was taken meanwhile
 */
gboolean
sa_practice_store_commit_voice (SaPracticeStore *self,
                                const char *voice_id,
                                gint64 file_id,
                                SaPracticeIncoming *preview,
                                const char *preview_name,
                                GError **error)
{
  g_autoptr (JsonObject) index = begin (self, error);
  g_autofree char *path = NULL;
  JsonObject *entry;
  gboolean done = TRUE;

  if (index == NULL)
    return FALSE;

  if (sa_practice_index_find_voice (index, voice_id) != NULL) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_EXISTS, "The voice ID is taken");
    done = FALSE;
  }
  if (done && preview != NULL) {
    path = path_in (self, "previews", preview_name);
    done = place (self, preview, "previews", path, error);
  }
  if (done) {
    entry = json_object_new ();
    json_object_set_string_member (entry, "voice_id", voice_id);
    json_object_set_int_member (entry, "file_id", file_id);
    json_object_set_int_member (entry, "created_at", g_get_real_time () / G_USEC_PER_SEC);
    if (preview != NULL)
      json_object_set_string_member (entry, "preview", preview_name);
    json_array_add_object_element (json_object_get_array_member (index, "voices"), entry);
    done = save (self, index, error);
    if (!done && path != NULL)
      unlink (path);
  }
  unlock (self);
  return done;
}

/**
 * sa_practice_store_new_preview_name:
 * @extension: "mp3" or "wav"
 *
 * Returns: (transfer full): a name for a preview that nobody can guess: its download asks for no key
 */
char *
sa_practice_store_new_preview_name (const char *extension)
{
  g_autofree char *token = sa_practice_random_hex (PREVIEW_NAME_DIGITS);

  return g_strconcat (token, ".", extension, NULL);
}

/**
 * sa_practice_store_find_preview:
 * @name: the last part of a preview's address, as a stranger wrote it
 *
 * Returns: (transfer full) (nullable): the path of the preview, if there is such a one
 */
char *
sa_practice_store_find_preview (SaPracticeStore *self, const char *name)
{
  g_autofree char *path = NULL;

  if (strspn (name, "0123456789abcdef") != PREVIEW_NAME_DIGITS ||
      (strcmp (name + PREVIEW_NAME_DIGITS, ".mp3") != 0 &&
       strcmp (name + PREVIEW_NAME_DIGITS, ".wav") != 0))
    return NULL;

  path = path_in (self, "previews", name);
  return g_file_test (path, G_FILE_TEST_IS_REGULAR) ? g_steal_pointer (&path) : NULL;
}
