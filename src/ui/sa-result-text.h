/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "audio/sa-clip.h"
#include "minimax/sa-clone-answer.h"

G_BEGIN_DECLS

char *sa_result_text_flag (const SaCloneAnswer *answer);
char *sa_result_text_format (const char *name, int sample_rate, int channels);
char *sa_result_text_original (SaClip *sample);
char *sa_result_text_rate (gint64 hertz);
char *sa_result_text_bit_rate (gint64 bits_per_second);
char *sa_result_text_characters (gint64 characters);
char *sa_result_text_deadline (GDateTime *made, GTimeZone *zone);

G_END_DECLS
