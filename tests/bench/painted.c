/* SPDX-License-Identifier: GPL-3.0-or-later */
/* painted COMMAND…: runs COMMAND on $DISPLAY and prints the milliseconds until its window
 * is painted (more than one colour in its middle), and then the memory of the
 * process in MiB (PSS). The process is ended. */
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <glib.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

static int
ignore_error (Display *display, XErrorEvent *event)
{
  return 0;
}

static gboolean
window_is_painted (Display *display, Window window)
{
  XWindowAttributes attributes;
  XImage *image;
  unsigned long first;
  gboolean painted = FALSE;

  if (!XGetWindowAttributes (display, window, &attributes) || attributes.map_state != IsViewable ||
      attributes.width < 200 || attributes.height < 100)
    return FALSE;

  /* A line down the middle crosses the header bar and the page. */
  image =
    XGetImage (display, window, attributes.width / 2, 0, 1, attributes.height, AllPlanes, ZPixmap);
  if (image == NULL)
    return FALSE;
  first = XGetPixel (image, 0, attributes.height / 2);
  for (int y = 0; y < attributes.height && !painted; y++)
    painted = first != 0 && XGetPixel (image, 0, y) != first;
  XDestroyImage (image);
  return painted;
}

static gboolean
any_window_is_painted (Display *display)
{
  Window root, parent, *children = NULL;
  unsigned int n_children = 0;
  gboolean painted = FALSE;

  if (!XQueryTree (display, DefaultRootWindow (display), &root, &parent, &children, &n_children))
    return FALSE;
  for (unsigned int i = 0; i < n_children && !painted; i++)
    painted = window_is_painted (display, children[i]);
  if (children != NULL)
    XFree (children);
  return painted;
}

static double
read_pss (GPid pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/smaps_rollup", pid);
  g_autofree char *contents = NULL;
  const char *pss;

  if (!g_file_get_contents (path, &contents, NULL, NULL))
    return 0;
  pss = strstr (contents, "\nPss:");
  return pss != NULL ? strtod (pss + strlen ("\nPss:"), NULL) / 1024 : 0;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  Display *display = XOpenDisplay (NULL);
  gint64 start, now;
  GPid pid;
  gboolean painted = FALSE;

  if (display == NULL || argc < 2) {
    fprintf (stderr, "usage: painted COMMAND… (with a display)\n");
    return 2;
  }
  XSetErrorHandler (ignore_error);

  start = g_get_monotonic_time ();
  if (!g_spawn_async (NULL, argv + 1, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD, NULL,
                      NULL, &pid, &error)) {
    fprintf (stderr, "painted: %s\n", error->message);
    return 1;
  }
  do {
    g_usleep (1000);
    painted = any_window_is_painted (display);
    now = g_get_monotonic_time ();
  } while (!painted && now - start < 20 * G_TIME_SPAN_SECOND);

  if (painted)
    printf ("%.1f %.1f\n", (now - start) / 1000.0, read_pss (pid));
  kill (pid, SIGTERM);
  waitpid (pid, NULL, 0);
  XCloseDisplay (display);
  return painted ? 0 : 1;
}
