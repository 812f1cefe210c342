/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sa-clip.h"

G_BEGIN_DECLS

/* Where a range ends this much behind the file's end, it was only rounded. */
#define SA_RANGE_ROUNDING_SECONDS 0.001

gboolean sa_range_check (double start, double end, gboolean has_end, GError **error);
void sa_range_set_beyond_error (GError **error, GFile *file, double length);
double sa_range_get_seconds (SaClip *clip);

G_END_DECLS
