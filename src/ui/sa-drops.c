/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-drops.h"

/**
 * sa_drops_refuse:
 * @editable: an entry
 *
 * Leaves what is dropped on an entry to the page around it. The entry of GTK 4.8 would take a file's name
 * as text; and where the page takes the file, it still draws its own mark for the drop, which lies
 * behind the end once the text is a shorter one.
 */
void
sa_drops_refuse (GtkEditable *editable)
{
  GtkWidget *text;
  g_autoptr (GListModel) controllers = NULL;

  g_return_if_fail (GTK_IS_EDITABLE (editable));

  text = GTK_WIDGET (gtk_editable_get_delegate (editable));
  controllers = gtk_widget_observe_controllers (text);
  for (guint i = g_list_model_get_n_items (controllers); i > 0; i--) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i - 1);

    if (GTK_IS_DROP_TARGET (controller))
      gtk_widget_remove_controller (text, controller);
  }
}
