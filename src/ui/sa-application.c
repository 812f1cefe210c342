/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-application.h"

#include <glib/gi18n-lib.h>

#include "sa-resources.h"
#include "sa-services.h"
#include "sa-window.h"

struct _SaApplication {
  AdwApplication parent_instance;

  gboolean practice;
  gboolean told; /* on the command line or by a variable which service to use */
  SaServices *services;
};

G_DEFINE_FINAL_TYPE (SaApplication, sa_application, ADW_TYPE_APPLICATION)

static gboolean
is_set (const char *variable)
{
  const char *value = g_getenv (variable);

  return value != NULL && *value != '\0';
}

/* A process that was told which service to use is never handed to one that uses another. */
static int
sa_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  SaApplication *self = SA_APPLICATION (application);

  if (g_variant_dict_contains (options, "version")) {
    g_print ("Soundalike %s\n", PACKAGE_VERSION);
    return 0;
  }

  self->practice = g_variant_dict_contains (options, "practice");
  self->told = self->practice || is_set ("MINIMAX_API_KEY") || is_set ("MINIMAX_API_HOST");
  if (self->told)
    g_application_set_flags (application,
                             g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);

  return G_APPLICATION_CLASS (sa_application_parent_class)
    ->handle_local_options (application, options);
}

static SaWindow *
get_window (SaApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window != NULL && SA_IS_WINDOW (window))
    return SA_WINDOW (window);

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (SA_IS_WINDOW (l->data))
      return l->data;

  if (self->services == NULL)
    self->services = sa_services_new (self->practice);

  return sa_window_new (ADW_APPLICATION (self), self->services);
}

static void
sa_application_activate (GApplication *application)
{
  SaApplication *self = SA_APPLICATION (application);
  SaWindow *window = get_window (self);

  /* Who chose a mode or a file knows the program already. */
  if (!self->told)
    sa_window_welcome (window);
  gtk_window_present (GTK_WINDOW (window));
}

static void
sa_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  SaWindow *window = get_window (SA_APPLICATION (application));

  sa_window_open (window, files[0]);
  gtk_window_present (GTK_WINDOW (window));
}

static void
show_about (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkApplication *application = user_data;
  GtkWidget *about =
    g_object_new (ADW_TYPE_ABOUT_WINDOW, "transient-for",
                  gtk_application_get_active_window (application), "modal", TRUE,
                  "application-name", "Soundalike", "application-icon", APPLICATION_ID, "version",
                  PACKAGE_VERSION, "developer-name", _ ("The Soundalike contributors"), "comments",
                  _ ("Clone a voice by pointing and clicking, with the MiniMax voice API"),
                  "license-type", GTK_LICENSE_GPL_3_0, "website",
                  "https://github.com/soundalike/soundalike", "issue-url",
                  "https://github.com/soundalike/soundalike/issues",
                  /* Translators: your name, as it should be shown in About */
                  "translator-credits", _ ("translator-credits"), NULL);

  gtk_window_present (GTK_WINDOW (about));
}

/* Made when it is asked for. As gtk/help-overlay.ui it would be a hidden window from the start, and
 * GTK 4.8 crashes when an assistive technology asks for one window more than are shown. */
static void
show_shortcuts (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GtkBuilder) builder =
    gtk_builder_new_from_resource ("/io/github/soundalike/Soundalike/ui/shortcuts.ui");
  GtkWindow *shortcuts = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (shortcuts, gtk_application_get_active_window (user_data));
  gtk_window_present (shortcuts);
}

/* Each window may ask before it closes. */
static void
quit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (user_data));

  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
}

static void
sa_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { .name = "about", .activate = show_about },
    { .name = "quit", .activate = quit },
    { .name = "shortcuts", .activate = show_shortcuts },
  };
  static const struct {
    const char *action;
    const char *keys[2];
  } keys[] = {
    { "app.quit", { "<ctrl>q", NULL } },
    { "app.shortcuts", { "<ctrl>question", NULL } },
    { "window.close", { "<ctrl>w", NULL } },
    { "win.preferences", { "<ctrl>comma", NULL } },
  };

  G_APPLICATION_CLASS (sa_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions),
                                   application);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (application), keys[i].action,
                                           keys[i].keys);
}

static void
sa_application_dispose (GObject *object)
{
  g_clear_object (&SA_APPLICATION (object)->services);

  G_OBJECT_CLASS (sa_application_parent_class)->dispose (object);
}

static void
sa_application_class_init (SaApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sa_application_dispose;
  application_class->handle_local_options = sa_application_handle_local_options;
  application_class->startup = sa_application_startup;
  application_class->activate = sa_application_activate;
  application_class->open = sa_application_open;

  g_resources_register (sa_resources_get_resource ());
}

static void
sa_application_init (SaApplication *self)
{
  static const GOptionEntry options[] = {
    { "practice", 0, 0, G_OPTION_ARG_NONE, NULL,
      N_ ("Work in practice mode: nothing leaves this computer"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Show the version"), NULL },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self), _ ("[FILE]"));
}

/**
 * sa_application_new:
 *
 * Returns: (transfer full): the application
 */
SaApplication *
sa_application_new (void)
{
  return g_object_new (SA_TYPE_APPLICATION, "application-id", APPLICATION_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path",
                       "/io/github/soundalike/Soundalike", NULL);
}
