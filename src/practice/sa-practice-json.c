/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice/sa-practice-json.h"

#include <gio/gio.h>
#include <string.h>

/* json-glib 1.6 reads more than JSON (comments, octal numbers, single quotes), recurses without a limit and
 * turns integers beyond 2^63-1 into negative ones. So the text is first held against RFC 8259 here. */
typedef struct {
  const char *at;
  const char *end;
  guint depth;
} Scan;

static void
skip_blanks (Scan *scan)
{
  while (scan->at < scan->end && strchr (" \t\r\n", *scan->at) != NULL && *scan->at != '\0')
    scan->at++;
}

static gboolean
take (Scan *scan, char c)
{
  if (scan->at == scan->end || *scan->at != c)
    return FALSE;

  scan->at++;
  return TRUE;
}

static gboolean
take_word (Scan *scan, const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (scan->end - scan->at) < length || memcmp (scan->at, word, length) != 0)
    return FALSE;

  scan->at += length;
  return TRUE;
}

static guint
take_digits (Scan *scan)
{
  guint n = 0;

  for (; scan->at < scan->end && g_ascii_isdigit (*scan->at); scan->at++)
    n++;

  return n;
}

static gboolean
check_number (Scan *scan)
{
  const char *start;
  guint digits;
  gboolean negative = take (scan, '-');
  gboolean whole = TRUE;

  start = scan->at;
  digits = take_digits (scan);
  if (digits == 0 || (digits > 1 && *start == '0'))
    return FALSE;

  if (take (scan, '.')) {
    whole = FALSE;
    if (take_digits (scan) == 0)
      return FALSE;
  }
  if (take (scan, 'e') || take (scan, 'E')) {
    whole = FALSE;
    if (!take (scan, '+'))
      take (scan, '-');
    if (take_digits (scan) == 0)
      return FALSE;
  }

  if (whole) {
    g_autofree char *number = g_strndup (start, digits);

    return g_ascii_string_to_unsigned (number, 10, 0, (guint64) G_MAXINT64 + (negative ? 1 : 0),
                                       NULL, NULL);
  }
  return TRUE;
}

static gboolean
check_escape (Scan *scan)
{
  if (scan->at == scan->end)
    return FALSE;

  if (take (scan, 'u')) {
    for (guint i = 0; i < 4; i++, scan->at++) {
      if (scan->at == scan->end || !g_ascii_isxdigit (*scan->at))
        return FALSE;
    }
    /* A NUL would silently end the C string that it becomes. */
    return memcmp (scan->at - 4, "0000", 4) != 0;
  }

  return *scan->at != '\0' && strchr ("\"\\/bfnrt", *scan->at++) != NULL;
}

static gboolean
check_string (Scan *scan)
{
  if (!take (scan, '"'))
    return FALSE;

  while (scan->at < scan->end) {
    unsigned char c = (unsigned char) *scan->at++;

    if (c == '"')
      return TRUE;
    if (c < 0x20 || (c == '\\' && !check_escape (scan)))
      return FALSE;
  }
  return FALSE;
}

/* The depth is limited, so this recursion is too. */
static gboolean
check_value (Scan *scan)
{
  gboolean is_object;
  char close;
  gboolean good = TRUE;

  skip_blanks (scan);
  if (scan->at == scan->end)
    return FALSE;

  if (*scan->at == '"')
    return check_string (scan);
  if (*scan->at == '-' || g_ascii_isdigit (*scan->at))
    return check_number (scan);
  if (*scan->at != '{' && *scan->at != '[')
    return take_word (scan, "true") || take_word (scan, "false") || take_word (scan, "null");

  if (++scan->depth > SA_PRACTICE_JSON_MAX_DEPTH)
    return FALSE;
  is_object = *scan->at++ == '{';
  close = is_object ? '}' : ']';
  skip_blanks (scan);
  if (!take (scan, close)) {
    do {
      skip_blanks (scan);
      if (is_object) {
        good = check_string (scan);
        skip_blanks (scan);
        good = good && take (scan, ':');
      }
      good = good && check_value (scan);
      skip_blanks (scan);
    } while (good && take (scan, ','));
    good = good && take (scan, close);
  }
  scan->depth--;
  return good;
}

/**
 * sa_practice_json_parse:
 * @bytes: a request's body
 *
 * Reads one JSON object and nothing after it, strictly by RFC 8259, nested at most
 * %SA_PRACTICE_JSON_MAX_DEPTH deep, with every whole number within 64 bits.
 *
 * Returns: (transfer full): the object, or %NULL with %G_IO_ERROR_INVALID_DATA
 */
JsonObject *
sa_practice_json_parse (GBytes *bytes, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  Scan scan = { text, text, 0 };
  gboolean good = FALSE;

  if (length > 0 && g_utf8_validate (text, (gssize) length, NULL)) {
    scan.end = text + length;
    skip_blanks (&scan);
    good = scan.at < scan.end && *scan.at == '{' && check_value (&scan);
    skip_blanks (&scan);
  }
  if (!good || scan.at != scan.end) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                         "the body is not one JSON object");
    return NULL;
  }

  if (!json_parser_load_from_data (parser, text, (gssize) length, error))
    return NULL;

  return json_object_ref (json_node_get_object (json_parser_get_root (parser)));
}

static SaPracticeMember
get_value (JsonObject *object, const char *name, GType type, JsonNode **node)
{
  *node = json_object_get_member (object, name);

  if (*node == NULL || JSON_NODE_HOLDS_NULL (*node))
    return SA_PRACTICE_MEMBER_ABSENT;
  if (!JSON_NODE_HOLDS_VALUE (*node) || json_node_get_value_type (*node) != type)
    return SA_PRACTICE_MEMBER_INVALID;

  return SA_PRACTICE_MEMBER_VALID;
}

/**
 * sa_practice_json_get_id:
 * @id: (out): a whole number from 1 to 2^63-1; untouched unless valid
 *
 * Returns: what the member is
 */
SaPracticeMember
sa_practice_json_get_id (JsonObject *object, const char *name, gint64 *id)
{
  JsonNode *node;
  SaPracticeMember member = get_value (object, name, G_TYPE_INT64, &node);

  if (member == SA_PRACTICE_MEMBER_VALID) {
    if (json_node_get_int (node) <= 0)
      return SA_PRACTICE_MEMBER_INVALID;
    *id = json_node_get_int (node);
  }
  return member;
}

/**
 * sa_practice_json_get_string:
 * @string: (out) (transfer none): the text, owned by @object; untouched unless valid
 *
 * Returns: what the member is
 */
SaPracticeMember
sa_practice_json_get_string (JsonObject *object, const char *name, const char **string)
{
  JsonNode *node;
  SaPracticeMember member = get_value (object, name, G_TYPE_STRING, &node);

  if (member == SA_PRACTICE_MEMBER_VALID) {
    /* A lone surrogate escape ("\\ud800") passes the grammar, but is no character. */
    if (!g_utf8_validate (json_node_get_string (node), -1, NULL))
      return SA_PRACTICE_MEMBER_INVALID;
    *string = json_node_get_string (node);
  }
  return member;
}

/**
 * sa_practice_json_get_boolean:
 * @value: (out): true or false; untouched unless valid
 *
 * Returns: what the member is
 */
SaPracticeMember
sa_practice_json_get_boolean (JsonObject *object, const char *name, gboolean *value)
{
  JsonNode *node;
  SaPracticeMember member = get_value (object, name, G_TYPE_BOOLEAN, &node);

  if (member == SA_PRACTICE_MEMBER_VALID)
    *value = json_node_get_boolean (node);
  return member;
}

/**
 * sa_practice_json_get_number:
 * @value: (out): a number, whole or not; untouched unless valid
 *
 * Returns: what the member is
 */
SaPracticeMember
sa_practice_json_get_number (JsonObject *object, const char *name, double *value)
{
  JsonNode *node;
  SaPracticeMember member = get_value (object, name, G_TYPE_DOUBLE, &node);

  if (member == SA_PRACTICE_MEMBER_INVALID)
    member = get_value (object, name, G_TYPE_INT64, &node);
  if (member == SA_PRACTICE_MEMBER_VALID)
    *value = json_node_get_double (node);
  return member;
}

/**
 * sa_practice_json_get_object:
 * @value: (out) (transfer none): an object, owned by @object; untouched unless valid
 *
 * Returns: what the member is
 */
SaPracticeMember
sa_practice_json_get_object (JsonObject *object, const char *name, JsonObject **value)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return SA_PRACTICE_MEMBER_ABSENT;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return SA_PRACTICE_MEMBER_INVALID;

  *value = json_node_get_object (node);
  return SA_PRACTICE_MEMBER_VALID;
}
