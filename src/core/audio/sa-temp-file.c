/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-temp-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sa-output.h"

#define PREFIX "fitted-"
#define SUFFIX ".wav"
#define MAX_TRIES 16

struct _SaTempFile {
  char *path;
  char *folder; /* made for this file alone, or NULL */
  int fd; /* holds the lock */
};

static char *
get_folder (GFile *folder)
{
  if (folder != NULL)
    return g_file_get_path (folder);
  return g_build_filename (g_get_user_cache_dir (), "soundalike", NULL);
}

/* A lock that can be had belongs to nobody: the kernel took it from a process that ended. */
static void
remove_if_stale (const char *path)
{
  int fd = open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW);

  if (fd < 0)
    return;
  if (flock (fd, LOCK_EX | LOCK_NB) == 0)
    g_unlink (path);
  close (fd);
}

static void
remove_stale (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = NULL;

    if (!g_str_has_prefix (name, PREFIX) || !g_str_has_suffix (name, SUFFIX))
      continue;
    path = g_build_filename (folder, name, NULL);
    remove_if_stale (path);
  }
}

/* Another process may take the new file for a stale one before it is locked. */
static gboolean
lock (SaTempFile *self)
{
  struct stat status;

  return flock (self->fd, LOCK_EX) == 0 && fstat (self->fd, &status) == 0 && status.st_nlink > 0;
}

static SaTempFile *
make_in (const char *folder, GError **error)
{
  g_autofree char *name = g_filename_display_name (folder);

  if (g_mkdir_with_parents (folder, 0700) != 0) {
    sa_output_set_error (error, errno, name);
    return NULL;
  }
  remove_stale (folder);
  for (int i = 0; i < MAX_TRIES; i++) {
    g_autoptr (SaTempFile) self = g_new0 (SaTempFile, 1);

    self->path = g_build_filename (folder, PREFIX "XXXXXX" SUFFIX, NULL);
    self->fd = g_mkstemp_full (self->path, O_RDWR | O_CLOEXEC, 0600);
    if (self->fd < 0) {
      sa_output_set_error (error, errno, name);
      g_clear_pointer (&self->path, g_free);
      return NULL;
    }
    if (lock (self))
      return g_steal_pointer (&self);
  }
  sa_output_set_error (error, EAGAIN, name);
  return NULL;
}

/* In a folder of its own, so that nobody else's files are looked at for stale ones. */
static SaTempFile *
make_elsewhere (void)
{
  g_autofree char *folder = g_dir_make_tmp ("soundalike-XXXXXX", NULL);
  SaTempFile *self;

  if (folder == NULL)
    return NULL;
  self = make_in (folder, NULL);
  if (self != NULL)
    self->folder = g_steal_pointer (&folder);
  else
    g_rmdir (folder);
  return self;
}

/**
 * sa_temp_file_new:
 * @folder: (nullable): where to put it; by default the program's folder in the user's cache, or, where
 *   that cannot be written, the system's place for temporary files
 *
 * Makes an empty file that only the user may read.
 *
 * Returns: (transfer full): the file, or %NULL with an error of the domain %SA_AUDIO_ERROR
 */
SaTempFile *
sa_temp_file_new (GFile *folder, GError **error)
{
  g_autofree char *path = get_folder (folder);
  g_autoptr (GError) local = NULL;
  SaTempFile *self;

  if (path == NULL) {
    sa_output_set_error (error, ENOTDIR, "");
    return NULL;
  }
  self = make_in (path, &local);
  if (self == NULL && folder == NULL)
    self = make_elsewhere ();
  if (self == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return self;
}

/** sa_temp_file_get_path: Returns: where it is */
const char *
sa_temp_file_get_path (SaTempFile *self)
{
  return self->path;
}

void
sa_temp_file_free (SaTempFile *self)
{
  if (self->path != NULL)
    g_unlink (self->path);
  if (self->fd >= 0)
    close (self->fd);
  if (self->folder != NULL)
    g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}
