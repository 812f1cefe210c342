/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SaOutput:
 *
 * A file that appears whole or not at all: it is written beside its place under another name, and
 * takes its place only when all of it is on the disk.
 */
typedef struct _SaOutput SaOutput;

SaOutput *sa_output_new (GFile *file, GError **error);
const char *sa_output_get_temporary_path (SaOutput *self);
const char *sa_output_get_name (SaOutput *self);
gboolean sa_output_commit (SaOutput *self, GError **error);
gboolean sa_output_copy (SaOutput *self, GFile *source, GError **error);
void sa_output_free (SaOutput *self);

void sa_output_set_error (GError **error, int errsv, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaOutput, sa_output_free)

G_END_DECLS
