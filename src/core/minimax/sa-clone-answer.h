/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SaCloneAnswer:
 * @demo_audio: (nullable): where the preview can be fetched; %NULL for none
 * @has_extra_info: whether the figures below came at all; each is −1 where absent
 * @audio_length: milliseconds
 * @audio_sample_rate: Hz
 * @audio_size: bytes
 * @bitrate: bits a second
 * @word_count: what was spoken
 * @usage_characters: what is billed
 * @input_sensitive: whether the service flagged what it was given
 * @input_sensitive_type: 0 normal … 7 other; 0 when it did not say
 * @trace_id: (nullable): of the clone
 *
 * What the service says of a voice that it has made. It does not repeat the voice ID.
 */
typedef struct {
  char *demo_audio;
  gboolean has_extra_info;
  gint64 audio_length;
  gint64 audio_sample_rate;
  gint64 audio_size;
  gint64 bitrate;
  gint64 word_count;
  gint64 usage_characters;
  gboolean input_sensitive;
  int input_sensitive_type;
  char *trace_id;
} SaCloneAnswer;

/**
 * SaCloneFigure:
 * @name: what the service calls it
 * @offset: where it is in a #SaCloneAnswer, as a gint64
 *
 * A figure of extra_info (MiniMax API, Voice Clone).
 */
typedef struct {
  const char *name;
  gsize offset;
} SaCloneFigure;

#define SA_CLONE_N_FIGURES 6
extern const SaCloneFigure sa_clone_figures[SA_CLONE_N_FIGURES];

#define SA_TYPE_CLONE_ANSWER (sa_clone_answer_get_type ())
GType sa_clone_answer_get_type (void) G_GNUC_CONST;

SaCloneAnswer *sa_clone_answer_new (void);
SaCloneAnswer *sa_clone_answer_copy (const SaCloneAnswer *self);
void sa_clone_answer_free (SaCloneAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaCloneAnswer, sa_clone_answer_free)

G_END_DECLS
