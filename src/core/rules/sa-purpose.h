/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaPurpose:
 * @SA_PURPOSE_VOICE_CLONE: a sample to be cloned
 * @SA_PURPOSE_PROMPT_AUDIO: a prompt clip
 * @SA_PURPOSE_T2A_ASYNC_INPUT: a text to be read aloud later
 * @SA_PURPOSE_VIDEO_UNDERSTANDING: a video to be described
 *
 * What a file is uploaded for: the `purpose` of `POST /v1/files/upload`.
 */
typedef enum {
  SA_PURPOSE_VOICE_CLONE,
  SA_PURPOSE_PROMPT_AUDIO,
  SA_PURPOSE_T2A_ASYNC_INPUT,
  SA_PURPOSE_VIDEO_UNDERSTANDING,
} SaPurpose;

#define SA_N_PURPOSES 4

const char *sa_purpose_to_string (SaPurpose purpose);
gboolean sa_purpose_from_string (const char *string, SaPurpose *purpose);
gboolean sa_purpose_is_speech (SaPurpose purpose);

G_END_DECLS
