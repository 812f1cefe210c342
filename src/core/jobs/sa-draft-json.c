/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-draft.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "minimax/sa-json.h"

/* The draft's properties that are kept as they are; the consent is not, it is stored in its own words. */
static const char *const string_props[] = { "transcript", "voice-id", "text", "model", "language" };
static const char *const boolean_props[] = {
  "sample-delayed", "prompt-enabled", "prompt-delayed", "noise-reduction", "volume-normalization",
};
static const char *const double_props[] = { "sample-seconds", "prompt-seconds" };
static const char *const int64_props[] = { "sample-file-id", "prompt-file-id" };

static void
add_clip (JsonObject *object, const char *name, SaClip *clip)
{
  g_autofree char *uri = NULL;
  JsonObject *member;

  if (clip == NULL)
    return;
  uri = g_file_get_uri (sa_clip_get_file (clip));
  member = json_object_new ();
  json_object_set_string_member (member, "uri", uri);
  json_object_set_double_member (member, "start", sa_clip_get_start (clip));
  json_object_set_double_member (member, "end", sa_clip_get_end (clip));
  json_object_set_int_member (member, "mix", sa_clip_get_mix (clip));
  json_object_set_object_member (object, name, member);
}

/* json-glib has no patience with a member of another kind, which is as good as none here. */
static double
read_double (JsonObject *object, const char *name, double missing)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) ||
      (json_node_get_value_type (node) != G_TYPE_DOUBLE &&
       json_node_get_value_type (node) != G_TYPE_INT64))
    return missing;

  return json_node_get_double (node);
}

static gint64
read_integer (JsonObject *object, const char *name)
{
  gint64 value;

  return sa_json_get_integer (object, name, &value) ? value : 0;
}

static gboolean
read_boolean (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
         json_node_get_value_type (node) == G_TYPE_BOOLEAN && json_node_get_boolean (node);
}

static SaClip *
read_clip (JsonObject *object, const char *name)
{
  g_autoptr (GFile) file = NULL;
  JsonObject *member = sa_json_get_object (object, name);
  const char *uri;
  double start;
  double end;

  if (member == NULL)
    return NULL;
  uri = sa_json_get_string (member, "uri");
  start = read_double (member, "start", 0);
  end = read_double (member, "end", -1);
  if (uri == NULL || !(start >= 0) || !(end < 0 || end > start))
    return NULL;
  file = g_file_new_for_uri (uri);
  return sa_clip_new (file, start, end, (SaChannelMix) read_integer (member, "mix"));
}

static void
read_props (SaDraft *self, JsonObject *object)
{
  for (gsize i = 0; i < G_N_ELEMENTS (double_props); i++)
    g_object_set (self, double_props[i], MAX (read_double (object, double_props[i], -1), -1), NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (boolean_props); i++)
    g_object_set (self, boolean_props[i], read_boolean (object, boolean_props[i]), NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (string_props); i++)
    g_object_set (self, string_props[i], sa_json_get_string (object, string_props[i]), NULL);
  sa_draft_set_voice_id_suggested (self, read_boolean (object, "voice-id-suggested"));
  for (gsize i = 0; i < G_N_ELEMENTS (int64_props); i++) {
    gint64 id = read_integer (object, int64_props[i]);

    if (id > 0)
      g_object_set (self, int64_props[i], id, NULL);
  }
}

/**
 * sa_draft_to_json:
 * @self: a draft
 *
 * Writes what is needed to go on with the same job after a restart. The consent is not in it.
 *
 * Returns: (transfer full): one JSON object
 */
char *
sa_draft_to_json (SaDraft *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);

  g_return_val_if_fail (SA_IS_DRAFT (self), NULL);

  json_object_set_boolean_member (object, "command-line",
                                  sa_draft_get_strictness (self) == SA_DRAFT_COMMAND_LINE);
  add_clip (object, "sample", sa_draft_get_sample (self));
  add_clip (object, "prompt", sa_draft_get_prompt (self));
  add_clip (object, "transcript-clip", sa_draft_get_transcript_clip (self));
  for (gsize i = 0; i < G_N_ELEMENTS (string_props); i++) {
    g_autofree char *value = NULL;

    g_object_get (self, string_props[i], &value, NULL);
    if (value != NULL)
      json_object_set_string_member (object, string_props[i], value);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (boolean_props); i++) {
    gboolean value;

    g_object_get (self, boolean_props[i], &value, NULL);
    json_object_set_boolean_member (object, boolean_props[i], value);
  }
  json_object_set_boolean_member (object, "voice-id-suggested",
                                  sa_draft_get_voice_id_suggested (self));
  for (gsize i = 0; i < G_N_ELEMENTS (double_props); i++) {
    double value;

    g_object_get (self, double_props[i], &value, NULL);
    json_object_set_double_member (object, double_props[i], value);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (int64_props); i++) {
    gint64 value;

    g_object_get (self, int64_props[i], &value, NULL);
    json_object_set_int_member (object, int64_props[i], value);
  }
  json_node_set_object (root, object);
  return json_to_string (root, FALSE);
}

/**
 * sa_draft_new_from_json:
 * @json: what sa_draft_to_json() wrote
 * @error: set when it is not that
 *
 * Returns: (transfer full): the draft, without a consent
 */
SaDraft *
sa_draft_new_from_json (const char *json, GError **error)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (SaDraft) self = NULL;
  g_autoptr (SaClip) sample = NULL;
  g_autoptr (SaClip) prompt = NULL;
  g_autoptr (SaClip) transcript_clip = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const char *problem = NULL;
  JsonObject *object;

  g_return_val_if_fail (json != NULL, NULL);

  bytes = g_bytes_new_static (json, strlen (json));
  root = sa_json_parse (bytes, &problem);
  if (root == NULL) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                 _ ("The stored draft cannot be read: %s"), problem);
    return NULL;
  }
  object = json_node_get_object (root);
  self =
    sa_draft_new (read_boolean (object, "command-line") ? SA_DRAFT_COMMAND_LINE : SA_DRAFT_WINDOW);
  sample = read_clip (object, "sample");
  prompt = read_clip (object, "prompt");
  sa_draft_set_sample (self, sample);
  sa_draft_set_prompt (self, prompt);
  read_props (self, object);
  transcript_clip = read_clip (object, "transcript-clip");
  if (transcript_clip != NULL)
    sa_draft_set_transcript_clip (self, transcript_clip);
  return g_steal_pointer (&self);
}
