/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SA_PITCH_MIN_HZ 70.0
#define SA_PITCH_MAX_HZ 320.0

double sa_pitch_median (const float *mono, gsize frames, int rate);
double sa_pitch_measure_file (GFile *file, GCancellable *cancellable, GError **error);

G_END_DECLS
