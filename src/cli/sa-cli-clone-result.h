/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/sa-clone-job.h"

G_BEGIN_DECLS

char *sa_cli_clone_make_json (SaCloneJob *job, const char *preview, GPtrArray *warnings);
char *sa_cli_clone_make_text (SaCloneJob *job, const char *preview);

G_END_DECLS
