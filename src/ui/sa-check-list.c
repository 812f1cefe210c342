/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-check-list.h"

#include <glib/gi18n-lib.h>

#include "jobs/sa-best-part.h"
#include "sa-check-row.h"
#include "sa-check-text.h"
#include "sa-good-row.h"

/* How often what is dragged is checked: two hours are some milliseconds of work. */
#define CHECK_MILLISECONDS 200

typedef enum {
  CHECK_SPEECH,
  CHECK_LENGTH,
  CHECK_ENDS,
  CHECK_PAUSES,
  CHECK_NOISE,
  CHECK_LEVEL,
  CHECK_CLIPPING,
  CHECK_DEAD_CHANNEL,
  CHECK_INVERTED_CHANNEL,
  N_CHECKS,
} Check;

/* What a button does about it. */
typedef enum {
  WAY_SWITCH, /* the service helps */
  WAY_MIX, /* other channels do */
  WAY_TRIM,
  WAY_SUGGEST,
  WAY_RECORD,
  WAY_APPEND,
  WAY_REPLACE,
} Way;

struct _SaCheckList {
  GObject parent_instance;

  GtkListBox *list;
  SaClipEditor *editor;
  SaDraft *draft;
  SaCheckRow *rows[N_CHECKS];
  SaGoodRow *good_row;

  char *record_action;
  char *append_action;
  char *replace_action;
  gboolean recorded;

  SaAnalysis *analysis;
  SaChecks checks;
  SaProblems problems;
  SaChannelStats stats;
  gboolean best_sought; /* in this analysis */
  gboolean best_found;
  SaBestPart best;
  gboolean trimmed; /* the range is the one that Trim Silence made */
  double trimmed_start;
  double trimmed_end;
  double untrimmed_start; /* what it was before */
  double untrimmed_end;
  guint checking;
};

G_DEFINE_FINAL_TYPE (SaCheckList, sa_check_list, G_TYPE_OBJECT)

/* What each row is about, and which switch of the service helps. */
static const struct {
  SaProblems problem;
  Way way;
  SaSelectionOption option;
  const char *mended;
} kinds[N_CHECKS] = {
  [CHECK_SPEECH] = { SA_PROBLEMS_SILENT, WAY_RECORD },
  [CHECK_LENGTH] = { SA_PROBLEMS_TOO_SHORT | SA_PROBLEMS_TOO_LONG, WAY_SUGGEST },
  [CHECK_ENDS] = { SA_PROBLEMS_NONE, WAY_TRIM, 0, N_ ("The silence at the ends is left out") },
  [CHECK_PAUSES] = { SA_PROBLEMS_NONE, WAY_SUGGEST },
  [CHECK_NOISE] = { SA_PROBLEMS_NOISY, WAY_SWITCH, SA_SELECTION_REDUCE_NOISE,
                    N_ ("Background noise will be reduced") },
  [CHECK_LEVEL] = { SA_PROBLEMS_QUIET, WAY_SWITCH, SA_SELECTION_NORMALIZE_VOLUME,
                    N_ ("The volume will be normalized") },
  [CHECK_CLIPPING] = { SA_PROBLEMS_CLIPPED, WAY_RECORD },
  [CHECK_DEAD_CHANNEL] = { SA_PROBLEMS_DEAD_CHANNEL, WAY_MIX },
  [CHECK_INVERTED_CHANNEL] = { SA_PROBLEMS_INVERTED_CHANNEL, WAY_MIX },
};

/* The draft's switches that stand among the steps of the selection. */
static const struct {
  const char *property;
  SaSelectionOption option;
} switches[] = {
  { "noise-reduction", SA_SELECTION_REDUCE_NOISE },
  { "volume-normalization", SA_SELECTION_NORMALIZE_VOLUME },
};

static SaSelection *
get_selection (SaCheckList *self)
{
  return sa_clip_editor_get_selection (self->editor);
}

static gboolean
is_prompt (SaCheckList *self)
{
  return sa_selection_get_purpose (get_selection (self)) == SA_PURPOSE_PROMPT_AUDIO;
}

static gboolean
suggest_trim (SaCheckList *self, double *start, double *end)
{
  return sa_clip_editor_find_trim (self->editor, &self->checks, start, end);
}

static gboolean
is_wrong (SaCheckList *self, Check check)
{
  double start, end;

  if (check == CHECK_ENDS)
    return suggest_trim (self, &start, &end);
  if (check == CHECK_PAUSES)
    return sa_checks_has_long_pauses (&self->checks);

  return (self->problems & kinds[check].problem) != 0;
}

static SaChannelMix
get_mix (SaCheckList *self)
{
  return sa_clip_get_mix (sa_clip_editor_get_clip (self->editor));
}

static gboolean
is_mended (SaCheckList *self, Check check)
{
  if (check == CHECK_ENDS)
    return self->trimmed;
  if (!is_wrong (self, check))
    return FALSE;
  if (kinds[check].way == WAY_MIX)
    return get_mix (self) != SA_CHANNEL_MIX_AUTO;

  return kinds[check].way == WAY_SWITCH &&
         sa_selection_get_option (get_selection (self), kinds[check].option) != 0;
}

/* Looked for once it is wanted: an hour takes some time. */
static const SaBestPart *
find_best (SaCheckList *self)
{
  if (!self->best_sought)
    self->best_found =
      sa_best_part_suggest (self->analysis, sa_selection_get_purpose (get_selection (self)),
                            &self->best);
  self->best_sought = TRUE;

  return self->best_found ? &self->best : NULL;
}

/* Whether there is a part of the recording that is better than what is chosen. */
static gboolean
is_better_elsewhere (SaCheckList *self, Check check)
{
  const SaBestPart *best = find_best (self);

  if (best == NULL)
    return FALSE;
  if (check == CHECK_LENGTH)
    return TRUE;

  return best->checks.pauses * self->checks.duration <
         self->checks.pauses * best->checks.duration * 0.9;
}

static Way
find_way (SaCheckList *self, Check check)
{
  Way way = kinds[check].way;

  if (way == WAY_SUGGEST && !is_better_elsewhere (self, check))
    way =
      check == CHECK_LENGTH && (self->problems & SA_PROBLEMS_TOO_SHORT) ? WAY_APPEND : WAY_RECORD;
  if ((way == WAY_APPEND || way == WAY_RECORD) && !self->recorded)
    way = WAY_REPLACE;

  return way;
}

static const char *
get_button (SaCheckList *self, Check check)
{
  switch (find_way (self, check)) {
  case WAY_SWITCH:
    return check == CHECK_NOISE ? _ ("Reduce Noise") : _ ("Normalize Volume");
  case WAY_MIX:
    return sa_check_text_mix_button (sa_channel_mix_choose (&self->stats), self->stats.channels);
  case WAY_TRIM:
    return _ ("Trim Silence");
  case WAY_SUGGEST:
    return _ ("Suggest Best Part");
  case WAY_RECORD:
    return _ ("Record Again");
  case WAY_APPEND:
    return _ ("Record More");
  case WAY_REPLACE:
  default:
    return _ ("Replace");
  }
}

static void
show_mended (SaCheckList *self, Check check)
{
  g_autofree char *length = NULL;

  if (kinds[check].way == WAY_MIX) {
    sa_check_row_show_mended (self->rows[check],
                              sa_check_text_mix (get_mix (self), self->stats.channels),
                              _ ("At its full level, as mono sound"));
  } else if (check == CHECK_ENDS) {
    length = g_strdup_printf (_ ("%.1f s before and %.1f s after the words are kept"),
                              self->checks.leading_silence, self->checks.trailing_silence);
    sa_check_row_show_mended (self->rows[check], _ (kinds[check].mended), length);
  } else {
    sa_check_row_show_mended (self->rows[check], _ (kinds[check].mended),
                              _ ("By the service, before it clones"));
  }
}

/* How far the dead channel lies below the loudest. */
static char *
describe_dead_channel (SaCheckList *self)
{
  int loudest = sa_channel_stats_get_loudest (&self->stats);

  return sa_check_text_dead_channel (sa_channel_stats_get_power (&self->stats,
                                                                 self->checks.dead_channel),
                                     sa_channel_stats_get_power (&self->stats, loudest), loudest,
                                     self->stats.channels);
}

static void
show_length (SaCheckList *self)
{
  SaPurpose purpose = sa_selection_get_purpose (get_selection (self));
  SaLengthVerdict verdict =
    self->problems & SA_PROBLEMS_TOO_SHORT ? SA_LENGTH_TOO_SHORT : SA_LENGTH_TOO_LONG;
  g_autofree char *figure = sa_check_text_length (purpose, self->checks.duration, verdict);

  sa_check_row_show_problem (self->rows[CHECK_LENGTH],
                             sa_check_text_length_title (purpose, verdict), figure,
                             get_button (self, CHECK_LENGTH));
}

static char *
describe_figure (SaCheckList *self, Check check)
{
  switch (check) {
  case CHECK_ENDS:
    return sa_check_text_ends (&self->checks);
  case CHECK_PAUSES:
    return sa_check_text_pauses (&self->checks);
  case CHECK_DEAD_CHANNEL:
    return describe_dead_channel (self);
  case CHECK_SPEECH:
  case CHECK_LENGTH:
  case CHECK_NOISE:
  case CHECK_LEVEL:
  case CHECK_CLIPPING:
  case CHECK_INVERTED_CHANNEL:
  case N_CHECKS:
  default:
    return sa_check_text_figure (kinds[check].problem, &self->checks);
  }
}

static void
show_problem (SaCheckList *self, Check check)
{
  g_autofree char *title = NULL;
  g_autofree char *figure = NULL;

  if (check == CHECK_LENGTH) {
    show_length (self);
    return;
  }

  if (check == CHECK_ENDS)
    title = g_strdup (_ ("Silence at the ends"));
  else if (check == CHECK_PAUSES)
    title = g_strdup (_ ("Long pauses"));
  else
    title = sa_check_text_title (kinds[check].problem, &self->checks);
  figure = describe_figure (self, check);
  sa_check_row_show_problem (self->rows[check], title, figure, get_button (self, check));
}

static void
show_check (SaCheckList *self, Check check)
{
  gboolean silent = (self->problems & SA_PROBLEMS_SILENT) != 0 && check != CHECK_SPEECH;
  gboolean mended = !silent && is_mended (self, check);
  gboolean wrong = !silent && is_wrong (self, check);

  gtk_widget_set_visible (GTK_WIDGET (self->rows[check]), mended || wrong);
  if (mended)
    show_mended (self, check);
  else if (wrong)
    show_problem (self, check);
}

static void
show_good (SaCheckList *self)
{
  SaCheckGood good = 0;
  gboolean silent = (self->problems & SA_PROBLEMS_SILENT) != 0;

  if (!is_wrong (self, CHECK_LEVEL))
    good |= SA_CHECK_GOOD_LEVEL;
  if (!is_wrong (self, CHECK_NOISE))
    good |= SA_CHECK_GOOD_NOISE;
  if (!is_wrong (self, CHECK_CLIPPING))
    good |= SA_CHECK_GOOD_CLIPPING;
  if (!is_wrong (self, CHECK_ENDS) && !self->trimmed && !is_wrong (self, CHECK_PAUSES))
    good |= SA_CHECK_GOOD_SILENCE;
  if (!is_wrong (self, CHECK_DEAD_CHANNEL) && !is_wrong (self, CHECK_INVERTED_CHANNEL))
    good |= SA_CHECK_GOOD_CHANNELS;

  if (self->stats.channels == 1 && good != SA_CHECK_GOOD_ALL)
    good &= ~(guint) SA_CHECK_GOOD_CHANNELS;

  gtk_widget_set_visible (GTK_WIDGET (self->good_row), !silent && good != 0 && !is_prompt (self));
  sa_good_row_show (self->good_row, good, &self->checks);
}

static void
show_all (SaCheckList *self)
{
  for (Check check = 0; check < N_CHECKS; check++)
    show_check (self, check);
  show_good (self);
}

static void
hide_all (SaCheckList *self)
{
  for (Check check = 0; check < N_CHECKS; check++)
    gtk_widget_set_visible (GTK_WIDGET (self->rows[check]), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->good_row), FALSE);
}

static gboolean
has_range (SaCheckList *self)
{
  return self->analysis != NULL && sa_clip_editor_get_clip (self->editor) != NULL &&
         sa_selection_has_range (get_selection (self));
}

static void
check_range (SaCheckList *self)
{
  SaSelection *selection = get_selection (self);
  double start = sa_selection_get_start (selection);
  double end = sa_selection_get_end (selection);

  sa_analysis_check_range (self->analysis, start, end, &self->checks);
  sa_analysis_stats_of_range (self->analysis, start, end, &self->stats);
  self->problems = sa_checks_get_problems (&self->checks, sa_selection_get_purpose (selection), -1,
                                           sa_selection_get_tolerance (selection));
  self->trimmed = self->trimmed && start == self->trimmed_start && end == self->trimmed_end;
  show_all (self);
}

static gboolean
on_time_to_check (gpointer user_data)
{
  SaCheckList *self = user_data;

  self->checking = 0;
  if (has_range (self))
    check_range (self);

  return G_SOURCE_REMOVE;
}

static void
check_later (SaCheckList *self)
{
  if (self->checking == 0 && has_range (self))
    self->checking = g_timeout_add (CHECK_MILLISECONDS, on_time_to_check, self);
}

static void
check_now (SaCheckList *self)
{
  g_clear_handle_id (&self->checking, g_source_remove);
  if (has_range (self))
    check_range (self);
}

/* A switch that is turned by hand is no step of the selection's. */
static void
on_draft_switch (SaCheckList *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (switches); i++) {
    gboolean on;

    g_object_get (self->draft, switches[i].property, &on, NULL);
    sa_selection_adopt_option (get_selection (self), switches[i].option, on);
  }
  if (has_range (self))
    show_all (self);
}

static void
on_selection_options (SaCheckList *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (switches); i++)
    g_object_set (self->draft, switches[i].property,
                  sa_selection_get_option (get_selection (self), switches[i].option) != 0, NULL);
  if (has_range (self))
    show_all (self);
}

static void
trim_silence (SaCheckList *self)
{
  SaSelection *selection = get_selection (self);
  double offset = sa_selection_get_start (selection);
  double start, end;

  if (!suggest_trim (self, &start, &end))
    return;

  self->untrimmed_start = offset;
  self->untrimmed_end = sa_selection_get_end (selection);
  sa_selection_set_range (selection, offset + start, offset + end);
  self->trimmed = TRUE;
  self->trimmed_start = sa_selection_get_start (selection);
  self->trimmed_end = sa_selection_get_end (selection);
}

static void
toggle_trim (SaCheckList *self)
{
  if (self->trimmed)
    sa_selection_set_range (get_selection (self), self->untrimmed_start, self->untrimmed_end);
  else
    trim_silence (self);
}

static void
toggle_mix (SaCheckList *self)
{
  gboolean chosen = get_mix (self) != SA_CHANNEL_MIX_AUTO;

  sa_clip_editor_set_mix (self->editor,
                          chosen ? SA_CHANNEL_MIX_AUTO : sa_channel_mix_choose (&self->stats));
}

/* The row goes with what was wrong; the focus goes on to hearing what is better. */
static void
suggest (SaCheckList *self)
{
  sa_clip_editor_suggest_best_part (self->editor);
  sa_clip_editor_focus (self->editor);
}

static void
take_way (SaCheckList *self, Check check)
{
  GtkWidget *row = GTK_WIDGET (self->rows[check]);

  switch (find_way (self, check)) {
  case WAY_SWITCH:
    sa_selection_set_option (get_selection (self), kinds[check].option, !is_mended (self, check));
    break;
  case WAY_MIX:
    toggle_mix (self);
    break;
  case WAY_TRIM:
    toggle_trim (self);
    break;
  case WAY_SUGGEST:
    suggest (self);
    break;
  case WAY_RECORD:
    gtk_widget_activate_action (row, self->record_action, NULL);
    break;
  case WAY_APPEND:
    gtk_widget_activate_action (row, self->append_action, NULL);
    break;
  case WAY_REPLACE:
  default:
    gtk_widget_activate_action (row, self->replace_action, NULL);
    break;
  }
}

static void
on_clicked (SaCheckList *self, SaCheckRow *row)
{
  Check check = 0;

  while (check < N_CHECKS && self->rows[check] != row)
    check++;
  if (check == N_CHECKS || !has_range (self))
    return;

  take_way (self, check);
  check_now (self);
}

/* What the editor does with Ctrl and a key, such as to undo, it does beside it too; Space and Enter are
 * the row's. */
static gboolean
on_key (SaCheckList *self,
        guint key,
        guint code,
        GdkModifierType modifiers,
        GtkEventControllerKey *keys)
{
  return (modifiers & GDK_CONTROL_MASK) != 0 &&
         gtk_event_controller_key_forward (keys, GTK_WIDGET (self->editor));
}

static void
add_row (SaCheckList *self, GtkWidget *row, GtkListBoxRow *next)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (on_key), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (row, keys);
  gtk_list_box_insert (self->list, row, next != NULL ? gtk_list_box_row_get_index (next) : -1);
}

static void
add_rows (SaCheckList *self, GtkListBoxRow *next)
{
  for (Check check = 0; check < N_CHECKS; check++) {
    self->rows[check] = SA_CHECK_ROW (sa_check_row_new ());
    g_signal_connect_object (self->rows[check], "clicked", G_CALLBACK (on_clicked), self,
                             G_CONNECT_SWAPPED);
    add_row (self, GTK_WIDGET (self->rows[check]), next);
  }
  self->good_row = SA_GOOD_ROW (sa_good_row_new ());
  add_row (self, GTK_WIDGET (self->good_row), next);
}

static void
sa_check_list_dispose (GObject *object)
{
  SaCheckList *self = SA_CHECK_LIST (object);

  g_clear_handle_id (&self->checking, g_source_remove);
  g_clear_object (&self->analysis);
  g_clear_object (&self->draft);
  g_clear_object (&self->editor);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (sa_check_list_parent_class)->dispose (object);
}

static void
sa_check_list_finalize (GObject *object)
{
  SaCheckList *self = SA_CHECK_LIST (object);

  g_free (self->record_action);
  g_free (self->append_action);
  g_free (self->replace_action);

  G_OBJECT_CLASS (sa_check_list_parent_class)->finalize (object);
}

static void
sa_check_list_class_init (SaCheckListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sa_check_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = sa_check_list_finalize;
}

static void
sa_check_list_init (SaCheckList *self)
{
}

/**
 * sa_check_list_new:
 * @list: what the rows are added to
 * @editor: in which a range is chosen
 * @draft: where the service's help is switched on
 *
 * Returns: (transfer full): checks that are not shown yet
 */
SaCheckList *
sa_check_list_new (GtkListBox *list, SaClipEditor *editor, SaDraft *draft)
{
  return sa_check_list_new_before (list, NULL, editor, draft);
}

/**
 * sa_check_list_new_before:
 * @list: what the rows are added to
 * @next: (nullable): the row before which they stand; %NULL for the end of the list
 * @editor: in which a range is chosen
 * @draft: where the service's help is switched on
 *
 * Returns: (transfer full): checks that are not shown yet
 */
SaCheckList *
sa_check_list_new_before (GtkListBox *list,
                          GtkListBoxRow *next,
                          SaClipEditor *editor,
                          SaDraft *draft)
{
  SaCheckList *self = g_object_new (SA_TYPE_CHECK_LIST, NULL);
  SaSelection *selection = sa_clip_editor_get_selection (editor);

  self->list = g_object_ref (list);
  self->editor = g_object_ref (editor);
  self->draft = g_object_ref (draft);
  sa_check_list_set_actions (self, "sample.record", "sample.append", "sample.replace");
  add_rows (self, next);
  hide_all (self);
  on_draft_switch (self);
  for (gsize i = 0; i < G_N_ELEMENTS (switches); i++) {
    g_autofree char *signal = g_strconcat ("notify::", switches[i].property, NULL);

    g_signal_connect_object (draft, signal, G_CALLBACK (on_draft_switch), self, G_CONNECT_SWAPPED);
  }
  g_signal_connect_object (selection, "range-changed", G_CALLBACK (check_later), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (selection, "options-changed", G_CALLBACK (on_selection_options), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * sa_check_list_set_actions:
 * @self: checks
 * @record: the action of a widget around the list that records anew
 * @append: the one that records more
 * @replace: the one that lets the user pick something else
 *
 * What the buttons do where nothing can be mended: those of the sample at first.
 */
void
sa_check_list_set_actions (SaCheckList *self,
                           const char *record,
                           const char *append,
                           const char *replace)
{
  g_return_if_fail (SA_IS_CHECK_LIST (self));

  g_free (self->record_action);
  g_free (self->append_action);
  g_free (self->replace_action);
  self->record_action = g_strdup (record);
  self->append_action = g_strdup (append);
  self->replace_action = g_strdup (replace);
}

/**
 * sa_check_list_set_recorded:
 * @self: checks
 * @recorded: whether it was recorded here, so that recording again is what helps; a file is replaced
 */
void
sa_check_list_set_recorded (SaCheckList *self, gboolean recorded)
{
  g_return_if_fail (SA_IS_CHECK_LIST (self));

  recorded = !!recorded;
  if (self->recorded == recorded)
    return;

  self->recorded = recorded;
  if (has_range (self))
    show_all (self);
}

/**
 * sa_check_list_set_analysis:
 * @self: checks
 * @analysis: (nullable): of the file that is edited, complete; %NULL for none
 *
 * Checks what is chosen in another file.
 */
void
sa_check_list_set_analysis (SaCheckList *self, SaAnalysis *analysis)
{
  g_return_if_fail (SA_IS_CHECK_LIST (self));

  if (g_set_object (&self->analysis, analysis)) {
    self->trimmed = FALSE;
    self->best_sought = FALSE;
  }
  if (has_range (self))
    check_now (self);
  else
    hide_all (self);
}
