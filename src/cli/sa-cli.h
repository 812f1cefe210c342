/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int sa_cli_run (const char *const *argv);

G_END_DECLS
