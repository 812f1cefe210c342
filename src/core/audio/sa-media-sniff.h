/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sa-byte-window.h"
#include "sa-media-info.h"

G_BEGIN_DECLS

/* No codec adds more at both ends of a file together. */
#define SA_MAX_SURPLUS_SECONDS 0.25

/* What the sniffers fill in; private to SaMediaInfo. All strings are static or interned. */
struct _SaMediaInfo {
  gatomicrefcount ref_count;
  const char *format;
  const char *codec;
  int sample_rate;
  int channels;
  int bit_depth;
  gboolean is_float;
  gboolean is_pcm;
  gboolean is_whole;
  gboolean has_video;
  gboolean is_damaged; /* beyond reading, or made to harm who reads it */
  gboolean needs_look; /* the bytes named the format, but not all of the rest */
  int audio_tracks;
  double container_duration;
  double trimmed_duration;
  SaFileIdentity identity;
};

/* Each returns TRUE where the bytes are of its kind, with what they told in @info. */
gboolean sa_sniff_riff (SaByteWindow *window, SaMediaInfo *info);
gboolean sa_sniff_riff_is_padded (SaByteWindow *window);
gboolean sa_sniff_mp4 (SaByteWindow *window, SaMediaInfo *info);
gboolean sa_sniff_mpeg (SaByteWindow *window, SaMediaInfo *info);
gboolean sa_sniff_flac (SaByteWindow *window, gint64 offset, SaMediaInfo *info);
gboolean sa_sniff_aiff (SaByteWindow *window, SaMediaInfo *info);
gboolean sa_sniff_ogg (SaByteWindow *window, SaMediaInfo *info);
gboolean sa_sniff_signature (SaByteWindow *window, SaMediaInfo *info);

/* Asks GStreamer for what the bytes did not tell. */
gboolean sa_media_look (SaByteWindow *window,
                        GFile *file,
                        SaMediaInfo *info,
                        GCancellable *cancellable,
                        GError **error);

G_END_DECLS
