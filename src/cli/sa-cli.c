/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-cli.h"

#include "sa-cli-arguments.h"
#include "sa-cli-commands.h"
#include "sa-cli-help.h"
#include "sa-cli-report.h"

/* What core has to say beside its errors: that something could not be remembered, for instance. */
static void
on_message (const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
  sa_cli_say ("%s", message);
}

/**
 * sa_cli_run:
 * @argv: (array zero-terminated=1): the words after the program's name
 *
 * Runs what the command line asks for.
 *
 * Returns: the exit status
 */
int
sa_cli_run (const char *const *argv)
{
  static int (*const commands[SA_CLI_N_COMMANDS]) (const SaCliArguments *) = {
    [SA_CLI_PROBE] = sa_cli_probe,
    [SA_CLI_TRIM] = sa_cli_trim,
    [SA_CLI_UPLOAD] = sa_cli_upload,
    [SA_CLI_CLONE] = sa_cli_clone,
    [SA_CLI_PRACTICE_SERVER] = sa_cli_practice_server,
  };
  g_autoptr (SaCliArguments) arguments = sa_cli_arguments_new ();
  g_autoptr (GError) error = NULL;

  g_log_set_handler (NULL, G_LOG_LEVEL_MESSAGE, on_message, NULL);
  if (!sa_cli_arguments_parse (arguments, argv, &error)) {
    SaCliFailure failure = { .json = sa_cli_arguments_wants_json (argv),
                             .voice_id = arguments->voice_id,
                             .sample_file_id = arguments->sample.file_id };

    return sa_cli_report_error (error, &failure);
  }
  if (arguments->version)
    return sa_cli_print_version ();
  if (arguments->help)
    return sa_cli_print_help (arguments->command);
  return commands[arguments->command](arguments);
}
