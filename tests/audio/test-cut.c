/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "audio/sa-audio-error.h"
#include "audio/sa-cut.h"
#include "audio/sa-encoder.h"
#include "audio/sa-media-info.h"
#include "media-fixture.h"
#include "rules/sa-rules-error.h"

static gboolean
cut (MediaFixture *media, GFile *file, double start, double end, const char *out, GError **error)
{
  g_autoptr (SaClip) clip = sa_clip_new (file, start, end, SA_CHANNEL_MIX_AUTO);
  g_autoptr (GFile) target = media_fixture_file (media, out);

  return sa_cut_sync (clip, target, NULL, error);
}

static void
assert_cut (MediaFixture *media, GFile *file, double start, double end, const char *out)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (cut (media, file, start, end, out, &error));
  g_assert_no_error (error);
}

static void
assert_cut_fails (MediaFixture *media,
                  GFile *file,
                  double start,
                  double end,
                  const char *out,
                  GQuark domain,
                  int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (cut (media, file, start, end, out, &error));
  g_assert_error (error, domain, code);
}

static void
assert_says (MediaFixture *media, const char *command, const char *expected)
{
  g_autofree char *answer = media_fixture_ask (media, command);

  g_assert_cmpstr (answer, ==, expected);
}

/* Nothing but the files named stays in the folder. */
static void
assert_no_debris (MediaFixture *media)
{
  assert_says (media, "ls -A | grep -c '^\\.' || true", "0");
}

static GFile *
make_noise (MediaFixture *media, const char *name, const char *options)
{
  g_autofree char *command =
    g_strdup_printf ("sox -D -R -n %s %s synth 20 whitenoise vol 0.5", options, name);

  return media_fixture_make (media, name, command);
}

/* Sound that was whole numbers stays what it was, to the last bit. */
static void
test_exact (MediaFixture *media, gconstpointer data)
{
  static const char *options[] = { "-r 44100 -c 1 -b 16", "-r 48000 -c 2 -b 24",
                                   "-r 96000 -c 6 -b 24", "-r 44100 -c 2 -e float -b 32" };
  static const char *types[] = { "s16", "s24", "s24", "f32" };
  static const char *endings[] = { "wav", "flac" };

  for (guint i = 0; i < G_N_ELEMENTS (options); i++) {
    g_autofree char *source = g_strdup_printf ("%u.wav", i);
    g_autoptr (GFile) file = make_noise (media, source, options[i]);

    for (guint e = 0; e < G_N_ELEMENTS (endings); e++) {
      g_autofree char *out = g_strdup_printf ("cut-%u.%s", i, endings[e]);
      g_autofree char *command = g_strdup_printf (
        "sox -D %s -t %s a.raw trim 3.25 10.5 && sox -D %s -t %s b.raw && cmp a.raw b.raw && "
        "for o in -r -c -b; do soxi $o %s; done > a && "
        "for o in -r -c -b; do soxi $o %s; done > b && cmp a b && echo same",
        source, types[i], out, types[i], source, out);

      if (i == 3 && e == 1)
        continue; /* flac holds no floating-point numbers */
      assert_cut (media, file, 3.25, 13.75, out);
      g_free (media_fixture_ask (media, command));
    }
  }
  assert_no_debris (media);
}

static void
test_depths (MediaFixture *media, gconstpointer data)
{
  g_autoptr (GFile) eight = make_noise (media, "8.wav", "-r 8000 -c 1 -b 8 -e unsigned");
  g_autoptr (GFile) deep = make_noise (media, "32.wav", "-r 8000 -c 1 -b 32 -e signed");
  g_autoptr (GFile) alac =
    media_fixture_make (media, "it.m4a",
                        "ffmpeg -v error -i 32.wav -c:a alac -sample_fmt s32p it.m4a");
  g_autoptr (GFile) mp3 = media_fixture_make (media, "it.mp3", "ffmpeg -v error -i 8.wav it.mp3");

  assert_cut (media, eight, 1, 2, "a.wav");
  assert_says (media, "soxi -b a.wav", "16");
  assert_cut (media, deep, 1, 2, "b.wav");
  assert_says (media, "soxi -b b.wav", "32");
  assert_cut (media, deep, 1, 2, "b.flac");
  assert_says (media, "soxi -b b.flac", "24");
  assert_cut (media, alac, 1, 2, "c.wav");
  assert_says (media, "soxi -b c.wav", "24");
  assert_cut (media, mp3, 1, 2, "d.wav");
  assert_says (media, "soxi -b d.wav", "16");
}

/* To the sample; but of an m4a ffmpeg plays the last frame of the codec to its end. */
static void
assert_length (gsize n, gsize expected, const char *ending)
{
  g_assert_cmpuint (n, >=, expected);
  g_assert_cmpuint (n, <, expected + (g_str_equal (ending, "m4a") ? 1024 : 1));
}

/* What is encoded lasts as long as was asked, and its length is written in it. */
static void
test_lossy (MediaFixture *media, gconstpointer data)
{
  static const char *endings[] = { "mp3", "m4a" };
  static const struct {
    const char *options;
    const char *stream;
  } sources[] = {
    { "-r 44100 -c 2 -b 16", "44100,2" }, { "-r 96000 -c 6 -b 24", "48000,2" },
    { "-r 16000 -c 1 -b 16", "16000,1" }, { "-r 37800 -c 1 -b 16", "44100,1" },
    { "-r 8000 -c 1 -b 16", "8000,1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++) {
    g_autofree char *source = g_strdup_printf ("%u.wav", i);
    g_autoptr (GFile) file = make_noise (media, source, sources[i].options);

    for (guint e = 0; e < G_N_ELEMENTS (endings); e++) {
      g_autofree char *out = g_strdup_printf ("%u.%s", i, endings[e]);
      g_autofree char *stream = g_strdup_printf (
        "ffprobe -v error -show_entries stream=sample_rate,channels -of csv=p=0 %s", out);
      g_autofree char *length =
        g_strdup_printf ("ffprobe -v error -show_entries format=duration -of csv=p=0 %s", out);
      g_autofree char *answer = NULL;
      g_autofree gint16 *samples = NULL;
      g_autoptr (GFile) made = media_fixture_file (media, out);
      g_autoptr (SaMediaInfo) info = NULL;
      g_autoptr (GError) error = NULL;
      int rate = atoi (sources[i].stream), channels = atoi (strchr (sources[i].stream, ',') + 1);
      gsize n;

      assert_cut (media, file, 3, 13, out);
      assert_says (media, stream, sources[i].stream);
      answer = media_fixture_ask (media, length);
      g_assert_cmpfloat_with_epsilon (g_ascii_strtod (answer, NULL), 10, 0.2);
      samples = media_fixture_decode (media, out, &n);
      assert_length (n / (gsize) channels, (gsize) (10 * rate), endings[e]);
      info = sa_media_info_read (made, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (sa_media_info_is_lawful_container (info));
      g_assert_cmpfloat_with_epsilon (sa_media_info_get_trimmed_duration (info), 10, 0.0011);
    }
  }
  assert_no_debris (media);
}

/* The place of what is encoded: a click at 5 s of the source is at 2 s of the cut. */
static void
test_place (MediaFixture *media, gconstpointer data)
{
  static const char *outs[] = { "a.wav", "a.flac", "a.mp3", "a.m4a" };
  g_autoptr (GFile) file =
    media_fixture_make (media, "click.wav",
                        "sox -n -r 44100 -c 1 -b 16 a.wav synth 5 sine 1000 vol 0 && "
                        "sox -n -r 44100 -c 1 -b 16 b.wav synth 0.01 square 1000 vol 0.9 && "
                        "sox -D a.wav b.wav a.wav click.wav");

  for (guint i = 0; i < G_N_ELEMENTS (outs); i++) {
    g_autofree gint16 *samples = NULL;
    gsize n, first;

    assert_cut (media, file, 3, 8, outs[i]);
    samples = media_fixture_decode (media, outs[i], &n);
    for (first = 0; first < n && ABS (samples[first]) < 12000; first++)
      ;
    assert_length (n, 5 * 44100, outs[i] + 2);
    g_assert_cmpint (ABS ((int) first - 88200), <=, i < 2 ? 0 : 30);
  }
}

static void
test_sources (MediaFixture *media, gconstpointer data)
{
  static const char *commands[] = {
    "ffmpeg -v error -i noise.wav -q:a 4 it.mp3",
    "ffmpeg -v error -i noise.wav it.m4a",
    "ffmpeg -v error -i noise.wav -c:a libopus it.opus",
    "sox noise.wav it.ogg",
    "sox noise.wav it.flac",
    ("ffmpeg -v error -i noise.wav -f lavfi -i color=red:size=64x64:rate=5:duration=20 "
     "-c:v mpeg4 it.mkv"),
  };
  static const char *names[] = { "it.mp3", "it.m4a", "it.opus", "it.ogg", "it.flac", "it.mkv" };
  g_autoptr (GFile) noise = make_noise (media, "noise.wav", "-r 48000 -c 2 -b 16");

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++) {
    g_autoptr (GFile) file = media_fixture_make (media, names[i], commands[i]);

    assert_cut (media, file, 15.5, 18.5, "out.wav");
    assert_says (media, "soxi -s out.wav", "144000");
    assert_cut (media, file, 1, 2, "out.flac");
    assert_says (media, "soxi -s out.flac", "48000");
  }
}

static void
test_ranges (MediaFixture *media, gconstpointer data)
{
  g_autoptr (GFile) file = make_noise (media, "it.wav", "-r 8000 -c 1 -b 16");
  GQuark rules = SA_RULES_ERROR;

  assert_cut (media, file, 19, -1, "a.wav");
  assert_says (media, "soxi -s a.wav", "8000");
  assert_cut (media, file, 0, 20.0009, "a.wav");
  assert_says (media, "soxi -s a.wav", "160000");
  assert_cut_fails (media, file, 0, 20.01, "b.wav", rules, SA_RULES_ERROR_RANGE);
  assert_cut_fails (media, file, 20, -1, "b.wav", rules, SA_RULES_ERROR_RANGE);
  assert_cut_fails (media, file, 30, 31, "b.mp3", rules, SA_RULES_ERROR_RANGE);
  assert_says (media, "ls b.* 2>/dev/null | wc -l", "0");
  assert_no_debris (media);
}

/* An error changes nothing that is there. */
static void
test_outputs (MediaFixture *media, gconstpointer data)
{
  g_autoptr (GFile) file = make_noise (media, "it.wav", "-r 8000 -c 1 -b 16");
  g_autoptr (GFile) text = media_fixture_write (media, "text.wav", "no sound at all", 15);
  g_autoptr (GFile) old = media_fixture_write (media, "old.wav", "old", 3);
  GQuark audio = SA_AUDIO_ERROR;

  assert_cut_fails (media, file, 0, 1, "gone/a.wav", audio, SA_AUDIO_ERROR_WRITE);
  assert_cut_fails (media, file, 0, 1, "it.wav/a.wav", audio, SA_AUDIO_ERROR_WRITE);
  assert_cut_fails (media, file, 0, 1, "a.ogg", audio, SA_AUDIO_ERROR_WRITE);
  g_free (media_fixture_ask (media, "mkdir folder.wav && mkfifo pipe.wav"));
  assert_cut_fails (media, file, 0, 1, "folder.wav", audio, SA_AUDIO_ERROR_WRITE);
  assert_cut_fails (media, file, 0, 1, "pipe.wav", audio, SA_AUDIO_ERROR_WRITE);
  assert_cut_fails (media, text, 0, 1, "old.wav", audio, SA_AUDIO_ERROR_NOT_AUDIO);
  assert_says (media, "cat old.wav", "old");

  /* A link is followed, a mode kept, and the source may be the target. */
  g_free (media_fixture_ask (media, "chmod 640 old.wav && ln -s old.wav link.wav"));
  assert_cut (media, file, 0, 1, "link.wav");
  assert_says (media, "stat -c %a old.wav && readlink link.wav && soxi -s old.wav",
               "640\nold.wav\n8000");
  assert_cut (media, file, 2, 12, "it.wav");
  assert_says (media, "soxi -s it.wav", "80000");
  assert_no_debris (media);
}

static void
test_no_space (MediaFixture *media, gconstpointer data)
{
  static const char *outs[] = { "a.wav", "a.flac" };
  g_autoptr (GFile) file = make_noise (media, "it.wav", "-r 48000 -c 2 -b 16");
  struct rlimit limit, all;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &all), ==, 0);
  limit = all;
  limit.rlim_cur = 500000;
  for (guint i = 0; i < G_N_ELEMENTS (outs); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
    g_assert_false (cut (media, file, 0, 20, outs[i], &error));
    g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &all), ==, 0);
    g_assert_cmpuint (error->domain, ==, SA_AUDIO_ERROR);
    if (i == 0)
      g_assert_cmpint (error->code, ==, SA_AUDIO_ERROR_NO_SPACE);
  }
  assert_says (media, "ls a.* 2>/dev/null | wc -l", "0");
  assert_no_debris (media);
}

typedef struct {
  gboolean done;
  GError *error;
} Result;

static void
on_cut (GObject *clip, GAsyncResult *result, gpointer user_data)
{
  Result *self = user_data;

  sa_cut_finish (SA_CLIP (clip), result, &self->error);
  self->done = TRUE;
}

static void
test_async (MediaFixture *media, gconstpointer data)
{
  g_autoptr (GFile) file = make_noise (media, "it.wav", "-r 48000 -c 2 -b 16");
  g_autoptr (GFile) out = media_fixture_file (media, "out.m4a");
  g_autoptr (SaClip) clip = sa_clip_new (file, 0, -1, SA_CHANNEL_MIX_AUTO);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Result result = { 0 };

  sa_cut_async (clip, out, NULL, on_cut, &result);
  while (!result.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (result.error);
  g_assert_true (g_file_delete (out, NULL, NULL));

  result.done = FALSE;
  sa_cut_async (clip, out, cancellable, on_cut, &result);
  g_usleep (50000);
  g_cancellable_cancel (cancellable);
  while (!result.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (result.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&result.error);
  g_assert_false (g_file_query_exists (out, NULL));
  assert_no_debris (media);
}

/* Loud, tiny and senseless samples. */
static void
test_packing (void)
{
  const float samples[] = { 1.0f,     -1.0f,     2.0f,         -2.0f,        0.5f,         NAN,
                            INFINITY, -INFINITY, 1.4f / 32768, 1.6f / 32768, -1.6f / 32768 };
  const gint16 expected[] = { 32767, -32768, 32767, -32768, 16384, 0, 32767, -32768, 1, 2, -2 };
  gint16 packed[G_N_ELEMENTS (samples)];
  guint8 packed24[3 * G_N_ELEMENTS (samples)];

  sa_sample_format_pack (SA_SAMPLE_FORMAT_S16, samples, G_N_ELEMENTS (samples),
                         (guint8 *) (gpointer) packed);
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    g_assert_cmpint (packed[i], ==, expected[i]);
  sa_sample_format_pack (SA_SAMPLE_FORMAT_S24, samples, G_N_ELEMENTS (samples), packed24);
  g_assert_cmpmem (packed24, 6, "\xff\xff\x7f\x00\x00\x80", 6);
  g_assert_cmpmem (packed24 + 15, 9, "\x00\x00\x00\xff\xff\x7f\x00\x00\x80", 9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) \
  g_test_add (name, MediaFixture, NULL, media_fixture_set_up, function, media_fixture_tear_down)
  g_test_add_func ("/cut/packing", test_packing);
  ADD ("/cut/exact", test_exact);
  ADD ("/cut/depths", test_depths);
  ADD ("/cut/lossy", test_lossy);
  ADD ("/cut/place", test_place);
  ADD ("/cut/sources", test_sources);
  ADD ("/cut/ranges", test_ranges);
  ADD ("/cut/outputs", test_outputs);
  ADD ("/cut/no-space", test_no_space);
  ADD ("/cut/async", test_async);
  return g_test_run ();
}
