/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "jobs/sa-draft.h"
#include "sa-card-take.h"
#include "sa-sample.h"
#include "sa-waveform-view.h"

G_BEGIN_DECLS

/**
 * SaSampleCard:
 *
 * The card for the speech that is cloned: recorded or picked, and trimmed.
 *
 * Its property `loading` says whether a file is read.
 */
#define SA_TYPE_SAMPLE_CARD (sa_sample_card_get_type ())
G_DECLARE_FINAL_TYPE (SaSampleCard, sa_sample_card, SA, SAMPLE_CARD, GtkWidget)

GtkWidget *sa_sample_card_new (void);
void sa_sample_card_set_draft (SaSampleCard *self, SaDraft *draft);

void sa_sample_card_set_studio (SaSampleCard *self, SaStudio *studio);
SaCardTake *sa_sample_card_get_take (SaSampleCard *self);

gboolean sa_sample_card_is_recording (SaSampleCard *self);
void sa_sample_card_record (SaSampleCard *self);
void sa_sample_card_claim_take (SaSampleCard *self, SaTake *take);
void sa_sample_card_undo_discard (SaSampleCard *self);

void sa_sample_card_open (SaSampleCard *self, GFile *file);
void sa_sample_card_open_clip (SaSampleCard *self, SaClip *clip);
void sa_sample_card_choose (SaSampleCard *self);
void sa_sample_card_complain (SaSampleCard *self, const char *title, const char *message);

void sa_sample_card_clear (SaSampleCard *self);
SaSample *sa_sample_card_get_sample (SaSampleCard *self);
gboolean sa_sample_card_is_loading (SaSampleCard *self);
gboolean sa_sample_card_has_more (SaSampleCard *self);
gboolean sa_sample_card_take_typed (SaSampleCard *self);
void sa_sample_card_stop_playing (SaSampleCard *self);
void sa_sample_card_focus (SaSampleCard *self);
void sa_sample_card_show_selection (SaSampleCard *self, SaWaveformView *view);

G_END_DECLS
