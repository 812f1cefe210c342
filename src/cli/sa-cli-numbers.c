/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-cli-arguments.h"

#include <errno.h>
#include <math.h>
#include <string.h>

/**
 * sa_cli_parse_seconds:
 * @text: what was typed
 * @seconds: (out): the number
 *
 * Reads a decimal number such as 12, 12.5 or 1e1, with a point in every locale. Nothing may stand
 * around it; what is negative, not finite or hexadecimal is refused.
 *
 * Returns: whether it is one
 */
gboolean
sa_cli_parse_seconds (const char *text, double *seconds)
{
  char *end;
  double value;

  if (*text == '\0' || strspn (text, "0123456789.eE+-") != strlen (text))
    return FALSE;
  if (!g_ascii_isdigit (*text) && *text != '.')
    return FALSE;
  value = g_ascii_strtod (text, &end);
  if (*end != '\0' || !isfinite (value))
    return FALSE;
  *seconds = value;
  return TRUE;
}

/**
 * sa_cli_is_file_id:
 * @text: what was typed
 *
 * Returns: whether it is made of digits alone, and so means an upload and not a file
 */
gboolean
sa_cli_is_file_id (const char *text)
{
  return *text != '\0' && strspn (text, "0123456789") == strlen (text);
}

/**
 * sa_cli_parse_file_id:
 * @text: digits
 * @file_id: (out): the ID
 *
 * Returns: whether it lies in 1 to 2^63-1
 */
gboolean
sa_cli_parse_file_id (const char *text, gint64 *file_id)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT64, &value, NULL))
    return FALSE;
  *file_id = (gint64) value;
  return TRUE;
}
