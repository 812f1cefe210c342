/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "audio/sa-analysis.h"
#include "audio/sa-clip.h"
#include "audio/sa-media-info.h"

G_BEGIN_DECLS

/**
 * SaSample:
 *
 * A file that was opened as the sample: what is in it, and which part of it is sent. Its `progress`
 * (0 to 1) is notified while it loads.
 */
#define SA_TYPE_SAMPLE (sa_sample_get_type ())
G_DECLARE_FINAL_TYPE (SaSample, sa_sample, SA, SAMPLE, GObject)

SaSample *sa_sample_new (GFile *file);
SaSample *sa_sample_new_for_clip (SaClip *clip);

void sa_sample_load_async (SaSample *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean sa_sample_load_finish (SaSample *self, GAsyncResult *result, GError **error);

GFile *sa_sample_get_file (SaSample *self);
const char *sa_sample_get_name (SaSample *self);
gboolean sa_sample_is_loaded (SaSample *self);
double sa_sample_get_duration (SaSample *self);
SaAnalysis *sa_sample_get_analysis (SaSample *self);
SaPeaks *sa_sample_get_peaks (SaSample *self);
int sa_sample_get_rate (SaSample *self);
gint64 sa_sample_get_frames (SaSample *self);
char *sa_sample_get_facts (SaSample *self);

SaClip *sa_sample_get_clip (SaSample *self);
void sa_sample_set_clip (SaSample *self, SaClip *clip);
gboolean sa_sample_is_chosen_by_speech (SaSample *self);
gboolean sa_sample_is_damaged (SaSample *self);
double sa_sample_get_start (SaSample *self);
double sa_sample_get_end (SaSample *self);
double sa_sample_get_tolerance (SaSample *self);
double sa_sample_get_whole_tolerance (SaSample *self);
SaProblems sa_sample_get_problems (SaSample *self, SaChecks *checks);

G_END_DECLS
