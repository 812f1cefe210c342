/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "rules/sa-rules-error.h"
#include "rules/sa-voice-id.h"

static void
test_check (void)
{
  static const char *const lawful[] = {
    "MiniMax001", "abcdefgh", "A2345678", "a-------b", "a_-_-_-1", "Zzzzzzz9",
  };
  static const char *const unlawful[] = {
    "",          "abcdefg",     "1bcdefgh",  "-bcdefgh",         "_bcdefgh",   "abcdefg-",
    "abcdefg_",  "abcdefg ",    " abcdefgh", "abc defgh",        "abcdefgh\n", "abcdéfgh",
    "écdefghij", "abcdefghé",   "абвгдежз",  "声音声音声音声音", "abcdefg.h",  "abcdefg/h",
    "abcdefg%h", "abcdefg\xff", "abcdefg１",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lawful); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_true (sa_voice_id_check (lawful[i], &error));
    g_assert_no_error (error);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (unlawful); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (sa_voice_id_check (unlawful[i], &error));
    g_assert_error (error, SA_RULES_ERROR, SA_RULES_ERROR_VOICE_ID);
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
  }
  g_assert_false (sa_voice_id_check (NULL, NULL));
}

static void
test_check_length (void)
{
  static const struct {
    gsize length;
    gboolean lawful;
  } cases[] = { { 1, FALSE }, { 7, FALSE }, { 8, TRUE }, { 256, TRUE }, { 257, FALSE } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *voice_id = g_strnfill (cases[i].length, 'a');

    g_assert_cmpint (sa_voice_id_check (voice_id, NULL), ==, cases[i].lawful);
  }
}

static void
test_suggest (void)
{
  static const struct {
    const char *hint;
    const char *voice_id;
  } cases[] = {
    { "Interview with Anna.m4a", "interview-with-anna-2026" },
    { "/home/anna/Interview with Anna.m4a", "interview-with-anna-2026" },
    { "Anna’s  voice -- take_2 (final).flac", "annas-voice-take-2-final-2026" },
    { "recording 2026.wav", "recording-2026" },
    { "a.mp3", "voice-a-2026" },
    { "Käthe.ogg", NULL },
    { "42 days.opus", "voice-42-days-2026" },
    { "Dr.Smith", "dr-smith-2026" },
    { "song.remix.webm", "song-remix-2026" },
    { NULL, "voice-20261121-070405" },
    { "", "voice-20261121-070405" },
    { "...", "voice-20261121-070405" },
    { "---.wav", "voice-20261121-070405" },
    { "😀😀.wav", "voice-20261121-070405" },
    { "采访.wav", "voice-20261121-070405" },
  };
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 21, 7, 4, 5);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *voice_id = sa_voice_id_suggest (cases[i].hint, now);

    if (cases[i].voice_id != NULL)
      g_assert_cmpstr (voice_id, ==, cases[i].voice_id);
    else
      g_assert_true (g_str_has_prefix (voice_id, "k") && g_str_has_suffix (voice_id, "the-2026"));
  }
}

static char *
make_odd_name (GRand *rand)
{
  static const char *const pieces[] = {
    "a", "Z",  "7",    "-",    "_",       " ",      ".",      "..",    "é",    "ß",     "æ",
    "ø", "声", "ا",    "😀",    "e\u0301", "\u200d", "\u202e", "\t",    "\n",   "'",     "’",
    "/", "\\", ".wav", ".m4a", "%s",      "\xff",   "\xc3",   "voice", "2026", "-2026", "(1)",
  };
  g_autoptr (GString) name = g_string_new (NULL);
  int n_pieces = g_rand_int_range (rand, 0, 40);

  for (int i = 0; i < n_pieces; i++)
    g_string_append (name, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);

  return g_string_free (g_steal_pointer (&name), FALSE);
}

/* Whatever the name, the suggestion is lawful, and the same for the same name and time. */
static void
test_suggest_is_lawful (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 21, 7, 4, 5);
  g_autoptr (GDateTime) early = g_date_time_new_utc (1, 1, 1, 0, 0, 0);
  g_autofree char *long_name = g_strnfill (300, 'x');
  g_autofree char *long_gaps = g_strnfill (300, '-');
  g_autoptr (GRand) rand = g_rand_new_with_seed (2026);

  for (int i = 0; i < 5000; i++) {
    g_autofree char *name = i == 0   ? g_strdup (long_name)
                            : i == 1 ? g_strdup (long_gaps)
                            : i == 2 ? g_strconcat (long_name, long_gaps, NULL)
                                     : make_odd_name (rand);
    g_autofree char *voice_id = sa_voice_id_suggest (name, i % 2 ? now : early);
    g_autofree char *again = sa_voice_id_suggest (name, i % 2 ? now : early);
    g_autoptr (GError) error = NULL;

    sa_voice_id_check (voice_id, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (strlen (voice_id), <=, 64);
    g_assert_cmpstr (voice_id, ==, again);
  }
}

static void
test_suggest_now (void)
{
  g_autofree char *voice_id = sa_voice_id_suggest ("Interview", NULL);

  g_assert_true (sa_voice_id_check (voice_id, NULL));
  g_assert_true (g_str_has_prefix (voice_id, "interview-2"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rules/voice-id/check", test_check);
  g_test_add_func ("/rules/voice-id/check-length", test_check_length);
  g_test_add_func ("/rules/voice-id/suggest", test_suggest);
  g_test_add_func ("/rules/voice-id/suggest-is-lawful", test_suggest_is_lawful);
  g_test_add_func ("/rules/voice-id/suggest-now", test_suggest_now);

  return g_test_run ();
}
