/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sa-byte-window.h"

G_BEGIN_DECLS

/** SaHashProgressFunc: @done goes from 0 to 1; called from the thread that hashes. */
typedef void (*SaHashProgressFunc) (double done, gpointer user_data);

char *sa_file_hash (GFile *file,
                    SaFileIdentity *identity,
                    SaHashProgressFunc progress,
                    gpointer user_data,
                    GCancellable *cancellable,
                    GError **error);

G_END_DECLS
