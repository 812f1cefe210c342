/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sa-upload.h"

G_DEFINE_BOXED_TYPE (SaUpload, sa_upload, sa_upload_copy, sa_upload_free)

/**
 * sa_upload_new:
 *
 * Returns: (transfer full): an upload with nothing in it
 */
SaUpload *
sa_upload_new (void)
{
  return g_new0 (SaUpload, 1);
}

/**
 * sa_upload_copy:
 * @self: an upload
 *
 * Returns: (transfer full): a copy with strings of its own
 */
SaUpload *
sa_upload_copy (const SaUpload *self)
{
  SaUpload *copy = g_memdup2 (self, sizeof *self);

  copy->sha256 = g_strdup (self->sha256);
  copy->host = g_strdup (self->host);
  copy->account = g_strdup (self->account);
  copy->filename = g_strdup (self->filename);
  copy->source = g_strdup (self->source);

  return copy;
}

/**
 * sa_upload_free:
 * @self: (nullable): an upload
 */
void
sa_upload_free (SaUpload *self)
{
  if (self == NULL)
    return;

  g_free (self->sha256);
  g_free (self->host);
  g_free (self->account);
  g_free (self->filename);
  g_free (self->source);
  g_free (self);
}
