/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sa-draft.h"

G_BEGIN_DECLS

/**
 * SaDraftStore:
 *
 * Keeps what is in the form through the end of the program, whichever way that comes: one JSON file,
 * replaced as a whole at most a second after a change. Where several windows or processes keep theirs
 * in the same file, the last one that changed something wins.
 *
 * The signal `failed` (#GError) says that the draft could not be kept; once until it succeeds again.
 */
#define SA_TYPE_DRAFT_STORE (sa_draft_store_get_type ())
G_DECLARE_FINAL_TYPE (SaDraftStore, sa_draft_store, SA, DRAFT_STORE, GObject)

GFile *sa_draft_store_get_default_file (void);
SaDraftStore *sa_draft_store_new (GFile *file);

void sa_draft_store_load_async (SaDraftStore *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
SaDraft *sa_draft_store_load_finish (SaDraftStore *self, GAsyncResult *result, GError **error);
GFile *sa_draft_store_get_damaged_file (SaDraftStore *self);

void sa_draft_store_set_draft (SaDraftStore *self, SaDraft *draft);
void sa_draft_store_flush_async (SaDraftStore *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean sa_draft_store_flush_finish (SaDraftStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
