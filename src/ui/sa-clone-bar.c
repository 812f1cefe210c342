/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-clone-bar.h"

#include <adwaita.h>

/* A second click of a double click on Clone Voice must not cancel what the first one started. */
#define CANCEL_GUARD_MS 500

struct _SaCloneBar {
  GtkWidget parent_instance;

  GtkWidget *clamp;
  GtkBox *box;
  GtkBox *buttons;
  GtkWidget *done_icon;
  GtkLabel *sentence;
  GtkLabel *detail;
  GtkWidget *clone_button;
  GtkWidget *cancel_button;
  GtkWidget *back_button;
  GtkWidget *again_button;
  GtkWidget *another_button;

  SaCloneBarMode mode;
  gboolean narrow;
  guint guard;
};

G_DEFINE_FINAL_TYPE (SaCloneBar, sa_clone_bar, GTK_TYPE_WIDGET)

enum { PROP_0, PROP_NARROW, N_PROPS };

static GParamSpec *properties[N_PROPS];

/* Two buttons beside the sentence do not fit a narrow window; one does. */
static void
arrange (SaCloneBar *self)
{
  gboolean stacked = self->narrow && self->mode == SA_CLONE_BAR_STOPPED;

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
                                  stacked ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_hexpand (self->back_button, stacked);
  gtk_widget_set_hexpand (self->again_button, stacked);
  gtk_widget_set_halign (GTK_WIDGET (self->buttons), stacked ? GTK_ALIGN_FILL : GTK_ALIGN_END);
}

static gboolean
end_guard (gpointer user_data)
{
  SaCloneBar *self = user_data;

  self->guard = 0;
  gtk_widget_set_sensitive (self->cancel_button, TRUE);
  if (gtk_widget_get_visible (self->cancel_button))
    gtk_widget_grab_focus (self->cancel_button);

  return G_SOURCE_REMOVE;
}

static void
start_guard (SaCloneBar *self)
{
  g_clear_handle_id (&self->guard, g_source_remove);
  gtk_widget_set_sensitive (self->cancel_button, FALSE);
  self->guard = g_timeout_add (CANCEL_GUARD_MS, end_guard, self);
}

static void
announce (SaCloneBar *self, const char *sentence)
{
#if GTK_CHECK_VERSION(4, 14, 0)
  G_GNUC_BEGIN_IGNORE_DEPRECATIONS
  gtk_accessible_announce (GTK_ACCESSIBLE (self), sentence,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
  G_GNUC_END_IGNORE_DEPRECATIONS
#endif
}

static void
sa_clone_bar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SaCloneBar *self = SA_CLONE_BAR (object);

  switch (id) {
  case PROP_NARROW:
    g_value_set_boolean (value, self->narrow);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sa_clone_bar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SaCloneBar *self = SA_CLONE_BAR (object);

  switch (id) {
  case PROP_NARROW:
    if (self->narrow == g_value_get_boolean (value))
      return;
    self->narrow = g_value_get_boolean (value);
    arrange (self);
    g_object_notify_by_pspec (object, pspec);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sa_clone_bar_dispose (GObject *object)
{
  SaCloneBar *self = SA_CLONE_BAR (object);

  g_clear_handle_id (&self->guard, g_source_remove);
  g_clear_pointer (&self->clamp, gtk_widget_unparent);

  G_OBJECT_CLASS (sa_clone_bar_parent_class)->dispose (object);
}

static void
sa_clone_bar_class_init (SaCloneBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sa_clone_bar_get_property;
  object_class->set_property = sa_clone_bar_set_property;
  object_class->dispose = sa_clone_bar_dispose;

  properties[PROP_NARROW] =
    g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/soundalike/Soundalike/ui/sa-clone-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SaCloneBar, clamp);
  gtk_widget_class_bind_template_child (widget_class, SaCloneBar, box);
  gtk_widget_class_bind_template_child (widget_class, SaCloneBar, buttons);
  gtk_widget_class_bind_template_child (widget_class, SaCloneBar, done_icon);
  gtk_widget_class_bind_template_child (widget_class, SaCloneBar, sentence);
  gtk_widget_class_bind_template_child (widget_class, SaCloneBar, detail);
  gtk_widget_class_bind_template_child (widget_class, SaCloneBar, clone_button);
  gtk_widget_class_bind_template_child (widget_class, SaCloneBar, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, SaCloneBar, back_button);
  gtk_widget_class_bind_template_child (widget_class, SaCloneBar, again_button);
  gtk_widget_class_bind_template_child (widget_class, SaCloneBar, another_button);
  gtk_widget_class_set_css_name (widget_class, "clonebar");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
sa_clone_bar_init (SaCloneBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  arrange (self);
}

/**
 * sa_clone_bar_new:
 *
 * Returns: (transfer floating): the bar that says what is missing, beside the button that goes on. Its
 *   buttons activate the actions `create.clone`, `create.cancel`, `create.back`, `create.try-again` and
 *   `create.another`.
 */
GtkWidget *
sa_clone_bar_new (void)
{
  return g_object_new (SA_TYPE_CLONE_BAR, NULL);
}

/**
 * sa_clone_bar_set_mode:
 * @self: a bar
 * @mode: which buttons it has
 */
void
sa_clone_bar_set_mode (SaCloneBar *self, SaCloneBarMode mode)
{
  g_return_if_fail (SA_IS_CLONE_BAR (self));

  if (self->mode == mode)
    return;

  self->mode = mode;
  if (mode == SA_CLONE_BAR_RUNNING)
    start_guard (self);

  gtk_widget_set_visible (self->clone_button, mode == SA_CLONE_BAR_FORM);
  gtk_widget_set_visible (self->cancel_button, mode == SA_CLONE_BAR_RUNNING);
  gtk_widget_set_visible (self->back_button,
                          mode == SA_CLONE_BAR_STOPPED || mode == SA_CLONE_BAR_UNDECIDED);
  gtk_widget_set_visible (self->again_button, mode == SA_CLONE_BAR_STOPPED);
  gtk_widget_set_visible (self->another_button, mode == SA_CLONE_BAR_DONE);
  gtk_widget_set_visible (self->done_icon, mode == SA_CLONE_BAR_DONE);
  arrange (self);
}

/**
 * sa_clone_bar_say:
 * @self: a bar
 * @sentence: what is missing, or what goes on
 * @detail: (nullable): a small line: what it costs, or what comes next
 *
 * The sentence describes the bar's buttons too, for those who do not see it.
 */
void
sa_clone_bar_say (SaCloneBar *self, const char *sentence, const char *detail)
{
  g_return_if_fail (SA_IS_CLONE_BAR (self));

  gtk_label_set_label (self->detail, detail != NULL ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), detail != NULL && *detail != '\0');

  if (g_strcmp0 (gtk_label_get_label (self->sentence), sentence) == 0)
    return;

  gtk_label_set_label (self->sentence, sentence);
  for (GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->buttons)); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    sentence, -1);
  announce (self, sentence);
}

/**
 * sa_clone_bar_focus_button:
 * @self: a bar
 *
 * Moves the focus to the button that goes on.
 */
void
sa_clone_bar_focus_button (SaCloneBar *self)
{
  GtkWidget *const buttons[] = { self->clone_button, self->cancel_button, self->again_button,
                                 self->another_button, self->back_button };

  g_return_if_fail (SA_IS_CLONE_BAR (self));

  for (gsize i = 0; i < G_N_ELEMENTS (buttons); i++)
    if (gtk_widget_get_visible (buttons[i]) && gtk_widget_grab_focus (buttons[i]))
      return;
}
