/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the clip editor reckons with, without a window: selection, places on the screen, times as text. */
#include <math.h>

#include "jobs/sa-pause-snap.h"
#include "ui/sa-time-text.h"
#include "ui/sa-timeline-geometry.h"

#define RATE 44100

typedef struct {
  SaSelection *selection;
  int ranges;
  int views;
  int edits;
} Fixture;

static void
count (gpointer counter)
{
  (*(int *) counter)++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->selection = sa_selection_new (SA_PURPOSE_VOICE_CLONE);
  sa_selection_open (fixture->selection, RATE, 600 * RATE, 100, 160, 0);
  g_signal_connect_swapped (fixture->selection, "range-changed", G_CALLBACK (count),
                            &fixture->ranges);
  g_signal_connect_swapped (fixture->selection, "view-changed", G_CALLBACK (count),
                            &fixture->views);
  g_signal_connect_swapped (fixture->selection, "edited", G_CALLBACK (count), &fixture->edits);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->selection);
}

static void
assert_range (SaSelection *selection, double start, double end)
{
  g_assert_cmpfloat_with_epsilon (sa_selection_get_start (selection), start, 1e-9);
  g_assert_cmpfloat_with_epsilon (sa_selection_get_end (selection), end, 1e-9);
}

static void
assert_view (SaSelection *selection, double start, double length)
{
  g_assert_cmpfloat_with_epsilon (sa_selection_get_view_start (selection), start, 1e-9);
  g_assert_cmpfloat_with_epsilon (sa_selection_get_view_length (selection), length, 1e-9);
}

static void
test_new (void)
{
  SaSelection *selection = sa_selection_new (SA_PURPOSE_PROMPT_AUDIO);

  g_assert_false (sa_selection_has_range (selection));
  g_assert_false (sa_selection_can_undo (selection));
  sa_selection_move (selection, SA_SELECTION_END, 4);
  sa_selection_zoom (selection, 0.5, 0);
  sa_selection_undo (selection);
  g_assert_false (sa_selection_has_range (selection));
  g_assert_finalize_object (selection);
}

static void
test_snaps_to_frames (Fixture *fixture, gconstpointer data)
{
  sa_selection_set_range (fixture->selection, 12.3456789, 30.0000049);

  g_assert_cmpfloat (sa_selection_get_start (fixture->selection), ==,
                     (double) llround (12.3456789 * RATE) / RATE);
  g_assert_cmpfloat (sa_selection_get_end (fixture->selection), ==, 30.0);
  g_assert_cmpint (fixture->ranges, ==, 1);
  g_assert_cmpint (fixture->edits, ==, 1);
  g_assert_cmpint (fixture->views, ==, 0);
}

static void
test_nothing_new_is_not_told (Fixture *fixture, gconstpointer data)
{
  sa_selection_set_range (fixture->selection, 100, 160);
  sa_selection_move (fixture->selection, SA_SELECTION_START, 100);
  sa_selection_scroll (fixture->selection, 0);

  g_assert_cmpint (fixture->ranges, ==, 0);
  g_assert_cmpint (fixture->edits, ==, 0);
  g_assert_cmpint (fixture->views, ==, 0);
  g_assert_false (sa_selection_can_undo (fixture->selection));
}

static void
test_handles_stop_at_each_other (Fixture *fixture, gconstpointer data)
{
  sa_selection_move (fixture->selection, SA_SELECTION_START, 500);
  assert_range (fixture->selection, 160 - 0.01, 160);
  sa_selection_move (fixture->selection, SA_SELECTION_START, -5);
  assert_range (fixture->selection, 0, 160);
  sa_selection_move (fixture->selection, SA_SELECTION_END, 1e9);
  assert_range (fixture->selection, 0, 600);
  g_assert_true (sa_selection_is_whole (fixture->selection));
  sa_selection_move (fixture->selection, SA_SELECTION_END, -1);
  assert_range (fixture->selection, 0, 0.01);
}

static void
test_range_keeps_its_length (Fixture *fixture, gconstpointer data)
{
  sa_selection_move (fixture->selection, SA_SELECTION_RANGE, 590);
  assert_range (fixture->selection, 540, 600);
  sa_selection_step (fixture->selection, SA_SELECTION_RANGE, -1000);
  assert_range (fixture->selection, 0, 60);
  sa_selection_step (fixture->selection, SA_SELECTION_RANGE, 0.1);
  assert_range (fixture->selection, 0.1, 60.1);
}

static void
test_steps (Fixture *fixture, gconstpointer data)
{
  sa_selection_step (fixture->selection, SA_SELECTION_START, 0.01);
  assert_range (fixture->selection, 100.01, 160);
  sa_selection_step (fixture->selection, SA_SELECTION_START, 0.1);
  assert_range (fixture->selection, 100.11, 160);
  sa_selection_step (fixture->selection, SA_SELECTION_END, -1);
  assert_range (fixture->selection, 100.11, 159);
}

static void
test_limits (Fixture *fixture, gconstpointer data)
{
  sa_selection_move_to_limit (fixture->selection, SA_SELECTION_START, TRUE);
  assert_range (fixture->selection, 150, 160);
  g_assert_cmpint (sa_selection_judge (fixture->selection), ==, SA_LENGTH_FITS);
  sa_selection_step (fixture->selection, SA_SELECTION_START, 1.0 / RATE);
  g_assert_cmpint (sa_selection_judge (fixture->selection), ==, SA_LENGTH_TOO_SHORT);

  sa_selection_move_to_limit (fixture->selection, SA_SELECTION_END, TRUE);
  g_assert_cmpint (sa_selection_judge (fixture->selection), ==, SA_LENGTH_FITS);
  g_assert_cmpfloat_with_epsilon (sa_selection_get_seconds (fixture->selection), 300, 1e-9);
  sa_selection_step (fixture->selection, SA_SELECTION_END, 1.0 / RATE);
  g_assert_cmpint (sa_selection_judge (fixture->selection), ==, SA_LENGTH_TOO_LONG);

  sa_selection_move_to_limit (fixture->selection, SA_SELECTION_RANGE, TRUE);
  g_assert_cmpfloat (sa_selection_get_end (fixture->selection), ==, 600);
  sa_selection_move_to_limit (fixture->selection, SA_SELECTION_RANGE, FALSE);
  g_assert_cmpfloat (sa_selection_get_start (fixture->selection), ==, 0);
}

static void
test_prompt_limit_is_strict (void)
{
  g_autoptr (SaSelection) selection = sa_selection_new (SA_PURPOSE_PROMPT_AUDIO);

  sa_selection_open (selection, RATE, 60 * RATE, 10, 12, 0);
  sa_selection_move_to_limit (selection, SA_SELECTION_END, TRUE);
  g_assert_cmpint (sa_selection_judge (selection), ==, SA_LENGTH_FITS);
  g_assert_cmpint (llround (sa_selection_get_seconds (selection) * RATE), ==, 8 * RATE - 1);
  sa_selection_step (selection, SA_SELECTION_END, 1.0 / RATE);
  g_assert_cmpint (sa_selection_judge (selection), ==, SA_LENGTH_TOO_LONG);
}

static void
test_tolerance_is_of_the_whole (void)
{
  g_autoptr (SaSelection) selection = sa_selection_new (SA_PURPOSE_VOICE_CLONE);

  sa_selection_open (selection, 1000, 300050, 0, -1, 0.1);
  g_assert_cmpint (sa_selection_judge (selection), ==, SA_LENGTH_FITS);
  sa_selection_step (selection, SA_SELECTION_START, 0.01);
  g_assert_cmpint (sa_selection_judge (selection), ==, SA_LENGTH_TOO_LONG);
  sa_selection_undo (selection);
  g_assert_cmpint (sa_selection_judge (selection), ==, SA_LENGTH_FITS);
}

static void
test_short_recording (void)
{
  g_autoptr (SaSelection) selection = sa_selection_new (SA_PURPOSE_VOICE_CLONE);

  sa_selection_open (selection, 8000, 8, 0, -1, 0);
  assert_range (selection, 0, 0.001);
  assert_view (selection, 0, 0.001);
  sa_selection_move (selection, SA_SELECTION_START, 1);
  sa_selection_zoom (selection, 0.1, 0);
  assert_range (selection, 0, 0.001);
  assert_view (selection, 0, 0.001);
}

static void
test_one_drag_is_one_step (Fixture *fixture, gconstpointer data)
{
  sa_selection_begin_edit (fixture->selection);
  for (int i = 1; i <= 50; i++)
    sa_selection_move (fixture->selection, SA_SELECTION_START, 100 + i * 0.1);
  g_assert_true (sa_selection_is_editing (fixture->selection));
  g_assert_false (sa_selection_can_undo (fixture->selection));
  sa_selection_end_edit (fixture->selection);
  g_assert_cmpint (fixture->ranges, ==, 50);
  g_assert_cmpint (fixture->edits, ==, 1);

  sa_selection_undo (fixture->selection);
  assert_range (fixture->selection, 100, 160);
  g_assert_false (sa_selection_can_undo (fixture->selection));
  sa_selection_redo (fixture->selection);
  assert_range (fixture->selection, 105, 160);
  g_assert_false (sa_selection_can_redo (fixture->selection));
}

static void
test_a_drag_back_is_no_step (Fixture *fixture, gconstpointer data)
{
  sa_selection_begin_edit (fixture->selection);
  sa_selection_move (fixture->selection, SA_SELECTION_START, 120);
  sa_selection_move (fixture->selection, SA_SELECTION_START, 100);
  sa_selection_end_edit (fixture->selection);

  g_assert_false (sa_selection_can_undo (fixture->selection));
  g_assert_cmpint (fixture->edits, ==, 0);
}

static void
test_an_edit_ends_what_was_undone (Fixture *fixture, gconstpointer data)
{
  sa_selection_move (fixture->selection, SA_SELECTION_START, 110);
  sa_selection_move (fixture->selection, SA_SELECTION_START, 120);
  sa_selection_undo (fixture->selection);
  g_assert_true (sa_selection_can_redo (fixture->selection));
  sa_selection_move (fixture->selection, SA_SELECTION_END, 150);
  g_assert_false (sa_selection_can_redo (fixture->selection));
  sa_selection_undo (fixture->selection);
  assert_range (fixture->selection, 110, 160);
  sa_selection_undo (fixture->selection);
  assert_range (fixture->selection, 100, 160);
  sa_selection_undo (fixture->selection);
  assert_range (fixture->selection, 100, 160);
}

static void
test_undo_ends_a_drag (Fixture *fixture, gconstpointer data)
{
  sa_selection_begin_edit (fixture->selection);
  sa_selection_move (fixture->selection, SA_SELECTION_START, 110);
  sa_selection_undo (fixture->selection);

  assert_range (fixture->selection, 100, 160);
  g_assert_true (sa_selection_can_redo (fixture->selection));
}

static void
test_history_is_bounded (Fixture *fixture, gconstpointer data)
{
  int steps = 0;

  for (int i = 1; i <= 300; i++)
    sa_selection_move (fixture->selection, SA_SELECTION_START, 100 + i * 0.1);
  for (; sa_selection_can_undo (fixture->selection); steps++)
    sa_selection_undo (fixture->selection);

  g_assert_cmpint (steps, ==, 200);
  assert_range (fixture->selection, 110, 160);
}

static void
count_options (SaSelection *selection, int *counter)
{
  (*counter)++;
}

/* What a check's button does is undone in its turn, between edits of the range. */
static void
test_options_are_steps (Fixture *fixture, gconstpointer data)
{
  int changes = 0;

  g_signal_connect (fixture->selection, "options-changed", G_CALLBACK (count_options), &changes);
  sa_selection_move (fixture->selection, SA_SELECTION_START, 110);
  sa_selection_set_option (fixture->selection, SA_SELECTION_CHANNELS, 0x1);
  sa_selection_set_option (fixture->selection, SA_SELECTION_CHANNELS, 0x1);
  sa_selection_move (fixture->selection, SA_SELECTION_END, 150);
  g_assert_cmpint (changes, ==, 1);
  g_assert_cmpint (fixture->edits, ==, 3);

  sa_selection_undo (fixture->selection);
  assert_range (fixture->selection, 110, 160);
  g_assert_cmpuint (sa_selection_get_option (fixture->selection, SA_SELECTION_CHANNELS), ==, 0x1);
  sa_selection_undo (fixture->selection);
  assert_range (fixture->selection, 110, 160);
  g_assert_cmpuint (sa_selection_get_option (fixture->selection, SA_SELECTION_CHANNELS), ==, 0);
  g_assert_cmpint (changes, ==, 2);
  sa_selection_redo (fixture->selection);
  g_assert_cmpuint (sa_selection_get_option (fixture->selection, SA_SELECTION_CHANNELS), ==, 0x1);
}

/* A switch that was turned by hand is not turned back by undoing what was done to the range. */
static void
test_options_from_elsewhere (Fixture *fixture, gconstpointer data)
{
  sa_selection_move (fixture->selection, SA_SELECTION_START, 110);
  sa_selection_adopt_option (fixture->selection, SA_SELECTION_REDUCE_NOISE, TRUE);
  sa_selection_undo (fixture->selection);
  assert_range (fixture->selection, 100, 160);
  g_assert_true (sa_selection_get_option (fixture->selection, SA_SELECTION_REDUCE_NOISE));

  sa_selection_set_option (fixture->selection, SA_SELECTION_NORMALIZE_VOLUME, TRUE);
  sa_selection_adopt_option (fixture->selection, SA_SELECTION_NORMALIZE_VOLUME, FALSE);
  g_assert_false (sa_selection_can_undo (fixture->selection));
  g_assert_false (sa_selection_can_redo (fixture->selection));
}

static void
test_options_outlive_a_recording (Fixture *fixture, gconstpointer data)
{
  sa_selection_set_option (fixture->selection, SA_SELECTION_REDUCE_NOISE, TRUE);
  sa_selection_open (fixture->selection, RATE, 60 * RATE, 0, -1, 0);
  g_assert_true (sa_selection_get_option (fixture->selection, SA_SELECTION_REDUCE_NOISE));
  g_assert_false (sa_selection_can_undo (fixture->selection));
}

/* Words from 2 to 5 s, from 5.2 to 8 s, and from 9 to 12 s. */
static const SaSpeech words[] = { { 2 * RATE, 5 * RATE },
                                  { 26 * RATE / 5, 8 * RATE },
                                  { 9 * RATE, 12 * RATE } };
static const SaPauseSnap pauses = { words, 3, RATE, 12.05 };

static void
test_snap (void)
{
  static const struct {
    SaSelectionPart part;
    double at;
    double reach;
    double place; /* below 0: none */
  } cases[] = {
    { SA_SELECTION_START, 2.0, 0.2, 1.85 },    { SA_SELECTION_START, 2.04, 0.2, 1.85 },
    { SA_SELECTION_START, 2.06, 0.2, -1 },     { SA_SELECTION_START, 5.0, 0.2, 5.1 },
    { SA_SELECTION_START, 3.4, 10, 1.85 },     { SA_SELECTION_START, 3.5, 10, 5.1 },
    { SA_SELECTION_END, 5.0, 0.2, 5.1 },       { SA_SELECTION_END, 8.5, 0.2, -1 },
    { SA_SELECTION_END, 8.3, 0.2, 8.15 },      { SA_SELECTION_END, 11.9, 0.2, 12.05 },
    { SA_SELECTION_START, 8.85, 0.001, 8.85 }, { SA_SELECTION_END, 8.85, 0.5, -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    double place = -1;
    gboolean found =
      sa_pause_snap_find_nearest (&pauses, cases[i].part, cases[i].at, cases[i].reach, &place);

    g_test_message ("%" G_GSIZE_FORMAT ": %g", i, place);
    g_assert_cmpint (found, ==, cases[i].place >= 0);
    g_assert_cmpfloat_with_epsilon (place, cases[i].place, 1e-6);
  }
}

static void
test_next_pause (void)
{
  double place = 0;

  g_assert_true (sa_pause_snap_find_next (&pauses, SA_SELECTION_START, 0, TRUE, &place));
  g_assert_cmpfloat_with_epsilon (place, 1.85, 1e-6);
  g_assert_true (sa_pause_snap_find_next (&pauses, SA_SELECTION_START, place, TRUE, &place));
  g_assert_cmpfloat_with_epsilon (place, 5.1, 1e-6);
  g_assert_true (sa_pause_snap_find_next (&pauses, SA_SELECTION_START, place, FALSE, &place));
  g_assert_cmpfloat_with_epsilon (place, 1.85, 1e-6);
  g_assert_false (sa_pause_snap_find_next (&pauses, SA_SELECTION_START, place, FALSE, &place));
  g_assert_true (sa_pause_snap_find_next (&pauses, SA_SELECTION_END, 12.0499, FALSE, &place));
  g_assert_cmpfloat_with_epsilon (place, 8.15, 1e-6);
  g_assert_false (sa_pause_snap_find_next (&pauses, SA_SELECTION_END, 12.05, TRUE, &place));
}

static void
test_first_view (Fixture *fixture, gconstpointer data)
{
  assert_view (fixture->selection, 88, 84);

  sa_selection_set_range (fixture->selection, 0, 600);
  sa_selection_show_range (fixture->selection);
  assert_view (fixture->selection, 0, 600);
}

static void
test_zoom_keeps_the_anchor (Fixture *fixture, gconstpointer data)
{
  sa_selection_set_view (fixture->selection, 100, 100);
  sa_selection_zoom (fixture->selection, 0.5, 125);
  assert_view (fixture->selection, 112.5, 50);
  sa_selection_zoom (fixture->selection, 2, 125);
  assert_view (fixture->selection, 100, 100);
}

/* As two fingers spread and close: each step says how far apart they are since they came down. */
static void
test_pinch_is_zoom (Fixture *fixture, gconstpointer data)
{
  static const double scales[] = { 1.1, 1.7, 2.5, 4, 2.2, 0.5 };
  SaSelection *selection = fixture->selection;
  double length;

  sa_selection_set_view (selection, 100, 100);
  length = sa_selection_get_view_length (selection);
  for (gsize i = 0; i < G_N_ELEMENTS (scales); i++) {
    sa_selection_zoom (selection, length / scales[i] / sa_selection_get_view_length (selection),
                       125);
    assert_view (selection, 125 - 25 / scales[i], 100 / scales[i]);
  }
}

static void
test_zoom_stops (Fixture *fixture, gconstpointer data)
{
  sa_selection_zoom (fixture->selection, 1e-9, 130);
  g_assert_cmpfloat_with_epsilon (sa_selection_get_view_length (fixture->selection), 0.1, 1e-12);
  g_assert_cmpfloat (fabs (sa_selection_get_view_start (fixture->selection) - 130), <, 0.1);
  sa_selection_zoom (fixture->selection, 1e9, 130);
  assert_view (fixture->selection, 0, 600);
}

static void
test_scroll_stops (Fixture *fixture, gconstpointer data)
{
  sa_selection_set_view (fixture->selection, 100, 50);
  sa_selection_scroll (fixture->selection, -1000);
  assert_view (fixture->selection, 0, 50);
  sa_selection_scroll (fixture->selection, 1e9);
  assert_view (fixture->selection, 550, 50);
}

static void
test_reveal (Fixture *fixture, gconstpointer data)
{
  sa_selection_set_view (fixture->selection, 100, 100);
  sa_selection_reveal (fixture->selection, 150);
  assert_view (fixture->selection, 100, 100);
  sa_selection_reveal (fixture->selection, 300);
  assert_view (fixture->selection, 205, 100);
  sa_selection_reveal (fixture->selection, 10);
  assert_view (fixture->selection, 5, 100);
}

static void
test_growing (void)
{
  g_autoptr (SaSelection) selection = sa_selection_new (SA_PURPOSE_VOICE_CLONE);

  sa_selection_set_length (selection, 8000, 80000);
  assert_view (selection, 0, 10);
  sa_selection_set_length (selection, 8000, 160000);
  assert_view (selection, 0, 20);
  sa_selection_set_view (selection, 2, 3);
  sa_selection_set_length (selection, 8000, 320000);
  assert_view (selection, 2, 3);
  g_assert_false (sa_selection_has_range (selection));
}

static void
test_geometry (Fixture *fixture, gconstpointer data)
{
  SaTimelineGeometry geometry;

  sa_selection_set_view (fixture->selection, 100, 50);
  sa_timeline_geometry_init (&geometry, fixture->selection, 524);
  g_assert_true (sa_timeline_geometry_is_usable (&geometry));
  g_assert_cmpint (sa_timeline_geometry_get_x (&geometry, 100), ==, 12);
  g_assert_cmpint (sa_timeline_geometry_get_x (&geometry, 150), ==, 512);
  g_assert_cmpfloat_with_epsilon (sa_timeline_geometry_get_seconds (&geometry, 262), 125, 1e-6);
  g_assert_cmpint (sa_timeline_geometry_get_x (&geometry, 1e12), ==, 100000);

  sa_timeline_geometry_init (&geometry, fixture->selection, 24);
  g_assert_false (sa_timeline_geometry_is_usable (&geometry));
}

/* The columns of pixels stand still against the recording, however far it is scrolled. */
static void
test_columns_stand_still (Fixture *fixture, gconstpointer data)
{
  SaTimelineGeometry geometry;
  gint64 before;

  sa_selection_set_view (fixture->selection, 100, 50);
  sa_timeline_geometry_init (&geometry, fixture->selection, 524);
  before = geometry.first_column;
  sa_selection_scroll (fixture->selection, 3 * 0.1);
  sa_timeline_geometry_init (&geometry, fixture->selection, 524);
  g_assert_cmpint (geometry.first_column - before, ==, 3);
}

static void
test_grips (Fixture *fixture, gconstpointer data)
{
  static const struct {
    double x;
    gboolean touch;
    SaTimelineGrip grip;
  } cases[] = {
    { 81.9, FALSE, SA_TIMELINE_GRIP_VIEW }, { 82.1, FALSE, SA_TIMELINE_GRIP_START },
    { 106, FALSE, SA_TIMELINE_GRIP_START }, { 106.1, FALSE, SA_TIMELINE_GRIP_RANGE },
    { 72, TRUE, SA_TIMELINE_GRIP_START },   { 71.9, TRUE, SA_TIMELINE_GRIP_VIEW },
    { 116, TRUE, SA_TIMELINE_GRIP_START },  { 250, FALSE, SA_TIMELINE_GRIP_RANGE },
    { 406, FALSE, SA_TIMELINE_GRIP_END },   { 405.9, FALSE, SA_TIMELINE_GRIP_RANGE },
    { 430, FALSE, SA_TIMELINE_GRIP_END },   { 430.1, FALSE, SA_TIMELINE_GRIP_VIEW },
    { 440, TRUE, SA_TIMELINE_GRIP_END },
  };
  SaTimelineGeometry geometry;

  sa_selection_set_range (fixture->selection, 108.8, 140);
  sa_selection_set_view (fixture->selection, 100, 50);
  sa_timeline_geometry_init (&geometry, fixture->selection, 524);
  g_assert_cmpint (sa_timeline_geometry_get_x (&geometry, 108.8), ==, 100);
  g_assert_cmpint (sa_timeline_geometry_get_x (&geometry, 140), ==, 412);

  sa_selection_set_range (fixture->selection, 108.8, 140);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (sa_timeline_geometry_find_grip (&geometry, fixture->selection, cases[i].x,
                                                     cases[i].touch),
                     ==, cases[i].grip);
}

/* Of two handles that lie upon each other's reach, each half is one's own. */
static void
test_close_handles (Fixture *fixture, gconstpointer data)
{
  SaTimelineGeometry geometry;

  sa_selection_set_view (fixture->selection, 100, 50);
  sa_selection_set_range (fixture->selection, 110, 110.4);
  sa_timeline_geometry_init (&geometry, fixture->selection, 524);
  g_assert_cmpint (sa_timeline_geometry_find_grip (&geometry, fixture->selection, 113, FALSE), ==,
                   SA_TIMELINE_GRIP_START);
  g_assert_cmpint (sa_timeline_geometry_find_grip (&geometry, fixture->selection, 115, FALSE), ==,
                   SA_TIMELINE_GRIP_END);
}

static void
assert_text (char *text, const char *wanted)
{
  g_assert_cmpstr (text, ==, wanted);
  g_free (text);
}

static void
test_format (void)
{
  assert_text (sa_time_text_format (0), "0:00.000");
  assert_text (sa_time_text_format (12.34), "0:12.340");
  assert_text (sa_time_text_format (59.9996), "1:00.000");
  assert_text (sa_time_text_format (3723.5), "1:02:03.500");
  assert_text (sa_time_text_format (-1), "0:00.000");
}

static void
test_parse (void)
{
  static const struct {
    const char *text;
    double seconds;
  } good[] = {
    { "0:12.340", 12.34 }, { "12.34", 12.34 }, { "12,34", 12.34 },      { " 12 ", 12 },
    { "75", 75 },          { "1:15", 75 },     { "1:02:03.5", 3723.5 }, { ".5", 0.5 },
    { "12.", 12 },         { "12 s", 12 },     { "90:00", 5400 },       { "1:5", 65 },
    { "١٢", 12 },          { "0", 0 },
  };
  static const char *const bad[] = {
    "",       " ",       "abc",   "-1",          "1:60",  "1:-5", "1::2",  "1:2:3:4",
    "1.5:30", "12.3.4",  "1e3",   "0x10",        "nan",   "inf",  ".",     ":",
    "s",      "1:60:00", "12 34", "99999999999", "1\xff", "12:",  ":12 m", "12.3s4",
  };
  double seconds;

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++) {
    seconds = -1;
    g_assert_true (sa_time_text_parse (good[i].text, &seconds));
    g_assert_cmpfloat_with_epsilon (seconds, good[i].seconds, 1e-9);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    if (sa_time_text_parse (bad[i], &seconds))
      g_error ("“%s” was taken for %f", bad[i], seconds);
}

static void
test_every_formatted_time_is_read (void)
{
  for (int i = 0; i < 100000; i += 37) {
    g_autofree char *text = sa_time_text_format (i * 0.123);
    double seconds;

    g_assert_true (sa_time_text_parse (text, &seconds));
    g_assert_cmpfloat_with_epsilon (seconds, i * 0.123, 0.00051);
  }
}

static void
test_spoken (void)
{
  assert_text (sa_time_text_spoken (0), "0 seconds");
  assert_text (sa_time_text_spoken (1), "1 second");
  assert_text (sa_time_text_spoken (31.2), "31.2 seconds");
  assert_text (sa_time_text_spoken (73.25), "1 minute 13.25 seconds");
  assert_text (sa_time_text_spoken (120), "2 minutes 0 seconds");
  assert_text (sa_time_text_spoken (3661), "1 hour 1 minute 1 second");
}

static void
test_ticks (void)
{
  g_assert_cmpfloat (sa_time_text_tick_step (0.9), ==, 1);
  g_assert_cmpfloat (sa_time_text_tick_step (1), ==, 1);
  g_assert_cmpfloat (sa_time_text_tick_step (1.01), ==, 2);
  g_assert_cmpfloat (sa_time_text_tick_step (11), ==, 15);
  g_assert_cmpfloat (sa_time_text_tick_step (50000), ==, 72000);
  assert_text (sa_time_text_tick (30, 10), "0:30");
  assert_text (sa_time_text_tick (30.5, 0.5), "0:30.5");
  assert_text (sa_time_text_tick (0.02, 0.02), "0:00.02");
  assert_text (sa_time_text_tick (3600, 60), "1:00:00");
}

#define ADD(path, test) g_test_add ("/editor/" path, Fixture, NULL, set_up, test, tear_down)

static void
add_selection_tests (void)
{
  g_test_add_func ("/editor/selection/new", test_new);
  ADD ("selection/snaps-to-frames", test_snaps_to_frames);
  ADD ("selection/nothing-new", test_nothing_new_is_not_told);
  ADD ("selection/handles", test_handles_stop_at_each_other);
  ADD ("selection/range", test_range_keeps_its_length);
  ADD ("selection/steps", test_steps);
  ADD ("selection/limits", test_limits);
  g_test_add_func ("/editor/selection/prompt", test_prompt_limit_is_strict);
  g_test_add_func ("/editor/selection/tolerance", test_tolerance_is_of_the_whole);
  g_test_add_func ("/editor/selection/short", test_short_recording);
  ADD ("undo/drag", test_one_drag_is_one_step);
  ADD ("undo/drag-back", test_a_drag_back_is_no_step);
  ADD ("undo/branch", test_an_edit_ends_what_was_undone);
  ADD ("undo/while-dragging", test_undo_ends_a_drag);
  ADD ("undo/bounded", test_history_is_bounded);
  ADD ("undo/options", test_options_are_steps);
  ADD ("undo/options-from-elsewhere", test_options_from_elsewhere);
  ADD ("undo/options-outlive", test_options_outlive_a_recording);
  ADD ("view/first", test_first_view);
  ADD ("view/zoom", test_zoom_keeps_the_anchor);
  ADD ("view/pinch", test_pinch_is_zoom);
  ADD ("view/zoom-stops", test_zoom_stops);
  ADD ("view/scroll-stops", test_scroll_stops);
  ADD ("view/reveal", test_reveal);
  g_test_add_func ("/editor/view/growing", test_growing);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add_selection_tests ();
  g_test_add_func ("/editor/snap/nearest", test_snap);
  g_test_add_func ("/editor/snap/next", test_next_pause);
  ADD ("geometry/places", test_geometry);
  ADD ("geometry/columns", test_columns_stand_still);
  ADD ("geometry/grips", test_grips);
  ADD ("geometry/close-handles", test_close_handles);
  g_test_add_func ("/editor/time/format", test_format);
  g_test_add_func ("/editor/time/parse", test_parse);
  g_test_add_func ("/editor/time/round-trip", test_every_formatted_time_is_read);
  g_test_add_func ("/editor/time/spoken", test_spoken);
  g_test_add_func ("/editor/time/ticks", test_ticks);

  return g_test_run ();
}
