/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-live-wave.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "sa-part-colors.h"
#include "sa-recorder-text.h"
#include "sa-ruler.h"

#define LANE_HEIGHT 96
#define LANE_RADIUS 8
#define LEAST_WIDTH 120
#define BAR_PITCH 6
#define BAR_WIDTH 3
#define HEAD_WIDTH 2
#define KNOB 10
#define GOAL_PADDING 5

/* How much fits the width, in seconds, for a sample and for a prompt clip. */
#define SAMPLE_SECONDS 40
#define PROMPT_SECONDS 8

/* Quiet speech is to be seen as well: what is drawn grows more slowly than the level. */
#define EXPONENT 0.55f

typedef enum {
  PART_LANE,
  PART_MIDDLE,
  PART_WAVE,
  PART_GOAL,
  PART_GOAL_LABEL,
  PART_LABEL,
  PART_TICK,
  N_PARTS
} Part;

static const char *const part_names[N_PARTS] = { "lane",       "middle", "wave", "goal",
                                                 "goal-label", "label",  "tick" };

struct _SaLiveWave {
  GtkWidget parent_instance;

  SaPartColors *colors;
  SaRuler *ruler;
  PangoLayout *goal_label;

  SaRecorder *recorder;
  SaPurpose purpose;
  double view_start; /* in seconds; a page begins there */
};

G_DEFINE_FINAL_TYPE (SaLiveWave, sa_live_wave, GTK_TYPE_WIDGET)

static const GdkRGBA *
color_of (SaLiveWave *self, Part part)
{
  return sa_part_colors_get (self->colors, part);
}

static double
view_seconds (SaLiveWave *self)
{
  return self->purpose == SA_PURPOSE_PROMPT_AUDIO ? PROMPT_SECONDS : SAMPLE_SECONDS;
}

static double
seconds_per_pixel (SaLiveWave *self)
{
  return view_seconds (self) / MAX (gtk_widget_get_width (GTK_WIDGET (self)), 1);
}

static int
x_of (SaLiveWave *self, double seconds)
{
  return (int) lround ((seconds - self->view_start) / seconds_per_pixel (self));
}

static void
update_ruler (SaLiveWave *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));

  if (self->recorder != NULL && width > 0)
    sa_ruler_set_view (self->ruler, self->view_start, seconds_per_pixel (self),
                       sa_recorder_get_limit (self->recorder), width);
}

/* Half a page stays in sight when it is turned. */
static void
on_seconds (SaLiveWave *self)
{
  double page = view_seconds (self) / 2;
  double seconds = sa_recorder_get_seconds (self->recorder);
  double start = seconds <= 2 * page ? 0 : (ceil (seconds / page) - 2) * page;

  if (start != self->view_start) {
    self->view_start = start;
    update_ruler (self);
  }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Two columns for each bar: its edges are shorter than its middle, which makes it round. */
static void
append_bar (GtkSnapshot *snapshot, const GdkRGBA *color, int x, int half, int middle)
{
  gtk_snapshot_append_color (snapshot, color,
                             &GRAPHENE_RECT_INIT (x, middle - half, BAR_WIDTH, 2 * half));
  gtk_snapshot_append_color (snapshot, color,
                             &GRAPHENE_RECT_INIT (x + BAR_WIDTH / 2, middle - half - 1, 1,
                                                  2 * half + 2));
}

static void
append_wave (SaLiveWave *self, GtkSnapshot *snapshot, int width, int height)
{
  SaPeaks *peaks = self->recorder != NULL ? sa_recorder_get_peaks (self->recorder) : NULL;
  double frames_per_bar = BAR_PITCH * seconds_per_pixel (self) * SA_RECORDER_RATE;
  gint64 first = (gint64) (self->view_start * SA_RECORDER_RATE);
  gint64 there = peaks != NULL ? sa_peaks_get_frames_available (peaks) - first : 0;
  int n = (int) CLAMP (there / frames_per_bar, 0, width / BAR_PITCH);
  g_autofree float *least = NULL;
  g_autofree float *most = NULL;

  if (n == 0)
    return;

  least = g_new (float, n);
  most = g_new (float, n);
  sa_peaks_query (peaks, first, first + (gint64) (n * frames_per_bar), n, least, most, NULL);
  for (int i = 0; i < n; i++) {
    float level = CLAMP (MAX (most[i], -least[i]), 0, 1);
    int half = (int) (powf (level, EXPONENT) * (height / 2 - 6));

    append_bar (snapshot, color_of (self, PART_WAVE), i * BAR_PITCH + 1, MAX (half, 1), height / 2);
  }
}

static PangoLayout *
ensure_goal_label (SaLiveWave *self)
{
  if (self->goal_label == NULL) {
    g_autofree char *text =
      g_strdup_printf (_ ("%.0f s"), sa_recorder_text_goal_seconds (self->purpose));

    self->goal_label = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  }

  return self->goal_label;
}

static void
append_goal (SaLiveWave *self, GtkSnapshot *snapshot, int width, int height)
{
  int x = x_of (self, sa_recorder_text_goal_seconds (self->purpose));
  PangoLayout *label = ensure_goal_label (self);
  int text_width, text_height;
  GskRoundedRect pill;

  if (x < 0 || x >= width)
    return;

  pango_layout_get_pixel_size (label, &text_width, &text_height);
  gtk_snapshot_append_color (snapshot, color_of (self, PART_GOAL),
                             &GRAPHENE_RECT_INIT (x, 0, HEAD_WIDTH, height));
  gsk_rounded_rect_init_from_rect (&pill,
                                   &GRAPHENE_RECT_INIT (x, height - text_height - 1,
                                                        text_width + 2 * GOAL_PADDING,
                                                        text_height + 1),
                                   4);
  gtk_snapshot_push_rounded_clip (snapshot, &pill);
  gtk_snapshot_append_color (snapshot, color_of (self, PART_GOAL), &pill.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (x + GOAL_PADDING, height - text_height - 1));
  gtk_snapshot_append_layout (snapshot, label, color_of (self, PART_GOAL_LABEL));
  gtk_snapshot_restore (snapshot);
}

/* The knob stands in the ruler, above the lane. */
static void
append_head (SaLiveWave *self, GtkSnapshot *snapshot, int width, int height)
{
  double seconds = self->recorder != NULL ? sa_recorder_get_seconds (self->recorder) : 0;
  int x = CLAMP (x_of (self, seconds), 0, width - HEAD_WIDTH);
  const GdkRGBA *color = color_of (self, PART_WAVE);
  GskRoundedRect knob;

  gtk_snapshot_append_color (snapshot, color,
                             &GRAPHENE_RECT_INIT (x, -KNOB / 2, HEAD_WIDTH, height + KNOB / 2));
  gsk_rounded_rect_init_from_rect (&knob,
                                   &GRAPHENE_RECT_INIT (x + HEAD_WIDTH / 2 - KNOB / 2, -KNOB, KNOB,
                                                        KNOB),
                                   KNOB / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &knob);
  gtk_snapshot_append_color (snapshot, color, &knob.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
sa_live_wave_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SaLiveWave *self = SA_LIVE_WAVE (widget);
  int width = gtk_widget_get_width (widget);
  int top = sa_ruler_get_height (self->ruler);
  int height = gtk_widget_get_height (widget) - top;
  GskRoundedRect lane;

  sa_part_colors_update (self->colors);
  sa_ruler_snapshot (self->ruler, snapshot, color_of (self, PART_LABEL),
                     color_of (self, PART_TICK));
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, top));
  gsk_rounded_rect_init_from_rect (&lane, &GRAPHENE_RECT_INIT (0, 0, width, height), LANE_RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &lane);
  gtk_snapshot_append_color (snapshot, color_of (self, PART_LANE), &lane.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_color (snapshot, color_of (self, PART_MIDDLE),
                             &GRAPHENE_RECT_INIT (0, height / 2, width, 1));
  append_wave (self, snapshot, width, height);
  append_goal (self, snapshot, width, height);
  append_head (self, snapshot, width, height);
  gtk_snapshot_restore (snapshot);
}

static void
sa_live_wave_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  SaLiveWave *self = SA_LIVE_WAVE (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = LEAST_WIDTH;
  else
    *minimum = *natural = sa_ruler_get_height (self->ruler) + LANE_HEIGHT;
}

static void
sa_live_wave_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  update_ruler (SA_LIVE_WAVE (widget));
}

static void
sa_live_wave_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  SaLiveWave *self = SA_LIVE_WAVE (widget);

  GTK_WIDGET_CLASS (sa_live_wave_parent_class)->css_changed (widget, change);

  if (self->ruler == NULL)
    return;
  g_clear_object (&self->goal_label);
  sa_ruler_forget (self->ruler);
  update_ruler (self);
}

static void
sa_live_wave_dispose (GObject *object)
{
  SaLiveWave *self = SA_LIVE_WAVE (object);

  g_clear_object (&self->recorder);
  g_clear_object (&self->goal_label);
  g_clear_pointer (&self->ruler, sa_ruler_free);
  g_clear_pointer (&self->colors, sa_part_colors_free);

  G_OBJECT_CLASS (sa_live_wave_parent_class)->dispose (object);
}

static void
sa_live_wave_class_init (SaLiveWaveClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sa_live_wave_dispose;
  widget_class->snapshot = sa_live_wave_snapshot;
  widget_class->measure = sa_live_wave_measure;
  widget_class->size_allocate = sa_live_wave_size_allocate;
  widget_class->css_changed = sa_live_wave_css_changed;

  gtk_widget_class_set_css_name (widget_class, "livewave");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
sa_live_wave_init (SaLiveWave *self)
{
  self->purpose = SA_PURPOSE_VOICE_CLONE;
  self->colors = sa_part_colors_new (GTK_WIDGET (self), part_names, N_PARTS);
  self->ruler = sa_ruler_new (GTK_WIDGET (self));
}

/**
 * sa_live_wave_new:
 *
 * Returns: (transfer floating): an empty lane
 */
GtkWidget *
sa_live_wave_new (void)
{
  return g_object_new (SA_TYPE_LIVE_WAVE, NULL);
}

/**
 * sa_live_wave_set_recorder:
 * @self: a lane
 * @recorder: whose take it shows
 * @purpose: what the take is for
 */
void
sa_live_wave_set_recorder (SaLiveWave *self, SaRecorder *recorder, SaPurpose purpose)
{
  g_return_if_fail (SA_IS_LIVE_WAVE (self));

  if (!g_set_object (&self->recorder, recorder))
    return;

  self->purpose = purpose;
  g_clear_object (&self->goal_label);
  g_signal_connect_object (recorder, "notify::seconds", G_CALLBACK (on_seconds), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (recorder, "notify::peaks", G_CALLBACK (on_seconds), self,
                           G_CONNECT_SWAPPED);
  on_seconds (self);
  update_ruler (self);
}
