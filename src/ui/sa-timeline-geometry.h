/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/sa-selection.h"

G_BEGIN_DECLS

/* How wide a handle is drawn, and how wide it can be grabbed by mouse and by finger, in pixels. */
#define SA_TIMELINE_HANDLE_WIDTH 12
#define SA_TIMELINE_HANDLE_REACH 24
#define SA_TIMELINE_HANDLE_TOUCH_REACH 44

/**
 * SaTimelineGrip:
 *
 * What lies under the pointer.
 */
typedef enum {
  SA_TIMELINE_GRIP_VIEW,
  SA_TIMELINE_GRIP_START,
  SA_TIMELINE_GRIP_END,
  SA_TIMELINE_GRIP_RANGE,
} SaTimelineGrip;

/**
 * SaTimelineGeometry:
 * @width: of the lane, in pixels
 * @frames_per_column: how many frames one pixel stands for
 * @first_column: the number of the pixel at the left edge, counted from the recording's beginning
 * @rate: frames per second
 *
 * Where times are on the screen. A handle's width is left free on both sides, so that the handles of
 * a whole recording can be seen too.
 */
typedef struct {
  int width;
  double frames_per_column;
  gint64 first_column;
  int rate;
} SaTimelineGeometry;

void sa_timeline_geometry_init (SaTimelineGeometry *self, SaSelection *selection, int width);
gboolean sa_timeline_geometry_is_usable (const SaTimelineGeometry *self);
int sa_timeline_geometry_get_x (const SaTimelineGeometry *self, double seconds);
double sa_timeline_geometry_get_seconds (const SaTimelineGeometry *self, double x);
double sa_timeline_geometry_get_seconds_per_pixel (const SaTimelineGeometry *self);
SaTimelineGrip sa_timeline_geometry_find_grip (const SaTimelineGeometry *self,
                                               SaSelection *selection,
                                               double x,
                                               gboolean touch);

G_END_DECLS
