/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SaTempFile:
 *
 * A file for sound on its way to the service, deleted when it is freed. Its lock tells whether the
 * process that made it still lives: what a killed one left is removed by the next.
 */
typedef struct _SaTempFile SaTempFile;

SaTempFile *sa_temp_file_new (GFile *folder, GError **error);
const char *sa_temp_file_get_path (SaTempFile *self);
void sa_temp_file_free (SaTempFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaTempFile, sa_temp_file_free)

G_END_DECLS
