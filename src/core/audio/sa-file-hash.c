/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-file-hash.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "sa-audio-error.h"

#define BLOCK_BYTES (128 * 1024)

static gboolean
hash_all (SaByteWindow *window,
          const char *name,
          GChecksum *checksum,
          SaHashProgressFunc progress,
          gpointer user_data,
          GCancellable *cancellable,
          GError **error)
{
  g_autofree guint8 *block = g_malloc (BLOCK_BYTES);
  gint64 done = 0;

  for (;;) {
    gssize n;

    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return FALSE;
    n = pread (window->fd, block, BLOCK_BYTES, done);
    if (n < 0 && errno == EINTR)
      continue;
    if (n < 0) {
      sa_audio_error_set_open (error, errno, name);
      return FALSE;
    }
    if (n == 0)
      break;
    g_checksum_update (checksum, block, n);
    done += n;
    if (progress != NULL)
      progress (MIN ((double) done / (double) window->size, 1.0), user_data);
  }
  if (done == window->size)
    return TRUE;
  g_set_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_DECODE,
               _ ("“%s” was changed in the meantime: choose it again"), name);
  return FALSE;
}

/**
 * sa_file_hash:
 * @identity: (out): of the very file that was hashed
 * @progress: (nullable) (scope call): told now and then
 *
 * Reads all of a file, a block at a time. Blocks: for worker threads.
 *
 * Returns: (transfer full): the SHA-256 of its bytes in hexadecimal
 */
char *
sa_file_hash (GFile *file,
              SaFileIdentity *identity,
              SaHashProgressFunc progress,
              gpointer user_data,
              GCancellable *cancellable,
              GError **error)
{
  g_auto (SaByteWindow) window = { .fd = -1 };
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *name = NULL;

  if (!sa_byte_window_open (&window, file, 0, error))
    return NULL;
  sa_byte_window_identify (&window, identity);
  name = g_filename_display_basename (g_file_peek_path (file));
  if (!hash_all (&window, name, checksum, progress, user_data, cancellable, error))
    return NULL;
  return g_strdup (g_checksum_get_string (checksum));
}
