/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *sa_practice_language_choose_voice (const char *language_boost, const char *text);

G_END_DECLS
