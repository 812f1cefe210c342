/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** SaSampleFormat: how a sample is stored in a lossless file, lowest byte first. */
typedef enum {
  SA_SAMPLE_FORMAT_S16,
  SA_SAMPLE_FORMAT_S24,
  SA_SAMPLE_FORMAT_S32,
  SA_SAMPLE_FORMAT_F32,
} SaSampleFormat;

int sa_sample_format_get_bytes (SaSampleFormat format);
const char *sa_sample_format_get_gst_name (SaSampleFormat format);
void sa_sample_format_pack (SaSampleFormat format, const float *samples, gsize n, guint8 *out);

G_END_DECLS
