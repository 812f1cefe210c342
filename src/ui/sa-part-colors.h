/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SaPartColors:
 *
 * The colours of the parts of a widget that draws itself, taken from CSS: each part is a node of its
 * own, and the node's `color` is the part's.
 */
typedef struct _SaPartColors SaPartColors;

SaPartColors *sa_part_colors_new (GtkWidget *owner, const char *const *names, int n_parts);
void sa_part_colors_free (SaPartColors *self);

gboolean sa_part_colors_update (SaPartColors *self);
const GdkRGBA *sa_part_colors_get (SaPartColors *self, int part);

G_END_DECLS
