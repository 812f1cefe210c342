/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-overview.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "sa-part-colors.h"
#include "sa-time-text.h"
#include "sa-wave-painter.h"

#define HEIGHT 34
#define LEAST_WIDTH 120
#define LANE_RADIUS 6
#define LEAST_WINDOW 8
#define FOREIGN_HEIGHT 3

/* What a key scrolls by, in parts of what is seen. */
#define KEY_STEP 0.1
#define KEY_PAGE 0.9

typedef enum {
  PART_LANE,
  PART_REST,
  PART_REST_PEAK,
  PART_RANGE,
  PART_RANGE_PEAK,
  PART_FILL,
  PART_CURSOR,
  PART_WINDOW,
  PART_FOREIGN,
  N_PARTS,
} Part;

static const char *const part_names[N_PARTS] = {
  "lane", "rest", "rest-peak", "range", "range-peak", "fill", "cursor", "window", "foreign",
};

struct _SaOverview {
  GtkWidget parent_instance;

  SaSelection *selection;
  SaPartColors *colors;
  SaWavePainter *painter;
  double playhead;
  gboolean foreign_shown;
  double foreign_start;
  double foreign_end;

  double press_x;
  double view_at_press;
};

G_DEFINE_FINAL_TYPE (SaOverview, sa_overview, GTK_TYPE_WIDGET)

static const GdkRGBA *
color_of (SaOverview *self, Part part)
{
  return sa_part_colors_get (self->colors, part);
}

static double
seconds_per_pixel (SaOverview *self)
{
  return sa_selection_get_duration (self->selection) /
         MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1);
}

static int
x_of (SaOverview *self, double seconds)
{
  return (int) lround (seconds / seconds_per_pixel (self));
}

static void
snapshot_wave (SaOverview *self, GtkSnapshot *snapshot, int width, int height)
{
  int left = x_of (self, sa_selection_get_start (self->selection));
  int right = x_of (self, sa_selection_get_end (self->selection));
  SaWaveFrame frame = { seconds_per_pixel (self) * sa_selection_get_rate (self->selection),
                        0,
                        width,
                        height,
                        left,
                        right };
  SaWaveColors range = { color_of (self, PART_RANGE), color_of (self, PART_RANGE_PEAK) };
  SaWaveColors rest = { color_of (self, PART_REST), color_of (self, PART_REST_PEAK) };

  if (right > left)
    gtk_snapshot_append_color (snapshot, color_of (self, PART_FILL),
                               &GRAPHENE_RECT_INIT (left, 0, right - left, height));
  sa_wave_painter_paint (self->painter, snapshot, &frame, range, rest);

  if (self->foreign_shown) {
    int from = x_of (self, self->foreign_start);
    int to = MAX (x_of (self, self->foreign_end), from + 2);

    gtk_snapshot_append_color (snapshot, color_of (self, PART_FOREIGN),
                               &GRAPHENE_RECT_INIT (from, height - FOREIGN_HEIGHT, to - from,
                                                    FOREIGN_HEIGHT));
  }
  if (self->playhead >= 0)
    gtk_snapshot_append_color (snapshot, color_of (self, PART_CURSOR),
                               &GRAPHENE_RECT_INIT (x_of (self, self->playhead), 0, 1, height));
}

/* The frame around what the timeline shows; none where that is everything. */
static void
snapshot_window (SaOverview *self, GtkSnapshot *snapshot, int width, int height)
{
  double start = sa_selection_get_view_start (self->selection);
  double length = sa_selection_get_view_length (self->selection);
  float border[4] = { 1, 1, 1, 1 };
  GdkRGBA colors[4];
  GskRoundedRect window;
  int x, w;

  if (length >= sa_selection_get_duration (self->selection))
    return;

  w = MAX (x_of (self, start + length) - x_of (self, start), LEAST_WINDOW);
  x = CLAMP (x_of (self, start), 0, width - w);
  for (int i = 0; i < 4; i++)
    colors[i] = *color_of (self, PART_WINDOW);
  gsk_rounded_rect_init_from_rect (&window, &GRAPHENE_RECT_INIT (x, 0, w, height), LANE_RADIUS);
  gtk_snapshot_append_border (snapshot, &window, border, colors);
}

static void
sa_overview_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SaOverview *self = SA_OVERVIEW (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  GskRoundedRect lane;

  if (sa_part_colors_update (self->colors))
    sa_wave_painter_forget (self->painter);

  gsk_rounded_rect_init_from_rect (&lane, &GRAPHENE_RECT_INIT (0, 0, width, height), LANE_RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &lane);
  gtk_snapshot_append_color (snapshot, color_of (self, PART_LANE), &lane.bounds);
  if (sa_selection_get_duration (self->selection) > 0)
    snapshot_wave (self, snapshot, width, height);
  gtk_snapshot_pop (snapshot);
  if (sa_selection_get_duration (self->selection) > 0)
    snapshot_window (self, snapshot, width, height);
}

static void
sa_overview_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? LEAST_WIDTH : HEIGHT;
}

static void
on_drag_begin (SaOverview *self, double x, double y, GtkGesture *gesture)
{
  double length = sa_selection_get_view_length (self->selection);
  double start = sa_selection_get_view_start (self->selection);
  double seconds = x * seconds_per_pixel (self);

  if (seconds < start || seconds > start + length)
    sa_selection_set_view (self->selection, seconds - length / 2, length);
  self->view_at_press = sa_selection_get_view_start (self->selection);
  self->press_x = x;
}

static void
on_drag_update (SaOverview *self, double dx, double dy, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  sa_selection_set_view (self->selection, self->view_at_press + dx * seconds_per_pixel (self),
                         sa_selection_get_view_length (self->selection));
}

static gboolean
scroll_by_key (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SaOverview *self = SA_OVERVIEW (widget);
  double parts;

  g_variant_get (arguments, "(d)", &parts);
  sa_selection_scroll (self->selection, parts * sa_selection_get_view_length (self->selection));

  return TRUE;
}

static void
sa_overview_dispose (GObject *object)
{
  SaOverview *self = SA_OVERVIEW (object);

  g_clear_pointer (&self->colors, sa_part_colors_free);
  g_clear_pointer (&self->painter, sa_wave_painter_free);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (sa_overview_parent_class)->dispose (object);
}

static void
sa_overview_class_init (SaOverviewClass *klass)
{
  static const struct {
    guint key;
    double parts;
  } keys[] = {
    { GDK_KEY_Left, -KEY_STEP },    { GDK_KEY_KP_Left, -KEY_STEP }, { GDK_KEY_Right, KEY_STEP },
    { GDK_KEY_KP_Right, KEY_STEP }, { GDK_KEY_Page_Up, -KEY_PAGE }, { GDK_KEY_Page_Down, KEY_PAGE },
    { GDK_KEY_Home, -1e9 },         { GDK_KEY_End, 1e9 },
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sa_overview_dispose;
  widget_class->snapshot = sa_overview_snapshot;
  widget_class->measure = sa_overview_measure;

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].key, 0, scroll_by_key, "(d)",
                                  keys[i].parts);
  gtk_widget_class_set_css_name (widget_class, "overview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
sa_overview_init (SaOverview *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->playhead = -1;
  gtk_widget_set_direction (GTK_WIDGET (self), GTK_TEXT_DIR_LTR);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  self->colors = sa_part_colors_new (GTK_WIDGET (self), part_names, N_PARTS);
  self->painter = sa_wave_painter_new ();

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Overview"), -1);
}

/**
 * sa_overview_new:
 * @selection: what is chosen and looked at
 *
 * Returns: (transfer floating): an overview of nothing yet
 */
GtkWidget *
sa_overview_new (SaSelection *selection)
{
  SaOverview *self = g_object_new (SA_TYPE_OVERVIEW, NULL);

  self->selection = g_object_ref (selection);
  g_signal_connect_object (selection, "view-changed", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (selection, "range-changed", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/**
 * sa_overview_set_peaks:
 * @self: an overview
 * @peaks: (nullable): the waveform; to be set again when it has grown
 */
void
sa_overview_set_peaks (SaOverview *self, SaPeaks *peaks)
{
  g_return_if_fail (SA_IS_OVERVIEW (self));

  sa_wave_painter_set_peaks (self->painter, peaks);
  sa_wave_painter_refresh (self->painter);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * sa_overview_set_playhead:
 * @self: an overview
 * @seconds: what is heard; below 0 for nothing
 */
void
sa_overview_set_playhead (SaOverview *self, double seconds)
{
  g_return_if_fail (SA_IS_OVERVIEW (self));

  if (self->playhead == seconds)
    return;

  self->playhead = seconds;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * sa_overview_set_foreign_range:
 * @self: an overview
 * @shown: whether there is another range of the same recording
 * @start: where it begins, in seconds
 * @end: where it ends
 */
void
sa_overview_set_foreign_range (SaOverview *self, gboolean shown, double start, double end)
{
  g_return_if_fail (SA_IS_OVERVIEW (self));

  self->foreign_shown = shown;
  self->foreign_start = start;
  self->foreign_end = end;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * sa_overview_describe:
 * @self: an overview
 *
 * Tells a screen reader what the timeline shows.
 */
void
sa_overview_describe (SaOverview *self)
{
  double start, length;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *all = NULL;
  g_autofree char *words = NULL;

  g_return_if_fail (SA_IS_OVERVIEW (self));

  start = sa_selection_get_view_start (self->selection);
  length = sa_selection_get_view_length (self->selection);
  from = sa_time_text_spoken (start);
  to = sa_time_text_spoken (start + length);
  all = sa_time_text_spoken (sa_selection_get_duration (self->selection));
  words = g_strdup_printf (_ ("Shown from %s to %s of %s"), from, to, all);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX,
                                  sa_selection_get_duration (self->selection),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, start,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}
