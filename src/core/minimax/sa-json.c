/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rules/sa-limits.h"

/* json-glib 1.6 dies of deep nesting and of a lone surrogate, turns whole numbers over 2^63
 * negative, and takes much that is not JSON. So what a stranger sent is first read here, by the
 * letter of RFC 8259, and written anew without what json-glib mistakes: a whole number that does
 * not fit becomes a string of its digits, a half character becomes U+FFFD. */
typedef struct {
  const char *at;
  const char *end;
  const char *copied;
  GString *clean;
  int depth;
  const char *problem;
} SaJsonScan;

static gboolean scan_value (SaJsonScan *scan);

static gboolean
fail (SaJsonScan *scan, const char *problem)
{
  if (scan->problem == NULL)
    scan->problem = problem;

  return FALSE;
}

static void
copy_up_to (SaJsonScan *scan, const char *to)
{
  g_string_append_len (scan->clean, scan->copied, to - scan->copied);
  scan->copied = to;
}

static void
replace (SaJsonScan *scan, const char *from, const char *with)
{
  copy_up_to (scan, from);
  g_string_append (scan->clean, with);
  scan->copied = scan->at;
}

static void
skip_blanks (SaJsonScan *scan)
{
  while (scan->at < scan->end &&
         (*scan->at == ' ' || *scan->at == '\t' || *scan->at == '\n' || *scan->at == '\r'))
    scan->at++;
}

static gboolean
take (SaJsonScan *scan, char c)
{
  if (scan->at >= scan->end || *scan->at != c)
    return FALSE;

  scan->at++;

  return TRUE;
}

static gboolean
scan_hex (SaJsonScan *scan, guint *unit)
{
  *unit = 0;
  for (int i = 0; i < 4; i++) {
    if (scan->at >= scan->end || !g_ascii_isxdigit (*scan->at))
      return FALSE;
    *unit = *unit * 16 + (guint) g_ascii_xdigit_value (*scan->at++);
  }

  return TRUE;
}

/* After the backslash. */
static gboolean
scan_escape (SaJsonScan *scan)
{
  const char *start = scan->at - 1;
  guint unit, low;

  if (scan->at >= scan->end)
    return FALSE;
  if (*scan->at != 'u')
    return strchr ("\"\\/bfnrt", *scan->at++) != NULL;

  scan->at++;
  if (!scan_hex (scan, &unit))
    return FALSE;

  if (unit >= 0xd800 && unit <= 0xdbff) {
    const char *after = scan->at;

    if (take (scan, '\\') && take (scan, 'u') && scan_hex (scan, &low) && low >= 0xdc00 &&
        low <= 0xdfff)
      return TRUE;
    scan->at = after;
  }
  if (unit == 0 || (unit >= 0xd800 && unit <= 0xdfff))
    replace (scan, start, "\\ufffd");

  return TRUE;
}

static gboolean
scan_string (SaJsonScan *scan)
{
  if (!take (scan, '"'))
    return fail (scan, _ ("it is not JSON"));

  while (scan->at < scan->end) {
    char c = *scan->at++;

    if (c == '"')
      return TRUE;
    if ((guchar) c < 0x20 || (c == '\\' && !scan_escape (scan)))
      return fail (scan, _ ("it is not JSON"));
  }

  return fail (scan, _ ("it ends in the middle"));
}

static gboolean
scan_digits (SaJsonScan *scan)
{
  const char *start = scan->at;

  while (scan->at < scan->end && g_ascii_isdigit (*scan->at))
    scan->at++;

  return scan->at > start;
}

static gboolean
scan_number (SaJsonScan *scan)
{
  const char *start = scan->at;
  g_autofree char *digits = NULL;
  gboolean whole = TRUE;

  take (scan, '-');
  if (!take (scan, '0') && !scan_digits (scan))
    return fail (scan, _ ("it is not JSON"));
  if (take (scan, '.')) {
    whole = FALSE;
    if (!scan_digits (scan))
      return fail (scan, _ ("it is not JSON"));
  }
  if (take (scan, 'e') || take (scan, 'E')) {
    whole = FALSE;
    if (!take (scan, '+'))
      take (scan, '-');
    if (!scan_digits (scan))
      return fail (scan, _ ("it is not JSON"));
  }
  if (!whole || scan->at - start < 19)
    return TRUE;

  digits = g_strndup (start, scan->at - start);
  if (!g_ascii_string_to_signed (digits, 10, -G_MAXINT64, G_MAXINT64, NULL, NULL)) {
    g_autofree char *quoted = g_strconcat ("\"", digits, "\"", NULL);

    replace (scan, start, quoted);
  }

  return TRUE;
}

static gboolean
scan_word (SaJsonScan *scan, const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (scan->end - scan->at) < length || memcmp (scan->at, word, length) != 0)
    return fail (scan, _ ("it is not JSON"));

  scan->at += length;

  return TRUE;
}

/* An object or an array: the two differ in their brackets and in the names. */
static gboolean
scan_container (SaJsonScan *scan, char closing)
{
  if (++scan->depth > SA_ANSWER_MAX_DEPTH)
    return fail (scan, _ ("it is nested too deep"));

  scan->at++;
  skip_blanks (scan);
  if (take (scan, closing)) {
    scan->depth--;
    return TRUE;
  }

  do {
    skip_blanks (scan);
    if (closing == '}') {
      if (!scan_string (scan))
        return FALSE;
      skip_blanks (scan);
      if (!take (scan, ':'))
        return fail (scan, _ ("it is not JSON"));
    }
    if (!scan_value (scan))
      return FALSE;
    skip_blanks (scan);
  } while (take (scan, ','));

  scan->depth--;

  return take (scan, closing) ||
         fail (scan, scan->at < scan->end ? _ ("it is not JSON") : _ ("it ends in the middle"));
}

static gboolean
scan_value (SaJsonScan *scan)
{
  skip_blanks (scan);
  if (scan->at >= scan->end)
    return fail (scan, _ ("it ends in the middle"));

  switch (*scan->at) {
  case '{':
    return scan_container (scan, '}');
  case '[':
    return scan_container (scan, ']');
  case '"':
    return scan_string (scan);
  case 't':
    return scan_word (scan, "true");
  case 'f':
    return scan_word (scan, "false");
  case 'n':
    return scan_word (scan, "null");
  default:
    return scan_number (scan);
  }
}

static gboolean
scan_document (SaJsonScan *scan)
{
  skip_blanks (scan);
  if (scan->at >= scan->end)
    return fail (scan, _ ("it is empty"));
  if (*scan->at != '{')
    return fail (scan, _ ("it is not a JSON object"));
  if (!scan_value (scan))
    return FALSE;
  skip_blanks (scan);
  if (scan->at < scan->end)
    return fail (scan, _ ("something follows the JSON object"));

  copy_up_to (scan, scan->end);

  return TRUE;
}

/**
 * sa_json_parse:
 * @bytes: what came
 * @problem: (out) (transfer none): a translated clause that says what is wrong with it
 *
 * Reads exactly one JSON object, at most %SA_ANSWER_MAX_DEPTH deep, in valid UTF-8. Whole numbers
 * outside of 64 bits come out as strings of their digits, never as another number.
 *
 * Returns: (transfer full) (nullable): the root, an object
 */
JsonNode *
sa_json_parse (GBytes *bytes, const char **problem)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GString) clean = NULL;
  SaJsonScan scan = { NULL };
  JsonNode *root;
  gsize length;

  scan.at = g_bytes_get_data (bytes, &length);
  if (scan.at == NULL)
    scan.at = "";
  scan.end = scan.at + length;
  scan.copied = scan.at;

  if (!g_utf8_validate_len (scan.at, length, NULL)) {
    *problem = _ ("it is not text");
    return NULL;
  }

  clean = g_string_sized_new (length + 1);
  scan.clean = clean;
  if (!scan_document (&scan)) {
    *problem = scan.problem;
    return NULL;
  }

  if (!json_parser_load_from_data (parser, clean->str, (gssize) clean->len, NULL) ||
      (root = json_parser_get_root (parser)) == NULL || !JSON_NODE_HOLDS_OBJECT (root)) {
    *problem = _ ("it is not JSON");
    return NULL;
  }

  return json_node_ref (root);
}

/**
 * sa_json_get_object:
 * @object: an object
 * @name: a member
 *
 * Returns: (transfer none) (nullable): the member, where it is there and an object
 */
JsonObject *
sa_json_get_object (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * sa_json_get_string:
 * @object: an object
 * @name: a member
 *
 * Returns: (transfer none) (nullable): the member, where it is there and a string
 */
const char *
sa_json_get_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;

  return json_node_get_string (node);
}

/**
 * sa_json_read_integer:
 * @node: (nullable): a value
 * @value: (out): the number
 *
 * Reads a whole number of 64 bits, written as one or as a string of its digits: both were seen
 * live. Never anything with a point or an exponent.
 *
 * Returns: whether there is such a number
 */
gboolean
sa_json_read_integer (JsonNode *node, gint64 *value)
{
  const char *digits;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return FALSE;

  if (json_node_get_value_type (node) == G_TYPE_INT64) {
    *value = json_node_get_int (node);
    return TRUE;
  }
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    return FALSE;

  digits = json_node_get_string (node);

  return *digits != '+' &&
         g_ascii_string_to_signed (digits, 10, G_MININT64, G_MAXINT64, value, NULL);
}

/**
 * sa_json_get_integer:
 * @object: an object
 * @name: a member
 * @value: (out): the number
 *
 * Returns: whether @name is there and a whole number, see sa_json_read_integer()
 */
gboolean
sa_json_get_integer (JsonObject *object, const char *name, gint64 *value)
{
  return sa_json_read_integer (json_object_get_member (object, name), value);
}
