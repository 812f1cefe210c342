/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-recording-pane.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "sa-layouts.h"
#include "sa-live-wave.h"
#include "sa-recorder-text.h"

struct _SaRecordingPane {
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkWidget *dot;
  GtkLabel *time;
  GtkLabel *goal;
  GtkLabel *short_goal; /* where there is too little room for the whole */
  GtkLabel *longest_goal; /* never seen: holds the room that will be needed */
  GtkLabel *longest_short_goal;
  GtkWidget *discard_button;
  GtkWidget *pause_button;
  GtkImage *pause_icon;
  GtkLabel *pause_label;
  GtkWidget *stop_button;
  SaLiveWave *wave;

  SaRecorder *recorder;
  SaPurpose purpose;
};

G_DEFINE_FINAL_TYPE (SaRecordingPane, sa_recording_pane, GTK_TYPE_WIDGET)

enum { DISCARD, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
set_label (GtkLabel *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_label (label), text) != 0)
    gtk_label_set_label (label, text);
}

static void
mark_goal (GtkLabel *label, gboolean reached)
{
  if (reached == gtk_widget_has_css_class (GTK_WIDGET (label), "success"))
    return;

  gtk_widget_remove_css_class (GTK_WIDGET (label), reached ? "warning" : "success");
  gtk_widget_add_css_class (GTK_WIDGET (label), reached ? "success" : "warning");
}

static void
show_time (SaRecordingPane *self)
{
  double seconds = sa_recorder_get_seconds (self->recorder);
  guint counting = sa_recorder_get_counting (self->recorder);
  gboolean reached = FALSE;
  g_autofree char *time =
    counting > 0 ? g_strdup_printf ("%u", counting) : sa_recorder_text_time (seconds);
  g_autofree char *goal = counting > 0 ? g_strdup (_ ("Get ready"))
                                       : sa_recorder_text_goal (self->purpose, seconds, &reached);
  g_autofree char *short_goal =
    counting > 0 ? g_strdup (goal) : sa_recorder_text_short_goal (self->purpose, seconds);

  set_label (self->time, time);
  set_label (self->goal, goal);
  set_label (self->short_goal, short_goal);
  mark_goal (self->goal, reached);
  mark_goal (self->short_goal, reached);
}

/* Otherwise the buttons move when the goal is reached, which is when they are looked for. */
static void
hold_room (SaRecordingPane *self)
{
  double seconds = sa_recorder_text_goal_seconds (self->purpose);
  gboolean reached;
  g_autofree char *goal = sa_recorder_text_goal (self->purpose, seconds, &reached);
  g_autofree char *short_goal = sa_recorder_text_short_goal (self->purpose, seconds);

  gtk_label_set_label (self->longest_goal, goal);
  gtk_label_set_label (self->longest_short_goal, short_goal);
}

static void
show_state (SaRecordingPane *self)
{
  SaRecorderState state = sa_recorder_get_state (self->recorder);
  gboolean paused = state == SA_RECORDER_PAUSED;

  gtk_widget_set_opacity (self->dot, state == SA_RECORDER_RECORDING ? 1 : .25);
  gtk_image_set_from_icon_name (self->pause_icon,
                                paused ? "media-record-symbolic" : "media-playback-pause-symbolic");
  gtk_label_set_label (self->pause_label, paused ? _ ("Resume") : _ ("Pause"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pause_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  paused ? _ ("Resume") : _ ("Pause"), -1);
  gtk_widget_set_visible (self->pause_button, state != SA_RECORDER_COUNTING);
  gtk_widget_set_visible (self->discard_button, state != SA_RECORDER_COUNTING &&
                                                  !sa_recorder_is_appending (self->recorder));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "recording.pause",
                                 paused || state == SA_RECORDER_RECORDING);
  show_time (self);
}

static void
toggle_pause (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaRecordingPane *self = SA_RECORDING_PANE (widget);

  if (sa_recorder_get_state (self->recorder) == SA_RECORDER_PAUSED)
    sa_recorder_resume (self->recorder);
  else
    sa_recorder_pause (self->recorder);
}

static void
stop (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sa_recorder_stop (SA_RECORDING_PANE (widget)->recorder);
}

static void
discard (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit (widget, signals[DISCARD], 0);
}

static void
sa_recording_pane_dispose (GObject *object)
{
  SaRecordingPane *self = SA_RECORDING_PANE (object);

  g_clear_object (&self->recorder);
  g_clear_pointer (&self->content, gtk_widget_unparent);

  G_OBJECT_CLASS (sa_recording_pane_parent_class)->dispose (object);
}

static void
sa_recording_pane_class_init (SaRecordingPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sa_recording_pane_dispose;

  /**
   * SaRecordingPane::discard:
   *
   * The user does not want the take.
   */
  signals[DISCARD] = g_signal_new ("discard", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (SA_TYPE_LIVE_WAVE);
  g_type_ensure (SA_TYPE_ENDS_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/soundalike/Soundalike/ui/sa-recording-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, SaRecordingPane, content);
  gtk_widget_class_bind_template_child (widget_class, SaRecordingPane, dot);
  gtk_widget_class_bind_template_child (widget_class, SaRecordingPane, time);
  gtk_widget_class_bind_template_child (widget_class, SaRecordingPane, goal);
  gtk_widget_class_bind_template_child (widget_class, SaRecordingPane, short_goal);
  gtk_widget_class_bind_template_child (widget_class, SaRecordingPane, longest_goal);
  gtk_widget_class_bind_template_child (widget_class, SaRecordingPane, longest_short_goal);
  gtk_widget_class_bind_template_child (widget_class, SaRecordingPane, discard_button);
  gtk_widget_class_bind_template_child (widget_class, SaRecordingPane, pause_button);
  gtk_widget_class_bind_template_child (widget_class, SaRecordingPane, pause_icon);
  gtk_widget_class_bind_template_child (widget_class, SaRecordingPane, pause_label);
  gtk_widget_class_bind_template_child (widget_class, SaRecordingPane, stop_button);
  gtk_widget_class_bind_template_child (widget_class, SaRecordingPane, wave);
  gtk_widget_class_install_action (widget_class, "recording.pause", NULL, toggle_pause);
  gtk_widget_class_install_action (widget_class, "recording.stop", NULL, stop);
  gtk_widget_class_install_action (widget_class, "recording.discard", NULL, discard);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sa_recording_pane_init (SaRecordingPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sa_recording_pane_new:
 *
 * Returns: (transfer floating): a pane that shows nothing yet
 */
GtkWidget *
sa_recording_pane_new (void)
{
  return g_object_new (SA_TYPE_RECORDING_PANE, NULL);
}

/**
 * sa_recording_pane_set_recorder:
 * @self: a pane
 * @recorder: what it shows, and tells what to do
 * @purpose: what is recorded
 */
void
sa_recording_pane_set_recorder (SaRecordingPane *self, SaRecorder *recorder, SaPurpose purpose)
{
  g_return_if_fail (SA_IS_RECORDING_PANE (self));

  if (!g_set_object (&self->recorder, recorder))
    return;

  self->purpose = purpose;
  hold_room (self);
  sa_live_wave_set_recorder (self->wave, recorder, purpose);
  g_signal_connect_object (recorder, "notify::state", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (recorder, "notify::seconds", G_CALLBACK (show_time), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (recorder, "notify::counting", G_CALLBACK (show_time), self,
                           G_CONNECT_SWAPPED);
  show_state (self);
}

/**
 * sa_recording_pane_focus:
 * @self: a pane
 *
 * Moves the focus to what ends the take.
 */
void
sa_recording_pane_focus (SaRecordingPane *self)
{
  g_return_if_fail (SA_IS_RECORDING_PANE (self));

  gtk_widget_grab_focus (self->stop_button);
}
