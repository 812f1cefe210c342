/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sa-card-take.h"
#include "sa-check-list.h"
#include "sa-clip-editor.h"
#include "sa-sample.h"

G_BEGIN_DECLS

/**
 * SaCardState:
 * @SA_CARD_EMPTY: it waits for speech, perhaps for other speech than it holds
 * @SA_CARD_RECORDING: a take is recorded
 * @SA_CARD_LOADING: a file is read
 * @SA_CARD_EDITED: what it holds can be heard and trimmed
 */
typedef enum {
  SA_CARD_EMPTY,
  SA_CARD_RECORDING,
  SA_CARD_LOADING,
  SA_CARD_EDITED,
} SaCardState;

/**
 * SaCardParts:
 * @error_row: an AdwActionRow that says what went wrong
 * @stack: with the pages `empty`, `recording` and `loaded`
 * @record_button: begins a recording, on the page `empty`
 * @keep_button: goes back to what the card holds, on the page `empty`
 * @pane: the page `recording`
 * @microphone_row: which microphone it is, while something can be recorded
 * @take_row: what can be done with a take that was recorded
 * @editor: on the page `loaded`
 * @loading: under the editor while a file is read, with @loading_bar in it
 *
 * The widgets of a card, which owns them.
 */
typedef struct {
  GtkWidget *error_row;
  GtkStack *stack;
  GtkWidget *record_button;
  GtkWidget *keep_button;
  SaRecordingPane *pane;
  SaMicrophoneRow *microphone_row;
  SaTakeRow *take_row;
  SaClipEditor *editor;
  GtkWidget *loading;
  GtkProgressBar *loading_bar;
} SaCardParts;

void sa_card_parts_bind (GtkWidgetClass *widget_class, gssize offset);

/**
 * SaCardSpeech:
 *
 * The speech that a card holds, how it gets there (a file is read, a take is recorded), and which parts
 * of the card that shows.
 */
#define SA_TYPE_CARD_SPEECH (sa_card_speech_get_type ())
G_DECLARE_FINAL_TYPE (SaCardSpeech, sa_card_speech, SA, CARD_SPEECH, GObject)

SaCardSpeech *sa_card_speech_new (const SaCardParts *parts);
void sa_card_speech_set_checks (SaCardSpeech *self, SaCheckList *checks);
void sa_card_speech_set_studio (SaCardSpeech *self, SaStudio *studio, SaPurpose purpose);
SaCardTake *sa_card_speech_get_take (SaCardSpeech *self);

SaCardState sa_card_speech_get_state (SaCardSpeech *self);
void sa_card_speech_show (SaCardSpeech *self, gboolean enabled);
void sa_card_speech_focus (SaCardSpeech *self);
void sa_card_speech_complain (SaCardSpeech *self, const char *title, const char *message);
void sa_card_speech_show_play_error (SaCardSpeech *self, const char *title, const GError *error);
void sa_card_speech_clear_error (SaCardSpeech *self);

SaSample *sa_card_speech_get_sample (SaCardSpeech *self);
void sa_card_speech_set_sample (SaCardSpeech *self, SaSample *sample);
void sa_card_speech_choose_another (SaCardSpeech *self);
void sa_card_speech_keep (SaCardSpeech *self);
gboolean sa_card_speech_is_choosing (SaCardSpeech *self);

SaSample *sa_card_speech_get_incoming (SaCardSpeech *self);
void sa_card_speech_read (SaCardSpeech *self, SaSample *incoming);
void sa_card_speech_stop_reading (SaCardSpeech *self);
void sa_card_speech_forget_incoming (SaCardSpeech *self);

void sa_card_speech_record (SaCardSpeech *self);
gboolean sa_card_speech_is_recording (SaCardSpeech *self);
gboolean sa_card_speech_is_take (SaCardSpeech *self);
gboolean sa_card_speech_is_reading_take (SaCardSpeech *self);
void sa_card_speech_settle_take (SaCardSpeech *self);

G_END_DECLS
