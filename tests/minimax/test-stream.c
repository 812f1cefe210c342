/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The body of an upload: exact, held and resumed, and closed in the middle. */
#include "support.h"

#include "minimax/sa-upload-stream.h"

#include <string.h>

static SaUploadStream *
open_stream (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) opened = g_file_read (file, NULL, &error);
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GBytes) head = g_bytes_new_static ("head", 4);
  g_autoptr (GBytes) tail = g_bytes_new_static ("tail", 4);

  g_assert_no_error (error);
  info = g_file_input_stream_query_info (opened, SA_UPLOAD_STREAM_ATTRIBUTES, NULL, &error);
  g_assert_no_error (error);

  return sa_upload_stream_new (opened, info, head, tail);
}

static gssize
read_now (SaUploadStream *stream, void *buffer, gsize count)
{
  g_autoptr (GError) error = NULL;
  gssize got = g_pollable_input_stream_read_nonblocking (G_POLLABLE_INPUT_STREAM (stream), buffer,
                                                         count, NULL, &error);

  if (got < 0)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);

  return got;
}

/* Odd counts, so that nothing falls on a border of its own making. */
static void
test_exact (void)
{
  g_autofree char *path = scratch_file ("exact", 700001);
  g_autofree char *contents = NULL;
  SaUploadStream *stream = open_stream (path);
  g_autoptr (GByteArray) got = g_byte_array_new ();
  guint8 buffer[3001];
  gsize length;
  gssize count;

  g_assert_cmpint (sa_upload_stream_get_length (stream), ==, 700009);
  g_assert_cmpint (sa_upload_stream_get_file_length (stream), ==, 700001);
  while ((count = read_now (stream, buffer, sizeof buffer)) != 0) {
    if (count > 0)
      g_byte_array_append (got, buffer, (guint) count);
    else
      g_main_context_iteration (NULL, TRUE);
  }

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_cmpuint (got->len, ==, length + 8);
  g_assert_cmpmem (got->data, 4, "head", 4);
  g_assert_cmpmem (got->data + 4, length, contents, length);
  g_assert_cmpmem (got->data + 4 + length, 4, "tail", 4);
  g_assert_false (sa_upload_stream_hold (stream));
  g_assert_null (sa_upload_stream_get_error (stream));
  g_assert_finalize_object (stream);
}

static void
test_count (void)
{
  g_autofree char *path = scratch_file ("count", 10);
  g_autoptr (SaUploadStream) stream = open_stream (path);

  g_assert_cmpint (sa_upload_stream_count_file_bytes (stream, 0), ==, 0);
  g_assert_cmpint (sa_upload_stream_count_file_bytes (stream, 4), ==, 0);
  g_assert_cmpint (sa_upload_stream_count_file_bytes (stream, 5), ==, 1);
  g_assert_cmpint (sa_upload_stream_count_file_bytes (stream, 14), ==, 10);
  g_assert_cmpint (sa_upload_stream_count_file_bytes (stream, 18), ==, 10);
}

static gboolean
ready_cb (GObject *stream, gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_REMOVE;
}

static void
test_hold (void)
{
  g_autofree char *path = scratch_file ("hold", 10);
  g_autoptr (SaUploadStream) stream = open_stream (path);
  g_autoptr (GSource) source = NULL;
  gboolean ready = FALSE;
  char buffer[4];

  g_assert_true (sa_upload_stream_hold (stream));
  g_assert_cmpint (read_now (stream, buffer, sizeof buffer), ==, -1);
  source = g_pollable_input_stream_create_source (G_POLLABLE_INPUT_STREAM (stream), NULL);
  g_source_set_callback (source, G_SOURCE_FUNC (ready_cb), &ready, NULL);
  g_source_attach (source, NULL);
  for (guint i = 0; i < 10; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_false (ready);

  sa_upload_stream_resume (stream);
  wait_until (ready);
  g_assert_cmpint (read_now (stream, buffer, sizeof buffer), ==, 4);
  g_assert_cmpmem (buffer, 4, "head", 4);
}

/* Closed while a read is under way: no fault of the file. */
static void
test_closed (void)
{
  g_autofree char *path = scratch_file ("closed", 1000000);
  SaUploadStream *stream = open_stream (path);

  g_assert_true (g_input_stream_close (G_INPUT_STREAM (stream), NULL, NULL));
  wait_until (G_OBJECT (stream)->ref_count == 1);
  g_assert_null (sa_upload_stream_get_error (stream));
  g_assert_finalize_object (stream);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stream/exact", test_exact);
  g_test_add_func ("/stream/count", test_count);
  g_test_add_func ("/stream/hold", test_hold);
  g_test_add_func ("/stream/closed", test_closed);

  status = g_test_run ();
  scratch_clear ();

  return status;
}
