/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sa-attempt.h"
#include "sa-library-error.h"
#include "sa-sent-entry.h"
#include "sa-upload.h"
#include "sa-voice.h"

G_BEGIN_DECLS

/**
 * SaLibrary:
 *
 * What is remembered on this computer: uploads, clone jobs, voices and what left the computer, in one
 * SQLite file. One thread owns the connection and does one thing after the other, in the order asked.
 * A write that was answered with success is on the disk. A call that is cancelled before its turn does
 * nothing and answers %G_IO_ERROR_CANCELLED; once it was written, the answer is success.
 */
#define SA_TYPE_LIBRARY (sa_library_get_type ())
G_DECLARE_FINAL_TYPE (SaLibrary, sa_library, SA, LIBRARY, GObject)

GFile *sa_library_get_default_file (void);

void sa_library_open_async (GFile *file,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
SaLibrary *sa_library_open_finish (GAsyncResult *result, GError **error);
void sa_library_close_async (SaLibrary *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean sa_library_close_finish (SaLibrary *self, GAsyncResult *result, GError **error);

GFile *sa_library_get_file (SaLibrary *self);
GFile *sa_library_get_damaged_file (SaLibrary *self);

void sa_library_find_upload_async (SaLibrary *self,
                                   const char *sha256,
                                   const char *host,
                                   const char *account,
                                   SaPurpose purpose,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
SaUpload *sa_library_find_upload_finish (SaLibrary *self, GAsyncResult *result, GError **error);
void sa_library_store_upload_async (SaLibrary *self,
                                    const SaUpload *upload,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean sa_library_store_upload_finish (SaLibrary *self, GAsyncResult *result, GError **error);
void sa_library_forget_upload_async (SaLibrary *self,
                                     const char *host,
                                     const char *account,
                                     gint64 file_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean sa_library_forget_upload_finish (SaLibrary *self, GAsyncResult *result, GError **error);
void sa_library_list_uploads_async (SaLibrary *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *sa_library_list_uploads_finish (SaLibrary *self, GAsyncResult *result, GError **error);

void sa_library_store_attempt_async (SaLibrary *self,
                                     const SaAttempt *attempt,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gint64 sa_library_store_attempt_finish (SaLibrary *self, GAsyncResult *result, GError **error);
void sa_library_store_result_async (SaLibrary *self,
                                    const SaAttempt *attempt,
                                    SaVoice *voice,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gint64 sa_library_store_result_finish (SaLibrary *self, GAsyncResult *result, GError **error);
void sa_library_list_attempts_async (SaLibrary *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *sa_library_list_attempts_finish (SaLibrary *self, GAsyncResult *result, GError **error);
void sa_library_forget_attempt_async (SaLibrary *self,
                                      gint64 id,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean sa_library_forget_attempt_finish (SaLibrary *self, GAsyncResult *result, GError **error);

void sa_library_store_voice_async (SaLibrary *self,
                                   SaVoice *voice,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean sa_library_store_voice_finish (SaLibrary *self, GAsyncResult *result, GError **error);
void sa_library_list_voices_async (SaLibrary *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GListModel *sa_library_list_voices_finish (SaLibrary *self, GAsyncResult *result, GError **error);
void sa_library_forget_voice_async (SaLibrary *self,
                                    const char *host,
                                    const char *account,
                                    const char *voice_id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean sa_library_forget_voice_finish (SaLibrary *self, GAsyncResult *result, GError **error);

void sa_library_log_async (SaLibrary *self,
                           const SaSentEntry *entry,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean sa_library_log_finish (SaLibrary *self, GAsyncResult *result, GError **error);
void sa_library_list_log_async (SaLibrary *self,
                                guint max_entries,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
GPtrArray *sa_library_list_log_finish (SaLibrary *self, GAsyncResult *result, GError **error);

G_END_DECLS
