/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SaJobState:
 * @SA_JOB_READY: nothing was done yet, or the user decided to go on
 * @SA_JOB_PREPARING: the audio is made lawful; nothing leaves
 * @SA_JOB_UPLOADING_SAMPLE: the sample leaves
 * @SA_JOB_UPLOADING_PROMPT: the prompt clip leaves
 * @SA_JOB_CLONING: the clone is asked for: from here on the voice may be made
 * @SA_JOB_FETCHING: the voice is made; the preview is fetched
 * @SA_JOB_STORING: what came is stored
 * @SA_JOB_DONE: the voice is made and stored
 * @SA_JOB_FAILED: no voice was made; run again to go on from the failed step
 * @SA_JOB_UNKNOWN: the voice may have been made: the user decides
 * @SA_JOB_CANCELLED: stopped before the clone was sent; run again to go on
 */
typedef enum {
  SA_JOB_READY,
  SA_JOB_PREPARING,
  SA_JOB_UPLOADING_SAMPLE,
  SA_JOB_UPLOADING_PROMPT,
  SA_JOB_CLONING,
  SA_JOB_FETCHING,
  SA_JOB_STORING,
  SA_JOB_DONE,
  SA_JOB_FAILED,
  SA_JOB_UNKNOWN,
  SA_JOB_CANCELLED,
} SaJobState;

#define SA_JOB_N_STATES (SA_JOB_CANCELLED + 1)

#define SA_TYPE_JOB_STATE (sa_job_state_get_type ())
GType sa_job_state_get_type (void);

const char *sa_job_state_to_string (SaJobState state);
gboolean sa_job_state_from_string (const char *name, SaJobState *state);
gboolean sa_job_state_may_become (SaJobState from, SaJobState to);
gboolean sa_job_state_is_running (SaJobState state);

G_END_DECLS
