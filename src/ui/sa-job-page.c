/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-job-page.h"

#include <adwaita.h>

#include "sa-job-text.h"
#include "sa-step-row.h"

struct _SaJobPage {
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkLabel *title;
  GtkLabel *subtitle;
  SaWaveformView *waveform;
  GtkListBox *steps;
  GtkLabel *note;

  SaCloneJob *job;
  GSignalGroup *signals;
  GPtrArray *rows;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (SaJobPage, sa_job_page, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_NARROW, N_PROPS };

static GParamSpec *properties[N_PROPS];

static gboolean
has_stopped (SaCloneJob *job)
{
  SaJobState state = sa_clone_job_get_state (job);

  return state == SA_JOB_FAILED || state == SA_JOB_UNKNOWN;
}

static void
update (SaJobPage *self)
{
  g_autofree char *title = sa_job_text_title (self->job);
  g_autofree char *subtitle = sa_job_text_subtitle (self->job);
  g_autofree char *note = sa_job_text_note (self->job);
  GtkWidget *waveform = GTK_WIDGET (self->waveform);

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->subtitle, subtitle);
  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);

  sa_waveform_view_set_range (self->waveform, 0, sa_clone_job_get_progress (self->job));
  if (has_stopped (self->job))
    gtk_widget_add_css_class (waveform, "stopped");
  else
    gtk_widget_remove_css_class (waveform, "stopped");
  gtk_widget_queue_draw (waveform);
}

static void
clear_rows (SaJobPage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    gtk_list_box_remove (self->steps, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

static void
add_rows (SaJobPage *self)
{
  GListModel *steps = sa_clone_job_get_steps (self->job);

  for (guint i = 0; i < g_list_model_get_n_items (steps); i++) {
    g_autoptr (SaJobStep) step = g_list_model_get_item (steps, i);
    GtkWidget *row;

    if (!sa_job_text_is_shown (self->job, step))
      continue;

    row = sa_step_row_new (self->job, step);
    g_object_set (row, "narrow", self->narrow, NULL);
    gtk_list_box_append (self->steps, row);
    g_ptr_array_add (self->rows, row);
  }
}

static void
sa_job_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SaJobPage *self = SA_JOB_PAGE (object);

  switch (id) {
  case PROP_NARROW:
    g_value_set_boolean (value, self->narrow);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sa_job_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SaJobPage *self = SA_JOB_PAGE (object);

  switch (id) {
  case PROP_NARROW:
    if (self->narrow == g_value_get_boolean (value))
      return;
    self->narrow = g_value_get_boolean (value);
    for (guint i = 0; i < self->rows->len; i++)
      g_object_set (g_ptr_array_index (self->rows, i), "narrow", self->narrow, NULL);
    g_object_notify_by_pspec (object, pspec);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sa_job_page_dispose (GObject *object)
{
  SaJobPage *self = SA_JOB_PAGE (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->job);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (sa_job_page_parent_class)->dispose (object);
}

static void
sa_job_page_finalize (GObject *object)
{
  g_ptr_array_unref (SA_JOB_PAGE (object)->rows);

  G_OBJECT_CLASS (sa_job_page_parent_class)->finalize (object);
}

static void
sa_job_page_class_init (SaJobPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sa_job_page_get_property;
  object_class->set_property = sa_job_page_set_property;
  object_class->dispose = sa_job_page_dispose;
  object_class->finalize = sa_job_page_finalize;

  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (SA_TYPE_WAVEFORM_VIEW);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/soundalike/Soundalike/ui/sa-job-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SaJobPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, SaJobPage, title);
  gtk_widget_class_bind_template_child (widget_class, SaJobPage, subtitle);
  gtk_widget_class_bind_template_child (widget_class, SaJobPage, waveform);
  gtk_widget_class_bind_template_child (widget_class, SaJobPage, steps);
  gtk_widget_class_bind_template_child (widget_class, SaJobPage, note);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sa_job_page_init (SaJobPage *self)
{
  static const char *const watched[] = { "notify::state",           "notify::progress",
                                         "notify::waiting-seconds", "notify::step",
                                         "notify::safe-to-cancel",  "notify::error" };

  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_set (self->waveform, "duration", 1.0, NULL);

  self->signals = g_signal_group_new (SA_TYPE_CLONE_JOB);
  for (gsize i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_group_connect_object (self->signals, watched[i], G_CALLBACK (update), self,
                                   G_CONNECT_SWAPPED);
}

/**
 * sa_job_page_new:
 *
 * Returns: (transfer floating): the page that shows where a clone job is, and how far
 */
GtkWidget *
sa_job_page_new (void)
{
  return g_object_new (SA_TYPE_JOB_PAGE, NULL);
}

/**
 * sa_job_page_set_job:
 * @self: a page
 * @job: what it shows
 */
void
sa_job_page_set_job (SaJobPage *self, SaCloneJob *job)
{
  g_return_if_fail (SA_IS_JOB_PAGE (self));

  if (!g_set_object (&self->job, job))
    return;

  g_signal_group_set_target (self->signals, job);
  clear_rows (self);
  if (job == NULL)
    return;

  add_rows (self);
  update (self);
}

/**
 * sa_job_page_set_trial:
 * @self: a page
 * @trial: (nullable): what is known of the key that was refused
 *
 * Shows @trial in the step that failed.
 */
void
sa_job_page_set_trial (SaJobPage *self, SaKeyTrial *trial)
{
  g_return_if_fail (SA_IS_JOB_PAGE (self));

  for (guint i = 0; i < self->rows->len; i++)
    sa_step_row_set_trial (g_ptr_array_index (self->rows, i), trial);
}

/**
 * sa_job_page_set_notice:
 * @self: a page
 * @notice: (nullable): what to say instead of what went wrong, because it is mended
 *
 * Shows @notice in the step that failed.
 */
void
sa_job_page_set_notice (SaJobPage *self, const char *notice)
{
  g_return_if_fail (SA_IS_JOB_PAGE (self));

  for (guint i = 0; i < self->rows->len; i++)
    sa_step_row_set_notice (g_ptr_array_index (self->rows, i), notice);
}

/**
 * sa_job_page_get_waveform:
 * @self: a page
 *
 * Returns: (transfer none): the waveform that is the progress bar
 */
SaWaveformView *
sa_job_page_get_waveform (SaJobPage *self)
{
  g_return_val_if_fail (SA_IS_JOB_PAGE (self), NULL);

  return self->waveform;
}

/**
 * sa_job_page_focus_button:
 * @self: a page
 *
 * Moves the focus to the button that mends what went wrong.
 *
 * Returns: whether there is one
 */
gboolean
sa_job_page_focus_button (SaJobPage *self)
{
  g_return_val_if_fail (SA_IS_JOB_PAGE (self), FALSE);

  for (guint i = 0; i < self->rows->len; i++)
    if (sa_step_row_focus_button (g_ptr_array_index (self->rows, i)))
      return TRUE;

  return FALSE;
}
