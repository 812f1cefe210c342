/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice/sa-practice-index.h"

#include <gio/gio.h>

#include "practice/sa-practice-json.h"

#define INDEX_VERSION 1

static gboolean
check_file (JsonObject *file)
{
  gint64 id;
  double number;
  const char *string;

  return sa_practice_json_get_id (file, "file_id", &id) == SA_PRACTICE_MEMBER_VALID &&
         sa_practice_json_get_number (file, "bytes", &number) == SA_PRACTICE_MEMBER_VALID &&
         sa_practice_json_get_number (file, "created_at", &number) == SA_PRACTICE_MEMBER_VALID &&
         sa_practice_json_get_string (file, "filename", &string) == SA_PRACTICE_MEMBER_VALID &&
         sa_practice_json_get_string (file, "purpose", &string) == SA_PRACTICE_MEMBER_VALID;
}

static gboolean
check_voice (JsonObject *voice)
{
  gint64 id;
  const char *string;

  return sa_practice_json_get_string (voice, "voice_id", &string) == SA_PRACTICE_MEMBER_VALID &&
         sa_practice_json_get_id (voice, "file_id", &id) == SA_PRACTICE_MEMBER_VALID &&
         sa_practice_json_get_string (voice, "preview", &string) != SA_PRACTICE_MEMBER_INVALID;
}

static gboolean
check_list (JsonObject *index, const char *name, gboolean (*check) (JsonObject *))
{
  JsonNode *node = json_object_get_member (index, name);
  JsonArray *list;

  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;

  list = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (list); i++) {
    JsonNode *element = json_array_get_element (list, i);

    if (!JSON_NODE_HOLDS_OBJECT (element) || !check (json_node_get_object (element)))
      return FALSE;
  }
  return TRUE;
}

/**
 * sa_practice_index_new:
 *
 * Returns: (transfer full): the index of an empty store
 */
JsonObject *
sa_practice_index_new (void)
{
  JsonObject *index = json_object_new ();

  json_object_set_int_member (index, "version", INDEX_VERSION);
  json_object_set_array_member (index, "files", json_array_new ());
  json_object_set_array_member (index, "voices", json_array_new ());
  return index;
}

/**
 * sa_practice_index_load:
 *
 * Returns: (transfer full): the index at @path, an empty one when there is none, or %NULL with
 *   %G_IO_ERROR_INVALID_DATA when it is damaged
 */
JsonObject *
sa_practice_index_load (const char *path, GError **error)
{
  g_autoptr (JsonObject) index = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) local_error = NULL;
  char *text;
  gsize length;
  double version = 0;

  if (!g_file_get_contents (path, &text, &length, &local_error)) {
    if (g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
      return sa_practice_index_new ();
    g_propagate_error (error, g_steal_pointer (&local_error));
    return NULL;
  }

  bytes = g_bytes_new_take (text, length);
  index = sa_practice_json_parse (bytes, error);
  if (index == NULL)
    return NULL;

  sa_practice_json_get_number (index, "version", &version);
  if ((int) version != INDEX_VERSION || !check_list (index, "files", check_file) ||
      !check_list (index, "voices", check_voice)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                         "The index of the practice mode is damaged");
    return NULL;
  }
  return g_steal_pointer (&index);
}

/**
 * sa_practice_index_save:
 *
 * Replaces the index at @path at one stroke: after a crash there is the old one or the new one.
 *
 * Returns: whether it is safely on disk
 */
gboolean
sa_practice_index_save (JsonObject *index, const char *path, GError **error)
{
  g_autoptr (JsonNode) node = json_node_alloc ();
  g_autofree char *text = NULL;

  json_node_init_object (node, index);
  text = json_to_string (node, FALSE);
  return g_file_set_contents_full (path, text, -1,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

/**
 * sa_practice_index_find_file:
 *
 * Returns: (transfer none) (nullable): the entry of an uploaded file
 */
JsonObject *
sa_practice_index_find_file (JsonObject *index, gint64 file_id)
{
  JsonArray *files = json_object_get_array_member (index, "files");

  for (guint i = 0; i < json_array_get_length (files); i++) {
    JsonObject *file = json_array_get_object_element (files, i);

    if (json_object_get_int_member (file, "file_id") == file_id)
      return file;
  }
  return NULL;
}

/**
 * sa_practice_index_find_voice:
 *
 * Returns: (transfer none) (nullable): the entry of a voice
 */
JsonObject *
sa_practice_index_find_voice (JsonObject *index, const char *voice_id)
{
  JsonArray *voices = json_object_get_array_member (index, "voices");

  for (guint i = 0; i < json_array_get_length (voices); i++) {
    JsonObject *voice = json_array_get_object_element (voices, i);

    if (g_str_equal (json_object_get_string_member (voice, "voice_id"), voice_id))
      return voice;
  }
  return NULL;
}

/**
 * sa_practice_index_has_preview:
 *
 * Returns: whether some voice's preview is the file called @name
 */
gboolean
sa_practice_index_has_preview (JsonObject *index, const char *name)
{
  JsonArray *voices = json_object_get_array_member (index, "voices");

  for (guint i = 0; i < json_array_get_length (voices); i++) {
    JsonObject *voice = json_array_get_object_element (voices, i);

    if (g_strcmp0 (json_object_get_string_member_with_default (voice, "preview", NULL), name) == 0)
      return TRUE;
  }
  return FALSE;
}
