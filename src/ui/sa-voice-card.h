/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "jobs/sa-draft.h"

G_BEGIN_DECLS

#define SA_TYPE_VOICE_CARD (sa_voice_card_get_type ())
G_DECLARE_FINAL_TYPE (SaVoiceCard, sa_voice_card, SA, VOICE_CARD, GtkWidget)

GtkWidget *sa_voice_card_new (void);
void sa_voice_card_set_draft (SaVoiceCard *self, SaDraft *draft);
void sa_voice_card_suggest (SaVoiceCard *self);
void sa_voice_card_set_used (SaVoiceCard *self, GHashTable *used);
void sa_voice_card_focus_id (SaVoiceCard *self);

G_END_DECLS
