/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** SaCountdownFunc: called once a second, when one second less is left; the last time none is */
typedef void (*SaCountdownFunc) (gpointer user_data);

/**
 * SaCountdown:
 * @seconds: how many are left; 0 while nothing counts
 *
 * The seconds between the click and what it begins. All zeros does not count.
 */
typedef struct {
  guint seconds;

  /*< private >*/
  GSource *source;
  SaCountdownFunc func;
  gpointer user_data;
} SaCountdown;

void sa_countdown_begin (SaCountdown *self,
                         guint seconds,
                         SaCountdownFunc func,
                         gpointer user_data);
void sa_countdown_stop (SaCountdown *self);

G_END_DECLS
