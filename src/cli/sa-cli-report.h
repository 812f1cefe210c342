/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "minimax/sa-service-error.h"

G_BEGIN_DECLS

/* The exit statuses; a contract with scripts. */
#define SA_CLI_EXIT_DONE 0
#define SA_CLI_EXIT_INPUT 2
#define SA_CLI_EXIT_SERVICE 3
#define SA_CLI_EXIT_AUDIO 4
#define SA_CLI_EXIT_NETWORK 5
#define SA_CLI_EXIT_INTERRUPTED 130

/**
 * SaCliFailure:
 * @json: print the error object on standard output, too
 * @outcome: what may have become of what was asked
 * @voice_id: (nullable): the voice that was asked for
 * @sample_file_id: the sample's upload, 0 for none
 * @trace_id: (nullable): where the error itself carries none
 * @advice: (nullable): what to do next, where the command knows better than sa_cli_advise()
 *
 * What stands beside an error.
 */
typedef struct {
  gboolean json;
  SaOutcome outcome;
  const char *voice_id;
  gint64 sample_file_id;
  const char *trace_id;
  const char *advice;
} SaCliFailure;

int sa_cli_report_error (const GError *error, const SaCliFailure *failure);
void sa_cli_say (const char *format, ...) G_GNUC_PRINTF (1, 2);
int sa_cli_print (const char *text);
void sa_cli_append_foreign (GString *text, int width, const char *name, const char *value);

G_END_DECLS
