/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sa-region.h"

#include <glib/gi18n-lib.h>

#include "rules/sa-base-url.h"

static const SaRegion regions[] = {
  { "global", "https://api.minimax.io", N_ ("Global"), N_ ("The global service"),
    N_ ("the global service"),
    "https://platform.minimax.io/user-center/basic-information/interface-key",
    "https://platform.minimax.io/docs/guides/pricing" },
  { "china", "https://api.minimaxi.com", N_ ("Mainland China"), N_ ("Mainland China"),
    N_ ("Mainland China"),
    "https://platform.minimaxi.com/user-center/basic-information/interface-key",
    "https://platform.minimaxi.com/docs/guides/pricing" },
};

/* What else a region's host is or was called. */
static const struct {
  const char *host;
  const char *region;
} more_hosts[] = {
  { "api-uw.minimax.io", "global" },
  { "api.minimax.chat", "china" },
};

/**
 * sa_region_get_all:
 * @n_regions: (out): how many there are
 *
 * Returns: (transfer none): the regions, in the order to be shown
 */
const SaRegion *
sa_region_get_all (gsize *n_regions)
{
  *n_regions = G_N_ELEMENTS (regions);

  return regions;
}

/**
 * sa_region_find:
 * @base_url: a base URL
 *
 * Returns: (transfer none) (nullable): the region whose service answers there; %NULL for any other
 *   address
 */
const SaRegion *
sa_region_find (const char *base_url)
{
  g_autofree char *host = base_url != NULL ? sa_base_url_get_host (base_url) : NULL;
  const char *id = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (more_hosts); i++)
    if (g_strcmp0 (host, more_hosts[i].host) == 0)
      id = more_hosts[i].region;

  for (gsize i = 0; i < G_N_ELEMENTS (regions); i++) {
    g_autofree char *own = sa_base_url_get_host (regions[i].base_url);

    if (g_strcmp0 (host, own) == 0 || g_strcmp0 (id, regions[i].id) == 0)
      return &regions[i];
  }

  return NULL;
}

/**
 * sa_region_get_other:
 * @region: (nullable): a region
 *
 * Returns: (transfer none) (nullable): where a key may belong that @region refuses; %NULL without a
 *   region: whoever runs a service of their own knows its keys
 */
const SaRegion *
sa_region_get_other (const SaRegion *region)
{
  if (region == NULL)
    return NULL;

  return region == &regions[0] ? &regions[1] : &regions[0];
}
