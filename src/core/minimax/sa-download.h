/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "sa-client.h"
#include "sa-exchange.h"

G_BEGIN_DECLS

void sa_download_async (SoupSession *session,
                        const char *url,
                        GFile *dest,
                        gint64 max_bytes,
                        SaProgressFunc progress,
                        gpointer progress_data,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
gboolean sa_download_finish (GAsyncResult *result, SaSent *sent, GError **error);

G_END_DECLS
