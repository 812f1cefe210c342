/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-timeline.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "sa-part-colors.h"
#include "sa-ruler.h"
#include "sa-timeline-geometry.h"
#include "sa-timeline-handle.h"
#include "sa-timeline-marks.h"
#include "sa-timeline-pointer.h"
#include "sa-wave-painter.h"

#define LANE_HEIGHT 116
#define LANE_RADIUS 8
#define LEAST_WIDTH 120
#define FRAME_WIDTH 2
#define STRIP_GAP 4
#define STRIP_HEIGHT 3
#define FOOT_WIDTH 4
#define PLAYHEAD_WIDTH 2
#define KNOB 10

/* A level is measured this far to both sides, in seconds. */
#define LEVEL_REACH 0.05

#define N_HANDLES 3

typedef enum {
  PART_LANE,
  PART_MIDDLE,
  PART_REST,
  PART_REST_PEAK,
  PART_RANGE,
  PART_RANGE_PEAK,
  PART_FILL,
  PART_FRAME,
  PART_CURSOR,
  PART_LABEL,
  PART_TICK,
  PART_SPEECH,
  PART_SPEECH_RANGE,
  PART_FOREIGN,
  PART_WARNING,
  N_PARTS,
} Part;

static const char *const part_names[N_PARTS] = {
  "lane",   "middle", "rest", "rest-peak", "range",        "range-peak", "fill",    "frame",
  "cursor", "label",  "tick", "speech",    "speech-range", "foreign",    "warning",
};

struct _SaTimeline {
  GtkWidget parent_instance;

  SaSelection *selection;
  SaPartColors *colors;
  SaWavePainter *painter;
  SaRuler *ruler;
  SaTimelineMarks *marks;
  SaTimelinePointer *pointer;
  GtkWidget *handles[N_HANDLES];

  SaTimelineGeometry geometry;
  SaPauseSnap pauses; /* its stretches are the marks' */
  int lane_height;
  double playhead; /* below 0: not shown */
};

G_DEFINE_FINAL_TYPE (SaTimeline, sa_timeline, GTK_TYPE_WIDGET)

enum { SIGNAL_SEEK, N_SIGNALS };

static guint signals[N_SIGNALS];

static const GdkRGBA *
color_of (SaTimeline *self, Part part)
{
  return sa_part_colors_get (self->colors, part);
}

static int
lane_top (SaTimeline *self)
{
  return sa_ruler_get_height (self->ruler);
}

static int
lane_height (SaTimeline *self)
{
  return gtk_widget_get_height (GTK_WIDGET (self)) - lane_top (self) - STRIP_GAP - STRIP_HEIGHT;
}

static int
x_of (SaTimeline *self, double seconds)
{
  return sa_timeline_geometry_get_x (&self->geometry, seconds);
}

/* Everything whose place depends on what is looked at is worked out here, and not while drawing. */
static void
update_view (SaTimeline *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));

  sa_timeline_geometry_init (&self->geometry, self->selection, width);
  if (sa_timeline_geometry_is_usable (&self->geometry))
    sa_ruler_set_view (self->ruler, sa_timeline_geometry_get_seconds (&self->geometry, 0),
                       sa_timeline_geometry_get_seconds_per_pixel (&self->geometry),
                       sa_selection_get_duration (self->selection), width);
  sa_timeline_marks_set_geometry (self->marks, &self->geometry);
}

static void
update_pauses (SaTimeline *self)
{
  self->pauses.speech = sa_timeline_marks_get_speech (self->marks, &self->pauses.n);
  self->pauses.rate = sa_selection_get_rate (self->selection);
  self->pauses.duration = sa_selection_get_duration (self->selection);
}

static void
allocate_handle (GtkWidget *handle, int x, int y, int width, int height)
{
  int least;

  gtk_widget_measure (handle, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  gtk_widget_size_allocate (handle, &(GtkAllocation){ x, y, MAX (width, least), MAX (height, 1) },
                            -1);
}

/* Handles out of sight stay in their order beside the lane, where the focus still finds them. They are
 * allocated whenever they move, and not with the next layout: that is one of the whole window, for
 * which GTK asks the X server where its monitors are. */
static void
place_handles (SaTimeline *self)
{
  int top = lane_top (self);
  int height = lane_height (self);
  int width = self->geometry.width;
  int beyond = 4 * SA_TIMELINE_HANDLE_WIDTH;
  int left, right;

  if (!sa_selection_has_range (self->selection) ||
      !sa_timeline_geometry_is_usable (&self->geometry))
    return;

  left = x_of (self, sa_selection_get_start (self->selection));
  right = x_of (self, sa_selection_get_end (self->selection));
  left = CLAMP (left, -beyond, width + beyond);
  right = CLAMP (right, left, width + beyond);
  allocate_handle (self->handles[SA_SELECTION_START], left - SA_TIMELINE_HANDLE_WIDTH, top,
                   SA_TIMELINE_HANDLE_WIDTH, height);
  allocate_handle (self->handles[SA_SELECTION_RANGE], left, top, right - left, height);
  allocate_handle (self->handles[SA_SELECTION_END], right, top, SA_TIMELINE_HANDLE_WIDTH, height);
}

static void
on_view_changed (SaTimeline *self)
{
  if (gtk_widget_get_width (GTK_WIDGET (self)) <= 0)
    return;

  update_view (self);
  place_handles (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_range_changed (SaTimeline *self)
{
  gboolean shown = sa_selection_has_range (self->selection);

  update_pauses (self);
  sa_timeline_marks_update_limits (self->marks);
  for (int i = 0; i < N_HANDLES; i++)
    gtk_widget_set_visible (self->handles[i], shown);
  place_handles (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The range's edges as far as they can be seen, in pixels. */
static void
get_edges (SaTimeline *self, int width, int *left, int *right)
{
  *left = *right = 0;
  if (!sa_selection_has_range (self->selection) ||
      !sa_timeline_geometry_is_usable (&self->geometry))
    return;

  *left = CLAMP (x_of (self, sa_selection_get_start (self->selection)), 0, width);
  *right = CLAMP (x_of (self, sa_selection_get_end (self->selection)), *left, width);
}

static void
snapshot_frame (SaTimeline *self, GtkSnapshot *snapshot, int left, int right, int height)
{
  const GdkRGBA *color = color_of (self, PART_FRAME);

  gtk_snapshot_append_color (snapshot, color,
                             &GRAPHENE_RECT_INIT (left, 0, right - left, FRAME_WIDTH));
  gtk_snapshot_append_color (snapshot, color,
                             &GRAPHENE_RECT_INIT (left, height - FRAME_WIDTH, right - left,
                                                  FRAME_WIDTH));
}

/* A handle that stands in a pause has a foot, which reaches down to the strip that shows the pauses. */
static void
snapshot_foot (SaTimeline *self, GtkSnapshot *snapshot, SaSelectionPart part)
{
  int x = x_of (self, sa_selection_get_place (self->selection, part));
  int foot = x - (part == SA_SELECTION_START ? FOOT_WIDTH : 0);
  const GdkRGBA *color = color_of (self, PART_FRAME);

  if (foot < -FOOT_WIDTH || foot > self->geometry.width ||
      !sa_timeline_handle_is_in_pause (SA_TIMELINE_HANDLE (self->handles[part])))
    return;

  gtk_snapshot_append_color (snapshot, color,
                             &GRAPHENE_RECT_INIT (foot, -STRIP_GAP, FOOT_WIDTH,
                                                  STRIP_GAP + STRIP_HEIGHT));
}

static void
snapshot_wave (SaTimeline *self, GtkSnapshot *snapshot, int left, int right, int width, int height)
{
  SaWaveFrame frame = {
    self->geometry.frames_per_column, self->geometry.first_column, width, height, left, right
  };
  SaWaveColors range = { color_of (self, PART_RANGE), color_of (self, PART_RANGE_PEAK) };
  SaWaveColors rest = { color_of (self, PART_REST), color_of (self, PART_REST_PEAK) };

  gtk_snapshot_append_color (snapshot, color_of (self, PART_MIDDLE),
                             &GRAPHENE_RECT_INIT (0, height / 2, left, 1));
  gtk_snapshot_append_color (snapshot, color_of (self, PART_MIDDLE),
                             &GRAPHENE_RECT_INIT (right, height / 2, width - right, 1));
  gtk_snapshot_append_color (snapshot, color_of (self, PART_RANGE),
                             &GRAPHENE_RECT_INIT (left, height / 2, right - left, 1));
  sa_wave_painter_paint (self->painter, snapshot, &frame, range, rest);
}

/* The waveform is not clipped to the round corners, which it hardly reaches: every one of its columns
 * would cost more. */
static void
snapshot_lane (SaTimeline *self, GtkSnapshot *snapshot, int left, int right, int width, int height)
{
  GskRoundedRect lane;

  gsk_rounded_rect_init_from_rect (&lane, &GRAPHENE_RECT_INIT (0, 0, width, height), LANE_RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &lane);
  gtk_snapshot_append_color (snapshot, color_of (self, PART_LANE), &lane.bounds);
  if (right > left)
    gtk_snapshot_append_color (snapshot, color_of (self, PART_FILL),
                               &GRAPHENE_RECT_INIT (left, 0, right - left, height));
  gtk_snapshot_pop (snapshot);
  if (!sa_timeline_geometry_is_usable (&self->geometry))
    return;

  snapshot_wave (self, snapshot, left, right, width, height);
  sa_timeline_marks_snapshot_lane (self->marks, snapshot, height, color_of (self, PART_FOREIGN),
                                   color_of (self, PART_WARNING), color_of (self, PART_LABEL));
}

static void
snapshot_playhead (SaTimeline *self, GtkSnapshot *snapshot, int width, int top, int height)
{
  const GdkRGBA *color = color_of (self, PART_CURSOR);
  GskRoundedRect knob;
  int x;

  if (self->playhead < 0 || !sa_timeline_geometry_is_usable (&self->geometry))
    return;

  x = x_of (self, self->playhead) - PLAYHEAD_WIDTH / 2;
  if (x + PLAYHEAD_WIDTH <= 0 || x >= width)
    return;

  gtk_snapshot_append_color (snapshot, color,
                             &GRAPHENE_RECT_INIT (x, top - KNOB / 2, PLAYHEAD_WIDTH,
                                                  height + KNOB / 2));
  gsk_rounded_rect_init_from_rect (&knob,
                                   &GRAPHENE_RECT_INIT (x + PLAYHEAD_WIDTH / 2 - KNOB / 2,
                                                        top - KNOB, KNOB, KNOB),
                                   KNOB / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &knob);
  gtk_snapshot_append_color (snapshot, color, &knob.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
sa_timeline_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SaTimeline *self = SA_TIMELINE (widget);
  int width = gtk_widget_get_width (widget);
  int top = lane_top (self);
  int height = lane_height (self);
  int left, right;

  if (sa_part_colors_update (self->colors))
    sa_wave_painter_forget (self->painter);
  get_edges (self, width, &left, &right);

  sa_ruler_snapshot (self->ruler, snapshot, color_of (self, PART_LABEL),
                     color_of (self, PART_TICK));

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, top));
  snapshot_lane (self, snapshot, left, right, width, height);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  if (right > left)
    snapshot_frame (self, snapshot, left, right, height);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, height + STRIP_GAP));
  sa_timeline_marks_snapshot_speech (self->marks, snapshot, STRIP_HEIGHT, left, right,
                                     color_of (self, PART_SPEECH_RANGE),
                                     color_of (self, PART_SPEECH));
  if (sa_selection_has_range (self->selection) &&
      sa_timeline_geometry_is_usable (&self->geometry)) {
    snapshot_foot (self, snapshot, SA_SELECTION_START);
    snapshot_foot (self, snapshot, SA_SELECTION_END);
  }
  gtk_snapshot_restore (snapshot);

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, top, width, height));
  for (int i = 0; i < N_HANDLES; i++)
    gtk_widget_snapshot_child (widget, self->handles[i], snapshot);
  gtk_snapshot_pop (snapshot);
  snapshot_playhead (self, snapshot, width, top, height);
}

static void
sa_timeline_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  SaTimeline *self = SA_TIMELINE (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = LEAST_WIDTH;
  else
    *minimum = *natural =
      sa_ruler_get_height (self->ruler) + self->lane_height + STRIP_GAP + STRIP_HEIGHT;
}

static void
sa_timeline_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SaTimeline *self = SA_TIMELINE (widget);

  if (width != self->geometry.width)
    update_view (self);
  place_handles (self);
}

static void
sa_timeline_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  SaTimeline *self = SA_TIMELINE (widget);

  GTK_WIDGET_CLASS (sa_timeline_parent_class)->css_changed (widget, change);

  if (self->ruler == NULL)
    return;

  sa_ruler_forget (self->ruler);
  sa_timeline_marks_forget_font (self->marks);
  gtk_widget_queue_resize (widget);
  on_view_changed (self);
}

static void
on_click (double seconds, gpointer user_data)
{
  SaTimeline *self = SA_TIMELINE (user_data);

  g_signal_emit (self, signals[SIGNAL_SEEK], 0,
                 CLAMP (seconds, 0, sa_selection_get_duration (self->selection)));
}

static void
on_grab (SaTimelineGrip grip, gpointer user_data)
{
  static const int handle_of[] = {
    [SA_TIMELINE_GRIP_START] = SA_SELECTION_START,
    [SA_TIMELINE_GRIP_END] = SA_SELECTION_END,
    [SA_TIMELINE_GRIP_RANGE] = SA_SELECTION_RANGE,
  };
  SaTimeline *self = SA_TIMELINE (user_data);

  if (grip != SA_TIMELINE_GRIP_VIEW)
    gtk_widget_grab_focus (self->handles[handle_of[grip]]);
}

static void
sa_timeline_dispose (GObject *object)
{
  SaTimeline *self = SA_TIMELINE (object);

  g_clear_pointer (&self->pointer, sa_timeline_pointer_free);
  for (int i = 0; i < N_HANDLES; i++)
    g_clear_pointer (&self->handles[i], gtk_widget_unparent);
  g_clear_pointer (&self->colors, sa_part_colors_free);
  g_clear_pointer (&self->marks, sa_timeline_marks_free);
  g_clear_pointer (&self->ruler, sa_ruler_free);
  g_clear_pointer (&self->painter, sa_wave_painter_free);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (sa_timeline_parent_class)->dispose (object);
}

static void
sa_timeline_class_init (SaTimelineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sa_timeline_dispose;
  widget_class->snapshot = sa_timeline_snapshot;
  widget_class->measure = sa_timeline_measure;
  widget_class->size_allocate = sa_timeline_size_allocate;
  widget_class->css_changed = sa_timeline_css_changed;

  /**
   * SaTimeline::seek:
   * @seconds: where the user wants to hear
   */
  signals[SIGNAL_SEEK] = g_signal_new ("seek", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);

  gtk_widget_class_set_css_name (widget_class, "timeline");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sa_timeline_init (SaTimeline *self)
{
  self->lane_height = LANE_HEIGHT;
  self->playhead = -1;
  gtk_widget_set_direction (GTK_WIDGET (self), GTK_TEXT_DIR_LTR);
  self->colors = sa_part_colors_new (GTK_WIDGET (self), part_names, N_PARTS);
  self->painter = sa_wave_painter_new ();
  self->ruler = sa_ruler_new (GTK_WIDGET (self));
}

/**
 * sa_timeline_new:
 * @selection: what is chosen and looked at
 *
 * Returns: (transfer floating): a timeline of nothing yet
 */
GtkWidget *
sa_timeline_new (SaSelection *selection)
{
  static const SaSelectionPart order[] = { SA_SELECTION_START, SA_SELECTION_RANGE,
                                           SA_SELECTION_END };
  SaTimeline *self = g_object_new (SA_TYPE_TIMELINE, NULL);

  self->selection = g_object_ref (selection);
  self->marks = sa_timeline_marks_new (GTK_WIDGET (self), selection);
  self->pointer = sa_timeline_pointer_new (GTK_WIDGET (self), selection, &self->geometry,
                                           &self->pauses, on_grab, on_click);
  for (gsize i = 0; i < G_N_ELEMENTS (order); i++) {
    self->handles[order[i]] = sa_timeline_handle_new (selection, order[i], &self->pauses);
    gtk_widget_set_visible (self->handles[order[i]], FALSE);
    gtk_widget_set_parent (self->handles[order[i]], GTK_WIDGET (self));
  }
  g_signal_connect_object (selection, "view-changed", G_CALLBACK (on_view_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (selection, "range-changed", G_CALLBACK (on_range_changed), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/**
 * sa_timeline_set_lane_height:
 * @self: a timeline
 * @height: of the lane, in pixels
 */
void
sa_timeline_set_lane_height (SaTimeline *self, int height)
{
  g_return_if_fail (SA_IS_TIMELINE (self));

  self->lane_height = height;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * sa_timeline_set_peaks:
 * @self: a timeline
 * @peaks: (nullable): the waveform; to be set again when it has grown
 */
void
sa_timeline_set_peaks (SaTimeline *self, SaPeaks *peaks)
{
  g_return_if_fail (SA_IS_TIMELINE (self));

  sa_wave_painter_set_peaks (self->painter, peaks);
  sa_wave_painter_refresh (self->painter);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * sa_timeline_set_speech:
 * @self: a timeline
 * @speech: (array length=n): where somebody speaks
 * @n: how many stretches
 */
void
sa_timeline_set_speech (SaTimeline *self, const SaSpeech *speech, gsize n)
{
  g_return_if_fail (SA_IS_TIMELINE (self));

  sa_timeline_marks_set_speech (self->marks, speech, n);
  update_pauses (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * sa_timeline_set_playhead:
 * @self: a timeline
 * @seconds: what is heard; below 0 for nothing
 */
void
sa_timeline_set_playhead (SaTimeline *self, double seconds)
{
  g_return_if_fail (SA_IS_TIMELINE (self));

  if (self->playhead == seconds)
    return;

  self->playhead = seconds;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * sa_timeline_set_foreign_range:
 * @self: a timeline
 * @name: (nullable): what another range of the same recording is for; %NULL for none
 * @start: where that range begins, in seconds
 * @end: where it ends
 */
void
sa_timeline_set_foreign_range (SaTimeline *self, const char *name, double start, double end)
{
  g_return_if_fail (SA_IS_TIMELINE (self));

  sa_timeline_marks_set_foreign (self->marks, name, start, end);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * sa_timeline_find_focus:
 * @self: a timeline
 * @seconds: (out): where the handle with the focus is
 *
 * Returns: whether a handle has the focus
 */
gboolean
sa_timeline_find_focus (SaTimeline *self, double *seconds)
{
  g_return_val_if_fail (SA_IS_TIMELINE (self), FALSE);

  if (gtk_widget_has_focus (self->handles[SA_SELECTION_START]))
    *seconds = sa_selection_get_start (self->selection);
  else if (gtk_widget_has_focus (self->handles[SA_SELECTION_END]))
    *seconds = sa_selection_get_end (self->selection);
  else
    return FALSE;

  return TRUE;
}

static char *
describe_level (SaTimeline *self, double seconds)
{
  SaPeaks *peaks = sa_wave_painter_get_peaks (self->painter);
  int rate = sa_selection_get_rate (self->selection);
  gint64 from = llround (MAX (seconds - LEVEL_REACH, 0) * rate);
  gint64 to = llround ((seconds + LEVEL_REACH) * rate);
  float min = 0, max = 0;
  double level;

  if (peaks != NULL)
    sa_peaks_query (peaks, from, to, 1, &min, &max, NULL);
  level = MAX (max, -min);

  if (level < 0.001)
    return g_strdup (_ ("silence"));

  return g_strdup_printf (_ ("level %.0f decibels"), 20 * log10 (level));
}

/**
 * sa_timeline_describe:
 * @self: a timeline
 *
 * Tells a screen reader where the handles are, and how loud it is there.
 */
void
sa_timeline_describe (SaTimeline *self)
{
  g_return_if_fail (SA_IS_TIMELINE (self));

  if (!sa_selection_has_range (self->selection))
    return;

  for (int i = 0; i < N_HANDLES; i++) {
    g_autofree char *level =
      describe_level (self, sa_selection_get_place (self->selection, (SaSelectionPart) i));

    sa_timeline_handle_describe (SA_TIMELINE_HANDLE (self->handles[i]), level);
  }
}
