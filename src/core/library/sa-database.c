/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sa-database.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "sa-database-schema.h"
#include "sa-library-error.h"

/* How long another process is waited for. */
#define BUSY_TIMEOUT_USEC (5 * G_USEC_PER_SEC)
#define BUSY_SLEEP_USEC (10 * 1000)

struct _SaDatabase {
  sqlite3 *connection;
  GCancellable *cancellable; /* of what is being done */
  gint64 busy_until; /* monotonic time; 0 when not waiting */
  struct stat identity; /* of the file that was opened */
};

/* SQLite's busy handler: whether to try again. */
static int
on_busy (gpointer user_data, int n_calls)
{
  SaDatabase *self = user_data;

  if (n_calls == 0)
    self->busy_until = g_get_monotonic_time () + BUSY_TIMEOUT_USEC;

  if (g_cancellable_is_cancelled (self->cancellable) || g_get_monotonic_time () > self->busy_until)
    return 0;

  g_usleep (BUSY_SLEEP_USEC);
  return 1;
}

static gboolean
set_system_error (GError **error, const char *path, int code)
{
  SaLibraryError kind = SA_LIBRARY_ERROR_OPEN;
  g_autofree char *name = g_filename_display_name (path);

  if (code == ENOSPC || code == EDQUOT)
    kind = SA_LIBRARY_ERROR_NO_SPACE;
  else if (code == EACCES || code == EPERM || code == EROFS)
    kind = SA_LIBRARY_ERROR_READ_ONLY;

  g_set_error (error, SA_LIBRARY_ERROR, kind, _ ("The library %s cannot be opened: %s"), name,
               g_strerror (code));
  return FALSE;
}

/* Makes the folder and an empty file that nobody else can read. An existing file is not opened here:
 * closing it again would drop the locks that this process may hold on it. */
static gboolean
ensure_file (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  struct stat info;
  int fd;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return set_system_error (error, folder, errno);

  fd = g_open (path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
  if (fd >= 0)
    return g_close (fd, NULL) || set_system_error (error, path, errno);
  if (errno != EEXIST)
    return set_system_error (error, path, errno);

  if (g_stat (path, &info) != 0)
    return set_system_error (error, path, errno);
  if (!S_ISREG (info.st_mode)) {
    g_autofree char *name = g_filename_display_name (path);

    g_set_error (error, SA_LIBRARY_ERROR, SA_LIBRARY_ERROR_OPEN,
                 _ ("The library %s is not a regular file"), name);
    return FALSE;
  }

  return TRUE;
}

static gboolean
check_pages (SaDatabase *self, GError **error)
{
  g_autoptr (SaStatement) statement = sa_database_prepare (self, "PRAGMA quick_check (1)", error);
  g_autofree char *verdict = NULL;
  gboolean row;

  if (statement == NULL || !sa_statement_step (statement, &row, error))
    return FALSE;

  verdict = row ? sa_statement_dup_text (statement, 0) : NULL;
  if (g_strcmp0 (verdict, "ok") == 0)
    return TRUE;

  g_set_error (error, SA_LIBRARY_ERROR, SA_LIBRARY_ERROR_DAMAGED, _ ("The library is damaged (%s)"),
               verdict ? verdict : "");
  return FALSE;
}

/* What is written must be on the disk when it is said to be: synchronous is FULL. */
static gboolean
set_up (SaDatabase *self, GError **error)
{
  return sa_database_schema_check (self, error) && check_pages (self, error) &&
         sa_database_execute (self,
                              "PRAGMA foreign_keys = ON;"
                              "PRAGMA trusted_schema = OFF;"
                              "PRAGMA synchronous = FULL;"
                              "PRAGMA journal_mode = WAL;",
                              error) &&
         sa_database_schema_migrate (self, error);
}

static SaDatabase *
try_open (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (SaDatabase) self = NULL;
  int code;

  if (!ensure_file (path, error))
    return NULL;

  self = g_new0 (SaDatabase, 1);
  sa_database_set_cancellable (self, cancellable);
  code = sqlite3_open_v2 (path, &self->connection,
                          SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
                            SQLITE_OPEN_EXRESCODE,
                          NULL);
  if (code != SQLITE_OK) {
    sa_statement_set_error (error, self->connection, code);
    return NULL;
  }

  sqlite3_busy_handler (self->connection, on_busy, self);
  if (g_stat (path, &self->identity) != 0) {
    set_system_error (error, path, errno);
    return NULL;
  }

  return g_steal_pointer (&self);
}

/* Moves a damaged file out of the way, with what SQLite keeps beside it. */
static char *
move_aside (const char *path, GError **error)
{
  static const char *const companions[] = { "-wal", "-shm" };
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y%m%d-%H%M%S");
  g_autofree char *aside = g_strdup_printf ("%s.corrupt-%s", path, date);

  for (int i = 2; g_file_test (aside, G_FILE_TEST_EXISTS); i++) {
    g_free (aside);
    aside = g_strdup_printf ("%s.corrupt-%s-%d", path, date, i);
  }

  if (g_rename (path, aside) != 0) {
    set_system_error (error, path, errno);
    return NULL;
  }

  for (gsize i = 0; i < G_N_ELEMENTS (companions); i++) {
    g_autofree char *from = g_strconcat (path, companions[i], NULL);
    g_autofree char *to = g_strconcat (aside, companions[i], NULL);

    if (g_rename (from, to) != 0 && errno != ENOENT) {
      set_system_error (error, from, errno);
      return NULL;
    }
  }

  return g_steal_pointer (&aside);
}

static gboolean
is_still_at (const struct stat *identity, const char *path)
{
  struct stat info;

  return g_stat (path, &info) == 0 && info.st_ino == identity->st_ino &&
         info.st_dev == identity->st_dev;
}

/* Opens and sets up, trying again while another process is doing the same: SQLite does not ask the busy
 * handler when two of them change the journal's mode. */
static SaDatabase *
open_patiently (const char *path, struct stat *identity, GCancellable *cancellable, GError **error)
{
  gint64 until = g_get_monotonic_time () + BUSY_TIMEOUT_USEC;

  while (TRUE) {
    g_autoptr (GError) local_error = NULL;
    g_autoptr (SaDatabase) self = try_open (path, cancellable, &local_error);

    if (self != NULL) {
      *identity = self->identity;
      if (set_up (self, &local_error))
        return g_steal_pointer (&self);
    }

    if (g_cancellable_set_error_if_cancelled (cancellable, error))
      return NULL;
    if (!g_error_matches (local_error, SA_LIBRARY_ERROR, SA_LIBRARY_ERROR_BUSY) ||
        g_get_monotonic_time () > until) {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
    g_usleep (BUSY_SLEEP_USEC);
  }
}

/**
 * sa_database_open:
 * @path: where the file is or shall be
 * @damaged_path: (out) (optional) (nullable): where a damaged file was moved
 * @cancellable: (nullable): a cancellable
 * @error: return location for a #SaLibraryError or %G_IO_ERROR_CANCELLED
 *
 * Opens the file, and makes it and its folder (for the user alone) if they are missing. A file of an older
 * version is brought up to date, one of a newer version is left as it is, and a damaged one is moved to
 * NAME.corrupt-DATE, beside a fresh one.
 *
 * Returns: (transfer full) (nullable): the database
 */
SaDatabase *
sa_database_open (const char *path, char **damaged_path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (SaDatabase) self = NULL;
  g_autofree char *aside = NULL;
  struct stat identity = { 0 };

  self = open_patiently (path, &identity, cancellable, &local_error);

  if (g_error_matches (local_error, SA_LIBRARY_ERROR, SA_LIBRARY_ERROR_DAMAGED)) {
    g_clear_error (&local_error);

    /* If it is another file by now, another process was faster: leave its fresh one alone. */
    if (is_still_at (&identity, path)) {
      aside = move_aside (path, error);
      if (aside == NULL)
        return NULL;
    }
    self = open_patiently (path, &identity, cancellable, &local_error);
  }

  if (self == NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }

  sa_database_set_cancellable (self, NULL);
  if (damaged_path != NULL)
    *damaged_path = g_steal_pointer (&aside);

  return g_steal_pointer (&self);
}

/**
 * sa_database_close:
 * @self: (nullable): a database without open statements
 */
void
sa_database_close (SaDatabase *self)
{
  if (self == NULL)
    return;

  sqlite3_close (self->connection);
  g_clear_object (&self->cancellable);
  g_free (self);
}

/**
 * sa_database_set_cancellable:
 * @self: a database
 * @cancellable: (nullable): what stops waiting for another process
 */
void
sa_database_set_cancellable (SaDatabase *self, GCancellable *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
}

/**
 * sa_database_prepare:
 * @self: a database
 * @sql: one statement
 * @error: return location for a #SaLibraryError
 *
 * Returns: (transfer full) (nullable): the statement
 */
SaStatement *
sa_database_prepare (SaDatabase *self, const char *sql, GError **error)
{
  return sa_statement_new (self->connection, sql, error);
}

/**
 * sa_database_execute:
 * @self: a database
 * @sql: statements that are the program's own, without anything from outside
 * @error: return location for a #SaLibraryError
 *
 * Returns: whether all went well
 */
gboolean
sa_database_execute (SaDatabase *self, const char *sql, GError **error)
{
  int code = sqlite3_exec (self->connection, sql, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;

  sa_statement_set_error (error, self->connection, code);
  return FALSE;
}

/**
 * sa_database_begin:
 * @self: a database
 * @error: return location for a #SaLibraryError
 *
 * Begins a transaction that will write.
 *
 * Returns: whether it began
 */
gboolean
sa_database_begin (SaDatabase *self, GError **error)
{
  return sa_database_execute (self, "BEGIN IMMEDIATE", error);
}

/**
 * sa_database_commit:
 * @self: a database in a transaction
 * @error: return location for a #SaLibraryError
 *
 * Returns: whether it is on the disk
 */
gboolean
sa_database_commit (SaDatabase *self, GError **error)
{
  return sa_database_execute (self, "COMMIT", error);
}

/**
 * sa_database_rollback:
 * @self: a database, in a transaction or not: after some errors SQLite has left it by itself
 */
void
sa_database_rollback (SaDatabase *self)
{
  if (!sqlite3_get_autocommit (self->connection))
    sqlite3_exec (self->connection, "ROLLBACK", NULL, NULL, NULL);
}

/**
 * sa_database_get_last_id:
 * @self: a database
 *
 * Returns: the number of the row that was inserted last
 */
gint64
sa_database_get_last_id (SaDatabase *self)
{
  return sqlite3_last_insert_rowid (self->connection);
}

/**
 * sa_database_get_changes:
 * @self: a database
 *
 * Returns: how many rows the last statement changed
 */
int
sa_database_get_changes (SaDatabase *self)
{
  return sqlite3_changes (self->connection);
}
