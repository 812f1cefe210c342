/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-key-mender.h"

#include <glib/gi18n-lib.h>

#include "minimax/sa-advice.h"
#include "sa-key-text.h"

/* Helps a job whose key was refused: finds out whether the other region takes the key, goes over there,
 * and lets the job go on. The job's page shows what it finds. */
struct _SaKeyMender {
  GObject parent_instance;

  SaJobPage *page; /* borrowed: the page that owns both outlives this */
  SaServices *services;
  SaKeyTrial *trial;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (SaKeyMender, sa_key_mender, G_TYPE_OBJECT)

enum { SWITCHED, N_SIGNALS };

static guint signals[N_SIGNALS];

static gboolean
is_about_key (SaCloneJob *job)
{
  const GError *error = sa_clone_job_get_error (job);
  const SaAdvice *advice = error != NULL ? sa_advice_for_error (error) : NULL;

  return sa_clone_job_get_state (job) == SA_JOB_FAILED && advice != NULL &&
         advice->action == SA_ADVICE_CHECK_KEY;
}

static void
sa_key_mender_dispose (GObject *object)
{
  SaKeyMender *self = SA_KEY_MENDER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->trial != NULL)
    sa_key_trial_cancel (self->trial);
  g_clear_object (&self->trial);
  g_clear_object (&self->services);

  G_OBJECT_CLASS (sa_key_mender_parent_class)->dispose (object);
}

static void
sa_key_mender_class_init (SaKeyMenderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sa_key_mender_dispose;

  /**
   * SaKeyMender::switched:
   * @self: the mender
   * @problem: (nullable): why it could not be done
   *
   * What sa_key_mender_switch() came to.
   */
  signals[SWITCHED] = g_signal_new ("switched", SA_TYPE_KEY_MENDER, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sa_key_mender_init (SaKeyMender *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * sa_key_mender_new:
 * @page: where jobs are shown
 * @services: whose account is changed
 *
 * Returns: (transfer full): a mender that has nothing to do yet
 */
SaKeyMender *
sa_key_mender_new (SaJobPage *page, SaServices *services)
{
  SaKeyMender *self = g_object_new (SA_TYPE_KEY_MENDER, NULL);

  self->page = page;
  self->services = g_object_ref (services);

  return self;
}

/**
 * sa_key_mender_begin:
 * @self: a mender
 * @job: a job that ended without a voice
 *
 * If its key was refused, offers what may help.
 */
void
sa_key_mender_begin (SaKeyMender *self, SaCloneJob *job)
{
  SaAccount *account;
  g_autoptr (SaAccount) other = NULL;

  g_return_if_fail (SA_IS_KEY_MENDER (self));

  sa_key_mender_end (self);
  if (!is_about_key (job))
    return;

  account = sa_clone_job_get_account (job);
  other = sa_account_new_in_other_region (account);
  self->trial = sa_key_trial_new_refused (account, other, sa_services_get_library (self->services));
  sa_job_page_set_trial (self->page, self->trial);
}

/**
 * sa_key_mender_end:
 * @self: a mender
 *
 * There is nothing to help with: the job goes on, or another one is shown.
 */
void
sa_key_mender_end (SaKeyMender *self)
{
  g_return_if_fail (SA_IS_KEY_MENDER (self));

  sa_job_page_set_trial (self->page, NULL);
  sa_job_page_set_notice (self->page, NULL);
  if (self->trial != NULL)
    sa_key_trial_cancel (self->trial);
  g_clear_object (&self->trial);
}

/**
 * sa_key_mender_ask_other:
 * @self: a mender
 *
 * The user wants the other region to be asked about the key.
 */
void
sa_key_mender_ask_other (SaKeyMender *self)
{
  g_return_if_fail (SA_IS_KEY_MENDER (self));

  if (self->trial != NULL)
    sa_key_trial_ask_other (self->trial);
}

static void
on_used (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaKeyMender) self = user_data;
  g_autoptr (GError) error = NULL;

  sa_services_use_account_finish (SA_SERVICES (source), result, &error);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (self, signals[SWITCHED], 0, error != NULL ? error->message : NULL);
}

/**
 * sa_key_mender_switch:
 * @self: a mender
 *
 * The user wants to work with the region that accepts the key.
 */
void
sa_key_mender_switch (SaKeyMender *self)
{
  SaAccount *accepted;

  g_return_if_fail (SA_IS_KEY_MENDER (self));

  accepted = self->trial != NULL ? sa_key_trial_get_accepted (self->trial) : NULL;
  if (accepted != NULL)
    sa_services_use_account_async (self->services, accepted, self->cancellable, on_used,
                                   g_object_ref (self));
}

/**
 * sa_key_mender_take_account:
 * @self: a mender
 * @job: the job that is shown
 *
 * Another account is in use: @job goes on with it, if it may.
 *
 * Returns: whether it does
 */
gboolean
sa_key_mender_take_account (SaKeyMender *self, SaCloneJob *job)
{
  SaAccount *account;
  g_autofree char *now = NULL;
  g_autofree char *notice = NULL;

  g_return_val_if_fail (SA_IS_KEY_MENDER (self), FALSE);

  account = sa_services_get_account (self->services);
  if (!sa_clone_job_set_service (job, sa_services_get_client (self->services), account))
    return FALSE;

  sa_key_mender_end (self);
  now = sa_key_text_in_use (account);
  /* Translators: %s is a sentence such as “Now working with the global service” */
  notice = g_strdup_printf (_ ("%s: try again to go on from here."), now);
  sa_job_page_set_notice (self->page, notice);

  return TRUE;
}
