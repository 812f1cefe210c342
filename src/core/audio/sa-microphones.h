/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sa-microphone.h"

G_BEGIN_DECLS

/**
 * SaMicrophonesState:
 * @SA_MICROPHONES_UNKNOWN: nobody asked yet
 * @SA_MICROPHONES_READY: there is one to record with
 * @SA_MICROPHONES_NO_SERVER: no sound server runs
 * @SA_MICROPHONES_NO_PERMISSION: the sound server does not let this program in
 * @SA_MICROPHONES_NONE: there is none; only outputs, if anything
 */
typedef enum {
  SA_MICROPHONES_UNKNOWN,
  SA_MICROPHONES_READY,
  SA_MICROPHONES_NO_SERVER,
  SA_MICROPHONES_NO_PERMISSION,
  SA_MICROPHONES_NONE,
} SaMicrophonesState;

GType sa_microphones_state_get_type (void) G_GNUC_CONST;
#define SA_TYPE_MICROPHONES_STATE (sa_microphones_state_get_type ())

#define SA_TYPE_MICROPHONES (sa_microphones_get_type ())

/**
 * SaMicrophones:
 *
 * The microphones of this computer, as a #GListModel of #SaMicrophone: first the microphones, then
 * the monitors of outputs. Nothing is asked before the first sa_microphones_refresh(); from then
 * on it follows what is plugged in and unplugged. No microphone is ever opened by it.
 *
 * PulseAudio tells no one that another device became the default: refresh when the window is
 * focused or a list of microphones is opened. A recorder refreshes by itself when it opens one.
 */
G_DECLARE_FINAL_TYPE (SaMicrophones, sa_microphones, SA, MICROPHONES, GObject)

SaMicrophones *sa_microphones_new (void);

void sa_microphones_refresh (SaMicrophones *self);
void sa_microphones_refresh_async (SaMicrophones *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean sa_microphones_refresh_finish (SaMicrophones *self, GAsyncResult *result, GError **error);

SaMicrophonesState sa_microphones_get_state (SaMicrophones *self);
const GError *sa_microphones_get_error (SaMicrophones *self);

void sa_microphones_select (SaMicrophones *self, const char *id);
const char *sa_microphones_get_selected_id (SaMicrophones *self);
SaMicrophone *sa_microphones_get_current (SaMicrophones *self);
gboolean sa_microphones_is_following (SaMicrophones *self);
SaMicrophone *sa_microphones_find (SaMicrophones *self, const char *id);

G_END_DECLS
