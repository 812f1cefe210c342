/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Uploads a file as the program does, and nothing else: what ./dev bench times against curl.
 *   upload URL FILE */
#include "minimax/sa-client.h"

typedef struct {
  GMainLoop *loop;
  gboolean done;
} Bench;

static void
uploaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Bench *bench = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SaRemoteFile) file = NULL;

  file = sa_client_upload_finish (SA_CLIENT (source), result, &error);
  if (file != NULL)
    bench->done = TRUE;
  else
    g_printerr ("upload: %s\n", error->message);

  g_main_loop_quit (bench->loop);
}

int
main (int argc, char **argv)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (SaClient) client = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;
  g_autofree char *name = NULL;
  Bench bench = { loop, FALSE };

  if (argc != 3) {
    g_printerr ("upload URL FILE\n");
    return 2;
  }

  client = sa_client_new (argv[1], NULL, 0, &error);
  if (client == NULL) {
    g_printerr ("upload: %s\n", error->message);
    return 2;
  }

  file = g_file_new_for_commandline_arg (argv[2]);
  name = g_file_get_basename (file);
  sa_client_upload_async (client, file, name, "application/octet-stream",
                          SA_PURPOSE_T2A_ASYNC_INPUT, NULL, NULL, NULL, uploaded_cb, &bench);
  g_main_loop_run (loop);

  return bench.done ? 0 : 1;
}
