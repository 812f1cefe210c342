/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

void sa_pasted_files_read_async (GdkClipboard *clipboard,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
GSList *sa_pasted_files_read_finish (GAsyncResult *result);

G_END_DECLS
