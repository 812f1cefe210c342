/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

#define SA_TYPE_MICROPHONE (sa_microphone_get_type ())

/**
 * SaMicrophone:
 *
 * What one can record from: a microphone, or the monitor of a sound output.
 */
G_DECLARE_FINAL_TYPE (SaMicrophone, sa_microphone, SA, MICROPHONE, GObject)

SaMicrophone *sa_microphone_new (GstDevice *device);

const char *sa_microphone_get_name (SaMicrophone *self);
const char *sa_microphone_get_id (SaMicrophone *self);
gboolean sa_microphone_is_monitor (SaMicrophone *self);
gboolean sa_microphone_is_default (SaMicrophone *self);
gboolean sa_microphone_equal (SaMicrophone *self, SaMicrophone *other);

GstElement *sa_microphone_make_source (SaMicrophone *self);

G_END_DECLS
