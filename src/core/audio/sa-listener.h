/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sa-microphones.h"
#include "sa-recorder-tap.h"

G_BEGIN_DECLS

/**
 * SaListener:
 *
 * Keeps a microphone open as long as it is wanted: the current one of #SaMicrophones, and when that
 * goes away the next.
 */
typedef struct _SaListener SaListener;

/**
 * SaListenerFuncs:
 * @on_open: a microphone is open, or the one that is open became another
 * @on_lost: the open one, called @name, went away, or %NULL: the user chose another; the next is
 *   looked for
 * @on_failed: none can be opened
 */
typedef struct {
  void (*on_open) (gpointer user_data);
  void (*on_lost) (const char *name, gpointer user_data);
  void (*on_failed) (const GError *error, gpointer user_data);
} SaListenerFuncs;

SaListener *sa_listener_new (SaMicrophones *microphones,
                             SaRecorderTap *tap,
                             int rate,
                             const SaListenerFuncs *funcs,
                             gpointer user_data);
void sa_listener_free (SaListener *self);
void sa_listener_set_wanted (SaListener *self, gboolean is_wanted);
void sa_listener_follow (SaListener *self, const char *device);
SaMicrophone *sa_listener_get_microphone (SaListener *self);

G_END_DECLS
