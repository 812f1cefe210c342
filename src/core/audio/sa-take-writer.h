/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sa-take.h"

G_BEGIN_DECLS

/**
 * SaTakeWriter:
 *
 * A thread that writes a take as it comes, so that no slow disk holds up the microphone. At most
 * half a second is not on the disk yet.
 */
typedef struct _SaTakeWriter SaTakeWriter;

/** SaTakeWriterFunc: called by the writer's thread when writing failed, and when it is done */
typedef void (*SaTakeWriterFunc) (gpointer user_data);

SaTakeWriter *sa_take_writer_new (GFile *folder,
                                  int rate,
                                  SaTake *append_to,
                                  SaTakeWriterFunc func,
                                  gpointer user_data);
void sa_take_writer_push (SaTakeWriter *self, const float *samples, gsize n);
void sa_take_writer_end (SaTakeWriter *self);
gboolean sa_take_writer_is_done (SaTakeWriter *self);
GError *sa_take_writer_dup_error (SaTakeWriter *self);
SaTake *sa_take_writer_free (SaTakeWriter *self);

G_END_DECLS
