/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "jobs/sa-draft.h"
#include "sa-card-take.h"
#include "sa-sample.h"

G_BEGIN_DECLS

/**
 * SaPromptCard:
 *
 * The card for the prompt clip and its transcript.
 *
 * Signals: `recorded` (a clip was, and is the draft's). Its properties `loading` and `waiting` say whether
 * a file is read, or something still to be picked.
 */
#define SA_TYPE_PROMPT_CARD (sa_prompt_card_get_type ())
G_DECLARE_FINAL_TYPE (SaPromptCard, sa_prompt_card, SA, PROMPT_CARD, GtkWidget)

GtkWidget *sa_prompt_card_new (void);
void sa_prompt_card_set_draft (SaPromptCard *self, SaDraft *draft);
void sa_prompt_card_set_sample (SaPromptCard *self, SaSample *sample, gboolean loading);

void sa_prompt_card_set_studio (SaPromptCard *self, SaStudio *studio);
SaCardTake *sa_prompt_card_get_take (SaPromptCard *self);

gboolean sa_prompt_card_is_recording (SaPromptCard *self);
gboolean sa_prompt_card_is_waiting (SaPromptCard *self);
void sa_prompt_card_claim_take (SaPromptCard *self, SaTake *take);
void sa_prompt_card_undo_discard (SaPromptCard *self);

void sa_prompt_card_open (SaPromptCard *self, GFile *file);
gboolean sa_prompt_card_is_loading (SaPromptCard *self);
gboolean sa_prompt_card_take_typed (SaPromptCard *self);
void sa_prompt_card_stop_playing (SaPromptCard *self);
void sa_prompt_card_focus (SaPromptCard *self);
void sa_prompt_card_focus_transcript (SaPromptCard *self);

G_END_DECLS
