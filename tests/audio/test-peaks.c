/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audio/sa-peaks.h"

#include <math.h>

#define FRAMES (256 * 5000 + 77)

/* What an entry of 256 frames and twelve bits can tell. */
#define STEP (1.0f / 2047.0f)

static float *
make_samples (void)
{
  float *samples = g_new (float, FRAMES);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (int i = 0; i < FRAMES; i++)
    samples[i] = 0.9f * sinf (i * 0.00003f) * (float) g_rand_double_range (rand, -1.0, 1.0);
  return samples;
}

static void
fill (SaPeaks *peaks, const float *samples, gint64 frames)
{
  for (gint64 at = 0; at < frames; at += SA_PEAKS_FRAMES) {
    int n = MIN (SA_PEAKS_FRAMES, frames - at);
    float min = samples[at], max = samples[at];
    double square = 0.0;

    for (int i = 0; i < n; i++) {
      min = MIN (min, samples[at + i]);
      max = MAX (max, samples[at + i]);
      square += samples[at + i] * samples[at + i];
    }
    sa_peaks_add (peaks, min, max, square / n, n);
  }
}

/* The truth about the entries that a column touches at least, and at most. */
static void
brute_force (const float *samples, gint64 start, gint64 end, float *min, float *max, double *rms)
{
  double square = 0.0;

  *min = G_MAXFLOAT;
  *max = -G_MAXFLOAT;
  for (gint64 i = start; i < end; i++) {
    *min = MIN (*min, samples[i]);
    *max = MAX (*max, samples[i]);
    square += samples[i] * samples[i];
  }
  *rms = sqrt (square / (end - start));
}

static void
check_query (SaPeaks *peaks, const float *samples, gint64 start, gint64 end, int n_bins)
{
  g_autofree float *min = g_new (float, n_bins), *max = g_new (float, n_bins);
  g_autofree float *rms = g_new (float, n_bins);

  sa_peaks_query (peaks, start, end, n_bins, min, max, rms);
  for (int i = 0; i < n_bins; i++) {
    gint64 from = start + (gint64) floor ((double) (end - start) / n_bins * i);
    gint64 to = MAX (start + (gint64) floor ((double) (end - start) / n_bins * (i + 1)), from + 1);
    gint64 wide_from = from / 256 * 256, wide_to = MIN ((to + 255) / 256 * 256, FRAMES);
    float low, high, wide_low, wide_high;
    double root, wide_root;

    brute_force (samples, from, to, &low, &high, &root);
    brute_force (samples, wide_from, wide_to, &wide_low, &wide_high, &wide_root);
    g_assert_cmpfloat (min[i], <=, low + STEP);
    g_assert_cmpfloat (min[i], >=, wide_low - STEP);
    g_assert_cmpfloat (max[i], >=, high - STEP);
    g_assert_cmpfloat (max[i], <=, wide_high + STEP);
    if (to - from > 20000)
      g_assert_cmpfloat (fabs (rms[i] - root), <, 0.02);
  }
}

static void
test_brute_force (void)
{
  g_autoptr (SaPeaks) peaks = sa_peaks_new ();
  g_autofree float *samples = make_samples ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);

  fill (peaks, samples, FRAMES);
  g_assert_cmpint (sa_peaks_get_frames_available (peaks), ==, FRAMES);
  check_query (peaks, samples, 0, FRAMES, 1);
  check_query (peaks, samples, 0, FRAMES, 7);
  check_query (peaks, samples, 0, FRAMES, 1200);
  check_query (peaks, samples, FRAMES - 1, FRAMES, 1);
  check_query (peaks, samples, 1000, 1500, 300);
  for (int i = 0; i < 200; i++) {
    gint64 start = g_rand_int_range (rand, 0, FRAMES - 1);
    gint64 end = g_rand_int_range (rand, start + 1, FRAMES + 1);

    check_query (peaks, samples, start, end, g_rand_int_range (rand, 1, 400));
  }
}

static void
test_outside (void)
{
  g_autoptr (SaPeaks) peaks = sa_peaks_new ();
  float min[4], max[4], rms[4];

  sa_peaks_query (peaks, 0, 1000, 4, min, max, rms);
  for (int i = 0; i < 4; i++)
    g_assert_true (min[i] == 0.0f && max[i] == 0.0f && rms[i] == 0.0f);

  sa_peaks_add (peaks, -0.5f, 0.25f, 0.04f, SA_PEAKS_FRAMES);
  sa_peaks_query (peaks, -256, 768, 4, min, max, NULL);
  g_assert_cmpfloat (min[0], ==, 0.0f);
  g_assert_cmpfloat_with_epsilon (min[1], -0.5f, STEP);
  g_assert_cmpfloat_with_epsilon (max[1], 0.25f, STEP);
  g_assert_cmpfloat (min[2], ==, 0.0f);
  g_assert_cmpfloat (max[3], ==, 0.0f);
}

static void
test_full_scale (void)
{
  g_autoptr (SaPeaks) peaks = sa_peaks_new ();
  float min, max;

  sa_peaks_add (peaks, -1.7f, 1.0f, 1.0f, SA_PEAKS_FRAMES);
  sa_peaks_query (peaks, 0, 256, 1, &min, &max, NULL);
  g_assert_cmpfloat (min, ==, -1.0f);
  g_assert_cmpfloat (max, ==, 1.0f);
}

static gpointer
read_while_growing (gpointer data)
{
  SaPeaks *peaks = data;
  gint64 before = 0, available;

  do {
    float min[50], max[50], rms[50];

    available = sa_peaks_get_frames_available (peaks);
    g_assert_cmpint (available, >=, before);
    before = available;
    sa_peaks_query (peaks, 0, MAX (available, 1), 50, min, max, rms);
    for (int i = 0; i < 50 && available > 0; i++) {
      g_assert_cmpfloat_with_epsilon (min[i], -0.75f, STEP);
      g_assert_cmpfloat_with_epsilon (max[i], 0.5f, STEP);
    }
  } while (available < 256 * 200000);
  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (SaPeaks) peaks = sa_peaks_new ();
  GThread *reader = g_thread_new ("reader", read_while_growing, peaks);

  for (int i = 0; i < 200000; i++)
    sa_peaks_add (peaks, -0.75f, 0.5f, 0.1f, SA_PEAKS_FRAMES);
  g_thread_join (reader);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/peaks/brute-force", test_brute_force);
  g_test_add_func ("/peaks/outside", test_outside);
  g_test_add_func ("/peaks/full-scale", test_full_scale);
  g_test_add_func ("/peaks/threads", test_threads);
  return g_test_run ();
}
