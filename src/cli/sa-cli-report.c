/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-cli-report.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "audio/sa-audio-error.h"
#include "minimax/sa-answer.h"
#include "rules/sa-rules-error.h"

#include "sa-cli-advice.h"
#include "sa-cli-arguments.h"
#include "sa-cli-json.h"

typedef struct {
  const char *name;
  int status;
} Kind;

static const Kind input = { "input", SA_CLI_EXIT_INPUT };
static const Kind audio = { "audio", SA_CLI_EXIT_AUDIO };
static const Kind service = { "service", SA_CLI_EXIT_SERVICE };
static const Kind network = { "network", SA_CLI_EXIT_NETWORK };
static const Kind interrupted = { "network", SA_CLI_EXIT_INTERRUPTED };

static const Kind *
classify_service_error (const GError *error)
{
  guint http_status;

  switch (error->code) {
  case SA_SERVICE_ERROR_REFUSED:
    return &service;
  case SA_SERVICE_ERROR_HTTP:
    http_status = sa_service_error_get_http_status (error);
    return http_status >= 400 && http_status < 500 ? &service : &network;
  case SA_SERVICE_ERROR_INSECURE_KEY:
  case SA_SERVICE_ERROR_BAD_URL:
  case SA_SERVICE_ERROR_NO_KEY:
    return &input;
  case SA_SERVICE_ERROR_FILE:
    return &audio;
  default:
    return &network;
  }
}

static const Kind *
classify (const GError *error, const SaCliFailure *failure)
{
  gboolean clone = sa_service_error_get_request (error) == SA_REQUEST_CLONE;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return &interrupted;
  if (clone && failure->outcome == SA_OUTCOME_UNKNOWN)
    return &network;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    return &network;
  if (error->domain == SA_CLI_ERROR || error->domain == SA_RULES_ERROR)
    return &input;
  if (error->domain == SA_SERVICE_ERROR)
    return classify_service_error (error);
  return &audio;
}

/* The service's code, else the HTTP status of a refusal. That an answer without sense came with
 * status 200 says nothing. */
static int
get_code (const GError *error)
{
  int code = sa_service_error_get_status_code (error);
  guint http_status = sa_service_error_get_http_status (error);

  if (code == 0 && http_status >= 300)
    code = (int) http_status;
  return code;
}

static char *
make_json (const GError *error,
           const SaCliFailure *failure,
           const Kind *kind,
           const char *advice,
           const char *trace_id)
{
  g_autoptr (SaCliJson) json = sa_cli_json_new ();

  sa_cli_json_begin_object (json, "error");
  sa_cli_json_add_string (json, "kind", kind->name);
  if (get_code (error) != 0)
    sa_cli_json_add_int (json, "code", get_code (error));
  else
    sa_cli_json_add_null (json, "code");
  sa_cli_json_add_string (json, "message", error->message);
  sa_cli_json_add_string (json, "advice", advice);
  sa_cli_json_add_string (json, "trace_id", trace_id);
  sa_cli_json_add_string (json, "outcome", sa_outcome_to_string (failure->outcome));
  sa_cli_json_add_string (json, "voice_id", failure->voice_id);
  sa_cli_json_add_id (json, "sample_file_id", failure->sample_file_id);
  sa_cli_json_end (json);
  return sa_cli_json_finish (json);
}

/**
 * sa_cli_report_error:
 * @error: why the command failed
 * @failure: what stands beside it
 *
 * Says it on standard error, with trace id and advice, and as one object on standard output where JSON
 * was asked for. The code is part of the error's message.
 *
 * Returns: the exit status
 */
int
sa_cli_report_error (const GError *error, const SaCliFailure *failure)
{
  const Kind *kind = classify (error, failure);
  const char *advice =
    failure->advice != NULL ? failure->advice : sa_cli_advise (error, failure->outcome);
  const char *trace_id = sa_service_error_get_trace_id (error);
  g_autoptr (GString) line = g_string_new (error->message);

  if (trace_id == NULL)
    trace_id = failure->trace_id;
  if (trace_id != NULL)
    g_string_append_printf (line, _ (" (trace ID %s)"), trace_id);
  sa_cli_say ("%s", line->str);
  sa_cli_say ("%s", advice);
  if (failure->json) {
    g_autofree char *json = make_json (error, failure, kind, advice, trace_id);

    sa_cli_print (json);
  }
  return kind->status;
}

/**
 * sa_cli_say:
 * @format: a line without its end
 * @...: what goes into it
 *
 * Says something on standard error, under the program's name.
 */
void
sa_cli_say (const char *format, ...)
{
  g_autofree char *line = NULL;
  va_list args;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);
  fprintf (stderr, "soundalike-cli: %s\n", line);
}

/**
 * sa_cli_print:
 * @text: what the command is there to say
 *
 * Writes to standard output, at once.
 *
 * Returns: the exit status: done, or that of a file that cannot be written
 */
int
sa_cli_print (const char *text)
{
  if (fputs (text, stdout) >= 0 && fflush (stdout) == 0)
    return SA_CLI_EXIT_DONE;
  sa_cli_say ("%s", _ ("Standard output cannot be written"));
  return SA_CLI_EXIT_AUDIO;
}

/**
 * sa_cli_append_foreign:
 * @text: what will be printed for people
 * @width: of the column of names
 * @name: what it is
 * @value: (nullable): what the service said; %NULL adds nothing
 *
 * Adds a line with words of the service, without what could steer a terminal.
 */
void
sa_cli_append_foreign (GString *text, int width, const char *name, const char *value)
{
  g_autofree char *clean = sa_answer_clean_text (value, -1, NULL, G_MAXLONG);

  if (clean != NULL)
    g_string_append_printf (text, "%-*s%s\n", width, name, clean);
}
