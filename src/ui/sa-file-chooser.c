/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-file-chooser.h"

#include <glib/gi18n-lib.h>

typedef struct {
  GtkFileChooserNative *chooser;
  SaFileChosenFunc chosen;
  GObject *object;
} Choice;

/* What is copied to the place that is chosen, and what is said of it then. */
typedef struct {
  GtkFileChooserNative *chooser;
  GtkWidget *parent;
  GFile *source;
  char *saved;
} Copy;

static void
on_response (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  Choice *choice = user_data;
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  gtk_native_dialog_destroy (dialog);
  if (file != NULL)
    choice->chosen (file, choice->object);

  g_object_unref (choice->chooser);
  g_object_unref (choice->object);
  g_free (choice);
}

static void
copy_free (Copy *copy)
{
  g_object_unref (copy->chooser);
  g_object_unref (copy->parent);
  g_object_unref (copy->source);
  g_free (copy->saved);
  g_free (copy);
}

static void
on_copied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Copy *copy = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *complaint = NULL;

  if (!g_file_copy_finish (G_FILE (source), result, &error))
    complaint = g_strdup_printf (_ ("Not saved: %s"), error->message);

  gtk_widget_activate_action (copy->parent, "create.toast", "s",
                              complaint != NULL ? complaint : copy->saved);
  copy_free (copy);
}

static void
on_place (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  Copy *copy = user_data;
  g_autoptr (GFile) place = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    place = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  gtk_native_dialog_destroy (dialog);
  if (place != NULL)
    g_file_copy_async (copy->source, place, G_FILE_COPY_OVERWRITE, G_PRIORITY_DEFAULT, NULL, NULL,
                       NULL, on_copied, copy);
  else
    copy_free (copy);
}

static GtkFileChooserNative *
make_chooser (GtkWidget *parent, const char *title, GtkFileChooserAction action, const char *accept)
{
  GtkRoot *root = gtk_widget_get_root (parent);
  GtkFileChooserNative *chooser =
    gtk_file_chooser_native_new (title, GTK_WINDOW (root), action, accept, _ ("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);

  return chooser;
}

static void
open_speech (GtkWidget *parent, const char *title, SaFileChosenFunc chosen, gpointer object)
{
  GtkFileChooserNative *chooser =
    make_chooser (parent, title, GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"));
  g_autoptr (GtkFileFilter) media = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();
  Choice *choice = g_new0 (Choice, 1);

  choice->chooser = chooser;
  choice->chosen = chosen;
  choice->object = g_object_ref (G_OBJECT (object));
  g_signal_connect (chooser, "response", G_CALLBACK (on_response), choice);
  gtk_file_filter_set_name (media, _ ("Audio and Video"));
  gtk_file_filter_add_mime_type (media, "audio/*");
  gtk_file_filter_add_mime_type (media, "video/*");
  gtk_file_filter_add_mime_type (media, "application/ogg");
  gtk_file_filter_set_name (all, _ ("All Files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), media);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), all);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/**
 * sa_file_chooser_open_speech:
 * @parent: the widget that asks
 * @chosen: called when the user picked a file
 * @object: (type GObject): for @chosen; kept alive meanwhile
 *
 * Lets the user pick a file with speech in it: audio, or a video's sound track.
 */
void
sa_file_chooser_open_speech (GtkWidget *parent, SaFileChosenFunc chosen, gpointer object)
{
  open_speech (parent, _ ("Choose a Sample"), chosen, object);
}

/**
 * sa_file_chooser_open_prompt:
 * @parent: the widget that asks
 * @chosen: called when the user picked a file
 * @object: (type GObject): for @chosen; kept alive meanwhile
 *
 * As sa_file_chooser_open_speech(), for a prompt clip.
 */
void
sa_file_chooser_open_prompt (GtkWidget *parent, SaFileChosenFunc chosen, gpointer object)
{
  open_speech (parent, _ ("Choose a Prompt Clip"), chosen, object);
}

/**
 * sa_file_chooser_save_copy:
 * @parent: the widget that asks
 * @title: the dialog's title
 * @name: the name that is suggested
 * @source: what is saved
 * @saved: what is said when it is
 *
 * Lets the user pick where to save a copy of @source, and says what came of it in a toast.
 */
void
sa_file_chooser_save_copy (GtkWidget *parent,
                           const char *title,
                           const char *name,
                           GFile *source,
                           const char *saved)
{
  Copy *copy = g_new0 (Copy, 1);

  copy->chooser = make_chooser (parent, title, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"));
  copy->parent = g_object_ref (parent);
  copy->source = g_object_ref (source);
  copy->saved = g_strdup (saved);
  g_signal_connect (copy->chooser, "response", G_CALLBACK (on_place), copy);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (copy->chooser), name);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (copy->chooser));
}
