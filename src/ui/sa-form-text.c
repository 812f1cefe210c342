/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-form-text.h"

#include <glib/gi18n-lib.h>

#include "rules/sa-limits.h"
#include "rules/sa-text.h"
#include "sa-recorder-text.h"

/* What is missing may be more of the file that is there. */
static const char *
get_hint (SaCloneForm *form, SaDraft *draft)
{
  SaClip *sample = sa_draft_get_sample (draft);

  if (sample != NULL &&
      sa_limits_judge_length (SA_PURPOSE_VOICE_CLONE, sa_draft_get_sample_seconds (draft),
                              sa_draft_get_sample_delayed (draft) ? SA_LENGTH_TOLERANCE_SECONDS
                                                                  : 0) == SA_LENGTH_TOO_SHORT)
    return sa_sample_card_has_more (sa_clone_form_get_sample_card (form))
             ? _ ("Drag a handle, or type another end")
             : _ ("Replace it with a longer one");

  return sa_draft_get_hint (draft);
}

static char *
describe_cost (SaDraft *draft, SaAccount *account)
{
  const char *text = sa_draft_get_text (draft);
  gsize characters = text != NULL ? sa_text_count (text) : 0;

  if (!sa_draft_has_preview (draft))
    return g_strdup (_ ("Without a preview"));
  if (account != NULL && sa_account_get_mode (account) == SA_ACCOUNT_PRACTICE)
    return g_strdup (_ ("Nothing is sent or billed"));

  return g_strdup_printf (ngettext ("About %zu character is billed; the service counts",
                                    "About %zu characters are billed; the service counts",
                                    (gulong) characters),
                          characters);
}

static gboolean
is_loading (SaCloneForm *form, SaDraft *draft)
{
  SaPromptCard *prompt = sa_clone_form_get_prompt_card (form);

  return sa_sample_card_is_loading (sa_clone_form_get_sample_card (form)) ||
         (sa_draft_get_prompt_enabled (draft) && sa_prompt_card_is_loading (prompt));
}

static void
say (char **place, const char *words)
{
  *place = g_strdup (words);
}

static void
say_recording (SaRecorder *recorder, SaPurpose purpose, char **sentence, char **detail)
{
  const GError *error = sa_recorder_get_error (recorder);

  *sentence = sa_recorder_text_sentence (recorder, purpose);
  if (error != NULL)
    say (detail, error->message);
  else
    *detail = sa_recorder_text_limit (sa_recorder_get_limit (recorder));
}

/**
 * sa_form_text_judge:
 * @form: a form
 * @draft: what it edits
 * @services: (nullable): what would clone the voice
 * @sentence: (out) (transfer full): what goes on in the form, what it misses, or that it is ready
 * @detail: (out) (transfer full) (nullable): what to do about that, or what it costs
 *
 * What the form itself cannot know comes before what it misses.
 *
 * Returns: whether the voice can be cloned now
 */
gboolean
sa_form_text_judge (SaCloneForm *form,
                    SaDraft *draft,
                    SaServices *services,
                    char **sentence,
                    char **detail)
{
  const char *trouble = services != NULL ? sa_services_get_problem (services) : NULL;
  const char *problem = sa_draft_get_problem (draft);
  SaPurpose purpose;
  SaRecorder *recorder = sa_clone_form_get_busy_recorder (form, &purpose);

  *detail = NULL;
  if (recorder != NULL) {
    say_recording (recorder, purpose, sentence, detail);
  } else if (is_loading (form, draft)) {
    say (sentence, _ ("Reading the file"));
  } else if (trouble != NULL) {
    say (sentence, _ ("The service cannot be used"));
    say (detail, trouble);
  } else if (problem != NULL) {
    say (sentence, problem);
    say (detail, get_hint (form, draft));
  } else if (services == NULL || !sa_services_get_ready (services)) {
    say (sentence, _ ("Getting ready"));
  } else {
    say (sentence, _ ("Ready to clone"));
    *detail = describe_cost (draft, sa_services_get_account (services));
    return TRUE;
  }

  return FALSE;
}
