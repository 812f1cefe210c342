/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-wave-painter.h"

#include <float.h>
#include <math.h>

/* Columns in one node tree: few enough that a range's edge repaints little, many enough that there
 * are not many trees. */
#define TILE_COLUMNS 64

/* Tiles that are kept beyond each edge of what is seen. */
#define TILES_BESIDE 16

/* Free space above and below the loudest sound. */
#define MARGIN 4

typedef struct {
  GskRenderNode *range; /* made when first seen within the range */
  GskRenderNode *rest;
  float min[TILE_COLUMNS];
  float max[TILE_COLUMNS];
  float rms[TILE_COLUMNS];
  gboolean complete; /* whether the peaks reached so far */
} Tile;

struct _SaWavePainter {
  SaPeaks *peaks;
  GHashTable *tiles; /* gint64 → Tile */
  double frames_per_column;
  int height;
};

static void
tile_free (gpointer data)
{
  Tile *tile = data;

  g_clear_pointer (&tile->range, gsk_render_node_unref);
  g_clear_pointer (&tile->rest, gsk_render_node_unref);
  g_free (tile);
}

static gint64
floor_divide (gint64 number, gint64 by)
{
  return number >= 0 ? number / by : -((by - 1 - number) / by);
}

static Tile *
make_tile (SaWavePainter *self, gint64 number)
{
  Tile *tile = g_new0 (Tile, 1);
  gint64 start = llround ((double) number * TILE_COLUMNS * self->frames_per_column);
  gint64 end = llround ((double) (number + 1) * TILE_COLUMNS * self->frames_per_column);

  tile->complete = sa_peaks_get_frames_available (self->peaks) >= end;
  sa_peaks_query (self->peaks, start, end, TILE_COLUMNS, tile->min, tile->max, tile->rms);

  return tile;
}

static Tile *
ensure_tile (SaWavePainter *self, gint64 number)
{
  Tile *tile = g_hash_table_lookup (self->tiles, &number);

  if (tile == NULL) {
    tile = make_tile (self, number);
    g_hash_table_insert (self->tiles, g_memdup2 (&number, sizeof number), tile);
  }

  return tile;
}

/* From where to where each column is painted. */
typedef struct {
  int top[TILE_COLUMNS];
  int bottom[TILE_COLUMNS];
} Columns;

static void
measure_peaks (SaWavePainter *self, const Tile *tile, Columns *columns)
{
  double middle = self->height / 2.0;
  double reach = MAX (middle - MARGIN, 1);

  for (int i = 0; i < TILE_COLUMNS; i++) {
    columns->top[i] = (int) floor (middle - MIN (tile->max[i], 1) * reach);
    columns->bottom[i] = (int) ceil (middle - MAX (tile->min[i], -1) * reach);
  }
}

/* What is loud on average is never drawn beyond what it reaches at most. */
static void
measure_averages (SaWavePainter *self, const Tile *tile, const Columns *peaks, Columns *columns)
{
  double middle = self->height / 2.0;
  double reach = MAX (middle - MARGIN, 1);

  for (int i = 0; i < TILE_COLUMNS; i++) {
    double rms = MIN (tile->rms[i], 1);

    columns->top[i] = MAX (peaks->top[i], (int) floor (middle - rms * reach));
    columns->bottom[i] = MIN (peaks->bottom[i], (int) ceil (middle + rms * reach));
  }
}

static guint32
get_pixel (const GdkRGBA *color)
{
  guint32 alpha = (guint32) lround (color->alpha * 255);
  guint32 red = (guint32) lround (color->red * color->alpha * 255);
  guint32 green = (guint32) lround (color->green * color->alpha * 255);
  guint32 blue = (guint32) lround (color->blue * color->alpha * 255);

  return alpha << 24 | red << 16 | green << 8 | blue;
}

static GdkRGBA
blend (const GdkRGBA *upper, const GdkRGBA *lower)
{
  float lower_alpha = lower->alpha * (1 - upper->alpha);
  float alpha = MAX (upper->alpha + lower_alpha, FLT_MIN);

  return (GdkRGBA){
    (upper->red * upper->alpha + lower->red * lower_alpha) / alpha,
    (upper->green * upper->alpha + lower->green * lower_alpha) / alpha,
    (upper->blue * upper->alpha + lower->blue * lower_alpha) / alpha,
    alpha,
  };
}

/* @top is the row that the image begins with. */
static void
fill_columns (cairo_surface_t *image, int top, const Columns *columns, const GdkRGBA *color)
{
  guint8 *rows = cairo_image_surface_get_data (image);
  int stride = cairo_image_surface_get_stride (image);
  guint32 pixel = get_pixel (color);

  for (int i = 0; i < TILE_COLUMNS; i++)
    for (int y = columns->top[i]; y < columns->bottom[i]; y++)
      ((guint32 *) (gpointer) (rows + (gsize) (y - top) * stride))[i] = pixel;
}

static void
find_extent (const Columns *columns, int *top, int *bottom)
{
  *top = G_MAXINT;
  *bottom = 0;
  for (int i = 0; i < TILE_COLUMNS; i++) {
    *top = MIN (*top, columns->top[i]);
    *bottom = MAX (*bottom, columns->bottom[i]);
  }
}

/* An image in a cairo node: the cairo renderer copies it, where it takes its time over every
 * rectangle, and converts a texture pixel by pixel; the others upload it once. It is drawn without
 * smoothing, so that columns stay columns on screens with more pixels. */
static GskRenderNode *
paint_tile (SaWavePainter *self, const Tile *tile, SaWaveColors colors)
{
  GdkRGBA rms = blend (colors.rms, colors.peak);
  Columns peaks, averages;
  GskRenderNode *node;
  cairo_surface_t *image;
  cairo_t *cr;
  int top, bottom;

  measure_peaks (self, tile, &peaks);
  measure_averages (self, tile, &peaks, &averages);
  find_extent (&peaks, &top, &bottom);
  if (bottom <= top)
    return NULL;

  image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, TILE_COLUMNS, bottom - top);
  fill_columns (image, top, &peaks, colors.peak);
  fill_columns (image, top, &averages, &rms);
  cairo_surface_mark_dirty (image);

  node = gsk_cairo_node_new (&GRAPHENE_RECT_INIT (0, top, TILE_COLUMNS, bottom - top));
  cr = gsk_cairo_node_get_draw_context (node);
  cairo_set_source_surface (cr, image, 0, top);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (image);

  return node;
}

static void
append_part (GtkSnapshot *snapshot, GskRenderNode *node, int from, int to, int height)
{
  if (node == NULL || to <= from)
    return;

  if (from == 0 && to == TILE_COLUMNS) {
    gtk_snapshot_append_node (snapshot, node);
    return;
  }

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (from, 0, to - from, height));
  gtk_snapshot_append_node (snapshot, node);
  gtk_snapshot_pop (snapshot);
}

/* An empty tile has no node, and is asked for one again: that costs less than to remember it. */
static void
append_tile (SaWavePainter *self,
             GtkSnapshot *snapshot,
             Tile *tile,
             int left,
             int right,
             SaWaveColors range,
             SaWaveColors rest)
{
  left = CLAMP (left, 0, TILE_COLUMNS);
  right = CLAMP (right, left, TILE_COLUMNS);

  if (right > left && tile->range == NULL)
    tile->range = paint_tile (self, tile, range);
  if (right - left < TILE_COLUMNS && tile->rest == NULL)
    tile->rest = paint_tile (self, tile, rest);

  append_part (snapshot, tile->rest, 0, left, self->height);
  append_part (snapshot, tile->range, left, right, self->height);
  append_part (snapshot, tile->rest, right, TILE_COLUMNS, self->height);
}

static void
drop_far_tiles (SaWavePainter *self, gint64 first, gint64 last)
{
  GHashTableIter iter;
  gpointer key;

  if (g_hash_table_size (self->tiles) <= (guint) (last - first + 1 + 4 * TILES_BESIDE))
    return;

  g_hash_table_iter_init (&iter, self->tiles);
  while (g_hash_table_iter_next (&iter, &key, NULL)) {
    gint64 number = *(gint64 *) key;

    if (number < first - TILES_BESIDE || number > last + TILES_BESIDE)
      g_hash_table_iter_remove (&iter);
  }
}

/**
 * sa_wave_painter_new:
 *
 * Returns: (transfer full): a painter of nothing yet
 */
SaWavePainter *
sa_wave_painter_new (void)
{
  SaWavePainter *self = g_new0 (SaWavePainter, 1);

  self->tiles = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, tile_free);

  return self;
}

/**
 * sa_wave_painter_free:
 * @self: a painter
 */
void
sa_wave_painter_free (SaWavePainter *self)
{
  g_clear_pointer (&self->peaks, sa_peaks_unref);
  g_hash_table_unref (self->tiles);
  g_free (self);
}

/**
 * sa_wave_painter_set_peaks:
 * @self: a painter
 * @peaks: (nullable): what to paint; they may still grow, see sa_wave_painter_refresh()
 */
void
sa_wave_painter_set_peaks (SaWavePainter *self, SaPeaks *peaks)
{
  if (self->peaks == peaks)
    return;

  if (peaks != NULL)
    sa_peaks_ref (peaks);
  g_clear_pointer (&self->peaks, sa_peaks_unref);
  self->peaks = peaks;
  sa_wave_painter_forget (self);
}

/**
 * sa_wave_painter_get_peaks:
 * @self: a painter
 *
 * Returns: (transfer none) (nullable): what it paints
 */
SaPeaks *
sa_wave_painter_get_peaks (SaWavePainter *self)
{
  return self->peaks;
}

static gboolean
is_incomplete (gpointer key, gpointer value, gpointer user_data)
{
  return !((Tile *) value)->complete;
}

/**
 * sa_wave_painter_refresh:
 * @self: a painter
 *
 * Paints anew what the peaks have grown into.
 */
void
sa_wave_painter_refresh (SaWavePainter *self)
{
  g_hash_table_foreach_remove (self->tiles, is_incomplete, NULL);
}

/**
 * sa_wave_painter_forget:
 * @self: a painter
 *
 * Paints everything anew, because the colours have changed.
 */
void
sa_wave_painter_forget (SaWavePainter *self)
{
  g_hash_table_remove_all (self->tiles);
}

/**
 * sa_wave_painter_paint:
 * @self: a painter
 * @snapshot: where to
 * @frame: what
 * @range: the colours from left to right of the range
 * @rest: the colours beside it
 *
 * Paints within the width and height of @frame, from the snapshot's origin.
 */
void
sa_wave_painter_paint (SaWavePainter *self,
                       GtkSnapshot *snapshot,
                       const SaWaveFrame *frame,
                       SaWaveColors range,
                       SaWaveColors rest)
{
  gint64 first, last;

  if (self->peaks == NULL || !(frame->frames_per_column > 0) || frame->width <= 0)
    return;

  if (self->frames_per_column != frame->frames_per_column || self->height != frame->height) {
    sa_wave_painter_forget (self);
    self->frames_per_column = frame->frames_per_column;
    self->height = frame->height;
  }

  first = floor_divide (frame->first_column, TILE_COLUMNS);
  last = floor_divide (frame->first_column + frame->width - 1, TILE_COLUMNS);
  drop_far_tiles (self, first, last);

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, frame->width, frame->height));
  for (gint64 number = first; number <= last; number++) {
    int x = (int) (number * TILE_COLUMNS - frame->first_column);

    gtk_snapshot_save (snapshot);
    gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, 0));
    append_tile (self, snapshot, ensure_tile (self, number), frame->left - x, frame->right - x,
                 range, rest);
    gtk_snapshot_restore (snapshot);
  }
  gtk_snapshot_pop (snapshot);
}
