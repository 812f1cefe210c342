/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice/sa-practice-server.h"
#include "rules/sa-rules-error.h"

#include "jobs-fixture.h"

static SaAttempt *
only_attempt (Fixture *fixture, GPtrArray **attempts)
{
  *attempts = fixture_attempts (fixture);
  g_assert_cmpuint ((*attempts)->len, ==, 1);
  return g_ptr_array_index (*attempts, 0);
}

static void
assert_steps (SaCloneJob *job, const char *expected)
{
  static const char letters[] = { '-', 'r', 'w', 'd', 's', 'f' };
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < SA_JOB_N_STEPS; i++) {
    g_autoptr (SaJobStep) step = g_list_model_get_item (sa_clone_job_get_steps (job), i);

    g_string_append_c (found, letters[sa_job_step_get_status (step)]);
  }
  g_assert_cmpstr (found->str, ==, expected);
}

static SaDraft *
draft_with_preview (Fixture *fixture)
{
  SaDraft *draft = fixture_draft (fixture);

  sa_draft_set_text (draft, "Good morning.");
  sa_draft_set_model (draft, "speech-2.8-hd");
  return draft;
}

static SaDraft *
draft_with_prompt (Fixture *fixture)
{
  SaDraft *draft = fixture_draft (fixture);
  g_autoptr (GFile) file = fixture_speech (fixture, "prompt.wav", 6);
  g_autoptr (SaClip) clip = sa_clip_new (file, 0, -1, SA_CHANNEL_MIX_AUTO);

  sa_draft_set_prompt_enabled (draft, TRUE);
  sa_draft_set_prompt (draft, clip);
  sa_draft_set_transcript (draft, "Good morning.");
  return draft;
}

static void
answer_preview (Fixture *fixture, GBytes *bytes)
{
  g_autofree char *body =
    g_strdup_printf ("{\"demo_audio\":\"%s/preview\",\"input_sensitive\":{\"type\":2},"
                     "\"base_resp\":{\"status_code\":0}}",
                     fake_service_get_base_url (fixture->service));

  fake_service_answer (fixture->service, "upload", 200, UPLOADED ("1001"));
  fake_service_answer (fixture->service, "voice_clone", 200, body);
  if (bytes != NULL)
    fake_service_answer_bytes (fixture->service, "preview", bytes);
}

static void
test_done (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaDraft) draft = draft_with_preview (fixture);
  g_autoptr (SaCloneJob) job = fixture_job (fixture, draft);
  g_autoptr (GFile) speech = fixture_speech (fixture, "preview.wav", 3);
  g_autoptr (GBytes) bytes = g_file_load_bytes (speech, NULL, NULL, NULL);
  g_autoptr (GBytes) kept = NULL;
  g_autoptr (GPtrArray) attempts = NULL;
  g_autoptr (GListModel) voices = NULL;
  g_autoptr (SaVoice) voice = NULL;
  g_autoptr (GError) error = NULL;

  answer_preview (fixture, bytes);
  g_assert_true (fixture_run (job, &error));
  g_assert_no_error (error);
  g_assert_cmpint (sa_clone_job_get_state (job), ==, SA_JOB_DONE);
  g_assert_null (sa_clone_job_get_warnings (job)[0]);
  g_assert_cmpfloat_with_epsilon (sa_clone_job_get_progress (job), 1, 0.001);
  g_assert_true (sa_clone_job_get_answer (job)->input_sensitive);
  assert_steps (job, "ddsdd");

  kept = g_file_load_bytes (sa_clone_job_get_preview (job), NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (kept, bytes));
  g_assert_true (g_str_has_suffix (g_file_peek_path (sa_clone_job_get_preview (job)), ".wav"));
  g_assert_cmpuint (fixture_count_files (fixture->previews), ==, 1);

  g_assert_true (only_attempt (fixture, &attempts)->finished);
  voices = fixture_voices (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (voices), ==, 1);
  voice = g_list_model_get_item (voices, 0);
  g_assert_cmpstr (sa_voice_get_voice_id (voice), ==, "anna-reads-2026");
  g_assert_cmpstr (sa_voice_get_consent_text (voice), ==, "I have the right to clone this voice");
  g_assert_cmpint (sa_voice_get_consent_at (voice), >, 0);
  g_assert_cmpstr (sa_voice_get_preview_path (voice), ==,
                   g_file_peek_path (sa_clone_job_get_preview (job)));
  g_assert_null (sa_voice_get_outcome (voice));
  g_clear_object (&voice);
  g_clear_object (&voices);
  g_assert_finalize_object (g_steal_pointer (&job));
}

static void
test_prompt (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaDraft) draft = draft_with_prompt (fixture);
  g_autoptr (SaCloneJob) job = fixture_job (fixture, draft);
  g_autofree char *body = NULL;

  fake_service_answer (fixture->service, "upload", 200, UPLOADED ("1001"));
  fake_service_answer (fixture->service, "upload", 200, UPLOADED ("1002"));
  fake_service_answer (fixture->service, "voice_clone", 200, CLONED);
  g_assert_true (fixture_run (job, NULL));
  assert_steps (job, "dddds");
  g_assert_cmpint (sa_clone_job_get_prompt_file_id (job), ==, 1002);
  body = fake_service_get_body (fixture->service, "voice_clone", 0);
  g_assert_nonnull (strstr (body, "1001"));
  g_assert_nonnull (strstr (body, "1002"));
  g_assert_nonnull (strstr (body, "Good morning."));
}

/* A prompt clip that cannot be used is found out before the sample has left. */
static void
test_bad_prompt (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaDraft) draft = draft_with_prompt (fixture);
  g_autoptr (GFile) file = fixture_speech (fixture, "long.wav", 8);
  g_autoptr (SaClip) clip = sa_clip_new (file, 0, -1, SA_CHANNEL_MIX_AUTO);
  g_autoptr (SaCloneJob) job = NULL;
  g_autoptr (GPtrArray) attempts = NULL;
  g_autoptr (GError) error = NULL;

  sa_draft_set_prompt (draft, clip);
  job = fixture_job (fixture, draft);
  g_assert_false (fixture_run (job, &error));
  g_assert_error (error, SA_RULES_ERROR, SA_RULES_ERROR_LENGTH);
  g_assert_cmpint (sa_clone_job_get_outcome (job), ==, SA_OUTCOME_NOT_SENT);
  g_assert_cmpuint (fake_service_count (fixture->service, "upload"), ==, 0);
  attempts = fixture_attempts (fixture);
  g_assert_cmpuint (attempts->len, ==, 0);
}

static void
test_no_consent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaDraft) draft = fixture_draft (fixture);
  g_autoptr (SaCloneJob) job = NULL;
  g_autoptr (GError) error = NULL;

  sa_draft_set_consent (draft, FALSE);
  job = fixture_job (fixture, draft);
  g_assert_false (fixture_run (job, &error));
  g_assert_error (error, SA_RULES_ERROR, SA_RULES_ERROR_CONSENT);
  g_assert_cmpint (sa_clone_job_get_state (job), ==, SA_JOB_READY);
  g_assert_cmpuint (fake_service_count (fixture->service, "upload"), ==, 0);
}

/* A refusal is told, and the next run goes on from the clone. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaDraft) draft = fixture_draft (fixture);
  g_autoptr (SaCloneJob) job = fixture_job (fixture, draft);
  g_autoptr (GPtrArray) attempts = NULL;
  g_autoptr (GError) error = NULL;

  fake_service_answer (fixture->service, "upload", 200, UPLOADED ("1001"));
  fake_service_answer (fixture->service, "voice_clone", 200, CODE ("2039"));
  fake_service_answer (fixture->service, "voice_clone", 200, CLONED);
  g_assert_false (fixture_run (job, &error));
  g_assert_error (error, SA_SERVICE_ERROR, SA_SERVICE_ERROR_REFUSED);
  g_assert_cmpint (sa_clone_job_get_state (job), ==, SA_JOB_FAILED);
  g_assert_cmpint (sa_clone_job_get_outcome (job), ==, SA_OUTCOME_REFUSED);
  g_assert_cmpstr (sa_clone_job_get_trace_id (job), ==, "t-2039");
  assert_steps (job, "ddsf-");
  g_assert_cmpstr (only_attempt (fixture, &attempts)->outcome, ==, "refused");
  g_assert_cmpint (only_attempt (fixture, &attempts)->error_code, ==, 2039);

  g_assert_true (fixture_run (job, NULL));
  g_assert_null (sa_clone_job_get_error (job));
  g_assert_cmpuint (fake_service_count (fixture->service, "upload"), ==, 1);
  g_assert_cmpuint (fake_service_count (fixture->service, "voice_clone"), ==, 2);
}

static void
assert_unknown (Fixture *fixture, SaCloneJob *job)
{
  g_autoptr (GPtrArray) attempts = NULL;
  g_autoptr (GListModel) voices = fixture_voices (fixture);
  g_autoptr (SaVoice) voice = g_list_model_get_item (voices, 0);
  SaAttempt *attempt = only_attempt (fixture, &attempts);

  g_assert_cmpint (sa_clone_job_get_state (job), ==, SA_JOB_UNKNOWN);
  g_assert_cmpint (sa_clone_job_get_outcome (job), ==, SA_OUTCOME_UNKNOWN);
  g_assert_cmpstr (attempt->state, ==, "unknown");
  g_assert_cmpstr (attempt->outcome, ==, "unknown");
  g_assert_false (attempt->finished);
  g_assert_nonnull (voice);
  g_assert_cmpstr (sa_voice_get_outcome (voice), ==, "unknown");
  g_assert_cmpuint (fake_service_count (fixture->service, "voice_clone"), ==, 1);
}

/* Once a byte of the clone has left, whatever is not a readable answer leaves it open. */
static void
test_unknown (Fixture *fixture, gconstpointer data)
{
  const char *how = data;
  g_autoptr (SaDraft) draft = fixture_draft (fixture);
  g_autoptr (SaCloneJob) job = fixture_job (fixture, draft);
  g_autoptr (GError) error = NULL;

  fake_service_answer (fixture->service, "upload", 200, UPLOADED ("1001"));
  if (g_str_equal (how, "hang-up"))
    fake_service_hang_up (fixture->service, "voice_clone");
  else if (g_str_equal (how, "502"))
    fake_service_answer (fixture->service, "voice_clone", 502, "<html>");
  else if (g_str_equal (how, "html"))
    fake_service_answer (fixture->service, "voice_clone", 200, "<html>");
  else
    fake_service_answer (fixture->service, "voice_clone", 200, CODE ("1001"));
  fake_service_answer (fixture->service, "voice_clone", 200, CLONED);

  g_assert_false (fixture_run (job, &error));
  g_assert_error (error, SA_SERVICE_ERROR, error->code);
  assert_unknown (fixture, job);

  g_clear_error (&error);
  g_assert_false (fixture_run (job, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PENDING);
  g_assert_cmpuint (fake_service_count (fixture->service, "voice_clone"), ==, 1);
  sa_clone_job_clone_again (job);
  g_assert_true (fixture_run (job, NULL));
  g_assert_cmpuint (fake_service_count (fixture->service, "voice_clone"), ==, 2);
  g_assert_cmpuint (fake_service_count (fixture->service, "upload"), ==, 1);
}

/* Nobody listens: nothing was sent. */
static void
test_not_sent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaDraft) draft = fixture_draft (fixture);
  g_autoptr (SaClient) client = sa_client_new ("http://127.0.0.1:1", NULL, 5, NULL);
  g_autoptr (SaCloneJob) job = NULL;
  g_autoptr (GError) error = NULL;

  sa_draft_set_sample_file_id (draft, 1001);
  sa_draft_set_consent (draft, TRUE);
  job = sa_clone_job_new (draft, client, fixture->account, fixture->library, fixture->previews);
  g_assert_false (fixture_run (job, &error));
  g_assert_error (error, SA_SERVICE_ERROR, SA_SERVICE_ERROR_NETWORK);
  g_assert_cmpint (sa_clone_job_get_state (job), ==, SA_JOB_FAILED);
  g_assert_cmpint (sa_clone_job_get_outcome (job), ==, SA_OUTCOME_NOT_SENT);
  assert_steps (job, "sssf-");
}

static void
on_job_waiting (SaCloneJob *job, GParamSpec *pspec, gpointer user_data)
{
  guint *waits = user_data;

  if (sa_clone_job_get_waiting_seconds (job) == 0)
    return;
  *waits = *waits * 100 + sa_clone_job_get_waiting_seconds (job);
  g_idle_add_once ((GSourceOnceFunc) sa_clone_job_try_now, job);
}

static void
test_rate_limit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaDraft) draft = fixture_draft (fixture);
  g_autoptr (SaCloneJob) job = fixture_job (fixture, draft);
  guint waits = 0;

  fake_service_answer (fixture->service, "upload", 200, CODE ("1002"));
  fake_service_answer (fixture->service, "upload", 200, UPLOADED ("1001"));
  fake_service_answer (fixture->service, "voice_clone", 200, CODE ("2045"));
  fake_service_answer (fixture->service, "voice_clone", 429, "");
  fake_service_answer (fixture->service, "voice_clone", 200, CLONED);
  g_signal_connect (job, "notify::waiting-seconds", G_CALLBACK (on_job_waiting), &waits);
  g_assert_true (fixture_run (job, NULL));
  g_assert_cmpuint (waits, ==, 10102);
  g_assert_cmpuint (fake_service_count (fixture->service, "voice_clone"), ==, 3);
}

/* An upload that the service no longer knows is forgotten, made again, and the clone sent once more. */
static void
test_lost_upload (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaDraft) draft = fixture_draft (fixture);
  g_autoptr (SaCloneJob) first = fixture_job (fixture, draft);
  g_autoptr (SaCloneJob) second = fixture_job (fixture, draft);
  g_autoptr (SaCloneJob) third = fixture_job (fixture, draft);
  g_autofree char *body = NULL;

  fake_service_answer (fixture->service, "upload", 200, UPLOADED ("1001"));
  fake_service_answer (fixture->service, "upload", 200, UPLOADED ("1002"));
  fake_service_answer (fixture->service, "voice_clone", 200, CLONED);
  fake_service_answer (fixture->service, "voice_clone", 200, CODE ("2013"));
  fake_service_answer (fixture->service, "voice_clone", 200, CLONED);
  g_assert_true (fixture_run (first, NULL));
  g_assert_true (fixture_run (second, NULL));
  g_assert_cmpint (sa_clone_job_get_sample_file_id (second), ==, 1002);
  g_assert_cmpuint (fake_service_count (fixture->service, "upload"), ==, 2);
  g_assert_cmpuint (fake_service_count (fixture->service, "voice_clone"), ==, 3);
  body = fake_service_get_body (fixture->service, "voice_clone", 2);
  g_assert_nonnull (strstr (body, "1002"));
  g_assert_true (fixture_run (third, NULL));
  g_assert_cmpint (sa_clone_job_get_sample_file_id (third), ==, 1002);
  assert_steps (third, "dssds");
}

/* 2013 about an upload that was just made is about something else: it is not repeated. */
static void
test_bad_parameters (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaDraft) draft = fixture_draft (fixture);
  g_autoptr (SaCloneJob) job = fixture_job (fixture, draft);

  fake_service_answer (fixture->service, "upload", 200, UPLOADED ("1001"));
  fake_service_answer (fixture->service, "voice_clone", 200, CODE ("2013"));
  g_assert_false (fixture_run (job, NULL));
  g_assert_cmpuint (fake_service_count (fixture->service, "upload"), ==, 1);
  g_assert_cmpuint (fake_service_count (fixture->service, "voice_clone"), ==, 1);
}

static void
test_preview_lost (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaDraft) draft = draft_with_preview (fixture);
  g_autoptr (SaCloneJob) job = fixture_job (fixture, draft);
  g_autoptr (GBytes) html = g_bytes_new_static ("<html><body>gone</body></html>", 30);
  g_autoptr (GListModel) voices = NULL;

  answer_preview (fixture, g_str_equal (data, "html") ? html : NULL);
  if (g_str_equal (data, "404"))
    fake_service_answer (fixture->service, "preview", 404, "gone");
  if (g_str_equal (data, "hang-up"))
    fake_service_hang_up (fixture->service, "preview");
  g_assert_true (fixture_run (job, NULL));
  g_assert_cmpint (sa_clone_job_get_state (job), ==, SA_JOB_DONE);
  g_assert_nonnull (sa_clone_job_get_warnings (job)[0]);
  g_assert_null (strstr (sa_clone_job_get_warnings (job)[0], ".part"));
  g_assert_null (sa_clone_job_get_warnings (job)[1]);
  g_assert_null (sa_clone_job_get_preview (job));
  g_assert_cmpuint (fixture_count_files (fixture->previews), ==, 0);
  voices = fixture_voices (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (voices), ==, 1);
}

typedef struct {
  SaJobState state;
  SaJobState end;
} CancelCase;

static void
on_state (SaCloneJob *job, GParamSpec *pspec, gpointer user_data)
{
  const CancelCase *cancel = user_data;

  if (sa_clone_job_get_state (job) == cancel->state)
    sa_clone_job_cancel (job);
}

/* Cancelled the moment a state is reached. */
static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  const CancelCase *cancel = data;
  g_autoptr (SaDraft) draft = draft_with_prompt (fixture);
  g_autoptr (SaCloneJob) job = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done = cancel->end == SA_JOB_DONE;
  g_autoptr (GFile) speech = fixture_speech (fixture, "preview.wav", 3);
  g_autoptr (GBytes) bytes = g_file_load_bytes (speech, NULL, NULL, NULL);

  sa_draft_set_text (draft, "Good morning.");
  sa_draft_set_model (draft, "speech-2.8-hd");
  job = fixture_job (fixture, draft);
  answer_preview (fixture, bytes);
  g_signal_connect (job, "notify::state", G_CALLBACK (on_state), (gpointer) cancel);
  g_assert_cmpint (fixture_run (job, &error), ==, done);
  if (!done)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (sa_clone_job_get_state (job), ==, cancel->end);
  g_assert_cmpuint (fake_service_count (fixture->service, "voice_clone"), ==, done ? 1 : 0);
  if (done)
    return;
  g_assert_cmpint (sa_clone_job_get_outcome (job), ==, SA_OUTCOME_NOT_SENT);
  g_signal_handlers_disconnect_by_data (job, (gpointer) cancel);
  g_assert_true (fixture_run (job, NULL));
  g_assert_cmpint (sa_clone_job_get_state (job), ==, SA_JOB_DONE);
  g_assert_cmpuint (fake_service_count (fixture->service, "upload"), ==, 2);
}

/* Cancelled while the service is silent over the clone: it may be making the voice. */
static void
test_cancel_sent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaDraft) draft = fixture_draft (fixture);
  g_autoptr (SaCloneJob) job = fixture_job (fixture, draft);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fake_service_answer (fixture->service, "upload", 200, UPLOADED ("1001"));
  fake_service_stall (fixture->service, "voice_clone");
  sa_clone_job_run_async (job, cancellable, fixture_on_result, &result);
  g_assert_true (sa_clone_job_get_safe_to_cancel (job));
  fixture_wait_until (fake_service_count (fixture->service, "voice_clone") == 1);
  g_assert_false (sa_clone_job_get_safe_to_cancel (job));
  g_cancellable_cancel (cancellable);
  g_assert_false (sa_clone_job_run_finish (job, fixture_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_unknown (fixture, job);
}

static void
test_second_run (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaDraft) draft = fixture_draft (fixture);
  g_autoptr (SaCloneJob) job = fixture_job (fixture, draft);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fake_service_answer (fixture->service, "upload", 200, UPLOADED ("1001"));
  fake_service_answer (fixture->service, "voice_clone", 200, CLONED);
  sa_clone_job_run_async (job, NULL, fixture_on_result, &result);
  g_assert_false (fixture_run (job, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PENDING);
  g_assert_true (sa_clone_job_run_finish (job, fixture_wait (&result), NULL));
  g_assert_true (fixture_run (job, NULL));
  g_assert_cmpuint (fake_service_count (fixture->service, "voice_clone"), ==, 1);
}

static SaCloneJob *
job_from_attempt (Fixture *fixture)
{
  g_autoptr (GPtrArray) attempts = NULL;
  g_autoptr (GError) error = NULL;
  SaCloneJob *job =
    sa_clone_job_new_from_attempt (only_attempt (fixture, &attempts), fixture->client,
                                   fixture->account, fixture->library, fixture->previews, &error);

  g_assert_no_error (error);
  return job;
}

/* After a restart a failed job goes on from its failed step, with the consent of then. */
static void
test_resume (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaDraft) draft = fixture_draft (fixture);
  g_autoptr (SaCloneJob) job = fixture_job (fixture, draft);
  g_autoptr (SaCloneJob) again = NULL;
  g_autoptr (GPtrArray) attempts = NULL;

  fake_service_answer (fixture->service, "upload", 200, UPLOADED ("1001"));
  fake_service_answer (fixture->service, "voice_clone", 200, CODE ("1008"));
  fake_service_answer (fixture->service, "voice_clone", 200, CLONED);
  g_assert_false (fixture_run (job, NULL));
  g_clear_object (&job);

  again = job_from_attempt (fixture);
  g_assert_cmpint (sa_clone_job_get_state (again), ==, SA_JOB_READY);
  g_assert_cmpint (sa_clone_job_get_sample_file_id (again), ==, 1001);
  g_assert_true (fixture_run (again, NULL));
  g_assert_cmpuint (fake_service_count (fixture->service, "upload"), ==, 1);
  g_assert_true (only_attempt (fixture, &attempts)->finished);
}

/* Killed while the clone was on its way: the row says so, and nothing is sent unasked. */
static void
test_resume_killed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaDraft) draft = fixture_draft (fixture);
  g_autoptr (SaCloneJob) job = fixture_job (fixture, draft);
  g_autoptr (SaCloneJob) again = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  fake_service_answer (fixture->service, "upload", 200, UPLOADED ("1001"));
  fake_service_stall (fixture->service, "voice_clone");
  sa_clone_job_run_async (job, NULL, fixture_on_result, &result);
  fixture_wait_until (fake_service_count (fixture->service, "voice_clone") == 1);

  /* What another process would find now. */
  again = job_from_attempt (fixture);
  g_assert_cmpint (sa_clone_job_get_state (again), ==, SA_JOB_UNKNOWN);
  g_assert_cmpint (sa_clone_job_get_outcome (again), ==, SA_OUTCOME_UNKNOWN);
  g_assert_nonnull (sa_clone_job_get_error (again));
  g_assert_false (fixture_run (again, NULL));

  sa_clone_job_cancel (job);
  fixture_wait (&result);
  g_assert_cmpuint (fake_service_count (fixture->service, "voice_clone"), ==, 1);
}

/* Killed after the clone's answer: only the preview is left to do. */
static void
test_resume_fetch (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaDraft) draft = draft_with_preview (fixture);
  g_autoptr (SaCloneJob) job = fixture_job (fixture, draft);
  g_autoptr (SaCloneJob) again = NULL;
  g_autoptr (GFile) speech = fixture_speech (fixture, "preview.wav", 3);
  g_autoptr (GBytes) bytes = g_file_load_bytes (speech, NULL, NULL, NULL);
  g_autoptr (GAsyncResult) result = NULL;

  answer_preview (fixture, NULL);
  fake_service_stall (fixture->service, "preview");
  fake_service_answer_bytes (fixture->service, "preview", bytes);
  sa_clone_job_run_async (job, NULL, fixture_on_result, &result);
  fixture_wait_until (fake_service_count (fixture->service, "preview") == 1);
  again = job_from_attempt (fixture);
  sa_clone_job_cancel (job);
  fixture_wait (&result);

  g_assert_cmpint (sa_clone_job_get_state (again), ==, SA_JOB_READY);
  g_assert_true (sa_clone_job_get_voice_made (again));
  g_assert_true (fixture_run (again, NULL));
  g_assert_nonnull (sa_clone_job_get_preview (again));
  g_assert_cmpuint (fake_service_count (fixture->service, "voice_clone"), ==, 1);
  g_assert_cmpuint (fixture_count_files (fixture->previews), ==, 1);
}

static void
test_other_account (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaDraft) draft = fixture_draft (fixture);
  g_autoptr (SaCloneJob) job = fixture_job (fixture, draft);
  g_autoptr (GPtrArray) attempts = NULL;
  g_autoptr (SaAccount) other = sa_account_new ("http://127.0.0.1:1", "another-key", NULL);
  g_autoptr (GError) error = NULL;

  fake_service_answer (fixture->service, "upload", 200, CODE ("1004"));
  g_assert_false (fixture_run (job, NULL));
  g_assert_null (sa_clone_job_new_from_attempt (only_attempt (fixture, &attempts), fixture->client,
                                                other, fixture->library, fixture->previews,
                                                &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

/* The whole way with the practice server, and without a library. */
static void
test_practice (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "practice", NULL);
  g_autoptr (GFile) dir = g_file_new_for_path (path);
  g_autoptr (SaPracticeServer) server = sa_practice_server_new (dir, "token", 0);
  g_autoptr (SaDraft) draft = draft_with_preview (fixture);
  g_autoptr (SaAccount) account = NULL;
  g_autoptr (SaClient) client = NULL;
  g_autoptr (SaCloneJob) job = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (sa_practice_server_start (server, &error));
  g_assert_no_error (error);
  account = sa_account_new_practice (sa_practice_server_get_base_url (server), "token");
  client = sa_client_new (sa_practice_server_get_base_url (server), "token", 20, &error);
  g_assert_no_error (error);
  job = sa_clone_job_new (draft, client, account, NULL, fixture->previews);
  g_assert_true (fixture_run (job, &error));
  g_assert_no_error (error);
  g_assert_nonnull (sa_clone_job_get_preview (job));
  g_assert_null (sa_clone_job_get_warnings (job)[0]);
  sa_practice_server_stop (server);
}

static const CancelCase cancel_preparing = { SA_JOB_PREPARING, SA_JOB_CANCELLED };
static const CancelCase cancel_sample = { SA_JOB_UPLOADING_SAMPLE, SA_JOB_CANCELLED };
static const CancelCase cancel_prompt = { SA_JOB_UPLOADING_PROMPT, SA_JOB_CANCELLED };
static const CancelCase cancel_cloning = { SA_JOB_CLONING, SA_JOB_CANCELLED };
static const CancelCase cancel_fetching = { SA_JOB_FETCHING, SA_JOB_DONE };

#define ADD(name, data, function) \
  g_test_add ("/clone-job/" name, Fixture, data, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("done", NULL, test_done);
  ADD ("prompt", NULL, test_prompt);
  ADD ("bad-prompt", NULL, test_bad_prompt);
  ADD ("no-consent", NULL, test_no_consent);
  ADD ("refused", NULL, test_refused);
  ADD ("unknown/hang-up", "hang-up", test_unknown);
  ADD ("unknown/502", "502", test_unknown);
  ADD ("unknown/html", "html", test_unknown);
  ADD ("unknown/1001", "1001", test_unknown);
  ADD ("not-sent", NULL, test_not_sent);
  ADD ("rate-limit", NULL, test_rate_limit);
  ADD ("lost-upload", NULL, test_lost_upload);
  ADD ("bad-parameters", NULL, test_bad_parameters);
  ADD ("preview-lost/404", "404", test_preview_lost);
  ADD ("preview-lost/html", "html", test_preview_lost);
  ADD ("preview-lost/hang-up", "hang-up", test_preview_lost);
  ADD ("cancel/preparing", &cancel_preparing, test_cancel);
  ADD ("cancel/sample", &cancel_sample, test_cancel);
  ADD ("cancel/prompt", &cancel_prompt, test_cancel);
  ADD ("cancel/cloning", &cancel_cloning, test_cancel);
  ADD ("cancel/fetching", &cancel_fetching, test_cancel);
  ADD ("cancel/sent", NULL, test_cancel_sent);
  ADD ("second-run", NULL, test_second_run);
  ADD ("resume/failed", NULL, test_resume);
  ADD ("resume/killed", NULL, test_resume_killed);
  ADD ("resume/fetch", NULL, test_resume_fetch);
  ADD ("resume/other-account", NULL, test_other_account);
  ADD ("practice", NULL, test_practice);
  return g_test_run ();
}
