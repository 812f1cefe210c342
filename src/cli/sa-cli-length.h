/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "rules/sa-purpose.h"

G_BEGIN_DECLS

void sa_cli_name_a_way_out (GError **error, GFile *file, SaPurpose purpose, const char *way_out);

G_END_DECLS
