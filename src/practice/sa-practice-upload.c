/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice/sa-practice-upload.h"

#include <string.h>

#include "audio/sa-audio-error.h"
#include "audio/sa-decoder.h"
#include "audio/sa-media-info.h"
#include "rules/sa-limits.h"
#include "rules/sa-purpose.h"

/* What each purpose takes, by the ending of the name, as the documents list it. */
static const char *const speech_endings[] = { "mp3", "m4a", "wav", NULL };
static const char *const video_endings[] = { "mp4", "avi", "mov", "mkv", NULL };

static SaPracticeAnswer *
refuse (const char *detail)
{
  return sa_practice_answer_new_refusal (SA_PRACTICE_CODE_BAD_PARAMETERS, detail);
}

static const char *
find_ending (const char *filename, const char *const *endings)
{
  const char *dot = strrchr (filename, '.');

  for (guint i = 0; dot != NULL && endings[i] != NULL; i++) {
    if (g_ascii_strcasecmp (dot + 1, endings[i]) == 0)
      return endings[i];
  }
  return NULL;
}

/* Whether it is the file's fault, and not ours. */
static gboolean
is_bad_audio (const GError *error)
{
  return g_error_matches (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_NOT_AUDIO) ||
         g_error_matches (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_DECODE) ||
         g_error_matches (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_EMPTY);
}

static SaPracticeAnswer *
refuse_audio (const GError *error)
{
  if (is_bad_audio (error))
    return refuse ("the content of the file is not audio that can be read");
  return sa_practice_answer_new_failure (error);
}

static double
measure_seconds (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (SaDecoder) decoder = sa_decoder_new (file, 0, cancellable, error);
  const float *frames;
  gssize got;

  if (decoder == NULL)
    return -1;

  do {
    got = sa_decoder_next (decoder, &frames, error);
  } while (got > 0);

  return got < 0 ? -1 : (double) sa_decoder_get_position (decoder) / sa_decoder_get_rate (decoder);
}

static SaPracticeAnswer *
judge_length (SaPurpose purpose, const SaMediaInfo *info, double seconds)
{
  double tolerance = sa_media_info_is_delayed (info) ? SA_LENGTH_TOLERANCE_SECONDS : 0;
  double container = sa_media_info_get_container_duration (info);

  /* Where the codec adds its delay, either of the two lengths will do. */
  if (sa_limits_judge_length (purpose, seconds, tolerance) == SA_LENGTH_FITS ||
      (tolerance > 0 && container > 0 &&
       sa_limits_judge_length (purpose, container, tolerance) == SA_LENGTH_FITS))
    return NULL;

  if (purpose == SA_PURPOSE_PROMPT_AUDIO && seconds >= SA_PROMPT_MAX_SECONDS)
    return sa_practice_answer_new_refusal (SA_PRACTICE_CODE_PROMPT_LENGTH,
                                           "it must be shorter than 8 seconds");
  return sa_practice_answer_new_refusal (SA_PRACTICE_CODE_SAMPLE_LENGTH,
                                         seconds < SA_SAMPLE_MIN_SECONDS ? "it is too short"
                                                                         : "it is too long");
}

static SaPracticeAnswer *
judge_speech (SaPracticeForm *form, SaPurpose purpose, GCancellable *cancellable)
{
  g_autoptr (GFile) file = g_file_new_for_path (sa_practice_form_get_incoming (form)->path);
  g_autoptr (SaMediaInfo) info = NULL;
  g_autoptr (GError) error = NULL;
  const char *ending = find_ending (sa_practice_form_get_filename (form), speech_endings);
  double seconds;

  if (sa_practice_form_get_bytes (form) > SA_UPLOAD_MAX_BYTES)
    return refuse ("the file is larger than 20 MB");
  if (ending == NULL)
    return refuse ("the file must be mp3, m4a or wav");

  info = sa_media_info_read (file, cancellable, &error);
  if (info == NULL)
    return refuse_audio (error);
  if (!g_str_equal (sa_media_info_get_format (info), ending) || sa_media_info_has_video (info) ||
      sa_media_info_get_audio_tracks (info) != 1)
    return refuse ("the content of the file is not what its name says");

  seconds = measure_seconds (file, cancellable, &error);
  if (seconds < 0)
    return refuse_audio (error);
  return judge_length (purpose, info, seconds);
}

/* NULL means: welcome. */
static SaPracticeAnswer *
judge (SaPracticeForm *form, GCancellable *cancellable)
{
  SaPurpose purpose;

  if (!sa_purpose_from_string (sa_practice_form_get_purpose (form), &purpose))
    return refuse ("purpose is not one of the known ones");
  if (sa_practice_form_get_bytes (form) == 0)
    return refuse ("the file is empty");
  if (sa_purpose_is_speech (purpose))
    return judge_speech (form, purpose, cancellable);
  if (purpose == SA_PURPOSE_VIDEO_UNDERSTANDING &&
      find_ending (sa_practice_form_get_filename (form), video_endings) == NULL)
    return refuse ("the file must be mp4, avi, mov or mkv");
  return NULL;
}

/**
 * sa_practice_upload_run:
 * @form: what came in, to its end
 *
 * Judges an upload by the rules of the documents and keeps it when it is lawful. Blocks.
 *
 * Returns: (transfer full): the answer to it
 */
SaPracticeAnswer *
sa_practice_upload_run (SaPracticeStore *store, SaPracticeForm *form, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  SaPracticeAnswer *refusal;
  SaPracticeFile file = { 0 };

  if (!sa_practice_form_finish (form, &error)) {
    if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
      return refuse (error->message);
    return sa_practice_answer_new_failure (error);
  }

  refusal = judge (form, cancellable);
  if (refusal != NULL)
    return refusal;

  file.bytes = sa_practice_form_get_bytes (form);
  file.filename = (char *) sa_practice_form_get_filename (form);
  file.purpose = (char *) sa_practice_form_get_purpose (form);
  if (!sa_practice_store_commit_file (store, sa_practice_form_get_incoming (form), &file, &error))
    return sa_practice_answer_new_failure (error);

  return sa_practice_answer_new_file (&file);
}
