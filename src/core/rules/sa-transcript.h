/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean sa_transcript_check (const char *transcript, GError **error);
gboolean sa_transcript_ends_in_punctuation (const char *transcript);
char *sa_transcript_with_punctuation (const char *transcript);

G_END_DECLS
