/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "rules/sa-limits.h"
#include "sa-media-sniff.h"
#include "sa-mpeg-frame.h"

#define MAX_ID3_TAGS 8
#define FRAMES_TO_BELIEVE 4
/* A file that was cut out of a stream begins within a frame: none is longer than this. */
#define MAX_JUNK 4096
#define WALK_BUFFER 65536

static gboolean
is_same_stream (const SaMpegFrame *a, const SaMpegFrame *b)
{
  return a->layer == b->layer && a->version == b->version && a->rate == b->rate;
}

/* One frame's head may be chance; several in a row, each where the last one ends, are not. */
static gboolean
is_stream (SaByteWindow *window, gint64 offset, SaMpegFrame *first)
{
  guint8 head[8];
  SaMpegFrame frame;

  for (int n = 0; n < FRAMES_TO_BELIEVE; n++) {
    gsize length = sa_byte_window_peek (window, offset, head, sizeof head);

    if (n > 1 && (length == 0 || memcmp (head, "TAG", MIN (length, 3)) == 0))
      return TRUE; /* a very short file, with its tag at the end */
    if (!sa_mpeg_frame_parse (head, length, &frame) || (n > 0 && !is_same_stream (first, &frame)))
      return FALSE;
    if (n == 0)
      *first = frame;
    offset += frame.size;
  }
  return TRUE;
}

/* Tags may hold a picture of any size: they are skipped by what they say of themselves. */
static gint64
skip_id3 (SaByteWindow *window)
{
  gint64 offset = 0;
  guint8 head[10];

  for (int n = 0; n < MAX_ID3_TAGS; n++) {
    if (!sa_byte_window_read (window, offset, head, sizeof head) || memcmp (head, "ID3", 3) != 0 ||
        ((head[6] | head[7] | head[8] | head[9]) & 0x80) != 0)
      break;
    offset += 10 + ((gint64) head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]);
    if (head[5] & 0x10)
      offset += 10;
  }
  return offset;
}

/* Finds the first frame at @offset or a little behind it; says whether only zeros were between. */
static gboolean
find_stream (SaByteWindow *window, gint64 *offset, SaMpegFrame *first, gboolean *is_clean)
{
  guint8 data[MAX_JUNK];
  gsize length = sa_byte_window_peek (window, *offset, data, sizeof data);

  *is_clean = TRUE;
  for (gsize i = 0; i + 4 <= length; i++) {
    SaMpegFrame frame;

    if (sa_mpeg_frame_parse (data + i, length - i, &frame) &&
        is_stream (window, *offset + (gint64) i, first)) {
      *offset += (gint64) i;
      return TRUE;
    }
    if (data[i] != 0)
      *is_clean = FALSE;
  }
  return FALSE;
}

/* What the frame tells that carries an index instead of sound; 0 for what it does not tell. */
typedef struct {
  guint32 frames;
  guint32 surplus; /* samples that the encoder added at both ends */
} Index;

static gboolean
read_index (SaByteWindow *window, gint64 offset, const SaMpegFrame *frame, Index *index)
{
  guint8 data[192];
  gsize side =
    4 + (frame->version == 1 ? (frame->channels == 1 ? 17 : 32) : (frame->channels == 1 ? 9 : 17));

  *index = (Index){ 0 };
  if (frame->layer != 3 || !sa_byte_window_read (window, offset, data, sizeof data))
    return FALSE;
  if (memcmp (data + side, "Xing", 4) == 0 || memcmp (data + side, "Info", 4) == 0) {
    const guint8 *lame = data + side + 120;

    if (data[side + 7] & 1)
      index->frames = sa_be32 (data + side + 8);
    /* Behind all four optional fields stands what LAME added, and libavformat too. */
    if ((data[side + 7] & 0xf) == 0xf &&
        (memcmp (lame, "LAME", 4) == 0 || memcmp (lame, "Lavf", 4) == 0 ||
         memcmp (lame, "Lavc", 4) == 0))
      index->surplus = (sa_be24 (lame + 21) >> 12) + (sa_be24 (lame + 21) & 0xfff);
    return TRUE;
  }
  if (memcmp (data + 36, "VBRI", 4) != 0)
    return FALSE;
  index->frames = sa_be32 (data + 36 + 14);
  return TRUE;
}

/* Counts the samples of all frames from @offset on. */
static gint64
walk (SaByteWindow *window, gint64 offset, const SaMpegFrame *first)
{
  g_autofree guint8 *data = g_malloc (WALK_BUFFER);
  gint64 base = offset, samples = 0;
  gsize length = 0;

  for (;;) {
    SaMpegFrame frame;
    gsize at = (gsize) (offset - base);

    if (at + 8 > length) {
      base = offset;
      at = 0;
      length = sa_byte_window_peek (window, base, data, WALK_BUFFER);
      if (length < 4)
        return samples;
    }
    if (sa_mpeg_frame_parse (data + at, length - at, &frame) && is_same_stream (first, &frame)) {
      if (offset + frame.size > window->size)
        return samples; /* the last frame was cut off: no decoder makes sound of it */
      samples += frame.samples;
      offset += frame.size;
    } else {
      offset++;
    }
  }
}

static void
measure (SaByteWindow *window, gint64 offset, const SaMpegFrame *first, SaMediaInfo *info)
{
  SaMpegFrame frame = *first;
  Index index;
  gint64 samples = 0;
  guint8 head[8];

  if (read_index (window, offset, first, &index))
    offset += first->size;
  /* What might be sent as it is gets counted: an index can lie, a bit rate can vary. */
  if (window->size <= SA_UPLOAD_MAX_BYTES && window->budget >= window->size)
    samples = walk (window, offset, first);
  else if (index.frames > 0)
    samples = (gint64) index.frames * first->samples;
  else if (sa_byte_window_read (window, offset, head, sizeof head) &&
           sa_mpeg_frame_parse (head, sizeof head, &frame))
    samples = (window->size - offset) / frame.size * frame.samples;

  info->container_duration = (double) samples / first->rate;
  if (index.surplus > 0 && samples > index.surplus)
    info->trimmed_duration = (double) (samples - index.surplus) / first->rate;
}

gboolean
sa_sniff_mpeg (SaByteWindow *window, SaMediaInfo *info)
{
  static const char *formats[] = { "mp1", "mp2", "mp3", "aac" };
  gint64 offset = skip_id3 (window);
  gboolean is_clean;
  SaMpegFrame first;

  if (offset > 0 && sa_sniff_flac (window, offset, info))
    return TRUE;
  if (!find_stream (window, &offset, &first, &is_clean))
    return FALSE;

  info->format = formats[first.layer - 1];
  info->codec = info->format;
  info->audio_tracks = 1;
  info->sample_rate = first.rate;
  info->channels = first.channels == 7 ? 8 : first.channels;
  info->is_whole = is_clean;
  info->needs_look = first.layer == 4;
  measure (window, offset, &first, info);
  return TRUE;
}
