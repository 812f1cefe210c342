/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "sa-purpose.h"

G_BEGIN_DECLS

/* A sample may be exactly this short and exactly this long. */
#define SA_SAMPLE_MIN_SECONDS 10.0
#define SA_SAMPLE_MAX_SECONDS 300.0

/* A prompt clip must be strictly shorter; under the advised length the service may refuse it (2037). */
#define SA_PROMPT_MAX_SECONDS 8.0
#define SA_PROMPT_ADVISED_SECONDS 5.0

/* How far the length of an mp3 or m4a may pass a limit, for the delay that the codec adds. */
#define SA_LENGTH_TOLERANCE_SECONDS 0.1

#define SA_UPLOAD_MAX_BYTES 20000000
#define SA_UPLOAD_MAX_RATE 48000
#define SA_UPLOAD_MAX_CHANNELS 2

#define SA_TEXT_MAX_CHARACTERS 1000

#define SA_VOICE_ID_MIN_LENGTH 8
#define SA_VOICE_ID_MAX_LENGTH 256

/* What a service may answer. */
#define SA_ANSWER_MAX_BYTES 1000000
#define SA_ANSWER_MAX_DEPTH 64
#define SA_PREVIEW_MAX_BYTES 50000000

/* The service deletes a voice that is not used within this time. */
#define SA_VOICE_UNUSED_SECONDS (168 * 60 * 60)

typedef enum {
  SA_LENGTH_FITS,
  SA_LENGTH_TOO_SHORT,
  SA_LENGTH_TOO_LONG,
} SaLengthVerdict;

SaLengthVerdict sa_limits_judge_length (SaPurpose purpose, double seconds, double tolerance);
gboolean sa_limits_check_length (SaPurpose purpose,
                                 double seconds,
                                 double tolerance,
                                 GError **error);
gboolean sa_limits_check_size (SaPurpose purpose, gint64 bytes, GError **error);

G_END_DECLS
