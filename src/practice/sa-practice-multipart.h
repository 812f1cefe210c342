/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Reads multipart/form-data (RFC 7578) as it comes in: nothing of a part's body is kept here. */
typedef struct _SaPracticeMultipart SaPracticeMultipart;

/* What is told about the parts, in order. Each may fail, which ends the reading. @filename is %NULL for
 * a part that is no file. */
typedef struct {
  gboolean (*begin) (const char *name, const char *filename, gpointer user_data, GError **error);
  gboolean (*data) (const guint8 *data, gsize length, gpointer user_data, GError **error);
  gboolean (*end) (gpointer user_data, GError **error);
} SaPracticeMultipartFuncs;

SaPracticeMultipart *sa_practice_multipart_new (const char *boundary,
                                                const SaPracticeMultipartFuncs *funcs,
                                                gpointer user_data,
                                                GError **error);
void sa_practice_multipart_free (SaPracticeMultipart *self);
gboolean sa_practice_multipart_feed (SaPracticeMultipart *self,
                                     const guint8 *data,
                                     gsize length,
                                     GError **error);
gboolean sa_practice_multipart_finish (SaPracticeMultipart *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaPracticeMultipart, sa_practice_multipart_free)

G_END_DECLS
