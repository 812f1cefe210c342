/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-draft.h"

#include "sa-draft-check.h"

struct _SaDraft {
  GObject parent_instance;

  SaDraftStrictness strictness;

  SaClip *sample;
  double sample_seconds;
  gboolean sample_delayed;
  gint64 sample_file_id;

  gboolean prompt_enabled;
  SaClip *prompt;
  double prompt_seconds;
  gboolean prompt_delayed;
  gint64 prompt_file_id;
  char *transcript;
  SaClip *transcript_clip; /* what it was written for */
  gboolean transcript_doubtful;

  char *voice_id;
  gboolean voice_id_suggested;
  char *text;
  char *model;
  char *language;
  gboolean noise_reduction;
  gboolean volume_normalization;
  gboolean consent;

  char *problem;
  char *hint;
};

G_DEFINE_ENUM_TYPE (SaDraftStrictness,
                    sa_draft_strictness,
                    G_DEFINE_ENUM_VALUE (SA_DRAFT_WINDOW, "window"),
                    G_DEFINE_ENUM_VALUE (SA_DRAFT_COMMAND_LINE, "command-line"))

G_DEFINE_FINAL_TYPE (SaDraft, sa_draft, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_STRICTNESS,
  PROP_SAMPLE,
  PROP_SAMPLE_SECONDS,
  PROP_SAMPLE_DELAYED,
  PROP_SAMPLE_FILE_ID,
  PROP_PROMPT_ENABLED,
  PROP_PROMPT,
  PROP_PROMPT_SECONDS,
  PROP_PROMPT_DELAYED,
  PROP_PROMPT_FILE_ID,
  PROP_TRANSCRIPT,
  PROP_TRANSCRIPT_CLIP,
  PROP_TRANSCRIPT_DOUBTFUL,
  PROP_VOICE_ID,
  PROP_VOICE_ID_SUGGESTED,
  PROP_TEXT,
  PROP_MODEL,
  PROP_LANGUAGE,
  PROP_NOISE_REDUCTION,
  PROP_VOLUME_NORMALIZATION,
  PROP_CONSENT,
  PROP_PROBLEM,
  PROP_HINT,
  PROP_READY,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

/* Looks again at what is missing, after a change. */
static void
refresh_problem (SaDraft *self)
{
  g_autofree char *hint = NULL;
  g_autoptr (GError) error = sa_draft_check (self, &hint);
  const char *problem = error != NULL ? error->message : NULL;
  gboolean was_ready = self->problem == NULL;

  if (g_strcmp0 (hint, self->hint) != 0) {
    g_free (self->hint);
    self->hint = g_steal_pointer (&hint);
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_HINT]);
  }
  if (g_strcmp0 (problem, self->problem) == 0)
    return;
  g_free (self->problem);
  self->problem = g_strdup (problem);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROBLEM]);
  if (was_ready != (self->problem == NULL))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_READY]);
}

static void
changed (SaDraft *self, int prop)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
  refresh_problem (self);
}

static void
set_string (SaDraft *self, char **field, const char *value, int prop)
{
  if (g_strcmp0 (*field, value) == 0)
    return;
  g_free (*field);
  *field = g_strdup (value);
  changed (self, prop);
}

static void
set_boolean (SaDraft *self, gboolean *field, gboolean value, int prop)
{
  value = !!value;
  if (*field == value)
    return;
  *field = value;
  changed (self, prop);
}

static void
set_seconds (SaDraft *self, double *field, double value, int prop)
{
  if (!(value >= 0))
    value = -1;
  if (*field == value)
    return;
  *field = value;
  changed (self, prop);
}

static void
set_id (SaDraft *self, gint64 *field, gint64 value, int prop)
{
  if (*field == value)
    return;
  *field = value;
  changed (self, prop);
}

static gboolean
same_file (SaClip *a, SaClip *b)
{
  return a != NULL && b != NULL && g_file_equal (sa_clip_get_file (a), sa_clip_get_file (b));
}

/* What a clip's own numbers say about its length: nothing, when it goes to the file's end. */
static double
get_asked_seconds (SaClip *clip)
{
  if (clip == NULL || sa_clip_get_end (clip) < 0)
    return -1;
  return sa_clip_get_end (clip) - sa_clip_get_start (clip);
}

static gboolean
same_range (SaClip *a, SaClip *b)
{
  return same_file (a, b) && sa_clip_get_start (a) == sa_clip_get_start (b) &&
         sa_clip_get_end (a) == sa_clip_get_end (b);
}

/* Words are written for one range: they are in doubt while another one is chosen. Back at the first,
 * by undo for instance, they are good again. */
static void
doubt_transcript (SaDraft *self)
{
  gboolean written = self->transcript != NULL && *self->transcript != '\0';

  if (written && self->prompt != NULL && self->transcript_clip == NULL)
    sa_draft_set_transcript_clip (self, self->prompt);
  set_boolean (self, &self->transcript_doubtful,
               written && self->prompt != NULL && !same_range (self->prompt, self->transcript_clip),
               PROP_TRANSCRIPT_DOUBTFUL);
}

static void
sa_draft_dispose (GObject *object)
{
  SaDraft *self = SA_DRAFT (object);

  g_clear_object (&self->sample);
  g_clear_object (&self->prompt);
  g_clear_object (&self->transcript_clip);

  G_OBJECT_CLASS (sa_draft_parent_class)->dispose (object);
}

static void
sa_draft_finalize (GObject *object)
{
  SaDraft *self = SA_DRAFT (object);

  g_free (self->transcript);
  g_free (self->voice_id);
  g_free (self->text);
  g_free (self->model);
  g_free (self->language);
  g_free (self->problem);
  g_free (self->hint);

  G_OBJECT_CLASS (sa_draft_parent_class)->finalize (object);
}

static void
sa_draft_constructed (GObject *object)
{
  G_OBJECT_CLASS (sa_draft_parent_class)->constructed (object);
  refresh_problem (SA_DRAFT (object));
}

static void
sa_draft_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SaDraft *self = SA_DRAFT (object);

  switch (id) {
  case PROP_STRICTNESS:
    g_value_set_enum (value, self->strictness);
    break;
  case PROP_SAMPLE:
    g_value_set_object (value, self->sample);
    break;
  case PROP_SAMPLE_SECONDS:
    g_value_set_double (value, self->sample_seconds);
    break;
  case PROP_SAMPLE_DELAYED:
    g_value_set_boolean (value, self->sample_delayed);
    break;
  case PROP_SAMPLE_FILE_ID:
    g_value_set_int64 (value, self->sample_file_id);
    break;
  case PROP_PROMPT_ENABLED:
    g_value_set_boolean (value, self->prompt_enabled);
    break;
  case PROP_PROMPT:
    g_value_set_object (value, self->prompt);
    break;
  case PROP_PROMPT_SECONDS:
    g_value_set_double (value, self->prompt_seconds);
    break;
  case PROP_PROMPT_DELAYED:
    g_value_set_boolean (value, self->prompt_delayed);
    break;
  case PROP_PROMPT_FILE_ID:
    g_value_set_int64 (value, self->prompt_file_id);
    break;
  case PROP_TRANSCRIPT:
    g_value_set_string (value, self->transcript);
    break;
  case PROP_TRANSCRIPT_CLIP:
    g_value_set_object (value, self->transcript_clip);
    break;
  case PROP_TRANSCRIPT_DOUBTFUL:
    g_value_set_boolean (value, self->transcript_doubtful);
    break;
  case PROP_VOICE_ID:
    g_value_set_string (value, self->voice_id);
    break;
  case PROP_VOICE_ID_SUGGESTED:
    g_value_set_boolean (value, self->voice_id_suggested);
    break;
  case PROP_TEXT:
    g_value_set_string (value, self->text);
    break;
  case PROP_MODEL:
    g_value_set_string (value, self->model);
    break;
  case PROP_LANGUAGE:
    g_value_set_string (value, self->language);
    break;
  case PROP_NOISE_REDUCTION:
    g_value_set_boolean (value, self->noise_reduction);
    break;
  case PROP_VOLUME_NORMALIZATION:
    g_value_set_boolean (value, self->volume_normalization);
    break;
  case PROP_CONSENT:
    g_value_set_boolean (value, self->consent);
    break;
  case PROP_PROBLEM:
    g_value_set_string (value, self->problem);
    break;
  case PROP_HINT:
    g_value_set_string (value, self->hint);
    break;
  case PROP_READY:
    g_value_set_boolean (value, self->problem == NULL);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
sa_draft_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  SaDraft *self = SA_DRAFT (object);

  switch (id) {
  case PROP_STRICTNESS:
    self->strictness = g_value_get_enum (value);
    break;
  case PROP_SAMPLE:
    sa_draft_set_sample (self, g_value_get_object (value));
    break;
  case PROP_SAMPLE_SECONDS:
    sa_draft_set_sample_seconds (self, g_value_get_double (value));
    break;
  case PROP_SAMPLE_DELAYED:
    sa_draft_set_sample_delayed (self, g_value_get_boolean (value));
    break;
  case PROP_SAMPLE_FILE_ID:
    sa_draft_set_sample_file_id (self, g_value_get_int64 (value));
    break;
  case PROP_PROMPT_ENABLED:
    sa_draft_set_prompt_enabled (self, g_value_get_boolean (value));
    break;
  case PROP_PROMPT:
    sa_draft_set_prompt (self, g_value_get_object (value));
    break;
  case PROP_PROMPT_SECONDS:
    sa_draft_set_prompt_seconds (self, g_value_get_double (value));
    break;
  case PROP_PROMPT_DELAYED:
    sa_draft_set_prompt_delayed (self, g_value_get_boolean (value));
    break;
  case PROP_PROMPT_FILE_ID:
    sa_draft_set_prompt_file_id (self, g_value_get_int64 (value));
    break;
  case PROP_TRANSCRIPT:
    sa_draft_set_transcript (self, g_value_get_string (value));
    break;
  case PROP_TRANSCRIPT_CLIP:
    sa_draft_set_transcript_clip (self, g_value_get_object (value));
    break;
  case PROP_VOICE_ID:
    sa_draft_set_voice_id (self, g_value_get_string (value));
    break;
  case PROP_VOICE_ID_SUGGESTED:
    sa_draft_set_voice_id_suggested (self, g_value_get_boolean (value));
    break;
  case PROP_TEXT:
    sa_draft_set_text (self, g_value_get_string (value));
    break;
  case PROP_MODEL:
    sa_draft_set_model (self, g_value_get_string (value));
    break;
  case PROP_LANGUAGE:
    sa_draft_set_language (self, g_value_get_string (value));
    break;
  case PROP_NOISE_REDUCTION:
    sa_draft_set_noise_reduction (self, g_value_get_boolean (value));
    break;
  case PROP_VOLUME_NORMALIZATION:
    sa_draft_set_volume_normalization (self, g_value_get_boolean (value));
    break;
  case PROP_CONSENT:
    sa_draft_set_consent (self, g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

#define WRITABLE (G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS)
#define READABLE (G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS)

static void
sa_draft_class_init (SaDraftClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  static const struct {
    int id;
    const char *name;
  } clips[] = { { PROP_SAMPLE, "sample" },
                { PROP_PROMPT, "prompt" },
                { PROP_TRANSCRIPT_CLIP, "transcript-clip" } },
    lengths[] = { { PROP_SAMPLE_SECONDS, "sample-seconds" },
                  { PROP_PROMPT_SECONDS, "prompt-seconds" } },
    ids[] = { { PROP_SAMPLE_FILE_ID, "sample-file-id" },
              { PROP_PROMPT_FILE_ID, "prompt-file-id" } },
    strings[] = { { PROP_TRANSCRIPT, "transcript" },
                  { PROP_VOICE_ID, "voice-id" },
                  { PROP_TEXT, "text" },
                  { PROP_MODEL, "model" },
                  { PROP_LANGUAGE, "language" } },
    switches[] = { { PROP_SAMPLE_DELAYED, "sample-delayed" },
                   { PROP_VOICE_ID_SUGGESTED, "voice-id-suggested" },
                   { PROP_PROMPT_ENABLED, "prompt-enabled" },
                   { PROP_PROMPT_DELAYED, "prompt-delayed" },
                   { PROP_NOISE_REDUCTION, "noise-reduction" },
                   { PROP_VOLUME_NORMALIZATION, "volume-normalization" },
                   { PROP_CONSENT, "consent" } };

  object_class->constructed = sa_draft_constructed;
  object_class->dispose = sa_draft_dispose;
  object_class->finalize = sa_draft_finalize;
  object_class->get_property = sa_draft_get_property;
  object_class->set_property = sa_draft_set_property;

  props[PROP_STRICTNESS] =
    g_param_spec_enum ("strictness", NULL, NULL, SA_TYPE_DRAFT_STRICTNESS, SA_DRAFT_WINDOW,
                       G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  for (gsize i = 0; i < G_N_ELEMENTS (clips); i++)
    props[clips[i].id] = g_param_spec_object (clips[i].name, NULL, NULL, SA_TYPE_CLIP, WRITABLE);
  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    props[lengths[i].id] =
      g_param_spec_double (lengths[i].name, NULL, NULL, -1, G_MAXDOUBLE, -1, WRITABLE);
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    props[ids[i].id] = g_param_spec_int64 (ids[i].name, NULL, NULL, 0, G_MAXINT64, 0, WRITABLE);
  for (gsize i = 0; i < G_N_ELEMENTS (strings); i++)
    props[strings[i].id] = g_param_spec_string (strings[i].name, NULL, NULL, NULL, WRITABLE);
  for (gsize i = 0; i < G_N_ELEMENTS (switches); i++)
    props[switches[i].id] = g_param_spec_boolean (switches[i].name, NULL, NULL, FALSE, WRITABLE);
  props[PROP_TRANSCRIPT_DOUBTFUL] =
    g_param_spec_boolean ("transcript-doubtful", NULL, NULL, FALSE, READABLE);
  props[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, READABLE);
  props[PROP_HINT] = g_param_spec_string ("hint", NULL, NULL, NULL, READABLE);
  props[PROP_READY] = g_param_spec_boolean ("ready", NULL, NULL, FALSE, READABLE);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
sa_draft_init (SaDraft *self)
{
  self->sample_seconds = -1;
  self->prompt_seconds = -1;
}

/**
 * sa_draft_new:
 * @strictness: who edits it
 *
 * Returns: (transfer full): an empty draft
 */
SaDraft *
sa_draft_new (SaDraftStrictness strictness)
{
  return g_object_new (SA_TYPE_DRAFT, "strictness", strictness, NULL);
}

/**
 * sa_draft_copy:
 * @self: a draft
 *
 * Returns: (transfer full): a draft that says the same and goes its own way, consent included
 */
SaDraft *
sa_draft_copy (SaDraft *self)
{
  g_return_val_if_fail (SA_IS_DRAFT (self), NULL);

  return g_object_new (SA_TYPE_DRAFT, "strictness", self->strictness, "sample", self->sample,
                       "sample-seconds", self->sample_seconds, "sample-delayed",
                       self->sample_delayed, "sample-file-id", self->sample_file_id,
                       "prompt-enabled", self->prompt_enabled, "prompt", self->prompt,
                       "prompt-seconds", self->prompt_seconds, "prompt-delayed",
                       self->prompt_delayed, "prompt-file-id", self->prompt_file_id, "transcript",
                       self->transcript, "transcript-clip", self->transcript_clip, "voice-id",
                       self->voice_id, "voice-id-suggested", self->voice_id_suggested, "text",
                       self->text, "model", self->model, "language", self->language,
                       "noise-reduction", self->noise_reduction, "volume-normalization",
                       self->volume_normalization, "consent", self->consent, NULL);
}

/**
 * sa_draft_begin_another:
 * @self: a draft of which a voice was made
 *
 * Empties what belonged to that voice: its sample, prompt clip, transcript, ID and consent. What the
 * clone is to read, and how, stays for the next.
 */
void
sa_draft_begin_another (SaDraft *self)
{
  g_return_if_fail (SA_IS_DRAFT (self));

  g_object_freeze_notify (G_OBJECT (self));
  sa_draft_set_sample (self, NULL);
  sa_draft_set_sample_file_id (self, 0);
  sa_draft_set_prompt (self, NULL);
  sa_draft_set_prompt_file_id (self, 0);
  sa_draft_set_prompt_enabled (self, FALSE);
  sa_draft_set_transcript (self, NULL);
  sa_draft_set_voice_id (self, "");
  sa_draft_set_consent (self, FALSE);
  g_object_thaw_notify (G_OBJECT (self));
}

SaDraftStrictness
sa_draft_get_strictness (SaDraft *self)
{
  g_return_val_if_fail (SA_IS_DRAFT (self), SA_DRAFT_WINDOW);

  return self->strictness;
}

/**
 * sa_draft_get_sample:
 * @self: a draft
 *
 * Returns: (transfer none) (nullable): the part of a file that is to be cloned
 */
SaClip *
sa_draft_get_sample (SaDraft *self)
{
  g_return_val_if_fail (SA_IS_DRAFT (self), NULL);

  return self->sample;
}

/**
 * sa_draft_set_sample:
 * @self: a draft
 * @sample: (nullable): what is to be cloned
 *
 * Another sample clears the consent, because that belongs to one voice; another range of the same file
 * does not. The length is what the clip itself says, -1 when it goes to the file's end.
 */
void
sa_draft_set_sample (SaDraft *self, SaClip *sample)
{
  gboolean other;

  g_return_if_fail (SA_IS_DRAFT (self));

  if (sample == self->sample)
    return;
  g_object_freeze_notify (G_OBJECT (self));
  other = !same_file (sample, self->sample);
  g_set_object (&self->sample, sample);
  set_seconds (self, &self->sample_seconds, get_asked_seconds (sample), PROP_SAMPLE_SECONDS);
  if (sample != NULL)
    set_id (self, &self->sample_file_id, 0, PROP_SAMPLE_FILE_ID);
  if (other) {
    set_boolean (self, &self->sample_delayed, FALSE, PROP_SAMPLE_DELAYED);
    set_boolean (self, &self->consent, FALSE, PROP_CONSENT);
  }
  changed (self, PROP_SAMPLE);
  g_object_thaw_notify (G_OBJECT (self));
}

double
sa_draft_get_sample_seconds (SaDraft *self)
{
  g_return_val_if_fail (SA_IS_DRAFT (self), -1);

  return self->sample_seconds;
}

/**
 * sa_draft_set_sample_seconds:
 * @self: a draft
 * @seconds: the exact decoded length of the sample's range in seconds, -1 while unknown
 */
void
sa_draft_set_sample_seconds (SaDraft *self, double seconds)
{
  g_return_if_fail (SA_IS_DRAFT (self));

  set_seconds (self, &self->sample_seconds, seconds, PROP_SAMPLE_SECONDS);
}

gboolean
sa_draft_get_sample_delayed (SaDraft *self)
{
  g_return_val_if_fail (SA_IS_DRAFT (self), FALSE);

  return self->sample_delayed;
}

/**
 * sa_draft_set_sample_delayed:
 * @self: a draft
 * @delayed: whether the codec adds its delay, so that a whole file passes within 0.1 s of a limit
 */
void
sa_draft_set_sample_delayed (SaDraft *self, gboolean delayed)
{
  g_return_if_fail (SA_IS_DRAFT (self));

  set_boolean (self, &self->sample_delayed, delayed, PROP_SAMPLE_DELAYED);
}

gint64
sa_draft_get_sample_file_id (SaDraft *self)
{
  g_return_val_if_fail (SA_IS_DRAFT (self), 0);

  return self->sample_file_id;
}

/**
 * sa_draft_set_sample_file_id:
 * @self: a draft
 * @file_id: an upload to clone from instead of a file, or 0
 *
 * Another upload clears the consent, and takes the place of a clip.
 */
void
sa_draft_set_sample_file_id (SaDraft *self, gint64 file_id)
{
  g_return_if_fail (SA_IS_DRAFT (self));

  if (file_id == self->sample_file_id)
    return;
  g_object_freeze_notify (G_OBJECT (self));
  if (file_id > 0)
    sa_draft_set_sample (self, NULL);
  set_boolean (self, &self->consent, FALSE, PROP_CONSENT);
  set_id (self, &self->sample_file_id, file_id, PROP_SAMPLE_FILE_ID);
  g_object_thaw_notify (G_OBJECT (self));
}

gboolean
sa_draft_get_prompt_enabled (SaDraft *self)
{
  g_return_val_if_fail (SA_IS_DRAFT (self), FALSE);

  return self->prompt_enabled;
}

/**
 * sa_draft_set_prompt_enabled:
 * @self: a draft
 * @enabled: whether the prompt clip and its transcript are asked for and sent; what was chosen stays
 */
void
sa_draft_set_prompt_enabled (SaDraft *self, gboolean enabled)
{
  g_return_if_fail (SA_IS_DRAFT (self));

  set_boolean (self, &self->prompt_enabled, enabled, PROP_PROMPT_ENABLED);
}

/**
 * sa_draft_get_prompt:
 * @self: a draft
 *
 * Returns: (transfer none) (nullable): the prompt clip
 */
SaClip *
sa_draft_get_prompt (SaDraft *self)
{
  g_return_val_if_fail (SA_IS_DRAFT (self), NULL);

  return self->prompt;
}

void
sa_draft_set_prompt (SaDraft *self, SaClip *prompt)
{
  gboolean other;

  g_return_if_fail (SA_IS_DRAFT (self));

  if (prompt == self->prompt)
    return;
  g_object_freeze_notify (G_OBJECT (self));
  other = !same_file (prompt, self->prompt);
  g_set_object (&self->prompt, prompt);
  set_seconds (self, &self->prompt_seconds, get_asked_seconds (prompt), PROP_PROMPT_SECONDS);
  if (prompt != NULL)
    set_id (self, &self->prompt_file_id, 0, PROP_PROMPT_FILE_ID);
  if (other)
    set_boolean (self, &self->prompt_delayed, FALSE, PROP_PROMPT_DELAYED);
  changed (self, PROP_PROMPT);
  doubt_transcript (self);
  g_object_thaw_notify (G_OBJECT (self));
}

double
sa_draft_get_prompt_seconds (SaDraft *self)
{
  g_return_val_if_fail (SA_IS_DRAFT (self), -1);

  return self->prompt_seconds;
}

void
sa_draft_set_prompt_seconds (SaDraft *self, double seconds)
{
  g_return_if_fail (SA_IS_DRAFT (self));

  set_seconds (self, &self->prompt_seconds, seconds, PROP_PROMPT_SECONDS);
}

gboolean
sa_draft_get_prompt_delayed (SaDraft *self)
{
  g_return_val_if_fail (SA_IS_DRAFT (self), FALSE);

  return self->prompt_delayed;
}

void
sa_draft_set_prompt_delayed (SaDraft *self, gboolean delayed)
{
  g_return_if_fail (SA_IS_DRAFT (self));

  set_boolean (self, &self->prompt_delayed, delayed, PROP_PROMPT_DELAYED);
}

gint64
sa_draft_get_prompt_file_id (SaDraft *self)
{
  g_return_val_if_fail (SA_IS_DRAFT (self), 0);

  return self->prompt_file_id;
}

void
sa_draft_set_prompt_file_id (SaDraft *self, gint64 file_id)
{
  g_return_if_fail (SA_IS_DRAFT (self));

  if (file_id == self->prompt_file_id)
    return;
  g_object_freeze_notify (G_OBJECT (self));
  if (file_id > 0)
    sa_draft_set_prompt (self, NULL);
  set_id (self, &self->prompt_file_id, file_id, PROP_PROMPT_FILE_ID);
  g_object_thaw_notify (G_OBJECT (self));
}

const char *
sa_draft_get_transcript (SaDraft *self)
{
  g_return_val_if_fail (SA_IS_DRAFT (self), NULL);

  return self->transcript;
}

/**
 * sa_draft_set_transcript:
 * @self: a draft
 * @transcript: (nullable): what is said in the prompt clip, word for word
 *
 * Other words are taken to be written for the prompt clip of this moment.
 */
void
sa_draft_set_transcript (SaDraft *self, const char *transcript)
{
  g_return_if_fail (SA_IS_DRAFT (self));

  if (g_strcmp0 (transcript, self->transcript) == 0)
    return;
  g_object_freeze_notify (G_OBJECT (self));
  set_string (self, &self->transcript, transcript, PROP_TRANSCRIPT);
  sa_draft_set_transcript_clip (self, self->prompt);
  doubt_transcript (self);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * sa_draft_get_transcript_clip:
 * @self: a draft
 *
 * Returns: (transfer none) (nullable): the prompt clip that the transcript was written for
 */
SaClip *
sa_draft_get_transcript_clip (SaDraft *self)
{
  g_return_val_if_fail (SA_IS_DRAFT (self), NULL);

  return self->transcript_clip;
}

/**
 * sa_draft_set_transcript_clip:
 * @self: a draft
 * @clip: (nullable): what the transcript was written for
 */
void
sa_draft_set_transcript_clip (SaDraft *self, SaClip *clip)
{
  g_return_if_fail (SA_IS_DRAFT (self));

  if (!g_set_object (&self->transcript_clip, clip))
    return;
  changed (self, PROP_TRANSCRIPT_CLIP);
  doubt_transcript (self);
}

/**
 * sa_draft_get_transcript_doubtful:
 * @self: a draft
 *
 * Returns: whether the prompt clip is another one than that which the transcript was written for
 */
gboolean
sa_draft_get_transcript_doubtful (SaDraft *self)
{
  g_return_val_if_fail (SA_IS_DRAFT (self), FALSE);

  return self->transcript_doubtful;
}

/**
 * sa_draft_confirm_transcript:
 * @self: a draft
 *
 * The user says that the transcript matches the prompt clip of this moment.
 */
void
sa_draft_confirm_transcript (SaDraft *self)
{
  g_return_if_fail (SA_IS_DRAFT (self));

  sa_draft_set_transcript_clip (self, self->prompt);
}

const char *
sa_draft_get_voice_id (SaDraft *self)
{
  g_return_val_if_fail (SA_IS_DRAFT (self), NULL);

  return self->voice_id;
}

/**
 * sa_draft_set_voice_id:
 * @self: a draft
 * @voice_id: (nullable): what the clone shall be known by
 *
 * Another one is taken to be typed by the user.
 */
void
sa_draft_set_voice_id (SaDraft *self, const char *voice_id)
{
  g_return_if_fail (SA_IS_DRAFT (self));

  if (g_strcmp0 (voice_id, self->voice_id) == 0)
    return;
  g_object_freeze_notify (G_OBJECT (self));
  set_string (self, &self->voice_id, voice_id, PROP_VOICE_ID);
  set_boolean (self, &self->voice_id_suggested, FALSE, PROP_VOICE_ID_SUGGESTED);
  g_object_thaw_notify (G_OBJECT (self));
}

gboolean
sa_draft_get_voice_id_suggested (SaDraft *self)
{
  g_return_val_if_fail (SA_IS_DRAFT (self), FALSE);

  return self->voice_id_suggested;
}

/**
 * sa_draft_set_voice_id_suggested:
 * @self: a draft
 * @suggested: whether the voice ID is only a suggestion, to be followed by a better one
 */
void
sa_draft_set_voice_id_suggested (SaDraft *self, gboolean suggested)
{
  g_return_if_fail (SA_IS_DRAFT (self));

  set_boolean (self, &self->voice_id_suggested, suggested, PROP_VOICE_ID_SUGGESTED);
}

const char *
sa_draft_get_text (SaDraft *self)
{
  g_return_val_if_fail (SA_IS_DRAFT (self), NULL);

  return self->text;
}

void
sa_draft_set_text (SaDraft *self, const char *text)
{
  g_return_if_fail (SA_IS_DRAFT (self));

  set_string (self, &self->text, text, PROP_TEXT);
}

const char *
sa_draft_get_model (SaDraft *self)
{
  g_return_val_if_fail (SA_IS_DRAFT (self), NULL);

  return self->model;
}

void
sa_draft_set_model (SaDraft *self, const char *model)
{
  g_return_if_fail (SA_IS_DRAFT (self));

  set_string (self, &self->model, model, PROP_MODEL);
}

const char *
sa_draft_get_language (SaDraft *self)
{
  g_return_val_if_fail (SA_IS_DRAFT (self), NULL);

  return self->language;
}

void
sa_draft_set_language (SaDraft *self, const char *language)
{
  g_return_if_fail (SA_IS_DRAFT (self));

  set_string (self, &self->language, language, PROP_LANGUAGE);
}

gboolean
sa_draft_get_noise_reduction (SaDraft *self)
{
  g_return_val_if_fail (SA_IS_DRAFT (self), FALSE);

  return self->noise_reduction;
}

void
sa_draft_set_noise_reduction (SaDraft *self, gboolean noise_reduction)
{
  g_return_if_fail (SA_IS_DRAFT (self));

  set_boolean (self, &self->noise_reduction, noise_reduction, PROP_NOISE_REDUCTION);
}

gboolean
sa_draft_get_volume_normalization (SaDraft *self)
{
  g_return_val_if_fail (SA_IS_DRAFT (self), FALSE);

  return self->volume_normalization;
}

void
sa_draft_set_volume_normalization (SaDraft *self, gboolean volume_normalization)
{
  g_return_if_fail (SA_IS_DRAFT (self));

  set_boolean (self, &self->volume_normalization, volume_normalization, PROP_VOLUME_NORMALIZATION);
}

gboolean
sa_draft_get_consent (SaDraft *self)
{
  g_return_val_if_fail (SA_IS_DRAFT (self), FALSE);

  return self->consent;
}

/**
 * sa_draft_set_consent:
 * @self: a draft
 * @consent: whether the user states %SA_DRAFT_CONSENT_TEXT about the sample of this moment
 */
void
sa_draft_set_consent (SaDraft *self, gboolean consent)
{
  g_return_if_fail (SA_IS_DRAFT (self));

  set_boolean (self, &self->consent, consent, PROP_CONSENT);
}

/**
 * sa_draft_get_problem:
 * @self: a draft
 *
 * Returns: (transfer none) (nullable): a sentence that says what is missing, %NULL when nothing is
 */
const char *
sa_draft_get_problem (SaDraft *self)
{
  g_return_val_if_fail (SA_IS_DRAFT (self), NULL);

  return self->problem;
}

/**
 * sa_draft_get_hint:
 * @self: a draft
 *
 * Returns: (transfer none) (nullable): what to do about the problem
 */
const char *
sa_draft_get_hint (SaDraft *self)
{
  g_return_val_if_fail (SA_IS_DRAFT (self), NULL);

  return self->hint;
}

gboolean
sa_draft_get_ready (SaDraft *self)
{
  g_return_val_if_fail (SA_IS_DRAFT (self), FALSE);

  return self->problem == NULL;
}

/**
 * sa_draft_has_preview:
 * @self: a draft
 *
 * Returns: whether a preview text is sent. In the window blank text means none; on the command line a
 *   text that is given was meant.
 */
gboolean
sa_draft_has_preview (SaDraft *self)
{
  g_autofree char *stripped = NULL;

  g_return_val_if_fail (SA_IS_DRAFT (self), FALSE);

  if (self->text == NULL)
    return FALSE;
  if (self->strictness == SA_DRAFT_COMMAND_LINE)
    return TRUE;
  stripped = g_strstrip (g_strdup (self->text));
  return *stripped != '\0';
}

/**
 * sa_draft_has_prompt:
 * @self: a draft
 *
 * Returns: whether a prompt clip and its transcript are sent
 */
gboolean
sa_draft_has_prompt (SaDraft *self)
{
  g_return_val_if_fail (SA_IS_DRAFT (self), FALSE);

  return self->prompt_enabled && (self->prompt != NULL || self->prompt_file_id > 0);
}

/**
 * sa_draft_validate:
 * @self: a draft
 * @error: set to the first problem, of %SA_RULES_ERROR, with what to do about it
 *
 * Returns: whether a voice may be cloned from it
 */
gboolean
sa_draft_validate (SaDraft *self, GError **error)
{
  g_autofree char *hint = NULL;
  g_autoptr (GError) problem = NULL;

  g_return_val_if_fail (SA_IS_DRAFT (self), FALSE);

  problem = sa_draft_check (self, &hint);
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}
