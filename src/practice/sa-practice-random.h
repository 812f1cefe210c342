/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void sa_practice_random_fill (void *buffer, gsize length);
char *sa_practice_random_hex (gsize digits);

G_END_DECLS
