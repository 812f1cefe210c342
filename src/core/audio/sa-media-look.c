/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gst/base/gsttypefindhelper.h>
#include <string.h>

#include "sa-audio-init.h"
#include "sa-decoder.h"
#include "sa-media-sniff.h"

#define TYPE_FIND_BYTES 4096

/* "matroska" of "video/x-matroska" */
static const char *
intern_name (const GstCaps *caps)
{
  const char *name = gst_structure_get_name (gst_caps_get_structure (caps, 0));
  const char *slash = strchr (name, '/');
  const char *plain = slash != NULL ? slash + 1 : name;

  return g_intern_string (g_str_has_prefix (plain, "x-") ? plain + 2 : plain);
}

static void
name_format (SaByteWindow *window, SaMediaInfo *info)
{
  guint8 data[TYPE_FIND_BYTES];
  gsize length = sa_byte_window_peek (window, 0, data, sizeof data);
  g_autoptr (GstCaps) caps = gst_type_find_helper_for_data (NULL, data, length, NULL);

  info->format = caps != NULL ? intern_name (caps) : "other";
}

gboolean
sa_media_look (SaByteWindow *window,
               GFile *file,
               SaMediaInfo *info,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (SaDecoder) decoder = NULL;

  sa_audio_init ();
  /* GstDiscoverer would tell more, but now and then it waits for ever. */
  decoder = sa_decoder_new (file, 0, cancellable, error);
  if (decoder == NULL)
    return FALSE;
  info->sample_rate = sa_decoder_get_rate (decoder);
  info->channels = sa_decoder_get_channels (decoder);
  info->audio_tracks = MAX (info->audio_tracks, 1);
  if (info->container_duration < 0)
    info->container_duration = sa_decoder_get_length_hint (decoder);
  if (info->format == NULL)
    name_format (window, info);
  return TRUE;
}
