/* SPDX-License-Identifier: GPL-3.0-or-later */
/* painted COMMAND…: runs COMMAND on $DISPLAY and prints, in milliseconds, when its window was painted
 * (more than one colour in its middle) and the processor's time that this took, then when the window
 * last changed before it came to rest and the processor's time up to that, and then the memory of the
 * process in MiB (PSS). The process is ended. */
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <glib.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

/* A window that did not change for so long is at rest. */
#define REST (400 * G_TIME_SPAN_MILLISECOND)
#define TOO_LONG (20 * G_TIME_SPAN_SECOND)

static int
ignore_error (Display *display, XErrorEvent *event)
{
  return 0;
}

/* Reads a line from top to bottom of a window: 0 if there is none, 1 if it is of one colour, else what
 * tells it from another. */
static guint
read_line (Display *display, Window window, int x, int height)
{
  XImage *image = XGetImage (display, window, x, 0, 1, (guint) height, AllPlanes, ZPixmap);
  unsigned long middle;
  gboolean painted = FALSE;
  guint hash = 5381;

  if (image == NULL)
    return 0;

  middle = XGetPixel (image, 0, height / 2);
  for (int y = 0; y < height; y++) {
    unsigned long pixel = XGetPixel (image, 0, y);

    painted |= middle != 0 && pixel != middle;
    hash = hash * 33 + (guint) pixel;
  }
  XDestroyImage (image);

  return painted ? MAX (hash, 2) : 1;
}

/* A line down the middle crosses the header bar and the page, two beside it what stands there. */
static guint
read_window (Display *display, Window window)
{
  XWindowAttributes attributes;
  guint hash = 0;

  if (!XGetWindowAttributes (display, window, &attributes) || attributes.map_state != IsViewable ||
      attributes.width < 200 || attributes.height < 100)
    return 0;
  if (read_line (display, window, attributes.width / 2, attributes.height) < 2)
    return 0;

  for (int quarter = 1; quarter < 4; quarter++)
    hash =
      hash * 31 + read_line (display, window, attributes.width * quarter / 4, attributes.height);

  return MAX (hash, 1);
}

/* What is seen of the first window that is painted; 0 for none. */
static guint
read_display (Display *display)
{
  Window root, parent, *children = NULL;
  unsigned int n_children = 0;
  guint seen = 0;

  if (!XQueryTree (display, DefaultRootWindow (display), &root, &parent, &children, &n_children))
    return 0;
  for (unsigned int i = 0; i < n_children && seen == 0; i++)
    seen = read_window (display, children[i]);
  if (children != NULL)
    XFree (children);

  return seen;
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

/* The threads that have ended count as well, but only in steps of 10 ms: those that live are exact. */
static double
read_cpu (GPid pid)
{
  g_autofree char *folder = g_strdup_printf ("/proc/%d/task", pid);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *task;
  double nanoseconds = 0;

  while (dir != NULL && (task = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_strdup_printf ("%s/%s/schedstat", folder, task);
    g_autofree char *contents = NULL;

    if (g_file_get_contents (path, &contents, NULL, NULL))
      nanoseconds += strtod (contents, NULL);
  }

  return nanoseconds / 1e6;
}

static gboolean
watch (Display *display, GPid pid, gint64 start)
{
  gint64 now = start, painted = 0, changed = 0;
  double painted_cpu = 0, changed_cpu = 0;
  guint last = 0;

  while (now - start < TOO_LONG && (changed == 0 || now - changed < REST)) {
    guint seen;

    g_usleep (1000);
    seen = read_display (display);
    now = g_get_monotonic_time ();
    if (seen == 0 || seen == last)
      continue;

    last = seen;
    changed = now;
    changed_cpu = read_cpu (pid);
    if (painted == 0) {
      painted = now;
      painted_cpu = changed_cpu;
    }
  }
  if (painted != 0)
    printf ("%.1f %.1f %.1f %.1f %.1f\n", (double) (painted - start) / 1e3, painted_cpu,
            (double) (changed - start) / 1e3, changed_cpu, read_pss (pid));

  return painted != 0;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  Display *display = XOpenDisplay (NULL);
  gint64 start;
  GPid pid;
  gboolean painted;

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
  painted = watch (display, pid, start);
  kill (pid, SIGTERM);
  waitpid (pid, NULL, 0);
  XCloseDisplay (display);

  return painted ? 0 : 1;
}
