/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sa-studio.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SaMicrophoneRow:
 *
 * Which microphone is recorded with, how loud it is, and what is wrong with it.
 */
#define SA_TYPE_MICROPHONE_ROW (sa_microphone_row_get_type ())
G_DECLARE_FINAL_TYPE (SaMicrophoneRow, sa_microphone_row, SA, MICROPHONE_ROW, GtkListBoxRow)

GtkWidget *sa_microphone_row_new (void);
void sa_microphone_row_set_studio (SaMicrophoneRow *self, SaStudio *studio, SaRecorder *recorder);

G_END_DECLS
