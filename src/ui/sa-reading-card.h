/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "rules/sa-purpose.h"

G_BEGIN_DECLS

/**
 * SaReadingCard:
 *
 * Something to read aloud while recording: a text for a sample, or a sentence for a prompt clip, which
 * can be its transcript as it stands.
 */
#define SA_TYPE_READING_CARD (sa_reading_card_get_type ())
G_DECLARE_FINAL_TYPE (SaReadingCard, sa_reading_card, SA, READING_CARD, GtkWidget)

GtkWidget *sa_reading_card_new (void);
void sa_reading_card_set_purpose (SaReadingCard *self, SaPurpose purpose);
void sa_reading_card_set_language (SaReadingCard *self, const char *language);
void sa_reading_card_set_is_transcript (SaReadingCard *self, gboolean is_transcript);
const char *sa_reading_card_get_transcript (SaReadingCard *self);

G_END_DECLS
