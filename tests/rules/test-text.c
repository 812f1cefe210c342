/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "rules/sa-rules-error.h"
#include "rules/sa-text.h"

static char *
repeat (const char *piece, gsize times)
{
  g_autoptr (GString) string = g_string_new (NULL);

  for (gsize i = 0; i < times; i++)
    g_string_append (string, piece);

  return g_string_free (g_steal_pointer (&string), FALSE);
}

static void
test_count (void)
{
  g_assert_cmpuint (sa_text_count (NULL), ==, 0);
  g_assert_cmpuint (sa_text_count (""), ==, 0);
  g_assert_cmpuint (sa_text_count ("abc"), ==, 3);
  g_assert_cmpuint (sa_text_count ("é声😀"), ==, 3);
  g_assert_cmpuint (sa_text_count ("e\u0301"), ==, 2);
  g_assert_cmpuint (sa_text_count ("👩\u200d👩"), ==, 3);
}

static void
test_length (void)
{
  /* Each is one code point, but 1 to 4 bytes, and 1 or 2 units of UTF-16. */
  static const char *const pieces[] = { "a", "é", "声", "😀", "\U00020000" };

  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++) {
    g_autofree char *most = repeat (pieces[i], 1000);
    g_autofree char *more = repeat (pieces[i], 1001);
    g_autoptr (GError) error = NULL;

    g_assert_true (sa_text_check (most, &error));
    g_assert_no_error (error);
    g_assert_false (sa_text_check (more, &error));
    g_assert_error (error, SA_RULES_ERROR, SA_RULES_ERROR_TEXT);
  }
}

static void
test_combining_length (void)
{
  g_autofree char *most = repeat ("e\u0301", 500);
  g_autofree char *more = g_strconcat (most, "e", NULL);

  g_assert_true (sa_text_check (most, NULL));
  g_assert_false (sa_text_check (more, NULL));
}

static void
test_content (void)
{
  static const char *const lawful[] = {
    "a", "1", "!", "声", "😀", " a ", "\na\n", "a\u200bb", "\ue000", "\u0301",
  };
  static const char *const unlawful[] = {
    "",      " ",    "\n\t ", "\u00a0", "\u3000", "\u200b", "\ufeff", "\u200d\u2060 \u00ad",
    "a\xff", "\xc3", "\x01",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lawful); i++)
    g_assert_true (sa_text_check (lawful[i], NULL));

  for (gsize i = 0; i < G_N_ELEMENTS (unlawful); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (sa_text_check (unlawful[i], &error));
    g_assert_error (error, SA_RULES_ERROR, SA_RULES_ERROR_TEXT);
  }
  g_assert_false (sa_text_check (NULL, NULL));
}

static void
test_invisible (void)
{
  g_assert_cmpuint (sa_text_count_invisible (NULL), ==, 0);
  g_assert_cmpuint (sa_text_count_invisible ("Hello,\n\tworld"), ==, 0);
  g_assert_cmpuint (sa_text_count_invisible ("a\u200bb\ufeff\x01"), ==, 3);
  g_assert_cmpuint (sa_text_count_invisible ("\u202eabc\u202c"), ==, 2);
}

static void
test_has_interjections (void)
{
  g_assert_true (sa_text_has_interjections ("(laughs)"));
  g_assert_true (sa_text_has_interjections ("grass(breath), carrying"));
  g_assert_true (sa_text_has_interjections ("(no) (clear-throat)"));
  g_assert_true (sa_text_has_interjections ("((applause))"));
  g_assert_false (sa_text_has_interjections (NULL));
  g_assert_false (sa_text_has_interjections (""));
  g_assert_false (sa_text_has_interjections ("laughs"));
  g_assert_false (sa_text_has_interjections ("(Laughs)"));
  g_assert_false (sa_text_has_interjections ("(laugh)"));
  g_assert_false (sa_text_has_interjections ("( laughs )"));
  g_assert_false (sa_text_has_interjections ("（laughs）"));
  g_assert_false (sa_text_has_interjections ("(laughs"));
}

static void
test_without_interjections (void)
{
  static const struct {
    const char *text;
    const char *rest;
  } cases[] = {
    { NULL, "" },
    { "", "" },
    { "Nothing here (at all).", "Nothing here (at all)." },
    { "soft grass(breath), carrying", "soft grass, carrying" },
    { "Well (laughs) yes", "Well yes" },
    { "(sighs) Hello", "Hello" },
    { "Hello (sighs)", "Hello" },
    { "(sighs)(gasps)", "" },
    { "one\n(sighs) two", "one\ntwo" },
    { "声(emm)音", "声音" },
    { "(Laughs) aloud", "(Laughs) aloud" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *rest = sa_text_without_interjections (cases[i].text);

    g_assert_cmpstr (rest, ==, cases[i].rest);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rules/text/count", test_count);
  g_test_add_func ("/rules/text/length", test_length);
  g_test_add_func ("/rules/text/combining-length", test_combining_length);
  g_test_add_func ("/rules/text/content", test_content);
  g_test_add_func ("/rules/text/invisible", test_invisible);
  g_test_add_func ("/rules/text/has-interjections", test_has_interjections);
  g_test_add_func ("/rules/text/without-interjections", test_without_interjections);

  return g_test_run ();
}
