/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-cli-length.h"

#include "audio/sa-media-info.h"
#include "rules/sa-limits.h"
#include "rules/sa-rules-error.h"

/**
 * sa_cli_name_a_way_out:
 * @error: (inout): why something failed
 * @file: a file that was to be sent whole
 * @purpose: what for
 * @way_out: how a part of it can be chosen
 *
 * The command line never chooses a part by itself: where a file was too long, the message says how to
 * choose one.
 */
void
sa_cli_name_a_way_out (GError **error, GFile *file, SaPurpose purpose, const char *way_out)
{
  g_autoptr (SaMediaInfo) info = NULL;
  g_autofree char *message = NULL;
  double seconds;

  if (!g_error_matches (*error, SA_RULES_ERROR, SA_RULES_ERROR_LENGTH))
    return;
  info = sa_media_info_read (file, NULL, NULL);
  if (info == NULL)
    return;
  seconds = sa_media_info_get_container_duration (info);
  if (seconds >= 0 && sa_limits_judge_length (purpose, seconds, 0) != SA_LENGTH_TOO_LONG)
    return;
  message = g_strdup_printf ("%s. %s", (*error)->message, way_out);
  g_free ((*error)->message);
  (*error)->message = g_steal_pointer (&message);
}
