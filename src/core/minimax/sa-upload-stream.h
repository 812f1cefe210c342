/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SA_TYPE_UPLOAD_STREAM (sa_upload_stream_get_type ())
G_DECLARE_FINAL_TYPE (SaUploadStream, sa_upload_stream, SA, UPLOAD_STREAM, GInputStream)

/* What an upload stream must be told of its file, and looks up again at the end. */
#define SA_UPLOAD_STREAM_ATTRIBUTES                                 \
  G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_TIME_MODIFIED \
                                 "," G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC

SaUploadStream *sa_upload_stream_new (GFileInputStream *file,
                                      GFileInfo *info,
                                      GBytes *head,
                                      GBytes *tail);
gint64 sa_upload_stream_get_length (SaUploadStream *self);
gint64 sa_upload_stream_get_file_length (SaUploadStream *self);
gint64 sa_upload_stream_count_file_bytes (SaUploadStream *self, gint64 body_bytes);
gboolean sa_upload_stream_hold (SaUploadStream *self);
void sa_upload_stream_resume (SaUploadStream *self);
const GError *sa_upload_stream_get_error (SaUploadStream *self);

G_END_DECLS
