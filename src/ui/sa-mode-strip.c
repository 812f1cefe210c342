/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-mode-strip.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "sa-format.h"

struct _SaModeStrip {
  GtkWidget parent_instance;

  GtkWidget *clamp;
  GtkImage *icon;
  GtkLabel *label;
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (SaModeStrip, sa_mode_strip, GTK_TYPE_WIDGET)

static void
sa_mode_strip_dispose (GObject *object)
{
  SaModeStrip *self = SA_MODE_STRIP (object);

  g_clear_pointer (&self->clamp, gtk_widget_unparent);

  G_OBJECT_CLASS (sa_mode_strip_parent_class)->dispose (object);
}

static void
sa_mode_strip_class_init (SaModeStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sa_mode_strip_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/soundalike/Soundalike/ui/sa-mode-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, SaModeStrip, clamp);
  gtk_widget_class_bind_template_child (widget_class, SaModeStrip, icon);
  gtk_widget_class_bind_template_child (widget_class, SaModeStrip, label);
  gtk_widget_class_bind_template_child (widget_class, SaModeStrip, button);
  gtk_widget_class_set_css_name (widget_class, "modestrip");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sa_mode_strip_init (SaModeStrip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sa_mode_strip_new:
 *
 * Returns: (transfer floating): a strip that is hidden until it has something to say
 */
GtkWidget *
sa_mode_strip_new (void)
{
  return g_object_new (SA_TYPE_MODE_STRIP, NULL);
}

/**
 * sa_mode_strip_set_account:
 * @self: a strip
 * @account: (nullable): what is worked with
 *
 * Says where the user's words and voice go: nowhere in practice mode, to which host otherwise. With
 * an ordinary account there is nothing to say, and no strip.
 */
void
sa_mode_strip_set_account (SaModeStrip *self, SaAccount *account)
{
  SaAccountMode mode;

  g_return_if_fail (SA_IS_MODE_STRIP (self));

  mode = account != NULL ? sa_account_get_mode (account) : SA_ACCOUNT_OFFICIAL;
  gtk_widget_set_visible (GTK_WIDGET (self), mode != SA_ACCOUNT_OFFICIAL);

  gtk_widget_set_visible (self->button, mode == SA_ACCOUNT_PRACTICE);
  if (mode == SA_ACCOUNT_PRACTICE) {
    gtk_image_set_from_icon_name (self->icon, "security-high-symbolic");
    gtk_label_set_label (self->label, _ ("Practice mode: nothing leaves this computer"));
  } else if (mode == SA_ACCOUNT_CUSTOM) {
    g_autofree char *host = sa_format_host (sa_account_get_base_url (account));
    g_autofree char *sentence = g_strdup_printf (_ ("Working with %s"), host);

    gtk_image_set_from_icon_name (self->icon, "network-server-symbolic");
    gtk_label_set_label (self->label, sentence);
  }
}
