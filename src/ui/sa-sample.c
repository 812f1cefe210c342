/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-sample.h"

#include "audio/sa-take.h"
#include "rules/sa-limits.h"
#include "sa-format.h"
#include "sa-recorder-text.h"

struct _SaSample {
  GObject parent_instance;

  GFile *file;
  char *name;
  SaClip *asked; /* the part that was picked before; NULL for a good one */
  double start;
  double end;
  gboolean chosen;

  SaMediaInfo *info;
  SaAnalysis *analysis;
  SaClip *clip;
  gboolean loaded;
};

G_DEFINE_FINAL_TYPE (SaSample, sa_sample, G_TYPE_OBJECT)

enum { PROP_0, PROP_PROGRESS, N_PROPS };

static GParamSpec *properties[N_PROPS];

static void
read_info (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  SaSample *self = source;
  g_autoptr (GError) error = NULL;
  SaMediaInfo *info = sa_media_info_read (self->file, cancellable, &error);

  if (info != NULL)
    g_task_return_pointer (task, info, (GDestroyNotify) sa_media_info_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Where the file still holds it all. */
static gboolean
take_asked (SaSample *self, double duration)
{
  double end;

  if (self->asked == NULL)
    return FALSE;

  end = sa_clip_get_end (self->asked) < 0 ? duration : sa_clip_get_end (self->asked);
  if (sa_clip_get_start (self->asked) >= duration || end > duration + SA_LENGTH_TOLERANCE_SECONDS)
    return FALSE;

  self->start = sa_clip_get_start (self->asked);
  self->end = MIN (end, duration);
  return TRUE;
}

/* What was asked for; the whole file where it is lawful; or the part with the most speech. */
static void
choose_range (SaSample *self)
{
  double duration = sa_analysis_get_duration (self->analysis);
  SaChannelMix mix = self->asked != NULL ? sa_clip_get_mix (self->asked) : SA_CHANNEL_MIX_AUTO;

  if (!take_asked (self, duration)) {
    self->start = 0;
    self->end = duration;
    if (sa_limits_judge_length (SA_PURPOSE_VOICE_CLONE, duration,
                                sa_sample_get_whole_tolerance (self)) == SA_LENGTH_TOO_LONG)
      self->chosen =
        sa_analysis_suggest_range (self->analysis, SA_SAMPLE_MAX_SECONDS, &self->start, &self->end);
  }

  if (self->start <= 0 && self->end >= duration)
    self->clip = sa_clip_new (self->file, 0, -1, mix);
  else
    self->clip = sa_clip_new (self->file, self->start, self->end, mix);
}

static void
on_analysed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SaSample *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (!sa_analysis_run_finish (self->analysis, result, &error)) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  choose_range (self);
  self->loaded = TRUE;
  g_task_return_boolean (task, TRUE);
}

static void
on_progress (SaSample *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

static void
on_info (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SaSample *self = SA_SAMPLE (source);
  g_autoptr (SaClip) whole = NULL;
  g_autoptr (GError) error = NULL;

  self->info = g_task_propagate_pointer (G_TASK (result), &error);
  if (self->info == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  whole = sa_clip_new (self->file, 0, -1, SA_CHANNEL_MIX_AUTO);
  self->analysis = sa_analysis_new (whole);
  g_signal_connect_object (self->analysis, "notify::progress", G_CALLBACK (on_progress), self,
                           G_CONNECT_SWAPPED);
  on_progress (self);
  sa_analysis_run_async (self->analysis, g_task_get_cancellable (task), on_analysed,
                         g_object_ref (task));
}

static void
sa_sample_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SaSample *self = SA_SAMPLE (object);

  switch (id) {
  case PROP_PROGRESS:
    g_value_set_double (value,
                        self->analysis != NULL ? sa_analysis_get_progress (self->analysis) : 0);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sa_sample_finalize (GObject *object)
{
  SaSample *self = SA_SAMPLE (object);

  g_clear_object (&self->asked);
  g_clear_object (&self->clip);
  g_clear_object (&self->analysis);
  g_clear_pointer (&self->info, sa_media_info_unref);
  g_clear_object (&self->file);
  g_free (self->name);

  G_OBJECT_CLASS (sa_sample_parent_class)->finalize (object);
}

static void
sa_sample_class_init (SaSampleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sa_sample_get_property;
  object_class->finalize = sa_sample_finalize;

  properties[PROP_PROGRESS] =
    g_param_spec_double ("progress", NULL, NULL, 0, 1, 0,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sa_sample_init (SaSample *self)
{
}

/**
 * sa_sample_new:
 * @file: an audio or video file
 *
 * Returns: (transfer full): a sample to be loaded. Of a file that is too long, the part with the most
 *   speech is chosen.
 */
SaSample *
sa_sample_new (GFile *file)
{
  SaSample *self = g_object_new (SA_TYPE_SAMPLE, NULL);
  g_autofree char *basename = g_file_get_basename (file);
  g_autoptr (GDateTime) recorded = sa_takes_get_time_of_file (file);

  self->file = g_object_ref (file);
  self->name = recorded != NULL ? sa_recorder_text_take_name (recorded)
                                : g_filename_display_name (basename != NULL ? basename : "");

  return self;
}

/**
 * sa_sample_new_for_clip:
 * @clip: what was picked before
 *
 * Returns: (transfer full): a sample to be loaded, of which that part is chosen, whatever its length
 */
SaSample *
sa_sample_new_for_clip (SaClip *clip)
{
  SaSample *self = sa_sample_new (sa_clip_get_file (clip));

  self->asked = g_object_ref (clip);

  return self;
}

/**
 * sa_sample_load_async:
 * @self: a new sample
 * @cancellable: (nullable): to give up with
 * @callback: called when it is loaded
 * @user_data: for @callback
 *
 * Reads what the file is, then decodes it once for its waveform and its checks.
 */
void
sa_sample_load_async (SaSample *self,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) reading = NULL;

  g_return_if_fail (SA_IS_SAMPLE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sa_sample_load_async);
  reading = g_task_new (self, cancellable, on_info, g_object_ref (task));
  g_task_set_source_tag (reading, read_info);
  g_task_run_in_thread (reading, read_info);
}

/**
 * sa_sample_load_finish:
 * @self: a sample
 * @result: what the callback got
 * @error: a #GError of SA_AUDIO_ERROR or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether it is loaded
 */
gboolean
sa_sample_load_finish (SaSample *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sa_sample_get_file:
 * @self: a sample
 *
 * Returns: (transfer none): the file
 */
GFile *
sa_sample_get_file (SaSample *self)
{
  g_return_val_if_fail (SA_IS_SAMPLE (self), NULL);

  return self->file;
}

/**
 * sa_sample_get_name:
 * @self: a sample
 *
 * Returns: (transfer none): the file's name for people to read
 */
const char *
sa_sample_get_name (SaSample *self)
{
  g_return_val_if_fail (SA_IS_SAMPLE (self), NULL);

  return self->name;
}

/**
 * sa_sample_is_loaded:
 * @self: a sample
 *
 * Returns: whether all of it was read
 */
gboolean
sa_sample_is_loaded (SaSample *self)
{
  g_return_val_if_fail (SA_IS_SAMPLE (self), FALSE);

  return self->loaded;
}

/**
 * sa_sample_get_duration:
 * @self: a sample
 *
 * Returns: the file's exact length in seconds; while it loads, what the file claims, or 0
 */
double
sa_sample_get_duration (SaSample *self)
{
  g_return_val_if_fail (SA_IS_SAMPLE (self), 0);

  if (self->loaded)
    return sa_analysis_get_duration (self->analysis);

  return self->info != NULL ? MAX (sa_media_info_get_container_duration (self->info), 0) : 0;
}

/**
 * sa_sample_get_analysis:
 * @self: a sample
 *
 * Returns: (transfer none) (nullable): what is known of all of the file; complete once it is loaded
 */
SaAnalysis *
sa_sample_get_analysis (SaSample *self)
{
  g_return_val_if_fail (SA_IS_SAMPLE (self), NULL);

  return self->analysis;
}

/**
 * sa_sample_get_rate:
 * @self: a sample
 *
 * Returns: frames per second; 0 where it is not known yet
 */
int
sa_sample_get_rate (SaSample *self)
{
  g_return_val_if_fail (SA_IS_SAMPLE (self), 0);

  if (self->loaded)
    return sa_analysis_get_sample_rate (self->analysis);

  return self->info != NULL ? sa_media_info_get_sample_rate (self->info) : 0;
}

/**
 * sa_sample_get_peaks:
 * @self: a sample
 *
 * Returns: (transfer none) (nullable): its waveform, which grows while it loads
 */
SaPeaks *
sa_sample_get_peaks (SaSample *self)
{
  g_return_val_if_fail (SA_IS_SAMPLE (self), NULL);

  return self->analysis != NULL ? sa_analysis_get_peaks (self->analysis) : NULL;
}

/**
 * sa_sample_get_frames:
 * @self: a sample
 *
 * Returns: how many frames the waveform has, or will have as far as is known
 */
gint64
sa_sample_get_frames (SaSample *self)
{
  gint64 available;
  gint64 expected;

  g_return_val_if_fail (SA_IS_SAMPLE (self), 0);

  if (self->analysis == NULL)
    return 0;
  if (self->loaded)
    return sa_analysis_get_frames (self->analysis);

  available = sa_peaks_get_frames_available (sa_analysis_get_peaks (self->analysis));
  expected = (gint64) (sa_sample_get_duration (self) * sa_media_info_get_sample_rate (self->info));

  return MAX (available, expected);
}

/**
 * sa_sample_get_facts:
 * @self: a sample that is loaded
 *
 * Returns: (transfer full): for instance "3:12.4 · 48 kHz, stereo"
 */
char *
sa_sample_get_facts (SaSample *self)
{
  g_return_val_if_fail (SA_IS_SAMPLE (self) && self->loaded, NULL);

  return sa_format_facts (sa_analysis_get_duration (self->analysis),
                          sa_analysis_get_sample_rate (self->analysis),
                          sa_analysis_get_channels (self->analysis));
}

/**
 * sa_sample_get_clip:
 * @self: a sample that is loaded
 *
 * Returns: (transfer none): the part that is sent
 */
SaClip *
sa_sample_get_clip (SaSample *self)
{
  g_return_val_if_fail (SA_IS_SAMPLE (self), NULL);

  return self->clip;
}

/**
 * sa_sample_set_clip:
 * @self: a sample that is loaded
 * @clip: another part of its file
 *
 * Chooses what is sent.
 */
void
sa_sample_set_clip (SaSample *self, SaClip *clip)
{
  g_return_if_fail (SA_IS_SAMPLE (self) && self->loaded);
  g_return_if_fail (SA_IS_CLIP (clip));

  if (!g_set_object (&self->clip, clip))
    return;

  self->chosen = FALSE;
  self->start = sa_clip_get_start (clip);
  self->end =
    sa_clip_get_end (clip) < 0 ? sa_analysis_get_duration (self->analysis) : sa_clip_get_end (clip);
}

/**
 * sa_sample_is_chosen_by_speech:
 * @self: a sample that is loaded
 *
 * Returns: whether the file was too long, and the part with the most speech was taken
 */
gboolean
sa_sample_is_chosen_by_speech (SaSample *self)
{
  g_return_val_if_fail (SA_IS_SAMPLE (self), FALSE);

  return self->chosen;
}

/**
 * sa_sample_is_damaged:
 * @self: a sample that is loaded
 *
 * Returns: whether the file broke off or could not be read to its end
 */
gboolean
sa_sample_is_damaged (SaSample *self)
{
  g_return_val_if_fail (SA_IS_SAMPLE (self), FALSE);

  return self->loaded && sa_analysis_is_damaged (self->analysis);
}

/**
 * sa_sample_get_start:
 * @self: a sample that is loaded
 *
 * Returns: where the part begins that is sent, in seconds
 */
double
sa_sample_get_start (SaSample *self)
{
  g_return_val_if_fail (SA_IS_SAMPLE (self), 0);

  return self->start;
}

/**
 * sa_sample_get_end:
 * @self: a sample that is loaded
 *
 * Returns: where the part ends that is sent, in seconds
 */
double
sa_sample_get_end (SaSample *self)
{
  g_return_val_if_fail (SA_IS_SAMPLE (self), 0);

  return self->end;
}

/**
 * sa_sample_get_whole_tolerance:
 * @self: a sample
 *
 * Returns: by how many seconds the length of the whole file may miss a limit, because the codec added
 *   them
 */
double
sa_sample_get_whole_tolerance (SaSample *self)
{
  g_return_val_if_fail (SA_IS_SAMPLE (self), 0);

  if (self->info == NULL || !sa_media_info_is_lawful_container (self->info) ||
      !sa_media_info_is_delayed (self->info))
    return 0;

  return SA_LENGTH_TOLERANCE_SECONDS;
}

/**
 * sa_sample_get_tolerance:
 * @self: a sample
 *
 * Returns: by how many seconds the length of what is sent may miss a limit: none of a part, which is
 *   made anew
 */
double
sa_sample_get_tolerance (SaSample *self)
{
  g_return_val_if_fail (SA_IS_SAMPLE (self), 0);

  if (self->start > 0 || (self->clip != NULL && !sa_clip_is_whole (self->clip)))
    return 0;

  return sa_sample_get_whole_tolerance (self);
}

/**
 * sa_sample_get_problems:
 * @self: a sample that is loaded
 * @checks: (out): the figures of the part that is sent
 *
 * Returns: what speaks against that part
 */
SaProblems
sa_sample_get_problems (SaSample *self, SaChecks *checks)
{
  g_return_val_if_fail (SA_IS_SAMPLE (self) && self->loaded, SA_PROBLEMS_NONE);

  sa_analysis_check_range (self->analysis, self->start, self->end, checks);

  return sa_checks_get_problems (checks, SA_PURPOSE_VOICE_CLONE, 0, sa_sample_get_tolerance (self));
}
