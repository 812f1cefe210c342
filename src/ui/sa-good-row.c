/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-good-row.h"

#include <glib/gi18n-lib.h>

#include "sa-spoken-row.h"

#define N_FIGURES 6

struct _SaGoodRow {
  AdwExpanderRow parent_instance;

  GtkWidget *rows[N_FIGURES];
  GtkLabel *figures[N_FIGURES];
};

G_DEFINE_FINAL_TYPE (SaGoodRow, sa_good_row, ADW_TYPE_EXPANDER_ROW)

static void
show_figures (SaGoodRow *self, const SaChecks *checks)
{
  char *figures[N_FIGURES] = {
    sa_check_text_level (checks->loudness_lufs, 0, _ ("LUFS")),
    sa_check_text_level (checks->peak_dbfs, 1, _ ("dB")),
    g_strdup_printf ("%" G_GINT64_FORMAT, checks->clipped_samples),
    sa_check_text_noise (checks),
    g_strdup_printf (_ ("%.0f %% of the time"), checks->silence_share * 100),
    sa_check_text_ends (checks),
  };

  for (int i = 0; i < N_FIGURES; i++) {
    gtk_label_set_label (self->figures[i], figures[i]);
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows[i]),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, figures[i], -1);
    g_free (figures[i]);
  }
}

static void
sa_good_row_class_init (SaGoodRowClass *klass)
{
}

static void
sa_good_row_init (SaGoodRow *self)
{
  static const char *const names[N_FIGURES] = {
    N_ ("Loudness"),         N_ ("Peak"),   N_ ("Clipped samples"),
    N_ ("Background noise"), N_ ("Pauses"), N_ ("Silence at the ends"),
  };
  GtkWidget *icon = gtk_image_new_from_icon_name ("emblem-ok-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  gtk_widget_add_css_class (icon, "success");
  gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Good"),
                                  -1);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (self), icon);
  for (int i = 0; i < N_FIGURES; i++) {
    GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "title", _ (names[i]), NULL);

    self->figures[i] = GTK_LABEL (gtk_label_new (NULL));
    gtk_label_set_wrap (self->figures[i], TRUE);
    gtk_label_set_xalign (self->figures[i], 1);
    gtk_widget_add_css_class (GTK_WIDGET (self->figures[i]), "numeric");
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), GTK_WIDGET (self->figures[i]));
    adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
    self->rows[i] = row;
  }
  sa_spoken_row_enable (GTK_WIDGET (self));
}

/** sa_good_row_new: Returns: (transfer floating): a row that names nothing yet */
GtkWidget *
sa_good_row_new (void)
{
  return g_object_new (SA_TYPE_GOOD_ROW, NULL);
}

/**
 * sa_good_row_show:
 * @good: which checks are good
 * @checks: the figures of what was checked
 */
void
sa_good_row_show (SaGoodRow *self, SaCheckGood good, const SaChecks *checks)
{
  g_autofree char *title = sa_check_text_good_title (good);
  g_autofree char *figures = sa_check_text_good (checks);

  g_return_if_fail (SA_IS_GOOD_ROW (self));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), figures);
  show_figures (self, checks);
}
