/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which service is asked about a key, when, and what is said about the answer. */
#include "jobs/sa-key-trial.h"
#include "minimax/sa-service-error.h"
#include "practice/sa-practice-server.h"

#include "jobs-fixture.h"

#define KEY "key-of-a-test"

typedef struct {
  Fixture base;
  FakeService *other;
  SaAccount *other_account;
} Trial;

static void
set_up (Trial *test, gconstpointer data)
{
  fixture_set_up (&test->base, data);
  test->other = fake_service_new ();
  test->other_account = sa_account_new (fake_service_get_base_url (test->other), KEY, NULL);
}

static void
tear_down (Trial *test, gconstpointer data)
{
  sa_account_unref (test->other_account);
  fake_service_free (test->other);
  fixture_tear_down (&test->base, data);
}

static void
wait_for_answer (SaKeyTrial *trial)
{
  g_assert_cmpint (sa_key_trial_get_state (trial), ==, SA_KEY_TRIAL_ASKING);
  fixture_wait_until (sa_key_trial_get_state (trial) != SA_KEY_TRIAL_ASKING);
}

static void
assert_says (SaKeyTrial *trial, const char *words)
{
  g_autofree char *sentence = sa_key_trial_describe (trial);

  g_assert_nonnull (sentence);
  g_assert_null (strstr (sentence, KEY));
  if (strstr (sentence, words) == NULL)
    g_error ("“%s” does not say “%s”", sentence, words);
}

static void
count (SaKeyTrial *trial, int *changes)
{
  (*changes)++;
}

static void
test_works (Trial *test, gconstpointer data)
{
  SaKeyTrial *trial =
    sa_key_trial_new (test->base.account, test->other_account, test->base.library);
  int changes = 0;

  fake_service_answer (test->base.service, "voice_clone", 200, CODE ("2013"));
  g_signal_connect (trial, "changed", G_CALLBACK (count), &changes);
  g_assert_null (sa_key_trial_describe (trial));
  sa_key_trial_ask (trial);
  assert_says (trial, "Asking 127.0.0.1");
  wait_for_answer (trial);
  g_assert_cmpint (changes, ==, 2);
  g_assert_cmpint (sa_key_trial_get_state (trial), ==, SA_KEY_TRIAL_MAY_CLONE);
  g_assert_true (sa_key_trial_get_accepted (trial) == test->base.account);
  assert_says (trial, "may clone voices");

  /* A key that works at home is shown to nobody else. */
  g_assert_false (sa_key_trial_may_ask_other (trial));
  sa_key_trial_ask_other (trial);
  g_assert_cmpint (sa_key_trial_get_state (trial), ==, SA_KEY_TRIAL_MAY_CLONE);
  g_assert_cmpuint (fake_service_count (test->other, "voice_clone"), ==, 0);
  g_assert_finalize_object (trial);
}

static void
test_other_region (Trial *test, gconstpointer data)
{
  SaKeyTrial *trial =
    sa_key_trial_new (test->base.account, test->other_account, test->base.library);

  fake_service_answer (test->base.service, "voice_clone", 200, CODE ("1004"));
  fake_service_answer (test->other, "voice_clone", 200, CODE ("2013"));
  sa_key_trial_ask (trial);
  wait_for_answer (trial);
  g_assert_cmpint (sa_key_trial_get_state (trial), ==, SA_KEY_TRIAL_REFUSED);
  g_assert_cmpint (sa_service_error_get_status_code (sa_key_trial_get_error (trial)), ==, 1004);
  g_assert_null (sa_key_trial_get_accepted (trial));
  assert_says (trial, "This key may belong to 127.0.0.1");
  g_assert_cmpuint (fake_service_count (test->other, "voice_clone"), ==, 0);

  g_assert_true (sa_key_trial_may_ask_other (trial));
  sa_key_trial_ask_other (trial);
  wait_for_answer (trial);
  g_assert_cmpint (sa_key_trial_get_state (trial), ==, SA_KEY_TRIAL_MAY_CLONE);
  g_assert_true (sa_key_trial_get_accepted (trial) == test->other_account);
  assert_says (trial, "a key works in one region");
  g_assert_false (sa_key_trial_may_ask_other (trial));
  g_assert_cmpuint (fake_service_count (test->other, "voice_clone"), ==, 1);
  g_assert_finalize_object (trial);
}

static void
test_refused_everywhere (Trial *test, gconstpointer data)
{
  SaKeyTrial *trial = sa_key_trial_new_refused (test->base.account, test->other_account, NULL);

  fake_service_answer (test->other, "voice_clone", 200, CODE ("2049"));
  g_assert_cmpint (sa_key_trial_get_state (trial), ==, SA_KEY_TRIAL_REFUSED);
  sa_key_trial_ask_other (trial);
  wait_for_answer (trial);
  g_assert_cmpint (sa_key_trial_get_state (trial), ==, SA_KEY_TRIAL_REFUSED);
  assert_says (trial, "refuses this key, too");
  g_assert_false (sa_key_trial_may_ask_other (trial));
  g_assert_null (sa_key_trial_get_accepted (trial));
  g_assert_cmpuint (fake_service_count (test->base.service, "voice_clone"), ==, 0);
  g_assert_finalize_object (trial);
}

/* The other region could not be reached: it may be asked again. */
static void
test_other_unreachable (Trial *test, gconstpointer data)
{
  g_autoptr (SaAccount) nowhere = sa_account_new ("http://127.0.0.1:9", KEY, NULL);
  SaKeyTrial *trial = sa_key_trial_new_refused (test->base.account, nowhere, NULL);

  for (int i = 0; i < 2; i++) {
    g_assert_true (sa_key_trial_may_ask_other (trial));
    sa_key_trial_ask_other (trial);
    wait_for_answer (trial);
    g_assert_cmpint (sa_key_trial_get_state (trial), ==, SA_KEY_TRIAL_FAILED);
    assert_says (trial, "127.0.0.1:9 could not be asked: ");
  }
  g_assert_finalize_object (trial);
}

static void
test_own_unreachable (Trial *test, gconstpointer data)
{
  g_autoptr (SaAccount) nowhere = sa_account_new ("http://127.0.0.1:9", KEY, NULL);
  SaKeyTrial *trial = sa_key_trial_new (nowhere, test->other_account, NULL);

  sa_key_trial_ask (trial);
  wait_for_answer (trial);
  g_assert_cmpint (sa_key_trial_get_state (trial), ==, SA_KEY_TRIAL_FAILED);
  assert_says (trial, "could not be checked");
  g_assert_false (sa_key_trial_may_ask_other (trial));
  g_assert_finalize_object (trial);
}

/* A server of one's own has no other region, and may do without a key. */
static void
test_without_key (Trial *test, gconstpointer data)
{
  g_autoptr (SaAccount) account =
    sa_account_new (fake_service_get_base_url (test->base.service), NULL, NULL);
  SaKeyTrial *trial = sa_key_trial_new (account, NULL, NULL);

  fake_service_answer (test->base.service, "voice_clone", 200, CODE ("2013"));
  fake_service_answer (test->base.service, "voice_clone", 200, CODE ("1004"));
  sa_key_trial_ask (trial);
  wait_for_answer (trial);
  assert_says (trial, "without a key");
  sa_key_trial_ask (trial);
  wait_for_answer (trial);
  assert_says (trial, "asks for a key");
  g_assert_false (sa_key_trial_may_ask_other (trial));
  g_assert_finalize_object (trial);
}

static void
test_cancelled (Trial *test, gconstpointer data)
{
  SaKeyTrial *trial = sa_key_trial_new (test->base.account, test->other_account, NULL);

  fake_service_stall (test->base.service, "voice_clone");
  sa_key_trial_ask (trial);
  fixture_wait_until (fake_service_count (test->base.service, "voice_clone") == 1);
  sa_key_trial_cancel (trial);
  g_assert_cmpint (sa_key_trial_get_state (trial), ==, SA_KEY_TRIAL_IDLE);

  /* Given up while the other region is asked, the refusal at home is what is known. */
  g_object_unref (trial);
  trial = sa_key_trial_new_refused (test->base.account, test->other_account, NULL);
  fake_service_stall (test->other, "voice_clone");
  sa_key_trial_ask_other (trial);
  sa_key_trial_cancel (trial);
  g_assert_cmpint (sa_key_trial_get_state (trial), ==, SA_KEY_TRIAL_REFUSED);
  g_assert_true (sa_key_trial_may_ask_other (trial));
  g_object_unref (trial);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* A check leaves this computer, so it is in the log of what did. */
static void
test_logged (Trial *test, gconstpointer data)
{
  SaKeyTrial *trial = sa_key_trial_new (test->base.account, NULL, test->base.library);
  g_autoptr (GPtrArray) log = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  SaSentEntry *entry;

  fake_service_answer (test->base.service, "voice_clone", 200, CODE ("2038"));
  sa_key_trial_ask (trial);
  wait_for_answer (trial);
  assert_says (trial, "may not clone voices yet");
  sa_library_list_log_async (test->base.library, 10, NULL, on_listed, &result);
  log = sa_library_list_log_finish (test->base.library, fixture_wait (&result), NULL);
  g_assert_cmpuint (log->len, ==, 1);
  entry = g_ptr_array_index (log, 0);
  g_assert_true (g_str_has_suffix (entry->request, "/v1/voice_clone"));
  g_assert_true (g_str_has_prefix (entry->purpose, "key-check-"));
  g_assert_finalize_object (trial);
}

/* The whole service inside the program answers a check as the real one does. */
static void
test_practice (Trial *test, gconstpointer data)
{
  static const struct {
    const char *fault;
    SaKeyTrialState state;
  } cases[] = {
    { NULL, SA_KEY_TRIAL_MAY_CLONE },
    { "no-permission", SA_KEY_TRIAL_MAY_NOT_CLONE },
    { "bad-key", SA_KEY_TRIAL_REFUSED },
    { "truncated-answer", SA_KEY_TRIAL_FAILED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_build_filename (test->base.dir, "practice", NULL);
    g_autoptr (GFile) folder = g_file_new_for_path (path);
    g_autoptr (SaPracticeServer) server = sa_practice_server_new (folder, NULL, 0);
    g_autoptr (SaAccount) account = NULL;
    g_autoptr (SaKeyTrial) trial = NULL;
    g_autoptr (GError) error = NULL;

    if (cases[i].fault != NULL)
      g_assert_true (sa_practice_server_add_fault (server, cases[i].fault, &error));
    g_assert_true (sa_practice_server_start (server, &error));
    account = sa_account_new (sa_practice_server_get_base_url (server), KEY, &error);
    g_assert_no_error (error);
    trial = sa_key_trial_new (account, NULL, NULL);
    sa_key_trial_ask (trial);
    wait_for_answer (trial);
    g_assert_cmpint (sa_key_trial_get_state (trial), ==, cases[i].state);
    sa_practice_server_stop (server);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/key-trial/" name, Trial, NULL, set_up, func, tear_down)
  ADD ("works", test_works);
  ADD ("other-region", test_other_region);
  ADD ("refused-everywhere", test_refused_everywhere);
  ADD ("other-unreachable", test_other_unreachable);
  ADD ("own-unreachable", test_own_unreachable);
  ADD ("without-key", test_without_key);
  ADD ("cancelled", test_cancelled);
  ADD ("logged", test_logged);
  ADD ("practice", test_practice);

  return g_test_run ();
}
