/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "minimax/sa-service-error.h"

G_BEGIN_DECLS

const char *sa_cli_advise (const GError *error, SaOutcome outcome);

G_END_DECLS
