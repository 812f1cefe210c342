/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-multipart.h"

#include <string.h>

/* As browsers write it (WHATWG HTML, multipart/form-data encoding algorithm): raw UTF-8, and only
 * what would end the line or the quotes is escaped. Servers know no other way. */
static char *
escape_filename (const char *filename)
{
  g_autofree char *valid = g_utf8_make_valid (filename, -1);
  g_autoptr (GString) escaped = g_string_new (valid);

  g_string_replace (escaped, "\"", "%22", 0);
  g_string_replace (escaped, "\r", "%0D", 0);
  g_string_replace (escaped, "\n", "%0A", 0);

  return g_string_free (g_steal_pointer (&escaped), FALSE);
}

/* A media type goes into a header as it is: only what can be one does. */
static gboolean
is_media_type (const char *text)
{
  const char *slash = text != NULL ? strchr (text, '/') : NULL;

  if (slash == NULL || slash == text || slash[1] == '\0')
    return FALSE;

  for (const char *at = text; *at != '\0'; at++)
    if (at != slash && !g_ascii_isalnum (*at) && strchr ("!#$&-^_.+", *at) == NULL)
      return FALSE;

  return TRUE;
}

/**
 * sa_multipart_new:
 * @purpose: the `purpose` field
 * @filename: the name the file is sent under
 * @media_type: (nullable): its media type; application/octet-stream for none or nonsense
 *
 * Frames a file with its purpose before it, in the order of the API's documents. The boundary
 * is random (122 bits), so that no file holds it by chance or by design.
 *
 * Returns: (transfer full): the frame
 */
SaMultipart *
sa_multipart_new (const char *purpose, const char *filename, const char *media_type)
{
  SaMultipart *self = g_new0 (SaMultipart, 1);
  g_autofree char *escaped = escape_filename (filename);
  g_autofree char *uuid = NULL;
  g_autofree char *boundary = NULL;
  char *head, *tail;

  do {
    g_free (uuid);
    g_free (boundary);
    uuid = g_uuid_string_random ();
    boundary = g_strconcat ("soundalike-", uuid, NULL);
  } while (strstr (escaped, boundary) != NULL);

  head = g_strdup_printf ("--%s\r\n"
                          "Content-Disposition: form-data; name=\"purpose\"\r\n"
                          "\r\n"
                          "%s\r\n"
                          "--%s\r\n"
                          "Content-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n"
                          "Content-Type: %s\r\n"
                          "\r\n",
                          boundary, purpose, boundary, escaped,
                          is_media_type (media_type) ? media_type : "application/octet-stream");
  tail = g_strdup_printf ("\r\n--%s--\r\n", boundary);

  self->content_type = g_strconcat ("multipart/form-data; boundary=", boundary, NULL);
  self->head = g_bytes_new_take (head, strlen (head));
  self->tail = g_bytes_new_take (tail, strlen (tail));

  return self;
}

/**
 * sa_multipart_free:
 * @self: (nullable) (transfer full): a frame
 */
void
sa_multipart_free (SaMultipart *self)
{
  if (self == NULL)
    return;

  g_free (self->content_type);
  g_bytes_unref (self->head);
  g_bytes_unref (self->tail);
  g_free (self);
}
