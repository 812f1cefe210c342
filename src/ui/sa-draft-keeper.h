/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/sa-draft.h"
#include "sa-clone-form.h"

G_BEGIN_DECLS

/**
 * SaDraftKeeper:
 *
 * Keeps what is in the form through the end of the program, and brings it back: what was picked,
 * trimmed and typed, but not the consent.
 *
 * Signals: `begun` (what was kept is in the form).
 */
#define SA_TYPE_DRAFT_KEEPER (sa_draft_keeper_get_type ())
G_DECLARE_FINAL_TYPE (SaDraftKeeper, sa_draft_keeper, SA, DRAFT_KEEPER, GObject)

SaDraftKeeper *sa_draft_keeper_new (SaCloneForm *form, SaDraft *draft);

void sa_draft_keeper_begin (SaDraftKeeper *self, GFile *file);
void sa_draft_keeper_restore (SaDraftKeeper *self, SaDraft *from);
void sa_draft_keeper_put_away (SaDraftKeeper *self);
void sa_draft_keeper_begin_another (SaDraftKeeper *self);
void sa_draft_keeper_flush (SaDraftKeeper *self);

G_END_DECLS
