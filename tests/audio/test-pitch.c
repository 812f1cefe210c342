/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "audio/sa-pitch.h"

#include <math.h>

#include "audio/sa-audio-error.h"
#include "media-fixture.h"

typedef struct {
  const char *name;
  double strengths[8]; /* of the harmonics, from the fundamental on */
} Timbre;

static const Timbre timbres[] = {
  { "sine", { 1.0 } },
  { "voice", { 1.0, 0.8, 0.6, 0.4, 0.3, 0.2, 0.1, 0.1 } },
  { "weak-fundamental", { 0.1, 0.8, 1.0, 0.7, 0.5, 0.3, 0.2, 0.1 } },
  { "missing-fundamental", { 0.0, 1.0, 1.0, 1.0, 0.8, 0.5, 0.3, 0.2 } },
  { "strong-second", { 0.35, 1.0, 0.3, 0.4, 0.2, 0.2, 0.1, 0.1 } },
  { "strong-third", { 0.5, 0.3, 1.0, 0.3, 0.2, 0.5, 0.1, 0.1 } },
};

static MediaFixture media;

static float *
make_tone (const Timbre *timbre, double pitch, int rate, gsize frames, double noise)
{
  float *mono = g_new0 (float, frames);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (gsize i = 0; i < frames; i++) {
    for (int h = 0; h < 8; h++)
      mono[i] += 0.1 * timbre->strengths[h] * sin (2.0 * G_PI * pitch * (h + 1) * i / rate + h * h);
    mono[i] += noise * g_rand_double_range (rand, -1.0, 1.0);
  }
  return mono;
}

static void
assert_within (double found, double expected, double share)
{
  if (!(fabs (found / expected - 1.0) <= share))
    g_error ("found %g Hz, not %g Hz", found, expected);
}

static void
test_timbre (gconstpointer data)
{
  static const int rates[] = { 8000, 11025, 22050, 44100, 48000, 96000 };
  const Timbre *timbre = data;

  for (double pitch = 70.0; pitch <= 320.0; pitch *= 1.11)
    for (gsize r = 0; r < G_N_ELEMENTS (rates); r++) {
      g_autofree float *mono = make_tone (timbre, pitch, rates[r], rates[r] / 2, 0.01);

      assert_within (sa_pitch_median (mono, rates[r] / 2, rates[r]), pitch, 0.01);
    }
}

static void
test_edges (void)
{
  static const double inside[] = { 70.0, 71.0, 319.0, 320.0 };
  static const double outside[] = { 40.0, 60.0, 350.0, 450.0, 600.0 };

  for (gsize i = 0; i < G_N_ELEMENTS (inside); i++) {
    g_autofree float *mono = make_tone (&timbres[1], inside[i], 24000, 24000, 0.0);

    assert_within (sa_pitch_median (mono, 24000, 24000), inside[i], 0.01);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (outside); i++) {
    g_autofree float *mono = make_tone (&timbres[1], outside[i], 24000, 24000, 0.0);

    g_assert_cmpfloat (sa_pitch_median (mono, 24000, 24000), ==, 0.0);
  }
}

static void
test_no_voice (void)
{
  g_autofree float *silence = g_new0 (float, 48000);
  g_autofree float *noise = make_tone (&(Timbre){ "none", { 0.0 } }, 100.0, 48000, 48000, 0.5);
  float one = 0.5f;

  g_assert_cmpfloat (sa_pitch_median (silence, 48000, 48000), ==, 0.0);
  g_assert_cmpfloat (sa_pitch_median (noise, 48000, 48000), ==, 0.0);
  g_assert_cmpfloat (sa_pitch_median (&one, 1, 48000), ==, 0.0);
  g_assert_cmpfloat (sa_pitch_median (NULL, 0, 48000), ==, 0.0);
}

/* Pauses, and a loud hiss where nobody speaks, change nothing. */
static void
test_among_noise (void)
{
  g_autofree float *mono = make_tone (&timbres[1], 140.0, 16000, 160000, 0.02);
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (int i = 0; i < 160000; i++)
    if (i / 8000 % 2 == 1)
      mono[i] = i / 16000 % 2 == 0 ? 0.0 : g_rand_double_range (rand, -0.3, 0.3);
  assert_within (sa_pitch_median (mono, 160000, 16000), 140.0, 0.02);
}

/* espeak-ng is told its pitch in steps of its own: the voice rises with every
 * step, by less than an octave, and a copy an octave up measures double. */
static void
test_espeak (gconstpointer voice)
{
  double before = 0.0;

  for (int step = 30; step <= 99; step += 23) {
    g_autofree char *command = g_strdup_printf (
      "espeak-ng -v %s -p %d -w low.wav 'We were away a year ago, in a low yellow mill by the "
      "river.' && sox low.wav high.wav speed 1.5",
      (const char *) voice, step);
    g_autoptr (GFile) high = media_fixture_make (&media, "high.wav", command);
    g_autoptr (GFile) low = media_fixture_file (&media, "low.wav");
    g_autoptr (GError) error = NULL;
    double pitch = sa_pitch_measure_file (low, NULL, &error);
    double raised = sa_pitch_measure_file (high, NULL, &error);

    g_assert_no_error (error);
    g_test_message ("%s -p %d: %.1f Hz, raised %.1f Hz", (const char *) voice, step, pitch, raised);
    g_assert_cmpfloat (pitch, >, MAX (before * 1.08, 70.0));
    if (before > 0.0)
      g_assert_cmpfloat (pitch, <, before * 1.7);
    if (pitch * 1.5 < 315.0)
      assert_within (raised, pitch * 1.5, 0.03);
    before = pitch;
  }
}

/* The same voice out of other files, stereo in opposite phase among them. */
static void
test_files (void)
{
  g_autoptr (GFile) wav =
    media_fixture_make (&media, "say.wav",
                        "espeak-ng -w say.wav 'We were away a year ago, in a low yellow mill.'");
  g_autoptr (GFile) mp3 =
    media_fixture_make (&media, "say.mp3", "ffmpeg -v error -y -i say.wav -b:a 48k say.mp3");
  g_autoptr (GFile) opposite =
    media_fixture_make (&media, "opposite.wav", "sox -D say.wav opposite.wav remix 1 1i");
  g_autoptr (GFile) letter = media_fixture_write (&media, "letter.wav", "No sound at all", 15);
  g_autoptr (GError) error = NULL;
  double pitch = sa_pitch_measure_file (wav, NULL, &error);

  assert_within (sa_pitch_measure_file (mp3, NULL, &error), pitch, 0.02);
  assert_within (sa_pitch_measure_file (opposite, NULL, &error), pitch, 0.01);
  g_assert_no_error (error);
  g_assert_cmpfloat (sa_pitch_measure_file (letter, NULL, &error), <, 0.0);
  g_assert_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_NOT_AUDIO);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  media_fixture_set_up (&media, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (timbres); i++) {
    g_autofree char *name = g_strconcat ("/pitch/tone/", timbres[i].name, NULL);

    g_test_add_data_func (name, &timbres[i], test_timbre);
  }
  g_test_add_func ("/pitch/edges", test_edges);
  g_test_add_func ("/pitch/no-voice", test_no_voice);
  g_test_add_func ("/pitch/among-noise", test_among_noise);
  g_test_add_data_func ("/pitch/espeak/man", "en", test_espeak);
  g_test_add_data_func ("/pitch/espeak/woman", "en+f3", test_espeak);
  g_test_add_data_func ("/pitch/espeak/german", "de+m2", test_espeak);
  g_test_add_func ("/pitch/files", test_files);
  status = g_test_run ();
  media_fixture_tear_down (&media, NULL);
  return status;
}
