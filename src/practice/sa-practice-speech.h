/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the practice voice said: 16-bit mono. The rate is any number, for it is how the pitch is brought home. */
typedef struct {
  gint16 *samples;
  gsize frames;
  int rate;
} SaPracticeSpeech;

SaPracticeSpeech *sa_practice_speech_new (const char *text,
                                          const char *voice,
                                          double pitch,
                                          GCancellable *cancellable,
                                          GError **error);
void sa_practice_speech_free (SaPracticeSpeech *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaPracticeSpeech, sa_practice_speech_free)

G_END_DECLS
