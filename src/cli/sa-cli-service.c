/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-cli-service.h"

#include <glib/gi18n-lib.h>

#include "account/sa-keyring-secrets.h"

#include "sa-cli-report.h"
#include "sa-cli-wait.h"

static SaAccount *
resolve_account (SaCliService *self, const SaCliArguments *arguments, GError **error)
{
  SaAccountOptions options = { .base_url = arguments->base_url,
                               .practice = arguments->practice,
                               .require_account = TRUE };
  g_autoptr (SaSecrets) secrets = sa_keyring_secrets_new (FALSE);
  g_autoptr (GAsyncResult) result = NULL;

  sa_account_resolve_async (&options, secrets, self->cancellable, sa_cli_on_result, &result);
  return sa_account_resolve_finish (sa_cli_wait (&result), error);
}

/* The practice server inside the program wants a token that nobody else knows. */
static gboolean
start_practice (SaCliService *self, GError **error)
{
  g_autofree char *token = sa_practice_token_new ();

  self->practice = sa_practice_server_new (NULL, token, 0);
  if (!sa_practice_server_start (self->practice, error))
    return FALSE;
  sa_account_unref (self->account);
  self->account = sa_account_new_practice (sa_practice_server_get_base_url (self->practice), token);
  return TRUE;
}

static void
open_library (SaCliService *self)
{
  g_autoptr (GFile) file = sa_library_get_default_file ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *warning = NULL;

  sa_library_open_async (file, self->cancellable, sa_cli_on_result, &result);
  self->library = sa_library_open_finish (sa_cli_wait (&result), &error);
  if (self->library != NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  warning = g_strdup_printf (_ ("What is done will not be remembered: %s"), error->message);
  sa_cli_service_warn (self, warning);
}

/**
 * sa_cli_service_open:
 * @arguments: what the command line says
 * @error: set when there is no service to ask
 *
 * Finds out which service is asked and with which key, starts the practice server where that is the
 * one, and opens the library. A library that cannot be opened is only warned of.
 *
 * Returns: (transfer full): the service
 */
SaCliService *
sa_cli_service_open (const SaCliArguments *arguments, GError **error)
{
  g_autoptr (SaCliService) self = g_new0 (SaCliService, 1);

  self->warnings = g_ptr_array_new_with_free_func (g_free);
  self->cancellable = sa_cli_interrupt_new ();
  self->account = resolve_account (self, arguments, error);
  if (self->account == NULL)
    return NULL;
  if (sa_account_get_mode (self->account) == SA_ACCOUNT_PRACTICE && !start_practice (self, error))
    return NULL;
  self->client = sa_client_new (sa_account_get_base_url (self->account),
                                sa_account_get_key (self->account), arguments->timeout, error);
  if (self->client == NULL)
    return NULL;
  open_library (self);
  return g_steal_pointer (&self);
}

static void
close_library (SaCliService *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sa_library_close_async (self->library, NULL, sa_cli_on_result, &result);
  if (!sa_library_close_finish (self->library, sa_cli_wait (&result), &error))
    sa_cli_say ("%s", error->message);
  g_clear_object (&self->library);
}

void
sa_cli_service_close (SaCliService *self)
{
  g_clear_object (&self->client);
  if (self->library != NULL)
    close_library (self);
  if (self->practice != NULL)
    sa_practice_server_stop (self->practice);
  g_clear_object (&self->practice);
  g_clear_pointer (&self->account, sa_account_unref);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->warnings, g_ptr_array_unref);
  g_free (self);
}

/**
 * sa_cli_service_warn:
 * @self: the service
 * @warning: a sentence
 *
 * Says it on standard error, and keeps it for the JSON.
 */
void
sa_cli_service_warn (SaCliService *self, const char *warning)
{
  sa_cli_say (_ ("Warning: %s"), warning);
  g_ptr_array_add (self->warnings, g_strdup (warning));
}
