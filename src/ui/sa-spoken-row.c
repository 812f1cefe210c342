/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-spoken-row.h"

#include <adwaita.h>

/* What takes the focus: of an expander row that is a row within it. */
static GtkWidget *
find_header (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = ADW_IS_ACTION_ROW (child) ? child : find_header (child);

    if (found != NULL)
      return found;
  }

  return NULL;
}

static GtkAccessible *
find_spoken (GtkWidget *row)
{
  GtkWidget *header = ADW_IS_EXPANDER_ROW (row) ? find_header (row) : row;

  return header != NULL ? GTK_ACCESSIBLE (header) : NULL;
}

static GtkWidget *
find_button (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = GTK_IS_BUTTON (child) ? child : find_button (child);

    if (found != NULL)
      return found;
  }

  return NULL;
}

static void
set_description (GtkAccessible *accessible, const char *words)
{
  gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}

/* Where the row itself is passed by, its first button brings its words. */
static void
describe_button (GtkWidget *row, const char *subtitle)
{
  GtkWidget *button = find_button (row);
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row));
  g_autofree char *words = *subtitle != '\0' ? g_strdup_printf ("%s. %s", title, subtitle) : NULL;

  if (button != NULL)
    set_description (GTK_ACCESSIBLE (button), words != NULL ? words : title);
}

static void
describe (GtkWidget *row)
{
  GtkAccessible *spoken = find_spoken (row);
  g_autofree char *subtitle = NULL;

  g_object_get (row, "subtitle", &subtitle, NULL);
  if (spoken != NULL)
    set_description (spoken, subtitle != NULL ? subtitle : "");
  if (!gtk_widget_get_focusable (row))
    describe_button (row, subtitle != NULL ? subtitle : "");
}

static void
tell_expanded (AdwExpanderRow *row)
{
  GtkAccessible *spoken = find_spoken (GTK_WIDGET (row));

  if (spoken != NULL)
    gtk_accessible_update_state (spoken, GTK_ACCESSIBLE_STATE_EXPANDED,
                                 adw_expander_row_get_expanded (row), -1);
}

/**
 * sa_spoken_row_enable:
 * @row: an #AdwActionRow or #AdwExpanderRow
 *
 * Gives a screen reader all that is seen of a row: libadwaita tells its title only. Its subtitle is its
 * description, and an expander row is told to be open or closed. Of a row that cannot have the focus,
 * title and subtitle describe the first button in it.
 */
void
sa_spoken_row_enable (GtkWidget *row)
{
  g_return_if_fail (ADW_IS_ACTION_ROW (row) || ADW_IS_EXPANDER_ROW (row));

  g_signal_connect (row, "notify::title", G_CALLBACK (describe), NULL);
  g_signal_connect (row, "notify::subtitle", G_CALLBACK (describe), NULL);
  g_signal_connect (row, "notify::focusable", G_CALLBACK (describe), NULL);
  describe (row);
  if (!ADW_IS_EXPANDER_ROW (row))
    return;

  g_signal_connect (row, "notify::expanded", G_CALLBACK (tell_expanded), NULL);
  tell_expanded (ADW_EXPANDER_ROW (row));
}
