/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-clone-answer.h"

const SaCloneFigure sa_clone_figures[SA_CLONE_N_FIGURES] = {
  { "audio_length", G_STRUCT_OFFSET (SaCloneAnswer, audio_length) },
  { "audio_sample_rate", G_STRUCT_OFFSET (SaCloneAnswer, audio_sample_rate) },
  { "audio_size", G_STRUCT_OFFSET (SaCloneAnswer, audio_size) },
  { "bitrate", G_STRUCT_OFFSET (SaCloneAnswer, bitrate) },
  { "word_count", G_STRUCT_OFFSET (SaCloneAnswer, word_count) },
  { "usage_characters", G_STRUCT_OFFSET (SaCloneAnswer, usage_characters) },
};

G_DEFINE_BOXED_TYPE (SaCloneAnswer, sa_clone_answer, sa_clone_answer_copy, sa_clone_answer_free)

/**
 * sa_clone_answer_new:
 *
 * Returns: (transfer full): an answer that says nothing
 */
SaCloneAnswer *
sa_clone_answer_new (void)
{
  SaCloneAnswer *self = g_new0 (SaCloneAnswer, 1);

  for (gsize i = 0; i < SA_CLONE_N_FIGURES; i++)
    G_STRUCT_MEMBER (gint64, self, sa_clone_figures[i].offset) = -1;

  return self;
}

/**
 * sa_clone_answer_copy:
 * @self: an answer
 *
 * Returns: (transfer full): a deep copy
 */
SaCloneAnswer *
sa_clone_answer_copy (const SaCloneAnswer *self)
{
  SaCloneAnswer *copy = g_new (SaCloneAnswer, 1);

  *copy = *self;
  copy->demo_audio = g_strdup (self->demo_audio);
  copy->trace_id = g_strdup (self->trace_id);

  return copy;
}

/**
 * sa_clone_answer_free:
 * @self: (nullable) (transfer full): an answer
 */
void
sa_clone_answer_free (SaCloneAnswer *self)
{
  if (self == NULL)
    return;

  g_free (self->demo_audio);
  g_free (self->trace_id);
  g_free (self);
}
