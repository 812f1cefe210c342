/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/sa-library.h"

/* The asynchronous calls, waited for: a call passes wait_take as its callback and a Wait as its data. */
typedef struct {
  GAsyncResult *result;
} Wait;

void wait_take (GObject *source, GAsyncResult *result, gpointer user_data);
GAsyncResult *wait_for (Wait *wait);

char *make_folder (void);
void remove_folder (char *path);

SaLibrary *open_library (const char *path, GError **error);
void close_library (SaLibrary *library);

SaAttempt *make_attempt (const char *voice_id, const char *state);
gint64 store_attempt (SaLibrary *library, const SaAttempt *attempt, GError **error);
GPtrArray *list_attempts (SaLibrary *library);
