/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sa-microphones.h"
#include "sa-peaks.h"
#include "sa-take.h"

G_BEGIN_DECLS

/* Frames per second of every take. */
#define SA_RECORDER_RATE 48000

/* What a silent microphone's levels are said to be, in dBFS. */
#define SA_RECORDER_SILENCE_DBFS (-90.0)

/**
 * SaRecorderState:
 * @SA_RECORDER_CLOSED: the microphone is not open
 * @SA_RECORDER_MONITORING: it is open, for its meter only
 * @SA_RECORDER_COUNTING: it is open, and recording begins when the countdown ends
 * @SA_RECORDER_RECORDING: what it hears goes into the take
 * @SA_RECORDER_PAUSED: the take waits; its meter goes on, where there is a microphone
 */
typedef enum {
  SA_RECORDER_CLOSED,
  SA_RECORDER_MONITORING,
  SA_RECORDER_COUNTING,
  SA_RECORDER_RECORDING,
  SA_RECORDER_PAUSED,
} SaRecorderState;

GType sa_recorder_state_get_type (void) G_GNUC_CONST;
#define SA_TYPE_RECORDER_STATE (sa_recorder_state_get_type ())

#define SA_TYPE_RECORDER (sa_recorder_get_type ())

/**
 * SaRecorder:
 *
 * Records takes. What is recorded is on the disk within half a second, whatever happens.
 */
G_DECLARE_FINAL_TYPE (SaRecorder, sa_recorder, SA, RECORDER, GObject)

SaRecorder *sa_recorder_new (SaMicrophones *microphones, GFile *folder);

void sa_recorder_open (SaRecorder *self);
void sa_recorder_close (SaRecorder *self);
void sa_recorder_record (SaRecorder *self);
void sa_recorder_append (SaRecorder *self);
void sa_recorder_pause (SaRecorder *self);
void sa_recorder_resume (SaRecorder *self);
void sa_recorder_stop (SaRecorder *self);
void sa_recorder_discard (SaRecorder *self);
void sa_recorder_undo_discard (SaRecorder *self);
void sa_recorder_adopt (SaRecorder *self, SaTake *take, SaPeaks *peaks);

SaRecorderState sa_recorder_get_state (SaRecorder *self);
gboolean sa_recorder_is_busy (SaRecorder *self);
gboolean sa_recorder_is_appending (SaRecorder *self);
SaMicrophones *sa_recorder_get_microphones (SaRecorder *self);
SaMicrophone *sa_recorder_get_microphone (SaRecorder *self);
double sa_recorder_get_limit (SaRecorder *self);
void sa_recorder_set_limit (SaRecorder *self, double seconds);
guint sa_recorder_get_countdown (SaRecorder *self);
void sa_recorder_set_countdown (SaRecorder *self, guint seconds);
guint sa_recorder_get_counting (SaRecorder *self);
double sa_recorder_get_seconds (SaRecorder *self);
double sa_recorder_get_peak (SaRecorder *self);
double sa_recorder_get_peak_hold (SaRecorder *self);
double sa_recorder_get_rms (SaRecorder *self);
gboolean sa_recorder_get_no_signal (SaRecorder *self);
gboolean sa_recorder_get_too_loud (SaRecorder *self);
gint64 sa_recorder_get_dropped (SaRecorder *self);
SaPeaks *sa_recorder_get_peaks (SaRecorder *self);
SaTake *sa_recorder_get_take (SaRecorder *self);
gboolean sa_recorder_get_can_undo (SaRecorder *self);
const GError *sa_recorder_get_error (SaRecorder *self);

G_END_DECLS
