/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SaRemoteFile:
 * @file_id: 1 … 2^63−1
 * @bytes: the size that the service saw, −1 if it did not say
 * @created_at: Unix time in seconds, −1 if it did not say
 * @filename: (nullable): the name that the service keeps
 * @purpose: (nullable): the purpose as the service spells it
 * @trace_id: (nullable): of the upload
 *
 * A file that the service holds: the file object of the upload's answer (MiniMax API, Upload File).
 */
typedef struct {
  gint64 file_id;
  gint64 bytes;
  gint64 created_at;
  char *filename;
  char *purpose;
  char *trace_id;
} SaRemoteFile;

#define SA_TYPE_REMOTE_FILE (sa_remote_file_get_type ())
GType sa_remote_file_get_type (void) G_GNUC_CONST;

SaRemoteFile *sa_remote_file_new (gint64 file_id);
SaRemoteFile *sa_remote_file_copy (const SaRemoteFile *self);
void sa_remote_file_free (SaRemoteFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaRemoteFile, sa_remote_file_free)

G_END_DECLS
