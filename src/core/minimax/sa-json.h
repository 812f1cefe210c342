/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *sa_json_parse (GBytes *bytes, const char **problem);

JsonObject *sa_json_get_object (JsonObject *object, const char *name);
const char *sa_json_get_string (JsonObject *object, const char *name);
gboolean sa_json_get_integer (JsonObject *object, const char *name, gint64 *value);
gboolean sa_json_read_integer (JsonNode *node, gint64 *value);

G_END_DECLS
