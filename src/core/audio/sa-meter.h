/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sa-level-log.h"
#include "sa-peaks.h"

G_BEGIN_DECLS

/**
 * SaMeter:
 *
 * Takes decoded sound and fills peaks and level log from it, in one go.
 */
typedef struct _SaMeter SaMeter;

SaMeter *sa_meter_new (int rate, int channels, SaPeaks *peaks);
void sa_meter_add (SaMeter *self, const float *interleaved, gsize frames);
SaLevelLog *sa_meter_finish (SaMeter *self);
void sa_meter_free (SaMeter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaMeter, sa_meter_free)

G_END_DECLS
