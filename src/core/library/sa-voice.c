/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sa-voice.h"

struct _SaVoice {
  GObject parent_instance;

  char *voice_id;
  char *name;
  char *host;
  char *account;
  gint64 created_at;
  gint64 expires_at;
  gboolean kept;
  gboolean practice;
  gint64 sample_file_id;
  gint64 prompt_file_id;
  char *preview_path;
  char *text;
  char *model;
  char *language;
  char *answer;
  char *outcome;
  char *trace_id;
  char *consent_text;
  gint64 consent_at;
};

G_DEFINE_FINAL_TYPE (SaVoice, sa_voice, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_VOICE_ID,
  PROP_NAME,
  PROP_HOST,
  PROP_ACCOUNT,
  PROP_CREATED_AT,
  PROP_EXPIRES_AT,
  PROP_KEPT,
  PROP_PRACTICE,
  PROP_SAMPLE_FILE_ID,
  PROP_PROMPT_FILE_ID,
  PROP_PREVIEW_PATH,
  PROP_TEXT,
  PROP_MODEL,
  PROP_LANGUAGE,
  PROP_ANSWER,
  PROP_OUTCOME,
  PROP_TRACE_ID,
  PROP_CONSENT_TEXT,
  PROP_CONSENT_AT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

/* Where a property of any of the three kinds is kept. */
static gpointer
get_field (SaVoice *self, guint prop_id)
{
  switch (prop_id) {
  case PROP_VOICE_ID:
    return &self->voice_id;
  case PROP_NAME:
    return &self->name;
  case PROP_HOST:
    return &self->host;
  case PROP_ACCOUNT:
    return &self->account;
  case PROP_CREATED_AT:
    return &self->created_at;
  case PROP_EXPIRES_AT:
    return &self->expires_at;
  case PROP_KEPT:
    return &self->kept;
  case PROP_PRACTICE:
    return &self->practice;
  case PROP_SAMPLE_FILE_ID:
    return &self->sample_file_id;
  case PROP_PROMPT_FILE_ID:
    return &self->prompt_file_id;
  case PROP_PREVIEW_PATH:
    return &self->preview_path;
  case PROP_TEXT:
    return &self->text;
  case PROP_MODEL:
    return &self->model;
  case PROP_LANGUAGE:
    return &self->language;
  case PROP_ANSWER:
    return &self->answer;
  case PROP_OUTCOME:
    return &self->outcome;
  case PROP_TRACE_ID:
    return &self->trace_id;
  case PROP_CONSENT_TEXT:
    return &self->consent_text;
  case PROP_CONSENT_AT:
    return &self->consent_at;
  default:
    return NULL;
  }
}

static void
sa_voice_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SaVoice *self = SA_VOICE (object);

  if (prop_id == PROP_NAME)
    g_value_set_string (value, sa_voice_get_name (self));
  else if (G_VALUE_HOLDS_STRING (value))
    g_value_set_string (value, *(char **) get_field (self, prop_id));
  else if (G_VALUE_HOLDS_INT64 (value))
    g_value_set_int64 (value, *(gint64 *) get_field (self, prop_id));
  else
    g_value_set_boolean (value, *(gboolean *) get_field (self, prop_id));
}

static void
sa_voice_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  gpointer field = get_field (SA_VOICE (object), prop_id);

  /* Construct-only: a field is set once, and has nothing in it yet. */
  if (G_VALUE_HOLDS_STRING (value))
    *(char **) field = g_value_dup_string (value);
  else if (G_VALUE_HOLDS_INT64 (value))
    *(gint64 *) field = g_value_get_int64 (value);
  else
    *(gboolean *) field = g_value_get_boolean (value);
}

static void
sa_voice_finalize (GObject *object)
{
  SaVoice *self = SA_VOICE (object);

  g_free (self->voice_id);
  g_free (self->name);
  g_free (self->host);
  g_free (self->account);
  g_free (self->preview_path);
  g_free (self->text);
  g_free (self->model);
  g_free (self->language);
  g_free (self->answer);
  g_free (self->outcome);
  g_free (self->trace_id);
  g_free (self->consent_text);

  G_OBJECT_CLASS (sa_voice_parent_class)->finalize (object);
}

static void
sa_voice_class_init (SaVoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sa_voice_get_property;
  object_class->set_property = sa_voice_set_property;
  object_class->finalize = sa_voice_finalize;

  properties[PROP_VOICE_ID] = g_param_spec_string ("voice-id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_HOST] = g_param_spec_string ("host", NULL, NULL, NULL, flags);
  properties[PROP_ACCOUNT] = g_param_spec_string ("account", NULL, NULL, NULL, flags);
  properties[PROP_CREATED_AT] =
    g_param_spec_int64 ("created-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_EXPIRES_AT] =
    g_param_spec_int64 ("expires-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_KEPT] = g_param_spec_boolean ("kept", NULL, NULL, FALSE, flags);
  properties[PROP_PRACTICE] = g_param_spec_boolean ("practice", NULL, NULL, FALSE, flags);
  properties[PROP_SAMPLE_FILE_ID] =
    g_param_spec_int64 ("sample-file-id", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_PROMPT_FILE_ID] =
    g_param_spec_int64 ("prompt-file-id", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_PREVIEW_PATH] = g_param_spec_string ("preview-path", NULL, NULL, NULL, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_MODEL] = g_param_spec_string ("model", NULL, NULL, NULL, flags);
  properties[PROP_LANGUAGE] = g_param_spec_string ("language", NULL, NULL, NULL, flags);
  properties[PROP_ANSWER] = g_param_spec_string ("answer", NULL, NULL, NULL, flags);
  properties[PROP_OUTCOME] = g_param_spec_string ("outcome", NULL, NULL, NULL, flags);
  properties[PROP_TRACE_ID] = g_param_spec_string ("trace-id", NULL, NULL, NULL, flags);
  properties[PROP_CONSENT_TEXT] = g_param_spec_string ("consent-text", NULL, NULL, NULL, flags);
  properties[PROP_CONSENT_AT] =
    g_param_spec_int64 ("consent-at", NULL, NULL, 0, G_MAXINT64, 0, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sa_voice_init (SaVoice *self)
{
}

/**
 * sa_voice_get_voice_id:
 * @self: a voice
 *
 * Returns: the voice ID
 */
const char *
sa_voice_get_voice_id (SaVoice *self)
{
  g_return_val_if_fail (SA_IS_VOICE (self), NULL);

  return self->voice_id;
}

/**
 * sa_voice_get_name:
 * @self: a voice
 *
 * Returns: what the user calls it, or the voice ID
 */
const char *
sa_voice_get_name (SaVoice *self)
{
  g_return_val_if_fail (SA_IS_VOICE (self), NULL);

  return self->name != NULL && *self->name != '\0' ? self->name : self->voice_id;
}

/**
 * sa_voice_get_host:
 * @self: a voice
 *
 * Returns: the host that keeps it; see sa_account_get_host()
 */
const char *
sa_voice_get_host (SaVoice *self)
{
  g_return_val_if_fail (SA_IS_VOICE (self), NULL);

  return self->host;
}

/**
 * sa_voice_get_account:
 * @self: a voice
 *
 * Returns: whose it is; see sa_account_get_name()
 */
const char *
sa_voice_get_account (SaVoice *self)
{
  g_return_val_if_fail (SA_IS_VOICE (self), NULL);

  return self->account;
}

/**
 * sa_voice_get_created_at:
 * @self: a voice
 *
 * Returns: when it was cloned
 */
gint64
sa_voice_get_created_at (SaVoice *self)
{
  g_return_val_if_fail (SA_IS_VOICE (self), 0);

  return self->created_at;
}

/**
 * sa_voice_get_expires_at:
 * @self: a voice
 *
 * Returns: when the service deletes it unless it is used, 0 if never
 */
gint64
sa_voice_get_expires_at (SaVoice *self)
{
  g_return_val_if_fail (SA_IS_VOICE (self), 0);

  return self->expires_at;
}

/**
 * sa_voice_get_kept:
 * @self: a voice
 *
 * Returns: whether it was used, so that it stays
 */
gboolean
sa_voice_get_kept (SaVoice *self)
{
  g_return_val_if_fail (SA_IS_VOICE (self), FALSE);

  return self->kept;
}

/**
 * sa_voice_get_practice:
 * @self: a voice
 *
 * Returns: whether it is a practice voice
 */
gboolean
sa_voice_get_practice (SaVoice *self)
{
  g_return_val_if_fail (SA_IS_VOICE (self), FALSE);

  return self->practice;
}

/**
 * sa_voice_get_sample_file_id:
 * @self: a voice
 *
 * Returns: the sample's upload, 0 for none
 */
gint64
sa_voice_get_sample_file_id (SaVoice *self)
{
  g_return_val_if_fail (SA_IS_VOICE (self), 0);

  return self->sample_file_id;
}

/**
 * sa_voice_get_prompt_file_id:
 * @self: a voice
 *
 * Returns: the prompt clip's upload, 0 for none
 */
gint64
sa_voice_get_prompt_file_id (SaVoice *self)
{
  g_return_val_if_fail (SA_IS_VOICE (self), 0);

  return self->prompt_file_id;
}

/**
 * sa_voice_get_preview_path:
 * @self: a voice
 *
 * Returns: (nullable): where the preview lies
 */
const char *
sa_voice_get_preview_path (SaVoice *self)
{
  g_return_val_if_fail (SA_IS_VOICE (self), NULL);

  return self->preview_path;
}

/**
 * sa_voice_get_text:
 * @self: a voice
 *
 * Returns: (nullable): what the preview says
 */
const char *
sa_voice_get_text (SaVoice *self)
{
  g_return_val_if_fail (SA_IS_VOICE (self), NULL);

  return self->text;
}

/**
 * sa_voice_get_model:
 * @self: a voice
 *
 * Returns: (nullable): the model that spoke it
 */
const char *
sa_voice_get_model (SaVoice *self)
{
  g_return_val_if_fail (SA_IS_VOICE (self), NULL);

  return self->model;
}

/**
 * sa_voice_get_language:
 * @self: a voice
 *
 * Returns: (nullable): the API's value
 */
const char *
sa_voice_get_language (SaVoice *self)
{
  g_return_val_if_fail (SA_IS_VOICE (self), NULL);

  return self->language;
}

/**
 * sa_voice_get_answer:
 * @self: a voice
 *
 * Returns: (nullable): the service's answer as JSON text
 */
const char *
sa_voice_get_answer (SaVoice *self)
{
  g_return_val_if_fail (SA_IS_VOICE (self), NULL);

  return self->answer;
}

/**
 * sa_voice_get_outcome:
 * @self: a voice
 *
 * Returns: (nullable): %NULL for a voice that is there, "unknown" for one that may be
 */
const char *
sa_voice_get_outcome (SaVoice *self)
{
  g_return_val_if_fail (SA_IS_VOICE (self), NULL);

  return self->outcome;
}

/**
 * sa_voice_get_trace_id:
 * @self: a voice
 *
 * Returns: (nullable): the service's trace id
 */
const char *
sa_voice_get_trace_id (SaVoice *self)
{
  g_return_val_if_fail (SA_IS_VOICE (self), NULL);

  return self->trace_id;
}

/**
 * sa_voice_get_consent_text:
 * @self: a voice
 *
 * Returns: (nullable): the statement that was agreed to
 */
const char *
sa_voice_get_consent_text (SaVoice *self)
{
  g_return_val_if_fail (SA_IS_VOICE (self), NULL);

  return self->consent_text;
}

/**
 * sa_voice_get_consent_at:
 * @self: a voice
 *
 * Returns: when it was agreed to
 */
gint64
sa_voice_get_consent_at (SaVoice *self)
{
  g_return_val_if_fail (SA_IS_VOICE (self), 0);

  return self->consent_at;
}
