/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-prompt-card.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "jobs/sa-prompt-range.h"
#include "rules/sa-limits.h"
#include "sa-card-speech.h"
#include "sa-file-chooser.h"
#include "sa-transcript-field.h"

struct _SaPromptCard {
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkWidget *prompt_switch;
  GtkWidget *clip_row;
  GtkWidget *take_hint;
  GtkWidget *transcript_row;
  SaTranscriptField *transcript;
  SaCardParts parts;

  SaDraft *draft;
  GBindingGroup *bindings;
  SaSample *sample; /* what the sample card holds */
  gboolean sample_loading;
  SaCardSpeech *speech; /* what the clip is a part of: maybe the sample itself */
  SaClip *wanted; /* the part of what is read that is asked for; NULL for a good one */
  gboolean recorded; /* what is read was, just now */
  gboolean waiting; /* for one to be recorded or picked */
  gboolean taking; /* the draft is being told what the editor says */
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

static SaSample *
get_recording (SaPromptCard *self)
{
  return sa_card_speech_get_sample (self->speech);
}

static gboolean
is_from_sample (SaPromptCard *self)
{
  SaSample *recording = get_recording (self);

  return recording != NULL && self->sample != NULL &&
         g_file_equal (sa_sample_get_file (recording), sa_sample_get_file (self->sample));
}

static void
show_title (SaPromptCard *self)
{
  SaSample *recording = get_recording (self);
  g_autofree char *facts = NULL;

  if (recording == NULL || sa_prompt_card_is_loading (self))
    return;

  if (is_from_sample (self)) {
    sa_clip_editor_set_title (self->parts.editor, _ ("Taken from the sample"),
                              sa_sample_get_name (recording));
  } else {
    facts = sa_sample_get_facts (recording);
    sa_clip_editor_set_title (self->parts.editor, sa_sample_get_name (recording), facts);
  }
}

static void
show_state (SaPromptCard *self)
{
  gboolean enabled = self->draft != NULL && sa_draft_get_prompt_enabled (self->draft);
  gboolean waiting = enabled && sa_card_speech_get_state (self->speech) == SA_CARD_EMPTY;

  sa_card_speech_show (self->speech, enabled);
  gtk_widget_set_visible (self->clip_row, enabled);
  gtk_widget_set_visible (self->transcript_row, enabled && !sa_prompt_card_is_recording (self));
  if (!enabled)
    sa_card_speech_clear_error (self->speech);
  gtk_widget_set_visible (self->take_hint, self->sample == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "prompt.take-from-sample",
                                 self->sample != NULL && !self->sample_loading);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "prompt.keep",
                                 sa_card_speech_is_choosing (self->speech));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "prompt.stop-loading",
                                 !sa_card_speech_is_reading_take (self->speech));
  sa_clip_editor_set_overview_shown (self->parts.editor, !is_from_sample (self));
  show_title (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
  if (self->waiting != waiting) {
    self->waiting = waiting;
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAITING]);
  }
}

static void
forget_incoming (SaPromptCard *self)
{
  sa_card_speech_forget_incoming (self->speech);
  g_clear_object (&self->wanted);
  self->recorded = FALSE;
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
  SaSelection *selection = sa_clip_editor_get_selection (self->parts.editor);
  SaClip *clip = sa_clip_editor_get_clip (self->parts.editor);

  self->taking = TRUE;
  sa_draft_set_prompt (self->draft, clip);
  sa_draft_set_prompt_delayed (self->draft,
                               sa_clip_is_whole (clip) &&
                                 sa_sample_get_whole_tolerance (get_recording (self)) > 0);
  sa_draft_set_prompt_seconds (self->draft, sa_selection_get_seconds (selection));
  self->taking = FALSE;
}

static void
on_selection (SaPromptCard *self)
{
  if (get_recording (self) != NULL && !sa_prompt_card_is_loading (self))
    take_selection (self);
}

static void
edit (SaPromptCard *self, SaSample *recording, SaClip *clip)
{
  sa_card_speech_set_sample (self->speech, recording);
  sa_clip_editor_open (self->parts.editor, sa_sample_get_analysis (recording), clip,
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
on_reading_stopped (SaPromptCard *self)
{
  SaClip *prompt = sa_draft_get_prompt (self->draft);
  SaSample *recording = get_recording (self);
  g_autoptr (SaClip) clip = NULL;

  forget_incoming (self);
  if (is_of (recording, prompt)) {
    clip = find_clip (recording, prompt);
    edit (self, recording, clip);
  } else {
    sa_draft_set_prompt (self->draft, NULL);
  }
}

static void
on_loaded (SaPromptCard *self, SaSample *recording)
{
  g_autoptr (SaClip) clip = find_clip (recording, self->wanted);
  gboolean recorded = self->recorded;

  forget_incoming (self);
  edit (self, recording, clip);
  if (recorded)
    g_signal_emit (self, signals[RECORDED], 0);
}

static void
load (SaPromptCard *self, GFile *file, SaClip *wanted)
{
  g_autoptr (SaSample) incoming = sa_sample_new (file);

  forget_incoming (self);
  g_set_object (&self->wanted, wanted);
  sa_card_speech_read (self->speech, incoming);
}

/* The draft can be told by others what the clip is: a draft that was kept, or a job that goes on. One
 * recording is read once, also where sample and prompt clip come from it. */
static void
follow_draft (SaPromptCard *self)
{
  SaClip *prompt = sa_draft_get_prompt (self->draft);
  SaSample *recording = get_recording (self);
  g_autoptr (SaClip) clip = NULL;

  if (self->taking)
    return;

  if (prompt == NULL) {
    forget_incoming (self);
    sa_card_speech_set_sample (self->speech, NULL);
    sa_clip_editor_clear (self->parts.editor);
  } else if (sa_draft_get_prompt_enabled (self->draft) && !self->sample_loading &&
             !is_of (sa_card_speech_get_incoming (self->speech), prompt)) {
    SaSample *known = is_of (recording, prompt)      ? recording
                      : is_of (self->sample, prompt) ? self->sample
                                                     : NULL;

    if (known == NULL) {
      load (self, sa_clip_get_file (prompt), prompt);
      return;
    }
    clip = find_clip (known, prompt);
    if (known != recording || !sa_clip_equal (clip, sa_clip_editor_get_clip (self->parts.editor)))
      edit (self, known, clip);
  }
  show_state (self);
}

static void
on_enabled (SaPromptCard *self)
{
  if (!sa_draft_get_prompt_enabled (self->draft)) {
    sa_clip_editor_stop_playing (self->parts.editor);
    /* It stays behind the switch, as a clip does that was there before. */
    if (sa_prompt_card_is_recording (self))
      sa_recorder_stop (sa_card_take_get_recorder (sa_prompt_card_get_take (self)));
  }
  follow_draft (self);
}

static void
on_play_failed (SaPromptCard *self, GError *error)
{
  sa_card_speech_show_play_error (self->speech, _ ("The prompt clip cannot be played"), error);
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
  sa_card_speech_clear_error (self->speech);
  clip =
    choose_clip (self->sample, sa_sample_get_start (self->sample), sa_sample_get_end (self->sample),
                 sa_clip_get_mix (sa_sample_get_clip (self->sample)));
  edit (self, self->sample, clip);
  sa_clip_editor_focus (self->parts.editor);
}

static void
replace (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sa_card_speech_choose_another (SA_PROMPT_CARD (widget)->speech);
}

static void
keep (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sa_card_speech_keep (SA_PROMPT_CARD (widget)->speech);
}

static void
record (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sa_card_speech_record (SA_PROMPT_CARD (widget)->speech);
}

static void
append (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sa_card_take_append (sa_prompt_card_get_take (SA_PROMPT_CARD (widget)));
}

/* What is recorded; or if nothing is, what was. */
static void
discard_take (SaPromptCard *self)
{
  if (!sa_prompt_card_is_recording (self) && sa_card_speech_is_take (self->speech))
    sa_draft_set_prompt (self->draft, NULL);
  else
    sa_card_take_discard (sa_prompt_card_get_take (self));
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
  self->recorded = TRUE;
}

static void
stop_loading (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sa_card_speech_stop_reading (SA_PROMPT_CARD (widget)->speech);
  sa_prompt_card_focus (SA_PROMPT_CARD (widget));
}

static void
dismiss_error (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaPromptCard *self = SA_PROMPT_CARD (widget);

  sa_card_speech_clear_error (self->speech);
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

  g_object_run_dispose (G_OBJECT (self->speech));
  g_clear_object (&self->wanted);
  g_clear_object (&self->bindings);
  g_clear_object (&self->sample);
  g_clear_object (&self->draft);
  g_clear_pointer (&self->content, gtk_widget_unparent);

  G_OBJECT_CLASS (sa_prompt_card_parent_class)->dispose (object);
}

static void
sa_prompt_card_finalize (GObject *object)
{
  g_object_unref (SA_PROMPT_CARD (object)->speech);

  G_OBJECT_CLASS (sa_prompt_card_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (SA_TYPE_TRANSCRIPT_FIELD);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/soundalike/Soundalike/ui/sa-prompt-card.ui");
  gtk_widget_class_bind_template_child (widget_class, SaPromptCard, content);
  gtk_widget_class_bind_template_child (widget_class, SaPromptCard, prompt_switch);
  gtk_widget_class_bind_template_child (widget_class, SaPromptCard, clip_row);
  gtk_widget_class_bind_template_child (widget_class, SaPromptCard, take_hint);
  gtk_widget_class_bind_template_child (widget_class, SaPromptCard, transcript_row);
  gtk_widget_class_bind_template_child (widget_class, SaPromptCard, transcript);
  sa_card_parts_bind (widget_class, G_STRUCT_OFFSET (SaPromptCard, parts));
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
  object_class->finalize = sa_prompt_card_finalize;

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
  sa_clip_editor_set_purpose (self->parts.editor, SA_PURPOSE_PROMPT_AUDIO);
  sa_clip_editor_set_compact (self->parts.editor, TRUE);
  sa_clip_editor_set_replace_action (self->parts.editor, "prompt.replace");

  self->speech = sa_card_speech_new (&self->parts);
  g_signal_connect_object (self->speech, "changed", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->speech, "loaded", G_CALLBACK (on_loaded), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->speech, "reading-stopped", G_CALLBACK (on_reading_stopped), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->speech, "rested", G_CALLBACK (sa_prompt_card_focus), self,
                           G_CONNECT_SWAPPED);

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
  g_autoptr (SaCheckList) checks = NULL;

  g_return_if_fail (SA_IS_PROMPT_CARD (self));

  if (!g_set_object (&self->draft, draft))
    return;

  checks =
    sa_check_list_new_before (GTK_LIST_BOX (self->content), GTK_LIST_BOX_ROW (self->transcript_row),
                              self->parts.editor, draft);
  sa_check_list_set_actions (checks, "prompt.record", "prompt.append", "prompt.replace");
  sa_card_speech_set_checks (self->speech, checks);
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

  sa_card_speech_set_studio (self->speech, studio, SA_PURPOSE_PROMPT_AUDIO);
  g_signal_connect_object (sa_prompt_card_get_take (self), "finished", G_CALLBACK (on_finished),
                           self, G_CONNECT_SWAPPED);
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

  return sa_card_speech_get_take (self->speech);
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

  return sa_card_speech_is_recording (self->speech);
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

  sa_card_take_claim (sa_prompt_card_get_take (self), take);
  /* Behind the switch that is off, it is not read before it is on. */
  if (get_recording (self) == NULL || sa_prompt_card_is_loading (self))
    return;

  sa_card_speech_settle_take (self->speech);
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

  file = sa_prompt_card_is_recording (self)
           ? NULL
           : sa_card_take_undo_discard (sa_prompt_card_get_take (self));
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

  sa_card_speech_clear_error (self->speech);
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

  return sa_card_speech_get_incoming (self->speech) != NULL;
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

  return sa_clip_editor_take_typed (self->parts.editor);
}

/**
 * sa_prompt_card_stop_playing:
 * @self: a card
 */
void
sa_prompt_card_stop_playing (SaPromptCard *self)
{
  g_return_if_fail (SA_IS_PROMPT_CARD (self));

  sa_clip_editor_stop_playing (self->parts.editor);
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
  else
    sa_card_speech_focus (self->speech);
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
