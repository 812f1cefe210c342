/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-time-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MOST_SECONDS 1e7

static char *
format_clock (gint64 units, int decimals)
{
  gint64 per_second = 1;
  gint64 seconds;
  g_autofree char *rest = NULL;

  for (int i = 0; i < decimals; i++)
    per_second *= 10;
  seconds = units / per_second;
  rest =
    decimals > 0 ? g_strdup_printf (".%0*d", decimals, (int) (units % per_second)) : g_strdup ("");

  if (seconds >= 3600)
    return g_strdup_printf ("%d:%02d:%02d%s", (int) (seconds / 3600), (int) (seconds / 60 % 60),
                            (int) (seconds % 60), rest);

  return g_strdup_printf ("%d:%02d%s", (int) (seconds / 60), (int) (seconds % 60), rest);
}

/**
 * sa_time_text_format:
 * @seconds: a place in time
 *
 * Returns: (transfer full): to a thousandth of a second, for instance "0:12.340" or "1:02:03.000"
 */
char *
sa_time_text_format (double seconds)
{
  return format_clock (llround (MAX (seconds, 0) * 1000), 3);
}

/* Digits of any script, and a comma or a point before the fraction. */
static char *
to_ascii (const char *text)
{
  g_autoptr (GString) ascii = g_string_new (NULL);

  if (!g_utf8_validate (text, -1, NULL))
    return NULL;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar character = g_utf8_get_char (at);

    if (g_unichar_isdigit (character))
      g_string_append_c (ascii, (char) ('0' + g_unichar_digit_value (character)));
    else if (character == ',' || character == 0x66b)
      g_string_append_c (ascii, '.');
    else if (character < 0x80)
      g_string_append_c (ascii, (char) character);
    else if (!g_unichar_isspace (character))
      return NULL;
  }

  return g_strdup (g_strstrip (ascii->str));
}

static gboolean
parse_number (const char *text, gboolean fraction, double *value)
{
  gsize digits = strspn (text, "0123456789");
  gsize length = digits;

  if (fraction && text[length] == '.') {
    gsize more = strspn (text + length + 1, "0123456789");

    length += 1 + more;
    digits += more;
  }
  if (digits == 0 || text[length] != '\0')
    return FALSE;

  *value = g_ascii_strtod (text, NULL);

  return TRUE;
}

/**
 * sa_time_text_parse:
 * @text: what somebody typed
 * @seconds: (out): the time
 *
 * Reads a time as it is written in the window or by hand: "0:12.340", "12,34", "1:02:03", "75",
 * "12 s". After a colon there are less than 60 minutes or seconds.
 *
 * Returns: whether it is a time
 */
gboolean
sa_time_text_parse (const char *text, double *seconds)
{
  g_autofree char *ascii = to_ascii (text);
  g_auto (GStrv) parts = NULL;
  double sum = 0;
  guint n;

  if (ascii == NULL)
    return FALSE;
  if (g_str_has_suffix (ascii, "s")) {
    ascii[strlen (ascii) - 1] = '\0';
    g_strchomp (ascii);
  }

  parts = g_strsplit (ascii, ":", -1);
  n = g_strv_length (parts);
  if (n < 1 || n > 3)
    return FALSE;

  for (guint i = 0; i < n; i++) {
    double value;

    if (!parse_number (parts[i], i + 1 == n, &value) || (i > 0 && value >= 60))
      return FALSE;
    sum = sum * 60 + value;
  }
  if (sum > MOST_SECONDS)
    return FALSE;

  *seconds = sum;

  return TRUE;
}

static char *
without_zeros (gint64 thousandths)
{
  char *text = g_strdup_printf ("%d.%03d", (int) (thousandths / 1000), (int) (thousandths % 1000));
  gsize length = strlen (text);

  while (text[length - 1] == '0')
    length--;
  if (text[length - 1] == '.')
    length--;
  text[length] = '\0';

  return text;
}

/**
 * sa_time_text_spoken:
 * @seconds: a length or a place in time
 *
 * Says a time in words, for those who listen.
 *
 * Returns: (transfer full): for instance "1 minute 13.25 seconds"
 */
char *
sa_time_text_spoken (double seconds)
{
  gint64 thousandths = llround (MAX (seconds, 0) * 1000);
  int hours = (int) (thousandths / 3600000);
  int minutes = (int) (thousandths / 60000 % 60);
  gint64 rest = thousandths % 60000;
  g_autofree char *figure = without_zeros (rest);
  g_autofree char *seconds_text =
    rest == 1000 ? g_strdup (_ ("1 second")) : g_strdup_printf (_ ("%s seconds"), figure);
  g_autofree char *minutes_text = NULL;
  g_autofree char *hours_text = NULL;

  if (hours == 0 && minutes == 0)
    return g_steal_pointer (&seconds_text);

  minutes_text = g_strdup_printf (ngettext ("%d minute", "%d minutes", minutes), minutes);
  if (hours == 0)
    return g_strdup_printf ("%s %s", minutes_text, seconds_text);

  hours_text = g_strdup_printf (ngettext ("%d hour", "%d hours", hours), hours);

  return g_strdup_printf ("%s %s %s", hours_text, minutes_text, seconds_text);
}

static const struct {
  double step;
  int parts;
} steps[] = {
  { 0.001, 5 }, { 0.002, 4 }, { 0.005, 5 }, { 0.01, 5 },  { 0.02, 4 }, { 0.05, 5 }, { 0.1, 5 },
  { 0.2, 4 },   { 0.5, 5 },   { 1, 5 },     { 2, 4 },     { 5, 5 },    { 10, 5 },   { 15, 3 },
  { 30, 3 },    { 60, 4 },    { 120, 4 },   { 300, 5 },   { 600, 5 },  { 900, 3 },  { 1800, 3 },
  { 3600, 4 },  { 7200, 4 },  { 18000, 5 }, { 36000, 5 },
};

/**
 * sa_time_text_tick_step:
 * @least: how far apart, in seconds, the labels of a ruler must at least be
 *
 * Returns: the next round step, in seconds
 */
double
sa_time_text_tick_step (double least)
{
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i].step >= least)
      return steps[i].step;

  return ceil (least / 36000) * 36000;
}

/**
 * sa_time_text_tick_parts:
 * @step: what sa_time_text_tick_step() gave
 *
 * Returns: into how many parts small ticks divide a step
 */
int
sa_time_text_tick_parts (double step)
{
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i].step == step)
      return steps[i].parts;

  return 5;
}

/**
 * sa_time_text_tick:
 * @seconds: a place in time
 * @step: how far it is to the next label
 *
 * Returns: (transfer full): as exact as @step asks for, for instance "0:30" or "0:30.5"
 */
char *
sa_time_text_tick (double seconds, double step)
{
  int decimals = step >= 1 ? 0 : step >= 0.1 ? 1 : step >= 0.01 ? 2 : 3;

  return format_clock (llround (MAX (seconds, 0) * pow (10, decimals)), decimals);
}
