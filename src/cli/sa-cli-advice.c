/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-cli-advice.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "audio/sa-audio-error.h"
#include "minimax/sa-advice.h"
#include "rules/sa-rules-error.h"

#include "sa-cli-arguments.h"

static const char *
advise_on_rule (int code)
{
  switch (code) {
  case SA_RULES_ERROR_LENGTH:
    return N_ (
      "Choose another part with --start and --end (or --prompt-start and --prompt-end), or "
      "another file");
  case SA_RULES_ERROR_RANGE:
    return N_ ("Choose a range that lies within the file; probe says how long it is");
  case SA_RULES_ERROR_SIZE:
    return N_ ("Choose a smaller file");
  case SA_RULES_ERROR_HOST:
    return N_ ("Give a base URL such as https://api.minimax.io");
  case SA_RULES_ERROR_KEY:
    return N_ ("Set MINIMAX_API_KEY, give the --base-url of a server that needs no key, or use "
               "--practice");
  default:
    return N_ ("Change it and try again; nothing was sent");
  }
}

static const char *
advise_on_audio (int code)
{
  switch (code) {
  case SA_AUDIO_ERROR_NOT_FOUND:
    return N_ ("Check the file's name");
  case SA_AUDIO_ERROR_PERMISSION:
  case SA_AUDIO_ERROR_WRITE:
    return N_ ("Check the name, and that you may read the file or write to the folder");
  case SA_AUDIO_ERROR_NOT_REGULAR:
    return N_ ("Give a regular file on this computer");
  case SA_AUDIO_ERROR_NO_SPACE:
    return N_ ("Make room on the disk and try again");
  case SA_AUDIO_ERROR_MISSING_PLUGIN:
    return N_ ("Install GStreamer's good and libav plugins");
  default:
    return N_ ("Try another file, or convert this one first");
  }
}

/**
 * sa_cli_advise:
 * @error: why a command failed
 * @outcome: what may have become of what was asked
 *
 * Returns: (transfer none): what to do next; there is always something
 */
const char *
sa_cli_advise (const GError *error, SaOutcome outcome)
{
  const SaAdvice *advice = sa_advice_for_error (error);

  if (advice != NULL)
    return advice->advice;
  if (error->domain == SA_CLI_ERROR)
    return _ ("See soundalike-cli --help");
  if (error->domain == SA_RULES_ERROR)
    return _ (advise_on_rule (error->code));
  if (error->domain == SA_AUDIO_ERROR)
    return _ (advise_on_audio (error->code));
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    return _ ("Choose another --port, or leave it out: then it is a free one");
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return _ ("Check that the file and its folder can be read and written");
  if (outcome == SA_OUTCOME_UNKNOWN)
    return _ ("The voice may exist all the same: look for it before you clone again");
  return _ ("Run the command again");
}
