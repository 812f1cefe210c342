/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "audio/sa-analysis.h"
#include "rules/sa-purpose.h"

G_BEGIN_DECLS

/**
 * SaBestPartStretch:
 * @start: first frame
 * @end: frame after the last
 * @spoiled: whether it is noisy or clipped
 *
 * Somebody speaks without a pause.
 */
typedef struct {
  gint64 start;
  gint64 end;
  gboolean spoiled;
} SaBestPartStretch;

/**
 * SaBestPart:
 * @start: seconds from the recording's beginning
 * @end: seconds
 * @checks: of that part
 * @clean: whether nothing speaks against it
 */
typedef struct {
  double start;
  double end;
  SaChecks checks;
  gboolean clean;
} SaBestPart;

gboolean sa_best_part_choose (const SaBestPartStretch *stretches,
                              gsize n,
                              gint64 frames,
                              int rate,
                              double least,
                              double most,
                              double *start,
                              double *end);
gboolean sa_best_part_suggest (SaAnalysis *analysis, SaPurpose purpose, SaBestPart *part);

G_END_DECLS
