/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-clone-answer.h"

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

  self->audio_length = -1;
  self->audio_sample_rate = -1;
  self->audio_size = -1;
  self->bitrate = -1;
  self->word_count = -1;
  self->usage_characters = -1;

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
