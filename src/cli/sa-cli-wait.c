/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-cli-wait.h"

#include <glib-unix.h>

static gboolean
on_signal (gpointer user_data)
{
  GCancellable *cancellable = G_CANCELLABLE (user_data);

  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

/**
 * sa_cli_interrupt_new:
 *
 * Returns: (transfer full): cancelled by the first SIGINT or SIGTERM. After the first, each of them has
 *   its usual effect again: the second one ends the program.
 */
GCancellable *
sa_cli_interrupt_new (void)
{
  GCancellable *cancellable = g_cancellable_new ();
  static const int signals[] = { SIGINT, SIGTERM };

  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    g_unix_signal_add_full (G_PRIORITY_HIGH, signals[i], on_signal, g_object_ref (cancellable),
                            g_object_unref);
  return cancellable;
}

/**
 * sa_cli_on_result:
 * @source: what was asked
 * @result: its answer
 * @slot: (type GAsyncResult**): where sa_cli_wait() looks for it
 *
 * The callback of everything that a command waits for.
 */
void
sa_cli_on_result (GObject *source, GAsyncResult *result, gpointer slot)
{
  *(GAsyncResult **) slot = g_object_ref (result);
}

/**
 * sa_cli_wait:
 * @slot: %NULL until sa_cli_on_result() fills it
 *
 * Runs the main loop until the answer has come. A command is a straight line that way, and yet can be
 * interrupted everywhere.
 *
 * Returns: (transfer none): the answer
 */
GAsyncResult *
sa_cli_wait (GAsyncResult **slot)
{
  while (*slot == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *slot;
}
