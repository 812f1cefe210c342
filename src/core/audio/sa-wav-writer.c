/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-wav-writer.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <gst/audio/audio.h>
#include <string.h>
#include <unistd.h>

#include "sa-audio-error.h"
#include "sa-output.h"

#define BUFFER_BYTES (256 * 1024)
#define TAG_PCM 0x0001
#define TAG_FLOAT 0x0003
#define TAG_EXTENSIBLE 0xfffe

struct _SaWavWriter {
  int fd;
  char *name;
  SaSampleFormat format;
  int rate;
  int channels;
  guint64 data_bytes;
  guint8 *buffer;
  gsize buffered;
};

static void
put16 (GByteArray *array, guint32 value)
{
  guint8 data[2] = { value & 0xff, (value >> 8) & 0xff };

  g_byte_array_append (array, data, 2);
}

static void
put32 (GByteArray *array, guint32 value)
{
  put16 (array, value & 0xffff);
  put16 (array, value >> 16);
}

static void
put_tag (GByteArray *array, const char *tag)
{
  g_byte_array_append (array, (const guint8 *) tag, 4);
}

/* The plain form where it is defined: 16 bits, at most two channels. Else the extensible one. */
static void
put_format (SaWavWriter *self, GByteArray *array)
{
  static const guint8 guid_tail[14] = { 0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x80,
                                        0x00, 0x00, 0xaa, 0x00, 0x38, 0x9b, 0x71 };
  guint32 bytes = (guint32) sa_sample_format_get_bytes (self->format);
  guint32 channels = (guint32) self->channels, rate = (guint32) self->rate;
  guint32 tag = self->format == SA_SAMPLE_FORMAT_F32 ? TAG_FLOAT : TAG_PCM;
  gboolean is_plain = self->channels <= 2 && self->format == SA_SAMPLE_FORMAT_S16;

  put_tag (array, "fmt ");
  put32 (array, is_plain ? 16 : 40);
  put16 (array, is_plain ? tag : TAG_EXTENSIBLE);
  put16 (array, channels);
  put32 (array, rate);
  put32 (array, rate * channels * bytes);
  put16 (array, channels * bytes);
  put16 (array, bytes * 8);
  if (is_plain)
    return;
  put16 (array, 22);
  put16 (array, bytes * 8);
  /* GStreamer's channel masks have the bits of this field. */
  put32 (array,
         self->channels == 1 ? 4 : (guint32) gst_audio_channel_get_fallback_mask (self->channels));
  put16 (array, tag);
  g_byte_array_append (array, guid_tail, sizeof guid_tail);
}

static GByteArray *
make_header (SaWavWriter *self)
{
  GByteArray *array = g_byte_array_new ();
  guint32 data_bytes = (guint32) self->data_bytes, riff_bytes;

  put_tag (array, "RIFF");
  put32 (array, 0);
  put_tag (array, "WAVE");
  put_format (self, array);
  if (self->format == SA_SAMPLE_FORMAT_F32) {
    put_tag (array, "fact");
    put32 (array, 4);
    put32 (array, data_bytes / 4 / (guint32) self->channels);
  }
  put_tag (array, "data");
  put32 (array, data_bytes);
  riff_bytes = GUINT32_TO_LE ((guint32) array->len - 8 + data_bytes + (data_bytes & 1));
  memcpy (array->data + 4, &riff_bytes, 4);
  return array;
}

static gboolean
write_all (SaWavWriter *self, const guint8 *data, gsize length, GError **error)
{
  while (length > 0) {
    gssize n = write (self->fd, data, length);

    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0) {
      sa_output_set_error (error, n < 0 ? errno : ENOSPC, self->name);
      return FALSE;
    }
    data += n;
    length -= (gsize) n;
  }
  return TRUE;
}

static gboolean
flush (SaWavWriter *self, GError **error)
{
  gsize length = self->buffered;

  self->buffered = 0;
  return write_all (self, self->buffer, length, error);
}

/**
 * sa_wav_writer_new:
 * @path: where to write; what is there is overwritten
 * @name: the file as the user knows it, for errors
 */
SaWavWriter *
sa_wav_writer_new (const char *path,
                   const char *name,
                   SaSampleFormat format,
                   int rate,
                   int channels,
                   GError **error)
{
  g_autoptr (SaWavWriter) self = g_new0 (SaWavWriter, 1);
  g_autoptr (GByteArray) header = NULL;

  self->name = g_strdup (name);
  self->format = format;
  self->rate = rate;
  self->channels = channels;
  self->buffer = g_malloc (BUFFER_BYTES);
  self->fd = open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (self->fd < 0) {
    sa_output_set_error (error, errno, name);
    return NULL;
  }
  header = make_header (self);
  if (!write_all (self, header->data, header->len, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * sa_wav_writer_write:
 * @samples: @frames times as many samples as there are channels
 */
gboolean
sa_wav_writer_write (SaWavWriter *self, const float *samples, gsize frames, GError **error)
{
  gsize sample_bytes = (gsize) sa_sample_format_get_bytes (self->format);
  gsize left = frames * (gsize) self->channels;

  self->data_bytes += left * sample_bytes;
  if (self->data_bytes > G_MAXUINT32 - 128) {
    g_set_error (error, SA_AUDIO_ERROR, SA_AUDIO_ERROR_WRITE,
                 _ ("“%s” would be larger than a WAV file can be: choose FLAC"), self->name);
    return FALSE;
  }
  while (left > 0) {
    gsize n = MIN (left, (BUFFER_BYTES - self->buffered) / sample_bytes);

    if (n == 0) {
      if (!flush (self, error))
        return FALSE;
      continue;
    }
    sa_sample_format_pack (self->format, samples, n, self->buffer + self->buffered);
    self->buffered += n * sample_bytes;
    samples += n;
    left -= n;
  }
  return TRUE;
}

/** sa_wav_writer_finish: writes what is left, and the sizes, which are known only now */
gboolean
sa_wav_writer_finish (SaWavWriter *self, GError **error)
{
  g_autoptr (GByteArray) header = make_header (self);
  guint8 padding = 0;

  if (!flush (self, error) || (self->data_bytes % 2 == 1 && !write_all (self, &padding, 1, error)))
    return FALSE;
  if (lseek (self->fd, 0, SEEK_SET) != 0) {
    sa_output_set_error (error, errno, self->name);
    return FALSE;
  }
  return write_all (self, header->data, header->len, error);
}

void
sa_wav_writer_free (SaWavWriter *self)
{
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->buffer);
  g_free (self->name);
  g_free (self);
}
