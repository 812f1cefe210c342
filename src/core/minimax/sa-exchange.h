/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "sa-answer.h"
#include "sa-client.h"
#include "sa-service-error.h"
#include "sa-transfer.h"
#include "sa-upload-stream.h"

G_BEGIN_DECLS

void sa_exchange_prepare (SoupMessage *message);

void sa_exchange_async (SoupSession *session,
                        SoupMessage *message,
                        SaRequestKind request,
                        SaUploadStream *body,
                        SaProgressFunc progress,
                        gpointer progress_data,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
SaAnswer *sa_exchange_finish (GAsyncResult *result, SaSent *sent, GError **error);

GError *sa_exchange_map_error (const GError *error, SaRequestKind request, gboolean left);

G_END_DECLS
