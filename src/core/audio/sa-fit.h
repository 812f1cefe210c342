/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rules/sa-limits.h"
#include "rules/sa-purpose.h"
#include "sa-clip.h"
#include "sa-media-info.h"

G_BEGIN_DECLS

/**
 * SaFitted:
 *
 * A file that is ready to be sent: the source itself, untouched, or a temporary file that is
 * deleted with the last reference. Immutable and safe to hand from one thread to another.
 */
typedef struct _SaFitted SaFitted;

/**
 * SaFitProgressFunc:
 * @done: how much is done, from 0 to 1
 *
 * Called on the main context of the caller, at most about fifteen times a second.
 */
typedef void (*SaFitProgressFunc) (double done, gpointer user_data);

GType sa_fitted_get_type (void) G_GNUC_CONST;
SaFitted *sa_fitted_ref (SaFitted *self);
void sa_fitted_unref (SaFitted *self);

GFile *sa_fitted_get_file (const SaFitted *self);
gboolean sa_fitted_is_untouched (const SaFitted *self);
const char *sa_fitted_get_filename (const SaFitted *self);
const char *sa_fitted_get_media_type (const SaFitted *self);
gint64 sa_fitted_get_bytes (const SaFitted *self);
double sa_fitted_get_duration (const SaFitted *self);
int sa_fitted_get_sample_rate (const SaFitted *self);
int sa_fitted_get_channels (const SaFitted *self);
const char *sa_fitted_get_sha256 (const SaFitted *self);
const char *sa_fitted_get_description (const SaFitted *self);
gboolean sa_fitted_is_current (const SaFitted *self, GError **error);

gboolean sa_fit_judge (const SaMediaInfo *info,
                       double decoded_duration,
                       SaPurpose purpose,
                       SaLengthVerdict *length,
                       gboolean *untouched);

SaFitted *sa_fit_sync (SaClip *clip,
                       SaPurpose purpose,
                       GFile *temp_dir,
                       GCancellable *cancellable,
                       GError **error);
void sa_fit_async (SaClip *clip,
                   SaPurpose purpose,
                   GFile *temp_dir,
                   SaFitProgressFunc progress,
                   gpointer progress_data,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data);
SaFitted *sa_fit_finish (SaClip *clip, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaFitted, sa_fitted_unref)

G_END_DECLS
