/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-take.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sa-audio-error.h"
#include "sa-output.h"
#include "sa-sample-format.h"
#include "sa-take-name.h"
#include "sa-wav-writer.h"

#define MAX_TRIES 16
#define FRAME_BYTES 2
#define BLOCK_FRAMES 2048
/* Where the sizes and the rate stand in the header of a WAV file. */
#define RIFF_SIZE_AT 4
#define RATE_AT 24
#define DATA_SIZE_AT 40

struct _SaTake {
  GObject parent_instance;

  GFile *file;
  char *path;
  char *name; /* for errors */
  int fd; /* holds the lock that says that this process lives */
  int rate;
  gint64 frames; /* of the writing thread */
  GDateTime *time;
  gboolean is_recovered;
};

G_DEFINE_FINAL_TYPE (SaTake, sa_take, G_TYPE_OBJECT)

static void
sa_take_finalize (GObject *object)
{
  SaTake *self = SA_TAKE (object);

  if (self->fd >= 0)
    close (self->fd);
  g_clear_object (&self->file);
  g_clear_pointer (&self->time, g_date_time_unref);
  g_free (self->path);
  g_free (self->name);
  G_OBJECT_CLASS (sa_take_parent_class)->finalize (object);
}

static void
sa_take_class_init (SaTakeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sa_take_finalize;
}

static void
sa_take_init (SaTake *self)
{
  self->fd = -1;
}

static gboolean
write_at (SaTake *self, const guint8 *data, gsize length, gint64 offset, gsize *written)
{
  gsize done = 0;

  while (done < length) {
    gssize n = pwrite (self->fd, data + done, length - done, offset + (gint64) done);

    if (n < 0 && errno == EINTR)
      continue;
    if (n == 0)
      errno = ENOSPC;
    if (n <= 0)
      break;
    done += (gsize) n;
  }
  if (written != NULL)
    *written = done;
  return done == length;
}

static void
put32 (guint8 *at, gint64 value)
{
  guint32 little = GUINT32_TO_LE ((guint32) value);

  memcpy (at, &little, 4);
}

/* The plain header of 16-bit mono sound, with the sizes as they are now. */
static gboolean
write_header (SaTake *self)
{
  guint8 header[SA_WAV_HEADER_BYTES + 1] =
    "RIFF....WAVEfmt \x10\0\0\0\1\0\1\0....____\2\0\x10\0data....";
  gint64 data_bytes = self->frames * FRAME_BYTES;

  put32 (header + RIFF_SIZE_AT, SA_WAV_HEADER_BYTES - 8 + data_bytes);
  put32 (header + RATE_AT, self->rate);
  put32 (header + RATE_AT + 4, (gint64) self->rate * FRAME_BYTES);
  put32 (header + DATA_SIZE_AT, data_bytes);
  return write_at (self, header, SA_WAV_HEADER_BYTES, 0, NULL);
}

static void
set_path (SaTake *self, const char *path)
{
  g_free (self->path);
  g_free (self->name);
  g_clear_object (&self->file);
  self->path = g_strdup (path);
  self->name = g_filename_display_basename (path);
  self->file = g_file_new_for_path (path);
}

/* Another process may take the new file for one that was left, before it is locked. */
static gboolean
lock_new (SaTake *self)
{
  struct stat status;

  return flock (self->fd, LOCK_EX) == 0 && fstat (self->fd, &status) == 0 && status.st_nlink > 0;
}

static gboolean
make_file (SaTake *self, const char *folder)
{
  g_autofree char *stamp = g_date_time_format (self->time, "%Y%m%d-%H%M%S");
  g_autofree char *base = g_strconcat (SA_TAKE_PREFIX, stamp, "-XXXXXX", SA_TAKE_SUFFIX, NULL);
  g_autofree char *path = g_build_filename (folder, base, NULL);

  if (self->fd >= 0)
    close (self->fd);
  self->fd = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600);
  if (self->fd < 0)
    return FALSE;
  set_path (self, path);
  return TRUE;
}

/* So that a power cut does not take the name along. Not every file system can do this. */
static void
sync_folder (const char *path)
{
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

/**
 * sa_take_create:
 * @folder: where the takes are; made where it is missing
 * @rate: frames per second
 * @error: return location for an SA_AUDIO_ERROR
 *
 * Makes an empty take that only the user may read. Blocks.
 *
 * Returns: (transfer full) (nullable): the take
 */
SaTake *
sa_take_create (GFile *folder, int rate, GError **error)
{
  g_autoptr (SaTake) self = g_object_new (SA_TYPE_TAKE, NULL);
  const char *path = g_file_peek_path (folder);
  g_autofree char *name = path != NULL ? g_filename_display_name (path) : NULL;
  int errsv = path == NULL ? ENOTDIR : EAGAIN;

  self->rate = rate;
  self->time = g_date_time_new_now_local ();
  if (path != NULL && g_mkdir_with_parents (path, 0700) != 0)
    errsv = errno;
  for (int i = 0; errsv == EAGAIN && i < MAX_TRIES; i++) {
    if (!make_file (self, path)) {
      errsv = errno;
    } else if (lock_new (self)) {
      if (write_header (self)) {
        sync_folder (path);
        return g_steal_pointer (&self);
      }
      errsv = errno;
      g_unlink (self->path);
    }
  }
  sa_output_set_error (error, errsv, name != NULL ? name : "");
  return NULL;
}

/* Returns 0 for what is not the header that is written here. */
static int
read_rate (int fd)
{
  guint8 header[SA_WAV_HEADER_BYTES];
  guint32 rate;

  if (pread (fd, header, sizeof header, 0) != (gssize) sizeof header ||
      memcmp (header, "RIFF", 4) != 0 ||
      memcmp (header + 8, "WAVEfmt \x10\0\0\0\1\0\1\0", 16) != 0 ||
      memcmp (header + 32, "\2\0\x10\0data", 8) != 0)
    return 0;
  memcpy (&rate, header + RATE_AT, 4);
  rate = GUINT32_FROM_LE (rate);
  return rate <= G_MAXINT ? (int) rate : 0;
}

/**
 * sa_take_recover:
 * @path: a take that a process left
 *
 * Repairs the sizes in its header: all that reached the file counts, whatever they say. Blocks.
 *
 * Returns: (transfer full) (nullable): the take, or %NULL if another process has it, or it is none
 */
SaTake *
sa_take_recover (const char *path)
{
  g_autoptr (SaTake) self = g_object_new (SA_TYPE_TAKE, NULL);
  struct stat status;

  self->fd = open (path, O_RDWR | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW);
  if (self->fd < 0 || fstat (self->fd, &status) != 0 || !S_ISREG (status.st_mode) ||
      flock (self->fd, LOCK_EX | LOCK_NB) != 0)
    return NULL;
  set_path (self, path);
  self->rate = read_rate (self->fd);
  self->is_recovered = TRUE;
  self->time = g_date_time_new_from_unix_local (status.st_mtime);
  /* Killed before its first sound, it has no whole header: it is an empty take. */
  if (status.st_size < SA_WAV_HEADER_BYTES)
    return g_steal_pointer (&self);
  if (self->rate == 0)
    return NULL;
  self->frames = (status.st_size - SA_WAV_HEADER_BYTES) / FRAME_BYTES;
  /* A disk without room takes new sizes all the same: their place is there already. */
  if (ftruncate (self->fd, SA_WAV_HEADER_BYTES + self->frames * FRAME_BYTES) == 0 &&
      write_header (self))
    fdatasync (self->fd);
  return g_steal_pointer (&self);
}

/**
 * sa_take_write:
 * @error: return location for an SA_AUDIO_ERROR
 *
 * Adds to the end. What could be written before an error stays. Blocks; one thread only.
 *
 * Returns: whether all of it was written
 */
gboolean
sa_take_write (SaTake *self, const float *samples, gsize n, GError **error)
{
  guint8 block[BLOCK_FRAMES * FRAME_BYTES];

  g_return_val_if_fail (SA_IS_TAKE (self), FALSE);

  while (n > 0) {
    gsize count = MIN (n, BLOCK_FRAMES), written;
    gint64 end = SA_WAV_HEADER_BYTES + self->frames * FRAME_BYTES;

    sa_sample_format_pack (SA_SAMPLE_FORMAT_S16, samples, count, block);
    if (!write_at (self, block, count * FRAME_BYTES, end, &written)) {
      sa_output_set_error (error, errno, self->name);
      self->frames += (gint64) written / FRAME_BYTES;
      return FALSE;
    }
    self->frames += (gint64) count;
    samples += count;
    n -= count;
  }
  return TRUE;
}

/**
 * sa_take_sync:
 * @error: return location for an SA_AUDIO_ERROR
 *
 * Makes the file a whole WAV file, and what was added to it safe from a power cut. Blocks.
 */
gboolean
sa_take_sync (SaTake *self, GError **error)
{
  g_return_val_if_fail (SA_IS_TAKE (self), FALSE);

  if (write_header (self) && fdatasync (self->fd) == 0)
    return TRUE;
  sa_output_set_error (error, errno, self->name);
  return FALSE;
}

/** sa_take_get_file: Returns: (transfer none): its WAV file */
GFile *
sa_take_get_file (SaTake *self)
{
  g_return_val_if_fail (SA_IS_TAKE (self), NULL);

  return self->file;
}

/** sa_take_get_frames: Returns: how many frames its file holds */
gint64
sa_take_get_frames (SaTake *self)
{
  g_return_val_if_fail (SA_IS_TAKE (self), 0);

  return self->frames;
}

/** sa_take_get_seconds: Returns: how long it is */
double
sa_take_get_seconds (SaTake *self)
{
  g_return_val_if_fail (SA_IS_TAKE (self), 0);

  return self->rate > 0 ? (double) self->frames / self->rate : 0;
}

/** sa_take_get_time: Returns: (transfer none): when it was made or, recovered, written last */
GDateTime *
sa_take_get_time (SaTake *self)
{
  g_return_val_if_fail (SA_IS_TAKE (self), NULL);

  return self->time;
}

/** sa_take_is_recovered: Returns: whether another process left it */
gboolean
sa_take_is_recovered (SaTake *self)
{
  g_return_val_if_fail (SA_IS_TAKE (self), FALSE);

  return self->is_recovered;
}

/**
 * sa_take_set_discarded:
 * @is_discarded: whether nobody is to be asked about it again
 *
 * Gives its file another name, by which the next start knows that it can go, however this process
 * ends; or the name that it had.
 */
void
sa_take_set_discarded (SaTake *self, gboolean is_discarded)
{
  g_autofree char *folder = NULL;
  g_autofree char *name = NULL;
  g_autofree char *changed = NULL;
  g_autofree char *path = NULL;

  g_return_if_fail (SA_IS_TAKE (self));

  folder = g_path_get_dirname (self->path);
  name = g_path_get_basename (self->path);
  if (g_str_has_prefix (name, SA_TAKE_DISCARDED) == is_discarded)
    return;

  changed = is_discarded ? g_strconcat (SA_TAKE_DISCARDED, name, NULL)
                         : g_strdup (name + strlen (SA_TAKE_DISCARDED));
  path = g_build_filename (folder, changed, NULL);
  if (g_rename (self->path, path) == 0)
    set_path (self, path);
}

/** sa_take_delete: removes its file; the object is of no use any more */
void
sa_take_delete (SaTake *self)
{
  g_return_if_fail (SA_IS_TAKE (self));

  if (self->path != NULL)
    g_unlink (self->path);
}
