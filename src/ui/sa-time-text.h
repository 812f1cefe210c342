/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sa_time_text_format (double seconds);
gboolean sa_time_text_parse (const char *text, double *seconds);
char *sa_time_text_spoken (double seconds);

double sa_time_text_tick_step (double least);
int sa_time_text_tick_parts (double step);
char *sa_time_text_tick (double seconds, double step);

G_END_DECLS
