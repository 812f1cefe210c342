/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sa-statement.h"

G_BEGIN_DECLS

/**
 * SaDatabase:
 *
 * The library's file, opened: blocking, and for one thread only.
 */
typedef struct _SaDatabase SaDatabase;

SaDatabase *sa_database_open (const char *path,
                              char **damaged_path,
                              GCancellable *cancellable,
                              GError **error);
void sa_database_close (SaDatabase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaDatabase, sa_database_close)

void sa_database_set_cancellable (SaDatabase *self, GCancellable *cancellable);

SaStatement *sa_database_prepare (SaDatabase *self, const char *sql, GError **error);
gboolean sa_database_execute (SaDatabase *self, const char *sql, GError **error);
gboolean sa_database_begin (SaDatabase *self, GError **error);
gboolean sa_database_commit (SaDatabase *self, GError **error);
void sa_database_rollback (SaDatabase *self);
gint64 sa_database_get_last_id (SaDatabase *self);
int sa_database_get_changes (SaDatabase *self);

G_END_DECLS
