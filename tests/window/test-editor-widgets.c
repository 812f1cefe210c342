/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The clip editor's widgets on a display. */
#include "config.h"

#include <adwaita.h>

#include "ui/sa-application.h"
#include "ui/sa-clip-editor.h"
#include "ui/sa-layouts.h"
#include "ui/sa-overview.h"
#include "ui/sa-time-entry.h"
#include "ui/sa-timeline.h"
#include "ui/sa-wave-painter.h"

#define RATE 8000

static GtkWidget *
find_by_type (GtkWidget *widget, const char *type, int n)
{
  g_autoptr (GQueue) queue = g_queue_new ();

  g_queue_push_tail (queue, widget);
  while (!g_queue_is_empty (queue)) {
    GtkWidget *next = g_queue_pop_head (queue);

    if (g_strcmp0 (G_OBJECT_TYPE_NAME (next), type) == 0 && n-- == 0)
      return next;
    for (GtkWidget *child = gtk_widget_get_first_child (next); child != NULL;
         child = gtk_widget_get_next_sibling (child))
      g_queue_push_tail (queue, child);
  }

  g_error ("there is no %s", type);
}

static graphene_rect_t
place_of (GtkWidget *widget, GtkWidget *within)
{
  graphene_rect_t place;

  g_assert_true (gtk_widget_compute_bounds (widget, within, &place));

  return place;
}

static GtkWidget *
open_window (GtkWidget *editor, int width)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), width, 400);
  gtk_window_set_child (GTK_WINDOW (window), editor);
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_width (editor) == 0)
    g_main_context_iteration (NULL, TRUE);

  return window;
}

static SaSelection *
open_recording (GtkWidget *editor)
{
  SaSelection *selection = sa_clip_editor_get_selection (SA_CLIP_EDITOR (editor));

  sa_selection_open (selection, RATE, 60 * RATE, 20, 40, 0);

  return selection;
}

static void
test_new_and_destroy (void)
{
  g_autoptr (SaSelection) selection = sa_selection_new (SA_PURPOSE_VOICE_CLONE);
  GtkWidget *(*const makers[]) (SaSelection *) = { sa_timeline_new, sa_overview_new };

  g_assert_finalize_object (g_object_ref_sink (sa_clip_editor_new ()));
  for (gsize i = 0; i < G_N_ELEMENTS (makers); i++)
    g_assert_finalize_object (g_object_ref_sink (makers[i](selection)));
  g_assert_finalize_object (g_object_ref_sink (sa_time_entry_new (selection, SA_SELECTION_END)));
}

static void
test_destroyed_while_open (void)
{
  GtkWidget *editor = sa_clip_editor_new ();
  GtkWidget *window;
  gpointer gone = editor;

  g_object_add_weak_pointer (G_OBJECT (editor), &gone);
  window = open_window (editor, 700);
  open_recording (editor);
  sa_selection_begin_edit (sa_clip_editor_get_selection (SA_CLIP_EDITOR (editor)));
  sa_selection_step (sa_clip_editor_get_selection (SA_CLIP_EDITOR (editor)), SA_SELECTION_START, 1);
  gtk_window_destroy (GTK_WINDOW (window));
  while (gone != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
check_left_to_right (GtkTextDirection direction)
{
  GtkTextDirection before = gtk_widget_get_default_direction ();
  GtkWidget *editor, *window;
  graphene_rect_t start, end, start_entry, end_entry, play;

  gtk_widget_set_default_direction (direction);
  editor = sa_clip_editor_new ();
  window = open_window (editor, 700);
  open_recording (editor);
  while (place_of (find_by_type (editor, "SaTimeEntry", 1), editor).size.width == 0)
    g_main_context_iteration (NULL, TRUE);

  start = place_of (find_by_type (editor, "SaTimelineHandle", 0), editor);
  end = place_of (find_by_type (editor, "SaTimelineHandle", 2), editor);
  start_entry = place_of (find_by_type (editor, "SaTimeEntry", 0), editor);
  end_entry = place_of (find_by_type (editor, "SaTimeEntry", 1), editor);
  play = place_of (find_by_type (editor, "SaPlayButton", 0), editor);
  g_assert_cmpfloat (start.origin.x + start.size.width, <, end.origin.x);
  g_assert_cmpfloat (start_entry.origin.x + start_entry.size.width, <, end_entry.origin.x);
  if (direction == GTK_TEXT_DIR_RTL)
    g_assert_cmpfloat (play.origin.x, >, end_entry.origin.x);
  else
    g_assert_cmpfloat (play.origin.x, <, start_entry.origin.x);

  gtk_window_destroy (GTK_WINDOW (window));
  gtk_widget_set_default_direction (before);
}

static void
test_left_to_right (void)
{
  check_left_to_right (GTK_TEXT_DIR_LTR);
  check_left_to_right (GTK_TEXT_DIR_RTL);
}

/* The inner edge of a handle is the cut. */
static void
test_handles_stand_outside (void)
{
  GtkWidget *editor = sa_clip_editor_new ();
  GtkWidget *window = open_window (editor, 624);
  SaSelection *selection = open_recording (editor);
  graphene_rect_t start, range, end;

  sa_selection_show_all (selection);
  do {
    g_main_context_iteration (NULL, TRUE);
    range = place_of (find_by_type (editor, "SaTimelineHandle", 1), editor);
  } while (range.size.width != 200);

  start = place_of (find_by_type (editor, "SaTimelineHandle", 0), editor);
  end = place_of (find_by_type (editor, "SaTimelineHandle", 2), editor);
  g_assert_cmpfloat (start.size.width, ==, 12);
  g_assert_cmpfloat (start.origin.x + start.size.width, ==, range.origin.x);
  g_assert_cmpfloat (range.origin.x, ==, 12 + 200);
  g_assert_cmpfloat (end.origin.x, ==, range.origin.x + range.size.width);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_narrow (void)
{
  GtkWidget *editor = sa_clip_editor_new ();
  GtkWidget *window;
  graphene_rect_t start, end;
  int least;

  open_recording (editor);
  gtk_widget_measure (editor, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, 308);

  window = open_window (editor, 308);
  start = place_of (find_by_type (editor, "SaTimeEntry", 0), editor);
  end = place_of (find_by_type (editor, "SaTimeEntry", 1), editor);
  g_assert_cmpfloat (start.origin.y, ==, end.origin.y);
  g_assert_cmpfloat (start.origin.y, >,
                     place_of (find_by_type (editor, "SaPlayButton", 0), editor).origin.y + 20);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_compact (void)
{
  g_autoptr (GtkWidget) editor = g_object_ref_sink (sa_clip_editor_new ());
  int tall, low, lower;

  gtk_widget_measure (editor, GTK_ORIENTATION_VERTICAL, 600, &tall, NULL, NULL, NULL);
  sa_clip_editor_set_compact (SA_CLIP_EDITOR (editor), TRUE);
  gtk_widget_measure (editor, GTK_ORIENTATION_VERTICAL, 600, &low, NULL, NULL, NULL);
  sa_clip_editor_set_overview_shown (SA_CLIP_EDITOR (editor), FALSE);
  gtk_widget_measure (editor, GTK_ORIENTATION_VERTICAL, 600, &lower, NULL, NULL, NULL);
  g_assert_cmpint (tall - low, ==, 116 - 76);
  g_assert_cmpint (low - lower, >=, 34);
}

static void
test_words_for_a_screen_reader (void)
{
  g_autoptr (SaSelection) selection = sa_selection_new (SA_PURPOSE_VOICE_CLONE);
  g_autoptr (GtkWidget) timeline = g_object_ref_sink (sa_timeline_new (selection));
  g_autoptr (GtkWidget) overview = g_object_ref_sink (sa_overview_new (selection));
  g_autoptr (SaPeaks) peaks = sa_peaks_new ();
  GtkAccessible *start = GTK_ACCESSIBLE (find_by_type (timeline, "SaTimelineHandle", 0));
  GtkAccessible *range = GTK_ACCESSIBLE (find_by_type (timeline, "SaTimelineHandle", 1));

  for (int i = 0; i < 60 * RATE / SA_PEAKS_FRAMES; i++)
    sa_peaks_add (peaks, -0.5f, 0.25f, 0.1f, SA_PEAKS_FRAMES);
  sa_timeline_set_peaks (SA_TIMELINE (timeline), peaks);
  sa_selection_open (selection, RATE, 60 * RATE, 31.2, 45.25, 0);
  sa_timeline_describe (SA_TIMELINE (timeline));
  sa_overview_describe (SA_OVERVIEW (overview));

  gtk_test_accessible_assert_role (start, GTK_ACCESSIBLE_ROLE_SLIDER);
  gtk_test_accessible_assert_property (start, GTK_ACCESSIBLE_PROPERTY_LABEL, "Start Handle");
  gtk_test_accessible_assert_property (
    start, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
    "31.2 seconds, level -6 decibels. The selection is 14.05 seconds long");
  gtk_test_accessible_assert_property (start, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, 31.2);
  gtk_test_accessible_assert_property (range, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "From 31.2 seconds to 45.25 seconds, 14.05 seconds long");
  gtk_test_accessible_assert_property (
    overview, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
    "Shown from 28.39 seconds to 48.06 seconds of 1 minute 0 seconds");
}

/* The end may shrink to its least width, but the beginning does not. */
static void
test_ends (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *name = gtk_label_new ("A Microphone with a Name");
  GtkWidget *meter = gtk_label_new ("Quite a wide meter");
  int least, name_width, meter_width, height, line;

  gtk_widget_set_layout_manager (box, g_object_new (SA_TYPE_ENDS_LAYOUT, "squeezes", TRUE, NULL));
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (meter), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), meter);
  g_object_ref_sink (box);

  gtk_widget_measure (name, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &name_width, NULL, NULL);
  gtk_widget_measure (meter, GTK_ORIENTATION_HORIZONTAL, -1, &meter_width, NULL, NULL, NULL);
  gtk_widget_measure (name, GTK_ORIENTATION_VERTICAL, -1, &line, NULL, NULL, NULL);
  least = name_width + 12 + meter_width;

  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, least, &height, NULL, NULL, NULL);
  g_assert_cmpint (height, ==, line);
  gtk_widget_allocate (box, least, height, -1, NULL);
  g_assert_cmpint (gtk_widget_get_width (name), ==, name_width);
  g_assert_cmpint (gtk_widget_get_width (meter), ==, meter_width);

  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, least - 1, &height, NULL, NULL, NULL);
  g_assert_cmpint (height, >, 2 * line);
  gtk_widget_allocate (box, least - 1, height, -1, NULL);
  g_assert_cmpint (gtk_widget_get_width (name), ==, least - 1);
  g_assert_cmpint (gtk_widget_get_width (meter), ==, least - 1);

  g_object_unref (box);
}

#define COLUMNS 128
#define WAVE_HEIGHT 108

/* As many columns of silence as of sound that reaches nearly half way up, and a fifth on average; the
 * range ends within the sound. */
static GskRenderNode *
paint_wave (void)
{
  static const GdkRGBA red = { 1, 0, 0, 1 }, green = { 0, 1, 0, 0.6f }, blue = { 0, 0, 1, 0.4f };
  const SaWaveFrame frame = { SA_PEAKS_FRAMES, 0, COLUMNS, WAVE_HEIGHT, 0, COLUMNS * 3 / 4 };
  g_autoptr (SaPeaks) peaks = sa_peaks_new ();
  g_autoptr (SaWavePainter) painter = sa_wave_painter_new ();
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();

  for (int i = 0; i < COLUMNS; i++) {
    if (i < COLUMNS / 2)
      sa_peaks_add (peaks, 0, 0, 0, SA_PEAKS_FRAMES);
    else
      sa_peaks_add (peaks, -0.49f, 0.49f, 0.19f * 0.19f, SA_PEAKS_FRAMES);
  }
  sa_wave_painter_set_peaks (painter, peaks);
  sa_wave_painter_paint (painter, snapshot, &frame, (SaWaveColors){ &red, &blue },
                         (SaWaveColors){ &green, &blue });

  return gtk_snapshot_to_node (snapshot);
}

static guint32
pixel_at (cairo_surface_t *image, int x, int y)
{
  const guint8 *row = cairo_image_surface_get_data (image) +
                      (gsize) y * (gsize) cairo_image_surface_get_stride (image);

  return ((const guint32 *) (gconstpointer) row)[x];
}

static void
check_wave (int scale)
{
  const int at = COLUMNS / 2, end = COLUMNS * 3 / 4, middle = WAVE_HEIGHT / 2;
  const guint32 peak = 0x66000066, range = 0xffff0000, rest = 0xc2009929;
  g_autoptr (GskRenderNode) node = paint_wave ();
  cairo_surface_t *image =
    cairo_image_surface_create (CAIRO_FORMAT_ARGB32, scale * COLUMNS, scale * WAVE_HEIGHT);
  cairo_t *cr = cairo_create (image);

  cairo_scale (cr, scale, scale);
  gsk_render_node_draw (node, cr);
  cairo_surface_flush (image);

  g_assert_cmphex (pixel_at (image, scale * at - 1, scale * middle), ==, 0);
  g_assert_cmphex (pixel_at (image, scale * at, scale * middle), ==, range);
  g_assert_cmphex (pixel_at (image, scale * end - 1, scale * middle), ==, range);
  g_assert_cmphex (pixel_at (image, scale * end, scale * middle), ==, rest);
  /* 25 pixels up and down at most, 10 on average. */
  g_assert_cmphex (pixel_at (image, scale * at, scale * (middle - 25) - 1), ==, 0);
  g_assert_cmphex (pixel_at (image, scale * at, scale * (middle - 25)), ==, peak);
  g_assert_cmphex (pixel_at (image, scale * at, scale * (middle - 10) - 1), ==, peak);
  g_assert_cmphex (pixel_at (image, scale * at, scale * (middle - 10)), ==, range);
  g_assert_cmphex (pixel_at (image, scale * at, scale * (middle + 10) - 1), ==, range);
  g_assert_cmphex (pixel_at (image, scale * at, scale * (middle + 10)), ==, peak);
  g_assert_cmphex (pixel_at (image, scale * at, scale * (middle + 25)), ==, 0);

  cairo_destroy (cr);
  cairo_surface_destroy (image);
}

/* To the pixel, and no less sharp where a screen has more of them. */
static void
test_waveform (void)
{
  check_wave (1);
  check_wave (2);
}

int
main (int argc, char **argv)
{
  g_setenv ("GTK_A11Y", "test", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_type_ensure (SA_TYPE_APPLICATION);

  g_test_add_func ("/editor/new-and-destroy", test_new_and_destroy);
  g_test_add_func ("/editor/destroyed-while-open", test_destroyed_while_open);
  g_test_add_func ("/editor/left-to-right", test_left_to_right);
  g_test_add_func ("/editor/handles", test_handles_stand_outside);
  g_test_add_func ("/editor/narrow", test_narrow);
  g_test_add_func ("/editor/ends", test_ends);
  g_test_add_func ("/editor/compact", test_compact);
  g_test_add_func ("/editor/waveform", test_waveform);
  g_test_add_func ("/editor/screen-reader", test_words_for_a_screen_reader);

  return g_test_run ();
}
