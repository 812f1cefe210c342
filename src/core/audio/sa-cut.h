/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sa-clip.h"

G_BEGIN_DECLS

gboolean sa_cut_sync (SaClip *clip, GFile *out, GCancellable *cancellable, GError **error);
void sa_cut_async (SaClip *clip,
                   GFile *out,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data);
gboolean sa_cut_finish (SaClip *clip, GAsyncResult *result, GError **error);

G_END_DECLS
