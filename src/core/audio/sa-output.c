/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-output.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sa-audio-error.h"

struct _SaOutput {
  char *path;
  char *folder;
  char *name;
  char *temporary;
  mode_t mode;
};

/**
 * sa_output_set_error:
 * @errsv: the errno of what failed
 * @name: the file as the user knows it, in UTF-8
 *
 * Sets the error for a file that cannot be written.
 */
void
sa_output_set_error (GError **error, int errsv, const char *name)
{
  switch (errsv) {
  case ENOSPC:
  case EDQUOT:
  case EFBIG:
    g_set_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_NO_SPACE,
                 _ ("There is no room left on the disk for “%s”"), name);
    break;
  case ENOENT:
  case ENOTDIR:
    g_set_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_WRITE,
                 _ ("“%s” cannot be written: its folder does not exist"), name);
    break;
  case EACCES:
  case EPERM:
  case EROFS:
    g_set_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_WRITE,
                 _ ("You do not have permission to write “%s”"), name);
    break;
  default:
    g_set_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_WRITE, _ ("“%s” cannot be written: %s"),
                 name, g_strerror (errsv));
  }
}

/* What stands there already must be a file that may be overwritten; it also lends its mode. */
static gboolean
check_existing (SaOutput *self, GError **error)
{
  struct stat status;
  mode_t mask;

  if (stat (self->path, &status) != 0) {
    if (errno != ENOENT) {
      sa_output_set_error (error, errno, self->name);
      return FALSE;
    }
    mask = umask (0);
    umask (mask);
    self->mode = 0666 & ~mask;
    return TRUE;
  }
  if (!S_ISREG (status.st_mode)) {
    g_set_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_WRITE,
                 _ ("“%s” is not a file: choose another name"), self->name);
    return FALSE;
  }
  if (access (self->path, W_OK) != 0) {
    sa_output_set_error (error, errno, self->name);
    return FALSE;
  }
  self->mode = status.st_mode & 07777;
  return TRUE;
}

/* Where a link leads, also one to a file that is not there yet. */
static char *
follow (const char *path)
{
  char *resolved = realpath (path, NULL);
  char *copy = g_strdup (resolved);
  g_autofree char *target = NULL;
  g_autofree char *folder = NULL;

  free (resolved);
  if (copy != NULL)
    return copy;
  target = g_file_read_link (path, NULL);
  if (target == NULL)
    return g_strdup (path);
  if (g_path_is_absolute (target))
    return g_steal_pointer (&target);
  folder = g_path_get_dirname (path);
  return g_build_filename (folder, target, NULL);
}

/**
 * sa_output_new:
 *
 * Makes sure, before any work is done, that @file can be written, and makes the file that will
 * take its place. A link is followed.
 *
 * Returns: (transfer full): the output, or %NULL with an error of the domain %SA_AUDIO_ERROR
 */
SaOutput *
sa_output_new (GFile *file, GError **error)
{
  g_autoptr (SaOutput) self = g_new0 (SaOutput, 1);
  g_autofree char *base = NULL;
  const char *path = g_file_peek_path (file);
  int fd;

  if (path == NULL) {
    g_autofree char *uri = g_file_get_uri (file);

    g_set_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_WRITE, _ ("“%s” is not on this computer"),
                 uri);
    return NULL;
  }
  self->path = follow (path);
  self->name = g_filename_display_basename (path);
  self->folder = g_path_get_dirname (self->path);
  if (!check_existing (self, error))
    return NULL;

  base = g_strdup_printf (".soundalike-%d-XXXXXX", (int) getpid ());
  self->temporary = g_build_filename (self->folder, base, NULL);
  fd = g_mkstemp_full (self->temporary, O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0) {
    int errsv = errno;

    g_clear_pointer (&self->temporary, g_free);
    sa_output_set_error (error, errsv, self->name);
    return NULL;
  }
  close (fd);
  return g_steal_pointer (&self);
}

/** sa_output_get_temporary_path: Returns: where to write what is to take the file's place */
const char *
sa_output_get_temporary_path (SaOutput *self)
{
  return self->temporary;
}

/** sa_output_get_name: Returns: the file as the user knows it, in UTF-8 */
const char *
sa_output_get_name (SaOutput *self)
{
  return self->name;
}

static gboolean
sync_path (const char *path, int flags)
{
  int fd = open (path, flags | O_CLOEXEC);
  int failed, errsv;

  if (fd < 0)
    return FALSE;
  failed = fsync (fd);
  errsv = errno;
  close (fd);
  errno = errsv;
  return failed == 0;
}

/**
 * sa_output_commit:
 *
 * Puts what was written in its place, when it is safely on the disk.
 */
gboolean
sa_output_commit (SaOutput *self, GError **error)
{
  g_return_val_if_fail (self->temporary != NULL, FALSE);

  if (!sync_path (self->temporary, O_RDONLY) || g_chmod (self->temporary, (int) self->mode) != 0 ||
      g_rename (self->temporary, self->path) != 0) {
    sa_output_set_error (error, errno, self->name);
    return FALSE;
  }
  g_clear_pointer (&self->temporary, g_free);
  /* Not every file system can do this; the file itself is whole either way. */
  sync_path (self->folder, O_RDONLY | O_DIRECTORY);
  return TRUE;
}

/**
 * sa_output_copy:
 * @source: what is to be in the file
 *
 * Writes a copy of @source, and commits it.
 */
gboolean
sa_output_copy (SaOutput *self, GFile *source, GError **error)
{
  g_autoptr (GFile) temporary = g_file_new_for_path (self->temporary);
  g_autoptr (GError) cause = NULL;

  if (g_file_copy (source, temporary, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS,
                   NULL, NULL, NULL, &cause))
    return sa_output_commit (self, error);

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    sa_output_set_error (error, ENOSPC, self->name);
  else
    g_propagate_error (error, g_steal_pointer (&cause));
  return FALSE;
}

/** sa_output_free: deletes what was written, unless it was committed */
void
sa_output_free (SaOutput *self)
{
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_free (self->temporary);
  g_free (self->folder);
  g_free (self->name);
  g_free (self->path);
  g_free (self);
}
