/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sa-sent-entry.h"

G_DEFINE_BOXED_TYPE (SaSentEntry, sa_sent_entry, sa_sent_entry_copy, sa_sent_entry_free)

/**
 * sa_sent_entry_new:
 *
 * Returns: (transfer full): an entry with nothing in it
 */
SaSentEntry *
sa_sent_entry_new (void)
{
  return g_new0 (SaSentEntry, 1);
}

/**
 * sa_sent_entry_copy:
 * @self: an entry
 *
 * Returns: (transfer full): a copy with strings of its own
 */
SaSentEntry *
sa_sent_entry_copy (const SaSentEntry *self)
{
  SaSentEntry *copy = g_memdup2 (self, sizeof *self);

  copy->host = g_strdup (self->host);
  copy->account = g_strdup (self->account);
  copy->request = g_strdup (self->request);
  copy->purpose = g_strdup (self->purpose);
  copy->note = g_strdup (self->note);

  return copy;
}

/**
 * sa_sent_entry_free:
 * @self: (nullable): an entry
 */
void
sa_sent_entry_free (SaSentEntry *self)
{
  if (self == NULL)
    return;

  g_free (self->host);
  g_free (self->account);
  g_free (self->request);
  g_free (self->purpose);
  g_free (self->note);
  g_free (self);
}
