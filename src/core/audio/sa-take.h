/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SA_TYPE_TAKE (sa_take_get_type ())

/**
 * SaTake:
 *
 * One recording: a 16-bit mono WAV file that belongs to this process as long as the object lives.
 * Its file stays when the object goes, so that the next start can offer it; sa_take_delete()
 * removes it.
 */
G_DECLARE_FINAL_TYPE (SaTake, sa_take, SA, TAKE, GObject)

SaTake *sa_take_create (GFile *folder, int rate, GError **error);
SaTake *sa_take_recover (const char *path);

gboolean sa_take_write (SaTake *self, const float *samples, gsize n, GError **error);
gboolean sa_take_sync (SaTake *self, GError **error);

GFile *sa_take_get_file (SaTake *self);
gint64 sa_take_get_frames (SaTake *self);
double sa_take_get_seconds (SaTake *self);
GDateTime *sa_take_get_time (SaTake *self);
gboolean sa_take_is_recovered (SaTake *self);
void sa_take_set_discarded (SaTake *self, gboolean is_discarded);
void sa_take_delete (SaTake *self);

GFile *sa_takes_get_folder (void);
GDateTime *sa_takes_get_time_of_file (GFile *file);
void sa_takes_find_async (GFile *folder,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
GPtrArray *sa_takes_find_finish (GAsyncResult *result, GError **error);

G_END_DECLS
