/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaCliJson:
 *
 * Writes one JSON object, member by member, in the order in which they are given: 64-bit IDs to the
 * last digit, numbers as short as they can be, null for what is not a number. A member of an array has
 * no name (%NULL).
 */
typedef struct _SaCliJson SaCliJson;

SaCliJson *sa_cli_json_new (void);
void sa_cli_json_free (SaCliJson *self);

void sa_cli_json_begin_object (SaCliJson *self, const char *name);
void sa_cli_json_begin_array (SaCliJson *self, const char *name);
void sa_cli_json_end (SaCliJson *self);
void sa_cli_json_add_string (SaCliJson *self, const char *name, const char *value);
void sa_cli_json_add_int (SaCliJson *self, const char *name, gint64 value);
void sa_cli_json_add_id (SaCliJson *self, const char *name, gint64 id);
void sa_cli_json_add_double (SaCliJson *self, const char *name, double value, int decimals);
void sa_cli_json_add_boolean (SaCliJson *self, const char *name, gboolean value);
void sa_cli_json_add_null (SaCliJson *self, const char *name);

char *sa_cli_json_finish (SaCliJson *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaCliJson, sa_cli_json_free)

G_END_DECLS
