/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audio/sa-channel-mix.h"

#include <math.h>

#include "audio/sa-clip.h"

#define FRAMES 5001

/* @gains: of one voice in each channel, and 0.01 of noise of its own. */
static float *
make_sound (const double *gains, int channels, double offset)
{
  float *sound = g_new (float, FRAMES *channels);
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (int i = 0; i < FRAMES; i++) {
    double voice = g_rand_double_range (rand, -0.5, 0.5);

    for (int c = 0; c < channels; c++)
      sound[i * channels + c] =
        offset + gains[c] * (voice + g_rand_double_range (rand, -0.01, 0.01));
  }
  return sound;
}

static SaChannelStats
measure (const double *gains, int channels, double offset)
{
  g_autofree float *sound = make_sound (gains, channels, offset);
  SaChannelStats whole, first, second;

  sa_channel_stats_init (&whole, channels);
  sa_channel_stats_add (&whole, sound, channels, FRAMES);
  sa_channel_stats_init (&first, channels);
  sa_channel_stats_add (&first, sound, channels, 777);
  sa_channel_stats_init (&second, channels);
  sa_channel_stats_add (&second, sound + 777 * channels, channels, FRAMES - 777);
  sa_channel_stats_merge (&first, &second);
  for (int c = 0; c < channels; c++)
    g_assert_cmpfloat_with_epsilon (sa_channel_stats_get_power (&first, c),
                                    sa_channel_stats_get_power (&whole, c), 1e-6);
  return whole;
}

static void
test_choose (void)
{
  static const struct {
    double gains[6];
    int channels;
    SaChannelMix mix;
    int dead;
    int inverted;
  } cases[] = {
    { { 1.0 }, 1, 0x1, -1, -1 },        { { 1.0, 1.0 }, 2, 0x3, -1, -1 },
    { { 0.3, 1.0 }, 2, 0x3, -1, -1 },   { { 1.0, 0.0 }, 2, 0x1, 1, -1 },
    { { 0.0, 1.0 }, 2, 0x2, 0, -1 },    { { 1.0, 0.0330 }, 2, 0x3, -1, -1 }, /* 29.6 dB below */
    { { 1.0, 0.0300 }, 2, 0x1, 1, -1 }, /* 30.5 dB below */
    { { 1.0, -0.9 }, 2, 0x1, -1, 1 },   { { -0.5, 1.0 }, 2, 0x2, -1, 0 },
    { { 1.0, -1.005 }, 2, 0x1, -1, 1 }, /* as loud, but for the dither */
    { { 1.0, -1.03 }, 2, 0x2, -1, 0 },  { { 1.0, 0.9, 0.9, 0.0, -0.9, 0.5 }, 6, 0x27, 3, 4 },
    { { 0.0, 0.0 }, 2, 0x1, -1, -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    SaChannelStats stats = measure (cases[i].gains, cases[i].channels, 0.0);

    g_test_message ("case %" G_GSIZE_FORMAT, i);
    g_assert_cmphex (sa_channel_mix_choose (&stats), ==, cases[i].mix);
    g_assert_cmpint (sa_channel_stats_find_dead (&stats), ==, cases[i].dead);
    g_assert_cmpint (sa_channel_stats_find_inverted (&stats), ==, cases[i].inverted);
  }
}

/* A constant offset is no likeness and no loudness. */
static void
test_offset (void)
{
  const double opposite[] = { 1.0, -0.9 }, dead[] = { 1.0, 0.0 };
  SaChannelStats stats = measure (opposite, 2, 0.4);

  g_assert_cmpint (sa_channel_stats_find_inverted (&stats), ==, 1);
  stats = measure (dead, 2, 0.4);
  g_assert_cmpint (sa_channel_stats_find_dead (&stats), ==, 1);
}

static void
test_apply (void)
{
  const float sound[] = { 0.1f, 0.2f, 0.6f, -0.3f, 0.5f, 0.7f };
  float mono[2];

  sa_channel_mix_apply (0x5, sound, 3, mono, 2);
  g_assert_cmpfloat_with_epsilon (mono[0], 0.35f, 1e-6);
  g_assert_cmpfloat_with_epsilon (mono[1], 0.2f, 1e-6);
  sa_channel_mix_apply (0x2, sound, 3, mono, 2);
  g_assert_cmpfloat_with_epsilon (mono[1], 0.5f, 1e-6);
  sa_channel_mix_apply (SA_CHANNEL_MIX_AUTO, sound, 3, mono, 2);
  g_assert_cmpfloat_with_epsilon (mono[0], 0.3f, 1e-6);
}

static void
test_clip (void)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/voice.wav");
  SaClip *whole = sa_clip_new (file, 0.0, -3.0, SA_CHANNEL_MIX_AUTO);
  SaClip *part = sa_clip_with_range (whole, 1.25, 2.5);
  SaClip *left = sa_clip_with_mix (part, 0x1);
  gint64 start, end;

  g_assert_true (sa_clip_is_whole (whole));
  g_assert_false (sa_clip_is_whole (part));
  g_assert_cmpfloat (sa_clip_get_end (whole), ==, -1.0);
  g_assert_cmpfloat (sa_clip_get_start (part), ==, 1.25);
  g_assert_cmpfloat (sa_clip_get_end (left), ==, 2.5);
  g_assert_cmphex (sa_clip_get_mix (left), ==, 0x1);
  g_assert_true (sa_clip_get_file (left) == file);
  g_assert_false (sa_clip_equal (part, left));
  g_assert_true (sa_clip_equal (left, left));
  sa_clip_get_frames (part, 44100, &start, &end);
  g_assert_cmpint (start, ==, 55125);
  g_assert_cmpint (end, ==, 110250);
  sa_clip_get_frames (whole, 44100, &start, &end);
  g_assert_cmpint (start, ==, 0);
  g_assert_cmpint (end, ==, G_MAXINT64);
  g_assert_finalize_object (whole);
  g_assert_finalize_object (part);
  g_assert_finalize_object (left);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/channel-mix/choose", test_choose);
  g_test_add_func ("/channel-mix/offset", test_offset);
  g_test_add_func ("/channel-mix/apply", test_apply);
  g_test_add_func ("/channel-mix/clip", test_clip);
  return g_test_run ();
}
