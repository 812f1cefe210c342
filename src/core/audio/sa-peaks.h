/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Frames in one entry of the finest level; each coarser level takes four. */
#define SA_PEAKS_FRAMES 256

#define SA_TYPE_PEAKS (sa_peaks_get_type ())

/**
 * SaPeaks:
 *
 * What a waveform is drawn from: least and greatest sample of every 256 frames
 * over all channels, and coarser levels above. One thread adds while any
 * number of threads query; nobody waits for a lock.
 */
typedef struct _SaPeaks SaPeaks;

GType sa_peaks_get_type (void) G_GNUC_CONST;
SaPeaks *sa_peaks_new (void);
SaPeaks *sa_peaks_ref (SaPeaks *self);
void sa_peaks_unref (SaPeaks *self);

void sa_peaks_add (SaPeaks *self, float min, float max, float mean_square, int frames);

gint64 sa_peaks_get_frames_available (SaPeaks *self);
void sa_peaks_query (SaPeaks *self,
                     gint64 start_frame,
                     gint64 end_frame,
                     int n_bins,
                     float *min,
                     float *max,
                     float *rms);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaPeaks, sa_peaks_unref)

G_END_DECLS
