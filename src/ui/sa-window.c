/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-window.h"

#include <glib/gi18n-lib.h>

#include "sa-create-page.h"
#include "sa-mode-strip.h"
#include "sa-preferences.h"
#include "sa-welcome.h"

/* Below this width things stand under each other. */
#define NARROW_WIDTH 560

struct _SaWindow {
  AdwApplicationWindow parent_instance;

  GtkBox *box;
  SaModeStrip *strip;
  SaCreatePage *create_page; /* NULL until it is needed: see get_page() */

  SaServices *services;
  GSettings *settings;
  GtkWidget *content; /* what the welcome stands in front of */
  GFile *pending; /* to be opened once the window is painted */
  gulong painted;
  guint beginning;
  gboolean begun;
  gboolean narrow;
  gboolean closing;
};

G_DEFINE_FINAL_TYPE (SaWindow, sa_window, ADW_TYPE_APPLICATION_WINDOW)

/* Practice mode that was asked for is known before its server runs. */
static void
show_account (SaWindow *self)
{
  g_autoptr (SaAccount) practice = NULL;
  SaAccount *account = sa_services_get_account (self->services);

  if (account == NULL && sa_services_get_practice (self->services))
    account = practice = sa_account_new_practice (NULL, NULL);
  sa_mode_strip_set_account (self->strip, account);
}

static gboolean
is_busy (SaWindow *self)
{
  return self->create_page != NULL && (sa_create_page_is_busy (self->create_page) ||
                                       sa_create_page_is_recording (self->create_page));
}

static void
close_when_idle (SaWindow *self)
{
  if (self->closing && !is_busy (self))
    gtk_window_close (GTK_WINDOW (self));
}

/* The page takes longer than all else that a window needs, so the first frame does without. */
static SaCreatePage *
get_page (SaWindow *self)
{
  if (self->create_page != NULL)
    return self->create_page;

  self->create_page = SA_CREATE_PAGE (sa_create_page_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->create_page), TRUE);
  g_object_set (self->create_page, "narrow", self->narrow, NULL);
  sa_create_page_set_services (self->create_page, self->services);
  g_object_bind_property (self->create_page, "busy", self->services, "busy", G_BINDING_SYNC_CREATE);
  sa_create_page_set_used (self->create_page, gtk_window_is_active (GTK_WINDOW (self)));
  g_signal_connect_object (self->create_page, "notify::busy", G_CALLBACK (close_when_idle), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->create_page, "notify::recording", G_CALLBACK (close_when_idle),
                           self, G_CONNECT_SWAPPED);
  gtk_box_append (self->box, GTK_WIDGET (self->create_page));

  return self->create_page;
}

/* Nor does the first frame wait for sound, network or disk. */
static gboolean
begin (gpointer user_data)
{
  SaWindow *self = user_data;
  g_autoptr (GFile) file = g_steal_pointer (&self->pending);

  self->beginning = 0;
  self->begun = TRUE;
  sa_services_start (self->services);
  sa_create_page_begin (get_page (self), file);

  return G_SOURCE_REMOVE;
}

/* What was painted goes out when the main loop comes round. */
static void
on_painted (SaWindow *self, GdkFrameClock *clock)
{
  g_clear_signal_handler (&self->painted, clock);
  self->beginning = g_idle_add (begin, self);
}

/* The surface knows its width before the widgets are laid out, also when it is maximized. */
static void
on_layout (SaWindow *self, int width, int height)
{
  self->narrow = width < NARROW_WIDTH;
  if (self->create_page != NULL)
    g_object_set (self->create_page, "narrow", self->narrow, NULL);
  if (self->narrow)
    gtk_widget_add_css_class (GTK_WIDGET (self), "narrow");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "narrow");
}

static void
sa_window_realize (GtkWidget *widget)
{
  SaWindow *self = SA_WINDOW (widget);

  GTK_WIDGET_CLASS (sa_window_parent_class)->realize (widget);

  g_signal_connect_object (gtk_native_get_surface (GTK_NATIVE (self)), "layout",
                           G_CALLBACK (on_layout), self, G_CONNECT_SWAPPED);
  self->painted = g_signal_connect_object (gtk_widget_get_frame_clock (widget), "after-paint",
                                           G_CALLBACK (on_painted), self, G_CONNECT_SWAPPED);
}

static void
remember_size (SaWindow *self)
{
  int width;
  int height;

  if (self->settings == NULL)
    return;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (self->settings, "window-width", MAX (width, 360));
  g_settings_set_int (self->settings, "window-height", MAX (height, 294));
  g_settings_set_boolean (self->settings, "window-maximized",
                          gtk_window_is_maximized (GTK_WINDOW (self)));
}

static void
restore_size (SaWindow *self)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, SCHEMA_ID, TRUE);
  if (schema == NULL)
    return;

  self->settings = g_settings_new (SCHEMA_ID);
  gtk_window_set_default_size (GTK_WINDOW (self),
                               g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
}

static void
on_stop_response (SaWindow *self, const char *response)
{
  if (!g_str_equal (response, "stop"))
    return;

  self->closing = TRUE;
  sa_create_page_cancel (self->create_page);
  sa_create_page_stop_recording (self->create_page);
  close_when_idle (self);
}

static void
ask_to_stop (SaWindow *self, const char *title, const char *body, const char *go_on)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), title, NULL);

  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", go_on, "stop",
                                    _ ("_Stop and Close"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "stop",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_stop_response), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
ask_to_stop_what_runs (SaWindow *self)
{
  if (sa_create_page_is_recording (self->create_page))
    ask_to_stop (self, _ ("Stop Recording?"),
                 _ ("What was recorded is kept, and is there the next time."),
                 _ ("_Keep Recording"));
  else
    ask_to_stop (self, _ ("Stop Cloning?"),
                 sa_create_page_is_safe_to_cancel (self->create_page)
                   ? _ ("Nothing was cloned yet. What is uploaded is not uploaded again next time.")
                   : _ ("The voice may be made all the same. You are asked about it next time."),
                 _ ("_Keep Cloning"));
}

static gboolean
sa_window_close_request (GtkWindow *window)
{
  SaWindow *self = SA_WINDOW (window);

  if (self->create_page != NULL)
    sa_create_page_stop_countdown (self->create_page);
  if (is_busy (self)) {
    if (!self->closing)
      ask_to_stop_what_runs (self);
    return GDK_EVENT_STOP;
  }

  remember_size (self);
  if (self->create_page != NULL)
    sa_create_page_keep (self->create_page);

  return GTK_WINDOW_CLASS (sa_window_parent_class)->close_request (window);
}

/* Whatever the user does next, the program has been introduced. */
static void
leave_welcome (SaWindow *self)
{
  g_autoptr (GtkWidget) content = g_steal_pointer (&self->content);

  if (content == NULL)
    return;

  adw_application_window_set_content (ADW_APPLICATION_WINDOW (self), content);
  if (self->settings != NULL)
    g_settings_set_boolean (self->settings, "welcomed", TRUE);
}

static void
start (GtkWidget *widget, const char *action, GVariant *parameter)
{
  leave_welcome (SA_WINDOW (widget));
  gtk_widget_child_focus (GTK_WIDGET (SA_WINDOW (widget)->create_page), GTK_DIR_TAB_FORWARD);
}

static SaPreferences *
present_preferences (SaWindow *self)
{
  SaPreferences *preferences = sa_preferences_new (GTK_WINDOW (self), self->services);

  leave_welcome (self);
  gtk_window_present (GTK_WINDOW (preferences));

  return preferences;
}

static void
show_preferences (GtkWidget *widget, const char *action, GVariant *parameter)
{
  present_preferences (SA_WINDOW (widget));
}

static void
show_account_preferences (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sa_preferences_focus_key (present_preferences (SA_WINDOW (widget)));
}

static void
open_file (GtkWidget *widget, const char *action, GVariant *parameter)
{
  leave_welcome (SA_WINDOW (widget));
  sa_create_page_choose (get_page (SA_WINDOW (widget)));
}

static void
record (GtkWidget *widget, const char *action, GVariant *parameter)
{
  leave_welcome (SA_WINDOW (widget));
  sa_create_page_toggle_recording (get_page (SA_WINDOW (widget)));
}

static void
on_active (SaWindow *self)
{
  if (self->create_page != NULL)
    sa_create_page_set_used (self->create_page, gtk_window_is_active (GTK_WINDOW (self)));
}

static void
paste (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sa_create_page_paste (get_page (SA_WINDOW (widget)));
}

static void
sa_window_dispose (GObject *object)
{
  SaWindow *self = SA_WINDOW (object);

  g_clear_handle_id (&self->beginning, g_source_remove);
  g_clear_object (&self->pending);
  g_clear_object (&self->content);
  g_clear_object (&self->settings);
  g_clear_object (&self->services);

  G_OBJECT_CLASS (sa_window_parent_class)->dispose (object);
}

static void
sa_window_class_init (SaWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sa_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = sa_window_close_request;
  widget_class->realize = sa_window_realize;

  g_type_ensure (SA_TYPE_MODE_STRIP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/soundalike/Soundalike/ui/sa-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaWindow, box);
  gtk_widget_class_bind_template_child (widget_class, SaWindow, strip);

  gtk_widget_class_install_action (widget_class, "win.open", NULL, open_file);
  gtk_widget_class_install_action (widget_class, "win.paste", NULL, paste);
  gtk_widget_class_install_action (widget_class, "win.record", NULL, record);
  gtk_widget_class_install_action (widget_class, "win.start", NULL, start);
  gtk_widget_class_install_action (widget_class, "win.preferences", NULL, show_preferences);
  gtk_widget_class_install_action (widget_class, "win.account", NULL, show_account_preferences);
  /* As the window's own keys they come after a text field's: there Ctrl+V pastes text. */
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "win.paste",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "win.open", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_CONTROL_MASK, "win.record",
                                       NULL);
}

static void
sa_window_init (SaWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::is-active", G_CALLBACK (on_active), NULL);
  if (g_str_equal (PROFILE, "development"))
    gtk_widget_add_css_class (GTK_WIDGET (self), "devel");
  restore_size (self);
}

/**
 * sa_window_new:
 * @application: the application
 * @services: what it works with; started when the window has been painted
 *
 * Returns: (transfer none): a new window, not yet shown
 */
SaWindow *
sa_window_new (AdwApplication *application, SaServices *services)
{
  SaWindow *self = g_object_new (SA_TYPE_WINDOW, "application", application, NULL);

  self->services = g_object_ref (services);
  g_signal_connect_object (services, "notify::account", G_CALLBACK (show_account), self,
                           G_CONNECT_SWAPPED);
  show_account (self);

  return self;
}

/**
 * sa_window_open:
 * @self: a window
 * @file: what the user wants to clone
 *
 * Opens @file as the sample, at once or when the window has been painted.
 */
void
sa_window_open (SaWindow *self, GFile *file)
{
  g_return_if_fail (SA_IS_WINDOW (self));

  leave_welcome (self);
  if (self->begun)
    sa_create_page_open (self->create_page, file);
  else
    g_set_object (&self->pending, file);
}

/**
 * sa_window_welcome:
 * @self: a window
 *
 * Says what the program does, if it never did before. The form comes when the user has decided how to
 * begin.
 */
void
sa_window_welcome (SaWindow *self)
{
  GtkWidget *welcome;

  g_return_if_fail (SA_IS_WINDOW (self));

  if (self->content != NULL || self->settings == NULL ||
      g_settings_get_boolean (self->settings, "welcomed"))
    return;

  welcome = sa_welcome_new ();
  self->content = g_object_ref (adw_application_window_get_content (ADW_APPLICATION_WINDOW (self)));
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (self), welcome);
  gtk_widget_grab_focus (welcome);
}
