/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice/sa-practice-form.h"

#include <string.h>

#include "practice/sa-practice-multipart.h"
#include "rules/sa-limits.h"
#include "rules/sa-purpose.h"

#define MAX_FIELD_BYTES 256
#define MAX_FILENAME_BYTES 1024

typedef enum {
  PART_OTHER,
  PART_PURPOSE,
  PART_FILE,
} Part;

struct _SaPracticeForm {
  SaPracticeStore *store;
  SaPracticeMultipart *reader;
  GError *error; /* the first one; after it, what comes is dropped */

  Part part;
  GString *purpose;
  char *filename;
  SaPracticeIncoming *incoming;
  gint64 bytes;
};

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, message);
  return FALSE;
}

/* A browser of old sent the whole path. */
static char *
base_name (const char *filename)
{
  const char *slash = strrchr (filename, '/');

  return g_strdup (slash != NULL ? slash + 1 : filename);
}

static gboolean
begin_file (SaPracticeForm *self, const char *filename, GError **error)
{
  if (self->incoming != NULL)
    return fail (error, "there is more than one file");
  if (filename == NULL || *filename == '\0' || strlen (filename) > MAX_FILENAME_BYTES)
    return fail (error, "the file has no lawful name");

  self->filename = base_name (filename);
  self->incoming = sa_practice_store_create_incoming (self->store, error);
  return self->incoming != NULL;
}

static gboolean
begin_part (const char *name, const char *filename, gpointer user_data, GError **error)
{
  SaPracticeForm *self = user_data;

  if (g_str_equal (name, "file")) {
    self->part = PART_FILE;
    return begin_file (self, filename, error);
  }

  self->part = PART_OTHER;
  if (g_str_equal (name, "purpose")) {
    if (self->purpose != NULL)
      return fail (error, "there is more than one purpose");
    self->part = PART_PURPOSE;
    self->purpose = g_string_new (NULL);
  }
  return TRUE;
}

/* Once it is clear that a file is refused for its size, the rest of it need not fill the disk. */
static gboolean
is_too_large (SaPracticeForm *self, gsize more)
{
  SaPurpose purpose;

  return self->purpose != NULL && sa_purpose_from_string (self->purpose->str, &purpose) &&
         sa_purpose_is_speech (purpose) && self->bytes + (gint64) more > SA_UPLOAD_MAX_BYTES;
}

static gboolean
take_data (const guint8 *data, gsize length, gpointer user_data, GError **error)
{
  SaPracticeForm *self = user_data;
  gboolean written = TRUE;

  switch (self->part) {
  case PART_FILE:
    if (!is_too_large (self, length))
      written = sa_practice_incoming_write (self->incoming, data, length, error);
    self->bytes += (gint64) length;
    return written;
  case PART_PURPOSE:
    if (self->purpose->len + length > MAX_FIELD_BYTES || memchr (data, '\0', length) != NULL)
      return fail (error, "purpose is not one of the known ones");
    g_string_append_len (self->purpose, (const char *) data, (gssize) length);
    return TRUE;
  case PART_OTHER:
  default:
    return TRUE;
  }
}

static gboolean
end_part (gpointer user_data, GError **error)
{
  return TRUE;
}

static const SaPracticeMultipartFuncs reader_funcs = { begin_part, take_data, end_part };

/**
 * sa_practice_form_new:
 * @store: where the file goes; must outlive the form
 * @boundary: (nullable): from the Content-Type
 *
 * Returns: (transfer full): an empty form. What is wrong with it, sa_practice_form_finish() tells.
 */
SaPracticeForm *
sa_practice_form_new (SaPracticeStore *store, const char *boundary)
{
  SaPracticeForm *self = g_new0 (SaPracticeForm, 1);

  self->store = store;
  self->reader = sa_practice_multipart_new (boundary, &reader_funcs, self, &self->error);
  return self;
}

/**
 * sa_practice_form_free:
 *
 * Frees the form, and deletes its file unless that was committed.
 */
void
sa_practice_form_free (SaPracticeForm *self)
{
  g_clear_pointer (&self->reader, sa_practice_multipart_free);
  g_clear_pointer (&self->incoming, sa_practice_incoming_free);
  if (self->purpose != NULL)
    g_string_free (self->purpose, TRUE);
  g_clear_error (&self->error);
  g_free (self->filename);
  g_free (self);
}

/**
 * sa_practice_form_feed:
 *
 * Takes the next bytes of the body.
 */
void
sa_practice_form_feed (SaPracticeForm *self, const guint8 *data, gsize length)
{
  if (self->error != NULL)
    return;

  /* On failure nothing of the file is of use any more. */
  if (!sa_practice_multipart_feed (self->reader, data, length, &self->error))
    g_clear_pointer (&self->incoming, sa_practice_incoming_free);
}

/**
 * sa_practice_form_finish:
 *
 * Says that the body has ended.
 *
 * Returns: whether it was a whole form with a file and a purpose; %G_IO_ERROR_INVALID_DATA is the sender's fault,
 *   any other error ours
 */
gboolean
sa_practice_form_finish (SaPracticeForm *self, GError **error)
{
  if (self->error == NULL && sa_practice_multipart_finish (self->reader, &self->error)) {
    if (self->purpose == NULL)
      fail (&self->error, "purpose is missing");
    else if (self->incoming == NULL)
      fail (&self->error, "file is missing");
  }

  if (self->error != NULL) {
    g_propagate_error (error, g_steal_pointer (&self->error));
    return FALSE;
  }
  return TRUE;
}

const char *
sa_practice_form_get_purpose (SaPracticeForm *self)
{
  return self->purpose->str;
}

const char *
sa_practice_form_get_filename (SaPracticeForm *self)
{
  return self->filename;
}

gint64
sa_practice_form_get_bytes (SaPracticeForm *self)
{
  return self->bytes;
}

SaPracticeIncoming *
sa_practice_form_get_incoming (SaPracticeForm *self)
{
  return self->incoming;
}
