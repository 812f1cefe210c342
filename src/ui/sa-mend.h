/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "minimax/sa-advice.h"

G_BEGIN_DECLS

/**
 * SaMend:
 * @label: the button's label, marked for translation
 * @target: what `create.edit` takes the user to
 *
 * The button that mends what an error complains of.
 */
typedef struct {
  const char *label;
  const char *target;
} SaMend;

const SaMend *sa_mend_for_action (SaAdviceAction action);

G_END_DECLS
