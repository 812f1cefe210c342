/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-mend.h"

#include <glib/gi18n-lib.h>

static const struct {
  SaAdviceAction action;
  SaMend mend;
} mends[] = {
  { SA_ADVICE_OTHER_VOICE_ID, { N_ ("Change Voice ID"), "voice-id" } },
  { SA_ADVICE_TRIM_SAMPLE, { N_ ("Change Sample"), "sample" } },
  { SA_ADVICE_TRIM_PROMPT, { N_ ("Change Prompt Clip"), "prompt" } },
  { SA_ADVICE_EDIT_TRANSCRIPT, { N_ ("Edit Transcript"), "transcript" } },
  { SA_ADVICE_EDIT_TEXT, { N_ ("Edit Preview Text"), "text" } },
  { SA_ADVICE_OTHER_MODEL, { N_ ("Choose Another Model"), "model" } },
};

/**
 * sa_mend_for_action:
 * @action: what an error's advice says
 *
 * Returns: (nullable): the button for it, or %NULL where the form has nothing to change
 */
const SaMend *
sa_mend_for_action (SaAdviceAction action)
{
  for (gsize i = 0; i < G_N_ELEMENTS (mends); i++)
    if (mends[i].action == action)
      return &mends[i].mend;

  return NULL;
}
