/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "waiting.h"

#include <stdlib.h>

#define DEADLINE_SECONDS 30

void
wait_take (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Wait *wait = user_data;

  g_assert_null (wait->result);
  wait->result = g_object_ref (result);
}

static gboolean
on_deadline (gpointer user_data)
{
  g_test_message ("Waited for %d seconds", DEADLINE_SECONDS);
  g_test_fail ();
  abort ();
}

/* The result, which the caller owns. */
GAsyncResult *
wait_for (Wait *wait)
{
  guint deadline = g_timeout_add_seconds (DEADLINE_SECONDS, on_deadline, NULL);

  while (wait->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (deadline);

  return g_steal_pointer (&wait->result);
}
