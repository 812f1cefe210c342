/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "sa-media-sniff.h"

#define STREAMINFO_SIZE 34

gboolean
sa_sniff_flac (SaByteWindow *window, gint64 offset, SaMediaInfo *info)
{
  guint8 data[8 + STREAMINFO_SIZE];
  guint64 frames;

  if (!sa_byte_window_read (window, offset, data, sizeof data) || memcmp (data, "fLaC", 4) != 0)
    return FALSE;
  info->format = "flac";
  info->codec = "flac";
  info->audio_tracks = 1;
  info->is_whole = TRUE;
  info->sample_rate = (int) (sa_be24 (data + 18) >> 4);
  info->channels = ((data[20] >> 1) & 7) + 1;
  info->bit_depth = ((data[20] & 1) << 4 | data[21] >> 4) + 1;
  frames = (guint64) (data[21] & 0xf) << 32 | sa_be32 (data + 22);
  if (frames > 0 && info->sample_rate > 0)
    info->container_duration = (double) frames / info->sample_rate;
  info->needs_look = info->container_duration < 0;
  return TRUE;
}

/* A rate is an 80-bit floating-point number there; that it is a whole one is enough here. */
static int
read_extended (const guint8 *data)
{
  int exponent = (int) (sa_be16 (data) & 0x7fff) - 16383;

  return exponent >= 0 && exponent < 31 ? (int) (sa_be32 (data + 2) >> (31 - exponent)) : 0;
}

gboolean
sa_sniff_aiff (SaByteWindow *window, SaMediaInfo *info)
{
  guint8 data[26];
  gint64 offset = 12;

  if (!sa_byte_window_read (window, 0, data, 12) || memcmp (data, "FORM", 4) != 0 ||
      memcmp (data + 8, "AIF", 3) != 0)
    return FALSE;
  info->format = "aiff";
  info->needs_look = TRUE;
  for (int n = 0; n < 64 && sa_byte_window_read (window, offset, data, sizeof data); n++) {
    if (memcmp (data, "COMM", 4) == 0) {
      info->codec = "pcm";
      info->audio_tracks = 1;
      info->channels = (int) sa_be16 (data + 8);
      info->bit_depth = (int) sa_be16 (data + 14);
      info->sample_rate = read_extended (data + 16);
      if (info->sample_rate > 0 && info->channels > 0) {
        info->container_duration = (double) sa_be32 (data + 10) / info->sample_rate;
        info->needs_look = FALSE;
      }
      break;
    }
    offset += 8 + (gint64) sa_be32 (data + 4) + (data[7] & 1);
  }
  return TRUE;
}

/* The last page of an Ogg stream tells how long it is. */
static gint64
last_granule (SaByteWindow *window)
{
  g_autofree guint8 *data = g_malloc (65536);
  gint64 start = MAX (window->size - 65536, 0);
  gsize length = sa_byte_window_peek (window, start, data, 65536);

  for (gsize i = length >= 14 ? length - 14 : 0; i > 0; i--) {
    if (memcmp (data + i, "OggS", 4) == 0)
      return (gint64) ((guint64) sa_le32 (data + i + 10) << 32 | sa_le32 (data + i + 6));
  }
  return -1;
}

gboolean
sa_sniff_ogg (SaByteWindow *window, SaMediaInfo *info)
{
  guint8 data[128];
  gsize length = sa_byte_window_peek (window, 0, data, sizeof data), at;
  gint64 granule;
  int rate = 0;

  if (length < 60 || memcmp (data, "OggS", 4) != 0)
    return FALSE;
  info->format = "ogg";
  info->needs_look = TRUE;
  at = 27 + data[26];
  if (at + 20 > length)
    return TRUE;
  if (memcmp (data + at, "\x01vorbis", 7) == 0) {
    info->codec = "vorbis";
    info->channels = data[at + 11];
    info->sample_rate = rate = (int) MIN (sa_le32 (data + at + 12), G_MAXINT);
  } else if (memcmp (data + at, "OpusHead", 8) == 0) {
    info->format = info->codec = "opus";
    info->channels = data[at + 9];
    info->sample_rate = rate = 48000; /* the rate in its header is that of the source */
  } else if (memcmp (data + at,
                     "\x7f"
                     "FLAC",
                     5) == 0) {
    info->codec = "flac";
  }
  granule = rate > 0 ? last_granule (window) : -1;
  if (granule > 0 && info->channels > 0) {
    info->container_duration = (double) granule / rate;
    info->audio_tracks = 1;
    info->needs_look = FALSE;
  }
  return TRUE;
}

/* What only needs a name here; GStreamer tells the rest. */
gboolean
sa_sniff_signature (SaByteWindow *window, SaMediaInfo *info)
{
  static const struct {
    const char *format;
    const char *bytes;
    gsize length;
  } signatures[] = {
    { "matroska", "\x1a\x45\xdf\xa3", 4 },
    { "asf", "\x30\x26\xb2\x75\x8e\x66\xcf\x11", 8 },
    { "au", ".snd", 4 },
    { "caf", "caff", 4 },
    { "amr", "#!AMR", 5 },
    { "wavpack", "wvpk", 4 },
    { "ape", "MAC ", 4 },
    { "flv", "FLV\x01", 4 },
    { "mpeg", "\0\0\1\xba", 4 },
  };
  guint8 data[64];
  gsize length = sa_byte_window_peek (window, 0, data, sizeof data);

  for (gsize i = 0; i < G_N_ELEMENTS (signatures); i++) {
    if (length < signatures[i].length ||
        memcmp (data, signatures[i].bytes, signatures[i].length) != 0)
      continue;
    info->format = signatures[i].format;
    if (i == 0 && memmem (data, length, "webm", 4) != NULL)
      info->format = "webm";
    info->needs_look = TRUE;
    return TRUE;
  }
  return FALSE;
}
