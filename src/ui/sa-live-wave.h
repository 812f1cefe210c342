/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "audio/sa-recorder.h"
#include "rules/sa-purpose.h"

G_BEGIN_DECLS

/**
 * SaLiveWave:
 *
 * The waveform of a take while it is recorded, below a ruler, with a mark where it is long enough. It
 * grows from left to right in every language, and turns a page when it reaches the end.
 */
#define SA_TYPE_LIVE_WAVE (sa_live_wave_get_type ())
G_DECLARE_FINAL_TYPE (SaLiveWave, sa_live_wave, SA, LIVE_WAVE, GtkWidget)

GtkWidget *sa_live_wave_new (void);
void sa_live_wave_set_recorder (SaLiveWave *self, SaRecorder *recorder, SaPurpose purpose);

G_END_DECLS
