/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the practice server holds on disk: uploaded files, voices and previews. Every function blocks;
 * all may be called from any thread, and several processes may share one folder. */
typedef struct _SaPracticeStore SaPracticeStore;

/* An uploaded file. @path is set by sa_practice_store_find_file() only. */
typedef struct {
  gint64 file_id;
  gint64 bytes;
  gint64 created_at; /* seconds since 1970 */
  char *filename;
  char *purpose;
  char *path;
} SaPracticeFile;

/* A file that is being written; unless committed it is deleted when freed, and when its process dies,
 * by the next one that opens the store. */
typedef struct {
  char *path;
  int fd;
} SaPracticeIncoming;

SaPracticeStore *sa_practice_store_open (const char *folder, GError **error);
void sa_practice_store_free (SaPracticeStore *self);
gboolean sa_practice_store_reset (SaPracticeStore *self, GError **error);

SaPracticeIncoming *sa_practice_store_create_incoming (SaPracticeStore *self, GError **error);
gboolean sa_practice_incoming_write (SaPracticeIncoming *self,
                                     const void *data,
                                     gsize length,
                                     GError **error);
void sa_practice_incoming_free (SaPracticeIncoming *self);

gboolean sa_practice_store_commit_file (SaPracticeStore *self,
                                        SaPracticeIncoming *incoming,
                                        SaPracticeFile *file,
                                        GError **error);
SaPracticeFile *sa_practice_store_find_file (SaPracticeStore *self, gint64 file_id, GError **error);
void sa_practice_file_free (SaPracticeFile *self);

gboolean sa_practice_store_check_voice (SaPracticeStore *self,
                                        const char *voice_id,
                                        GError **error);
gboolean sa_practice_store_commit_voice (SaPracticeStore *self,
                                         const char *voice_id,
                                         gint64 file_id,
                                         SaPracticeIncoming *preview,
                                         const char *preview_name,
                                         GError **error);
char *sa_practice_store_new_preview_name (const char *extension);
char *sa_practice_store_find_preview (SaPracticeStore *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaPracticeStore, sa_practice_store_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaPracticeFile, sa_practice_file_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaPracticeIncoming, sa_practice_incoming_free)

G_END_DECLS
