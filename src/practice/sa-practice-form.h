/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/sa-practice-store.h"

G_BEGIN_DECLS

/* The form of an upload while it comes in: its file goes to the disk, never to memory. */
typedef struct _SaPracticeForm SaPracticeForm;

SaPracticeForm *sa_practice_form_new (SaPracticeStore *store, const char *boundary);
void sa_practice_form_free (SaPracticeForm *self);
void sa_practice_form_feed (SaPracticeForm *self, const guint8 *data, gsize length);
gboolean sa_practice_form_finish (SaPracticeForm *self, GError **error);

const char *sa_practice_form_get_purpose (SaPracticeForm *self);
const char *sa_practice_form_get_filename (SaPracticeForm *self);
gint64 sa_practice_form_get_bytes (SaPracticeForm *self);
SaPracticeIncoming *sa_practice_form_get_incoming (SaPracticeForm *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaPracticeForm, sa_practice_form_free)

G_END_DECLS
