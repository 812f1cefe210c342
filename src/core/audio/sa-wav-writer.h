/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sa-sample-format.h"

G_BEGIN_DECLS

#define SA_WAV_HEADER_BYTES 44 /* of 16-bit sound in one or two channels */

typedef struct _SaWavWriter SaWavWriter;

SaWavWriter *sa_wav_writer_new (const char *path,
                                const char *name,
                                SaSampleFormat format,
                                int rate,
                                int channels,
                                GError **error);
gboolean sa_wav_writer_write (SaWavWriter *self,
                              const float *samples,
                              gsize frames,
                              GError **error);
gboolean sa_wav_writer_finish (SaWavWriter *self, GError **error);
void sa_wav_writer_free (SaWavWriter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaWavWriter, sa_wav_writer_free)

G_END_DECLS
