/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-fitted-private.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (SaFitted, sa_fitted, sa_fitted_ref, sa_fitted_unref)

static SaFitted *
sa_fitted_new (GFile *file)
{
  SaFitted *self = g_new0 (SaFitted, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->file = g_object_ref (file);
  self->duration = -1;
  return self;
}

/* A source that is sent as it is. */
SaFitted *
sa_fitted_new_untouched (GFile *file, const SaFileIdentity *identity)
{
  SaFitted *self = sa_fitted_new (file);

  self->identity = *identity;
  return self;
}

/* What was made for sending; takes @temporary. */
SaFitted *
sa_fitted_new_temporary (SaTempFile *temporary)
{
  g_autoptr (GFile) file = g_file_new_for_path (sa_temp_file_get_path (temporary));
  SaFitted *self = sa_fitted_new (file);

  self->temporary = temporary;
  return self;
}

static gboolean
is_media_ending (const char *ending)
{
  static const char *endings[] = { "3gp", "aac",  "aif", "aifc", "aiff", "alac", "amr",  "ape",
                                   "asf", "au",   "avi", "caf",  "flac", "flv",  "m4a",  "m4b",
                                   "m4r", "m4v",  "mka", "mkv",  "mov",  "mp1",  "mp2",  "mp3",
                                   "mp4", "mpeg", "mpg", "oga",  "ogg",  "ogv",  "opus", "rf64",
                                   "snd", "spx",  "ts",  "w64",  "wav",  "wave", "weba", "webm",
                                   "wma", "wmv",  "wv" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++) {
    if (g_ascii_strcasecmp (ending, endings[i]) == 0)
      return TRUE;
  }
  return FALSE;
}

/* The ending of another kind of media gives way; any other dot belongs to the name. */
char *
sa_fitted_make_filename (const char *basename, const char *extension)
{
  const char *dot = strrchr (basename, '.');
  gsize length = strlen (basename);

  if (dot != NULL && is_media_ending (dot + 1))
    length = (gsize) (dot - basename);
  if (length == 0)
    return g_strconcat ("audio.", extension, NULL);
  return g_strdup_printf ("%.*s.%s", (int) length, basename, extension);
}

SaFitted *
sa_fitted_ref (SaFitted *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
sa_fitted_unref (SaFitted *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_object (&self->file);
  g_clear_pointer (&self->temporary, sa_temp_file_free);
  g_free (self->filename);
  g_free (self->media_type);
  g_free (self->sha256);
  g_free (self->description);
  g_free (self);
}

/** sa_fitted_get_file: Returns: (transfer none): the file to send */
GFile *
sa_fitted_get_file (const SaFitted *self)
{
  return self->file;
}

/** sa_fitted_is_untouched: Returns: whether the source itself is sent, byte for byte */
gboolean
sa_fitted_is_untouched (const SaFitted *self)
{
  return self->temporary == NULL;
}

/**
 * sa_fitted_get_filename:
 *
 * Returns: the name to send, in UTF-8: that of the source with the ending of what the content is
 */
const char *
sa_fitted_get_filename (const SaFitted *self)
{
  return self->filename;
}

/** sa_fitted_get_media_type: Returns: such as "audio/mpeg" */
const char *
sa_fitted_get_media_type (const SaFitted *self)
{
  return self->media_type;
}

/** sa_fitted_get_bytes: Returns: how many bytes will be sent */
gint64
sa_fitted_get_bytes (const SaFitted *self)
{
  return self->identity.bytes;
}

/** sa_fitted_get_duration: Returns: seconds of sound; below 0 for what is not speech */
double
sa_fitted_get_duration (const SaFitted *self)
{
  return self->duration;
}

/** sa_fitted_get_sample_rate: Returns: frames per second; 0 for what is not speech */
int
sa_fitted_get_sample_rate (const SaFitted *self)
{
  return self->sample_rate;
}

/** sa_fitted_get_channels: Returns: the number of channels; 0 for what is not speech */
int
sa_fitted_get_channels (const SaFitted *self)
{
  return self->channels;
}

/** sa_fitted_get_sha256: Returns: the hash of the bytes to send, in hexadecimal */
const char *
sa_fitted_get_sha256 (const SaFitted *self)
{
  return self->sha256;
}

/** sa_fitted_get_description: Returns: in words, such as "42.0 s as 16-bit WAV, 48 kHz, mono" */
const char *
sa_fitted_get_description (const SaFitted *self)
{
  return self->description;
}

/**
 * sa_fitted_is_current:
 *
 * Returns: whether the file to send still is what was hashed. A source may change or vanish while
 *   it waits to be sent: then %FALSE with an error that says so.
 */
gboolean
sa_fitted_is_current (const SaFitted *self, GError **error)
{
  return sa_file_identity_check (&self->identity, self->file, error);
}
