/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-sample-format.h"

#include <math.h>
#include <string.h>

/**
 * sa_sample_format_get_bytes:
 *
 * Returns: how many bytes a sample takes
 */
int
sa_sample_format_get_bytes (SaSampleFormat format)
{
  return format == SA_SAMPLE_FORMAT_S16 ? 2 : format == SA_SAMPLE_FORMAT_S24 ? 3 : 4;
}

/**
 * sa_sample_format_get_gst_name:
 *
 * Returns: what GStreamer's caps call it
 */
const char *
sa_sample_format_get_gst_name (SaSampleFormat format)
{
  static const char *names[] = { "S16LE", "S24LE", "S32LE", "F32LE" };

  return names[format];
}

/* Nearest whole number; what is too loud, or not a number at all, ends at the bounds. */
static inline gint32
quantize (double value, double scale)
{
  value *= scale;
  if (!(value < scale - 1))
    return isnan (value) ? 0 : (gint32) (scale - 1);
  return value <= -scale ? (gint32) -scale : (gint32) lrint (value);
}

static inline void
pack_s16 (const float *samples, gsize n, guint8 *out)
{
  for (gsize i = 0; i < n; i++) {
    float value = samples[i] * 32768.0f;
    gint16 sample;

    value = value < 32767.0f ? value : isnan (value) ? 0.0f : 32767.0f;
    value = value > -32768.0f ? value : -32768.0f;
    sample = GINT16_TO_LE ((gint16) lrintf (value));
    memcpy (out + 2 * i, &sample, 2);
  }
}

static void
pack_s24 (const float *samples, gsize n, guint8 *out)
{
  for (gsize i = 0; i < n; i++) {
    guint32 sample = (guint32) quantize (samples[i], 8388608.0);

    out[3 * i] = sample & 0xff;
    out[3 * i + 1] = (sample >> 8) & 0xff;
    out[3 * i + 2] = (sample >> 16) & 0xff;
  }
}

static void
pack_s32 (const float *samples, gsize n, guint8 *out)
{
  for (gsize i = 0; i < n; i++) {
    gint32 sample = GINT32_TO_LE (quantize (samples[i], 2147483648.0));

    memcpy (out + 4 * i, &sample, 4);
  }
}

/**
 * sa_sample_format_pack:
 * @samples: @n samples, full scale at ±1
 * @out: room for them in @format
 *
 * Rounds to the nearest value, so that what was decoded from 16 or 24 bits comes out as it was;
 * what exceeds full scale is clipped.
 */
void
sa_sample_format_pack (SaSampleFormat format, const float *samples, gsize n, guint8 *out)
{
  switch (format) {
  case SA_SAMPLE_FORMAT_S16:
    pack_s16 (samples, n, out);
    break;
  case SA_SAMPLE_FORMAT_S24:
    pack_s24 (samples, n, out);
    break;
  case SA_SAMPLE_FORMAT_S32:
    pack_s32 (samples, n, out);
    break;
  case SA_SAMPLE_FORMAT_F32:
    for (gsize i = 0; i < n; i++) {
      guint32 bits;

      memcpy (&bits, samples + i, 4);
      bits = GUINT32_TO_LE (bits);
      memcpy (out + 4 * i, &bits, 4);
    }
    break;
  default:
    g_assert_not_reached ();
  }
}
