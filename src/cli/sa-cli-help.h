/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sa-cli-arguments.h"

G_BEGIN_DECLS

int sa_cli_print_help (SaCliCommand command);
int sa_cli_print_version (void);

G_END_DECLS
