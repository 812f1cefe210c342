/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records from a microphone of a real sound server, which hears what is played to it. */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "audio/sa-audio-error.h"
#include "audio/sa-decoder.h"
#include "audio/sa-recorder.h"
#include "sound-lab.h"

#define RATE SA_RECORDER_RATE

typedef struct {
  SoundLab lab;
  GFile *folder;
  SaMicrophones *microphones;
  SaRecorder *recorder;
  GSubprocess *playing;
  int n_finished;
  gboolean at_limit;
  int n_levels;
} Fixture;

static void
on_finished (SaRecorder *recorder, SaTake *take, gboolean at_limit, Fixture *fixture)
{
  g_assert_true (take == sa_recorder_get_take (recorder));
  fixture->n_finished++;
  fixture->at_limit = at_limit;
}

static void
on_level (SaRecorder *recorder, GParamSpec *pspec, Fixture *fixture)
{
  fixture->n_levels++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  sound_lab_set_up (&fixture->lab, NULL);
  fixture->folder = media_fixture_file (&fixture->lab.media, "takes");
  fixture->microphones = sa_microphones_new ();
  fixture->recorder = sa_recorder_new (fixture->microphones, fixture->folder);
  g_signal_connect (fixture->recorder, "finished", G_CALLBACK (on_finished), fixture);
  g_signal_connect (fixture->recorder, "notify::rms", G_CALLBACK (on_level), fixture);
}

static void
stop_playing (Fixture *fixture)
{
  if (fixture->playing == NULL)
    return;
  g_subprocess_force_exit (fixture->playing);
  g_subprocess_wait (fixture->playing, NULL, NULL);
  g_clear_object (&fixture->playing);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  stop_playing (fixture);
  g_assert_finalize_object (fixture->recorder);
  /* A survey under way holds on to it. */
  g_object_add_weak_pointer (G_OBJECT (fixture->microphones), (gpointer *) &fixture->microphones);
  g_object_unref (fixture->microphones);
  wait_until (fixture->microphones == NULL);
  g_clear_object (&fixture->folder);
  sound_lab_tear_down (&fixture->lab, NULL);
}

/* Noise is unlike itself at any other place, and hardly ever zero. */
static void
play_noise (Fixture *fixture)
{
  g_object_unref (
    media_fixture_make (&fixture->lab.media, "noise.wav",
                        "sox -D -R -n -r 48000 -c 1 -b 16 noise.wav synth 60 whitenoise vol 0.5"));
  fixture->playing = sound_lab_play (&fixture->lab, "micfeed", "noise.wav");
}

static gint64
count_files (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (g_file_peek_path (fixture->folder), 0, NULL);
  gint64 n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static float *
decode (GFile *file, gsize *n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SaDecoder) decoder = sa_decoder_new (file, 0, NULL, &error);
  float *samples = g_new (float, 400 * RATE);
  gssize got;

  g_assert_no_error (error);
  g_assert_cmpint (sa_decoder_get_rate (decoder), ==, RATE);
  g_assert_cmpint (sa_decoder_get_channels (decoder), ==, 1);
  *n = 0;
  while ((got = sa_decoder_read (decoder, samples + *n, 4096, &error)) > 0)
    *n += (gsize) got;
  g_assert_no_error (error);
  return samples;
}

static float *
decode_take (Fixture *fixture, gsize *n)
{
  SaTake *take = sa_recorder_get_take (fixture->recorder);
  float *samples;

  g_assert_nonnull (take);
  samples = decode (sa_take_get_file (take), n);
  g_assert_cmpuint (*n, ==, (gsize) sa_take_get_frames (take));
  g_assert_cmpfloat_with_epsilon (sa_recorder_get_seconds (fixture->recorder),
                                  sa_take_get_seconds (take), 1e-9);
  return samples;
}

/* Where the noise of 64 samples stands in the file that was played, or -1. */
static gssize
find_noise (const float *needle, const float *noise, gsize n)
{
  for (gsize i = 0; i + 64 <= n; i++) {
    gsize k = 0;

    while (k < 64 && fabsf (noise[i + k] - needle[k]) < 3.0f / 32768)
      k++;
    if (k == 64)
      return (gssize) i;
  }
  return -1;
}

static gsize
count_matching (const float *take, const float *noise, gsize n)
{
  gsize i = 0;

  while (i < n && fabsf (take[i] - noise[i]) < 3.0f / 32768)
    i++;
  return i;
}

static void
open_and_hear (Fixture *fixture)
{
  sa_recorder_open (fixture->recorder);
  wait_until (sa_recorder_get_rms (fixture->recorder) > -30);
  g_assert_cmpint (sa_recorder_get_state (fixture->recorder), ==, SA_RECORDER_MONITORING);
}

static void
record_until (Fixture *fixture, double seconds)
{
  wait_until (sa_recorder_get_seconds (fixture->recorder) >= seconds);
}

static void
stop_and_wait (Fixture *fixture)
{
  int before = fixture->n_finished;

  sa_recorder_stop (fixture->recorder);
  wait_until (fixture->n_finished > before);
  g_assert_no_error (sa_recorder_get_error (fixture->recorder));
}

static void
test_new (void)
{
  SaMicrophones *microphones = sa_microphones_new ();
  SaRecorder *recorder = sa_recorder_new (microphones, NULL);

  g_assert_cmpint (sa_recorder_get_state (recorder), ==, SA_RECORDER_CLOSED);
  g_assert_null (sa_recorder_get_take (recorder));
  g_assert_null (sa_recorder_get_microphone (recorder));
  g_assert_cmpfloat (sa_recorder_get_limit (recorder), ==, 300);
  g_assert_finalize_object (recorder);
  g_assert_finalize_object (microphones);
}

/* Every sample that was played while it recorded is in the take, in its place. */
static void
test_no_sample_lost (Fixture *fixture, gconstpointer data)
{
  g_autofree float *take = NULL, *noise = NULL;
  g_autoptr (GFile) file = NULL;
  gsize n_take, n_noise;
  gssize at;

  play_noise (fixture);
  open_and_hear (fixture);
  sa_recorder_record (fixture->recorder);
  record_until (fixture, 3);
  stop_and_wait (fixture);
  g_assert_cmpint (sa_recorder_get_dropped (fixture->recorder), ==, 0);

  take = decode_take (fixture, &n_take);
  file = media_fixture_file (&fixture->lab.media, "noise.wav");
  noise = decode (file, &n_noise);
  at = find_noise (take, noise, n_noise);
  g_assert_cmpint (at, >=, 0);
  g_assert_cmpuint (count_matching (take, noise + at, n_take), ==, n_take);
}

static void
test_latency (Fixture *fixture, gconstpointer data)
{
  gint64 worst = 0;

  play_noise (fixture);
  open_and_hear (fixture);
  for (int i = 0; i < 10; i++) {
    gint64 start = g_get_monotonic_time ();

    sa_recorder_record (fixture->recorder);
    wait_until (sa_recorder_get_seconds (fixture->recorder) > 0);
    worst = MAX (worst, g_get_monotonic_time () - start);
    stop_and_wait (fixture);
  }
  g_test_message ("first sample after %.1f ms at worst", worst / 1e3);
  g_assert_cmpint (worst, <, 150 * G_TIME_SPAN_MILLISECOND);
}

static double
correlate (const float *a, const float *b, gsize n)
{
  double ab = 0, aa = 0, bb = 0;

  for (gsize i = 0; i < n; i++) {
    ab += (double) a[i] * b[i];
    aa += (double) a[i] * a[i];
    bb += (double) b[i] * b[i];
  }
  return ab / sqrt (MAX (aa * bb, 1e-12));
}

static gsize
find_onset (const float *samples, gsize n)
{
  gsize i = 0;

  while (i < n && fabsf (samples[i]) < 0.01f)
    i++;
  return i;
}

static void
test_speech (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) said_file = media_fixture_make (
    &fixture->lab.media, "said.wav",
    "espeak-ng -w raw.wav 'Every word that is spoken here must be in the take.' && "
    "sox -D raw.wav -r 48000 -c 1 -b 16 said.wav norm -6");
  g_autofree float *take = NULL, *said = NULL;
  gsize n_take, n_said, take_onset, said_onset;
  double elapsed, best = 0;
  gint64 start, said_until;

  sa_recorder_open (fixture->recorder);
  wait_until (sa_recorder_get_microphone (fixture->recorder) != NULL);
  sa_recorder_record (fixture->recorder);
  record_until (fixture, 0.001);
  start = g_get_monotonic_time ();
  fixture->playing = sound_lab_play (&fixture->lab, "micfeed", "said.wav");
  g_subprocess_wait (fixture->playing, NULL, NULL);
  g_clear_object (&fixture->playing);
  said_until = g_get_monotonic_time ();
  wait_until (g_get_monotonic_time () - said_until > G_USEC_PER_SEC / 2);
  elapsed = (g_get_monotonic_time () - start) / 1e6;
  stop_and_wait (fixture);

  said = decode (said_file, &n_said);
  take = decode_take (fixture, &n_take);
  /* As long as it was recorded: pieces of 20 ms, and what the server holds back. */
  g_assert_cmpfloat_with_epsilon ((double) n_take / RATE, elapsed, 0.1);
  take_onset = find_onset (take, n_take);
  said_onset = find_onset (said, n_said);
  g_assert_cmpuint (take_onset, >=, said_onset);
  g_assert_cmpuint (take_onset - said_onset + n_said, <=, n_take);
  for (gsize shift = 0; shift <= 4; shift++)
    best = MAX (best, correlate (take + take_onset - said_onset + shift - MIN (shift, 2), said,
                                 n_said - 4));
  g_assert_cmpfloat (best, >, 0.99);
  /* From the first sound to the last it lasts as long as what was said, to 20 ms. */
  while (n_take > 0 && fabsf (take[n_take - 1]) < 0.01f)
    n_take--;
  while (n_said > 0 && fabsf (said[n_said - 1]) < 0.01f)
    n_said--;
  g_assert_cmpfloat_with_epsilon ((double) (n_take - take_onset) / RATE,
                                  (double) (n_said - said_onset) / RATE, 0.02);
}

static void
test_limit (Fixture *fixture, gconstpointer data)
{
  double limit = *(const double *) data;
  g_autofree float *take = NULL;
  gsize n;

  play_noise (fixture);
  sa_recorder_set_limit (fixture->recorder, limit);
  open_and_hear (fixture);
  sa_recorder_record (fixture->recorder);
  wait_until (fixture->n_finished > 0);
  g_assert_true (fixture->at_limit);
  g_assert_cmpint (sa_recorder_get_state (fixture->recorder), ==, SA_RECORDER_MONITORING);
  take = decode_take (fixture, &n);
  g_assert_cmpuint (n, ==, (gsize) lrint (limit * RATE));
}

static void
test_pause_and_append (Fixture *fixture, gconstpointer data)
{
  g_autofree float *take = NULL;
  gsize n, first, second, third;
  gint64 start;

  play_noise (fixture);
  open_and_hear (fixture);
  sa_recorder_record (fixture->recorder);
  record_until (fixture, 0.3);
  sa_recorder_pause (fixture->recorder);
  g_assert_cmpint (sa_recorder_get_state (fixture->recorder), ==, SA_RECORDER_PAUSED);
  start = g_get_monotonic_time ();
  wait_until (g_get_monotonic_time () - start > 3 * G_USEC_PER_SEC);
  first = (gsize) lrint (sa_recorder_get_seconds (fixture->recorder) * RATE);
  g_assert_cmpuint (first, <, 2 * RATE);

  sa_recorder_resume (fixture->recorder);
  record_until (fixture, (double) first / RATE + 0.3);
  stop_and_wait (fixture);
  second = (gsize) sa_take_get_frames (sa_recorder_get_take (fixture->recorder));
  g_assert_cmpuint (second, >, first);
  g_assert_cmpuint (second, <, first + 2 * RATE);

  sa_recorder_append (fixture->recorder);
  g_assert_null (sa_recorder_get_take (fixture->recorder));
  record_until (fixture, (double) second / RATE + 0.3);
  stop_and_wait (fixture);
  third = (gsize) sa_take_get_frames (sa_recorder_get_take (fixture->recorder));
  g_assert_cmpuint (third, >, second);
  take = decode_take (fixture, &n);
  g_assert_cmpuint (n, ==, third);
  g_assert_cmpint (count_files (fixture), ==, 1);
  g_assert_cmpint (sa_peaks_get_frames_available (sa_recorder_get_peaks (fixture->recorder)), >,
                   (gint64) third - 3 * SA_PEAKS_FRAMES);
}

static void
test_discard_and_undo (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL;

  play_noise (fixture);
  open_and_hear (fixture);
  sa_recorder_record (fixture->recorder);
  record_until (fixture, 0.2);
  stop_and_wait (fixture);
  first = g_file_get_path (sa_take_get_file (sa_recorder_get_take (fixture->recorder)));
  sa_recorder_discard (fixture->recorder);
  g_assert_null (sa_recorder_get_take (fixture->recorder));
  g_assert_null (sa_recorder_get_peaks (fixture->recorder));
  g_assert_cmpfloat (sa_recorder_get_seconds (fixture->recorder), ==, 0);
  g_assert_true (sa_recorder_get_can_undo (fixture->recorder));
  sa_recorder_undo_discard (fixture->recorder);
  g_assert_false (sa_recorder_get_can_undo (fixture->recorder));
  g_assert_cmpstr (g_file_peek_path (sa_take_get_file (sa_recorder_get_take (fixture->recorder))),
                   ==, first);
  g_assert_cmpfloat (sa_recorder_get_seconds (fixture->recorder), >=, 0.2);

  /* A new take that is dropped leaves the one before; and can itself be had back. */
  sa_recorder_record (fixture->recorder);
  record_until (fixture, 0.2);
  g_assert_null (sa_recorder_get_take (fixture->recorder));
  sa_recorder_discard (fixture->recorder);
  wait_until (!sa_recorder_is_busy (fixture->recorder));
  g_assert_cmpint (fixture->n_finished, ==, 1);
  g_assert_cmpstr (g_file_peek_path (sa_take_get_file (sa_recorder_get_take (fixture->recorder))),
                   ==, first);
  g_assert_true (sa_recorder_get_can_undo (fixture->recorder));
  sa_recorder_undo_discard (fixture->recorder);
  g_assert_cmpstr (g_file_peek_path (sa_take_get_file (sa_recorder_get_take (fixture->recorder))),
                   !=, first);
  sa_recorder_undo_discard (fixture->recorder);
  g_assert_cmpint (count_files (fixture), ==, 2);

  /* One that is kept takes its place, and it can be had back. */
  sa_recorder_record (fixture->recorder);
  record_until (fixture, 0.2);
  stop_and_wait (fixture);
  g_assert_cmpstr (g_file_peek_path (sa_take_get_file (sa_recorder_get_take (fixture->recorder))),
                   !=, first);
  g_assert_cmpint (count_files (fixture), ==, 2);
  sa_recorder_undo_discard (fixture->recorder);
  g_assert_cmpstr (g_file_peek_path (sa_take_get_file (sa_recorder_get_take (fixture->recorder))),
                   ==, first);
}

/* Nothing is recorded before the count is over, and stopping it leaves everything as it was. */
static void
test_countdown (Fixture *fixture, gconstpointer data)
{
  gint64 start;

  play_noise (fixture);
  sa_recorder_set_countdown (fixture->recorder, 2);
  sa_recorder_record (fixture->recorder);
  start = g_get_monotonic_time ();
  g_assert_cmpint (sa_recorder_get_state (fixture->recorder), ==, SA_RECORDER_COUNTING);
  g_assert_cmpuint (sa_recorder_get_counting (fixture->recorder), ==, 2);
  g_assert_true (sa_recorder_is_busy (fixture->recorder));
  wait_until (sa_recorder_get_counting (fixture->recorder) == 1);
  wait_until (sa_recorder_get_rms (fixture->recorder) > -30);
  g_assert_cmpint (count_files (fixture), ==, 0);
  sa_recorder_stop (fixture->recorder);
  g_assert_cmpint (sa_recorder_get_state (fixture->recorder), ==, SA_RECORDER_CLOSED);
  g_assert_false (sa_recorder_is_busy (fixture->recorder));
  g_assert_null (sa_recorder_get_microphone (fixture->recorder));

  sa_recorder_record (fixture->recorder);
  start = g_get_monotonic_time ();
  wait_until (sa_recorder_get_state (fixture->recorder) == SA_RECORDER_RECORDING);
  g_assert_cmpint (g_get_monotonic_time () - start, >, 1.5 * G_USEC_PER_SEC);
  g_assert_cmpuint (sa_recorder_get_counting (fixture->recorder), ==, 0);
  record_until (fixture, 0.2);
  stop_and_wait (fixture);
  g_assert_cmpint (count_files (fixture), ==, 1);

  sa_recorder_append (fixture->recorder);
  g_assert_cmpint (sa_recorder_get_state (fixture->recorder), ==, SA_RECORDER_COUNTING);
  wait_until (sa_recorder_is_appending (fixture->recorder));
  record_until (fixture, 0.5);
  stop_and_wait (fixture);
  g_assert_cmpint (count_files (fixture), ==, 1);
}

/* What an earlier run left can be gone on with. */
static void
test_adopt (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaTake) left = NULL;
  g_autoptr (SaTake) found = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree float *samples = g_new0 (float, RATE);
  g_autofree float *take = NULL;
  g_autofree char *path = NULL;
  gsize n;

  for (int i = 0; i < RATE; i++)
    samples[i] = 0.25f;
  left = sa_take_create (fixture->folder, RATE, &error);
  g_assert_no_error (error);
  g_assert_true (sa_take_write (left, samples, RATE, &error));
  path = g_file_get_path (sa_take_get_file (left));
  g_clear_object (&left);
  found = sa_take_recover (path);
  g_assert_nonnull (found);

  play_noise (fixture);
  open_and_hear (fixture);
  sa_recorder_adopt (fixture->recorder, found, NULL);
  g_assert_true (sa_recorder_get_take (fixture->recorder) == found);
  g_assert_cmpfloat (sa_recorder_get_seconds (fixture->recorder), ==, 1);
  g_assert_false (sa_recorder_get_can_undo (fixture->recorder));
  sa_recorder_append (fixture->recorder);
  record_until (fixture, 1.2);
  stop_and_wait (fixture);
  take = decode_take (fixture, &n);
  g_assert_cmpuint (n, >, RATE);
  g_assert_cmpfloat_with_epsilon (take[RATE - 1], 0.25f, 1e-3);
  g_assert_cmpint (count_files (fixture), ==, 1);
  sa_recorder_discard (fixture->recorder);
  g_assert_true (sa_recorder_get_can_undo (fixture->recorder));
}

static void
test_levels (Fixture *fixture, gconstpointer data)
{
  gint64 start;

  /* Nobody plays: after 3 s, not before, it says so. */
  sa_recorder_open (fixture->recorder);
  wait_until (sa_recorder_get_microphone (fixture->recorder) != NULL);
  start = g_get_monotonic_time ();
  wait_until (sa_recorder_get_no_signal (fixture->recorder));
  g_assert_cmpint (g_get_monotonic_time () - start, >, 2.7 * G_USEC_PER_SEC);
  g_assert_cmpfloat (sa_recorder_get_peak (fixture->recorder), ==, SA_RECORDER_SILENCE_DBFS);

  play_noise (fixture);
  wait_until (!sa_recorder_get_no_signal (fixture->recorder));
  wait_until (sa_recorder_get_rms (fixture->recorder) > -12);
  fixture->n_levels = 0;
  start = g_get_monotonic_time ();
  wait_until (g_get_monotonic_time () - start > G_USEC_PER_SEC);
  g_assert_cmpint (fixture->n_levels, <=, 16);
  g_assert_cmpint (fixture->n_levels, >=, 5);
  /* White noise at half of full scale. */
  g_assert_cmpfloat_with_epsilon (sa_recorder_get_peak (fixture->recorder), -6, 0.5);
  g_assert_cmpfloat_with_epsilon (sa_recorder_get_rms (fixture->recorder), -10.8, 0.7);
  g_assert_cmpfloat (sa_recorder_get_peak_hold (fixture->recorder), >=,
                     sa_recorder_get_peak (fixture->recorder) - 0.5);
  g_assert_false (sa_recorder_get_too_loud (fixture->recorder));
  stop_playing (fixture);

  g_object_unref (media_fixture_make (&fixture->lab.media, "loud.wav",
                                      "sox -D -n -r 48000 -c 1 -b 16 loud.wav synth 1 square 100"));
  fixture->playing = sound_lab_play (&fixture->lab, "micfeed", "loud.wav");
  wait_until (sa_recorder_get_too_loud (fixture->recorder));
  wait_until (!sa_recorder_get_too_loud (fixture->recorder));
  sa_recorder_close (fixture->recorder);
  g_assert_cmpint (sa_recorder_get_state (fixture->recorder), ==, SA_RECORDER_CLOSED);
  g_assert_cmpfloat (sa_recorder_get_rms (fixture->recorder), ==, SA_RECORDER_SILENCE_DBFS);
  g_assert_null (sa_recorder_get_microphone (fixture->recorder));
}

/* The two capsules of a laptop in opposite phase: their mean would be silence. */
static void
test_opposite_channels (Fixture *fixture, gconstpointer data)
{
  g_autofree float *take = NULL;
  double power = 0;
  gsize n;

  g_object_unref (
    media_fixture_make (&fixture->lab.media, "opposite.wav",
                        "sox -D -R -n -r 48000 -c 1 -b 16 one.wav synth 10 whitenoise vol 0.5 && "
                        "sox -D -M one.wav -v -1 one.wav opposite.wav"));
  fixture->playing = sound_lab_play (&fixture->lab, "micfeed", "opposite.wav");
  open_and_hear (fixture);
  sa_recorder_record (fixture->recorder);
  record_until (fixture, 0.5);
  stop_and_wait (fixture);
  take = decode_take (fixture, &n);
  for (gsize i = 0; i < n; i++)
    power += (double) take[i] * take[i];
  g_assert_cmpfloat_with_epsilon (10 * log10 (power / (double) n), -10.8, 1);
}

static void
test_unplugged (Fixture *fixture, gconstpointer data)
{
  g_autofree float *take = NULL, *noise = NULL;
  g_autoptr (GFile) file = NULL;
  gsize n_take, n_noise, kept;
  gint64 start;
  gssize at;

  play_noise (fixture);
  open_and_hear (fixture);
  sa_recorder_record (fixture->recorder);
  record_until (fixture, 1);
  start = g_get_monotonic_time ();
  sound_lab_unplug (&fixture->lab, "mic");
  wait_until (sa_recorder_get_state (fixture->recorder) == SA_RECORDER_PAUSED);
  g_test_message ("noticed %.0f ms after asking for it", (g_get_monotonic_time () - start) / 1e3);
  kept = (gsize) lrint (sa_recorder_get_seconds (fixture->recorder) * RATE);

  /* It waits with the other one. */
  wait_until (sa_recorder_get_microphone (fixture->recorder) != NULL);
  g_assert_cmpstr (sa_microphone_get_id (sa_recorder_get_microphone (fixture->recorder)), ==,
                   "mic2");
  g_assert_error (sa_recorder_get_error (fixture->recorder), SA_AUDIO_ERROR, SA_AUDIO_ERROR_DEVICE);
  g_assert_nonnull (strstr (sa_recorder_get_error (fixture->recorder)->message,
                            "“Lab_Microphone” was disconnected"));
  g_assert_nonnull (
    strstr (sa_recorder_get_error (fixture->recorder)->message, "Second_Microphone"));

  sa_recorder_resume (fixture->recorder);
  g_assert_no_error (sa_recorder_get_error (fixture->recorder));
  record_until (fixture, (double) kept / RATE + 0.3);
  stop_and_wait (fixture);

  take = decode_take (fixture, &n_take);
  file = media_fixture_file (&fixture->lab.media, "noise.wav");
  noise = decode (file, &n_noise);
  at = find_noise (take, noise, n_noise);
  g_assert_cmpint (at, >=, 0);
  /* All that was said up to the end of the microphone: at most a piece is another's silence. */
  g_assert_cmpuint (count_matching (take, noise + at, kept), >=, kept - RATE / 20);
  g_assert_cmpuint (n_take, >, kept + RATE / 5);
  for (gsize i = kept; i < n_take; i++)
    g_assert_cmpfloat (take[i], ==, 0);
}

static void
test_last_unplugged (Fixture *fixture, gconstpointer data)
{
  sound_lab_unplug (&fixture->lab, "mic2");
  play_noise (fixture);
  open_and_hear (fixture);
  sa_recorder_record (fixture->recorder);
  record_until (fixture, 0.5);
  sound_lab_unplug (&fixture->lab, "mic");
  wait_until (sa_recorder_get_error (fixture->recorder) != NULL);
  g_assert_cmpint (sa_recorder_get_state (fixture->recorder), ==, SA_RECORDER_PAUSED);
  /* What this computer plays is no microphone. */
  g_assert_null (sa_recorder_get_microphone (fixture->recorder));
  g_assert_nonnull (strstr (sa_recorder_get_error (fixture->recorder)->message, "is kept"));
  g_assert_nonnull (strstr (sa_recorder_get_error (fixture->recorder)->message, "plug one in"));

  sound_lab_plug (&fixture->lab, "mic", "micfeed", "Lab_Microphone");
  wait_until (sa_recorder_get_rms (fixture->recorder) > -30);
  sa_recorder_resume (fixture->recorder);
  record_until (fixture, 1);
  stop_and_wait (fixture);
  g_assert_cmpfloat (sa_take_get_seconds (sa_recorder_get_take (fixture->recorder)), >=, 1);
}

static void
test_selected (Fixture *fixture, gconstpointer data)
{
  play_noise (fixture);
  open_and_hear (fixture);
  sa_recorder_record (fixture->recorder);
  record_until (fixture, 0.3);
  sa_microphones_select (fixture->microphones, "mic2");
  g_assert_cmpint (sa_recorder_get_state (fixture->recorder), ==, SA_RECORDER_PAUSED);
  wait_until (sa_recorder_get_microphone (fixture->recorder) != NULL);
  g_assert_cmpstr (sa_microphone_get_id (sa_recorder_get_microphone (fixture->recorder)), ==,
                   "mic2");
  g_assert_no_error (sa_recorder_get_error (fixture->recorder));
  stop_and_wait (fixture);

  /* While only its meter runs, the choice is followed at once. */
  sa_microphones_select (fixture->microphones, NULL);
  wait_until (sa_recorder_get_rms (fixture->recorder) > -30);
  g_assert_cmpstr (sa_microphone_get_id (sa_recorder_get_microphone (fixture->recorder)), ==,
                   "mic");
}

static void
test_default_changes (Fixture *fixture, gconstpointer data)
{
  play_noise (fixture);
  open_and_hear (fixture);
  sound_lab_run (&fixture->lab, "pactl set-default-source mic2");
  wait_until (
    sa_recorder_get_microphone (fixture->recorder) != NULL &&
    g_str_equal (sa_microphone_get_id (sa_recorder_get_microphone (fixture->recorder)), "mic2"));
  wait_until (sa_microphones_get_current (fixture->microphones) ==
              sa_recorder_get_microphone (fixture->recorder));
  g_assert_cmpint (sa_recorder_get_state (fixture->recorder), ==, SA_RECORDER_MONITORING);
  g_assert_no_error (sa_recorder_get_error (fixture->recorder));

  /* No take is half from one and half from another, unless one says so. */
  sa_recorder_record (fixture->recorder);
  record_until (fixture, 0.3);
  sound_lab_run (&fixture->lab, "pactl set-default-source mic");
  wait_until (sa_recorder_get_state (fixture->recorder) == SA_RECORDER_PAUSED);
  wait_until (sa_recorder_get_rms (fixture->recorder) > -30);
}

static void
test_server_killed (Fixture *fixture, gconstpointer data)
{
  g_autofree float *take = NULL;
  gsize n, kept;

  play_noise (fixture);
  open_and_hear (fixture);
  sa_recorder_record (fixture->recorder);
  record_until (fixture, 0.5);
  sound_lab_kill (&fixture->lab);
  wait_until (sa_recorder_get_error (fixture->recorder) != NULL);
  g_assert_cmpint (sa_recorder_get_state (fixture->recorder), ==, SA_RECORDER_PAUSED);
  g_assert_nonnull (strstr (sa_recorder_get_error (fixture->recorder)->message, "is kept"));
  g_assert_nonnull (strstr (sa_recorder_get_error (fixture->recorder)->message, "sound server"));
  kept = (gsize) lrint (sa_recorder_get_seconds (fixture->recorder) * RATE);

  sound_lab_start (&fixture->lab);
  stop_playing (fixture);
  play_noise (fixture);
  wait_until (sa_recorder_get_rms (fixture->recorder) > -30);
  sa_recorder_resume (fixture->recorder);
  record_until (fixture, (double) kept / RATE + 0.3);
  stop_and_wait (fixture);
  take = decode_take (fixture, &n);
  g_assert_cmpuint (n, >=, kept + RATE * 3 / 10);
}

static void
test_no_server (Fixture *fixture, gconstpointer data)
{
  sound_lab_kill (&fixture->lab);
  sa_recorder_record (fixture->recorder);
  wait_until (sa_recorder_get_error (fixture->recorder) != NULL);
  g_assert_error (sa_recorder_get_error (fixture->recorder), SA_AUDIO_ERROR, SA_AUDIO_ERROR_DEVICE);
  g_assert_nonnull (strstr (sa_recorder_get_error (fixture->recorder)->message, "sound server"));
  g_assert_cmpint (sa_recorder_get_state (fixture->recorder), ==, SA_RECORDER_CLOSED);
  wait_until (sa_recorder_get_peaks (fixture->recorder) == NULL);
  g_assert_null (sa_recorder_get_take (fixture->recorder));
  g_assert_cmpint (fixture->n_finished, ==, 0);
  g_assert_cmpint (count_files (fixture), ==, 0);
}

static void
test_disk_full (Fixture *fixture, gconstpointer data)
{
  const char *path = g_file_peek_path (fixture->folder);
  g_autofree char *mount = g_strdup_printf ("mount -t tmpfs -o size=128k tmpfs '%s'", path);
  g_autofree char *unmount = g_strdup_printf ("umount -l '%s'", path);
  g_autofree char *output = NULL;
  g_autofree float *take = NULL;
  int status;
  gsize n;

  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  if (!g_spawn_command_line_sync (mount, &output, NULL, &status, NULL) || status != 0) {
    g_test_skip ("a file system can be mounted by root only");
    return;
  }
  play_noise (fixture);
  open_and_hear (fixture);
  sa_recorder_record (fixture->recorder);
  wait_until (sa_recorder_get_error (fixture->recorder) != NULL);
  g_assert_error (sa_recorder_get_error (fixture->recorder), SA_AUDIO_ERROR,
                  SA_AUDIO_ERROR_NO_SPACE);
  g_assert_nonnull (strstr (sa_recorder_get_error (fixture->recorder)->message, "disk is full"));
  g_assert_cmpint (sa_recorder_get_state (fixture->recorder), ==, SA_RECORDER_MONITORING);
  wait_until (fixture->n_finished > 0);
  /* All that had room is there, and is a whole file. */
  take = decode_take (fixture, &n);
  g_assert_cmpuint (n, ==, (128 * 1024 - 44) / 2);
  sa_recorder_close (fixture->recorder);
  sound_lab_run (&fixture->lab, unmount);
}

static void
test_folder_refused (Fixture *fixture, gconstpointer data)
{
  g_object_unref (media_fixture_write (&fixture->lab.media, "takes", "no folder", 9));
  play_noise (fixture);
  open_and_hear (fixture);
  sa_recorder_record (fixture->recorder);
  wait_until (sa_recorder_get_error (fixture->recorder) != NULL);
  g_assert_error (sa_recorder_get_error (fixture->recorder), SA_AUDIO_ERROR, SA_AUDIO_ERROR_WRITE);
  g_assert_cmpint (sa_recorder_get_state (fixture->recorder), ==, SA_RECORDER_MONITORING);
  g_assert_null (sa_recorder_get_take (fixture->recorder));
}

static GSubprocess *
launch_other (Fixture *fixture)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "audio", "record-take", NULL);
  const char *arguments[] = { program, g_file_peek_path (fixture->folder), NULL };

  return sound_lab_launch (&fixture->lab, arguments);
}

/* Reads what the other process says until it has recorded so much. */
static double
await_other (GSubprocess *other, double seconds)
{
  g_autoptr (GDataInputStream) lines =
    g_data_input_stream_new (g_subprocess_get_stdout_pipe (other));
  double said = 0;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  while (said < seconds) {
    g_autofree char *line = g_data_input_stream_read_line (lines, NULL, NULL, NULL);

    g_assert_nonnull (line);
    said = g_ascii_strtod (line, NULL);
  }
  return said;
}

static void
on_found (GObject *object, GAsyncResult *result, gpointer user_data)
{
  *(GPtrArray **) user_data = sa_takes_find_finish (result, NULL);
}

static GPtrArray *
find_takes (Fixture *fixture)
{
  GPtrArray *takes = NULL;

  sa_takes_find_async (fixture->folder, NULL, on_found, &takes);
  wait_until (takes != NULL);
  return takes;
}

static void
test_killed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSubprocess) other = NULL;
  g_autoptr (GPtrArray) takes = NULL, again = NULL;
  g_autofree float *take = NULL, *noise = NULL;
  g_autoptr (GFile) file = NULL;
  gsize n_take, n_noise;
  double seconds;
  gssize at;

  play_noise (fixture);
  other = launch_other (fixture);
  seconds = await_other (other, 2);
  /* It lives: what it records is nobody else's business. */
  takes = find_takes (fixture);
  g_assert_cmpuint (takes->len, ==, 0);
  g_clear_pointer (&takes, g_ptr_array_unref);

  g_subprocess_force_exit (other);
  g_subprocess_wait (other, NULL, NULL);
  takes = find_takes (fixture);
  g_assert_cmpuint (takes->len, ==, 1);
  g_assert_true (sa_take_is_recovered (takes->pdata[0]));
  g_assert_cmpfloat (sa_take_get_seconds (takes->pdata[0]), >=, seconds - 0.5);
  take = decode (sa_take_get_file (takes->pdata[0]), &n_take);
  g_assert_cmpuint (n_take, ==, (gsize) sa_take_get_frames (takes->pdata[0]));
  file = media_fixture_file (&fixture->lab.media, "noise.wav");
  noise = decode (file, &n_noise);
  at = find_noise (take + RATE / 2, noise, n_noise);
  g_assert_cmpint (at, >=, 0);
  g_assert_cmpuint (count_matching (take + RATE / 2, noise + at, n_take - RATE / 2), ==,
                    n_take - RATE / 2);

  /* Found once, it belongs to whoever found it, until that one lets it go. */
  again = find_takes (fixture);
  g_assert_cmpuint (again->len, ==, 0);
  g_clear_pointer (&again, g_ptr_array_unref);
  g_clear_pointer (&takes, g_ptr_array_unref);
  takes = find_takes (fixture);
  g_assert_cmpuint (takes->len, ==, 1);
  sa_take_delete (takes->pdata[0]);
  g_assert_cmpint (count_files (fixture), ==, 0);
}

static void
test_two_at_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSubprocess) other = NULL;
  g_autoptr (GPtrArray) takes = NULL;

  play_noise (fixture);
  other = launch_other (fixture);
  open_and_hear (fixture);
  sa_recorder_record (fixture->recorder);
  await_other (other, 0.5);
  record_until (fixture, 0.5);
  takes = find_takes (fixture);
  g_assert_cmpuint (takes->len, ==, 0);
  g_assert_cmpint (count_files (fixture), ==, 2);
  stop_and_wait (fixture);
  g_subprocess_force_exit (other);
  g_subprocess_wait (other, NULL, NULL);
  g_clear_pointer (&takes, g_ptr_array_unref);
  takes = find_takes (fixture);
  g_assert_cmpuint (takes->len, <=, 1);
  g_assert_true (
    g_file_query_exists (sa_take_get_file (sa_recorder_get_take (fixture->recorder)), NULL));
}

/* A recorder that goes in the middle of a take leaves a whole file. */
static void
test_dropped_while_recording (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) takes = NULL;

  play_noise (fixture);
  open_and_hear (fixture);
  sa_recorder_record (fixture->recorder);
  record_until (fixture, 1.2);
  g_assert_finalize_object (fixture->recorder);
  takes = find_takes (fixture);
  g_assert_cmpuint (takes->len, ==, 1);
  g_assert_cmpfloat (sa_take_get_seconds (takes->pdata[0]), >=, 1.2);
  fixture->recorder = sa_recorder_new (fixture->microphones, fixture->folder);
}

/* Second clicks and clicks in the wrong order. */
static void
test_clicks (Fixture *fixture, gconstpointer data)
{
  SaRecorder *recorder = fixture->recorder;

  sa_recorder_pause (recorder);
  sa_recorder_resume (recorder);
  sa_recorder_stop (recorder);
  sa_recorder_discard (recorder);
  sa_recorder_undo_discard (recorder);
  g_assert_cmpint (sa_recorder_get_state (recorder), ==, SA_RECORDER_CLOSED);

  play_noise (fixture);
  sa_recorder_record (recorder);
  sa_recorder_record (recorder);
  record_until (fixture, 0.2);
  sa_recorder_record (recorder);
  g_assert_cmpfloat (sa_recorder_get_seconds (recorder), >=, 0.2);
  sa_recorder_stop (recorder);
  sa_recorder_stop (recorder);
  /* It was opened to record only. */
  g_assert_cmpint (sa_recorder_get_state (recorder), ==, SA_RECORDER_CLOSED);
  sa_recorder_append (recorder);
  g_assert_cmpint (fixture->n_finished, ==, 1);
  sa_recorder_close (recorder);
  wait_until (fixture->n_finished == 2);
  g_assert_cmpint (count_files (fixture), ==, 1);
  sa_recorder_open (recorder);
  sa_recorder_close (recorder);
  g_assert_cmpint (sa_recorder_get_state (recorder), ==, SA_RECORDER_CLOSED);
}

#define add(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  static const double prompt_limit = 7.9, short_limit = 0.25;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/recorder/new", test_new);
  add ("/recorder/no-sample-lost", test_no_sample_lost);
  add ("/recorder/latency", test_latency);
  add ("/recorder/speech", test_speech);
  g_test_add ("/recorder/limit/short", Fixture, &short_limit, set_up, test_limit, tear_down);
  g_test_add ("/recorder/limit/prompt-clip", Fixture, &prompt_limit, set_up, test_limit, tear_down);
  add ("/recorder/pause-and-append", test_pause_and_append);
  add ("/recorder/discard-and-undo", test_discard_and_undo);
  add ("/recorder/countdown", test_countdown);
  add ("/recorder/adopt", test_adopt);
  add ("/recorder/levels", test_levels);
  add ("/recorder/opposite-channels", test_opposite_channels);
  add ("/recorder/unplugged", test_unplugged);
  add ("/recorder/last-unplugged", test_last_unplugged);
  add ("/recorder/selected", test_selected);
  add ("/recorder/default-changes", test_default_changes);
  add ("/recorder/server-killed", test_server_killed);
  add ("/recorder/no-server", test_no_server);
  add ("/recorder/disk-full", test_disk_full);
  add ("/recorder/folder-refused", test_folder_refused);
  add ("/recorder/killed", test_killed);
  add ("/recorder/two-at-once", test_two_at_once);
  add ("/recorder/dropped-while-recording", test_dropped_while_recording);
  add ("/recorder/clicks", test_clicks);
  return g_test_run ();
}
