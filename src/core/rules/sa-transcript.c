/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sa-transcript.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sa-rules-error.h"
#include "sa-text.h"
#include "sa-unicode.h"

/*
 * What ends a clause without ending a sentence: comma, colon and ellipsis of the scripts that have their
 * own, and full stops that Unicode 14 does not count as Sentence_Terminal (Greek question mark, Hebrew,
 * Thai, Tibetan, Khmer).
 */
static const gunichar other_endings[] = {
  0x002C, 0x060C, 0x07F8, 0x1363, 0x1802, 0x1808, 0x3001, 0xA4FE, 0xA60D,
  0xA6F5, 0xFE10, 0xFE11, 0xFE50, 0xFE51, 0xFF0C, 0xFF64, /* commas */
  0x003A, 0x0703, 0x0704, 0x0705, 0x0706, 0x0707, 0x0708, 0x0709, 0x1365,
  0x1366, 0x1804, 0x17D6, 0xA6F4, 0xFE13, 0xFE30, 0xFE55, 0xFF1A, /* colons */
  0x2026, 0x22EF, 0xFE19, /* ellipses */
  0x037E, 0x05C3, 0x0E5A, 0x0E5B, 0x0F0D, 0x0F0E, 0x0F0F, 0x0F10, 0x0F11,
  0x0F12, 0x17D4, 0x17D5, 0x17DA, /* full stops */
};

/* What may follow the punctuation: closing quotes and brackets, also those that open in other languages. */
static gboolean
is_closing (gunichar character)
{
  switch (g_unichar_type (character)) {
  case G_UNICODE_CLOSE_PUNCTUATION:
  case G_UNICODE_FINAL_PUNCTUATION:
  case G_UNICODE_INITIAL_PUNCTUATION:
    return TRUE;

  default:
    return character == '"' || character == '\'' || character == 0xFF02 || character == 0xFF07;
  }
}

static gboolean
is_opening (gunichar character)
{
  return g_unichar_type (character) == G_UNICODE_OPEN_PUNCTUATION ||
         (is_closing (character) && g_unichar_type (character) != G_UNICODE_CLOSE_PUNCTUATION);
}

static gboolean
is_blank (gunichar character)
{
  return g_unichar_isspace (character) || sa_unicode_is_default_ignorable (character);
}

/* Where the blanks at the end of @text[0…@end] begin. */
static const char *
skip_blanks_back (const char *text, const char *end)
{
  while (end > text) {
    const char *previous = g_utf8_prev_char (end);

    if (!is_blank (g_utf8_get_char (previous)))
      break;
    end = previous;
  }

  return end;
}

/* Where the closing quotes and brackets at the end of @text, with the blanks among them, begin. */
static const char *
skip_closing_back (const char *text)
{
  const char *end = skip_blanks_back (text, text + strlen (text));

  while (end > text) {
    const char *previous = g_utf8_prev_char (end);

    if (!is_closing (g_utf8_get_char (previous)))
      break;
    end = skip_blanks_back (text, previous);
  }

  return end;
}

static GUnicodeScript
get_last_script (const char *text, const char *end)
{
  while (end > text) {
    gunichar character;

    end = g_utf8_prev_char (end);
    character = g_utf8_get_char (end);
    if (g_unichar_isalpha (character))
      return g_unichar_get_script (character);
  }

  return G_UNICODE_SCRIPT_COMMON;
}

static gboolean
is_ending (const char *text, const char *last)
{
  gunichar character = g_utf8_get_char (last);

  if (sa_unicode_is_sentence_terminal (character))
    return TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (other_endings); i++) {
    if (character == other_endings[i])
      return TRUE;
  }

  /* Greek keyboards type the question mark as a semicolon, and Unicode holds the two to be the same. */
  return character == ';' && get_last_script (text, last) == G_UNICODE_SCRIPT_GREEK;
}

/* Letters that Urdu has and Arabic and Persian have not. */
static gboolean
is_urdu (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p)) {
    switch (g_utf8_get_char (p)) {
    case 0x0679:
    case 0x0688:
    case 0x0691:
    case 0x06BA:
    case 0x06BE:
    case 0x06C1:
    case 0x06D2:
      return TRUE;
    default:
      break;
    }
  }

  return FALSE;
}

static const char *
get_full_stop (const char *text, const char *end)
{
  switch ((int) get_last_script (text, end)) {
  case G_UNICODE_SCRIPT_HAN:
  case G_UNICODE_SCRIPT_HIRAGANA:
  case G_UNICODE_SCRIPT_KATAKANA:
  case G_UNICODE_SCRIPT_BOPOMOFO:
  case G_UNICODE_SCRIPT_YI:
    return "。";
  case G_UNICODE_SCRIPT_DEVANAGARI:
  case G_UNICODE_SCRIPT_BENGALI:
  case G_UNICODE_SCRIPT_GURMUKHI:
  case G_UNICODE_SCRIPT_ORIYA:
    return "।";
  case G_UNICODE_SCRIPT_ARABIC:
    return is_urdu (text) ? "۔" : ".";
  case G_UNICODE_SCRIPT_ETHIOPIC:
    return "።";
  case G_UNICODE_SCRIPT_ARMENIAN:
    return "։";
  case G_UNICODE_SCRIPT_MYANMAR:
    return "။";
  case G_UNICODE_SCRIPT_KHMER:
    return "។";
  case G_UNICODE_SCRIPT_TIBETAN:
    return "།";
  case G_UNICODE_SCRIPT_MONGOLIAN:
    return "᠃";
  default:
    return ".";
  }
}

/**
 * sa_transcript_ends_in_punctuation:
 * @transcript: (nullable): UTF-8
 *
 * Whether the transcript ends as `prompt_text` of `POST /v1/voice_clone` must: in punctuation of any
 * script (Unicode's Sentence_Terminal, a comma, a colon or an ellipsis), after which only closing quotes,
 * closing brackets and blanks may come.
 *
 * Returns: whether it does
 */
gboolean
sa_transcript_ends_in_punctuation (const char *transcript)
{
  const char *end;

  if (transcript == NULL)
    return FALSE;

  end = skip_closing_back (transcript);

  return end > transcript && is_ending (transcript, g_utf8_prev_char (end));
}

/**
 * sa_transcript_check:
 * @transcript: (nullable): what is said in the prompt clip
 * @error: return location for a %SA_RULES_ERROR_TRANSCRIPT
 *
 * Returns: whether the service takes the transcript: valid UTF-8, not empty, ending in punctuation
 */
gboolean
sa_transcript_check (const char *transcript, GError **error)
{
  if (transcript != NULL && !g_utf8_validate (transcript, -1, NULL)) {
    g_set_error_literal (error, SA_RULES_ERROR, SA_RULES_ERROR_TRANSCRIPT,
                         _ ("The transcript is not valid UTF-8"));
    return FALSE;
  }

  if (sa_text_is_blank (transcript)) {
    g_set_error_literal (error, SA_RULES_ERROR, SA_RULES_ERROR_TRANSCRIPT,
                         _ ("The transcript of the prompt clip is empty"));
    return FALSE;
  }

  if (!sa_transcript_ends_in_punctuation (transcript)) {
    g_set_error_literal (
      error, SA_RULES_ERROR, SA_RULES_ERROR_TRANSCRIPT,
      _ ("The transcript must end in punctuation, such as a full stop or a question mark"));
    return FALSE;
  }

  return TRUE;
}

/**
 * sa_transcript_with_punctuation:
 * @transcript: (nullable): UTF-8
 *
 * Adds the full stop of the script that the transcript ends in, where punctuation is missing: inside the
 * closing quotes if the whole transcript stands in quotes, else at the end. A semicolon at the end gives
 * way to it. Blanks at the end are dropped.
 *
 * Returns: (transfer full): a transcript that passes sa_transcript_check(), or "" for an empty one
 */
char *
sa_transcript_with_punctuation (const char *transcript)
{
  g_autofree char *text = g_strdup (transcript ? transcript : "");
  const char *closing;
  const char *place;
  const char *stop;
  gboolean quoted;

  *(char *) skip_blanks_back (text, text + strlen (text)) = '\0';
  if (sa_text_is_blank (text))
    return g_strdup ("");
  if (sa_transcript_ends_in_punctuation (text))
    return g_steal_pointer (&text);

  closing = skip_closing_back (text);
  quoted = closing > text && is_opening (g_utf8_get_char (text));
  place = quoted ? closing : text + strlen (text);
  stop = get_full_stop (text, place);

  if (place > text && place[-1] == ';')
    return g_strdup_printf ("%.*s%s%s", (int) (place - 1 - text), text, stop, place);

  return g_strdup_printf ("%.*s%s%s", (int) (place - text), text, stop, place);
}
