/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-kept-row.h"

#include <glib/gi18n-lib.h>

#include "sa-format.h"
#include "sa-spoken-row.h"

typedef struct {
  SaTake *take;
  SaPurpose purpose;
} Kept;

struct _SaKeptRow {
  AdwActionRow parent_instance;

  GArray *takes; /* of Kept; the first is shown */
  Kept discarded; /* until the next is, or the program ends */
};

G_DEFINE_FINAL_TYPE (SaKeptRow, sa_kept_row, ADW_TYPE_ACTION_ROW)

enum { USE, DISCARDED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
kept_clear (gpointer data)
{
  g_clear_object (&((Kept *) data)->take);
}

static void
show_first (SaKeptRow *self)
{
  const Kept *first = self->takes->len > 0 ? &g_array_index (self->takes, Kept, 0) : NULL;
  g_autofree char *length = NULL;
  g_autofree char *when = NULL;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), first != NULL);
  if (first == NULL)
    return;

  length = sa_format_time (sa_take_get_seconds (first->take));
  when = g_date_time_format (sa_take_get_time (first->take), _ ("%e %B, %H:%M"));
  if (first->purpose == SA_PURPOSE_PROMPT_AUDIO)
    title = g_strdup_printf (_ ("A recorded prompt clip of %s was kept"), length);
  else
    title = g_strdup_printf (_ ("A recording of %s was kept"), length);
  subtitle = g_strdup_printf (_ ("From %s"), g_strstrip (when));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
}

static void
drop_first (SaKeptRow *self)
{
  g_array_remove_index (self->takes, 0);
  show_first (self);
}

static void
forget_discarded (SaKeptRow *self)
{
  if (self->discarded.take != NULL)
    sa_take_delete (self->discarded.take);
  kept_clear (&self->discarded);
}

static void
use (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaKeptRow *self = SA_KEPT_ROW (widget);
  g_autoptr (SaTake) take = NULL;
  SaPurpose purpose;

  if (self->takes->len == 0)
    return;

  take = g_object_ref (g_array_index (self->takes, Kept, 0).take);
  purpose = g_array_index (self->takes, Kept, 0).purpose;
  drop_first (self);
  g_signal_emit (self, signals[USE], 0, take, purpose);
}

static void
discard (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaKeptRow *self = SA_KEPT_ROW (widget);

  if (self->takes->len == 0)
    return;

  forget_discarded (self);
  self->discarded = g_array_index (self->takes, Kept, 0);
  g_object_ref (self->discarded.take);
  sa_take_set_discarded (self->discarded.take, TRUE);
  drop_first (self);
  g_signal_emit (self, signals[DISCARDED], 0);
}

static void
sa_kept_row_finalize (GObject *object)
{
  forget_discarded (SA_KEPT_ROW (object));
  g_array_unref (SA_KEPT_ROW (object)->takes);

  G_OBJECT_CLASS (sa_kept_row_parent_class)->finalize (object);
}

static void
sa_kept_row_class_init (SaKeptRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sa_kept_row_finalize;

  /**
   * SaKeptRow::use:
   * @take: a take
   * @purpose: what it was recorded for
   */
  signals[USE] = g_signal_new ("use", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 2, SA_TYPE_TAKE, G_TYPE_INT);
  /**
   * SaKeptRow::discarded:
   *
   * A take is offered no longer; sa_kept_row_undo_discard() has it back.
   */
  signals[DISCARDED] = g_signal_new ("discarded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/soundalike/Soundalike/ui/sa-kept-row.ui");
  gtk_widget_class_install_action (widget_class, "kept.use", NULL, use);
  gtk_widget_class_install_action (widget_class, "kept.discard", NULL, discard);
}

static void
sa_kept_row_init (SaKeptRow *self)
{
  self->takes = g_array_new (FALSE, FALSE, sizeof (Kept));
  g_array_set_clear_func (self->takes, kept_clear);
  gtk_widget_init_template (GTK_WIDGET (self));
  sa_spoken_row_enable (GTK_WIDGET (self));
}

/**
 * sa_kept_row_new:
 *
 * Returns: (transfer floating): a row that offers nothing, and is hidden
 */
GtkWidget *
sa_kept_row_new (void)
{
  return g_object_new (SA_TYPE_KEPT_ROW, NULL);
}

/**
 * sa_kept_row_add:
 * @self: a row
 * @takes: (element-type SaTake): what is offered, the newest first
 * @purpose: what they were recorded for
 */
void
sa_kept_row_add (SaKeptRow *self, GPtrArray *takes, SaPurpose purpose)
{
  g_return_if_fail (SA_IS_KEPT_ROW (self));

  for (guint i = 0; i < takes->len; i++) {
    Kept kept = { g_object_ref (takes->pdata[i]), purpose };

    g_array_append_val (self->takes, kept);
  }
  show_first (self);
}

/**
 * sa_kept_row_undo_discard:
 * @self: a row
 *
 * Offers again what was discarded last.
 */
void
sa_kept_row_undo_discard (SaKeptRow *self)
{
  g_return_if_fail (SA_IS_KEPT_ROW (self));

  if (self->discarded.take == NULL)
    return;

  sa_take_set_discarded (self->discarded.take, FALSE);
  g_array_prepend_val (self->takes, self->discarded);
  self->discarded.take = NULL;
  show_first (self);
}

/**
 * sa_kept_row_steal:
 * @self: a row
 * @file: a file that is in use
 *
 * Offers no longer what is used already.
 *
 * Returns: (transfer full) (nullable): the take whose file that is
 */
SaTake *
sa_kept_row_steal (SaKeptRow *self, GFile *file)
{
  g_return_val_if_fail (SA_IS_KEPT_ROW (self), NULL);

  for (guint i = 0; i < self->takes->len; i++) {
    SaTake *take = g_array_index (self->takes, Kept, i).take;

    if (!g_file_equal (sa_take_get_file (take), file))
      continue;
    take = g_object_ref (take);
    g_array_remove_index (self->takes, i);
    show_first (self);
    return take;
  }

  return NULL;
}
