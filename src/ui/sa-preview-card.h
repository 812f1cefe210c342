/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "jobs/sa-draft.h"

G_BEGIN_DECLS

#define SA_TYPE_PREVIEW_CARD (sa_preview_card_get_type ())
G_DECLARE_FINAL_TYPE (SaPreviewCard, sa_preview_card, SA, PREVIEW_CARD, GtkWidget)

GtkWidget *sa_preview_card_new (void);
void sa_preview_card_set_draft (SaPreviewCard *self, SaDraft *draft);
void sa_preview_card_set_practice (SaPreviewCard *self, gboolean practice);
void sa_preview_card_focus_text (SaPreviewCard *self);
void sa_preview_card_focus_model (SaPreviewCard *self);

G_END_DECLS
