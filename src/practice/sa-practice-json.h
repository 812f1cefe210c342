/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The deepest nesting that a request may have; json-glib's parser recurses, so this is counted before it runs. */
#define SA_PRACTICE_JSON_MAX_DEPTH 64

/* What a member of a request turned out to be. */
typedef enum {
  SA_PRACTICE_MEMBER_ABSENT, /* not there, or null */
  SA_PRACTICE_MEMBER_VALID,
  SA_PRACTICE_MEMBER_INVALID, /* there, but of another type or out of range */
} SaPracticeMember;

JsonObject *sa_practice_json_parse (GBytes *bytes, GError **error);
SaPracticeMember sa_practice_json_get_id (JsonObject *object, const char *name, gint64 *id);
SaPracticeMember sa_practice_json_get_string (JsonObject *object,
                                              const char *name,
                                              const char **string);
SaPracticeMember sa_practice_json_get_boolean (JsonObject *object,
                                               const char *name,
                                               gboolean *value);
SaPracticeMember sa_practice_json_get_number (JsonObject *object, const char *name, double *value);
SaPracticeMember sa_practice_json_get_object (JsonObject *object,
                                              const char *name,
                                              JsonObject **value);

G_END_DECLS
