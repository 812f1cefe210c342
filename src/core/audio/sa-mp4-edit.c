/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-mp4-edit.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "sa-byte-window.h"

#define FOUR(a, b, c, d) ((guint32) (a) << 24 | (guint32) (b) << 16 | (guint32) (c) << 8 | (d))
#define MAX_DEPTH 4

typedef struct {
  int fd;
  guint32 delay;
  gint64 frames;
  int rate;
  guint32 timescale; /* of the movie */
} Edit;

static gboolean
write_number (Edit *edit, gint64 offset, guint64 value)
{
  guint32 number = GUINT32_TO_BE ((guint32) MIN (value, G_MAXUINT32));

  return pwrite (edit->fd, &number, 4, offset) == 4;
}

static guint64
get_length (Edit *edit)
{
  return ((guint64) edit->frames * edit->timescale + (guint64) edit->rate / 2) /
         (guint64) edit->rate;
}

/* Our own muxer writes these boxes in their short form. */
static gboolean
edit_box (Edit *edit, guint32 type, gint64 start)
{
  guint8 data[16];

  if (pread (edit->fd, data, sizeof data, start) != sizeof data || data[0] != 0)
    return FALSE;
  switch (type) {
  case FOUR ('m', 'v', 'h', 'd'):
    edit->timescale = sa_be32 (data + 12);
    return edit->timescale > 0 && write_number (edit, start + 16, get_length (edit));
  case FOUR ('t', 'k', 'h', 'd'):
    return write_number (edit, start + 20, get_length (edit));
  default: /* the edit list */
    return sa_be32 (data + 4) == 1 && write_number (edit, start + 8, get_length (edit)) &&
           write_number (edit, start + 12, edit->delay);
  }
}

static gboolean
edit_boxes (Edit *edit, gint64 offset, gint64 end, int depth)
{
  while (end - offset >= 8) {
    guint8 head[16];
    guint32 type;
    guint64 size;
    gboolean ok = TRUE;

    if (pread (edit->fd, head, sizeof head, offset) < 8)
      return FALSE;
    size = sa_be32 (head);
    type = sa_be32 (head + 4);
    if (size == 1)
      size = sa_be64 (head + 8);
    if (size < 8 || size > (guint64) (end - offset))
      return FALSE;
    if (depth < MAX_DEPTH &&
        (type == FOUR ('m', 'o', 'o', 'v') || type == FOUR ('t', 'r', 'a', 'k') ||
         type == FOUR ('e', 'd', 't', 's')))
      ok = edit_boxes (edit, offset + 8, offset + (gint64) size, depth + 1);
    else if (type == FOUR ('m', 'v', 'h', 'd') || type == FOUR ('t', 'k', 'h', 'd') ||
             type == FOUR ('e', 'l', 's', 't'))
      ok = edit_box (edit, type, offset + 8);
    if (!ok)
      return FALSE;
    offset += (gint64) size;
  }
  return TRUE;
}

/**
 * sa_mp4_edit_trim:
 * @path: a file that mp4mux wrote, with one track
 * @delay: how many frames the encoder put in front of the sound
 * @frames: how many frames of sound were encoded
 * @rate: frames per second
 *
 * Makes the file's edit list leave out what the encoder added, so that exactly what was encoded is
 * played. Sets errno.
 */
gboolean
sa_mp4_edit_trim (const char *path, guint32 delay, gint64 frames, int rate)
{
  Edit edit = {
    .fd = open (path, O_RDWR | O_CLOEXEC), .delay = delay, .frames = frames, .rate = rate
  };
  gint64 size;
  gboolean ok;
  int errsv;

  if (edit.fd < 0)
    return FALSE;
  errno = EINVAL;
  size = lseek (edit.fd, 0, SEEK_END);
  ok = edit_boxes (&edit, 0, size, 0) && edit.timescale > 0;
  errsv = errno;
  close (edit.fd);
  errno = errsv;
  return ok;
}
