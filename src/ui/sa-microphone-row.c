/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-microphone-row.h"

#include <glib/gi18n-lib.h>

#include "sa-choice.h"
#include "sa-layouts.h"
#include "sa-level-meter.h"
#include "sa-recorder-text.h"
#include "sa-stack.h"

/* The line that follows the system's default has no device's ID. */
#define FOLLOWING ""

struct _SaMicrophoneRow {
  GtkListBoxRow parent_instance;

  GtkDropDown *drop_down;
  GtkToggleButton *countdown_button;
  GtkStack *stack;
  SaLevelMeter *meter;
  GtkLabel *trouble;

  SaStudio *studio;
  SaRecorder *recorder;
  GListStore *choices;
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (SaMicrophoneRow, sa_microphone_row, GTK_TYPE_LIST_BOX_ROW)

static SaMicrophones *
get_microphones (SaMicrophoneRow *self)
{
  return sa_studio_get_microphones (self->studio);
}

static void
append_choice (SaMicrophoneRow *self, const char *id, const char *name)
{
  g_autoptr (SaChoice) choice = sa_choice_new (id, name);

  g_list_store_append (self->choices, choice);
}

/* The name of what is recorded with while none was chosen. */
static const char *
default_name (SaMicrophoneRow *self)
{
  GListModel *microphones = G_LIST_MODEL (get_microphones (self));
  const char *first = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (microphones); i++) {
    g_autoptr (SaMicrophone) microphone = g_list_model_get_item (microphones, i);

    if (sa_microphone_is_monitor (microphone))
      continue;
    if (sa_microphone_is_default (microphone))
      return sa_microphone_get_name (microphone);
    if (first == NULL)
      first = sa_microphone_get_name (microphone);
  }

  return first != NULL ? first : _ ("No microphone");
}

static void
select_choice (SaMicrophoneRow *self, const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->choices)); i++) {
    g_autoptr (SaChoice) choice = g_list_model_get_item (G_LIST_MODEL (self->choices), i);

    if (g_str_equal (sa_choice_get_id (choice), id)) {
      gtk_drop_down_set_selected (self->drop_down, i);
      return;
    }
  }
  gtk_drop_down_set_selected (self->drop_down, 0);
}

static void
fill (SaMicrophoneRow *self)
{
  GListModel *microphones = G_LIST_MODEL (get_microphones (self));
  const char *selected = sa_microphones_get_selected_id (get_microphones (self));

  self->filling = TRUE;
  g_list_store_remove_all (self->choices);
  append_choice (self, FOLLOWING, default_name (self));
  for (guint i = 0; i < g_list_model_get_n_items (microphones); i++) {
    g_autoptr (SaMicrophone) microphone = g_list_model_get_item (microphones, i);

    append_choice (self, sa_microphone_get_id (microphone), sa_microphone_get_name (microphone));
  }
  select_choice (self, selected != NULL ? selected : FOLLOWING);
  gtk_widget_set_sensitive (GTK_WIDGET (self->drop_down),
                            g_list_model_get_n_items (microphones) > 0);
  self->filling = FALSE;
}

static void
on_selected (SaMicrophoneRow *self)
{
  SaChoice *choice = gtk_drop_down_get_selected_item (self->drop_down);
  const char *id = choice != NULL ? sa_choice_get_id (choice) : FOLLOWING;

  if (!self->filling)
    sa_microphones_select (get_microphones (self), *id != '\0' ? id : NULL);
}

static void
show_trouble (SaMicrophoneRow *self)
{
  g_autofree char *trouble = sa_recorder_text_trouble (self->recorder);

  if (g_strcmp0 (gtk_label_get_label (self->trouble), trouble != NULL ? trouble : "") == 0)
    return;

  gtk_label_set_label (self->trouble, trouble != NULL ? trouble : "");
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), trouble != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->drop_down),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  trouble != NULL ? trouble : "", -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->meter), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  trouble != NULL ? trouble : "", -1);
}

static void
show_state (SaMicrophoneRow *self)
{
  gboolean busy = sa_recorder_is_busy (self->recorder);
  gboolean open = sa_recorder_get_state (self->recorder) != SA_RECORDER_CLOSED;
  gboolean failed = sa_recorder_get_error (self->recorder) != NULL ||
                    sa_microphones_get_error (get_microphones (self)) != NULL;

  sa_stack_show_only (self->stack,
                      open || busy || (sa_studio_get_checking (self->studio) && !failed) ? "meter"
                                                                                         : "check");
  sa_level_meter_set_scale_shown (self->meter, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->countdown_button), !busy);
  show_trouble (self);
}

static void
check (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaMicrophoneRow *self = SA_MICROPHONE_ROW (widget);

  sa_microphones_refresh (get_microphones (self));
  sa_studio_check (self->studio);
  show_state (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->meter));
}

static void
set_up_name (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_item_set_child (item, label);
}

static void
bind_name (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)),
                       sa_choice_get_name (gtk_list_item_get_item (item)));
}

static void
set_up_line (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = gtk_label_new (NULL);
  GtkWidget *kind = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 36);
  gtk_label_set_xalign (GTK_LABEL (kind), 0);
  gtk_widget_add_css_class (kind, "caption");
  gtk_widget_add_css_class (kind, "dim-label");
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), kind);
  gtk_list_item_set_child (item, box);
}

static void
bind_line (GtkSignalListItemFactory *factory, GtkListItem *item, SaMicrophoneRow *self)
{
  SaChoice *choice = gtk_list_item_get_item (item);
  GtkWidget *name = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *kind = gtk_widget_get_next_sibling (name);
  SaMicrophone *microphone =
    sa_microphones_find (get_microphones (self), sa_choice_get_id (choice));
  const char *words = NULL;

  if (g_str_equal (sa_choice_get_id (choice), FOLLOWING))
    words = _ ("As chosen in the system’s settings");
  else if (microphone != NULL && sa_microphone_is_monitor (microphone))
    words = _ ("Sound of this computer");

  gtk_label_set_label (GTK_LABEL (name), sa_choice_get_name (choice));
  gtk_label_set_label (GTK_LABEL (kind), words != NULL ? words : "");
  gtk_widget_set_visible (kind, words != NULL);
}

static void
set_factories (SaMicrophoneRow *self)
{
  g_autoptr (GtkListItemFactory) button = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkListItemFactory) list = gtk_signal_list_item_factory_new ();

  g_signal_connect (button, "setup", G_CALLBACK (set_up_name), NULL);
  g_signal_connect (button, "bind", G_CALLBACK (bind_name), NULL);
  g_signal_connect (list, "setup", G_CALLBACK (set_up_line), NULL);
  g_signal_connect_object (list, "bind", G_CALLBACK (bind_line), self, 0);
  gtk_drop_down_set_factory (self->drop_down, button);
  gtk_drop_down_set_list_factory (self->drop_down, list);
}

static void
sa_microphone_row_dispose (GObject *object)
{
  SaMicrophoneRow *self = SA_MICROPHONE_ROW (object);

  g_clear_object (&self->recorder);
  g_clear_object (&self->studio);

  G_OBJECT_CLASS (sa_microphone_row_parent_class)->dispose (object);
}

static void
sa_microphone_row_finalize (GObject *object)
{
  g_object_unref (SA_MICROPHONE_ROW (object)->choices);

  G_OBJECT_CLASS (sa_microphone_row_parent_class)->finalize (object);
}

static void
sa_microphone_row_class_init (SaMicrophoneRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sa_microphone_row_dispose;
  object_class->finalize = sa_microphone_row_finalize;

  g_type_ensure (SA_TYPE_LEVEL_METER);
  g_type_ensure (SA_TYPE_ENDS_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/soundalike/Soundalike/ui/sa-microphone-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SaMicrophoneRow, drop_down);
  gtk_widget_class_bind_template_child (widget_class, SaMicrophoneRow, countdown_button);
  gtk_widget_class_bind_template_child (widget_class, SaMicrophoneRow, stack);
  gtk_widget_class_bind_template_child (widget_class, SaMicrophoneRow, meter);
  gtk_widget_class_bind_template_child (widget_class, SaMicrophoneRow, trouble);
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
  gtk_widget_class_install_action (widget_class, "microphone.check", NULL, check);
}

static void
sa_microphone_row_init (SaMicrophoneRow *self)
{
  self->choices = g_list_store_new (SA_TYPE_CHOICE);
  gtk_widget_init_template (GTK_WIDGET (self));
  set_factories (self);
  self->filling = TRUE;
  gtk_drop_down_set_model (self->drop_down, G_LIST_MODEL (self->choices));
  sa_choice_name (self->drop_down, _ ("Microphone"));
  self->filling = FALSE;
}

/**
 * sa_microphone_row_new:
 *
 * Returns: (transfer floating): a row that knows no microphone yet
 */
GtkWidget *
sa_microphone_row_new (void)
{
  return g_object_new (SA_TYPE_MICROPHONE_ROW, NULL);
}

/**
 * sa_microphone_row_set_studio:
 * @self: a row
 * @studio: whose microphones are offered
 * @recorder: whose level is shown
 */
void
sa_microphone_row_set_studio (SaMicrophoneRow *self, SaStudio *studio, SaRecorder *recorder)
{
  static const char *const states[] = { "notify::state", "notify::busy", "notify::error" };
  static const char *const troubles[] = { "notify::no-signal", "notify::too-loud",
                                          "notify::microphone", "notify::dropped" };
  static const char *const lists[] = { "items-changed", "notify::current", "notify::selected-id" };
  SaMicrophones *microphones;

  g_return_if_fail (SA_IS_MICROPHONE_ROW (self));

  if (!g_set_object (&self->recorder, recorder))
    return;

  g_set_object (&self->studio, studio);
  microphones = get_microphones (self);
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    g_signal_connect_object (recorder, states[i], G_CALLBACK (show_state), self, G_CONNECT_SWAPPED);
  for (gsize i = 0; i < G_N_ELEMENTS (troubles); i++)
    g_signal_connect_object (recorder, troubles[i], G_CALLBACK (show_trouble), self,
                             G_CONNECT_SWAPPED);
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    g_signal_connect_object (microphones, lists[i], G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (microphones, "notify::error", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (studio, "notify::checking", G_CALLBACK (show_state), self,
                           G_CONNECT_SWAPPED);
  g_object_bind_property (studio, "countdown", self->countdown_button, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  sa_level_meter_set_recorder (self->meter, recorder);
  fill (self);
  show_state (self);
}
