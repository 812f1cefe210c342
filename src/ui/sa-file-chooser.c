/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-file-chooser.h"

#include <glib/gi18n-lib.h>

#include "audio/sa-output.h"

/* What is asked, and what comes of the answer: @chosen is told, or @source is copied there. */
typedef struct {
  GtkFileChooserNative *chooser;
  GObject *object; /* who asked */
  SaFileChosenFunc chosen;
  GFile *source;
  char *saved; /* what is said once it is */
} Choice;

static void
choice_free (Choice *choice)
{
  g_object_unref (choice->chooser);
  g_object_unref (choice->object);
  g_clear_object (&choice->source);
  g_free (choice->saved);
  g_free (choice);
}

static void
on_copied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Choice *choice = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *complaint = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    complaint = g_strdup_printf (_ ("Not saved: %s"), error->message);

  gtk_widget_activate_action (GTK_WIDGET (choice->object), "create.toast", "s",
                              complaint != NULL ? complaint : choice->saved);
  choice_free (choice);
}

static void
copy_in_thread (GTask *task, gpointer source, gpointer target, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SaOutput) output = sa_output_new (target, &error);

  if (output != NULL && sa_output_copy (output, source, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Whole or not at all: what stood there before is not lost to a full disk. */
static void
copy_to (Choice *choice, GFile *target)
{
  g_autoptr (GTask) task = g_task_new (choice->source, NULL, on_copied, choice);

  g_task_set_source_tag (task, copy_to);
  g_task_set_task_data (task, g_object_ref (target), g_object_unref);
  g_task_run_in_thread (task, copy_in_thread);
}

static void
on_response (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  Choice *choice = user_data;
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

  gtk_native_dialog_destroy (dialog);
  if (file != NULL && choice->source != NULL) {
    copy_to (choice, file);
    return;
  }

  if (file != NULL)
    choice->chosen (file, choice->object);
  choice_free (choice);
}

static Choice *
make_choice (GtkWidget *parent,
             const char *title,
             GtkFileChooserAction action,
             const char *accept,
             gpointer object)
{
  Choice *choice = g_new0 (Choice, 1);
  GtkRoot *root = gtk_widget_get_root (parent);

  choice->chooser =
    gtk_file_chooser_native_new (title, GTK_WINDOW (root), action, accept, _ ("_Cancel"));
  choice->object = g_object_ref (G_OBJECT (object));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (choice->chooser), TRUE);
  g_signal_connect (choice->chooser, "response", G_CALLBACK (on_response), choice);

  return choice;
}

static void
open_speech (GtkWidget *parent, const char *title, SaFileChosenFunc chosen, gpointer object)
{
  Choice *choice = make_choice (parent, title, GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), object);
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (choice->chooser);
  g_autoptr (GtkFileFilter) media = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  choice->chosen = chosen;
  gtk_file_filter_set_name (media, _ ("Audio and Video"));
  gtk_file_filter_add_mime_type (media, "audio/*");
  gtk_file_filter_add_mime_type (media, "video/*");
  gtk_file_filter_add_mime_type (media, "application/ogg");
  gtk_file_filter_set_name (all, _ ("All Files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (chooser, media);
  gtk_file_chooser_add_filter (chooser, all);
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
  Choice *choice = make_choice (parent, title, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), parent);

  choice->source = g_object_ref (source);
  choice->saved = g_strdup (saved);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (choice->chooser), name);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (choice->chooser));
}
