/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-ruler.h"

#include <math.h>

#include "sa-time-text.h"

#define LEAST_HEIGHT 20
#define LEAST_APART 64
#define FREE_BETWEEN 24
#define LONG_TICK 5
#define SHORT_TICK 3
#define MOST_KEPT 200

typedef struct {
  PangoLayout *layout; /* borrowed */
  int x;
} Label;

struct _SaRuler {
  GtkWidget *owner;
  int height;
  int text_height;
  GHashTable *layouts; /* text → PangoLayout */
  GArray *labels; /* of Label */
  GArray *long_ticks; /* of int */
  GArray *short_ticks;
};

/**
 * sa_ruler_new:
 * @owner: the widget that draws it, whose font it takes
 *
 * Returns: (transfer full): an empty ruler
 */
SaRuler *
sa_ruler_new (GtkWidget *owner)
{
  SaRuler *self = g_new0 (SaRuler, 1);

  self->owner = owner;
  self->layouts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->labels = g_array_new (FALSE, FALSE, sizeof (Label));
  self->long_ticks = g_array_new (FALSE, FALSE, sizeof (int));
  self->short_ticks = g_array_new (FALSE, FALSE, sizeof (int));

  return self;
}

/**
 * sa_ruler_free:
 * @self: a ruler
 */
void
sa_ruler_free (SaRuler *self)
{
  g_array_unref (self->labels);
  g_array_unref (self->long_ticks);
  g_array_unref (self->short_ticks);
  g_hash_table_unref (self->layouts);
  g_free (self);
}

static PangoLayout *
layout_for (SaRuler *self, const char *text)
{
  PangoLayout *layout = g_hash_table_lookup (self->layouts, text);

  if (layout == NULL) {
    layout = gtk_widget_create_pango_layout (self->owner, text);
    g_hash_table_insert (self->layouts, g_strdup (text), layout);
  }

  return layout;
}

static void
clear (SaRuler *self)
{
  g_array_set_size (self->labels, 0);
  g_array_set_size (self->long_ticks, 0);
  g_array_set_size (self->short_ticks, 0);
}

/**
 * sa_ruler_forget:
 * @self: a ruler
 *
 * Forgets what it knows of the font; sa_ruler_set_view() makes it anew.
 */
void
sa_ruler_forget (SaRuler *self)
{
  clear (self);
  g_hash_table_remove_all (self->layouts);
  self->height = 0;
}

/**
 * sa_ruler_get_height:
 * @self: a ruler
 *
 * Returns: the height that its text needs
 */
int
sa_ruler_get_height (SaRuler *self)
{
  if (self->height == 0) {
    pango_layout_get_pixel_size (layout_for (self, "0:00"), NULL, &self->text_height);
    self->height = MAX (LEAST_HEIGHT, self->text_height + LONG_TICK);
  }

  return self->height;
}

static void
add_label (SaRuler *self, double seconds, double step, int x, int width)
{
  g_autofree char *text = sa_time_text_tick (seconds, step);
  PangoLayout *layout = layout_for (self, text);
  Label label = { layout, 0 };
  int text_width;

  pango_layout_get_pixel_size (layout, &text_width, NULL);
  label.x = x - text_width / 2;
  if (label.x >= 0 && label.x + text_width <= width)
    g_array_append_val (self->labels, label);
}

/* The longest label that a recording needs decides how far apart all of them are. */
static double
choose_step (SaRuler *self, double per_pixel, double end)
{
  double step = sa_time_text_tick_step (LEAST_APART * per_pixel);
  g_autofree char *longest = sa_time_text_tick (end, step);
  int width;

  pango_layout_get_pixel_size (layout_for (self, longest), &width, NULL);

  return sa_time_text_tick_step (MAX (LEAST_APART, width + FREE_BETWEEN) * per_pixel);
}

/**
 * sa_ruler_set_view:
 * @self: a ruler
 * @start: the time at the left edge, in seconds; it may lie before the beginning
 * @per_pixel: seconds from one pixel to the next
 * @end: where the recording ends
 * @width: in pixels
 *
 * Makes the labels and ticks.
 */
void
sa_ruler_set_view (SaRuler *self, double start, double per_pixel, double end, int width)
{
  double step, part;
  int parts;

  clear (self);
  if (!(per_pixel > 0) || width <= 0)
    return;
  if (g_hash_table_size (self->layouts) > MOST_KEPT)
    g_hash_table_remove_all (self->layouts);

  step = choose_step (self, per_pixel, end);
  parts = sa_time_text_tick_parts (step);
  part = step / parts;

  for (gint64 i = (gint64) ceil (MAX (start, 0) / part); i * part <= end; i++) {
    int x = (int) lround ((i * part - start) / per_pixel);

    if (x >= width)
      break;
    if (i % parts == 0) {
      add_label (self, i * part, step, x, width);
      g_array_append_val (self->long_ticks, x);
    } else {
      g_array_append_val (self->short_ticks, x);
    }
  }
}

static void
append_ticks (GtkSnapshot *snapshot,
              const GArray *ticks,
              int bottom,
              int length,
              const GdkRGBA *color)
{
  for (guint i = 0; i < ticks->len; i++)
    gtk_snapshot_append_color (snapshot, color,
                               &GRAPHENE_RECT_INIT (g_array_index (ticks, int, i), bottom - length,
                                                    1, length));
}

/**
 * sa_ruler_snapshot:
 * @self: a ruler
 * @snapshot: where to draw it, from the origin downwards
 * @text: the labels' colour
 * @tick: the ticks' colour
 */
void
sa_ruler_snapshot (SaRuler *self, GtkSnapshot *snapshot, const GdkRGBA *text, const GdkRGBA *tick)
{
  append_ticks (snapshot, self->long_ticks, self->height, LONG_TICK, tick);
  append_ticks (snapshot, self->short_ticks, self->height, SHORT_TICK, tick);

  for (guint i = 0; i < self->labels->len; i++) {
    const Label *label = &g_array_index (self->labels, Label, i);

    gtk_snapshot_save (snapshot);
    gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (label->x, self->height - LONG_TICK -
                                                                        self->text_height));
    gtk_snapshot_append_layout (snapshot, label->layout, text);
    gtk_snapshot_restore (snapshot);
  }
}
