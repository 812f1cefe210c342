/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sa-cli-arguments.h"

G_BEGIN_DECLS

/* Each runs one command and returns the exit status. */
int sa_cli_probe (const SaCliArguments *arguments);
int sa_cli_trim (const SaCliArguments *arguments);
int sa_cli_upload (const SaCliArguments *arguments);
int sa_cli_clone (const SaCliArguments *arguments);
int sa_cli_practice_server (const SaCliArguments *arguments);

/* What probe prints of a file; trim prints it of its result. */
int sa_cli_print_probe (GFile *file, gboolean json);

G_END_DECLS
