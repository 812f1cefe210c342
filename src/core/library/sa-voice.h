/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SaVoice:
 *
 * A voice that was cloned. Made with g_object_new(); every property can be written when it is made and
 * never after: a list holds snapshots. Times are seconds since 1970 (UTC), 0 for none. Strings are
 * %NULL where nothing is known, except `voice-id`, `host`, `account` and `name` (the voice ID, unless
 * the user gave it a name). `outcome` is %NULL for a voice that the service said yes to, and "unknown"
 * for one that may exist.
 */
#define SA_TYPE_VOICE (sa_voice_get_type ())
G_DECLARE_FINAL_TYPE (SaVoice, sa_voice, SA, VOICE, GObject)

const char *sa_voice_get_voice_id (SaVoice *self);
const char *sa_voice_get_name (SaVoice *self);
const char *sa_voice_get_host (SaVoice *self);
const char *sa_voice_get_account (SaVoice *self);
gint64 sa_voice_get_created_at (SaVoice *self);
gint64 sa_voice_get_expires_at (SaVoice *self);
gboolean sa_voice_get_kept (SaVoice *self);
gboolean sa_voice_get_practice (SaVoice *self);
gint64 sa_voice_get_sample_file_id (SaVoice *self);
gint64 sa_voice_get_prompt_file_id (SaVoice *self);
const char *sa_voice_get_preview_path (SaVoice *self);
const char *sa_voice_get_text (SaVoice *self);
const char *sa_voice_get_model (SaVoice *self);
const char *sa_voice_get_language (SaVoice *self);
const char *sa_voice_get_answer (SaVoice *self);
const char *sa_voice_get_outcome (SaVoice *self);
const char *sa_voice_get_trace_id (SaVoice *self);
const char *sa_voice_get_consent_text (SaVoice *self);
gint64 sa_voice_get_consent_at (SaVoice *self);

G_END_DECLS
