/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/app/app.h>

#include "sa-clip.h"

G_BEGIN_DECLS

/**
 * SaPlaybackFeed:
 *
 * Gives a clip's sound to a pipeline, through the decoder that also draws, cuts and sends it: so
 * what one hears is what one sees. It works in the pipeline's own thread.
 */
typedef struct _SaPlaybackFeed SaPlaybackFeed;

SaPlaybackFeed *sa_playback_feed_new (SaClip *clip, gboolean loop);
GstElement *sa_playback_feed_make_source (SaPlaybackFeed *self);
void sa_playback_feed_cancel (SaPlaybackFeed *self);
void sa_playback_feed_set_loop (SaPlaybackFeed *self, gboolean loop);
GstClockTime sa_playback_feed_get_length (SaPlaybackFeed *self);
void sa_playback_feed_free (SaPlaybackFeed *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaPlaybackFeed, sa_playback_feed_free)

G_END_DECLS
