/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "library/sa-library.h"
#include "waiting.h"

char *make_folder (void);
void remove_folder (char *path);

SaLibrary *open_library (const char *path, GError **error);
void close_library (SaLibrary *library);

SaAttempt *make_attempt (const char *voice_id, const char *state);
gint64 store_attempt (SaLibrary *library, const SaAttempt *attempt, GError **error);
GPtrArray *list_attempts (SaLibrary *library);
