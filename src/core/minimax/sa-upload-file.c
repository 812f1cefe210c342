/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-upload-file.h"

#include <glib/gi18n-lib.h>

#include "sa-service-error.h"
#include "sa-upload-stream.h"

/* A file that is to be sent: look at it, open it, look at what was opened. */

static void
return_file_error (GTask *task, const char *reason)
{
  SaServiceErrorDetails details = { 0 };
  g_autofree char *message = NULL;

  /* Translators: %s is a reason such as “Permission denied” */
  message = g_strdup_printf (_ ("The file cannot be sent: %s"), reason);
  details.request = SA_REQUEST_UPLOAD;
  g_task_return_error (task, sa_service_error_new (SA_SERVICE_ERROR_FILE, &details, message));
}

static void
return_gio_error (GTask *task, GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_error_copy (error));
  else
    return_file_error (task, error->message);
}

static void
measured_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = NULL;

  info = g_file_input_stream_query_info_finish (G_FILE_INPUT_STREAM (source), result, &error);
  if (info == NULL) {
    return_gio_error (task, error);
  } else if (g_file_info_get_size (info) <= 0) {
    return_file_error (task, _ ("it is empty"));
  } else {
    g_task_set_task_data (task, g_steal_pointer (&info), g_object_unref);
    g_task_return_pointer (task, g_object_ref (source), g_object_unref);
  }
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) opened = g_file_read_finish (G_FILE (source), result, &error);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (opened == NULL)
    return_gio_error (task, error);
  else
    g_file_input_stream_query_info_async (opened, SA_UPLOAD_STREAM_ATTRIBUTES, G_PRIORITY_DEFAULT,
                                          cancellable, measured_cb, g_steal_pointer (&task));
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (info == NULL)
    return_gio_error (task, error);
  else if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    /* Opening a pipe would wait for ever, and a device has no length. */
    return_file_error (task, _ ("it is not a regular file"));
  else
    g_file_read_async (G_FILE (source), G_PRIORITY_DEFAULT, cancellable, opened_cb,
                       g_steal_pointer (&task));
}

/** sa_upload_file_open_async: opens @file to be sent, which waits for nothing but the disk */
void
sa_upload_file_open_async (GFile *file,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (file, cancellable, callback, user_data);

  g_task_set_source_tag (task, sa_upload_file_open_async);
  g_task_set_check_cancellable (task, FALSE);
  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE,
                           G_PRIORITY_DEFAULT, cancellable, looked_cb, task);
}

/**
 * sa_upload_file_open_finish:
 * @result: what the callback got
 * @info: (out) (transfer full): what the opened file is, with %SA_UPLOAD_STREAM_ATTRIBUTES; set only
 *   on success
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the file, which is a regular one and not empty; %NULL with
 *   %SA_SERVICE_ERROR_FILE or %G_IO_ERROR_CANCELLED
 */
GFileInputStream *
sa_upload_file_open_finish (GAsyncResult *result, GFileInfo **info, GError **error)
{
  GFileInputStream *opened = g_task_propagate_pointer (G_TASK (result), error);

  if (opened != NULL)
    *info = g_object_ref (g_task_get_task_data (G_TASK (result)));
  return opened;
}
