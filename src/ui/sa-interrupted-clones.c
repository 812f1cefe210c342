/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-interrupted-clones.h"

#include <glib/gi18n-lib.h>

struct _SaInterruptedClones {
  GObject parent_instance;

  SaCloneForm *form;
  SaServices *services;
  SaCloneJob *job; /* what this run works at is not interrupted */
  GPtrArray *attempts; /* the one that is offered last */
  gboolean listed;
};

G_DEFINE_FINAL_TYPE (SaInterruptedClones, sa_interrupted_clones, G_TYPE_OBJECT)

enum { TROUBLE, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
offer (SaInterruptedClones *self)
{
  sa_clone_form_set_attempt (self->form, sa_interrupted_clones_get_offered (self));
}

/* Only what this account can go on with: a practice job means nothing to an account's service. */
static gboolean
concerns (SaInterruptedClones *self, const SaAttempt *attempt)
{
  SaAccount *account = sa_services_get_account (self->services);

  if (self->job != NULL && attempt->id == sa_clone_job_get_attempt_id (self->job))
    return FALSE;
  if (attempt->finished || g_strcmp0 (attempt->account, sa_account_get_name (account)) != 0)
    return FALSE;

  return sa_account_get_mode (account) == SA_ACCOUNT_PRACTICE ||
         g_strcmp0 (attempt->host, sa_account_get_host (account)) == 0;
}

static void
on_attempts (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaInterruptedClones) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = sa_library_list_attempts_finish (SA_LIBRARY (source), result, &error);
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (self->form == NULL)
    return;

  if (all == NULL) {
    sa_clone_form_set_notice (self->form, _ ("Earlier clones cannot be listed"), error->message);
    return;
  }

  g_clear_pointer (&self->attempts, g_ptr_array_unref);
  self->attempts = g_ptr_array_new_with_free_func ((GDestroyNotify) sa_attempt_free);
  for (guint i = all->len; i > 0; i--) {
    const SaAttempt *attempt = g_ptr_array_index (all, i - 1);

    if (concerns (self, attempt))
      g_ptr_array_add (self->attempts, sa_attempt_copy (attempt));
    if (attempt->answer != NULL || g_strcmp0 (attempt->outcome, "unknown") == 0)
      g_hash_table_add (used, g_strdup (attempt->voice_id));
  }
  sa_clone_form_set_used_ids (self->form, used);
  offer (self);
}

static void
on_forgotten (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaInterruptedClones) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!sa_library_forget_attempt_finish (SA_LIBRARY (source), result, &error))
    g_signal_emit (self, signals[TROUBLE], 0, error->message);
}

static void
sa_interrupted_clones_dispose (GObject *object)
{
  SaInterruptedClones *self = SA_INTERRUPTED_CLONES (object);

  g_clear_weak_pointer (&self->form);
  g_clear_object (&self->services);
  g_clear_object (&self->job);
  g_clear_pointer (&self->attempts, g_ptr_array_unref);

  G_OBJECT_CLASS (sa_interrupted_clones_parent_class)->dispose (object);
}

static void
sa_interrupted_clones_class_init (SaInterruptedClonesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sa_interrupted_clones_dispose;

  /**
   * SaInterruptedClones::trouble:
   * @message: why a clone could not be forgotten
   */
  signals[TROUBLE] = g_signal_new ("trouble", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sa_interrupted_clones_init (SaInterruptedClones *self)
{
}

/**
 * sa_interrupted_clones_new:
 * @form: where they are offered
 * @services: whose library remembers them
 *
 * Returns: (transfer full): none as yet
 */
SaInterruptedClones *
sa_interrupted_clones_new (SaCloneForm *form, SaServices *services)
{
  SaInterruptedClones *self = g_object_new (SA_TYPE_INTERRUPTED_CLONES, NULL);

  g_set_weak_pointer (&self->form, form);
  self->services = g_object_ref (services);
  return self;
}

/**
 * sa_interrupted_clones_list:
 *
 * Asks the library for them once it is there, unless that was done already. That nothing will be
 * remembered, or cannot be listed, the form says; it is also told which voice IDs are used.
 */
void
sa_interrupted_clones_list (SaInterruptedClones *self)
{
  SaLibrary *library;

  g_return_if_fail (SA_IS_INTERRUPTED_CLONES (self));

  if (!sa_services_get_ready (self->services) || self->listed)
    return;

  self->listed = TRUE;
  library = sa_services_get_library (self->services);
  if (sa_services_get_library_problem (self->services) != NULL)
    sa_clone_form_set_notice (self->form, _ ("What you do now may not be remembered"),
                              sa_services_get_library_problem (self->services));
  if (library != NULL)
    sa_library_list_attempts_async (library, NULL, on_attempts, g_object_ref (self));
}

/** sa_interrupted_clones_reset: another account left others, to be listed when it is ready */
void
sa_interrupted_clones_reset (SaInterruptedClones *self)
{
  g_return_if_fail (SA_IS_INTERRUPTED_CLONES (self));

  self->listed = FALSE;
  g_clear_pointer (&self->attempts, g_ptr_array_unref);
  offer (self);
}

/** sa_interrupted_clones_set_job: what this run works at; it is not offered when they are listed */
void
sa_interrupted_clones_set_job (SaInterruptedClones *self, SaCloneJob *job)
{
  g_return_if_fail (SA_IS_INTERRUPTED_CLONES (self));

  g_set_object (&self->job, job);
}

/** sa_interrupted_clones_get_offered: Returns: (transfer none) (nullable): what the form offers */
const SaAttempt *
sa_interrupted_clones_get_offered (SaInterruptedClones *self)
{
  g_return_val_if_fail (SA_IS_INTERRUPTED_CLONES (self), NULL);

  if (self->attempts == NULL || self->attempts->len == 0)
    return NULL;

  return g_ptr_array_index (self->attempts, self->attempts->len - 1);
}

/** sa_interrupted_clones_drop: offers the next one; the library still knows the one before it */
void
sa_interrupted_clones_drop (SaInterruptedClones *self)
{
  g_return_if_fail (SA_IS_INTERRUPTED_CLONES (self));

  if (sa_interrupted_clones_get_offered (self) != NULL)
    g_ptr_array_set_size (self->attempts, (int) self->attempts->len - 1);
  offer (self);
}

/** sa_interrupted_clones_forget: offers the next one, and has the library forget the one before it */
void
sa_interrupted_clones_forget (SaInterruptedClones *self)
{
  const SaAttempt *attempt;
  SaLibrary *library;

  g_return_if_fail (SA_IS_INTERRUPTED_CLONES (self));

  attempt = sa_interrupted_clones_get_offered (self);
  library = sa_services_get_library (self->services);
  if (attempt == NULL || library == NULL)
    return;

  sa_library_forget_attempt_async (library, attempt->id, NULL, on_forgotten, g_object_ref (self));
  sa_interrupted_clones_drop (self);
}
