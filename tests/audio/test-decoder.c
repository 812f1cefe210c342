/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads real files of every kind, from the start and from the middle, against the wav they came from. */
#include "audio/sa-decoder.h"

#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "audio/sa-audio-error.h"
#include "media-fixture.h"

#define RATE 44100
#define SECONDS 12
#define FRAMES (SECONDS * RATE)

/* Noise that is nowhere like itself, so that every place in it can be told, in front of a tone. */
#define MAKE_TRUTH \
  "sox -R -r 44100 -n -b 16 truth.wav synth 12 pinknoise synth 12 sine mix 300-900 gain -6"

typedef struct {
  const char *name;
  const char *command;
  int rate;
  int channels;
  int tolerance; /* frames by which a place may be off after a seek */
} Format;

static const Format formats[] = {
  { "8.wav", "sox truth.wav -b 8 8.wav", 44100, 1, 0 },
  { "16.wav", "cp truth.wav 16.wav", 44100, 1, 0 },
  { "24.wav", "sox truth.wav -b 24 24.wav", 44100, 1, 0 },
  { "32.wav", "sox truth.wav -b 32 32.wav", 44100, 1, 0 },
  { "float.wav", "sox truth.wav -e float -b 32 float.wav", 44100, 1, 0 },
  { "stereo.wav", "sox truth.wav -c 2 stereo.wav", 44100, 2, 0 },
  { "six.wav", "sox truth.wav -c 6 six.wav", 44100, 6, 0 },
  { "fast.wav", "sox truth.wav -r 96000 fast.wav", 96000, 1, 0 },
  { "a.flac", "ffmpeg -v error -i truth.wav a.flac", 44100, 1, 0 },
  { "cbr.mp3", "ffmpeg -v error -i truth.wav -b:a 128k cbr.mp3", 44100, 1, 1152 },
  { "vbr.mp3", "ffmpeg -v error -i truth.wav -q:a 4 vbr.mp3", 44100, 1, 1152 },
  { "bare.mp3", "ffmpeg -v error -i truth.wav -q:a 4 -write_xing 0 bare.mp3", 44100, 1, 1152 },
  { "slow.mp3", "sox truth.wav -r 22050 -C -4.2 slow.mp3", 22050, 1, 576 },
  { "cover.mp3",
    "ffmpeg -v error -f lavfi -i color=red:s=64x64 -frames:v 1 cover.png && ffmpeg -v error "
    "-i truth.wav -i cover.png -map 0 -map 1 -c:v copy -b:a 128k cover.mp3",
    44100, 1, 1152 },
  { "a.m4a", "ffmpeg -v error -i truth.wav -b:a 128k a.m4a", 44100, 1, 1024 },
  { "a.aac", "ffmpeg -v error -i truth.wav -b:a 128k a.aac", 44100, 1, 1024 },
  { "a.ogg", "ffmpeg -v error -i truth.wav -c:a libvorbis -q:a 6 a.ogg", 44100, 1, 1024 },
  { "a.opus", "ffmpeg -v error -i truth.wav -b:a 96k a.opus", 48000, 1, 960 },
  { "film.mp4", "ffmpeg -v error -f lavfi -i testsrc=s=64x64:d=12 -i truth.wav -b:a 128k film.mp4",
    44100, 1, 1024 },
  { "film.webm", "ffmpeg -v error -f lavfi -i testsrc=s=64x64:d=12 -i truth.wav film.webm", 48000,
    1, 960 },
};

static MediaFixture media;

static float *
read_all (SaDecoder *decoder, gint64 *frames)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (float));
  g_autoptr (GError) error = NULL;
  const float *ready;
  gssize n;

  while ((n = sa_decoder_next (decoder, &ready, &error)) > 0)
    g_array_append_vals (all, ready, n * sa_decoder_get_channels (decoder));
  g_assert_no_error (error);
  *frames = all->len / sa_decoder_get_channels (decoder);
  g_assert_cmpint (sa_decoder_get_position (decoder), ==, *frames);
  return (float *) (gpointer) g_array_free (g_steal_pointer (&all), FALSE);
}

static SaDecoder *
open_file (GFile *file, int rate)
{
  g_autoptr (GError) error = NULL;
  SaDecoder *decoder = sa_decoder_new (file, rate, NULL, &error);

  g_assert_no_error (error);
  return decoder;
}

/* By how many frames @part lies off @expected in @all; the best of all places within @reach. */
static int
find_offset (const float *all,
             gint64 frames,
             const float *part,
             gint64 n,
             int channels,
             gint64 expected,
             int reach)
{
  double least = G_MAXDOUBLE;
  int best = G_MAXINT;

  for (int offset = -reach; offset <= reach; offset++) {
    gint64 from = expected + offset;
    double difference = 0.0;

    if (from < 0 || from + n > frames)
      continue;
    for (gint64 i = 0; i < n && difference < least; i++)
      difference += pow (part[i * channels] - all[(from + i) * channels], 2.0);
    if (difference < least) {
      least = difference;
      best = offset;
    }
  }
  return best;
}

static double
rms_error (const float *a, const float *b, gint64 n)
{
  double sum = 0.0;

  for (gint64 i = 0; i < n; i++)
    sum += pow (a[i] - b[i], 2.0);
  return sqrt (sum / n);
}

static void
test_format (gconstpointer data)
{
  const Format *format = data;
  g_autoptr (GFile) file = media_fixture_file (&media, format->name);
  g_autoptr (SaDecoder) decoder = open_file (file, 0);
  g_autofree float *all = NULL;
  gint64 frames;

  g_assert_cmpint (sa_decoder_get_rate (decoder), ==, format->rate);
  g_assert_cmpint (sa_decoder_get_channels (decoder), ==, format->channels);
  all = read_all (decoder, &frames);
  g_assert_false (sa_decoder_is_damaged (decoder));
  if (format->tolerance == 0)
    g_assert_cmpint (frames, ==, (gint64) SECONDS * format->rate);
  else
    g_assert_cmpint (ABS (frames - (gint64) SECONDS * format->rate), <, 3000);
  g_assert_cmpfloat (fabs (sa_decoder_get_length_hint (decoder) - SECONDS), <, 0.2);
}

static void
check_seek (SaDecoder *decoder, const Format *format, const float *all, gint64 frames, gint64 at)
{
  g_autofree float *part = g_new (float, 2000 * format->channels);
  g_autoptr (GError) error = NULL;
  int offset;

  g_assert_true (sa_decoder_seek (decoder, at, &error));
  g_assert_no_error (error);
  g_assert_cmpint (sa_decoder_get_position (decoder), ==, at);
  g_assert_cmpint (sa_decoder_read (decoder, part, 2000, &error), ==, 2000);
  g_assert_cmpint (sa_decoder_get_position (decoder), ==, at + 2000);
  offset = find_offset (all, frames, part, 2000, format->channels, at, format->tolerance + 50);
  g_assert_cmpint (ABS (offset), <=, format->tolerance);
  if (format->tolerance == 0)
    g_assert_cmpfloat (rms_error (part, all + at * format->channels, 2000 * format->channels), ==,
                       0.0);
}

/* Forwards, backwards, next door and to the very start, with one decoder and with fresh ones. */
static void
test_seek (gconstpointer data)
{
  static const double places[] = { 9.123, 2.5, 2.6, 0.0, 11.7, 0.01, 5.0 };
  const Format *format = data;
  g_autoptr (GFile) file = media_fixture_file (&media, format->name);
  g_autoptr (SaDecoder) decoder = open_file (file, 0);
  g_autofree float *all = NULL;
  gint64 frames;

  all = read_all (decoder, &frames);
  for (gsize i = 0; i < G_N_ELEMENTS (places); i++) {
    g_autoptr (SaDecoder) fresh = open_file (file, 0);
    gint64 at = (gint64) (places[i] * format->rate) + (i % 2);

    check_seek (decoder, format, all, frames, at);
    check_seek (fresh, format, all, frames, at);
  }
}

/* What is decoded is the truth itself, sample by sample. */
static void
test_exact (void)
{
  g_autofree gint16 *truth = NULL;
  g_autofree float *all = NULL;
  const char *const names[] = { "16.wav", "24.wav", "32.wav", "float.wav", "a.flac" };
  gsize n;

  truth = media_fixture_decode (&media, "truth.wav", &n);
  g_assert_cmpuint (n, ==, FRAMES);
  for (gsize k = 0; k < G_N_ELEMENTS (names); k++)
    for (gsize f = 0; f < G_N_ELEMENTS (formats); f++) {
      g_autoptr (SaDecoder) decoder = NULL;
      g_autoptr (GFile) file = NULL;
      gint64 frames;

      if (!g_str_equal (formats[f].name, names[k]))
        continue;
      file = media_fixture_file (&media, names[k]);
      decoder = open_file (file, 0);
      g_clear_pointer (&all, g_free);
      all = read_all (decoder, &frames);
      g_assert_cmpint (frames, ==, FRAMES);
      for (gint64 i = 0; i < frames; i++)
        if (all[i] != truth[i] / 32768.0f)
          g_error ("%s: frame %" G_GINT64_FORMAT " is %g, not %g", names[k], i, all[i],
                   truth[i] / 32768.0f);
    }
}

/* Sound at another rate, from the start and from the middle, is the same sound. */
static void
test_resampled (void)
{
  static const int rates[] = { 8000, 24000, 32000, 48000 };
  g_autoptr (GFile) file = media_fixture_file (&media, "truth.wav");

  for (gsize i = 0; i < G_N_ELEMENTS (rates); i++) {
    g_autoptr (SaDecoder) decoder = open_file (file, rates[i]);
    g_autoptr (SaDecoder) late = open_file (file, rates[i]);
    g_autoptr (GError) error = NULL;
    g_autofree float *part = g_new (float, 2000);
    g_autofree float *all = NULL;
    gint64 frames, at = 7 * rates[i] + 4321;

    all = read_all (decoder, &frames);
    g_assert_cmpint (ABS (frames - (gint64) SECONDS * rates[i]), <=, 1);
    g_assert_true (sa_decoder_seek (late, at, &error));
    g_assert_cmpint (sa_decoder_read (late, part, 2000, &error), ==, 2000);
    g_assert_cmpint (ABS (find_offset (all, frames, part, 2000, 1, at, 100)), <=, 1);
  }
}

static void
test_beyond_the_end (void)
{
  const char *const names[] = { "truth.wav", "cbr.mp3", "a.m4a", "a.ogg" };
  float frame[16];

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GFile) file = media_fixture_file (&media, names[i]);
    g_autoptr (SaDecoder) decoder = open_file (file, 0);
    g_autoptr (GError) error = NULL;

    g_assert_true (sa_decoder_seek (decoder, 100 * RATE, &error));
    g_assert_no_error (error);
    g_assert_cmpint (sa_decoder_read (decoder, frame, 1, &error), ==, 0);
    g_assert_no_error (error);
    g_assert_cmpint (sa_decoder_get_position (decoder), <, 13 * RATE);
    g_assert_true (sa_decoder_seek (decoder, RATE, &error));
    g_assert_cmpint (sa_decoder_read (decoder, frame, 1, &error), ==, 1);
  }
}

static void
assert_refused (GFile *file, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SaDecoder) decoder = sa_decoder_new (file, 0, NULL, &error);

  g_assert_null (decoder);
  g_assert_error (error, SA_AUDIO_ERROR, code);
  g_assert_cmpuint (strlen (error->message), >, 10);
}

/* An odd number of bytes is made even by one that is no sound. Whether that is there or was forgotten,
 * whether something follows or not: all of the sound is read, and nothing else. */
static void
test_padded (void)
{
  static const char *const commands[] = {
    "sox -D -r 44100 -n -c 1 -b 24 padded.wav synth 44099s sine 300",
    "sox -D -r 44100 -n -c 1 -b 24 padded.wav synth 44099s sine 300 && "
    "head -c -1 padded.wav >short.wav && mv short.wav padded.wav",
    "sox -D -r 44100 -n -c 1 -b 24 padded.wav synth 44099s sine 300 && "
    "printf 'LIST\\4\\0\\0\\0INFO' >>padded.wav",
    "sox -D -r 44100 -n -c 1 -b 8 padded.wav synth 44099s sine 300",
    "sox -D -r 44100 -n -c 1 -b 24 padded.wav synth 44099s sine 300 && "
    "ffmpeg -v error -y -i padded.wav -c:a pcm_s24le other.wav && mv other.wav padded.wav",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++) {
    g_autoptr (GFile) file = media_fixture_make (&media, "padded.wav", commands[i]);
    g_autoptr (SaDecoder) decoder = open_file (file, 0);
    g_autofree float *all = NULL;
    gint64 frames;

    all = read_all (decoder, &frames);
    g_assert_cmpint (frames, ==, 44099);
    g_assert_false (sa_decoder_is_damaged (decoder));
  }
}

static void
test_not_sound (void)
{
  static const char text[] = "This is a letter and not a sound, whatever its name says. ";
  static const char playlist[] = "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n"
                                 "http://127.0.0.1:9/never.ts\n";
  static const char session[] = "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nc=IN IP4 127.0.0.1\r\n"
                                "t=0 0\r\nm=audio 9 RTP/AVP 0\r\n";
  g_autoptr (GString) letter = g_string_new (NULL);
  g_autoptr (GFile) file = NULL;

  for (int i = 0; i < 200; i++)
    g_string_append (letter, text);
  file = media_fixture_write (&media, "letter.mp3", letter->str, letter->len);
  assert_refused (file, SA_AUDIO_ERROR_NOT_AUDIO);
  g_set_object (&file, NULL);
  file = media_fixture_write (&media, "list.m3u8", playlist, strlen (playlist));
  assert_refused (file, SA_AUDIO_ERROR_NOT_AUDIO);
  g_set_object (&file, NULL);
  file = media_fixture_write (&media, "session.sdp", session, strlen (session));
  assert_refused (file, SA_AUDIO_ERROR_NOT_AUDIO);
  g_set_object (&file, NULL);
  file = media_fixture_make (&media, "silent.mp4",
                             "ffmpeg -v error -f lavfi -i testsrc=s=64x64:d=2 silent.mp4");
  assert_refused (file, SA_AUDIO_ERROR_NOT_AUDIO);
  g_set_object (&file, NULL);
  file = media_fixture_make (&media, "noise.mp3", "head -c 200000 /dev/urandom > noise.mp3");
  assert_refused (file, SA_AUDIO_ERROR_NOT_AUDIO);
}

static void
test_not_a_file (void)
{
  g_autoptr (GFile) folder = g_file_new_for_path (media.folder);
  g_autoptr (GFile) missing = media_fixture_file (&media, "missing.wav");
  g_autoptr (GFile) device = g_file_new_for_path ("/dev/zero");
  g_autoptr (GFile) elsewhere = g_file_new_for_uri ("http://127.0.0.1:9/voice.mp3");
  g_autoptr (GFile) empty = media_fixture_write (&media, "empty.wav", "", 0);
  g_autoptr (GFile) pipe_file = media_fixture_file (&media, "pipe.wav");
  g_autofree char *pipe_path = g_file_get_path (pipe_file);
  g_autoptr (GFile) truth = media_fixture_file (&media, "truth.wav");
  g_autoptr (GFile) header = media_fixture_copy_part (&media, truth, "header.wav", 44);

  g_assert_cmpint (mkfifo (pipe_path, 0600), ==, 0);
  assert_refused (folder, SA_AUDIO_ERROR_NOT_REGULAR);
  assert_refused (missing, SA_AUDIO_ERROR_NOT_FOUND);
  assert_refused (device, SA_AUDIO_ERROR_NOT_REGULAR);
  assert_refused (elsewhere, SA_AUDIO_ERROR_NOT_REGULAR);
  assert_refused (pipe_file, SA_AUDIO_ERROR_NOT_REGULAR);
  assert_refused (empty, SA_AUDIO_ERROR_EMPTY);
  assert_refused (header, SA_AUDIO_ERROR_EMPTY);
}

static void
test_no_permission (void)
{
  g_autoptr (GFile) truth = media_fixture_file (&media, "truth.wav");
  g_autofree char *path = g_file_get_path (truth);
  uid_t user = geteuid ();

  g_assert_cmpint (chmod (path, 0), ==, 0);
  if (user == 0 && seteuid (65534) != 0) {
    g_test_skip ("cannot become somebody who may not read");
    return;
  }
  if (user == 0)
    chmod (media.folder, 0700);
  assert_refused (truth, SA_AUDIO_ERROR_PERMISSION);
  g_assert_cmpint (seteuid (user), ==, 0);
  g_assert_cmpint (chmod (path, 0600), ==, 0);
}

/* What is left of a truncated file is read; how much, depends on the format. */
static void
test_truncated (void)
{
  const char *const names[] = { "truth.wav", "cbr.mp3", "a.flac", "a.ogg", "a.opus", "a.aac" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (GFile) file = media_fixture_file (&media, names[i]);
    g_autoptr (GFileInfo) info =
      g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, 0, NULL, NULL);
    g_autofree char *name = g_strconcat ("half-", names[i], NULL);
    g_autoptr (GFile) half =
      media_fixture_copy_part (&media, file, name, g_file_info_get_size (info) / 2);
    g_autoptr (SaDecoder) decoder = open_file (half, 0);
    g_autofree float *all = NULL;
    double seconds;
    gint64 frames;

    all = read_all (decoder, &frames);
    seconds = (double) frames / sa_decoder_get_rate (decoder);
    g_test_message ("%s: %g s", names[i], seconds);
    g_assert_cmpfloat (seconds, >, 4.5);
    g_assert_cmpfloat (seconds, <, 7.5);
  }
}

/* An m4a keeps its table of contents at the end: without it there is nothing to read. */
static void
test_truncated_m4a (void)
{
  g_autoptr (GFile) file = media_fixture_file (&media, "a.m4a");
  g_autoptr (GFile) half = media_fixture_copy_part (&media, file, "half.m4a", 50000);

  assert_refused (half, SA_AUDIO_ERROR_DECODE);
}

static void
test_damaged_middle (void)
{
  g_autoptr (GFile) file = media_fixture_make (
    &media, "hole.mp3",
    "(head -c 60000 cbr.mp3; head -c 20000 /dev/urandom; tail -c 60000 cbr.mp3) > hole.mp3");
  g_autoptr (SaDecoder) decoder = open_file (file, 0);
  g_autofree float *all = NULL;
  gint64 frames;

  all = read_all (decoder, &frames);
  g_assert_cmpint (frames, >, 6 * RATE);
  g_assert_cmpint (frames, <, 10 * RATE);
}

static void
test_nonsense_samples (void)
{
  g_autoptr (GFile) file = media_fixture_file (&media, "float.wav");
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) bad = NULL;
  g_autoptr (SaDecoder) decoder = NULL;
  g_autofree float *all = NULL;
  const float values[] = { NAN, INFINITY, -INFINITY, 1e30f };
  gint64 frames;
  gsize length;

  g_file_load_contents (file, NULL, &data, &length, NULL, &error);
  g_assert_no_error (error);
  memcpy (data + length - 40000, values, sizeof values);
  bad = media_fixture_write (&media, "nonsense.wav", data, length);
  decoder = open_file (bad, 0);
  all = read_all (decoder, &frames);
  g_assert_cmpint (frames, ==, FRAMES);
  for (gint64 i = 0; i < frames; i++)
    g_assert_true (fabsf (all[i]) <= 1.0f);
}

/* The second track is marked as the one to be heard. */
static void
test_default_track (void)
{
  g_autoptr (GFile) file = media_fixture_make (
    &media, "two.mkv",
    "ffmpeg -v error -f lavfi -i testsrc=s=64x64:d=3 -f lavfi -i sine=300:d=3 -i truth.wav -map 0 "
    "-map 1 -map 2 -t 3 -c:a flac -disposition:a:0 0 -disposition:a:1 default two.mkv");
  g_autoptr (GFile) truth_file = media_fixture_file (&media, "truth.wav");
  g_autoptr (SaDecoder) decoder = open_file (file, 0);
  g_autoptr (SaDecoder) truth = open_file (truth_file, 0);
  g_autofree float *first = g_new (float, 20000), *second = g_new (float, 20000);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sa_decoder_read (decoder, first, 20000, &error), ==, 20000);
  g_assert_cmpint (sa_decoder_read (truth, second, 20000, &error), ==, 20000);
  g_assert_cmpfloat (rms_error (first, second, 20000), <, 1e-4);
}

/* Sound that begins anew in the middle of an ogg is still one sound. */
static void
test_hole_in_time (void)
{
  g_autoptr (GFile) file = media_fixture_make (
    &media, "hole.mkv",
    "ffmpeg -v error -i truth.wav -af \"aselect='not(between(t,4,6))'\" -c:a flac "
    "-fps_mode passthrough hole.mkv");
  g_autoptr (SaDecoder) decoder = open_file (file, 0);
  g_autoptr (SaDecoder) late = open_file (file, 0);
  g_autofree float *all = NULL, *part = g_new (float, 2000);
  g_autoptr (GError) error = NULL;
  gint64 frames;

  all = read_all (decoder, &frames);
  g_assert_cmpint (ABS (frames - FRAMES), <, 9000);
  for (gint64 i = 5 * RATE; i < 5 * RATE + 10000; i++)
    g_assert_cmpfloat (all[i], ==, 0.0f);
  g_assert_true (sa_decoder_seek (late, 9 * RATE, &error));
  g_assert_cmpint (sa_decoder_read (late, part, 2000, &error), ==, 2000);
  g_assert_cmpint (ABS (find_offset (all, frames, part, 2000, 1, 9 * RATE, 5000)), <=, 4608);
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (5000);
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancel (void)
{
  g_autoptr (GFile) file =
    media_fixture_make (&media, "long.wav", "sox truth.wav long.wav repeat 99");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SaDecoder) decoder = sa_decoder_new (file, 0, cancellable, &error);
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
  const float *ready;
  gssize n;

  /* Slower than the decoder by far: the reader is waiting for nothing but the end. */
  while ((n = sa_decoder_next (decoder, &ready, &error)) > 0)
    g_usleep (10);
  g_thread_join (thread);
  g_assert_cmpint (n, ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (sa_decoder_seek (decoder, 50 * RATE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (sa_decoder_new (file, 0, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_dispose (void)
{
  g_autoptr (GFile) file = media_fixture_file (&media, "truth.wav");
  SaDecoder *unread = open_file (file, 0);
  SaDecoder *read = open_file (file, 0);
  float frames[100];

  g_assert_cmpint (sa_decoder_read (read, frames, 100, NULL), ==, 100);
  g_assert_finalize_object (unread);
  g_assert_finalize_object (read);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  media_fixture_set_up (&media, NULL);
  g_object_unref (media_fixture_make (&media, "truth.wav", MAKE_TRUTH));

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    g_object_unref (media_fixture_make (&media, formats[i].name, formats[i].command));
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++) {
    g_autofree char *all = g_strconcat ("/decoder/format/", formats[i].name, NULL);
    g_autofree char *seek = g_strconcat ("/decoder/seek/", formats[i].name, NULL);

    g_test_add_data_func (all, &formats[i], test_format);
    g_test_add_data_func (seek, &formats[i], test_seek);
  }
  g_test_add_func ("/decoder/exact", test_exact);
  g_test_add_func ("/decoder/resampled", test_resampled);
  g_test_add_func ("/decoder/beyond-the-end", test_beyond_the_end);
  g_test_add_func ("/decoder/padded", test_padded);
  g_test_add_func ("/decoder/not-sound", test_not_sound);
  g_test_add_func ("/decoder/not-a-file", test_not_a_file);
  g_test_add_func ("/decoder/no-permission", test_no_permission);
  g_test_add_func ("/decoder/truncated", test_truncated);
  g_test_add_func ("/decoder/truncated-m4a", test_truncated_m4a);
  g_test_add_func ("/decoder/damaged-middle", test_damaged_middle);
  g_test_add_func ("/decoder/nonsense-samples", test_nonsense_samples);
  g_test_add_func ("/decoder/default-track", test_default_track);
  g_test_add_func ("/decoder/hole-in-time", test_hole_in_time);
  g_test_add_func ("/decoder/cancel", test_cancel);
  g_test_add_func ("/decoder/dispose", test_dispose);

  status = g_test_run ();
  media_fixture_tear_down (&media, NULL);
  return status;
}
