/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sa-channel-mix.h"
#include "sa-checks.h"
#include "sa-clip.h"
#include "sa-peaks.h"
#include "sa-speech.h"

G_BEGIN_DECLS

#define SA_TYPE_ANALYSIS (sa_analysis_get_type ())

G_DECLARE_FINAL_TYPE (SaAnalysis, sa_analysis, SA, ANALYSIS, GObject)

SaAnalysis *sa_analysis_new (SaClip *clip);
gboolean sa_analysis_run (SaAnalysis *self, GCancellable *cancellable, GError **error);
SaAnalysis *sa_analysis_run_sync (SaClip *clip, GCancellable *cancellable, GError **error);
void sa_analysis_run_async (SaAnalysis *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean sa_analysis_run_finish (SaAnalysis *self, GAsyncResult *result, GError **error);

SaClip *sa_analysis_get_clip (SaAnalysis *self);
SaPeaks *sa_analysis_get_peaks (SaAnalysis *self);
double sa_analysis_get_progress (SaAnalysis *self);
gboolean sa_analysis_is_complete (SaAnalysis *self);
gboolean sa_analysis_is_damaged (SaAnalysis *self);
gint64 sa_analysis_get_frames (SaAnalysis *self);
int sa_analysis_get_sample_rate (SaAnalysis *self);
int sa_analysis_get_channels (SaAnalysis *self);
double sa_analysis_get_duration (SaAnalysis *self);
const SaChecks *sa_analysis_get_checks (SaAnalysis *self);
SaChannelMix sa_analysis_get_mix (SaAnalysis *self);

void sa_analysis_check_range (SaAnalysis *self, double start, double end, SaChecks *checks);
void sa_analysis_stats_of_range (SaAnalysis *self, double start, double end, SaChannelStats *stats);
const SaSpeech *sa_analysis_get_speech (SaAnalysis *self, gsize *n);
gboolean sa_analysis_suggest_range (SaAnalysis *self,
                                    double max_seconds,
                                    double *start,
                                    double *end);

G_END_DECLS
