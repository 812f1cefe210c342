/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which part of a recording is suggested: of invented stretches, and of real speech. */
#include "jobs/sa-best-part.h"
#include "jobs/sa-prompt-range.h"
#include "media-fixture.h"
#include "rules/sa-limits.h"

#include <math.h>

#define RATE 1000

static const struct {
  const char *name;
  const char *voice;
  const char *text;
} speakers[] = {
  { "english", "en-us+f3",
    "The kettle had just begun to sing when somebody knocked. It was the neighbour from the second "
    "floor, with flour on her sleeves and a question about the oven. Could we try it together? "
    "Nobody had thought of bread until then, but it smelled so good. An hour later the whole "
    "staircase smelled of cinnamon, and we all sat on the steps." },
  { "german", "de+m3",
    "Der Kessel hatte gerade zu singen begonnen, als jemand klopfte. Es war die Nachbarin aus dem "
    "zweiten Stock, mit Mehl an den Ärmeln und einer Frage zum Ofen. Könnten wir es zusammen "
    "versuchen? Niemand hatte bis dahin an Brot gedacht, aber es roch so gut. Eine Stunde später "
    "duftete das ganze Treppenhaus nach Zimt." },
  { "french", "fr",
    "La bouilloire venait de se mettre à chanter quand quelqu'un a frappé. C'était la voisine du "
    "deuxième étage, de la farine sur les manches et une question au sujet du four. Pouvions-nous "
    "essayer ensemble? Personne n'avait pensé au pain jusque-là, mais cela sentait si bon. Une "
    "heure plus tard, tout l'escalier sentait la cannelle." },
};

static MediaFixture media;

static gboolean
choose (const SaBestPartStretch *stretches, gsize n, double seconds, double *start, double *end)
{
  return sa_best_part_choose (stretches, n, (gint64) (seconds * RATE), RATE, 10, 300, start, end);
}

static void
test_longest_clean (void)
{
  static const SaBestPartStretch stretches[] = {
    { 1000, 14000, FALSE },  { 15000, 30000, TRUE },  { 31000, 40000, FALSE },
    { 40500, 50000, FALSE }, { 50500, 52000, FALSE }, { 60000, 75000, FALSE },
  };
  double start, end;

  g_assert_true (choose (stretches, G_N_ELEMENTS (stretches), 80, &start, &end));
  g_assert_cmpfloat_with_epsilon (start, 30.85, 1e-9);
  g_assert_cmpfloat_with_epsilon (end, 52.15, 1e-9);
}

/* Noise is put up with only where there is nothing else, and then as little as can be. */
static void
test_least_spoiled (void)
{
  static const SaBestPartStretch stretches[] = {
    { 0, 12000, TRUE },      { 13000, 19000, FALSE }, { 20000, 25000, TRUE },
    { 26000, 32000, FALSE }, { 33000, 45000, TRUE },
  };
  double start, end;

  g_assert_true (choose (stretches, G_N_ELEMENTS (stretches), 45, &start, &end));
  g_assert_cmpfloat (start, <=, 13);
  g_assert_cmpfloat (end, >=, 32);
}

static void
test_long_pauses (void)
{
  static const SaBestPartStretch stretches[] = {
    { 0, 4000, FALSE },      { 10000, 14000, FALSE }, { 20000, 24000, FALSE },
    { 26000, 30000, FALSE }, { 31700, 36000, FALSE }, { 44000, 48000, FALSE },
  };
  double start, end;

  g_assert_true (choose (stretches, G_N_ELEMENTS (stretches), 50, &start, &end));
  g_assert_cmpfloat_with_epsilon (start, 19.85, 1e-9);
  g_assert_cmpfloat_with_epsilon (end, 36.15, 1e-9);
}

/* 9.8 s of words need some of the pauses around them; 10 s are enough, and less is never suggested. */
static void
test_limits (void)
{
  static const SaBestPartStretch nearly[] = { { 2000, 11000, FALSE } };
  static const SaBestPartStretch endless[] = { { 2000, 400000, FALSE } };
  static const SaBestPartStretch many[] = {
    { 0, 100000, FALSE },
    { 100500, 200000, FALSE },
    { 200500, 300500, FALSE },
    { 301000, 350000, FALSE },
  };
  double start, end;

  g_assert_true (choose (nearly, 1, 20, &start, &end));
  g_assert_cmpfloat_with_epsilon (end - start, 10, 1e-9);
  g_assert_true (choose (nearly, 1, 12, &start, &end));
  g_assert_cmpfloat_with_epsilon (end - start, 10, 1e-9);
  g_assert_cmpfloat (end, <=, 12);
  g_assert_false (choose (nearly, 0, 12, &start, &end));
  g_assert_true (choose (endless, 1, 500, &start, &end));
  g_assert_cmpfloat_with_epsilon (end - start, 300, 1e-9);
  g_assert_true (choose (many, 4, 351, &start, &end));
  g_assert_cmpfloat (end - start, <=, 300);
  g_assert_cmpfloat (end - start, >=, 249);
}

static void
test_too_short (void)
{
  static const SaBestPartStretch stretches[] = { { 1000, 8000, FALSE } };
  double start, end;

  g_assert_false (choose (stretches, 1, 9.99, &start, &end));
  g_assert_true (choose (stretches, 1, 10, &start, &end));
  g_assert_cmpfloat_with_epsilon (start, 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (end, 10, 1e-9);
}

static void
say (gsize i)
{
  g_autofree char *quoted = g_shell_quote (speakers[i].text);
  g_autofree char *name = g_strdup_printf ("%s.wav", speakers[i].name);
  g_autofree char *command = g_strdup_printf (
    "espeak-ng -v %s -s 150 -w said.wav %s && sox -D said.wav -r 44100 -b 16 %s gain -n -6",
    speakers[i].voice, quoted, name);

  g_object_unref (media_fixture_make (&media, name, command));
}

static SaAnalysis *
analyse (const char *name, const char *command)
{
  g_autoptr (GFile) file = media_fixture_make (&media, name, command);
  g_autoptr (SaClip) clip = sa_clip_new (file, 0, -1, SA_CHANNEL_MIX_AUTO);
  g_autoptr (GError) error = NULL;
  SaAnalysis *analysis = sa_analysis_run_sync (clip, NULL, &error);

  g_assert_no_error (error);

  return analysis;
}

static gboolean
is_spoken (SaAnalysis *analysis, double seconds)
{
  gsize n;
  const SaSpeech *speech = sa_analysis_get_speech (analysis, &n);
  gint64 frame = llround (seconds * sa_analysis_get_sample_rate (analysis));

  for (gsize i = 0; i < n; i++)
    if (speech[i].start < frame && frame < speech[i].end)
      return TRUE;

  return FALSE;
}

static void
assert_between_words (SaAnalysis *analysis, double start, double end)
{
  g_test_message ("from %.2f to %.2f s", start, end);
  g_assert_false (is_spoken (analysis, start));
  g_assert_false (is_spoken (analysis, end));
}

/* Noisy, clean, clipped: the clean part is found, and nothing of the others is in it. */
static void
test_real_speech (void)
{
  static const char make[] =
    "sox -D %1$s.wav %1$s-dither.wav gain -6 && "
    "sox -D -R -n -r 44100 -b 16 hiss.wav synth 30 pinknoise gain -30 && "
    "sox -D -m -v 1 %1$s-dither.wav -v 1 hiss.wav -b 16 noisy.wav trim 0 $(soxi -D %1$s.wav) && "
    "sox -D %1$s.wav -b 16 clipped.wav gain 12 2>/dev/null && "
    "sox -D noisy.wav %1$s-dither.wav clipped.wav parts.wav";

  for (gsize i = 0; i < G_N_ELEMENTS (speakers); i++) {
    g_autoptr (GString) command = g_string_new (make);
    g_autoptr (SaAnalysis) analysis = NULL;
    SaBestPart part;
    double third;

    g_string_replace (command, "%1$s", speakers[i].name, 0);
    analysis = analyse ("parts.wav", command->str);
    third = sa_analysis_get_duration (analysis) / 3;
    g_assert_true (sa_best_part_suggest (analysis, SA_PURPOSE_VOICE_CLONE, &part));
    assert_between_words (analysis, part.start, part.end);
    g_assert_true (part.clean);
    g_assert_cmpfloat (part.start, >, third - 0.5);
    g_assert_cmpfloat (part.end, <, 2 * third + 0.5);
    /* The first sentence cannot be told from the noise that it follows without a pause. */
    g_assert_cmpfloat (part.end - part.start, >, 0.7 * third);
  }
}

static void
test_nothing_to_suggest (void)
{
  g_autoptr (SaAnalysis) brief = analyse ("brief.wav", "sox -D english.wav brief.wav trim 0 9.9");
  g_autoptr (SaAnalysis) silent = analyse ("silent.wav", "sox -n -r 44100 silent.wav trim 0 20");
  SaBestPart part;

  g_assert_false (sa_best_part_suggest (brief, SA_PURPOSE_VOICE_CLONE, &part));
  g_assert_false (sa_best_part_suggest (silent, SA_PURPOSE_VOICE_CLONE, &part));
  g_assert_false (sa_best_part_suggest (silent, SA_PURPOSE_PROMPT_AUDIO, &part));
  g_assert_true (sa_best_part_suggest (brief, SA_PURPOSE_PROMPT_AUDIO, &part));
}

/* What Take from Sample picks: a sentence or two, from pause to pause. The last ten seconds may hold
 * nothing but a shorter sentence. */
static void
test_prompt_clip (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (speakers); i++) {
    g_autofree char *name = g_strdup_printf ("%s.wav", speakers[i].name);
    g_autoptr (SaAnalysis) analysis = analyse (name, "true");
    double duration = sa_analysis_get_duration (analysis);

    for (double from = 0; from + 10 < duration; from += 3.7) {
      double start, end;

      g_assert_true (sa_prompt_range_suggest (analysis, from, duration, &start, &end));
      assert_between_words (analysis, start, end);
      g_assert_cmpfloat (start, >=, from);
      g_assert_cmpfloat (end - start, >=, from + 11 < duration ? SA_PROMPT_ADVISED_SECONDS : 4);
      g_assert_cmpfloat (end - start, <=, 7.9);
    }
  }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  media_fixture_set_up (&media, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (speakers); i++)
    say (i);

  g_test_add_func ("/best-part/longest-clean", test_longest_clean);
  g_test_add_func ("/best-part/least-spoiled", test_least_spoiled);
  g_test_add_func ("/best-part/long-pauses", test_long_pauses);
  g_test_add_func ("/best-part/limits", test_limits);
  g_test_add_func ("/best-part/too-short", test_too_short);
  g_test_add_func ("/best-part/real-speech", test_real_speech);
  g_test_add_func ("/best-part/nothing", test_nothing_to_suggest);
  g_test_add_func ("/best-part/prompt-clip", test_prompt_clip);

  status = g_test_run ();
  media_fixture_tear_down (&media, NULL);

  return status;
}
