/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice/sa-practice-speech.h"

#include <espeak-ng/speak_lib.h>
#include <gmodule.h>
#include <math.h>
#include <string.h>

#include "audio/sa-pitch.h"

#define MAX_SECONDS 300 /* a thousand ideographs spelled out would go on for longer */
#define MEASURED_SECONDS 30 /* a median settles long before */
#define MAX_TRIES 3
#define CLOSE_ENOUGH 0.03

/* What espeak-ng's voices make of its pitch parameter (0 to 99): about exponential from @low to @high Hz.
 * Measured with 1.51 over fifteen languages; what is left over is corrected after measuring. */
typedef struct {
  const char *variant;
  double low;
  double high;
} Register;

static const Register man = { "", 74, 171 };
static const Register woman = { "+f2", 128, 322 };
#define WOMAN_ABOVE_HZ 150.0

#define PITCH_MAX 99
#define PITCH_NORMAL 50
#define RANGE_NORMAL 50
#define RANGE_NARROW 25

/* It brings the libraries of a sound system along, with which starting the program took 3 % longer. So
 * it is loaded when it is first to speak. */
#define ESPEAK_LIBRARY "libespeak-ng.so.1"

typedef struct {
  __typeof__ (espeak_Initialize) *initialize;
  __typeof__ (espeak_SetSynthCallback) *set_synth_callback;
  __typeof__ (espeak_SetVoiceByName) *set_voice_by_name;
  __typeof__ (espeak_SetParameter) *set_parameter;
  __typeof__ (espeak_Synth) *synth;
} Espeak;

/* espeak-ng has one state for the whole process. */
static GMutex espeak_mutex;
static Espeak espeak;
static int espeak_rate;

typedef struct {
  GArray *samples;
  GCancellable *cancellable;
} Utterance;

static int
take_samples (short *samples, int n_samples, espeak_EVENT *events)
{
  Utterance *utterance = events->user_data;

  if (g_cancellable_is_cancelled (utterance->cancellable) ||
      utterance->samples->len > (guint) espeak_rate * MAX_SECONDS)
    return 1;

  if (samples != NULL && n_samples > 0)
    g_array_append_vals (utterance->samples, samples, (guint) n_samples);
  return 0;
}

static gboolean
load_espeak (void)
{
  GModule *module = g_module_open (ESPEAK_LIBRARY, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);

  if (module == NULL)
    return FALSE;

  g_module_make_resident (module);
  return g_module_symbol (module, "espeak_Initialize", (gpointer *) &espeak.initialize) &&
         g_module_symbol (module, "espeak_SetSynthCallback",
                          (gpointer *) &espeak.set_synth_callback) &&
         g_module_symbol (module, "espeak_SetVoiceByName",
                          (gpointer *) &espeak.set_voice_by_name) &&
         g_module_symbol (module, "espeak_SetParameter", (gpointer *) &espeak.set_parameter) &&
         g_module_symbol (module, "espeak_Synth", (gpointer *) &espeak.synth);
}

static gboolean
start_espeak (GError **error)
{
  if (espeak_rate > 0)
    return TRUE;

  if (!load_espeak ()) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                 "The practice voice (espeak-ng) could not be loaded: %s", g_module_error ());
    return FALSE;
  }
  espeak_rate = espeak.initialize (AUDIO_OUTPUT_SYNCHRONOUS, 0, NULL, espeakINITIALIZE_DONT_EXIT);
  if (espeak_rate <= 0) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                         "The practice voice (espeak-ng) could not be started");
    return FALSE;
  }
  espeak.set_synth_callback (take_samples);
  return TRUE;
}

/* The voice as named, else its language without the country, else English. */
static gboolean
set_voice (const char *voice, const char *variant)
{
  g_autofree char *whole = g_strconcat (voice, variant, NULL);
  g_autofree char *language = g_strndup (voice, strcspn (voice, "-"));
  g_autofree char *nearest = g_strconcat (language, variant, NULL);
  g_autofree char *english = g_strconcat ("en", variant, NULL);

  return espeak.set_voice_by_name (whole) == EE_OK || espeak.set_voice_by_name (nearest) == EE_OK ||
         espeak.set_voice_by_name (english) == EE_OK;
}

/* Markup is off, for neither SSML nor phoneme mode is asked for; what is left is the control character that begins
 * a command to espeak-ng. */
static char *
make_harmless (const char *text)
{
  GString *harmless = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    g_string_append_unichar (harmless, g_unichar_iscntrl (c) ? ' ' : c);
  }
  return g_string_free (harmless, FALSE);
}

static GArray *
synthesise (const char *text,
            const char *voice,
            const char *variant,
            int pitch,
            int range,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, TRUE, sizeof (gint16));
  Utterance utterance = { samples, cancellable };
  espeak_ERROR result;

  if (!set_voice (voice, variant)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                         "The practice voice (espeak-ng) has no voices");
    return NULL;
  }
  espeak.set_parameter (espeakRATE, espeakRATE_NORMAL, 0);
  espeak.set_parameter (espeakPITCH, pitch, 0);
  espeak.set_parameter (espeakRANGE, range, 0);

  result = espeak.synth (text, strlen (text) + 1, 0, POS_CHARACTER, 0,
                         espeakCHARS_UTF8 | espeakENDPAUSE, NULL, &utterance);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (result != EE_OK) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                         "The practice voice (espeak-ng) failed");
    return NULL;
  }

  /* A text without a word in it is read as a short silence. */
  if (samples->len < (guint) espeak_rate / 2)
    g_array_set_size (samples, (guint) espeak_rate / 2);
  return g_steal_pointer (&samples);
}

static double
measure (GArray *samples, int rate)
{
  gsize frames = MIN (samples->len, (gsize) rate * MEASURED_SECONDS);
  g_autofree float *mono = g_new (float, frames);

  for (gsize i = 0; i < frames; i++)
    mono[i] = (float) g_array_index (samples, gint16, i) / 32768.0f;

  return sa_pitch_median (mono, frames, rate);
}

static int
limit_pitch (double parameter)
{
  return (int) lround (CLAMP (parameter, 0, PITCH_MAX));
}

/* A voice beyond what can be measured is taken to be just beyond the nearer end. */
static double
measure_or_assume (GArray *samples, int rate, double wanted)
{
  double pitch = measure (samples, rate);

  if (pitch > 0)
    return pitch;
  return wanted > WOMAN_ABOVE_HZ ? SA_PITCH_MAX_HZ * 1.05 : SA_PITCH_MIN_HZ / 1.05;
}

/* What the parameter cannot reach is reached by playing the samples faster or slower, as @rate
 * says; within bounds, for a voice that is measured wrongly shall still be understood. */
static void
tune (GArray *samples, double wanted, int *rate)
{
  double measured = measure_or_assume (samples, *rate, wanted);

  for (int i = 0; i < MAX_TRIES && fabs (measured / wanted - 1) > CLOSE_ENOUGH / 3; i++) {
    *rate =
      CLAMP ((int) lround (*rate * wanted / measured), espeak_rate * 2 / 3, espeak_rate * 3 / 2);
    measured = measure_or_assume (samples, *rate, wanted);
  }
}

/* espeak_mutex is held. */
static GArray *
synthesise_at (const char *text,
               const char *voice,
               double wanted,
               int *rate,
               GCancellable *cancellable,
               GError **error)
{
  /* At the very ends a little less is aimed at, so that what is said can still be measured. */
  double aim = CLAMP (wanted, SA_PITCH_MIN_HZ * 1.04, SA_PITCH_MAX_HZ * 0.96);
  const Register *reg = aim > WOMAN_ABOVE_HZ ? &woman : &man;
  double slope = log (reg->high / reg->low) / PITCH_MAX;
  double parameter = log (aim / reg->low) / slope;
  /* Near them a livelier melody would leave the range that is measured, too. */
  int range = aim > 250 || aim < 85 ? RANGE_NARROW : RANGE_NORMAL;
  g_autoptr (GArray) samples = NULL;

  *rate = espeak_rate;
  if (wanted <= 0)
    return synthesise (text, voice, man.variant, PITCH_NORMAL, RANGE_NORMAL, cancellable, error);

  for (int i = 0; i < MAX_TRIES; i++) {
    int last = limit_pitch (parameter);
    double pitch;

    g_clear_pointer (&samples, g_array_unref);
    samples = synthesise (text, voice, reg->variant, last, range, cancellable, error);
    if (samples == NULL)
      return NULL;
    pitch = measure_or_assume (samples, espeak_rate, aim);
    parameter = last + log (aim / pitch) / slope;
    if (fabs (pitch / aim - 1) <= CLOSE_ENOUGH || limit_pitch (parameter) == last)
      break;
  }

  tune (samples, aim, rate);
  return g_steal_pointer (&samples);
}

/**
 * sa_practice_speech_new:
 * @text: what to say, taken literally
 * @voice: the espeak-ng voice; where there is none of that name, the nearest speaks
 * @pitch: the median pitch that it shall have, 70 to 320 Hz, or 0 for the voice's own
 *
 * Reads a text aloud. Blocks; utterances are made one after another.
 *
 * Returns: (transfer full): what was said, or %NULL
 */
SaPracticeSpeech *
sa_practice_speech_new (const char *text,
                        const char *voice,
                        double pitch,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GArray) samples = NULL;
  g_autofree char *harmless = make_harmless (text);
  SaPracticeSpeech *self;
  int rate = 0;

  g_mutex_lock (&espeak_mutex);
  if (!g_cancellable_set_error_if_cancelled (cancellable, error) && start_espeak (error))
    samples = synthesise_at (harmless, voice, pitch, &rate, cancellable, error);
  g_mutex_unlock (&espeak_mutex);
  if (samples == NULL)
    return NULL;

  self = g_new0 (SaPracticeSpeech, 1);
  self->frames = samples->len;
  self->samples = (gint16 *) (gpointer) g_array_free (g_steal_pointer (&samples), FALSE);
  self->rate = rate;
  return self;
}

void
sa_practice_speech_free (SaPracticeSpeech *self)
{
  g_free (self->samples);
  g_free (self);
}
