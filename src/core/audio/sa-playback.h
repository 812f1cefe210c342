/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sa-clip.h"

G_BEGIN_DECLS

/**
 * SaPlayback:
 *
 * One playing of a clip, from opening the sound device to closing it. What takes time happens in
 * a thread of its own, in the order in which it was asked for.
 */
typedef struct _SaPlayback SaPlayback;

/**
 * SaPlaybackFunc:
 * @error: (nullable): what went wrong; %NULL when it played to the end
 *
 * Called once at most, on the main context of the caller.
 */
typedef void (*SaPlaybackFunc) (const GError *error, gpointer user_data);

SaPlayback *sa_playback_new (SaClip *clip,
                             double position,
                             gboolean loop,
                             double gain_db,
                             SaPlaybackFunc on_end,
                             gpointer user_data);
void sa_playback_set_playing (SaPlayback *self, gboolean playing);
void sa_playback_seek (SaPlayback *self, double position);
void sa_playback_set_loop (SaPlayback *self, gboolean loop);
void sa_playback_set_gain_db (SaPlayback *self, double gain_db);
double sa_playback_get_position (SaPlayback *self);
double sa_playback_get_length (SaPlayback *self);
void sa_playback_close (SaPlayback *self);

G_END_DECLS
