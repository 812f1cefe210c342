/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "rules/sa-base-url.h"
#include "rules/sa-rules-error.h"
#include "sa-account.h"

/* How long the command line waits for a keyring that does not answer. */
#define KEYRING_TIMEOUT_SECONDS 3

/* What is known while the key is looked up. */
typedef struct {
  gboolean require_account;
  char *base_url;
  SaSecrets *secrets;
  GCancellable *limit; /* cancelled with the caller's, or when the keyring takes too long */
  gulong cancelled_handler;
  GSource *timeout; /* nullable */
  gboolean timed_out;
} Resolving;

static void
resolving_free (Resolving *resolving)
{
  g_free (resolving->base_url);
  g_clear_object (&resolving->secrets);
  g_clear_object (&resolving->limit);
  g_free (resolving);
}

/* The stored account's settings, or NULL where the schema is not installed: GSettings would abort. */
static GSettings *
get_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema =
    source ? g_settings_schema_source_lookup (source, SCHEMA_ID, TRUE) : NULL;

  if (schema == NULL || !g_settings_schema_has_key (schema, "api-host"))
    return NULL;

  return g_settings_new_full (schema, NULL, NULL);
}

/* An environment variable without the blanks around it; NULL where it is unset or empty. */
static char *
get_variable (const char *name)
{
  g_autofree char *value = g_strdup (g_getenv (name));

  if (value == NULL || *g_strstrip (value) == '\0')
    return NULL;

  return g_steal_pointer (&value);
}

static char *
choose_base_url (const SaAccountOptions *options, GError **error)
{
  g_autofree char *variable = get_variable ("MINIMAX_API_HOST");
  g_autoptr (GSettings) settings = NULL;
  g_autofree char *stored = NULL;

  if (options->base_url != NULL)
    return sa_base_url_normalize (options->base_url, error);
  if (variable != NULL)
    return sa_base_url_normalize (variable, error);

  settings = get_settings ();
  stored = settings ? g_settings_get_string (settings, "api-host") : NULL;

  return sa_base_url_normalize (stored != NULL && *stored != '\0' ? stored : SA_DEFAULT_BASE_URL,
                                error);
}

/* Ends the task with what is known now. @problem says why the keyring gave no key. */
static void
conclude (GTask *task, const char *key, const GError *problem)
{
  Resolving *resolving = g_task_get_task_data (task);
  SaAccount *account;
  GError *error = NULL;

  if (key == NULL && !resolving->require_account && sa_base_url_is_official (resolving->base_url))
    account = sa_account_new_practice (NULL, NULL);
  else
    account = sa_account_new (resolving->base_url, key, &error);

  if (account == NULL && key == NULL && problem != NULL)
    g_prefix_error (&error, "%s. ", problem->message);

  if (account == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, account, (GDestroyNotify) sa_account_unref);
}

static gboolean
on_timeout (gpointer user_data)
{
  Resolving *resolving = user_data;

  resolving->timed_out = TRUE;
  g_cancellable_cancel (resolving->limit);

  return G_SOURCE_REMOVE;
}

static void
start_timeout (Resolving *resolving)
{
  resolving->timeout = g_timeout_source_new_seconds (KEYRING_TIMEOUT_SECONDS);
  g_source_set_callback (resolving->timeout, on_timeout, resolving, NULL);
  g_source_attach (resolving->timeout, g_main_context_get_thread_default ());
}

static void
stop_timeout (Resolving *resolving)
{
  if (resolving->timeout != NULL)
    g_source_destroy (resolving->timeout);
  g_clear_pointer (&resolving->timeout, g_source_unref);
}

static void
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Resolving *resolving = g_task_get_task_data (task);
  g_autoptr (GError) problem = NULL;
  char *key = sa_secrets_lookup_finish (SA_SECRETS (source), result, &problem);

  g_cancellable_disconnect (g_task_get_cancellable (task), resolving->cancelled_handler);
  stop_timeout (resolving);

  if (g_task_return_error_if_cancelled (task)) {
    sa_secrets_free_key (key);
    return;
  }

  if (resolving->timed_out && key == NULL) {
    g_clear_error (&problem);
    g_set_error_literal (&problem, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                         _ ("The keyring does not answer"));
  }

  conclude (task, key, problem);
  sa_secrets_free_key (key);
}

static void
look_up (GTask *task)
{
  Resolving *resolving = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autofree char *host = sa_base_url_get_host (resolving->base_url);

  resolving->limit = g_cancellable_new ();
  if (cancellable != NULL)
    resolving->cancelled_handler =
      g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled),
                             g_object_ref (resolving->limit), g_object_unref);

  /* A window may wait for its user, who is asked to unlock the keyring; nobody asks at a terminal. */
  if (resolving->require_account)
    start_timeout (resolving);

  sa_secrets_lookup_async (resolving->secrets, host, resolving->limit, on_looked_up,
                           g_object_ref (task));
}

/**
 * sa_account_resolve_async:
 * @options: what the program was started with
 * @secrets: (nullable): where keys are kept; %NULL where none are
 * @cancellable: (nullable): a cancellable
 * @callback: what to call when it is done
 * @user_data: what to give it
 *
 * Finds out which service is asked, and with which key. @options.practice wins over everything. The base
 * URL comes from @options.base_url, MINIMAX_API_HOST, the stored account, or is the official one; the key
 * from MINIMAX_API_KEY, or from @secrets for exactly that host.
 *
 * Without a key an official host gives practice mode, or an error if @options.require_account; any other
 * host is asked without one.
 */
void
sa_account_resolve_async (const SaAccountOptions *options,
                          SaSecrets *secrets,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Resolving *resolving;
  GError *error = NULL;
  char *key;

  g_return_if_fail (options != NULL);
  g_return_if_fail (secrets == NULL || SA_IS_SECRETS (secrets));

  g_task_set_source_tag (task, sa_account_resolve_async);
  if (options->practice) {
    g_task_return_pointer (task, sa_account_new_practice (NULL, NULL),
                           (GDestroyNotify) sa_account_unref);
    return;
  }

  resolving = g_new0 (Resolving, 1);
  resolving->require_account = options->require_account;
  g_set_object (&resolving->secrets, secrets);
  g_task_set_task_data (task, resolving, (GDestroyNotify) resolving_free);

  resolving->base_url = choose_base_url (options, &error);
  if (resolving->base_url == NULL) {
    g_task_return_error (task, error);
    return;
  }

  key = get_variable ("MINIMAX_API_KEY");
  if (key != NULL || secrets == NULL)
    conclude (task, key, NULL);
  else
    look_up (task);
  sa_secrets_free_key (key);
}

/**
 * sa_account_resolve_finish:
 * @result: the result
 * @error: return location for %SA_RULES_ERROR_HOST, %SA_RULES_ERROR_KEY or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the account. In %SA_ACCOUNT_PRACTICE its base URL is %NULL: start
 *   the practice server, and make the account from it with sa_account_new_practice().
 */
SaAccount *
sa_account_resolve_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
store_base_url (const char *base_url)
{
  g_autoptr (GSettings) settings = get_settings ();

  if (settings == NULL)
    return;

  if (base_url == NULL || g_str_equal (base_url, SA_DEFAULT_BASE_URL))
    g_settings_reset (settings, "api-host");
  else
    g_settings_set_string (settings, "api-host", base_url);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SaAccount *account = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean saved = sa_account_get_key (account) != NULL
                     ? sa_secrets_store_finish (SA_SECRETS (source), result, &error)
                     : sa_secrets_clear_finish (SA_SECRETS (source), result, &error);

  if (!saved) {
    g_task_return_error (task, error);
    return;
  }

  store_base_url (sa_account_get_base_url (account));
  g_task_return_boolean (task, TRUE);
}

/**
 * sa_account_save_async:
 * @self: an account that is not practice mode
 * @secrets: where keys are kept
 * @cancellable: (nullable): a cancellable
 * @callback: what to call when it is done
 * @user_data: what to give it
 *
 * Makes the account the one that is used from now on: its key goes to @secrets, for its host alone, and
 * its base URL to the settings.
 */
void
sa_account_save_async (SaAccount *self,
                       SaSecrets *secrets,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (self != NULL && sa_account_get_mode (self) != SA_ACCOUNT_PRACTICE);
  g_return_if_fail (SA_IS_SECRETS (secrets));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sa_account_save_async);
  g_task_set_task_data (task, sa_account_ref (self), (GDestroyNotify) sa_account_unref);

  if (sa_account_get_key (self) != NULL)
    sa_secrets_store_async (secrets, sa_account_get_host (self), sa_account_get_key (self),
                            cancellable, on_saved, g_object_ref (task));
  else
    sa_secrets_clear_async (secrets, sa_account_get_host (self), cancellable, on_saved,
                            g_object_ref (task));
}

/**
 * sa_account_save_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Returns: whether it is saved; see sa_secrets_is_lasting() for how long
 */
gboolean
sa_account_save_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_forgotten (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!sa_secrets_clear_finish (SA_SECRETS (source), result, &error)) {
    g_task_return_error (task, error);
    return;
  }

  store_base_url (NULL);
  g_task_return_boolean (task, TRUE);
}

/**
 * sa_account_forget_async:
 * @self: an account that is not practice mode
 * @secrets: where keys are kept
 * @cancellable: (nullable): a cancellable
 * @callback: what to call when it is done
 * @user_data: what to give it
 *
 * Forgets the account's key and base URL.
 */
void
sa_account_forget_async (SaAccount *self,
                         SaSecrets *secrets,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (self != NULL && sa_account_get_mode (self) != SA_ACCOUNT_PRACTICE);
  g_return_if_fail (SA_IS_SECRETS (secrets));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, sa_account_forget_async);
  sa_secrets_clear_async (secrets, sa_account_get_host (self), cancellable, on_forgotten,
                          g_object_ref (task));
}

/**
 * sa_account_forget_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Returns: whether it is forgotten
 */
gboolean
sa_account_forget_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sa_account_is_from_environment:
 * @options: what the program was started with
 *
 * Returns: whether this process was told what to ask by an option or a variable, and so must not be handed
 *   over to one that was started otherwise
 */
gboolean
sa_account_is_from_environment (const SaAccountOptions *options)
{
  g_autofree char *host = get_variable ("MINIMAX_API_HOST");
  char *key = get_variable ("MINIMAX_API_KEY");
  gboolean has_key = key != NULL;

  g_return_val_if_fail (options != NULL, FALSE);

  sa_secrets_free_key (key);

  return options->practice || options->base_url != NULL || host != NULL || has_key;
}
