/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SaKeptTakes:
 * @of_sample: (element-type SaTake) (nullable): recorded as samples; %NULL if they cannot be listed
 * @of_prompt: (element-type SaTake) (nullable): recorded as prompt clips
 *
 * What earlier runs recorded and left, each list with the newest first.
 */
typedef struct {
  GPtrArray *of_sample;
  GPtrArray *of_prompt;
} SaKeptTakes;

void sa_kept_takes_free (SaKeptTakes *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaKeptTakes, sa_kept_takes_free)

void sa_kept_takes_find_async (GAsyncReadyCallback callback, gpointer user_data);
SaKeptTakes *sa_kept_takes_find_finish (GAsyncResult *result);

G_END_DECLS
