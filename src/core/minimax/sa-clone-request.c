/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-clone-request.h"

#include <json-glib/json-glib.h>

G_DEFINE_BOXED_TYPE (SaCloneRequest, sa_clone_request, sa_clone_request_copy, sa_clone_request_free)

static void
add_string (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

static void
add_id (JsonBuilder *builder, const char *name, gint64 value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

static void
add_boolean (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static gboolean
is_given (const char *value)
{
  return value != NULL && *value != '\0';
}

/**
 * sa_clone_request_new:
 * @file_id: the uploaded sample
 * @voice_id: what the voice will be called
 *
 * Returns: (transfer full): a request with the two fields that every clone needs
 */
SaCloneRequest *
sa_clone_request_new (gint64 file_id, const char *voice_id)
{
  SaCloneRequest *self = g_new0 (SaCloneRequest, 1);

  self->file_id = file_id;
  self->voice_id = g_strdup (voice_id);

  return self;
}

/**
 * sa_clone_request_copy:
 * @self: a request
 *
 * Returns: (transfer full): a deep copy
 */
SaCloneRequest *
sa_clone_request_copy (const SaCloneRequest *self)
{
  SaCloneRequest *copy = g_new (SaCloneRequest, 1);

  *copy = *self;
  copy->voice_id = g_strdup (self->voice_id);
  copy->prompt_text = g_strdup (self->prompt_text);
  copy->text = g_strdup (self->text);
  copy->model = g_strdup (self->model);
  copy->language_boost = g_strdup (self->language_boost);

  return copy;
}

/**
 * sa_clone_request_free:
 * @self: (nullable) (transfer full): a request
 */
void
sa_clone_request_free (SaCloneRequest *self)
{
  if (self == NULL)
    return;

  g_free (self->voice_id);
  g_free (self->prompt_text);
  g_free (self->text);
  g_free (self->model);
  g_free (self->language_boost);
  g_free (self);
}

/**
 * sa_clone_request_to_json:
 * @self: a request
 *
 * Writes what is sent: IDs as bare whole numbers, exact to 19 digits; clone_prompt with both its
 * fields or not at all; text with model or neither; the booleans always, as in the documented
 * example (MiniMax API, Voice Clone).
 *
 * Returns: (transfer full): UTF-8 JSON
 */
GBytes *
sa_clone_request_to_json (const SaCloneRequest *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  char *text;
  gsize length;

  json_builder_begin_object (builder);
  add_id (builder, "file_id", self->file_id);
  add_string (builder, "voice_id", self->voice_id);

  if (self->prompt_file_id > 0 && is_given (self->prompt_text)) {
    json_builder_set_member_name (builder, "clone_prompt");
    json_builder_begin_object (builder);
    add_id (builder, "prompt_audio", self->prompt_file_id);
    add_string (builder, "prompt_text", self->prompt_text);
    json_builder_end_object (builder);
  }
  if (is_given (self->text) && is_given (self->model)) {
    add_string (builder, "text", self->text);
    add_string (builder, "model", self->model);
  }
  if (is_given (self->language_boost))
    add_string (builder, "language_boost", self->language_boost);

  add_boolean (builder, "need_noise_reduction", self->need_noise_reduction);
  add_boolean (builder, "need_volume_normalization", self->need_volume_normalization);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  length = strlen (text);

  return g_bytes_new_take (text, length);
}
