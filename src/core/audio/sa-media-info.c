/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-media-info.h"

#include <glib/gi18n-lib.h>

#include "rules/sa-limits.h"
#include "sa-audio-error.h"
#include "sa-media-sniff.h"

/* All of a file that may be sent as it is, and enough of the tables of a longer one. */
#define LOOK_BUDGET (SA_UPLOAD_MAX_BYTES + 8 * 1024 * 1024)

G_DEFINE_BOXED_TYPE (SaMediaInfo, sa_media_info, sa_media_info_ref, sa_media_info_unref)

static gboolean
sniff (SaByteWindow *window, SaMediaInfo *info)
{
  return sa_sniff_riff (window, info) || sa_sniff_mp4 (window, info) ||
         sa_sniff_flac (window, 0, info) || sa_sniff_ogg (window, info) ||
         sa_sniff_aiff (window, info) || sa_sniff_signature (window, info) ||
         sa_sniff_mpeg (window, info);
}

/**
 * sa_media_info_read:
 *
 * Looks at what @file holds: first at its bytes, a bounded number of them, then, where these do
 * not tell it all, through GStreamer. Blocks: for worker threads. Nothing is waited for that is
 * not a regular file.
 *
 * Returns: (transfer full): the findings, or %NULL with an error of the domain %SA_AUDIO_ERROR
 */
SaMediaInfo *
sa_media_info_read (GFile *file, GCancellable *cancellable, GError **error)
{
  g_auto (SaByteWindow) window = { .fd = -1 };
  g_autoptr (SaMediaInfo) info = NULL;
  gboolean known;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      !sa_byte_window_open (&window, file, LOOK_BUDGET, error))
    return NULL;

  info = g_new0 (SaMediaInfo, 1);
  g_atomic_ref_count_init (&info->ref_count);
  info->container_duration = -1;
  info->trimmed_duration = -1;
  sa_byte_window_identify (&window, &info->identity);

  known = sniff (&window, info);
  if (info->is_damaged) {
    g_autofree char *name = g_filename_display_basename (g_file_peek_path (file));

    g_set_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_DECODE, _ ("“%s” is damaged"), name);
    return NULL;
  }
  if ((!known || info->needs_look) && !sa_media_look (&window, file, info, cancellable, error))
    return NULL;
  if (info->audio_tracks == 0) {
    g_autofree char *name = g_filename_display_basename (g_file_peek_path (file));

    g_set_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_NOT_AUDIO, _ ("There is no sound in “%s”"),
                 name);
    return NULL;
  }
  return g_steal_pointer (&info);
}

SaMediaInfo *
sa_media_info_ref (SaMediaInfo *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
sa_media_info_unref (SaMediaInfo *self)
{
  if (g_atomic_ref_count_dec (&self->ref_count))
    g_free (self);
}

/**
 * sa_media_info_get_format:
 *
 * Returns: the container by its content, in lower case: "wav", "mp3", "m4a" (an MP4 file with
 *   sound and no video), "mp4", "mov", "flac", "ogg", "opus", "aac", "matroska", "webm", "avi" …
 */
const char *
sa_media_info_get_format (const SaMediaInfo *self)
{
  return self->format != NULL ? self->format : "other";
}

/**
 * sa_media_info_get_codec:
 *
 * Returns: the codec of the first sound track, such as "pcm", "aac" or "vorbis"
 */
const char *
sa_media_info_get_codec (const SaMediaInfo *self)
{
  return self->codec != NULL ? self->codec : "other";
}

/** sa_media_info_get_sample_rate: Returns: frames per second, 0 where unknown */
int
sa_media_info_get_sample_rate (const SaMediaInfo *self)
{
  return self->sample_rate;
}

/** sa_media_info_get_channels: Returns: the number of channels, 0 where unknown */
int
sa_media_info_get_channels (const SaMediaInfo *self)
{
  return self->channels;
}

/** sa_media_info_get_bit_depth: Returns: bits a sample, 0 where unknown or lossy */
int
sa_media_info_get_bit_depth (const SaMediaInfo *self)
{
  return self->bit_depth;
}

/** sa_media_info_is_float: Returns: whether the samples are floating-point numbers */
gboolean
sa_media_info_is_float (const SaMediaInfo *self)
{
  return self->is_float;
}

/** sa_media_info_get_bytes: Returns: the size of the file */
gint64
sa_media_info_get_bytes (const SaMediaInfo *self)
{
  return self->identity.bytes;
}

/** sa_media_info_has_video: Returns: whether an MP4 or QuickTime file has pictures; cover art is none */
gboolean
sa_media_info_has_video (const SaMediaInfo *self)
{
  return self->has_video;
}

/** sa_media_info_get_audio_tracks: Returns: the number of sound tracks, at least 1 */
int
sa_media_info_get_audio_tracks (const SaMediaInfo *self)
{
  return self->audio_tracks;
}

/**
 * sa_media_info_get_container_duration:
 *
 * Returns: the length in seconds that the container tells, below 0 where it tells none. Exact for
 *   PCM and flac, and for mp3 and m4a of a size that may be sent; the codec's delay is part of it.
 */
double
sa_media_info_get_container_duration (const SaMediaInfo *self)
{
  return self->container_duration;
}

/**
 * sa_media_info_get_trimmed_duration:
 *
 * Returns: the length in seconds without what the codec added at both ends, where an mp3's index
 *   or an MP4's edit list tells that; else as sa_media_info_get_container_duration()
 */
double
sa_media_info_get_trimmed_duration (const SaMediaInfo *self)
{
  double surplus = self->container_duration - self->trimmed_duration;

  if (self->trimmed_duration > 0 && surplus >= 0 && surplus <= SA_MAX_SURPLUS_SECONDS)
    return self->trimmed_duration;
  return self->container_duration;
}

/**
 * sa_media_info_is_whole:
 *
 * Returns: whether the file is all there by its own account: nothing cut off, no size left open
 */
gboolean
sa_media_info_is_whole (const SaMediaInfo *self)
{
  return self->is_whole;
}

/**
 * sa_media_info_is_lawful_container:
 *
 * Returns: whether the service takes a file of this kind as it is: mp3; m4a with one AAC track and
 *   no video; wav with PCM in at most two channels at 48 kHz at most. Its length and size are
 *   another matter.
 */
gboolean
sa_media_info_is_lawful_container (const SaMediaInfo *self)
{
  if (!self->is_whole || self->audio_tracks != 1 || self->has_video || self->format == NULL)
    return FALSE;
  if (g_str_equal (self->format, "mp3"))
    return TRUE;
  if (g_str_equal (self->format, "m4a"))
    return g_strcmp0 (self->codec, "aac") == 0;
  return g_str_equal (self->format, "wav") && self->is_pcm &&
         self->channels <= SA_UPLOAD_MAX_CHANNELS && self->sample_rate <= SA_UPLOAD_MAX_RATE;
}

/**
 * sa_media_info_is_delayed:
 *
 * Returns: whether the codec adds a delay, so that %SA_LENGTH_TOLERANCE_SECONDS applies
 */
gboolean
sa_media_info_is_delayed (const SaMediaInfo *self)
{
  return self->format != NULL &&
         (g_str_equal (self->format, "mp3") || g_str_equal (self->format, "m4a"));
}

/**
 * sa_media_info_get_extension:
 *
 * Returns: (nullable): the ending, without a dot, of a file that may be sent as it is
 */
const char *
sa_media_info_get_extension (const SaMediaInfo *self)
{
  return sa_media_info_is_lawful_container (self) ? self->format : NULL;
}

/**
 * sa_media_info_get_media_type:
 *
 * Returns: (nullable): the media type of a file that may be sent as it is
 */
const char *
sa_media_info_get_media_type (const SaMediaInfo *self)
{
  if (!sa_media_info_is_lawful_container (self))
    return NULL;
  if (g_str_equal (self->format, "mp3"))
    return "audio/mpeg";
  return g_str_equal (self->format, "m4a") ? "audio/mp4" : "audio/wav";
}

/**
 * sa_media_info_is_current:
 *
 * Returns: whether @file is still the one that was looked at; else %FALSE with an error that says
 *   that it changed or went away
 */
gboolean
sa_media_info_is_current (const SaMediaInfo *self, GFile *file, GError **error)
{
  return sa_file_identity_check (&self->identity, file, error);
}
