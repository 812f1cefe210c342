/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-practice-group.h"

#include <glib/gi18n-lib.h>

#include "practice/sa-practice-server.h"

struct _SaPracticeGroup {
  AdwPreferencesGroup parent_instance;

  AdwActionRow *row;
  GtkWidget *reset_button;

  SaServices *services;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (SaPracticeGroup, sa_practice_group, ADW_TYPE_PREFERENCES_GROUP)

static void
on_reset (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaPracticeGroup) self = user_data;
  g_autoptr (GError) error = NULL;

  if (sa_practice_server_reset_finish (SA_PRACTICE_SERVER (source), result, &error)) {
    adw_action_row_set_subtitle (self->row, _ ("All practice files and voices are deleted"));
    return;
  }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  adw_action_row_set_subtitle (self->row, error->message);
  gtk_widget_set_sensitive (self->reset_button, TRUE);
}

static void
on_response (SaPracticeGroup *self, const char *response)
{
  g_autoptr (SaPracticeServer) server = NULL;

  if (g_strcmp0 (response, "reset") != 0)
    return;

  /* One of its own, never started: it shares the folder with the one that serves. */
  server = sa_practice_server_new (NULL, NULL, 0);
  gtk_widget_set_sensitive (self->reset_button, FALSE);
  sa_practice_server_reset_async (server, self->cancellable, on_reset, g_object_ref (self));
}

static void
on_reset_clicked (SaPracticeGroup *self)
{
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *dialog =
    adw_message_dialog_new (parent, _ ("Reset Practice Mode?"),
                            _ ("All files, voices and previews that practice mode keeps on this "
                               "computer are deleted. Your own recordings stay."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "reset",
                                    _ ("_Reset"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "reset",
                                              ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Not while a job still needs what would be deleted. */
static void
on_services_changed (SaPracticeGroup *self)
{
  SaAccount *account = sa_services_get_account (self->services);

  gtk_widget_set_visible (GTK_WIDGET (self),
                          account != NULL && sa_account_get_mode (account) == SA_ACCOUNT_PRACTICE);
  gtk_widget_set_sensitive (self->reset_button, !sa_services_get_busy (self->services));
}

static void
sa_practice_group_dispose (GObject *object)
{
  SaPracticeGroup *self = SA_PRACTICE_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->services);

  G_OBJECT_CLASS (sa_practice_group_parent_class)->dispose (object);
}

static void
sa_practice_group_class_init (SaPracticeGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sa_practice_group_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/soundalike/Soundalike/ui/sa-practice-group.ui");
  gtk_widget_class_bind_template_child (widget_class, SaPracticeGroup, row);
  gtk_widget_class_bind_template_child (widget_class, SaPracticeGroup, reset_button);
  gtk_widget_class_bind_template_callback (widget_class, on_reset_clicked);
}

static void
sa_practice_group_init (SaPracticeGroup *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sa_practice_group_set_services:
 * @self: a group
 * @services: tells whether practice mode is on, and in use
 *
 * Shows what practice mode keeps, and a button that deletes it.
 */
void
sa_practice_group_set_services (SaPracticeGroup *self, SaServices *services)
{
  g_return_if_fail (SA_IS_PRACTICE_GROUP (self));
  g_return_if_fail (self->services == NULL);

  self->services = g_object_ref (services);
  g_signal_connect_object (services, "notify", G_CALLBACK (on_services_changed), self,
                           G_CONNECT_SWAPPED);
  on_services_changed (self);
}
