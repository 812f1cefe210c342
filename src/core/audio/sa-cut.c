/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-cut.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "rules/sa-rules-error.h"

#include "sa-audio-error.h"
#include "sa-decoder.h"
#include "sa-encoder.h"
#include "sa-media-info.h"
#include "sa-output.h"
#include "sa-range.h"

/* The depth of the source, where its samples are whole numbers or the file is a float WAV. What is
 * lossy has none: 16 bits are plenty for it. */
static SaSampleFormat
choose_format (const SaMediaInfo *info)
{
  int depth = sa_media_info_get_bit_depth (info);

  if (sa_media_info_is_float (info))
    return SA_SAMPLE_FORMAT_F32;
  if (depth > 24)
    return SA_SAMPLE_FORMAT_S32;
  return depth > 16 ? SA_SAMPLE_FORMAT_S24 : SA_SAMPLE_FORMAT_S16;
}

static SaEncoder *
open_encoder (SaOutput *output,
              const SaMediaInfo *info,
              SaEncoding encoding,
              SaDecoder *decoder,
              GError **error)
{
  return sa_encoder_new (sa_output_get_temporary_path (output), sa_output_get_name (output),
                         encoding, sa_encoding_fit_format (encoding, choose_format (info)),
                         sa_decoder_get_rate (decoder), sa_decoder_get_channels (decoder), error);
}

/* Lossy formats do not know every rate: the decoder then converts to one that they know. */
static SaDecoder *
open_decoder (SaClip *clip, SaEncoding encoding, GCancellable *cancellable, GError **error)
{
  GFile *file = sa_clip_get_file (clip);
  g_autoptr (SaDecoder) decoder = sa_decoder_new (file, 0, cancellable, error);
  int rate;

  if (decoder == NULL)
    return NULL;
  rate = sa_encoding_fit_rate (encoding, sa_decoder_get_rate (decoder));
  if (rate == sa_decoder_get_rate (decoder))
    return g_steal_pointer (&decoder);
  return sa_decoder_new (file, rate, cancellable, error);
}

static gboolean
seek_to_start (SaClip *clip, SaDecoder *decoder, GError **error)
{
  gint64 start, end;

  sa_clip_get_frames (clip, sa_decoder_get_rate (decoder), &start, &end);
  if (!sa_decoder_seek (decoder, start, error))
    return FALSE;
  if (sa_decoder_get_position (decoder) >= start)
    return TRUE;
  sa_range_set_beyond_error (error, sa_clip_get_file (clip),
                             (double) sa_decoder_get_position (decoder) /
                               sa_decoder_get_rate (decoder));
  return FALSE;
}

static gboolean
check_end (SaClip *clip, SaDecoder *decoder, gint64 done, gint64 wanted, GError **error)
{
  int rate = sa_decoder_get_rate (decoder);

  if (wanted == 0) {
    g_set_error_literal (error, SA_RULES_ERROR, SA_RULES_ERROR_RANGE,
                         _ ("The range is shorter than one sample of the sound"));
    return FALSE;
  }
  if (done > 0 &&
      (sa_clip_get_end (clip) < 0 || wanted - done <= ceil (SA_RANGE_ROUNDING_SECONDS * rate)))
    return TRUE;
  sa_range_set_beyond_error (error, sa_clip_get_file (clip),
                             (double) sa_decoder_get_position (decoder) / rate);
  return FALSE;
}

static gboolean
copy_range (SaClip *clip,
            SaDecoder *decoder,
            SaEncoder *encoder,
            GCancellable *cancellable,
            GError **error)
{
  double seconds = sa_range_get_seconds (clip);
  gint64 wanted = G_MAXINT64, done = 0;
  const float *samples;
  gssize n = 0;

  if (seconds >= 0)
    wanted = llround (MIN (seconds * sa_decoder_get_rate (decoder), (double) (G_MAXINT64 / 2)));
  while (done < wanted && (n = sa_decoder_next (decoder, &samples, error)) > 0) {
    gsize used = (gsize) MIN ((gint64) n, wanted - done);

    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !sa_encoder_write (encoder, samples, used, error))
      return FALSE;
    done += (gint64) used;
  }
  return n >= 0 && check_end (clip, decoder, done, wanted, error);
}

static void
cut_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (sa_cut_sync (source, data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * sa_cut_sync:
 *
 * Like sa_cut_async(), but blocks: for worker threads.
 */
gboolean
sa_cut_sync (SaClip *clip, GFile *out, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = g_file_get_basename (out);
  g_autoptr (SaOutput) output = NULL;
  g_autoptr (SaMediaInfo) info = NULL;
  g_autoptr (SaDecoder) decoder = NULL;
  g_autoptr (SaEncoder) encoder = NULL;
  SaEncoding encoding;

  if (!sa_encoding_from_name (name, &encoding)) {
    g_autofree char *shown = g_filename_display_name (name);

    g_set_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_WRITE,
                 _ ("The name “%s” must end in .wav, .mp3, .m4a or .flac"), shown);
    return FALSE;
  }
  output = sa_output_new (out, error);
  if (output == NULL)
    return FALSE;
  info = sa_media_info_read (sa_clip_get_file (clip), cancellable, error);
  if (info == NULL)
    return FALSE;
  decoder = open_decoder (clip, encoding, cancellable, error);
  if (decoder == NULL || !seek_to_start (clip, decoder, error))
    return FALSE;
  encoder = open_encoder (output, info, encoding, decoder, error);
  if (encoder == NULL || !copy_range (clip, decoder, encoder, cancellable, error))
    return FALSE;
  return sa_encoder_finish (encoder, error) && sa_output_commit (output, error);
}

/**
 * sa_cut_async:
 * @out: where to write; its ending, .wav, .mp3, .m4a or .flac, decides how
 *
 * Writes the clip into a file of its own, with the source's channels, rate and depth as far as the
 * format can hold them. It has exactly the asked length. Nothing appears at @out, and what is there
 * stays, until all of it is written: @out may be the clip's own file.
 *
 * Fails with %SA_RULES_ERROR_RANGE where the clip goes beyond the file's end, and else with an
 * error of the domain %SA_AUDIO_ERROR: before anything is decoded where @out cannot be written.
 */
void
sa_cut_async (SaClip *clip,
              GFile *out,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (clip, cancellable, callback, user_data);

  g_task_set_source_tag (task, sa_cut_async);
  g_task_set_task_data (task, g_object_ref (out), g_object_unref);
  g_task_run_in_thread (task, cut_in_thread);
}

/**
 * sa_cut_finish:
 *
 * Returns: whether the file was written
 */
gboolean
sa_cut_finish (SaClip *clip, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, clip), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
