/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SaMediaInfo:
 *
 * What a media file is by its content: never by its name. Immutable, reference counted, and safe
 * to hand from one thread to another.
 */
typedef struct _SaMediaInfo SaMediaInfo;

GType sa_media_info_get_type (void) G_GNUC_CONST;
SaMediaInfo *sa_media_info_read (GFile *file, GCancellable *cancellable, GError **error);
SaMediaInfo *sa_media_info_ref (SaMediaInfo *self);
void sa_media_info_unref (SaMediaInfo *self);

const char *sa_media_info_get_format (const SaMediaInfo *self);
const char *sa_media_info_get_codec (const SaMediaInfo *self);
int sa_media_info_get_sample_rate (const SaMediaInfo *self);
int sa_media_info_get_channels (const SaMediaInfo *self);
int sa_media_info_get_bit_depth (const SaMediaInfo *self);
gboolean sa_media_info_is_float (const SaMediaInfo *self);
gint64 sa_media_info_get_bytes (const SaMediaInfo *self);
gboolean sa_media_info_has_video (const SaMediaInfo *self);
int sa_media_info_get_audio_tracks (const SaMediaInfo *self);
double sa_media_info_get_container_duration (const SaMediaInfo *self);
double sa_media_info_get_trimmed_duration (const SaMediaInfo *self);
gboolean sa_media_info_is_whole (const SaMediaInfo *self);

gboolean sa_media_info_is_lawful_container (const SaMediaInfo *self);
gboolean sa_media_info_is_delayed (const SaMediaInfo *self);
const char *sa_media_info_get_extension (const SaMediaInfo *self);
const char *sa_media_info_get_media_type (const SaMediaInfo *self);
gboolean sa_media_info_is_current (const SaMediaInfo *self, GFile *file, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaMediaInfo, sa_media_info_unref)

G_END_DECLS
