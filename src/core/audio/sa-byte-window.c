/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-byte-window.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "sa-audio-error.h"

/**
 * sa_byte_window_open:
 * @budget: the most bytes that will ever be read
 *
 * Opens a local, regular, non-empty file for looking at its bytes.
 *
 * Returns: %FALSE with an error of the domain %SA_AUDIO_ERROR
 */
gboolean
sa_byte_window_open (SaByteWindow *self, GFile *file, gint64 budget, GError **error)
{
  g_autofree char *path = NULL;
  g_autofree char *name = NULL;

  *self = (SaByteWindow){ .fd = -1, .budget = budget };
  path = sa_audio_check_file (file, NULL, error);
  if (path == NULL)
    return FALSE;

  name = g_filename_display_basename (path);
  self->fd = open (path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (self->fd < 0 || fstat (self->fd, &self->status) != 0) {
    sa_audio_error_set_open (error, errno, name);
    return FALSE;
  }
  /* Something else may have taken its place since it was checked. */
  if (!S_ISREG (self->status.st_mode)) {
    sa_audio_error_set_open (error, ENXIO, name);
    return FALSE;
  }
  self->size = self->status.st_size;
  return TRUE;
}

void
sa_byte_window_close (SaByteWindow *self)
{
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
}

/**
 * sa_byte_window_peek:
 *
 * Returns: how many bytes could be read at @offset: fewer than @length at the file's end or where
 *   the budget ends, and 0 on an error
 */
gsize
sa_byte_window_peek (SaByteWindow *self, gint64 offset, guint8 *data, gsize length)
{
  gsize done = 0;

  if (offset < 0 || offset >= self->size)
    return 0;
  length = MIN (length, (gsize) MAX (self->budget, 0));
  while (done < length) {
    gssize n = pread (self->fd, data + done, length - done, offset + (gint64) done);

    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      break;
    done += (gsize) n;
  }
  self->budget -= (gint64) done;
  return done;
}

/**
 * sa_byte_window_read:
 *
 * Returns: whether all @length bytes could be read
 */
gboolean
sa_byte_window_read (SaByteWindow *self, gint64 offset, guint8 *data, gsize length)
{
  return sa_byte_window_peek (self, offset, data, length) == length;
}

/**
 * sa_byte_window_identify:
 * @identity: (out): what to compare the file with later
 */
void
sa_byte_window_identify (const SaByteWindow *self, SaFileIdentity *identity)
{
  identity->device = self->status.st_dev;
  identity->inode = self->status.st_ino;
  identity->bytes = self->size;
  identity->modified_usec =
    (gint64) self->status.st_mtim.tv_sec * G_USEC_PER_SEC + self->status.st_mtim.tv_nsec / 1000;
}

/**
 * sa_file_identity_check:
 *
 * Returns: whether @file is still the one with this identity; else %FALSE with an error that says
 *   that it was changed or went away
 */
gboolean
sa_file_identity_check (const SaFileIdentity *identity, GFile *file, GError **error)
{
  g_auto (SaByteWindow) window = { .fd = -1 };
  g_autofree char *name = NULL;
  SaFileIdentity now;

  if (!sa_byte_window_open (&window, file, 0, error))
    return FALSE;
  sa_byte_window_identify (&window, &now);
  if (memcmp (identity, &now, sizeof now) == 0)
    return TRUE;
  name = g_filename_display_basename (g_file_peek_path (file));
  g_set_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_DECODE,
               _ ("“%s” was changed in the meantime: choose it again"), name);
  return FALSE;
}
