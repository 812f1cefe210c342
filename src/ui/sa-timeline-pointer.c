/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-timeline-pointer.h"

#include <math.h>

/* From here on a press is a drag and no click, in pixels. */
#define DRAG_THRESHOLD 4

/* So near to a good place to cut, a handle goes there. What is wanted elsewhere is wanted closer to
 * the words than that, and seen better from closer. */
#define SNAP_PIXELS 8

/* One click of a wheel. */
#define WHEEL_ZOOM 1.25
#define WHEEL_SCROLL 60

/* Pixels a second for every pixel that a drag is beyond the edge. */
#define EDGE_SPEED 8

struct _SaTimelinePointer {
  GtkWidget *owner;
  SaSelection *selection;
  const SaTimelineGeometry *geometry; /* the owner's, always up to date */
  const SaPauseSnap *pauses; /* likewise */
  SaTimelineGrabFunc grabbed;
  SaTimelineClickFunc clicked;
  GtkEventController *controllers[4];

  SaTimelineGrip grip;
  gboolean dragging;
  gboolean freely; /* without regard to pauses */
  double pointer_x; /* scrolling says nothing of where it happens */
  double press_x;
  double drag_x;
  double offset; /* from what is dragged to the pointer, in seconds */
  double view_at_press;

  guint tick;
  gint64 ticked_at;

  double length_at_pinch;
};

static gboolean
is_touch (GtkGesture *gesture)
{
  GdkEvent *event = gtk_gesture_get_last_event (gesture, gtk_gesture_single_get_current_sequence (
                                                           GTK_GESTURE_SINGLE (gesture)));
  GdkDevice *device = event != NULL ? gdk_event_get_device (event) : NULL;

  return device != NULL && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN;
}

static double
seconds_at (SaTimelinePointer *self, double x)
{
  return sa_timeline_geometry_get_seconds (self->geometry, x);
}

static SaSelectionPart
part_of (SaTimelineGrip grip)
{
  switch (grip) {
  case SA_TIMELINE_GRIP_START:
    return SA_SELECTION_START;
  case SA_TIMELINE_GRIP_END:
    return SA_SELECTION_END;
  case SA_TIMELINE_GRIP_RANGE:
  case SA_TIMELINE_GRIP_VIEW:
  default:
    return SA_SELECTION_RANGE;
  }
}

static void
move_part (SaTimelinePointer *self, double seconds)
{
  SaSelectionPart part = part_of (self->grip);
  double reach = SNAP_PIXELS * sa_timeline_geometry_get_seconds_per_pixel (self->geometry);

  if (!self->freely && part != SA_SELECTION_RANGE)
    sa_pause_snap_find_nearest (self->pauses, part, seconds, reach, &seconds);
  sa_selection_move (self->selection, part, seconds);
}

static void
drag_to (SaTimelinePointer *self, double x)
{
  self->drag_x = x;
  if (self->grip == SA_TIMELINE_GRIP_VIEW)
    sa_selection_set_view (self->selection,
                           self->view_at_press -
                             (x - self->press_x) *
                               sa_timeline_geometry_get_seconds_per_pixel (self->geometry),
                           sa_selection_get_view_length (self->selection));
  else
    move_part (self, seconds_at (self, x) - self->offset);
}

/* What is dragged beyond the edge takes the view along, the faster the farther. */
static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  SaTimelinePointer *self = user_data;
  gint64 now = gdk_frame_clock_get_frame_time (clock);
  double seconds = self->ticked_at > 0 ? (double) (now - self->ticked_at) / G_USEC_PER_SEC : 0;
  double beyond = 0;

  self->ticked_at = now;
  if (self->drag_x < 0)
    beyond = self->drag_x;
  else if (self->drag_x > self->geometry->width)
    beyond = self->drag_x - self->geometry->width;

  if (beyond != 0) {
    sa_selection_scroll (self->selection,
                         beyond * EDGE_SPEED * MIN (seconds, 0.1) *
                           sa_timeline_geometry_get_seconds_per_pixel (self->geometry));
    drag_to (self, self->drag_x);
  }

  return G_SOURCE_CONTINUE;
}

static void
stop_tick (SaTimelinePointer *self)
{
  if (self->tick > 0)
    gtk_widget_remove_tick_callback (self->owner, self->tick);
  self->tick = 0;
}

static void
begin_drag (SaTimelinePointer *self, GtkGesture *gesture)
{
  self->dragging = TRUE;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  if (self->grip == SA_TIMELINE_GRIP_VIEW)
    return;

  self->grabbed (self->grip, self->owner);
  sa_selection_begin_edit (self->selection);
  self->ticked_at = 0;
  self->tick = gtk_widget_add_tick_callback (self->owner, on_tick, self, NULL);
}

static void
on_drag_begin (SaTimelinePointer *self, double x, double y, GtkGesture *gesture)
{
  self->dragging = FALSE;
  if (!sa_timeline_geometry_is_usable (self->geometry)) {
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
    return;
  }

  self->press_x = self->drag_x = x;
  self->grip =
    sa_timeline_geometry_find_grip (self->geometry, self->selection, x, is_touch (gesture));
  self->view_at_press = sa_selection_get_view_start (self->selection);
  self->offset =
    seconds_at (self, x) - sa_selection_get_place (self->selection, part_of (self->grip));
}

static void
on_drag_update (SaTimelinePointer *self, double dx, double dy, GtkGesture *gesture)
{
  if (!self->dragging) {
    if (hypot (dx, dy) < DRAG_THRESHOLD)
      return;
    /* A finger that goes up or down scrolls the page. */
    if (is_touch (gesture) && fabs (dy) > fabs (dx)) {
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
    begin_drag (self, gesture);
  }

  self->freely = (gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture)) &
                  GDK_SHIFT_MASK) != 0;
  drag_to (self, self->press_x + dx);
}

static void
end_drag (SaTimelinePointer *self)
{
  stop_tick (self);
  if (self->dragging && self->grip != SA_TIMELINE_GRIP_VIEW)
    sa_selection_end_edit (self->selection);
  self->dragging = FALSE;
}

static void
on_drag_end (SaTimelinePointer *self, double dx, double dy, GtkGesture *gesture)
{
  if (self->dragging || !sa_timeline_geometry_is_usable (self->geometry)) {
    end_drag (self);
    return;
  }
  if (gtk_gesture_get_sequence_state (gesture, gtk_gesture_single_get_current_sequence (
                                                 GTK_GESTURE_SINGLE (gesture))) ==
      GTK_EVENT_SEQUENCE_DENIED)
    return;

  if (self->grip == SA_TIMELINE_GRIP_START || self->grip == SA_TIMELINE_GRIP_END)
    self->grabbed (self->grip, self->owner);
  else
    self->clicked (seconds_at (self, self->press_x), self->owner);
}

static void
on_pinch_begin (SaTimelinePointer *self, GdkEventSequence *sequence, GtkGesture *gesture)
{
  end_drag (self);
  self->length_at_pinch = sa_selection_get_view_length (self->selection);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
on_pinch (SaTimelinePointer *self, double scale, GtkGesture *gesture)
{
  double length = sa_selection_get_view_length (self->selection);
  double x, y;

  if (scale <= 0 || length <= 0 || !gtk_gesture_get_bounding_box_center (gesture, &x, &y))
    return;

  sa_selection_zoom (self->selection, self->length_at_pinch / scale / length, seconds_at (self, x));
}

static gboolean
on_scroll (SaTimelinePointer *self, double dx, double dy, GtkEventController *controller)
{
  GdkModifierType modifiers = gtk_event_controller_get_current_event_state (controller);
  gboolean smooth = gtk_event_controller_scroll_get_unit (
                      GTK_EVENT_CONTROLLER_SCROLL (controller)) == GDK_SCROLL_UNIT_SURFACE;
  double pixels;

  if (!sa_timeline_geometry_is_usable (self->geometry))
    return GDK_EVENT_PROPAGATE;

  if (modifiers & GDK_CONTROL_MASK) {
    sa_selection_zoom (self->selection, pow (WHEEL_ZOOM, smooth ? dy / 20 : dy),
                       seconds_at (self, self->pointer_x));
    return GDK_EVENT_STOP;
  }

  /* An ordinary wheel scrolls the page. */
  if (modifiers & GDK_SHIFT_MASK && dx == 0)
    dx = dy;
  else if (fabs (dx) <= fabs (dy))
    return GDK_EVENT_PROPAGATE;

  pixels = smooth ? dx : dx * WHEEL_SCROLL;
  sa_selection_scroll (self->selection,
                       pixels * sa_timeline_geometry_get_seconds_per_pixel (self->geometry));

  return GDK_EVENT_STOP;
}

static void
on_motion (SaTimelinePointer *self, double x, double y)
{
  static const char *const cursors[] = {
    [SA_TIMELINE_GRIP_VIEW] = NULL,
    [SA_TIMELINE_GRIP_START] = "ew-resize",
    [SA_TIMELINE_GRIP_END] = "ew-resize",
    [SA_TIMELINE_GRIP_RANGE] = "grab",
  };

  self->pointer_x = x;
  if (sa_timeline_geometry_is_usable (self->geometry) && !self->dragging)
    gtk_widget_set_cursor_from_name (self->owner,
                                     cursors[sa_timeline_geometry_find_grip (self->geometry,
                                                                             self->selection, x,
                                                                             FALSE)]);
}

static void
watch (SaTimelinePointer *self, int index, GtkEventController *controller)
{
  self->controllers[index] = controller;
  gtk_widget_add_controller (self->owner, controller);
}

/**
 * sa_timeline_pointer_new:
 * @owner: the timeline
 * @selection: what it shows
 * @geometry: where times are on it; it must stay valid
 * @pauses: where it is well cut; they must stay valid
 * @grabbed: called with @owner when a handle or the range is grabbed
 * @clicked: called with @owner when a place is clicked
 *
 * Returns: (transfer full): the pointer; to be freed before @owner goes
 */
SaTimelinePointer *
sa_timeline_pointer_new (GtkWidget *owner,
                         SaSelection *selection,
                         const SaTimelineGeometry *geometry,
                         const SaPauseSnap *pauses,
                         SaTimelineGrabFunc grabbed,
                         SaTimelineClickFunc clicked)
{
  SaTimelinePointer *self = g_new0 (SaTimelinePointer, 1);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkEventController *motion = gtk_event_controller_motion_new ();

  self->owner = owner;
  self->selection = selection;
  self->geometry = geometry;
  self->pauses = pauses;
  self->grabbed = grabbed;
  self->clicked = clicked;

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (end_drag), self);
  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (on_pinch_begin), self);
  g_signal_connect_swapped (pinch, "scale-changed", G_CALLBACK (on_pinch), self);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (on_scroll), self);
  g_signal_connect_swapped (motion, "enter", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  watch (self, 0, GTK_EVENT_CONTROLLER (drag));
  watch (self, 1, GTK_EVENT_CONTROLLER (pinch));
  watch (self, 2, scroll);
  watch (self, 3, motion);

  return self;
}

/**
 * sa_timeline_pointer_free:
 * @self: a pointer
 */
void
sa_timeline_pointer_free (SaTimelinePointer *self)
{
  stop_tick (self);
  for (gsize i = 0; i < G_N_ELEMENTS (self->controllers); i++) {
    g_signal_handlers_disconnect_by_data (self->controllers[i], self);
    gtk_widget_remove_controller (self->owner, self->controllers[i]);
  }
  g_free (self);
}
