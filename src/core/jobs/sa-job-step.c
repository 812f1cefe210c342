/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-job-step.h"

#include <glib/gi18n-lib.h>

struct _SaJobStep {
  GObject parent_instance;

  SaJobStepKind kind;
  SaJobStepStatus status;
  gint64 done_bytes;
  gint64 total_bytes;
  double fraction;
  char *detail;
  gint64 started_at; /* monotonic, µs; 0 before */
  double seconds;
};

G_DEFINE_ENUM_TYPE (SaJobStepKind,
                    sa_job_step_kind,
                    G_DEFINE_ENUM_VALUE (SA_JOB_STEP_PREPARE, "prepare"),
                    G_DEFINE_ENUM_VALUE (SA_JOB_STEP_UPLOAD_SAMPLE, "upload-sample"),
                    G_DEFINE_ENUM_VALUE (SA_JOB_STEP_UPLOAD_PROMPT, "upload-prompt"),
                    G_DEFINE_ENUM_VALUE (SA_JOB_STEP_CLONE, "clone"),
                    G_DEFINE_ENUM_VALUE (SA_JOB_STEP_FETCH, "fetch"))

G_DEFINE_ENUM_TYPE (SaJobStepStatus,
                    sa_job_step_status,
                    G_DEFINE_ENUM_VALUE (SA_JOB_STEP_PENDING, "pending"),
                    G_DEFINE_ENUM_VALUE (SA_JOB_STEP_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (SA_JOB_STEP_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (SA_JOB_STEP_DONE, "done"),
                    G_DEFINE_ENUM_VALUE (SA_JOB_STEP_SKIPPED, "skipped"),
                    G_DEFINE_ENUM_VALUE (SA_JOB_STEP_FAILED, "failed"))

G_DEFINE_FINAL_TYPE (SaJobStep, sa_job_step, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_KIND,
  PROP_STATUS,
  PROP_DONE_BYTES,
  PROP_TOTAL_BYTES,
  PROP_FRACTION,
  PROP_SECONDS,
  PROP_DETAIL,
  PROP_TITLE,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

static gboolean
is_under_way (SaJobStepStatus status)
{
  return status == SA_JOB_STEP_RUNNING || status == SA_JOB_STEP_WAITING;
}

static void
update_seconds (SaJobStep *self)
{
  if (self->started_at == 0)
    return;
  self->seconds = (g_get_monotonic_time () - self->started_at) / (double) G_USEC_PER_SEC;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SECONDS]);
}

static void
sa_job_step_finalize (GObject *object)
{
  SaJobStep *self = SA_JOB_STEP (object);

  g_free (self->detail);

  G_OBJECT_CLASS (sa_job_step_parent_class)->finalize (object);
}

static void
sa_job_step_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SaJobStep *self = SA_JOB_STEP (object);

  switch (id) {
  case PROP_KIND:
    g_value_set_enum (value, self->kind);
    break;
  case PROP_STATUS:
    g_value_set_enum (value, self->status);
    break;
  case PROP_DONE_BYTES:
    g_value_set_int64 (value, self->done_bytes);
    break;
  case PROP_TOTAL_BYTES:
    g_value_set_int64 (value, self->total_bytes);
    break;
  case PROP_FRACTION:
    g_value_set_double (value, self->fraction);
    break;
  case PROP_SECONDS:
    g_value_set_double (value, self->seconds);
    break;
  case PROP_DETAIL:
    g_value_set_string (value, self->detail);
    break;
  case PROP_TITLE:
    g_value_set_string (value, sa_job_step_get_title (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sa_job_step_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SaJobStep *self = SA_JOB_STEP (object);

  switch (id) {
  case PROP_KIND:
    self->kind = g_value_get_enum (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

#define READABLE (G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS)

static void
sa_job_step_class_init (SaJobStepClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = sa_job_step_finalize;
  object_class->get_property = sa_job_step_get_property;
  object_class->set_property = sa_job_step_set_property;

  props[PROP_KIND] =
    g_param_spec_enum ("kind", NULL, NULL, SA_TYPE_JOB_STEP_KIND, SA_JOB_STEP_PREPARE,
                       G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  props[PROP_STATUS] = g_param_spec_enum ("status", NULL, NULL, SA_TYPE_JOB_STEP_STATUS,
                                          SA_JOB_STEP_PENDING, READABLE);
  props[PROP_DONE_BYTES] =
    g_param_spec_int64 ("done-bytes", NULL, NULL, 0, G_MAXINT64, 0, READABLE);
  props[PROP_TOTAL_BYTES] =
    g_param_spec_int64 ("total-bytes", NULL, NULL, 0, G_MAXINT64, 0, READABLE);
  props[PROP_FRACTION] = g_param_spec_double ("fraction", NULL, NULL, 0, 1, 0, READABLE);
  props[PROP_SECONDS] = g_param_spec_double ("seconds", NULL, NULL, 0, G_MAXDOUBLE, 0, READABLE);
  props[PROP_DETAIL] = g_param_spec_string ("detail", NULL, NULL, NULL, READABLE);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, READABLE);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
sa_job_step_init (SaJobStep *self)
{
}

/**
 * sa_job_step_new:
 * @kind: which step
 *
 * Returns: (transfer full): a step that is still to be done
 */
SaJobStep *
sa_job_step_new (SaJobStepKind kind)
{
  return g_object_new (SA_TYPE_JOB_STEP, "kind", kind, NULL);
}

SaJobStepKind
sa_job_step_get_kind (SaJobStep *self)
{
  g_return_val_if_fail (SA_IS_JOB_STEP (self), SA_JOB_STEP_PREPARE);

  return self->kind;
}

SaJobStepStatus
sa_job_step_get_status (SaJobStep *self)
{
  g_return_val_if_fail (SA_IS_JOB_STEP (self), SA_JOB_STEP_PENDING);

  return self->status;
}

gint64
sa_job_step_get_done_bytes (SaJobStep *self)
{
  g_return_val_if_fail (SA_IS_JOB_STEP (self), 0);

  return self->done_bytes;
}

gint64
sa_job_step_get_total_bytes (SaJobStep *self)
{
  g_return_val_if_fail (SA_IS_JOB_STEP (self), 0);

  return self->total_bytes;
}

double
sa_job_step_get_fraction (SaJobStep *self)
{
  g_return_val_if_fail (SA_IS_JOB_STEP (self), 0);

  return self->fraction;
}

double
sa_job_step_get_seconds (SaJobStep *self)
{
  g_return_val_if_fail (SA_IS_JOB_STEP (self), 0);

  return self->seconds;
}

const char *
sa_job_step_get_detail (SaJobStep *self)
{
  g_return_val_if_fail (SA_IS_JOB_STEP (self), NULL);

  return self->detail;
}

/**
 * sa_job_step_get_title:
 * @self: a step
 *
 * Returns: (transfer none): its line in the list: what will be done, is being done or was done
 */
const char *
sa_job_step_get_title (SaJobStep *self)
{
  static const struct {
    const char *to_do, *doing, *done;
  } titles[SA_JOB_N_STEPS] = {
    [SA_JOB_STEP_PREPARE] = { N_ ("Prepare the audio"), N_ ("Preparing the audio"),
                              N_ ("Audio prepared") },
    [SA_JOB_STEP_UPLOAD_SAMPLE] = { N_ ("Upload the sample"), N_ ("Uploading the sample"),
                                    N_ ("Sample uploaded") },
    [SA_JOB_STEP_UPLOAD_PROMPT] = { N_ ("Upload the prompt clip"), N_ ("Uploading the prompt clip"),
                                    N_ ("Prompt clip uploaded") },
    [SA_JOB_STEP_CLONE] = { N_ ("Clone the voice"), N_ ("Cloning the voice"), N_ ("Voice cloned") },
    [SA_JOB_STEP_FETCH] = { N_ ("Fetch the preview"), N_ ("Fetching the preview"),
                            N_ ("Preview fetched") },
  };

  g_return_val_if_fail (SA_IS_JOB_STEP (self), NULL);

  if (is_under_way (self->status))
    return _ (titles[self->kind].doing);
  if (self->status == SA_JOB_STEP_DONE)
    return _ (titles[self->kind].done);
  return _ (titles[self->kind].to_do);
}

/**
 * sa_job_step_set_status:
 * @self: a step
 * @status: its new status
 *
 * The clock runs while the step is under way, waits included.
 */
void
sa_job_step_set_status (SaJobStep *self, SaJobStepStatus status)
{
  g_return_if_fail (SA_IS_JOB_STEP (self));

  if (status == self->status)
    return;
  if (is_under_way (status) && !is_under_way (self->status))
    self->started_at = g_get_monotonic_time ();
  update_seconds (self);
  if (!is_under_way (status))
    self->started_at = 0;
  self->status = status;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATUS]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TITLE]);
}

/**
 * sa_job_step_set_bytes:
 * @self: a step
 * @done: bytes that are through
 * @total: bytes in all, 0 while unknown
 */
void
sa_job_step_set_bytes (SaJobStep *self, gint64 done, gint64 total)
{
  g_return_if_fail (SA_IS_JOB_STEP (self));

  if (done != self->done_bytes) {
    self->done_bytes = done;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DONE_BYTES]);
  }
  if (total != self->total_bytes) {
    self->total_bytes = total;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TOTAL_BYTES]);
  }
  sa_job_step_set_fraction (self, total > 0 ? (double) done / (double) total : 0);
}

void
sa_job_step_set_fraction (SaJobStep *self, double fraction)
{
  g_return_if_fail (SA_IS_JOB_STEP (self));

  fraction = CLAMP (fraction, 0.0, 1.0);
  if (is_under_way (self->status))
    update_seconds (self);
  if (fraction == self->fraction)
    return;
  self->fraction = fraction;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FRACTION]);
}

void
sa_job_step_set_detail (SaJobStep *self, const char *detail)
{
  g_return_if_fail (SA_IS_JOB_STEP (self));

  if (g_strcmp0 (detail, self->detail) == 0)
    return;
  g_free (self->detail);
  self->detail = g_strdup (detail);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DETAIL]);
}
