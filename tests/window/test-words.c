/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "audio/sa-audio-error.h"
#include "ui/sa-check-text.h"
#include "ui/sa-format.h"
#include "ui/sa-job-text.h"
#include "ui/sa-mend.h"
#include "ui/sa-recorder-text.h"
#include "ui/sa-result-text.h"

static void
assert_words (char *words, const char *expected)
{
  g_assert_cmpstr (words, ==, expected);
  g_free (words);
}

static void
test_time (void)
{
  assert_words (sa_format_time (0), "0:00.0");
  assert_words (sa_format_time (59.94), "0:59.9");
  assert_words (sa_format_time (59.96), "1:00.0");
  assert_words (sa_format_time (192.4), "3:12.4");
  assert_words (sa_format_time (3599.9), "59:59.9");
  assert_words (sa_format_time (3600), "1:00:00.0");
  assert_words (sa_format_time (-1), "0:00.0");
  assert_words (sa_format_seconds (42), "42.0 s");
}

static void
test_facts (void)
{
  assert_words (sa_format_facts (192.4, 48000, 2), "3:12.4 · 48 kHz, stereo");
  assert_words (sa_format_facts (10, 22050, 1), "0:10.0 · 22.05 kHz, mono");
  assert_words (sa_format_facts (10, 44100, 6), "0:10.0 · 44.1 kHz, 6 channels");
}

static void
test_verdict (void)
{
  static const struct {
    SaPurpose purpose;
    double seconds;
    double tolerance;
    gboolean fits;
    const char *words;
  } cases[] = {
    { SA_PURPOSE_VOICE_CLONE, 42, 0, TRUE, "0:42.0 · fits" },
    { SA_PURPOSE_VOICE_CLONE, 6.2, 0, FALSE, "0:06.2 · 3.8 s too short" },
    { SA_PURPOSE_VOICE_CLONE, 10, 0, TRUE, "0:10.0 · fits" },
    { SA_PURPOSE_VOICE_CLONE, 9.99, 0, FALSE, "0:09.9 · 0.1 s too short" },
    { SA_PURPOSE_VOICE_CLONE, 9.95, 0.1, TRUE, "0:10.0 · fits" },
    { SA_PURPOSE_VOICE_CLONE, 300, 0, TRUE, "5:00.0 · fits" },
    { SA_PURPOSE_VOICE_CLONE, 300.01, 0, FALSE, "5:00.1 · 0.1 s too long" },
    { SA_PURPOSE_PROMPT_AUDIO, 7.999, 0, TRUE, "0:08.0 · fits" },
    { SA_PURPOSE_PROMPT_AUDIO, 8, 0, FALSE, "0:08.0 · 0.1 s too long" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    gboolean fits = !cases[i].fits;

    assert_words (sa_format_verdict (cases[i].purpose, cases[i].seconds, cases[i].tolerance, &fits),
                  cases[i].words);
    g_assert_cmpint (fits, ==, cases[i].fits);
  }
}

static void
test_host (void)
{
  assert_words (sa_format_host ("https://gateway.example/minimax"), "gateway.example");
  assert_words (sa_format_host ("http://127.0.0.1:8080"), "127.0.0.1:8080");
  assert_words (sa_format_host ("nonsense"), "nonsense");
}

static void
test_checks (void)
{
  SaChecks checks = { .peak_dbfs = -3.1,
                      .loudness_lufs = -19,
                      .noise_floor_dbfs = -45,
                      .speech_level_dbfs = -24,
                      .dead_channel = 1,
                      .inverted_channel = -1 };

  assert_words (sa_check_text_good (&checks), "−19 LUFS, peak −3.1 dB, no clipped samples");
  assert_words (sa_check_text_figure (SA_PROBLEMS_NOISY, &checks),
                "21 dB below the voice; 30 dB or more is better");
  assert_words (sa_check_text_title (SA_PROBLEMS_DEAD_CHANNEL, &checks),
                "The right channel is almost silent");

  checks.clipped_samples = 1;
  assert_words (sa_check_text_figure (SA_PROBLEMS_CLIPPED, &checks), "1 sample at the limit");
  checks.loudness_lufs = NAN;
  checks.peak_dbfs = NAN;
  assert_words (sa_check_text_good (&checks), "Silence");
  g_assert_null (sa_check_text_title (SA_PROBLEMS_TOO_SHORT, &checks));
}

static void
test_original (void)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/tmp/Anna.wav");
  g_autoptr (SaClip) whole = sa_clip_new (file, 0, -1, SA_CHANNEL_MIX_AUTO);
  g_autoptr (SaClip) part = sa_clip_with_range (whole, 31.2, 73.2);
  g_autoptr (SaClip) rest = sa_clip_with_range (whole, 31.2, -1);

  assert_words (sa_result_text_original (whole), "Anna.wav");
  assert_words (sa_result_text_original (part), "Anna.wav, 0:31.2 to 1:13.2");
  assert_words (sa_result_text_original (rest), "Anna.wav, from 0:31.2");
}

static void
test_more_checks (void)
{
  SaChecks checks = { .loudness_lufs = -19,
                      .speech_level_dbfs = -24,
                      .noise_floor_dbfs = -66,
                      .leading_silence = 2.5,
                      .trailing_silence = 0.3 };

  assert_words (sa_check_text_good_title (SA_CHECK_GOOD_ALL), "All checks are good");
  assert_words (sa_check_text_good_title (SA_CHECK_GOOD_LEVEL), "Level is good");
  assert_words (sa_check_text_good_title (SA_CHECK_GOOD_NOISE | SA_CHECK_GOOD_CHANNELS),
                "Background noise and channels are good");
  assert_words (sa_check_text_good_title (SA_CHECK_GOOD_LEVEL | SA_CHECK_GOOD_CLIPPING |
                                          SA_CHECK_GOOD_SILENCE),
                "Level, clipping and silence are good");
  assert_words (sa_check_text_level (-3.14, 1, "dB"), "−3.1 dB");
  assert_words (sa_check_text_level (NAN, 1, "dB"), "silence");
  assert_words (sa_check_text_noise (&checks), "42 dB below the voice");
  assert_words (sa_check_text_ends (&checks), "2.5 s before and 0.3 s after the words");
  checks.silence_share = 0.394;
  checks.longest_pause = 3.14;
  assert_words (sa_check_text_pauses (&checks),
                "39 % of the time nobody speaks; the longest pause is 3.1 s");
  assert_words (sa_check_text_dead_channel (0.001, 1, 0, 2), "30 dB below the left one");
  assert_words (sa_check_text_dead_channel (0.001, 1, 1, 2), "30 dB below the right one");
  assert_words (sa_check_text_dead_channel (0.001, 1, 1, 6), "30 dB below the loudest one");
  assert_words (sa_check_text_dead_channel (0, 1, 0, 2), "There is nothing in it");
  g_assert_cmpstr (sa_check_text_mix_button (1, 2), ==, "Use Left Channel");
  g_assert_cmpstr (sa_check_text_mix_button (2, 2), ==, "Use Right Channel");
  g_assert_cmpstr (sa_check_text_mix_button (1, 6), ==, "Use Good Channels");
  g_assert_cmpstr (sa_check_text_mix (2, 2), ==, "Only the right channel is used");
}

static void
test_check_of_length (void)
{
  static const struct {
    SaPurpose purpose;
    double seconds;
    SaLengthVerdict verdict;
    const char *title;
    const char *figure;
  } cases[] = {
    { SA_PURPOSE_VOICE_CLONE, 9.99, SA_LENGTH_TOO_SHORT, "The sample is too short",
      "9.9 s; at least 10 s are needed" },
    { SA_PURPOSE_VOICE_CLONE, 300.01, SA_LENGTH_TOO_LONG, "The sample is too long",
      "5:00.1; at most 5 minutes can be sent" },
    { SA_PURPOSE_PROMPT_AUDIO, 8, SA_LENGTH_TOO_LONG, "The prompt clip is too long",
      "8.0 s; it has to stay under 8 s" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_assert_cmpstr (sa_check_text_length_title (cases[i].purpose, cases[i].verdict), ==,
                     cases[i].title);
    assert_words (sa_check_text_length (cases[i].purpose, cases[i].seconds, cases[i].verdict),
                  cases[i].figure);
  }
}

static void
test_best_part (void)
{
  SaBestPart part = { .start = 10,
                      .end = 52,
                      .clean = TRUE,
                      .checks = { .duration = 42,
                                  .peak_dbfs = -3,
                                  .loudness_lufs = -19,
                                  .speech_level_dbfs = -24,
                                  .noise_floor_dbfs = -66,
                                  .dead_channel = -1,
                                  .inverted_channel = -1 } };

  assert_words (sa_check_text_best_part (&part),
                "0:42.0 of clean speech: little noise, few pauses, nothing clipped");
  part.clean = FALSE;
  part.checks.noise_floor_dbfs = -40;
  part.checks.pauses = 15;
  part.checks.clipped_samples = 100;
  assert_words (
    sa_check_text_best_part (&part),
    "0:42.0 of speech, the best there is: some noise, long pauses, some sounds cut off");
}

static void
test_recorder (void)
{
  static const struct {
    SaPurpose purpose;
    double seconds;
    gboolean reached;
    const char *goal;
  } cases[] = {
    { SA_PURPOSE_VOICE_CLONE, 0, FALSE, "10 s more" },
    { SA_PURPOSE_VOICE_CLONE, 9.01, FALSE, "1 s more" },
    { SA_PURPOSE_VOICE_CLONE, 10, TRUE, "10 s reached · 30 s is better" },
    { SA_PURPOSE_VOICE_CLONE, 30, TRUE, "30 s reached" },
    { SA_PURPOSE_PROMPT_AUDIO, 4.99, FALSE, "1 s more" },
    { SA_PURPOSE_PROMPT_AUDIO, 5, TRUE, "5 s reached" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    gboolean reached;

    assert_words (sa_recorder_text_goal (cases[i].purpose, cases[i].seconds, &reached),
                  cases[i].goal);
    g_assert_cmpint (reached, ==, cases[i].reached);
  }
  assert_words (sa_recorder_text_time (0), "0:00.0");
  assert_words (sa_recorder_text_time (9.999), "0:09.9");
  assert_words (sa_recorder_text_time (83.4), "1:23.4");
  assert_words (sa_recorder_text_limit (300), "Stops by itself at 5:00");
  assert_words (sa_recorder_text_limit (7.9), "Stops by itself at 7.9 s");
  assert_words (sa_recorder_text_level (SA_RECORDER_SILENCE_DBFS), "Level: silence");
  assert_words (sa_recorder_text_level (-40), "Level: peak −40 dB, quiet");
  assert_words (sa_recorder_text_level (-12.2), "Level: peak −12 dB, good");
  assert_words (sa_recorder_text_level (-1), "Level: peak −1 dB, too loud");
}

static void
test_mends (void)
{
  g_assert_cmpstr (sa_mend_for_action (SA_ADVICE_OTHER_VOICE_ID)->target, ==, "voice-id");
  g_assert_cmpstr (sa_mend_for_action (SA_ADVICE_EDIT_TEXT)->target, ==, "text");
  g_assert_null (sa_mend_for_action (SA_ADVICE_WAIT));
}

static void
test_code (void)
{
  SaServiceErrorDetails details = { .status_code = 1004, .status_msg = "login fail" };
  g_autoptr (GError) refused =
    sa_service_error_new (SA_SERVICE_ERROR_REFUSED, &details, "The key was refused");
  SaServiceErrorDetails gateway = { .http_status = 502 };
  g_autoptr (GError) http = sa_service_error_new (SA_SERVICE_ERROR_HTTP, &gateway, "Bad gateway");

  assert_words (sa_job_text_code (refused), "1004 · login fail");
  assert_words (sa_job_text_code (http), "HTTP 502");
}

/* Errors that are not the service's have a title too, and say what to do. */
static void
test_problem (void)
{
  SaServiceErrorDetails details = { .status_code = 1004 };
  g_autoptr (GError) refused =
    sa_service_error_new (SA_SERVICE_ERROR_REFUSED, &details, "The key was refused");
  g_autoptr (GError) gone =
    g_error_new (SA_AUDIO_ERROR, SA_AUDIO_ERROR_NOT_FOUND, "There is no file");
  g_autoptr (GError) full =
    g_error_new (SA_AUDIO_ERROR, SA_AUDIO_ERROR_NO_SPACE, "The disk is full");
  g_autoptr (GError) other = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "Something else");

  g_assert_cmpstr (sa_job_text_problem (refused), ==, "The key was refused");
  g_assert_cmpstr (sa_job_text_problem (gone), ==, "The audio could not be prepared");
  g_assert_cmpstr (sa_job_text_problem (other), ==, "Stopped");
  g_assert_cmpstr (sa_job_text_problem (NULL), ==, "Stopped");
  g_assert_true (g_str_has_prefix (sa_job_text_advice (refused), "Check the API key"));
  g_assert_nonnull (strstr (sa_job_text_advice (gone), "choose another one"));
  g_assert_cmpstr (sa_job_text_advice (full), ==, "Make room on the disk, then try again.");
  g_assert_null (sa_job_text_advice (other));
}

static void
test_result (void)
{
  SaCloneAnswer answer = { .input_sensitive = FALSE };
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GDateTime) made = g_date_time_new (zone, 2026, 11, 20, 11, 20, 0);
  g_autofree char *deadline = sa_result_text_deadline (made, zone);

  assert_words (sa_result_text_flag (&answer), "Nothing flagged");
  answer.input_sensitive = TRUE;
  assert_words (sa_result_text_flag (&answer), "Flagged");
  answer.input_sensitive_type = 6;
  assert_words (sa_result_text_flag (&answer), "Violence");
  answer.input_sensitive_type = 99;
  assert_words (sa_result_text_flag (&answer), "Flagged: type 99");
  assert_words (sa_result_text_format ("voice.mp3", 32000, 1), "MP3, 32 kHz, mono");
  g_assert_true (g_str_has_prefix (deadline, "On 27 November at 11:20."));
  assert_words (sa_result_text_rate (44100), "44.1 kHz");
  assert_words (sa_result_text_bit_rate (128000), "128 kbit/s");
  assert_words (sa_result_text_characters (1), "1 character");
  assert_words (sa_result_text_characters (129), "129 characters");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/time", test_time);
  g_test_add_func ("/words/facts", test_facts);
  g_test_add_func ("/words/verdict", test_verdict);
  g_test_add_func ("/words/host", test_host);
  g_test_add_func ("/words/checks", test_checks);
  g_test_add_func ("/words/more-checks", test_more_checks);
  g_test_add_func ("/words/check-of-length", test_check_of_length);
  g_test_add_func ("/words/best-part", test_best_part);
  g_test_add_func ("/words/original", test_original);
  g_test_add_func ("/words/recorder", test_recorder);
  g_test_add_func ("/words/mends", test_mends);
  g_test_add_func ("/words/code", test_code);
  g_test_add_func ("/words/problem", test_problem);
  g_test_add_func ("/words/result", test_result);

  return g_test_run ();
}
