/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-welcome.h"

#include <adwaita.h>

/* What the program does, for who starts it for the first time. Its buttons activate `win.start` and
 * `win.account`. */
struct _SaWelcome {
  GtkWidget parent_instance;

  GtkWidget *content;
  AdwStatusPage *page;
  GtkWidget *try_button;
};

G_DEFINE_FINAL_TYPE (SaWelcome, sa_welcome, GTK_TYPE_WIDGET)

static gboolean
sa_welcome_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (SA_WELCOME (widget)->try_button);
}

static void
sa_welcome_dispose (GObject *object)
{
  g_clear_pointer (&SA_WELCOME (object)->content, gtk_widget_unparent);

  G_OBJECT_CLASS (sa_welcome_parent_class)->dispose (object);
}

static void
sa_welcome_class_init (SaWelcomeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sa_welcome_dispose;
  widget_class->grab_focus = sa_welcome_grab_focus;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/soundalike/Soundalike/ui/sa-welcome.ui");
  gtk_widget_class_bind_template_child (widget_class, SaWelcome, content);
  gtk_widget_class_bind_template_child (widget_class, SaWelcome, page);
  gtk_widget_class_bind_template_child (widget_class, SaWelcome, try_button);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sa_welcome_init (SaWelcome *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* It is among the resources. To ask the theme for it would wait until that is read. */
  adw_status_page_set_icon_name (self->page, APPLICATION_ID);
}

/**
 * sa_welcome_new:
 *
 * Returns: (transfer floating): the screen of the first start
 */
GtkWidget *
sa_welcome_new (void)
{
  return g_object_new (SA_TYPE_WELCOME, NULL);
}
