/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-analysis.h"

#include "sa-audio-error.h"
#include "sa-decoder.h"
#include "sa-meter.h"

#include <glib/gi18n-lib.h>

/* A waveform that grows more often than this only costs time. */
#define PROGRESS_PER_SECOND 15
/* How much of a pause a suggested range keeps at either end. */
#define MARGIN_SECONDS 0.2

/**
 * SaAnalysis:
 *
 * What is known about a clip: one decode gives the peaks that are drawn, the
 * checks, and where somebody speaks. Frames and seconds count from the clip's
 * start. The peaks can be read from any thread while they grow; everything
 * else once it is complete.
 */
struct _SaAnalysis {
  GObject parent_instance;

  SaClip *clip;
  SaPeaks *peaks;
  double progress;

  /* Of the finished run. */
  SaLevelLog *log;
  GArray *speech;
  SaChecks checks;
  int channels;
  gboolean damaged;
};

G_DEFINE_FINAL_TYPE (SaAnalysis, sa_analysis, G_TYPE_OBJECT)

enum { PROP_CLIP = 1, PROP_PEAKS, PROP_PROGRESS, N_PROPS };

static GParamSpec *properties[N_PROPS];

/* One run: it touches nothing of the analysis but the peaks, so that it may
 * stand in a thread of its own. */
typedef struct {
  SaClip *clip;
  SaPeaks *peaks;
  GWeakRef analysis; /* told of the progress */
  GMainContext *context; /* (nullable): where it is told */
  gint64 told_at;

  SaLevelLog *log;
  int channels;
  gboolean damaged;
} Run;

static Run *
run_new (SaAnalysis *self, GMainContext *context)
{
  Run *run = g_new0 (Run, 1);

  run->clip = g_object_ref (self->clip);
  run->peaks = sa_peaks_ref (self->peaks);
  g_weak_ref_init (&run->analysis, self);
  run->context = context != NULL ? g_main_context_ref (context) : NULL;

  return run;
}

static void
run_free (Run *run)
{
  g_object_unref (run->clip);
  sa_peaks_unref (run->peaks);
  g_weak_ref_clear (&run->analysis);
  g_clear_pointer (&run->context, g_main_context_unref);
  g_clear_pointer (&run->log, sa_level_log_free);
  g_free (run);
}

static void
set_progress (SaAnalysis *self, double progress)
{
  if (progress <= self->progress)
    return;

  self->progress = progress;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

typedef struct {
  SaAnalysis *analysis;
  double progress;
} News;

static void
news_free (gpointer data)
{
  News *news = data;

  g_object_unref (news->analysis);
  g_free (news);
}

static gboolean
tell_news (gpointer data)
{
  News *news = data;

  set_progress (news->analysis, news->progress);

  return G_SOURCE_REMOVE;
}

static void
tell_progress (Run *run, double progress)
{
  gint64 now = g_get_monotonic_time ();
  SaAnalysis *analysis;
  News *news;

  if (run->context == NULL || now - run->told_at < G_USEC_PER_SEC / PROGRESS_PER_SECOND)
    return;

  analysis = g_weak_ref_get (&run->analysis);
  if (analysis == NULL)
    return;

  run->told_at = now;
  news = g_new (News, 1);
  news->analysis = analysis;
  news->progress = CLAMP (progress, 0.0, 1.0);
  g_main_context_invoke_full (run->context, G_PRIORITY_DEFAULT, tell_news, news, news_free);
}

static double
expected_frames (SaDecoder *decoder, gint64 start, gint64 end)
{
  double hint = sa_decoder_get_length_hint (decoder) * sa_decoder_get_rate (decoder);

  if (end == G_MAXINT64)
    return hint - start;

  return hint > 0.0 ? MIN (end, hint) - start : end - start;
}

static gboolean
meter_range (Run *run, SaDecoder *decoder, SaMeter *meter, gint64 start, gint64 end, GError **error)
{
  double expected = expected_frames (decoder, start, end);
  gint64 done = 0;

  while (done < end - start) {
    const float *frames;
    gssize n = sa_decoder_next (decoder, &frames, error);

    if (n < 0)
      return FALSE;
    if (n == 0)
      break;

    n = MIN (n, end - start - done);
    sa_meter_add (meter, frames, n);
    done += n;
    if (expected > 0.0)
      tell_progress (run, done / expected);
  }
  if (done > 0)
    return TRUE;

  g_set_error_literal (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_EMPTY,
                       _ ("The file ends before the chosen range begins"));
  return FALSE;
}

static gboolean
run_through (Run *run, GCancellable *cancellable, GError **error)
{
  g_autoptr (SaDecoder) decoder = NULL;
  g_autoptr (SaMeter) meter = NULL;
  gint64 start, end;

  decoder = sa_decoder_new (sa_clip_get_file (run->clip), 0, cancellable, error);
  if (decoder == NULL)
    return FALSE;

  run->channels = sa_decoder_get_channels (decoder);
  sa_clip_get_frames (run->clip, sa_decoder_get_rate (decoder), &start, &end);
  if (start > 0 && !sa_decoder_seek (decoder, start, error))
    return FALSE;

  meter = sa_meter_new (sa_decoder_get_rate (decoder), run->channels, run->peaks);
  if (!meter_range (run, decoder, meter, start, end, error))
    return FALSE;

  run->log = sa_meter_finish (meter);
  run->damaged = sa_decoder_is_damaged (decoder);
  return TRUE;
}

static void
take_results (SaAnalysis *self, Run *run)
{
  self->log = g_steal_pointer (&run->log);
  self->channels = run->channels;
  self->damaged = run->damaged;
  self->speech = sa_speech_find (self->log, 0, self->log->frames);
  sa_checks_measure (&self->checks, self->log, 0, self->log->frames);
  set_progress (self, 1.0);
}

static void
run_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (run_through (data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
sa_analysis_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SaAnalysis *self = SA_ANALYSIS (object);

  switch (id) {
  case PROP_CLIP:
    g_value_set_object (value, self->clip);
    break;
  case PROP_PEAKS:
    g_value_set_boxed (value, self->peaks);
    break;
  case PROP_PROGRESS:
    g_value_set_double (value, self->progress);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sa_analysis_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SaAnalysis *self = SA_ANALYSIS (object);

  switch (id) {
  case PROP_CLIP:
    self->clip = g_value_dup_object (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sa_analysis_finalize (GObject *object)
{
  SaAnalysis *self = SA_ANALYSIS (object);

  g_clear_object (&self->clip);
  g_clear_pointer (&self->peaks, sa_peaks_unref);
  g_clear_pointer (&self->log, sa_level_log_free);
  g_clear_pointer (&self->speech, g_array_unref);

  G_OBJECT_CLASS (sa_analysis_parent_class)->finalize (object);
}

static void
sa_analysis_class_init (SaAnalysisClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sa_analysis_get_property;
  object_class->set_property = sa_analysis_set_property;
  object_class->finalize = sa_analysis_finalize;

  /**
   * SaAnalysis:clip:
   *
   * What is analysed.
   */
  properties[PROP_CLIP] =
    g_param_spec_object ("clip", NULL, NULL, SA_TYPE_CLIP,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  /**
   * SaAnalysis:peaks:
   *
   * What the waveform is drawn from; there at once, and growing.
   */
  properties[PROP_PEAKS] = g_param_spec_boxed ("peaks", NULL, NULL, SA_TYPE_PEAKS,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /**
   * SaAnalysis:progress:
   *
   * From 0 to 1. Notified in the main context that runs the analysis, at most
   * 15 times a second, and when it is complete.
   */
  properties[PROP_PROGRESS] =
    g_param_spec_double ("progress", NULL, NULL, 0.0, 1.0, 0.0,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sa_analysis_init (SaAnalysis *self)
{
  self->peaks = sa_peaks_new ();
}

static void
to_frames (SaAnalysis *self, double start, double end, gint64 *first, gint64 *last)
{
  g_autoptr (SaClip) range = sa_clip_with_range (self->clip, MAX (start, 0.0), end);

  sa_clip_get_frames (range, self->log->rate, first, last);
  *last = MIN (*last, self->log->frames);
}

/**
 * sa_analysis_new:
 * @clip: what to analyse
 *
 * Returns: (transfer full): an analysis that has yet to run
 */
SaAnalysis *
sa_analysis_new (SaClip *clip)
{
  g_return_val_if_fail (SA_IS_CLIP (clip), NULL);

  return g_object_new (SA_TYPE_ANALYSIS, "clip", clip, NULL);
}

/**
 * sa_analysis_run:
 * @cancellable: (nullable): ends it
 * @error: return location for an SA_AUDIO_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Decodes the clip, once, and blocks until that is done: for worker threads.
 *
 * Returns: whether it worked
 */
gboolean
sa_analysis_run (SaAnalysis *self, GCancellable *cancellable, GError **error)
{
  Run *run;
  gboolean done;

  g_return_val_if_fail (SA_IS_ANALYSIS (self), FALSE);
  g_return_val_if_fail (self->log == NULL, FALSE);

  run = run_new (self, NULL);
  done = run_through (run, cancellable, error);
  if (done)
    take_results (self, run);
  run_free (run);

  return done;
}

/**
 * sa_analysis_run_sync:
 * @clip: what to analyse
 * @cancellable: (nullable): ends it
 * @error: return location for an SA_AUDIO_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Blocks, for worker threads.
 *
 * Returns: (transfer full) (nullable): a complete analysis
 */
SaAnalysis *
sa_analysis_run_sync (SaClip *clip, GCancellable *cancellable, GError **error)
{
  g_autoptr (SaAnalysis) self = sa_analysis_new (clip);

  if (!sa_analysis_run (self, cancellable, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * sa_analysis_run_async:
 * @cancellable: (nullable): ends it
 * @callback: called when it is complete
 *
 * Decodes the clip in a thread. An analysis runs once.
 */
void
sa_analysis_run_async (SaAnalysis *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (SA_IS_ANALYSIS (self));
  g_return_if_fail (self->log == NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sa_analysis_run_async);
  g_task_set_task_data (task, run_new (self, g_task_get_context (task)), (GDestroyNotify) run_free);
  g_task_run_in_thread (task, run_in_thread);
}

/**
 * sa_analysis_run_finish:
 * @error: return location for an SA_AUDIO_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether it worked; from then on everything can be asked
 */
gboolean
sa_analysis_run_finish (SaAnalysis *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;

  if (self->log == NULL)
    take_results (self, g_task_get_task_data (G_TASK (result)));
  return TRUE;
}

/**
 * sa_analysis_get_clip:
 *
 * Returns: (transfer none): what is analysed
 */
SaClip *
sa_analysis_get_clip (SaAnalysis *self)
{
  return self->clip;
}

/**
 * sa_analysis_get_peaks:
 *
 * Returns: (transfer none): the peaks, growing while it runs
 */
SaPeaks *
sa_analysis_get_peaks (SaAnalysis *self)
{
  return self->peaks;
}

/**
 * sa_analysis_get_progress:
 *
 * Returns: 0 to 1
 */
double
sa_analysis_get_progress (SaAnalysis *self)
{
  return self->progress;
}

/**
 * sa_analysis_is_complete:
 *
 * Returns: whether everything can be asked
 */
gboolean
sa_analysis_is_complete (SaAnalysis *self)
{
  return self->log != NULL;
}

/**
 * sa_analysis_is_damaged:
 *
 * Returns: whether decoding ended early because of damage in the file
 */
gboolean
sa_analysis_is_damaged (SaAnalysis *self)
{
  return self->damaged;
}

/**
 * sa_analysis_get_frames:
 *
 * Returns: how many frames were decoded; 0 before it is complete
 */
gint64
sa_analysis_get_frames (SaAnalysis *self)
{
  return self->log != NULL ? self->log->frames : 0;
}

/**
 * sa_analysis_get_sample_rate:
 *
 * Returns: frames per second; 0 before it is complete
 */
int
sa_analysis_get_sample_rate (SaAnalysis *self)
{
  return self->log != NULL ? self->log->rate : 0;
}

/**
 * sa_analysis_get_channels:
 *
 * Returns: the source's channels; 0 before it is complete
 */
int
sa_analysis_get_channels (SaAnalysis *self)
{
  return self->channels;
}

/**
 * sa_analysis_get_duration:
 *
 * Returns: seconds, counted by decoding; 0 before it is complete
 */
double
sa_analysis_get_duration (SaAnalysis *self)
{
  return self->checks.duration;
}

/**
 * sa_analysis_get_checks:
 *
 * Returns: (transfer none): the checks of all of the clip; of its start and
 *   end, not of what is selected in it: for that see sa_analysis_check_range()
 */
const SaChecks *
sa_analysis_get_checks (SaAnalysis *self)
{
  g_return_val_if_fail (self->log != NULL, NULL);

  return &self->checks;
}

/**
 * sa_analysis_get_mix:
 *
 * Returns: the clip's channel mix, decided where the clip leaves it open
 */
SaChannelMix
sa_analysis_get_mix (SaAnalysis *self)
{
  SaChannelStats stats;

  g_return_val_if_fail (self->log != NULL, SA_CHANNEL_MIX_AUTO);

  if (sa_clip_get_mix (self->clip) != SA_CHANNEL_MIX_AUTO)
    return sa_clip_get_mix (self->clip);

  sa_level_log_get_stats (self->log, 0, self->log->frames, &stats);
  return sa_channel_mix_choose (&stats);
}

/**
 * sa_analysis_check_range:
 * @start: seconds from the clip's start
 * @end: seconds, or negative for the clip's end
 * @checks: (out): what is found
 *
 * Judges a part of the clip, without decoding it again: quick enough for a
 * handle that is being dragged.
 */
void
sa_analysis_check_range (SaAnalysis *self, double start, double end, SaChecks *checks)
{
  gint64 first, last;

  g_return_if_fail (self->log != NULL);

  to_frames (self, start, end, &first, &last);
  sa_checks_measure (checks, self->log, first, last);
}

/**
 * sa_analysis_stats_of_range:
 * @start: seconds from the clip's start
 * @end: seconds, or negative for the clip's end
 * @stats: (out): in steps of half a second
 *
 * What sa_channel_mix_choose() needs for a part of the clip.
 */
void
sa_analysis_stats_of_range (SaAnalysis *self, double start, double end, SaChannelStats *stats)
{
  gint64 first, last;

  g_return_if_fail (self->log != NULL);

  to_frames (self, start, end, &first, &last);
  sa_level_log_get_stats (self->log, first, last, stats);
}

/**
 * sa_analysis_get_speech:
 * @n: (out): how many
 *
 * Returns: (transfer none) (array length=n): where somebody speaks, in frames
 */
const SaSpeech *
sa_analysis_get_speech (SaAnalysis *self, gsize *n)
{
  *n = 0;
  g_return_val_if_fail (self->log != NULL, NULL);

  *n = self->speech->len;
  return (const SaSpeech *) (gpointer) self->speech->data;
}

/**
 * sa_analysis_suggest_range:
 * @max_seconds: how long the range may be
 * @start: (out): seconds from the clip's start
 * @end: (out): seconds
 *
 * Finds the range with the most speech that begins and ends in a pause. A
 * clip that is no longer than @max_seconds is suggested as a whole; one
 * without any speech from its start.
 *
 * Returns: whether there is any speech
 */
gboolean
sa_analysis_suggest_range (SaAnalysis *self, double max_seconds, double *start, double *end)
{
  gint64 most, first, last;
  gboolean found;

  g_return_val_if_fail (self->log != NULL, FALSE);
  g_return_val_if_fail (max_seconds > 0.0, FALSE);

  most = (gint64) (max_seconds * self->log->rate);
  found = sa_speech_choose_range ((const SaSpeech *) (gpointer) self->speech->data,
                                  self->speech->len, self->log->frames, most,
                                  (gint64) (MARGIN_SECONDS * self->log->rate), &first, &last);
  if (!found || self->log->frames <= most) {
    first = 0;
    last = MIN (self->log->frames, most);
  }
  *start = (double) first / self->log->rate;
  *end = (double) last / self->log->rate;

  return found;
}
