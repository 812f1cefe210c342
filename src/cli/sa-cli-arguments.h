/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "rules/sa-purpose.h"

G_BEGIN_DECLS

#define SA_CLI_ERROR (sa_cli_error_quark ())
GQuark sa_cli_error_quark (void);

/* The only code of SA_CLI_ERROR: the command line is written wrongly. */
#define SA_CLI_ERROR_USAGE 0

typedef enum {
  SA_CLI_NONE,
  SA_CLI_PROBE,
  SA_CLI_TRIM,
  SA_CLI_UPLOAD,
  SA_CLI_CLONE,
  SA_CLI_PRACTICE_SERVER,
  SA_CLI_N_COMMANDS,
} SaCliCommand;

/* A file or an upload: what --sample and --prompt take. One of the two is set. */
typedef struct {
  char *path;
  gint64 file_id;
} SaCliSource;

/**
 * SaCliArguments:
 * @command: what to do
 * @help: --help was given
 * @version: --version was given
 * @files: (array zero-terminated=1): the command's own arguments: FILE, or FILE and OUT
 * @start: seconds, below 0 when not given; so are the three others
 * @voice_id: every string is %NULL when it was not given
 * @port: 0 for any
 *
 * What the command line says, checked as far as it can be without looking at a file.
 */
typedef struct {
  SaCliCommand command;
  gboolean help;
  gboolean version;
  gboolean json;
  char *base_url;
  gboolean practice;
  guint timeout;

  GStrv files;
  double start;
  double end;
  gboolean has_purpose;
  SaPurpose purpose;

  gboolean has_sample;
  SaCliSource sample;
  gboolean has_prompt;
  SaCliSource prompt;
  double prompt_start;
  double prompt_end;
  char *prompt_text;
  char *voice_id;
  gboolean consent;
  char *text;
  char *model;
  char *preview;
  char *language_boost;
  gboolean noise_reduction;
  gboolean volume_normalization;

  guint16 port;
  GPtrArray *faults;
} SaCliArguments;

SaCliArguments *sa_cli_arguments_new (void);
void sa_cli_arguments_free (SaCliArguments *self);
gboolean sa_cli_arguments_parse (SaCliArguments *self, const char *const *argv, GError **error);
gboolean sa_cli_arguments_wants_json (const char *const *argv);

gboolean sa_cli_parse_seconds (const char *text, double *seconds);
gboolean sa_cli_parse_file_id (const char *text, gint64 *file_id);
gboolean sa_cli_is_file_id (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaCliArguments, sa_cli_arguments_free)

G_END_DECLS
