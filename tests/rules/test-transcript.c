/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "rules/sa-rules-error.h"
#include "rules/sa-transcript.h"

static void
test_endings (void)
{
  static const char *const lawful[] = {
    "Hello.",      "Hello!",   "Hello?",   "Hello…",     "Hello...",     "Hello,",
    "Hello:",      "Hello. ",  "Hello.\n", "“Hello.”",   "“Hello”.",     "\"Hello.\"",
    "'Hello!'",    "(Hello.)", "[Hello?]", "(“Hello.”)", "« Bonjour. »", "« Bonjour.\u00a0»",
    "»Hallo.«",    "„Hallo.“", "„Hallo.”", "你好。",     "「你好。」",   "你好！",
    "你好，",      "你好、",   "你好：",   "你好；？",   "你好……",       "ｺﾝﾆﾁﾊ｡",
    "नमस्ते।",       "नमस्ते॥",    "مرحبا؟",   "مرحبا،",     "مرحبا.",       "ہیلو۔",
    "שלום.\u200f", "ሰላም።",     "Բարեւ։",   "မင်္ဂလာပါ။",   "សួស្តី។",         "བཀྲ་ཤིས།",
    "ᠰᠠᠶᠢᠨ᠃",      "Γειά;",    "Γειά;»",   "Γειά\u037e", "שלום׃",        "Really‽",
    "Yes．",       "1.",       ".",
  };
  static const char *const unlawful[] = {
    "Hello",  "Hello ",     "Hello-",         "Hello –", "Hello;",   "“Hello”", "(Hello)",
    ".Hello", "Hello. Bye", "Hello. (laughs", "你好",    "「你好」", "नमस्ते",    "سلام",
    "Hello😀", "Hello.1",    "100%",           "a*",      "”",        "\"\"",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lawful); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", lawful[i]);
    g_assert_true (sa_transcript_ends_in_punctuation (lawful[i]));
    g_assert_true (sa_transcript_check (lawful[i], &error));
    g_assert_no_error (error);
  }

  for (gsize i = 0; i < G_N_ELEMENTS (unlawful); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", unlawful[i]);
    g_assert_false (sa_transcript_ends_in_punctuation (unlawful[i]));
    g_assert_false (sa_transcript_check (unlawful[i], &error));
    g_assert_error (error, SA_RULES_ERROR, SA_RULES_ERROR_TRANSCRIPT);
  }
}

static void
test_empty (void)
{
  static const char *const empty[] = { NULL, "", " ", "\n", "\u200b", "\u00a0\ufeff" };

  for (gsize i = 0; i < G_N_ELEMENTS (empty); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *mended = sa_transcript_with_punctuation (empty[i]);

    g_assert_false (sa_transcript_ends_in_punctuation (empty[i]));
    g_assert_false (sa_transcript_check (empty[i], &error));
    g_assert_error (error, SA_RULES_ERROR, SA_RULES_ERROR_TRANSCRIPT);
    g_assert_cmpstr (mended, ==, "");
  }

  g_assert_false (sa_transcript_check ("Hello.\xff", NULL));
}

static void
test_mend (void)
{
  static const struct {
    const char *transcript;
    const char *mended;
  } cases[] = {
    { "Hello.", "Hello." },
    { "Hello.  \n", "Hello." },
    { "Hello", "Hello." },
    { "Hello \n", "Hello." },
    { "Hello;", "Hello." },
    { "“Hello”", "“Hello.”" },
    { "\"Hello\"", "\"Hello.\"" },
    { "« Bonjour »", "« Bonjour. »" },
    { "»Hallo«", "»Hallo.«" },
    { "„Hallo“", "„Hallo.“" },
    { "(“Hello”)", "(“Hello.”)" },
    { "Hello (there)", "Hello (there)." },
    { "He said “hello”", "He said “hello”." },
    { "Call me at 555", "Call me at 555." },
    { "你好", "你好。" },
    { "「你好」", "「你好。」" },
    { "こんにちは", "こんにちは。" },
    { "カタカナ", "カタカナ。" },
    { "안녕하세요", "안녕하세요." },
    { "नमस्ते", "नमस्ते।" },
    { "নমস্কার", "নমস্কার।" },
    { "வணக்கம்", "வணக்கம்." },
    { "سلام", "سلام." },
    { "مرحبا", "مرحبا." },
    { "یہ اچھا ہے", "یہ اچھا ہے۔" },
    { "שלום", "שלום." },
    { "ሰላም", "ሰላም።" },
    { "Բարեւ", "Բարեւ։" },
    { "មិត្ត", "មិត្ត។" },
    { "สวัสดี", "สวัสดี." },
    { "Γειά", "Γειά." },
    { "Привет", "Привет." },
    { "I like 中文 a lot", "I like 中文 a lot." },
    { "我喜欢 GNOME 桌面", "我喜欢 GNOME 桌面。" },
    { "42", "42." },
    { "Hello😀", "Hello😀." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *mended = sa_transcript_with_punctuation (cases[i].transcript);

    g_assert_cmpstr (mended, ==, cases[i].mended);
    g_assert_true (sa_transcript_check (mended, NULL));
  }
}

/* Whatever is mended passes, also what is hardly a transcript. */
static void
test_mend_odd (void)
{
  static const char *const pieces[] = {
    "a", "声", "ا",      "\"", "'", "»", "«",       "(",      ")", "”",
    "“", " ",  "\u00a0", "-",  ";", "😀", "e\u0301", "\u200f", "α", "7",
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (8);

  for (int i = 0; i < 5000; i++) {
    g_autoptr (GString) text = g_string_new (NULL);
    g_autofree char *mended = NULL;
    g_autofree char *again = NULL;
    int n_pieces = g_rand_int_range (rand, 1, 8);

    for (int j = 0; j < n_pieces; j++)
      g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);

    mended = sa_transcript_with_punctuation (text->str);
    again = sa_transcript_with_punctuation (mended);
    g_assert_true (g_utf8_validate (mended, -1, NULL));
    g_assert_cmpstr (again, ==, mended);
    if (*mended != '\0')
      g_assert_true (sa_transcript_check (mended, NULL));
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rules/transcript/endings", test_endings);
  g_test_add_func ("/rules/transcript/empty", test_empty);
  g_test_add_func ("/rules/transcript/mend", test_mend);
  g_test_add_func ("/rules/transcript/mend-odd", test_mend_odd);

  return g_test_run ();
}
