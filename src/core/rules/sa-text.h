/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gsize sa_text_count (const char *text);
gboolean sa_text_check (const char *text, GError **error);
gboolean sa_text_is_blank (const char *text);
gsize sa_text_count_invisible (const char *text);

gboolean sa_text_has_interjections (const char *text);
char *sa_text_without_interjections (const char *text);

G_END_DECLS
