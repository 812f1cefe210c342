/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void sa_upload_file_open_async (GFile *file,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GFileInputStream *sa_upload_file_open_finish (GAsyncResult *result,
                                              GFileInfo **info,
                                              GError **error);

G_END_DECLS
