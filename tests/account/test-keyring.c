/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <ftw.h>
#include <glib/gstdio.h>
#include <libsecret/secret.h>
#include <string.h>

#include "account-support.h"
#include "account/sa-keyring-secrets.h"
#include "rules/sa-rules-error.h"

/* Each test runs in a process of its own: libsecret remembers the bus that it saw first. */
static gboolean
in_process_of_its_own (void)
{
  if (g_test_subprocess ())
    return TRUE;

  g_test_trap_subprocess (NULL, 60 * G_USEC_PER_SEC, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
  return FALSE;
}

static void
assert_key (SaSecrets *secrets, const char *host, const char *expected)
{
  g_autoptr (GError) error = NULL;
  char *key = look_up (secrets, host, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (key, ==, expected);
  sa_secrets_free_key (key);
}

/* The process ends after this: libsecret keeps the connection until then, so the bus is only stopped. */
static GTestDBus *
start_bus (void)
{
  static GTestDBus *bus;

  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);

  return bus;
}

/* Without a keyring nothing is found, quickly, and what is stored is kept in memory, and said to be. */
static void
test_without_service (void)
{
  const SaAccountOptions options = { NULL, FALSE, TRUE };
  g_autoptr (GError) error = NULL;
  GTestDBus *bus;
  SaSecrets *secrets;
  gint64 start;

  if (!in_process_of_its_own ())
    return;

  bus = start_bus ();
  secrets = sa_keyring_secrets_new (FALSE);

  start = g_get_monotonic_time ();
  assert_key (secrets, "api.minimax.io", NULL);
  g_assert_null (resolve (&options, secrets, NULL, &error));
  g_assert_error (error, SA_RULES_ERROR, SA_RULES_ERROR_KEY);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);

  g_assert_true (sa_secrets_is_lasting (secrets));
  g_assert_true (store (secrets, "api.minimax.io", "sesame", NULL));
  g_assert_false (sa_secrets_is_lasting (secrets));
  assert_key (secrets, "api.minimax.io", "sesame");
  g_assert_true (clear (secrets, "api.minimax.io", NULL));
  assert_key (secrets, "api.minimax.io", NULL);

  g_assert_finalize_object (secrets);
  g_test_dbus_stop (bus);
}

static void
test_without_bus (void)
{
  g_autoptr (SaSecrets) secrets = NULL;

  if (!in_process_of_its_own ())
    return;

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  secrets = sa_keyring_secrets_new (FALSE);
  assert_key (secrets, "api.minimax.io", NULL);
  g_assert_true (store (secrets, "api.minimax.io", "sesame", NULL));
  g_assert_false (sa_secrets_is_lasting (secrets));
  assert_key (secrets, "api.minimax.io", "sesame");
}

static int
remove_one (const char *path, const struct stat *info, int kind, struct FTW *walk)
{
  return g_remove (path);
}

/* A real keyring on a bus of its own, unlocked with a password made up here. */
typedef struct {
  GTestDBus *bus;
  GSubprocess *daemon;
  char *home;
} Keyring;

static gboolean
has_owner (void)
{
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GVariant) answer =
    g_dbus_connection_call_sync (connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                 "org.freedesktop.DBus", "NameHasOwner",
                                 g_variant_new ("(s)", "org.freedesktop.secrets"), NULL,
                                 G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  gboolean owned;

  g_variant_get (answer, "(b)", &owned);

  return owned;
}

static Keyring *
start_keyring (const char *program)
{
  Keyring *keyring = g_new0 (Keyring, 1);
  gint64 deadline = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GError) error = NULL;

  keyring->home = g_dir_make_tmp ("soundalike-keyring-XXXXXX", NULL);
  g_setenv ("HOME", keyring->home, TRUE);
  g_setenv ("XDG_DATA_HOME", keyring->home, TRUE);
  g_setenv ("XDG_RUNTIME_DIR", keyring->home, TRUE);
  g_unsetenv ("DISPLAY");
  g_unsetenv ("WAYLAND_DISPLAY");
  keyring->bus = start_bus ();

  launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                               G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  /* The daemon's own warnings are not the matter of this test. */
  g_subprocess_launcher_unsetenv (launcher, "G_DEBUG");
  keyring->daemon = g_subprocess_launcher_spawn (launcher, &error, program, "--foreground",
                                                 "--unlock", "--components=secrets", NULL);
  g_assert_no_error (error);
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (keyring->daemon), "made up", 7, NULL,
                             NULL, NULL);
  g_output_stream_close (g_subprocess_get_stdin_pipe (keyring->daemon), NULL, NULL);
  while (!has_owner ()) {
    g_assert_cmpint (g_get_monotonic_time (), <, deadline);
    g_usleep (10 * 1000);
  }

  return keyring;
}

static void
stop_keyring (Keyring *keyring)
{
  g_subprocess_send_signal (keyring->daemon, SIGTERM);
  g_subprocess_wait (keyring->daemon, NULL, NULL);
  g_object_unref (keyring->daemon);
  g_test_dbus_stop (keyring->bus);
  g_assert_cmpint (nftw (keyring->home, remove_one, 8, FTW_DEPTH | FTW_PHYS), ==, 0);
  g_free (keyring->home);
  g_free (keyring);
}

static void
test_stored (void)
{
  g_autofree char *program = g_find_program_in_path ("gnome-keyring-daemon");
  Keyring *keyring;
  SaSecrets *first;
  SaSecrets *second;

  if (program == NULL) {
    g_test_skip ("gnome-keyring is not installed");
    return;
  }
  if (!in_process_of_its_own ())
    return;

  keyring = start_keyring (program);
  first = sa_keyring_secrets_new (FALSE);
  second = sa_keyring_secrets_new (TRUE);

  assert_key (first, "api.minimax.io", NULL);
  g_assert_true (store (first, "api.minimax.io", "sesame-1", NULL));
  g_assert_true (store (first, "api.minimax.io", "sesame-2", NULL));
  g_assert_true (store (first, "gw.local:8443", "sesame-3", NULL));
  g_assert_true (sa_secrets_is_lasting (first));

  /* What one stored, the other finds: it is in the keyring and not in memory. */
  assert_key (second, "api.minimax.io", "sesame-2");
  assert_key (second, "gw.local:8443", "sesame-3");
  assert_key (second, "gw.local", NULL);

  g_assert_true (clear (second, "api.minimax.io", NULL));
  assert_key (first, "api.minimax.io", NULL);
  assert_key (first, "gw.local:8443", "sesame-3");
  g_assert_true (clear (second, "api.minimax.io", NULL));

  g_assert_finalize_object (first);
  g_assert_finalize_object (second);
  stop_keyring (keyring);
}

static void
lock_keyring (void)
{
  g_autoptr (SecretService) service =
    secret_service_get_sync (SECRET_SERVICE_LOAD_COLLECTIONS, NULL, NULL);
  g_autolist (GObject) collections = secret_service_get_collections (service);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (secret_service_lock_sync (service, collections, NULL, NULL, &error), >, 0);
  g_assert_no_error (error);
}

/* A locked keyring is said to be locked, and asks nobody, where there is no window to ask from. */
static void
test_locked (void)
{
  const SaAccountOptions options = { NULL, FALSE, TRUE };
  g_autofree char *program = g_find_program_in_path ("gnome-keyring-daemon");
  g_autoptr (GError) lookup_error = NULL;
  g_autoptr (GError) resolve_error = NULL;
  Keyring *keyring;
  SaSecrets *secrets;
  gint64 start;

  if (program == NULL) {
    g_test_skip ("gnome-keyring is not installed");
    return;
  }
  if (!in_process_of_its_own ())
    return;

  keyring = start_keyring (program);
  secrets = sa_keyring_secrets_new (FALSE);
  g_assert_true (store (secrets, "api.minimax.io", "sesame", NULL));
  lock_keyring ();

  start = g_get_monotonic_time ();
  g_assert_null (look_up (secrets, "api.minimax.io", NULL, &lookup_error));
  g_assert_error (lookup_error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED);
  g_assert_null (resolve (&options, secrets, NULL, &resolve_error));
  g_assert_error (resolve_error, SA_RULES_ERROR, SA_RULES_ERROR_KEY);
  g_assert_nonnull (strstr (resolve_error->message, "The keyring is locked"));
  g_assert_cmpint (g_get_monotonic_time () - start, <, 2 * G_USEC_PER_SEC);

  g_assert_finalize_object (secrets);
  stop_keyring (keyring);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  clear_environment ();

  g_test_add_func ("/keyring/without-service", test_without_service);
  g_test_add_func ("/keyring/without-bus", test_without_bus);
  g_test_add_func ("/keyring/stored", test_stored);
  g_test_add_func ("/keyring/locked", test_locked);

  return g_test_run ();
}
