/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean sa_voice_id_check (const char *voice_id, GError **error);
char *sa_voice_id_suggest (const char *hint, GDateTime *now);

G_END_DECLS
