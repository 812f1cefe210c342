/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-stack.h"

/**
 * sa_stack_show_only:
 * @stack: a stack
 * @name: which page to show
 *
 * Shows a page and hides the others, so that a screen reader does not find buttons there which nobody
 * sees.
 */
void
sa_stack_show_only (GtkStack *stack, const char *name)
{
  GtkWidget *page = gtk_stack_get_child_by_name (stack, name);

  g_return_if_fail (page != NULL);

  gtk_widget_set_visible (page, TRUE);
  gtk_stack_set_visible_child (stack, page);
  for (GtkWidget *other = gtk_widget_get_first_child (GTK_WIDGET (stack)); other != NULL;
       other = gtk_widget_get_next_sibling (other))
    gtk_widget_set_visible (other, other == page);
}
