/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-timeline-handle.h"

#include <glib/gi18n-lib.h>

#include "sa-format.h"
#include "sa-time-text.h"

#define STEP 0.01
#define SHIFT_STEP 0.1
#define CTRL_STEP 1.0
#define PAGE_STEP 10.0

/* As near as this to a good place to cut, the handle stands there, in seconds. */
#define THERE 0.001

#define GRIP_HEIGHT 16
#define GRIP_GAP 3

struct _SaTimelineHandle {
  GtkWidget parent_instance;

  SaSelection *selection;
  SaSelectionPart part;
  const SaPauseSnap *pauses; /* the timeline's, always up to date */
  gboolean held; /* a key is: all its repeats are one step for undo */
};

G_DEFINE_FINAL_TYPE (SaTimelineHandle, sa_timeline_handle, GTK_TYPE_WIDGET)

static void
let_go (SaTimelineHandle *self)
{
  if (!self->held)
    return;

  self->held = FALSE;
  sa_selection_end_edit (self->selection);
}

static void
hold (SaTimelineHandle *self)
{
  self->held = TRUE;
  sa_selection_begin_edit (self->selection);
}

static void
show_place (SaTimelineHandle *self, gboolean up)
{
  gboolean end = self->part == SA_SELECTION_END || (self->part == SA_SELECTION_RANGE && up);

  sa_selection_reveal (self->selection, end ? sa_selection_get_end (self->selection)
                                            : sa_selection_get_start (self->selection));
}

static gboolean
step_by_key (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SaTimelineHandle *self = SA_TIMELINE_HANDLE (widget);
  double seconds;

  g_variant_get (arguments, "(d)", &seconds);
  hold (self);
  sa_selection_step (self->selection, self->part, seconds);
  show_place (self, seconds > 0);

  return TRUE;
}

static gboolean
go_by_key (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SaTimelineHandle *self = SA_TIMELINE_HANDLE (widget);
  gboolean up;

  g_variant_get (arguments, "(b)", &up);
  hold (self);
  sa_selection_move_to_limit (self->selection, self->part, up);
  show_place (self, up);

  return TRUE;
}

static gboolean
go_to_pause (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SaTimelineHandle *self = SA_TIMELINE_HANDLE (widget);
  double place = sa_selection_get_place (self->selection, self->part);
  gboolean up;

  g_variant_get (arguments, "(b)", &up);
  if (sa_pause_snap_find_next (self->pauses, self->part, place, up, &place)) {
    hold (self);
    sa_selection_move (self->selection, self->part, place);
    show_place (self, up);
  }

  return TRUE;
}

static void
on_focus (SaTimelineHandle *self)
{
  show_place (self, FALSE);
}

static void
sa_timeline_handle_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SaTimelineHandle *self = SA_TIMELINE_HANDLE (widget);
  int width = gtk_widget_get_width (widget);
  int top = (gtk_widget_get_height (widget) - GRIP_HEIGHT) / 2;
  int x = (width - GRIP_GAP - 1) / 2;
  GdkRGBA color;

  if (self->part == SA_SELECTION_RANGE)
    return;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (x, top, 1, GRIP_HEIGHT));
  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT (x + GRIP_GAP, top, 1, GRIP_HEIGHT));
}

static void
sa_timeline_handle_dispose (GObject *object)
{
  g_clear_object (&SA_TIMELINE_HANDLE (object)->selection);

  G_OBJECT_CLASS (sa_timeline_handle_parent_class)->dispose (object);
}

static void
install_keys (GtkWidgetClass *widget_class)
{
  static const struct {
    GdkModifierType modifiers;
    double step;
  } steps[] = { { 0, STEP }, { GDK_SHIFT_MASK, SHIFT_STEP }, { GDK_CONTROL_MASK, CTRL_STEP } };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, steps[i].modifiers, step_by_key,
                                  "(d)", -steps[i].step);
    gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Left, steps[i].modifiers, step_by_key,
                                  "(d)", -steps[i].step);
    gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, steps[i].modifiers, step_by_key,
                                  "(d)", steps[i].step);
    gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Right, steps[i].modifiers, step_by_key,
                                  "(d)", steps[i].step);
  }
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                go_to_pause, "(b)", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                go_to_pause, "(b)", TRUE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Up, 0, step_by_key, "(d)", -PAGE_STEP);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Down, 0, step_by_key, "(d)", PAGE_STEP);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, go_by_key, "(b)", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, 0, go_by_key, "(b)", TRUE);
}

static void
sa_timeline_handle_class_init (SaTimelineHandleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sa_timeline_handle_dispose;
  widget_class->snapshot = sa_timeline_handle_snapshot;

  install_keys (widget_class);
  gtk_widget_class_set_css_name (widget_class, "handle");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
sa_timeline_handle_init (SaTimelineHandle *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  /* The pointer is the timeline's: what it can grab reaches beyond what is drawn. */
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);

  g_signal_connect_swapped (keys, "key-released", G_CALLBACK (let_go), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (on_focus), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (let_go), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

/**
 * sa_timeline_handle_new:
 * @selection: what it moves
 * @part: which part of it
 * @pauses: where it is well cut; they must stay valid
 *
 * Returns: (transfer floating): a handle for the keyboard: by 10 ms, with Shift by 100 ms, with Ctrl by
 *   1 s, with both to the next pause, a page is 10 s, and Home and End go as far as the length stays
 *   lawful
 */
GtkWidget *
sa_timeline_handle_new (SaSelection *selection, SaSelectionPart part, const SaPauseSnap *pauses)
{
  static const char *const classes[] = { "start", "end", "range" };
  SaTimelineHandle *self = g_object_new (SA_TYPE_TIMELINE_HANDLE, NULL);
  const char *name = part == SA_SELECTION_START ? _ ("Start Handle")
                     : part == SA_SELECTION_END ? _ ("End Handle")
                                                : _ ("Selected Range");

  self->selection = g_object_ref (selection);
  self->part = part;
  self->pauses = pauses;
  gtk_widget_add_css_class (GTK_WIDGET (self), classes[part]);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return GTK_WIDGET (self);
}

static char *
describe_range (SaSelection *selection)
{
  g_autofree char *start = sa_time_text_spoken (sa_selection_get_start (selection));
  g_autofree char *end = sa_time_text_spoken (sa_selection_get_end (selection));
  g_autofree char *length = sa_time_text_spoken (sa_selection_get_seconds (selection));

  return g_strdup_printf (_ ("From %s to %s, %s long"), start, end, length);
}

/**
 * sa_timeline_handle_is_in_pause:
 * @self: a handle
 *
 * Returns: whether it stands where it would stop when it is dragged
 */
gboolean
sa_timeline_handle_is_in_pause (SaTimelineHandle *self)
{
  double place;

  g_return_val_if_fail (SA_IS_TIMELINE_HANDLE (self), FALSE);

  place = sa_selection_get_place (self->selection, self->part);

  return self->part != SA_SELECTION_RANGE && sa_selection_has_range (self->selection) &&
         sa_pause_snap_find_nearest (self->pauses, self->part, place, THERE, &place);
}

static char *
describe_edge (SaTimelineHandle *self, const char *level)
{
  g_autofree char *place =
    sa_time_text_spoken (sa_selection_get_place (self->selection, self->part));
  g_autofree char *length = sa_time_text_spoken (sa_selection_get_seconds (self->selection));

  if (sa_timeline_handle_is_in_pause (self))
    return g_strdup_printf (_ ("%s, in a pause, %s. The selection is %s long"), place, level,
                            length);

  return g_strdup_printf (_ ("%s, %s. The selection is %s long"), place, level, length);
}

/**
 * sa_timeline_handle_describe:
 * @self: a handle
 * @level: how loud it is there, in words
 *
 * Tells a screen reader where the handle is. GTK 4.8 gives no values of widgets of one's own to it, so
 * that they stand in the description too.
 */
void
sa_timeline_handle_describe (SaTimelineHandle *self, const char *level)
{
  g_autofree char *words = NULL;

  g_return_if_fail (SA_IS_TIMELINE_HANDLE (self));

  words = self->part == SA_SELECTION_RANGE ? describe_range (self->selection)
                                           : describe_edge (self, level);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX,
                                  sa_selection_get_duration (self->selection),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                  sa_selection_get_place (self->selection, self->part),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
}
