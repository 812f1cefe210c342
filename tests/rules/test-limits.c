/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>

#include "rules/sa-limits.h"
#include "rules/sa-rules-error.h"

static void
test_purposes (void)
{
  static const struct {
    SaPurpose purpose;
    const char *string;
    gboolean speech;
  } cases[] = {
    { SA_PURPOSE_VOICE_CLONE, "voice_clone", TRUE },
    { SA_PURPOSE_PROMPT_AUDIO, "prompt_audio", TRUE },
    { SA_PURPOSE_T2A_ASYNC_INPUT, "t2a_async_input", FALSE },
    { SA_PURPOSE_VIDEO_UNDERSTANDING, "video_understanding", FALSE },
  };
  SaPurpose purpose;

  g_assert_cmpuint (G_N_ELEMENTS (cases), ==, SA_N_PURPOSES);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_assert_cmpstr (sa_purpose_to_string (cases[i].purpose), ==, cases[i].string);
    g_assert_true (sa_purpose_from_string (cases[i].string, &purpose));
    g_assert_cmpint (purpose, ==, cases[i].purpose);
    g_assert_cmpint (sa_purpose_is_speech (purpose), ==, cases[i].speech);
  }

  g_assert_false (sa_purpose_from_string ("Voice_Clone", &purpose));
  g_assert_false (sa_purpose_from_string ("voice_clone ", &purpose));
  g_assert_false (sa_purpose_from_string ("", &purpose));
  g_assert_false (sa_purpose_from_string (NULL, &purpose));
}

static void
test_length (void)
{
  static const struct {
    SaPurpose purpose;
    double seconds;
    double tolerance;
    SaLengthVerdict verdict;
  } cases[] = {
    { SA_PURPOSE_VOICE_CLONE, 0, 0, SA_LENGTH_TOO_SHORT },
    { SA_PURPOSE_VOICE_CLONE, 9.99, 0, SA_LENGTH_TOO_SHORT },
    { SA_PURPOSE_VOICE_CLONE, 9.9999, 0, SA_LENGTH_TOO_SHORT },
    { SA_PURPOSE_VOICE_CLONE, 10, 0, SA_LENGTH_FITS },
    { SA_PURPOSE_VOICE_CLONE, 300, 0, SA_LENGTH_FITS },
    { SA_PURPOSE_VOICE_CLONE, 300.0001, 0, SA_LENGTH_TOO_LONG },
    { SA_PURPOSE_VOICE_CLONE, 300.01, 0, SA_LENGTH_TOO_LONG },
    { SA_PURPOSE_VOICE_CLONE, INFINITY, 0, SA_LENGTH_TOO_LONG },
    { SA_PURPOSE_VOICE_CLONE, NAN, 0, SA_LENGTH_TOO_SHORT },
    { SA_PURPOSE_VOICE_CLONE, -1, 0, SA_LENGTH_TOO_SHORT },
    { SA_PURPOSE_VOICE_CLONE, 9.9, SA_LENGTH_TOLERANCE_SECONDS, SA_LENGTH_FITS },
    { SA_PURPOSE_VOICE_CLONE, 9.89, SA_LENGTH_TOLERANCE_SECONDS, SA_LENGTH_TOO_SHORT },
    { SA_PURPOSE_VOICE_CLONE, 300.1, SA_LENGTH_TOLERANCE_SECONDS, SA_LENGTH_FITS },
    { SA_PURPOSE_VOICE_CLONE, 300.11, SA_LENGTH_TOLERANCE_SECONDS, SA_LENGTH_TOO_LONG },
    { SA_PURPOSE_PROMPT_AUDIO, 0, 0, SA_LENGTH_TOO_SHORT },
    { SA_PURPOSE_PROMPT_AUDIO, 0.1, 0, SA_LENGTH_FITS },
    { SA_PURPOSE_PROMPT_AUDIO, 7.999, 0, SA_LENGTH_FITS },
    { SA_PURPOSE_PROMPT_AUDIO, 8.0, 0, SA_LENGTH_TOO_LONG },
    { SA_PURPOSE_PROMPT_AUDIO, NAN, 0, SA_LENGTH_TOO_SHORT },
    { SA_PURPOSE_PROMPT_AUDIO, 8.05, SA_LENGTH_TOLERANCE_SECONDS, SA_LENGTH_FITS },
    { SA_PURPOSE_PROMPT_AUDIO, 8.1, SA_LENGTH_TOLERANCE_SECONDS, SA_LENGTH_TOO_LONG },
    { SA_PURPOSE_T2A_ASYNC_INPUT, 0, 0, SA_LENGTH_FITS },
    { SA_PURPOSE_VIDEO_UNDERSTANDING, 100000, 0, SA_LENGTH_FITS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    gboolean fits;

    g_test_message ("case %" G_GSIZE_FORMAT ": %g s", i, cases[i].seconds);
    g_assert_cmpint (sa_limits_judge_length (cases[i].purpose, cases[i].seconds,
                                             cases[i].tolerance),
                     ==, cases[i].verdict);

    fits = sa_limits_check_length (cases[i].purpose, cases[i].seconds, cases[i].tolerance, &error);
    g_assert_cmpint (fits, ==, cases[i].verdict == SA_LENGTH_FITS);
    if (fits)
      g_assert_no_error (error);
    else
      g_assert_error (error, SA_RULES_ERROR, SA_RULES_ERROR_LENGTH);
  }
}

/* A length just beyond a limit is never rounded onto it. */
static void
test_length_words (void)
{
  static const struct {
    SaPurpose purpose;
    double seconds;
    const char *words;
  } cases[] = {
    { SA_PURPOSE_VOICE_CLONE, 9.9999, " 9.99 s" },
    { SA_PURPOSE_VOICE_CLONE, 9.99, " 9.99 s" },
    { SA_PURPOSE_VOICE_CLONE, 4.2, " 4.2 s" },
    { SA_PURPOSE_VOICE_CLONE, 4, " 4 s" },
    { SA_PURPOSE_VOICE_CLONE, 0, " 0 s" },
    { SA_PURPOSE_VOICE_CLONE, 300.0001, " 300.01 s" },
    { SA_PURPOSE_VOICE_CLONE, 600, " 600 s" },
    { SA_PURPOSE_PROMPT_AUDIO, 8, " 8 s" },
    { SA_PURPOSE_PROMPT_AUDIO, 8.001, " 8.01 s" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (sa_limits_check_length (cases[i].purpose, cases[i].seconds, 0, &error));
    g_test_message ("%s", error->message);
    g_assert_nonnull (strstr (error->message, cases[i].words));
  }
}

static void
test_size (void)
{
  static const struct {
    SaPurpose purpose;
    gint64 bytes;
    gboolean fits;
  } cases[] = {
    { SA_PURPOSE_VOICE_CLONE, 0, FALSE },
    { SA_PURPOSE_VOICE_CLONE, 1, TRUE },
    { SA_PURPOSE_VOICE_CLONE, 20000000, TRUE },
    { SA_PURPOSE_VOICE_CLONE, 20000001, FALSE },
    { SA_PURPOSE_PROMPT_AUDIO, 20000000, TRUE },
    { SA_PURPOSE_PROMPT_AUDIO, 20000001, FALSE },
    { SA_PURPOSE_T2A_ASYNC_INPUT, 20000001, TRUE },
    { SA_PURPOSE_VIDEO_UNDERSTANDING, G_MAXINT64, TRUE },
    { SA_PURPOSE_VIDEO_UNDERSTANDING, 0, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_cmpint (sa_limits_check_size (cases[i].purpose, cases[i].bytes, &error), ==,
                     cases[i].fits);
    if (cases[i].fits)
      g_assert_no_error (error);
    else
      g_assert_error (error, SA_RULES_ERROR, SA_RULES_ERROR_SIZE);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rules/purposes", test_purposes);
  g_test_add_func ("/rules/length", test_length);
  g_test_add_func ("/rules/length-words", test_length_words);
  g_test_add_func ("/rules/size", test_size);

  return g_test_run ();
}
