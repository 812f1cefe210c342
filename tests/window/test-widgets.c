/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include "account/sa-account.h"
#include "rules/sa-reading.h"
#include "ui/sa-application.h"
#include "ui/sa-check-row.h"
#include "ui/sa-clone-bar.h"
#include "ui/sa-clone-form.h"
#include "ui/sa-comparison.h"
#include "ui/sa-create-page.h"
#include "ui/sa-job-page.h"
#include "ui/sa-card-take.h"
#include "ui/sa-kept-row.h"
#include "ui/sa-level-meter.h"
#include "ui/sa-live-wave.h"
#include "ui/sa-mode-strip.h"
#include "ui/sa-reading-card.h"
#include "ui/sa-result-page.h"
#include "ui/sa-waveform-view.h"

static GtkWidget *
find_button (GtkWidget *widget, const char *label)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_button (child, label);

    if (found != NULL)
      return found;
  }

  return NULL;
}

static void
test_new_and_destroy (void)
{
  GtkWidget *(*const makers[]) (
    void) = { sa_clone_bar_new,      sa_mode_strip_new,  sa_clone_form_new,     sa_job_page_new,
              sa_result_page_new,    sa_create_page_new, sa_check_row_new,      sa_kept_row_new,
              sa_level_meter_new,    sa_live_wave_new,   sa_microphone_row_new, sa_reading_card_new,
              sa_recording_pane_new, sa_take_row_new };

  for (gsize i = 0; i < G_N_ELEMENTS (makers); i++) {
    GtkWidget *widget = g_object_ref_sink (makers[i]());

    g_assert_finalize_object (widget);
  }

  g_assert_finalize_object (g_object_ref_sink (sa_waveform_view_new ()));
  g_assert_finalize_object (sa_comparison_new ());
}

/* Nothing asks for a microphone until it is told to. */
static void
test_studio (void)
{
  SaStudio *studio = sa_studio_new ();
  SaCardTake *take = sa_card_take_new (studio, SA_PURPOSE_PROMPT_AUDIO);

  g_assert_cmpint (sa_microphones_get_state (sa_studio_get_microphones (studio)), ==,
                   SA_MICROPHONES_UNKNOWN);
  g_assert_cmpfloat (sa_recorder_get_limit (sa_card_take_get_recorder (take)), ==, 7.9);
  sa_card_take_set_waiting (take, TRUE);
  sa_studio_set_active (studio, TRUE);
  g_assert_false (sa_studio_get_checking (studio));
  g_assert_cmpint (sa_recorder_get_state (sa_card_take_get_recorder (take)), ==,
                   SA_RECORDER_CLOSED);
  g_assert_finalize_object (take);
  g_assert_finalize_object (studio);
}

/* A language without a long text still has a sentence; what is no language has the user's own. */
static void
test_reading_card (void)
{
  g_autoptr (GtkWidget) widget = g_object_ref_sink (sa_reading_card_new ());
  SaReadingCard *card = SA_READING_CARD (widget);
  const char *german = sa_reading_find ("German")->sentences[0];

  sa_reading_card_set_language (card, "German");
  sa_reading_card_set_purpose (card, SA_PURPOSE_PROMPT_AUDIO);
  g_assert_cmpstr (sa_reading_card_get_transcript (card), ==, german);
  sa_reading_card_set_is_transcript (card, FALSE);
  g_assert_null (sa_reading_card_get_transcript (card));
  sa_reading_card_set_is_transcript (card, TRUE);
  gtk_widget_activate_action (widget, "reading.another", NULL);
  if (sa_reading_find ("German")->sentences[1] != NULL)
    g_assert_cmpstr (sa_reading_card_get_transcript (card), !=, german);
  sa_reading_card_set_language (card, NULL);
  g_assert_nonnull (sa_reading_card_get_transcript (card));
}

static void
test_check_row (void)
{
  g_autoptr (GtkWidget) row = g_object_ref_sink (sa_check_row_new ());

  sa_check_row_show_problem (SA_CHECK_ROW (row), "Some <noise>", "21 dB", "Reduce Noise");
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "Some <noise>");
  g_assert_true (gtk_widget_get_visible (find_button (row, "Reduce Noise")));
  sa_check_row_show_mended (SA_CHECK_ROW (row), "Less noise", "By the service");
  g_assert_null (find_button (row, "Reduce Noise"));
  g_assert_true (gtk_widget_get_visible (find_button (row, "Undo")));
  sa_check_row_show_problem (SA_CHECK_ROW (row), "Loud", "9 samples", NULL);
  g_assert_false (gtk_widget_get_visible (find_button (row, "Undo")));
}

/* Tab goes to what can be pressed; a row with no button is where its words are heard. */
static void
test_focus_of_check_rows (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *first = sa_check_row_new ();
  GtkWidget *second = sa_check_row_new ();

  gtk_list_box_append (GTK_LIST_BOX (list), first);
  gtk_list_box_append (GTK_LIST_BOX (list), second);
  gtk_window_set_child (GTK_WINDOW (window), list);
  gtk_window_present (GTK_WINDOW (window));
  sa_check_row_show_problem (SA_CHECK_ROW (first), "Some noise", "21 dB", "Reduce Noise");
  sa_check_row_show_problem (SA_CHECK_ROW (second), "Loud", "9 samples", NULL);

  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  g_assert_true (gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == find_button (first, "Reduce Noise"));
  g_assert_true (gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == second);

  sa_check_row_show_mended (SA_CHECK_ROW (second), "Not so loud", "By the service");
  gtk_window_set_focus (GTK_WINDOW (window), find_button (first, "Reduce Noise"));
  g_assert_true (gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == find_button (second, "Undo"));

  gtk_window_destroy (GTK_WINDOW (window));
}

/* Nothing to compare: no side can be chosen, and the clone's stays. */
static void
test_comparison (void)
{
  g_autoptr (SaComparison) comparison = sa_comparison_new ();

  g_assert_false (sa_comparison_is_ready (comparison));
  g_assert_false (sa_comparison_has (comparison, SA_SIDE_ORIGINAL));
  sa_comparison_set_side (comparison, SA_SIDE_ORIGINAL);
  g_assert_cmpint (sa_comparison_get_side (comparison), ==, SA_SIDE_CLONE);
  g_assert_null (sa_comparison_get_analysis (comparison, SA_SIDE_CLONE));
}

static void
test_bar (void)
{
  g_autoptr (GtkWidget) bar = g_object_ref_sink (sa_clone_bar_new ());
  GtkWidget *clone = find_button (bar, "Clone Voice");
  GtkWidget *cancel = find_button (bar, "Cancel");

  sa_clone_bar_say (SA_CLONE_BAR (bar), "Choose a sample", NULL);
  gtk_test_accessible_assert_property (clone, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Choose a sample");
  g_assert_true (gtk_widget_get_visible (clone));
  g_assert_false (gtk_widget_get_visible (cancel));

  sa_clone_bar_set_mode (SA_CLONE_BAR (bar), SA_CLONE_BAR_RUNNING);
  g_assert_false (gtk_widget_get_visible (clone));
  g_assert_true (gtk_widget_get_visible (cancel));
  g_assert_false (gtk_widget_get_sensitive (cancel));
  while (!gtk_widget_get_sensitive (cancel))
    g_main_context_iteration (NULL, TRUE);

  sa_clone_bar_set_mode (SA_CLONE_BAR (bar), SA_CLONE_BAR_STOPPED);
  g_assert_false (gtk_widget_get_visible (cancel));
  g_assert_true (gtk_widget_get_visible (find_button (bar, "Back to Form")));
  g_assert_true (gtk_widget_get_visible (find_button (bar, "Try Again")));

  sa_clone_bar_set_mode (SA_CLONE_BAR (bar), SA_CLONE_BAR_DONE);
  g_assert_true (gtk_widget_get_visible (find_button (bar, "Clone Another")));
}

static void
test_strip (void)
{
  g_autoptr (GtkWidget) strip = g_object_ref_sink (sa_mode_strip_new ());
  g_autoptr (SaAccount) practice = sa_account_new_practice ("http://127.0.0.1:1", "token");
  g_autoptr (SaAccount) official = sa_account_new ("https://api.minimax.io", "key", NULL);
  g_autoptr (SaAccount) custom = sa_account_new ("https://gateway.example/x", NULL, NULL);

  g_assert_false (gtk_widget_get_visible (strip));
  sa_mode_strip_set_account (SA_MODE_STRIP (strip), practice);
  g_assert_true (gtk_widget_get_visible (strip));
  sa_mode_strip_set_account (SA_MODE_STRIP (strip), official);
  g_assert_false (gtk_widget_get_visible (strip));
  sa_mode_strip_set_account (SA_MODE_STRIP (strip), custom);
  g_assert_true (gtk_widget_get_visible (strip));
}

static void
on_notify (guint *count)
{
  (*count)++;
}

static void
test_waveform (void)
{
  g_autoptr (GtkWidget) widget = g_object_ref_sink (sa_waveform_view_new ());
  SaWaveformView *view = SA_WAVEFORM_VIEW (widget);
  guint count = 0;

  g_signal_connect_swapped (view, "notify::position", G_CALLBACK (on_notify), &count);
  sa_waveform_view_set_position (view, 2);
  sa_waveform_view_set_position (view, 2);
  g_assert_cmpuint (count, ==, 1);
  g_assert_cmpfloat (sa_waveform_view_get_position (view), ==, 2);
  sa_waveform_view_set_position (view, -1);
  g_assert_cmpfloat (sa_waveform_view_get_position (view), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_setenv ("GTK_A11Y", "test", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_type_ensure (SA_TYPE_APPLICATION);
  g_type_class_unref (
    g_type_class_ref (SA_TYPE_APPLICATION)); /* its class registers the templates */

  g_test_add_func ("/widgets/new-and-destroy", test_new_and_destroy);
  g_test_add_func ("/widgets/bar", test_bar);
  g_test_add_func ("/widgets/studio", test_studio);
  g_test_add_func ("/widgets/reading-card", test_reading_card);
  g_test_add_func ("/widgets/check-row", test_check_row);
  g_test_add_func ("/widgets/focus-of-check-rows", test_focus_of_check_rows);
  g_test_add_func ("/widgets/comparison", test_comparison);
  g_test_add_func ("/widgets/strip", test_strip);
  g_test_add_func ("/widgets/waveform", test_waveform);

  return g_test_run ();
}
