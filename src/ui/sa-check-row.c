/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-check-row.h"

#include <glib/gi18n-lib.h>

#include "sa-spoken-row.h"

struct _SaCheckRow {
  AdwActionRow parent_instance;

  GtkImage *icon;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (SaCheckRow, sa_check_row, ADW_TYPE_ACTION_ROW)

enum { CLICKED, N_SIGNALS };

static guint signals[N_SIGNALS];

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

/* Where there is none, the row itself is where its words are heard. */
static void
show_button (SaCheckRow *self, const char *label)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), label == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->button), label != NULL);
  if (label != NULL && g_strcmp0 (gtk_button_get_label (self->button), label) != 0)
    gtk_button_set_label (self->button, label);
}

static void
on_clicked (SaCheckRow *self)
{
  g_signal_emit (self, signals[CLICKED], 0);
}

static void
sa_check_row_class_init (SaCheckRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  /**
   * SaCheckRow::clicked:
   *
   * The user wants it mended, or not mended any more.
   */
  signals[CLICKED] = g_signal_new ("clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

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
  sa_spoken_row_enable (GTK_WIDGET (self));
}

/**
 * sa_check_row_new:
 *
 * Returns: (transfer floating): a row that has nothing to say yet
 */
GtkWidget *
sa_check_row_new (void)
{
  return g_object_new (SA_TYPE_CHECK_ROW, NULL);
}

/**
 * sa_check_row_show_problem:
 * @self: a row
 * @title: what is wrong, in plain words
 * @figure: how bad it is
 * @button: (nullable): what can be done about it; %NULL where nothing can
 */
void
sa_check_row_show_problem (SaCheckRow *self,
                           const char *title,
                           const char *figure,
                           const char *button)
{
  g_return_if_fail (SA_IS_CHECK_ROW (self));

  show_state (self, FALSE, title, figure);
  show_button (self, button);
}

/**
 * sa_check_row_show_mended:
 * @self: a row
 * @title: what is done about what was wrong
 * @subtitle: how
 */
void
sa_check_row_show_mended (SaCheckRow *self, const char *title, const char *subtitle)
{
  g_return_if_fail (SA_IS_CHECK_ROW (self));

  show_state (self, TRUE, title, subtitle);
  show_button (self, _ ("Undo"));
}
