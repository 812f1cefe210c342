/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-preview-fetch.h"

#include <glib/gi18n-lib.h>

#include "audio/sa-audio-error.h"
#include "audio/sa-decoder.h"
#include "audio/sa-media-info.h"
#include "rules/sa-limits.h"

#define PARTIAL_SUFFIX ".part"

/* What nobody has written to for so long is fetched by nobody. */
#define STALE_AFTER G_TIME_SPAN_HOUR

typedef struct {
  char *url;
  GFile *dir;
  char *name;
  GFile *partial;
  SaProgressFunc progress;
  gpointer progress_data;
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  g_free (fetch->url);
  g_clear_object (&fetch->dir);
  g_free (fetch->name);
  g_clear_object (&fetch->partial);
  g_free (fetch);
}

/* Decodes all of it: what calls itself audio and is none must not be kept. */
static gboolean
check_audio (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (SaDecoder) decoder = sa_decoder_new (file, 0, cancellable, error);
  const float *frames;
  gint64 total = 0;
  gssize n;

  if (decoder == NULL)
    return FALSE;
  while ((n = sa_decoder_next (decoder, &frames, error)) > 0)
    total += n;
  if (n < 0)
    return FALSE;
  if (total > 0)
    return TRUE;
  g_set_error_literal (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_EMPTY, _ ("There is no sound in it"));
  return FALSE;
}

static GFile *
keep (Fetch *fetch, GCancellable *cancellable, GError **error)
{
  g_autoptr (SaMediaInfo) info = sa_media_info_read (fetch->partial, cancellable, error);
  g_autofree char *name = NULL;
  g_autoptr (GFile) file = NULL;
  const char *extension;

  if (info == NULL || !check_audio (fetch->partial, cancellable, error))
    return NULL;
  extension = sa_media_info_get_extension (info);
  name = g_strconcat (fetch->name, ".", extension != NULL ? extension : "audio", NULL);
  file = g_file_get_child (fetch->dir, name);
  if (!g_file_move (fetch->partial, file, G_FILE_COPY_OVERWRITE, cancellable, NULL, NULL, error))
    return NULL;
  return g_steal_pointer (&file);
}

/* Nobody knows the file by the name that it has until it counts. */
static void
name_what_came (GError **error)
{
  SaAudioError code = (SaAudioError) (*error)->code;

  if ((*error)->domain != SA_AUDIO_ERROR ||
      (code != SA_AUDIO_ERROR_NOT_AUDIO && code != SA_AUDIO_ERROR_EMPTY &&
       code != SA_AUDIO_ERROR_DECODE))
    return;

  g_clear_error (error);
  g_set_error_literal (error, SA_AUDIO_ERROR, code,
                       _ ("What the server sent is not audio, or is damaged"));
}

static void
keep_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Fetch *fetch = task_data;
  GError *error = NULL;
  GFile *file = keep (fetch, cancellable, &error);

  if (file != NULL) {
    g_task_return_pointer (task, file, g_object_unref);
    return;
  }
  g_file_delete (fetch->partial, NULL, NULL);
  name_what_came (&error);
  g_task_return_error (task, error);
}

static void
on_downloaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!sa_client_download_finish (SA_CLIENT (source), result, &error)) {
    g_task_return_error (task, error);
    return;
  }
  g_task_run_in_thread (task, keep_in_thread);
}

static gboolean
make_folder (GFile *dir, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (g_file_make_directory_with_parents (dir, cancellable, &local) ||
      g_error_matches (local, G_IO_ERROR, G_IO_ERROR_EXISTS))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
is_stale (GFileInfo *info)
{
  g_autoptr (GDateTime) written = g_file_info_get_modification_date_time (info);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  const char *name = g_file_info_get_name (info);

  return *name == '.' && g_str_has_suffix (name, PARTIAL_SUFFIX) && written != NULL &&
         g_date_time_difference (now, written) > STALE_AFTER;
}

/* A process that was killed while it fetched could not tidy up. Nobody is told if that fails. */
static void
remove_stale (GFile *dir, GCancellable *cancellable)
{
  g_autoptr (GFileEnumerator) files =
    g_file_enumerate_children (dir,
                               G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_TIME_MODIFIED,
                               G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, cancellable, NULL);
  GFileInfo *info;
  GFile *file;

  while (files != NULL && g_file_enumerator_iterate (files, &info, &file, cancellable, NULL) &&
         info != NULL)
    if (is_stale (info))
      g_file_delete (file, cancellable, NULL);
}

static void
make_folder_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (make_folder (task_data, cancellable, &error)) {
    remove_stale (task_data, cancellable);
    g_task_return_boolean (task, TRUE);
  } else {
    g_task_return_error (task, error);
  }
}

static void
on_folder_made (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    g_task_return_error (task, error);
    return;
  }
  sa_client_download_async (SA_CLIENT (source), fetch->url, fetch->partial, SA_PREVIEW_MAX_BYTES,
                            fetch->progress, fetch->progress_data, g_task_get_cancellable (task),
                            on_downloaded, g_object_ref (task));
}

/**
 * sa_preview_fetch_async:
 * @client: the service
 * @url: where the preview is
 * @dir: the folder it is kept in; made if it is not there
 * @name: the file's name without its ending: that comes from the content
 * @progress: (nullable): called while it comes
 * @progress_data: for @progress
 * @cancellable: (nullable): to stop it
 * @callback: called when it is kept, or failed
 * @user_data: for @callback
 *
 * Fetches a preview of at most 50 MB. It counts, and gets its name, only once it was decoded from start
 * to end; until then, and after any failure, there is nothing under that name.
 */
void
sa_preview_fetch_async (SaClient *client,
                        const char *url,
                        GFile *dir,
                        const char *name,
                        SaProgressFunc progress,
                        gpointer progress_data,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (client, cancellable, callback, user_data);
  g_autoptr (GTask) folder_task = NULL;
  g_autofree char *partial = g_strconcat (".", name, PARTIAL_SUFFIX, NULL);
  Fetch *fetch = g_new0 (Fetch, 1);

  g_task_set_source_tag (task, sa_preview_fetch_async);
  /* What is kept is answered as kept, also when it is cancelled in that moment: no junk stays. */
  g_task_set_check_cancellable (task, FALSE);
  fetch->url = g_strdup (url);
  fetch->dir = g_object_ref (dir);
  fetch->name = g_strdup (name);
  fetch->partial = g_file_get_child (dir, partial);
  fetch->progress = progress;
  fetch->progress_data = progress_data;
  g_task_set_task_data (task, fetch, fetch_free);

  folder_task = g_task_new (client, cancellable, on_folder_made, task);
  g_task_set_task_data (folder_task, g_object_ref (dir), g_object_unref);
  g_task_run_in_thread (folder_task, make_folder_in_thread);
}

/**
 * sa_preview_fetch_finish:
 * @client: the service
 * @result: what the callback got
 * @error: why there is no preview
 *
 * Returns: (transfer full): the preview's file
 */
GFile *
sa_preview_fetch_finish (SaClient *client, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
