/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "jobs/sa-draft.h"
#include "library/sa-attempt.h"
#include "sa-prompt-card.h"
#include "sa-sample-card.h"

G_BEGIN_DECLS

#define SA_TYPE_CLONE_FORM (sa_clone_form_get_type ())
G_DECLARE_FINAL_TYPE (SaCloneForm, sa_clone_form, SA, CLONE_FORM, GtkWidget)

/**
 * SaCloneForm:
 *
 * The cards in which everything about a clone is said. While something is recorded, only its card and
 * something to read are shown.
 *
 * Signals: `take-discarded` (string: whose it was; for sa_clone_form_undo_discard()). Its property
 * `recording` says whether a take is recorded.
 */
GtkWidget *sa_clone_form_new (void);
void sa_clone_form_set_draft (SaCloneForm *self, SaDraft *draft);
void sa_clone_form_set_studio (SaCloneForm *self, SaStudio *studio);
void sa_clone_form_set_attempt (SaCloneForm *self, const SaAttempt *attempt);
void sa_clone_form_set_notice (SaCloneForm *self, const char *title, const char *message);
SaSampleCard *sa_clone_form_get_sample_card (SaCloneForm *self);
SaPromptCard *sa_clone_form_get_prompt_card (SaCloneForm *self);
SaRecorder *sa_clone_form_get_busy_recorder (SaCloneForm *self, SaPurpose *purpose);
void sa_clone_form_offer_takes (SaCloneForm *self, GPtrArray *takes, SaPurpose purpose);
void sa_clone_form_undo_discard (SaCloneForm *self, const char *whose);
void sa_clone_form_set_practice (SaCloneForm *self, gboolean practice);
void sa_clone_form_set_used_ids (SaCloneForm *self, GHashTable *used);
void sa_clone_form_suggest_another_id (SaCloneForm *self);
gboolean sa_clone_form_take_typed (SaCloneForm *self);
void sa_clone_form_focus (SaCloneForm *self, const char *field);

G_END_DECLS
