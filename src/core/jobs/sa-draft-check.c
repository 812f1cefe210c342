/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-draft-check.h"

#include <glib/gi18n-lib.h>

#include "rules/sa-catalogue.h"
#include "rules/sa-limits.h"
#include "rules/sa-rules-error.h"
#include "rules/sa-text.h"
#include "rules/sa-transcript.h"
#include "rules/sa-voice-id.h"

/* The hint for whoever asks: the window speaks of its controls, the command line of its options. */
static void
set_hint (SaDraft *self, char **hint, const char *in_window, const char *on_command_line)
{
  gboolean in_form = sa_draft_get_strictness (self) == SA_DRAFT_WINDOW;

  *hint = g_strdup (in_form ? in_window : on_command_line);
}

static GError *
problem (SaRulesError code, const char *sentence)
{
  return g_error_new_literal (SA_RULES_ERROR, code, sentence);
}

/* Seconds with as many decimals as it takes to tell them from the limit: 9.99 is never shown as 10. */
static char *
format_seconds (double seconds, double limit)
{
  char *text = g_strdup_printf ("%.1f", seconds);

  for (int decimals = 2; decimals <= 6; decimals++) {
    if ((seconds < limit) == (g_ascii_strtod (text, NULL) < limit) &&
        (seconds > limit) == (g_ascii_strtod (text, NULL) > limit))
      break;
    g_free (text);
    text = g_strdup_printf ("%.*f", decimals, seconds);
  }
  return text;
}

static double
get_tolerance (SaClip *clip, gboolean delayed)
{
  return delayed && clip != NULL && sa_clip_is_whole (clip) ? SA_LENGTH_TOLERANCE_SECONDS : 0.0;
}

static GError *
check_sample_length (SaDraft *self, char **hint)
{
  double seconds = sa_draft_get_sample_seconds (self);
  double tolerance = get_tolerance (sa_draft_get_sample (self), sa_draft_get_sample_delayed (self));
  g_autofree char *sentence = NULL;

  switch (sa_limits_judge_length (SA_PURPOSE_VOICE_CLONE, seconds, tolerance)) {
  case SA_LENGTH_TOO_SHORT: {
    g_autofree char *length = format_seconds (seconds, SA_SAMPLE_MIN_SECONDS);

    /* Translators: a length in seconds, such as 4.2 */
    sentence = g_strdup_printf (_ ("Sample is %s s: at least 10 s"), length);
    set_hint (self, hint, _ ("Drag a handle, or type another end"),
              _ ("Choose a longer sample or range"));
    return problem (SA_RULES_ERROR_LENGTH, sentence);
  }
  case SA_LENGTH_TOO_LONG: {
    g_autofree char *length = format_seconds (seconds, SA_SAMPLE_MAX_SECONDS);

    sentence = g_strdup_printf (_ ("Sample is %s s: at most 300 s"), length);
    set_hint (self, hint, _ ("Drag a handle, or type another end"),
              _ ("Choose a part of it with --start and --end"));
    return problem (SA_RULES_ERROR_LENGTH, sentence);
  }
  case SA_LENGTH_FITS:
  default:
    return NULL;
  }
}

static GError *
check_sample (SaDraft *self, char **hint)
{
  if (sa_draft_get_sample_file_id (self) > 0)
    return NULL;
  if (sa_draft_get_sample (self) == NULL) {
    set_hint (self, hint, _ ("Record or open 10 seconds to 5 minutes of speech"),
              _ ("Give --sample with a file or the ID of an upload"));
    return problem (SA_RULES_ERROR_LENGTH, _ ("Choose a sample"));
  }
  if (sa_draft_get_sample_seconds (self) >= 0)
    return check_sample_length (self, hint);
  if (sa_draft_get_strictness (self) == SA_DRAFT_COMMAND_LINE)
    return NULL;
  set_hint (self, hint, _ ("Its length is being measured"), NULL);
  return problem (SA_RULES_ERROR_LENGTH, _ ("Reading the sample…"));
}

static GError *
check_prompt_length (SaDraft *self, char **hint)
{
  double seconds = sa_draft_get_prompt_seconds (self);
  double tolerance = get_tolerance (sa_draft_get_prompt (self), sa_draft_get_prompt_delayed (self));
  SaLengthVerdict verdict = sa_limits_judge_length (SA_PURPOSE_PROMPT_AUDIO, seconds, tolerance);
  g_autofree char *length = NULL;
  g_autofree char *sentence = NULL;

  if (verdict == SA_LENGTH_FITS)
    return NULL;

  set_hint (self, hint, _ ("Drag a handle, or type another end"),
            _ ("Choose a part of it with --prompt-start and --prompt-end"));
  if (verdict == SA_LENGTH_TOO_SHORT)
    return problem (SA_RULES_ERROR_LENGTH, _ ("Prompt clip is empty"));
  length = format_seconds (seconds, SA_PROMPT_MAX_SECONDS);
  sentence = g_strdup_printf (_ ("Prompt clip is %s s: under 8 s"), length);
  return problem (SA_RULES_ERROR_LENGTH, sentence);
}

static GError *
check_prompt_clip (SaDraft *self, char **hint)
{
  if (sa_draft_get_prompt_file_id (self) > 0)
    return NULL;
  if (sa_draft_get_prompt (self) == NULL) {
    set_hint (self, hint, _ ("Record or open under 8 seconds, or switch the prompt clip off"),
              _ ("--prompt and --prompt-text go together: give both or neither"));
    return problem (SA_RULES_ERROR_PROMPT, _ ("Choose a prompt clip"));
  }
  if (sa_draft_get_prompt_seconds (self) >= 0)
    return check_prompt_length (self, hint);
  if (sa_draft_get_strictness (self) == SA_DRAFT_COMMAND_LINE)
    return NULL;
  set_hint (self, hint, _ ("Its length is being measured"), NULL);
  return problem (SA_RULES_ERROR_LENGTH, _ ("Reading the prompt clip…"));
}

static GError *
check_transcript (SaDraft *self, char **hint)
{
  const char *transcript = sa_draft_get_transcript (self);
  GError *error = NULL;

  if (transcript == NULL || *transcript == '\0') {
    set_hint (self, hint, _ ("Its exact words, ending in punctuation"),
              _ ("--prompt and --prompt-text go together: give both or neither"));
    return problem (SA_RULES_ERROR_TRANSCRIPT, _ ("Type what the prompt clip says"));
  }
  if (!sa_transcript_check (transcript, &error))
    set_hint (self, hint, _ ("The transcript must match the prompt clip word for word"),
              _ ("Mend --prompt-text"));
  return error;
}

static GError *
check_prompt (SaDraft *self, char **hint)
{
  GError *error;

  if (!sa_draft_get_prompt_enabled (self))
    return NULL;
  error = check_prompt_clip (self, hint);
  if (error != NULL)
    return error;
  return check_transcript (self, hint);
}

static GError *
check_voice_id (SaDraft *self, char **hint)
{
  const char *voice_id = sa_draft_get_voice_id (self);
  GError *error = NULL;

  if (voice_id == NULL || *voice_id == '\0') {
    set_hint (self, hint, _ ("8 to 256 letters, digits, - and _, beginning with a letter"),
              _ ("Give --voice-id: 8 to 256 letters, digits, - and _, beginning with a letter"));
    return problem (SA_RULES_ERROR_VOICE_ID, _ ("Type a voice ID"));
  }
  if (!sa_voice_id_check (voice_id, &error))
    set_hint (self, hint, _ ("Type another voice ID"), _ ("Give another --voice-id"));
  return error;
}

static GError *
check_model (SaDraft *self, char **hint)
{
  const char *model = sa_draft_get_model (self);
  g_autofree char *sentence = NULL;

  if (model == NULL || *model == '\0') {
    set_hint (self, hint, _ ("The model reads the preview text"),
              _ ("--text and --model go together: give both or neither"));
    return problem (SA_RULES_ERROR_MODEL, _ ("Choose a model for the preview"));
  }
  if (sa_catalogue_find_model (model) != NULL)
    return NULL;
  set_hint (self, hint, _ ("Choose one from the list"),
            _ ("The models are speech-2.8-hd, speech-2.8-turbo, speech-2.6-hd, speech-2.6-turbo, "
               "speech-02-hd, speech-02-turbo, speech-01-hd and speech-01-turbo"));
  sentence = g_strdup_printf (_ ("There is no model “%s”"), model);
  return problem (SA_RULES_ERROR_MODEL, sentence);
}

static GError *
check_preview (SaDraft *self, char **hint)
{
  GError *error = NULL;

  if (sa_draft_has_preview (self)) {
    if (!sa_text_check (sa_draft_get_text (self), &error)) {
      set_hint (self, hint, _ ("Edit the preview text"), _ ("Mend --text"));
      return error;
    }
    return check_model (self, hint);
  }
  if (sa_draft_get_strictness (self) == SA_DRAFT_WINDOW || sa_draft_get_model (self) == NULL)
    return NULL;
  set_hint (self, hint, NULL, _ ("--text and --model go together: give both or neither"));
  return problem (SA_RULES_ERROR_MODEL, _ ("A model is of use only with a preview text"));
}

static GError *
check_language (SaDraft *self, char **hint)
{
  const char *language = sa_draft_get_language (self);
  g_autofree char *sentence = NULL;

  if (language == NULL || sa_catalogue_find_language (language) != NULL)
    return NULL;
  set_hint (self, hint, _ ("Choose one from the list"),
            _ ("Languages are written as the service does: English, Chinese, \"Chinese,Yue\" … or "
               "auto"));
  sentence = g_strdup_printf (_ ("There is no language “%s”"), language);
  return problem (SA_RULES_ERROR_LANGUAGE, sentence);
}

static GError *
check_consent (SaDraft *self, char **hint)
{
  if (sa_draft_get_consent (self))
    return NULL;
  set_hint (self, hint, _ ("It is your own, or its owner agreed"),
            _ ("Give --consent if it is your own, or if its owner agreed"));
  return problem (SA_RULES_ERROR_CONSENT, _ ("Confirm that you may clone this voice"));
}

/**
 * sa_draft_check:
 * @self: a draft
 * @hint: (out) (transfer full) (nullable): what to do about it, %NULL without a problem
 *
 * Looks for the first problem, in the order in which the form is filled: what is cloned, what it is
 * called, what it reads, and then the statement that one may.
 *
 * Returns: (transfer full) (nullable): the problem as an error of %SA_RULES_ERROR, or %NULL
 */
GError *
sa_draft_check (SaDraft *self, char **hint)
{
  static GError *(*const checks[]) (SaDraft *, char **) = {
    check_sample, check_prompt, check_voice_id, check_preview, check_language, check_consent,
  };

  *hint = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++) {
    GError *error = checks[i](self, hint);

    if (error != NULL)
      return error;
  }
  return NULL;
}
