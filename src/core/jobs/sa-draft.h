/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "audio/sa-clip.h"

G_BEGIN_DECLS

/**
 * SaDraftStrictness:
 * @SA_DRAFT_WINDOW: the form is edited step by step: an empty preview text means no preview, and the
 *   model that is chosen beside it is not sent; a length that is not known yet makes one wait.
 * @SA_DRAFT_COMMAND_LINE: everything given was meant: a model without a text, or an empty text, is
 *   refused; a length that is not known yet is left to the fitting.
 */
typedef enum {
  SA_DRAFT_WINDOW,
  SA_DRAFT_COMMAND_LINE,
} SaDraftStrictness;

/* The statement without which nothing is cloned; stored with the voice, in the user's language. */
#define SA_DRAFT_CONSENT_TEXT N_ ("I have the right to clone this voice")

/**
 * SaDraft:
 *
 * What the user asks for: the sample, the prompt clip with its transcript, the voice ID, the preview and
 * the consent. It validates itself. Every property can be read and written, and notifies on change only:
 *
 * - `strictness` (construct only)
 * - `sample`, `prompt`: #SaClip or %NULL. Setting another sample (another file, or none) clears
 *   `consent`, sets `sample-file-id` to 0 and `sample-seconds` to -1; another range of the same file
 *   keeps the consent.
 * - `sample-seconds`, `prompt-seconds`: the selection's exact length in seconds, -1 while unknown.
 * - `sample-delayed`, `prompt-delayed`: the file is an mp3 or m4a that would be sent whole as it is,
 *   whose length passes within 0.1 s of a limit (see sa_media_info_is_delayed()).
 * - `sample-file-id`, `prompt-file-id`: an upload that the service holds already, instead of a clip; 0
 *   for none. Setting one clears the clip, and the other way round.
 * - `prompt-enabled`, `transcript`, `voice-id`, `text`, `model`, `language` (the API's value or %NULL),
 *   `noise-reduction`, `volume-normalization`, `consent`.
 *
 * - `transcript-clip`: the prompt clip that the transcript was written for; the prompt clip of the
 *   moment in which it is typed.
 *
 * - `voice-id-suggested`: nobody typed the voice ID; setting another one clears this.
 *
 * And to be read only: `transcript-doubtful` (the prompt clip has changed since), `problem` (the sentence that says what is missing, %NULL when ready), `hint`
 * (the small line under it: what to do), `ready`.
 */
#define SA_TYPE_DRAFT (sa_draft_get_type ())
G_DECLARE_FINAL_TYPE (SaDraft, sa_draft, SA, DRAFT, GObject)

#define SA_TYPE_DRAFT_STRICTNESS (sa_draft_strictness_get_type ())
GType sa_draft_strictness_get_type (void);

SaDraft *sa_draft_new (SaDraftStrictness strictness);
SaDraft *sa_draft_copy (SaDraft *self);
void sa_draft_begin_another (SaDraft *self);

SaDraftStrictness sa_draft_get_strictness (SaDraft *self);

SaClip *sa_draft_get_sample (SaDraft *self);
void sa_draft_set_sample (SaDraft *self, SaClip *sample);
double sa_draft_get_sample_seconds (SaDraft *self);
void sa_draft_set_sample_seconds (SaDraft *self, double seconds);
gboolean sa_draft_get_sample_delayed (SaDraft *self);
void sa_draft_set_sample_delayed (SaDraft *self, gboolean delayed);
gint64 sa_draft_get_sample_file_id (SaDraft *self);
void sa_draft_set_sample_file_id (SaDraft *self, gint64 file_id);

gboolean sa_draft_get_prompt_enabled (SaDraft *self);
void sa_draft_set_prompt_enabled (SaDraft *self, gboolean enabled);
SaClip *sa_draft_get_prompt (SaDraft *self);
void sa_draft_set_prompt (SaDraft *self, SaClip *prompt);
double sa_draft_get_prompt_seconds (SaDraft *self);
void sa_draft_set_prompt_seconds (SaDraft *self, double seconds);
gboolean sa_draft_get_prompt_delayed (SaDraft *self);
void sa_draft_set_prompt_delayed (SaDraft *self, gboolean delayed);
gint64 sa_draft_get_prompt_file_id (SaDraft *self);
void sa_draft_set_prompt_file_id (SaDraft *self, gint64 file_id);
const char *sa_draft_get_transcript (SaDraft *self);
void sa_draft_set_transcript (SaDraft *self, const char *transcript);
SaClip *sa_draft_get_transcript_clip (SaDraft *self);
void sa_draft_set_transcript_clip (SaDraft *self, SaClip *clip);
gboolean sa_draft_get_transcript_doubtful (SaDraft *self);
void sa_draft_confirm_transcript (SaDraft *self);

const char *sa_draft_get_voice_id (SaDraft *self);
void sa_draft_set_voice_id (SaDraft *self, const char *voice_id);
gboolean sa_draft_get_voice_id_suggested (SaDraft *self);
void sa_draft_set_voice_id_suggested (SaDraft *self, gboolean suggested);
const char *sa_draft_get_text (SaDraft *self);
void sa_draft_set_text (SaDraft *self, const char *text);
const char *sa_draft_get_model (SaDraft *self);
void sa_draft_set_model (SaDraft *self, const char *model);
const char *sa_draft_get_language (SaDraft *self);
void sa_draft_set_language (SaDraft *self, const char *language);
gboolean sa_draft_get_noise_reduction (SaDraft *self);
void sa_draft_set_noise_reduction (SaDraft *self, gboolean noise_reduction);
gboolean sa_draft_get_volume_normalization (SaDraft *self);
void sa_draft_set_volume_normalization (SaDraft *self, gboolean volume_normalization);
gboolean sa_draft_get_consent (SaDraft *self);
void sa_draft_set_consent (SaDraft *self, gboolean consent);

const char *sa_draft_get_problem (SaDraft *self);
const char *sa_draft_get_hint (SaDraft *self);
gboolean sa_draft_get_ready (SaDraft *self);
gboolean sa_draft_has_preview (SaDraft *self);
gboolean sa_draft_has_prompt (SaDraft *self);

gboolean sa_draft_validate (SaDraft *self, GError **error);

char *sa_draft_to_json (SaDraft *self);
SaDraft *sa_draft_new_from_json (const char *json, GError **error);

G_END_DECLS
