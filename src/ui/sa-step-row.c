/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-step-row.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "minimax/sa-advice.h"
#include "sa-format.h"
#include "sa-job-text.h"
#include "sa-key-text.h"
#include "sa-mend.h"

struct _SaStepRow {
  GtkListBoxRow parent_instance;

  GtkStack *icon;
  GtkOrientable *line;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkProgressBar *progress;
  GtkLabel *figure;
  GtkWidget *more;
  GtkLabel *message;
  GtkLabel *advice;
  GtkProgressBar *countdown;
  GtkBox *buttons;
  GtkButton *mend_button;
  GtkButton *try_button;
  GtkButton *switch_button;
  GtkWidget *key_button;
  GtkWidget *now_button;
  GtkWidget *repeat_button;
  GtkWidget *copy_id_button;
  GtkWidget *trace;
  GtkLabel *code;
  GtkLabel *trace_id;
  GtkWidget *copy_trace;

  SaCloneJob *job;
  SaJobStep *step;
  SaKeyTrial *trial; /* nullable: of the key that was refused */
  GSignalGroup *trial_signals;
  char *notice; /* nullable */
  guint longest_wait;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (SaStepRow, sa_step_row, GTK_TYPE_LIST_BOX_ROW)

enum { PROP_0, PROP_JOB, PROP_STEP, PROP_NARROW, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
set_label (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
show_icon (SaStepRow *self)
{
  static const char *const pages[] = {
    [SA_JOB_STEP_PENDING] = "pending", [SA_JOB_STEP_RUNNING] = "running",
    [SA_JOB_STEP_WAITING] = "waiting", [SA_JOB_STEP_DONE] = "done",
    [SA_JOB_STEP_SKIPPED] = "done",    [SA_JOB_STEP_FAILED] = "failed",
  };
  SaJobStepStatus status = sa_job_step_get_status (self->step);

  if (status == SA_JOB_STEP_FAILED && sa_clone_job_get_state (self->job) == SA_JOB_UNKNOWN)
    gtk_stack_set_visible_child_name (self->icon, "unknown");
  else
    gtk_stack_set_visible_child_name (self->icon, pages[status]);
}

/* In a narrow window a bar and two figures leave no room beside them. */
static void
arrange (SaStepRow *self)
{
  gboolean below = self->narrow && gtk_widget_get_visible (GTK_WIDGET (self->progress));

  gtk_orientable_set_orientation (self->line,
                                  below ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
}

static void
show_progress (SaStepRow *self)
{
  gboolean running = sa_job_step_get_status (self->step) == SA_JOB_STEP_RUNNING;
  double fraction = sa_job_step_get_fraction (self->step);
  g_autofree char *figure = sa_job_text_figure (self->step);

  set_label (self->figure, figure);
  /* The clone itself cannot say how far it is: the spinner alone shows that it runs. */
  gtk_widget_set_visible (GTK_WIDGET (self->progress), running && fraction > 0);
  gtk_progress_bar_set_fraction (self->progress, fraction);
  arrange (self);
}

static void
show_trace (SaStepRow *self, const GError *error)
{
  const char *trace_id = error != NULL ? sa_service_error_get_trace_id (error) : NULL;
  g_autofree char *code = error != NULL ? sa_job_text_code (error) : NULL;

  set_label (self->code, code);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->code), code);
  set_label (self->trace_id, trace_id);
  gtk_widget_set_visible (self->trace, trace_id != NULL || code != NULL);
  gtk_widget_set_visible (self->copy_trace, trace_id != NULL);
}

static void
show_waiting (SaStepRow *self)
{
  guint seconds = sa_clone_job_get_waiting_seconds (self->job);
  g_autofree char *words = sa_job_text_waiting (self->job);

  self->longest_wait = MAX (self->longest_wait, seconds);
  set_label (self->message, words);
  set_label (self->advice, NULL);
  gtk_progress_bar_set_fraction (self->countdown,
                                 1.0 - (double) seconds / MAX (self->longest_wait, 1));
  show_trace (self, sa_clone_job_get_error (self->job));
}

/* Where the service gave a code, that stands below with its own words: above it is said what to do. */
static void
show_words (SaStepRow *self, const GError *error, gboolean unknown)
{
  const char *advice = sa_job_text_advice (error);
  g_autofree char *code = error != NULL ? sa_job_text_code (error) : NULL;
  g_autofree char *words = unknown ? sa_job_text_unknown (self->job) : NULL;

  if (words == NULL && code != NULL && advice != NULL && *advice != '\0') {
    set_label (self->message, advice);
    set_label (self->advice, NULL);
    return;
  }

  if (words == NULL && error != NULL)
    words = g_strdup (error->message);
  set_label (self->message, words);
  set_label (self->advice, advice);
}

static void
set_button (GtkButton *button, const char *label)
{
  gtk_button_set_label (button, label != NULL ? label : "");
  gtk_widget_set_visible (GTK_WIDGET (button), label != NULL);
}

/* A key that was refused may belong to the other region; one of a server of one's own only can be
 * changed. One button is suggested: the one that helps. */
static void
show_key (SaStepRow *self)
{
  g_autofree char *words = NULL;
  g_autofree char *try = NULL;
  g_autofree char *other = NULL;

  if (self->trial != NULL && self->notice == NULL) {
    try = sa_key_text_try (self->trial);
    other = sa_key_text_switch (self->trial);
    if (sa_key_trial_get_other (self->trial) != NULL)
      words = sa_key_trial_describe (self->trial);
  }

  set_button (self->try_button, try);
  set_button (self->switch_button, other);
  gtk_widget_set_visible (self->key_button, self->trial != NULL);
  if (try == NULL && other == NULL && self->trial != NULL &&
      sa_key_trial_get_state (self->trial) != SA_KEY_TRIAL_ASKING)
    gtk_widget_add_css_class (self->key_button, "suggested-action");
  else
    gtk_widget_remove_css_class (self->key_button, "suggested-action");
  if (words == NULL && self->notice == NULL)
    return;

  set_label (self->message, self->notice != NULL ? self->notice : words);
  set_label (self->advice, NULL);
}

static void
show_failure (SaStepRow *self)
{
  const GError *error = sa_clone_job_get_error (self->job);
  gboolean unknown = sa_clone_job_get_state (self->job) == SA_JOB_UNKNOWN;
  const SaAdvice *advice = error != NULL ? sa_advice_for_error (error) : NULL;
  const SaMend *mend = advice != NULL && !unknown ? sa_mend_for_action (advice->action) : NULL;

  show_words (self, error, unknown);
  gtk_widget_set_visible (GTK_WIDGET (self->mend_button), mend != NULL);
  if (mend != NULL) {
    gtk_button_set_label (self->mend_button, _ (mend->label));
    gtk_actionable_set_action_target (GTK_ACTIONABLE (self->mend_button), "s", mend->target);
  }
  gtk_widget_set_visible (self->repeat_button, unknown);
  gtk_widget_set_visible (self->copy_id_button, unknown);
  show_trace (self, error);
  show_key (self);
}

/* The row is one sentence, and so is what a button mends: the focus goes to it when a job has stopped. */
static void
describe (SaStepRow *self, gboolean open)
{
  GtkAccessible *buttons[] = { GTK_ACCESSIBLE (self->mend_button),
                               GTK_ACCESSIBLE (self->try_button),
                               GTK_ACCESSIBLE (self->switch_button),
                               GTK_ACCESSIBLE (self->key_button) };
  const char *title = gtk_label_get_label (self->title);
  g_autofree char *words = NULL;

  if (open)
    words = g_strjoin (". ", title, gtk_label_get_label (self->message), NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (buttons); i++)
    gtk_accessible_update_property (buttons[i], GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    open ? words : "", -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  open ? gtk_label_get_label (self->message)
                                       : gtk_label_get_label (self->subtitle),
                                  -1);
}

static void
update (SaStepRow *self)
{
  SaJobStepStatus status;
  gboolean waiting;
  gboolean failed;

  if (self->job == NULL || self->step == NULL)
    return;

  status = sa_job_step_get_status (self->step);
  waiting = status == SA_JOB_STEP_WAITING;
  failed = status == SA_JOB_STEP_FAILED;

  gtk_label_set_label (self->title, sa_job_text_step_title (self->job, self->step));
  set_label (self->subtitle, sa_job_step_get_detail (self->step));
  if (status == SA_JOB_STEP_PENDING)
    gtk_widget_add_css_class (GTK_WIDGET (self), "pending");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "pending");
  show_icon (self);
  show_progress (self);

  gtk_widget_set_visible (self->more, waiting || failed);
  gtk_widget_set_valign (GTK_WIDGET (self->icon),
                         waiting || failed ? GTK_ALIGN_START : GTK_ALIGN_CENTER);
  if (waiting || failed)
    gtk_widget_add_css_class (GTK_WIDGET (self), "open");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "open");
  gtk_widget_set_visible (self->now_button, waiting);
  gtk_widget_set_visible (GTK_WIDGET (self->countdown), waiting);
  if (!waiting)
    self->longest_wait = 0;
  if (!failed) {
    gtk_widget_set_visible (GTK_WIDGET (self->mend_button), FALSE);
    gtk_widget_set_visible (self->repeat_button, FALSE);
    gtk_widget_set_visible (self->copy_id_button, FALSE);
    gtk_widget_set_visible (GTK_WIDGET (self->try_button), FALSE);
    gtk_widget_set_visible (GTK_WIDGET (self->switch_button), FALSE);
    gtk_widget_set_visible (self->key_button, FALSE);
  }

  if (waiting)
    show_waiting (self);
  else if (failed)
    show_failure (self);
  describe (self, waiting || failed);
}

static void
copy_trace_id (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaStepRow *self = SA_STEP_ROW (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), gtk_label_get_label (self->trace_id));
  gtk_widget_activate_action (widget, "create.toast", "s", _ ("Trace ID copied"));
}

static void
sa_step_row_constructed (GObject *object)
{
  SaStepRow *self = SA_STEP_ROW (object);

  G_OBJECT_CLASS (sa_step_row_parent_class)->constructed (object);

  g_signal_connect_object (self->step, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->job, "notify::state", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->job, "notify::error", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->job, "notify::waiting-seconds", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

static void
sa_step_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SaStepRow *self = SA_STEP_ROW (object);

  switch (id) {
  case PROP_JOB:
    g_value_set_object (value, self->job);
    break;
  case PROP_STEP:
    g_value_set_object (value, self->step);
    break;
  case PROP_NARROW:
    g_value_set_boolean (value, self->narrow);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
set_narrow (SaStepRow *self, gboolean narrow)
{
  if (self->narrow == narrow)
    return;

  self->narrow = narrow;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->buttons),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_halign (GTK_WIDGET (self->buttons), narrow ? GTK_ALIGN_FILL : GTK_ALIGN_START);
  gtk_widget_set_size_request (GTK_WIDGET (self->progress), narrow ? 60 : 150, -1);
  arrange (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static void
sa_step_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SaStepRow *self = SA_STEP_ROW (object);

  switch (id) {
  case PROP_JOB:
    self->job = g_value_dup_object (value);
    break;
  case PROP_STEP:
    self->step = g_value_dup_object (value);
    break;
  case PROP_NARROW:
    set_narrow (self, g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sa_step_row_dispose (GObject *object)
{
  SaStepRow *self = SA_STEP_ROW (object);

  g_clear_object (&self->trial_signals);
  g_clear_object (&self->trial);
  g_clear_object (&self->job);
  g_clear_object (&self->step);

  G_OBJECT_CLASS (sa_step_row_parent_class)->dispose (object);
}

static void
sa_step_row_finalize (GObject *object)
{
  g_free (SA_STEP_ROW (object)->notice);

  G_OBJECT_CLASS (sa_step_row_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/soundalike/Soundalike/ui/sa-step-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SaStepRow, icon);
  gtk_widget_class_bind_template_child (widget_class, SaStepRow, line);
  gtk_widget_class_bind_template_child (widget_class, SaStepRow, title);
  gtk_widget_class_bind_template_child (widget_class, SaStepRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, SaStepRow, progress);
  gtk_widget_class_bind_template_child (widget_class, SaStepRow, figure);
  gtk_widget_class_bind_template_child (widget_class, SaStepRow, more);
  gtk_widget_class_bind_template_child (widget_class, SaStepRow, message);
  gtk_widget_class_bind_template_child (widget_class, SaStepRow, advice);
  gtk_widget_class_bind_template_child (widget_class, SaStepRow, countdown);
  gtk_widget_class_bind_template_child (widget_class, SaStepRow, buttons);
  gtk_widget_class_bind_template_child (widget_class, SaStepRow, mend_button);
  gtk_widget_class_bind_template_child (widget_class, SaStepRow, try_button);
  gtk_widget_class_bind_template_child (widget_class, SaStepRow, switch_button);
  gtk_widget_class_bind_template_child (widget_class, SaStepRow, key_button);
  gtk_widget_class_bind_template_child (widget_class, SaStepRow, now_button);
  gtk_widget_class_bind_template_child (widget_class, SaStepRow, repeat_button);
  gtk_widget_class_bind_template_child (widget_class, SaStepRow, copy_id_button);
  gtk_widget_class_bind_template_child (widget_class, SaStepRow, trace);
  gtk_widget_class_bind_template_child (widget_class, SaStepRow, code);
  gtk_widget_class_bind_template_child (widget_class, SaStepRow, trace_id);
  gtk_widget_class_bind_template_child (widget_class, SaStepRow, copy_trace);
}

static void
sa_step_row_class_init (SaStepRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags made_with = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = sa_step_row_constructed;
  object_class->get_property = sa_step_row_get_property;
  object_class->set_property = sa_step_row_set_property;
  object_class->dispose = sa_step_row_dispose;
  object_class->finalize = sa_step_row_finalize;

  properties[PROP_JOB] = g_param_spec_object ("job", NULL, NULL, SA_TYPE_CLONE_JOB, made_with);
  properties[PROP_STEP] = g_param_spec_object ("step", NULL, NULL, SA_TYPE_JOB_STEP, made_with);
  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "step.copy-trace-id", NULL, copy_trace_id);
}

static void
sa_step_row_init (SaStepRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->trial_signals = g_signal_group_new (SA_TYPE_KEY_TRIAL);
  g_signal_group_connect_object (self->trial_signals, "changed", G_CALLBACK (update), self,
                                 G_CONNECT_SWAPPED);
}

/**
 * sa_step_row_new:
 * @job: the job that @step belongs to
 * @step: what the row shows
 *
 * Returns: (transfer floating): one line of a job's progress. It opens where the job waits or stopped.
 */
GtkWidget *
sa_step_row_new (SaCloneJob *job, SaJobStep *step)
{
  return g_object_new (SA_TYPE_STEP_ROW, "job", job, "step", step, NULL);
}

/**
 * sa_step_row_get_step:
 * @self: a row
 *
 * Returns: (transfer none): what the row shows
 */
SaJobStep *
sa_step_row_get_step (SaStepRow *self)
{
  g_return_val_if_fail (SA_IS_STEP_ROW (self), NULL);

  return self->step;
}

/**
 * sa_step_row_set_trial:
 * @self: a row
 * @trial: (nullable): what is known of the key, if that is why the step failed
 */
void
sa_step_row_set_trial (SaStepRow *self, SaKeyTrial *trial)
{
  g_return_if_fail (SA_IS_STEP_ROW (self));

  if (!g_set_object (&self->trial, trial))
    return;

  g_signal_group_set_target (self->trial_signals, trial);
  update (self);
}

/**
 * sa_step_row_set_notice:
 * @self: a row
 * @notice: (nullable): what to say instead of why the step failed, because that is mended
 */
void
sa_step_row_set_notice (SaStepRow *self, const char *notice)
{
  g_return_if_fail (SA_IS_STEP_ROW (self));

  if (g_strcmp0 (self->notice, notice) == 0)
    return;

  g_free (self->notice);
  self->notice = g_strdup (notice);
  update (self);
}

/**
 * sa_step_row_focus_button:
 * @self: a row
 *
 * Moves the focus to the button that mends what went wrong.
 *
 * Returns: whether there is such a button
 */
gboolean
sa_step_row_focus_button (SaStepRow *self)
{
  GtkWidget *buttons[] = { GTK_WIDGET (self->mend_button), GTK_WIDGET (self->try_button),
                           GTK_WIDGET (self->switch_button), self->key_button };

  g_return_val_if_fail (SA_IS_STEP_ROW (self), FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (buttons); i++)
    if (gtk_widget_get_visible (buttons[i]))
      return gtk_widget_grab_focus (buttons[i]);

  return FALSE;
}
