/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gst/pbutils/pbutils.h>

#include <glib/gi18n-lib.h>

#include "sa-audio-error.h"
#include "sa-audio-init.h"
#include "sa-media-sniff.h"

#define LOOK_TIMEOUT (15 * GST_SECOND)

static const char *
intern_name (const GstCaps *caps)
{
  const char *name = gst_structure_get_name (gst_caps_get_structure (caps, 0));
  const char *slash = strchr (name, '/');
  const char *plain = slash != NULL ? slash + 1 : name;

  return g_intern_string (g_str_has_prefix (plain, "x-") ? plain + 2 : plain);
}

static void
read_audio_stream (GstDiscovererStreamInfo *stream, SaMediaInfo *info)
{
  GstDiscovererAudioInfo *audio = GST_DISCOVERER_AUDIO_INFO (stream);
  g_autoptr (GstCaps) caps = gst_discoverer_stream_info_get_caps (stream);
  const char *codec = NULL;

  if (caps != NULL && !gst_caps_is_empty (caps) && !gst_caps_is_any (caps))
    codec = intern_name (caps);
  info->sample_rate = (int) gst_discoverer_audio_info_get_sample_rate (audio);
  info->channels = (int) gst_discoverer_audio_info_get_channels (audio);
  if (info->codec == NULL || g_str_equal (info->codec, "other"))
    info->codec = codec;
  /* The depth that a lossy codec is decoded to says nothing about the file. */
  if (info->codec != NULL &&
      (g_str_equal (info->codec, "alac") || g_str_equal (info->codec, "raw")))
    info->bit_depth = (int) gst_discoverer_audio_info_get_depth (audio);
}

static gboolean
is_moving_picture (GList *streams)
{
  for (GList *l = streams; l != NULL; l = l->next) {
    if (!gst_discoverer_video_info_is_image (GST_DISCOVERER_VIDEO_INFO (l->data)))
      return TRUE;
  }
  return FALSE;
}

static void
read_streams (GstDiscovererInfo *found, SaMediaInfo *info)
{
  GList *audio = gst_discoverer_info_get_audio_streams (found);
  GList *video = gst_discoverer_info_get_video_streams (found);
  GstClockTime duration = gst_discoverer_info_get_duration (found);

  info->audio_tracks = MAX (info->audio_tracks, (int) g_list_length (audio));
  info->has_video = info->has_video || is_moving_picture (video);
  if (audio != NULL)
    read_audio_stream (audio->data, info);
  if (info->container_duration < 0 && GST_CLOCK_TIME_IS_VALID (duration) && duration > 0)
    info->container_duration = (double) duration / GST_SECOND;
  if (info->format == NULL) {
    g_autoptr (GstDiscovererStreamInfo) top = gst_discoverer_info_get_stream_info (found);
    g_autoptr (GstCaps) caps = top != NULL ? gst_discoverer_stream_info_get_caps (top) : NULL;

    info->format = caps != NULL && gst_caps_get_size (caps) > 0 ? intern_name (caps) : "other";
  }
  gst_discoverer_stream_info_list_free (audio);
  gst_discoverer_stream_info_list_free (video);
}

static gboolean
check_result (GstDiscovererInfo *found, const GError *cause, const char *name, GError **error)
{
  switch (gst_discoverer_info_get_result (found)) {
  case GST_DISCOVERER_OK:
    return TRUE;
  case GST_DISCOVERER_MISSING_PLUGINS: {
    g_autoptr (GError) missing = g_error_new_literal (GST_CORE_ERROR, GST_CORE_ERROR_MISSING_PLUGIN,
                                                      cause != NULL ? cause->message : "");
    const char **details = gst_discoverer_info_get_missing_elements_installer_details (found);

    /* The pictures of a video may lack their decoder: only its sound is wanted. */
    if (gst_discoverer_info_get_audio_streams (found) != NULL)
      return TRUE;
    if (details != NULL && details[0] != NULL)
      sa_audio_error_set_gst (error, missing, name);
    else
      g_set_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_NOT_AUDIO, _ ("“%s” is not an audio file"),
                   name);
    return FALSE;
  }
  case GST_DISCOVERER_TIMEOUT:
    g_set_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_DECODE,
                 _ ("“%s” cannot be read: nothing came of it for too long"), name);
    return FALSE;
  default:
    if (cause != NULL)
      sa_audio_error_set_gst (error, cause, name);
    else
      g_set_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_NOT_AUDIO, _ ("“%s” is not an audio file"),
                   name);
    return FALSE;
  }
}

gboolean
sa_media_look (GFile *file, SaMediaInfo *info, GCancellable *cancellable, GError **error)
{
  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *name = g_filename_display_basename (g_file_peek_path (file));
  g_autoptr (GstDiscoverer) discoverer = NULL;
  g_autoptr (GstDiscovererInfo) found = NULL;
  g_autoptr (GError) cause = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  sa_audio_init ();
  discoverer = gst_discoverer_new (LOOK_TIMEOUT, error);
  if (discoverer == NULL)
    return FALSE;
  found = gst_discoverer_discover_uri (discoverer, uri, &cause);
  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !check_result (found, cause, name, error))
    return FALSE;
  read_streams (found, info);
  return TRUE;
}
