/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/sa-practice-speech.h"

G_BEGIN_DECLS

/* The figures of a preview, as extra_info has them. */
typedef struct {
  gint64 length; /* milliseconds */
  gint64 sample_rate;
  gint64 bytes;
  gint64 bitrate; /* bits a second */
} SaPracticeEncoded;

const char *sa_practice_encode_get_extension (void);
gboolean sa_practice_encode (const SaPracticeSpeech *speech,
                             const char *path,
                             SaPracticeEncoded *encoded,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
