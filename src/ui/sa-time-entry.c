/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-time-entry.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sa-drops.h"
#include "sa-time-text.h"

#define LEAST_CHARACTERS 8
#define HALF_A_THOUSANDTH 0.0005

struct _SaTimeEntry {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *entry;
  SaSelection *selection;
  SaSelectionPart part;
};

G_DEFINE_FINAL_TYPE (SaTimeEntry, sa_time_entry, GTK_TYPE_WIDGET)

enum { SIGNAL_REFUSED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
say (SaTimeEntry *self, const char *trouble)
{
  if (trouble != NULL)
    gtk_widget_add_css_class (self->entry, "error");
  else
    gtk_widget_remove_css_class (self->entry, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               trouble != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                               : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  trouble != NULL ? trouble : "", -1);
  g_signal_emit (self, signals[SIGNAL_REFUSED], 0, trouble);
}

/* Why a time cannot be taken, or NULL. */
static char *
find_trouble (SaTimeEntry *self, const char *text, double *seconds)
{
  double duration = sa_selection_get_duration (self->selection);
  g_autofree char *limit = NULL;

  if (!sa_time_text_parse (text, seconds))
    return g_strdup_printf (_ ("“%s” is not a time: write 0:12.340 or 12.34"), text);

  if (self->part == SA_SELECTION_START) {
    limit = sa_time_text_format (sa_selection_get_end (self->selection));
    if (*seconds > sa_selection_get_end (self->selection) - SA_SELECTION_MIN_LENGTH)
      return g_strdup_printf (_ ("The start must lie before the end, %s"), limit);
    return NULL;
  }

  if (*seconds > duration + HALF_A_THOUSANDTH) {
    limit = sa_time_text_format (duration);
    return g_strdup_printf (_ ("The recording ends at %s"), limit);
  }
  limit = sa_time_text_format (sa_selection_get_start (self->selection));
  if (*seconds < sa_selection_get_start (self->selection) + SA_SELECTION_MIN_LENGTH)
    return g_strdup_printf (_ ("The end must lie after the start, %s"), limit);

  return NULL;
}

/* Thousandths cannot name every frame: what still reads the same is left where it is. Returns whether
 * what was typed is in force. */
static gboolean
apply (SaTimeEntry *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *present =
    sa_time_text_format (sa_selection_get_place (self->selection, self->part));
  g_autofree char *trouble = NULL;
  double seconds;

  if (!sa_selection_has_range (self->selection) || g_strcmp0 (text, present) == 0)
    return TRUE;

  trouble = find_trouble (self, text, &seconds);
  if (trouble == NULL) {
    g_autofree char *wanted = sa_time_text_format (seconds);

    if (g_strcmp0 (wanted, present) != 0)
      sa_selection_move (self->selection, self->part, seconds);
    sa_selection_reveal (self->selection, sa_selection_get_place (self->selection, self->part));
  }
  sa_time_entry_update (self);
  say (self, trouble);

  return trouble == NULL;
}

static void
on_done (SaTimeEntry *self)
{
  apply (self);
}

static void
on_changed_outside (SaTimeEntry *self)
{
  if (gtk_widget_has_css_class (self->entry, "error"))
    say (self, NULL);
}

/* As wide as the longest time that can stand in it. */
static void
on_edited (SaTimeEntry *self)
{
  g_autofree char *longest = sa_time_text_format (sa_selection_get_duration (self->selection));
  int characters = MAX ((int) strlen (longest), LEAST_CHARACTERS);

  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), characters);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), characters);
}

static void
sa_time_entry_dispose (GObject *object)
{
  SaTimeEntry *self = SA_TIME_ENTRY (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (sa_time_entry_parent_class)->dispose (object);
}

static void
sa_time_entry_class_init (SaTimeEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sa_time_entry_dispose;

  /**
   * SaTimeEntry::refused:
   * @why: (nullable): what is wrong with what was typed
   */
  signals[SIGNAL_REFUSED] = g_signal_new ("refused", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_css_name (widget_class, "timeentry");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sa_time_entry_init (SaTimeEntry *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkWidget *text;

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->entry = gtk_entry_new ();
  text = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)));

  gtk_editable_set_alignment (GTK_EDITABLE (self->entry), 0.5);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), LEAST_CHARACTERS);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), LEAST_CHARACTERS);
  /* Undo is the editor's: it takes back whatever changed the time. */
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->entry), FALSE);
  gtk_entry_set_input_purpose (GTK_ENTRY (self->entry), GTK_INPUT_PURPOSE_FREE_FORM);
  sa_drops_refuse (GTK_EDITABLE (self->entry));
  gtk_widget_set_direction (self->box, GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (self->entry, GTK_TEXT_DIR_LTR);
  gtk_widget_set_hexpand (self->entry, TRUE);
  gtk_widget_add_css_class (self->entry, "numeric");

  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (on_done), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_done), self);
  gtk_widget_add_controller (text, focus);
}

/**
 * sa_time_entry_new:
 * @selection: what it changes
 * @part: %SA_SELECTION_START or %SA_SELECTION_END
 *
 * Returns: (transfer floating): an entry with its label
 */
GtkWidget *
sa_time_entry_new (SaSelection *selection, SaSelectionPart part)
{
  SaTimeEntry *self = g_object_new (SA_TYPE_TIME_ENTRY, NULL);
  const char *name = part == SA_SELECTION_START ? _ ("Start") : _ ("End");
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", name, "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  self->selection = g_object_ref (selection);
  self->part = part;
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_box_append (GTK_BOX (self->box), label);
  gtk_box_append (GTK_BOX (self->box), self->entry);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  g_signal_connect_object (selection, "edited", G_CALLBACK (on_edited), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (selection, "range-changed", G_CALLBACK (on_changed_outside), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/**
 * sa_time_entry_update:
 * @self: an entry
 *
 * Shows the time that is in force.
 */
void
sa_time_entry_update (SaTimeEntry *self)
{
  g_autofree char *text = NULL;

  g_return_if_fail (SA_IS_TIME_ENTRY (self));

  text = sa_time_text_format (sa_selection_get_place (self->selection, self->part));
  if (g_strcmp0 (text, gtk_editable_get_text (GTK_EDITABLE (self->entry))) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}

/**
 * sa_time_entry_apply:
 * @self: an entry
 *
 * Takes what is being typed, as Enter does.
 *
 * Returns: whether it is in force; otherwise `refused` said why not
 */
gboolean
sa_time_entry_apply (SaTimeEntry *self)
{
  g_return_val_if_fail (SA_IS_TIME_ENTRY (self), FALSE);

  return apply (self);
}
