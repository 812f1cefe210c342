/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/sa-clone-job.h"
#include "sa-clone-form.h"
#include "sa-services.h"

G_BEGIN_DECLS

/**
 * SaInterruptedClones:
 *
 * The clones that earlier runs left and that the account in use can go on with. The form offers the one
 * that was begun last, and after it the one before.
 *
 * Signals: `trouble` (string: why one could not be forgotten).
 */
#define SA_TYPE_INTERRUPTED_CLONES (sa_interrupted_clones_get_type ())
G_DECLARE_FINAL_TYPE (SaInterruptedClones, sa_interrupted_clones, SA, INTERRUPTED_CLONES, GObject)

SaInterruptedClones *sa_interrupted_clones_new (SaCloneForm *form, SaServices *services);

void sa_interrupted_clones_list (SaInterruptedClones *self);
void sa_interrupted_clones_reset (SaInterruptedClones *self);
void sa_interrupted_clones_set_job (SaInterruptedClones *self, SaCloneJob *job);
const SaAttempt *sa_interrupted_clones_get_offered (SaInterruptedClones *self);
void sa_interrupted_clones_drop (SaInterruptedClones *self);
void sa_interrupted_clones_forget (SaInterruptedClones *self);

G_END_DECLS
