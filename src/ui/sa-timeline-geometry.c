/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-timeline-geometry.h"

#include <math.h>

#define FARTHEST 100000

/**
 * sa_timeline_geometry_init:
 * @self: (out): the geometry
 * @selection: what is looked at
 * @width: of the lane, in pixels
 *
 * The recording's columns never move against each other: scrolling goes by whole pixels.
 */
void
sa_timeline_geometry_init (SaTimelineGeometry *self, SaSelection *selection, int width)
{
  int inner = width - 2 * SA_TIMELINE_HANDLE_WIDTH;
  double length = sa_selection_get_view_length (selection);

  *self = (SaTimelineGeometry){ .width = width, .rate = sa_selection_get_rate (selection) };
  if (inner <= 0 || length <= 0)
    return;

  self->frames_per_column = length * self->rate / inner;
  self->first_column =
    llround (sa_selection_get_view_start (selection) * self->rate / self->frames_per_column) -
    SA_TIMELINE_HANDLE_WIDTH;
}

/**
 * sa_timeline_geometry_is_usable:
 * @self: a geometry
 *
 * Returns: whether there is anything to see, and room for it
 */
gboolean
sa_timeline_geometry_is_usable (const SaTimelineGeometry *self)
{
  return self->frames_per_column > 0;
}

/**
 * sa_timeline_geometry_get_x:
 * @self: a usable geometry
 * @seconds: a time
 *
 * Returns: the pixel where it is, from the left edge; a time far away is just far away
 */
int
sa_timeline_geometry_get_x (const SaTimelineGeometry *self, double seconds)
{
  double x = seconds * self->rate / self->frames_per_column - (double) self->first_column;

  return (int) lround (CLAMP (x, -FARTHEST, FARTHEST));
}

/**
 * sa_timeline_geometry_get_seconds:
 * @self: a usable geometry
 * @x: a place, in pixels from the left edge
 *
 * Returns: the time there, which may lie beyond the recording
 */
double
sa_timeline_geometry_get_seconds (const SaTimelineGeometry *self, double x)
{
  return (x + (double) self->first_column) * self->frames_per_column / self->rate;
}

/**
 * sa_timeline_geometry_get_seconds_per_pixel:
 * @self: a usable geometry
 *
 * Returns: how long one pixel is
 */
double
sa_timeline_geometry_get_seconds_per_pixel (const SaTimelineGeometry *self)
{
  return self->frames_per_column / self->rate;
}

/**
 * sa_timeline_geometry_find_grip:
 * @self: a usable geometry
 * @selection: what is chosen
 * @x: where the pointer is
 * @touch: whether it is a finger
 *
 * Returns: what it would grab: of two handles close together, the nearer one
 */
SaTimelineGrip
sa_timeline_geometry_find_grip (const SaTimelineGeometry *self,
                                SaSelection *selection,
                                double x,
                                gboolean touch)
{
  double half = (touch ? SA_TIMELINE_HANDLE_TOUCH_REACH : SA_TIMELINE_HANDLE_REACH) / 2.0;
  double start, end;

  if (!sa_selection_has_range (selection))
    return SA_TIMELINE_GRIP_VIEW;

  start = sa_timeline_geometry_get_x (self, sa_selection_get_start (selection));
  end = sa_timeline_geometry_get_x (self, sa_selection_get_end (selection));
  if (x < (start + end) / 2) {
    if (fabs (x - (start - SA_TIMELINE_HANDLE_WIDTH / 2.0)) <= half)
      return SA_TIMELINE_GRIP_START;
  } else if (fabs (x - (end + SA_TIMELINE_HANDLE_WIDTH / 2.0)) <= half) {
    return SA_TIMELINE_GRIP_END;
  }

  return x >= start && x <= end ? SA_TIMELINE_GRIP_RANGE : SA_TIMELINE_GRIP_VIEW;
}
