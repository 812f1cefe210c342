/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-key-trial.h"

#include <glib/gi18n-lib.h>

#include "account/sa-region.h"
#include "minimax/sa-key-check.h"
#include "sa-sent-log.h"

/* Somebody looks at a button while this lasts. */
#define TIMEOUT_SECONDS 20

struct _SaKeyTrial {
  GObject parent_instance;

  SaAccount *account;
  SaAccount *other; /* nullable: the same key at the other region's service */
  SaLibrary *library; /* nullable */

  SaKeyTrialState state;
  gboolean about_other; /* which of the two the state is about */
  GError *error; /* the refusal or failure that the state comes from */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (SaKeyTrial, sa_key_trial, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
take_state (SaKeyTrial *self, SaKeyTrialState state, GError *error)
{
  self->state = state;
  g_clear_error (&self->error);
  self->error = error;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  static const SaKeyTrialState states[] = {
    [SA_KEY_MAY_CLONE] = SA_KEY_TRIAL_MAY_CLONE,
    [SA_KEY_MAY_NOT_CLONE] = SA_KEY_TRIAL_MAY_NOT_CLONE,
    [SA_KEY_REFUSED] = SA_KEY_TRIAL_REFUSED,
  };
  g_autoptr (SaKeyTrial) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SaKeyCheck) check = sa_client_check_key_finish (SA_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (check != NULL)
    take_state (self, states[check->verdict], g_steal_pointer (&check->answer));
  else
    take_state (self, SA_KEY_TRIAL_FAILED, g_steal_pointer (&error));
}

static void
ask (SaKeyTrial *self, gboolean other)
{
  SaAccount *account = other ? self->other : self->account;
  g_autoptr (SaClient) client = NULL;
  GError *error = NULL;

  sa_key_trial_cancel (self);
  self->about_other = other;
  client = sa_client_new (sa_account_get_base_url (account), sa_account_get_key (account),
                          TIMEOUT_SECONDS, &error);
  if (client == NULL) {
    take_state (self, SA_KEY_TRIAL_FAILED, error);
    return;
  }

  if (self->library != NULL)
    sa_sent_log_attach (client, account, self->library);
  self->cancellable = g_cancellable_new ();
  sa_client_check_key_async (client, self->cancellable, on_checked, g_object_ref (self));
  take_state (self, SA_KEY_TRIAL_ASKING, NULL);
}

static void
sa_key_trial_dispose (GObject *object)
{
  SaKeyTrial *self = SA_KEY_TRIAL (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->library);
  g_clear_pointer (&self->account, sa_account_unref);
  g_clear_pointer (&self->other, sa_account_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (sa_key_trial_parent_class)->dispose (object);
}

static void
sa_key_trial_class_init (SaKeyTrialClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sa_key_trial_dispose;

  signals[CHANGED] = g_signal_new ("changed", SA_TYPE_KEY_TRIAL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
sa_key_trial_init (SaKeyTrial *self)
{
}

/**
 * sa_key_trial_new:
 * @account: whose key is tried
 * @other: (nullable): the same key in the other region; see sa_account_new_in_other_region()
 * @library: (nullable): where it is written down what left this computer
 *
 * Returns: (transfer full): a trial that has asked nobody yet
 */
SaKeyTrial *
sa_key_trial_new (SaAccount *account, SaAccount *other, SaLibrary *library)
{
  SaKeyTrial *self;

  g_return_val_if_fail (account != NULL, NULL);
  g_return_val_if_fail (library == NULL || SA_IS_LIBRARY (library), NULL);

  self = g_object_new (SA_TYPE_KEY_TRIAL, NULL);
  self->account = sa_account_ref (account);
  self->other = other != NULL ? sa_account_ref (other) : NULL;
  g_set_object (&self->library, library);

  return self;
}

/**
 * sa_key_trial_new_refused:
 * @account: whose key is tried
 * @other: (nullable): the same key in the other region
 * @library: (nullable): where it is written down what left this computer
 *
 * Returns: (transfer full): a trial of a key that its own service is already known to refuse
 */
SaKeyTrial *
sa_key_trial_new_refused (SaAccount *account, SaAccount *other, SaLibrary *library)
{
  SaKeyTrial *self = sa_key_trial_new (account, other, library);

  if (self != NULL)
    self->state = SA_KEY_TRIAL_REFUSED;

  return self;
}

/**
 * sa_key_trial_ask:
 * @self: a trial
 *
 * Asks the account's own service.
 */
void
sa_key_trial_ask (SaKeyTrial *self)
{
  g_return_if_fail (SA_IS_KEY_TRIAL (self));

  ask (self, FALSE);
}

/**
 * sa_key_trial_ask_other:
 * @self: a trial that sa_key_trial_may_ask_other()
 *
 * The user wants the key to be shown to the other region.
 */
void
sa_key_trial_ask_other (SaKeyTrial *self)
{
  g_return_if_fail (SA_IS_KEY_TRIAL (self));

  if (sa_key_trial_may_ask_other (self))
    ask (self, TRUE);
}

/**
 * sa_key_trial_cancel:
 * @self: a trial
 *
 * Stops asking, and says no more about it.
 */
void
sa_key_trial_cancel (SaKeyTrial *self)
{
  g_return_if_fail (SA_IS_KEY_TRIAL (self));

  if (self->cancellable == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  take_state (self, self->about_other ? SA_KEY_TRIAL_REFUSED : SA_KEY_TRIAL_IDLE, NULL);
  self->about_other = FALSE;
}

/**
 * sa_key_trial_get_state:
 * @self: a trial
 *
 * Returns: what is known; see sa_key_trial_describe()
 */
SaKeyTrialState
sa_key_trial_get_state (SaKeyTrial *self)
{
  g_return_val_if_fail (SA_IS_KEY_TRIAL (self), SA_KEY_TRIAL_IDLE);

  return self->state;
}

/**
 * sa_key_trial_may_ask_other:
 * @self: a trial
 *
 * Returns: whether the other region is worth asking: the key's own service refused it, and the other
 *   has not answered yet
 */
gboolean
sa_key_trial_may_ask_other (SaKeyTrial *self)
{
  g_return_val_if_fail (SA_IS_KEY_TRIAL (self), FALSE);

  if (self->other == NULL)
    return FALSE;

  return self->state == (self->about_other ? SA_KEY_TRIAL_FAILED : SA_KEY_TRIAL_REFUSED);
}

/**
 * sa_key_trial_get_account:
 * @self: a trial
 *
 * Returns: (transfer none): whose key is tried
 */
SaAccount *
sa_key_trial_get_account (SaKeyTrial *self)
{
  g_return_val_if_fail (SA_IS_KEY_TRIAL (self), NULL);

  return self->account;
}

/**
 * sa_key_trial_get_other:
 * @self: a trial
 *
 * Returns: (transfer none) (nullable): the same key in the other region
 */
SaAccount *
sa_key_trial_get_other (SaKeyTrial *self)
{
  g_return_val_if_fail (SA_IS_KEY_TRIAL (self), NULL);

  return self->other;
}

/**
 * sa_key_trial_get_accepted:
 * @self: a trial
 *
 * Returns: (transfer none) (nullable): with which account the key works, if that is known
 */
SaAccount *
sa_key_trial_get_accepted (SaKeyTrial *self)
{
  g_return_val_if_fail (SA_IS_KEY_TRIAL (self), NULL);

  if (self->state != SA_KEY_TRIAL_MAY_CLONE && self->state != SA_KEY_TRIAL_MAY_NOT_CLONE)
    return NULL;

  return self->about_other ? self->other : self->account;
}

/**
 * sa_key_trial_get_error:
 * @self: a trial
 *
 * Returns: (transfer none) (nullable): the refusal or failure that the state comes from, with the
 *   service's code, words and trace id
 */
const GError *
sa_key_trial_get_error (SaKeyTrial *self)
{
  g_return_val_if_fail (SA_IS_KEY_TRIAL (self), NULL);

  return self->error;
}

static const char *
get_subject (SaAccount *account)
{
  const SaRegion *region = sa_region_find (sa_account_get_base_url (account));

  return region != NULL ? _ (region->subject) : sa_account_get_label (account);
}

static const char *
get_object (SaAccount *account)
{
  const SaRegion *region = sa_region_find (sa_account_get_base_url (account));

  return region != NULL ? _ (region->object) : sa_account_get_label (account);
}

static char *
describe_other (SaKeyTrial *self)
{
  const char *subject = get_subject (self->other);
  const char *own = get_object (self->account);

  switch (self->state) {
  case SA_KEY_TRIAL_MAY_CLONE:
    /* Translators: two regions, such as “Mainland China” and “the global service” */
    return g_strdup_printf (_ ("%s accepts this key, %s does not: a key works in one region."),
                            subject, own);
  case SA_KEY_TRIAL_MAY_NOT_CLONE:
    return g_strdup_printf (_ ("%s accepts this key, %s does not. But its account may not clone "
                               "voices yet: have it verified at the service."),
                            subject, own);
  case SA_KEY_TRIAL_REFUSED:
    return g_strdup_printf (
      _ ("%s refuses this key, too: copy it again from your account, or make a new one."), subject);
  default:
    return g_strdup_printf (_ ("%s could not be asked: %s"), subject, self->error->message);
  }
}

static char *
describe_own (SaKeyTrial *self)
{
  const char *subject = get_subject (self->account);
  gboolean has_key = sa_account_get_key (self->account) != NULL;

  switch (self->state) {
  case SA_KEY_TRIAL_MAY_CLONE:
    return has_key ? g_strdup (_ ("The key works, and its account may clone voices."))
                   : g_strdup_printf (_ ("%s clones voices without a key."), subject);
  case SA_KEY_TRIAL_MAY_NOT_CLONE:
    return g_strdup (_ ("The key works, but its account may not clone voices yet: have it verified "
                        "at the service."));
  case SA_KEY_TRIAL_REFUSED:
    if (!has_key)
      return g_strdup_printf (_ ("%s asks for a key."), subject);
    if (self->other != NULL)
      return g_strdup_printf (_ ("%s refuses this key. This key may belong to %s."), subject,
                              get_object (self->other));
    return g_strdup_printf (_ ("%s refuses this key: copy it again from your account."), subject);
  default:
    return g_strdup_printf (_ ("The key could not be checked: %s"), self->error->message);
  }
}

/**
 * sa_key_trial_describe:
 * @self: a trial
 *
 * Returns: (transfer full) (nullable): what is known, in a sentence; %NULL while nothing is
 */
char *
sa_key_trial_describe (SaKeyTrial *self)
{
  g_return_val_if_fail (SA_IS_KEY_TRIAL (self), NULL);

  if (self->state == SA_KEY_TRIAL_IDLE)
    return NULL;
  if (self->state == SA_KEY_TRIAL_ASKING)
    /* Translators: %s is whom, such as “the global service” */
    return g_strdup_printf (_ ("Asking %s"),
                            get_object (self->about_other ? self->other : self->account));

  return self->about_other ? describe_other (self) : describe_own (self);
}
