/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-answer.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "sa-advice.h"
#include "sa-json.h"

/* How much of a foreign text is shown. */
#define STATUS_MSG_CHARACTERS 300
#define EXCERPT_CHARACTERS 120
#define TRACE_ID_CHARACTERS 128

/* Words of a web page without its tags, and without what only the browser reads. */
static char *
strip_tags (const char *text)
{
  g_autoptr (GString) words = g_string_new (NULL);

  while (*text != '\0') {
    const char *skip_to = NULL;

    if (*text != '<') {
      g_string_append_c (words, *text++);
      continue;
    }
    if (g_ascii_strncasecmp (text, "<style", 6) == 0)
      skip_to = strstr (text, "</style");
    else if (g_ascii_strncasecmp (text, "<script", 7) == 0)
      skip_to = strstr (text, "</script");
    text = strchr (skip_to != NULL ? skip_to : text, '>');
    g_string_append_c (words, ' ');
    if (text == NULL)
      break;
    text++;
  }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

static char *
scrub_key (char *text, const char *key)
{
  g_autoptr (GString) scrubbed = NULL;

  if (key == NULL || strstr (text, key) == NULL)
    return text;

  scrubbed = g_string_new_len (text, (gssize) strlen (text));
  g_string_replace (scrubbed, key, "•••", 0);
  g_free (text);

  return g_string_free (g_steal_pointer (&scrubbed), FALSE);
}

/* Whole seconds until an HTTP date, so that it has come by then, or 0. */
static guint
seconds_until (const char *value, GDateTime *now)
{
  g_autoptr (GDateTime) then = soup_date_time_new_from_http_string (value);
  gint64 seconds;

  if (then == NULL)
    return 0;

  seconds = (g_date_time_difference (then, now) + G_TIME_SPAN_SECOND - 1) / G_TIME_SPAN_SECOND;

  return (guint) CLAMP (seconds, 0, G_MAXINT);
}

/* An error whose message is what happened, in the words of the one table, the number of it, and
 * the service's own words. */
static GError *
new_described (SaServiceError kind, const SaServiceErrorDetails *details)
{
  GError *error = sa_service_error_new (kind, details, "");
  const char *title = sa_advice_for_cause (error)->title;
  const char *words = details->status_msg;
  gboolean is_code = kind == SA_SERVICE_ERROR_REFUSED;
  int number = is_code ? details->status_code : (int) details->http_status;

  g_free (error->message);
  if (words != NULL && is_code)
    /* Translators: what happened, the service's number for it, and its own words */
    error->message = g_strdup_printf (_ ("%s (code %d: “%s”)"), title, number, words);
  else if (is_code)
    /* Translators: what happened, and the service's number for it */
    error->message = g_strdup_printf (_ ("%s (code %d)"), title, number);
  else if (words != NULL)
    /* Translators: what happened, the HTTP status, and the server's own words */
    error->message = g_strdup_printf (_ ("%s (HTTP %d: “%s”)"), title, number, words);
  else
    /* Translators: what happened, and the HTTP status */
    error->message = g_strdup_printf (_ ("%s (HTTP %d)"), title, number);

  return error;
}

/* The service's codes for its own trouble: with an HTTP status of 5xx they tell no more than it. */
static gboolean
is_server_trouble (int code)
{
  return code == 1000 || code == 1001 || code == 1013 || code == 1024 || code == 1033;
}

static GError *
new_refusal (const SaAnswer *self,
             SaRequestKind request,
             int code,
             const char *words,
             const char *trace_id)
{
  SaServiceErrorDetails details = { 0 };
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();

  details.status_code = code;
  details.http_status = self->status;
  details.status_msg = words;
  details.trace_id = trace_id;
  details.request = request;
  details.retry_after = sa_answer_parse_retry_after (self->retry_after, now);
  details.outcome = code == 1001 || (self->status >= 500 && is_server_trouble (code))
                      ? SA_OUTCOME_UNKNOWN
                      : SA_OUTCOME_REFUSED;

  return new_described (SA_SERVICE_ERROR_REFUSED, &details);
}

static GError *
new_bad_answer (const SaAnswer *self,
                SaRequestKind request,
                const char *trace_id,
                const char *problem)
{
  SaServiceErrorDetails details = { 0 };
  g_autofree char *message = NULL;

  details.http_status = self->status;
  details.trace_id = trace_id;
  details.request = request;
  details.outcome = SA_OUTCOME_UNKNOWN;
  if (self->cut) {
    message = g_strdup (_ ("The server’s answer was too large, and was cut off"));
    return sa_service_error_new (SA_SERVICE_ERROR_TOO_LARGE, &details, message);
  }

  /* Translators: %s is a clause such as “it ends in the middle” */
  message = g_strdup_printf (_ ("The server’s answer makes no sense: %s"), problem);

  return sa_service_error_new (SA_SERVICE_ERROR_BAD_ANSWER, &details, message);
}

/* The header wins; the body repeats it in some answers. */
static char *
find_trace_id (const SaAnswer *self, JsonObject *root, const char *key)
{
  const char *found = self->trace_id;

  if ((found == NULL || *found == '\0') && root != NULL)
    found = sa_json_get_string (root, "trace_id");
  if (found == NULL || *found == '\0')
    return NULL;

  return sa_answer_clean_text (found, -1, key, TRACE_ID_CHARACTERS);
}

/* Reads base_resp.status_code. An answer without base_resp is none, except to an upload that
 * shows the file: there the documents call it optional. */
static gboolean
read_status (JsonObject *object, SaRequestKind request, int *code, const char **problem)
{
  JsonNode *node = json_object_get_member (object, "base_resp");
  JsonObject *base = sa_json_get_object (object, "base_resp");
  gint64 value;

  *code = 0;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node)) {
    if (request == SA_REQUEST_UPLOAD && sa_json_get_object (object, "file") != NULL)
      return TRUE;
    *problem = _ ("“base_resp” is missing");
    return FALSE;
  }
  if (base == NULL || !sa_json_get_integer (base, "status_code", &value) || value < G_MININT ||
      value > G_MAXINT) {
    *problem = _ ("“base_resp.status_code” is missing or not a whole number");
    return FALSE;
  }

  *code = (int) value;

  return TRUE;
}

/* Reads what every answer has in common: the HTTP status, the JSON, base_resp, the trace id. */
static JsonNode *
open_answer (const SaAnswer *self,
             SaRequestKind request,
             const char *key,
             char **trace_id,
             GError **error)
{
  const char *problem = NULL;
  g_autoptr (JsonNode) root = self->cut ? NULL : sa_json_parse (self->body, &problem);
  JsonObject *object = root != NULL ? json_node_get_object (root) : NULL;
  gboolean readable;
  int code = 0;

  *trace_id = find_trace_id (self, object, key);
  readable = object != NULL && read_status (object, request, &code, &problem);

  if (self->status >= 300 && self->status < 400) {
    g_propagate_error (error, sa_answer_to_http_error (self, request, key));
  } else if (readable && code != 0) {
    const char *raw = sa_json_get_string (sa_json_get_object (object, "base_resp"), "status_msg");
    g_autofree char *words = sa_answer_clean_text (raw, -1, key, STATUS_MSG_CHARACTERS);

    g_propagate_error (error, new_refusal (self, request, code, words, *trace_id));
  } else if (self->status >= 400) {
    g_propagate_error (error, sa_answer_to_http_error (self, request, key));
  } else if (!readable) {
    g_propagate_error (error, new_bad_answer (self, request, *trace_id, problem));
  } else {
    return g_steal_pointer (&root);
  }

  return NULL;
}

static char *
dup_text (JsonObject *object, const char *name)
{
  const char *text = sa_json_get_string (object, name);

  return text != NULL ? g_utf8_make_valid (text, -1) : NULL;
}

static gint64
get_figure (JsonObject *object, const char *name)
{
  gint64 value;

  return sa_json_get_integer (object, name, &value) && value >= 0 ? value : -1;
}

/* The content check comes as a boolean with a sibling, as an object, as a number, as null or not
 * at all; true or a type other than 0 means that something was flagged. */
static void
read_sensitivity (JsonObject *object, SaCloneAnswer *answer)
{
  JsonNode *node = json_object_get_member (object, "input_sensitive");
  JsonObject *inner = sa_json_get_object (object, "input_sensitive");
  gint64 type = 0;

  if (inner != NULL)
    sa_json_get_integer (inner, "type", &type);
  else if (!sa_json_get_integer (object, "input_sensitive_type", &type))
    type = 0;

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
      json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    answer->input_sensitive = json_node_get_boolean (node);
  else if (type == 0 && sa_json_read_integer (node, &type))
    answer->input_sensitive = type != 0;

  answer->input_sensitive = answer->input_sensitive || type != 0;
  answer->input_sensitive_type = (int) CLAMP (type, G_MININT, G_MAXINT);
}

static void
read_extra_info (JsonObject *object, SaCloneAnswer *answer)
{
  JsonObject *extra = sa_json_get_object (object, "extra_info");

  if (extra == NULL)
    return;

  answer->has_extra_info = TRUE;
  for (gsize i = 0; i < SA_CLONE_N_FIGURES; i++)
    G_STRUCT_MEMBER (gint64, answer, sa_clone_figures[i].offset) =
      get_figure (extra, sa_clone_figures[i].name);
}

/**
 * sa_answer_new:
 * @status: the HTTP status
 * @headers: the answer's headers
 * @body: (transfer full): what was kept of the body
 * @cut: whether there was more
 *
 * Returns: (transfer full): an answer, with what is used of its headers (their names in any
 *   letter case)
 */
SaAnswer *
sa_answer_new (guint status, SoupMessageHeaders *headers, GBytes *body, gboolean cut)
{
  SaAnswer *self = g_new0 (SaAnswer, 1);

  self->status = status;
  self->trace_id = g_strdup (soup_message_headers_get_one (headers, "Trace-Id"));
  self->location = g_strdup (soup_message_headers_get_one (headers, "Location"));
  self->retry_after = g_strdup (soup_message_headers_get_one (headers, "Retry-After"));
  self->body = body;
  self->cut = cut;

  return self;
}

/**
 * sa_answer_free:
 * @self: (nullable) (transfer full): an answer
 */
void
sa_answer_free (SaAnswer *self)
{
  if (self == NULL)
    return;

  g_free (self->trace_id);
  g_free (self->location);
  g_free (self->retry_after);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

/**
 * sa_answer_parse_retry_after:
 * @value: (nullable): a Retry-After header: seconds or an HTTP date
 * @now: the present
 *
 * Returns: seconds to wait, 0 where @value says nothing usable
 */
guint
sa_answer_parse_retry_after (const char *value, GDateTime *now)
{
  g_autofree char *text = g_strstrip (g_strdup (value != NULL ? value : ""));
  guint64 seconds;

  if (*text == '\0')
    return 0;
  if (strspn (text, "0123456789") < strlen (text))
    return seconds_until (text, now);
  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT, &seconds, NULL))
    return G_MAXINT;

  return (guint) seconds;
}

/**
 * sa_answer_clean_text:
 * @text: (nullable): what a stranger wrote
 * @length: its length in bytes, −1 if NUL-terminated
 * @key: (nullable): the key, of which no trace may stay
 * @max_characters: where to cut
 *
 * Makes foreign words fit to be shown on one line: valid UTF-8, tags and control characters
 * gone, blanks folded, the key blotted out, cut at @max_characters.
 *
 * Returns: (transfer full) (nullable): the words, %NULL if none are left
 */
char *
sa_answer_clean_text (const char *text, gssize length, const char *key, glong max_characters)
{
  g_autoptr (GString) folded = g_string_new (NULL);
  g_autofree char *valid = NULL;
  g_autofree char *clean = NULL;

  if (text == NULL)
    return NULL;

  valid = g_utf8_make_valid (text, length);
  if (valid[strspn (valid, " \t\r\n")] == '<') {
    g_autofree char *page = g_steal_pointer (&valid);

    valid = strip_tags (page);
  }
  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);

    if (!g_unichar_isspace (c) && g_unichar_isprint (c))
      g_string_append_unichar (folded, c);
    else if (folded->len > 0 && folded->str[folded->len - 1] != ' ')
      g_string_append_c (folded, ' ');
  }

  clean = scrub_key (g_strstrip (g_strdup (folded->str)), key);
  if (*clean == '\0')
    return NULL;
  if (g_utf8_strlen (clean, -1) > max_characters) {
    g_autofree char *start = g_utf8_substring (clean, 0, max_characters);

    return g_strconcat (start, "…", NULL);
  }

  return g_steal_pointer (&clean);
}

/**
 * sa_answer_to_http_error:
 * @self: an answer with a status outside of 200 … 299
 * @request: what it answers
 * @key: (nullable): the key, of which no trace may stay
 *
 * A redirect is an error too: neither body nor key is ever sent on to elsewhere.
 *
 * Returns: (transfer full): %SA_SERVICE_ERROR_HTTP with the status and a short excerpt
 */
GError *
sa_answer_to_http_error (const SaAnswer *self, SaRequestKind request, const char *key)
{
  SaServiceErrorDetails details = { 0 };
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *trace_id = find_trace_id (self, NULL, key);
  g_autofree char *excerpt = NULL;
  gsize length;
  const char *body = g_bytes_get_data (self->body, &length);

  /* 303 tells to fetch the result elsewhere: the work may be done. */
  details.outcome = self->status >= 500 || self->status == 303 || self->status < 200
                      ? SA_OUTCOME_UNKNOWN
                      : SA_OUTCOME_REFUSED;
  details.http_status = self->status;
  details.trace_id = trace_id;
  details.request = request;
  details.retry_after = sa_answer_parse_retry_after (self->retry_after, now);

  if (self->status >= 300 && self->status < 400)
    excerpt = sa_answer_clean_text (self->location, -1, key, EXCERPT_CHARACTERS);
  else if (body != NULL)
    excerpt = sa_answer_clean_text (body, (gssize) length, key, EXCERPT_CHARACTERS);
  details.status_msg = excerpt;

  return new_described (SA_SERVICE_ERROR_HTTP, &details);
}

/**
 * sa_answer_read_upload:
 * @self: what came
 * @key: (nullable): the key, of which no trace may stay
 * @error: return location
 *
 * Reads the answer of POST /v1/files/upload (MiniMax API, Upload File). What is needed is the
 * file's ID; the rest of the file object is taken where it makes sense.
 *
 * Returns: (transfer full) (nullable): the file, or %NULL with %SA_SERVICE_ERROR
 */
SaRemoteFile *
sa_answer_read_upload (const SaAnswer *self, const char *key, GError **error)
{
  g_autofree char *trace_id = NULL;
  g_autoptr (JsonNode) root = open_answer (self, SA_REQUEST_UPLOAD, key, &trace_id, error);
  SaRemoteFile *file;
  JsonObject *object;
  gint64 file_id;

  if (root == NULL)
    return NULL;

  object = sa_json_get_object (json_node_get_object (root), "file");
  if (object == NULL || !sa_json_get_integer (object, "file_id", &file_id) || file_id < 1) {
    g_propagate_error (error,
                       new_bad_answer (self, SA_REQUEST_UPLOAD, trace_id,
                                       _ ("“file.file_id” is missing or not a lawful file ID")));
    return NULL;
  }

  file = sa_remote_file_new (file_id);
  file->bytes = get_figure (object, "bytes");
  file->created_at = get_figure (object, "created_at");
  file->filename = dup_text (object, "filename");
  file->purpose = dup_text (object, "purpose");
  file->trace_id = g_steal_pointer (&trace_id);

  return file;
}

/**
 * sa_answer_read_clone:
 * @self: what came
 * @key: (nullable): the key, of which no trace may stay
 * @error: return location
 *
 * Reads the answer of POST /v1/voice_clone (MiniMax API, Voice Clone). Once status_code is 0 the
 * voice exists: a figure that makes no sense is left out then, and never fails the clone.
 *
 * Returns: (transfer full) (nullable): the answer, or %NULL with %SA_SERVICE_ERROR
 */
SaCloneAnswer *
sa_answer_read_clone (const SaAnswer *self, const char *key, GError **error)
{
  g_autofree char *trace_id = NULL;
  g_autoptr (JsonNode) root = open_answer (self, SA_REQUEST_CLONE, key, &trace_id, error);
  SaCloneAnswer *answer;
  JsonObject *object;

  if (root == NULL)
    return NULL;

  object = json_node_get_object (root);
  answer = sa_clone_answer_new ();
  answer->demo_audio = dup_text (object, "demo_audio");
  if (answer->demo_audio != NULL && *answer->demo_audio == '\0')
    g_clear_pointer (&answer->demo_audio, g_free);
  read_sensitivity (object, answer);
  read_extra_info (object, answer);
  answer->trace_id = g_steal_pointer (&trace_id);

  return answer;
}
