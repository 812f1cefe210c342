/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean sa_mp4_edit_trim (const char *path, guint32 delay, gint64 frames, int rate);

G_END_DECLS
