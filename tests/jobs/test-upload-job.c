/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rules/sa-rules-error.h"

#include "jobs-fixture.h"

static SaUploadJob *
job_new (Fixture *fixture, double seconds)
{
  g_autoptr (GFile) file = fixture_speech (fixture, "sample.wav", seconds);
  g_autoptr (SaClip) clip = sa_clip_new (file, 0, -1, SA_CHANNEL_MIX_AUTO);

  return sa_upload_job_new (clip, SA_PURPOSE_VOICE_CLONE, fixture->client, fixture->account,
                            fixture->library);
}

static SaRemoteFile *
run (SaUploadJob *job, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sa_upload_job_run_async (job, NULL, fixture_on_result, &result);
  return sa_upload_job_run_finish (job, fixture_wait (&result), error);
}

/* Ends every wait at once, and adds the waits up. */
static void
on_waiting (SaUploadJob *job, GParamSpec *pspec, gpointer user_data)
{
  guint *waits = user_data;
  guint seconds = sa_upload_job_get_waiting_seconds (job);

  if (seconds == 0)
    return;
  *waits = *waits * 100 + seconds;
  g_assert_cmpint (sa_upload_job_get_state (job), ==, SA_UPLOAD_WAITING);
  g_assert_nonnull (sa_upload_job_get_wait_reason (job));
  g_idle_add_once ((GSourceOnceFunc) sa_upload_job_try_now, job);
}

static void
test_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaUploadJob) job = job_new (fixture, 12);
  g_autoptr (SaRemoteFile) remote = NULL;
  g_autoptr (GError) error = NULL;

  fake_service_answer (fixture->service, "upload", 200, UPLOADED ("9223372036854775807"));
  remote = run (job, &error);
  g_assert_no_error (error);
  g_assert_cmpint (remote->file_id, ==, G_MAXINT64);
  g_assert_cmpint (sa_upload_job_get_state (job), ==, SA_UPLOAD_DONE);
  g_assert_cmpfloat (sa_upload_job_get_fraction (job), ==, 1);
  g_assert_false (sa_upload_job_was_reused (job));
  g_assert_true (sa_fitted_is_untouched (sa_upload_job_get_fitted (job)));
  g_assert_finalize_object (g_steal_pointer (&job));
}

/* The same bytes are not sent twice, unless that is asked for. */
static void
test_reuse (Fixture *fixture, gconstpointer data)
{
  fake_service_answer (fixture->service, "upload", 200, UPLOADED ("1001"));
  fake_service_answer (fixture->service, "upload", 200, UPLOADED ("1002"));
  for (int i = 0; i < 3; i++) {
    g_autoptr (SaUploadJob) job = job_new (fixture, 12);
    g_autoptr (SaRemoteFile) remote = NULL;

    sa_upload_job_set_reuse (job, i < 2);
    remote = run (job, NULL);
    g_assert_nonnull (remote);
    g_assert_cmpint (remote->file_id, ==, i < 2 ? 1001 : 1002);
    g_assert_cmpint (sa_upload_job_was_reused (job), ==, i == 1);
  }
  g_assert_cmpuint (fake_service_count (fixture->service, "upload"), ==, 2);
}

static void
test_retry (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaUploadJob) job = job_new (fixture, 12);
  g_autoptr (SaRemoteFile) remote = NULL;
  g_autoptr (GError) error = NULL;
  guint waits = 0;

  fake_service_answer (fixture->service, "upload", 502, "<html>");
  fake_service_answer_headers (fixture->service, "upload", 429, "Retry-After: 3600\r\n",
                               "slow down");
  fake_service_hang_up (fixture->service, "upload");
  fake_service_answer (fixture->service, "upload", 200, UPLOADED ("1001"));
  g_signal_connect (job, "notify::waiting-seconds", G_CALLBACK (on_waiting), &waits);
  remote = run (job, &error);
  g_assert_no_error (error);
  g_assert_cmpint (remote->file_id, ==, 1001);
  g_assert_cmpuint (waits, ==, 16004);
  g_assert_cmpuint (sa_upload_job_get_try (job), ==, 4);
}

static void
test_gives_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaUploadJob) job = job_new (fixture, 12);
  g_autoptr (GError) error = NULL;
  guint waits = 0;

  fake_service_answer (fixture->service, "upload", 200, CODE ("1039"));
  g_signal_connect (job, "notify::waiting-seconds", G_CALLBACK (on_waiting), &waits);
  g_assert_null (run (job, &error));
  g_assert_error (error, SA_SERVICE_ERROR, SA_SERVICE_ERROR_REFUSED);
  g_assert_cmpuint (waits, ==, 10204);
  g_assert_cmpuint (fake_service_count (fixture->service, "upload"), ==, 4);
  g_assert_cmpint (sa_upload_job_get_state (job), ==, SA_UPLOAD_FAILED);
}

static void
test_no_retry (Fixture *fixture, gconstpointer data)
{
  static const char *const codes[] = { CODE ("1004"), CODE ("2013"), CODE ("1000") };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    fake_service_answer (fixture->service, "upload", 200, codes[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_autoptr (SaUploadJob) job = job_new (fixture, 12);
    g_autoptr (GError) error = NULL;

    g_assert_null (run (job, &error));
    g_assert_error (error, SA_SERVICE_ERROR, SA_SERVICE_ERROR_REFUSED);
    g_assert_cmpuint (fake_service_count (fixture->service, "upload"), ==, i + 1);
  }
}

static void
test_wait_passes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaUploadJob) job = job_new (fixture, 12);
  g_autoptr (SaRemoteFile) remote = NULL;
  gint64 began = g_get_monotonic_time ();

  fake_service_answer (fixture->service, "upload", 503, "no");
  fake_service_answer (fixture->service, "upload", 200, UPLOADED ("1001"));
  remote = run (job, NULL);
  g_assert_nonnull (remote);
  g_assert_cmpint (g_get_monotonic_time () - began, >=, G_USEC_PER_SEC);
}

static void
test_cancel_waiting (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaUploadJob) job = job_new (fixture, 12);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fake_service_answer_headers (fixture->service, "upload", 429, "Retry-After: 50\r\n", "");
  sa_upload_job_run_async (job, cancellable, fixture_on_result, &result);
  fixture_wait_until (sa_upload_job_get_state (job) == SA_UPLOAD_WAITING);
  g_assert_cmpuint (sa_upload_job_get_waiting_seconds (job), ==, 50);
  g_cancellable_cancel (cancellable);
  g_assert_null (sa_upload_job_run_finish (job, fixture_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (sa_upload_job_get_waiting_seconds (job), ==, 0);
  g_assert_cmpuint (fake_service_count (fixture->service, "upload"), ==, 1);
}

static void
test_too_short (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaUploadJob) job = job_new (fixture, 9.99);
  g_autoptr (GError) error = NULL;

  g_assert_null (run (job, &error));
  g_assert_error (error, SA_RULES_ERROR, SA_RULES_ERROR_LENGTH);
  g_assert_cmpuint (fake_service_count (fixture->service, "upload"), ==, 0);
}

/* Each request is written down once, and says what it held. */
static void
test_log (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaUploadJob) job = job_new (fixture, 12);
  g_autoptr (SaUploadJob) other = job_new (fixture, 12);
  g_autoptr (SaRemoteFile) remote = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  SaSentEntry *entry;

  fake_service_answer (fixture->service, "upload", 200, UPLOADED ("1001"));
  remote = run (job, NULL);
  g_assert_nonnull (remote);
  sa_library_list_log_async (fixture->library, 10, NULL, fixture_on_result, &result);
  entries = sa_library_list_log_finish (fixture->library, fixture_wait (&result), NULL);
  g_assert_cmpuint (entries->len, ==, 1);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpstr (entry->purpose, ==, "voice_clone");
  g_assert_nonnull (strstr (entry->request, "/v1/files/upload"));
  g_assert_nonnull (strstr (entry->note, "sample.wav"));
  g_assert_nonnull (strstr (entry->note, "with its tags"));
  g_assert_cmpint (entry->bytes, >, 384044);
}

#define ADD(name, function) \
  g_test_add ("/upload-job/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("once", test_once);
  ADD ("reuse", test_reuse);
  ADD ("retry", test_retry);
  ADD ("gives-up", test_gives_up);
  ADD ("no-retry", test_no_retry);
  ADD ("wait-passes", test_wait_passes);
  ADD ("cancel-waiting", test_cancel_waiting);
  ADD ("too-short", test_too_short);
  ADD ("log", test_log);
  return g_test_run ();
}
