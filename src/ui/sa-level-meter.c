/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-level-meter.h"

#include <math.h>

#include "sa-part-colors.h"
#include "sa-recorder-text.h"

#define HEIGHT 8
#define SCALE_GAP 3
#define HOLD_WIDTH 2
#define LEAST_WIDTH 120
#define WIDTH 220
#define LEAST_DBFS (-60.0)
#define TRACK_ALPHA 0.14f
#define PEAK_ALPHA 0.45f

/* What is said changes with the judgement, and with the level only by steps: nobody wants to be told
 * of every decibel. */
#define SPOKEN_STEP_DB 6.0

typedef enum { PART_LOW, PART_MIDDLE, PART_HIGH, PART_HOLD, PART_LABEL, N_PARTS } Part;

static const char *const part_names[N_PARTS] = { "low", "middle", "high", "hold", "label" };

/* Where the colours change, in dBFS. */
static const double zones[] = { LEAST_DBFS, -12, -3, 0 };

static const double scale[] = { -48, -36, -24, -12, -3 };

struct _SaLevelMeter {
  GtkWidget parent_instance;

  SaPartColors *colors;
  PangoLayout *labels[G_N_ELEMENTS (scale)];
  gboolean scale_shown;

  SaRecorder *recorder;
  int peak; /* in pixels, as it was drawn last */
  int rms;
  int hold;
  double spoken; /* the level that was said last, in dBFS */
};

G_DEFINE_FINAL_TYPE (SaLevelMeter, sa_level_meter, GTK_TYPE_WIDGET)

static int
pixels (SaLevelMeter *self, double dbfs)
{
  double part = (CLAMP (dbfs, LEAST_DBFS, 0) - LEAST_DBFS) / -LEAST_DBFS;

  return (int) lround (part * gtk_widget_get_width (GTK_WIDGET (self)));
}

static void
say (SaLevelMeter *self)
{
  double peak =
    self->recorder != NULL ? sa_recorder_get_peak_hold (self->recorder) : SA_RECORDER_SILENCE_DBFS;
  g_autofree char *words = sa_recorder_text_level (peak);

  self->spoken = peak;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/* What was said last is still so. */
static gboolean
is_said (SaLevelMeter *self)
{
  double peak = sa_recorder_get_peak_hold (self->recorder);

  return fabs (peak - self->spoken) < SPOKEN_STEP_DB &&
         g_str_equal (sa_recorder_text_judge_level (peak),
                      sa_recorder_text_judge_level (self->spoken));
}

/* The levels come one by one; nothing is drawn for what moves by less than a pixel. */
static void
on_levels (SaLevelMeter *self)
{
  int peak = pixels (self, sa_recorder_get_peak (self->recorder));
  int rms = pixels (self, sa_recorder_get_rms (self->recorder));
  int hold = pixels (self, sa_recorder_get_peak_hold (self->recorder));

  if (!is_said (self))
    say (self);
  if (peak == self->peak && rms == self->rms && hold == self->hold)
    return;

  self->peak = peak;
  self->rms = rms;
  self->hold = hold;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
append_bar (SaLevelMeter *self, GtkSnapshot *snapshot, int from, int to, float alpha)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  for (int i = 0; i < N_PARTS - 2; i++) {
    int left = MAX (from, pixels (self, zones[i]));
    int right = MIN (to, pixels (self, zones[i + 1]));
    GdkRGBA color = *sa_part_colors_get (self->colors, PART_LOW + i);

    if (right <= left)
      continue;
    color.alpha *= alpha;
    gtk_snapshot_append_color (snapshot, &color,
                               &GRAPHENE_RECT_INIT (mirrored ? width - right : left, 0,
                                                    right - left, HEIGHT));
  }
}

static void
forget_labels (SaLevelMeter *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (scale); i++)
    g_clear_object (&self->labels[i]);
}

/* Another style forgets them, and need not change any size: they are made wherever they are wanted. */
static PangoLayout *
get_label (SaLevelMeter *self, gsize i)
{
  /* Also among text from right to left the sign stands before the figure. */
  g_autofree char *text = NULL;

  if (self->labels[i] == NULL) {
    text = g_strdup_printf ("\u200e−%.0f", fabs (scale[i]));
    self->labels[i] = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  }

  return self->labels[i];
}

static int
scale_height (SaLevelMeter *self)
{
  int height = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (scale); i++)
    pango_layout_get_pixel_size (get_label (self, i), NULL, &height);

  return SCALE_GAP + height;
}

static void
append_scale (SaLevelMeter *self, GtkSnapshot *snapshot)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int free_from = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (scale); i++) {
    int text_width;
    int x = pixels (self, scale[i]);

    pango_layout_get_pixel_size (get_label (self, i), &text_width, NULL);
    x = MIN (x - text_width / 2, width - text_width);
    if (x < free_from)
      continue;
    free_from = x + text_width + 6;
    gtk_snapshot_save (snapshot);
    gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (mirrored ? width - x - text_width : x,
                                                            HEIGHT + SCALE_GAP));
    gtk_snapshot_append_layout (snapshot, get_label (self, i),
                                sa_part_colors_get (self->colors, PART_LABEL));
    gtk_snapshot_restore (snapshot);
  }
}

static void
sa_level_meter_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SaLevelMeter *self = SA_LEVEL_METER (widget);
  int width = gtk_widget_get_width (widget);
  int hold = CLAMP (self->hold - HOLD_WIDTH / 2, 0, width - HOLD_WIDTH);
  GskRoundedRect outline;

  sa_part_colors_update (self->colors);
  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (0, 0, width, HEIGHT),
                                   HEIGHT / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  append_bar (self, snapshot, 0, width, TRACK_ALPHA);
  append_bar (self, snapshot, self->rms, self->peak, PEAK_ALPHA);
  append_bar (self, snapshot, 0, self->rms, 1);
  if (self->hold > 0)
    gtk_snapshot_append_color (snapshot, sa_part_colors_get (self->colors, PART_HOLD),
                               &GRAPHENE_RECT_INIT (gtk_widget_get_direction (widget) ==
                                                        GTK_TEXT_DIR_RTL
                                                      ? width - hold - HOLD_WIDTH
                                                      : hold,
                                                    0, HOLD_WIDTH, HEIGHT));
  gtk_snapshot_pop (snapshot);
  if (self->scale_shown)
    append_scale (self, snapshot);
}

static void
sa_level_meter_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  SaLevelMeter *self = SA_LEVEL_METER (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = LEAST_WIDTH;
    *natural = WIDTH;
    return;
  }

  *minimum = *natural = HEIGHT + (self->scale_shown ? scale_height (self) : 0);
}

static void
sa_level_meter_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SaLevelMeter *self = SA_LEVEL_METER (widget);

  if (self->recorder != NULL)
    on_levels (self);
}

static void
sa_level_meter_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (sa_level_meter_parent_class)->css_changed (widget, change);

  forget_labels (SA_LEVEL_METER (widget));
}

static void
sa_level_meter_dispose (GObject *object)
{
  SaLevelMeter *self = SA_LEVEL_METER (object);

  forget_labels (self);
  g_clear_object (&self->recorder);
  g_clear_pointer (&self->colors, sa_part_colors_free);

  G_OBJECT_CLASS (sa_level_meter_parent_class)->dispose (object);
}

static void
sa_level_meter_class_init (SaLevelMeterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sa_level_meter_dispose;
  widget_class->snapshot = sa_level_meter_snapshot;
  widget_class->measure = sa_level_meter_measure;
  widget_class->size_allocate = sa_level_meter_size_allocate;
  widget_class->css_changed = sa_level_meter_css_changed;

  gtk_widget_class_set_css_name (widget_class, "levelmeter");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
sa_level_meter_init (SaLevelMeter *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->colors = sa_part_colors_new (GTK_WIDGET (self), part_names, N_PARTS);
  self->spoken = SA_RECORDER_SILENCE_DBFS;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (say), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  say (self);
}

/**
 * sa_level_meter_new:
 *
 * Returns: (transfer floating): a meter at rest
 */
GtkWidget *
sa_level_meter_new (void)
{
  return g_object_new (SA_TYPE_LEVEL_METER, NULL);
}

/**
 * sa_level_meter_set_recorder:
 * @self: a meter
 * @recorder: whose microphone it shows
 */
void
sa_level_meter_set_recorder (SaLevelMeter *self, SaRecorder *recorder)
{
  static const char *const watched[] = { "notify::peak", "notify::peak-hold", "notify::rms" };

  g_return_if_fail (SA_IS_LEVEL_METER (self));

  if (!g_set_object (&self->recorder, recorder))
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (recorder, watched[i], G_CALLBACK (on_levels), self, G_CONNECT_SWAPPED);
}

/**
 * sa_level_meter_set_scale_shown:
 * @self: a meter
 * @shown: whether decibels stand below it, over all the width there is
 */
void
sa_level_meter_set_scale_shown (SaLevelMeter *self, gboolean shown)
{
  g_return_if_fail (SA_IS_LEVEL_METER (self));

  if (self->scale_shown == shown)
    return;

  self->scale_shown = shown;
  gtk_widget_set_halign (GTK_WIDGET (self), shown ? GTK_ALIGN_FILL : GTK_ALIGN_END);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
