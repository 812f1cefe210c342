/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "minimax/sa-client.h"

G_BEGIN_DECLS

void sa_preview_fetch_async (SaClient *client,
                             const char *url,
                             GFile *dir,
                             const char *name,
                             SaProgressFunc progress,
                             gpointer progress_data,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
GFile *sa_preview_fetch_finish (SaClient *client, GAsyncResult *result, GError **error);

G_END_DECLS
