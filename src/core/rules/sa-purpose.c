/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sa-purpose.h"

static const char *const names[SA_N_PURPOSES] = {
  [SA_PURPOSE_VOICE_CLONE] = "voice_clone",
  [SA_PURPOSE_PROMPT_AUDIO] = "prompt_audio",
  [SA_PURPOSE_T2A_ASYNC_INPUT] = "t2a_async_input",
  [SA_PURPOSE_VIDEO_UNDERSTANDING] = "video_understanding",
};

/**
 * sa_purpose_to_string:
 * @purpose: a purpose
 *
 * Returns: the API's value for it, such as "voice_clone"
 */
const char *
sa_purpose_to_string (SaPurpose purpose)
{
  g_return_val_if_fail ((guint) purpose < SA_N_PURPOSES, NULL);

  return names[purpose];
}

/**
 * sa_purpose_from_string:
 * @string: (nullable): the API's value, such as "voice_clone"
 * @purpose: (out): where to put the purpose
 *
 * Returns: whether there is such a purpose
 */
gboolean
sa_purpose_from_string (const char *string, SaPurpose *purpose)
{
  g_return_val_if_fail (purpose != NULL, FALSE);

  for (guint i = 0; i < SA_N_PURPOSES; i++) {
    if (g_strcmp0 (string, names[i]) == 0) {
      *purpose = (SaPurpose) i;
      return TRUE;
    }
  }

  return FALSE;
}

/**
 * sa_purpose_is_speech:
 * @purpose: a purpose
 *
 * Returns: whether files for it are probed and made lawful; the others are sent as they are
 */
gboolean
sa_purpose_is_speech (SaPurpose purpose)
{
  return purpose == SA_PURPOSE_VOICE_CLONE || purpose == SA_PURPOSE_PROMPT_AUDIO;
}
