/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The table of contents of a store: {"version":1, "files":[…], "voices":[…]}. */
JsonObject *sa_practice_index_new (void);
JsonObject *sa_practice_index_load (const char *path, GError **error);
gboolean sa_practice_index_save (JsonObject *index, const char *path, GError **error);

JsonObject *sa_practice_index_find_file (JsonObject *index, gint64 file_id);
JsonObject *sa_practice_index_find_voice (JsonObject *index, const char *voice_id);
gboolean sa_practice_index_has_preview (JsonObject *index, const char *name);

G_END_DECLS
