/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SaCliProgress:
 *
 * A job's progress on standard error: a bar where that is a terminal, and everywhere a line for each
 * wait between two tries.
 */
typedef struct _SaCliProgress SaCliProgress;

typedef char *(*SaCliProgressLabel) (gpointer job, double *fraction);

SaCliProgress *sa_cli_progress_new (gpointer job, SaCliProgressLabel label);
void sa_cli_progress_free (SaCliProgress *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaCliProgress, sa_cli_progress_free)

G_END_DECLS
