/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account/sa-account.h"
#include "jobs/sa-clone-job.h"
#include "jobs/sa-upload-job.h"
#include "library/sa-library.h"
#include "minimax/sa-client.h"

#include "fake-service.h"

G_BEGIN_DECLS

/**
 * Fixture:
 *
 * A folder of its own with speech in it, a library, and a raw server that answers uploads with the IDs
 * 1001, 1002 … by itself unless told otherwise.
 */
typedef struct {
  char *dir;
  FakeService *service;
  SaAccount *account;
  SaClient *client;
  SaLibrary *library;
  GFile *previews;
} Fixture;

void fixture_set_up (Fixture *fixture, gconstpointer data);
void fixture_tear_down (Fixture *fixture, gconstpointer data);

GFile *fixture_speech (Fixture *fixture, const char *name, double seconds);
SaDraft *fixture_draft (Fixture *fixture);
SaCloneJob *fixture_job (Fixture *fixture, SaDraft *draft);
GPtrArray *fixture_attempts (Fixture *fixture);
GListModel *fixture_voices (Fixture *fixture);
guint fixture_count_files (GFile *folder);

/* Runs a job to its end. */
gboolean fixture_run (SaCloneJob *job, GError **error);
GAsyncResult *fixture_wait (GAsyncResult **slot);
void fixture_on_result (GObject *source, GAsyncResult *result, gpointer slot);

/* Iterates until a condition holds, or the test fails. */
#define fixture_wait_until(condition)                                 \
  G_STMT_START                                                        \
  {                                                                   \
    gint64 deadline_ = g_get_monotonic_time () + 20 * G_USEC_PER_SEC; \
    while (!(condition)) {                                            \
      g_assert_cmpint (g_get_monotonic_time (), <, deadline_);        \
      if (!g_main_context_iteration (NULL, FALSE))                    \
        g_usleep (1000);                                              \
    }                                                                 \
  }                                                                   \
  G_STMT_END

#define UPLOADED(id)                                                                            \
  "{\"file\":{\"file_id\":" id ",\"bytes\":5,\"created_at\":1700469398,\"filename\":\"a.wav\"," \
  "\"purpose\":\"voice_clone\"},\"base_resp\":{\"status_code\":0,\"status_msg\":\"success\"}}"
#define CODE(code) \
  "{\"base_resp\":{\"status_code\":" code ",\"status_msg\":\"no\"},\"trace_id\":\"t-" code "\"}"
#define CLONED                                                                 \
  "{\"input_sensitive\":false,\"input_sensitive_type\":0,\"demo_audio\":\"\"," \
  "\"base_resp\":{\"status_code\":0,\"status_msg\":\"success\"}}"

G_END_DECLS
