/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sa-database.h"
#include "sa-library.h"

G_BEGIN_DECLS

/**
 * SaLibraryWork:
 * @task: the call's task, with its own data
 * @database: the database
 *
 * What is done in the library's thread; it returns the task's result.
 */
typedef void (*SaLibraryWork) (GTask *task, SaDatabase *database);

GTask *sa_library_task_new (SaLibrary *self,
                            gpointer source_tag,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
void sa_library_push (SaLibrary *self, GTask *task, SaLibraryWork work);

gboolean sa_library_task_return_run (GTask *task, SaStatement *statement);
void sa_library_task_return_write_error (GTask *task, GError *error);

SaStatement *sa_library_prepare_voice (SaDatabase *database,
                                       SaVoice *voice,
                                       gint64 attempt,
                                       GError **error);

G_END_DECLS
