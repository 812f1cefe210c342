/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-answer-json.h"

static void
set_string (JsonObject *object, const char *name, const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

static void
set_extra_info (JsonObject *object, const SaCloneAnswer *answer)
{
  JsonObject *extra_info;

  if (!answer->has_extra_info) {
    json_object_set_null_member (object, "extra_info");
    return;
  }
  extra_info = json_object_new ();
  for (gsize i = 0; i < SA_CLONE_N_FIGURES; i++) {
    gint64 value = G_STRUCT_MEMBER (gint64, answer, sa_clone_figures[i].offset);

    if (value >= 0)
      json_object_set_int_member (extra_info, sa_clone_figures[i].name, value);
    else
      json_object_set_null_member (extra_info, sa_clone_figures[i].name);
  }
  json_object_set_object_member (object, "extra_info", extra_info);
}

static void
read_extra_info (JsonObject *object, SaCloneAnswer *answer)
{
  JsonNode *node = json_object_get_member (object, "extra_info");

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  answer->has_extra_info = TRUE;
  for (gsize i = 0; i < SA_CLONE_N_FIGURES; i++)
    G_STRUCT_MEMBER (gint64, answer, sa_clone_figures[i].offset) =
      json_object_get_int_member_with_default (json_node_get_object (node),
                                               sa_clone_figures[i].name, -1);
}

/**
 * sa_answer_to_object:
 * @answer: what the service said of a clone
 *
 * Returns: (transfer full): `demo_audio`, `extra_info`, `input_sensitive` and `trace_id`, in this order
 *   and always all of them; what the service did not say is null
 */
JsonObject *
sa_answer_to_object (const SaCloneAnswer *answer)
{
  JsonObject *object = json_object_new ();
  JsonObject *sensitive = json_object_new ();

  set_string (object, "demo_audio", answer->demo_audio);
  set_extra_info (object, answer);
  json_object_set_boolean_member (sensitive, "flagged", answer->input_sensitive);
  json_object_set_int_member (sensitive, "type", answer->input_sensitive_type);
  json_object_set_object_member (object, "input_sensitive", sensitive);
  set_string (object, "trace_id", answer->trace_id);
  return object;
}

/**
 * sa_answer_to_json:
 * @answer: what the service said of a clone
 *
 * Returns: (transfer full): the same as text, for the library
 */
char *
sa_answer_to_json (const SaCloneAnswer *answer)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (root, sa_answer_to_object (answer));
  return json_to_string (root, FALSE);
}

/**
 * sa_answer_new_from_json:
 * @json: (nullable): what sa_answer_to_json() wrote
 *
 * Returns: (transfer full) (nullable): the answer, %NULL where there is none
 */
SaCloneAnswer *
sa_answer_new_from_json (const char *json)
{
  g_autoptr (JsonNode) root = json != NULL ? json_from_string (json, NULL) : NULL;
  g_autoptr (SaCloneAnswer) answer = NULL;
  JsonObject *object;
  JsonNode *sensitive;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  object = json_node_get_object (root);
  answer = sa_clone_answer_new ();
  answer->demo_audio =
    g_strdup (json_object_get_string_member_with_default (object, "demo_audio", NULL));
  answer->trace_id =
    g_strdup (json_object_get_string_member_with_default (object, "trace_id", NULL));
  read_extra_info (object, answer);
  sensitive = json_object_get_member (object, "input_sensitive");
  if (sensitive != NULL && JSON_NODE_HOLDS_OBJECT (sensitive)) {
    JsonObject *flags = json_node_get_object (sensitive);

    answer->input_sensitive = json_object_get_boolean_member_with_default (flags, "flagged", FALSE);
    answer->input_sensitive_type = json_object_get_int_member_with_default (flags, "type", 0);
  }
  return g_steal_pointer (&answer);
}
