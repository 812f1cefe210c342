/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "jobs/sa-draft.h"

G_BEGIN_DECLS

#define SA_TYPE_TRANSCRIPT_FIELD (sa_transcript_field_get_type ())
G_DECLARE_FINAL_TYPE (SaTranscriptField, sa_transcript_field, SA, TRANSCRIPT_FIELD, GtkWidget)

GtkWidget *sa_transcript_field_new (void);
void sa_transcript_field_set_draft (SaTranscriptField *self, SaDraft *draft);
void sa_transcript_field_focus (SaTranscriptField *self);

G_END_DECLS
