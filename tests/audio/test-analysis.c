/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Analyses real files, and compares with what ffmpeg and sox say of them. */
#include "audio/sa-analysis.h"

#include <ebur128.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audio/sa-audio-error.h"
#include "audio/sa-decoder.h"
#include "media-fixture.h"

#define RATE 44100
#define DEADLINE (20 * G_USEC_PER_SEC)

/* Some 14 s of clean speech. */
#define MAKE_SPEECH                                                                             \
  "espeak-ng -w said.wav 'The kettle had just begun to sing when somebody knocked. It was the " \
  "neighbour from the second floor, with flour on her sleeves and a question about the oven. "  \
  "Could we try it together? Nobody had thought of bread until then, but it smelled so good.' " \
  "&& sox said.wav -r 44100 -b 16 speech.wav repeat 1 trim 0 14"

static MediaFixture media;

static void
make (const char *name, const char *command)
{
  g_object_unref (media_fixture_make (&media, name, command));
}

static SaAnalysis *
analyse_range (const char *name, double start, double end)
{
  g_autoptr (GFile) file = media_fixture_file (&media, name);
  g_autoptr (SaClip) clip = sa_clip_new (file, start, end, SA_CHANNEL_MIX_AUTO);
  g_autoptr (GError) error = NULL;
  SaAnalysis *analysis = sa_analysis_run_sync (clip, NULL, &error);

  g_assert_no_error (error);
  return analysis;
}

static SaAnalysis *
analyse (const char *name)
{
  return analyse_range (name, 0.0, -1.0);
}

static double
ask_number (const char *command)
{
  g_autofree char *answer = media_fixture_ask (&media, command);

  return g_ascii_strtod (answer, NULL);
}

static double
ask_loudness (const char *name)
{
  g_autofree char *command = g_strdup_printf (
    "ffmpeg -hide_banner -nostats -i %s -af ebur128 -f null - 2>&1 | sed -n 's/ *I: *\\(.*\\) "
    "LUFS/\\1/p' | tail -1",
    name);

  return ask_number (command);
}

static double
ask_peak (const char *name)
{
  g_autofree char *command = g_strdup_printf (
    "ffmpeg -hide_banner -nostats -i %s -af astats=measure_perchannel=none -f null - 2>&1 | sed "
    "-n 's/.*Peak level dB: //p'",
    name);

  return ask_number (command);
}

static void
assert_near (double found, double expected, double by)
{
  if (!(fabs (found - expected) <= by))
    g_error ("%g is not within %g of %g", found, by, expected);
}

static char *
problems_of (SaAnalysis *analysis)
{
  g_auto (GStrv) names = sa_problems_to_strv (
    sa_checks_get_problems (sa_analysis_get_checks (analysis), SA_PURPOSE_VOICE_CLONE, -1, 0.0));

  return g_strjoinv (" ", names);
}

static void
assert_problems (const char *name, const char *command, const char *expected)
{
  make (name, command);
  g_autoptr (SaAnalysis) analysis = analyse (name);
  g_autofree char *problems = problems_of (analysis);
  const SaChecks *checks = sa_analysis_get_checks (analysis);

  g_test_message (
    "%s: peak %.1f, loudness %.1f, speech %.1f, noise %.1f, clipped %" G_GINT64_FORMAT, name,
    checks->peak_dbfs, checks->loudness_lufs, checks->speech_level_dbfs, checks->noise_floor_dbfs,
    checks->clipped_samples);
  if (!g_str_equal (problems, expected))
    g_error ("%s: problems “%s”, not “%s”", name, problems, expected);
}

/* The figures of whole files, in every rate and number of channels. */
static void
test_figures (void)
{
  static const struct {
    const char *name;
    const char *command;
  } files[] = {
    { "mono.wav", "cp speech.wav mono.wav" },
    { "stereo.wav", "sox speech.wav stereo.wav remix 1v0.5 1" },
    { "wide.wav", "sox speech.wav -r 96000 wide.wav" },
    { "narrow.wav", "sox speech.wav -r 8000 narrow.wav" },
    { "odd.wav", "sox speech.wav -r 11025 odd.wav" },
    { "noise.wav", "sox -R -n -r 48000 noise.wav synth 20 pinknoise gain -12" },
    { "music.flac",
      "sox -R -n -r 48000 music.flac synth 9 pluck D2 synth 9 square mix 880 gain -9" },
    { "five.wav", "ffmpeg -v error -i speech.wav -af pan=5.0\\|FL=c0\\|FR=c0\\|FC=c0\\|BL=0.5*c0"
                  "\\|BR=0.5*c0 five.wav" },
    { "six.wav", "ffmpeg -v error -i speech.wav -af pan=5.1\\|FL=c0\\|FR=c0\\|FC=c0\\|LFE=c0\\|"
                 "BL=0.5*c0\\|BR=0.5*c0 six.wav" },
    { "speech.mp3", "ffmpeg -v error -i speech.wav -b:a 64k speech.mp3" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++) {
    make (files[i].name, files[i].command);
    g_autoptr (SaAnalysis) analysis = analyse (files[i].name);
    const SaChecks *checks = sa_analysis_get_checks (analysis);

    g_test_message ("%s: %.2f LUFS, ffmpeg says %.1f", files[i].name, checks->loudness_lufs,
                    ask_loudness (files[i].name));
    assert_near (checks->loudness_lufs, ask_loudness (files[i].name), 0.15);
    assert_near (checks->peak_dbfs, ask_peak (files[i].name), 0.05);
  }
}

/* The referee hears the sound in one piece; the analysis in stretches, and what is one sound on two
 * channels only once. */
static void
test_loudness (void)
{
  static const struct {
    int rate;
    int channels;
    const char *sound;
  } cases[] = {
    { 16000, 1, "-e float -b 32 referee.wav synth 17.3 pinknoise tremolo 0.3 90 gain -20" },
    { 44100, 2,
      "-e float -b 32 referee.wav synth 17.3 pinknoise brownnoise tremolo 0.3 90 gain -9" },
    { 44100, 2, "-b 16 referee.wav synth 17.3 pinknoise tremolo 0.3 90 gain -30 remix 1 1 dither" },
    { 44100, 2, "-e float -b 32 referee.wav synth 17.3 pinknoise tremolo 0.3 90 remix 1 1v0.98" },
    /* Most of it is filtered out, but not if a stretch does not know what came before. */
    { 44100, 1, "-e float -b 32 referee.wav synth 17.3 sine 15.3 gain -1" },
    { 48000, 4, "-e float -b 32 referee.wav synth 9 pinknoise brownnoise tremolo 0.3 90 gain -20" },
    { 48000, 5, "-e float -b 32 referee.wav synth 9 pinknoise brownnoise tremolo 0.3 90 gain -20" },
    { 48000, 6, "-e float -b 32 referee.wav synth 9 pinknoise brownnoise tremolo 0.3 90 gain -20" },
    { 192000, 2, "-e float -b 32 referee.wav synth 17.3 pinknoise brownnoise gain -39" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *command = g_strdup_printf ("sox -R -n -r %d -c %d %s", cases[i].rate,
                                                cases[i].channels, cases[i].sound);
    g_autoptr (GFile) file = media_fixture_make (&media, "referee.wav", command);
    g_autoptr (SaAnalysis) analysis = analyse ("referee.wav");
    g_autoptr (SaDecoder) decoder = sa_decoder_new (file, 0, NULL, NULL);
    ebur128_state *referee = ebur128_init (cases[i].channels, cases[i].rate, EBUR128_MODE_I);
    const float *frames;
    double expected;
    gssize n;

    while ((n = sa_decoder_next (decoder, &frames, NULL)) > 0)
      ebur128_add_frames_float (referee, frames, n);
    ebur128_loudness_global (referee, &expected);
    ebur128_destroy (&referee);
    g_test_message ("%s: %.3f LUFS", command, expected);
    assert_near (sa_analysis_get_checks (analysis)->loudness_lufs, expected, 0.01);
  }
}

static void
test_peaks_of_file (void)
{
  g_autoptr (GFile) file = media_fixture_file (&media, "speech.wav");
  g_autoptr (SaDecoder) decoder = sa_decoder_new (file, 0, NULL, NULL);
  g_autoptr (SaAnalysis) analysis = analyse ("speech.wav");
  SaPeaks *peaks = sa_analysis_get_peaks (analysis);
  g_autofree float *all = g_new (float, 20 * RATE);
  gint64 frames = sa_decoder_read (decoder, all, 20 * RATE, NULL);
  float min[100], max[100];

  g_assert_cmpint (frames, ==, sa_analysis_get_frames (analysis));
  g_assert_cmpint (frames, ==, 14 * RATE);
  g_assert_cmpint (sa_peaks_get_frames_available (peaks), ==, frames);
  sa_peaks_query (peaks, 0, 256 * 400, 100, min, max, NULL);
  for (int i = 0; i < 100; i++) {
    float low = 1.0f, high = -1.0f;

    for (int k = 0; k < 1024; k++) {
      low = MIN (low, all[i * 1024 + k]);
      high = MAX (high, all[i * 1024 + k]);
    }
    g_assert_cmpfloat_with_epsilon (min[i], low, 1.0f / 2047);
    g_assert_cmpfloat_with_epsilon (max[i], high, 1.0f / 2047);
  }
}

static void
test_problems (void)
{
  assert_problems ("clean.wav", "cp speech.wav clean.wav", "");
  assert_problems ("normal.wav", "sox speech.wav normal.wav norm -0", "");
  assert_problems ("clipped.wav", "sox speech.wav clipped.wav gain 12 2>&1", "clipped");
  assert_problems ("clipped.mp3", "ffmpeg -v error -i clipped.wav -b:a 128k clipped.mp3",
                   "clipped");
  assert_problems ("quiet.wav", "sox speech.wav -b 24 quiet.wav gain -35", "quiet");
  assert_problems ("low.wav", "sox speech.wav -b 24 low.wav gain -12", "");
  assert_problems ("faint.wav", "sox speech.wav -b 24 faint.wav gain -70", "silent");
  assert_problems ("zero.wav", "sox -n -r 44100 -b 16 zero.wav trim 0 12", "silent");
  assert_problems ("offset.wav", "sox -n -r 44100 -b 16 offset.wav trim 0 12 dcshift 0.3",
                   "silent");
  assert_problems ("dead.wav", "sox speech.wav dead.wav remix 1 0", "dead_channel");
  assert_problems ("inverted.wav", "sox -D speech.wav inverted.wav remix 1v0.9 1i",
                   "inverted_channel");
  assert_problems ("dual.wav", "sox speech.wav dual.wav remix 1 1v0.5", "");
  assert_problems ("short.wav", "sox speech.wav short.wav trim 0 9.99", "too_short");
  assert_problems ("ten.wav", "sox speech.wav ten.wav trim 0 10", "");
  assert_problems ("long.wav", "sox speech.wav long.wav repeat 40 trim 0 300.01", "too_long");
  assert_problems ("minutes.wav", "sox speech.wav minutes.wav repeat 40 trim 0 300", "");
}

/* A single tone that reaches full scale is not clipped; flattened, it is. */
static void
test_full_scale (void)
{
  make ("tone.wav", "ffmpeg -v error -f lavfi -i 'aevalsrc=sin(2*PI*220*t):s=44100:d=3' tone.wav");
  make ("flat.wav", "ffmpeg -v error -f lavfi -i "
                    "'aevalsrc=max(-1\\,min(1\\,1.4142*sin(2*PI*100*t))):s=44100:d=1' flat.wav");
  g_autoptr (SaAnalysis) clean = analyse ("tone.wav");
  g_autoptr (SaAnalysis) clipped = analyse ("flat.wav");

  g_assert_cmpint (sa_analysis_get_checks (clean)->clipped_samples, ==, 0);
  assert_near (sa_analysis_get_checks (clean)->peak_dbfs, 0.0, 0.01);
  /* A sine 3 dB over stays beyond full scale for half of the time. */
  assert_near (sa_analysis_get_checks (clipped)->clipped_samples, RATE / 2, RATE * 0.02);
}

static void
add_noise (const char *name, int snr)
{
  g_autofree char *rms =
    media_fixture_ask (&media, "sox speech.wav -n stat 2>&1 | sed -n 's/RMS.*amplitude: *//p'");
  double vol = g_ascii_strtod (rms, NULL) * pow (10.0, -snr / 20.0) * sqrt (3.0);
  g_autofree char *command =
    g_strdup_printf ("sox -R -n -r 44100 -e float -b 32 hiss.wav synth 14 whitenoise vol %.6f && "
                     "sox -m -v 1 speech.wav -v 1 hiss.wav -b 16 %s",
                     vol, name);

  g_object_unref (media_fixture_make (&media, name, command));
}

static void
test_noise (void)
{
  static const struct {
    int snr;
    gboolean noisy;
  } cases[] = { { 5, TRUE }, { 10, TRUE }, { 20, TRUE }, { 30, FALSE }, { 40, FALSE } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SaAnalysis) analysis = NULL;
    g_autofree char *problems = NULL;
    const SaChecks *checks;

    add_noise ("hissing.wav", cases[i].snr);
    analysis = analyse ("hissing.wav");
    checks = sa_analysis_get_checks (analysis);
    problems = problems_of (analysis);
    g_assert_cmpstr (problems, ==, cases[i].noisy ? "noisy" : "");
    if (cases[i].snr >= 10)
      assert_near (checks->speech_level_dbfs - checks->noise_floor_dbfs, cases[i].snr + 1.5, 2.0);
  }
}

/* A quiet take without noise is quiet and clean. */
static void
test_noise_is_relative (void)
{
  g_autoptr (SaAnalysis) analysis = NULL;
  g_autoptr (GFile) file = NULL;
  g_autofree char *problems = NULL;

  add_noise ("hissing.wav", 40);
  file = media_fixture_make (&media, "far.wav", "sox hissing.wav -b 24 far.wav gain -30");
  analysis = analyse ("far.wav");
  problems = problems_of (analysis);
  g_assert_cmpstr (problems, ==, "quiet");
}

static void
test_silence (void)
{
  make ("nothing.wav", "sox -n -r 44100 nothing.wav trim 0 11");
  g_autoptr (SaAnalysis) analysis = analyse ("nothing.wav");
  const SaChecks *checks = sa_analysis_get_checks (analysis);
  double start, end;

  g_assert_true (isnan (checks->peak_dbfs));
  g_assert_true (isnan (checks->loudness_lufs));
  g_assert_true (isnan (checks->noise_floor_dbfs));
  g_assert_true (isnan (checks->speech_level_dbfs));
  g_assert_cmpfloat (checks->silence_share, ==, 1.0);
  g_assert_true (checks->is_silent);
  g_assert_cmpint (checks->dead_channel, ==, -1);
  g_assert_cmpint (checks->inverted_channel, ==, -1);
  g_assert_false (sa_analysis_suggest_range (analysis, 5.0, &start, &end));
  assert_near (start, 0.0, 0.0);
  assert_near (end, 5.0, 0.0);
}

static void
test_names (void)
{
  const SaChecks checks = { .duration = 301.0,
                            .peak_dbfs = -3.0,
                            .loudness_lufs = -20.0,
                            .noise_floor_dbfs = -60.0,
                            .speech_level_dbfs = -20.0,
                            .dead_channel = -1,
                            .inverted_channel = -1 };
  SaChecks brief = checks;
  SaProblems problems;

  problems = sa_checks_get_problems (&checks, SA_PURPOSE_VOICE_CLONE, 20000001, 0.0);
  g_assert_cmpint (problems, ==, SA_PROBLEMS_TOO_LONG | SA_PROBLEMS_TOO_LARGE);
  problems = sa_checks_get_problems (&checks, SA_PURPOSE_VOICE_CLONE, 20000000, 0.0);
  g_assert_cmpint (problems, ==, SA_PROBLEMS_TOO_LONG);
  problems = sa_checks_get_problems (&checks, SA_PURPOSE_T2A_ASYNC_INPUT, -1, 0.0);
  g_assert_cmpint (problems, ==, SA_PROBLEMS_NONE);
  brief.duration = 8.0;
  problems = sa_checks_get_problems (&brief, SA_PURPOSE_PROMPT_AUDIO, -1, 0.0);
  g_assert_cmpint (problems, ==, SA_PROBLEMS_TOO_LONG);
  brief.duration = 7.999;
  problems = sa_checks_get_problems (&brief, SA_PURPOSE_PROMPT_AUDIO, -1, 0.0);
  g_assert_cmpint (problems, ==, SA_PROBLEMS_NONE);
  g_assert_cmpstr (sa_problem_to_string (SA_PROBLEMS_INVERTED_CHANNEL), ==, "inverted_channel");
}

/* A part judged from the whole is what the part alone would be. */
static void
test_ranges (void)
{
  make (
    "parts.wav",
    "sox speech.wav -r 44100 -c 2 good.wav && sox speech.wav -r 44100 hot.wav remix 1 1i gain 15 "
    "2>&1 && sox good.wav hot.wav parts.wav");
  g_autoptr (SaAnalysis) whole = analyse ("parts.wav");
  g_autoptr (SaAnalysis) clean = analyse_range ("parts.wav", 1.0, 13.0);
  g_autoptr (SaAnalysis) broken = analyse_range ("parts.wav", 15.0, -1.0);
  SaChannelStats stats;
  SaChecks checks;

  g_assert_cmpint (sa_analysis_get_frames (clean), ==, 12 * RATE);
  g_assert_cmpint (sa_analysis_get_frames (broken), ==, 13 * RATE);
  sa_analysis_check_range (whole, 1.0, 13.0, &checks);
  assert_near (checks.duration, 12.0, 1e-9);
  assert_near (checks.loudness_lufs, sa_analysis_get_checks (clean)->loudness_lufs, 0.1);
  assert_near (checks.peak_dbfs, sa_analysis_get_checks (clean)->peak_dbfs, 0.5);
  assert_near (checks.silence_share, sa_analysis_get_checks (clean)->silence_share, 0.03);
  g_assert_cmpint (checks.clipped_samples, ==, 0);
  g_assert_cmpint (checks.inverted_channel, ==, -1);
  sa_analysis_check_range (whole, 15.0, -1.0, &checks);
  g_assert_cmpint (checks.inverted_channel, ==, 1);
  g_assert_cmpint (sa_analysis_get_checks (broken)->inverted_channel, ==, 1);
  g_assert_cmpint (checks.clipped_samples, ==, sa_analysis_get_checks (broken)->clipped_samples);
  g_assert_cmphex (sa_analysis_get_mix (clean), ==, 0x3);
  g_assert_cmphex (sa_analysis_get_mix (broken), ==, 0x1);
  sa_analysis_stats_of_range (whole, 0.0, 13.0, &stats);
  g_assert_cmphex (sa_channel_mix_choose (&stats), ==, 0x3);
}

/* Speech from 20 to 60 s and from 100 to 220 s, in sentences of 5 s and pauses of 1 s. */
static void
test_suggest (void)
{
  make (
    "gaps.wav",
    "sox speech.wav -r 8000 s.wav trim 0 5 && sox -n -r 8000 -b 16 p.wav trim 0 1 && "
    "sox -n -r 8000 -b 16 q.wav trim 0 20 && sox s.wav p.wav sp.wav && sox sp.wav sp4.wav repeat 5 "
    "&& sox sp.wav sp9.wav repeat 18 && sox q.wav sp4.wav q.wav q.wav sp9.wav q.wav gaps.wav");
  g_autoptr (SaAnalysis) analysis = analyse ("gaps.wav");
  double start, end, length = sa_analysis_get_duration (analysis);
  gsize n;

  assert_near (length, 20 + 36 + 40 + 114 + 20, 0.01);
  g_assert_nonnull (sa_analysis_get_speech (analysis, &n));
  g_assert_cmpuint (n, >=, 25);
  g_assert_true (sa_analysis_suggest_range (analysis, 60.0, &start, &end));
  g_assert_cmpfloat (start, >=, 95.0);
  g_assert_cmpfloat (end, <=, 211.0);
  g_assert_cmpfloat (end - start, <=, 60.0);
  g_assert_cmpfloat (end - start, >=, 52.0);
  for (gsize i = 0; i < n; i++) {
    const SaSpeech *speech = sa_analysis_get_speech (analysis, &n) + i;
    gint64 first = llround (start * 8000), last = llround (end * 8000);

    g_assert_false (speech->start < first && first < speech->end);
    g_assert_false (speech->start < last && last < speech->end);
  }
  g_assert_true (sa_analysis_suggest_range (analysis, 300.0, &start, &end));
  assert_near (start, 0.0, 0.0);
  assert_near (end, length, 0.0);
}

/* Without a single pause there is still a range of lawful length. */
static void
test_suggest_without_pause (void)
{
  make ("drone.wav", "sox -R -n -r 8000 drone.wav synth 40 sawtooth 110 gain -12");
  g_autoptr (SaAnalysis) analysis = analyse ("drone.wav");
  double start, end;

  g_assert_true (sa_analysis_suggest_range (analysis, 15.0, &start, &end));
  assert_near (end - start, 15.0, 1e-9);
  g_assert_cmpfloat (start, >=, 0.0);
  g_assert_cmpfloat (end, <=, 40.0);
}

typedef struct {
  GAsyncResult *result;
  int notified;
  double last;
} Watch;

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  ((Watch *) data)->result = g_object_ref (result);
}

static void
on_progress (SaAnalysis *analysis, GParamSpec *pspec, Watch *watch)
{
  double progress = sa_analysis_get_progress (analysis);

  g_assert_cmpfloat (progress, >, watch->last);
  watch->last = progress;
  watch->notified++;
}

static void
wait_for (Watch *watch)
{
  gint64 deadline = g_get_monotonic_time () + DEADLINE;

  while (watch->result == NULL && g_get_monotonic_time () < deadline)
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (watch->result);
}

/* GTask's thread may hold its reference for a moment longer than the result does. */
static void
wait_until_finalized (SaAnalysis *analysis)
{
  gint64 deadline = g_get_monotonic_time () + DEADLINE;
  gpointer pointer = analysis;

  g_object_add_weak_pointer (G_OBJECT (analysis), &pointer);
  g_object_unref (analysis);
  while (g_atomic_pointer_get (&pointer) != NULL && g_get_monotonic_time () < deadline)
    g_main_context_iteration (NULL, FALSE);
  g_assert_null (pointer);
}

static void
test_async (void)
{
  g_autoptr (GFile) file =
    media_fixture_make (&media, "hour.wav", "sox -D speech.wav -r 48000 -c 2 hour.wav repeat 40");
  g_autoptr (SaClip) clip = sa_clip_new (file, 0.0, -1.0, SA_CHANNEL_MIX_AUTO);
  SaAnalysis *analysis = sa_analysis_new (clip);
  g_autoptr (GError) error = NULL;
  Watch watch = { 0 };
  gint64 began = g_get_monotonic_time ();

  g_assert_false (sa_analysis_is_complete (analysis));
  g_assert_true (sa_analysis_get_clip (analysis) == clip);
  g_signal_connect (analysis, "notify::progress", G_CALLBACK (on_progress), &watch);
  sa_analysis_run_async (analysis, NULL, on_done, &watch);
  wait_for (&watch);
  g_assert_true (sa_analysis_run_finish (analysis, watch.result, &error));
  g_assert_no_error (error);
  g_assert_true (sa_analysis_is_complete (analysis));
  g_assert_cmpfloat (watch.last, ==, 1.0);
  g_assert_cmpint (watch.notified, >=, 1);
  g_assert_cmpint (watch.notified, <=,
                   2 + 15 * (g_get_monotonic_time () - began) / G_USEC_PER_SEC + 1);
  g_assert_cmpint (sa_analysis_get_channels (analysis), ==, 2);
  g_assert_cmpint (sa_analysis_get_sample_rate (analysis), ==, 48000);
  g_clear_object (&watch.result);
  wait_until_finalized (analysis);
}

static void
test_async_cancelled (void)
{
  g_autoptr (GFile) file = media_fixture_file (&media, "hour.wav");
  g_autoptr (SaClip) clip = sa_clip_new (file, 0.0, -1.0, SA_CHANNEL_MIX_AUTO);
  g_autoptr (SaAnalysis) analysis = sa_analysis_new (clip);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Watch watch = { 0 };

  sa_analysis_run_async (analysis, cancellable, on_done, &watch);
  while (sa_peaks_get_frames_available (sa_analysis_get_peaks (analysis)) == 0)
    g_main_context_iteration (NULL, FALSE);
  g_cancellable_cancel (cancellable);
  wait_for (&watch);
  g_assert_false (sa_analysis_run_finish (analysis, watch.result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (sa_analysis_is_complete (analysis));
  g_object_unref (watch.result);
}

static void
test_errors (void)
{
  g_autoptr (GFile) file = media_fixture_file (&media, "speech.wav");
  g_autoptr (GFile) missing = media_fixture_file (&media, "missing.wav");
  g_autoptr (SaClip) beyond = sa_clip_new (file, 20.0, 30.0, SA_CHANNEL_MIX_AUTO);
  g_autoptr (SaClip) nowhere = sa_clip_new (missing, 0.0, -1.0, SA_CHANNEL_MIX_AUTO);
  g_autoptr (GError) error = NULL;

  g_assert_null (sa_analysis_run_sync (beyond, NULL, &error));
  g_assert_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_EMPTY);
  g_clear_error (&error);
  g_assert_null (sa_analysis_run_sync (nowhere, NULL, &error));
  g_assert_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_NOT_FOUND);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  media_fixture_set_up (&media, NULL);
  g_object_unref (media_fixture_make (&media, "speech.wav", MAKE_SPEECH));

  g_test_add_func ("/analysis/figures", test_figures);
  g_test_add_func ("/analysis/loudness", test_loudness);
  g_test_add_func ("/analysis/peaks", test_peaks_of_file);
  g_test_add_func ("/analysis/problems", test_problems);
  g_test_add_func ("/analysis/full-scale", test_full_scale);
  g_test_add_func ("/analysis/noise", test_noise);
  g_test_add_func ("/analysis/noise-is-relative", test_noise_is_relative);
  g_test_add_func ("/analysis/silence", test_silence);
  g_test_add_func ("/analysis/names", test_names);
  g_test_add_func ("/analysis/ranges", test_ranges);
  g_test_add_func ("/analysis/suggest", test_suggest);
  g_test_add_func ("/analysis/suggest-without-pause", test_suggest_without_pause);
  g_test_add_func ("/analysis/async", test_async);
  g_test_add_func ("/analysis/async-cancelled", test_async_cancelled);
  g_test_add_func ("/analysis/errors", test_errors);

  status = g_test_run ();
  media_fixture_tear_down (&media, NULL);
  return status;
}
