/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sa-account.h"

#include <glib/gi18n-lib.h>

#include "rules/sa-base-url.h"
#include "rules/sa-rules-error.h"
#include "sa-region.h"

/* What practice mode is filed under: its port changes with every start. */
#define PRACTICE_NAME "practice"

struct _SaAccount {
  gatomicrefcount ref_count;
  SaAccountMode mode;
  char *base_url; /* nullable */
  char *key; /* nullable */
  char *host;
  char *name;
  char *label;
};

G_DEFINE_BOXED_TYPE (SaAccount, sa_account, sa_account_ref, sa_account_unref)

/* Tells accounts apart without giving away anything of the key. */
static char *
make_name (const char *key)
{
  g_autofree char *salted = NULL;
  char *name;

  if (key == NULL)
    return g_strdup ("anonymous");

  salted = g_strconcat ("soundalike account ", key, NULL);
  name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, salted, -1);
  name[16] = '\0';
  sa_secrets_free_key (g_steal_pointer (&salted));

  return name;
}

static SaAccount *
account_new (SaAccountMode mode, const char *base_url, const char *key)
{
  SaAccount *self = g_new0 (SaAccount, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->mode = mode;
  self->base_url = g_strdup (base_url);
  self->key = g_strdup (key);

  return self;
}

/**
 * sa_account_new:
 * @base_url: the service's base URL, or a host alone; see sa_base_url_normalize()
 * @key: (nullable): the key
 * @error: return location for %SA_RULES_ERROR_HOST or %SA_RULES_ERROR_KEY
 *
 * An official host needs a key. A key never goes over http, except to this computer itself.
 *
 * Returns: (transfer full) (nullable): the account
 */
SaAccount *
sa_account_new (const char *base_url, const char *key, GError **error)
{
  g_autofree char *url = sa_base_url_normalize (base_url, error);
  g_autofree char *host = NULL;
  gboolean official;
  SaAccount *self;

  if (url == NULL)
    return NULL;

  host = sa_base_url_get_host (url);
  official = sa_base_url_is_official (url);
  if (key != NULL && *key == '\0')
    key = NULL;

  if (key == NULL && official) {
    g_set_error (error, SA_RULES_ERROR, SA_RULES_ERROR_KEY,
                 _ ("There is no key for %s: set MINIMAX_API_KEY, or use practice mode"), host);
    return NULL;
  }
  if (key != NULL && !sa_base_url_check_key (url, key, error))
    return NULL;

  self = account_new (official ? SA_ACCOUNT_OFFICIAL : SA_ACCOUNT_CUSTOM, url, key);
  self->name = make_name (key);
  self->label = g_strdup (host);
  self->host = g_steal_pointer (&host);

  return self;
}

/**
 * sa_account_new_practice:
 * @base_url: (nullable): where the practice server listens; %NULL before it is started
 * @token: (nullable): what it wants to see, for this process alone
 *
 * Returns: (transfer full): the account of practice mode
 */
SaAccount *
sa_account_new_practice (const char *base_url, const char *token)
{
  SaAccount *self = account_new (SA_ACCOUNT_PRACTICE, base_url, token);

  self->host = g_strdup (PRACTICE_NAME);
  self->name = g_strdup (PRACTICE_NAME);
  self->label = g_strdup (_ ("Practice mode"));

  return self;
}

/**
 * sa_account_new_in_other_region:
 * @self: an account
 *
 * A key that is refused may belong to the other region. Nothing is sent by this: the key goes there only
 * when the user says so.
 *
 * Returns: (transfer full) (nullable): the same key at the other region's service; %NULL where there is no
 *   key, or the service is not one of the regions'
 */
SaAccount *
sa_account_new_in_other_region (SaAccount *self)
{
  const SaRegion *other;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->mode != SA_ACCOUNT_OFFICIAL || self->key == NULL)
    return NULL;

  other = sa_region_get_other (sa_region_find (self->base_url));

  return other != NULL ? sa_account_new (other->base_url, self->key, NULL) : NULL;
}

/**
 * sa_account_ref:
 * @self: an account
 *
 * Returns: (transfer full): the same account
 */
SaAccount *
sa_account_ref (SaAccount *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * sa_account_unref:
 * @self: (transfer full): an account
 */
void
sa_account_unref (SaAccount *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->base_url);
  sa_secrets_free_key (self->key);
  g_free (self->host);
  g_free (self->name);
  g_free (self->label);
  g_free (self);
}

/**
 * sa_account_get_mode:
 * @self: an account
 *
 * Returns: which kind of service is asked
 */
SaAccountMode
sa_account_get_mode (SaAccount *self)
{
  g_return_val_if_fail (self != NULL, SA_ACCOUNT_PRACTICE);

  return self->mode;
}

/**
 * sa_account_get_base_url:
 * @self: an account
 *
 * Returns: (nullable): the base URL, without a slash at the end; %NULL for practice mode whose server is
 *   not started yet
 */
const char *
sa_account_get_base_url (SaAccount *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->base_url;
}

/**
 * sa_account_get_key:
 * @self: an account
 *
 * Returns: (nullable): the key for the base URL, and for nothing else; %NULL to ask without Authorization
 */
const char *
sa_account_get_key (SaAccount *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->key;
}

/**
 * sa_account_get_host:
 * @self: an account
 *
 * Returns: what uploads, voices and keys are filed under: see sa_base_url_get_host(); "practice" for
 *   practice mode
 */
const char *
sa_account_get_host (SaAccount *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->host;
}

/**
 * sa_account_get_name:
 * @self: an account
 *
 * Returns: what tells accounts at one host apart: a fingerprint of the key from which nothing of the key
 *   can be read, "anonymous" without a key, "practice" for practice mode
 */
const char *
sa_account_get_name (SaAccount *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

/**
 * sa_account_get_label:
 * @self: an account
 *
 * Returns: what to call it on screen: the host's name, or the words for practice mode
 */
const char *
sa_account_get_label (SaAccount *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->label;
}
