/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SA_TYPE_DECODER (sa_decoder_get_type ())

G_DECLARE_FINAL_TYPE (SaDecoder, sa_decoder, SA, DECODER, GObject)

SaDecoder *sa_decoder_new (GFile *file, int out_rate, GCancellable *cancellable, GError **error);

int sa_decoder_get_rate (SaDecoder *self);
int sa_decoder_get_channels (SaDecoder *self);
gint64 sa_decoder_get_position (SaDecoder *self);
double sa_decoder_get_length_hint (SaDecoder *self);
gboolean sa_decoder_is_damaged (SaDecoder *self);

gboolean sa_decoder_seek (SaDecoder *self, gint64 frame, GError **error);
gssize sa_decoder_read (SaDecoder *self, float *frames, gsize max_frames, GError **error);
gssize sa_decoder_next (SaDecoder *self, const float **frames, GError **error);

G_END_DECLS
