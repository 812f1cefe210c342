/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <math.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <unistd.h>

#include "audio/sa-audio-error.h"
#include "audio/sa-fit.h"
#include "audio/sa-range.h"
#include "media-fixture.h"
#include "rules/sa-rules-error.h"

#define SINE "-f lavfi -i sine=440:sample_rate=44100:duration="

static SaFitted *
fit_range (MediaFixture *media,
           GFile *file,
           double start,
           double end,
           SaChannelMix mix,
           SaPurpose purpose,
           GError **error)
{
  g_autoptr (SaClip) clip = sa_clip_new (file, start, end, mix);
  g_autoptr (GFile) temp_dir = media_fixture_file (media, "temp");

  return sa_fit_sync (clip, purpose, temp_dir, NULL, error);
}

static SaFitted *
fit_whole (MediaFixture *media, GFile *file, SaPurpose purpose, GError **error)
{
  return fit_range (media, file, 0, -1, SA_CHANNEL_MIX_AUTO, purpose, error);
}

static SaFitted *
assert_fits (MediaFixture *media, GFile *file, SaPurpose purpose)
{
  g_autoptr (GError) error = NULL;
  SaFitted *fitted = fit_whole (media, file, purpose, &error);

  g_assert_no_error (error);
  return fitted;
}

static void
assert_untouched (MediaFixture *media, GFile *file, const char *filename, const char *media_type)
{
  g_autoptr (SaFitted) fitted = assert_fits (media, file, SA_PURPOSE_VOICE_CLONE);
  g_autofree char *command =
    g_strdup_printf ("sha256sum '%s' | cut -d ' ' -f 1", g_file_peek_path (file));
  g_autofree char *hash = media_fixture_ask (media, command);

  g_assert_true (sa_fitted_is_untouched (fitted));
  g_assert_true (g_file_equal (sa_fitted_get_file (fitted), file));
  g_assert_cmpstr (sa_fitted_get_filename (fitted), ==, filename);
  g_assert_cmpstr (sa_fitted_get_media_type (fitted), ==, media_type);
  g_assert_cmpstr (sa_fitted_get_sha256 (fitted), ==, hash);
}

/* A 16-bit mono WAV of this rate and exactly this many frames, as sox reads it. */
static void
assert_wav (MediaFixture *media, SaFitted *fitted, int rate, gint64 frames)
{
  const char *path = g_file_peek_path (sa_fitted_get_file (fitted));
  g_autofree char *command =
    g_strdup_printf ("for o in -t -c -r -b -s; do soxi $o '%s'; done | tr '\\n' ' '; "
                     "sha256sum '%s' | cut -d ' ' -f 1",
                     path, path);
  g_autofree char *expected = NULL;
  g_autofree char *answer = media_fixture_ask (media, command);

  expected = g_strdup_printf ("wav 1 %d 16 %" G_GINT64_FORMAT " %s", rate, frames,
                              sa_fitted_get_sha256 (fitted));
  g_assert_cmpstr (answer, ==, expected);
  g_assert_false (sa_fitted_is_untouched (fitted));
  g_assert_cmpstr (sa_fitted_get_media_type (fitted), ==, "audio/wav");
  g_assert_cmpint (sa_fitted_get_sample_rate (fitted), ==, rate);
  g_assert_cmpint (sa_fitted_get_channels (fitted), ==, 1);
  g_assert_cmpint (sa_fitted_get_bytes (fitted), ==, 44 + 2 * frames);
  g_assert_cmpint (sa_fitted_get_bytes (fitted), <=, SA_UPLOAD_MAX_BYTES);
  g_assert_cmpfloat_with_epsilon (sa_fitted_get_duration (fitted), (double) frames / rate, 1e-9);
}

static void
assert_refused (MediaFixture *media, GFile *file, SaPurpose purpose, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SaFitted) fitted = fit_whole (media, file, purpose, &error);

  g_assert_null (fitted);
  g_assert_error (error, domain, code);
}

static GFile *
make_wav (MediaFixture *media, const char *name, int rate, const char *options, double seconds)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *command = NULL;

  g_ascii_formatd (number, sizeof number, "%.6f", seconds);
  command =
    g_strdup_printf ("sox -n -r %d %s '%s' synth %s sine 440 vol 0.5", rate, options, name, number);
  return media_fixture_make (media, name, command);
}

/* Whole files */

static void
test_untouched (MediaFixture *media, gconstpointer data)
{
  g_autoptr (GFile) wav = make_wav (media, "A B.WAV", 44100, "-c 2 -b 16", 12);
  g_autoptr (GFile) wav8 = make_wav (media, "8.wav", 16000, "-c 1 -b 8 -e unsigned", 12);
  g_autoptr (GFile) wav24 = make_wav (media, "24.wav", 48000, "-c 1 -b 24", 12);
  g_autoptr (GFile) mp3 = media_fixture_make (media, "Interview with Anna.M4A",
                                              "ffmpeg -v error " SINE "12 -f mp3 "
                                              "'Interview with Anna.M4A'");
  g_autoptr (GFile) vbr =
    media_fixture_make (media, "v", "ffmpeg -v error " SINE "12 -q:a 3 -f mp3 v");
  g_autoptr (GFile) m4a =
    media_fixture_make (media, "über.wav", "ffmpeg -v error " SINE "12 -f ipod über.wav");

  assert_untouched (media, wav, "A B.wav", "audio/wav");
  assert_untouched (media, wav8, "8.wav", "audio/wav");
  assert_untouched (media, wav24, "24.wav", "audio/wav");
  assert_untouched (media, mp3, "Interview with Anna.mp3", "audio/mpeg");
  assert_untouched (media, vbr, "v.mp3", "audio/mpeg");
  assert_untouched (media, m4a, "über.m4a", "audio/mp4");
}

typedef struct {
  const char *name;
  const char *command;
  int rate;
  gint64 frames; /* or 0 where the codec adds some */
} Source;

static void
test_converted (MediaFixture *media, gconstpointer data)
{
  static const Source sources[] = {
    { "float.wav", "sox -n -r 44100 -c 2 -e float -b 32 float.wav synth 11 sine 440", 44100,
      485100 },
    { "six.wav", "sox -n -r 48000 -c 6 -b 16 six.wav synth 11 sine 440", 48000, 528000 },
    { "fast.wav", "sox -n -r 96000 -c 1 -b 24 fast.wav synth 10 sine 440", 48000, 480000 },
    { "odd.wav", "sox -n -r 88200 -c 2 -b 16 odd.wav synth 10 sine 440", 48000, 480000 },
    { "it.flac", "sox -n -r 44100 -c 1 it.flac synth 11 sine 440", 44100, 485100 },
    { "it.ogg", "sox -n -r 44100 -c 1 it.ogg synth 11 sine 440", 44100, 485100 },
    { "it.opus", "ffmpeg -v error " SINE "11 -c:a libopus it.opus", 48000, 0 },
    { "film.mp4",
      "ffmpeg -v error " SINE "11 -f lavfi -i color=red:size=64x64:rate=5:duration=11 "
      "-c:v mpeg4 film.mp4",
      44100, 0 },
    { "it.avi",
      "ffmpeg -v error " SINE "11 -f lavfi -i color=red:size=64x64:rate=5:duration=11 "
      "-c:v mpeg4 it.avi",
      44100, 0 },
    { "it.aac", "ffmpeg -v error " SINE "11 it.aac", 44100, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++) {
    g_autoptr (GFile) file = media_fixture_make (media, sources[i].name, sources[i].command);
    g_autoptr (SaFitted) fitted = assert_fits (media, file, SA_PURPOSE_VOICE_CLONE);
    gint64 frames = llround (sa_fitted_get_duration (fitted) * sources[i].rate);

    g_assert_true (g_str_has_suffix (sa_fitted_get_filename (fitted), ".wav"));
    if (sources[i].frames > 0)
      g_assert_cmpint (frames, ==, sources[i].frames);
    else
      g_assert_cmpfloat_with_epsilon (sa_fitted_get_duration (fitted), 11, 0.15);
    assert_wav (media, fitted, sources[i].rate, frames);
  }
}

static void
test_lengths_of_wav (MediaFixture *media, gconstpointer data)
{
  static const struct {
    double seconds;
    SaPurpose purpose;
    gboolean fits;
  } cases[] = {
    { 9.99, SA_PURPOSE_VOICE_CLONE, FALSE },  { 10, SA_PURPOSE_VOICE_CLONE, TRUE },
    { 300, SA_PURPOSE_VOICE_CLONE, TRUE },    { 300.01, SA_PURPOSE_VOICE_CLONE, FALSE },
    { 7.999, SA_PURPOSE_PROMPT_AUDIO, TRUE }, { 8, SA_PURPOSE_PROMPT_AUDIO, FALSE },
    { 0.5, SA_PURPOSE_PROMPT_AUDIO, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *name = g_strdup_printf ("%u.wav", i);
    g_autoptr (GFile) file = make_wav (media, name, 8000, "-c 1 -b 16", cases[i].seconds);
    g_autofree char *flac = g_strdup_printf ("%u.flac", i);
    g_autofree char *command = g_strdup_printf ("sox %s %s", name, flac);
    g_autoptr (GFile) converted = media_fixture_make (media, flac, command);

    if (cases[i].fits) {
      g_autoptr (SaFitted) fitted = assert_fits (media, file, cases[i].purpose);
      g_autoptr (SaFitted) wav = assert_fits (media, converted, cases[i].purpose);

      g_assert_true (sa_fitted_is_untouched (fitted));
      assert_wav (media, wav, 8000, llround (cases[i].seconds * 8000));
    } else {
      assert_refused (media, file, cases[i].purpose, SA_RULES_ERROR, SA_RULES_ERROR_LENGTH);
      assert_refused (media, converted, cases[i].purpose, SA_RULES_ERROR, SA_RULES_ERROR_LENGTH);
    }
  }
}

/* The codec's delay is forgiven, but not more than that. */
static void
test_lengths_of_mp3 (MediaFixture *media, gconstpointer data)
{
  static const struct {
    const char *seconds;
    const char *ending;
    gboolean fits;
  } cases[] = {
    { "9.85", "mp3", TRUE },   { "9.75", "mp3", FALSE },   { "300.05", "mp3", TRUE },
    { "300.2", "mp3", FALSE }, { "9.95", "m4a", TRUE },    { "9.8", "m4a", FALSE },
    { "300.05", "m4a", TRUE }, { "300.25", "m4a", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *name = g_strdup_printf ("%u.%s", i, cases[i].ending);
    g_autofree char *command =
      g_strdup_printf ("ffmpeg -v error -f lavfi -i sine=440:sample_rate=16000:duration=%s "
                       "-b:a 32k %s",
                       cases[i].seconds, name);
    g_autoptr (GFile) file = media_fixture_make (media, name, command);

    if (cases[i].fits) {
      g_autoptr (SaFitted) fitted = assert_fits (media, file, SA_PURPOSE_VOICE_CLONE);

      g_assert_true (sa_fitted_is_untouched (fitted));
    } else {
      assert_refused (media, file, SA_PURPOSE_VOICE_CLONE, SA_RULES_ERROR, SA_RULES_ERROR_LENGTH);
    }
  }
}

/* A WAV of exactly @bytes. */
static GFile *
make_sized_wav (MediaFixture *media, const char *name, int bytes)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *command = NULL;
  guint8 tail[8] = { 'j', 'u', 'n', 'k' };
  int rest;

  /* 104 s of 48 kHz stereo are 19,968,000 bytes; another chunk fills up the rest. */
  file = make_wav (media, name, 48000, "-c 2 -b 16", 104);
  rest = bytes - 19968044 - 8;
  memcpy (tail + 4, &(guint32){ GUINT32_TO_LE ((guint32) rest) }, 4);
  g_object_unref (media_fixture_write (media, "tail", tail, sizeof tail));
  command =
    g_strdup_printf ("cat tail >> %s && head -c %d /dev/zero >> %s && "
                     "printf '\\%03o\\%03o\\%03o\\%03o' | "
                     "dd of=%s bs=1 seek=4 conv=notrunc 2>/dev/null",
                     name, rest, name, (guint) (bytes - 8) & 0xff, (guint) (bytes - 8) >> 8 & 0xff,
                     (guint) (bytes - 8) >> 16 & 0xff, (guint) (bytes - 8) >> 24 & 0xff, name);
  return media_fixture_make (media, name, command);
}

static void
test_sizes (MediaFixture *media, gconstpointer data)
{
  g_autoptr (GFile) just = make_sized_wav (media, "just.wav", 20000000);
  g_autoptr (GFile) over = make_sized_wav (media, "over.wav", 20000001);
  g_autoptr (GFile) five = make_wav (media, "five.wav", 48000, "-c 1 -b 24", 300);
  g_autoptr (SaFitted) fitted = assert_fits (media, over, SA_PURPOSE_VOICE_CLONE);
  g_autoptr (SaFitted) stepped = assert_fits (media, five, SA_PURPOSE_VOICE_CLONE);

  assert_untouched (media, just, "just.wav", "audio/wav");
  assert_wav (media, fitted, 48000, 104 * 48000);
  assert_wav (media, stepped, 32000, 300 * 32000);
}

/* Ranges */

static void
test_range (MediaFixture *media, gconstpointer data)
{
  g_autoptr (GFile) file =
    media_fixture_make (media, "noise.wav",
                        "sox -D -R -n -r 44100 -c 1 -b 16 noise.wav synth 60 whitenoise vol 0.5");
  g_autoptr (GError) error = NULL;
  g_autoptr (SaFitted) fitted =
    fit_range (media, file, 12.345, 42.345, SA_CHANNEL_MIX_AUTO, SA_PURPOSE_VOICE_CLONE, &error);
  g_autofree char *command = NULL;
  g_autofree char *answer = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (sa_fitted_get_filename (fitted), ==, "noise.wav");
  assert_wav (media, fitted, 44100, 30 * 44100);
  command = g_strdup_printf (
    "sox -D noise.wav cut.wav trim 544415s 1323000s && cmp cut.wav '%s' && echo same",
    g_file_peek_path (sa_fitted_get_file (fitted)));
  answer = media_fixture_ask (media, command);
  g_assert_cmpstr (answer, ==, "same");
}

static void
test_bad_ranges (MediaFixture *media, gconstpointer data)
{
  g_autoptr (GFile) file = make_wav (media, "it.wav", 16000, "-c 1 -b 16", 20);
  static const struct {
    double start;
    double end;
    int code; /* below 0: it fits */
  } cases[] = {
    { 5, 20.0005, -1 },
    { 5, 20.01, SA_RULES_ERROR_RANGE },
    { 25, 40, SA_RULES_ERROR_RANGE },
    { 5, 14.99, SA_RULES_ERROR_LENGTH },
    { 0.1, 10.1, -1 },
    { 10, -1, -1 },
    { 10.01, -1, SA_RULES_ERROR_LENGTH },
    { 1, 302, SA_RULES_ERROR_LENGTH },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (SaFitted) fitted = fit_range (media, file, cases[i].start, cases[i].end,
                                             SA_CHANNEL_MIX_AUTO, SA_PURPOSE_VOICE_CLONE, &error);

    if (cases[i].code < 0)
      g_assert_no_error (error);
    else
      g_assert_error (error, SA_RULES_ERROR, cases[i].code);
  }
}

static void
test_typed_ranges (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sa_range_check (0, 10, TRUE, &error));
  g_assert_true (sa_range_check (3, 0, FALSE, &error));
  g_assert_no_error (error);
  for (int i = 0; i < 6; i++) {
    static const double bad[6][2] = { { -1, 5 },        { 5, 5 },         { 5, 4 },
                                      { 0.0 / 0.0, 5 }, { 0, 1.0 / 0.0 }, { 0, -1 } };

    g_assert_false (sa_range_check (bad[i][0], bad[i][1], TRUE, &error));
    g_assert_error (error, SA_RULES_ERROR, SA_RULES_ERROR_RANGE);
    g_clear_error (&error);
  }
}

/* Channels */

static int
get_peak (MediaFixture *media, SaFitted *fitted)
{
  gsize n;
  g_autofree gint16 *samples =
    media_fixture_decode (media, g_file_peek_path (sa_fitted_get_file (fitted)), &n);
  int peak = 0;

  for (gsize i = 0; i < n; i++)
    peak = MAX (peak, ABS (samples[i]));
  return peak;
}

static void
test_channels (MediaFixture *media, gconstpointer data)
{
  g_autoptr (GFile) dead =
    media_fixture_make (media, "dead.flac",
                        "sox -n -r 44100 -c 1 a.wav synth 11 sine 440 vol 0.5 && "
                        "sox a.wav -c 2 dead.flac remix 1 0");
  g_autoptr (GFile) inverted =
    media_fixture_make (media, "inverted.flac", "sox a.wav -c 2 inverted.flac remix 1 1i");
  g_autoptr (SaFitted) left = assert_fits (media, dead, SA_PURPOSE_VOICE_CLONE);
  g_autoptr (SaFitted) audible = assert_fits (media, inverted, SA_PURPOSE_VOICE_CLONE);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaFitted) chosen =
    fit_range (media, inverted, 0, -1, 2, SA_PURPOSE_VOICE_CLONE, &error);

  g_assert_no_error (error);
  g_assert_cmpint (get_peak (media, left), >=, 16380);
  g_assert_cmpint (get_peak (media, left), <=, 16390);
  g_assert_cmpint (get_peak (media, audible), >=, 16380);
  g_assert_cmpint (get_peak (media, chosen), >=, 16380);
}

/* Damage and change */

static void
test_truncated (MediaFixture *media, gconstpointer data)
{
  g_autoptr (GFile) wav = make_wav (media, "it.wav", 16000, "-c 1 -b 16", 20);
  g_autoptr (GFile) part = media_fixture_copy_part (media, wav, "part.wav", 44 + 15 * 32000);
  g_autoptr (GFile) m4a =
    media_fixture_make (media, "it.m4a", "ffmpeg -v error " SINE "30 -movflags +faststart it.m4a");
  g_autoptr (GFileInfo) status =
    g_file_query_info (m4a, "standard::size", G_FILE_QUERY_INFO_NONE, NULL, NULL);
  g_autoptr (GFile) half =
    media_fixture_copy_part (media, m4a, "half.m4a", (gsize) g_file_info_get_size (status) / 2);
  g_autoptr (SaFitted) fitted = assert_fits (media, part, SA_PURPOSE_VOICE_CLONE);
  g_autoptr (SaFitted) saved = assert_fits (media, half, SA_PURPOSE_VOICE_CLONE);

  assert_wav (media, fitted, 16000, 15 * 16000);
  g_assert_false (sa_fitted_is_untouched (saved));
  g_assert_cmpfloat (sa_fitted_get_duration (saved), >, 12);
  g_assert_cmpfloat (sa_fitted_get_duration (saved), <, 16);
}

static void
test_changed (MediaFixture *media, gconstpointer data)
{
  g_autoptr (GFile) file = make_wav (media, "it.wav", 16000, "-c 1 -b 16", 12);
  g_autoptr (SaFitted) fitted = assert_fits (media, file, SA_PURPOSE_VOICE_CLONE);
  g_autoptr (GError) error = NULL;

  g_assert_true (sa_fitted_is_current (fitted, &error));
  g_assert_no_error (error);
  g_object_unref (media_fixture_make (media, "it.wav", "echo >> it.wav"));
  g_assert_false (sa_fitted_is_current (fitted, &error));
  g_assert_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_DECODE);
  g_clear_error (&error);
  g_unlink (g_file_peek_path (file));
  g_assert_false (sa_fitted_is_current (fitted, &error));
  g_assert_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_NOT_FOUND);
  assert_refused (media, file, SA_PURPOSE_VOICE_CLONE, SA_AUDIO_ERROR, SA_AUDIO_ERROR_NOT_FOUND);
}

/* Temporary files */

static void
test_temporary_files (MediaFixture *media, gconstpointer data)
{
  g_autoptr (GFile) file = make_wav (media, "it.flac", 16000, "-c 1", 12);
  g_autoptr (SaFitted) fitted = assert_fits (media, file, SA_PURPOSE_VOICE_CLONE);
  g_autofree char *path = g_file_get_path (sa_fitted_get_file (fitted));
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *stale = g_build_filename (folder, "fitted-STALE1.wav", NULL);
  g_autofree char *foreign = g_build_filename (folder, "notes.txt", NULL);
  g_autoptr (SaFitted) other = NULL;
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);

  /* What a killed process left goes; what is in use, or somebody else's, stays. */
  g_file_set_contents (stale, "x", 1, NULL);
  g_file_set_contents (foreign, "x", 1, NULL);
  other = assert_fits (media, file, SA_PURPOSE_VOICE_CLONE);
  g_assert_false (g_file_test (stale, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (foreign, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpstr (sa_fitted_get_sha256 (other), ==, sa_fitted_get_sha256 (fitted));

  g_clear_pointer (&fitted, sa_fitted_unref);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* A disk without room is stood in for by a limit on the size of files. */
static void
test_no_space (MediaFixture *media, gconstpointer data)
{
  g_autoptr (GFile) file = make_wav (media, "it.flac", 48000, "-c 1", 20);
  g_autofree char *path = media_fixture_path (media, "temp");
  struct rlimit limit, all;
  g_autoptr (GDir) dir = NULL;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &all), ==, 0);
  limit = all;
  limit.rlim_cur = 500000;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  assert_refused (media, file, SA_PURPOSE_VOICE_CLONE, SA_AUDIO_ERROR, SA_AUDIO_ERROR_NO_SPACE);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &all), ==, 0);
  dir = g_dir_open (path, 0, NULL);
  g_assert_nonnull (dir);
  g_assert_null (g_dir_read_name (dir));
}

/* Other purposes */

static void
test_other_purposes (MediaFixture *media, gconstpointer data)
{
  g_autoptr (GFile) text = media_fixture_write (media, "Book.TXT", "Once upon a time", 16);
  g_autoptr (GFile) empty = media_fixture_write (media, "empty.txt", "", 0);
  g_autoptr (GFile) folder = g_file_new_for_path (media->folder);
  g_autoptr (SaFitted) fitted = assert_fits (media, text, SA_PURPOSE_T2A_ASYNC_INPUT);

  g_assert_true (sa_fitted_is_untouched (fitted));
  g_assert_cmpstr (sa_fitted_get_filename (fitted), ==, "Book.TXT");
  g_assert_cmpint (sa_fitted_get_bytes (fitted), ==, 16);
  g_assert_cmpstr (sa_fitted_get_sha256 (fitted), ==,
                   "e286222c229ec73b1bc520d88583191572ae0cbbaa66ea68053994a5e50ac87a");
  assert_refused (media, empty, SA_PURPOSE_T2A_ASYNC_INPUT, SA_AUDIO_ERROR, SA_AUDIO_ERROR_EMPTY);
  assert_refused (media, folder, SA_PURPOSE_VIDEO_UNDERSTANDING, SA_AUDIO_ERROR,
                  SA_AUDIO_ERROR_NOT_REGULAR);
}

/* Asynchronously */

typedef struct {
  SaFitted *fitted;
  GError *error;
  gboolean done;
  int n_progress;
  double progress;
} Result;

static void
on_fitted (GObject *clip, GAsyncResult *result, gpointer user_data)
{
  Result *self = user_data;

  self->fitted = sa_fit_finish (SA_CLIP (clip), result, &self->error);
  self->done = TRUE;
}

static void
on_progress (double done, gpointer user_data)
{
  Result *self = user_data;

  g_assert_false (self->done);
  g_assert_cmpfloat (done, >=, self->progress);
  g_assert_cmpfloat (done, <=, 1);
  self->progress = done;
  self->n_progress++;
}

static void
test_async (MediaFixture *media, gconstpointer data)
{
  g_autoptr (GFile) file = make_wav (media, "it.flac", 96000, "-c 2 -b 24", 100);
  g_autoptr (SaClip) clip = sa_clip_new (file, 0, -1, SA_CHANNEL_MIX_AUTO);
  g_autoptr (GFile) temp_dir = media_fixture_file (media, "temp");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Result result = { 0 }, cancelled = { 0 };

  sa_fit_async (clip, SA_PURPOSE_VOICE_CLONE, temp_dir, on_progress, &result, NULL, on_fitted,
                &result);
  while (!result.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (result.error);
  g_assert_cmpint (result.n_progress, >, 2);
  assert_wav (media, result.fitted, 48000, 100 * 48000);
  g_clear_pointer (&result.fitted, sa_fitted_unref);

  sa_fit_async (clip, SA_PURPOSE_VOICE_CLONE, temp_dir, NULL, NULL, cancellable, on_fitted,
                &cancelled);
  g_cancellable_cancel (cancellable);
  while (!cancelled.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (cancelled.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&cancelled.error);
}

static void
test_judge (MediaFixture *media, gconstpointer data)
{
  g_autoptr (GFile) file =
    media_fixture_make (media, "it.mp3", "ffmpeg -v error " SINE "12 it.mp3");
  g_autoptr (GError) error = NULL;
  g_autoptr (SaMediaInfo) info = sa_media_info_read (file, NULL, &error);
  SaLengthVerdict verdict;
  gboolean untouched;

  g_assert_no_error (error);
  g_assert_true (sa_fit_judge (info, 12.07, SA_PURPOSE_VOICE_CLONE, &verdict, &untouched));
  g_assert_true (untouched);
  g_assert_cmpint (verdict, ==, SA_LENGTH_FITS);
  g_assert_false (sa_fit_judge (info, 12.07, SA_PURPOSE_PROMPT_AUDIO, &verdict, &untouched));
  g_assert_false (untouched);
  g_assert_cmpint (verdict, ==, SA_LENGTH_TOO_LONG);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) \
  g_test_add (name, MediaFixture, NULL, media_fixture_set_up, function, media_fixture_tear_down)
  ADD ("/fit/untouched", test_untouched);
  ADD ("/fit/converted", test_converted);
  ADD ("/fit/lengths-of-wav", test_lengths_of_wav);
  ADD ("/fit/lengths-of-mp3", test_lengths_of_mp3);
  ADD ("/fit/sizes", test_sizes);
  ADD ("/fit/range", test_range);
  ADD ("/fit/bad-ranges", test_bad_ranges);
  g_test_add_func ("/fit/typed-ranges", test_typed_ranges);
  ADD ("/fit/channels", test_channels);
  ADD ("/fit/truncated", test_truncated);
  ADD ("/fit/changed", test_changed);
  ADD ("/fit/temporary-files", test_temporary_files);
  ADD ("/fit/no-space", test_no_space);
  ADD ("/fit/other-purposes", test_other_purposes);
  ADD ("/fit/async", test_async);
  ADD ("/fit/judge", test_judge);
  return g_test_run ();
}
