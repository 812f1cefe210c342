/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-result-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <string.h>

#include "rules/sa-catalogue.h"
#include "sa-comparison.h"
#include "sa-file-chooser.h"
#include "sa-format.h"
#include "sa-job-text.h"
#include "sa-layouts.h"
#include "sa-play-button.h"
#include "sa-result-text.h"
#include "sa-spoken-row.h"
#include "sa-waveform-view.h"

struct _SaResultPage {
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkLabel *voice_id;
  GtkWidget *practice_note;
  GtkListBox *warnings;
  GtkBox *top;
  GtkWidget *sides;
  GtkToggleButton *original_button;
  GtkToggleButton *clone_button;
  GtkWidget *tools;
  GtkWidget *save_button;
  GtkWidget *copy_button;
  GtkWidget *player_box;
  SaPlayButton *play_button;
  SaWaveformView *waveform;
  GtkLabel *position;
  GtkLabel *duration;
  GtkLabel *text;
  AdwActionRow *deadline_row;
  GtkImage *deadline_icon;
  GtkListBoxRow *figures_row;
  GtkFlowBox *figures;
  GtkLabel *length;
  GtkLabel *format;
  GtkLabel *bit_rate;
  GtkLabel *size;
  GtkLabel *words;
  GtkLabel *billed;
  GtkLabel *content_check;
  GtkLabel *model;
  GtkLabel *language;
  AdwExpanderRow *done_row;

  SaCloneJob *job;
  SaComparison *comparison; /* made with the first preview: starting need not wait for sound */
  GCancellable *cancellable;
  GPtrArray *steps;
  GPtrArray *warning_rows;
  gboolean narrow;
};

G_DEFINE_FINAL_TYPE (SaResultPage, sa_result_page, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_NARROW, N_PROPS };

static GParamSpec *properties[N_PROPS];

/* What nobody told is not shown. */
static void
show_figure (GtkLabel *label, const char *figure)
{
  GtkWidget *place = gtk_widget_get_ancestor (GTK_WIDGET (label), GTK_TYPE_FLOW_BOX_CHILD);

  gtk_label_set_label (label, figure != NULL ? figure : "");
  gtk_widget_set_visible (place, figure != NULL);
}

static void
show_times (SaResultPage *self)
{
  double seconds = sa_player_get_position (sa_comparison_get_player (self->comparison));
  g_autofree char *position = sa_format_time (seconds);

  gtk_label_set_label (self->position, position);
  sa_waveform_view_set_position (self->waveform, seconds);
  sa_waveform_view_set_range (self->waveform, 0, seconds);
  g_object_set (self->waveform, "cursor-shown", seconds > 0, NULL);
}

static void
on_player_error (SaResultPage *self, GError *error)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "create.toast", "s", error->message);
}

static void
on_seek (SaResultPage *self, double seconds)
{
  sa_player_seek (sa_comparison_get_player (self->comparison), seconds);
  show_times (self);
}

/* For a screen reader all figures are one line of the list. */
static void
describe_figures (SaResultPage *self)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->figures)); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *name =
      gtk_widget_get_first_child (gtk_flow_box_child_get_child (GTK_FLOW_BOX_CHILD (child)));
    GtkWidget *figure = gtk_widget_get_next_sibling (name);

    if (gtk_widget_get_visible (child))
      g_string_append_printf (words, "%s%s: %s", words->len > 0 ? ", " : "",
                              gtk_label_get_label (GTK_LABEL (name)),
                              gtk_label_get_label (GTK_LABEL (figure)));
  }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->figures_row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words->str, -1);
}

/* What was decoded is surer than what the service said of it. */
static void
show_sound (SaResultPage *self, SaAnalysis *analysis)
{
  g_autofree char *length = sa_format_seconds (sa_analysis_get_duration (analysis));
  g_autofree char *name = g_file_get_basename (sa_clone_job_get_preview (self->job));
  g_autofree char *format = sa_result_text_format (name, sa_analysis_get_sample_rate (analysis),
                                                   sa_analysis_get_channels (analysis));

  show_figure (self->length, length);
  show_figure (self->format, format);
  describe_figures (self);
}

static void
show_waveform (SaResultPage *self, SaAnalysis *analysis)
{
  double duration = analysis != NULL ? sa_analysis_get_duration (analysis) : 0;
  g_autofree char *time = sa_format_time (duration);

  gtk_label_set_label (self->duration, analysis != NULL ? time : "");
  sa_waveform_view_set_peaks (self->waveform,
                              analysis != NULL ? sa_analysis_get_peaks (analysis) : NULL, 0,
                              analysis != NULL ? sa_analysis_get_frames (analysis) : 0);
  g_object_set (self->waveform, "duration", duration, NULL);
}

/* What is said on the side that is heard. */
static void
show_text (SaResultPage *self, SaSide side)
{
  SaDraft *draft = sa_clone_job_get_draft (self->job);
  const char *text = sa_draft_get_text (draft);
  g_autofree char *words = NULL;

  if (side == SA_SIDE_ORIGINAL)
    words = sa_result_text_original (sa_draft_get_sample (draft));
  else
    words = g_strdup_printf (_ ("“%s”"), text != NULL ? text : "");
  gtk_label_set_label (self->text, words);
  gtk_widget_set_visible (GTK_WIDGET (self->text),
                          side == SA_SIDE_ORIGINAL || sa_draft_has_preview (draft));
}

static void
show_sides (SaResultPage *self)
{
  SaSide side = sa_comparison_get_side (self->comparison);
  SaAnalysis *clone = sa_comparison_get_analysis (self->comparison, SA_SIDE_CLONE);

  gtk_widget_set_visible (self->sides, sa_comparison_has (self->comparison, SA_SIDE_ORIGINAL));
  gtk_widget_set_sensitive (self->sides, sa_comparison_is_ready (self->comparison));
  gtk_toggle_button_set_active (side == SA_SIDE_ORIGINAL ? self->original_button
                                                         : self->clone_button,
                                TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->waveform), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  side == SA_SIDE_ORIGINAL ? _ ("Waveform of the original")
                                                           : _ ("Waveform of the preview"),
                                  -1);
  if (self->job != NULL)
    show_text (self, side);
  show_waveform (self, sa_comparison_get_analysis (self->comparison, side));
  if (clone != NULL)
    show_sound (self, clone);
  show_times (self);
}

static void
on_side_failed (SaResultPage *self, int side, GError *error)
{
  g_autofree char *words = NULL;

  if (side == SA_SIDE_ORIGINAL)
    words = g_strdup_printf (_ ("The original cannot be heard: %s"), error->message);
  gtk_widget_activate_action (GTK_WIDGET (self), "create.toast", "s",
                              words != NULL ? words : error->message);
}

static void
on_side_chosen (SaResultPage *self)
{
  if (self->comparison != NULL)
    sa_comparison_set_side (self->comparison, gtk_toggle_button_get_active (self->clone_button)
                                                ? SA_SIDE_CLONE
                                                : SA_SIDE_ORIGINAL);
}

static gboolean
switch_sides (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SaResultPage *self = SA_RESULT_PAGE (widget);

  if (!gtk_widget_get_mapped (self->sides) || !gtk_widget_is_sensitive (self->sides))
    return GDK_EVENT_PROPAGATE;

  gtk_toggle_button_set_active (sa_comparison_get_side (self->comparison) == SA_SIDE_ORIGINAL
                                  ? self->clone_button
                                  : self->original_button,
                                TRUE);

  return GDK_EVENT_STOP;
}

static void
on_size (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaResultPage) self = user_data;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, NULL);
  g_autofree char *size = NULL;

  if (info == NULL || self->job == NULL || sa_clone_job_get_preview (self->job) != G_FILE (source))
    return;

  size = g_format_size ((guint64) g_file_info_get_size (info));
  show_figure (self->size, size);
}

static void
ensure_comparison (SaResultPage *self)
{
  SaPlayer *player;

  if (self->comparison != NULL)
    return;

  self->comparison = sa_comparison_new ();
  player = sa_comparison_get_player (self->comparison);
  g_signal_connect_object (player, "notify::position", G_CALLBACK (show_times), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (player, "notify::state", G_CALLBACK (show_times), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (player, "error", G_CALLBACK (on_player_error), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->comparison, "changed", G_CALLBACK (show_sides), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->comparison, "failed", G_CALLBACK (on_side_failed), self,
                           G_CONNECT_SWAPPED);
  sa_play_button_set_player (self->play_button, player);
}

static void
load_preview (SaResultPage *self)
{
  GFile *preview = sa_clone_job_get_preview (self->job);
  g_autoptr (SaClip) clip = NULL;

  gtk_widget_set_visible (self->player_box, preview != NULL);
  gtk_widget_set_visible (self->save_button, preview != NULL);
  gtk_widget_set_visible (self->sides, FALSE);
  if (preview == NULL)
    return;

  ensure_comparison (self);
  clip = sa_clip_new (preview, 0, -1, SA_CHANNEL_MIX_AUTO);
  sa_comparison_set_clips (self->comparison,
                           sa_draft_get_sample (sa_clone_job_get_draft (self->job)), clip);

  self->cancellable = g_cancellable_new ();
  g_file_query_info_async (preview, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE,
                           G_PRIORITY_DEFAULT, self->cancellable, on_size, g_object_ref (self));
}

/* The figures of the service's `extra_info`. Its `word_count` counts letters, digits and Chinese
 * characters, without punctuation: not words. */
static void
show_extra_info (SaResultPage *self, const SaCloneAnswer *answer)
{
  g_autofree char *length =
    answer->audio_length >= 0 ? sa_format_seconds ((double) answer->audio_length / 1000) : NULL;
  g_autofree char *format =
    answer->audio_sample_rate > 0 ? sa_result_text_rate (answer->audio_sample_rate) : NULL;
  g_autofree char *bit_rate =
    answer->bitrate > 0 ? sa_result_text_bit_rate (answer->bitrate) : NULL;
  g_autofree char *size =
    answer->audio_size > 0 ? g_format_size ((guint64) answer->audio_size) : NULL;
  g_autofree char *words =
    answer->word_count >= 0 ? sa_result_text_characters (answer->word_count) : NULL;
  g_autofree char *billed =
    answer->usage_characters >= 0 ? sa_result_text_characters (answer->usage_characters) : NULL;

  show_figure (self->length, length);
  show_figure (self->format, format);
  show_figure (self->bit_rate, bit_rate);
  show_figure (self->size, size);
  show_figure (self->words, words);
  show_figure (self->billed, billed);
}

static void
show_answer (SaResultPage *self)
{
  static const SaCloneAnswer nothing = { .audio_length = -1,
                                         .audio_sample_rate = -1,
                                         .audio_size = -1,
                                         .bitrate = -1,
                                         .word_count = -1,
                                         .usage_characters = -1 };
  const SaCloneAnswer *answer = sa_clone_job_get_answer (self->job);
  g_autofree char *flag = answer != NULL ? sa_result_text_flag (answer) : NULL;

  show_extra_info (self, answer != NULL && answer->has_extra_info ? answer : &nothing);
  show_figure (self->content_check, flag);
  if (answer != NULL && (answer->input_sensitive || answer->input_sensitive_type != 0))
    gtk_widget_add_css_class (GTK_WIDGET (self->content_check), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->content_check), "warning");
}

/* With what the preview was asked for. */
static void
show_request (SaResultPage *self, SaDraft *draft)
{
  gboolean asked = sa_draft_has_preview (draft);
  const SaModel *model = sa_catalogue_find_model (sa_draft_get_model (draft));
  const char *id = sa_draft_get_language (draft);
  const SaLanguage *language = id != NULL ? sa_catalogue_find_language (id) : NULL;

  show_figure (self->model, asked && model != NULL ? model->name : NULL);
  show_figure (self->language, asked && language != NULL ? _ (language->name) : NULL);
}

static void
show_steps (SaResultPage *self)
{
  GListModel *steps = sa_clone_job_get_steps (self->job);
  g_autofree char *summary = sa_job_text_summary (self->job);

  for (guint i = 0; i < self->steps->len; i++)
    adw_expander_row_remove (self->done_row, g_ptr_array_index (self->steps, i));
  g_ptr_array_set_size (self->steps, 0);

  adw_expander_row_set_subtitle (self->done_row, summary);
  for (guint i = 0; i < g_list_model_get_n_items (steps); i++) {
    g_autoptr (SaJobStep) step = g_list_model_get_item (steps, i);
    const char *detail = sa_job_step_get_detail (step);
    GtkWidget *row;

    if (!sa_job_text_is_shown (self->job, step))
      continue;

    row = g_object_new (ADW_TYPE_ACTION_ROW, "title", sa_job_text_step_title (self->job, step),
                        "subtitle", detail != NULL ? detail : "", "use-markup", FALSE, NULL);
    sa_spoken_row_enable (row);
    adw_expander_row_add_row (self->done_row, row);
    g_ptr_array_add (self->steps, row);
  }
}

static void
show_warnings (SaResultPage *self)
{
  const char *const *warnings = sa_clone_job_get_warnings (self->job);

  for (guint i = 0; i < self->warning_rows->len; i++)
    gtk_list_box_remove (self->warnings, g_ptr_array_index (self->warning_rows, i));
  g_ptr_array_set_size (self->warning_rows, 0);

  for (gsize i = 0; warnings != NULL && warnings[i] != NULL; i++) {
    GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", warnings[i], "use-markup", FALSE,
                                   "title-lines", 0, NULL);
    GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

    gtk_widget_add_css_class (icon, "warning");
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
    gtk_list_box_append (self->warnings, row);
    g_ptr_array_add (self->warning_rows, row);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->warnings), self->warning_rows->len > 0);
}

/* Practice voices are no one's to delete but the user's. */
static void
show_deadline (SaResultPage *self, gboolean practice)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *words = sa_result_text_deadline (now, zone);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->deadline_row),
                                 practice ? _ ("Practice voices stay until Reset")
                                          : _ ("Deleted in 7 days unless it is used"));
  adw_action_row_set_subtitle (
    self->deadline_row,
    practice ? _ ("With an account, a voice is deleted after 7 days unless it is used") : words);
  gtk_image_set_from_icon_name (self->deadline_icon,
                                practice ? "security-high-symbolic" : "alarm-symbolic");
  if (practice)
    gtk_widget_remove_css_class (GTK_WIDGET (self->deadline_icon), "warning");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->deadline_icon), "warning");
}

static void
forget_preview (SaResultPage *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->comparison != NULL)
    sa_comparison_set_clips (self->comparison, NULL, NULL);
}

static void
save_preview (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaResultPage *self = SA_RESULT_PAGE (widget);
  GFile *preview = sa_clone_job_get_preview (self->job);
  g_autofree char *stored = g_file_get_basename (preview);
  const char *dot = strrchr (stored, '.');
  g_autofree char *name =
    g_strconcat (sa_draft_get_voice_id (sa_clone_job_get_draft (self->job)), dot, NULL);

  sa_file_chooser_save_copy (widget, _ ("Save Preview"), name, preview, _ ("Preview saved"));
}

static void
sa_result_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SaResultPage *self = SA_RESULT_PAGE (object);

  switch (id) {
  case PROP_NARROW:
    g_value_set_boolean (value, self->narrow);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

/* The words of the buttons stay whole where there is little room; their icons go. */
static void
set_narrow (SaResultPage *self, gboolean narrow)
{
  if (self->narrow == narrow)
    return;

  self->narrow = narrow;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->top),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_halign (self->tools, narrow ? GTK_ALIGN_FILL : GTK_ALIGN_END);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

static void
sa_result_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_NARROW:
    set_narrow (SA_RESULT_PAGE (object), g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sa_result_page_dispose (GObject *object)
{
  SaResultPage *self = SA_RESULT_PAGE (object);

  if (self->comparison != NULL)
    forget_preview (self);
  g_clear_object (&self->comparison);
  g_clear_object (&self->job);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (sa_result_page_parent_class)->dispose (object);
}

static void
sa_result_page_finalize (GObject *object)
{
  SaResultPage *self = SA_RESULT_PAGE (object);

  g_ptr_array_unref (self->steps);
  g_ptr_array_unref (self->warning_rows);

  G_OBJECT_CLASS (sa_result_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (SA_TYPE_WAVEFORM_VIEW);
  g_type_ensure (SA_TYPE_PLAY_BUTTON);
  g_type_ensure (SA_TYPE_PAIR_LAYOUT);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/soundalike/Soundalike/ui/sa-result-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SaResultPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, SaResultPage, voice_id);
  gtk_widget_class_bind_template_child (widget_class, SaResultPage, practice_note);
  gtk_widget_class_bind_template_child (widget_class, SaResultPage, warnings);
  gtk_widget_class_bind_template_child (widget_class, SaResultPage, top);
  gtk_widget_class_bind_template_child (widget_class, SaResultPage, sides);
  gtk_widget_class_bind_template_child (widget_class, SaResultPage, original_button);
  gtk_widget_class_bind_template_child (widget_class, SaResultPage, clone_button);
  gtk_widget_class_bind_template_child (widget_class, SaResultPage, tools);
  gtk_widget_class_bind_template_child (widget_class, SaResultPage, save_button);
  gtk_widget_class_bind_template_child (widget_class, SaResultPage, copy_button);
  gtk_widget_class_bind_template_child (widget_class, SaResultPage, player_box);
  gtk_widget_class_bind_template_child (widget_class, SaResultPage, play_button);
  gtk_widget_class_bind_template_child (widget_class, SaResultPage, waveform);
  gtk_widget_class_bind_template_child (widget_class, SaResultPage, position);
  gtk_widget_class_bind_template_child (widget_class, SaResultPage, duration);
  gtk_widget_class_bind_template_child (widget_class, SaResultPage, text);
  gtk_widget_class_bind_template_child (widget_class, SaResultPage, deadline_row);
  gtk_widget_class_bind_template_child (widget_class, SaResultPage, deadline_icon);
  gtk_widget_class_bind_template_child (widget_class, SaResultPage, figures_row);
  gtk_widget_class_bind_template_child (widget_class, SaResultPage, figures);
  gtk_widget_class_bind_template_child (widget_class, SaResultPage, length);
  gtk_widget_class_bind_template_child (widget_class, SaResultPage, format);
  gtk_widget_class_bind_template_child (widget_class, SaResultPage, bit_rate);
  gtk_widget_class_bind_template_child (widget_class, SaResultPage, size);
  gtk_widget_class_bind_template_child (widget_class, SaResultPage, words);
  gtk_widget_class_bind_template_child (widget_class, SaResultPage, billed);
  gtk_widget_class_bind_template_child (widget_class, SaResultPage, model);
  gtk_widget_class_bind_template_child (widget_class, SaResultPage, language);
  gtk_widget_class_bind_template_child (widget_class, SaResultPage, content_check);
  gtk_widget_class_bind_template_child (widget_class, SaResultPage, done_row);
  gtk_widget_class_bind_template_callback (widget_class, on_seek);
  gtk_widget_class_bind_template_callback (widget_class, on_side_chosen);
}

static void
sa_result_page_class_init (SaResultPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sa_result_page_get_property;
  object_class->set_property = sa_result_page_set_property;
  object_class->dispose = sa_result_page_dispose;
  object_class->finalize = sa_result_page_finalize;

  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "result.save", NULL, save_preview);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

/* Wherever the focus is: on this page nothing can be typed into. */
static void
add_switch_key (SaResultPage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkShortcut *key = gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_x, 0),
                                       gtk_callback_action_new (switch_sides, NULL, NULL));

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), key);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
sa_result_page_init (SaResultPage *self)
{
  self->steps = g_ptr_array_new ();
  self->warning_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  sa_spoken_row_enable (GTK_WIDGET (self->deadline_row));
  sa_spoken_row_enable (GTK_WIDGET (self->done_row));
  add_switch_key (self);
}

/**
 * sa_result_page_new:
 *
 * Returns: (transfer floating): the page that shows a voice that is ready
 */
GtkWidget *
sa_result_page_new (void)
{
  return g_object_new (SA_TYPE_RESULT_PAGE, NULL);
}

/**
 * sa_result_page_set_job:
 * @self: a page
 * @job: (nullable): a job that is done; %NULL to let go of the last one
 */
void
sa_result_page_set_job (SaResultPage *self, SaCloneJob *job)
{
  SaDraft *draft;
  gboolean practice;

  g_return_if_fail (SA_IS_RESULT_PAGE (self));

  if (self->job == job)
    return;

  forget_preview (self);
  g_set_object (&self->job, job);
  if (job == NULL)
    return;

  draft = sa_clone_job_get_draft (job);
  practice = sa_account_get_mode (sa_clone_job_get_account (job)) == SA_ACCOUNT_PRACTICE;

  gtk_label_set_label (self->voice_id, sa_draft_get_voice_id (draft));
  gtk_widget_set_visible (self->practice_note, practice);
  show_text (self, SA_SIDE_CLONE);
  show_answer (self);
  show_request (self, draft);
  describe_figures (self);
  show_warnings (self);
  show_steps (self);
  show_deadline (self, practice);
  load_preview (self);
}

/**
 * sa_result_page_stop_playing:
 * @self: a page
 */
void
sa_result_page_stop_playing (SaResultPage *self)
{
  g_return_if_fail (SA_IS_RESULT_PAGE (self));

  if (self->comparison != NULL)
    sa_player_stop (sa_comparison_get_player (self->comparison));
}

/**
 * sa_result_page_focus_button:
 * @self: a page
 *
 * Moves the focus to Play Preview.
 *
 * Returns: whether there is a preview
 */
gboolean
sa_result_page_focus_button (SaResultPage *self)
{
  g_return_val_if_fail (SA_IS_RESULT_PAGE (self), FALSE);

  if (!gtk_widget_get_visible (self->player_box))
    return gtk_widget_grab_focus (self->copy_button);

  return gtk_widget_grab_focus (GTK_WIDGET (self->play_button));
}
