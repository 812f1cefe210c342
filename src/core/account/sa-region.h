/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaRegion:
 * @id: what the region is called in code
 * @base_url: where its service is
 * @name: what to call it in a choice or on a button, to be translated: "Mainland China"
 * @subject: the same where a sentence begins: "The global service"
 * @object: the same within a sentence: "the global service"
 * @keys_url: where its users make keys
 * @prices_url: what it asks for
 *
 * One of the regions that MiniMax serves from hosts of their own. A key belongs to one of them.
 */
typedef struct {
  const char *id;
  const char *base_url;
  const char *name;
  const char *subject;
  const char *object;
  const char *keys_url;
  const char *prices_url;
} SaRegion;

const SaRegion *sa_region_get_all (gsize *n_regions);
const SaRegion *sa_region_find (const char *base_url);
const SaRegion *sa_region_get_other (const SaRegion *region);

G_END_DECLS
