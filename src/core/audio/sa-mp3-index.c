/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-mp3-index.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "sa-byte-window.h"
#include "sa-mpeg-frame.h"

/* The frame in front of an mp3 that carries no sound but tells its length, where its hundredths
 * are, and what the encoder added at both ends: "Xing", with LAME's addition. With it, a file with
 * a varying bit rate has a length, and a player plays exactly what was encoded. */

#define XING_BYTES 120
#define LAME_BYTES 36
#define ENCODER_DELAY 576 /* of LAME, whatever its settings */
#define MAX_PADDING 4095
#define METHOD_VBR 4
#define MODE_MONO 3
#define BUFFER_BYTES (64 * 1024)

typedef struct {
  int fd;
  gint64 index_bytes;
  GArray *offsets; /* of the frames, in the file */
  int samples; /* in a frame */
  guint16 crc; /* of all sound */
  gint64 size;
} Stream;

static guint16
add_to_crc (guint16 crc, const guint8 *data, gsize length)
{
  for (gsize i = 0; i < length; i++) {
    crc ^= data[i];
    for (int bit = 0; bit < 8; bit++)
      crc = crc & 1 ? (guint16) (crc >> 1 ^ 0xa001) : (guint16) (crc >> 1);
  }
  return crc;
}

static gsize
get_side_bytes (const SaMpegFrame *frame)
{
  if (frame->version == 1)
    return frame->channels == 1 ? 17 : 32;
  return frame->channels == 1 ? 9 : 17;
}

/* The head of the smallest frame that has room for the index. */
static gboolean
make_head (int rate, int channels, guint8 head[4], SaMpegFrame *frame)
{
  static const int rates[] = { 44100, 48000, 32000 };

  for (guint version = 1; version <= 3; version++) {
    for (guint i = 0; i < G_N_ELEMENTS (rates); i++) {
      if (rates[i] >> (version - 1) != rate)
        continue;
      for (guint bitrate = 1; bitrate < 15; bitrate++) {
        head[0] = 0xff;
        head[1] = (guint8) (version == 1 ? 0xfb : version == 2 ? 0xf3 : 0xe3);
        head[2] = (guint8) (bitrate << 4 | i << 2);
        head[3] = channels == 1 ? MODE_MONO << 6 : 0;
        if (sa_mpeg_frame_parse (head, 4, frame) &&
            (gsize) frame->size >= 4 + get_side_bytes (frame) + XING_BYTES + LAME_BYTES)
          return TRUE;
      }
    }
  }
  return FALSE;
}

/**
 * sa_mp3_index_reserve:
 * @path: the file to be; what is there is overwritten
 *
 * Writes an empty index, behind which the encoder then writes. Sets errno.
 */
gboolean
sa_mp3_index_reserve (const char *path, int rate, int channels)
{
  g_autofree guint8 *data = NULL;
  SaMpegFrame frame;
  guint8 head[4];
  gssize n;
  int fd, errsv;

  if (!make_head (rate, channels, head, &frame)) {
    errno = EINVAL;
    return FALSE;
  }
  data = g_malloc0 ((gsize) frame.size);
  memcpy (data, head, sizeof head);
  fd = open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd < 0)
    return FALSE;
  n = write (fd, data, (gsize) frame.size);
  errsv = n < 0 ? errno : ENOSPC;
  close (fd);
  errno = errsv;
  return n == frame.size;
}

/* Where the frames are, and the checksum of it all. */
static gboolean
scan (Stream *stream)
{
  g_autofree guint8 *data = g_malloc (BUFFER_BYTES);
  gint64 base = stream->index_bytes, next = stream->index_bytes;
  gssize length;

  while ((length = pread (stream->fd, data, BUFFER_BYTES, base)) > 0) {
    gint64 end = base + length;

    /* A head that the block's end cuts off is read with the next block. */
    while (next + 4 <= end) {
      SaMpegFrame frame;

      if (!sa_mpeg_frame_parse (data + (next - base), (gsize) (end - next), &frame)) {
        errno = EINVAL;
        return FALSE;
      }
      stream->samples = frame.samples;
      g_array_append_val (stream->offsets, next);
      next += frame.size;
    }
    if (next < end)
      end = next;
    if (end == base)
      break;
    stream->crc = add_to_crc (stream->crc, data, (gsize) (end - base));
    base = end;
  }
  stream->size = base;
  return length >= 0;
}

static void
put_be (guint8 *p, guint32 value, int bytes)
{
  for (int i = bytes - 1; i >= 0; i--, value >>= 8)
    p[i] = value & 0xff;
}

static void
fill_xing (guint8 *p, Stream *stream)
{
  memcpy (p, "Xing", 4);
  put_be (p + 4, 0xf, 4);
  put_be (p + 8, stream->offsets->len, 4);
  put_be (p + 12, (guint32) MIN (stream->size, G_MAXUINT32), 4);
  for (guint i = 0; i < 100; i++) {
    guint at = (guint) ((guint64) stream->offsets->len * i / 100);
    gint64 offset = g_array_index (stream->offsets, gint64, at);

    p[16 + i] = (guint8) (offset * 256 / stream->size);
  }
  put_be (p + 116, 80, 4); /* quality, of 100 */
}

static void
fill_lame (guint8 *p, Stream *stream, gint64 frames)
{
  gint64 padding = (gint64) stream->offsets->len * stream->samples - ENCODER_DELAY - frames;

  memcpy (p, "LAME3.100", 9);
  p[9] = METHOD_VBR;
  put_be (p + 21, (guint32) (ENCODER_DELAY << 12 | CLAMP (padding, 0, MAX_PADDING)), 3);
  put_be (p + 28, (guint32) MIN (stream->size, G_MAXUINT32), 4);
  put_be (p + 32, stream->crc, 2);
}

static gboolean
write_index (Stream *stream, gint64 frames)
{
  g_autofree guint8 *data = g_malloc0 ((gsize) stream->index_bytes);
  SaMpegFrame frame;
  guint8 *xing, *lame;

  if (stream->offsets->len == 0 || pread (stream->fd, data, 4, 0) != 4 ||
      !sa_mpeg_frame_parse (data, 4, &frame)) {
    errno = EINVAL;
    return FALSE;
  }
  xing = data + 4 + get_side_bytes (&frame);
  lame = xing + XING_BYTES;
  fill_xing (xing, stream);
  fill_lame (lame, stream, frames);
  put_be (lame + 34, add_to_crc (0, data, (gsize) (lame + 34 - data)), 2);
  return pwrite (stream->fd, data, (gsize) stream->index_bytes, 0) == stream->index_bytes;
}

/**
 * sa_mp3_index_write:
 * @path: a complete file that began with sa_mp3_index_reserve()
 * @frames: how many frames of sound were encoded
 *
 * Fills in the index. Sets errno.
 */
gboolean
sa_mp3_index_write (const char *path, gint64 frames)
{
  Stream stream = { .fd = open (path, O_RDWR | O_CLOEXEC) };
  SaMpegFrame frame;
  guint8 head[4];
  gboolean ok;
  int errsv;

  if (stream.fd < 0)
    return FALSE;
  stream.offsets = g_array_new (FALSE, FALSE, sizeof (gint64));
  ok = pread (stream.fd, head, 4, 0) == 4 && sa_mpeg_frame_parse (head, 4, &frame);
  if (ok) {
    stream.index_bytes = frame.size;
    ok = scan (&stream) && write_index (&stream, frames);
  }
  errsv = errno;
  g_array_unref (stream.offsets);
  close (stream.fd);
  errno = errsv;
  return ok;
}
