/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sa-attempt.h"

G_DEFINE_BOXED_TYPE (SaAttempt, sa_attempt, sa_attempt_copy, sa_attempt_free)

/**
 * sa_attempt_new:
 *
 * Returns: (transfer full): an attempt with nothing in it
 */
SaAttempt *
sa_attempt_new (void)
{
  return g_new0 (SaAttempt, 1);
}

/**
 * sa_attempt_copy:
 * @self: an attempt
 *
 * Returns: (transfer full): a copy with strings of its own
 */
SaAttempt *
sa_attempt_copy (const SaAttempt *self)
{
  SaAttempt *copy = g_memdup2 (self, sizeof *self);

  copy->host = g_strdup (self->host);
  copy->account = g_strdup (self->account);
  copy->voice_id = g_strdup (self->voice_id);
  copy->state = g_strdup (self->state);
  copy->step = g_strdup (self->step);
  copy->outcome = g_strdup (self->outcome);
  copy->error_message = g_strdup (self->error_message);
  copy->trace_id = g_strdup (self->trace_id);
  copy->draft = g_strdup (self->draft);
  copy->answer = g_strdup (self->answer);
  copy->consent_text = g_strdup (self->consent_text);

  return copy;
}

/**
 * sa_attempt_free:
 * @self: (nullable): an attempt
 */
void
sa_attempt_free (SaAttempt *self)
{
  if (self == NULL)
    return;

  g_free (self->host);
  g_free (self->account);
  g_free (self->voice_id);
  g_free (self->state);
  g_free (self->step);
  g_free (self->outcome);
  g_free (self->error_message);
  g_free (self->trace_id);
  g_free (self->draft);
  g_free (self->answer);
  g_free (self->consent_text);
  g_free (self);
}
