/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which microphones there are, on a real sound server that comes and goes. */
#include <string.h>

#include "audio/sa-audio-error.h"
#include "audio/sa-microphones.h"
#include "sound-lab.h"

typedef struct {
  SoundLab lab;
  SaMicrophones *microphones;
  int n_changes;
  int n_current;
} Fixture;

static void
on_items_changed (GListModel *model, guint at, guint removed, guint added, Fixture *fixture)
{
  fixture->n_changes++;
}

static void
on_current (SaMicrophones *microphones, GParamSpec *pspec, Fixture *fixture)
{
  fixture->n_current++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  sound_lab_set_up (&fixture->lab, NULL);
  fixture->microphones = sa_microphones_new ();
  g_signal_connect (fixture->microphones, "items-changed", G_CALLBACK (on_items_changed), fixture);
  g_signal_connect (fixture->microphones, "notify::current", G_CALLBACK (on_current), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->microphones);
  sound_lab_tear_down (&fixture->lab, NULL);
}

typedef struct {
  gboolean is_done;
  gboolean is_there;
  GError *error;
} Answer;

static void
on_refreshed (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Answer *answer = user_data;

  answer->is_there =
    sa_microphones_refresh_finish (SA_MICROPHONES (object), result, &answer->error);
  answer->is_done = TRUE;
}

static gboolean
refresh (Fixture *fixture, GError **error)
{
  Answer answer = { FALSE };

  sa_microphones_refresh_async (fixture->microphones, NULL, on_refreshed, &answer);
  wait_until (answer.is_done);
  if (answer.error != NULL)
    g_propagate_error (error, answer.error);
  return answer.is_there;
}

static const char *
get_current (Fixture *fixture)
{
  SaMicrophone *current = sa_microphones_get_current (fixture->microphones);

  return current != NULL ? sa_microphone_get_id (current) : NULL;
}

static void
test_new (void)
{
  SaMicrophones *microphones = sa_microphones_new ();

  g_assert_cmpint (sa_microphones_get_state (microphones), ==, SA_MICROPHONES_UNKNOWN);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (microphones)), ==, 0);
  g_assert_null (sa_microphones_get_current (microphones));
  g_assert_null (sa_microphones_get_error (microphones));
  g_assert_finalize_object (microphones);
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  static const char *names[] = { "Lab_Microphone", "Second_Microphone" };
  GListModel *model = G_LIST_MODEL (fixture->microphones);
  g_autoptr (GError) error = NULL;

  g_assert_true (refresh (fixture, &error));
  g_assert_no_error (error);
  g_assert_cmpint (sa_microphones_get_state (fixture->microphones), ==, SA_MICROPHONES_READY);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 5);
  for (guint i = 0; i < 5; i++) {
    g_autoptr (SaMicrophone) item = g_list_model_get_item (model, i);

    /* The outputs come after the microphones. */
    g_assert_cmpint (sa_microphone_is_monitor (item), ==, i >= 2);
    if (i < 2)
      g_assert_cmpstr (sa_microphone_get_name (item), ==, names[i]);
    g_assert_cmpint (sa_microphone_is_default (item), ==, i == 0);
    g_assert_true (sa_microphones_find (fixture->microphones, sa_microphone_get_id (item)) == item);
  }
  g_assert_null (g_list_model_get_item (model, 5));
  g_assert_cmpstr (get_current (fixture), ==, "mic");
  g_assert_true (sa_microphones_is_following (fixture->microphones));
  g_assert_cmpint (fixture->n_current, ==, 1);
}

static void
test_refresh_keeps (Fixture *fixture, gconstpointer data)
{
  SaMicrophone *before;

  refresh (fixture, NULL);
  before = sa_microphones_get_current (fixture->microphones);
  fixture->n_changes = 0;
  g_assert_true (refresh (fixture, NULL));
  g_assert_true (sa_microphones_get_current (fixture->microphones) == before);
  g_assert_cmpint (fixture->n_changes, ==, 0);
  g_assert_cmpint (fixture->n_current, ==, 1);
}

static void
test_default_changes (Fixture *fixture, gconstpointer data)
{
  refresh (fixture, NULL);
  sound_lab_run (&fixture->lab, "pactl set-default-source mic2");
  g_assert_true (refresh (fixture, NULL));
  g_assert_cmpstr (get_current (fixture), ==, "mic2");

  sa_microphones_select (fixture->microphones, "mic");
  g_assert_cmpstr (get_current (fixture), ==, "mic");
  g_assert_false (sa_microphones_is_following (fixture->microphones));
  g_assert_true (refresh (fixture, NULL));
  g_assert_cmpstr (get_current (fixture), ==, "mic");
  sa_microphones_select (fixture->microphones, NULL);
  g_assert_cmpstr (get_current (fixture), ==, "mic2");
}

/* An output as the default, as it is when there is no microphone, is never listened to. */
static void
test_default_is_output (Fixture *fixture, gconstpointer data)
{
  sound_lab_run (&fixture->lab, "pactl set-default-source speakers.monitor");
  g_assert_true (refresh (fixture, NULL));
  g_assert_cmpstr (get_current (fixture), ==, "mic");
  g_assert_false (sa_microphones_is_following (fixture->microphones));
  sa_microphones_select (fixture->microphones, "speakers.monitor");
  g_assert_cmpstr (get_current (fixture), ==, "speakers.monitor");
}

static void
test_hot_plug (Fixture *fixture, gconstpointer data)
{
  refresh (fixture, NULL);
  sa_microphones_select (fixture->microphones, "mic2");
  sound_lab_unplug (&fixture->lab, "mic2");
  wait_until (sa_microphones_find (fixture->microphones, "mic2") == NULL);
  g_assert_cmpstr (get_current (fixture), ==, "mic");
  g_assert_cmpstr (sa_microphones_get_selected_id (fixture->microphones), ==, "mic2");

  sound_lab_plug (&fixture->lab, "mic2", "micfeed2", "Back_Again");
  wait_until (sa_microphones_find (fixture->microphones, "mic2") != NULL);
  g_assert_cmpstr (get_current (fixture), ==, "mic2");
  g_assert_cmpstr (sa_microphone_get_name (sa_microphones_get_current (fixture->microphones)), ==,
                   "Back_Again");
}

static void
test_none (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  refresh (fixture, NULL);
  sound_lab_unplug (&fixture->lab, "mic");
  sound_lab_unplug (&fixture->lab, "mic2");
  wait_until (sa_microphones_get_state (fixture->microphones) == SA_MICROPHONES_NONE);
  g_assert_null (get_current (fixture));
  g_assert_false (refresh (fixture, &error));
  g_assert_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_DEVICE);
  g_assert_nonnull (strstr (error->message, "plug one in"));

  sound_lab_plug (&fixture->lab, "mic", "micfeed", "Lab_Microphone");
  wait_until (sa_microphones_get_state (fixture->microphones) == SA_MICROPHONES_READY);
  g_assert_cmpstr (get_current (fixture), ==, "mic");
  g_assert_null (sa_microphones_get_error (fixture->microphones));
}

static void
test_server_comes_and_goes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  refresh (fixture, NULL);
  sound_lab_kill (&fixture->lab);
  g_assert_false (refresh (fixture, &error));
  g_assert_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_DEVICE);
  g_assert_nonnull (strstr (error->message, "sound server"));
  g_assert_cmpint (sa_microphones_get_state (fixture->microphones), ==, SA_MICROPHONES_NO_SERVER);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->microphones)), ==, 0);

  /* Nobody needs to ask again. */
  sound_lab_start (&fixture->lab);
  wait_until (sa_microphones_get_state (fixture->microphones) == SA_MICROPHONES_READY);
  g_assert_cmpstr (get_current (fixture), ==, "mic");
}

static void
test_no_permission (Fixture *fixture, gconstpointer data)
{
  g_autofree char *cookie = media_fixture_path (&fixture->lab.media, "other-cookie");
  g_autofree char *address = g_strdup (g_getenv ("PULSE_SERVER"));
  g_autofree char *port = NULL;
  g_autofree char *remote = NULL;
  g_autoptr (GError) error = NULL;

  /* Over TCP nobody is known by being the same user. */
  port = media_fixture_ask (
    &fixture->lab.media,
    "for p in $(shuf -i 20000-60000 -n 20); do pactl load-module module-native-protocol-tcp "
    "listen=127.0.0.1 port=$p auth-anonymous=0 >/dev/null 2>&1 && echo $p && break; done");
  g_assert_cmpuint (strlen (port), >, 0);
  remote = g_strconcat ("tcp:127.0.0.1:", port, NULL);
  sound_lab_run (&fixture->lab, "head -c 256 /dev/urandom >other-cookie");
  g_setenv ("PULSE_COOKIE", cookie, TRUE);
  g_setenv ("PULSE_SERVER", remote, TRUE);
  g_assert_false (refresh (fixture, &error));
  g_assert_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_DEVICE);
  g_assert_cmpint (sa_microphones_get_state (fixture->microphones), ==,
                   SA_MICROPHONES_NO_PERMISSION);
  g_assert_nonnull (strstr (error->message, "privacy settings"));
  g_setenv ("PULSE_SERVER", address, TRUE);
  g_unsetenv ("PULSE_COOKIE");
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Answer answer = { FALSE };

  sa_microphones_refresh_async (fixture->microphones, cancellable, on_refreshed, &answer);
  g_cancellable_cancel (cancellable);
  wait_until (answer.is_done);
  g_assert_error (answer.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&answer.error);
}

#define add(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/microphones/new", test_new);
  add ("/microphones/list", test_list);
  add ("/microphones/refresh-keeps", test_refresh_keeps);
  add ("/microphones/default-changes", test_default_changes);
  add ("/microphones/default-is-output", test_default_is_output);
  add ("/microphones/hot-plug", test_hot_plug);
  add ("/microphones/none", test_none);
  add ("/microphones/server-comes-and-goes", test_server_comes_and_goes);
  add ("/microphones/no-permission", test_no_permission);
  add ("/microphones/cancelled", test_cancelled);
  return g_test_run ();
}
