/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-sound-popover.h"

#include <glib/gi18n-lib.h>

#include "rules/sa-catalogue.h"

#define COLUMNS 2
#define MAX_HEIGHT 380

static void
close_popover (GtkWidget *button)
{
  GtkWidget *popover = gtk_widget_get_ancestor (button, GTK_TYPE_POPOVER);

  gtk_popover_popdown (GTK_POPOVER (popover));
}

static GtkWidget *
sound_button_new (const SaInterjection *sound, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (_ (sound->name));
  GtkWidget *label = gtk_button_get_child (GTK_BUTTON (button));

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, sound->tag);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", sound->tag);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  g_signal_connect_after (button, "clicked", G_CALLBACK (close_popover), NULL);

  return button;
}

/**
 * sa_sound_popover_new:
 * @action: the action to activate with the tag of the chosen sound, a string
 *
 * Returns: (transfer floating): a popover that offers the interjections by their names in words. Its
 *   arrow keys go from name to name.
 */
GtkWidget *
sa_sound_popover_new (const char *action)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *grid = gtk_grid_new ();
  gsize n_sounds;
  const SaInterjection *sounds = sa_catalogue_get_interjections (&n_sounds);
  int rows = ((int) n_sounds + COLUMNS - 1) / COLUMNS;

  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  for (int i = 0; i < (int) n_sounds; i++)
    gtk_grid_attach (GTK_GRID (grid), sound_button_new (&sounds[i], action), i / rows, i % rows, 1,
                     1);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), grid);
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);
  gtk_widget_add_css_class (popover, "sounds");

  return popover;
}
