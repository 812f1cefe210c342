/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaLibraryError:
 * @SA_LIBRARY_ERROR_OPEN: the file cannot be opened or made
 * @SA_LIBRARY_ERROR_NEWER: a newer version of the program wrote the file; it was left as it is
 * @SA_LIBRARY_ERROR_BUSY: another process holds the file for too long
 * @SA_LIBRARY_ERROR_NO_SPACE: the disk is full; what was stored before is still there
 * @SA_LIBRARY_ERROR_DAMAGED: the file was damaged while it was open
 * @SA_LIBRARY_ERROR_READ_ONLY: the file or its folder cannot be written
 * @SA_LIBRARY_ERROR_NOT_FOUND: there is no such row
 * @SA_LIBRARY_ERROR_INVALID: something that may not be stored
 * @SA_LIBRARY_ERROR_CLOSED: the library was closed
 * @SA_LIBRARY_ERROR_FAILED: reading or writing failed; the message says how
 */
typedef enum {
  SA_LIBRARY_ERROR_OPEN,
  SA_LIBRARY_ERROR_NEWER,
  SA_LIBRARY_ERROR_BUSY,
  SA_LIBRARY_ERROR_NO_SPACE,
  SA_LIBRARY_ERROR_DAMAGED,
  SA_LIBRARY_ERROR_READ_ONLY,
  SA_LIBRARY_ERROR_NOT_FOUND,
  SA_LIBRARY_ERROR_INVALID,
  SA_LIBRARY_ERROR_CLOSED,
  SA_LIBRARY_ERROR_FAILED,
} SaLibraryError;

#define SA_LIBRARY_ERROR (sa_library_error_quark ())
GQuark sa_library_error_quark (void);

G_END_DECLS
