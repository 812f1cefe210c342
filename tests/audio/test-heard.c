/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audio/sa-heard.h"

#include <math.h>

#include "audio/sa-audio-init.h"
#include "media-fixture.h"

static void
test_match (void)
{
  static const struct {
    SaHeard one, other;
    double one_db, other_db;
  } cases[] = {
    /* As loud as the louder one, where there is room. */
    { { -30, -15 }, { -20, -6 }, 10, 0 },
    { { -20, -6 }, { -30, -15 }, 0, 10 },
    { { -20, -6 }, { -20, -6 }, 0, 0 },
    /* One decibel is kept free, and the louder one comes down. */
    { { -30, -9 }, { -20, -6 }, 8, -2 },
    /* A full sound that is the louder one stays as it is. */
    { { -10, 0 }, { -25, -20 }, 0, 15 },
    /* More than 20 dB cannot be added: the louder one comes down to meet it. */
    { { -10, 0 }, { -40, -35 }, -10, 20 },
    /* Nothing to go by. */
    { { NAN, NAN }, { -20, -6 }, 0, 0 },
    { { -20, -6 }, { NAN, -70 }, 0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    double one_db, other_db;

    sa_heard_match (&cases[i].one, &cases[i].other, &one_db, &other_db);
    g_assert_cmpfloat_with_epsilon (one_db, cases[i].one_db, 1e-9);
    g_assert_cmpfloat_with_epsilon (other_db, cases[i].other_db, 1e-9);
  }
}

static SaHeard
hear (MediaFixture *fixture, const char *name, const char *command, SaChannelMix mix)
{
  g_autoptr (GFile) file = media_fixture_make (fixture, name, command);
  g_autoptr (SaClip) clip = sa_clip_new (file, 0, -1, SA_CHANNEL_MIX_AUTO);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaAnalysis) analysis = sa_analysis_run_sync (clip, NULL, &error);

  g_assert_no_error (error);

  return sa_heard_measure (analysis, mix);
}

/* The same voice is heard equally loud from one channel as from two alike. */
static void
test_measure (MediaFixture *fixture, gconstpointer data)
{
  SaHeard mono =
    hear (fixture, "mono.wav", "sox -n -r 48000 -c 1 -b 16 mono.wav synth 5 pinknoise vol 0.3", 0);
  SaHeard both = hear (fixture, "both.wav", "sox mono.wav both.wav remix 1 1", 0);
  SaHeard mean = hear (fixture, "mean.wav", "sox mono.wav mean.wav remix 1 1", 3);
  SaHeard left = hear (fixture, "left.wav", "sox mono.wav left.wav remix 1 0", 1);
  SaHeard half = hear (fixture, "half.wav", "sox mono.wav half.wav remix 1 0", 3);

  g_assert_cmpfloat_with_epsilon (both.loudness_lufs, mono.loudness_lufs, 0.05);
  g_assert_cmpfloat_with_epsilon (mean.loudness_lufs, mono.loudness_lufs, 0.05);
  g_assert_cmpfloat_with_epsilon (left.loudness_lufs, mono.loudness_lufs, 0.05);
  g_assert_cmpfloat_with_epsilon (half.loudness_lufs, mono.loudness_lufs - 6.02, 0.05);
}

static void
test_trim (void)
{
  static const struct {
    double duration, leading, trailing;
    gboolean is_silent;
    gboolean trims;
    double start, end;
  } cases[] = {
    { 20, 2, 3, FALSE, TRUE, 1.7, 17.3 },
    { 20, 1, 1, FALSE, FALSE, 0, 0 },
    { 20, 1.01, 0, FALSE, TRUE, 0.71, 20 },
    { 20, 0, 1.01, FALSE, TRUE, 0, 19.29 },
    /* What is left stays long enough: silence after the words comes back first. */
    { 20, 4, 8, FALSE, TRUE, 3.7, 13.7 },
    { 12, 4, 4, FALSE, TRUE, 2, 12 },
    { 10.5, 4, 4, FALSE, FALSE, 0, 0 },
    { 9, 4, 4, FALSE, FALSE, 0, 0 },
    { 20, 0, 0, TRUE, FALSE, 0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    SaChecks checks = { .duration = cases[i].duration,
                        .leading_silence = cases[i].leading,
                        .trailing_silence = cases[i].trailing,
                        .is_silent = cases[i].is_silent };
    double start = 0, end = 0;

    g_assert_cmpint (sa_checks_suggest_trim (&checks, 10, &start, &end), ==, cases[i].trims);
    g_assert_cmpfloat_with_epsilon (start, cases[i].start, 1e-9);
    g_assert_cmpfloat_with_epsilon (end, cases[i].end, 1e-9);
  }
}

static void
test_silence_at_the_ends (MediaFixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = media_fixture_make (
    fixture, "padded.wav",
    "espeak-ng -w voice.wav 'The kettle had just begun to sing when somebody knocked.' && "
    "sox voice.wav padded.wav pad 2.5 4");
  g_autoptr (SaClip) clip = sa_clip_new (file, 0, -1, SA_CHANNEL_MIX_AUTO);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaAnalysis) analysis = sa_analysis_run_sync (clip, NULL, &error);
  const SaChecks *checks;
  SaChecks part;

  g_assert_no_error (error);
  checks = sa_analysis_get_checks (analysis);
  g_assert_cmpfloat_with_epsilon (checks->leading_silence, 2.5, 0.15);
  g_assert_cmpfloat (checks->trailing_silence, >, 3.9);
  g_assert_cmpfloat (checks->trailing_silence, <, 4.9);

  sa_analysis_check_range (analysis, 1, sa_analysis_get_duration (analysis), &part);
  g_assert_cmpfloat_with_epsilon (part.leading_silence, checks->leading_silence - 1, 0.02);
  sa_analysis_check_range (analysis, 0, 2, &part);
  g_assert_true (part.is_silent);
  g_assert_cmpfloat (part.leading_silence, ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  sa_audio_init ();

  g_test_add_func ("/heard/match", test_match);
  g_test_add ("/heard/measure", MediaFixture, NULL, media_fixture_set_up, test_measure,
              media_fixture_tear_down);
  g_test_add_func ("/heard/trim", test_trim);
  g_test_add ("/heard/silence-at-the-ends", MediaFixture, NULL, media_fixture_set_up,
              test_silence_at_the_ends, media_fixture_tear_down);

  return g_test_run ();
}
