/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "audio/sa-checks.h"

G_BEGIN_DECLS

char *sa_check_text_title (SaProblems problem, const SaChecks *checks);
char *sa_check_text_figure (SaProblems problem, const SaChecks *checks);
char *sa_check_text_good (const SaChecks *checks);

G_END_DECLS
