/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-range.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "rules/sa-rules-error.h"

/**
 * sa_range_check:
 * @has_end: whether there is an @end; without one the range goes to the file's end
 *
 * Checks what was typed, before a clip is made of it.
 *
 * Returns: %FALSE with %SA_RULES_ERROR_RANGE where it is no range
 */
gboolean
sa_range_check (double start, double end, gboolean has_end, GError **error)
{
  const char *message = NULL;

  if (!isfinite (start) || (has_end && !isfinite (end)))
    message = _ ("A range begins and ends at seconds from the file's beginning");
  else if (start < 0 || (has_end && end < 0))
    message = _ ("A range cannot begin or end before the file does");
  else if (has_end && end <= start)
    message = _ ("A range must end after it begins");
  if (message != NULL)
    g_set_error_literal (error, SA_RULES_ERROR, SA_RULES_ERROR_RANGE, message);
  return message == NULL;
}

/**
 * sa_range_set_beyond_error:
 * @length: of the file, in seconds
 *
 * Sets the error for a range that lies behind the file's end, wholly or in part.
 */
void
sa_range_set_beyond_error (GError **error, GFile *file, double length)
{
  g_autofree char *name = g_filename_display_basename (g_file_peek_path (file));

  g_set_error (error, SA_RULES_ERROR, SA_RULES_ERROR_RANGE,
               _ ("“%s” is only %.3f s long: the range goes beyond its end"), name, length);
}

/**
 * sa_range_get_seconds:
 *
 * Returns: how long the clip is to be, to the microsecond, so that 10.1 − 0.1 is 10; below 0 where
 *   it goes to the file's end
 */
double
sa_range_get_seconds (SaClip *clip)
{
  if (sa_clip_get_end (clip) < 0)
    return -1;
  return round ((sa_clip_get_end (clip) - sa_clip_get_start (clip)) * 1e6) / 1e6;
}
