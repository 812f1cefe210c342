/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A job that failed goes on with another account; nothing of the old one is used there. */
#include "minimax/sa-service-error.h"

#include "jobs-fixture.h"

typedef struct {
  Fixture base;
  FakeService *other;
  SaAccount *account;
  SaClient *client;
} Switch;

static void
set_up (Switch *test, gconstpointer data)
{
  fixture_set_up (&test->base, data);
  test->other = fake_service_new ();
  test->account =
    sa_account_new (fake_service_get_base_url (test->other), "key-of-another-test", NULL);
  test->client =
    sa_client_new (fake_service_get_base_url (test->other), "key-of-another-test", 10, NULL);
}

static void
tear_down (Switch *test, gconstpointer data)
{
  g_assert_finalize_object (g_steal_pointer (&test->client));
  sa_account_unref (test->account);
  fake_service_free (test->other);
  fixture_tear_down (&test->base, data);
}

static void
answer_well (FakeService *service)
{
  fake_service_answer (service, "upload", 200, UPLOADED ("2001"));
  fake_service_answer (service, "voice_clone", 200, CLONED);
}

static void
assert_attempt (Switch *test, gboolean finished)
{
  g_autoptr (GPtrArray) attempts = fixture_attempts (&test->base);
  SaAttempt *attempt;

  g_assert_cmpuint (attempts->len, ==, 1);
  attempt = g_ptr_array_index (attempts, 0);
  g_assert_cmpstr (attempt->host, ==, sa_account_get_host (test->account));
  g_assert_cmpstr (attempt->account, ==, sa_account_get_name (test->account));
  g_assert_cmpint (attempt->sample_file_id, ==, 2001);
  g_assert_cmpint (attempt->finished, ==, finished);
}

static void
assert_status (SaCloneJob *job, SaJobStepKind kind, SaJobStepStatus status)
{
  g_autoptr (SaJobStep) step = g_list_model_get_item (sa_clone_job_get_steps (job), kind);

  g_assert_cmpint (sa_job_step_get_status (step), ==, status);
}

static void
test_refused_upload (Switch *test, gconstpointer data)
{
  g_autoptr (SaDraft) draft = fixture_draft (&test->base);
  g_autoptr (SaCloneJob) job = fixture_job (&test->base, draft);
  g_autoptr (GError) error = NULL;

  fake_service_answer (test->base.service, "upload", 200, CODE ("1004"));
  answer_well (test->other);
  g_assert_false (fixture_run (job, &error));
  g_assert_cmpint (sa_service_error_get_status_code (error), ==, 1004);

  g_assert_true (sa_clone_job_set_service (job, test->client, test->account));
  g_assert_true (sa_clone_job_get_account (job) == test->account);
  g_assert_cmpint (sa_clone_job_get_state (job), ==, SA_JOB_FAILED);
  assert_status (job, SA_JOB_STEP_PREPARE, SA_JOB_STEP_DONE);
  assert_status (job, SA_JOB_STEP_UPLOAD_SAMPLE, SA_JOB_STEP_FAILED);
  g_clear_error (&error);
  g_assert_true (fixture_run (job, &error));
  g_assert_no_error (error);
  g_assert_cmpint (sa_clone_job_get_sample_file_id (job), ==, 2001);
  g_assert_cmpuint (fake_service_count (test->base.service, "upload"), ==, 1);
  g_assert_cmpuint (fake_service_count (test->other, "upload"), ==, 1);
  assert_attempt (test, TRUE);
  g_assert_finalize_object (g_steal_pointer (&job));
}

/* The file that the old account holds is not asked for in the new one. */
static void
test_refused_clone (Switch *test, gconstpointer data)
{
  g_autoptr (SaDraft) draft = fixture_draft (&test->base);
  g_autoptr (SaCloneJob) job = fixture_job (&test->base, draft);
  g_autofree char *body = NULL;

  fake_service_answer (test->base.service, "upload", 200, UPLOADED ("1001"));
  fake_service_answer (test->base.service, "voice_clone", 200, CODE ("2038"));
  answer_well (test->other);
  g_assert_false (fixture_run (job, NULL));
  g_assert_cmpint (sa_clone_job_get_sample_file_id (job), ==, 1001);

  g_assert_true (sa_clone_job_set_service (job, test->client, test->account));
  g_assert_cmpint (sa_clone_job_get_sample_file_id (job), ==, 0);
  assert_status (job, SA_JOB_STEP_PREPARE, SA_JOB_STEP_DONE);
  assert_status (job, SA_JOB_STEP_UPLOAD_SAMPLE, SA_JOB_STEP_PENDING);
  assert_status (job, SA_JOB_STEP_CLONE, SA_JOB_STEP_FAILED);
  g_assert_true (fixture_run (job, NULL));
  body = fake_service_get_body (test->other, "voice_clone", 0);
  g_assert_nonnull (strstr (body, "\"file_id\":2001"));
  assert_attempt (test, TRUE);
  g_assert_finalize_object (g_steal_pointer (&job));
}

/* What was or may have been made with the old account stays there. */
static void
test_not_switched (Switch *test, gconstpointer data)
{
  g_autoptr (SaDraft) draft = fixture_draft (&test->base);
  g_autoptr (SaCloneJob) unknown = fixture_job (&test->base, draft);
  g_autoptr (SaCloneJob) done = NULL;

  fake_service_answer (test->base.service, "upload", 200, UPLOADED ("1001"));
  fake_service_hang_up (test->base.service, "voice_clone");
  fake_service_answer (test->base.service, "voice_clone", 200, CLONED);
  g_assert_false (fixture_run (unknown, NULL));
  g_assert_cmpint (sa_clone_job_get_state (unknown), ==, SA_JOB_UNKNOWN);
  g_assert_false (sa_clone_job_set_service (unknown, test->client, test->account));
  g_assert_true (sa_clone_job_get_account (unknown) == test->base.account);

  sa_draft_set_voice_id (draft, "anna-reads-2027");
  done = fixture_job (&test->base, draft);
  g_assert_true (fixture_run (done, NULL));
  g_assert_false (sa_clone_job_set_service (done, test->client, test->account));
  g_assert_cmpuint (fake_service_count (test->other, "upload"), ==, 0);
  g_assert_finalize_object (g_steal_pointer (&unknown));
  g_assert_finalize_object (g_steal_pointer (&done));
}

static void
test_not_while_running (Switch *test, gconstpointer data)
{
  g_autoptr (SaDraft) draft = fixture_draft (&test->base);
  g_autoptr (SaCloneJob) job = fixture_job (&test->base, draft);
  g_autoptr (GAsyncResult) result = NULL;

  fake_service_stall (test->base.service, "upload");
  sa_clone_job_run_async (job, NULL, fixture_on_result, &result);
  g_assert_false (sa_clone_job_set_service (job, test->client, test->account));
  sa_clone_job_cancel (job);
  g_assert_false (sa_clone_job_run_finish (job, fixture_wait (&result), NULL));
  g_clear_object (&result);
  g_assert_finalize_object (g_steal_pointer (&job));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/clone-switch/" name, Switch, NULL, set_up, func, tear_down)
  ADD ("refused-upload", test_refused_upload);
  ADD ("refused-clone", test_refused_clone);
  ADD ("not-switched", test_not_switched);
  ADD ("not-while-running", test_not_while_running);

  return g_test_run ();
}
