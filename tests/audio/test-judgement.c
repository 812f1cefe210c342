/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the checks say of takes whose faults are known: three voices in three languages, spoiled by
 * other programs. With --verbose it prints the figures as a table. */
#include <math.h>

#include "audio/sa-analysis.h"
#include "media-fixture.h"
#include "rules/sa-limits.h"

#define SENTENCES 5

/* In place of a ratio: what is heard is the noise alone, at the speech's level. */
#define NOBODY_SPEAKS 1000

typedef struct {
  const char *name;
  const char *voice;
  const char *sentences[SENTENCES];
} Speaker;

static const Speaker speakers[] = {
  { "english",
    "en-us+f3",
    { "The kettle had just begun to sing when somebody knocked.",
      "It was the neighbour from the second floor, with flour on her sleeves and a question about "
      "the oven.",
      "Could we try it together?",
      "Nobody had thought of bread until then, but it smelled so good.",
      "An hour later the whole staircase smelled of cinnamon, and we all sat on the steps." } },
  { "german",
    "de+m3",
    { "Der Kessel hatte gerade zu singen begonnen, als jemand klopfte.",
      "Es war die Nachbarin aus dem zweiten Stock, mit Mehl an den Ärmeln und einer Frage zum Ofen.",
      "Könnten wir es zusammen versuchen?",
      "Niemand hatte bis dahin an Brot gedacht, aber es roch so gut.",
      "Eine Stunde später duftete das ganze Treppenhaus nach Zimt." } },
  { "french",
    "fr",
    { "La bouilloire venait de se mettre à chanter quand quelqu'un a frappé.",
      "C'était la voisine du deuxième étage, de la farine sur les manches et une question au sujet "
      "du four.",
      "Pouvions-nous essayer ensemble?",
      "Personne n'avait pensé au pain jusque-là, mais cela sentait si bon.",
      "Une heure plus tard, tout l'escalier sentait la cannelle." } },
};

/* What a take is made of; @noise is mixed in @snr decibels below the speech, both measured over the
 * whole of it, before @effects are applied. */
typedef struct {
  const char *name;
  double pause; /* between sentences, in seconds */
  const char *noise;
  int snr;
  const char *effects;
  const char *problems; /* as the command line names them */
  const char *advice; /* what else is said: pauses, ends */
  gboolean missed; /* known to be judged wrongly */
} Take;

static const Take takes[] = {
  /* Nothing to complain about. */
  { "clean", 0.4, NULL, 0, "", "", "" },
  { "clean, normalized", 0.4, NULL, 0, "norm -0.1", "", "" },
  { "clean, a quiet room", 0.4, "pink", 45, "", "", "" },
  { "clean, an ordinary room", 0.4, "pink", 35, "", "", "" },
  { "white noise at 30 dB", 0.4, "white", 30, "", "", "" },
  { "pink noise at 30 dB", 0.4, "pink", 30, "", "", "" },
  { "babble at 30 dB", 0.4, "babble", 30, "", "", "" },
  { "hum at 30 dB", 0.4, "hum", 30, "", "", "" },
  { "quiet but clean", 0.4, "pink", 50, "gain -16", "", "" },
  { "both channels alike", 0.4, "pink", 40, "remix 1 1", "", "" },
  { "one channel lower", 0.4, "pink", 40, "remix 1 1v0.3", "", "" },
  { "no pauses", 0, NULL, 0, "", "", "" },
  { "no pauses, pink at 30 dB", 0, "pink", 30, "", "", "" },
  { "pauses of a second", 1.0, "pink", 45, "", "", "" },
  { "half a second at the ends", 0.4, "pink", 45, "pad 0.5 0.5", "", "" },
  /* Level. */
  { "clipped", 0.4, "pink", 45, "gain 12", "clipped", "" },
  { "clipped a little", 0.4, "pink", 45, "gain 8", "clipped", "" },
  { "clipped, then lower", 0.4, "pink", 45, "gain 12 gain -3", "clipped", "" },
  { "far too quiet", 0.4, "pink", 50, "gain -30", "quiet", "" },
  { "quiet in a room", 0.4, "pink", 30, "gain -16", "quiet", "" },
  /* Noise. */
  { "white noise at 20 dB", 0.4, "white", 20, "", "noisy", "" },
  { "white noise at 10 dB", 0.4, "white", 10, "", "noisy", "" },
  { "white noise at 5 dB", 0.4, "white", 5, "", "noisy", "" },
  { "pink noise at 20 dB", 0.4, "pink", 20, "", "noisy", "" },
  { "pink noise at 10 dB", 0.4, "pink", 10, "", "noisy", "" },
  { "pink noise at 5 dB", 0.4, "pink", 5, "", "noisy", "" },
  { "babble at 20 dB", 0.4, "babble", 20, "", "noisy", "" },
  { "babble at 10 dB", 0.4, "babble", 10, "", "noisy", "" },
  { "babble at 5 dB", 0.4, "babble", 5, "", "noisy", "" },
  { "no pauses, pink at 20 dB", 0, "pink", 20, "", "noisy", "" },
  { "hum at 20 dB", 0.4, "hum", 20, "", "noisy", "" },
  { "hum at 10 dB", 0.4, "hum", 10, "", "noisy", "" },
  { "noise between silences", 0.4, "pink", 10, "pad 0.5 0.5", "noisy", "" },
  /* Nothing is left of it where it could be measured. */
  { "noise at 10 dB, gated", 0.4, "pink", 10, "compand .01,.05 -inf,-22.1,-inf,-22,-22 0 -90",
    "noisy", "", TRUE },
  { "quiet and noisy", 0.4, "pink", 15, "gain -16", "quiet noisy", "" },
  /* Nobody speaks. */
  { "digital silence", 0.4, NULL, 0, "vol 0", "silent", "" },
  { "below hearing", 0.4, NULL, 0, "gain -70", "silent", "" },
  { "a room", 0.4, "pink", NOBODY_SPEAKS, "gain -25", "silent", "" },
  { "hiss", 0.4, "white", NOBODY_SPEAKS, "gain -30", "silent", "" },
  { "a loud fan", 0.4, "pink", NOBODY_SPEAKS, "", "silent", "" },
  { "hum alone", 0.4, "hum", NOBODY_SPEAKS, "gain -20", "silent", "" },
  /* Channels. */
  { "right channel dead", 0.4, "pink", 45, "remix 1 0", "dead_channel", "" },
  { "left channel hisses", 0.4, "pink", 45, "remix 1v0.01 1", "dead_channel", "" },
  { "right channel inverted", 0.4, "pink", 45, "remix 1 1i", "inverted_channel", "" },
  { "inverted and lower", 0.4, "pink", 45, "remix 1 1v-0.5", "inverted_channel", "" },
  /* Silence. */
  { "pauses of 3 s", 3, "pink", 45, "", "", "pauses" },
  { "pauses of 5 s, no noise", 5, NULL, 0, "", "", "pauses" },
  { "pauses of 3 s, pink at 20 dB", 3, "pink", 20, "", "noisy", "pauses" },
  { "silence at the ends", 0.4, "pink", 45, "pad 3 4", "", "ends" },
  { "silence before", 0.4, NULL, 0, "pad 2 0", "", "ends" },
};

static MediaFixture media;

static void
make (const char *name, const char *command)
{
  g_object_unref (media_fixture_make (&media, name, command));
}

/* A shell's quotes around anything. */
static void
say (const char *name, const char *voice, const char *text)
{
  g_autofree char *quoted = g_shell_quote (text);
  g_autofree char *command =
    g_strdup_printf ("espeak-ng -v %s -s 150 -w said.wav %s && sox -D said.wav -r 44100 -b 16 %s "
                     "silence 1 0.01 -60d reverse silence 1 0.01 -60d reverse",
                     voice, quoted, name);

  make (name, command);
}

static void
make_speech (const Speaker *speaker)
{
  for (int i = 0; i < SENTENCES; i++) {
    g_autofree char *name = g_strdup_printf ("%s-%d.wav", speaker->name, i);

    say (name, speaker->voice, speaker->sentences[i]);
  }
}

/* Everybody's sentences at once, none of them together. */
static void
make_babble (void)
{
  make ("babble.wav",
        "for n in english german french; do sox -D $n-1.wav $n-4.wav $n-0.wav $n-3.wav $n-2.wav "
        "$n-1.wav $n-4.wav $n-0.wav $n-3.wav b-$n.wav pad 0 0.3 repeat 2; "
        "sox -D $n-3.wav $n-0.wav $n-2.wav $n-4.wav $n-1.wav $n-3.wav $n-0.wav $n-2.wav c-$n.wav "
        "speed 1.1 rate 44100 repeat 3; done; "
        "sox -D -m b-*.wav c-*.wav -b 16 babble.wav trim 1.7 40 gain -n -6");
}

static double
level_of (const char *name)
{
  g_autofree char *command =
    g_strdup_printf ("sox %s -n stat 2>&1 | sed -n 's/RMS.*amplitude: *//p'", name);
  g_autofree char *rms = media_fixture_ask (&media, command);

  return g_ascii_strtod (rms, NULL);
}

/* The sentences with pauses between them, made once. */
static char *
make_spoken (const Speaker *speaker, double pause)
{
  g_autofree char *name = g_strdup_printf ("%s-%gs.wav", speaker->name, pause);
  g_autofree char *path = media_fixture_path (&media, name);
  g_autoptr (GString) command = g_string_new (NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&name);

  for (int i = 0; i < SENTENCES; i++)
    g_string_append_printf (command, "sox -D %s-%d.wav p%d.wav pad 0 %g; ", speaker->name, i, i,
                            i + 1 < SENTENCES ? pause : 0.1);
  g_string_append_printf (command,
                          "sox -D p0.wav p1.wav p2.wav p3.wav p4.wav %s gain -n -6 pad 0.15 0",
                          name);
  make (name, command->str);

  return g_steal_pointer (&name);
}

static void
make_take (const Speaker *speaker, const Take *take)
{
  g_autofree char *spoken = make_spoken (speaker, take->pause);
  g_autofree char *command = NULL;

  if (take->noise == NULL) {
    command = g_strdup_printf ("sox -D %s -e float -b 32 take.wav %s 2>&1", spoken, take->effects);
  } else {
    g_autofree char *noise = g_strdup_printf ("%s.wav", take->noise);
    gboolean audible = take->snr != NOBODY_SPEAKS;
    double gain =
      level_of (spoken) / level_of (noise) * (audible ? pow (10, -take->snr / 20.0) : 1);

    command = g_strdup_printf (
      "sox -D -m -v %d %s -v %.9f %s -e float -b 32 mixed.wav trim 0 $(soxi -D %s) && "
      "sox -D mixed.wav take.wav %s 2>&1",
      audible, spoken, gain, noise, spoken, take->effects);
  }
  make ("take.wav", command);
}

static char *
advise (const SaChecks *checks)
{
  double start, end;
  g_autoptr (GString) words = g_string_new (NULL);

  if (sa_checks_has_long_pauses (checks))
    g_string_append (words, "pauses");
  if (sa_checks_suggest_trim (checks, SA_SAMPLE_MIN_SECONDS, &start, &end))
    g_string_append (words, "ends");

  return g_string_free (g_steal_pointer (&words), FALSE);
}

static gboolean
judge (const Speaker *speaker, const Take *take)
{
  g_autoptr (GFile) file = media_fixture_file (&media, "take.wav");
  g_autoptr (SaClip) clip = sa_clip_new (file, 0, -1, SA_CHANNEL_MIX_AUTO);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaAnalysis) analysis = sa_analysis_run_sync (clip, NULL, &error);
  const SaChecks *checks;
  g_auto (GStrv) names = NULL;
  g_autofree char *problems = NULL;
  g_autofree char *advice = NULL;
  gboolean right;

  g_assert_no_error (error);
  checks = sa_analysis_get_checks (analysis);
  names = sa_problems_to_strv (sa_checks_get_problems (checks, SA_PURPOSE_VOICE_CLONE, -1, 0));
  problems = g_strjoinv (" ", names);
  advice = advise (checks);
  right = g_str_equal (problems, take->problems) && g_str_equal (advice, take->advice);
  g_test_message ("%-5s| %-28s | %-7s | %-16s | %-6s | %5.1f | %5.1f | %5.1f | %5.1f | %4.0f | "
                  "%5" G_GINT64_FORMAT,
                  right          ? ""
                  : take->missed ? "MISS"
                                 : "WRONG",
                  take->name, speaker->name, problems, advice, checks->loudness_lufs,
                  checks->peak_dbfs, checks->speech_level_dbfs,
                  checks->speech_level_dbfs - checks->noise_floor_dbfs, 100 * checks->silence_share,
                  checks->clipped_samples);

  return right != take->missed;
}

static void
test_judgement (gconstpointer data)
{
  const Speaker *speaker = data;
  int wrong = 0;

  g_test_message ("     | take | voice | problems | advice | LUFS | peak | speech | speech over "
                  "noise | silence %% | clipped");
  for (gsize i = 0; i < G_N_ELEMENTS (takes); i++) {
    make_take (speaker, &takes[i]);
    if (!judge (speaker, &takes[i]))
      wrong++;
  }
  if (wrong > 0)
    g_test_fail ();
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  media_fixture_set_up (&media, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (speakers); i++)
    make_speech (&speakers[i]);
  make_babble ();
  make ("white.wav", "sox -D -R -n -r 44100 -b 16 white.wav synth 40 whitenoise gain -12");
  make ("pink.wav", "sox -D -R -n -r 44100 -b 16 pink.wav synth 40 pinknoise gain -12");
  make ("hum.wav",
        "sox -D -R -n -r 44100 -b 16 hum.wav synth 40 sine 50 synth 40 sine mix 150 gain "
        "-12");

  for (gsize i = 0; i < G_N_ELEMENTS (speakers); i++) {
    g_autofree char *path = g_strdup_printf ("/judgement/%s", speakers[i].name);

    g_test_add_data_func (path, &speakers[i], test_judgement);
  }

  status = g_test_run ();
  media_fixture_tear_down (&media, NULL);
  return status;
}
