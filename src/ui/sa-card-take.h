/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sa-microphone-row.h"
#include "sa-recording-pane.h"
#include "sa-studio.h"
#include "sa-take-row.h"

G_BEGIN_DECLS

/**
 * SaCardTake:
 *
 * What a card records, and the take that it holds: the file on its screen is that take, or the take is
 * discarded.
 *
 * Its property `recording` says whether a take is being recorded. Signals: `finished` (GFile: to be
 * opened), `discarded` (GFile: what was its file; there is a way back), `stopped` (string: what ended the recording).
 */
#define SA_TYPE_CARD_TAKE (sa_card_take_get_type ())
G_DECLARE_FINAL_TYPE (SaCardTake, sa_card_take, SA, CARD_TAKE, GObject)

SaCardTake *sa_card_take_new (SaStudio *studio, SaPurpose purpose);

void sa_card_take_show_in (SaCardTake *self,
                           SaRecordingPane *pane,
                           SaMicrophoneRow *microphone_row,
                           SaTakeRow *take_row);

SaRecorder *sa_card_take_get_recorder (SaCardTake *self);
gboolean sa_card_take_is_recording (SaCardTake *self);
gboolean sa_card_take_is (SaCardTake *self, GFile *file);
void sa_card_take_set_waiting (SaCardTake *self, gboolean waiting);

void sa_card_take_record (SaCardTake *self);
void sa_card_take_append (SaCardTake *self);
void sa_card_take_discard (SaCardTake *self);
GFile *sa_card_take_undo_discard (SaCardTake *self);

void sa_card_take_claim (SaCardTake *self, SaTake *take);
void sa_card_take_settle (SaCardTake *self, GFile *file, SaPeaks *peaks);

G_END_DECLS
