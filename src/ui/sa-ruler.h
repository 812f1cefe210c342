/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SaRuler:
 *
 * The ticks and labels over a waveform. They are made when the view changes, and only drawn later.
 */
typedef struct _SaRuler SaRuler;

SaRuler *sa_ruler_new (GtkWidget *owner);
void sa_ruler_free (SaRuler *self);

void sa_ruler_forget (SaRuler *self);
int sa_ruler_get_height (SaRuler *self);
void sa_ruler_set_view (SaRuler *self, double start, double per_pixel, double end, int width);
void sa_ruler_snapshot (SaRuler *self,
                        GtkSnapshot *snapshot,
                        const GdkRGBA *text,
                        const GdkRGBA *tick);

G_END_DECLS
