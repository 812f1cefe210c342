/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "sa-media-sniff.h"

#define TAG_PCM 0x0001
#define TAG_FLOAT 0x0003
#define TAG_ALAW 0x0006
#define TAG_MULAW 0x0007
#define TAG_MP3 0x0055
#define TAG_EXTENSIBLE 0xfffe
#define MAX_CHUNKS 1024

/* The last 14 bytes of the GUID of every format that also has a tag. */
static const guint8 guid_tail[14] = { 0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x80,
                                      0x00, 0x00, 0xaa, 0x00, 0x38, 0x9b, 0x71 };

typedef struct {
  guint32 tag;
  guint32 channels;
  guint32 rate;
  guint32 block_align;
  guint32 bits;
  gboolean seen;
} Format;

static void
read_format (SaByteWindow *window, gint64 offset, guint32 size, Format *format)
{
  guint8 data[40];
  gsize length = MIN (size, sizeof data);

  if (length < 16 || !sa_byte_window_read (window, offset, data, length))
    return;
  format->tag = sa_le16 (data);
  format->channels = sa_le16 (data + 2);
  format->rate = sa_le32 (data + 4);
  format->block_align = sa_le16 (data + 12);
  format->bits = sa_le16 (data + 14);
  format->seen = TRUE;
  if (format->tag == TAG_EXTENSIBLE && length == 40 && memcmp (data + 26, guid_tail, 14) == 0)
    format->tag = sa_le16 (data + 24);
}

static void
apply_format (const Format *format, SaMediaInfo *info)
{
  info->channels = (int) format->channels;
  info->sample_rate = (int) MIN (format->rate, G_MAXINT);
  info->audio_tracks = 1;
  switch (format->tag) {
  case TAG_PCM:
    info->codec = "pcm";
    info->bit_depth = (int) format->bits;
    break;
  case TAG_FLOAT:
    info->codec = "pcm";
    info->bit_depth = (int) format->bits;
    info->is_float = TRUE;
    break;
  case TAG_ALAW:
    info->codec = "alaw";
    break;
  case TAG_MULAW:
    info->codec = "mulaw";
    break;
  case TAG_MP3:
    info->codec = "mp3";
    break;
  default:
    info->codec = "other";
  }
  info->is_pcm = format->tag == TAG_PCM && format->channels > 0 && format->rate > 0 &&
                 format->bits % 8 == 0 && format->bits >= 8 && format->bits <= 32 &&
                 format->block_align == format->channels * format->bits / 8;
}

/* Where the sound begins, or -1, and how long it claims to be. */
static gint64
find_data (SaByteWindow *window, Format *format, gint64 *data_size)
{
  gint64 offset = 12;
  guint8 head[8];

  for (int n = 0; n < MAX_CHUNKS; n++) {
    guint32 size;

    if (!sa_byte_window_read (window, offset, head, 8))
      break;
    size = sa_le32 (head + 4);
    offset += 8;
    if (memcmp (head, "fmt ", 4) == 0 && !format->seen)
      read_format (window, offset, size, format);
    if (memcmp (head, "data", 4) == 0) {
      *data_size = size;
      return offset;
    }
    offset += (gint64) size + (size & 1);
  }

  return -1;
}

static void
read_wave (SaByteWindow *window, guint32 riff_size, SaMediaInfo *info)
{
  Format format = { 0 };
  gint64 data_size = 0;
  gint64 data_start = find_data (window, &format, &data_size);

  if (!format.seen)
    return;

  apply_format (&format, info);
  if (data_start < 0)
    return;
  /* 0 and 0xffffffff are what a recorder leaves that was killed or wrote into a pipe. All ends
   * within the file, the data within the whole. */
  info->is_whole = data_size > 0 && format.block_align > 0 && data_size % format.block_align == 0 &&
                   (gint64) riff_size + 8 <= window->size &&
                   (gint64) riff_size + 8 >= data_start + data_size;
  if (data_size == 0 || data_start + data_size > window->size)
    data_size = window->size - data_start;
  if (format.block_align > 0 && format.rate > 0 && g_str_equal (info->codec, "pcm"))
    info->container_duration = (double) (data_size / format.block_align) / format.rate;
}

gboolean
sa_sniff_riff (SaByteWindow *window, SaMediaInfo *info)
{
  static const guint8 w64[16] = { 'r',  'i',  'f',  'f',  0x2e, 0x91, 0xcf, 0x11,
                                  0xa5, 0xd6, 0x28, 0xdb, 0x04, 0xc1, 0x00, 0x00 };
  guint8 head[16];

  if (!sa_byte_window_read (window, 0, head, 16))
    return FALSE;
  if (memcmp (head, w64, sizeof w64) == 0) {
    info->format = "w64";
    info->needs_look = TRUE;
    return TRUE;
  }
  if (memcmp (head, "RF64", 4) == 0 || memcmp (head, "BW64", 4) == 0) {
    info->format = "rf64";
    read_wave (window, 0, info);
    info->needs_look = info->channels == 0 || info->container_duration < 0;
    return TRUE;
  }
  if (memcmp (head, "RIFF", 4) != 0)
    return FALSE;
  if (memcmp (head + 8, "WAVE", 4) == 0) {
    info->format = "wav";
    read_wave (window, sa_le32 (head + 4), info);
    info->needs_look = info->channels == 0 || info->container_duration < 0;
    return TRUE;
  }
  if (memcmp (head + 8, "AVI ", 4) != 0)
    return FALSE;
  info->format = "avi";
  info->needs_look = TRUE;
  return TRUE;
}

/**
 * sa_sniff_riff_is_padded:
 * @window: any file
 *
 * Returns: whether it is a WAV file that ends in the byte which makes an odd number of them even
 */
gboolean
sa_sniff_riff_is_padded (SaByteWindow *window)
{
  Format format = { 0 };
  gint64 data_size = 0;
  gint64 data_start;
  guint8 head[12];

  if (!sa_byte_window_read (window, 0, head, sizeof head) || memcmp (head, "RIFF", 4) != 0 ||
      memcmp (head + 8, "WAVE", 4) != 0)
    return FALSE;

  data_start = find_data (window, &format, &data_size);
  return data_start > 0 && data_size % 2 == 1 && data_start + data_size + 1 == window->size;
}
