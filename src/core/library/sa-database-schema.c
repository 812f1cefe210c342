/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sa-database-schema.h"

#include <glib/gi18n-lib.h>

#include "sa-library-error.h"

/* Marks the file as ours: "Snda". */
#define FILE_MARK 0x536e6461

/*
 * What leads from one version of the file to the next; the first makes it. Never change one that was
 * released: add another.
 */
static const char *const migrations[] = {
  "CREATE TABLE uploads ("
  "  host TEXT NOT NULL,"
  "  account TEXT NOT NULL,"
  "  file_id INTEGER NOT NULL CHECK (file_id > 0),"
  "  sha256 TEXT NOT NULL,"
  "  purpose TEXT NOT NULL,"
  "  bytes INTEGER NOT NULL,"
  "  uploaded_at INTEGER NOT NULL,"
  "  filename TEXT,"
  "  source TEXT,"
  "  PRIMARY KEY (host, account, file_id)"
  ") STRICT;"
  "CREATE INDEX uploads_by_content ON uploads (sha256, host, account, purpose);"
  "CREATE TABLE attempts ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  created_at INTEGER NOT NULL,"
  "  updated_at INTEGER NOT NULL,"
  "  host TEXT NOT NULL,"
  "  account TEXT NOT NULL,"
  "  voice_id TEXT NOT NULL,"
  "  state TEXT NOT NULL,"
  "  step TEXT,"
  "  finished INTEGER NOT NULL CHECK (finished IN (0, 1)),"
  "  outcome TEXT,"
  "  sample_file_id INTEGER NOT NULL,"
  "  prompt_file_id INTEGER NOT NULL,"
  "  error_code INTEGER NOT NULL,"
  "  error_message TEXT,"
  "  trace_id TEXT,"
  "  draft TEXT,"
  "  answer TEXT,"
  "  consent_text TEXT,"
  "  consent_at INTEGER NOT NULL"
  ") STRICT;"
  "CREATE TABLE voices ("
  "  host TEXT NOT NULL,"
  "  account TEXT NOT NULL,"
  "  voice_id TEXT NOT NULL,"
  "  name TEXT,"
  "  created_at INTEGER NOT NULL,"
  "  expires_at INTEGER NOT NULL,"
  "  kept INTEGER NOT NULL CHECK (kept IN (0, 1)),"
  "  practice INTEGER NOT NULL CHECK (practice IN (0, 1)),"
  "  sample_file_id INTEGER NOT NULL,"
  "  prompt_file_id INTEGER NOT NULL,"
  "  preview_path TEXT,"
  "  text TEXT,"
  "  model TEXT,"
  "  language TEXT,"
  "  answer TEXT,"
  "  outcome TEXT,"
  "  trace_id TEXT,"
  "  consent_text TEXT,"
  "  consent_at INTEGER NOT NULL,"
  "  attempt INTEGER REFERENCES attempts (id) ON DELETE SET NULL,"
  "  PRIMARY KEY (host, account, voice_id)"
  ") STRICT;"
  "CREATE INDEX voices_by_attempt ON voices (attempt);"
  "CREATE TABLE sent ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  sent_at INTEGER NOT NULL,"
  "  host TEXT NOT NULL,"
  "  account TEXT NOT NULL,"
  "  request TEXT NOT NULL,"
  "  bytes INTEGER NOT NULL,"
  "  purpose TEXT,"
  "  note TEXT"
  ") STRICT;",
};

/* What marks the file. */
typedef struct {
  gint64 mark;
  gint64 version;
  gint64 n_tables;
} Marks;

/* Reads all in one statement: another process may be making the file at this moment. */
static gboolean
read_marks (SaDatabase *database, Marks *marks, GError **error)
{
  g_autoptr (SaStatement) statement =
    sa_database_prepare (database,
                         "SELECT (SELECT application_id FROM pragma_application_id),"
                         " (SELECT user_version FROM pragma_user_version),"
                         " (SELECT count (*) FROM sqlite_master)",
                         error);
  gboolean row;

  if (statement == NULL || !sa_statement_step (statement, &row, error))
    return FALSE;

  marks->mark = sa_statement_get_int (statement, 0);
  marks->version = sa_statement_get_int (statement, 1);
  marks->n_tables = sa_statement_get_int (statement, 2);
  return TRUE;
}

static gboolean
check_marks (const Marks *marks, GError **error)
{
  if (marks->mark != FILE_MARK &&
      (marks->mark != 0 || marks->version != 0 || marks->n_tables != 0)) {
    g_set_error_literal (error, SA_LIBRARY_ERROR, SA_LIBRARY_ERROR_OPEN,
                         _ ("The library’s file belongs to another program; it was not changed"));
    return FALSE;
  }

  if (marks->version > (gint64) G_N_ELEMENTS (migrations)) {
    g_set_error_literal (
      error, SA_LIBRARY_ERROR, SA_LIBRARY_ERROR_NEWER,
      _ ("A newer version of Soundalike wrote the library: update Soundalike. The library was not "
         "changed"));
    return FALSE;
  }

  return TRUE;
}

static gboolean
apply (SaDatabase *database, gint64 version, GError **error)
{
  g_autofree char *mark = NULL;

  for (gsize i = (gsize) version; i < G_N_ELEMENTS (migrations); i++) {
    if (!sa_database_execute (database, migrations[i], error))
      return FALSE;
  }

  mark = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d;", FILE_MARK,
                          (int) G_N_ELEMENTS (migrations));

  return sa_database_execute (database, mark, error);
}

/**
 * sa_database_schema_check:
 * @database: a database
 * @error: return location for a #SaLibraryError
 *
 * Looks whether the file is one that this version of the program may write. Changes nothing.
 *
 * Returns: whether it is
 */
gboolean
sa_database_schema_check (SaDatabase *database, GError **error)
{
  Marks marks;

  return read_marks (database, &marks, error) && check_marks (&marks, error);
}

/**
 * sa_database_schema_migrate:
 * @database: a database that passed sa_database_schema_check()
 * @error: return location for a #SaLibraryError
 *
 * Brings the file to this program's version: all of it or nothing, also when two processes come at once.
 *
 * Returns: whether it is there
 */
gboolean
sa_database_schema_migrate (SaDatabase *database, GError **error)
{
  Marks marks;

  if (!read_marks (database, &marks, error))
    return FALSE;
  if (marks.version == (gint64) G_N_ELEMENTS (migrations))
    return TRUE;

  if (!sa_database_begin (database, error))
    return FALSE;

  /* Another process may have come first: look again, now that it cannot. */
  if (!read_marks (database, &marks, error) || !check_marks (&marks, error) ||
      !apply (database, marks.version, error) || !sa_database_commit (database, error)) {
    sa_database_rollback (database);
    return FALSE;
  }

  return TRUE;
}
