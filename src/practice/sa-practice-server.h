/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/sa-practice-faults.h"

G_BEGIN_DECLS

#define SA_TYPE_PRACTICE_SERVER (sa_practice_server_get_type ())
G_DECLARE_FINAL_TYPE (SaPracticeServer, sa_practice_server, SA, PRACTICE_SERVER, GObject)

SaPracticeServer *sa_practice_server_new (GFile *data_dir, const char *token, guint16 port);

gboolean sa_practice_server_add_fault (SaPracticeServer *self, const char *name, GError **error);

gboolean sa_practice_server_start (SaPracticeServer *self, GError **error);
void sa_practice_server_stop (SaPracticeServer *self);

gboolean sa_practice_server_is_running (SaPracticeServer *self);
const char *sa_practice_server_get_base_url (SaPracticeServer *self);
const char *sa_practice_server_get_token (SaPracticeServer *self);
GFile *sa_practice_server_get_data_dir (SaPracticeServer *self);

gboolean sa_practice_server_reset (SaPracticeServer *self, GError **error);
void sa_practice_server_reset_async (SaPracticeServer *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean sa_practice_server_reset_finish (SaPracticeServer *self,
                                          GAsyncResult *result,
                                          GError **error);

char *sa_practice_token_new (void);
GFile *sa_practice_default_data_dir (void);

G_END_DECLS
