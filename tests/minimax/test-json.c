/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is taken for JSON, and what numbers are taken for whole. */
#include "minimax/sa-json.h"

#include <string.h>

#include "rules/sa-limits.h"

static JsonNode *
parse (const char *text, gssize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);
  const char *problem = NULL;
  JsonNode *root = sa_json_parse (bytes, &problem);

  g_assert_true ((root == NULL) == (problem != NULL));

  return root;
}

static void
assert_refused (const char *text, gssize length)
{
  g_autoptr (JsonNode) root = parse (text, length);

  if (root != NULL)
    g_error ("taken for JSON: %s", text);
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "",
    "  ",
    "[]",
    "1",
    "null",
    "\"a\"",
    "{",
    "{}}",
    "{} {}",
    "{} x",
    "{,}",
    "{\"a\":1,}",
    "{\"a\"}",
    "{\"a\":}",
    "{a:1}",
    "{'a':1}",
    "{\"a\":01}",
    "{\"a\":+1}",
    "{\"a\":.5}",
    "{\"a\":1.}",
    "{\"a\":1e}",
    "{\"a\":-}",
    "{\"a\":0x10}",
    "{\"a\":NaN}",
    "{\"a\":truex}",
    "{\"a\":tru",
    "{\"a\":[1,]}",
    "{\"a\":[1}",
    "{\"a\":\"b}",
    "{\"a\":\"\\x\"}",
    "{\"a\":\"\\u12g4\"}",
    "{\"a\":\"line\nbreak\"}",
    "{\"a\":1} // comment",
    "/* comment */ {\"a\":1}",
    "var x = {\"a\":1};",
    "\xef\xbb\xbf{}",
    "{\"a\":\"\xff\"}",
    "<html><body>502</body></html>",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_refused (texts[i], -1);
  assert_refused ("{}\0", 3);
  assert_refused ("{\"a\0b\":1}", 9);
  assert_refused (NULL, 0);
}

static void
test_taken (void)
{
  g_autoptr (JsonNode) root =
    parse (" \r\n\t{ \"a\" : [ 1 , -2.5e+3, true, false, null, {} , [] ] , \"b\" : \"\\u00e9\\n\\/"
           "\\\"\\ud83d\\ude00\" , \"a\" : 7 }\n ",
           -1);
  JsonObject *object;
  gint64 value;

  g_assert_nonnull (root);
  object = json_node_get_object (root);
  g_assert_cmpstr (sa_json_get_string (object, "b"), ==, "é\n/\"😀");
  g_assert_true (sa_json_get_integer (object, "a", &value));
  g_assert_cmpint (value, ==, 7);
  g_assert_null (sa_json_get_string (object, "a"));
  g_assert_null (sa_json_get_string (object, "missing"));
  g_assert_null (sa_json_get_object (object, "a"));
}

/* json-glib 1.6 aborts on these. */
static void
test_half_characters (void)
{
  static const struct {
    const char *text;
    const char *value;
  } cases[] = {
    { "{\"a\":\"x\\ud800y\"}", "x�y" },      { "{\"a\":\"\\ud800\\u0041\"}", "�A" },
    { "{\"a\":\"\\udc00\"}", "�" },          { "{\"a\":\"\\ud83d\\ud83d\\ude00\"}", "�😀" },
    { "{\"a\":\"a\\u0000b\"}", "a�b" },      { "{\"a\":\"\\ud800\\n\"}", "�\n" },
    { "{\"a\":\"\\uD83D\\uDE00!\"}", "😀!" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (JsonNode) root = parse (cases[i].text, -1);

    g_assert_nonnull (root);
    g_assert_cmpstr (sa_json_get_string (json_node_get_object (root), "a"), ==, cases[i].value);
  }
}

static char *
nest (guint depth)
{
  g_autoptr (GString) text = g_string_new ("{\"a\":");

  for (guint i = 1; i < depth; i++)
    g_string_append_c (text, '[');
  for (guint i = 1; i < depth; i++)
    g_string_append_c (text, ']');
  if (depth == 1)
    g_string_append_c (text, '1');
  g_string_append_c (text, '}');

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_depth (void)
{
  g_autofree char *deepest = nest (SA_ANSWER_MAX_DEPTH);
  g_autofree char *deeper = nest (SA_ANSWER_MAX_DEPTH + 1);
  g_autofree char *abyss = g_strnfill (100 * 1024, '[');
  g_autofree char *in_object = g_strconcat ("{\"a\":", abyss, NULL);
  g_autoptr (JsonNode) root = parse (deepest, -1);

  g_assert_nonnull (root);
  assert_refused (deeper, -1);
  assert_refused (abyss, -1);
  assert_refused (in_object, -1);
}

static void
test_whole_numbers (void)
{
  static const struct {
    const char *text;
    gboolean whole;
    gint64 value;
  } cases[] = {
    { "0", TRUE, 0 },
    { "-1", TRUE, -1 },
    { "123456789012345680", TRUE, 123456789012345680 },
    { "9223372036854775807", TRUE, G_MAXINT64 },
    { "9223372036854775808", FALSE, 0 },
    { "18446744073709551615", FALSE, 0 },
    { "99999999999999999999999999", FALSE, 0 },
    { "-9223372036854775807", TRUE, -G_MAXINT64 },
    { "-9223372036854775809", FALSE, 0 },
    { "\"9223372036854775807\"", TRUE, G_MAXINT64 },
    { "\"9223372036854775808\"", FALSE, 0 },
    { "\"12a\"", FALSE, 0 },
    { "\"\"", FALSE, 0 },
    { "\" 12\"", FALSE, 0 },
    { "123.0", FALSE, 0 },
    { "1.5e18", FALSE, 0 },
    { "1e3", FALSE, 0 },
    { "1e999", FALSE, 0 },
    { "true", FALSE, 0 },
    { "null", FALSE, 0 },
    { "{}", FALSE, 0 },
    { "[1]", FALSE, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = g_strdup_printf ("{\"n\":%s}", cases[i].text);
    g_autoptr (JsonNode) root = parse (text, -1);
    gint64 value = 0;

    g_assert_nonnull (root);
    g_test_message ("%s", cases[i].text);
    g_assert_true (sa_json_get_integer (json_node_get_object (root), "n", &value) ==
                   cases[i].whole);
    if (cases[i].whole)
      g_assert_cmpint (value, ==, cases[i].value);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/refused", test_refused);
  g_test_add_func ("/json/taken", test_taken);
  g_test_add_func ("/json/half-characters", test_half_characters);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/whole-numbers", test_whole_numbers);

  return g_test_run ();
}
