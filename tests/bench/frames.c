/* SPDX-License-Identifier: GPL-3.0-or-later */
/* frames: shows a recording of two hours in a timeline of 1200×200, zooms and scrolls it, drags a handle
 * and the range, and prints for each: the median and the 95th percentile of the milliseconds that a frame
 * took to be worked out and rendered, and the same of the processor's time alone, which what else runs on
 * the machine hardly sways. */
#include <adwaita.h>
#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "ui/sa-resources.h"
#include "ui/sa-timeline.h"

#define WIDTH 1200
#define HEIGHT 200
#define RATE 48000
#define SECONDS 7200
#define FRAMES_EACH 240

typedef void (*Step) (SaSelection *selection, int frame);

typedef struct {
  const char *name;
  Step step;
} Act;

typedef struct {
  SaSelection *selection;
  GMainLoop *loop;
  const Act *act;
  int frame;
  double began;
  double cpu_began;
  double elapsed[FRAMES_EACH];
  double cpu[FRAMES_EACH];
} Bench;

static void
zoom (SaSelection *selection, int frame)
{
  sa_selection_zoom (selection, frame / 60 % 2 == 0 ? 0.9 : 1 / 0.9, 2500);
}

static void
scroll (SaSelection *selection, int frame)
{
  sa_selection_scroll (selection, (frame / 60 % 2 == 0 ? 7 : -5) *
                                    sa_selection_get_view_length (selection) / WIDTH);
}

static void
drag_handle (SaSelection *selection, int frame)
{
  sa_selection_step (selection, SA_SELECTION_END, frame / 60 % 2 == 0 ? 0.7 : -0.6);
}

static void
drag_range (SaSelection *selection, int frame)
{
  sa_selection_step (selection, SA_SELECTION_RANGE, frame / 60 % 2 == 0 ? 0.9 : -0.8);
}

static const Act acts[] = {
  { "zoom", zoom },
  { "scroll", scroll },
  { "handle", drag_handle },
  { "range", drag_range },
};

/* Speech as the eye knows it: syllables in words in sentences. */
static SaPeaks *
make_peaks (void)
{
  SaPeaks *peaks = sa_peaks_new ();
  gint64 entries = (gint64) SECONDS * RATE / SA_PEAKS_FRAMES;
  guint32 noise = 1;

  for (gint64 i = 0; i < entries; i++) {
    double seconds = (double) i * SA_PEAKS_FRAMES / RATE;
    double loudness = fabs (sin (seconds * 14)) * (sin (seconds * 1.3) > -0.6) * 0.7;
    float level;

    noise = noise * 1664525 + 1013904223;
    level = (float) (loudness * (0.4 + 0.6 * (noise >> 8) / (1 << 24)));
    sa_peaks_add (peaks, -level, level * 0.9f, level * level / 5, SA_PEAKS_FRAMES);
  }

  return peaks;
}

static int
compare (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
milliseconds_of (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);

  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

static void
print_act (Bench *bench)
{
  qsort (bench->elapsed, FRAMES_EACH, sizeof (double), compare);
  qsort (bench->cpu, FRAMES_EACH, sizeof (double), compare);
  g_print ("%s %.3f %.3f %.3f %.3f\n", bench->act->name, bench->elapsed[FRAMES_EACH / 2],
           bench->elapsed[FRAMES_EACH * 95 / 100], bench->cpu[FRAMES_EACH / 2],
           bench->cpu[FRAMES_EACH * 95 / 100]);
}

static void
on_before_paint (GdkFrameClock *clock, Bench *bench)
{
  bench->began = milliseconds_of (CLOCK_MONOTONIC);
  bench->cpu_began = milliseconds_of (CLOCK_THREAD_CPUTIME_ID);
}

static gboolean
on_update (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Bench *bench = user_data;

  bench->act->step (bench->selection, bench->frame);

  return G_SOURCE_CONTINUE;
}

/* The first frames warm up. */
static void
on_after_paint (GdkFrameClock *clock, Bench *bench)
{
  if (bench->frame >= 0) {
    bench->elapsed[bench->frame] = milliseconds_of (CLOCK_MONOTONIC) - bench->began;
    bench->cpu[bench->frame] = milliseconds_of (CLOCK_THREAD_CPUTIME_ID) - bench->cpu_began;
  }
  bench->frame++;
  if (bench->frame < FRAMES_EACH)
    return;

  print_act (bench);
  bench->frame = 0;
  bench->act++;
  if (bench->act == acts + G_N_ELEMENTS (acts))
    g_main_loop_quit (bench->loop);
}

static GtkWidget *
show_timeline (SaSelection *selection, SaPeaks *peaks)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *timeline = sa_timeline_new (selection);
  g_autoptr (GtkCssProvider) css = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (css, "/io/github/soundalike/Soundalike/style.css");
  gtk_style_context_add_provider_for_display (gtk_widget_get_display (window),
                                              GTK_STYLE_PROVIDER (css),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  sa_timeline_set_peaks (SA_TIMELINE (timeline), peaks);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_window_set_child (GTK_WINDOW (window), timeline);
  gtk_window_present (GTK_WINDOW (window));

  return window;
}

int
main (void)
{
  g_autoptr (SaPeaks) peaks = make_peaks ();
  g_autoptr (SaSelection) selection = sa_selection_new (SA_PURPOSE_VOICE_CLONE);
  Bench bench = { .selection = selection, .act = acts, .frame = -30 };
  GdkFrameClock *clock;
  GtkWidget *window;

  adw_init ();
  g_resources_register (sa_resources_get_resource ());
  sa_selection_open (selection, RATE, (gint64) SECONDS * RATE, 2400, 2600, 0);

  window = show_timeline (selection, peaks);
  clock = gtk_widget_get_frame_clock (window);
  g_signal_connect (clock, "before-paint", G_CALLBACK (on_before_paint), &bench);
  g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint), &bench);
  gtk_widget_add_tick_callback (window, on_update, &bench, NULL);
  bench.loop = g_main_loop_new (NULL, FALSE);
  g_main_loop_run (bench.loop);
  g_main_loop_unref (bench.loop);
  gtk_window_destroy (GTK_WINDOW (window));

  return 0;
}
