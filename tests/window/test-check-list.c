/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the buttons of the checks do, of real sound in a real list. */
#include "config.h"

#include <adwaita.h>

#include "media-fixture.h"
#include "ui/sa-application.h"
#include "ui/sa-check-list.h"
#include "ui/sa-check-row.h"

#define MAKE_SPEECH                                                                             \
  "espeak-ng -w said.wav 'The kettle had just begun to sing when somebody knocked. It was the " \
  "neighbour from the second floor, with flour on her sleeves and a question about the oven. "  \
  "Could we try it together? Nobody had thought of bread until then, but it smelled so good.' " \
  "&& sox -D said.wav -r 44100 -b 16 speech.wav gain -n -6"

static MediaFixture media;

typedef struct {
  GtkWidget *window;
  GtkWidget *list;
  GtkWidget *next; /* what stands in the list already */
  GtkWidget *editor;
  SaDraft *draft;
  SaCheckList *checks;
  char *activated;
} Fixture;

static void
on_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_free (fixture->activated);
  fixture->activated = g_strdup (g_action_get_name (G_ACTION (action)));
}

static void
add_actions (Fixture *fixture, const char *prefix)
{
  static const GActionEntry entries[] = { { "record", on_action },
                                          { "append", on_action },
                                          { "replace", on_action } };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), fixture);
  gtk_widget_insert_action_group (fixture->list, prefix, G_ACTION_GROUP (group));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  fixture->window = gtk_window_new ();
  fixture->list = gtk_list_box_new ();
  fixture->next = gtk_list_box_row_new ();
  fixture->editor = sa_clip_editor_new ();
  fixture->draft = sa_draft_new (SA_DRAFT_WINDOW);
  gtk_list_box_append (GTK_LIST_BOX (fixture->list), fixture->next);
  gtk_box_append (GTK_BOX (box), fixture->editor);
  gtk_box_append (GTK_BOX (box), fixture->list);
  gtk_window_set_child (GTK_WINDOW (fixture->window), box);
  add_actions (fixture, "sample");
  add_actions (fixture, "prompt");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->checks);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_object_unref (fixture->draft);
  g_free (fixture->activated);
}

static void
open_file (Fixture *fixture, const char *name, const char *command)
{
  g_autoptr (GFile) file = media_fixture_make (&media, name, command);
  g_autoptr (SaClip) clip = sa_clip_new (file, 0, -1, SA_CHANNEL_MIX_AUTO);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaAnalysis) analysis = sa_analysis_run_sync (clip, NULL, &error);

  g_assert_no_error (error);
  if (fixture->checks == NULL)
    fixture->checks =
      sa_check_list_new_before (GTK_LIST_BOX (fixture->list), GTK_LIST_BOX_ROW (fixture->next),
                                SA_CLIP_EDITOR (fixture->editor), fixture->draft);
  sa_clip_editor_open (SA_CLIP_EDITOR (fixture->editor), analysis, clip, 0);
  sa_check_list_set_analysis (fixture->checks, analysis);
}

/* The row with such a title, if it is to be seen. */
static GtkWidget *
find_row (Fixture *fixture, const char *title)
{
  for (GtkWidget *row = gtk_widget_get_first_child (fixture->list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (ADW_IS_PREFERENCES_ROW (row) && gtk_widget_get_visible (row) &&
        g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title) == 0)
      return row;

  return NULL;
}

static GtkWidget *
find_button (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = GTK_IS_BUTTON (child) ? child : find_button (child);

    if (found != NULL)
      return found;
  }

  return NULL;
}

static void
press (Fixture *fixture, const char *title, const char *label)
{
  GtkWidget *row = find_row (fixture, title);
  GtkWidget *button;

  if (row == NULL)
    g_error ("there is no row “%s”", title);
  button = find_button (row);
  g_assert_true (gtk_widget_get_visible (button));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, label);
  g_clear_pointer (&fixture->activated, g_free);
  g_signal_emit_by_name (button, "clicked");
}

static SaSelection *
get_selection (Fixture *fixture)
{
  return sa_clip_editor_get_selection (SA_CLIP_EDITOR (fixture->editor));
}

static gboolean
is_on (Fixture *fixture, const char *property)
{
  gboolean on;

  g_object_get (fixture->draft, property, &on, NULL);

  return on;
}

static void
test_record_again (Fixture *fixture, gconstpointer data)
{
  open_file (fixture, "clipped.wav", "sox -D speech.wav clipped.wav gain 12 2>/dev/null");
  press (fixture, "Loud sounds are cut off", "Replace");
  g_assert_cmpstr (fixture->activated, ==, "replace");
  sa_check_list_set_recorded (fixture->checks, TRUE);
  press (fixture, "Loud sounds are cut off", "Record Again");
  g_assert_cmpstr (fixture->activated, ==, "record");

  open_file (fixture, "silent.wav", "sox -n -r 44100 silent.wav trim 0 12");
  press (fixture, "No speech was found", "Record Again");
  g_assert_cmpstr (fixture->activated, ==, "record");
  sa_check_list_set_recorded (fixture->checks, FALSE);
  press (fixture, "No speech was found", "Replace");
  g_assert_cmpstr (fixture->activated, ==, "replace");
}

static void
test_too_short (Fixture *fixture, gconstpointer data)
{
  open_file (fixture, "brief.wav", "sox -D speech.wav brief.wav trim 0 8");
  press (fixture, "The sample is too short", "Replace");
  g_assert_cmpstr (fixture->activated, ==, "replace");
  sa_check_list_set_recorded (fixture->checks, TRUE);
  press (fixture, "The sample is too short", "Record More");
  g_assert_cmpstr (fixture->activated, ==, "append");
}

/* There is more of it than is chosen: nothing needs to be recorded. */
static void
test_too_short_a_part (Fixture *fixture, gconstpointer data)
{
  open_file (fixture, "enough.wav", "sox -D speech.wav enough.wav");
  g_assert_null (find_row (fixture, "The sample is too short"));
  sa_selection_set_range (get_selection (fixture), 0, 5);
  while (find_row (fixture, "The sample is too short") == NULL)
    g_main_context_iteration (NULL, TRUE);
  sa_check_list_set_recorded (fixture->checks, TRUE);
  press (fixture, "The sample is too short", "Suggest Best Part");
  g_assert_null (find_row (fixture, "The sample is too short"));
  g_assert_cmpint (sa_selection_judge (get_selection (fixture)), ==, SA_LENGTH_FITS);
  sa_selection_undo (get_selection (fixture));
  g_assert_cmpfloat (sa_selection_get_end (get_selection (fixture)), ==, 5);
}

static void
test_other_actions (Fixture *fixture, gconstpointer data)
{
  sa_clip_editor_set_purpose (SA_CLIP_EDITOR (fixture->editor), SA_PURPOSE_PROMPT_AUDIO);
  open_file (fixture, "prompt.wav", "sox -D clipped.wav prompt.wav trim 0 6");
  sa_check_list_set_actions (fixture->checks, "prompt.record", "prompt.append", "prompt.replace");
  press (fixture, "Loud sounds are cut off", "Replace");
  g_assert_cmpstr (fixture->activated, ==, "replace");
  g_assert_null (find_row (fixture, "The sample is too short"));

  open_file (fixture, "long-prompt.wav", "sox -D speech.wav long-prompt.wav trim 0 12");
  press (fixture, "The prompt clip is too long", "Suggest Best Part");
  g_assert_cmpint (sa_selection_judge (get_selection (fixture)), ==, SA_LENGTH_FITS);
  g_assert_cmpfloat (sa_selection_get_seconds (get_selection (fixture)), >=, 5);
}

/* Of a prompt clip only what is wrong is said. */
static void
test_good_prompt (Fixture *fixture, gconstpointer data)
{
  sa_clip_editor_set_purpose (SA_CLIP_EDITOR (fixture->editor), SA_PURPOSE_PROMPT_AUDIO);
  open_file (fixture, "good-prompt.wav", "sox -D speech.wav good-prompt.wav trim 0 6");
  for (GtkWidget *row = gtk_widget_get_first_child (fixture->list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    g_assert_true (row == fixture->next || !gtk_widget_get_visible (row));
  g_assert_true (gtk_widget_get_last_child (fixture->list) == fixture->next);
}

/* Channels and switches that a button chose go back and forth with the range. */
static void
test_undo (Fixture *fixture, gconstpointer data)
{
  SaSelection *selection = get_selection (fixture);
  SaClipEditor *editor = SA_CLIP_EDITOR (fixture->editor);

  open_file (fixture, "bad.wav",
             "sox -D -R -n -r 44100 -b 16 hiss.wav synth 30 pinknoise gain -30 && "
             "sox -D -m -v 1 speech.wav -v 1 hiss.wav -b 16 mixed.wav trim 0 14 && "
             "sox -D mixed.wav bad.wav pad 2 0 gain -15 remix 1 1v0.01");
  press (fixture, "The right channel is almost silent", "Use Left Channel");
  g_assert_cmphex (sa_clip_get_mix (sa_clip_editor_get_clip (editor)), ==, 0x1);
  press (fixture, "Some background noise", "Reduce Noise");
  g_assert_true (is_on (fixture, "noise-reduction"));
  press (fixture, "Silence at the ends", "Trim Silence");
  g_assert_cmpfloat (sa_selection_get_start (selection), >, 1.5);

  sa_selection_undo (selection);
  g_assert_cmpfloat (sa_selection_get_start (selection), ==, 0);
  g_assert_true (is_on (fixture, "noise-reduction"));
  sa_selection_undo (selection);
  g_assert_false (is_on (fixture, "noise-reduction"));
  g_assert_nonnull (find_row (fixture, "Some background noise"));
  g_assert_cmphex (sa_clip_get_mix (sa_clip_editor_get_clip (editor)), ==, 0x1);
  sa_selection_undo (selection);
  g_assert_cmphex (sa_clip_get_mix (sa_clip_editor_get_clip (editor)), ==, SA_CHANNEL_MIX_AUTO);
  g_assert_nonnull (find_row (fixture, "The right channel is almost silent"));
  g_assert_false (sa_selection_can_undo (selection));
  for (int i = 0; i < 3; i++)
    sa_selection_redo (selection);
  g_assert_true (is_on (fixture, "noise-reduction"));
  g_assert_cmphex (sa_clip_get_mix (sa_clip_editor_get_clip (editor)), ==, 0x1);
  g_assert_cmpfloat (sa_selection_get_start (selection), >, 1.5);
  press (fixture, "Only the left channel is used", "Undo");
  g_assert_cmphex (sa_clip_get_mix (sa_clip_editor_get_clip (editor)), ==, SA_CHANNEL_MIX_AUTO);
  g_assert_cmpfloat (sa_selection_get_start (selection), >, 1.5);
}

/* The form's own switch is not turned back by an undo of the editor's. */
static void
test_switch_by_hand (Fixture *fixture, gconstpointer data)
{
  open_file (fixture, "bad.wav", "true");
  sa_selection_move (get_selection (fixture), SA_SELECTION_START, 1);
  g_object_set (fixture->draft, "noise-reduction", TRUE, NULL);
  g_assert_nonnull (find_row (fixture, "Background noise will be reduced"));
  sa_selection_undo (get_selection (fixture));
  g_assert_true (is_on (fixture, "noise-reduction"));
  g_assert_false (sa_selection_can_undo (get_selection (fixture)));
}

static void
test_long_pauses (Fixture *fixture, gconstpointer data)
{
  double share;

  open_file (fixture, "gaps.wav",
             "sox -D speech.wav one.wav trim 0 3.3 && sox -D one.wav two.wav pad 0 6 && "
             "sox -D two.wav two.wav two.wav speech.wav gaps.wav");
  share = sa_selection_get_seconds (get_selection (fixture));
  press (fixture, "Long pauses", "Suggest Best Part");
  g_assert_null (find_row (fixture, "Long pauses"));
  g_assert_cmpfloat (sa_selection_get_seconds (get_selection (fixture)), <, share / 2);
  g_assert_cmpfloat (sa_selection_get_start (get_selection (fixture)), >, 18);

  /* Nothing better is in there. */
  open_file (fixture, "hopeless.wav",
             "sox -D one.wav three.wav pad 0 7 && sox -D three.wav one.wav hopeless.wav");
  press (fixture, "Long pauses", "Replace");
  g_assert_cmpstr (fixture->activated, ==, "replace");
}

#define ADD(path, test) g_test_add ("/check-list/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_type_ensure (SA_TYPE_APPLICATION);
  media_fixture_set_up (&media, NULL);
  g_object_unref (media_fixture_make (&media, "speech.wav", MAKE_SPEECH));

  ADD ("record-again", test_record_again);
  ADD ("too-short", test_too_short);
  ADD ("too-short-a-part", test_too_short_a_part);
  ADD ("other-actions", test_other_actions);
  ADD ("good-prompt", test_good_prompt);
  ADD ("undo", test_undo);
  ADD ("switch-by-hand", test_switch_by_hand);
  ADD ("long-pauses", test_long_pauses);

  status = g_test_run ();
  media_fixture_tear_down (&media, NULL);

  return status;
}
