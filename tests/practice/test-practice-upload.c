/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice-fixture.h"

#include <string.h>

static void
check_upload (Fixture *fixture,
              const char *purpose,
              const char *filename,
              GBytes *content,
              gint64 code,
              const char *where)
{
  g_autoptr (Reply) reply = fixture_upload (fixture, purpose, filename, content);

  reply_assert (reply, code, where);
}
#define CHECK(purpose, filename, content, code) \
  check_upload (fixture, purpose, filename, content, code, G_STRLOC)

static void
test_answer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) wav = make_wav (10, 16000, 120);
  g_autoptr (Reply) reply = fixture_upload (fixture, "voice_clone", "Grüße 你好 %22a%22.wav", wav);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (GBytes) stored = NULL;
  g_autofree char *path = NULL;
  JsonObject *file;
  gint64 id;

  assert_code (reply, 0);
  file = json_object_get_object_member (reply->json, "file");
  id = json_object_get_int_member (file, "file_id");
  g_assert_cmpint (id, >=, G_GINT64_CONSTANT (100000000000000000));
  g_assert_cmpint (json_object_get_int_member (file, "bytes"), ==, (gint64) g_bytes_get_size (wav));
  g_assert_cmpint (ABS (json_object_get_int_member (file, "created_at") - now), <=, 5);
  g_assert_cmpstr (json_object_get_string_member (file, "filename"), ==, "Grüße 你好 \"a\".wav");
  g_assert_cmpstr (json_object_get_string_member (file, "purpose"), ==, "voice_clone");
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (reply->json,
                                                                                 "base_resp"),
                                                  "status_msg"),
                   ==, "success");

  path = g_strdup_printf ("%s/files/%" G_GINT64_FORMAT, fixture->folder, id);
  stored = read_bytes (path);
  g_assert_true (g_bytes_equal (stored, wav));
  g_assert_cmpuint (count_files (fixture->folder, "incoming"), ==, 0);
}

static void
test_purposes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) wav = make_wav (10, 16000, 120);
  g_autoptr (GBytes) clip = make_wav (5, 16000, 120);
  g_autoptr (GBytes) text = g_bytes_new_static ("Hello", 5);

  CHECK ("voice_clone", "a.wav", wav, 0);
  CHECK ("voice_clone", "a.WAV", wav, 0);
  CHECK ("prompt_audio", "a.wav", clip, 0);
  CHECK ("t2a_async_input", "a.txt", text, 0);
  CHECK ("video_understanding", "a.mp4", text, 0);
  CHECK ("video_understanding", "a.txt", text, 2013);
  CHECK ("voice_cloning", "a.wav", wav, 2013);
  CHECK ("", "a.wav", wav, 2013);
  CHECK ("Voice_clone", "a.wav", wav, 2013);
}

static void
test_formats (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) wav = make_wav (11, 16000, 120);
  g_autoptr (GBytes) mp3 = make_coded (11, "mp3");
  g_autoptr (GBytes) m4a = make_coded (11, "m4a");
  g_autoptr (GBytes) ogg = make_coded (11, "ogg");
  g_autoptr (GBytes) flac = make_coded (11, "flac");
  g_autoptr (GBytes) text = g_bytes_new_static ("This is no sound at all.", 24);
  g_autoptr (GBytes) empty = g_bytes_new_static ("", 0);

  CHECK ("voice_clone", "a.mp3", mp3, 0);
  CHECK ("voice_clone", "a.m4a", m4a, 0);
  CHECK ("voice_clone", "a.mp3", m4a, 2013);
  CHECK ("voice_clone", "a.m4a", wav, 2013);
  CHECK ("voice_clone", "a.wav", mp3, 2013);
  CHECK ("voice_clone", "a.ogg", ogg, 2013);
  CHECK ("voice_clone", "a.wav", ogg, 2013);
  CHECK ("voice_clone", "a.flac", flac, 2013);
  CHECK ("voice_clone", "a", wav, 2013);
  CHECK ("voice_clone", "a.wav.txt", wav, 2013);
  CHECK ("voice_clone", "a.wav", text, 2013);
  CHECK ("voice_clone", "a.mp3", text, 2013);
  CHECK ("voice_clone", "a.wav", empty, 2013);
  CHECK ("t2a_async_input", "a.txt", empty, 2013);
  g_assert_cmpuint (count_files (fixture->folder, "incoming"), ==, 0);
  g_assert_cmpuint (count_files (fixture->folder, "files"), ==, 2);
}

static void
check_length (Fixture *fixture,
              const char *purpose,
              double seconds,
              int rate,
              gint64 code,
              const char *where)
{
  g_autoptr (GBytes) wav = make_wav (seconds, rate, 120);

  check_upload (fixture, purpose, "a.wav", wav, code, where);
}

static void
test_lengths (Fixture *fixture, gconstpointer data)
{
  check_length (fixture, "voice_clone", 9.99, 16000, 2037, G_STRLOC);
  check_length (fixture, "voice_clone", 10 - 1 / 16000.0, 16000, 2037, G_STRLOC);
  check_length (fixture, "voice_clone", 10, 16000, 0, G_STRLOC);
  check_length (fixture, "voice_clone", 300, 8000, 0, G_STRLOC);
  check_length (fixture, "voice_clone", 300 + 1 / 8000.0, 8000, 2037, G_STRLOC);
  check_length (fixture, "voice_clone", 300.01, 8000, 2037, G_STRLOC);
  check_length (fixture, "prompt_audio", 7.999, 16000, 0, G_STRLOC);
  check_length (fixture, "prompt_audio", 8 - 1 / 16000.0, 16000, 0, G_STRLOC);
  check_length (fixture, "prompt_audio", 8, 16000, 2048, G_STRLOC);
  check_length (fixture, "prompt_audio", 12, 16000, 2048, G_STRLOC);
}

/* mp3 and m4a may pass a limit by what the codec adds. */
static void
test_tolerance (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) prompt_mp3 = make_coded (7.99, "mp3");
  g_autoptr (GBytes) long_prompt_mp3 = make_coded (8.2, "mp3");
  g_autoptr (GBytes) sample_m4a = make_coded (9.95, "m4a");
  g_autoptr (GBytes) short_m4a = make_coded (9.7, "m4a");
  g_autoptr (GBytes) short_mp3 = make_coded (9.7, "mp3");

  CHECK ("prompt_audio", "a.mp3", prompt_mp3, 0);
  CHECK ("prompt_audio", "a.mp3", long_prompt_mp3, 2048);
  CHECK ("voice_clone", "a.m4a", sample_m4a, 0);
  CHECK ("voice_clone", "a.m4a", short_m4a, 2037);
  CHECK ("voice_clone", "a.mp3", short_mp3, 2037);
}

/* A WAV of exactly so many bytes: what is beyond the sound is a chunk that says nothing. */
static GBytes *
make_wav_of_size (gsize size)
{
  g_autoptr (GBytes) wav = make_wav (20, 16000, 120);
  gsize length;
  const guint8 *data = g_bytes_get_data (wav, &length);
  guint8 *padded = g_malloc0 (size);
  gsize rest = size - length - 8;

  memcpy (padded, data, length);
  memcpy (padded + length, "junk", 4);
  for (guint i = 0; i < 4; i++) {
    padded[length + 4 + i] = (guint8) (rest >> (8 * i));
    padded[4 + i] = (guint8) ((size - 8) >> (8 * i));
  }
  return g_bytes_new_take (padded, size);
}

static void
test_sizes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) largest = make_wav_of_size (20000000);
  g_autoptr (GBytes) too_large = make_wav_of_size (20000001);

  CHECK ("voice_clone", "a.wav", largest, 0);
  CHECK ("voice_clone", "a.wav", too_large, 2013);
  CHECK ("prompt_audio", "a.wav", too_large, 2013);
  CHECK ("t2a_async_input", "a.zip", too_large, 0);
  g_assert_cmpuint (count_files (fixture->folder, "incoming"), ==, 0);
}

static void
check_form (Fixture *fixture,
            const char *content_type,
            const char *form,
            gint64 code,
            const char *where)
{
  g_autoptr (GBytes) body = g_bytes_new_static (form, strlen (form));
  g_autoptr (Reply) reply =
    fixture_send (fixture, "POST", "/v1/files/upload", NULL, content_type, body);

  reply_assert (reply, code, where);
}
#define FORM(content_type, form, code) check_form (fixture, content_type, form, code, G_STRLOC)
#define MULTIPART "multipart/form-data; boundary=xx"
#define PURPOSE \
  "--xx\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nt2a_async_input\r\n"
#define FILE_HEAD "--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n"
#define END "--xx--\r\n"

static void
test_forms (Fixture *fixture, gconstpointer data)
{
  g_autofree char *long_header = g_strnfill (20000, 'h');
  g_autofree char *huge =
    g_strconcat (PURPOSE FILE_HEAD "X-Long: ", long_header, "\r\n\r\nabc\r\n" END, NULL);

  FORM (MULTIPART, PURPOSE FILE_HEAD "\r\nabc\r\n" END, 0);
  FORM (MULTIPART, FILE_HEAD "\r\nabc\r\n" PURPOSE END, 0);
  FORM (MULTIPART, "preamble\r\n" PURPOSE FILE_HEAD "\r\nabc\r\n" END "epilogue", 0);
  FORM (MULTIPART, PURPOSE FILE_HEAD "Content-Transfer-Encoding: binary\r\n\r\nabc\r\n" END, 0);
  FORM ("Multipart/Form-Data; Boundary=\"xx\"", PURPOSE FILE_HEAD "\r\n\r\n--x\r\nabc\r\n" END, 0);
  FORM (MULTIPART,
        "--xx\r\nContent-Disposition: form-data; name=\"unknown\"\r\n\r\n1\r\n" PURPOSE FILE_HEAD
        "\r\nabc\r\n" END,
        0);

  FORM (MULTIPART, FILE_HEAD "\r\nabc\r\n" END, 2013);
  FORM (MULTIPART, PURPOSE END, 2013);
  FORM (MULTIPART, PURPOSE FILE_HEAD "\r\n\r\n" END, 2013);
  FORM (MULTIPART,
        PURPOSE "--xx\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nabc\r\n" END, 2013);
  FORM (MULTIPART, PURPOSE PURPOSE FILE_HEAD "\r\nabc\r\n" END, 2013);
  FORM (MULTIPART, PURPOSE FILE_HEAD "\r\nabc\r\n" FILE_HEAD "\r\nabc\r\n" END, 2013);
  FORM (MULTIPART, PURPOSE FILE_HEAD "\r\nabc\r\n", 2013);
  FORM (MULTIPART, PURPOSE FILE_HEAD "\r\nabc\r\n--xx", 2013);
  FORM (MULTIPART, PURPOSE FILE_HEAD, 2013);
  FORM (MULTIPART, "", 2013);
  FORM (MULTIPART, PURPOSE FILE_HEAD "Content-Type: multipart/mixed; boundary=y\r\n\r\nabc\r\n" END,
        2013);
  FORM (MULTIPART, PURPOSE FILE_HEAD "Content-Transfer-Encoding: base64\r\n\r\nabcd\r\n" END, 2013);
  FORM (MULTIPART, PURPOSE "--xx\r\n\r\nno header\r\n" END, 2013);
  FORM (MULTIPART, PURPOSE "--xx\r\nnonsense\r\n\r\nabc\r\n" END, 2013);
  FORM (MULTIPART, huge, 2013);
  FORM ("multipart/form-data", PURPOSE FILE_HEAD "\r\nabc\r\n" END, 2013);
  FORM ("multipart/form-data; boundary=\"\"", PURPOSE FILE_HEAD "\r\nabc\r\n" END, 2013);
  FORM ("multipart/form-data; boundary=yy", PURPOSE FILE_HEAD "\r\nabc\r\n" END, 2013);
  FORM ("multipart/mixed; boundary=xx", PURPOSE FILE_HEAD "\r\nabc\r\n" END, 2013);
  FORM ("application/json", "{}", 2013);
  g_assert_cmpuint (count_files (fixture->folder, "incoming"), ==, 0);
  g_assert_cmpuint (count_files (fixture->folder, "files"), ==, 6);
}

/* The boundary may fall anywhere among the pieces that the network makes. */
static void
test_pieces (Fixture *fixture, gconstpointer data)
{
  for (gsize size = 8192 - 450; size < 8192 - 150; size += 5) {
    g_autofree char *content = g_strnfill (size, '\r');
    g_autoptr (GBytes) bytes = g_bytes_new (content, size);
    g_autoptr (Reply) reply = fixture_upload (fixture, "t2a_async_input", "a.txt", bytes);
    JsonObject *file;

    assert_code (reply, 0);
    file = json_object_get_object_member (reply->json, "file");
    g_assert_cmpint (json_object_get_int_member (file, "bytes"), ==, (gint64) size);
  }
}

static void
test_paths (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *method;
    const char *path;
    guint status;
  } cases[] = {
    { "POST", "/v1/files/upload", 200 },
    { "POST", "/minimax/v1/files/upload", 200 },
    { "POST", "/a/b/c/v1/files/upload", 200 },
    { "GET", "/v1/files/upload", 405 },
    { "PUT", "/v1/voice_clone", 405 },
    { "POST", "/practice/previews/00000000000000000000000000000000.mp3", 405 },
    { "GET", "/practice/previews/00000000000000000000000000000000.mp3", 404 },
    { "GET", "/practice/previews/../index.json", 404 },
    { "GET", "/practice/previews/", 404 },
    { "POST", "/v1/files/delete", 404 },
    { "POST", "/v1/files/upload/", 404 },
    { "GET", "/", 404 },
  };
  static const char form[] = PURPOSE FILE_HEAD "\r\nabc\r\n" END;
  g_autoptr (GBytes) body = g_bytes_new_static (form, strlen (form));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    gboolean posts = g_str_equal (cases[i].method, "POST") || g_str_equal (cases[i].method, "PUT");
    g_autoptr (Reply) reply =
      fixture_send (fixture, cases[i].method, cases[i].path, NULL, MULTIPART, posts ? body : NULL);

    g_assert_cmpuint (reply->status, ==, cases[i].status);
  }
}

static void
check_key (Fixture *fixture, const char *key, gint64 code, const char *where)
{
  static const char form[] = PURPOSE FILE_HEAD "\r\nabc\r\n" END;
  g_autoptr (GBytes) body = g_bytes_new_static (form, strlen (form));
  g_autoptr (Reply) reply =
    fixture_send (fixture, "POST", "/v1/files/upload", key, MULTIPART, body);
  g_autoptr (Reply) gateway =
    fixture_send (fixture, "POST", "/minimax/v1/files/upload", key, MULTIPART, body);

  reply_assert (reply, code, where);
  reply_assert (gateway, code, where);
}

static void
test_key (Fixture *fixture, gconstpointer token)
{
  check_key (fixture, "Bearer the-token", token == NULL ? 0 : 0, G_STRLOC);
  check_key (fixture, NULL, token == NULL ? 0 : 1004, G_STRLOC);
  check_key (fixture, "Bearer another", token == NULL ? 0 : 1004, G_STRLOC);
  check_key (fixture, "Bearer the-token2", token == NULL ? 0 : 1004, G_STRLOC);
  check_key (fixture, "the-token", token == NULL ? 0 : 2049, G_STRLOC);
  check_key (fixture, "Basic dGhlLXRva2Vu", token == NULL ? 0 : 2049, G_STRLOC);
}

typedef struct {
  Fixture *fixture;
  GBytes *wav;
} Together;

static gpointer
upload_in_thread (gpointer data)
{
  Together *together = data;
  Fixture own = { together->fixture->folder, together->fixture->server, new_session (60) };
  g_autoptr (Reply) reply = fixture_upload (&own, "voice_clone", "a.wav", together->wav);
  gint64 *id = g_new (gint64, 1);

  assert_code (reply, 0);
  *id = json_object_get_int_member (json_object_get_object_member (reply->json, "file"), "file_id");
  g_object_unref (own.session);
  return id;
}

static void
test_together (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) wav = make_wav (30, 16000, 120);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  Together together = { fixture, wav };
  GThread *threads[8];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("upload", upload_in_thread, &together);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_hash_table_add (ids, g_thread_join (threads[i]));

  g_assert_cmpuint (g_hash_table_size (ids), ==, G_N_ELEMENTS (threads));
  g_assert_cmpuint (count_files (fixture->folder, "files"), ==, G_N_ELEMENTS (threads));
}

/* A sender that announces too much is told so; one that just goes on is cut off. */
static void
test_too_large_body (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strnfill (1000001, ' ');
  g_autoptr (GBytes) body = g_bytes_new (text, 1000001);
  g_autoptr (Reply) reply =
    fixture_send (fixture, "POST", "/v1/voice_clone", NULL, "application/json", body);

  /* The server may close before everything is sent. */
  if (reply->status != 0)
    g_assert_cmpuint (reply->status, ==, 413);
  else
    g_assert_nonnull (reply->error);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, token, func) \
  g_test_add (path, Fixture, token, fixture_set_up, func, fixture_tear_down)
  ADD ("/practice/upload/answer", NULL, test_answer);
  ADD ("/practice/upload/purposes", NULL, test_purposes);
  ADD ("/practice/upload/formats", NULL, test_formats);
  ADD ("/practice/upload/lengths", NULL, test_lengths);
  ADD ("/practice/upload/tolerance", NULL, test_tolerance);
  ADD ("/practice/upload/sizes", NULL, test_sizes);
  ADD ("/practice/upload/forms", NULL, test_forms);
  ADD ("/practice/upload/pieces", NULL, test_pieces);
  ADD ("/practice/upload/paths", NULL, test_paths);
  ADD ("/practice/upload/key", "the-token", test_key);
  ADD ("/practice/upload/key-free", NULL, test_key);
  ADD ("/practice/upload/together", NULL, test_together);
  ADD ("/practice/upload/too-large-body", NULL, test_too_large_body);

  return g_test_run ();
}
