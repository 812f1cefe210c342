/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* The asynchronous calls, waited for: a call passes wait_take as its callback and a Wait as its data. */
typedef struct {
  GAsyncResult *result;
} Wait;

void wait_take (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *wait_for (Wait *wait);
