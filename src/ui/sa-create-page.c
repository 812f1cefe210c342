/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-create-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "jobs/sa-clone-job.h"
#include "sa-clone-bar.h"
#include "sa-clone-form.h"
#include "sa-defaults.h"
#include "sa-draft-keeper.h"
#include "sa-form-text.h"
#include "sa-interrupted-clones.h"
#include "sa-job-page.h"
#include "sa-job-text.h"
#include "sa-kept-takes.h"
#include "sa-key-mender.h"
#include "sa-pasted-files.h"
#include "sa-result-page.h"
#include "sa-studio.h"

struct _SaCreatePage {
  GtkWidget parent_instance;

  GtkWidget *content;
  AdwToastOverlay *toasts;
  GtkStack *stack;
  SaCloneForm *form;
  SaJobPage *job_page;
  SaResultPage *result_page;
  SaCloneBar *bar;

  SaServices *services;
  SaAccount *account; /* what was last worked with */
  SaKeyMender *key_mender;
  SaDraft *draft;
  SaDefaults *defaults;
  SaDraftKeeper *keeper;
  SaStudio *studio;
  GHashTable *undo_toasts; /* by whose take they are about */
  gboolean used; /* the window is */
  GFile *file; /* to be opened once it is known what was kept */
  SaKeptTakes *kept_takes; /* until they are offered */
  SaInterruptedClones *interrupted;
  SaCloneJob *job;
  GSignalGroup *job_signals;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (SaCreatePage, sa_create_page, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_NARROW, PROP_BUSY, PROP_RECORDING, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
toast (SaCreatePage *self, const char *words)
{
  AdwToast *message = adw_toast_new ("");
  g_autofree char *escaped = g_markup_escape_text (words, -1);

  adw_toast_set_title (message, escaped);
  adw_toast_overlay_add_toast (self->toasts, message);
}

static gboolean
is_on (SaCreatePage *self, const char *page)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), page) == 0;
}

static void
say_form (SaCreatePage *self)
{
  g_autofree char *sentence = NULL;
  g_autofree char *detail = NULL;
  gboolean ready = sa_form_text_judge (self->form, self->draft, self->services, &sentence, &detail);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "create.clone", ready);
  sa_clone_bar_say (self->bar, sentence, detail);
}

static void
say_job (SaCreatePage *self)
{
  g_autofree char *sentence = sa_job_text_sentence (self->job);
  g_autofree char *detail = sa_job_text_detail (self->job);

  sa_clone_bar_say (self->bar, sentence, detail);
}

static SaCloneBarMode
bar_mode (SaCreatePage *self)
{
  if (is_on (self, "form"))
    return SA_CLONE_BAR_FORM;
  if (is_on (self, "result"))
    return SA_CLONE_BAR_DONE;

  switch (sa_clone_job_get_state (self->job)) {
  case SA_JOB_FAILED:
    return SA_CLONE_BAR_STOPPED;
  case SA_JOB_UNKNOWN:
    return SA_CLONE_BAR_UNDECIDED;
  default:
    return SA_CLONE_BAR_RUNNING;
  }
}

static void
update_bar (SaCreatePage *self)
{
  sa_clone_bar_set_mode (self->bar, bar_mode (self));
  if (is_on (self, "form"))
    say_form (self);
  else
    say_job (self);
}

/* A microphone is open for its meter only while that can be seen. */
static void
update_studio (SaCreatePage *self)
{
  sa_studio_set_active (self->studio, self->used && is_on (self, "form"));
}

static void
show_page (SaCreatePage *self, const char *page)
{
  sa_sample_card_stop_playing (sa_clone_form_get_sample_card (self->form));
  sa_prompt_card_stop_playing (sa_clone_form_get_prompt_card (self->form));
  sa_result_page_stop_playing (self->result_page);
  gtk_stack_set_visible_child_name (self->stack, page);
  update_studio (self);
  update_bar (self);
}

static void
show_form (SaCreatePage *self, const char *field)
{
  show_page (self, "form");
  if (field != NULL)
    sa_clone_form_focus (self->form, field);
}

static void
show_end_of_job (SaCreatePage *self)
{
  switch (sa_clone_job_get_state (self->job)) {
  case SA_JOB_DONE:
    sa_draft_keeper_put_away (self->keeper);
    sa_result_page_set_job (self->result_page, self->job);
    show_page (self, "result");
    sa_result_page_focus_button (self->result_page);
    break;
  case SA_JOB_CANCELLED:
    show_form (self, NULL);
    sa_clone_bar_focus_button (self->bar);
    toast (self, _ ("Cancelled: nothing was cloned"));
    break;
  default:
    update_bar (self);
    sa_key_mender_begin (self->key_mender, self->job);
    if (!sa_job_page_focus_button (self->job_page))
      sa_clone_bar_focus_button (self->bar);
  }
}

static void
on_run (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaCreatePage) self = user_data;
  SaCloneJob *job = SA_CLONE_JOB (source);

  /* The job itself holds its error, where the page shows it. */
  sa_clone_job_run_finish (job, result, NULL);
  if (self->job == job && self->stack != NULL)
    show_end_of_job (self);
}

static void
show_job (SaCreatePage *self, SaCloneJob *job)
{
  g_set_object (&self->job, job);
  g_signal_group_set_target (self->job_signals, job);
  sa_interrupted_clones_set_job (self->interrupted, job);
  sa_job_page_set_job (self->job_page, job);
  sa_sample_card_show_selection (sa_clone_form_get_sample_card (self->form),
                                 sa_job_page_get_waveform (self->job_page));
  show_page (self, "job");
}

static void
run_job (SaCreatePage *self)
{
  sa_key_mender_end (self->key_mender);
  sa_clone_job_run_async (self->job, NULL, on_run, g_object_ref (self));
  show_page (self, "job");
}

static void
clone_voice (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaCreatePage *self = SA_CREATE_PAGE (widget);
  g_autoptr (SaCloneJob) job = NULL;

  if (!is_on (self, "form") || !sa_services_get_ready (self->services))
    return;
  /* A shortcut leaves no field, and what is in it may no longer be what was found ready. */
  if (!sa_clone_form_take_typed (self->form) || sa_draft_get_problem (self->draft) != NULL)
    return;

  job = sa_clone_job_new (self->draft, sa_services_get_client (self->services),
                          sa_services_get_account (self->services),
                          sa_services_get_library (self->services),
                          sa_services_get_previews_dir (self->services));
  show_job (self, job);
  run_job (self);
}

static void
cancel (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sa_create_page_cancel (SA_CREATE_PAGE (widget));
}

static void
back_to_form (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaCreatePage *self = SA_CREATE_PAGE (widget);

  show_form (self, NULL);
  sa_clone_bar_focus_button (self->bar);
}

static void
edit (GtkWidget *widget, const char *action, GVariant *parameter)
{
  show_form (SA_CREATE_PAGE (widget), g_variant_get_string (parameter, NULL));
}

static void
try_again (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaCreatePage *self = SA_CREATE_PAGE (widget);

  if (self->job != NULL && sa_clone_job_get_state (self->job) == SA_JOB_FAILED)
    run_job (self);
}

static void
try_now (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaCreatePage *self = SA_CREATE_PAGE (widget);

  if (self->job != NULL)
    sa_clone_job_try_now (self->job);
}

static void
try_region (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sa_key_mender_ask_other (SA_CREATE_PAGE (widget)->key_mender);
}

static void
switch_region (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sa_key_mender_switch (SA_CREATE_PAGE (widget)->key_mender);
}

static void
on_region_switched (SaCreatePage *self, const char *problem)
{
  if (problem != NULL)
    toast (self, problem);
  else
    sa_clone_bar_focus_button (self->bar);
}

static void
clone_again (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaCreatePage *self = SA_CREATE_PAGE (widget);

  if (self->job == NULL || sa_clone_job_get_state (self->job) != SA_JOB_UNKNOWN)
    return;

  sa_clone_job_clone_again (self->job);
  run_job (self);
}

static void
another (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaCreatePage *self = SA_CREATE_PAGE (widget);

  sa_draft_keeper_begin_another (self->keeper);
  show_form (self, "sample");
}

static void
copy_voice_id (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaCreatePage *self = SA_CREATE_PAGE (widget);

  if (self->job == NULL)
    return;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          sa_draft_get_voice_id (sa_clone_job_get_draft (self->job)));
  toast (self, _ ("Voice ID copied"));
}

static void
show_toast (GtkWidget *widget, const char *action, GVariant *parameter)
{
  toast (SA_CREATE_PAGE (widget), g_variant_get_string (parameter, NULL));
}

static void
undo_discard (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaCreatePage *self = SA_CREATE_PAGE (widget);

  if (sa_create_page_is_busy (self) || sa_create_page_is_recording (self))
    return;

  if (!is_on (self, "form"))
    show_form (self, NULL);
  sa_clone_form_undo_discard (self->form, g_variant_get_string (parameter, NULL));
}

static void
on_take_discarded (SaCreatePage *self, const char *whose)
{
  AdwToast *message = adw_toast_new (_ ("Recording discarded"));
  AdwToast *before = g_hash_table_lookup (self->undo_toasts, whose);

  /* Only the last one can be had back. */
  if (before != NULL)
    adw_toast_dismiss (before);
  g_hash_table_insert (self->undo_toasts, g_strdup (whose), g_object_ref (message));
  adw_toast_set_button_label (message, _ ("Undo"));
  adw_toast_set_action_name (message, "create.undo-discard");
  adw_toast_set_action_target (message, "s", whose);
  adw_toast_overlay_add_toast (self->toasts, message);
}

static void
on_recording (SaCreatePage *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "create.undo-discard",
                                 !sa_create_page_is_recording (self));
  if (is_on (self, "form"))
    update_bar (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORDING]);
}

static void
on_recorder (SaCreatePage *self)
{
  if (is_on (self, "form") && sa_create_page_is_recording (self))
    say_form (self);
}

static void
watch_take (SaCreatePage *self, SaCardTake *take)
{
  static const char *const watched[] = { "notify::seconds", "notify::state", "notify::counting",
                                         "notify::error" };

  for (gsize i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (sa_card_take_get_recorder (take), watched[i], G_CALLBACK (on_recorder),
                             self, G_CONNECT_SWAPPED);
}

/* What is in the form already is not offered a second time. */
static void
on_kept (SaCreatePage *self)
{
  g_autoptr (SaKeptTakes) takes = g_steal_pointer (&self->kept_takes);

  if (takes == NULL)
    return;
  if (takes->of_sample != NULL)
    sa_clone_form_offer_takes (self->form, takes->of_sample, SA_PURPOSE_VOICE_CLONE);
  if (takes->of_prompt != NULL)
    sa_clone_form_offer_takes (self->form, takes->of_prompt, SA_PURPOSE_PROMPT_AUDIO);
}

static void
on_kept_takes (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaCreatePage) self = user_data;
  g_autoptr (GFile) file = g_steal_pointer (&self->file);
  g_autoptr (SaKeptTakes) takes = sa_kept_takes_find_finish (result);

  if (self->stack == NULL)
    return;

  self->kept_takes = g_steal_pointer (&takes);
  sa_draft_keeper_begin (self->keeper, file);
}

static void
resume (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaCreatePage *self = SA_CREATE_PAGE (widget);
  const SaAttempt *attempt = sa_interrupted_clones_get_offered (self->interrupted);
  g_autoptr (SaCloneJob) job = NULL;
  g_autoptr (GError) error = NULL;

  if (attempt == NULL || !sa_services_get_ready (self->services))
    return;

  job = sa_clone_job_new_from_attempt (attempt, sa_services_get_client (self->services),
                                       sa_services_get_account (self->services),
                                       sa_services_get_library (self->services),
                                       sa_services_get_previews_dir (self->services), &error);
  if (job == NULL) {
    toast (self, error->message);
    return;
  }

  sa_draft_keeper_restore (self->keeper, sa_clone_job_get_draft (job));
  sa_interrupted_clones_drop (self->interrupted);
  show_job (self, job);
  if (sa_clone_job_get_state (job) == SA_JOB_UNKNOWN)
    show_end_of_job (self);
  else
    run_job (self);
}

static void
dismiss_attempt (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sa_interrupted_clones_forget (SA_CREATE_PAGE (widget)->interrupted);
}

/* Another account left other jobs behind, and a job that failed goes on with it. */
static void
on_account (SaCreatePage *self)
{
  SaAccount *account = sa_services_get_account (self->services);
  gboolean first = self->account == NULL;

  if (account == NULL || account == self->account)
    return;

  g_clear_pointer (&self->account, sa_account_unref);
  self->account = sa_account_ref (account);
  sa_clone_form_set_practice (self->form, sa_account_get_mode (account) == SA_ACCOUNT_PRACTICE);
  if (first)
    return;

  sa_interrupted_clones_reset (self->interrupted);
  if (self->job != NULL && !sa_key_mender_take_account (self->key_mender, self->job) &&
      is_on (self, "job"))
    show_form (self, NULL);
}

static void
on_services (SaCreatePage *self)
{
  update_bar (self);
  sa_interrupted_clones_list (self->interrupted);
}

static void
on_job (SaCreatePage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
  if (!is_on (self, "form"))
    update_bar (self);
}

/* A job that was resumed is shown before its sample has been read. */
static void
on_sample (SaCreatePage *self)
{
  if (is_on (self, "job"))
    sa_sample_card_show_selection (sa_clone_form_get_sample_card (self->form),
                                   sa_job_page_get_waveform (self->job_page));
}

static void
on_draft (SaCreatePage *self)
{
  if (is_on (self, "form"))
    say_form (self);
}

static void
open_files (SaCreatePage *self, GSList *files)
{
  if (files == NULL)
    return;

  sa_create_page_open (self, files->data);
  if (files->next != NULL)
    toast (self, _ ("One sample at a time: the first file was opened"));
}

static gboolean
on_drop (SaCreatePage *self, const GValue *value)
{
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    open_files (self, g_value_get_boxed (value));
  else
    sa_create_page_open (self, g_value_get_object (value));

  return TRUE;
}

static void
on_pasted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaCreatePage) self = user_data;
  GSList *files = sa_pasted_files_read_finish (result);

  if (files != NULL)
    open_files (self, files);
  else
    toast (self, _ ("There is no file to paste"));
  g_slist_free_full (files, g_object_unref);
}

static void
sa_create_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SaCreatePage *self = SA_CREATE_PAGE (object);

  switch (id) {
  case PROP_NARROW:
    g_value_set_boolean (value, self->narrow);
    break;
  case PROP_BUSY:
    g_value_set_boolean (value, sa_create_page_is_busy (self));
    break;
  case PROP_RECORDING:
    g_value_set_boolean (value, sa_create_page_is_recording (self));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sa_create_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SaCreatePage *self = SA_CREATE_PAGE (object);

  switch (id) {
  case PROP_NARROW:
    if (self->narrow == g_value_get_boolean (value))
      return;
    self->narrow = g_value_get_boolean (value);
    g_object_notify_by_pspec (object, pspec);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sa_create_page_dispose (GObject *object)
{
  SaCreatePage *self = SA_CREATE_PAGE (object);

  if (self->job != NULL && sa_create_page_is_busy (self))
    sa_clone_job_cancel (self->job);
  g_clear_object (&self->job_signals);
  g_clear_object (&self->job);
  g_clear_object (&self->defaults);
  g_clear_object (&self->keeper);
  g_clear_object (&self->studio);
  g_clear_pointer (&self->undo_toasts, g_hash_table_unref);
  g_clear_object (&self->file);
  g_clear_pointer (&self->kept_takes, sa_kept_takes_free);
  g_clear_object (&self->interrupted);
  g_clear_object (&self->key_mender);
  g_clear_object (&self->draft);
  g_clear_object (&self->services);
  g_clear_pointer (&self->account, sa_account_unref);
  self->stack = NULL;
  g_clear_pointer (&self->content, gtk_widget_unparent);

  G_OBJECT_CLASS (sa_create_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (SA_TYPE_CLONE_FORM);
  g_type_ensure (SA_TYPE_JOB_PAGE);
  g_type_ensure (SA_TYPE_RESULT_PAGE);
  g_type_ensure (SA_TYPE_CLONE_BAR);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/soundalike/Soundalike/ui/sa-create-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SaCreatePage, content);
  gtk_widget_class_bind_template_child (widget_class, SaCreatePage, toasts);
  gtk_widget_class_bind_template_child (widget_class, SaCreatePage, stack);
  gtk_widget_class_bind_template_child (widget_class, SaCreatePage, form);
  gtk_widget_class_bind_template_child (widget_class, SaCreatePage, job_page);
  gtk_widget_class_bind_template_child (widget_class, SaCreatePage, result_page);
  gtk_widget_class_bind_template_child (widget_class, SaCreatePage, bar);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "create.clone", NULL, clone_voice);
  gtk_widget_class_install_action (widget_class, "create.cancel", NULL, cancel);
  gtk_widget_class_install_action (widget_class, "create.back", NULL, back_to_form);
  gtk_widget_class_install_action (widget_class, "create.edit", "s", edit);
  gtk_widget_class_install_action (widget_class, "create.try-again", NULL, try_again);
  gtk_widget_class_install_action (widget_class, "create.try-now", NULL, try_now);
  gtk_widget_class_install_action (widget_class, "create.try-region", NULL, try_region);
  gtk_widget_class_install_action (widget_class, "create.switch-region", NULL, switch_region);
  gtk_widget_class_install_action (widget_class, "create.clone-again", NULL, clone_again);
  gtk_widget_class_install_action (widget_class, "create.another", NULL, another);
  gtk_widget_class_install_action (widget_class, "create.copy-voice-id", NULL, copy_voice_id);
  gtk_widget_class_install_action (widget_class, "create.toast", "s", show_toast);
  gtk_widget_class_install_action (widget_class, "create.undo-discard", "s", undo_discard);
  gtk_widget_class_install_action (widget_class, "create.resume", NULL, resume);
  gtk_widget_class_install_action (widget_class, "create.dismiss-attempt", NULL, dismiss_attempt);
}

static void
sa_create_page_class_init (SaCreatePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sa_create_page_get_property;
  object_class->set_property = sa_create_page_set_property;
  object_class->dispose = sa_create_page_dispose;

  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_BUSY] =
    g_param_spec_boolean ("busy", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_RECORDING] =
    g_param_spec_boolean ("recording", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  bind_template (widget_class);
  install_actions (widget_class);
  gtk_widget_class_set_css_name (widget_class, "createpage");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
watch_job (SaCreatePage *self)
{
  static const char *const watched[] = { "notify::state", "notify::step", "notify::bytes-sent",
                                         "notify::waiting-seconds" };

  self->job_signals = g_signal_group_new (SA_TYPE_CLONE_JOB);
  for (gsize i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_group_connect_object (self->job_signals, watched[i], G_CALLBACK (on_job), self,
                                   G_CONNECT_SWAPPED);
}

static void
watch_draft (SaCreatePage *self)
{
  static const char *const watched[] = { "notify::problem", "notify::hint", "notify::text" };

  for (gsize i = 0; i < G_N_ELEMENTS (watched); i++)
    g_signal_connect_object (self->draft, watched[i], G_CALLBACK (on_draft), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (self->draft, "notify::sample", G_CALLBACK (on_sample), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sa_clone_form_get_sample_card (self->form), "notify::loading",
                           G_CALLBACK (on_draft), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sa_clone_form_get_prompt_card (self->form), "notify::loading",
                           G_CALLBACK (on_draft), self, G_CONNECT_SWAPPED);
}

static void
add_drop_target (SaCreatePage *self)
{
  GType types[] = { GDK_TYPE_FILE_LIST, G_TYPE_FILE };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  /* Before the fields, which would take the file's name as text. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* An accelerator of the application's finds only actions of the window and the application. */
static void
add_clone_key (SaCreatePage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkShortcut *key = gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Return, GDK_CONTROL_MASK),
                                       gtk_named_action_new ("create.clone"));

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), key);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
sa_create_page_init (SaCreatePage *self)
{
  self->draft = sa_draft_new (SA_DRAFT_WINDOW);
  self->defaults = sa_defaults_new (self->draft);
  gtk_widget_init_template (GTK_WIDGET (self));
  sa_clone_form_set_draft (self->form, self->draft);
  self->undo_toasts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->studio = sa_studio_new ();
  sa_clone_form_set_studio (self->form, self->studio);
  self->keeper = sa_draft_keeper_new (self->form, self->draft);
  g_signal_connect_object (self->keeper, "begun", G_CALLBACK (on_kept), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "take-discarded", G_CALLBACK (on_take_discarded), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->form, "notify::recording", G_CALLBACK (on_recording), self,
                           G_CONNECT_SWAPPED);
  watch_take (self, sa_sample_card_get_take (sa_clone_form_get_sample_card (self->form)));
  watch_take (self, sa_prompt_card_get_take (sa_clone_form_get_prompt_card (self->form)));
  watch_job (self);
  watch_draft (self);
  add_drop_target (self);
  add_clone_key (self);
  update_bar (self);
}

/**
 * sa_create_page_new:
 *
 * Returns: (transfer floating): the page on which a voice is cloned: form, job and result take turns,
 *   above one bar
 */
GtkWidget *
sa_create_page_new (void)
{
  return g_object_new (SA_TYPE_CREATE_PAGE, NULL);
}

/**
 * sa_create_page_set_services:
 * @self: a page
 * @services: what jobs run with
 */
void
sa_create_page_set_services (SaCreatePage *self, SaServices *services)
{
  g_return_if_fail (SA_IS_CREATE_PAGE (self));

  if (!g_set_object (&self->services, services))
    return;

  self->key_mender = sa_key_mender_new (self->job_page, services);
  g_signal_connect_object (self->key_mender, "switched", G_CALLBACK (on_region_switched), self,
                           G_CONNECT_SWAPPED);
  self->interrupted = sa_interrupted_clones_new (self->form, services);
  g_signal_connect_object (self->interrupted, "trouble", G_CALLBACK (toast), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (services, "notify::account", G_CALLBACK (on_account), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (services, "notify::ready", G_CALLBACK (on_services), self,
                           G_CONNECT_SWAPPED);
  on_account (self);
  on_services (self);
}

/**
 * sa_create_page_begin:
 * @self: a page that is on the screen
 * @file: (nullable): the sample that the program was started with
 *
 * Brings back what stood in the form the last time; @file wins over the sample of that time. Takes that
 * were kept and do not stand in the form are offered.
 */
void
sa_create_page_begin (SaCreatePage *self, GFile *file)
{
  g_return_if_fail (SA_IS_CREATE_PAGE (self));

  g_set_object (&self->file, file);
  sa_studio_begin (self->studio);
  sa_kept_takes_find_async (on_kept_takes, g_object_ref (self));
  if (file == NULL && sa_draft_get_sample (self->draft) == NULL)
    sa_clone_form_focus (self->form, "sample");
}

/**
 * sa_create_page_keep:
 * @self: a page
 *
 * Keeps what stands in the form, because the window is about to close.
 */
void
sa_create_page_keep (SaCreatePage *self)
{
  g_return_if_fail (SA_IS_CREATE_PAGE (self));

  sa_clone_form_take_typed (self->form);
  sa_draft_keeper_flush (self->keeper);
}

static gboolean
refuses_files (SaCreatePage *self)
{
  if (sa_create_page_is_busy (self))
    toast (self, _ ("A clone is running: the file was not opened"));
  else if (sa_create_page_is_recording (self))
    toast (self, _ ("Something is being recorded: the file was not opened"));
  else
    return FALSE;

  return TRUE;
}

/**
 * sa_create_page_open:
 * @self: a page
 * @file: what the user picked, dropped or pasted
 *
 * Opens @file as the sample.
 */
void
sa_create_page_open (SaCreatePage *self, GFile *file)
{
  g_return_if_fail (SA_IS_CREATE_PAGE (self));

  if (refuses_files (self))
    return;

  if (is_on (self, "result"))
    sa_draft_keeper_begin_another (self->keeper);
  if (!is_on (self, "form"))
    show_form (self, NULL);
  sa_sample_card_open (sa_clone_form_get_sample_card (self->form), file);
}

/**
 * sa_create_page_choose:
 * @self: a page
 *
 * Lets the user pick a sample.
 */
void
sa_create_page_choose (SaCreatePage *self)
{
  g_return_if_fail (SA_IS_CREATE_PAGE (self));

  if (!refuses_files (self))
    sa_sample_card_choose (sa_clone_form_get_sample_card (self->form));
}

/**
 * sa_create_page_paste:
 * @self: a page
 *
 * Opens the file that was copied elsewhere.
 */
void
sa_create_page_paste (SaCreatePage *self)
{
  g_return_if_fail (SA_IS_CREATE_PAGE (self));

  sa_pasted_files_read_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), on_pasted,
                              g_object_ref (self));
}

/**
 * sa_create_page_is_busy:
 * @self: a page
 *
 * Returns: whether a job runs
 */
gboolean
sa_create_page_is_busy (SaCreatePage *self)
{
  g_return_val_if_fail (SA_IS_CREATE_PAGE (self), FALSE);

  if (self->job == NULL)
    return FALSE;

  switch (sa_clone_job_get_state (self->job)) {
  case SA_JOB_READY:
  case SA_JOB_DONE:
  case SA_JOB_FAILED:
  case SA_JOB_UNKNOWN:
  case SA_JOB_CANCELLED:
    return FALSE;
  default:
    return TRUE;
  }
}

/**
 * sa_create_page_is_recording:
 * @self: a page
 *
 * Returns: whether a take is recorded, or on its way to the disk
 */
gboolean
sa_create_page_is_recording (SaCreatePage *self)
{
  SaPurpose purpose;

  g_return_val_if_fail (SA_IS_CREATE_PAGE (self), FALSE);

  return sa_clone_form_get_busy_recorder (self->form, &purpose) != NULL;
}

/**
 * sa_create_page_toggle_recording:
 * @self: a page
 *
 * Stops what is recorded; or begins to record a sample, where the form is shown.
 */
void
sa_create_page_toggle_recording (SaCreatePage *self)
{
  SaPurpose purpose;
  SaRecorder *recorder;

  g_return_if_fail (SA_IS_CREATE_PAGE (self));

  recorder = sa_clone_form_get_busy_recorder (self->form, &purpose);
  if (recorder != NULL)
    sa_recorder_stop (recorder);
  else if (is_on (self, "form"))
    sa_sample_card_record (sa_clone_form_get_sample_card (self->form));
}

/**
 * sa_create_page_stop_recording:
 * @self: a page
 *
 * Ends what is recorded, if anything is; it stays in the form.
 */
void
sa_create_page_stop_recording (SaCreatePage *self)
{
  if (sa_create_page_is_recording (self))
    sa_create_page_toggle_recording (self);
}

/**
 * sa_create_page_stop_countdown:
 * @self: a page
 *
 * Nothing is recorded after all, if it has not begun yet.
 */
void
sa_create_page_stop_countdown (SaCreatePage *self)
{
  SaPurpose purpose;
  SaRecorder *recorder;

  g_return_if_fail (SA_IS_CREATE_PAGE (self));

  recorder = sa_clone_form_get_busy_recorder (self->form, &purpose);
  if (recorder != NULL && sa_recorder_get_state (recorder) == SA_RECORDER_COUNTING)
    sa_recorder_stop (recorder);
}

/**
 * sa_create_page_set_used:
 * @self: a page
 * @used: whether the user is in its window
 */
void
sa_create_page_set_used (SaCreatePage *self, gboolean used)
{
  g_return_if_fail (SA_IS_CREATE_PAGE (self));

  self->used = used;
  update_studio (self);
}

/**
 * sa_create_page_is_safe_to_cancel:
 * @self: a page
 *
 * Returns: whether cancelling now leaves no doubt that no voice was made
 */
gboolean
sa_create_page_is_safe_to_cancel (SaCreatePage *self)
{
  g_return_val_if_fail (SA_IS_CREATE_PAGE (self), TRUE);

  return self->job == NULL || sa_clone_job_get_safe_to_cancel (self->job);
}

/**
 * sa_create_page_cancel:
 * @self: a page
 *
 * Cancels the job that runs, if one does.
 */
void
sa_create_page_cancel (SaCreatePage *self)
{
  g_return_if_fail (SA_IS_CREATE_PAGE (self));

  if (self->job != NULL)
    sa_clone_job_cancel (self->job);
}
