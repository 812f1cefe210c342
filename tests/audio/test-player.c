/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plays into a real sound server of the test's own, and compares what left it with the file. */
#include <math.h>
#include <signal.h>
#include <string.h>

#include "audio/sa-audio-error.h"
#include "audio/sa-decoder.h"
#include "audio/sa-player.h"
#include "sound-lab.h"

#define RATE 48000

static SoundLab lab;

typedef struct {
  MediaFixture media;
  SaPlayer *player;
  int n_ended;
  GError *error;
  double last_position;
  int n_positions;
} Fixture;

/* What leaves the speakers, as 16-bit stereo. */
static GSubprocess *
start_listening (void)
{
  g_autoptr (GError) error = NULL;
  const char *arguments[] = { "nice",
                              "-n",
                              "-10",
                              "parec",
                              "--device=speakers.monitor",
                              "--raw",
                              "--format=s16le",
                              "--rate=48000",
                              "--channels=2",
                              "--latency-msec=20",
                              NULL };
  GSubprocess *listener = sound_lab_launch (&lab, arguments);
  GInputStream *stream;
  char bytes[4];
  gsize n;

  stream = g_subprocess_get_stdout_pipe (listener);
  /* It hears the silence before the sound: from now on nothing is missed. */
  g_input_stream_read_all (stream, bytes, sizeof bytes, &n, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 4);
  return listener;
}

typedef struct {
  GByteArray *bytes;
  GThread *thread;
  GSubprocess *process;
  GMutex lock;
} Listener;

static gpointer
listen_in_thread (gpointer data)
{
  Listener *self = data;
  guint8 block[4096];
  gssize n;

  while ((n = g_input_stream_read (g_subprocess_get_stdout_pipe (self->process), block,
                                   sizeof block, NULL, NULL)) > 0) {
    g_mutex_lock (&self->lock);
    g_byte_array_append (self->bytes, block, (guint) n);
    g_mutex_unlock (&self->lock);
  }
  return NULL;
}

static Listener *
listener_new (void)
{
  Listener *self = g_new0 (Listener, 1);

  g_mutex_init (&self->lock);
  self->bytes = g_byte_array_new ();
  self->process = start_listening ();
  self->thread = g_thread_new ("listener", listen_in_thread, self);
  return self;
}

/* Where the recording holds something else than silence. */
static gboolean
find_sound (Listener *self, gsize *start, gsize *end)
{
  const gint16 *samples = (const gint16 *) (gpointer) self->bytes->data;
  gsize n = self->bytes->len / 4;

  for (*start = 0; *start < n && samples[2 * *start] == 0; (*start)++)
    ;
  for (*end = n; *end > *start && samples[2 * *end - 2] == 0; (*end)--)
    ;
  return *end > *start;
}

/* Waits until a quarter of a second of silence follows the sound; returns its left channel. */
static gint16 *
listener_finish (Listener *self, gsize *n_frames)
{
  gint64 deadline = g_get_monotonic_time () + SOUND_LAB_TIMEOUT;
  gboolean done = FALSE;
  gint16 *left;
  gsize start, end;

  while (!done) {
    g_mutex_lock (&self->lock);
    done = find_sound (self, &start, &end) && self->bytes->len / 4 - end > RATE / 4;
    g_mutex_unlock (&self->lock);
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    g_main_context_iteration (NULL, FALSE);
    g_usleep (2000);
  }
  g_subprocess_send_signal (self->process, SIGTERM);
  g_thread_join (self->thread);
  g_subprocess_wait (self->process, NULL, NULL);
  g_assert_true (find_sound (self, &start, &end));
  *n_frames = end - start;
  left = g_new (gint16, *n_frames);
  for (gsize i = 0; i < *n_frames; i++)
    left[i] = ((gint16 *) (gpointer) self->bytes->data)[2 * (start + i)];
  g_object_unref (self->process);
  g_byte_array_unref (self->bytes);
  g_mutex_clear (&self->lock);
  g_free (self);
  return left;
}

static void
on_ended (SaPlayer *player, Fixture *fixture)
{
  fixture->n_ended++;
}

static void
on_error (SaPlayer *player, const GError *error, Fixture *fixture)
{
  g_assert_null (fixture->error);
  fixture->error = g_error_copy (error);
}

static void
on_position (SaPlayer *player, GParamSpec *pspec, Fixture *fixture)
{
  fixture->last_position = sa_player_get_position (player);
  fixture->n_positions++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  media_fixture_set_up (&fixture->media, NULL);
  fixture->player = sa_player_new ();
  g_signal_connect (fixture->player, "ended", G_CALLBACK (on_ended), fixture);
  g_signal_connect (fixture->player, "error", G_CALLBACK (on_error), fixture);
  g_signal_connect (fixture->player, "notify::position", G_CALLBACK (on_position), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->player);
  g_clear_error (&fixture->error);
  media_fixture_tear_down (&fixture->media, NULL);
}

/* Noise is unlike itself at any other place, and hardly ever zero. */
static GFile *
make_noise (Fixture *fixture)
{
  return media_fixture_make (
    &fixture->media, "noise.wav",
    "sox -D -R -n -r 48000 -c 2 -b 16 noise.wav synth 3 whitenoise vol 0.5");
}

static void
set_clip (Fixture *fixture, GFile *file, double start, double end, SaChannelMix mix)
{
  g_autoptr (SaClip) clip = sa_clip_new (file, start, end, mix);

  sa_player_set_clip (fixture->player, clip);
}

/* The file's left channel, by the decoder that everything else uses too. */
static float *
decode_left (GFile *file, gint64 start, gsize n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SaDecoder) decoder = sa_decoder_new (file, 0, NULL, &error);
  float *left = g_new (float, n);
  int channels;
  g_autofree float *frames = NULL;

  g_assert_no_error (error);
  channels = sa_decoder_get_channels (decoder);
  frames = g_new (float, n *(gsize) channels);
  g_assert_true (sa_decoder_seek (decoder, start, &error));
  g_assert_cmpint (sa_decoder_read (decoder, frames, n, &error), ==, (gssize) n);
  for (gsize i = 0; i < n; i++)
    left[i] = frames[i * (gsize) channels];
  return left;
}

static void
assert_heard (const gint16 *heard, const float *expected, gsize n)
{
  for (gsize i = 0; i < n; i++)
    g_assert_cmpfloat (fabs (heard[i] / 32768.0 - expected[i]), <=, 1.5 / 32768);
}

static void
test_new (void)
{
  SaPlayer *player = sa_player_new ();

  g_assert_cmpint (sa_player_get_state (player), ==, SA_PLAYER_STOPPED);
  g_assert_cmpfloat (sa_player_get_duration (player), <, 0);
  g_assert_finalize_object (player);
}

static void
test_range (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = make_noise (fixture);
  Listener *listener = listener_new ();
  g_autofree gint16 *heard = NULL;
  g_autofree float *expected = decode_left (file, 24000, 33600);
  gsize n;

  set_clip (fixture, file, 0.5, 1.2, SA_CHANNEL_MIX_AUTO);
  g_assert_cmpfloat_with_epsilon (sa_player_get_duration (fixture->player), 0.7, 1e-9);
  sa_player_play (fixture->player);
  g_assert_cmpint (sa_player_get_state (fixture->player), ==, SA_PLAYER_PLAYING);
  wait_until (fixture->n_ended > 0);
  g_assert_cmpint (sa_player_get_state (fixture->player), ==, SA_PLAYER_STOPPED);
  g_assert_cmpfloat (sa_player_get_position (fixture->player), ==, 0);
  g_assert_cmpint (fixture->n_positions, >=, 8);

  heard = listener_finish (listener, &n);
  g_assert_cmpuint (n, ==, 33600);
  assert_heard (heard, expected, n);
  g_assert_cmpint (fixture->n_ended, ==, 1);
  g_assert_no_error (fixture->error);
}

static void
test_mix (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = media_fixture_make (
    &fixture->media, "stereo.wav",
    "sox -D -R -n -r 48000 -c 2 -b 16 stereo.wav synth 1 whitenoise vol 0.5 remix 0 1");
  g_autofree gint16 *heard = NULL;
  Listener *listener;
  gsize n;

  /* The left channel is silent: only the second one is played, on both sides. */
  listener = listener_new ();
  set_clip (fixture, file, 0, 0.5, 2);
  sa_player_play (fixture->player);
  wait_until (fixture->n_ended > 0);
  heard = listener_finish (listener, &n);
  g_assert_cmpuint (n, ==, 24000);
}

static void
test_seek_while_paused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = make_noise (fixture);
  g_autofree float *expected = decode_left (file, RATE + 86400, 9600);
  g_autofree gint16 *heard = NULL;
  Listener *listener;
  gsize n;

  set_clip (fixture, file, 1, 3, SA_CHANNEL_MIX_AUTO);
  sa_player_play (fixture->player);
  wait_until (sa_player_get_position (fixture->player) > 0.05);
  sa_player_pause (fixture->player);
  g_assert_cmpint (sa_player_get_state (fixture->player), ==, SA_PLAYER_PAUSED);
  for (double position = 0.2; position < 1.8; position += 0.1)
    sa_player_seek (fixture->player, position);
  sa_player_seek (fixture->player, 1.8);
  g_assert_cmpfloat (sa_player_get_position (fixture->player), ==, 1.8);

  listener = listener_new ();
  sa_player_play (fixture->player);
  wait_until (fixture->n_ended > 0);
  heard = listener_finish (listener, &n);
  /* The end of what was heard before the pause may still be there: the new sound comes last. */
  g_assert_cmpuint (n, >=, 9600);
  assert_heard (heard + n - 9600, expected, 9600);
  g_assert_cmpint (fixture->n_ended, ==, 1);
}

static void
test_seek_while_stopped (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = make_noise (fixture);
  g_autofree float *expected = decode_left (file, 2 * RATE, RATE);
  Listener *listener = listener_new ();
  g_autofree gint16 *heard = NULL;
  gsize n;

  set_clip (fixture, file, 0, -1, SA_CHANNEL_MIX_AUTO);
  sa_player_seek (fixture->player, 2);
  g_assert_cmpfloat (sa_player_get_position (fixture->player), ==, 2);
  sa_player_play (fixture->player);
  wait_until (fixture->n_ended > 0);
  g_assert_cmpfloat (fixture->last_position, ==, 0);
  g_assert_cmpfloat_with_epsilon (sa_player_get_duration (fixture->player), 3, 1e-6);
  heard = listener_finish (listener, &n);
  g_assert_cmpuint (n, ==, RATE);
  assert_heard (heard, expected, n);
}

static void
test_seek_while_playing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = make_noise (fixture);

  set_clip (fixture, file, 0, 3, SA_CHANNEL_MIX_AUTO);
  sa_player_play (fixture->player);
  wait_until (sa_player_get_position (fixture->player) > 0.1);
  sa_player_seek (fixture->player, 2.8);
  g_assert_cmpfloat (sa_player_get_position (fixture->player), ==, 2.8);
  wait_until (sa_player_get_position (fixture->player) > 2.85);
  sa_player_seek (fixture->player, 0);
  wait_until (sa_player_get_position (fixture->player) > 0.05);
  g_assert_cmpfloat (sa_player_get_position (fixture->player), <, 1);
  g_assert_cmpint (fixture->n_ended, ==, 0);
  sa_player_stop (fixture->player);
  g_assert_cmpfloat (sa_player_get_position (fixture->player), ==, 0);
}

static void
test_loop (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = make_noise (fixture);
  g_autofree float *expected = decode_left (file, 0, 14400);
  Listener *listener = listener_new ();
  g_autofree gint16 *heard = NULL;
  double highest = 0;
  gint64 start;
  gsize n;

  set_clip (fixture, file, 0, 0.3, SA_CHANNEL_MIX_AUTO);
  sa_player_set_loop (fixture->player, TRUE);
  sa_player_play (fixture->player);
  wait_until (sa_player_get_position (fixture->player) > 0);
  start = g_get_monotonic_time ();
  wait_until ((highest = MAX (highest, sa_player_get_position (fixture->player)),
               g_get_monotonic_time () - start > G_USEC_PER_SEC));
  g_assert_cmpfloat (highest, <=, 0.3);
  g_assert_cmpint (fixture->n_ended, ==, 0);
  sa_player_set_loop (fixture->player, FALSE);
  wait_until (fixture->n_ended > 0);

  heard = listener_finish (listener, &n);
  g_assert_cmpuint (n % 14400, ==, 0);
  g_assert_cmpuint (n / 14400, >=, 3);
  for (gsize lap = 0; lap < n / 14400; lap++)
    assert_heard (heard + lap * 14400, expected, 14400);
}

static void
test_gain (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = make_noise (fixture);
  g_autofree float *expected = decode_left (file, 0, 4800);
  Listener *listener = listener_new ();
  g_autofree gint16 *heard = NULL;
  gsize n;

  sa_player_set_gain_db (fixture->player, -20);
  set_clip (fixture, file, 0, 0.5, SA_CHANNEL_MIX_AUTO);
  sa_player_play (fixture->player);
  wait_until (fixture->n_ended > 0);
  heard = listener_finish (listener, &n);
  for (gsize i = 0; i < 4800; i++)
    expected[i] *= 0.1f;
  g_assert_cmpuint (n, >, 4800);
  /* The first sample may be too quiet now to be found: noise of 0.00001. */
  assert_heard (heard, expected + (24000 - n), 4000);
}

/* What is heard of an mp3 is what the decoder gives, delay and all. */
static void
test_mp3 (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) noise = make_noise (fixture);
  g_autoptr (GFile) file = media_fixture_make (&fixture->media, "noise.mp3",
                                               "ffmpeg -v error -i noise.wav -b:a 192k noise.mp3");
  g_autofree float *expected = decode_left (file, RATE, RATE / 2);
  Listener *listener = listener_new ();
  g_autofree gint16 *heard = NULL;
  gsize n;

  set_clip (fixture, file, 1, 1.5, SA_CHANNEL_MIX_AUTO);
  sa_player_play (fixture->player);
  wait_until (fixture->n_ended > 0);
  heard = listener_finish (listener, &n);
  g_assert_cmpuint (n, ==, RATE / 2);
  assert_heard (heard, expected, n);
}

static void
test_errors (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) gone = media_fixture_file (&fixture->media, "gone.wav");
  g_autoptr (GFile) text = media_fixture_write (&fixture->media, "text.wav", "no sound", 8);

  set_clip (fixture, gone, 0, -1, SA_CHANNEL_MIX_AUTO);
  sa_player_play (fixture->player);
  wait_until (fixture->error != NULL);
  g_assert_error (fixture->error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_NOT_FOUND);
  g_assert_cmpint (sa_player_get_state (fixture->player), ==, SA_PLAYER_STOPPED);
  g_clear_error (&fixture->error);

  set_clip (fixture, text, 0, -1, SA_CHANNEL_MIX_AUTO);
  sa_player_play (fixture->player);
  wait_until (fixture->error != NULL);
  g_assert_cmpuint (fixture->error->domain, ==, SA_AUDIO_ERROR);
  g_assert_cmpint (fixture->n_ended, ==, 0);
}

static void
test_no_device (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = make_noise (fixture);
  g_autofree char *address = g_strdup (g_getenv ("PULSE_SERVER"));

  g_setenv ("PULSE_SERVER", "unix:/nonexistent/native", TRUE);
  set_clip (fixture, file, 0, -1, SA_CHANNEL_MIX_AUTO);
  sa_player_play (fixture->player);
  wait_until (fixture->error != NULL);
  g_setenv ("PULSE_SERVER", address, TRUE);
  g_assert_error (fixture->error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_DEVICE);
  g_assert_cmpint (sa_player_get_state (fixture->player), ==, SA_PLAYER_STOPPED);
}

static void
test_two_players (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = make_noise (fixture);
  g_autoptr (SaClip) clip = sa_clip_new (file, 0, 0.5, SA_CHANNEL_MIX_AUTO);
  SaPlayer *other = sa_player_new ();
  Fixture second = { 0 };

  g_signal_connect (other, "ended", G_CALLBACK (on_ended), &second);
  sa_player_set_clip (fixture->player, clip);
  sa_player_set_clip (other, clip);
  sa_player_play (fixture->player);
  sa_player_play (other);
  wait_until (fixture->n_ended > 0 && second.n_ended > 0);
  g_assert_no_error (fixture->error);
  g_assert_finalize_object (other);
}

static void
test_dispose_while_playing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = make_noise (fixture);
  g_autoptr (SaClip) clip = sa_clip_new (file, 0, -1, SA_CHANNEL_MIX_AUTO);

  for (int milliseconds = 0; milliseconds < 100; milliseconds += 20) {
    SaPlayer *player = sa_player_new ();
    gint64 until = g_get_monotonic_time () + milliseconds * 1000;

    sa_player_set_clip (player, clip);
    sa_player_play (player);
    sa_player_seek (player, 1);
    while (g_get_monotonic_time () < until)
      g_main_context_iteration (NULL, FALSE);
    g_assert_finalize_object (player);
  }
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  sound_lab_set_up_speakers (&lab);
  g_test_add_func ("/player/new", test_new);
#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/player/range", test_range);
  ADD ("/player/mix", test_mix);
  ADD ("/player/seek-while-paused", test_seek_while_paused);
  ADD ("/player/seek-while-stopped", test_seek_while_stopped);
  ADD ("/player/seek-while-playing", test_seek_while_playing);
  ADD ("/player/loop", test_loop);
  ADD ("/player/gain", test_gain);
  ADD ("/player/mp3", test_mp3);
  ADD ("/player/errors", test_errors);
  ADD ("/player/no-device", test_no_device);
  ADD ("/player/two-players", test_two_players);
  ADD ("/player/dispose-while-playing", test_dispose_while_playing);
  status = g_test_run ();
  sound_lab_tear_down (&lab, NULL);
  return status;
}
