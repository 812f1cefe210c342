/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-prompt-card.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "jobs/sa-prompt-range.h"
#include "rules/sa-limits.h"
#include "sa-card-take.h"
#include "sa-check-list.h"
#include "sa-clip-editor.h"
#include "sa-editor-layout.h"
#include "sa-file-chooser.h"
#include "sa-microphone-row.h"
#include "sa-recording-pane.h"
#include "sa-spoken-row.h"
#include "sa-stack.h"
#include "sa-take-row.h"
#include "sa-transcript-field.h"

struct _SaPromptCard {
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkWidget *prompt_switch;
  GtkWidget *error_row;
  GtkWidget *clip_row;
  GtkStack *stack;
  GtkWidget *record_button;
  SaRecordingPane *pane;
  SaMicrophoneRow *microphone_row;
  SaTakeRow *take_row;
  GtkWidget *take_hint;
  GtkWidget *keep_button;
  SaClipEditor *editor;
  GtkWidget *loading;
  GtkProgressBar *loading_bar;
  GtkWidget *transcript_row;
  SaTranscriptField *transcript;

  SaDraft *draft;
  SaCheckList *checks;
  GBindingGroup *bindings;
  SaSample *sample; /* what the sample card holds */
  gboolean sample_loading;
  SaSample *
    recording; /* what the prompt clip is a part of; the sample itself where it was taken from it */
  SaSample *incoming;
  SaClip *wanted; /* the part of what is incoming that is asked for; NULL for a good one */
  GCancellable *cancellable;
  gboolean choosing; /* another one, while there is one */
  gboolean waiting; /* for one to be recorded or picked */
  gboolean taking; /* the draft is being told what the editor says */

  SaCardTake *take;
  GFile *recorded; /* what is incoming, where it was recorded just now */
};

G_DEFINE_FINAL_TYPE (SaPromptCard, sa_prompt_card, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_LOADING, PROP_WAITING, N_PROPS };

static GParamSpec *properties[N_PROPS];

enum { RECORDED, N_SIGNALS };

static guint signals[N_SIGNALS];

static gboolean
is_of (SaSample *recording, SaClip *clip)
{
  return recording != NULL && clip != NULL &&
         g_file_equal (sa_sample_get_file (recording), sa_clip_get_file (clip));
}

static gboolean
is_from_sample (SaPromptCard *self)
{
  return self->recording != NULL && self->sample != NULL &&
         g_file_equal (sa_sample_get_file (self->recording), sa_sample_get_file (self->sample));
}

static void
complain (SaPromptCard *self, const char *title, const char *message)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->error_row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->error_row), message);
  gtk_widget_set_visible (self->error_row, TRUE);
}

static void
show_title (SaPromptCard *self)
{
  g_autofree char *facts = NULL;

  if (self->incoming != NULL) {
    sa_clip_editor_set_title (self->editor, sa_sample_get_name (self->incoming), _ ("Reading…"));
  } else if (is_from_sample (self)) {
    sa_clip_editor_set_title (self->editor, _ ("Taken from the sample"),
                              sa_sample_get_name (self->recording));
  } else if (self->recording != NULL) {
    facts = sa_sample_get_facts (self->recording);
    sa_clip_editor_set_title (self->editor, sa_sample_get_name (self->recording), facts);
  }
}

static GFile *
get_file (SaPromptCard *self)
{
  return self->recording != NULL ? sa_sample_get_file (self->recording) : NULL;
}

static gboolean
is_take (SaPromptCard *self)
{
  return self->take != NULL && sa_card_take_is (self->take, get_file (self));
}

/* What was recorded is read to its end: until then it is nowhere but in its file. */
static gboolean
is_reading_take (SaPromptCard *self)
{
  return self->incoming != NULL && self->take != NULL &&
         sa_card_take_is (self->take, sa_sample_get_file (self->incoming));
}

static void
show_checks (SaPromptCard *self, gboolean shown)
{
  if (self->checks == NULL)
    return;

  sa_check_list_set_recorded (self->checks, is_take (self));
  sa_check_list_set_analysis (self->checks,
                              shown ? sa_sample_get_analysis (self->recording) : NULL);
}

static void
show_state (SaPromptCard *self)
{
  gboolean enabled = self->draft != NULL && sa_draft_get_prompt_enabled (self->draft);
  gboolean recording = sa_prompt_card_is_recording (self);
  gboolean loading = self->incoming != NULL && !recording;
  gboolean edited = self->recording != NULL && !recording && !loading && !self->choosing;
  gboolean empty = !recording && !loading && !edited;

  gtk_widget_set_visible (self->clip_row, enabled);
  gtk_widget_set_visible (self->transcript_row, enabled && !recording);
  if (!enabled)
    gtk_widget_set_visible (self->error_row, FALSE);
  sa_stack_show_only (self->stack, recording ? "recording" : empty ? "empty" : "loaded");
  gtk_widget_set_visible (self->loading, loading);
  show_checks (self, enabled && edited && !loading);
  gtk_widget_set_visible (self->keep_button, self->choosing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "prompt.keep", self->choosing);
  gtk_widget_set_visible (self->take_hint, self->sample == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->microphone_row), enabled && (empty || recording));
  gtk_widget_set_visible (GTK_WIDGET (self->take_row), enabled && edited && is_take (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "prompt.take-from-sample",
                                 self->sample != NULL && !self->sample_loading);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "prompt.stop-loading", !is_reading_take (self));
  sa_clip_editor_set_overview_shown (self->editor, !is_from_sample (self));
  if (self->take != NULL)
    sa_card_take_set_waiting (self->take, enabled && empty);
  show_title (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
  if (self->waiting != (enabled && empty)) {
    self->waiting = enabled && empty;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAITING]);
  }
}

static void
on_progress (SaPromptCard *self)
{
  double progress;

  if (self->incoming == NULL)
    return;

  g_object_get (self->incoming, "progress", &progress, NULL);
  gtk_progress_bar_set_fraction (self->loading_bar, progress);
  sa_clip_editor_show_growing (self->editor, sa_sample_get_peaks (self->incoming),
                               sa_sample_get_rate (self->incoming),
                               sa_sample_get_frames (self->incoming));
}

static void
forget_incoming (SaPromptCard *self)
{
  if (self->incoming != NULL)
    g_signal_handlers_disconnect_by_func (self->incoming, on_progress, self);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->incoming);
  g_clear_object (&self->wanted);
  g_clear_object (&self->recorded);
}

/* In whole frames, as the editor counts: a range that was kept comes back as the same range. */
static SaClip *
clip_of (SaSample *recording, double start, double end, SaChannelMix mix)
{
  double rate = sa_sample_get_rate (recording);
  double duration = sa_sample_get_duration (recording);
  double first = round (start * rate);

  if (start <= 0 && end >= duration)
    return sa_clip_new (sa_sample_get_file (recording), 0, -1, mix);

  return sa_clip_new (sa_sample_get_file (recording), first / rate,
                      MAX (round (end * rate), first + 1) / rate, mix);
}

/* What is seen, heard and sent is one range. */
static void
take_selection (SaPromptCard *self)
{
  SaSelection *selection = sa_clip_editor_get_selection (self->editor);
  SaClip *clip = sa_clip_editor_get_clip (self->editor);

  self->taking = TRUE;
  sa_draft_set_prompt (self->draft, clip);
  sa_draft_set_prompt_delayed (self->draft, sa_clip_is_whole (clip) &&
                                              sa_sample_get_whole_tolerance (self->recording) > 0);
  sa_draft_set_prompt_seconds (self->draft, sa_selection_get_seconds (selection));
  self->taking = FALSE;
}

static void
on_selection (SaPromptCard *self)
{
  if (self->recording != NULL && self->incoming == NULL)
    take_selection (self);
}

static void
settle_take (SaPromptCard *self)
{
  if (self->take != NULL)
    sa_card_take_settle (self->take, get_file (self),
                         self->recording != NULL ? sa_sample_get_peaks (self->recording) : NULL);
}

static void
edit (SaPromptCard *self, SaSample *recording, SaClip *clip)
{
  g_set_object (&self->recording, recording);
  self->choosing = FALSE;
  settle_take (self);
  sa_clip_editor_open (self->editor, sa_sample_get_analysis (recording), clip,
                       sa_sample_get_whole_tolerance (recording));
  take_selection (self);
  show_state (self);
}

/* All of it where that is lawful; else what sounds like a sentence. */
static SaClip *
choose_clip (SaSample *recording, double from, double to, SaChannelMix mix)
{
  double tolerance = 0;
  double start = from;
  double end = to;

  if (from <= 0 && to >= sa_sample_get_duration (recording))
    tolerance = sa_sample_get_whole_tolerance (recording);
  if (sa_limits_judge_length (SA_PURPOSE_PROMPT_AUDIO, to - from, tolerance) != SA_LENGTH_FITS)
    sa_prompt_range_suggest (sa_sample_get_analysis (recording), from, to, &start, &end);

  return clip_of (recording, start, end, mix);
}

/* What was asked for, as far as the file still holds it. */
static SaClip *
find_clip (SaSample *recording, SaClip *wanted)
{
  double duration = sa_sample_get_duration (recording);

  if (wanted == NULL)
    return choose_clip (recording, 0, duration, SA_CHANNEL_MIX_AUTO);
  if (sa_clip_is_whole (wanted))
    return g_object_ref (wanted);
  if (sa_clip_get_start (wanted) >= duration)
    return choose_clip (recording, 0, duration, sa_clip_get_mix (wanted));

  return clip_of (recording, sa_clip_get_start (wanted),
                  sa_clip_get_end (wanted) < 0 ? duration
                                               : MIN (sa_clip_get_end (wanted), duration),
                  sa_clip_get_mix (wanted));
}

/* What was there before is still there; a draft's clip whose file is gone is not. */
static void
stop_reading (SaPromptCard *self)
{
  SaClip *prompt = sa_draft_get_prompt (self->draft);
  g_autoptr (SaClip) clip = NULL;

  forget_incoming (self);
  if (is_of (self->recording, prompt)) {
    clip = find_clip (self->recording, prompt);
    edit (self, self->recording, clip);
  } else {
    sa_draft_set_prompt (self->draft, NULL);
  }
  show_state (self);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaPromptCard) self = user_data;
  SaSample *loaded = SA_SAMPLE (source);
  g_autoptr (SaSample) recording = NULL;
  g_autoptr (SaClip) clip = NULL;
  g_autoptr (GFile) recorded = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL;

  if (!sa_sample_load_finish (loaded, result, &error)) {
    if (loaded != self->incoming)
      return;

    title = g_strdup_printf (_ ("“%s” cannot be opened"), sa_sample_get_name (loaded));
    stop_reading (self);
    complain (self, title, error->message);
    gtk_widget_child_focus (self->error_row, GTK_DIR_TAB_FORWARD);
    return;
  }
  if (loaded != self->incoming)
    return;

  recording = g_object_ref (loaded);
  clip = find_clip (recording, self->wanted);
  recorded = g_steal_pointer (&self->recorded);
  forget_incoming (self);
  edit (self, recording, clip);
  if (recorded != NULL)
    g_signal_emit (self, signals[RECORDED], 0);
}

static void
load (SaPromptCard *self, GFile *file, SaClip *wanted)
{
  forget_incoming (self);
  self->choosing = FALSE;
  gtk_progress_bar_set_fraction (self->loading_bar, 0);
  self->incoming = sa_sample_new (file);
  g_set_object (&self->wanted, wanted);
  self->cancellable = g_cancellable_new ();
  g_signal_connect_object (self->incoming, "notify::progress", G_CALLBACK (on_progress), self,
                           G_CONNECT_SWAPPED);
  sa_clip_editor_show_growing (self->editor, NULL, 0, 0);
  show_state (self);
  sa_sample_load_async (self->incoming, self->cancellable, on_loaded, g_object_ref (self));
}

/* The draft can be told by others what the clip is: a draft that was kept, or a job that goes on. One
 * recording is read once, also where sample and prompt clip come from it. */
static void
follow_draft (SaPromptCard *self)
{
  SaClip *prompt = sa_draft_get_prompt (self->draft);
  g_autoptr (SaClip) clip = NULL;

  if (self->taking)
    return;

  if (prompt == NULL) {
    forget_incoming (self);
    g_clear_object (&self->recording);
    self->choosing = FALSE;
    settle_take (self);
    sa_clip_editor_clear (self->editor);
  } else if (sa_draft_get_prompt_enabled (self->draft) && !self->sample_loading &&
             !is_of (self->incoming, prompt)) {
    SaSample *known = is_of (self->recording, prompt) ? self->recording
                      : is_of (self->sample, prompt)  ? self->sample
                                                      : NULL;

    if (known == NULL) {
      load (self, sa_clip_get_file (prompt), prompt);
      return;
    }
    clip = find_clip (known, prompt);
    if (known != self->recording || !sa_clip_equal (clip, sa_clip_editor_get_clip (self->editor)))
      edit (self, known, clip);
  }
  show_state (self);
}

static void
on_enabled (SaPromptCard *self)
{
  if (!sa_draft_get_prompt_enabled (self->draft)) {
    sa_clip_editor_stop_playing (self->editor);
    /* It stays behind the switch, as a clip does that was there before. */
    if (sa_prompt_card_is_recording (self))
      sa_recorder_stop (sa_card_take_get_recorder (self->take));
  }
  follow_draft (self);
}

static void
on_play_failed (SaPromptCard *self, GError *error)
{
  complain (self, _ ("The prompt clip cannot be played"), error->message);
}

static void
on_chosen (GFile *file, gpointer user_data)
{
  sa_prompt_card_open (SA_PROMPT_CARD (user_data), file);
}

static void
choose_file (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sa_file_chooser_open_prompt (widget, on_chosen, widget);
}

static void
take_from_sample (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaPromptCard *self = SA_PROMPT_CARD (widget);
  g_autoptr (SaClip) clip = NULL;

  if (self->sample == NULL)
    return;

  forget_incoming (self);
  gtk_widget_set_visible (self->error_row, FALSE);
  clip =
    choose_clip (self->sample, sa_sample_get_start (self->sample), sa_sample_get_end (self->sample),
                 sa_clip_get_mix (sa_sample_get_clip (self->sample)));
  edit (self, self->sample, clip);
  sa_clip_editor_focus (self->editor);
}

static void
replace (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaPromptCard *self = SA_PROMPT_CARD (widget);

  sa_clip_editor_stop_playing (self->editor);
  self->choosing = TRUE;
  show_state (self);
  gtk_widget_grab_focus (self->record_button);
}

static void
keep (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaPromptCard *self = SA_PROMPT_CARD (widget);

  self->choosing = FALSE;
  show_state (self);
  sa_clip_editor_focus (self->editor);
}

static void
record (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaPromptCard *self = SA_PROMPT_CARD (widget);

  if (is_reading_take (self))
    return;

  if (self->incoming != NULL)
    stop_reading (self);
  sa_card_take_record (self->take);
}

static void
append (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sa_card_take_append (SA_PROMPT_CARD (widget)->take);
}

/* What is recorded; or if nothing is, what was. */
static void
discard_take (SaPromptCard *self)
{
  gboolean shown =
    !sa_prompt_card_is_recording (self) && sa_card_take_is (self->take, get_file (self));

  if (shown)
    sa_draft_set_prompt (self->draft, NULL);
  else
    sa_card_take_discard (self->take);
  sa_prompt_card_focus (self);
}

static void
discard (GtkWidget *widget, const char *action, GVariant *parameter)
{
  discard_take (SA_PROMPT_CARD (widget));
}

static void
on_finished (SaPromptCard *self, GFile *file)
{
  load (self, file, NULL);
  g_set_object (&self->recorded, file);
}

static void
on_recording (SaPromptCard *self)
{
  gboolean recording = sa_prompt_card_is_recording (self);

  if (recording) {
    gtk_widget_set_visible (self->error_row, FALSE);
    sa_clip_editor_stop_playing (self->editor);
  }
  show_state (self);
  if (recording)
    sa_recording_pane_focus (self->pane);
  else if (self->incoming == NULL)
    sa_prompt_card_focus (self);
}

static void
on_stopped (SaPromptCard *self, const char *message)
{
  complain (self, _ ("Recording stopped"), message);
}

static void
stop_loading (GtkWidget *widget, const char *action, GVariant *parameter)
{
  stop_reading (SA_PROMPT_CARD (widget));
  sa_prompt_card_focus (SA_PROMPT_CARD (widget));
}

static void
dismiss_error (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaPromptCard *self = SA_PROMPT_CARD (widget);

  gtk_widget_set_visible (self->error_row, FALSE);
  sa_prompt_card_focus (self);
}

static gboolean
on_drop (SaPromptCard *self, const GValue *value)
{
  GSList *files = G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST) ? g_value_get_boxed (value) : NULL;

  if (files == NULL)
    return FALSE;

  sa_prompt_card_open (self, files->data);
  return TRUE;
}

static void
sa_prompt_card_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_LOADING:
    g_value_set_boolean (value, sa_prompt_card_is_loading (SA_PROMPT_CARD (object)));
    break;
  case PROP_WAITING:
    g_value_set_boolean (value, SA_PROMPT_CARD (object)->waiting);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sa_prompt_card_dispose (GObject *object)
{
  SaPromptCard *self = SA_PROMPT_CARD (object);

  forget_incoming (self);
  g_clear_object (&self->bindings);
  g_clear_object (&self->checks);
  g_clear_object (&self->recorded);
  g_clear_object (&self->take);
  g_clear_object (&self->recording);
  g_clear_object (&self->sample);
  g_clear_object (&self->draft);
  g_clear_pointer (&self->content, gtk_widget_unparent);

  G_OBJECT_CLASS (sa_prompt_card_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (SA_TYPE_CLIP_EDITOR);
  g_type_ensure (SA_TYPE_TRANSCRIPT_FIELD);
  g_type_ensure (SA_TYPE_PAIR_LAYOUT);
  g_type_ensure (SA_TYPE_RECORDING_PANE);
  g_type_ensure (SA_TYPE_MICROPHONE_ROW);
  g_type_ensure (SA_TYPE_TAKE_ROW);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/soundalike/Soundalike/ui/sa-prompt-card.ui");
  gtk_widget_class_bind_template_child (widget_class, SaPromptCard, content);
  gtk_widget_class_bind_template_child (widget_class, SaPromptCard, prompt_switch);
  gtk_widget_class_bind_template_child (widget_class, SaPromptCard, error_row);
  gtk_widget_class_bind_template_child (widget_class, SaPromptCard, clip_row);
  gtk_widget_class_bind_template_child (widget_class, SaPromptCard, stack);
  gtk_widget_class_bind_template_child (widget_class, SaPromptCard, record_button);
  gtk_widget_class_bind_template_child (widget_class, SaPromptCard, pane);
  gtk_widget_class_bind_template_child (widget_class, SaPromptCard, microphone_row);
  gtk_widget_class_bind_template_child (widget_class, SaPromptCard, take_row);
  gtk_widget_class_bind_template_child (widget_class, SaPromptCard, take_hint);
  gtk_widget_class_bind_template_child (widget_class, SaPromptCard, keep_button);
  gtk_widget_class_bind_template_child (widget_class, SaPromptCard, editor);
  gtk_widget_class_bind_template_child (widget_class, SaPromptCard, loading);
  gtk_widget_class_bind_template_child (widget_class, SaPromptCard, loading_bar);
  gtk_widget_class_bind_template_child (widget_class, SaPromptCard, transcript_row);
  gtk_widget_class_bind_template_child (widget_class, SaPromptCard, transcript);
  gtk_widget_class_bind_template_callback (widget_class, on_selection);
  gtk_widget_class_bind_template_callback (widget_class, on_play_failed);
  gtk_widget_class_bind_template_callback (widget_class, discard_take);
}

static void
sa_prompt_card_class_init (SaPromptCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sa_prompt_card_get_property;
  object_class->dispose = sa_prompt_card_dispose;

  properties[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_WAITING] =
    g_param_spec_boolean ("waiting", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * SaPromptCard::recorded:
   *
   * A clip was recorded, and is the draft's.
   */
  signals[RECORDED] = g_signal_new ("recorded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "prompt.choose", NULL, choose_file);
  gtk_widget_class_install_action (widget_class, "prompt.record", NULL, record);
  gtk_widget_class_install_action (widget_class, "prompt.append", NULL, append);
  gtk_widget_class_install_action (widget_class, "card.discard-take", NULL, discard);
  gtk_widget_class_install_action (widget_class, "prompt.take-from-sample", NULL, take_from_sample);
  gtk_widget_class_install_action (widget_class, "prompt.replace", NULL, replace);
  gtk_widget_class_install_action (widget_class, "prompt.keep", NULL, keep);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "prompt.keep", NULL);
  gtk_widget_class_install_action (widget_class, "prompt.stop-loading", NULL, stop_loading);
  gtk_widget_class_install_action (widget_class, "prompt.dismiss-error", NULL, dismiss_error);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sa_prompt_card_init (SaPromptCard *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  sa_spoken_row_enable (self->error_row);
  sa_clip_editor_set_purpose (self->editor, SA_PURPOSE_PROMPT_AUDIO);
  sa_clip_editor_set_compact (self->editor, TRUE);
  sa_clip_editor_set_replace_action (self->editor, "prompt.replace");

  self->bindings = g_binding_group_new ();
  g_binding_group_bind (self->bindings, "prompt-enabled", self->prompt_switch, "active",
                        G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->clip_row, GTK_EVENT_CONTROLLER (target));
}

/**
 * sa_prompt_card_new:
 *
 * Returns: (transfer floating): the card for the prompt clip and its transcript
 */
GtkWidget *
sa_prompt_card_new (void)
{
  return g_object_new (SA_TYPE_PROMPT_CARD, NULL);
}

/**
 * sa_prompt_card_set_draft:
 * @self: a card
 * @draft: what it edits
 */
void
sa_prompt_card_set_draft (SaPromptCard *self, SaDraft *draft)
{
  g_return_if_fail (SA_IS_PROMPT_CARD (self));

  if (!g_set_object (&self->draft, draft))
    return;

  self->checks =
    sa_check_list_new_before (GTK_LIST_BOX (self->content), GTK_LIST_BOX_ROW (self->transcript_row),
                              self->editor, draft);
  sa_check_list_set_actions (self->checks, "prompt.record", "prompt.append", "prompt.replace");
  g_signal_connect_object (draft, "notify::prompt-enabled", G_CALLBACK (on_enabled), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "notify::prompt", G_CALLBACK (follow_draft), self,
                           G_CONNECT_SWAPPED);
  sa_transcript_field_set_draft (self->transcript, draft);
  g_binding_group_set_source (self->bindings, draft);
  follow_draft (self);
}

/**
 * sa_prompt_card_set_sample:
 * @self: a card
 * @sample: (nullable): the sample that a clip can be taken from
 * @loading: whether another one is being read
 */
void
sa_prompt_card_set_sample (SaPromptCard *self, SaSample *sample, gboolean loading)
{
  g_return_if_fail (SA_IS_PROMPT_CARD (self));

  g_set_object (&self->sample, sample);
  self->sample_loading = loading;
  follow_draft (self);
}

/**
 * sa_prompt_card_set_studio:
 * @self: a card
 * @studio: what prompt clips are recorded with
 */
void
sa_prompt_card_set_studio (SaPromptCard *self, SaStudio *studio)
{
  g_return_if_fail (SA_IS_PROMPT_CARD (self));
  g_return_if_fail (self->take == NULL);

  self->take = sa_card_take_new (studio, SA_PURPOSE_PROMPT_AUDIO);
  sa_card_take_show_in (self->take, self->pane, self->microphone_row, self->take_row);
  g_signal_connect_object (self->take, "finished", G_CALLBACK (on_finished), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->take, "notify::recording", G_CALLBACK (on_recording), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->take, "stopped", G_CALLBACK (on_stopped), self, G_CONNECT_SWAPPED);
  show_state (self);
}

/**
 * sa_prompt_card_get_take:
 * @self: a card
 *
 * Returns: (transfer none) (nullable): what it records with, and the take that it holds
 */
SaCardTake *
sa_prompt_card_get_take (SaPromptCard *self)
{
  g_return_val_if_fail (SA_IS_PROMPT_CARD (self), NULL);

  return self->take;
}

/**
 * sa_prompt_card_is_recording:
 * @self: a card
 *
 * Returns: whether a prompt clip is being recorded
 */
gboolean
sa_prompt_card_is_recording (SaPromptCard *self)
{
  g_return_val_if_fail (SA_IS_PROMPT_CARD (self), FALSE);

  return self->take != NULL && sa_card_take_is_recording (self->take);
}

/**
 * sa_prompt_card_is_waiting:
 * @self: a card
 *
 * Returns: whether a clip is wanted, and none is there
 */
gboolean
sa_prompt_card_is_waiting (SaPromptCard *self)
{
  g_return_val_if_fail (SA_IS_PROMPT_CARD (self), FALSE);

  return self->waiting;
}

/**
 * sa_prompt_card_claim_take:
 * @self: a card
 * @take: (transfer none): a take of an earlier run, whose file is being opened, or is open
 *
 * From then on more can be recorded at its end.
 */
void
sa_prompt_card_claim_take (SaPromptCard *self, SaTake *take)
{
  g_return_if_fail (SA_IS_PROMPT_CARD (self));

  sa_card_take_claim (self->take, take);
  /* Behind the switch that is off, it is not read before it is on. */
  if (self->recording == NULL || self->incoming != NULL)
    return;

  settle_take (self);
  show_state (self);
}

/**
 * sa_prompt_card_undo_discard:
 * @self: a card
 *
 * Has the take back that was discarded last.
 */
void
sa_prompt_card_undo_discard (SaPromptCard *self)
{
  GFile *file;

  g_return_if_fail (SA_IS_PROMPT_CARD (self));

  file = sa_prompt_card_is_recording (self) ? NULL : sa_card_take_undo_discard (self->take);
  if (file != NULL)
    sa_prompt_card_open (self, file);
}

/**
 * sa_prompt_card_open:
 * @self: a card
 * @file: what the user picked
 *
 * Loads @file for the prompt clip. Should that fail, the card says why and keeps what it had.
 */
void
sa_prompt_card_open (SaPromptCard *self, GFile *file)
{
  g_return_if_fail (SA_IS_PROMPT_CARD (self));

  gtk_widget_set_visible (self->error_row, FALSE);
  load (self, file, NULL);
}

/**
 * sa_prompt_card_is_loading:
 * @self: a card
 *
 * Returns: whether a file is being read
 */
gboolean
sa_prompt_card_is_loading (SaPromptCard *self)
{
  g_return_val_if_fail (SA_IS_PROMPT_CARD (self), FALSE);

  return self->incoming != NULL;
}

/**
 * sa_prompt_card_take_typed:
 * @self: a card
 *
 * Takes the times that are still being typed.
 *
 * Returns: whether they could be taken; otherwise the card says why not
 */
gboolean
sa_prompt_card_take_typed (SaPromptCard *self)
{
  g_return_val_if_fail (SA_IS_PROMPT_CARD (self), FALSE);

  return sa_clip_editor_take_typed (self->editor);
}

/**
 * sa_prompt_card_stop_playing:
 * @self: a card
 */
void
sa_prompt_card_stop_playing (SaPromptCard *self)
{
  g_return_if_fail (SA_IS_PROMPT_CARD (self));

  sa_clip_editor_stop_playing (self->editor);
}

/**
 * sa_prompt_card_focus:
 * @self: a card
 *
 * Moves the focus to what comes next: play the clip, pick one, or switch it on.
 */
void
sa_prompt_card_focus (SaPromptCard *self)
{
  g_return_if_fail (SA_IS_PROMPT_CARD (self));

  if (self->draft == NULL || !sa_draft_get_prompt_enabled (self->draft))
    gtk_widget_grab_focus (self->prompt_switch);
  else if (self->recording != NULL && self->incoming == NULL && !self->choosing)
    sa_clip_editor_focus (self->editor);
  else if (self->incoming == NULL)
    gtk_widget_grab_focus (self->record_button);
}

/**
 * sa_prompt_card_focus_transcript:
 * @self: a card
 *
 * Moves the focus to the words of the prompt clip.
 */
void
sa_prompt_card_focus_transcript (SaPromptCard *self)
{
  g_return_if_fail (SA_IS_PROMPT_CARD (self));

  sa_transcript_field_focus (self->transcript);
}
