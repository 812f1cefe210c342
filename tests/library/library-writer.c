/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "library-support.h"

/* Stores attempts in the library that it is given, and prints the number of each when it is committed,
 * until it is killed or has stored as many as it was told. */
int
main (int argc, char *argv[])
{
  g_autoptr (GError) error = NULL;
  SaLibrary *library;
  int n_attempts = atoi (argv[2]);

  library = open_library (argv[1], &error);
  g_assert_no_error (error);

  for (int i = 0; i < n_attempts; i++) {
    g_autofree char *voice_id = g_strdup_printf ("voice-%d-%d", (int) getpid (), i);
    g_autoptr (SaAttempt) attempt = make_attempt (voice_id, "cloning");
    gint64 id = store_attempt (library, attempt, &error);

    g_assert_no_error (error);
    printf ("%" G_GINT64_FORMAT " %s\n", id, voice_id);
    fflush (stdout);
  }

  close_library (library);
  return 0;
}
