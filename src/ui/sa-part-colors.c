/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-part-colors.h"

struct _SaPartColors {
  int n_parts;
  GtkWidget **nodes;
  GdkRGBA *colors;
};

/**
 * sa_part_colors_new:
 * @owner: the widget that draws
 * @names: (array length=n_parts): the CSS names of its parts
 * @n_parts: how many
 *
 * Returns: (transfer full): the colours; to be freed when @owner is disposed of
 */
SaPartColors *
sa_part_colors_new (GtkWidget *owner, const char *const *names, int n_parts)
{
  SaPartColors *self = g_new0 (SaPartColors, 1);

  self->n_parts = n_parts;
  self->nodes = g_new0 (GtkWidget *, n_parts);
  self->colors = g_new0 (GdkRGBA, n_parts);
  for (int i = 0; i < n_parts; i++) {
    self->nodes[i] = g_object_new (GTK_TYPE_LABEL, "css-name", names[i], "visible", FALSE,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
    gtk_widget_set_parent (self->nodes[i], owner);
  }

  return self;
}

/**
 * sa_part_colors_free:
 * @self: colours
 *
 * Takes the nodes out of their widget.
 */
void
sa_part_colors_free (SaPartColors *self)
{
  for (int i = 0; i < self->n_parts; i++)
    gtk_widget_unparent (self->nodes[i]);
  g_free (self->nodes);
  g_free (self->colors);
  g_free (self);
}

/**
 * sa_part_colors_update:
 * @self: colours
 *
 * Looks at the style again. A change of style reaches the parts, but nobody tells their widget that
 * they look different now.
 *
 * Returns: whether any colour has changed
 */
gboolean
sa_part_colors_update (SaPartColors *self)
{
  gboolean changed = FALSE;

  for (int i = 0; i < self->n_parts; i++) {
    GdkRGBA color;

    gtk_style_context_get_color (gtk_widget_get_style_context (self->nodes[i]), &color);
    changed |= !gdk_rgba_equal (&color, &self->colors[i]);
    self->colors[i] = color;
  }

  return changed;
}

/**
 * sa_part_colors_get:
 * @self: colours
 * @part: which
 *
 * Returns: (transfer none): that part's colour, as of the last update
 */
const GdkRGBA *
sa_part_colors_get (SaPartColors *self, int part)
{
  return &self->colors[part];
}
