/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "sa-media-sniff.h"

/* Far more than files have. Beyond, GStreamer's reader of such files, which calls itself for each
 * level, runs out of stack. */
#define MAX_BOXES 200000
#define MAX_DEPTH 16
#define FOUR(a, b, c, d) ((guint32) (a) << 24 | (guint32) (b) << 16 | (guint32) (c) << 8 | (d))

/* What ISO/IEC 14496-1 calls these payloads in an "esds" box. */
#define OBJECT_AAC 0x40
#define OBJECT_AAC_MPEG2_FIRST 0x66
#define OBJECT_AAC_MPEG2_LAST 0x68
#define OBJECT_MP3_MPEG2 0x69
#define OBJECT_MP3 0x6b

typedef struct {
  guint32 handler;
  const char *codec;
  guint32 timescale;
  guint64 length; /* by the track's header, in its time scale */
  guint64 timed; /* by its table of sample times, likewise */
  guint64 presented; /* by its edit list, in the movie's time scale */
  guint64 sample_bytes; /* by its table of sample sizes */
  guint64 last_chunk; /* where its last chunk begins in the file */
  guint32 rate;
  guint32 channels;
  guint32 depth;
} Track;

typedef struct {
  SaByteWindow *window;
  int boxes_left;
  gboolean has_moov;
  guint32 timescale;
  gboolean is_fragmented;
  gboolean is_cut_short;
  gboolean is_hostile;
  guint64 payload; /* bytes in all "mdat" boxes */
  int audio_tracks;
  int video_tracks;
  Track track; /* the one being read */
  Track audio; /* the first audio track */
} Movie;

typedef struct {
  guint32 type;
  gint64 start; /* of the content */
  gint64 end;
} Box;

/* A box that says it is larger than what holds it ends there, and is remembered as cut short. */
static gboolean
next_box (Movie *movie, gint64 offset, gint64 end, Box *box)
{
  guint8 head[16];
  guint64 size;

  if (end - offset < 8)
    return FALSE;
  if (movie->boxes_left-- <= 0) {
    movie->is_hostile = TRUE;
    return FALSE;
  }
  if (!sa_byte_window_read (movie->window, offset, head, 8))
    return FALSE;
  size = sa_be32 (head);
  box->type = sa_be32 (head + 4);
  box->start = offset + 8;
  if (size == 1) {
    if (!sa_byte_window_read (movie->window, offset + 8, head + 8, 8))
      return FALSE;
    size = sa_be64 (head + 8);
    box->start += 8;
  } else if (size == 0) {
    size = (guint64) (end - offset);
  }
  if (size < (guint64) (box->start - offset))
    return FALSE;
  if (size > (guint64) (end - offset)) {
    movie->is_cut_short = TRUE;
    size = (guint64) (end - offset);
  }
  box->end = offset + (gint64) size;
  return box->end >= box->start;
}

/* The lengths of descriptors are written in 7-bit groups. */
static gboolean
skip_descriptor_head (const guint8 *data, gsize length, gsize *at, guint8 tag)
{
  gsize i = *at;

  if (i >= length || data[i] != tag)
    return FALSE;
  i++;
  for (int n = 0; n < 4 && i < length; n++) {
    if ((data[i++] & 0x80) == 0)
      break;
  }
  *at = i;
  return i < length;
}

static void
read_audio_config (const guint8 *data, gsize length, Track *track)
{
  static const guint32 rates[] = { 96000, 88200, 64000, 48000, 44100, 32000, 24000,
                                   22050, 16000, 12000, 11025, 8000,  7350 };
  guint32 rate_index, channels;

  if (length < 2)
    return;
  rate_index = (sa_be16 (data) >> 7) & 0xf;
  channels = (data[1] >> 3) & 0xf;
  if (rate_index < G_N_ELEMENTS (rates))
    track->rate = rates[rate_index];
  if (channels > 0)
    track->channels = channels == 7 ? 8 : channels;
}

static void
read_esds (Movie *movie, const Box *box)
{
  guint8 data[128];
  gsize length = (gsize) MIN (box->end - box->start, (gint64) sizeof data), at = 4;
  guint8 object;

  length = sa_byte_window_peek (movie->window, box->start, data, length);
  if (!skip_descriptor_head (data, length, &at, 0x03) || at + 3 > length)
    return;
  at += 3 + (data[at + 2] & 0x80 ? 2 : 0);
  if (!skip_descriptor_head (data, length, &at, 0x04) || at + 13 > length)
    return;
  object = data[at];
  if (object == OBJECT_AAC || (object >= OBJECT_AAC_MPEG2_FIRST && object <= OBJECT_AAC_MPEG2_LAST))
    movie->track.codec = "aac";
  else if (object == OBJECT_MP3 || object == OBJECT_MP3_MPEG2)
    movie->track.codec = "mp3";
  at += 13;
  if (object == OBJECT_AAC && skip_descriptor_head (data, length, &at, 0x05))
    read_audio_config (data + at, length - at, &movie->track);
}

/* The "magic cookie" tells more than the entry, whose rate ends at 65535. */
static void
read_alac (Movie *movie, gint64 offset)
{
  guint8 data[36];

  movie->track.codec = "alac";
  if (!sa_byte_window_read (movie->window, offset, data, sizeof data) ||
      sa_be32 (data + 4) != FOUR ('a', 'l', 'a', 'c'))
    return;
  movie->track.depth = data[17];
  movie->track.channels = data[21];
  movie->track.rate = sa_be32 (data + 32);
}

/* QuickTime wraps the description once more. */
static void
read_entry_boxes (Movie *movie, gint64 offset, gint64 end, int depth)
{
  Box box;

  if (depth > MAX_DEPTH) {
    movie->is_hostile = TRUE;
    return;
  }
  while (!movie->is_hostile && next_box (movie, offset, end, &box)) {
    if (box.type == FOUR ('e', 's', 'd', 's'))
      read_esds (movie, &box);
    else if (box.type == FOUR ('w', 'a', 'v', 'e'))
      read_entry_boxes (movie, box.start, box.end, depth + 1);
    offset = box.end;
  }
}

static void
read_sample_entry (Movie *movie, gint64 start, gint64 end)
{
  Box entry;
  guint8 data[28];
  gint64 offset;

  if (!next_box (movie, start, end, &entry) ||
      !sa_byte_window_read (movie->window, entry.start, data, sizeof data))
    return;
  movie->track.channels = sa_be16 (data + 16);
  movie->track.rate = sa_be32 (data + 24) >> 16;
  movie->track.codec = "other";
  if (entry.type == FOUR ('a', 'l', 'a', 'c'))
    read_alac (movie, entry.start + 28);
  if (entry.type != FOUR ('m', 'p', '4', 'a'))
    return;
  /* QuickTime's later versions of the entry are longer. */
  offset = entry.start + 28 + (sa_be16 (data + 8) == 1 ? 16 : sa_be16 (data + 8) == 2 ? 36 : 0);
  read_entry_boxes (movie, offset, entry.end, 0);
}

static void
read_times (Movie *movie, const Box *box)
{
  guint8 data[8];
  guint32 count;

  if (!sa_byte_window_read (movie->window, box->start, data, 8))
    return;
  count = sa_be32 (data + 4);
  for (guint32 i = 0; i < count && box->start + 8 + (gint64) i * 8 + 8 <= box->end; i++) {
    if (!sa_byte_window_read (movie->window, box->start + 8 + (gint64) i * 8, data, 8))
      return;
    movie->track.timed += (guint64) sa_be32 (data) * sa_be32 (data + 4);
  }
}

static void
read_sizes (Movie *movie, const Box *box)
{
  guint8 data[4096];
  guint64 count, done = 0;

  if (!sa_byte_window_read (movie->window, box->start, data, 12))
    return;
  count = sa_be32 (data + 8);
  if (sa_be32 (data + 4) != 0) {
    movie->track.sample_bytes = count * sa_be32 (data + 4);
    return;
  }
  while (done < count) {
    gint64 offset = box->start + 12 + (gint64) done * 4;
    gsize n = (gsize) MIN (MIN ((count - done) * 4, sizeof data), (guint64) (box->end - offset));

    n = sa_byte_window_peek (movie->window, offset, data, n) / 4;
    if (n == 0) {
      movie->is_cut_short = TRUE; /* a table that does not hold what it announces */
      return;
    }
    for (gsize i = 0; i < n; i++)
      movie->track.sample_bytes += sa_be32 (data + 4 * i);
    done += n;
  }
}

static void
read_chunk_offsets (Movie *movie, const Box *box, gsize width)
{
  guint8 data[8];
  guint32 count;
  gint64 last;

  if (!sa_byte_window_read (movie->window, box->start, data, 8))
    return;
  count = sa_be32 (data + 4);
  if (count == 0)
    return;
  last = box->start + 8 + (gint64) (count - 1) * (gint64) width;
  if (last + (gint64) width > box->end || !sa_byte_window_read (movie->window, last, data, width)) {
    movie->is_cut_short = TRUE;
    return;
  }
  movie->track.last_chunk = width == 8 ? sa_be64 (data) : sa_be32 (data);
}

static void
read_media_header (Movie *movie, const Box *box)
{
  guint8 data[32];
  gboolean is_long;

  if (!sa_byte_window_read (movie->window, box->start, data, 20))
    return;
  is_long = data[0] == 1;
  if (is_long && !sa_byte_window_read (movie->window, box->start, data, 32))
    return;
  movie->track.timescale = sa_be32 (data + (is_long ? 20 : 12));
  movie->track.length = is_long ? sa_be64 (data + 24) : sa_be32 (data + 16);
}

static void
read_movie_header (Movie *movie, const Box *box)
{
  guint8 data[24];

  if (sa_byte_window_read (movie->window, box->start, data, sizeof data))
    movie->timescale = sa_be32 (data + (data[0] == 1 ? 20 : 12));
}

/* An edit list leaves out what the codec added at both ends. */
static void
read_edits (Movie *movie, const Box *box)
{
  guint8 data[20];
  gsize width;
  gint64 offset = box->start + 8;
  guint32 count;

  if (!sa_byte_window_read (movie->window, box->start, data, 8))
    return;
  width = data[0] == 1 ? 20 : 12;
  count = MIN (sa_be32 (data + 4), 64);
  for (; count > 0 && offset + (gint64) width <= box->end; count--, offset += (gint64) width) {
    if (!sa_byte_window_read (movie->window, offset, data, width))
      return;
    movie->track.presented += width == 20 ? sa_be64 (data) : sa_be32 (data);
  }
}

static void
finish_track (Movie *movie)
{
  if (movie->track.handler == FOUR ('v', 'i', 'd', 'e'))
    movie->video_tracks++;
  if (movie->track.handler != FOUR ('s', 'o', 'u', 'n'))
    return;
  if (movie->audio_tracks++ == 0)
    movie->audio = movie->track;
}

static void
read_boxes (Movie *movie, gint64 offset, gint64 end, int depth)
{
  Box box;
  guint8 data[16];

  if (depth > MAX_DEPTH) {
    movie->is_hostile = TRUE;
    return;
  }
  while (!movie->is_hostile && next_box (movie, offset, end, &box)) {
    switch (box.type) {
    case FOUR ('m', 'o', 'o', 'v'):
      movie->has_moov = TRUE;
      read_boxes (movie, box.start, box.end, depth + 1);
      break;
    case FOUR ('t', 'r', 'a', 'k'):
      movie->track = (Track){ 0 };
      read_boxes (movie, box.start, box.end, depth + 1);
      finish_track (movie);
      break;
    case FOUR ('m', 'd', 'i', 'a'):
    case FOUR ('m', 'i', 'n', 'f'):
    case FOUR ('s', 't', 'b', 'l'):
      read_boxes (movie, box.start, box.end, depth + 1);
      break;
    case FOUR ('m', 'v', 'e', 'x'):
    case FOUR ('m', 'o', 'o', 'f'):
      movie->is_fragmented = TRUE;
      read_boxes (movie, box.start, box.end, depth + 1);
      break;
    case FOUR ('e', 'd', 't', 's'):
    case FOUR ('u', 'd', 't', 'a'):
    case FOUR ('d', 'i', 'n', 'f'):
    case FOUR ('t', 'r', 'a', 'f'):
    case FOUR ('c', 'm', 'o', 'v'):
    case FOUR ('t', 'r', 'e', 'f'):
    case FOUR ('s', 'i', 'n', 'f'):
    case FOUR ('s', 'c', 'h', 'i'):
    case FOUR ('g', 'm', 'h', 'd'):
    case FOUR ('i', 'l', 's', 't'):
    case FOUR ('w', 'a', 'v', 'e'):
      /* Nothing is wanted of these, but that they do not go on for ever. */
      read_boxes (movie, box.start, box.end, depth + 1);
      break;
    case FOUR ('m', 'e', 't', 'a'):
      read_boxes (movie, box.start + 4, box.end, depth + 1);
      break;
    case FOUR ('m', 'd', 'a', 't'):
      movie->payload += (guint64) (box.end - box.start);
      break;
    case FOUR ('m', 'v', 'h', 'd'):
      read_movie_header (movie, &box);
      break;
    case FOUR ('e', 'l', 's', 't'):
      read_edits (movie, &box);
      break;
    case FOUR ('m', 'd', 'h', 'd'):
      read_media_header (movie, &box);
      break;
    case FOUR ('h', 'd', 'l', 'r'):
      /* "minf" may hold another handler box, which says nothing about the track. */
      if (movie->track.handler == 0 && sa_byte_window_read (movie->window, box.start, data, 12))
        movie->track.handler = sa_be32 (data + 8);
      break;
    case FOUR ('s', 't', 's', 'd'):
      if (movie->track.handler == FOUR ('s', 'o', 'u', 'n'))
        read_sample_entry (movie, box.start + 8, box.end);
      break;
    case FOUR ('s', 't', 't', 's'):
      read_times (movie, &box);
      break;
    case FOUR ('s', 't', 's', 'z'):
      read_sizes (movie, &box);
      break;
    case FOUR ('s', 't', 'c', 'o'):
      read_chunk_offsets (movie, &box, 4);
      break;
    case FOUR ('c', 'o', '6', '4'):
      read_chunk_offsets (movie, &box, 8);
      break;
    default:
      break;
    }
    offset = box.end;
  }
}

/* Whole: every box ends within the file, and its tables speak of bytes that are there. */
static gboolean
is_whole (const Movie *movie)
{
  const Track *track = &movie->audio;
  guint64 slack = track->timescale / 10;

  return movie->has_moov && !movie->is_fragmented && !movie->is_cut_short && !movie->is_hostile &&
         movie->window->budget > 0 && track->timescale > 0 && track->sample_bytes > 0 &&
         track->sample_bytes <= movie->payload && track->last_chunk > 0 &&
         track->last_chunk < (guint64) movie->window->size &&
         track->timed + slack >= track->length && track->length + slack >= track->timed;
}

gboolean
sa_sniff_mp4 (SaByteWindow *window, SaMediaInfo *info)
{
  Movie movie = { .window = window, .boxes_left = MAX_BOXES };
  guint8 head[12];
  gboolean is_quicktime;

  if (!sa_byte_window_read (window, 0, head, sizeof head))
    return FALSE;
  switch (sa_be32 (head + 4)) {
  case FOUR ('f', 't', 'y', 'p'):
    is_quicktime = memcmp (head + 8, "qt  ", 4) == 0;
    break;
  case FOUR ('m', 'o', 'o', 'v'):
  case FOUR ('m', 'd', 'a', 't'):
  case FOUR ('w', 'i', 'd', 'e'):
    is_quicktime = TRUE;
    break;
  default:
    return FALSE;
  }

  read_boxes (&movie, 0, window->size, 0);
  /* GStreamer would look for the missing rest of its tables for long. */
  info->is_damaged =
    movie.is_hostile || !movie.has_moov || (movie.audio_tracks == 0 && movie.is_cut_short);
  info->has_video = movie.video_tracks > 0;
  info->audio_tracks = movie.audio_tracks;
  info->format = is_quicktime ? "mov" : "mp4";
  if (!is_quicktime && movie.audio_tracks > 0 && !info->has_video)
    info->format = "m4a";
  info->codec = movie.audio.codec;
  info->sample_rate = (int) MIN (movie.audio.rate, G_MAXINT);
  info->channels = (int) movie.audio.channels;
  info->bit_depth = (int) movie.audio.depth;
  info->is_whole = is_whole (&movie);
  if (movie.audio.timescale > 0 && movie.audio.timed > 0)
    info->container_duration = (double) movie.audio.timed / movie.audio.timescale;
  if (movie.timescale > 0 && movie.audio.presented > 0)
    info->trimmed_duration = (double) movie.audio.presented / movie.timescale;
  /* More than a codec's delay left out: somebody trimmed it by its edit list, as phones do. */
  if (info->trimmed_duration > 0 &&
      info->container_duration - info->trimmed_duration > SA_MAX_SURPLUS_SECONDS)
    info->container_duration = info->trimmed_duration;
  info->needs_look = movie.audio_tracks > 0 && (info->sample_rate == 0 || info->channels == 0 ||
                                                info->container_duration < 0);
  return TRUE;
}
