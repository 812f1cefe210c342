/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-audio-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

/* clang-format off */
G_DEFINE_QUARK (sa-audio-error-quark, sa_audio_error)
/* clang-format on */

static SaAudioError
code_of_stream_error (int code)
{
  switch (code) {
  case GST_STREAM_ERROR_TYPE_NOT_FOUND:
  case GST_STREAM_ERROR_WRONG_TYPE:
    return SA_AUDIO_ERROR_NOT_AUDIO;
  case GST_STREAM_ERROR_CODEC_NOT_FOUND:
    return SA_AUDIO_ERROR_MISSING_PLUGIN;
  case GST_STREAM_ERROR_ENCODE:
    return SA_AUDIO_ERROR_ENCODE;
  default:
    return SA_AUDIO_ERROR_DECODE;
  }
}

static SaAudioError
code_of_resource_error (int code)
{
  switch (code) {
  case GST_RESOURCE_ERROR_NOT_FOUND:
    return SA_AUDIO_ERROR_NOT_FOUND;
  case GST_RESOURCE_ERROR_NOT_AUTHORIZED:
    return SA_AUDIO_ERROR_PERMISSION;
  case GST_RESOURCE_ERROR_NO_SPACE_LEFT:
    return SA_AUDIO_ERROR_NO_SPACE;
  case GST_RESOURCE_ERROR_OPEN_WRITE:
  case GST_RESOURCE_ERROR_WRITE:
    return SA_AUDIO_ERROR_WRITE;
  default:
    return SA_AUDIO_ERROR_DECODE;
  }
}

static SaAudioError
code_of_gst_error (const GError *cause)
{
  if (cause->domain == GST_STREAM_ERROR)
    return code_of_stream_error (cause->code);
  if (cause->domain == GST_RESOURCE_ERROR)
    return code_of_resource_error (cause->code);
  if (g_error_matches (cause, GST_CORE_ERROR, GST_CORE_ERROR_MISSING_PLUGIN))
    return SA_AUDIO_ERROR_MISSING_PLUGIN;

  return SA_AUDIO_ERROR_DECODE;
}

/**
 * sa_audio_error_set_open:
 * @errsv: the errno of a failed open() or stat()
 * @name: the file as the user knows it, in UTF-8
 *
 * Sets the error for a file that cannot be opened for reading.
 */
void
sa_audio_error_set_open (GError **error, int errsv, const char *name)
{
  switch (errsv) {
  case ENOENT:
  case ENOTDIR:
    g_set_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_NOT_FOUND, _ ("There is no file “%s”"),
                 name);
    break;
  case EACCES:
  case EPERM:
    g_set_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_PERMISSION,
                 _ ("You do not have permission to read “%s”"), name);
    break;
  case ENXIO:
  case ENODEV:
    g_set_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_NOT_REGULAR,
                 _ ("“%s” is not a file that can be read"), name);
    break;
  default:
    g_set_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_DECODE, _ ("“%s” cannot be opened: %s"),
                 name, g_strerror (errsv));
    break;
  }
}

/**
 * sa_audio_error_set_gst:
 * @cause: an error of one of GStreamer's domains
 * @name: the file as the user knows it, in UTF-8
 *
 * Sets the error that says in our words what GStreamer met.
 */
void
sa_audio_error_set_gst (GError **error, const GError *cause, const char *name)
{
  SaAudioError code = code_of_gst_error (cause);

  switch (code) {
  case SA_AUDIO_ERROR_NOT_AUDIO:
    g_set_error (error, SA_AUDIO_ERROR, code, _ ("“%s” is not an audio file"), name);
    break;
  case SA_AUDIO_ERROR_MISSING_PLUGIN:
    g_set_error (error, SA_AUDIO_ERROR, code,
                 _ ("A GStreamer plugin that “%s” needs is not installed: %s"), name,
                 cause->message);
    break;
  case SA_AUDIO_ERROR_NO_SPACE:
    g_set_error (error, SA_AUDIO_ERROR, code, _ ("There is no space left to write “%s”"), name);
    break;
  case SA_AUDIO_ERROR_WRITE:
    g_set_error (error, SA_AUDIO_ERROR, code, _ ("“%s” cannot be written: %s"), name,
                 cause->message);
    break;
  case SA_AUDIO_ERROR_ENCODE:
    g_set_error (error, SA_AUDIO_ERROR, code, _ ("“%s” cannot be encoded: %s"), name,
                 cause->message);
    break;
  default:
    g_set_error (error, SA_AUDIO_ERROR, code, _ ("“%s” cannot be read: %s"), name, cause->message);
    break;
  }
}

static gboolean
can_open (const char *path)
{
  int fd = g_open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC, 0);

  if (fd < 0)
    return FALSE;

  return g_close (fd, NULL);
}

/**
 * sa_audio_check_file:
 * @file: what the user gave
 * @bytes: (out) (optional): its size
 * @error: return location for an SA_AUDIO_ERROR
 *
 * Makes sure that @file is a regular, readable, non-empty file of this
 * computer, without ever waiting on a pipe or a device.
 *
 * Returns: (transfer full) (nullable): its path
 */
char *
sa_audio_check_file (GFile *file, gint64 *bytes, GError **error)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *name = NULL;
  GStatBuf info;

  if (path == NULL) {
    g_autofree char *uri = g_file_get_uri (file);

    g_set_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_NOT_REGULAR,
                 _ ("“%s” is not on this computer"), uri);
    return NULL;
  }

  name = g_filename_display_basename (path);
  if (g_stat (path, &info) != 0)
    sa_audio_error_set_open (error, errno, name);
  else if (S_ISDIR (info.st_mode))
    g_set_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_NOT_REGULAR, _ ("“%s” is a folder"), name);
  else if (!S_ISREG (info.st_mode))
    g_set_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_NOT_REGULAR,
                 _ ("“%s” is a pipe or a device, not a file"), name);
  else if (info.st_size == 0)
    g_set_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_EMPTY, _ ("“%s” is empty"), name);
  else if (!can_open (path))
    sa_audio_error_set_open (error, errno, name);
  else {
    if (bytes != NULL)
      *bytes = info.st_size;
    return g_steal_pointer (&path);
  }

  return NULL;
}
