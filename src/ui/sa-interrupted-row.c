/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-interrupted-row.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "jobs/sa-clone-job.h"
#include "sa-spoken-row.h"

struct _SaInterruptedRow {
  AdwActionRow parent_instance;

  GtkImage *icon;
  GtkButton *go_on_button;
};

G_DEFINE_FINAL_TYPE (SaInterruptedRow, sa_interrupted_row, ADW_TYPE_ACTION_ROW)

static void
sa_interrupted_row_class_init (SaInterruptedRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/soundalike/Soundalike/ui/sa-interrupted-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SaInterruptedRow, icon);
  gtk_widget_class_bind_template_child (widget_class, SaInterruptedRow, go_on_button);
}

static void
sa_interrupted_row_init (SaInterruptedRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sa_spoken_row_enable (GTK_WIDGET (self));
}

static char *
format_day (gint64 seconds)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, _ ("%e %B, %H:%M")) : g_strdup ("");
}

/**
 * sa_interrupted_row_new:
 *
 * Returns: (transfer floating): a row that offers to go on with what an earlier run left
 */
GtkWidget *
sa_interrupted_row_new (void)
{
  return g_object_new (SA_TYPE_INTERRUPTED_ROW, NULL);
}

/**
 * sa_interrupted_row_set_attempt:
 * @self: a row
 * @attempt: a job that is not finished
 */
void
sa_interrupted_row_set_attempt (SaInterruptedRow *self, const SaAttempt *attempt)
{
  gboolean unknown;
  g_autofree char *day = NULL;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;

  g_return_if_fail (SA_IS_INTERRUPTED_ROW (self));

  /* The outcome of a job that was killed is what was stored before it asked. */
  unknown = attempt->answer == NULL &&
            g_strcmp0 (attempt->outcome, sa_outcome_to_string (SA_OUTCOME_UNKNOWN)) == 0;
  day = format_day (attempt->updated_at);
  if (unknown) {
    title = g_strdup_printf (_ ("It is not known whether “%s” was made"), attempt->voice_id);
    subtitle = g_strdup_printf (_ ("The answer was lost on %s. File ID %" PRId64 "."),
                                g_strstrip (day), attempt->sample_file_id);
  } else {
    title = g_strdup_printf (_ ("The last clone, “%s”, did not finish"), attempt->voice_id);
    if (attempt->error_message != NULL)
      subtitle =
        g_strdup_printf (_ ("Stopped on %s: %s"), g_strstrip (day), attempt->error_message);
    else
      subtitle = g_strdup_printf (_ ("Stopped on %s"), g_strstrip (day));
  }

  gtk_image_set_from_icon_name (self->icon, unknown ? "dialog-question-symbolic"
                                                    : "document-open-recent-symbolic");
  gtk_button_set_label (self->go_on_button, unknown ? _ ("Decide") : _ ("Continue"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
}
