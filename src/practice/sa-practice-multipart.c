/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice/sa-practice-multipart.h"

#include <string.h>

#define MAX_HEADER_BYTES 8192
#define MAX_PARTS 16
#define MAX_PADDING 128

typedef enum {
  STATE_PREAMBLE, /* before the first boundary: skipped */
  STATE_BOUNDARY, /* just after a boundary: CRLF or "--" must come */
  STATE_HEADERS,
  STATE_BODY,
  STATE_EPILOGUE, /* after the last boundary: ignored */
} State;

struct _SaPracticeMultipart {
  State state;
  char *delimiter; /* CRLF "--" boundary */
  gsize delimiter_length;
  GByteArray *pending; /* what came and is not yet understood */
  guint parts;

  SaPracticeMultipartFuncs funcs;
  gpointer user_data;
};

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, message);
  return FALSE;
}

static gboolean
boundary_is_lawful (const char *boundary)
{
  gsize length = boundary != NULL ? strlen (boundary) : 0;

  if (length < 1 || length > 70 || boundary[length - 1] == ' ')
    return FALSE;
  for (gsize i = 0; i < length; i++) {
    if (!g_ascii_isalnum (boundary[i]) && strchr ("'()+_,-./:=? ", boundary[i]) == NULL)
      return FALSE;
  }
  return TRUE;
}

/* Both customs of writing a quote inside quotes are understood: RFC 2616's \" and WHATWG's %22. */
static char *
unquote (const char **at)
{
  GString *value = g_string_new (NULL);
  const char *p = *at;

  if (*p == '"') {
    for (p++; *p != '"'; p++) {
      if (*p == '\0')
        return g_string_free (value, TRUE), NULL;
      if (p[0] == '\\' && p[1] == '"')
        p++;
      g_string_append_c (value, *p);
    }
    p++;
    g_string_replace (value, "%22", "\"", 0);
    g_string_replace (value, "%0D", "\r", 0);
    g_string_replace (value, "%0A", "\n", 0);
  } else {
    for (; *p != '\0' && *p != ';' && !g_ascii_isspace (*p); p++)
      g_string_append_c (value, *p);
  }

  *at = p;
  return g_string_free (value, FALSE);
}

/* Content-Disposition: form-data; name="…"; filename="…" */
static gboolean
parse_disposition (const char *value, char **name, char **filename)
{
  const char *p = value;

  if (g_ascii_strncasecmp (p, "form-data", 9) != 0)
    return FALSE;

  for (p += 9;;) {
    g_autofree char *key = NULL;
    g_autofree char *content = NULL;
    gsize key_length;

    while (g_ascii_isspace (*p))
      p++;
    if (*p == '\0')
      return TRUE;
    if (*p++ != ';')
      return FALSE;
    while (g_ascii_isspace (*p))
      p++;
    key_length = strcspn (p, "=; \t\"");
    key = g_ascii_strdown (p, (gssize) key_length);
    p += key_length;
    if (key_length == 0 || *p++ != '=' || (content = unquote (&p)) == NULL)
      return FALSE;

    if (g_str_equal (key, "name")) {
      if (*name != NULL)
        return FALSE;
      *name = g_steal_pointer (&content);
    } else if (g_str_equal (key, "filename")) {
      if (*filename != NULL)
        return FALSE;
      *filename = g_steal_pointer (&content);
    }
  }
}

static gboolean
parse_headers (char *block, char **name, char **filename, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (block, "\r\n", -1);

  for (guint i = 0; lines[i] != NULL; i++) {
    char *colon = strchr (lines[i], ':');
    const char *value;

    if (colon == NULL || colon == lines[i] || g_ascii_isspace (lines[i][0]))
      return fail (error, "a part of the form has a header line that cannot be read");
    *colon = '\0';
    value = g_strstrip (colon + 1);

    if (g_ascii_strcasecmp (lines[i], "content-disposition") == 0) {
      if (*name != NULL || !parse_disposition (value, name, filename))
        return fail (error, "a part of the form has a Content-Disposition that cannot be read");
    } else if (g_ascii_strcasecmp (lines[i], "content-type") == 0) {
      if (g_ascii_strncasecmp (value, "multipart/", 10) == 0)
        return fail (error, "a part of the form is a form itself");
    } else if (g_ascii_strcasecmp (lines[i], "content-transfer-encoding") == 0) {
      if (g_ascii_strcasecmp (value, "binary") != 0 && g_ascii_strcasecmp (value, "8bit") != 0 &&
          g_ascii_strcasecmp (value, "7bit") != 0)
        return fail (error, "a part of the form is in an encoding that is not understood");
    }
  }

  if (*name == NULL)
    return fail (error, "a part of the form has no name");
  return TRUE;
}

static void
consume (SaPracticeMultipart *self, gsize length)
{
  g_byte_array_remove_range (self->pending, 0, (guint) length);
}

static gboolean
emit (SaPracticeMultipart *self, gsize length, GError **error)
{
  if (length == 0)
    return TRUE;
  if (self->state == STATE_BODY &&
      !self->funcs.data (self->pending->data, length, self->user_data, error))
    return FALSE;

  consume (self, length);
  return TRUE;
}

/* Each step_… function sets @more when it got further and another step may follow from what is there. */
static gboolean
step_body (SaPracticeMultipart *self, gboolean *more, GError **error)
{
  const guint8 *data = self->pending->data;
  gsize length = self->pending->len;
  const guint8 *hit = memmem (data, length, self->delimiter, self->delimiter_length);
  gboolean was_body = self->state == STATE_BODY;

  if (hit == NULL)
    return length < self->delimiter_length ||
           emit (self, length - self->delimiter_length + 1, error);

  if (!emit (self, (gsize) (hit - data), error))
    return FALSE;
  consume (self, self->delimiter_length);
  self->state = STATE_BOUNDARY;
  *more = TRUE;
  return !was_body || self->funcs.end (self->user_data, error);
}

static gboolean
step_boundary (SaPracticeMultipart *self, gboolean *more, GError **error)
{
  const guint8 *data = self->pending->data;
  gsize length = self->pending->len;
  gsize i = 0;

  if (length < 2)
    return TRUE;
  if (data[0] == '-' && data[1] == '-') {
    self->state = STATE_EPILOGUE;
    return TRUE;
  }

  while (i < length && (data[i] == ' ' || data[i] == '\t'))
    i++;
  if (i > MAX_PADDING || (i < length && data[i] != '\r') || (i + 1 < length && data[i + 1] != '\n'))
    return fail (error, "the form has a boundary line that cannot be read");
  if (i + 1 >= length)
    return TRUE;

  if (++self->parts > MAX_PARTS)
    return fail (error, "the form has too many parts");
  consume (self, i + 2);
  self->state = STATE_HEADERS;
  *more = TRUE;
  return TRUE;
}

static gboolean
step_headers (SaPracticeMultipart *self, gboolean *more, GError **error)
{
  g_autofree char *block = NULL;
  g_autofree char *name = NULL;
  g_autofree char *filename = NULL;
  gsize length = self->pending->len;
  const guint8 *end = memmem (self->pending->data, length, "\r\n\r\n", 4);

  if (end == NULL && length <= MAX_HEADER_BYTES)
    return TRUE;
  if (end == NULL || end - self->pending->data > MAX_HEADER_BYTES)
    return fail (error, "a part of the form has too long a header");

  length = (gsize) (end - self->pending->data);
  if (memchr (self->pending->data, '\0', length) != NULL ||
      !g_utf8_validate ((const char *) self->pending->data, (gssize) length, NULL))
    return fail (error, "a part of the form has a header that is not UTF-8");
  block = g_strndup ((const char *) self->pending->data, length);
  if (!parse_headers (block, &name, &filename, error) ||
      !self->funcs.begin (name, filename, self->user_data, error))
    return FALSE;

  consume (self, length + 4);
  self->state = STATE_BODY;
  *more = TRUE;
  return TRUE;
}

/**
 * sa_practice_multipart_new:
 * @boundary: (nullable): the boundary parameter of the Content-Type
 * @funcs: what to call with the parts
 *
 * Returns: (transfer full): a reader, or %NULL with %G_IO_ERROR_INVALID_DATA when @boundary is none
 */
SaPracticeMultipart *
sa_practice_multipart_new (const char *boundary,
                           const SaPracticeMultipartFuncs *funcs,
                           gpointer user_data,
                           GError **error)
{
  SaPracticeMultipart *self;

  if (!boundary_is_lawful (boundary)) {
    fail (error, "the form has no lawful boundary");
    return NULL;
  }

  self = g_new0 (SaPracticeMultipart, 1);
  self->delimiter = g_strconcat ("\r\n--", boundary, NULL);
  self->delimiter_length = strlen (self->delimiter);
  self->funcs = *funcs;
  self->user_data = user_data;
  /* The first boundary has no line before it; with this it looks like any other. */
  self->pending = g_byte_array_append (g_byte_array_new (), (const guint8 *) "\r\n", 2);
  return self;
}

void
sa_practice_multipart_free (SaPracticeMultipart *self)
{
  g_free (self->delimiter);
  g_byte_array_unref (self->pending);
  g_free (self);
}

/**
 * sa_practice_multipart_feed:
 *
 * Takes the next bytes of the body.
 *
 * Returns: %FALSE when the form is malformed (%G_IO_ERROR_INVALID_DATA) or one of the functions failed
 */
gboolean
sa_practice_multipart_feed (SaPracticeMultipart *self,
                            const guint8 *data,
                            gsize length,
                            GError **error)
{
  gboolean more = TRUE;

  if (self->state == STATE_EPILOGUE)
    return TRUE;

  g_byte_array_append (self->pending, data, (guint) length);
  while (more) {
    gboolean good = TRUE;

    more = FALSE;
    switch (self->state) {
    case STATE_PREAMBLE:
    case STATE_BODY:
      good = step_body (self, &more, error);
      break;
    case STATE_BOUNDARY:
      good = step_boundary (self, &more, error);
      break;
    case STATE_HEADERS:
      good = step_headers (self, &more, error);
      break;
    case STATE_EPILOGUE:
    default:
      break;
    }
    if (!good)
      return FALSE;
  }
  return TRUE;
}

/**
 * sa_practice_multipart_finish:
 *
 * Says that the body has ended.
 *
 * Returns: %FALSE with %G_IO_ERROR_INVALID_DATA when the last boundary has not come
 */
gboolean
sa_practice_multipart_finish (SaPracticeMultipart *self, GError **error)
{
  if (self->state != STATE_EPILOGUE)
    return fail (error, "the form is cut off");

  return TRUE;
}
