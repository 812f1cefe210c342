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

static void
describe (GtkWidget *row)
{
  GtkAccessible *spoken = find_spoken (row);
  g_autofree char *subtitle = NULL;

  g_object_get (row, "subtitle", &subtitle, NULL);
  if (spoken != NULL)
    gtk_accessible_update_property (spoken, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    subtitle != NULL ? subtitle : "", -1);
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
 * @row: an #AdwActionRow or #AdwExpanderRow that can have the focus
 *
 * Gives a screen reader all that is seen of a row: libadwaita tells its title only. Its subtitle is its
 * description, and an expander row is told to be open or closed.
 */
void
sa_spoken_row_enable (GtkWidget *row)
{
  g_return_if_fail (ADW_IS_ACTION_ROW (row) || ADW_IS_EXPANDER_ROW (row));

  g_signal_connect (row, "notify::subtitle", G_CALLBACK (describe), NULL);
  describe (row);
  if (!ADW_IS_EXPANDER_ROW (row))
    return;

  g_signal_connect (row, "notify::expanded", G_CALLBACK (tell_expanded), NULL);
  tell_expanded (ADW_EXPANDER_ROW (row));
}
