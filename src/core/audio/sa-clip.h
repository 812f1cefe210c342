/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sa-channel-mix.h"

G_BEGIN_DECLS

#define SA_TYPE_CLIP (sa_clip_get_type ())

G_DECLARE_FINAL_TYPE (SaClip, sa_clip, SA, CLIP, GObject)

SaClip *sa_clip_new (GFile *file, double start, double end, SaChannelMix mix);
SaClip *sa_clip_with_range (SaClip *self, double start, double end);
SaClip *sa_clip_with_mix (SaClip *self, SaChannelMix mix);

GFile *sa_clip_get_file (SaClip *self);
double sa_clip_get_start (SaClip *self);
double sa_clip_get_end (SaClip *self);
SaChannelMix sa_clip_get_mix (SaClip *self);
gboolean sa_clip_is_whole (SaClip *self);
gboolean sa_clip_equal (SaClip *self, SaClip *other);

void sa_clip_get_frames (SaClip *self, int rate, gint64 *start, gint64 *end);

G_END_DECLS
