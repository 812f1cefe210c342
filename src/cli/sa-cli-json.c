/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-cli-json.h"

#include <math.h>
#include <string.h>

struct _SaCliJson {
  GString *text;
  GString *closers; /* the brackets that are open, innermost last */
  gboolean comma; /* something stands before the next member */
};

static void
append_string (GString *text, const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (value, -1);

  g_string_append_c (text, '"');
  for (const char *p = valid; *p != '\0'; p++) {
    switch (*p) {
    case '"':
      g_string_append (text, "\\\"");
      break;
    case '\\':
      g_string_append (text, "\\\\");
      break;
    case '\n':
      g_string_append (text, "\\n");
      break;
    case '\t':
      g_string_append (text, "\\t");
      break;
    default:
      if ((guchar) *p < 0x20 || *p == 0x7f)
        g_string_append_printf (text, "\\u%04x", (guint) (guchar) *p);
      else
        g_string_append_c (text, *p);
    }
  }
  g_string_append_c (text, '"');
}

static void
begin_member (SaCliJson *self, const char *name)
{
  if (self->comma)
    g_string_append (self->text, ", ");
  self->comma = TRUE;
  if (name == NULL)
    return;
  append_string (self->text, name);
  g_string_append (self->text, ": ");
}

static void
begin (SaCliJson *self, const char *name, char opener, char closer)
{
  begin_member (self, name);
  g_string_append_c (self->text, opener);
  g_string_append_c (self->closers, closer);
  self->comma = FALSE;
}

SaCliJson *
sa_cli_json_new (void)
{
  SaCliJson *self = g_new0 (SaCliJson, 1);

  self->text = g_string_new ("{");
  self->closers = g_string_new ("}");
  return self;
}

void
sa_cli_json_free (SaCliJson *self)
{
  g_string_free (self->text, TRUE);
  g_string_free (self->closers, TRUE);
  g_free (self);
}

void
sa_cli_json_begin_object (SaCliJson *self, const char *name)
{
  begin (self, name, '{', '}');
}

void
sa_cli_json_begin_array (SaCliJson *self, const char *name)
{
  begin (self, name, '[', ']');
}

void
sa_cli_json_end (SaCliJson *self)
{
  g_return_if_fail (self->closers->len > 0);

  g_string_append_c (self->text, self->closers->str[self->closers->len - 1]);
  g_string_truncate (self->closers, self->closers->len - 1);
  self->comma = TRUE;
}

/* %NULL is null. */
void
sa_cli_json_add_string (SaCliJson *self, const char *name, const char *value)
{
  if (value == NULL) {
    sa_cli_json_add_null (self, name);
    return;
  }
  begin_member (self, name);
  append_string (self->text, value);
}

void
sa_cli_json_add_int (SaCliJson *self, const char *name, gint64 value)
{
  begin_member (self, name);
  g_string_append_printf (self->text, "%" G_GINT64_FORMAT, value);
}

/* 0 and below, which is no ID, is null. */
void
sa_cli_json_add_id (SaCliJson *self, const char *name, gint64 id)
{
  if (id > 0)
    sa_cli_json_add_int (self, name, id);
  else
    sa_cli_json_add_null (self, name);
}

/* Rounded to @decimals; NaN and infinity are null. */
void
sa_cli_json_add_double (SaCliJson *self, const char *name, double value, int decimals)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char format[] = "%.0f";

  if (!isfinite (value)) {
    sa_cli_json_add_null (self, name);
    return;
  }
  format[2] = (char) ('0' + decimals);
  g_ascii_formatd (buffer, sizeof buffer, format, value);
  if (strchr (buffer, '.') != NULL) {
    char *end = buffer + strlen (buffer);

    while (end[-1] == '0' && end[-2] != '.')
      *--end = '\0';
  }
  begin_member (self, name);
  g_string_append (self->text, g_str_equal (buffer, "-0.0") ? "0.0" : buffer);
}

void
sa_cli_json_add_boolean (SaCliJson *self, const char *name, gboolean value)
{
  begin_member (self, name);
  g_string_append (self->text, value ? "true" : "false");
}

void
sa_cli_json_add_null (SaCliJson *self, const char *name)
{
  begin_member (self, name);
  g_string_append (self->text, "null");
}

/**
 * sa_cli_json_finish:
 * @self: an object whose inner objects and arrays are ended
 *
 * Returns: (transfer full): the object on one line, with a line break at its end
 */
char *
sa_cli_json_finish (SaCliJson *self)
{
  g_return_val_if_fail (self->closers->len == 1, NULL);

  sa_cli_json_end (self);
  g_string_append_c (self->text, '\n');
  return g_strdup (self->text->str);
}
