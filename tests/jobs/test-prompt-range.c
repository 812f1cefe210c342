/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "jobs/sa-prompt-range.h"
#include "rules/sa-limits.h"

#define RATE 1000

/* In thousandths of a second: where each stretch of speech begins and ends. */
static gboolean
choose (const gint64 (*stretches)[2], gsize n, double from, double to, double *start, double *end)
{
  g_autofree SaSpeech *speech = g_new (SaSpeech, MAX (n, 1));

  for (gsize i = 0; i < n; i++)
    speech[i] = (SaSpeech){ stretches[i][0], stretches[i][1] };

  return sa_prompt_range_choose (speech, n, RATE, from, to, start, end);
}

static void
assert_lawful (double start, double end, double from, double to)
{
  g_assert_cmpfloat (start, >=, from);
  g_assert_cmpfloat (end, <=, to);
  g_assert_cmpfloat (end - start, <, SA_PROMPT_MAX_SECONDS);
  g_assert_cmpfloat (end, >, start);
}

/* Long pauses stand around the second sentence, short ones within it. */
static void
test_sentence (void)
{
  static const gint64 stretches[][2] = {
    { 200, 2500 },    { 2900, 9000 },   { 10000, 12000 }, { 12300, 14000 },
    { 14300, 16500 }, { 17600, 21000 }, { 21400, 29000 },
  };
  double start, end;

  g_assert_true (choose (stretches, G_N_ELEMENTS (stretches), 0, 30, &start, &end));
  g_assert_cmpfloat_with_epsilon (start, 9.85, 1e-9);
  g_assert_cmpfloat_with_epsilon (end, 16.65, 1e-9);
}

/* Only what is sent as the sample is looked at. */
static void
test_within (void)
{
  static const gint64 stretches[][2] = {
    { 0, 6000 },
    { 7000, 13000 },
    { 14000, 20000 },
    { 21000, 27000 },
  };
  double start, end;

  g_assert_true (choose (stretches, 4, 8, 22, &start, &end));
  assert_lawful (start, end, 8, 22);
  g_assert_cmpfloat_with_epsilon (start, 13.85, 1e-9);
  g_assert_true (choose (stretches, 4, 20.9, 27.1, &start, &end));
  assert_lawful (start, end, 20.9, 27.1);
  g_assert_true (choose (stretches, 4, 21, 27, &start, &end));
  g_assert_cmpfloat (start, ==, 21);
  g_assert_cmpfloat (end, ==, 27);
}

static void
test_never_a_pause (void)
{
  static const gint64 stretches[][2] = { { 400, 60000 } };
  double start, end;

  g_assert_true (choose (stretches, 1, 0, 61, &start, &end));
  g_assert_cmpfloat_with_epsilon (start, 0.4, 1e-9);
  g_assert_cmpfloat_with_epsilon (end, 5.4, 1e-9);
  g_assert_true (choose (stretches, 1, 10, 12, &start, &end));
  assert_lawful (start, end, 10, 12);
}

/* Shorter than advised is better than nothing; the longest then. */
static void
test_short_words (void)
{
  static const gint64 stretches[][2] = { { 1000, 2500 }, { 12000, 15000 }, { 25000, 26000 } };
  double start, end;

  g_assert_true (choose (stretches, 3, 0, 30, &start, &end));
  g_assert_cmpfloat_with_epsilon (start, 11.85, 1e-9);
  g_assert_cmpfloat_with_epsilon (end, 15.15, 1e-9);
}

/* The last that fits stays under 8 s with its margins, the first that does not is left. */
static void
test_limit (void)
{
  static const gint64 fits[][2] = { { 1000, 8590 } };
  static const gint64 exceeds[][2] = { { 1000, 8610 } };
  double start, end;

  g_assert_true (choose (fits, 1, 0, 20, &start, &end));
  g_assert_cmpfloat_with_epsilon (end - start, 7.89, 1e-9);
  g_assert_true (choose (exceeds, 1, 0, 20, &start, &end));
  g_assert_cmpfloat_with_epsilon (end - start, SA_PROMPT_ADVISED_SECONDS, 1e-9);
}

static void
test_silence (void)
{
  static const gint64 stretches[][2] = { { 1000, 2000 } };
  double start, end;

  g_assert_false (choose (stretches, 0, 0, 20, &start, &end));
  g_assert_false (choose (stretches, 1, 5, 20, &start, &end));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/prompt-range/sentence", test_sentence);
  g_test_add_func ("/prompt-range/within", test_within);
  g_test_add_func ("/prompt-range/never-a-pause", test_never_a_pause);
  g_test_add_func ("/prompt-range/short-words", test_short_words);
  g_test_add_func ("/prompt-range/limit", test_limit);
  g_test_add_func ("/prompt-range/silence", test_silence);

  return g_test_run ();
}
