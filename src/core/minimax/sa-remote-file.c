/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-remote-file.h"

G_DEFINE_BOXED_TYPE (SaRemoteFile, sa_remote_file, sa_remote_file_copy, sa_remote_file_free)

/**
 * sa_remote_file_new:
 * @file_id: the service's ID
 *
 * Returns: (transfer full): a file of which nothing else is known
 */
SaRemoteFile *
sa_remote_file_new (gint64 file_id)
{
  SaRemoteFile *self = g_new0 (SaRemoteFile, 1);

  self->file_id = file_id;
  self->bytes = -1;
  self->created_at = -1;

  return self;
}

/**
 * sa_remote_file_copy:
 * @self: a file
 *
 * Returns: (transfer full): a deep copy
 */
SaRemoteFile *
sa_remote_file_copy (const SaRemoteFile *self)
{
  SaRemoteFile *copy = g_new (SaRemoteFile, 1);

  *copy = *self;
  copy->filename = g_strdup (self->filename);
  copy->purpose = g_strdup (self->purpose);
  copy->trace_id = g_strdup (self->trace_id);

  return copy;
}

/**
 * sa_remote_file_free:
 * @self: (nullable) (transfer full): a file
 */
void
sa_remote_file_free (SaRemoteFile *self)
{
  if (self == NULL)
    return;

  g_free (self->filename);
  g_free (self->purpose);
  g_free (self->trace_id);
  g_free (self);
}
