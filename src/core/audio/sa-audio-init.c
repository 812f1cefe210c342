/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-audio-init.h"

#include <gst/gst.h>

/* GStreamer 1.22 ranks avdec_mp3 first, which is 1.5 times slower and decodes
 * in 16 bits only. */
static void
prefer_mpg123 (void)
{
  GstRegistry *registry = gst_registry_get ();
  g_autoptr (GstPluginFeature) feature = NULL;

  feature = gst_registry_lookup_feature (registry, "mpg123audiodec");
  if (feature != NULL)
    gst_plugin_feature_set_rank (feature, GST_RANK_PRIMARY + 64);
}

/**
 * sa_audio_init:
 *
 * Initialises GStreamer once, from whichever thread comes first, and makes it
 * prefer the decoders that this program wants. Every entry point of the audio
 * layer calls it; calling it again costs nothing.
 */
void
sa_audio_init (void)
{
  static gsize done = 0;

  if (g_once_init_enter (&done)) {
    gst_init (NULL, NULL);
    prefer_mpg123 ();
    g_once_init_leave (&done, 1);
  }
}
