/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "practice/sa-practice-server.h"

#include "sa-cli-commands.h"
#include "sa-cli-json.h"
#include "sa-cli-report.h"
#include "sa-cli-wait.h"

static gboolean
start (SaPracticeServer *server, GPtrArray *faults, GError **error)
{
  for (guint i = 0; i < faults->len; i++)
    if (!sa_practice_server_add_fault (server, g_ptr_array_index (faults, i), error))
      return FALSE;
  return sa_practice_server_start (server, error);
}

static int
print_base_url (SaPracticeServer *server, gboolean as_json)
{
  const char *base_url = sa_practice_server_get_base_url (server);
  g_autofree char *text = NULL;

  if (as_json) {
    g_autoptr (SaCliJson) json = sa_cli_json_new ();

    sa_cli_json_add_string (json, "base_url", base_url);
    text = sa_cli_json_finish (json);
  } else {
    text = g_strdup_printf ("%s\n", base_url);
  }
  return sa_cli_print (text);
}

int
sa_cli_practice_server (const SaCliArguments *arguments)
{
  g_autoptr (SaPracticeServer) server = sa_practice_server_new (NULL, NULL, arguments->port);
  g_autoptr (GCancellable) interrupt = sa_cli_interrupt_new ();
  g_autoptr (GError) error = NULL;
  int status;

  if (!start (server, arguments->faults, &error)) {
    SaCliFailure failure = { .json = arguments->json };

    return sa_cli_report_error (error, &failure);
  }
  status = print_base_url (server, arguments->json);
  while (status == SA_CLI_EXIT_DONE && !g_cancellable_is_cancelled (interrupt))
    g_main_context_iteration (NULL, TRUE);
  sa_practice_server_stop (server);
  return status;
}
