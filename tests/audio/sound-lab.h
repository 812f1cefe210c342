/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "media-fixture.h"

G_BEGIN_DECLS

#define SOUND_LAB_TIMEOUT (20 * G_USEC_PER_SEC)

/* A sound server of the test's own, with "speakers". Set up in full it has microphones too: what is played into "micfeed" is heard by the default
 * microphone "mic", called "Lab_Microphone"; "micfeed2" by "mic2", "Second_Microphone". */
typedef struct {
  MediaFixture media;
  GSubprocess *server;
} SoundLab;

void sound_lab_set_up (SoundLab *self, gconstpointer data);
void sound_lab_set_up_speakers (SoundLab *self);
void sound_lab_tear_down (SoundLab *self, gconstpointer data);

void sound_lab_start (SoundLab *self);
void sound_lab_kill (SoundLab *self);
void sound_lab_unplug (SoundLab *self, const char *source);
void sound_lab_plug (SoundLab *self, const char *source, const char *sink, const char *name);
void sound_lab_run (SoundLab *self, const char *command);
GSubprocess *sound_lab_launch (SoundLab *self, const char *const *arguments);
GSubprocess *sound_lab_play (SoundLab *self, const char *sink, const char *name);

#define wait_until(condition)                                       \
  G_STMT_START                                                      \
  {                                                                 \
    gint64 deadline_ = g_get_monotonic_time () + SOUND_LAB_TIMEOUT; \
    while (!(condition)) {                                          \
      g_assert_cmpint (g_get_monotonic_time (), <, deadline_);      \
      if (!g_main_context_iteration (NULL, FALSE))                  \
        g_usleep (1000);                                            \
    }                                                               \
  }                                                                 \
  G_STMT_END

G_END_DECLS
