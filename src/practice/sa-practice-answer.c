/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice/sa-practice-answer.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

static const struct {
  SaPracticeCode code;
  const char *text;
} status_texts[] = {
  { SA_PRACTICE_CODE_SUCCESS, "success" },
  { SA_PRACTICE_CODE_UNKNOWN, "unknown error" },
  { SA_PRACTICE_CODE_RATE_LIMIT, "Rate limit triggered, please try again later" },
  { SA_PRACTICE_CODE_NOT_AUTHORIZED,
    "Account authentication failed, please check if the API Key is correct" },
  { SA_PRACTICE_CODE_BAD_PARAMETERS, "invalid params" },
  { SA_PRACTICE_CODE_SAMPLE_LENGTH, "voice duration is out of range" },
  { SA_PRACTICE_CODE_NO_PERMISSION,
    "No cloning permission, please check account verification status" },
  { SA_PRACTICE_CODE_VOICE_TAKEN, "voice_id is duplicated" },
  { SA_PRACTICE_CODE_PROMPT_LENGTH, "prompt audio is too long" },
  { SA_PRACTICE_CODE_INVALID_KEY, "Invalid API Key" },
};

static SaPracticeAnswer *
answer_new (guint http_status, const char *content_type, GBytes *body)
{
  SaPracticeAnswer *self = g_new0 (SaPracticeAnswer, 1);

  self->http_status = http_status;
  self->content_type = content_type;
  self->body = body;
  return self;
}

static void
add_base_resp (JsonBuilder *builder, SaPracticeCode code, const char *detail)
{
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (status_texts); i++) {
    if (status_texts[i].code == code)
      text = g_strjoin (", ", status_texts[i].text, detail, NULL);
  }

  json_builder_set_member_name (builder, "base_resp");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "status_code");
  json_builder_add_int_value (builder, code);
  json_builder_set_member_name (builder, "status_msg");
  json_builder_add_string_value (builder, text);
  json_builder_end_object (builder);

  /* No answer of the real service has this member: whoever keeps an answer can tell that it was practice. */
  json_builder_set_member_name (builder, "practice");
  json_builder_add_boolean_value (builder, TRUE);
}

static SaPracticeAnswer *
finish (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = NULL;
  char *text;

  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  return answer_new (SOUP_STATUS_OK, "application/json; charset=utf-8",
                     g_bytes_new_take (text, strlen (text)));
}

/**
 * sa_practice_answer_new_refusal:
 * @detail: (nullable): what exactly is wrong
 *
 * Returns: (transfer full): an answer that says no, with HTTP status 200, as the service does
 */
SaPracticeAnswer *
sa_practice_answer_new_refusal (SaPracticeCode code, const char *detail)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  SaPracticeAnswer *self;

  json_builder_begin_object (builder);
  add_base_resp (builder, code, detail);
  self = finish (builder);
  if (code == SA_PRACTICE_CODE_RATE_LIMIT)
    self->retry_after = 1;
  return self;
}

/**
 * sa_practice_answer_new_failure:
 * @error: what went wrong on our side, such as a full disk
 *
 * Returns: (transfer full): a refusal with the service's code for such
 */
SaPracticeAnswer *
sa_practice_answer_new_failure (const GError *error)
{
  return sa_practice_answer_new_refusal (SA_PRACTICE_CODE_UNKNOWN, error->message);
}

static void
add_int (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

/**
 * sa_practice_answer_new_file:
 *
 * Returns: (transfer full): the answer to an upload that is safely on disk
 */
SaPracticeAnswer *
sa_practice_answer_new_file (const SaPracticeFile *file)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  SaPracticeAnswer *self;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "file");
  json_builder_begin_object (builder);
  add_int (builder, "file_id", file->file_id);
  add_int (builder, "bytes", file->bytes);
  add_int (builder, "created_at", file->created_at);
  add_string (builder, "filename", file->filename);
  add_string (builder, "purpose", file->purpose);
  json_builder_end_object (builder);
  add_base_resp (builder, SA_PRACTICE_CODE_SUCCESS, NULL);

  self = finish (builder);
  self->success = TRUE;
  return self;
}

/**
 * sa_practice_answer_new_clone:
 *
 * Returns: (transfer full): the answer to a clone that is safely on disk. Without a preview, demo_audio is empty and
 *   there is no extra_info, as the documents have it.
 */
SaPracticeAnswer *
sa_practice_answer_new_clone (const SaPracticeCloned *cloned)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  SaPracticeAnswer *self;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "input_sensitive");
  json_builder_add_boolean_value (builder, cloned->sensitive);
  add_int (builder, "input_sensitive_type", cloned->sensitive ? 3 : 0);
  add_string (builder, "demo_audio", cloned->demo_audio != NULL ? cloned->demo_audio : "");
  if (cloned->demo_audio != NULL) {
    json_builder_set_member_name (builder, "extra_info");
    json_builder_begin_object (builder);
    add_int (builder, "audio_length", cloned->preview.length);
    add_int (builder, "audio_sample_rate", cloned->preview.sample_rate);
    add_int (builder, "audio_size", cloned->preview.bytes);
    add_int (builder, "bitrate", cloned->preview.bitrate);
    add_int (builder, "word_count", cloned->word_count);
    add_int (builder, "usage_characters", cloned->usage_characters);
    json_builder_end_object (builder);
  }
  add_base_resp (builder, SA_PRACTICE_CODE_SUCCESS, NULL);

  self = finish (builder);
  self->success = TRUE;
  return self;
}

/**
 * sa_practice_answer_new_page:
 *
 * Returns: (transfer full): an answer that is no JSON
 */
SaPracticeAnswer *
sa_practice_answer_new_page (guint http_status, const char *content_type, const char *text)
{
  return answer_new (http_status, content_type, g_bytes_new (text, strlen (text)));
}

/**
 * sa_practice_answer_new_bytes:
 * @bytes: (transfer full): the body
 *
 * Returns: (transfer full): an answer with HTTP status 200
 */
SaPracticeAnswer *
sa_practice_answer_new_bytes (const char *content_type, GBytes *bytes)
{
  SaPracticeAnswer *self = answer_new (SOUP_STATUS_OK, content_type, bytes);

  self->success = TRUE;
  return self;
}

void
sa_practice_answer_free (SaPracticeAnswer *self)
{
  g_bytes_unref (self->body);
  g_free (self);
}
