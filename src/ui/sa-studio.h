/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "audio/sa-recorder.h"
#include "rules/sa-purpose.h"

G_BEGIN_DECLS

/* A recorded prompt clip stops itself here, in seconds: just below the limit, which is not lawful. */
#define SA_STUDIO_PROMPT_SECONDS 7.9

/**
 * SaStudio:
 *
 * What is recorded with: the microphones of this computer, and a recorder for each card. It decides
 * when a microphone is open: while a take is recorded; and for the meters only once the user asked to
 * check it, while the window is used and a card waits for a recording.
 *
 * Properties: `checking` (the user asked), `active` (the window is used, and shows the form),
 * `countdown` (recording begins after three seconds; kept in the settings).
 */
#define SA_TYPE_STUDIO (sa_studio_get_type ())
G_DECLARE_FINAL_TYPE (SaStudio, sa_studio, SA, STUDIO, GObject)

SaStudio *sa_studio_new (void);
void sa_studio_begin (SaStudio *self);
SaMicrophones *sa_studio_get_microphones (SaStudio *self);
SaRecorder *sa_studio_make_recorder (SaStudio *self, SaPurpose purpose);
GFile *sa_studio_get_folder (SaPurpose purpose);
void sa_studio_set_waiting (SaStudio *self, SaRecorder *recorder, gboolean waiting);
void sa_studio_check (SaStudio *self);
gboolean sa_studio_get_checking (SaStudio *self);
void sa_studio_set_active (SaStudio *self, gboolean active);

G_END_DECLS
