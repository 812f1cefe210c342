/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-check-row.h"

#include <glib/gi18n-lib.h>

#include "sa-check-text.h"

struct _SaCheckRow {
  AdwActionRow parent_instance;

  GtkImage *icon;
  GtkButton *button;

  SaDraft *draft;
  SaProblems problem;
  SaChecks checks;
};

G_DEFINE_FINAL_TYPE (SaCheckRow, sa_check_row, ADW_TYPE_ACTION_ROW)

/* What the service does about a problem, when asked. */
static const struct {
  SaProblems problem;
  const char *property;
  const char *button;
  const char *mended;
} fixes[] = {
  { SA_PROBLEMS_NOISY, "noise-reduction", N_ ("Reduce Noise"),
    N_ ("Background noise will be reduced") },
  { SA_PROBLEMS_QUIET, "volume-normalization", N_ ("Normalize Volume"),
    N_ ("The volume will be normalized") },
};

static int
find_fix (SaProblems problem)
{
  for (gsize i = 0; i < G_N_ELEMENTS (fixes); i++)
    if (fixes[i].problem == problem)
      return (int) i;

  return -1;
}

static gboolean
is_mended (SaCheckRow *self, int fix)
{
  gboolean mended = FALSE;

  if (fix >= 0)
    g_object_get (self->draft, fixes[fix].property, &mended, NULL);

  return mended;
}

static void
show_state (SaCheckRow *self, gboolean good, const char *title, const char *subtitle)
{
  GtkWidget *icon = GTK_WIDGET (self->icon);

  gtk_image_set_from_icon_name (self->icon,
                                good ? "emblem-ok-symbolic" : "dialog-warning-symbolic");
  gtk_widget_remove_css_class (icon, good ? "warning" : "success");
  gtk_widget_add_css_class (icon, good ? "success" : "warning");
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  good ? _ ("Good") : _ ("Warning"), -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
}

static void
update (SaCheckRow *self)
{
  int fix = find_fix (self->problem);
  gboolean mended = is_mended (self, fix);

  gtk_widget_set_visible (GTK_WIDGET (self->button), fix >= 0);
  if (fix >= 0)
    gtk_button_set_label (self->button, mended ? _ ("Undo") : _ (fixes[fix].button));

  if (mended) {
    show_state (self, TRUE, _ (fixes[fix].mended), _ ("By the service, before it clones"));
  } else if (self->problem == SA_PROBLEMS_NONE) {
    g_autofree char *figures = sa_check_text_good (&self->checks);

    show_state (self, TRUE, _ ("All other checks are good"), figures);
  } else {
    g_autofree char *title = sa_check_text_title (self->problem, &self->checks);
    g_autofree char *figure = sa_check_text_figure (self->problem, &self->checks);

    show_state (self, FALSE, title, figure);
  }
}

static void
on_clicked (SaCheckRow *self)
{
  int fix = find_fix (self->problem);

  g_object_set (self->draft, fixes[fix].property, !is_mended (self, fix), NULL);
}

static void
sa_check_row_dispose (GObject *object)
{
  SaCheckRow *self = SA_CHECK_ROW (object);

  g_clear_object (&self->draft);

  G_OBJECT_CLASS (sa_check_row_parent_class)->dispose (object);
}

static void
sa_check_row_class_init (SaCheckRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sa_check_row_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/soundalike/Soundalike/ui/sa-check-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SaCheckRow, icon);
  gtk_widget_class_bind_template_child (widget_class, SaCheckRow, button);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked);
}

static void
sa_check_row_init (SaCheckRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sa_check_row_new:
 * @draft: where a fix is switched on
 * @problem: one problem; %SA_PROBLEMS_NONE for the row that says what is good
 * @checks: the figures
 *
 * Returns: (transfer floating): a row that says what is wrong, with a button where something can be
 *   done about it
 */
GtkWidget *
sa_check_row_new (SaDraft *draft, SaProblems problem, const SaChecks *checks)
{
  SaCheckRow *self = g_object_new (SA_TYPE_CHECK_ROW, NULL);
  int fix = find_fix (problem);

  self->draft = g_object_ref (draft);
  self->problem = problem;
  self->checks = *checks;
  if (fix >= 0) {
    g_autofree char *signal = g_strconcat ("notify::", fixes[fix].property, NULL);

    g_signal_connect_object (draft, signal, G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  }
  update (self);

  return GTK_WIDGET (self);
}
