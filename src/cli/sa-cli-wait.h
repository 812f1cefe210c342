/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GCancellable *sa_cli_interrupt_new (void);

void sa_cli_on_result (GObject *source, GAsyncResult *result, gpointer slot);
GAsyncResult *sa_cli_wait (GAsyncResult **slot);

G_END_DECLS
