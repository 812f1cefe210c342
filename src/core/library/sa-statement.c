/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sa-statement.h"

#include <errno.h>
#include <glib/gi18n-lib.h>

#include "sa-library-error.h"

struct _SaStatement {
  sqlite3 *connection;
  sqlite3_stmt *statement;
  int bound; /* the first failure to bind a parameter, or SQLITE_OK */
};

/**
 * sa_statement_set_error:
 * @error: where to put a #SaLibraryError
 * @connection: (nullable): the connection on which it happened
 * @code: SQLite's result code
 *
 * Says in plain words what SQLite's result code means, with SQLite's own words at the end.
 */
void
sa_statement_set_error (GError **error, sqlite3 *connection, int code)
{
  const char *words = connection ? sqlite3_errmsg (connection) : sqlite3_errstr (code);
  int system_error = connection ? sqlite3_system_errno (connection) : 0;
  SaLibraryError kind = SA_LIBRARY_ERROR_FAILED;
  const char *what = _ ("The library could not be read or written");

  switch (code & 0xff) {
  case SQLITE_FULL:
    kind = SA_LIBRARY_ERROR_NO_SPACE;
    break;
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    kind = SA_LIBRARY_ERROR_BUSY;
    what = _ ("Another program keeps the library busy");
    break;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    kind = SA_LIBRARY_ERROR_DAMAGED;
    what = _ ("The library is damaged");
    break;
  case SQLITE_READONLY:
  case SQLITE_PERM:
    kind = SA_LIBRARY_ERROR_READ_ONLY;
    what = _ ("The library may not be written");
    break;
  case SQLITE_CANTOPEN:
    kind = SA_LIBRARY_ERROR_OPEN;
    what = _ ("The library cannot be opened");
    break;
  case SQLITE_CONSTRAINT:
  case SQLITE_MISMATCH:
  case SQLITE_TOOBIG:
    kind = SA_LIBRARY_ERROR_INVALID;
    what = _ ("The library does not take this");
    break;
  case SQLITE_IOERR:
    if (system_error == ENOSPC || system_error == EDQUOT)
      kind = SA_LIBRARY_ERROR_NO_SPACE;
    break;
  default:
    break;
  }

  if (kind == SA_LIBRARY_ERROR_NO_SPACE)
    what = _ ("The disk is full: nothing that was stored before is lost");

  g_set_error (error, SA_LIBRARY_ERROR, kind, "%s (%s)", what, words);
}

/**
 * sa_statement_new:
 * @connection: an open connection
 * @sql: one statement; what comes from outside is bound to ?1, ?2 …
 * @error: return location for a #SaLibraryError
 *
 * Returns: (transfer full) (nullable): the statement, ready to be bound and stepped
 */
SaStatement *
sa_statement_new (sqlite3 *connection, const char *sql, GError **error)
{
  g_autoptr (SaStatement) self = g_new0 (SaStatement, 1);
  int code;

  self->connection = connection;
  code = sqlite3_prepare_v2 (connection, sql, -1, &self->statement, NULL);
  if (code != SQLITE_OK) {
    sa_statement_set_error (error, connection, code);
    return NULL;
  }

  return g_steal_pointer (&self);
}

/**
 * sa_statement_free:
 * @self: (nullable): a statement
 */
void
sa_statement_free (SaStatement *self)
{
  if (self == NULL)
    return;

  sqlite3_finalize (self->statement);
  g_free (self);
}

/**
 * sa_statement_bind_text:
 * @self: a statement
 * @parameter: the parameter's number, from 1
 * @text: (nullable): the text; %NULL for SQL's NULL. What is not UTF-8, such as an old file name, is
 *   stored with U+FFFD in its place.
 */
void
sa_statement_bind_text (SaStatement *self, int parameter, const char *text)
{
  int code;

  if (text == NULL)
    code = sqlite3_bind_null (self->statement, parameter);
  else
    code = sqlite3_bind_text (self->statement, parameter, g_utf8_make_valid (text, -1), -1, g_free);

  if (self->bound == SQLITE_OK)
    self->bound = code;
}

/**
 * sa_statement_bind_int:
 * @self: a statement
 * @parameter: the parameter's number, from 1
 * @number: the number, exact to its 64 bits
 */
void
sa_statement_bind_int (SaStatement *self, int parameter, gint64 number)
{
  int code = sqlite3_bind_int64 (self->statement, parameter, number);

  if (self->bound == SQLITE_OK)
    self->bound = code;
}

/**
 * sa_statement_step:
 * @self: a statement
 * @row: (out): whether there is a row to be read
 * @error: return location for a #SaLibraryError
 *
 * Returns: whether all went well
 */
gboolean
sa_statement_step (SaStatement *self, gboolean *row, GError **error)
{
  int code = self->bound;

  if (code == SQLITE_OK)
    code = sqlite3_step (self->statement);

  *row = code == SQLITE_ROW;
  if (code == SQLITE_ROW || code == SQLITE_DONE)
    return TRUE;

  sa_statement_set_error (error, self->connection, code);
  return FALSE;
}

/**
 * sa_statement_run:
 * @self: a statement
 * @error: return location for a #SaLibraryError
 *
 * Steps to the end, past all rows.
 *
 * Returns: whether all went well
 */
gboolean
sa_statement_run (SaStatement *self, GError **error)
{
  gboolean row = TRUE;

  while (row) {
    if (!sa_statement_step (self, &row, error))
      return FALSE;
  }

  return TRUE;
}

/**
 * sa_statement_dup_text:
 * @self: a statement that has a row
 * @column: the column's number, from 0
 *
 * Returns: (transfer full) (nullable): the text, or %NULL for SQL's NULL
 */
char *
sa_statement_dup_text (SaStatement *self, int column)
{
  return g_strdup ((const char *) sqlite3_column_text (self->statement, column));
}

/**
 * sa_statement_get_int:
 * @self: a statement that has a row
 * @column: the column's number, from 0
 *
 * Returns: the number
 */
gint64
sa_statement_get_int (SaStatement *self, int column)
{
  return sqlite3_column_int64 (self->statement, column);
}
