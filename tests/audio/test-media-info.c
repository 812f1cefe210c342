/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "audio/sa-audio-error.h"
#include "audio/sa-media-info.h"
#include "media-fixture.h"

#define TONE "-f lavfi -i sine=440:sample_rate=44100:duration=2"
#define PICTURE "-f lavfi -i color=red:size=64x64:rate=10:duration=2"

/* What a file is by its content, whatever its name says. */
typedef struct {
  const char *title;
  const char *command; /* writes "it" */
  const char *format;
  const char *codec;
  int rate;
  int channels;
  int depth;
  gboolean has_video;
  gboolean is_lawful;
  double duration; /* below 0: any */
} Kind;

static const Kind kinds[] = {
  { "wav", "sox -n -r 44100 -c 2 -b 16 -t wav it synth 2 sine 440", "wav", "pcm", 44100, 2, 16,
    FALSE, TRUE, 2 },
  { "wav-8-bit", "sox -n -r 8000 -c 1 -b 8 -e unsigned -t wav it synth 2 sine 440", "wav", "pcm",
    8000, 1, 8, FALSE, TRUE, 2 },
  { "wav-24-bit", "sox -n -r 48000 -c 2 -b 24 -t wav it synth 2 sine 440", "wav", "pcm", 48000, 2,
    24, FALSE, TRUE, 2 },
  { "wav-float", "sox -n -r 44100 -c 1 -e float -b 32 -t wav it synth 2 sine 440", "wav", "pcm",
    44100, 1, 32, FALSE, FALSE, 2 },
  { "wav-6-channels", "sox -n -r 48000 -c 6 -b 16 -t wav it synth 2 sine 440", "wav", "pcm", 48000,
    6, 16, FALSE, FALSE, 2 },
  { "wav-96-khz", "sox -n -r 96000 -c 1 -b 24 -t wav it synth 2 sine 440", "wav", "pcm", 96000, 1,
    24, FALSE, FALSE, 2 },
  { "wav-mulaw", "sox -n -r 8000 -c 1 -e mu-law -t wav it synth 2 sine 440", "wav", "mulaw", 8000,
    1, 0, FALSE, FALSE, -1 },
  { "wav-into-a-pipe", "ffmpeg -v error " TONE " -f wav - | cat > it", "wav", "pcm", 44100, 1, 16,
    FALSE, FALSE, 2 },
  { "rf64", "ffmpeg -v error " TONE " -f wav -rf64 always it", "rf64", "pcm", 44100, 1, 16, FALSE,
    FALSE, -1 },
  { "mp3", "ffmpeg -v error " TONE " -b:a 128k -f mp3 it", "mp3", "mp3", 44100, 1, 0, FALSE, TRUE,
    -1 },
  { "mp3-bare", "ffmpeg -v error " TONE " -b:a 64k -write_xing 0 -id3v2_version 0 -f mp3 it", "mp3",
    "mp3", 44100, 1, 0, FALSE, TRUE, -1 },
  { "mp3-vbr", "ffmpeg -v error " TONE " -q:a 4 -f mp3 it", "mp3", "mp3", 44100, 1, 0, FALSE, TRUE,
    -1 },
  { "mp3-16-khz", "ffmpeg -v error " TONE " -ar 16000 -b:a 32k -f mp3 it", "mp3", "mp3", 16000, 1,
    0, FALSE, TRUE, -1 },
  { "mp3-with-cover",
    "ffmpeg -v error " PICTURE " -frames:v 1 cover.bmp && head -c 400000 /dev/zero > pad && "
    "cat pad >> cover.bmp && ffmpeg -v error " TONE " -i cover.bmp -map 0 -map 1 -c:v copy "
    "-b:a 128k -f mp3 it",
    "mp3", "mp3", 44100, 1, 0, FALSE, TRUE, -1 },
  { "mp2", "ffmpeg -v error " TONE " -c:a mp2 -b:a 128k -f mp2 it", "mp2", "mp2", 44100, 1, 0,
    FALSE, FALSE, -1 },
  { "m4a", "ffmpeg -v error " TONE " -f ipod it", "m4a", "aac", 44100, 1, 0, FALSE, TRUE, -1 },
  { "m4a-faststart", "ffmpeg -v error " TONE " -movflags +faststart -f ipod it", "m4a", "aac",
    44100, 1, 0, FALSE, TRUE, -1 },
  { "m4a-with-cover",
    "ffmpeg -v error " PICTURE " -frames:v 1 cover.png && ffmpeg -v error " TONE " -i cover.png "
    "-map 0 -map 1 -c:v copy -disposition:v attached_pic -f ipod it",
    "m4a", "aac", 44100, 1, 0, FALSE, TRUE, -1 },
  { "m4a-alac", "ffmpeg -v error " TONE " -c:a alac -f ipod it", "m4a", "alac", 44100, 1, 16, FALSE,
    FALSE, -1 },
  { "m4a-fragmented",
    "ffmpeg -v error " TONE " -f ipod -movflags +frag_keyframe+empty_moov+default_base_moof it",
    "m4a", "aac", 44100, 1, 0, FALSE, FALSE, -1 },
  { "m4a-two-tracks", "ffmpeg -v error " TONE " " TONE " -map 0 -map 1 -f ipod it", "m4a", "aac",
    44100, 1, 0, FALSE, FALSE, -1 },
  { "mp4-video", "ffmpeg -v error " TONE " " PICTURE " -c:v mpeg4 -f mp4 it", "mp4", "aac", 44100,
    1, 0, TRUE, FALSE, -1 },
  { "mov", "ffmpeg -v error " TONE " -f mov it", "mov", "aac", 44100, 1, 0, FALSE, FALSE, -1 },
  { "aac", "ffmpeg -v error " TONE " -f adts it", "aac", "aac", 44100, 1, 0, FALSE, FALSE, -1 },
  { "flac", "sox -n -r 44100 -c 2 -b 24 -t flac it synth 2 sine 440", "flac", "flac", 44100, 2, 24,
    FALSE, FALSE, 2 },
  { "ogg", "sox -n -r 44100 -c 2 -t ogg it synth 2 sine 440", "ogg", "vorbis", 44100, 2, 0, FALSE,
    FALSE, 2 },
  { "opus", "ffmpeg -v error " TONE " -c:a libopus -f opus it", "opus", "opus", 48000, 1, 0, FALSE,
    FALSE, -1 },
  { "webm", "ffmpeg -v error " TONE " -c:a libopus -f webm it", "webm", NULL, 48000, 1, 0, FALSE,
    FALSE, -1 },
  { "matroska-video", "ffmpeg -v error " TONE " " PICTURE " -c:v mpeg4 -f matroska it", "matroska",
    NULL, 44100, 1, 0, FALSE, FALSE, -1 },
  { "avi", "ffmpeg -v error " TONE " " PICTURE " -c:v mpeg4 -f avi it", "avi", NULL, 44100, 1, 0,
    FALSE, FALSE, -1 },
  { "aiff", "sox -n -r 44100 -c 1 -b 16 -t aiff it synth 2 sine 440", "aiff", NULL, 44100, 1, 16,
    FALSE, FALSE, -1 },
};

static void
test_kind (gconstpointer data)
{
  const Kind *kind = data;
  MediaFixture media;
  g_autoptr (GFile) file = NULL;
  g_autoptr (SaMediaInfo) info = NULL;
  g_autoptr (GError) error = NULL;

  media_fixture_set_up (&media, NULL);
  file = media_fixture_make (&media, "it", kind->command);
  info = sa_media_info_read (file, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (sa_media_info_get_format (info), ==, kind->format);
  if (kind->codec != NULL)
    g_assert_cmpstr (sa_media_info_get_codec (info), ==, kind->codec);
  if (kind->rate > 0) {
    g_assert_cmpint (sa_media_info_get_sample_rate (info), ==, kind->rate);
    g_assert_cmpint (sa_media_info_get_channels (info), ==, kind->channels);
  }
  if (kind->depth >= 0)
    g_assert_cmpint (sa_media_info_get_bit_depth (info), ==, kind->depth);
  g_assert_cmpint (sa_media_info_has_video (info), ==, kind->has_video);
  g_assert_cmpint (sa_media_info_is_lawful_container (info), ==, kind->is_lawful);
  g_assert_cmpint (sa_media_info_get_extension (info) != NULL, ==, kind->is_lawful);
  if (kind->duration >= 0)
    g_assert_cmpfloat_with_epsilon (sa_media_info_get_container_duration (info), kind->duration,
                                    1e-4);
  else
    g_assert_cmpfloat_with_epsilon (sa_media_info_get_container_duration (info), 2, 0.15);
  g_assert_cmpint (sa_media_info_is_delayed (info), ==,
                   g_str_equal (kind->format, "mp3") || g_str_equal (kind->format, "m4a"));
  media_fixture_tear_down (&media, NULL);
}

static void
assert_fails (GFile *file, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SaMediaInfo) info = sa_media_info_read (file, NULL, &error);

  g_assert_null (info);
  g_assert_error (error, SA_AUDIO_ERROR, code);
}

static void
test_no_files (MediaFixture *media, gconstpointer data)
{
  g_autoptr (GFile) folder = g_file_new_for_path (media->folder);
  g_autoptr (GFile) gone = media_fixture_file (media, "gone.wav");
  g_autoptr (GFile) pipe = media_fixture_file (media, "pipe.wav");
  g_autoptr (GFile) socket_file = media_fixture_file (media, "socket.wav");
  g_autoptr (GFile) device = g_file_new_for_path ("/dev/zero");
  g_autoptr (GFile) remote = g_file_new_for_uri ("http://example.com/a.wav");
  g_autoptr (GFile) empty = media_fixture_write (media, "empty.wav", "", 0);
  g_autoptr (GFile) text = media_fixture_write (media, "text.mp3", "To whom it may concern\n", 23);
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  int fd = socket (AF_UNIX, SOCK_STREAM, 0);

  g_assert_cmpint (mkfifo (g_file_peek_path (pipe), 0600), ==, 0);
  g_strlcpy (address.sun_path, g_file_peek_path (socket_file), sizeof address.sun_path);
  g_assert_cmpint (bind (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  assert_fails (folder, SA_AUDIO_ERROR_NOT_REGULAR);
  assert_fails (gone, SA_AUDIO_ERROR_NOT_FOUND);
  assert_fails (pipe, SA_AUDIO_ERROR_NOT_REGULAR);
  assert_fails (socket_file, SA_AUDIO_ERROR_NOT_REGULAR);
  assert_fails (device, SA_AUDIO_ERROR_NOT_REGULAR);
  assert_fails (remote, SA_AUDIO_ERROR_NOT_REGULAR);
  assert_fails (empty, SA_AUDIO_ERROR_EMPTY);
  assert_fails (text, SA_AUDIO_ERROR_NOT_AUDIO);
  close (fd);
}

static void
test_no_permission (MediaFixture *media, gconstpointer data)
{
  g_autoptr (GFile) file = media_fixture_write (media, "secret.wav", "RIFF", 4);

  if (geteuid () == 0) {
    g_test_skip ("root may read everything");
    return;
  }
  g_assert_cmpint (g_chmod (g_file_peek_path (file), 0), ==, 0);
  assert_fails (file, SA_AUDIO_ERROR_PERMISSION);
}

static void
test_pictures_only (MediaFixture *media, gconstpointer data)
{
  g_autoptr (GFile) video =
    media_fixture_make (media, "silent.mp4", "ffmpeg -v error " PICTURE " -c:v mpeg4 silent.mp4");

  assert_fails (video, SA_AUDIO_ERROR_NOT_AUDIO);
}

/* Cut off at any place: an error or a file that is not whole, never a crash, never lawful. */
static void
test_truncated (MediaFixture *media, gconstpointer data)
{
  g_autoptr (GFile) wav =
    media_fixture_make (media, "it.wav", "sox -n -r 8000 -c 1 -b 16 it.wav synth 2 sine 440");
  g_autoptr (GFile) m4a =
    media_fixture_make (media, "it.m4a", "ffmpeg -v error " TONE " -movflags +faststart it.m4a");
  GFile *files[] = { wav, m4a };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autoptr (GFileInfo) status =
      g_file_query_info (files[i], "standard::size", G_FILE_QUERY_INFO_NONE, NULL, NULL);
    gsize size = (gsize) g_file_info_get_size (status);
    gsize lengths[] = { 4, 11, 20, 40, 45, 100, 700, size / 2, size - 1 };

    for (guint n = 0; n < G_N_ELEMENTS (lengths); n++) {
      g_autoptr (GFile) part = media_fixture_copy_part (media, files[i], "part", lengths[n]);
      g_autoptr (GError) error = NULL;
      g_autoptr (SaMediaInfo) info = sa_media_info_read (part, NULL, &error);

      if (info != NULL)
        g_assert_false (sa_media_info_is_lawful_container (info));
      else
        g_assert_cmpuint (error->domain, ==, SA_AUDIO_ERROR);
    }
  }
}

/* A size that somebody corrected, and one that nobody did. */
static void
test_half_mended (MediaFixture *media, gconstpointer data)
{
  g_autoptr (GFile) wav =
    media_fixture_make (media, "it.wav", "sox -n -r 8000 -c 1 -b 16 it.wav synth 2 sine 440");
  g_autoptr (GFile) part = media_fixture_copy_part (media, wav, "part.wav", 10044);
  g_autoptr (GFile) mended =
    media_fixture_make (media, "part.wav",
                        "printf '\\064\\047\\000\\000' | "
                        "dd of=part.wav bs=1 seek=4 conv=notrunc 2>/dev/null");
  g_autoptr (GError) error = NULL;
  g_autoptr (SaMediaInfo) info = sa_media_info_read (part, NULL, &error);

  g_assert_no_error (error);
  g_assert_false (sa_media_info_is_whole (info));
  g_assert_cmpfloat_with_epsilon (sa_media_info_get_container_duration (info), 0.625, 1e-6);
}

/* Boxes that hold themselves, or are larger than anything, cost neither stack nor time. */
static void
test_hostile_boxes (MediaFixture *media, gconstpointer data)
{
  GByteArray *bytes = g_byte_array_new ();
  g_autoptr (GFile) deep = NULL;
  g_autoptr (GFile) huge = NULL;
  static const guint8 ftyp[16] = "\0\0\0\x10"
                                 "ftypM4A \0\0\0";
  static const guint8 vast[32] = "\0\0\0\x10"
                                 "ftypM4A \0\0\0\0"
                                 "\0\0\0\1"
                                 "moov\xff\xff\xff\xff\xff\xff\xff\xff";

  g_byte_array_append (bytes, ftyp, sizeof ftyp);
  for (guint32 left = 800000; left >= 8; left -= 8) {
    guint32 size = GUINT32_TO_BE (left);

    g_byte_array_append (bytes, (const guint8 *) &size, 4);
    g_byte_array_append (bytes, (const guint8 *) (left % 16 ? "trak" : "moov"), 4);
  }
  deep = media_fixture_write (media, "deep.m4a", bytes->data, bytes->len);
  huge = media_fixture_write (media, "huge.m4a", vast, sizeof vast);
  g_byte_array_unref (bytes);
  for (int i = 0; i < 2; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (SaMediaInfo) info = sa_media_info_read (i == 0 ? deep : huge, NULL, &error);

    g_assert_null (info);
    g_assert_cmpuint (error->domain, ==, SA_AUDIO_ERROR);
  }
}

static void
test_changed (MediaFixture *media, gconstpointer data)
{
  g_autoptr (GFile) file =
    media_fixture_make (media, "it.wav", "sox -n -r 8000 -c 1 -b 16 it.wav synth 2 sine 440");
  g_autoptr (GError) error = NULL;
  g_autoptr (SaMediaInfo) info = sa_media_info_read (file, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (sa_media_info_is_current (info, file, &error));
  g_assert_no_error (error);
  g_object_unref (media_fixture_make (media, "it.wav", "echo >> it.wav"));
  g_assert_false (sa_media_info_is_current (info, file, &error));
  g_assert_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_DECODE);
  g_clear_error (&error);
  g_unlink (g_file_peek_path (file));
  g_assert_false (sa_media_info_is_current (info, file, &error));
  g_assert_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_NOT_FOUND);
}

static void
test_cancelled (MediaFixture *media, gconstpointer data)
{
  g_autoptr (GFile) file = media_fixture_write (media, "it.wav", "RIFF", 4);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (sa_media_info_read (file, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++) {
    g_autofree char *path = g_strconcat ("/media-info/kind/", kinds[i].title, NULL);

    g_test_add_data_func (path, &kinds[i], test_kind);
  }
#define ADD(name, function) \
  g_test_add (name, MediaFixture, NULL, media_fixture_set_up, function, media_fixture_tear_down)
  ADD ("/media-info/no-files", test_no_files);
  ADD ("/media-info/no-permission", test_no_permission);
  ADD ("/media-info/pictures-only", test_pictures_only);
  ADD ("/media-info/truncated", test_truncated);
  ADD ("/media-info/half-mended", test_half_mended);
  ADD ("/media-info/hostile-boxes", test_hostile_boxes);
  ADD ("/media-info/changed", test_changed);
  ADD ("/media-info/cancelled", test_cancelled);
  return g_test_run ();
}
