/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sa-answer.h"
#include "sa-upload-stream.h"

G_BEGIN_DECLS

#define SA_TYPE_EARLY_ANSWER (sa_early_answer_get_type ())
G_DECLARE_FINAL_TYPE (SaEarlyAnswer, sa_early_answer, SA, EARLY_ANSWER, GObject)

SaEarlyAnswer *sa_early_answer_new (SaUploadStream *body, GCancellable *exchange);
void sa_early_answer_watch (SaEarlyAnswer *self, GIOStream *connection);
void sa_early_answer_stop (SaEarlyAnswer *self);
SaAnswer *sa_early_answer_harvest (SaEarlyAnswer *self);

SaAnswer *sa_early_answer_parse (GByteArray *raw, gboolean ended);

G_END_DECLS
