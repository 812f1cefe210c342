/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-take-row.h"

#include <glib/gi18n-lib.h>

#include "sa-file-chooser.h"
#include "sa-format.h"
#include "sa-recorder-text.h"
#include "sa-spoken-row.h"

/* Less than this below the limit, one word more would not fit. */
#define LEAST_ROOM_SECONDS 0.3

struct _SaTakeRow {
  AdwActionRow parent_instance;

  SaRecorder *recorder;
};

G_DEFINE_FINAL_TYPE (SaTakeRow, sa_take_row, ADW_TYPE_ACTION_ROW)

static void
show_take (SaTakeRow *self)
{
  SaTake *take = sa_recorder_get_take (self->recorder);
  g_autofree char *length = NULL;
  g_autofree char *words = NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "take.append",
                                 take != NULL && sa_take_get_seconds (take) + LEAST_ROOM_SECONDS <
                                                   sa_recorder_get_limit (self->recorder));
  if (take == NULL)
    return;

  length = sa_format_time (sa_take_get_seconds (take));
  words = g_strdup_printf (_ ("%s, kept on this computer"), length);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), words);
}

static void
append (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sa_recorder_append (SA_TAKE_ROW (widget)->recorder);
}

static void
save (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaTake *take = sa_recorder_get_take (SA_TAKE_ROW (widget)->recorder);
  g_autofree char *title = NULL;
  g_autofree char *name = NULL;

  if (take == NULL)
    return;

  title = sa_recorder_text_take_name (sa_take_get_time (take));
  name = g_strconcat (g_strdelimit (title, ":/", '.'), ".wav", NULL);
  sa_file_chooser_save_copy (widget, _ ("Save Recording"), name, sa_take_get_file (take),
                             _ ("Recording saved"));
}

static void
sa_take_row_dispose (GObject *object)
{
  g_clear_object (&SA_TAKE_ROW (object)->recorder);

  G_OBJECT_CLASS (sa_take_row_parent_class)->dispose (object);
}

static void
sa_take_row_class_init (SaTakeRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sa_take_row_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/soundalike/Soundalike/ui/sa-take-row.ui");
  gtk_widget_class_install_action (widget_class, "take.append", NULL, append);
  gtk_widget_class_install_action (widget_class, "take.save", NULL, save);
}

static void
sa_take_row_init (SaTakeRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sa_spoken_row_enable (GTK_WIDGET (self));
}

/**
 * sa_take_row_new:
 *
 * Returns: (transfer floating): a row that knows no take yet. What discards it is the card's action
 *   `card.discard-take`.
 */
GtkWidget *
sa_take_row_new (void)
{
  return g_object_new (SA_TYPE_TAKE_ROW, NULL);
}

/**
 * sa_take_row_set_recorder:
 * @self: a row
 * @recorder: whose take it is about
 */
void
sa_take_row_set_recorder (SaTakeRow *self, SaRecorder *recorder)
{
  g_return_if_fail (SA_IS_TAKE_ROW (self));

  if (!g_set_object (&self->recorder, recorder))
    return;

  g_signal_connect_object (recorder, "notify::take", G_CALLBACK (show_take), self,
                           G_CONNECT_SWAPPED);
  show_take (self);
}
