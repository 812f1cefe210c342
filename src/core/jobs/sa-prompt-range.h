/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "audio/sa-analysis.h"

G_BEGIN_DECLS

gboolean sa_prompt_range_choose (const SaSpeech *speech,
                                 gsize n,
                                 int rate,
                                 double from,
                                 double to,
                                 double *start,
                                 double *end);
gboolean sa_prompt_range_suggest (SaAnalysis *analysis,
                                  double from,
                                  double to,
                                  double *start,
                                  double *end);

G_END_DECLS
