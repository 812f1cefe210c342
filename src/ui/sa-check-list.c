/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-check-list.h"

#include <glib/gi18n-lib.h>

#include "sa-check-row.h"
#include "sa-check-text.h"

/* How often what is dragged is checked: two hours are some milliseconds of work. */
#define CHECK_MILLISECONDS 200

#define N_FIGURES 6

typedef enum {
  CHECK_SPEECH,
  CHECK_ENDS,
  CHECK_NOISE,
  CHECK_LEVEL,
  CHECK_CLIPPING,
  CHECK_DEAD_CHANNEL,
  CHECK_INVERTED_CHANNEL,
  N_CHECKS,
} Check;

struct _SaCheckList {
  GObject parent_instance;

  GtkListBox *list;
  SaClipEditor *editor;
  SaDraft *draft;
  SaCheckRow *rows[N_CHECKS];
  AdwExpanderRow *good_row;
  GtkLabel *figures[N_FIGURES];

  SaAnalysis *analysis;
  SaChecks checks;
  SaProblems problems;
  SaChannelStats stats;
  gboolean trimmed; /* the range is the one that Trim Silence made */
  double trimmed_start;
  double trimmed_end;
  guint checking;
};

G_DEFINE_FINAL_TYPE (SaCheckList, sa_check_list, G_TYPE_OBJECT)

/* What each row is about, and which switch of the service helps. */
static const struct {
  SaProblems problem;
  const char *property;
  const char *button;
  const char *mended;
} kinds[N_CHECKS] = {
  [CHECK_SPEECH] = { SA_PROBLEMS_SILENT, NULL, NULL, NULL },
  [CHECK_ENDS] = { SA_PROBLEMS_NONE, NULL, N_ ("Trim Silence"),
                   N_ ("The silence at the ends is left out") },
  [CHECK_NOISE] = { SA_PROBLEMS_NOISY, "noise-reduction", N_ ("Reduce Noise"),
                    N_ ("Background noise will be reduced") },
  [CHECK_LEVEL] = { SA_PROBLEMS_QUIET, "volume-normalization", N_ ("Normalize Volume"),
                    N_ ("The volume will be normalized") },
  [CHECK_CLIPPING] = { SA_PROBLEMS_CLIPPED, NULL, NULL, NULL },
  [CHECK_DEAD_CHANNEL] = { SA_PROBLEMS_DEAD_CHANNEL, NULL, NULL, NULL },
  [CHECK_INVERTED_CHANNEL] = { SA_PROBLEMS_INVERTED_CHANNEL, NULL, NULL, NULL },
};

static gboolean
is_about_channels (Check check)
{
  return check == CHECK_DEAD_CHANNEL || check == CHECK_INVERTED_CHANNEL;
}

static SaSelection *
get_selection (SaCheckList *self)
{
  return sa_clip_editor_get_selection (self->editor);
}

static gboolean
suggest_trim (SaCheckList *self, double *start, double *end)
{
  /* A hundredth more than the least, which rounding to whole frames does not take away. */
  double least = sa_selection_get_min_seconds (get_selection (self)) + 0.01;

  return sa_checks_suggest_trim (&self->checks, least, start, end);
}

static gboolean
is_wrong (SaCheckList *self, Check check)
{
  double start, end;

  if (check == CHECK_ENDS)
    return suggest_trim (self, &start, &end);

  return (self->problems & kinds[check].problem) != 0;
}

static gboolean
is_mended (SaCheckList *self, Check check)
{
  gboolean mended = FALSE;

  if (check == CHECK_ENDS)
    return self->trimmed;
  if (!is_wrong (self, check))
    return FALSE;
  if (is_about_channels (check))
    return sa_clip_get_mix (sa_clip_editor_get_clip (self->editor)) != SA_CHANNEL_MIX_AUTO;
  if (kinds[check].property != NULL)
    g_object_get (self->draft, kinds[check].property, &mended, NULL);

  return mended;
}

static void
show_mended (SaCheckList *self, Check check)
{
  g_autofree char *length = NULL;

  if (is_about_channels (check)) {
    SaChannelMix mix = sa_clip_get_mix (sa_clip_editor_get_clip (self->editor));

    sa_check_row_show_mended (self->rows[check], sa_check_text_mix (mix, self->stats.channels),
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
show_problem (SaCheckList *self, Check check)
{
  const char *button = kinds[check].button != NULL ? _ (kinds[check].button) : NULL;
  g_autofree char *title = NULL;
  g_autofree char *figure = NULL;

  if (is_about_channels (check))
    button = sa_check_text_mix_button (sa_channel_mix_choose (&self->stats), self->stats.channels);

  if (check == CHECK_ENDS) {
    title = g_strdup (_ ("Silence at the ends"));
    figure = sa_check_text_ends (&self->checks);
  } else {
    title = sa_check_text_title (kinds[check].problem, &self->checks);
    figure = check == CHECK_DEAD_CHANNEL
               ? describe_dead_channel (self)
               : sa_check_text_figure (kinds[check].problem, &self->checks);
  }
  sa_check_row_show_problem (self->rows[check], title, figure, button);
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
show_figures (SaCheckList *self)
{
  char *figures[N_FIGURES] = {
    sa_check_text_level (self->checks.loudness_lufs, 0, _ ("LUFS")),
    sa_check_text_level (self->checks.peak_dbfs, 1, _ ("dB")),
    g_strdup_printf ("%" G_GINT64_FORMAT, self->checks.clipped_samples),
    sa_check_text_noise (&self->checks),
    g_strdup_printf (_ ("%.0f %% of the time"), self->checks.silence_share * 100),
    sa_check_text_ends (&self->checks),
  };

  for (int i = 0; i < N_FIGURES; i++) {
    gtk_label_set_label (self->figures[i], figures[i]);
    g_free (figures[i]);
  }
}

static void
show_good (SaCheckList *self)
{
  SaCheckGood good = 0;
  g_autofree char *title = NULL;
  g_autofree char *figures = sa_check_text_good (&self->checks);
  gboolean silent = (self->problems & SA_PROBLEMS_SILENT) != 0;

  if (!is_wrong (self, CHECK_LEVEL))
    good |= SA_CHECK_GOOD_LEVEL;
  if (!is_wrong (self, CHECK_NOISE))
    good |= SA_CHECK_GOOD_NOISE;
  if (!is_wrong (self, CHECK_CLIPPING))
    good |= SA_CHECK_GOOD_CLIPPING;
  if (!is_wrong (self, CHECK_ENDS) && !self->trimmed)
    good |= SA_CHECK_GOOD_SILENCE;
  if (!is_wrong (self, CHECK_DEAD_CHANNEL) && !is_wrong (self, CHECK_INVERTED_CHANNEL))
    good |= SA_CHECK_GOOD_CHANNELS;

  if (self->stats.channels == 1 && good != SA_CHECK_GOOD_ALL)
    good &= ~(guint) SA_CHECK_GOOD_CHANNELS;

  gtk_widget_set_visible (GTK_WIDGET (self->good_row), !silent && good != 0);
  title = sa_check_text_good_title (good);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->good_row), title);
  adw_expander_row_set_subtitle (self->good_row, figures);
  show_figures (self);
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

static void
on_option (SaCheckList *self)
{
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

  sa_selection_set_range (selection, offset + start, offset + end);
  self->trimmed = TRUE;
  self->trimmed_start = sa_selection_get_start (selection);
  self->trimmed_end = sa_selection_get_end (selection);
}

static void
toggle_mix (SaCheckList *self)
{
  gboolean chosen = sa_clip_get_mix (sa_clip_editor_get_clip (self->editor)) != SA_CHANNEL_MIX_AUTO;

  sa_clip_editor_set_mix (self->editor,
                          chosen ? SA_CHANNEL_MIX_AUTO : sa_channel_mix_choose (&self->stats));
}

static void
on_clicked (SaCheckList *self, SaCheckRow *row)
{
  Check check = 0;

  while (check < N_CHECKS && self->rows[check] != row)
    check++;
  if (check == N_CHECKS || !has_range (self))
    return;

  if (is_about_channels (check))
    toggle_mix (self);
  else if (check == CHECK_ENDS && self->trimmed)
    sa_selection_undo (get_selection (self));
  else if (check == CHECK_ENDS)
    trim_silence (self);
  else if (kinds[check].property != NULL)
    g_object_set (self->draft, kinds[check].property, !is_mended (self, check), NULL);
  check_now (self);
}

static void
add_good_row (SaCheckList *self)
{
  static const char *const names[N_FIGURES] = {
    N_ ("Loudness"),         N_ ("Peak"),   N_ ("Clipped samples"),
    N_ ("Background noise"), N_ ("Pauses"), N_ ("Silence at the ends"),
  };
  GtkWidget *icon = gtk_image_new_from_icon_name ("emblem-ok-symbolic");

  self->good_row = g_object_new (ADW_TYPE_EXPANDER_ROW, "use-markup", FALSE, NULL);
  gtk_widget_add_css_class (icon, "success");
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Good"),
                                  -1);
  adw_expander_row_add_prefix (self->good_row, icon);
  for (int i = 0; i < N_FIGURES; i++) {
    GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", _ (names[i]), NULL);

    self->figures[i] = GTK_LABEL (gtk_label_new (NULL));
    gtk_label_set_wrap (self->figures[i], TRUE);
    gtk_label_set_xalign (self->figures[i], 1);
    gtk_widget_add_css_class (GTK_WIDGET (self->figures[i]), "numeric");
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (self->figures[i]));
    adw_expander_row_add_row (self->good_row, row);
  }
  gtk_list_box_append (self->list, GTK_WIDGET (self->good_row));
}

static void
add_rows (SaCheckList *self)
{
  for (Check check = 0; check < N_CHECKS; check++) {
    self->rows[check] = SA_CHECK_ROW (sa_check_row_new ());
    g_signal_connect_object (self->rows[check], "clicked", G_CALLBACK (on_clicked), self,
                             G_CONNECT_SWAPPED);
    gtk_list_box_append (self->list, GTK_WIDGET (self->rows[check]));
  }
  add_good_row (self);
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
sa_check_list_class_init (SaCheckListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sa_check_list_dispose;
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
  static const char *const options[] = { "notify::noise-reduction",
                                         "notify::volume-normalization" };
  SaCheckList *self = g_object_new (SA_TYPE_CHECK_LIST, NULL);

  self->list = g_object_ref (list);
  self->editor = g_object_ref (editor);
  self->draft = g_object_ref (draft);
  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    g_signal_connect_object (draft, options[i], G_CALLBACK (on_option), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sa_clip_editor_get_selection (editor), "range-changed",
                           G_CALLBACK (check_later), self, G_CONNECT_SWAPPED);
  add_rows (self);
  hide_all (self);

  return self;
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

  if (g_set_object (&self->analysis, analysis))
    self->trimmed = FALSE;
  if (has_range (self))
    check_now (self);
  else
    hide_all (self);
}
