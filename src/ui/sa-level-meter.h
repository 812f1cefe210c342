/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "audio/sa-recorder.h"

G_BEGIN_DECLS

/**
 * SaLevelMeter:
 *
 * How loud the microphone is: average, peak and the peak of the last moments, from -60 to 0 dBFS. It
 * takes the focus, so that a screen reader says the level when asked.
 */
#define SA_TYPE_LEVEL_METER (sa_level_meter_get_type ())
G_DECLARE_FINAL_TYPE (SaLevelMeter, sa_level_meter, SA, LEVEL_METER, GtkWidget)

GtkWidget *sa_level_meter_new (void);
void sa_level_meter_set_recorder (SaLevelMeter *self, SaRecorder *recorder);
void sa_level_meter_set_scale_shown (SaLevelMeter *self, gboolean shown);

G_END_DECLS
