/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean sa_unicode_is_sentence_terminal (gunichar character);
gboolean sa_unicode_is_default_ignorable (gunichar character);

G_END_DECLS
