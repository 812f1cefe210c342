/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-waveform-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "sa-part-colors.h"
#include "sa-time-text.h"

#define BAR_WIDTH 3
#define BAR_PITCH 5
#define CURSOR_WIDTH 2
#define SEEK_STEP 1.0
#define SEEK_PAGE 5.0

typedef enum { PART_REST, PART_RANGE, PART_CURSOR, N_PARTS } Part;

static const char *const part_names[N_PARTS] = { "rest", "range", "cursor" };

struct _SaWaveformView {
  GtkWidget parent_instance;

  SaPartColors *colors;

  SaPeaks *peaks;
  gint64 start_frame;
  gint64 end_frame;
  GArray *levels;

  double duration;
  double range_start;
  double range_end;
  double position;
  gboolean cursor_shown;
  gboolean seekable;

  /* One node with every bar in the range's colours, one in the others': the range and the cursor
   * move without their being drawn anew. */
  GskRenderNode *range_node;
  GskRenderNode *rest_node;
};

G_DEFINE_FINAL_TYPE (SaWaveformView, sa_waveform_view, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_DURATION,
  PROP_RANGE_START,
  PROP_RANGE_END,
  PROP_POSITION,
  PROP_CURSOR_SHOWN,
  PROP_SEEKABLE,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum { SIGNAL_SEEK, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
forget_nodes (SaWaveformView *self)
{
  g_clear_pointer (&self->range_node, gsk_render_node_unref);
  g_clear_pointer (&self->rest_node, gsk_render_node_unref);
}

/* How tall the sound of each of the n bars is: least and greatest sample. */
typedef struct {
  float *min;
  float *max;
  gsize n;
} Slots;

static void
slots_clear (Slots *slots)
{
  g_free (slots->min);
  g_free (slots->max);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Slots, slots_clear)

static void
slots_init (Slots *slots, gsize n)
{
  slots->n = n;
  slots->min = g_new0 (float, n);
  slots->max = g_new0 (float, n);
}

static void
fill_slots (SaWaveformView *self, Slots *slots)
{
  if (self->peaks != NULL) {
    sa_peaks_query (self->peaks, self->start_frame, self->end_frame, slots->n, slots->min,
                    slots->max, NULL);
    return;
  }

  for (gsize i = 0; self->levels->len > 0 && i < slots->n; i++) {
    float level = g_array_index (self->levels, float, i * self->levels->len / slots->n);

    slots->max[i] = level;
    slots->min[i] = -level;
  }
}

/* A quiet recording is still to be seen: bars are drawn relative to the loudest. */
static float
loudest (const Slots *slots)
{
  float most = 0;

  for (gsize i = 0; i < slots->n; i++)
    most = MAX (most, MAX (slots->max[i], -slots->min[i]));

  return most;
}

static void
append_bars (GtkSnapshot *snapshot, const Slots *slots, int height, const GdkRGBA *color)
{
  float most = loudest (slots);
  double middle = height / 2.0;

  for (gsize i = 0; i < slots->n; i++) {
    float level = MAX (slots->max[i], -slots->min[i]);
    int half = most > 0 ? (int) lround (level / most * (middle - 1)) : 0;
    int x = (int) i * BAR_PITCH;
    int top = (int) floor (middle) - MAX (half, 1);
    GskRoundedRect bar;

    gsk_rounded_rect_init_from_rect (&bar,
                                     &GRAPHENE_RECT_INIT (x, top, BAR_WIDTH,
                                                          MAX (2 * half, BAR_WIDTH)),
                                     BAR_WIDTH / 2.0f);
    gtk_snapshot_push_rounded_clip (snapshot, &bar);
    gtk_snapshot_append_color (snapshot, color, &bar.bounds);
    gtk_snapshot_pop (snapshot);
  }
}

static GskRenderNode *
draw_bars (SaWaveformView *self, const Slots *slots, int height, Part part)
{
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();

  append_bars (snapshot, slots, height, sa_part_colors_get (self->colors, part));

  return gtk_snapshot_to_node (snapshot);
}

static void
ensure_nodes (SaWaveformView *self, int width, int height)
{
  g_auto (Slots) slots = { NULL };

  if (sa_part_colors_update (self->colors))
    forget_nodes (self);
  if (self->range_node != NULL || self->rest_node != NULL)
    return;

  slots_init (&slots, (width + BAR_PITCH - BAR_WIDTH) / BAR_PITCH);
  if (slots.n == 0)
    return;

  fill_slots (self, &slots);
  self->range_node = draw_bars (self, &slots, height, PART_RANGE);
  self->rest_node = draw_bars (self, &slots, height, PART_REST);
}

static int
pixel_at (SaWaveformView *self, double seconds, int width)
{
  if (self->duration <= 0)
    return 0;

  return (int) lround (CLAMP (seconds / self->duration, 0, 1) * width);
}

static void
append_clipped (GtkSnapshot *snapshot, GskRenderNode *node, int left, int right, int height)
{
  if (node == NULL || right <= left)
    return;

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (left, 0, right - left, height));
  gtk_snapshot_append_node (snapshot, node);
  gtk_snapshot_pop (snapshot);
}

static void
sa_waveform_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SaWaveformView *self = SA_WAVEFORM_VIEW (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  int left = pixel_at (self, self->range_start, width);
  int right = pixel_at (self, self->range_end, width);

  ensure_nodes (self, width, height);

  append_clipped (snapshot, self->rest_node, 0, left, height);
  append_clipped (snapshot, self->rest_node, right, width, height);
  append_clipped (snapshot, self->range_node, left, right, height);

  if (self->cursor_shown)
    gtk_snapshot_append_color (snapshot, sa_part_colors_get (self->colors, PART_CURSOR),
                               &GRAPHENE_RECT_INIT (pixel_at (self, self->position,
                                                              width - CURSOR_WIDTH),
                                                    0, CURSOR_WIDTH, height));
}

static void
sa_waveform_view_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  *minimum = *natural = 0;
}

static void
sa_waveform_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  forget_nodes (SA_WAVEFORM_VIEW (widget));
}

static void
seek_to (SaWaveformView *self, double seconds)
{
  g_signal_emit (self, signals[SIGNAL_SEEK], 0, CLAMP (seconds, 0, self->duration));
}

static void
on_pressed (SaWaveformView *self, int n_press, double x, double y, GtkGestureClick *click)
{
  if (!self->seekable || self->duration <= 0)
    return;

  gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  seek_to (self, x / MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1) * self->duration);
}

static gboolean
seek_by_key (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  SaWaveformView *self = SA_WAVEFORM_VIEW (widget);

  if (!self->seekable)
    return FALSE;

  seek_to (self, self->position + g_variant_get_double (args));

  return TRUE;
}

static void
sa_waveform_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SaWaveformView *self = SA_WAVEFORM_VIEW (object);

  switch (id) {
  case PROP_DURATION:
    g_value_set_double (value, self->duration);
    break;
  case PROP_RANGE_START:
    g_value_set_double (value, self->range_start);
    break;
  case PROP_RANGE_END:
    g_value_set_double (value, self->range_end);
    break;
  case PROP_POSITION:
    g_value_set_double (value, self->position);
    break;
  case PROP_CURSOR_SHOWN:
    g_value_set_boolean (value, self->cursor_shown);
    break;
  case PROP_SEEKABLE:
    g_value_set_boolean (value, self->seekable);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
set_seconds (SaWaveformView *self, double *field, double seconds, guint id)
{
  if (*field == seconds)
    return;

  *field = seconds;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[id]);
}

static void
set_flag (SaWaveformView *self, gboolean *field, gboolean flag, guint id)
{
  if (*field == flag)
    return;

  *field = flag;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[id]);
}

/* As for all widgets of one's own, GTK 4.8 gives the value to nobody: it stands in the description. */
static void
describe_place (SaWaveformView *self)
{
  g_autofree char *position = NULL;
  g_autofree char *duration = NULL;
  g_autofree char *words = NULL;

  if (!self->seekable)
    return;

  position = sa_time_text_spoken (floor (self->position));
  duration = sa_time_text_spoken (self->duration);
  /* Translators: a place in a recording, and how long that is */
  words = g_strdup_printf (_ ("%s of %s"), position, duration);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, self->duration,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, self->position,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

static void
set_position (SaWaveformView *self, double seconds)
{
  double before = self->position;

  set_seconds (self, &self->position, seconds, PROP_POSITION);
  if (floor (before) != floor (self->position))
    describe_place (self);
}

static void
sa_waveform_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SaWaveformView *self = SA_WAVEFORM_VIEW (object);

  switch (id) {
  case PROP_DURATION:
    set_seconds (self, &self->duration, g_value_get_double (value), id);
    describe_place (self);
    break;
  case PROP_RANGE_START:
    set_seconds (self, &self->range_start, g_value_get_double (value), id);
    break;
  case PROP_RANGE_END:
    set_seconds (self, &self->range_end, g_value_get_double (value), id);
    break;
  case PROP_POSITION:
    set_position (self, g_value_get_double (value));
    break;
  case PROP_CURSOR_SHOWN:
    set_flag (self, &self->cursor_shown, g_value_get_boolean (value), id);
    break;
  case PROP_SEEKABLE:
    set_flag (self, &self->seekable, g_value_get_boolean (value), id);
    gtk_widget_set_focusable (GTK_WIDGET (self), self->seekable);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sa_waveform_view_dispose (GObject *object)
{
  SaWaveformView *self = SA_WAVEFORM_VIEW (object);

  forget_nodes (self);
  g_clear_pointer (&self->peaks, sa_peaks_unref);
  g_clear_pointer (&self->colors, sa_part_colors_free);

  G_OBJECT_CLASS (sa_waveform_view_parent_class)->dispose (object);
}

static void
sa_waveform_view_finalize (GObject *object)
{
  g_array_unref (SA_WAVEFORM_VIEW (object)->levels);

  G_OBJECT_CLASS (sa_waveform_view_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_DURATION] =
    g_param_spec_double ("duration", NULL, NULL, 0, G_MAXDOUBLE, 0, flags);
  properties[PROP_RANGE_START] =
    g_param_spec_double ("range-start", NULL, NULL, 0, G_MAXDOUBLE, 0, flags);
  properties[PROP_RANGE_END] =
    g_param_spec_double ("range-end", NULL, NULL, 0, G_MAXDOUBLE, 0, flags);
  properties[PROP_POSITION] =
    g_param_spec_double ("position", NULL, NULL, 0, G_MAXDOUBLE, 0, flags);
  properties[PROP_CURSOR_SHOWN] = g_param_spec_boolean ("cursor-shown", NULL, NULL, FALSE, flags);
  properties[PROP_SEEKABLE] = g_param_spec_boolean ("seekable", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
install_keys (GtkWidgetClass *widget_class)
{
  static const struct {
    guint key;
    double step;
  } keys[] = {
    { GDK_KEY_Left, -SEEK_STEP },     { GDK_KEY_KP_Left, -SEEK_STEP },
    { GDK_KEY_Right, SEEK_STEP },     { GDK_KEY_KP_Right, SEEK_STEP },
    { GDK_KEY_Page_Down, SEEK_PAGE }, { GDK_KEY_Page_Up, -SEEK_PAGE },
    { GDK_KEY_Home, -G_MAXDOUBLE },   { GDK_KEY_End, G_MAXDOUBLE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].key, 0, seek_by_key, "d", keys[i].step);
}

static void
sa_waveform_view_class_init (SaWaveformViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sa_waveform_view_get_property;
  object_class->set_property = sa_waveform_view_set_property;
  object_class->dispose = sa_waveform_view_dispose;
  object_class->finalize = sa_waveform_view_finalize;
  widget_class->snapshot = sa_waveform_view_snapshot;
  widget_class->measure = sa_waveform_view_measure;
  widget_class->size_allocate = sa_waveform_view_size_allocate;

  install_properties (object_class);
  install_keys (widget_class);

  /**
   * SaWaveformView::seek:
   * @seconds: where the user wants to hear
   */
  signals[SIGNAL_SEEK] = g_signal_new ("seek", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);

  gtk_widget_class_set_css_name (widget_class, "waveform");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
sa_waveform_view_init (SaWaveformView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->levels = g_array_new (FALSE, FALSE, sizeof (float));
  self->colors = sa_part_colors_new (GTK_WIDGET (self), part_names, N_PARTS);

  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/**
 * sa_waveform_view_new:
 *
 * Returns: (transfer floating): an empty waveform. Time runs from left to right in every language.
 */
GtkWidget *
sa_waveform_view_new (void)
{
  return g_object_new (SA_TYPE_WAVEFORM_VIEW, NULL);
}

/**
 * sa_waveform_view_set_peaks:
 * @self: a waveform
 * @peaks: (nullable): the peaks to show; they may still grow, see sa_waveform_view_refresh()
 * @start_frame: the frame at the left edge
 * @end_frame: the frame after the one at the right edge
 *
 * Shows the part of @peaks from @start_frame to @end_frame over the whole width.
 */
void
sa_waveform_view_set_peaks (SaWaveformView *self,
                            SaPeaks *peaks,
                            gint64 start_frame,
                            gint64 end_frame)
{
  g_return_if_fail (SA_IS_WAVEFORM_VIEW (self));

  if (peaks != NULL)
    sa_peaks_ref (peaks);
  g_clear_pointer (&self->peaks, sa_peaks_unref);
  self->peaks = peaks;
  self->start_frame = start_frame;
  self->end_frame = end_frame;
  sa_waveform_view_refresh (self);
}

/**
 * sa_waveform_view_set_levels:
 * @self: a waveform
 * @levels: (array length=n_levels): loudness from left to right, each from 0 to 1
 * @n_levels: how many
 *
 * Shows @levels where there are no peaks.
 */
void
sa_waveform_view_set_levels (SaWaveformView *self, const float *levels, gsize n_levels)
{
  g_return_if_fail (SA_IS_WAVEFORM_VIEW (self));

  g_array_set_size (self->levels, 0);
  g_array_append_vals (self->levels, levels, (guint) n_levels);
  sa_waveform_view_refresh (self);
}

/**
 * sa_waveform_view_refresh:
 * @self: a waveform
 *
 * Draws the peaks anew, because they have grown.
 */
void
sa_waveform_view_refresh (SaWaveformView *self)
{
  g_return_if_fail (SA_IS_WAVEFORM_VIEW (self));

  forget_nodes (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * sa_waveform_view_set_range:
 * @self: a waveform
 * @start: in seconds from the left edge
 * @end: in seconds from the left edge
 *
 * Sets the part that stands out: what is sent, or what is done.
 */
void
sa_waveform_view_set_range (SaWaveformView *self, double start, double end)
{
  g_return_if_fail (SA_IS_WAVEFORM_VIEW (self));

  set_seconds (self, &self->range_start, start, PROP_RANGE_START);
  set_seconds (self, &self->range_end, end, PROP_RANGE_END);
}

/**
 * sa_waveform_view_set_position:
 * @self: a waveform
 * @position: in seconds from the left edge
 *
 * Moves the cursor.
 */
void
sa_waveform_view_set_position (SaWaveformView *self, double position)
{
  g_return_if_fail (SA_IS_WAVEFORM_VIEW (self));

  set_seconds (self, &self->position, MAX (position, 0), PROP_POSITION);
}

/**
 * sa_waveform_view_get_position:
 * @self: a waveform
 *
 * Returns: where the cursor is, in seconds from the left edge
 */
double
sa_waveform_view_get_position (SaWaveformView *self)
{
  g_return_val_if_fail (SA_IS_WAVEFORM_VIEW (self), 0);

  return self->position;
}
