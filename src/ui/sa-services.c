/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-services.h"

#include <glib/gi18n-lib.h>

#include "account/sa-keyring-secrets.h"
#include "practice/sa-practice-server.h"

struct _SaServices {
  GObject parent_instance;

  gboolean practice;
  gboolean started;
  gboolean busy;
  gboolean switched; /* the user chose the account in this run */
  SaSecrets *secrets;
  GCancellable *cancellable;

  SaAccount *account;
  SaClient *client;
  SaLibrary *library;
  GFile *previews_dir;
  SaPracticeServer *server;
  char *problem;
  char *library_problem;
  gboolean library_settled;
};

G_DEFINE_FINAL_TYPE (SaServices, sa_services, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_PRACTICE,
  PROP_ACCOUNT,
  PROP_LIBRARY,
  PROP_READY,
  PROP_PROBLEM,
  PROP_BUSY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
notify_all (SaServices *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LIBRARY]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

static void
fail (SaServices *self, const GError *error)
{
  g_free (self->problem);
  self->problem = g_strdup (error->message);
  notify_all (self);
}

/* Lets go of what is in use. A job that still holds the old client keeps it. */
static void
clear_account (SaServices *self)
{
  if (self->server != NULL)
    sa_practice_server_stop (self->server);
  g_clear_object (&self->server);
  g_clear_object (&self->client);
  g_clear_pointer (&self->account, sa_account_unref);
  g_clear_pointer (&self->problem, g_free);
}

static void
use_account (SaServices *self, SaAccount *account)
{
  g_autoptr (GError) error = NULL;

  self->client = sa_client_new (sa_account_get_base_url (account), sa_account_get_key (account),
                                SA_CLIENT_DEFAULT_TIMEOUT, &error);
  if (self->client == NULL) {
    fail (self, error);
    return;
  }

  self->account = sa_account_ref (account);
  notify_all (self);
}

static void
start_practice (SaServices *self)
{
  g_autoptr (GFile) data_dir = sa_practice_default_data_dir ();
  g_autofree char *token = sa_practice_token_new ();
  g_autoptr (SaAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  self->server = sa_practice_server_new (data_dir, token, 0);
  if (!sa_practice_server_start (self->server, &error)) {
    fail (self, error);
    return;
  }

  account = sa_account_new_practice (sa_practice_server_get_base_url (self->server), token);
  use_account (self, account);
}

static void
on_resolved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaServices) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SaAccount) account = sa_account_resolve_finish (result, &error);

  /* A keyring may have asked for its password for long: the user may have chosen by then. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->switched)
    return;

  if (account == NULL)
    fail (self, error);
  else if (sa_account_get_mode (account) == SA_ACCOUNT_PRACTICE)
    start_practice (self);
  else
    use_account (self, account);
}

static void
on_library (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaServices) self = user_data;
  g_autoptr (GError) error = NULL;
  SaLibrary *library = sa_library_open_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->library = library;
  self->library_settled = TRUE;
  if (library == NULL)
    self->library_problem = g_strdup (error->message);
  else if (sa_library_get_damaged_file (library) != NULL)
    self->library_problem =
      g_strdup_printf (_ ("The library was damaged and begins anew; the old one is kept as “%s”"),
                       g_file_peek_path (sa_library_get_damaged_file (library)));
  notify_all (self);
}

static void
sa_services_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SaServices *self = SA_SERVICES (object);

  switch (id) {
  case PROP_PRACTICE:
    g_value_set_boolean (value, self->practice);
    break;
  case PROP_ACCOUNT:
    g_value_set_boxed (value, self->account);
    break;
  case PROP_LIBRARY:
    g_value_set_object (value, self->library);
    break;
  case PROP_READY:
    g_value_set_boolean (value, sa_services_get_ready (self));
    break;
  case PROP_PROBLEM:
    g_value_set_string (value, self->problem);
    break;
  case PROP_BUSY:
    g_value_set_boolean (value, self->busy);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sa_services_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SaServices *self = SA_SERVICES (object);

  switch (id) {
  case PROP_PRACTICE:
    self->practice = g_value_get_boolean (value);
    break;
  case PROP_BUSY:
    sa_services_set_busy (self, g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sa_services_dispose (GObject *object)
{
  SaServices *self = SA_SERVICES (object);

  g_cancellable_cancel (self->cancellable);
  clear_account (self);
  g_clear_object (&self->library);
  g_clear_object (&self->secrets);

  G_OBJECT_CLASS (sa_services_parent_class)->dispose (object);
}

static void
sa_services_finalize (GObject *object)
{
  SaServices *self = SA_SERVICES (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->previews_dir);
  g_free (self->library_problem);

  G_OBJECT_CLASS (sa_services_parent_class)->finalize (object);
}

static void
sa_services_class_init (SaServicesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sa_services_get_property;
  object_class->set_property = sa_services_set_property;
  object_class->dispose = sa_services_dispose;
  object_class->finalize = sa_services_finalize;

  properties[PROP_PRACTICE] =
    g_param_spec_boolean ("practice", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_ACCOUNT] = g_param_spec_boxed ("account", NULL, NULL, SA_TYPE_ACCOUNT, readable);
  properties[PROP_LIBRARY] = g_param_spec_object ("library", NULL, NULL, SA_TYPE_LIBRARY, readable);
  properties[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE, readable);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, readable);
  properties[PROP_BUSY] =
    g_param_spec_boolean ("busy", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sa_services_init (SaServices *self)
{
  g_autoptr (GFile) file = sa_library_get_default_file ();
  g_autoptr (GFile) folder = g_file_get_parent (file);

  self->cancellable = g_cancellable_new ();
  self->secrets = sa_keyring_secrets_new (TRUE);
  self->previews_dir = g_file_get_child (folder, "previews");
}

/**
 * sa_services_new:
 * @practice: whether practice mode was asked for
 *
 * Returns: (transfer full): nothing that runs yet; see sa_services_start()
 */
SaServices *
sa_services_new (gboolean practice)
{
  return g_object_new (SA_TYPE_SERVICES, "practice", practice, NULL);
}

/**
 * sa_services_start:
 * @self: services
 *
 * Finds out which account is in force and opens everything, without blocking. Once is enough.
 */
void
sa_services_start (SaServices *self)
{
  SaAccountOptions options = { NULL };
  g_autoptr (GFile) file = NULL;

  g_return_if_fail (SA_IS_SERVICES (self));

  if (self->started)
    return;

  self->started = TRUE;
  options.practice = self->practice;
  sa_account_resolve_async (&options, self->secrets, self->cancellable, on_resolved,
                            g_object_ref (self));
  file = sa_library_get_default_file ();
  sa_library_open_async (file, self->cancellable, on_library, g_object_ref (self));
}

/**
 * sa_services_get_practice:
 * @self: services
 *
 * Returns: whether practice mode was asked for when the program was started
 */
gboolean
sa_services_get_practice (SaServices *self)
{
  g_return_val_if_fail (SA_IS_SERVICES (self), FALSE);

  return self->practice;
}

/**
 * sa_services_get_account:
 * @self: services
 *
 * Returns: (transfer none) (nullable): which service is asked
 */
SaAccount *
sa_services_get_account (SaServices *self)
{
  g_return_val_if_fail (SA_IS_SERVICES (self), NULL);

  return self->account;
}

/**
 * sa_services_get_client:
 * @self: services
 *
 * Returns: (transfer none) (nullable): how it is asked
 */
SaClient *
sa_services_get_client (SaServices *self)
{
  g_return_val_if_fail (SA_IS_SERVICES (self), NULL);

  return self->client;
}

/**
 * sa_services_get_library:
 * @self: services
 *
 * Returns: (transfer none) (nullable): what is remembered on this computer
 */
SaLibrary *
sa_services_get_library (SaServices *self)
{
  g_return_val_if_fail (SA_IS_SERVICES (self), NULL);

  return self->library;
}

/**
 * sa_services_get_previews_dir:
 * @self: services
 *
 * Returns: (transfer none): where previews are kept
 */
GFile *
sa_services_get_previews_dir (SaServices *self)
{
  g_return_val_if_fail (SA_IS_SERVICES (self), NULL);

  return self->previews_dir;
}

/**
 * sa_services_get_ready:
 * @self: services
 *
 * Returns: whether a job could start
 */
gboolean
sa_services_get_ready (SaServices *self)
{
  g_return_val_if_fail (SA_IS_SERVICES (self), FALSE);

  return self->client != NULL && self->library_settled;
}

/**
 * sa_services_get_problem:
 * @self: services
 *
 * Returns: (transfer none) (nullable): why there is no service
 */
const char *
sa_services_get_problem (SaServices *self)
{
  g_return_val_if_fail (SA_IS_SERVICES (self), NULL);

  return self->problem;
}

/**
 * sa_services_get_library_problem:
 * @self: services
 *
 * Returns: (transfer none) (nullable): why nothing is remembered, or was forgotten
 */
const char *
sa_services_get_library_problem (SaServices *self)
{
  g_return_val_if_fail (SA_IS_SERVICES (self), NULL);

  return self->library_problem;
}

/**
 * sa_services_get_secrets:
 * @self: services
 *
 * Returns: (transfer none): where keys are kept
 */
SaSecrets *
sa_services_get_secrets (SaServices *self)
{
  g_return_val_if_fail (SA_IS_SERVICES (self), NULL);

  return self->secrets;
}

/**
 * sa_services_get_key_place:
 * @self: services
 *
 * Returns: where the key in use is kept
 */
SaKeyPlace
sa_services_get_key_place (SaServices *self)
{
  const char *variable = g_getenv ("MINIMAX_API_KEY");

  g_return_val_if_fail (SA_IS_SERVICES (self), SA_KEY_PLACE_NONE);

  if (self->account == NULL || sa_account_get_mode (self->account) == SA_ACCOUNT_PRACTICE ||
      sa_account_get_key (self->account) == NULL)
    return SA_KEY_PLACE_NONE;
  if (!self->switched && variable != NULL && *variable != '\0')
    return SA_KEY_PLACE_ENVIRONMENT;

  return sa_secrets_is_lasting (self->secrets) ? SA_KEY_PLACE_KEYRING : SA_KEY_PLACE_MEMORY;
}

/**
 * sa_services_get_busy:
 * @self: services
 *
 * Returns: whether something runs that must end with the account it began with
 */
gboolean
sa_services_get_busy (SaServices *self)
{
  g_return_val_if_fail (SA_IS_SERVICES (self), FALSE);

  return self->busy;
}

/**
 * sa_services_set_busy:
 * @self: services
 * @busy: whether something runs that must end with the account it began with
 */
void
sa_services_set_busy (SaServices *self, gboolean busy)
{
  g_return_if_fail (SA_IS_SERVICES (self));

  if (self->busy == busy)
    return;

  self->busy = busy;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static gboolean
check_idle (SaServices *self, GError **error)
{
  if (!self->busy)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BUSY,
                       _ ("A clone is running: the account can be changed when it has ended"));
  return FALSE;
}

/**
 * sa_services_use_practice:
 * @self: services
 * @error: return location for %G_IO_ERROR_BUSY
 *
 * Works in practice mode until the program ends. A stored account stays stored.
 *
 * Returns: whether it does so now; if practice mode cannot start, that is the `problem`
 */
gboolean
sa_services_use_practice (SaServices *self, GError **error)
{
  g_return_val_if_fail (SA_IS_SERVICES (self), FALSE);

  if (!check_idle (self, error))
    return FALSE;

  self->switched = TRUE;
  clear_account (self);
  start_practice (self);

  return TRUE;
}

static void
on_account_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SaServices *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!sa_account_save_finish (result, &error) || !check_idle (self, &error)) {
    g_task_return_error (task, error);
    return;
  }

  self->switched = TRUE;
  clear_account (self);
  use_account (self, g_task_get_task_data (task));
  g_task_return_boolean (task, TRUE);
}

/**
 * sa_services_use_account_async:
 * @self: services
 * @account: an account that is not practice mode
 * @cancellable: (nullable): a cancellable
 * @callback: what to call when it is done
 * @user_data: what to give it
 *
 * Stores @account, and works with it from now on.
 */
void
sa_services_use_account_async (SaServices *self,
                               SaAccount *account,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;

  g_return_if_fail (SA_IS_SERVICES (self));
  g_return_if_fail (account != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sa_services_use_account_async);
  if (!check_idle (self, &error)) {
    g_task_return_error (task, error);
    return;
  }

  g_task_set_task_data (task, sa_account_ref (account), (GDestroyNotify) sa_account_unref);
  sa_account_save_async (account, self->secrets, cancellable, on_account_saved,
                         g_object_ref (task));
}

/**
 * sa_services_use_account_finish:
 * @self: services
 * @result: what the callback got
 * @error: return location for %G_IO_ERROR_BUSY, or for what the keyring says
 *
 * Returns: whether the account is stored and in use; see sa_services_get_key_place()
 */
gboolean
sa_services_use_account_finish (SaServices *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_account_forgotten (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SaServices *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (sa_account_forget_finish (result, &error) && sa_services_use_practice (self, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * sa_services_remove_account_async:
 * @self: services that work with an account
 * @cancellable: (nullable): a cancellable
 * @callback: what to call when it is done
 * @user_data: what to give it
 *
 * Forgets the account in use with its key, and works in practice mode from now on.
 */
void
sa_services_remove_account_async (SaServices *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;

  g_return_if_fail (SA_IS_SERVICES (self));
  g_return_if_fail (self->account != NULL);
  g_return_if_fail (sa_account_get_mode (self->account) != SA_ACCOUNT_PRACTICE);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sa_services_remove_account_async);
  if (!check_idle (self, &error)) {
    g_task_return_error (task, error);
    return;
  }

  sa_account_forget_async (self->account, self->secrets, cancellable, on_account_forgotten,
                           g_object_ref (task));
}

/**
 * sa_services_remove_account_finish:
 * @self: services
 * @result: what the callback got
 * @error: return location for %G_IO_ERROR_BUSY, or for what the keyring says
 *
 * Returns: whether the account is forgotten
 */
gboolean
sa_services_remove_account_finish (SaServices *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
