/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-mpeg-frame.h"

#include "sa-byte-window.h"

static gboolean
parse_adts (const guint8 *p, gsize length, SaMpegFrame *frame)
{
  static const int rates[16] = { 96000, 88200, 64000, 48000, 44100, 32000, 24000,
                                 22050, 16000, 12000, 11025, 8000,  7350 };

  if (length < 7)
    return FALSE;
  frame->layer = 4;
  frame->version = (p[1] >> 3) & 1;
  frame->rate = rates[(p[2] >> 2) & 0xf];
  frame->channels = (p[2] & 1) << 2 | p[3] >> 6;
  frame->size = (int) ((sa_be24 (p + 3) >> 5) & 0x1fff);
  frame->samples = 1024 * ((p[6] & 3) + 1);
  return frame->rate > 0 && frame->size > 7;
}

/**
 * sa_mpeg_frame_parse:
 * @p: at least the first 4 bytes, 7 for AAC
 *
 * Reads the head of a frame, by ISO/IEC 11172-3 and 13818-3, or of ADTS, by 13818-7.
 *
 * Returns: whether it is one
 */
gboolean
sa_mpeg_frame_parse (const guint8 *p, gsize length, SaMpegFrame *frame)
{
  static const int bitrates[2][3][16] = {
    { { 0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448 },
      { 0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384 },
      { 0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320 } },
    { { 0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256 },
      { 0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160 },
      { 0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160 } },
  };
  static const int rates[3] = { 44100, 48000, 32000 };
  int version_bits, bitrate, padding;

  if (length < 4 || p[0] != 0xff || (p[1] & 0xe0) != 0xe0)
    return FALSE;
  if ((p[1] & 0xf6) == 0xf0)
    return parse_adts (p, length, frame);
  version_bits = (p[1] >> 3) & 3;
  frame->layer = 4 - ((p[1] >> 1) & 3);
  if (version_bits == 1 || frame->layer == 4 || ((p[2] >> 2) & 3) == 3)
    return FALSE;
  frame->version = version_bits == 3 ? 1 : version_bits == 2 ? 2 : 3;
  frame->rate = rates[(p[2] >> 2) & 3] >> (frame->version - 1);
  frame->channels = (p[3] >> 6) == 3 ? 1 : 2;
  bitrate = 1000 * bitrates[frame->version != 1][frame->layer - 1][p[2] >> 4];
  padding = (p[2] >> 1) & 1;
  if (bitrate == 0)
    return FALSE; /* a free format, which hardly a decoder takes, or a bad one */
  frame->samples = frame->layer == 1 ? 384 : frame->layer == 3 && frame->version != 1 ? 576 : 1152;
  if (frame->layer == 1)
    frame->size = (12 * bitrate / frame->rate + padding) * 4;
  else
    frame->size = frame->samples / 8 * bitrate / frame->rate + padding;
  return frame->size > 4;
}
