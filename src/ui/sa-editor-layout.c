/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-editor-layout.h"

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

struct _SaControlsLayout {
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (SaHeaderLayout, sa_header_layout, GTK_TYPE_LAYOUT_MANAGER)
G_DEFINE_FINAL_TYPE (SaControlsLayout, sa_controls_layout, GTK_TYPE_LAYOUT_MANAGER)

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

  *minimum = 0;
  for (int i = 0; i < MOST_CHILDREN; i++)
    *minimum = MAX (*minimum, height_of (&children[i], -1));
  *natural = *minimum;
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
  int tools, used;

  list_children (widget, children);
  narrow = width < TOOLS_LEAST_WIDTH;
  gtk_widget_set_child_visible (children[TOOLS].widget, !narrow);
  gtk_widget_set_child_visible (children[MENU].widget, narrow);

  tools = narrow ? MENU : TOOLS;
  used = with_gap (children[tools].natural) + with_gap (children[BUTTON].natural);
  place (widget, &children[NAME], 0, 0, MAX (width - used, children[NAME].least), height);
  place (widget, &children[tools], width - used + SPACING, 0, children[tools].natural, height);
  place (widget, &children[BUTTON], width - children[BUTTON].natural, 0, children[BUTTON].natural,
         height);
}

static void
sa_header_layout_class_init (SaHeaderLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->measure = sa_header_layout_measure;
  manager_class->allocate = sa_header_layout_allocate;
}

static void
sa_header_layout_init (SaHeaderLayout *self)
{
}

enum { BUTTONS, START, END, VERDICT };

/* How many lines what is in the lane needs in a width. */
static int
count_lines (const Child *children, int width)
{
  int entries = children[START].natural + SPACING + children[END].natural;

  if (width >= children[BUTTONS].natural + BESIDE_BUTTONS + entries + SPACING +
                 children[VERDICT].natural)
    return 1;

  return width >= entries ? 2 : 3;
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
  int lines, first, entries;

  list_children (widget, children);
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = MAX (children[BUTTONS].least + SPACING + children[VERDICT].least,
                    MAX (children[START].least, children[END].least));
    *natural = children[BUTTONS].natural + BESIDE_BUTTONS + children[START].natural + SPACING +
               children[END].natural + SPACING + children[VERDICT].natural;
    return;
  }

  lines = for_size < 0 ? 1 : count_lines (children, for_size);
  first = MAX (height_of (&children[BUTTONS], -1), height_of (&children[VERDICT], -1));
  entries = MAX (height_of (&children[START], -1), height_of (&children[END], -1));
  *minimum = *natural = lines == 1 ? MAX (first, entries)
                                   : first + (lines - 1) * (LINE_SPACING + entries);
}

/* The entries' line reads from left to right in every language, as the waveform above it does. */
static void
place_entries (GtkWidget *widget, const Child *children, int x, int y, int width, int height)
{
  gboolean swap = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int first = swap ? END : START;
  int each = (width - SPACING) / 2;

  place (widget, &children[first], x, y, each, height);
  place (widget, &children[swap ? START : END], x + width - each, y, each, height);
}

static void
sa_controls_layout_allocate (GtkLayoutManager *manager,
                             GtkWidget *widget,
                             int width,
                             int height,
                             int baseline)
{
  Child children[MOST_CHILDREN];
  int lines, first, entries, y;

  list_children (widget, children);
  lines = count_lines (children, width);
  first = MAX (height_of (&children[BUTTONS], -1), height_of (&children[VERDICT], -1));
  entries = MAX (height_of (&children[START], -1), height_of (&children[END], -1));
  if (lines == 1)
    first = entries = height;
  y = lines == 1 ? 0 : first + LINE_SPACING;

  place (widget, &children[BUTTONS], 0, 0, children[BUTTONS].natural, first);
  place (widget, &children[VERDICT], width - children[VERDICT].natural, 0,
         children[VERDICT].natural, first);
  if (lines == 1) {
    place_entries (widget, children, children[BUTTONS].natural + BESIDE_BUTTONS, 0,
                   2 * MAX (children[START].natural, children[END].natural) + SPACING, entries);
  } else if (lines == 2) {
    place_entries (widget, children, 0, y, width, entries);
  } else {
    place (widget, &children[START], 0, y, width, entries);
    place (widget, &children[END], 0, y + entries + LINE_SPACING, width, entries);
  }
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
