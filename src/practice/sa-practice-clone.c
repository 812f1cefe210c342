/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice/sa-practice-clone.h"

#include "audio/sa-pitch.h"
#include "practice/sa-practice-json.h"
#include "practice/sa-practice-language.h"
#include "rules/sa-catalogue.h"
#include "rules/sa-limits.h"
#include "rules/sa-text.h"
#include "rules/sa-transcript.h"
#include "rules/sa-voice-id.h"

#define TEXT_VALIDATION_MAX_CHARACTERS 200

/* The request, its strings owned by the JSON. */
typedef struct {
  gint64 file_id;
  const char *voice_id;
  gint64 prompt_file_id; /* 0 for none */
  const char *text; /* NULL for none */
  const char *model;
  const char *language;
} Request;

static SaPracticeAnswer *
refuse (const char *detail)
{
  return sa_practice_answer_new_refusal (SA_PRACTICE_CODE_BAD_PARAMETERS, detail);
}

/* Each read_… function returns what is wrong, or NULL. */
static const char *
read_ids (JsonObject *json, Request *request)
{
  if (sa_practice_json_get_id (json, "file_id", &request->file_id) != SA_PRACTICE_MEMBER_VALID)
    return "file_id must be a positive whole number of 64 bits";
  if (sa_practice_json_get_string (json, "voice_id", &request->voice_id) !=
        SA_PRACTICE_MEMBER_VALID ||
      !sa_voice_id_check (request->voice_id, NULL))
    return "voice_id must have 8 to 256 letters, digits, - or _, begin with a letter and not end with - or _";
  return NULL;
}

static const char *
read_prompt (JsonObject *json, Request *request)
{
  JsonObject *prompt;
  const char *transcript;

  switch (sa_practice_json_get_object (json, "clone_prompt", &prompt)) {
  case SA_PRACTICE_MEMBER_ABSENT:
    return NULL;
  case SA_PRACTICE_MEMBER_INVALID:
    return "clone_prompt must be an object";
  case SA_PRACTICE_MEMBER_VALID:
  default:
    break;
  }

  if (sa_practice_json_get_id (prompt, "prompt_audio", &request->prompt_file_id) !=
        SA_PRACTICE_MEMBER_VALID ||
      sa_practice_json_get_string (prompt, "prompt_text", &transcript) != SA_PRACTICE_MEMBER_VALID)
    return "clone_prompt needs both prompt_audio, a whole number, and prompt_text";
  if (!sa_transcript_check (transcript, NULL))
    return "prompt_text must be the words of prompt_audio and end with punctuation";
  return NULL;
}

static const char *
read_preview (JsonObject *json, Request *request)
{
  if (sa_practice_json_get_string (json, "text", &request->text) == SA_PRACTICE_MEMBER_INVALID)
    return "text must be a string";
  if (sa_practice_json_get_string (json, "model", &request->model) == SA_PRACTICE_MEMBER_INVALID ||
      (request->model != NULL && sa_catalogue_find_model (request->model) == NULL))
    return "model is not one of the known ones";
  if (sa_practice_json_get_string (json, "language_boost", &request->language) ==
        SA_PRACTICE_MEMBER_INVALID ||
      (request->language != NULL && sa_catalogue_find_language (request->language) == NULL))
    return "language_boost is not one of the known ones";

  /* An empty text is no text. */
  if (request->text != NULL && *request->text == '\0')
    request->text = NULL;
  if (request->text == NULL)
    return NULL;
  if (sa_text_count (request->text) > SA_TEXT_MAX_CHARACTERS)
    return "text has more than 1000 characters";
  if (!sa_text_check (request->text, NULL))
    return "text has nothing to be read";
  if (request->model == NULL)
    return "text needs a model";
  return NULL;
}

/* The last three are in newer documents than the rest: checked, and otherwise ignored. */
static const char *
read_options (JsonObject *json)
{
  static const char *const flags[] = { "need_noise_reduction", "need_volume_normalization",
                                       "aigc_watermark" };
  const char *expected = NULL;
  double accuracy = 0;
  gboolean flag;

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++) {
    if (sa_practice_json_get_boolean (json, flags[i], &flag) == SA_PRACTICE_MEMBER_INVALID)
      return "need_noise_reduction, need_volume_normalization and aigc_watermark must be true or false";
  }
  if (sa_practice_json_get_number (json, "accuracy", &accuracy) == SA_PRACTICE_MEMBER_INVALID ||
      accuracy < 0 || accuracy > 1)
    return "accuracy must be a number from 0 to 1";
  if (sa_practice_json_get_string (json, "text_validation", &expected) ==
        SA_PRACTICE_MEMBER_INVALID ||
      (expected != NULL && sa_text_count (expected) > TEXT_VALIDATION_MAX_CHARACTERS))
    return "text_validation must be a string of at most 200 characters";
  return NULL;
}

static const char *
read_request (JsonObject *json, Request *request)
{
  const char *problem = read_ids (json, request);

  if (problem == NULL)
    problem = read_prompt (json, request);
  if (problem == NULL)
    problem = read_preview (json, request);
  if (problem == NULL)
    problem = read_options (json);
  return problem;
}

/* NULL with @file set, or the answer. */
static SaPracticeAnswer *
find_file (SaPracticeStore *store, gint64 file_id, const char *purpose, SaPracticeFile **file)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *detail = NULL;

  *file = sa_practice_store_find_file (store, file_id, &error);
  if (*file == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return sa_practice_answer_new_failure (error);
  if (*file == NULL) {
    detail = g_strdup_printf ("there is no file %" G_GINT64_FORMAT, file_id);
    return refuse (detail);
  }
  if (!g_str_equal ((*file)->purpose, purpose)) {
    detail = g_strdup_printf ("file %" G_GINT64_FORMAT " was uploaded for %s, not for %s", file_id,
                              (*file)->purpose, purpose);
    return refuse (detail);
  }
  return NULL;
}

static SaPracticeAnswer *
refuse_voice (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    return sa_practice_answer_new_refusal (SA_PRACTICE_CODE_VOICE_TAKEN, NULL);
  return sa_practice_answer_new_failure (error);
}

/* Letters, digits and ideographs; punctuation and blanks are not spoken. */
static gint64
count_words (const char *text)
{
  gint64 count = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    count += g_unichar_isalnum (g_utf8_get_char (p)) ? 1 : 0;

  return count;
}

static SaPracticeIncoming *
make_preview (SaPracticeStore *store,
              const SaPracticeFile *sample,
              const Request *request,
              SaPracticeCloned *cloned,
              GCancellable *cancellable,
              GError **error)
{
  g_autoptr (SaPracticeIncoming) preview = NULL;
  g_autoptr (SaPracticeSpeech) speech = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (sample->path);
  g_autoptr (GError) local_error = NULL;
  g_autofree char *spoken = NULL;
  double pitch = sa_pitch_measure_file (file, cancellable, &local_error);

  if (local_error != NULL) {
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }

  /* The other models read the tags aloud, and so do we. */
  if (sa_catalogue_find_model (request->model)->interjections)
    spoken = sa_text_without_interjections (request->text);
  else
    spoken = g_strdup (request->text);

  speech =
    sa_practice_speech_new (spoken, sa_practice_language_choose_voice (request->language, spoken),
                            pitch, cancellable, error);
  if (speech == NULL)
    return NULL;

  preview = sa_practice_store_create_incoming (store, error);
  if (preview == NULL ||
      !sa_practice_encode (speech, preview->path, &cloned->preview, cancellable, error))
    return NULL;

  cloned->word_count = count_words (spoken);
  cloned->usage_characters = (gint64) sa_text_count (request->text);
  return g_steal_pointer (&preview);
}

static SaPracticeAnswer *
make_voice (SaPracticeStore *store,
            const char *base_url,
            const SaPracticeFile *sample,
            const Request *request,
            SaPracticeFaults faults,
            GCancellable *cancellable)
{
  g_autoptr (SaPracticeIncoming) preview = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *preview_name = NULL;
  SaPracticeCloned cloned = { .sensitive = (faults & SA_PRACTICE_FAULT_SENSITIVE) != 0 };
  SaPracticeAnswer *answer;

  if (request->text != NULL) {
    preview = make_preview (store, sample, request, &cloned, cancellable, &error);
    if (preview == NULL)
      return sa_practice_answer_new_failure (error);
    preview_name = sa_practice_store_new_preview_name (sa_practice_encode_get_extension ());
  }

  if (!sa_practice_store_commit_voice (store, request->voice_id, request->file_id, preview,
                                       preview_name, &error))
    return refuse_voice (error);

  if (preview_name != NULL)
    cloned.demo_audio = g_strconcat (base_url, SA_PRACTICE_PREVIEW_PATH, preview_name, NULL);
  answer = sa_practice_answer_new_clone (&cloned);
  g_free (cloned.demo_audio);
  return answer;
}

/**
 * sa_practice_clone_run:
 * @base_url: what the preview's address begins with
 * @body: the request
 * @faults: of these, no-permission, duplicate-voice and sensitive count here
 *
 * Judges a clone's request by the rules of the documents and makes the practice voice. Blocks.
 *
 * Returns: (transfer full): the answer to it
 */
SaPracticeAnswer *
sa_practice_clone_run (SaPracticeStore *store,
                       const char *base_url,
                       GBytes *body,
                       SaPracticeFaults faults,
                       GCancellable *cancellable)
{
  g_autoptr (SaPracticeFile) sample = NULL;
  g_autoptr (SaPracticeFile) prompt = NULL;
  g_autoptr (JsonObject) json = NULL;
  g_autoptr (GError) error = NULL;
  Request request = { 0 };
  const char *problem;
  SaPracticeAnswer *refusal;

  /* The service asks for the permission first: an unknown file_id is answered by 2038 where there is none. */
  if (faults & SA_PRACTICE_FAULT_NO_PERMISSION)
    return sa_practice_answer_new_refusal (SA_PRACTICE_CODE_NO_PERMISSION, NULL);

  json = sa_practice_json_parse (body, &error);
  if (json == NULL)
    return refuse (error->message);
  problem = read_request (json, &request);
  if (problem != NULL)
    return refuse (problem);

  refusal = find_file (store, request.file_id, "voice_clone", &sample);
  if (refusal == NULL && request.prompt_file_id != 0)
    refusal = find_file (store, request.prompt_file_id, "prompt_audio", &prompt);
  if (refusal != NULL)
    return refusal;

  if (faults & SA_PRACTICE_FAULT_DUPLICATE_VOICE)
    return sa_practice_answer_new_refusal (SA_PRACTICE_CODE_VOICE_TAKEN, NULL);
  if (!sa_practice_store_check_voice (store, request.voice_id, &error))
    return refuse_voice (error);

  return make_voice (store, base_url, sample, &request, faults, cancellable);
}
