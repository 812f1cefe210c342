/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-fit.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "rules/sa-rules-error.h"
#include "sa-audio-error.h"
#include "sa-decoder.h"
#include "sa-encoder.h"
#include "sa-file-hash.h"
#include "sa-fitted-private.h"
#include "sa-range.h"
#include "sa-wav-writer.h"

/* More than the longest lawful sound by this much is not listened to: it is too long already. */
#define OVERLONG_SECONDS 1.0
#define PROGRESS_INTERVAL (G_USEC_PER_SEC / 15)
/* Shares of the work, for its progress. */
#define MEASURED 0.4
#define WRITTEN 0.9

typedef struct {
  SaClip *clip;
  SaPurpose purpose;
  GFile *temp_dir;
  GCancellable *cancellable;

  GMainContext *context; /* where progress is told, or NULL */
  SaFitProgressFunc progress;
  gpointer progress_data;
  gint64 told_at;
  double base; /* progress goes from here … */
  double span; /* … this far in the present step */

  SaMediaInfo *info;
  double seconds; /* how long the result is to be; below 0 while unknown */
  SaChannelMix mix;
} Fit;

typedef struct {
  SaFitProgressFunc progress;
  gpointer data;
  double done;
} Report;

static void
fit_free (Fit *fit)
{
  g_clear_object (&fit->clip);
  g_clear_object (&fit->temp_dir);
  g_clear_object (&fit->cancellable);
  g_clear_pointer (&fit->context, g_main_context_unref);
  g_clear_pointer (&fit->info, sa_media_info_unref);
  g_free (fit);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fit, fit_free)

static Fit *
fit_new (SaClip *clip, SaPurpose purpose, GFile *temp_dir, GCancellable *cancellable)
{
  Fit *fit = g_new0 (Fit, 1);

  fit->clip = g_object_ref (clip);
  fit->purpose = purpose;
  g_set_object (&fit->temp_dir, temp_dir);
  g_set_object (&fit->cancellable, cancellable);
  fit->span = 1;
  return fit;
}

static gboolean
report (gpointer user_data)
{
  Report *self = user_data;

  self->progress (self->done, self->data);
  return G_SOURCE_REMOVE;
}

static void
tell (double done, gpointer user_data)
{
  Fit *fit = user_data;
  gint64 now = g_get_monotonic_time ();
  GSource *source;
  Report *event;

  if (fit->progress == NULL || now - fit->told_at < PROGRESS_INTERVAL)
    return;
  fit->told_at = now;
  event = g_new (Report, 1);
  *event =
    (Report){ fit->progress, fit->progress_data, fit->base + fit->span * CLAMP (done, 0, 1) };
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, report, event, g_free);
  g_source_attach (source, fit->context);
  g_source_unref (source);
}

static void
begin_step (Fit *fit, double from, double to)
{
  fit->base = from;
  fit->span = to - from;
}

static char *
source_name (Fit *fit)
{
  return g_filename_display_basename (g_file_peek_path (sa_clip_get_file (fit->clip)));
}

static double
get_max_seconds (SaPurpose purpose)
{
  return purpose == SA_PURPOSE_PROMPT_AUDIO ? SA_PROMPT_MAX_SECONDS : SA_SAMPLE_MAX_SECONDS;
}

static double
get_tolerance (const SaMediaInfo *info)
{
  return sa_media_info_is_delayed (info) ? SA_LENGTH_TOLERANCE_SECONDS : 0;
}

/* Where the codec added something, its file counts as long with or without that. */
static gboolean
judge_container (const SaMediaInfo *info, SaPurpose purpose)
{
  double tolerance = get_tolerance (info);

  return sa_limits_judge_length (purpose, sa_media_info_get_container_duration (info), tolerance) ==
           SA_LENGTH_FITS ||
         sa_limits_judge_length (purpose, sa_media_info_get_trimmed_duration (info), tolerance) ==
           SA_LENGTH_FITS;
}

/* Whole, too, is a range that was chosen and happens to be all of the file. */
static gboolean
is_whole (Fit *fit)
{
  double duration = sa_media_info_get_container_duration (fit->info);

  if (sa_clip_is_whole (fit->clip))
    return TRUE;
  return duration > 0 && sa_clip_get_start (fit->clip) <= 0 &&
         fabs (sa_clip_get_end (fit->clip) - duration) <= SA_RANGE_ROUNDING_SECONDS;
}

static gboolean
may_go_untouched (Fit *fit)
{
  int channels = sa_media_info_get_channels (fit->info);
  SaChannelMix mix = sa_clip_get_mix (fit->clip), all;

  all = channels >= 32 ? G_MAXUINT32 : ((SaChannelMix) 1 << channels) - 1;
  return is_whole (fit) && (mix == SA_CHANNEL_MIX_AUTO || (mix & all) == all) &&
         sa_media_info_is_lawful_container (fit->info) &&
         sa_media_info_get_bytes (fit->info) <= SA_UPLOAD_MAX_BYTES;
}

/* Decoding */

/* The source's rate, at most 48 kHz, or the highest standard rate below at which it is small
 * enough. */
static int
choose_rate (double seconds, int source_rate)
{
  static const int rates[] = { 48000, 44100, 32000, 24000, 22050, 16000 };
  int rate = MIN (source_rate, SA_UPLOAD_MAX_RATE);

  for (guint i = 0; i < G_N_ELEMENTS (rates); i++) {
    if (SA_WAV_HEADER_BYTES + 2 * llround (seconds * rate) <= SA_UPLOAD_MAX_BYTES)
      return rate;
    if (rates[i] < rate)
      rate = rates[i];
  }
  return rate;
}

/* At the source's rate, or at the one to send. */
static SaDecoder *
open_decoder (Fit *fit, gboolean to_send, GError **error)
{
  GFile *file = sa_clip_get_file (fit->clip);
  g_autoptr (SaDecoder) decoder = sa_decoder_new (file, 0, fit->cancellable, error);
  int rate;

  if (decoder == NULL || !to_send)
    return g_steal_pointer (&decoder);
  rate = choose_rate (fit->seconds, sa_decoder_get_rate (decoder));
  if (rate == sa_decoder_get_rate (decoder))
    return g_steal_pointer (&decoder);
  return sa_decoder_new (file, rate, fit->cancellable, error);
}

/* Goes to the clip's beginning; says how many frames it asks for, or may at most have. */
static SaDecoder *
open_range (Fit *fit, gboolean to_send, gint64 *n_frames, GError **error)
{
  GFile *file = sa_clip_get_file (fit->clip);
  g_autoptr (SaDecoder) decoder = open_decoder (fit, to_send, error);
  gint64 start, end;

  if (decoder == NULL)
    return NULL;
  sa_clip_get_frames (fit->clip, sa_decoder_get_rate (decoder), &start, &end);
  if (!sa_decoder_seek (decoder, start, error))
    return NULL;
  if (sa_decoder_get_position (decoder) < start) {
    sa_range_set_beyond_error (error, file,
                               (double) sa_decoder_get_position (decoder) /
                                 sa_decoder_get_rate (decoder));
    return NULL;
  }
  if (fit->seconds >= 0)
    *n_frames = llround (fit->seconds * sa_decoder_get_rate (decoder));
  else
    *n_frames =
      llround ((get_max_seconds (fit->purpose) + OVERLONG_SECONDS) * sa_decoder_get_rate (decoder));
  return g_steal_pointer (&decoder);
}

/* The file's end came first: a rounding error is forgiven, anything else is not what was asked. */
static gboolean
check_shortage (Fit *fit, SaDecoder *decoder, gint64 missing, GError **error)
{
  int rate = sa_decoder_get_rate (decoder);

  if (missing <= ceil (SA_RANGE_ROUNDING_SECONDS * rate))
    return TRUE;
  sa_range_set_beyond_error (error, sa_clip_get_file (fit->clip),
                             (double) sa_decoder_get_position (decoder) / rate);
  return FALSE;
}

/* Listens to the range once: how long it is, and which of its channels are worth sending. */
static gboolean
measure (Fit *fit, GError **error)
{
  gint64 n_frames, done = 0;
  g_autoptr (SaDecoder) decoder = open_range (fit, FALSE, &n_frames, error);
  g_autofree SaChannelStats *stats = g_new0 (SaChannelStats, 1);
  const float *samples;
  gssize n = 0;
  int channels;

  if (decoder == NULL)
    return FALSE;
  channels = sa_decoder_get_channels (decoder);
  sa_channel_stats_init (stats, MIN (channels, SA_CHANNELS_MAX));
  while (done < n_frames && (n = sa_decoder_next (decoder, &samples, error)) > 0) {
    gsize used = (gsize) MIN ((gint64) n, n_frames - done);

    sa_channel_stats_add (stats, samples, channels, used);
    done += (gint64) used;
    tell ((double) done / (double) n_frames, fit);
  }
  if (n < 0)
    return FALSE;
  if (fit->seconds >= 0 && !check_shortage (fit, decoder, n_frames - done, error))
    return FALSE;
  if (fit->seconds < 0)
    fit->seconds = (double) done / sa_decoder_get_rate (decoder);
  if (fit->mix == SA_CHANNEL_MIX_AUTO)
    fit->mix = sa_channel_mix_choose (stats);
  return TRUE;
}

/* A resampler may end a moment early: the asked length is kept with silence. */
static gboolean
pad (SaWavWriter *writer, gint64 missing, GError **error)
{
  static const float silence[256] = { 0 };

  while (missing > 0) {
    gsize n = (gsize) MIN (missing, (gint64) G_N_ELEMENTS (silence));

    if (!sa_wav_writer_write (writer, silence, n, error))
      return FALSE;
    missing -= (gint64) n;
  }
  return TRUE;
}

static gboolean
write_range (Fit *fit, SaDecoder *decoder, gint64 n_frames, SaWavWriter *writer, GError **error)
{
  int channels = sa_decoder_get_channels (decoder);
  g_autofree float *mono = NULL;
  gsize room = 0;
  const float *samples;
  gint64 done = 0;
  gssize n = 0;

  while (done < n_frames && (n = sa_decoder_next (decoder, &samples, error)) > 0) {
    gsize used = (gsize) MIN ((gint64) n, n_frames - done);

    if (used > room) {
      room = used;
      mono = g_renew (float, mono, room);
    }
    sa_channel_mix_apply (fit->mix, samples, channels, mono, used);
    if (!sa_wav_writer_write (writer, mono, used, error))
      return FALSE;
    done += (gint64) used;
    tell ((double) done / (double) n_frames, fit);
  }
  return n >= 0 && check_shortage (fit, decoder, n_frames - done, error) &&
         pad (writer, n_frames - done, error) && sa_wav_writer_finish (writer, error);
}

static char *
describe_wav (double seconds, int rate)
{
  return g_strdup_printf (_ ("%.1f s as 16-bit WAV, %g kHz, mono"), seconds, rate / 1000.0);
}

static SaFitted *
make_wav (Fit *fit, GError **error)
{
  g_autoptr (SaTempFile) temporary = sa_temp_file_new (fit->temp_dir, error);
  g_autoptr (SaDecoder) decoder = NULL;
  g_autoptr (SaWavWriter) writer = NULL;
  g_autoptr (SaFitted) fitted = NULL;
  g_autofree char *name = source_name (fit);
  int rate;
  gint64 n_frames;

  if (temporary == NULL)
    return NULL;
  decoder = open_range (fit, TRUE, &n_frames, error);
  if (decoder == NULL)
    return NULL;
  rate = sa_decoder_get_rate (decoder);
  writer = sa_wav_writer_new (sa_temp_file_get_path (temporary), name, SA_SAMPLE_FORMAT_S16, rate,
                              1, error);
  if (writer == NULL || !write_range (fit, decoder, n_frames, writer, error))
    return NULL;

  fitted = sa_fitted_new_temporary (g_steal_pointer (&temporary));
  begin_step (fit, WRITTEN, 1);
  fitted->sha256 =
    sa_file_hash (fitted->file, &fitted->identity, tell, fit, fit->cancellable, error);
  if (fitted->sha256 == NULL)
    return NULL;
  fitted->filename = sa_fitted_make_filename (name, "wav");
  fitted->media_type = g_strdup ("audio/wav");
  fitted->duration = (double) n_frames / rate;
  fitted->sample_rate = rate;
  fitted->channels = 1;
  fitted->description = describe_wav (fitted->duration, rate);
  return g_steal_pointer (&fitted);
}

/* Steps */

static SaFitted *
hash_untouched (Fit *fit, GError **error)
{
  GFile *file = sa_clip_get_file (fit->clip);
  SaFileIdentity identity;
  g_autofree char *sha256 = sa_file_hash (file, &identity, tell, fit, fit->cancellable, error);
  SaFitted *fitted;

  if (sha256 == NULL)
    return NULL;
  fitted = sa_fitted_new_untouched (file, &identity);
  fitted->sha256 = g_steal_pointer (&sha256);
  return fitted;
}

static SaFitted *
send_untouched (Fit *fit, double duration, GError **error)
{
  g_autoptr (SaFitted) fitted = hash_untouched (fit, error);
  g_autofree char *name = source_name (fit);
  g_autofree char *upper = NULL;
  const char *extension = sa_media_info_get_extension (fit->info);

  if (fitted == NULL || !sa_media_info_is_current (fit->info, sa_clip_get_file (fit->clip), error))
    return NULL;
  upper = g_ascii_strup (extension, -1);
  fitted->filename = sa_fitted_make_filename (name, extension);
  fitted->media_type = g_strdup (sa_media_info_get_media_type (fit->info));
  fitted->duration = duration;
  fitted->sample_rate = sa_media_info_get_sample_rate (fit->info);
  fitted->channels = sa_media_info_get_channels (fit->info);
  fitted->description = g_strdup_printf (_ ("%.1f s, the file as it is (%s)"), duration, upper);
  return g_steal_pointer (&fitted);
}

static SaFitted *
send_as_it_is (Fit *fit, GError **error)
{
  g_autoptr (SaFitted) fitted = hash_untouched (fit, error);
  g_autofree char *type = NULL;
  g_autofree char *size = NULL;

  if (fitted == NULL || !sa_limits_check_size (fit->purpose, sa_fitted_get_bytes (fitted), error))
    return NULL;
  fitted->filename = source_name (fit);
  type = g_content_type_guess (fitted->filename, NULL, 0, NULL);
  fitted->media_type = g_content_type_get_mime_type (type);
  if (fitted->media_type == NULL)
    fitted->media_type = g_strdup ("application/octet-stream");
  size = g_format_size ((guint64) sa_fitted_get_bytes (fitted));
  fitted->description = g_strdup_printf (_ ("the file as it is, %s"), size);
  return g_steal_pointer (&fitted);
}

/* Listening stopped soon after the limit: the container knows better how long it is. */
static gboolean
check_length (Fit *fit, GError **error)
{
  double seconds = fit->seconds, container = sa_media_info_get_container_duration (fit->info);

  if (sa_range_get_seconds (fit->clip) < 0 && seconds > get_max_seconds (fit->purpose))
    seconds = MAX (seconds, container - sa_clip_get_start (fit->clip));
  return sa_limits_check_length (fit->purpose, seconds, 0, error);
}

static gboolean
needs_measuring (Fit *fit)
{
  int channels = sa_media_info_get_channels (fit->info);

  return fit->seconds < 0 || (fit->mix == SA_CHANNEL_MIX_AUTO && channels != 1);
}

/* The codec's delay alone must not make a file too long that may not go as it is. */
static void
drop_delay (Fit *fit)
{
  double limit = get_max_seconds (fit->purpose), tolerance = get_tolerance (fit->info);

  if (!sa_clip_is_whole (fit->clip) ||
      sa_limits_judge_length (fit->purpose, fit->seconds, 0) != SA_LENGTH_TOO_LONG ||
      sa_limits_judge_length (fit->purpose, fit->seconds, tolerance) != SA_LENGTH_FITS)
    return;
  fit->seconds = limit;
  while (sa_limits_judge_length (fit->purpose, fit->seconds, 0) == SA_LENGTH_TOO_LONG)
    fit->seconds -= 0.001;
}

static SaFitted *
fit_speech (Fit *fit, GError **error)
{
  double container, tolerance;
  gboolean untouchable;
  SaFitted *fitted;

  fit->info = sa_media_info_read (sa_clip_get_file (fit->clip), fit->cancellable, error);
  if (fit->info == NULL)
    return NULL;
  container = sa_media_info_get_container_duration (fit->info);
  tolerance = get_tolerance (fit->info);
  untouchable = may_go_untouched (fit);
  if (untouchable && judge_container (fit->info, fit->purpose))
    return send_untouched (fit, container, error);

  fit->seconds = sa_range_get_seconds (fit->clip);
  fit->mix = sa_clip_get_mix (fit->clip);
  if (fit->seconds >= 0 && !sa_limits_check_length (fit->purpose, fit->seconds, 0, error))
    return NULL;
  begin_step (fit, 0, MEASURED);
  if (needs_measuring (fit) && !measure (fit, error))
    return NULL;
  if (untouchable && tolerance > 0 &&
      sa_limits_judge_length (fit->purpose, fit->seconds, tolerance) == SA_LENGTH_FITS)
    return send_untouched (fit, fit->seconds, error);
  drop_delay (fit);
  if (!check_length (fit, error))
    return NULL;

  begin_step (fit, MEASURED, WRITTEN);
  fitted = make_wav (fit, error);
  if (fitted != NULL && !sa_media_info_is_current (fit->info, sa_clip_get_file (fit->clip), error))
    g_clear_pointer (&fitted, sa_fitted_unref);
  return fitted;
}

static SaFitted *
fit_run (Fit *fit, GError **error)
{
  if (sa_purpose_is_speech (fit->purpose))
    return fit_speech (fit, error);
  if (sa_clip_is_whole (fit->clip))
    return send_as_it_is (fit, error);
  g_set_error_literal (error, SA_RULES_ERROR, SA_RULES_ERROR_RANGE,
                       _ ("For this purpose the file is sent as it is, without a range"));
  return NULL;
}

static void
fit_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  SaFitted *fitted = fit_run (data, &error);

  if (fitted != NULL)
    g_task_return_pointer (task, fitted, (GDestroyNotify) sa_fitted_unref);
  else
    g_task_return_error (task, error);
}

/**
 * sa_fit_judge:
 * @decoded_duration: how long the file is when decoded, in seconds; below 0 where unknown
 * @length: (out) (optional): what is wrong with its length as a whole
 * @untouched: (out) (optional): whether it would be sent as it is
 *
 * Judges a whole file by what sa_fit_sync() would do with it.
 *
 * Returns: whether the whole file can be sent for @purpose, as it is or converted
 */
gboolean
sa_fit_judge (const SaMediaInfo *info,
              double decoded_duration,
              SaPurpose purpose,
              SaLengthVerdict *length,
              gboolean *untouched)
{
  double container = sa_media_info_get_container_duration (info);
  double tolerance = get_tolerance (info);
  gboolean goes_untouched = sa_media_info_is_lawful_container (info) &&
                            sa_media_info_get_bytes (info) <= SA_UPLOAD_MAX_BYTES;
  SaLengthVerdict verdict;

  if (decoded_duration < 0)
    decoded_duration = container;
  verdict = sa_limits_judge_length (purpose, decoded_duration, tolerance);
  if (verdict != SA_LENGTH_FITS && goes_untouched && judge_container (info, purpose))
    verdict = SA_LENGTH_FITS;
  /* What is converted must be long enough without the codec's delay. */
  if (verdict == SA_LENGTH_FITS && !goes_untouched &&
      sa_limits_judge_length (purpose, decoded_duration, 0) == SA_LENGTH_TOO_SHORT)
    verdict = SA_LENGTH_TOO_SHORT;
  if (length != NULL)
    *length = verdict;
  if (untouched != NULL)
    *untouched = goes_untouched && verdict == SA_LENGTH_FITS;
  return verdict == SA_LENGTH_FITS;
}

/**
 * sa_fit_sync:
 *
 * Like sa_fit_async(), but blocks: for worker threads.
 *
 * Returns: (transfer full): what to send
 */
SaFitted *
sa_fit_sync (SaClip *clip,
             SaPurpose purpose,
             GFile *temp_dir,
             GCancellable *cancellable,
             GError **error)
{
  g_autoptr (Fit) fit = fit_new (clip, purpose, temp_dir, cancellable);

  return fit_run (fit, error);
}

/**
 * sa_fit_async:
 * @temp_dir: (nullable): where to put what has to be made; by default the program's own cache
 * @progress: (nullable): told how far it is
 *
 * Makes a clip lawful for @purpose. A whole file that already is lawful by its content is to be
 * sent untouched; anything else becomes a 16-bit mono WAV of exactly the asked length. For a
 * purpose that is not speech the file is to be sent as it is, and nothing is decoded.
 *
 * Fails with %SA_RULES_ERROR_LENGTH where the range is too short or too long (the limits are in
 * sa-limits.h), with %SA_RULES_ERROR_RANGE where it goes beyond the file's end, and with an error
 * of the domain %SA_AUDIO_ERROR where a file cannot be read or written.
 */
void
sa_fit_async (SaClip *clip,
              SaPurpose purpose,
              GFile *temp_dir,
              SaFitProgressFunc progress,
              gpointer progress_data,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (clip, cancellable, callback, user_data);
  Fit *fit = fit_new (clip, purpose, temp_dir, cancellable);

  fit->context = g_main_context_ref (g_task_get_context (task));
  fit->progress = progress;
  fit->progress_data = progress_data;
  g_task_set_source_tag (task, sa_fit_async);
  g_task_set_task_data (task, fit, (GDestroyNotify) fit_free);
  g_task_run_in_thread (task, fit_in_thread);
}

/**
 * sa_fit_finish:
 *
 * Returns: (transfer full): what to send, or %NULL with an error
 */
SaFitted *
sa_fit_finish (SaClip *clip, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, clip), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
