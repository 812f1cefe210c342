/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-timeline-marks.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define LINE_WIDTH 2
#define STRIPE 8
#define LABEL_X 5
#define LABEL_Y 4

/* How much of their colours the areas have. */
#define HATCH_GROUND 0.14f
#define HATCH_STRIPE 0.4f
#define FOREIGN_GROUND 0.22f

typedef struct {
  int from;
  int to;
} Run;

/* A length that is not lawful: from where to where it is missing or too much, and where the limit is. */
typedef struct {
  gboolean shown;
  double from;
  double to;
  double limit;
} Breach;

struct _SaTimelineMarks {
  GtkWidget *owner;
  SaSelection *selection;
  SaTimelineGeometry geometry;

  GArray *speech; /* of SaSpeech */
  GArray *runs; /* of Run: the speech in view, in pixels */

  Breach breach;
  char *limit_text;
  PangoLayout *limit_layout;

  char *foreign_name;
  double foreign_start;
  double foreign_end;
  PangoLayout *foreign_layout;
  int foreign_width; /* of its name, in pixels */
};

/**
 * sa_timeline_marks_new:
 * @owner: the widget that draws them, whose font they take
 * @selection: what is chosen
 *
 * Returns: (transfer full): marks that show nothing yet
 */
SaTimelineMarks *
sa_timeline_marks_new (GtkWidget *owner, SaSelection *selection)
{
  SaTimelineMarks *self = g_new0 (SaTimelineMarks, 1);

  self->owner = owner;
  self->selection = g_object_ref (selection);
  self->speech = g_array_new (FALSE, FALSE, sizeof (SaSpeech));
  self->runs = g_array_new (FALSE, FALSE, sizeof (Run));

  return self;
}

/**
 * sa_timeline_marks_free:
 * @self: marks
 */
void
sa_timeline_marks_free (SaTimelineMarks *self)
{
  sa_timeline_marks_forget_font (self);
  g_object_unref (self->selection);
  g_array_unref (self->speech);
  g_array_unref (self->runs);
  g_free (self->limit_text);
  g_free (self->foreign_name);
  g_free (self);
}

static void
make_layouts (SaTimelineMarks *self)
{
  if (self->limit_layout == NULL && self->limit_text != NULL)
    self->limit_layout = gtk_widget_create_pango_layout (self->owner, self->limit_text);
  if (self->foreign_layout == NULL && self->foreign_name != NULL) {
    self->foreign_layout = gtk_widget_create_pango_layout (self->owner, self->foreign_name);
    pango_layout_get_pixel_size (self->foreign_layout, &self->foreign_width, NULL);
  }
}

/**
 * sa_timeline_marks_forget_font:
 * @self: marks
 *
 * Makes the texts anew with the next view.
 */
void
sa_timeline_marks_forget_font (SaTimelineMarks *self)
{
  g_clear_object (&self->limit_layout);
  g_clear_object (&self->foreign_layout);
}

/* Stretches that are less than a pixel apart are one run, so that there are never more than pixels. */
static void
find_runs (SaTimelineMarks *self)
{
  const SaTimelineGeometry *geometry = &self->geometry;

  g_array_set_size (self->runs, 0);
  if (!sa_timeline_geometry_is_usable (geometry))
    return;

  for (guint i = 0; i < self->speech->len; i++) {
    const SaSpeech *speech = &g_array_index (self->speech, SaSpeech, i);
    Run run;

    run.from = sa_timeline_geometry_get_x (geometry, (double) speech->start / geometry->rate);
    run.to = sa_timeline_geometry_get_x (geometry, (double) speech->end / geometry->rate);
    run.from = MAX (run.from, 0);
    run.to = MIN (MAX (run.to, run.from + 1), geometry->width);
    if (run.from >= geometry->width)
      break;
    if (run.to <= 0)
      continue;

    if (self->runs->len > 0) {
      Run *last = &g_array_index (self->runs, Run, self->runs->len - 1);

      if (run.from <= last->to + 1) {
        last->to = MAX (last->to, run.to);
        continue;
      }
    }
    g_array_append_val (self->runs, run);
  }
}

/**
 * sa_timeline_marks_set_geometry:
 * @self: marks
 * @geometry: where times are on the screen now
 */
void
sa_timeline_marks_set_geometry (SaTimelineMarks *self, const SaTimelineGeometry *geometry)
{
  self->geometry = *geometry;
  find_runs (self);
  make_layouts (self);
}

static void
take_limit_text (SaTimelineMarks *self, double seconds)
{
  g_autofree char *text = seconds >= 60
                            ? g_strdup_printf ("%d:%02d", (int) seconds / 60, (int) seconds % 60)
                            : g_strdup_printf (_ ("%.0f s"), seconds);

  if (g_strcmp0 (text, self->limit_text) == 0)
    return;

  g_free (self->limit_text);
  self->limit_text = g_steal_pointer (&text);
  g_clear_object (&self->limit_layout);
  make_layouts (self);
}

/**
 * sa_timeline_marks_update_limits:
 * @self: marks
 *
 * Looks at how long the range is now.
 */
void
sa_timeline_marks_update_limits (SaTimelineMarks *self)
{
  double start = sa_selection_get_start (self->selection);
  double end = sa_selection_get_end (self->selection);
  double least = sa_selection_get_min_seconds (self->selection);
  double most = sa_selection_get_max_seconds (self->selection);
  SaLengthVerdict verdict = sa_selection_judge (self->selection);

  self->breach = (Breach){ 0 };
  if (!sa_selection_has_range (self->selection) || verdict == SA_LENGTH_FITS)
    return;

  self->breach.shown = TRUE;
  if (verdict == SA_LENGTH_TOO_LONG) {
    self->breach = (Breach){ TRUE, start + most, end, start + most };
    take_limit_text (self, most);
  } else if (start + least <= sa_selection_get_duration (self->selection) || end < least) {
    self->breach = (Breach){ TRUE, end, start + least, start + least };
    take_limit_text (self, least);
  } else {
    self->breach = (Breach){ TRUE, end - least, start, end - least };
    take_limit_text (self, least);
  }
}

/**
 * sa_timeline_marks_set_speech:
 * @self: marks
 * @speech: (array length=n): where somebody speaks
 * @n: how many stretches
 */
void
sa_timeline_marks_set_speech (SaTimelineMarks *self, const SaSpeech *speech, gsize n)
{
  g_array_set_size (self->speech, 0);
  if (n > 0)
    g_array_append_vals (self->speech, speech, (guint) n);
  find_runs (self);
}

/**
 * sa_timeline_marks_get_speech:
 * @self: marks
 * @n: (out): how many stretches
 *
 * Returns: (transfer none) (array length=n): where somebody speaks, until it is set anew
 */
const SaSpeech *
sa_timeline_marks_get_speech (SaTimelineMarks *self, gsize *n)
{
  *n = self->speech->len;

  return (const SaSpeech *) (gpointer) self->speech->data;
}

/**
 * sa_timeline_marks_set_foreign:
 * @self: marks
 * @name: (nullable): what another range is for
 * @start: where it begins, in seconds
 * @end: where it ends
 */
void
sa_timeline_marks_set_foreign (SaTimelineMarks *self, const char *name, double start, double end)
{
  if (g_strcmp0 (name, self->foreign_name) != 0) {
    g_free (self->foreign_name);
    self->foreign_name = g_strdup (name);
    g_clear_object (&self->foreign_layout);
    make_layouts (self);
  }
  self->foreign_start = start;
  self->foreign_end = end;
}

static GdkRGBA
with_alpha (const GdkRGBA *color, float alpha)
{
  GdkRGBA result = *color;

  result.alpha *= alpha;

  return result;
}

static void
append_label (GtkSnapshot *snapshot, PangoLayout *layout, int x, const GdkRGBA *color)
{
  if (layout == NULL)
    return;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, LABEL_Y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
append_hatch (GtkSnapshot *snapshot, const graphene_rect_t *area, const GdkRGBA *color)
{
  GdkRGBA ground = with_alpha (color, HATCH_GROUND);
  GdkRGBA stripe = with_alpha (color, HATCH_STRIPE);
  GdkRGBA none = with_alpha (color, 0);
  GskColorStop stops[] = { { 0, stripe }, { 0.18f, stripe }, { 0.18f, none }, { 1, none } };
  graphene_point_t from = area->origin;
  graphene_point_t to = { from.x + STRIPE / 2.0f, from.y + STRIPE / 2.0f };

  gtk_snapshot_append_color (snapshot, &ground, area);
  gtk_snapshot_append_repeating_linear_gradient (snapshot, area, &from, &to, stops,
                                                 G_N_ELEMENTS (stops));
}

static void
snapshot_breach (SaTimelineMarks *self,
                 GtkSnapshot *snapshot,
                 int height,
                 const GdkRGBA *warning,
                 const GdkRGBA *text)
{
  int from = sa_timeline_geometry_get_x (&self->geometry, self->breach.from);
  int to = sa_timeline_geometry_get_x (&self->geometry, self->breach.to);
  int limit = sa_timeline_geometry_get_x (&self->geometry, self->breach.limit);
  int left = MAX (from, 0);
  int right = MIN (to, self->geometry.width);

  if (right > left)
    append_hatch (snapshot, &GRAPHENE_RECT_INIT (left, 0, right - left, height), warning);
  if (limit < -LINE_WIDTH || limit > self->geometry.width)
    return;

  gtk_snapshot_append_color (snapshot, warning,
                             &GRAPHENE_RECT_INIT (limit - LINE_WIDTH / 2, 0, LINE_WIDTH, height));
  append_label (snapshot, self->limit_layout, limit + LABEL_X, text);
}

static void
snapshot_foreign (SaTimelineMarks *self, GtkSnapshot *snapshot, int height, const GdkRGBA *color)
{
  int left = sa_timeline_geometry_get_x (&self->geometry, self->foreign_start);
  int right = sa_timeline_geometry_get_x (&self->geometry, self->foreign_end);
  GdkRGBA ground = with_alpha (color, FOREIGN_GROUND);

  if (right <= 0 || left >= self->geometry.width)
    return;

  right = MAX (right, left + 1);
  gtk_snapshot_append_color (snapshot, &ground,
                             &GRAPHENE_RECT_INIT (left, 0, right - left, height));
  gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT (left, 0, 1, height));
  gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT (right - 1, 0, 1, height));
  if (self->foreign_width + 2 * LABEL_X <= right - left)
    append_label (snapshot, self->foreign_layout, left + LABEL_X, color);
}

/**
 * sa_timeline_marks_snapshot_lane:
 * @self: marks
 * @snapshot: where to draw, from the lane's upper left corner
 * @height: the lane's
 * @foreign: colour of another range
 * @warning: colour of what is not lawful
 * @text: colour of what the limit is
 */
void
sa_timeline_marks_snapshot_lane (SaTimelineMarks *self,
                                 GtkSnapshot *snapshot,
                                 int height,
                                 const GdkRGBA *foreign,
                                 const GdkRGBA *warning,
                                 const GdkRGBA *text)
{
  if (self->foreign_name != NULL)
    snapshot_foreign (self, snapshot, height, foreign);
  if (self->breach.shown)
    snapshot_breach (self, snapshot, height, warning, text);
}

static void
append_run (GtkSnapshot *snapshot, int from, int to, int height, const GdkRGBA *color)
{
  if (to > from)
    gtk_snapshot_append_color (snapshot, color, &GRAPHENE_RECT_INIT (from, 0, to - from, height));
}

/**
 * sa_timeline_marks_snapshot_speech:
 * @self: marks
 * @snapshot: where to draw, from the strip's upper left corner
 * @height: the strip's
 * @left: where the range begins, in pixels
 * @right: where it ends
 * @range: colour of the speech in it
 * @rest: colour of the speech beside it
 */
void
sa_timeline_marks_snapshot_speech (SaTimelineMarks *self,
                                   GtkSnapshot *snapshot,
                                   int height,
                                   int left,
                                   int right,
                                   const GdkRGBA *range,
                                   const GdkRGBA *rest)
{
  for (guint i = 0; i < self->runs->len; i++) {
    Run run = g_array_index (self->runs, Run, i);

    append_run (snapshot, run.from, MIN (run.to, left), height, rest);
    append_run (snapshot, MAX (run.from, left), MIN (run.to, right), height, range);
    append_run (snapshot, MAX (run.from, right), run.to, height, rest);
  }
}
