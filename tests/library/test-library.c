/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "library-support.h"

#define HOST "api.minimax.io"
#define ACCOUNT "0123456789abcdef"
#define EVIL "'); DROP TABLE uploads; --"

typedef struct {
  char *folder;
  char *path;
  SaLibrary *library;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = make_folder ();
  fixture->path = g_build_filename (fixture->folder, "library.db", NULL);
  fixture->library = open_library (fixture->path, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  close_library (fixture->library);
  g_free (fixture->path);
  remove_folder (fixture->folder);
}

static void
reopen (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  close_library (fixture->library);
  fixture->library = open_library (fixture->path, &error);
  g_assert_no_error (error);
}

static void
store_upload (Fixture *fixture,
              const char *sha256,
              const char *host,
              const char *account,
              SaPurpose purpose,
              gint64 file_id,
              gint64 uploaded_at)
{
  g_autoptr (SaUpload) upload = sa_upload_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Wait wait = { NULL };

  upload->sha256 = g_strdup (sha256);
  upload->host = g_strdup (host);
  upload->account = g_strdup (account);
  upload->purpose = purpose;
  upload->file_id = file_id;
  upload->bytes = 19200044;
  upload->uploaded_at = uploaded_at;
  upload->filename = g_strdup ("a \"b\".wav");
  upload->source = g_strdup ("/home/anna/caf\xe9.ogg");

  sa_library_store_upload_async (fixture->library, upload, NULL, wait_take, &wait);
  result = wait_for (&wait);
  g_assert_true (sa_library_store_upload_finish (fixture->library, result, &error));
  g_assert_no_error (error);
}

static SaUpload *
find_upload (Fixture *fixture,
             const char *sha256,
             const char *host,
             const char *account,
             SaPurpose purpose)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SaUpload *upload;
  Wait wait = { NULL };

  sa_library_find_upload_async (fixture->library, sha256, host, account, purpose, NULL, wait_take,
                                &wait);
  result = wait_for (&wait);
  upload = sa_library_find_upload_finish (fixture->library, result, &error);
  g_assert_no_error (error);

  return upload;
}

static gint64
find_file_id (Fixture *fixture,
              const char *sha256,
              const char *host,
              const char *account,
              SaPurpose purpose)
{
  g_autoptr (SaUpload) upload = find_upload (fixture, sha256, host, account, purpose);

  return upload ? upload->file_id : 0;
}

static void
forget_upload (Fixture *fixture, const char *host, const char *account, gint64 file_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Wait wait = { NULL };

  sa_library_forget_upload_async (fixture->library, host, account, file_id, NULL, wait_take, &wait);
  result = wait_for (&wait);
  g_assert_true (sa_library_forget_upload_finish (fixture->library, result, &error));
  g_assert_no_error (error);
}

static guint
count_uploads (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) uploads = NULL;
  g_autoptr (GError) error = NULL;
  Wait wait = { NULL };

  sa_library_list_uploads_async (fixture->library, NULL, wait_take, &wait);
  result = wait_for (&wait);
  uploads = sa_library_list_uploads_finish (fixture->library, result, &error);
  g_assert_no_error (error);

  return uploads != NULL ? uploads->len : G_MAXUINT;
}

static void
test_upload (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaUpload) upload = NULL;

  store_upload (fixture, "aa", HOST, ACCOUNT, SA_PURPOSE_VOICE_CLONE, G_MAXINT64, 1700000000);
  reopen (fixture);
  upload = find_upload (fixture, "aa", HOST, ACCOUNT, SA_PURPOSE_VOICE_CLONE);

  g_assert_nonnull (upload);
  g_assert_cmpint (upload->file_id, ==, G_GINT64_CONSTANT (9223372036854775807));
  g_assert_cmpint (upload->bytes, ==, 19200044);
  g_assert_cmpint (upload->uploaded_at, ==, 1700000000);
  g_assert_cmpint (upload->purpose, ==, SA_PURPOSE_VOICE_CLONE);
  g_assert_cmpstr (upload->sha256, ==, "aa");
  g_assert_cmpstr (upload->host, ==, HOST);
  g_assert_cmpstr (upload->account, ==, ACCOUNT);
  g_assert_cmpstr (upload->filename, ==, "a \"b\".wav");
  g_assert_cmpstr (upload->source, ==, "/home/anna/caf\uFFFD.ogg");
}

/* An upload is found again for the same bytes, host, account and purpose only. */
static void
test_upload_key (Fixture *fixture, gconstpointer data)
{
  const SaPurpose purpose = SA_PURPOSE_VOICE_CLONE;

  store_upload (fixture, "aa", HOST, ACCOUNT, purpose, 9007199254740993, 1);

  g_assert_cmpint (find_file_id (fixture, "aa", HOST, ACCOUNT, purpose), ==, 9007199254740993);
  g_assert_cmpint (find_file_id (fixture, "ab", HOST, ACCOUNT, purpose), ==, 0);
  g_assert_cmpint (find_file_id (fixture, "aa", "api.minimaxi.com", ACCOUNT, purpose), ==, 0);
  g_assert_cmpint (find_file_id (fixture, "aa", HOST, "anonymous", purpose), ==, 0);
  g_assert_cmpint (find_file_id (fixture, "aa", HOST, ACCOUNT, SA_PURPOSE_PROMPT_AUDIO), ==, 0);
}

static void
test_upload_newest (Fixture *fixture, gconstpointer data)
{
  const SaPurpose purpose = SA_PURPOSE_PROMPT_AUDIO;

  store_upload (fixture, "aa", HOST, ACCOUNT, purpose, 7, 300);
  store_upload (fixture, "aa", HOST, ACCOUNT, purpose, 8, 100);
  store_upload (fixture, "aa", HOST, ACCOUNT, purpose, 9, 300);
  g_assert_cmpint (find_file_id (fixture, "aa", HOST, ACCOUNT, purpose), ==, 9);
  g_assert_cmpuint (count_uploads (fixture), ==, 3);

  forget_upload (fixture, HOST, "anonymous", 9);
  forget_upload (fixture, "api.minimaxi.com", ACCOUNT, 9);
  g_assert_cmpint (find_file_id (fixture, "aa", HOST, ACCOUNT, purpose), ==, 9);

  forget_upload (fixture, HOST, ACCOUNT, 9);
  g_assert_cmpint (find_file_id (fixture, "aa", HOST, ACCOUNT, purpose), ==, 7);
  forget_upload (fixture, HOST, ACCOUNT, 9);
  g_assert_cmpuint (count_uploads (fixture), ==, 2);
}

static void
test_upload_injection (Fixture *fixture, gconstpointer data)
{
  const SaPurpose purpose = SA_PURPOSE_VOICE_CLONE;

  store_upload (fixture, EVIL, EVIL, EVIL, purpose, 5, 1);
  store_upload (fixture, "aa", HOST, ACCOUNT, purpose, 6, 1);
  g_assert_cmpint (find_file_id (fixture, EVIL, EVIL, EVIL, purpose), ==, 5);
  g_assert_cmpint (find_file_id (fixture, "' OR '1'='1", HOST, ACCOUNT, purpose), ==, 0);
  forget_upload (fixture, EVIL, "' OR '1'='1", 5);
  g_assert_cmpuint (count_uploads (fixture), ==, 2);
}

static void
test_upload_unlawful (Fixture *fixture, gconstpointer data)
{
  static const gint64 file_ids[] = { 0, -1, G_MININT64 };

  for (gsize i = 0; i < G_N_ELEMENTS (file_ids); i++) {
    g_autoptr (SaUpload) upload = sa_upload_new ();
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) error = NULL;
    Wait wait = { NULL };

    upload->sha256 = g_strdup ("aa");
    upload->host = g_strdup (HOST);
    upload->account = g_strdup (ACCOUNT);
    upload->file_id = file_ids[i];
    sa_library_store_upload_async (fixture->library, upload, NULL, wait_take, &wait);
    result = wait_for (&wait);
    g_assert_false (sa_library_store_upload_finish (fixture->library, result, &error));
    g_assert_error (error, SA_LIBRARY_ERROR, SA_LIBRARY_ERROR_INVALID);
  }
  g_assert_cmpuint (count_uploads (fixture), ==, 0);
}

static void
test_attempt (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaAttempt) attempt = make_attempt ("interview-2026", "cloning");
  g_autoptr (GPtrArray) attempts = NULL;
  g_autoptr (GError) error = NULL;
  const SaAttempt *found;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  attempt->id = store_attempt (fixture->library, attempt, &error);
  g_assert_no_error (error);
  g_assert_cmpint (attempt->id, >, 0);

  attempt->step = g_strdup ("clone");
  attempt->outcome = g_strdup ("unknown");
  attempt->sample_file_id = G_MAXINT64 - 1;
  attempt->prompt_file_id = 9007199254740993;
  attempt->error_code = 1001;
  attempt->error_message = g_strdup ("The answer was lost");
  attempt->trace_id = g_strdup ("04ba");
  attempt->answer = g_strdup ("{\"demo_audio\":\"\"}");
  attempt->consent_text = g_strdup ("I have the right to clone this voice");
  attempt->consent_at = 1763708645;
  g_assert_cmpint (store_attempt (fixture->library, attempt, &error), ==, attempt->id);
  g_assert_no_error (error);

  reopen (fixture);
  attempts = list_attempts (fixture->library);
  g_assert_cmpuint (attempts->len, ==, 1);
  found = g_ptr_array_index (attempts, 0);
  g_assert_cmpint (found->id, ==, attempt->id);
  g_assert_cmpint (found->created_at, >=, now);
  g_assert_cmpint (found->updated_at, >=, found->created_at);
  g_assert_cmpstr (found->host, ==, HOST);
  g_assert_cmpstr (found->account, ==, ACCOUNT);
  g_assert_cmpstr (found->voice_id, ==, "interview-2026");
  g_assert_cmpstr (found->state, ==, "cloning");
  g_assert_cmpstr (found->step, ==, "clone");
  g_assert_false (found->finished);
  g_assert_cmpstr (found->outcome, ==, "unknown");
  g_assert_cmpint (found->sample_file_id, ==, G_MAXINT64 - 1);
  g_assert_cmpint (found->prompt_file_id, ==, 9007199254740993);
  g_assert_cmpint (found->error_code, ==, 1001);
  g_assert_cmpstr (found->error_message, ==, "The answer was lost");
  g_assert_cmpstr (found->trace_id, ==, "04ba");
  g_assert_cmpstr (found->draft, ==, "{}");
  g_assert_cmpstr (found->answer, ==, "{\"demo_audio\":\"\"}");
  g_assert_cmpstr (found->consent_text, ==, "I have the right to clone this voice");
  g_assert_cmpint (found->consent_at, ==, 1763708645);
}

static void
test_attempt_order (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *voice_id;
    gboolean finished;
    const char *outcome;
  } stored[] = {
    { "done-one", TRUE, NULL },          { "failed-one", FALSE, "refused" },
    { "unknown-one", FALSE, "unknown" }, { "running-one", FALSE, NULL },
    { "done-two", TRUE, NULL },
  };
  static const char *const listed[] = { "unknown-one", "running-one", "failed-one", "done-two",
                                        "done-one" };
  g_autoptr (GPtrArray) attempts = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (stored); i++) {
    g_autoptr (SaAttempt) attempt = make_attempt (stored[i].voice_id, "any");

    attempt->finished = stored[i].finished;
    attempt->outcome = g_strdup (stored[i].outcome);
    g_assert_cmpint (store_attempt (fixture->library, attempt, NULL), ==, (gint64) i + 1);
  }

  attempts = list_attempts (fixture->library);
  g_assert_cmpuint (attempts->len, ==, G_N_ELEMENTS (listed));
  for (gsize i = 0; i < G_N_ELEMENTS (listed); i++)
    g_assert_cmpstr (((SaAttempt *) g_ptr_array_index (attempts, i))->voice_id, ==, listed[i]);
}

static void
test_attempt_forgotten (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaAttempt) attempt = make_attempt (EVIL, "cloning");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) attempts = NULL;
  Wait wait = { NULL };

  attempt->id = store_attempt (fixture->library, attempt, NULL);
  sa_library_forget_attempt_async (fixture->library, attempt->id, NULL, wait_take, &wait);
  result = wait_for (&wait);
  g_assert_true (sa_library_forget_attempt_finish (fixture->library, result, &error));
  attempts = list_attempts (fixture->library);
  g_assert_cmpuint (attempts->len, ==, 0);

  /* What is gone is not silently lost, nor made anew under an old number. */
  g_assert_cmpint (store_attempt (fixture->library, attempt, &error), ==, 0);
  g_assert_error (error, SA_LIBRARY_ERROR, SA_LIBRARY_ERROR_NOT_FOUND);
  attempt->id = 0;
  g_assert_cmpint (store_attempt (fixture->library, attempt, NULL), ==, 2);
}

static SaVoice *
make_voice (const char *voice_id, gint64 created_at)
{
  return g_object_new (SA_TYPE_VOICE, "voice-id", voice_id, "host", HOST, "account", ACCOUNT,
                       "created-at", created_at, "sample-file-id", G_MAXINT64, "consent-text",
                       "I have the right to clone this voice", "consent-at", (gint64) 1763708645,
                       NULL);
}

static gboolean
store_voice (Fixture *fixture, SaVoice *voice, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  Wait wait = { NULL };

  sa_library_store_voice_async (fixture->library, voice, NULL, wait_take, &wait);
  result = wait_for (&wait);

  return sa_library_store_voice_finish (fixture->library, result, error);
}

static GListModel *
list_voices (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GListModel *voices;
  Wait wait = { NULL };

  sa_library_list_voices_async (fixture->library, NULL, wait_take, &wait);
  result = wait_for (&wait);
  voices = sa_library_list_voices_finish (fixture->library, result, &error);
  g_assert_no_error (error);
  g_assert_true (g_list_model_get_item_type (voices) == SA_TYPE_VOICE);

  return voices;
}

static void
test_voice_type (void)
{
  SaVoice *voice = make_voice ("interview-2026", 5);
  g_autofree char *name = NULL;
  gint64 file_id;

  g_assert_cmpstr (sa_voice_get_name (voice), ==, "interview-2026");
  g_object_get (voice, "name", &name, "sample-file-id", &file_id, NULL);
  g_assert_cmpstr (name, ==, "interview-2026");
  g_assert_cmpint (file_id, ==, G_MAXINT64);
  g_assert_null (sa_voice_get_text (voice));
  g_assert_false (sa_voice_get_kept (voice));
  g_assert_finalize_object (voice);
}

static void
test_voice (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaVoice) stored =
    g_object_new (SA_TYPE_VOICE, "voice-id", "interview-2026", "name", "Anna", "host", HOST,
                  "account", ACCOUNT, "created-at", (gint64) 11, "expires-at", (gint64) 12, "kept",
                  TRUE, "practice", TRUE, "sample-file-id", G_MAXINT64, "prompt-file-id",
                  (gint64) 13, "preview-path", "/p.mp3", "text", "Hello", "model", "speech-2.8-hd",
                  "language", "Chinese,Yue", "answer", "{}", "outcome", "unknown", "trace-id",
                  "04ba", "consent-text", "I may", "consent-at", (gint64) 14, NULL);
  g_autoptr (GListModel) voices = NULL;
  g_autoptr (SaVoice) voice = NULL;
  g_autofree GParamSpec **pspecs = NULL;
  guint n_pspecs;

  g_assert_true (store_voice (fixture, stored, NULL));
  reopen (fixture);
  voices = list_voices (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (voices), ==, 1);
  voice = g_list_model_get_item (voices, 0);

  /* Every property comes back as it was. */
  pspecs = g_object_class_list_properties (G_OBJECT_GET_CLASS (voice), &n_pspecs);
  g_assert_cmpuint (n_pspecs, ==, 19);
  for (guint i = 0; i < n_pspecs; i++) {
    g_auto (GValue) before = G_VALUE_INIT;
    g_auto (GValue) after = G_VALUE_INIT;

    g_object_get_property (G_OBJECT (stored), pspecs[i]->name, &before);
    g_object_get_property (G_OBJECT (voice), pspecs[i]->name, &after);
    g_test_message ("%s", pspecs[i]->name);
    g_assert_cmpint (g_param_values_cmp (pspecs[i], &before, &after), ==, 0);
    g_assert_false (g_param_value_defaults (pspecs[i], &after));
  }
}

/* A list is a snapshot, the newest voice first; the same voice is stored once. */
static void
test_voice_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaVoice) older = make_voice ("older-voice", 100);
  g_autoptr (SaVoice) newer = make_voice ("newer-voice", 200);
  g_autoptr (SaVoice) evil = make_voice (EVIL, 300);
  g_autoptr (GListModel) snapshot = NULL;
  g_autoptr (GListModel) voices = NULL;
  g_autoptr (SaVoice) first = NULL;

  g_assert_true (store_voice (fixture, newer, NULL));
  g_assert_true (store_voice (fixture, older, NULL));
  g_assert_true (store_voice (fixture, older, NULL));
  snapshot = list_voices (fixture);
  g_assert_true (store_voice (fixture, evil, NULL));
  voices = list_voices (fixture);

  g_assert_cmpuint (g_list_model_get_n_items (snapshot), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (voices), ==, 3);
  first = g_list_model_get_item (snapshot, 0);
  g_assert_cmpstr (sa_voice_get_voice_id (first), ==, "newer-voice");
}

static void
test_voice_forgotten (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *account;
    guint left;
  } cases[] = { { "' OR 1=1 --", 1 }, { "anonymous", 1 }, { ACCOUNT, 0 } };
  g_autoptr (SaVoice) voice = make_voice ("older-voice", 100);

  g_assert_true (store_voice (fixture, voice, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GListModel) voices = NULL;
    Wait wait = { NULL };

    sa_library_forget_voice_async (fixture->library, HOST, cases[i].account, "older-voice", NULL,
                                   wait_take, &wait);
    result = wait_for (&wait);
    g_assert_true (sa_library_forget_voice_finish (fixture->library, result, NULL));
    voices = list_voices (fixture);
    g_assert_cmpuint (g_list_model_get_n_items (voices), ==, cases[i].left);
  }
}

static void
test_voice_without_id (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaVoice) voice = g_object_new (SA_TYPE_VOICE, "host", HOST, "account", ACCOUNT, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (store_voice (fixture, voice, &error));
  g_assert_error (error, SA_LIBRARY_ERROR, SA_LIBRARY_ERROR_INVALID);
}

static gint64
store_result (Fixture *fixture, const SaAttempt *attempt, SaVoice *voice, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  Wait wait = { NULL };

  sa_library_store_result_async (fixture->library, attempt, voice, NULL, wait_take, &wait);
  result = wait_for (&wait);

  return sa_library_store_result_finish (fixture->library, result, error);
}

/* The end of a job and its voice are stored together or not at all. */
static void
test_result (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaAttempt) attempt = make_attempt ("interview-2026", "storing");
  g_autoptr (SaVoice) nameless = g_object_new (SA_TYPE_VOICE, "host", HOST, NULL);
  g_autoptr (SaVoice) voice = make_voice ("interview-2026", 1);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GListModel) voices = NULL;
  g_autoptr (GError) error = NULL;

  attempt->id = store_attempt (fixture->library, attempt, NULL);
  attempt->finished = TRUE;
  g_assert_cmpint (store_result (fixture, attempt, nameless, &error), ==, 0);
  g_assert_error (error, SA_LIBRARY_ERROR, SA_LIBRARY_ERROR_INVALID);
  before = list_attempts (fixture->library);
  g_assert_false (((SaAttempt *) g_ptr_array_index (before, 0))->finished);

  g_assert_cmpint (store_result (fixture, attempt, voice, NULL), ==, attempt->id);
  after = list_attempts (fixture->library);
  g_assert_true (((SaAttempt *) g_ptr_array_index (after, 0))->finished);
  voices = list_voices (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (voices), ==, 1);
}

static void
test_log (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) all_result = NULL;
  g_autoptr (GAsyncResult) one_result = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) one = NULL;
  const SaSentEntry *found;
  Wait wait = { NULL };

  for (gint64 i = 1; i <= 3; i++) {
    g_autoptr (SaSentEntry) entry = sa_sent_entry_new ();
    g_autoptr (GAsyncResult) result = NULL;

    entry->sent_at = i == 3 ? 0 : i;
    entry->host = g_strdup (HOST);
    entry->account = g_strdup (ACCOUNT);
    entry->request = g_strdup ("POST /v1/files/upload");
    entry->bytes = 5000000000 + i;
    entry->purpose = g_strdup ("voice_clone");
    entry->note = g_strdup (EVIL);
    sa_library_log_async (fixture->library, entry, NULL, wait_take, &wait);
    result = wait_for (&wait);
    g_assert_true (sa_library_log_finish (fixture->library, result, NULL));
  }

  sa_library_list_log_async (fixture->library, 0, NULL, wait_take, &wait);
  all_result = wait_for (&wait);
  all = sa_library_list_log_finish (fixture->library, all_result, NULL);
  g_assert_cmpuint (all->len, ==, 3);
  found = g_ptr_array_index (all, 2);
  g_assert_cmpint (found->sent_at, ==, 1);
  g_assert_cmpint (found->bytes, ==, 5000000001);
  g_assert_cmpstr (found->host, ==, HOST);
  g_assert_cmpstr (found->account, ==, ACCOUNT);
  g_assert_cmpstr (found->request, ==, "POST /v1/files/upload");
  g_assert_cmpstr (found->purpose, ==, "voice_clone");
  g_assert_cmpstr (found->note, ==, EVIL);

  sa_library_list_log_async (fixture->library, 1, NULL, wait_take, &wait);
  one_result = wait_for (&wait);
  one = sa_library_list_log_finish (fixture->library, one_result, NULL);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpint (((SaSentEntry *) g_ptr_array_index (one, 0))->bytes, ==, 5000000003);
}

/* Everything that is asked at once is done, in the order asked. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  Wait waits[100] = { { NULL } };

  for (gsize i = 0; i < G_N_ELEMENTS (waits); i++) {
    g_autofree char *voice_id = g_strdup_printf ("voice-%03d", (int) i);
    g_autoptr (SaAttempt) attempt = make_attempt (voice_id, "ready");

    sa_library_store_attempt_async (fixture->library, attempt, NULL, wait_take, &waits[i]);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (waits); i++) {
    g_autoptr (GAsyncResult) result = wait_for (&waits[i]);

    g_assert_cmpint (sa_library_store_attempt_finish (fixture->library, result, NULL), ==,
                     (gint64) i + 1);
  }
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaAttempt) attempt = make_attempt ("interview-2026", "ready");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) attempts = NULL;
  g_autoptr (GError) error = NULL;
  Wait wait = { NULL };

  g_cancellable_cancel (cancellable);
  sa_library_store_attempt_async (fixture->library, attempt, cancellable, wait_take, &wait);
  result = wait_for (&wait);
  g_assert_cmpint (sa_library_store_attempt_finish (fixture->library, result, &error), ==, 0);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  attempts = list_attempts (fixture->library);
  g_assert_cmpuint (attempts->len, ==, 0);
}

static void
test_closed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaAttempt) attempt = make_attempt ("interview-2026", "ready");
  g_autoptr (GAsyncResult) stored = NULL;
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GError) error = NULL;
  Wait store_wait = { NULL };
  Wait close_wait = { NULL };

  sa_library_store_attempt_async (fixture->library, attempt, NULL, wait_take, &store_wait);
  sa_library_close_async (fixture->library, NULL, wait_take, &close_wait);
  closed = wait_for (&close_wait);
  g_assert_true (sa_library_close_finish (fixture->library, closed, NULL));
  stored = wait_for (&store_wait);
  g_assert_cmpint (sa_library_store_attempt_finish (fixture->library, stored, NULL), ==, 1);

  g_assert_cmpint (store_attempt (fixture->library, attempt, &error), ==, 0);
  g_assert_error (error, SA_LIBRARY_ERROR, SA_LIBRARY_ERROR_CLOSED);
}

/* Dropped without being closed, it still does what was asked. */
static void
test_dropped (void)
{
  char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "library.db", NULL);
  g_autoptr (SaAttempt) attempt = make_attempt ("interview-2026", "ready");
  g_autoptr (GPtrArray) attempts = NULL;
  SaLibrary *library = open_library (path, NULL);
  Wait wait = { NULL };

  sa_library_store_attempt_async (library, attempt, NULL, wait_take, &wait);
  g_object_unref (library);
  g_object_unref (wait_for (&wait));

  library = open_library (path, NULL);
  attempts = list_attempts (library);
  g_assert_cmpuint (attempts->len, ==, 1);
  close_library (library);
  remove_folder (folder);
}

static void
test_new_and_destroy (void)
{
  char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "library.db", NULL);
  SaLibrary *library = open_library (path, NULL);

  g_assert_cmpstr (g_file_peek_path (sa_library_get_file (library)), ==, path);
  g_assert_null (sa_library_get_damaged_file (library));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (library);

  /* The thread may still be closing the file: opening it again waits for that. */
  library = open_library (path, NULL);
  close_library (library);
  remove_folder (folder);
}

static void
test_boxed (void)
{
  g_autoptr (SaUpload) upload = sa_upload_new ();
  g_autoptr (SaAttempt) attempt = make_attempt ("a", "b");
  g_autoptr (SaSentEntry) entry = sa_sent_entry_new ();
  g_autoptr (SaAttempt) attempt_copy = g_boxed_copy (SA_TYPE_ATTEMPT, attempt);
  g_autoptr (SaUpload) upload_copy = NULL;
  g_autoptr (SaSentEntry) entry_copy = NULL;

  upload->sha256 = g_strdup ("aa");
  upload_copy = g_boxed_copy (SA_TYPE_UPLOAD, upload);
  g_assert_cmpstr (upload_copy->sha256, ==, "aa");
  g_assert_true (upload_copy->sha256 != upload->sha256);
  g_assert_cmpstr (attempt_copy->voice_id, ==, "a");
  entry->note = g_strdup ("note");
  entry_copy = g_boxed_copy (SA_TYPE_SENT_ENTRY, entry);
  g_assert_cmpstr (entry_copy->note, ==, "note");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add ("/library/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("upload", test_upload);
  ADD ("upload-key", test_upload_key);
  ADD ("upload-newest", test_upload_newest);
  ADD ("upload-injection", test_upload_injection);
  ADD ("upload-unlawful", test_upload_unlawful);
  ADD ("attempt", test_attempt);
  ADD ("attempt-order", test_attempt_order);
  ADD ("attempt-forgotten", test_attempt_forgotten);
  ADD ("voice", test_voice);
  ADD ("voice-list", test_voice_list);
  ADD ("voice-forgotten", test_voice_forgotten);
  ADD ("voice-without-id", test_voice_without_id);
  ADD ("result", test_result);
  ADD ("log", test_log);
  ADD ("order", test_order);
  ADD ("cancelled", test_cancelled);
  ADD ("closed", test_closed);
  g_test_add_func ("/library/dropped", test_dropped);
  g_test_add_func ("/library/new-and-destroy", test_new_and_destroy);
  g_test_add_func ("/library/voice-type", test_voice_type);
  g_test_add_func ("/library/boxed", test_boxed);

  return g_test_run ();
}
