/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-cli-arguments.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "audio/sa-encoder.h"
#include "minimax/sa-client.h"
#include "practice/sa-practice-faults.h"

GQuark
sa_cli_error_quark (void)
{
  return g_quark_from_static_string ("sa-cli-error");
}

#define EVERY ((1u << SA_CLI_N_COMMANDS) - 1)
#define FOR(command) (1u << SA_CLI_##command)

typedef struct _Option Option;

/* Reads the value of an option; %NULL for a switch. */
typedef gboolean (*Read) (const Option *option, const char *value, gpointer field, GError **error);

struct _Option {
  const char *name;
  guint commands; /* which take it */
  Read read; /* %NULL: a switch */
  gsize offset; /* of its field in SaCliArguments */
};

typedef struct {
  const char *name;
  int min_files;
  int max_files;
} CommandInfo;

static const CommandInfo commands[SA_CLI_N_COMMANDS] = {
  [SA_CLI_PROBE] = { "probe", 1, 1 },
  [SA_CLI_TRIM] = { "trim", 2, 2 },
  [SA_CLI_UPLOAD] = { "upload", 1, 1 },
  [SA_CLI_CLONE] = { "clone", 0, 0 },
  [SA_CLI_PRACTICE_SERVER] = { "practice-server", 0, 0 },
};

static gboolean
read_string (const Option *option, const char *value, gpointer field, GError **error)
{
  char **string = field;

  g_free (*string);
  *string = g_strdup (value);
  return TRUE;
}

static gboolean
read_text (const Option *option, const char *value, gpointer field, GError **error)
{
  if (g_utf8_validate (value, -1, NULL))
    return read_string (option, value, field, error);
  g_set_error (error, SA_CLI_ERROR, SA_CLI_ERROR_USAGE, _ ("--%s is not valid UTF-8"),
               option->name);
  return FALSE;
}

static gboolean
read_seconds (const Option *option, const char *value, gpointer field, GError **error)
{
  if (sa_cli_parse_seconds (value, field))
    return TRUE;
  g_set_error (error, SA_CLI_ERROR, SA_CLI_ERROR_USAGE,
               _ ("--%s takes seconds such as 12.5, and not “%s”"), option->name, value);
  return FALSE;
}

static gboolean
read_timeout (const Option *option, const char *value, gpointer field, GError **error)
{
  guint *timeout = field;
  double seconds;

  if (!sa_cli_parse_seconds (value, &seconds) || seconds <= 0) {
    g_set_error (error, SA_CLI_ERROR, SA_CLI_ERROR_USAGE,
                 _ ("--%s takes seconds above 0, and not “%s”"), option->name, value);
    return FALSE;
  }
  /* The client counts whole seconds; longer than a day is as good as for ever. */
  *timeout = (guint) MIN (ceil (seconds), 86400.0);
  return TRUE;
}

static gboolean
read_purpose (const Option *option, const char *value, gpointer field, GError **error)
{
  if (sa_purpose_from_string (value, field))
    return TRUE;
  g_set_error (error, SA_CLI_ERROR, SA_CLI_ERROR_USAGE,
               _ ("--%s takes voice_clone, prompt_audio, t2a_async_input or video_understanding, "
                  "and not “%s”"),
               option->name, value);
  return FALSE;
}

static gboolean
read_source (const Option *option, const char *value, gpointer field, GError **error)
{
  SaCliSource *source = field;

  g_clear_pointer (&source->path, g_free);
  source->file_id = 0;
  if (!sa_cli_is_file_id (value)) {
    source->path = g_strdup (value);
    return TRUE;
  }
  if (sa_cli_parse_file_id (value, &source->file_id))
    return TRUE;
  g_set_error (error, SA_CLI_ERROR, SA_CLI_ERROR_USAGE,
               _ ("“%s” is no file ID: those go from 1 to 9223372036854775807 (a file of that name "
                  "is written ./%s)"),
               value, value);
  return FALSE;
}

static gboolean
read_port (const Option *option, const char *value, gpointer field, GError **error)
{
  guint16 *port = field;
  guint64 number;

  if (g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT16, &number, NULL)) {
    *port = (guint16) number;
    return TRUE;
  }
  g_set_error (error, SA_CLI_ERROR, SA_CLI_ERROR_USAGE,
               _ ("--%s takes a number from 0 to 65535, and not “%s”"), option->name, value);
  return FALSE;
}

static gboolean
read_fault (const Option *option, const char *value, gpointer field, GError **error)
{
  GPtrArray **faults = field;
  g_autofree char *names = NULL;
  SaPracticeFaults fault;

  if (sa_practice_faults_parse (value, &fault, NULL)) {
    g_ptr_array_add (*faults, g_strdup (value));
    return TRUE;
  }
  names = g_strjoinv (", ", (char **) sa_practice_faults_list ());
  g_set_error (error, SA_CLI_ERROR, SA_CLI_ERROR_USAGE,
               _ ("There is no fault “%s”: choose one of %s"), value, names);
  return FALSE;
}

#define FIELD(member) G_STRUCT_OFFSET (SaCliArguments, member)

static const Option options[] = {
  { "help", EVERY, NULL, FIELD (help) },
  { "version", EVERY, NULL, FIELD (version) },
  { "json", EVERY, NULL, FIELD (json) },
  { "base-url", EVERY, read_text, FIELD (base_url) },
  { "practice", EVERY, NULL, FIELD (practice) },
  { "timeout", EVERY, read_timeout, FIELD (timeout) },
  { "start", FOR (TRIM) | FOR (CLONE), read_seconds, FIELD (start) },
  { "end", FOR (TRIM) | FOR (CLONE), read_seconds, FIELD (end) },
  { "purpose", FOR (UPLOAD), read_purpose, FIELD (purpose) },
  { "sample", FOR (CLONE), read_source, FIELD (sample) },
  { "prompt", FOR (CLONE), read_source, FIELD (prompt) },
  { "prompt-start", FOR (CLONE), read_seconds, FIELD (prompt_start) },
  { "prompt-end", FOR (CLONE), read_seconds, FIELD (prompt_end) },
  { "prompt-text", FOR (CLONE), read_text, FIELD (prompt_text) },
  { "voice-id", FOR (CLONE), read_text, FIELD (voice_id) },
  { "consent", FOR (CLONE), NULL, FIELD (consent) },
  { "text", FOR (CLONE), read_text, FIELD (text) },
  { "model", FOR (CLONE), read_text, FIELD (model) },
  { "preview", FOR (CLONE), read_string, FIELD (preview) },
  { "language-boost", FOR (CLONE), read_text, FIELD (language_boost) },
  { "noise-reduction", FOR (CLONE), NULL, FIELD (noise_reduction) },
  { "volume-normalization", FOR (CLONE), NULL, FIELD (volume_normalization) },
  { "port", FOR (PRACTICE_SERVER), read_port, FIELD (port) },
  { "fault", FOR (PRACTICE_SERVER), read_fault, FIELD (faults) },
};

#define N_OPTIONS G_N_ELEMENTS (options)

/* While it is parsed: which options were given, and what stands between them. */
typedef struct {
  SaCliArguments *arguments;
  gboolean given[N_OPTIONS];
  GPtrArray *words;
} Parser;

G_GNUC_PRINTF (2, 3)
static gboolean
usage_error (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, SA_CLI_ERROR, SA_CLI_ERROR_USAGE, message);
  return FALSE;
}

static int
find_option (const char *name, gsize length)
{
  for (gsize i = 0; i < N_OPTIONS; i++)
    if (strlen (options[i].name) == length && strncmp (options[i].name, name, length) == 0)
      return (int) i;
  return -1;
}

/* Reads the option at @argv[*i], and its value, which may be the next word. */
static gboolean
parse_option (Parser *parser, const char *const *argv, int *i, GError **error)
{
  const char *name = argv[*i] + 2;
  const char *equals = strchr (name, '=');
  gsize length = equals != NULL ? (gsize) (equals - name) : strlen (name);
  int found = find_option (name, length);
  gpointer field;

  if (found < 0)
    return usage_error (error, _ ("There is no option “--%.*s”"), (int) length, name);
  parser->given[found] = TRUE;
  field = G_STRUCT_MEMBER_P (parser->arguments, options[found].offset);
  if (options[found].read == NULL) {
    if (equals != NULL)
      return usage_error (error, _ ("--%s takes no value"), options[found].name);
    *(gboolean *) field = TRUE;
    return TRUE;
  }
  if (equals != NULL)
    return options[found].read (&options[found], equals + 1, field, error);
  if (argv[*i + 1] == NULL)
    return usage_error (error, _ ("--%s needs a value"), options[found].name);
  *i += 1;
  return options[found].read (&options[found], argv[*i], field, error);
}

static gboolean
parse_words (Parser *parser, const char *const *argv, GError **error)
{
  gboolean only_words = FALSE;

  for (int i = 0; argv[i] != NULL; i++) {
    if (only_words || *argv[i] != '-' || argv[i][1] == '\0')
      g_ptr_array_add (parser->words, g_strdup (argv[i]));
    else if (g_str_equal (argv[i], "--"))
      only_words = TRUE;
    else if (g_str_equal (argv[i], "-h"))
      parser->arguments->help = TRUE;
    else if (argv[i][1] != '-')
      return usage_error (error, _ ("There is no option “%s”"), argv[i]);
    else if (!parse_option (parser, argv, &i, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
find_command (Parser *parser, GError **error)
{
  const char *name;

  if (parser->words->len == 0)
    return usage_error (error,
                        _ ("A command is missing: probe, trim, upload, clone or practice-server"));
  name = g_ptr_array_index (parser->words, 0);
  for (int i = SA_CLI_NONE + 1; i < SA_CLI_N_COMMANDS; i++)
    if (g_str_equal (commands[i].name, name)) {
      parser->arguments->command = i;
      g_ptr_array_remove_index (parser->words, 0);
      return TRUE;
    }
  return usage_error (
    error, _ ("There is no command “%s”: choose probe, trim, upload, clone or practice-server"),
    name);
}

static gboolean
check_options_fit (Parser *parser, GError **error)
{
  SaCliCommand command = parser->arguments->command;

  for (gsize i = 0; i < N_OPTIONS; i++)
    if (parser->given[i] && (options[i].commands & (1u << command)) == 0)
      return usage_error (error, _ ("%s does not take --%s"), commands[command].name,
                          options[i].name);
  return TRUE;
}

static gboolean
check_files (Parser *parser, GError **error)
{
  const CommandInfo *info = &commands[parser->arguments->command];
  int n = (int) parser->words->len;

  if (n > info->max_files)
    return usage_error (error, _ ("%s has an argument too many: “%s”"), info->name,
                        (char *) g_ptr_array_index (parser->words, info->max_files));
  if (n < info->min_files)
    return usage_error (error,
                        info->min_files == 1 ? _ ("%s needs a file")
                                             : _ ("%s needs a file and the name of the result"),
                        info->name);
  for (int i = 0; i < n; i++)
    if (*(char *) g_ptr_array_index (parser->words, i) == '\0')
      return usage_error (error, _ ("A file's name is empty"));
  return TRUE;
}

static gboolean
check_range (const char *prefix, double start, double end, GError **error)
{
  if (end < 0 || end > MAX (start, 0))
    return TRUE;
  return usage_error (error, _ ("--%send must lie behind --%sstart"), prefix, prefix);
}

static gboolean
check_source (const SaCliSource *source,
              const char *name,
              const char *prefix,
              gboolean has_range,
              GError **error)
{
  if (source->file_id > 0 && has_range) {
    g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, source->file_id);

    return usage_error (error,
                        _ ("--%sstart and --%send choose a part of a file, and “%s” is the ID of "
                           "an upload (a file of that name is written ./%s)"),
                        prefix, prefix, id, id);
  }
  if (source->path != NULL && *source->path == '\0')
    return usage_error (error, _ ("--%s has an empty name"), name);
  return TRUE;
}

static gboolean
check_clone (SaCliArguments *self, GError **error)
{
  gboolean prompt_range = self->prompt_start >= 0 || self->prompt_end >= 0;

  if (!self->has_sample)
    return usage_error (error, _ ("clone needs --sample with a file or the ID of an upload"));
  if (self->voice_id == NULL)
    return usage_error (error, _ ("clone needs --voice-id"));
  if (self->has_prompt != (self->prompt_text != NULL) || (prompt_range && !self->has_prompt))
    return usage_error (error, _ ("--prompt and --prompt-text go together: give both or neither"));
  if ((self->text != NULL) != (self->model != NULL))
    return usage_error (error, _ ("--text and --model go together: give both or neither"));
  if (self->preview != NULL && self->text == NULL)
    return usage_error (error, _ ("--preview needs --text and --model"));
  if (self->preview != NULL && *self->preview == '\0')
    return usage_error (error, _ ("--preview has an empty name"));
  return check_source (&self->sample, "sample", "", self->start >= 0 || self->end >= 0, error) &&
         check_source (&self->prompt, "prompt", "prompt-", prompt_range, error) &&
         check_range ("prompt-", self->prompt_start, self->prompt_end, error);
}

static gboolean
check_command (SaCliArguments *self, GError **error)
{
  SaEncoding encoding;

  if (self->base_url != NULL && self->practice)
    return usage_error (error, _ ("--base-url and --practice exclude each other"));
  switch (self->command) {
  case SA_CLI_TRIM:
    if (self->start < 0)
      return usage_error (error, _ ("trim needs --start"));
    if (!sa_encoding_from_name (self->files[1], &encoding))
      return usage_error (error, _ ("The result's name must end in .wav, .mp3, .m4a or .flac"));
    break;
  case SA_CLI_UPLOAD:
    if (!self->has_purpose)
      return usage_error (error,
                          _ ("upload needs --purpose: voice_clone, prompt_audio, t2a_async_input "
                             "or video_understanding"));
    break;
  case SA_CLI_CLONE:
    if (!check_clone (self, error))
      return FALSE;
    break;
  default:
    break;
  }
  return check_range ("", self->start, self->end, error);
}

/**
 * sa_cli_arguments_new:
 *
 * Returns: (transfer full): arguments with nothing given
 */
SaCliArguments *
sa_cli_arguments_new (void)
{
  SaCliArguments *self = g_new0 (SaCliArguments, 1);

  self->timeout = SA_CLIENT_DEFAULT_TIMEOUT;
  self->start = self->end = self->prompt_start = self->prompt_end = -1;
  self->faults = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
sa_cli_arguments_free (SaCliArguments *self)
{
  g_free (self->base_url);
  g_strfreev (self->files);
  g_free (self->sample.path);
  g_free (self->prompt.path);
  g_free (self->prompt_text);
  g_free (self->voice_id);
  g_free (self->text);
  g_free (self->model);
  g_free (self->preview);
  g_free (self->language_boost);
  g_ptr_array_unref (self->faults);
  g_free (self);
}

/**
 * sa_cli_arguments_parse:
 * @self: new arguments
 * @argv: (array zero-terminated=1): the words after the program's name
 * @error: set to an %SA_CLI_ERROR that says what is wrong
 *
 * Options may stand before and after the command, as `--name value` or `--name=value`; after `--`
 * everything is a command or a file. Of an option that is given twice the last one counts, except for
 * `--fault`. With --help or --version nothing else needs to be right.
 *
 * Returns: whether the command line makes sense
 */
gboolean
sa_cli_arguments_parse (SaCliArguments *self, const char *const *argv, GError **error)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  Parser parser = { .arguments = self, .words = words };

  if (!parse_words (&parser, argv, error))
    return FALSE;
  if (self->version)
    return TRUE;
  if (self->help) {
    if (words->len > 0)
      return find_command (&parser, error);
    return TRUE;
  }
  self->has_purpose = parser.given[find_option ("purpose", strlen ("purpose"))];
  self->has_sample = parser.given[find_option ("sample", strlen ("sample"))];
  self->has_prompt = parser.given[find_option ("prompt", strlen ("prompt"))];
  if (!find_command (&parser, error) || !check_options_fit (&parser, error) ||
      !check_files (&parser, error))
    return FALSE;
  g_ptr_array_add (words, NULL);
  self->files = g_strdupv ((char **) words->pdata);
  return check_command (self, error);
}

/**
 * sa_cli_arguments_wants_json:
 * @argv: (array zero-terminated=1): the words after the program's name
 *
 * Returns: whether --json stands among them, for the error that keeps them from being parsed
 */
gboolean
sa_cli_arguments_wants_json (const char *const *argv)
{
  for (int i = 0; argv[i] != NULL && !g_str_equal (argv[i], "--"); i++)
    if (g_str_equal (argv[i], "--json"))
      return TRUE;
  return FALSE;
}
