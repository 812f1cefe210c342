/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <gst/gst.h>

G_BEGIN_DECLS

#define SA_AUDIO_ERROR (sa_audio_error_quark ())

/**
 * SaAudioError:
 * @SA_AUDIO_ERROR_NOT_FOUND: there is no such file
 * @SA_AUDIO_ERROR_PERMISSION: it may not be read, or the folder not written
 * @SA_AUDIO_ERROR_NOT_REGULAR: a folder, pipe, device, or not on this computer
 * @SA_AUDIO_ERROR_NOT_AUDIO: it holds no sound
 * @SA_AUDIO_ERROR_DECODE: it is damaged, or reading it failed
 * @SA_AUDIO_ERROR_EMPTY: it has no bytes, or not one moment of sound
 * @SA_AUDIO_ERROR_ENCODE: the sound could not be encoded
 * @SA_AUDIO_ERROR_WRITE: the result could not be written
 * @SA_AUDIO_ERROR_NO_SPACE: the disk is full
 * @SA_AUDIO_ERROR_DEVICE: no sound device, or it went away
 * @SA_AUDIO_ERROR_MISSING_PLUGIN: GStreamer lacks a plugin for this
 *
 * What can go wrong between a file and its sound. The messages are meant for
 * the user.
 */
typedef enum {
  SA_AUDIO_ERROR_NOT_FOUND,
  SA_AUDIO_ERROR_PERMISSION,
  SA_AUDIO_ERROR_NOT_REGULAR,
  SA_AUDIO_ERROR_NOT_AUDIO,
  SA_AUDIO_ERROR_DECODE,
  SA_AUDIO_ERROR_EMPTY,
  SA_AUDIO_ERROR_ENCODE,
  SA_AUDIO_ERROR_WRITE,
  SA_AUDIO_ERROR_NO_SPACE,
  SA_AUDIO_ERROR_DEVICE,
  SA_AUDIO_ERROR_MISSING_PLUGIN,
} SaAudioError;

GQuark sa_audio_error_quark (void);

void sa_audio_error_set_open (GError **error, int errsv, const char *name);

void sa_audio_error_set_gst (GError **error, const GError *cause, const char *name);

char *sa_audio_check_file (GFile *file, gint64 *bytes, GError **error);

G_END_DECLS
