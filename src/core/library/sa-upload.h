/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "rules/sa-purpose.h"

G_BEGIN_DECLS

/**
 * SaUpload:
 * @sha256: the hash of the bytes that were sent, in hex
 * @host: the host they were sent to; see sa_account_get_host()
 * @account: whose file it is; see sa_account_get_name()
 * @purpose: what it was sent for
 * @file_id: what the service calls it, 1 to 2^63-1
 * @bytes: its size
 * @uploaded_at: when the service answered, in seconds since 1970 (UTC)
 * @filename: the name that was sent
 * @source: (nullable): the file it was made from, for people to read
 *
 * A file that the service holds. All strings are the struct's own.
 */
typedef struct {
  char *sha256;
  char *host;
  char *account;
  SaPurpose purpose;
  gint64 file_id;
  gint64 bytes;
  gint64 uploaded_at;
  char *filename;
  char *source;
} SaUpload;

#define SA_TYPE_UPLOAD (sa_upload_get_type ())
GType sa_upload_get_type (void);

SaUpload *sa_upload_new (void);
SaUpload *sa_upload_copy (const SaUpload *self);
void sa_upload_free (SaUpload *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaUpload, sa_upload_free)

G_END_DECLS
