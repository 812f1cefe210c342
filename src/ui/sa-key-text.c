/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-key-text.h"

#include <glib/gi18n-lib.h>

#include "account/sa-region.h"

/**
 * sa_key_text_name:
 * @account: an account
 *
 * Returns: (transfer full): what to call its service on a button or in a list: the region's name, the
 *   host's, or the words for practice mode
 */
char *
sa_key_text_name (SaAccount *account)
{
  const SaRegion *region = NULL;

  if (sa_account_get_mode (account) == SA_ACCOUNT_OFFICIAL)
    region = sa_region_find (sa_account_get_base_url (account));

  return g_strdup (region != NULL ? _ (region->name) : sa_account_get_label (account));
}

/**
 * sa_key_text_in_use:
 * @account: the account that was just chosen
 *
 * Returns: (transfer full): that it is in use now
 */
char *
sa_key_text_in_use (SaAccount *account)
{
  const SaRegion *region = sa_region_find (sa_account_get_base_url (account));

  if (sa_account_get_mode (account) == SA_ACCOUNT_PRACTICE)
    return g_strdup (_ ("Now in practice mode"));

  /* Translators: %s is a service, such as “the global service” or a server’s name */
  return g_strdup_printf (_ ("Now working with %s"),
                          region != NULL ? _ (region->object) : sa_account_get_label (account));
}

/**
 * sa_key_text_try:
 * @trial: a trial
 *
 * Returns: (transfer full) (nullable): the button that shows the key to the other region; %NULL where
 *   that makes no sense
 */
char *
sa_key_text_try (SaKeyTrial *trial)
{
  g_autofree char *name = NULL;

  if (!sa_key_trial_may_ask_other (trial))
    return NULL;

  name = sa_key_text_name (sa_key_trial_get_other (trial));

  /* Translators: a button; %s is a region, such as “Mainland China” */
  return g_strdup_printf (_ ("Try %s"), name);
}

/**
 * sa_key_text_switch:
 * @trial: a trial
 *
 * Returns: (transfer full) (nullable): the button that goes over to the region that accepts the key;
 *   %NULL where no other does
 */
char *
sa_key_text_switch (SaKeyTrial *trial)
{
  SaAccount *accepted = sa_key_trial_get_accepted (trial);
  g_autofree char *name = NULL;

  if (accepted == NULL || accepted != sa_key_trial_get_other (trial))
    return NULL;

  name = sa_key_text_name (accepted);

  /* Translators: a button; %s is a region, such as “Mainland China” */
  return g_strdup_printf (_ ("Switch to %s"), name);
}
