/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-clip-editor.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "jobs/sa-best-part.h"
#include "sa-check-text.h"
#include "sa-format.h"
#include "sa-layouts.h"
#include "sa-overview.h"
#include "sa-play-button.h"
#include "sa-selection-player.h"
#include "sa-time-entry.h"
#include "sa-timeline.h"

#define LANE_HEIGHT 116
#define COMPACT_LANE_HEIGHT 76

/* How often others hear of a range that is being dragged, and a screen reader of it. */
#define TELL_MILLISECONDS 100

#define ZOOM_STEP 1.5

struct _SaClipEditor {
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkWidget *header;
  GtkLabel *name;
  GtkLabel *facts;
  GtkWidget *menu_button;
  GtkButton *replace_button;
  GtkBox *waves;
  GtkWidget *controls;
  SaPlayButton *play_button;
  GtkToggleButton *loop_button;
  GtkBox *fields;
  GtkLabel *verdict;
  GtkLabel *refusal;
  GtkLabel *note;
  SaOverview *overview;
  SaTimeline *timeline;
  SaTimeEntry *start_entry;
  SaTimeEntry *end_entry;

  SaSelection *selection;
  SaAnalysis *analysis; /* of the recording; NULL while there is none that is complete */
  SaClip *clip; /* what is chosen; NULL while nothing is */
  SaSelectionPlayer *player;
  guint telling;
  gboolean changed; /* the range has, and nobody was told yet */
};

G_DEFINE_FINAL_TYPE (SaClipEditor, sa_clip_editor, GTK_TYPE_WIDGET)

enum { SELECTION_CHANGED, PLAY_FAILED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
on_moved (SaClipEditor *self, double playhead)
{
  sa_timeline_set_playhead (self->timeline, playhead);
  sa_overview_set_playhead (self->overview, playhead);
}

static void
on_play_failed (SaClipEditor *self, GError *error)
{
  g_signal_emit (self, signals[PLAY_FAILED], 0, error);
}

/* Made with the first recording, so that starting up need not wait for the sound system. */
static void
ensure_player (SaClipEditor *self)
{
  SaPlayer *player;

  if (self->player != NULL)
    return;

  self->player = sa_selection_player_new (self->selection);
  g_signal_connect_object (self->player, "moved", G_CALLBACK (on_moved), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->player, "failed", G_CALLBACK (on_play_failed), self,
                           G_CONNECT_SWAPPED);
  player = sa_selection_player_get_player (self->player);
  g_object_bind_property (self->loop_button, "active", player, "loop", G_BINDING_SYNC_CREATE);
  sa_play_button_set_player (self->play_button, player);
}

static void
set_clip (SaClipEditor *self, SaClip *clip)
{
  g_set_object (&self->clip, clip);
  sa_selection_player_set_clip (self->player, clip);
}

static void
on_seek (SaClipEditor *self, double seconds)
{
  if (self->player != NULL)
    sa_selection_player_seek (self->player, seconds);
}

static gboolean
find_silence (SaClipEditor *self, double *start, double *end)
{
  double offset = sa_selection_get_start (self->selection);
  SaChecks checks;
  double from, to;

  if (self->clip == NULL || !sa_selection_has_range (self->selection))
    return FALSE;

  sa_analysis_check_range (self->analysis, offset, sa_selection_get_end (self->selection), &checks);
  if (!sa_clip_editor_find_trim (self, &checks, &from, &to))
    return FALSE;

  if (start != NULL)
    *start = offset + from;
  if (end != NULL)
    *end = offset + to;

  return TRUE;
}

static void
update_edit_actions (SaClipEditor *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "editor.undo", sa_selection_can_undo (self->selection));
  gtk_widget_action_set_enabled (widget, "editor.redo", sa_selection_can_redo (self->selection));
  gtk_widget_action_set_enabled (widget, "editor.suggest", self->clip != NULL);
  gtk_widget_action_set_enabled (widget, "editor.trim-silence", find_silence (self, NULL, NULL));
}

static void
update_view_actions (SaClipEditor *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  double length = sa_selection_get_view_length (self->selection);
  double duration = sa_selection_get_duration (self->selection);

  gtk_widget_action_set_enabled (widget, "editor.zoom-in",
                                 length > MIN (SA_SELECTION_MIN_VIEW, duration));
  gtk_widget_action_set_enabled (widget, "editor.zoom-out", length < duration);
  gtk_widget_action_set_enabled (widget, "editor.zoom-fit",
                                 sa_selection_has_range (self->selection));
}

static void
show_verdict (SaClipEditor *self)
{
  gboolean fits;
  g_autofree char *words = sa_format_verdict (sa_selection_get_purpose (self->selection),
                                              sa_selection_get_seconds (self->selection),
                                              sa_selection_get_tolerance (self->selection), &fits);

  gtk_label_set_label (self->verdict, words);
  gtk_widget_remove_css_class (GTK_WIDGET (self->verdict), fits ? "warning" : "success");
  gtk_widget_add_css_class (GTK_WIDGET (self->verdict), fits ? "success" : "warning");
}

static void
show_range (SaClipEditor *self)
{
  gboolean shown = sa_selection_has_range (self->selection);

  gtk_widget_set_visible (self->controls, shown);
  if (!shown)
    return;

  sa_time_entry_update (self->start_entry);
  sa_time_entry_update (self->end_entry);
  show_verdict (self);
}

static void
describe (SaClipEditor *self)
{
  sa_timeline_describe (self->timeline);
  sa_overview_describe (self->overview);
}

/* The whole file keeps no range, so that it can be sent as it is. */
static void
take_clip (SaClipEditor *self)
{
  double start = sa_selection_get_start (self->selection);
  double end = sa_selection_get_end (self->selection);
  g_autoptr (SaClip) clip = NULL;

  if (self->clip == NULL)
    return;

  clip = sa_selection_is_whole (self->selection) ? sa_clip_with_range (self->clip, 0, -1)
                                                 : sa_clip_with_range (self->clip, start, end);
  if (!sa_clip_equal (clip, self->clip))
    set_clip (self, clip);
}

static void
tell (SaClipEditor *self)
{
  g_clear_handle_id (&self->telling, g_source_remove);
  self->changed = FALSE;
  describe (self);
  take_clip (self);
  g_signal_emit (self, signals[SELECTION_CHANGED], 0);
}

static gboolean
on_time_to_tell (gpointer user_data)
{
  SaClipEditor *self = user_data;

  self->telling = 0;
  if (self->changed && self->clip != NULL)
    tell (self);
  else
    describe (self);

  return G_SOURCE_REMOVE;
}

static void
tell_later (SaClipEditor *self)
{
  if (self->telling == 0)
    self->telling = g_timeout_add (TELL_MILLISECONDS, on_time_to_tell, self);
}

/* It is about the range as it is now. */
static void
show_note (SaClipEditor *self, const char *words)
{
  gtk_label_set_label (self->note, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), words != NULL);
#if GTK_CHECK_VERSION(4, 14, 0)
  if (words != NULL) {
    G_GNUC_BEGIN_IGNORE_DEPRECATIONS
    gtk_accessible_announce (GTK_ACCESSIBLE (self), words,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
    G_GNUC_END_IGNORE_DEPRECATIONS
  }
#endif
}

static void
on_range_changed (SaClipEditor *self)
{
  show_note (self, NULL);
  show_range (self);
  if (self->player != NULL)
    sa_selection_player_hold (self->player);
  self->changed = TRUE;
  tell_later (self);
}

static void
on_edited (SaClipEditor *self)
{
  update_edit_actions (self);
  if (self->clip == NULL)
    return;

  tell (self);
  sa_selection_player_go_on (self->player);
}

/* The channels go back and forth with the range's history. */
static void
on_options_changed (SaClipEditor *self)
{
  SaChannelMix mix = sa_selection_get_option (self->selection, SA_SELECTION_CHANNELS);
  g_autoptr (SaClip) clip = NULL;

  if (self->clip == NULL || sa_clip_get_mix (self->clip) == mix)
    return;

  sa_clip_editor_stop_playing (self);
  clip = sa_clip_with_mix (self->clip, mix);
  set_clip (self, clip);
  sa_selection_player_go_on (self->player);
  tell (self);
}

static void
on_view_changed (SaClipEditor *self)
{
  update_view_actions (self);
  tell_later (self);
}

static void
on_refused (SaClipEditor *self, const char *why)
{
  gtk_label_set_label (self->refusal, why != NULL ? why : "");
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), why != NULL);
}

static void
undo (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sa_selection_undo (SA_CLIP_EDITOR (widget)->selection);
}

static void
redo (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sa_selection_redo (SA_CLIP_EDITOR (widget)->selection);
}

/* Keys and buttons zoom around what is worked at: the handle with the focus, what is heard, the middle. */
static void
zoom_by (SaClipEditor *self, double factor)
{
  double start = sa_selection_get_view_start (self->selection);
  double length = sa_selection_get_view_length (self->selection);
  double anchor = start + length / 2;
  double playhead = self->player != NULL ? sa_selection_player_get_playhead (self->player) : -1;

  if (playhead >= start && playhead <= start + length)
    anchor = playhead;
  sa_timeline_find_focus (self->timeline, &anchor);
  sa_selection_zoom (self->selection, factor, anchor);
}

static void
zoom_in (GtkWidget *widget, const char *action, GVariant *parameter)
{
  zoom_by (SA_CLIP_EDITOR (widget), 1 / ZOOM_STEP);
}

static void
zoom_out (GtkWidget *widget, const char *action, GVariant *parameter)
{
  zoom_by (SA_CLIP_EDITOR (widget), ZOOM_STEP);
}

static void
zoom_fit (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sa_selection_show_range (SA_CLIP_EDITOR (widget)->selection);
}

static void
suggest (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sa_clip_editor_suggest_best_part (SA_CLIP_EDITOR (widget));
}

static void
trim_silence (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaClipEditor *self = SA_CLIP_EDITOR (widget);
  double start, end;

  if (find_silence (self, &start, &end))
    sa_selection_set_range (self->selection, start, end);
}

static void
play (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaClipEditor *self = SA_CLIP_EDITOR (widget);

  if (self->clip != NULL)
    g_signal_emit_by_name (self->play_button, "clicked");
}

static void
sa_clip_editor_dispose (GObject *object)
{
  SaClipEditor *self = SA_CLIP_EDITOR (object);

  g_clear_handle_id (&self->telling, g_source_remove);
  g_clear_object (&self->player);
  g_clear_object (&self->clip);
  g_clear_object (&self->analysis);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (sa_clip_editor_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (SA_TYPE_PLAY_BUTTON);
  g_type_ensure (SA_TYPE_HEADER_LAYOUT);
  g_type_ensure (SA_TYPE_PAIR_LAYOUT);
  g_type_ensure (SA_TYPE_CONTROLS_LAYOUT);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/soundalike/Soundalike/ui/sa-clip-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, SaClipEditor, content);
  gtk_widget_class_bind_template_child (widget_class, SaClipEditor, header);
  gtk_widget_class_bind_template_child (widget_class, SaClipEditor, name);
  gtk_widget_class_bind_template_child (widget_class, SaClipEditor, facts);
  gtk_widget_class_bind_template_child (widget_class, SaClipEditor, menu_button);
  gtk_widget_class_bind_template_child (widget_class, SaClipEditor, replace_button);
  gtk_widget_class_bind_template_child (widget_class, SaClipEditor, waves);
  gtk_widget_class_bind_template_child (widget_class, SaClipEditor, controls);
  gtk_widget_class_bind_template_child (widget_class, SaClipEditor, play_button);
  gtk_widget_class_bind_template_child (widget_class, SaClipEditor, loop_button);
  gtk_widget_class_bind_template_child (widget_class, SaClipEditor, fields);
  gtk_widget_class_bind_template_child (widget_class, SaClipEditor, verdict);
  gtk_widget_class_bind_template_child (widget_class, SaClipEditor, refusal);
  gtk_widget_class_bind_template_child (widget_class, SaClipEditor, note);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  static const struct {
    guint key;
    GdkModifierType modifiers;
    const char *action;
  } keys[] = {
    { GDK_KEY_z, GDK_CONTROL_MASK, "editor.undo" },
    { GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "editor.redo" },
    { GDK_KEY_b, GDK_CONTROL_MASK, "editor.suggest" },
    { GDK_KEY_t, GDK_CONTROL_MASK, "editor.trim-silence" },
    { GDK_KEY_plus, 0, "editor.zoom-in" },
    { GDK_KEY_plus, GDK_SHIFT_MASK, "editor.zoom-in" },
    { GDK_KEY_equal, 0, "editor.zoom-in" },
    { GDK_KEY_KP_Add, 0, "editor.zoom-in" },
    { GDK_KEY_minus, 0, "editor.zoom-out" },
    { GDK_KEY_KP_Subtract, 0, "editor.zoom-out" },
    { GDK_KEY_0, 0, "editor.zoom-fit" },
    { GDK_KEY_KP_0, 0, "editor.zoom-fit" },
    { GDK_KEY_space, 0, "editor.play" },
    { GDK_KEY_KP_Space, 0, "editor.play" },
  };

  gtk_widget_class_install_action (widget_class, "editor.undo", NULL, undo);
  gtk_widget_class_install_action (widget_class, "editor.redo", NULL, redo);
  gtk_widget_class_install_action (widget_class, "editor.suggest", NULL, suggest);
  gtk_widget_class_install_action (widget_class, "editor.trim-silence", NULL, trim_silence);
  gtk_widget_class_install_action (widget_class, "editor.zoom-in", NULL, zoom_in);
  gtk_widget_class_install_action (widget_class, "editor.zoom-out", NULL, zoom_out);
  gtk_widget_class_install_action (widget_class, "editor.zoom-fit", NULL, zoom_fit);
  gtk_widget_class_install_action (widget_class, "editor.play", NULL, play);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, keys[i].modifiers,
                                         keys[i].action, NULL);
}

static void
sa_clip_editor_class_init (SaClipEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sa_clip_editor_dispose;

  /**
   * SaClipEditor::selection-changed:
   *
   * sa_clip_editor_get_clip() is another one.
   */
  signals[SELECTION_CHANGED] =
    g_signal_new ("selection-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 0);
  /**
   * SaClipEditor::play-failed:
   * @error: (nullable): why; %NULL once it is heard after all
   */
  signals[PLAY_FAILED] = g_signal_new ("play-failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);

  bind_template (widget_class);
  install_actions (widget_class);
  gtk_widget_class_set_css_name (widget_class, "clipeditor");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
add_parts (SaClipEditor *self)
{
  self->overview = SA_OVERVIEW (sa_overview_new (self->selection));
  self->timeline = SA_TIMELINE (sa_timeline_new (self->selection));
  self->start_entry = SA_TIME_ENTRY (sa_time_entry_new (self->selection, SA_SELECTION_START));
  self->end_entry = SA_TIME_ENTRY (sa_time_entry_new (self->selection, SA_SELECTION_END));

  gtk_box_append (self->waves, GTK_WIDGET (self->overview));
  gtk_box_append (self->waves, GTK_WIDGET (self->timeline));
  gtk_box_append (self->fields, GTK_WIDGET (self->start_entry));
  gtk_box_append (self->fields, GTK_WIDGET (self->end_entry));
  /* Start before End, as the waveform runs. */
  gtk_widget_set_direction (GTK_WIDGET (self->fields), GTK_TEXT_DIR_LTR);

  g_signal_connect_object (self->timeline, "seek", G_CALLBACK (on_seek), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->start_entry, "refused", G_CALLBACK (on_refused), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->end_entry, "refused", G_CALLBACK (on_refused), self,
                           G_CONNECT_SWAPPED);
}

static void
sa_clip_editor_init (SaClipEditor *self)
{
  self->selection = sa_selection_new (SA_PURPOSE_VOICE_CLONE);
  gtk_widget_init_template (GTK_WIDGET (self));
  add_parts (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Edit and Zoom"), -1);
  g_signal_connect_object (self->selection, "range-changed", G_CALLBACK (on_range_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "options-changed", G_CALLBACK (on_options_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "view-changed", G_CALLBACK (on_view_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "edited", G_CALLBACK (on_edited), self,
                           G_CONNECT_SWAPPED);
  update_edit_actions (self);
  update_view_actions (self);
}

/**
 * sa_clip_editor_new:
 *
 * Returns: (transfer floating): an editor of nothing yet
 */
GtkWidget *
sa_clip_editor_new (void)
{
  return g_object_new (SA_TYPE_CLIP_EDITOR, NULL);
}

/**
 * sa_clip_editor_set_purpose:
 * @self: an editor
 * @purpose: what the clip is for, which says how long it may be
 */
void
sa_clip_editor_set_purpose (SaClipEditor *self, SaPurpose purpose)
{
  g_return_if_fail (SA_IS_CLIP_EDITOR (self));

  sa_selection_set_purpose (self->selection, purpose);
  gtk_widget_set_visible (GTK_WIDGET (self->verdict), sa_purpose_is_speech (purpose));
}

/**
 * sa_clip_editor_set_compact:
 * @self: an editor
 * @compact: whether the waveform is lower, as for a prompt clip
 */
void
sa_clip_editor_set_compact (SaClipEditor *self, gboolean compact)
{
  g_return_if_fail (SA_IS_CLIP_EDITOR (self));

  sa_timeline_set_lane_height (self->timeline, compact ? COMPACT_LANE_HEIGHT : LANE_HEIGHT);
}

/**
 * sa_clip_editor_set_overview_shown:
 * @self: an editor
 * @shown: whether all of the recording stands above its zoomed waveform
 */
void
sa_clip_editor_set_overview_shown (SaClipEditor *self, gboolean shown)
{
  g_return_if_fail (SA_IS_CLIP_EDITOR (self));

  gtk_widget_set_visible (GTK_WIDGET (self->overview), shown);
}

/**
 * sa_clip_editor_set_replace_action:
 * @self: an editor
 * @action_name: (nullable): the action of the button *Replace*; %NULL for no such button
 */
void
sa_clip_editor_set_replace_action (SaClipEditor *self, const char *action_name)
{
  g_return_if_fail (SA_IS_CLIP_EDITOR (self));

  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->replace_button), action_name);
  gtk_widget_set_visible (GTK_WIDGET (self->replace_button), action_name != NULL);
}

/**
 * sa_clip_editor_set_title:
 * @self: an editor
 * @name: what the recording is called
 * @facts: what else there is to say about it
 */
void
sa_clip_editor_set_title (SaClipEditor *self, const char *name, const char *facts)
{
  g_return_if_fail (SA_IS_CLIP_EDITOR (self));

  gtk_label_set_label (self->name, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), name);
  gtk_label_set_label (self->facts, facts);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->facts), facts);
}

static void
show_peaks (SaClipEditor *self, SaPeaks *peaks)
{
  sa_timeline_set_peaks (self->timeline, peaks);
  sa_overview_set_peaks (self->overview, peaks);
}

/**
 * sa_clip_editor_show_growing:
 * @self: an editor
 * @peaks: (nullable): the waveform as far as it was read
 * @rate: the recording's frames per second; 0 where it is not known
 * @frames: how many it will have, as far as is known
 *
 * Shows a recording that is still being read: it can be looked at, and nothing is chosen in it. To be
 * called again whenever more was read.
 */
void
sa_clip_editor_show_growing (SaClipEditor *self, SaPeaks *peaks, int rate, gint64 frames)
{
  g_return_if_fail (SA_IS_CLIP_EDITOR (self));

  if (self->player != NULL)
    sa_selection_player_forget (self->player);
  g_clear_object (&self->clip);
  g_clear_object (&self->analysis);
  on_refused (self, NULL);
  show_note (self, NULL);
  sa_timeline_set_speech (self->timeline, NULL, 0);
  sa_selection_set_length (self->selection, rate, frames);
  show_peaks (self, peaks);
  show_range (self);
  update_edit_actions (self);
  update_view_actions (self);
}

/**
 * sa_clip_editor_open:
 * @self: an editor
 * @analysis: a complete analysis of all of a file
 * @clip: what is chosen in that file
 * @tolerance: by how many seconds the length of the whole file may miss a limit
 *
 * Begins to edit; earlier edits are forgotten. The clip that is edited keeps the channel mix of @clip.
 */
void
sa_clip_editor_open (SaClipEditor *self, SaAnalysis *analysis, SaClip *clip, double tolerance)
{
  const SaSpeech *speech;
  gsize n;

  g_return_if_fail (SA_IS_CLIP_EDITOR (self));
  g_return_if_fail (SA_IS_ANALYSIS (analysis) && SA_IS_CLIP (clip));

  ensure_player (self);
  sa_selection_player_forget (self->player);
  /* Without a clip, as the range is still that of what was edited before. */
  g_clear_object (&self->clip);
  sa_selection_adopt_option (self->selection, SA_SELECTION_CHANNELS, sa_clip_get_mix (clip));
  set_clip (self, clip);
  g_set_object (&self->analysis, analysis);
  on_refused (self, NULL);
  show_note (self, NULL);
  show_peaks (self, sa_analysis_get_peaks (analysis));
  speech = sa_analysis_get_speech (analysis, &n);
  sa_timeline_set_speech (self->timeline, speech, n);
  sa_selection_open (self->selection, sa_analysis_get_sample_rate (analysis),
                     sa_analysis_get_frames (analysis), sa_clip_get_start (clip),
                     sa_clip_get_end (clip), tolerance);
}

/**
 * sa_clip_editor_clear:
 * @self: an editor
 *
 * Forgets its recording.
 */
void
sa_clip_editor_clear (SaClipEditor *self)
{
  g_return_if_fail (SA_IS_CLIP_EDITOR (self));

  sa_clip_editor_show_growing (self, NULL, 0, 0);
}

/**
 * sa_clip_editor_get_selection:
 * @self: an editor
 *
 * Returns: (transfer none): what is chosen and looked at
 */
SaSelection *
sa_clip_editor_get_selection (SaClipEditor *self)
{
  g_return_val_if_fail (SA_IS_CLIP_EDITOR (self), NULL);

  return self->selection;
}

/**
 * sa_clip_editor_get_clip:
 * @self: an editor
 *
 * Returns: (transfer none) (nullable): the clip that is chosen
 */
SaClip *
sa_clip_editor_get_clip (SaClipEditor *self)
{
  g_return_val_if_fail (SA_IS_CLIP_EDITOR (self), NULL);

  return self->clip;
}

/**
 * sa_clip_editor_set_mix:
 * @self: an editor with a clip
 * @mix: which channels are heard and sent
 *
 * Chooses other channels of the same range.
 */
void
sa_clip_editor_set_mix (SaClipEditor *self, SaChannelMix mix)
{
  g_return_if_fail (SA_IS_CLIP_EDITOR (self));
  g_return_if_fail (self->clip != NULL);

  sa_selection_set_option (self->selection, SA_SELECTION_CHANNELS, mix);
}

/**
 * sa_clip_editor_find_trim:
 * @self: an editor
 * @checks: of the range that is chosen
 * @start: (out): where a range without the silence at its ends would begin, in seconds from its start
 * @end: (out): where it would end
 *
 * Returns: whether there is any to speak of, and it can be taken off
 */
gboolean
sa_clip_editor_find_trim (SaClipEditor *self, const SaChecks *checks, double *start, double *end)
{
  g_return_val_if_fail (SA_IS_CLIP_EDITOR (self), FALSE);

  /* A hundredth more than the least, which rounding to whole frames does not take away. */
  return sa_checks_suggest_trim (checks, sa_selection_get_min_seconds (self->selection) + 0.01,
                                 start, end);
}

static gboolean
is_chosen (SaClipEditor *self, const SaBestPart *part)
{
  double frame = 1.0 / sa_selection_get_rate (self->selection);

  return fabs (sa_selection_get_start (self->selection) - part->start) < frame &&
         fabs (sa_selection_get_end (self->selection) - part->end) < frame;
}

/**
 * sa_clip_editor_suggest_best_part:
 * @self: an editor
 *
 * Chooses the longest lawful part with clean speech, looks at it, and says why it is good.
 */
void
sa_clip_editor_suggest_best_part (SaClipEditor *self)
{
  SaPurpose purpose;
  SaBestPart part;
  g_autofree char *why = NULL;

  g_return_if_fail (SA_IS_CLIP_EDITOR (self));

  if (self->clip == NULL)
    return;

  purpose = sa_selection_get_purpose (self->selection);
  if (!sa_best_part_suggest (self->analysis, purpose, &part)) {
    show_note (self, purpose == SA_PURPOSE_VOICE_CLONE
                       ? _ ("There is no part with 10 seconds of speech in it")
                       : _ ("There is no speech in it"));
    return;
  }

  why = sa_check_text_best_part (&part);
  if (is_chosen (self, &part)) {
    show_note (self, why);
    return;
  }
  sa_selection_set_range (self->selection, part.start, part.end);
  sa_selection_show_range (self->selection);
  show_note (self, why);
}

/**
 * sa_clip_editor_set_foreign_range:
 * @self: an editor
 * @name: (nullable): what another range of the same recording is for; %NULL for none
 * @start: where it begins, in seconds
 * @end: where it ends
 *
 * Shows another range too, such as the prompt clip's in the sample.
 */
void
sa_clip_editor_set_foreign_range (SaClipEditor *self, const char *name, double start, double end)
{
  g_return_if_fail (SA_IS_CLIP_EDITOR (self));

  sa_timeline_set_foreign_range (self->timeline, name, start, end);
  sa_overview_set_foreign_range (self->overview, name != NULL, start, end);
}

/**
 * sa_clip_editor_take_typed:
 * @self: an editor
 *
 * Takes the times that are still being typed.
 *
 * Returns: whether all of what was typed is chosen; otherwise it is said why not
 */
gboolean
sa_clip_editor_take_typed (SaClipEditor *self)
{
  g_return_val_if_fail (SA_IS_CLIP_EDITOR (self), FALSE);

  return sa_time_entry_apply (self->start_entry) && sa_time_entry_apply (self->end_entry);
}

/**
 * sa_clip_editor_stop_playing:
 * @self: an editor
 */
void
sa_clip_editor_stop_playing (SaClipEditor *self)
{
  g_return_if_fail (SA_IS_CLIP_EDITOR (self));

  if (self->player != NULL)
    sa_selection_player_stop (self->player);
}

/**
 * sa_clip_editor_focus:
 * @self: an editor
 *
 * Moves the focus to what comes next: to hear what is chosen.
 */
void
sa_clip_editor_focus (SaClipEditor *self)
{
  g_return_if_fail (SA_IS_CLIP_EDITOR (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->play_button));
}
