/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "audio/sa-recorder.h"
#include "rules/sa-purpose.h"

G_BEGIN_DECLS

/**
 * SaRecordingPane:
 *
 * A take while it is recorded: its length against the goal, its waveform, and what one can do with it.
 *
 * Signals: `discard` (the user does not want it).
 */
#define SA_TYPE_RECORDING_PANE (sa_recording_pane_get_type ())
G_DECLARE_FINAL_TYPE (SaRecordingPane, sa_recording_pane, SA, RECORDING_PANE, GtkWidget)

GtkWidget *sa_recording_pane_new (void);
void sa_recording_pane_set_recorder (SaRecordingPane *self,
                                     SaRecorder *recorder,
                                     SaPurpose purpose);
void sa_recording_pane_focus (SaRecordingPane *self);

G_END_DECLS
