/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "minimax/sa-clone-answer.h"

G_BEGIN_DECLS

JsonObject *sa_answer_to_object (const SaCloneAnswer *answer);
char *sa_answer_to_json (const SaCloneAnswer *answer);
SaCloneAnswer *sa_answer_new_from_json (const char *json);

G_END_DECLS
