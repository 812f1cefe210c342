/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-recorder-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "rules/sa-limits.h"
#include "sa-time-text.h"

/* What is lawful is not yet good: with these a clone is clearly better. */
#define BETTER_SAMPLE_SECONDS 30
#define GOOD_PROMPT_SECONDS 5

/* Speech between these peaks, in dBFS, is neither lost in noise nor cut off. */
#define LOW_DBFS (-30.0)
#define HIGH_DBFS (-3.0)

/**
 * sa_recorder_text_goal_seconds:
 * @purpose: what is recorded
 *
 * Returns: how long it should be at least, in seconds
 */
double
sa_recorder_text_goal_seconds (SaPurpose purpose)
{
  return purpose == SA_PURPOSE_PROMPT_AUDIO ? GOOD_PROMPT_SECONDS : SA_SAMPLE_MIN_SECONDS;
}

/**
 * sa_recorder_text_time:
 * @seconds: how long a take is
 *
 * Returns: (transfer full): that, to the tenth that is complete, for instance "0:23.4"
 */
char *
sa_recorder_text_time (double seconds)
{
  int tenths = (int) floor (seconds * 10 + 1e-6);

  return g_strdup_printf ("%d:%02d.%d", tenths / 600, tenths / 10 % 60, tenths % 10);
}

static char *
more_seconds (double goal, double seconds)
{
  int more = (int) ceil (goal - seconds);

  return g_strdup_printf (ngettext ("%d s more", "%d s more", (gulong) more), more);
}

/**
 * sa_recorder_text_goal:
 * @purpose: what is recorded
 * @seconds: how long it is
 * @reached: (out): whether it is long enough
 *
 * Returns: (transfer full): how far it is to what is asked for
 */
char *
sa_recorder_text_goal (SaPurpose purpose, double seconds, gboolean *reached)
{
  *reached = seconds >= sa_recorder_text_goal_seconds (purpose);
  if (*reached && purpose != SA_PURPOSE_PROMPT_AUDIO && seconds < BETTER_SAMPLE_SECONDS)
    return g_strdup_printf (_ ("%.0f s reached · %d s is better"),
                            sa_recorder_text_goal_seconds (purpose), BETTER_SAMPLE_SECONDS);

  return sa_recorder_text_short_goal (purpose, seconds);
}

/**
 * sa_recorder_text_short_goal:
 * @purpose: what is recorded
 * @seconds: how long it is
 *
 * Returns: (transfer full): the same, without what would be better still
 */
char *
sa_recorder_text_short_goal (SaPurpose purpose, double seconds)
{
  double goal = sa_recorder_text_goal_seconds (purpose);

  if (seconds < goal)
    return more_seconds (goal, seconds);
  if (purpose != SA_PURPOSE_PROMPT_AUDIO && seconds >= BETTER_SAMPLE_SECONDS)
    goal = BETTER_SAMPLE_SECONDS;

  return g_strdup_printf (_ ("%.0f s reached"), goal);
}

/**
 * sa_recorder_text_limit:
 * @limit: at which length a take ends by itself, in seconds
 *
 * Returns: (transfer full): that in words
 */
char *
sa_recorder_text_limit (double limit)
{
  g_autofree char *tick = NULL;

  if (limit < 60)
    return g_strdup_printf (_ ("Stops by itself at %.1f s"), limit);

  tick = sa_time_text_tick (limit, 1);

  return g_strdup_printf (_ ("Stops by itself at %s"), tick);
}

/**
 * sa_recorder_text_sentence:
 * @recorder: a recorder that is busy
 * @purpose: what it records
 *
 * Returns: (transfer full): what goes on, in one sentence
 */
char *
sa_recorder_text_sentence (SaRecorder *recorder, SaPurpose purpose)
{
  double seconds = sa_recorder_get_seconds (recorder);
  gboolean reached;
  g_autofree char *goal = sa_recorder_text_goal (purpose, seconds, &reached);
  guint counting = sa_recorder_get_counting (recorder);

  switch (sa_recorder_get_state (recorder)) {
  case SA_RECORDER_COUNTING:
    return g_strdup_printf (ngettext ("Recording begins in %u second",
                                      "Recording begins in %u seconds", counting),
                            counting);
  case SA_RECORDER_RECORDING:
    if (!reached)
      return g_strdup_printf (_ ("Recording: %s"), goal);
    if (purpose == SA_PURPOSE_PROMPT_AUDIO)
      return g_strdup (_ ("Recording: long enough, end the sentence"));
    return g_strdup (_ ("Recording: long enough, go on if you like"));
  case SA_RECORDER_PAUSED:
    return reached ? g_strdup (_ ("Paused: long enough"))
                   : g_strdup_printf (_ ("Paused: %s"), goal);
  case SA_RECORDER_CLOSED:
  case SA_RECORDER_MONITORING:
  default:
    return g_strdup (_ ("Keeping what was recorded"));
  }
}

/**
 * sa_recorder_text_judge_level:
 * @peak: of the last moments, in dBFS
 *
 * Returns: (transfer none): the level in a word
 */
const char *
sa_recorder_text_judge_level (double peak)
{
  if (peak <= SA_RECORDER_SILENCE_DBFS)
    return _ ("silence");
  if (peak > HIGH_DBFS)
    return _ ("too loud");
  if (peak < LOW_DBFS)
    return _ ("quiet");

  return _ ("good");
}

/**
 * sa_recorder_text_level:
 * @peak: of the last moments, in dBFS
 *
 * Returns: (transfer full): the level as one would say it
 */
char *
sa_recorder_text_level (double peak)
{
  if (peak <= SA_RECORDER_SILENCE_DBFS)
    return g_strdup (_ ("Level: silence"));

  /* Translators: a figure in decibels with its sign, and a word such as "good" */
  return g_strdup_printf (_ ("Level: peak %s%.0f dB, %s"), peak < 0 ? "−" : "", fabs (peak),
                          sa_recorder_text_judge_level (peak));
}

/**
 * sa_recorder_text_trouble:
 * @recorder: a recorder
 *
 * Returns: (transfer full) (nullable): what is wrong with the microphone, and what to do
 */
char *
sa_recorder_text_trouble (SaRecorder *recorder)
{
  const GError *error = sa_recorder_get_error (recorder);
  SaMicrophone *microphone = sa_recorder_get_microphone (recorder);

  if (error == NULL)
    error = sa_microphones_get_error (sa_recorder_get_microphones (recorder));
  if (error != NULL)
    return g_strdup (error->message);
  if (sa_recorder_get_too_loud (recorder))
    return g_strdup (_ ("Too loud: move away from the microphone, or turn it down"));
  if (sa_recorder_get_no_signal (recorder) && microphone != NULL)
    return g_strdup_printf (_ ("No signal from “%s”: is it muted, or is another one meant?"),
                            sa_microphone_get_name (microphone));
  if (sa_recorder_get_dropped (recorder) > 0)
    return g_strdup_printf (_ ("%.2f s of sound were lost: this computer is too busy"),
                            (double) sa_recorder_get_dropped (recorder) / SA_RECORDER_RATE);

  return NULL;
}

/**
 * sa_recorder_text_take_name:
 * @time: when a take was begun
 *
 * Returns: (transfer full): what the take is called
 */
char *
sa_recorder_text_take_name (GDateTime *time)
{
  /* Translators: when something was recorded, as strftime() understands it */
  g_autofree char *when = g_date_time_format (time, _ ("%e %B, %H:%M"));

  return g_strdup_printf (_ ("Recording of %s"), g_strstrip (when));
}
