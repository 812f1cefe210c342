/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-job-state.h"

G_DEFINE_ENUM_TYPE (SaJobState,
                    sa_job_state,
                    G_DEFINE_ENUM_VALUE (SA_JOB_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (SA_JOB_PREPARING, "preparing"),
                    G_DEFINE_ENUM_VALUE (SA_JOB_UPLOADING_SAMPLE, "uploading-sample"),
                    G_DEFINE_ENUM_VALUE (SA_JOB_UPLOADING_PROMPT, "uploading-prompt"),
                    G_DEFINE_ENUM_VALUE (SA_JOB_CLONING, "cloning"),
                    G_DEFINE_ENUM_VALUE (SA_JOB_FETCHING, "fetching"),
                    G_DEFINE_ENUM_VALUE (SA_JOB_STORING, "storing"),
                    G_DEFINE_ENUM_VALUE (SA_JOB_DONE, "done"),
                    G_DEFINE_ENUM_VALUE (SA_JOB_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (SA_JOB_UNKNOWN, "unknown"),
                    G_DEFINE_ENUM_VALUE (SA_JOB_CANCELLED, "cancelled"))

#define TO(state) (1u << SA_JOB_##state)

/* The table of allowed edges. A job that was stored after its clone goes from ready straight to what is
 * left; an upload that the service forgot leads from the clone back to the preparing, once. After the
 * clone nothing is a failure any more: the voice is made. */
static const guint allowed[SA_JOB_N_STATES] = {
  [SA_JOB_READY] = TO (PREPARING) | TO (FETCHING) | TO (STORING),
  [SA_JOB_PREPARING] =
    TO (UPLOADING_SAMPLE) | TO (UPLOADING_PROMPT) | TO (CLONING) | TO (FAILED) | TO (CANCELLED),
  [SA_JOB_UPLOADING_SAMPLE] = TO (UPLOADING_PROMPT) | TO (CLONING) | TO (FAILED) | TO (CANCELLED),
  [SA_JOB_UPLOADING_PROMPT] = TO (CLONING) | TO (FAILED) | TO (CANCELLED),
  [SA_JOB_CLONING] =
    TO (PREPARING) | TO (FETCHING) | TO (STORING) | TO (FAILED) | TO (UNKNOWN) | TO (CANCELLED),
  [SA_JOB_FETCHING] = TO (STORING),
  [SA_JOB_STORING] = TO (DONE),
  [SA_JOB_DONE] = 0,
  [SA_JOB_FAILED] = TO (PREPARING),
  [SA_JOB_UNKNOWN] = TO (READY),
  [SA_JOB_CANCELLED] = TO (PREPARING),
};

/**
 * sa_job_state_to_string:
 * @state: a state
 *
 * Returns: (transfer none): its name, as the library stores it
 */
const char *
sa_job_state_to_string (SaJobState state)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (SA_TYPE_JOB_STATE);
  GEnumValue *value = g_enum_get_value (klass, state);

  g_return_val_if_fail (value != NULL, NULL);

  return value->value_nick;
}

/**
 * sa_job_state_from_string:
 * @name: (nullable): a name
 * @state: (out): the state of that name
 *
 * Returns: whether there is such a state
 */
gboolean
sa_job_state_from_string (const char *name, SaJobState *state)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (SA_TYPE_JOB_STATE);
  GEnumValue *value = name != NULL ? g_enum_get_value_by_nick (klass, name) : NULL;

  if (value == NULL)
    return FALSE;
  *state = value->value;
  return TRUE;
}

/**
 * sa_job_state_may_become:
 * @from: a state
 * @to: another one
 *
 * Returns: whether a job may go straight from one to the other
 */
gboolean
sa_job_state_may_become (SaJobState from, SaJobState to)
{
  g_return_val_if_fail (from < SA_JOB_N_STATES && to < SA_JOB_N_STATES, FALSE);

  return (allowed[from] & (1u << to)) != 0;
}

gboolean
sa_job_state_is_running (SaJobState state)
{
  return state >= SA_JOB_PREPARING && state <= SA_JOB_STORING;
}
