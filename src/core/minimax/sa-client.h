/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "rules/sa-purpose.h"
#include "sa-clone-answer.h"
#include "sa-clone-request.h"
#include "sa-remote-file.h"

G_BEGIN_DECLS

/**
 * SaProgressFunc:
 * @done: bytes so far
 * @total: bytes in all, −1 while unknown
 * @data: user data
 *
 * Called on the caller's main context, at most about 30 times a second and once at the end.
 */
typedef void (*SaProgressFunc) (gint64 done, gint64 total, gpointer data);

/* Seconds of silence that are borne where the caller has no wish of its own. */
#define SA_CLIENT_DEFAULT_TIMEOUT 60

/* SaClient::sent is emitted once for every request of which something left, when it is over:
 *
 *   void sent (SaClient *client, GDateTime *when, const char *request, gint64 bytes,
 *              const char *note, gpointer user_data)
 *
 * @when it began, in UTC; @request "POST https://host/path" or "GET …", without a query; @bytes of
 * the body; @note the purpose of an upload, the voice ID of a clone, "preview" for a download. */

#define SA_TYPE_CLIENT (sa_client_get_type ())
G_DECLARE_FINAL_TYPE (SaClient, sa_client, SA, CLIENT, GObject)

SaClient *sa_client_new (const char *base_url, const char *api_key, guint timeout, GError **error);

const char *sa_client_get_base_url (SaClient *self);
gboolean sa_client_has_key (SaClient *self);
guint sa_client_get_timeout (SaClient *self);

void sa_client_upload_async (SaClient *self,
                             GFile *file,
                             const char *filename,
                             const char *media_type,
                             SaPurpose purpose,
                             SaProgressFunc progress,
                             gpointer progress_data,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
SaRemoteFile *sa_client_upload_finish (SaClient *self, GAsyncResult *result, GError **error);
gboolean sa_client_upload_was_sent (GAsyncResult *result);

void sa_client_clone_async (SaClient *self,
                            const SaCloneRequest *request,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
SaCloneAnswer *sa_client_clone_finish (SaClient *self, GAsyncResult *result, GError **error);
gboolean sa_client_clone_was_sent (GAsyncResult *result);

void sa_client_download_async (SaClient *self,
                               const char *url,
                               GFile *dest,
                               gint64 max_bytes,
                               SaProgressFunc progress,
                               gpointer progress_data,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean sa_client_download_finish (SaClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
