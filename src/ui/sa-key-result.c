/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-key-result.h"

#include "minimax/sa-advice.h"
#include "minimax/sa-service-error.h"
#include "sa-job-text.h"
#include "sa-key-text.h"

/* What is known of a key, in words, with the button that helps. Its buttons activate
 * `account.try-other` and `account.switch`. */
struct _SaKeyResult {
  AdwPreferencesRow parent_instance;

  GtkStack *icon;
  GtkLabel *message;
  GtkLabel *advice;
  GtkButton *try_button;
  GtkButton *switch_button;
  GtkWidget *trace;
  GtkLabel *code;
  GtkWidget *trace_line;
  GtkLabel *trace_id;

  SaKeyTrial *trial;
  GSignalGroup *signals;
};

G_DEFINE_FINAL_TYPE (SaKeyResult, sa_key_result, ADW_TYPE_PREFERENCES_ROW)

static void
set_label (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static void
set_button (GtkButton *button, const char *label)
{
  gtk_button_set_label (button, label != NULL ? label : "");
  gtk_widget_set_visible (GTK_WIDGET (button), label != NULL);
}

/* A good key needs no code and no trace id; what went wrong is told with them. */
static void
show_trace (SaKeyResult *self, const GError *error)
{
  const char *trace_id = error != NULL ? sa_service_error_get_trace_id (error) : NULL;
  g_autofree char *code = error != NULL ? sa_job_text_code (error) : NULL;

  set_label (self->code, code);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->code), code);
  gtk_label_set_label (self->trace_id, trace_id != NULL ? trace_id : "");
  gtk_widget_set_visible (self->trace_line, trace_id != NULL);
  gtk_widget_set_visible (self->trace, code != NULL || trace_id != NULL);
}

static void
update (SaKeyResult *self)
{
  static const char *const icons[] = {
    [SA_KEY_TRIAL_IDLE] = "asking",    [SA_KEY_TRIAL_ASKING] = "asking",
    [SA_KEY_TRIAL_MAY_CLONE] = "good", [SA_KEY_TRIAL_MAY_NOT_CLONE] = "warning",
    [SA_KEY_TRIAL_REFUSED] = "bad",    [SA_KEY_TRIAL_FAILED] = "warning",
  };
  SaKeyTrialState state = sa_key_trial_get_state (self->trial);
  const GError *error = sa_key_trial_get_error (self->trial);
  const SaAdvice *advice = error != NULL ? sa_advice_for_error (error) : NULL;
  g_autofree char *words = sa_key_trial_describe (self->trial);
  g_autofree char *try = sa_key_text_try (self->trial);
  g_autofree char *other = sa_key_text_switch (self->trial);

  gtk_widget_set_visible (GTK_WIDGET (self), words != NULL);
  gtk_stack_set_visible_child_name (self->icon, icons[state]);
  set_label (self->message, words);
  set_label (self->advice, state == SA_KEY_TRIAL_FAILED && advice != NULL ? advice->advice : NULL);
  set_button (self->try_button, try);
  set_button (self->switch_button, other);
  show_trace (self, sa_key_trial_get_accepted (self->trial) == NULL ? error : NULL);
  if (words != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                    -1);
}

static void
sa_key_result_dispose (GObject *object)
{
  SaKeyResult *self = SA_KEY_RESULT (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->trial);

  G_OBJECT_CLASS (sa_key_result_parent_class)->dispose (object);
}

static void
sa_key_result_class_init (SaKeyResultClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sa_key_result_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/soundalike/Soundalike/ui/sa-key-result.ui");
  gtk_widget_class_bind_template_child (widget_class, SaKeyResult, icon);
  gtk_widget_class_bind_template_child (widget_class, SaKeyResult, message);
  gtk_widget_class_bind_template_child (widget_class, SaKeyResult, advice);
  gtk_widget_class_bind_template_child (widget_class, SaKeyResult, try_button);
  gtk_widget_class_bind_template_child (widget_class, SaKeyResult, switch_button);
  gtk_widget_class_bind_template_child (widget_class, SaKeyResult, trace);
  gtk_widget_class_bind_template_child (widget_class, SaKeyResult, code);
  gtk_widget_class_bind_template_child (widget_class, SaKeyResult, trace_line);
  gtk_widget_class_bind_template_child (widget_class, SaKeyResult, trace_id);
}

static void
sa_key_result_init (SaKeyResult *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->signals = g_signal_group_new (SA_TYPE_KEY_TRIAL);
  g_signal_group_connect_object (self->signals, "changed", G_CALLBACK (update), self,
                                 G_CONNECT_SWAPPED);
}

/**
 * sa_key_result_new:
 *
 * Returns: (transfer floating): a row that is hidden until there is something to say
 */
GtkWidget *
sa_key_result_new (void)
{
  return g_object_new (SA_TYPE_KEY_RESULT, NULL);
}

/**
 * sa_key_result_set_trial:
 * @self: a row
 * @trial: (nullable): what it shows; %NULL hides it
 */
void
sa_key_result_set_trial (SaKeyResult *self, SaKeyTrial *trial)
{
  g_return_if_fail (SA_IS_KEY_RESULT (self));

  g_set_object (&self->trial, trial);
  g_signal_group_set_target (self->signals, trial);
  if (trial != NULL)
    update (self);
  else
    gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
