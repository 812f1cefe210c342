/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sa-sample-format.h"

G_BEGIN_DECLS

/** SaEncoding: the kinds of file that the program writes. */
typedef enum {
  SA_ENCODING_WAV,
  SA_ENCODING_MP3,
  SA_ENCODING_M4A,
  SA_ENCODING_FLAC,
} SaEncoding;

/**
 * SaEncoder:
 *
 * Writes sound into one file. Not thread-safe, but what it encodes with GStreamer is encoded in a
 * thread of its own.
 */
typedef struct _SaEncoder SaEncoder;

gboolean sa_encoding_from_name (const char *name, SaEncoding *encoding);
int sa_encoding_fit_rate (SaEncoding encoding, int rate);
SaSampleFormat sa_encoding_fit_format (SaEncoding encoding, SaSampleFormat format);

SaEncoder *sa_encoder_new (const char *path,
                           const char *name,
                           SaEncoding encoding,
                           SaSampleFormat format,
                           int rate,
                           int channels,
                           GError **error);
gboolean sa_encoder_write (SaEncoder *self, const float *samples, gsize frames, GError **error);
gboolean sa_encoder_finish (SaEncoder *self, GError **error);
void sa_encoder_free (SaEncoder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaEncoder, sa_encoder_free)

G_END_DECLS
