/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean sa_mp3_index_reserve (const char *path, int rate, int channels);
gboolean sa_mp3_index_write (const char *path, gint64 frames);

G_END_DECLS
