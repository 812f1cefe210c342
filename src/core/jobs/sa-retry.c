/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-retry.h"

#include "minimax/sa-advice.h"
#include "minimax/sa-service-error.h"

/* How often the countdown is looked at: fine enough that no second is skipped. */
#define TICK_MS 200

struct _SaRetry {
  GObject parent_instance;

  guint try;
  guint waiting_seconds;
  char *reason;

  /* While waiting. */
  GTask *task;
  GSource *tick;
  GSource *cancelled;
  gint64 deadline; /* monotonic, µs */
};

G_DEFINE_FINAL_TYPE (SaRetry, sa_retry, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_WAITING_SECONDS,
  PROP_TRY,
  PROP_REASON,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

static void
set_waiting (SaRetry *self, guint seconds)
{
  if (seconds == self->waiting_seconds)
    return;
  self->waiting_seconds = seconds;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WAITING_SECONDS]);
}

static void
set_try (SaRetry *self, guint try)
{
  if (try == self->try)
    return;
  self->try = try;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TRY]);
}

static void
set_reason (SaRetry *self, const char *reason)
{
  if (g_strcmp0 (reason, self->reason) == 0)
    return;
  g_free (self->reason);
  self->reason = g_strdup (reason);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_REASON]);
}

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/* Ends the wait, and answers whoever waits. */
static void
end_wait (SaRetry *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  clear_source (&self->tick);
  clear_source (&self->cancelled);
  set_waiting (self, 0);
  set_reason (self, NULL);
  if (g_task_return_error_if_cancelled (task))
    return;
  set_try (self, self->try + 1);
  g_task_return_boolean (task, TRUE);
}

static gboolean
on_tick (gpointer user_data)
{
  SaRetry *self = SA_RETRY (user_data);
  gint64 left = self->deadline - g_get_monotonic_time ();

  if (left <= 0) {
    end_wait (self);
    return G_SOURCE_REMOVE;
  }
  set_waiting (self, (left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
  return G_SOURCE_CONTINUE;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  end_wait (SA_RETRY (user_data));
  return G_SOURCE_REMOVE;
}

static guint
get_wait_seconds (SaRetry *self, const GError *cause)
{
  guint asked = sa_service_error_get_retry_after (cause);

  if (asked > 0)
    return MIN (asked, SA_RETRY_MAX_WAIT_SECONDS);
  return 1u << (self->try - 1);
}

static void
sa_retry_finalize (GObject *object)
{
  SaRetry *self = SA_RETRY (object);

  g_free (self->reason);

  G_OBJECT_CLASS (sa_retry_parent_class)->finalize (object);
}

static void
sa_retry_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SaRetry *self = SA_RETRY (object);

  switch (id) {
  case PROP_WAITING_SECONDS:
    g_value_set_uint (value, self->waiting_seconds);
    break;
  case PROP_TRY:
    g_value_set_uint (value, self->try);
    break;
  case PROP_REASON:
    g_value_set_string (value, self->reason);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

#define READABLE (G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS)

static void
sa_retry_class_init (SaRetryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = sa_retry_finalize;
  object_class->get_property = sa_retry_get_property;

  props[PROP_WAITING_SECONDS] =
    g_param_spec_uint ("waiting-seconds", NULL, NULL, 0, SA_RETRY_MAX_WAIT_SECONDS, 0, READABLE);
  props[PROP_TRY] = g_param_spec_uint ("try", NULL, NULL, 1, SA_RETRY_TRIES, 1, READABLE);
  props[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, READABLE);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
sa_retry_init (SaRetry *self)
{
  self->try = 1;
}

SaRetry *
sa_retry_new (void)
{
  return g_object_new (SA_TYPE_RETRY, NULL);
}

/**
 * sa_retry_begin:
 * @self: a retry that is not waiting
 *
 * Starts counting anew, for another request.
 */
void
sa_retry_begin (SaRetry *self)
{
  g_return_if_fail (SA_IS_RETRY (self));
  g_return_if_fail (self->task == NULL);

  set_try (self, 1);
}

gboolean
sa_retry_may_try_again (SaRetry *self)
{
  g_return_val_if_fail (SA_IS_RETRY (self), FALSE);

  return self->try < SA_RETRY_TRIES;
}

guint
sa_retry_get_try (SaRetry *self)
{
  g_return_val_if_fail (SA_IS_RETRY (self), 1);

  return self->try;
}

guint
sa_retry_get_waiting_seconds (SaRetry *self)
{
  g_return_val_if_fail (SA_IS_RETRY (self), 0);

  return self->waiting_seconds;
}

const char *
sa_retry_get_reason (SaRetry *self)
{
  g_return_val_if_fail (SA_IS_RETRY (self), NULL);

  return self->reason;
}

/**
 * sa_retry_try_now:
 * @self: a retry
 *
 * Ends a wait at once; does nothing when it does not wait.
 */
void
sa_retry_try_now (SaRetry *self)
{
  g_return_if_fail (SA_IS_RETRY (self));

  if (self->task != NULL)
    end_wait (self);
}

/**
 * sa_retry_wait_async:
 * @self: a retry that may try again
 * @cause: why the last try failed
 * @cancellable: (nullable): ends the wait with %G_IO_ERROR_CANCELLED
 * @callback: called when the next try is due
 * @user_data: for @callback
 *
 * Waits until the next try is due, and counts it.
 */
void
sa_retry_wait_async (SaRetry *self,
                     const GError *cause,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  const SaAdvice *advice = sa_advice_for_error (cause);
  guint seconds;

  g_return_if_fail (SA_IS_RETRY (self));
  g_return_if_fail (self->task == NULL);
  g_return_if_fail (sa_retry_may_try_again (self));

  seconds = get_wait_seconds (self, cause);
  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, sa_retry_wait_async);
  self->deadline = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
  set_reason (self, advice != NULL ? advice->title : cause->message);
  set_waiting (self, seconds);

  self->tick = g_timeout_source_new (TICK_MS);
  g_source_set_callback (self->tick, on_tick, self, NULL);
  g_source_attach (self->tick, g_task_get_context (self->task));
  if (cancellable == NULL)
    return;
  self->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (self->cancelled, G_SOURCE_FUNC (on_cancelled), self, NULL);
  g_source_attach (self->cancelled, g_task_get_context (self->task));
}

gboolean
sa_retry_wait_finish (SaRetry *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
