/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-upload-stream.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* One block is sent while the next is read: what a file costs in memory, whatever its size. */
#define BLOCK_BYTES (128 * 1024)

typedef struct {
  guint8 *data;
  gsize filled;
  gsize taken;
} SaBlock;

/**
 * SaUploadStream:
 *
 * The body of an upload: a head, a file, a tail, of a length known beforehand. The file is read
 * ahead in another thread, so that a slow disk never holds up the main loop; the stream itself
 * is only ever read without waiting, which libsoup does several times faster than anything else.
 * A file that has another size or time when it was read to its end is an error: its tail is never
 * given out, so that no server can take a wrong body for a right one.
 */
struct _SaUploadStream {
  GInputStream parent_instance;

  GFileInputStream *file;
  GCancellable *cancellable;
  GBytes *head;
  GBytes *tail;
  gint64 file_length;
  guint64 modified;
  guint32 modified_usec;

  SaBlock front;
  SaBlock back;
  gboolean loading;
  gint64 loaded;
  gboolean checked;
  gsize head_taken;
  gsize tail_taken;
  gboolean held;
  GError *error;
  GPtrArray *waiting;
};

static void sa_upload_stream_pollable_init (GPollableInputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SaUploadStream,
                               sa_upload_stream,
                               G_TYPE_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM,
                                                      sa_upload_stream_pollable_init))

static void load_more (SaUploadStream *self);

static gsize
block_left (const SaBlock *block)
{
  return block->filled - block->taken;
}

static gsize
bytes_left (GBytes *bytes, gsize taken)
{
  return g_bytes_get_size (bytes) - taken;
}

static gboolean
is_readable (SaUploadStream *self)
{
  if (self->held)
    return FALSE;

  return bytes_left (self->head, self->head_taken) > 0 || block_left (&self->front) > 0 ||
         self->error != NULL || self->checked;
}

static void
wake (SaUploadStream *self)
{
  if (!is_readable (self))
    return;

  for (guint i = 0; i < self->waiting->len; i++)
    g_source_set_ready_time (g_ptr_array_index (self->waiting, i), 0);
  g_ptr_array_set_size (self->waiting, 0);
}

static void
turn_blocks (SaUploadStream *self)
{
  SaBlock empty;

  if (block_left (&self->front) > 0 || block_left (&self->back) == 0)
    return;

  empty = self->front;
  self->front = self->back;
  self->back = empty;
  self->back.filled = self->back.taken = 0;
}

static void
fail_changed (SaUploadStream *self)
{
  if (self->error == NULL)
    self->error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED,
                                       _ ("the file changed while it was being sent"));
}

/* A read that was still under way when the stream was closed says nothing about the file. */
static void
forget_cancelled (SaUploadStream *self)
{
  if (g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_clear_error (&self->error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaUploadStream) self = user_data;
  gssize count = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &self->error);

  self->loading = FALSE;
  forget_cancelled (self);
  if (count == 0)
    fail_changed (self);
  if (count > 0) {
    self->back.filled = (gsize) count;
    self->loaded += count;
    turn_blocks (self);
    load_more (self);
  }
  wake (self);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaUploadStream) self = user_data;
  g_autoptr (GFileInfo) info = NULL;

  info = g_file_input_stream_query_info_finish (G_FILE_INPUT_STREAM (source), result, &self->error);
  self->loading = FALSE;
  forget_cancelled (self);
  if (info != NULL) {
    self->checked = TRUE;
    if (g_file_info_get_size (info) != self->file_length ||
        g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED) != self->modified ||
        g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC) !=
          self->modified_usec)
      fail_changed (self);
  }
  wake (self);
}

/* Keeps the back block filled; after the last block, looks whether the file is still the same. */
static void
load_more (SaUploadStream *self)
{
  gint64 left = self->file_length - self->loaded;

  if (self->loading || self->error != NULL || self->checked || block_left (&self->back) > 0)
    return;

  self->loading = TRUE;
  if (left > 0)
    g_input_stream_read_async (G_INPUT_STREAM (self->file), self->back.data,
                               (gsize) MIN (left, BLOCK_BYTES), G_PRIORITY_DEFAULT,
                               self->cancellable, loaded_cb, g_object_ref (self));
  else
    g_file_input_stream_query_info_async (self->file, SA_UPLOAD_STREAM_ATTRIBUTES,
                                          G_PRIORITY_DEFAULT, self->cancellable, checked_cb,
                                          g_object_ref (self));
}

static gsize
take_bytes (GBytes *bytes, gsize *taken, void *buffer, gsize count)
{
  const guint8 *data = g_bytes_get_data (bytes, NULL);
  gsize given = MIN (count, bytes_left (bytes, *taken));

  memcpy (buffer, data + *taken, given);
  *taken += given;

  return given;
}

static gsize
take_block (SaUploadStream *self, void *buffer, gsize count)
{
  gsize given = MIN (count, block_left (&self->front));

  memcpy (buffer, self->front.data + self->front.taken, given);
  self->front.taken += given;
  turn_blocks (self);
  load_more (self);

  return given;
}

static gssize
sa_upload_stream_read_nonblocking (GPollableInputStream *stream,
                                   void *buffer,
                                   gsize count,
                                   GError **error)
{
  SaUploadStream *self = SA_UPLOAD_STREAM (stream);

  if (!is_readable (self)) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK, g_strerror (EAGAIN));
    return -1;
  }
  if (bytes_left (self->head, self->head_taken) > 0)
    return (gssize) take_bytes (self->head, &self->head_taken, buffer, count);
  if (self->error != NULL) {
    g_propagate_error (error, g_error_copy (self->error));
    return -1;
  }
  if (block_left (&self->front) > 0)
    return (gssize) take_block (self, buffer, count);

  return (gssize) take_bytes (self->tail, &self->tail_taken, buffer, count);
}

static gssize
sa_upload_stream_read (GInputStream *stream,
                       void *buffer,
                       gsize count,
                       GCancellable *cancellable,
                       GError **error)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                       "An upload is read without waiting");

  return -1;
}

static gboolean
sa_upload_stream_close (GInputStream *stream, GCancellable *cancellable, GError **error)
{
  g_cancellable_cancel (SA_UPLOAD_STREAM (stream)->cancellable);

  return TRUE;
}

static GSource *
sa_upload_stream_create_source (GPollableInputStream *stream, GCancellable *cancellable)
{
  SaUploadStream *self = SA_UPLOAD_STREAM (stream);
  gboolean ready = is_readable (self);
  g_autoptr (GSource) timer = g_timeout_source_new (ready ? 0 : G_MAXUINT);

  if (!ready)
    g_ptr_array_add (self->waiting, g_source_ref (timer));

  return g_pollable_source_new_full (stream, timer, cancellable);
}

static gboolean
sa_upload_stream_is_readable (GPollableInputStream *stream)
{
  return is_readable (SA_UPLOAD_STREAM (stream));
}

static void
sa_upload_stream_finalize (GObject *object)
{
  SaUploadStream *self = SA_UPLOAD_STREAM (object);

  g_clear_object (&self->file);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->head, g_bytes_unref);
  g_clear_pointer (&self->tail, g_bytes_unref);
  g_clear_pointer (&self->front.data, g_free);
  g_clear_pointer (&self->back.data, g_free);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (sa_upload_stream_parent_class)->finalize (object);
}

static void
sa_upload_stream_class_init (SaUploadStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sa_upload_stream_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = sa_upload_stream_read;
  G_INPUT_STREAM_CLASS (klass)->close_fn = sa_upload_stream_close;
}

static void
sa_upload_stream_pollable_init (GPollableInputStreamInterface *iface)
{
  iface->is_readable = sa_upload_stream_is_readable;
  iface->create_source = sa_upload_stream_create_source;
  iface->read_nonblocking = sa_upload_stream_read_nonblocking;
}

static void
sa_upload_stream_init (SaUploadStream *self)
{
  self->cancellable = g_cancellable_new ();
  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) g_source_unref);
  self->front.data = g_malloc (BLOCK_BYTES);
  self->back.data = g_malloc (BLOCK_BYTES);
}

/**
 * sa_upload_stream_new:
 * @file: the opened file, at its beginning
 * @info: its %SA_UPLOAD_STREAM_ATTRIBUTES as they were when it was opened
 * @head: what goes before it
 * @tail: what goes after it
 *
 * Begins to read at once, and answers on the caller's thread-default main context.
 *
 * Returns: (transfer full): a stream of exactly sa_upload_stream_get_length() bytes
 */
SaUploadStream *
sa_upload_stream_new (GFileInputStream *file, GFileInfo *info, GBytes *head, GBytes *tail)
{
  SaUploadStream *self = g_object_new (SA_TYPE_UPLOAD_STREAM, NULL);

  self->file = g_object_ref (file);
  self->head = g_bytes_ref (head);
  self->tail = g_bytes_ref (tail);
  self->file_length = g_file_info_get_size (info);
  self->modified = g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED);
  self->modified_usec =
    g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC);
  load_more (self);

  return self;
}

/**
 * sa_upload_stream_get_length:
 * @self: a stream
 *
 * Returns: the bytes of head, file and tail
 */
gint64
sa_upload_stream_get_length (SaUploadStream *self)
{
  return (gint64) g_bytes_get_size (self->head) + self->file_length +
         (gint64) g_bytes_get_size (self->tail);
}

/**
 * sa_upload_stream_get_file_length:
 * @self: a stream
 *
 * Returns: the bytes of the file
 */
gint64
sa_upload_stream_get_file_length (SaUploadStream *self)
{
  return self->file_length;
}

/**
 * sa_upload_stream_count_file_bytes:
 * @self: a stream
 * @body_bytes: how much of the whole was sent
 *
 * Returns: how much of the file is in the first @body_bytes
 */
gint64
sa_upload_stream_count_file_bytes (SaUploadStream *self, gint64 body_bytes)
{
  return CLAMP (body_bytes - (gint64) g_bytes_get_size (self->head), 0, self->file_length);
}

/**
 * sa_upload_stream_hold:
 * @self: a stream
 *
 * Gives nothing out until sa_upload_stream_resume(), for a server that answers while it is sent
 * to.
 *
 * Returns: %FALSE if the last byte was already given out
 */
gboolean
sa_upload_stream_hold (SaUploadStream *self)
{
  if (bytes_left (self->tail, self->tail_taken) == 0)
    return FALSE;

  self->held = TRUE;

  return TRUE;
}

/**
 * sa_upload_stream_resume:
 * @self: a stream
 *
 * Goes on after sa_upload_stream_hold().
 */
void
sa_upload_stream_resume (SaUploadStream *self)
{
  self->held = FALSE;
  wake (self);
}

/**
 * sa_upload_stream_get_error:
 * @self: a stream
 *
 * Returns: (nullable) (transfer none): why the file could not be read to its end
 */
const GError *
sa_upload_stream_get_error (SaUploadStream *self)
{
  return self->error;
}
