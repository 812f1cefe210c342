/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * SaStatement:
 *
 * One SQL statement with its parameters, for the thread that owns the connection. A parameter that
 * cannot be bound makes the statement fail when it is stepped.
 */
typedef struct _SaStatement SaStatement;

SaStatement *sa_statement_new (sqlite3 *connection, const char *sql, GError **error);
void sa_statement_free (SaStatement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaStatement, sa_statement_free)

void sa_statement_bind_text (SaStatement *self, int parameter, const char *text);
void sa_statement_bind_int (SaStatement *self, int parameter, gint64 number);

gboolean sa_statement_step (SaStatement *self, gboolean *row, GError **error);
gboolean sa_statement_run (SaStatement *self, GError **error);

char *sa_statement_dup_text (SaStatement *self, int column);
gint64 sa_statement_get_int (SaStatement *self, int column);

void sa_statement_set_error (GError **error, sqlite3 *connection, int code);

G_END_DECLS
