/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-kept-takes.h"

#include "sa-studio.h"

/** sa_kept_takes_free: lets the takes go, whose files stay */
void
sa_kept_takes_free (SaKeptTakes *self)
{
  g_clear_pointer (&self->of_sample, g_ptr_array_unref);
  g_clear_pointer (&self->of_prompt, g_ptr_array_unref);
  g_free (self);
}

static void
on_prompt_takes (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SaKeptTakes *takes = g_task_get_task_data (task);

  takes->of_prompt = sa_takes_find_finish (result, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
on_sample_takes (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SaKeptTakes *takes = g_task_get_task_data (task);
  g_autoptr (GFile) folder = sa_studio_get_folder (SA_PURPOSE_PROMPT_AUDIO);

  takes->of_sample = sa_takes_find_finish (result, NULL);
  sa_takes_find_async (folder, NULL, on_prompt_takes, g_steal_pointer (&task));
}

/** sa_kept_takes_find_async: looks where the studio's recorders put their takes */
void
sa_kept_takes_find_async (GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  g_autoptr (GFile) folder = sa_studio_get_folder (SA_PURPOSE_VOICE_CLONE);

  g_task_set_source_tag (task, sa_kept_takes_find_async);
  g_task_set_task_data (task, g_new0 (SaKeptTakes, 1), (GDestroyNotify) sa_kept_takes_free);
  sa_takes_find_async (folder, NULL, on_sample_takes, task);
}

/** sa_kept_takes_find_finish: Returns: (transfer full): what was found */
SaKeptTakes *
sa_kept_takes_find_finish (GAsyncResult *result)
{
  SaKeptTakes *found = g_task_get_task_data (G_TASK (result));
  SaKeptTakes *takes = g_new0 (SaKeptTakes, 1);

  takes->of_sample = g_steal_pointer (&found->of_sample);
  takes->of_prompt = g_steal_pointer (&found->of_prompt);
  return takes;
}
