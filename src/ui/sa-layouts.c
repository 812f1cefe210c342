/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-layouts.h"

#define MOST_CHILDREN 4
#define SPACING 12
#define LINE_SPACING 10
#define BESIDE_BUTTONS 32

/* Below this width the name would have too little room beside the tools. */
#define TOOLS_LEAST_WIDTH 460

typedef struct {
  GtkWidget *widget;
  int least;
  int natural;
} Child;

struct _SaHeaderLayout {
  GtkLayoutManager parent_instance;
};

struct _SaPairLayout {
  GtkLayoutManager parent_instance;
};

struct _SaControlsLayout {
  GtkLayoutManager parent_instance;
};

struct _SaEndsLayout {
  GtkLayoutManager parent_instance;

  gboolean squeezes;
};

struct _SaNaturalLayout {
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (SaHeaderLayout, sa_header_layout, GTK_TYPE_LAYOUT_MANAGER)
G_DEFINE_FINAL_TYPE (SaPairLayout, sa_pair_layout, GTK_TYPE_LAYOUT_MANAGER)
G_DEFINE_FINAL_TYPE (SaControlsLayout, sa_controls_layout, GTK_TYPE_LAYOUT_MANAGER)
G_DEFINE_FINAL_TYPE (SaEndsLayout, sa_ends_layout, GTK_TYPE_LAYOUT_MANAGER)
G_DEFINE_FINAL_TYPE (SaNaturalLayout, sa_natural_layout, GTK_TYPE_LAYOUT_MANAGER)

/* Children that are not shown have no width. */
static void
list_children (GtkWidget *widget, Child *children)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  for (int i = 0; i < MOST_CHILDREN; i++) {
    children[i] = (Child){ child };
    if (child == NULL)
      continue;
    if (gtk_widget_get_visible (child))
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &children[i].least,
                          &children[i].natural, NULL, NULL);
    child = gtk_widget_get_next_sibling (child);
  }
}

static int
height_of (const Child *child, int width)
{
  int natural = 0;

  if (child->widget != NULL && gtk_widget_get_visible (child->widget))
    gtk_widget_measure (child->widget, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);

  return natural;
}

/* Places are counted from the side where reading begins. */
static void
place (GtkWidget *parent, const Child *child, int x, int y, int width, int height)
{
  GtkAllocation allocation = { x, y, width, height };

  if (child->widget == NULL || !gtk_widget_should_layout (child->widget))
    return;
  if (gtk_widget_get_direction (parent) == GTK_TEXT_DIR_RTL)
    allocation.x = gtk_widget_get_width (parent) - x - width;
  gtk_widget_size_allocate (child->widget, &allocation, -1);
}

static GtkSizeRequestMode
get_request_mode (GtkLayoutManager *manager, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

enum { NAME, TOOLS, MENU, BUTTON };

static int
with_gap (int width)
{
  return width > 0 ? width + SPACING : 0;
}

static int
name_width (const Child *children, int width, gboolean narrow)
{
  int used =
    with_gap (children[narrow ? MENU : TOOLS].natural) + with_gap (children[BUTTON].natural);

  return MAX (width - used, children[NAME].least);
}

static void
sa_header_layout_measure (GtkLayoutManager *manager,
                          GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  Child children[MOST_CHILDREN];

  list_children (widget, children);
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum =
      children[NAME].least + with_gap (children[MENU].least) + with_gap (children[BUTTON].least);
    *natural = MAX (*minimum, children[NAME].natural + with_gap (children[TOOLS].natural) +
                                with_gap (children[BUTTON].natural));
    return;
  }

  *minimum =
    height_of (&children[NAME],
               for_size < 0 ? -1 : name_width (children, for_size, for_size < TOOLS_LEAST_WIDTH));
  for (int i = TOOLS; i < MOST_CHILDREN; i++)
    *minimum = MAX (*minimum, height_of (&children[i], -1));
  *natural = *minimum;
}

static GtkWidget *
nth_child (GtkWidget *widget, int n)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  while (n-- > 0 && child != NULL)
    child = gtk_widget_get_next_sibling (child);

  return child;
}

static gboolean
show_what_is_laid_out (gpointer user_data)
{
  GtkWidget *tools = nth_child (user_data, TOOLS);
  GtkWidget *menu = nth_child (user_data, MENU);

  if (tools != NULL && menu != NULL) {
    gboolean narrow = gtk_widget_get_child_visible (menu);

    gtk_widget_set_visible (tools, !narrow);
    gtk_widget_set_visible (menu, narrow);
  }

  return G_SOURCE_REMOVE;
}

/* What does not fit is hidden from a screen reader too, but nothing may be hidden while it is laid out. */
static void
show_later (GtkWidget *widget, const Child *children, gboolean narrow)
{
  gtk_widget_set_child_visible (children[TOOLS].widget, !narrow);
  gtk_widget_set_child_visible (children[MENU].widget, narrow);
  if (gtk_widget_get_visible (children[TOOLS].widget) == narrow ||
      gtk_widget_get_visible (children[MENU].widget) != narrow)
    g_idle_add_full (G_PRIORITY_HIGH_IDLE, show_what_is_laid_out, g_object_ref (widget),
                     g_object_unref);
}

static void
sa_header_layout_allocate (GtkLayoutManager *manager,
                           GtkWidget *widget,
                           int width,
                           int height,
                           int baseline)
{
  Child children[MOST_CHILDREN];
  gboolean narrow;
  int tools, name;

  list_children (widget, children);
  narrow = width < TOOLS_LEAST_WIDTH;
  show_later (widget, children, narrow);

  tools = narrow ? MENU : TOOLS;
  name = name_width (children, width, narrow);
  place (widget, &children[NAME], 0, 0, name, height);
  place (widget, &children[tools], name + SPACING, 0, children[tools].natural, height);
  place (widget, &children[BUTTON], width - children[BUTTON].natural, 0, children[BUTTON].natural,
         height);
}

static void
sa_header_layout_class_init (SaHeaderLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = get_request_mode;
  manager_class->measure = sa_header_layout_measure;
  manager_class->allocate = sa_header_layout_allocate;
}

static void
sa_header_layout_init (SaHeaderLayout *self)
{
}

enum { FIRST, SECOND };

static gboolean
fit_beside (const Child *children, int width)
{
  return width >= children[FIRST].natural + SPACING + children[SECOND].natural;
}

static void
sa_pair_layout_measure (GtkLayoutManager *manager,
                        GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  Child children[MOST_CHILDREN];
  int height;

  list_children (widget, children);
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = MAX (children[FIRST].least, children[SECOND].least);
    *natural = children[FIRST].natural + SPACING + children[SECOND].natural;
    return;
  }

  height = MAX (height_of (&children[FIRST], -1), height_of (&children[SECOND], -1));
  *minimum = *natural =
    for_size < 0 || fit_beside (children, for_size) ? height : 2 * height + LINE_SPACING;
}

static void
sa_pair_layout_allocate (GtkLayoutManager *manager,
                         GtkWidget *widget,
                         int width,
                         int height,
                         int baseline)
{
  Child children[MOST_CHILDREN];
  int each;

  list_children (widget, children);
  if (fit_beside (children, width)) {
    each = (width - SPACING) / 2;
    each = CLAMP (each, children[FIRST].natural, width - SPACING - children[SECOND].natural);
    place (widget, &children[FIRST], 0, 0, each, height);
    place (widget, &children[SECOND], each + SPACING, 0, width - each - SPACING, height);
  } else {
    each = (height - LINE_SPACING) / 2;
    place (widget, &children[FIRST], 0, 0, width, each);
    place (widget, &children[SECOND], 0, height - each, width, each);
  }
}

static void
sa_pair_layout_class_init (SaPairLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = get_request_mode;
  manager_class->measure = sa_pair_layout_measure;
  manager_class->allocate = sa_pair_layout_allocate;
}

static void
sa_pair_layout_init (SaPairLayout *self)
{
}

enum { PROP_0, PROP_SQUEEZES, N_PROPS };

static GParamSpec *properties[N_PROPS];

static gboolean
are_ends_beside (SaEndsLayout *self, const Child *children, int width)
{
  return self->squeezes ? width >= children[FIRST].natural + SPACING + children[SECOND].least
                        : fit_beside (children, width);
}

static void
sa_ends_layout_measure (GtkLayoutManager *manager,
                        GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  SaEndsLayout *self = SA_ENDS_LAYOUT (manager);
  Child children[MOST_CHILDREN];

  list_children (widget, children);
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = MAX (children[FIRST].least, children[SECOND].least);
    *natural = children[FIRST].natural + SPACING + children[SECOND].natural;
  } else if (for_size < 0 || are_ends_beside (self, children, for_size)) {
    *minimum = *natural = MAX (height_of (&children[FIRST], -1), height_of (&children[SECOND], -1));
  } else {
    *minimum = *natural = height_of (&children[FIRST], for_size) + LINE_SPACING +
                          height_of (&children[SECOND], for_size);
  }
}

static void
sa_ends_layout_allocate (GtkLayoutManager *manager,
                         GtkWidget *widget,
                         int width,
                         int height,
                         int baseline)
{
  SaEndsLayout *self = SA_ENDS_LAYOUT (manager);
  Child children[MOST_CHILDREN];
  int first, second;

  list_children (widget, children);
  if (are_ends_beside (self, children, width)) {
    first = children[FIRST].natural;
    second = self->squeezes ? width - SPACING - first : children[SECOND].natural;
    place (widget, &children[FIRST], 0, 0, first, height);
    place (widget, &children[SECOND], width - second, 0, second, height);
  } else {
    first = height_of (&children[FIRST], width);
    place (widget, &children[FIRST], 0, 0, width, first);
    place (widget, &children[SECOND], 0, first + LINE_SPACING, width,
           height - first - LINE_SPACING);
  }
}

static void
sa_ends_layout_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_SQUEEZES:
    g_value_set_boolean (value, SA_ENDS_LAYOUT (object)->squeezes);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sa_ends_layout_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id) {
  case PROP_SQUEEZES:
    SA_ENDS_LAYOUT (object)->squeezes = g_value_get_boolean (value);
    gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (object));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sa_ends_layout_class_init (SaEndsLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = get_request_mode;
  manager_class->measure = sa_ends_layout_measure;
  manager_class->allocate = sa_ends_layout_allocate;

  G_OBJECT_CLASS (klass)->get_property = sa_ends_layout_get_property;
  G_OBJECT_CLASS (klass)->set_property = sa_ends_layout_set_property;
  properties[PROP_SQUEEZES] = g_param_spec_boolean ("squeezes", NULL, NULL, FALSE,
                                                    G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
sa_ends_layout_init (SaEndsLayout *self)
{
}

enum { BUTTONS, FIELDS, VERDICT };

static gboolean
fit_one_line (const Child *children, int width)
{
  return width >= children[BUTTONS].natural + BESIDE_BUTTONS + children[FIELDS].natural + SPACING +
                    children[VERDICT].natural;
}

static void
sa_controls_layout_measure (GtkLayoutManager *manager,
                            GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  Child children[MOST_CHILDREN];
  int first;

  list_children (widget, children);
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum =
      MAX (children[BUTTONS].least + SPACING + children[VERDICT].least, children[FIELDS].least);
    *natural = children[BUTTONS].natural + BESIDE_BUTTONS + children[FIELDS].natural + SPACING +
               children[VERDICT].natural;
    return;
  }

  first = MAX (height_of (&children[BUTTONS], -1), height_of (&children[VERDICT], -1));
  if (for_size < 0 || fit_one_line (children, for_size))
    *minimum = MAX (first, height_of (&children[FIELDS], -1));
  else
    *minimum = first + LINE_SPACING + height_of (&children[FIELDS], for_size);
  *natural = *minimum;
}

static void
sa_controls_layout_allocate (GtkLayoutManager *manager,
                             GtkWidget *widget,
                             int width,
                             int height,
                             int baseline)
{
  Child children[MOST_CHILDREN];
  gboolean one_line;
  int first;

  list_children (widget, children);
  one_line = fit_one_line (children, width);
  first = one_line ? height
                   : MAX (height_of (&children[BUTTONS], -1), height_of (&children[VERDICT], -1));

  place (widget, &children[BUTTONS], 0, 0, children[BUTTONS].natural, first);
  place (widget, &children[VERDICT], width - children[VERDICT].natural, 0,
         children[VERDICT].natural, first);
  if (one_line)
    place (widget, &children[FIELDS], children[BUTTONS].natural + BESIDE_BUTTONS, 0,
           children[FIELDS].natural, height);
  else
    place (widget, &children[FIELDS], 0, first + LINE_SPACING, width,
           height - first - LINE_SPACING);
}

static void
sa_controls_layout_class_init (SaControlsLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = get_request_mode;
  manager_class->measure = sa_controls_layout_measure;
  manager_class->allocate = sa_controls_layout_allocate;
}

static void
sa_controls_layout_init (SaControlsLayout *self)
{
}

static void
sa_natural_layout_measure (GtkLayoutManager *manager,
                           GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  gtk_widget_measure (gtk_widget_get_first_child (widget), orientation, for_size, minimum, natural,
                      NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural;
}

static void
sa_natural_layout_allocate (GtkLayoutManager *manager,
                            GtkWidget *widget,
                            int width,
                            int height,
                            int baseline)
{
  gtk_widget_allocate (gtk_widget_get_first_child (widget), width, height, baseline, NULL);
}

static void
sa_natural_layout_class_init (SaNaturalLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = get_request_mode;
  manager_class->measure = sa_natural_layout_measure;
  manager_class->allocate = sa_natural_layout_allocate;
}

static void
sa_natural_layout_init (SaNaturalLayout *self)
{
}
