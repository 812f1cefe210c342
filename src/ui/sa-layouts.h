/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SaHeaderLayout:
 *
 * Lays out, in this order: a name, tools, a menu with the same tools, and a button. Where there is
 * little room the menu takes the place of the tools.
 */
#define SA_TYPE_HEADER_LAYOUT (sa_header_layout_get_type ())
G_DECLARE_FINAL_TYPE (SaHeaderLayout, sa_header_layout, SA, HEADER_LAYOUT, GtkLayoutManager)

/**
 * SaPairLayout:
 *
 * Lays out two fields beside each other, or below each other where there is too little room.
 */
#define SA_TYPE_PAIR_LAYOUT (sa_pair_layout_get_type ())
G_DECLARE_FINAL_TYPE (SaPairLayout, sa_pair_layout, SA, PAIR_LAYOUT, GtkLayoutManager)

/**
 * SaControlsLayout:
 *
 * Lays out, in this order: buttons, fields and a verdict. Where there is little room the fields have a
 * line of their own.
 */
#define SA_TYPE_CONTROLS_LAYOUT (sa_controls_layout_get_type ())
G_DECLARE_FINAL_TYPE (SaControlsLayout, sa_controls_layout, SA, CONTROLS_LAYOUT, GtkLayoutManager)

/**
 * SaEndsLayout:
 *
 * Lays out what stands at the beginning of a line and what stands at its end, or below each other
 * where there is too little room for their natural widths. If it `squeezes`, the end has what room is
 * left, as long as that is its least width.
 */
#define SA_TYPE_ENDS_LAYOUT (sa_ends_layout_get_type ())
G_DECLARE_FINAL_TYPE (SaEndsLayout, sa_ends_layout, SA, ENDS_LAYOUT, GtkLayoutManager)

/**
 * SaNaturalLayout:
 *
 * Gives its only child its natural height where lists would give it the least, as for a text that
 * scrolls when it is long.
 */
#define SA_TYPE_NATURAL_LAYOUT (sa_natural_layout_get_type ())
G_DECLARE_FINAL_TYPE (SaNaturalLayout, sa_natural_layout, SA, NATURAL_LAYOUT, GtkLayoutManager)

G_END_DECLS
