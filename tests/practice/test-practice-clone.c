/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice-fixture.h"

#include <string.h>

static gint64 sample_id;
static gint64 prompt_id;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture_set_up (fixture, data);
  sample_id = fixture_upload_sample (fixture, "voice_clone", 10);
  prompt_id = fixture_upload_sample (fixture, "prompt_audio", 5);
}

/* @rest: further members, beginning with a comma. */
static void
check_rest (Fixture *fixture, const char *rest, gint64 code, const char *where)
{
  g_autofree char *voice_id = new_voice_id ();
  g_autoptr (Reply) reply =
    fixture_clone (fixture, "{\"file_id\":%" G_GINT64_FORMAT ",\"voice_id\":\"%s\"%s}", sample_id,
                   voice_id, rest);

  reply_assert (reply, code, where);
}
#define REST(rest, code) check_rest (fixture, rest, code, G_STRLOC)

static void
check_voice (Fixture *fixture, const char *voice_id, gint64 code, const char *where)
{
  g_autoptr (Reply) reply =
    fixture_clone (fixture, "{\"file_id\":%" G_GINT64_FORMAT ",\"voice_id\":%s}", sample_id,
                   voice_id);

  reply_assert (reply, code, where);
}
#define VOICE(voice_id, code) check_voice (fixture, voice_id, code, G_STRLOC)

static void
test_answer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Reply) reply = fixture_clone (
    fixture,
    "{\"file_id\":%" G_GINT64_FORMAT
    ",\"voice_id\":\"MiniMax001\",\"text\":\"One (laughs) two, 3!\","
    "\"model\":\"speech-2.8-hd\",\"language_boost\":\"English\",\"need_noise_reduction\":true,"
    "\"need_volume_normalization\":false}",
    sample_id);
  g_autoptr (Reply) preview = NULL;
  g_autoptr (Reply) again = NULL;
  JsonObject *extra;
  gint64 length;

  assert_code (reply, 0);
  g_assert_false (json_object_get_boolean_member (reply->json, "input_sensitive"));
  g_assert_cmpint (json_object_get_int_member (reply->json, "input_sensitive_type"), ==, 0);
  g_assert_false (json_object_has_member (reply->json, "voice_id"));

  extra = json_object_get_object_member (reply->json, "extra_info");
  g_assert_cmpuint (json_object_get_size (extra), ==, 6);
  length = json_object_get_int_member (extra, "audio_length");
  g_assert_cmpint (length, >, 500);
  g_assert_cmpint (length, <, 10000);
  g_assert_cmpint (json_object_get_int_member (extra, "audio_sample_rate"), ==, 32000);
  g_assert_cmpint (json_object_get_int_member (extra, "bitrate"), ==, 128000);
  g_assert_cmpint (json_object_get_int_member (extra, "word_count"), ==, 7);
  g_assert_cmpint (json_object_get_int_member (extra, "usage_characters"), ==, 20);

  /* The preview's address needs no key. */
  preview = fixture_get (fixture, reply_demo_audio (reply));
  g_assert_cmpuint (preview->status, ==, 200);
  g_assert_cmpstr (soup_message_headers_get_content_type (preview->headers, NULL), ==,
                   "audio/mpeg");
  g_assert_cmpint (json_object_get_int_member (extra, "audio_size"), ==,
                   (gint64) g_bytes_get_size (preview->body));
  /* 128 kbit/s are 16 bytes a millisecond. */
  g_assert_cmpint (ABS ((gint64) g_bytes_get_size (preview->body) - length * 16), <, 2000);

  again = fixture_clone (fixture, "{\"file_id\":%" G_GINT64_FORMAT ",\"voice_id\":\"MiniMax001\"}",
                         sample_id);
  assert_code (again, 2039);
}

static void
test_without_text (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Reply) reply =
    fixture_clone (fixture, "{\"file_id\":%" G_GINT64_FORMAT ",\"voice_id\":\"MiniMax001\"}",
                   sample_id);

  assert_code (reply, 0);
  g_assert_cmpstr (reply_demo_audio (reply), ==, "");
  g_assert_false (json_object_has_member (reply->json, "extra_info"));
  REST (",\"model\":\"speech-2.8-hd\"", 0);
  REST (",\"text\":\"\",\"model\":\"speech-2.8-hd\"", 0);
  REST (",\"text\":null,\"model\":null,\"language_boost\":null,\"clone_prompt\":null", 0);
}

static void
test_voice_ids (Fixture *fixture, gconstpointer data)
{
  g_autofree char *longest = g_strnfill (256, 'a');
  g_autofree char *too_long = g_strnfill (257, 'a');
  g_autofree char *longest_json = g_strdup_printf ("\"%s\"", longest);
  g_autofree char *too_long_json = g_strdup_printf ("\"%s\"", too_long);

  VOICE ("\"abcdefg\"", 2013);
  VOICE ("\"abcdefgh\"", 0);
  VOICE (longest_json, 0);
  VOICE (too_long_json, 2013);
  VOICE ("\"1bcdefgh\"", 2013);
  VOICE ("\"-bcdefgh\"", 2013);
  VOICE ("\"abcdefg-\"", 2013);
  VOICE ("\"abcdefg_\"", 2013);
  VOICE ("\"ab-cd_e9\"", 0);
  VOICE ("\"ab cdefgh\"", 2013);
  VOICE ("\"äbcdefgh\"", 2013);
  VOICE ("\"abcdefgh\\u0000\"", 2013);
  VOICE ("\"abcdefgh\\ud800\"", 2013);
  VOICE ("12345678", 2013);
  VOICE ("null", 2013);
  VOICE ("{}", 2013);
  VOICE ("\"abcdefgh\"", 2039);
  VOICE ("\"Abcdefgh\"", 0);
}

static void
check_file (Fixture *fixture, const char *file_id, gint64 code, const char *where)
{
  g_autofree char *voice_id = new_voice_id ();
  g_autoptr (Reply) reply =
    fixture_clone (fixture, "{\"file_id\":%s,\"voice_id\":\"%s\"}", file_id, voice_id);

  reply_assert (reply, code, where);
}
#define FILE_ID(file_id, code) check_file (fixture, file_id, code, G_STRLOC)

static void
test_file_ids (Fixture *fixture, gconstpointer data)
{
  g_autofree char *good = g_strdup_printf ("%" G_GINT64_FORMAT, sample_id);
  g_autofree char *string = g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", sample_id);
  g_autofree char *real = g_strdup_printf ("%" G_GINT64_FORMAT ".0", sample_id);
  g_autofree char *near =
    g_strdup_printf ("%" G_GINT64_FORMAT, sample_id == G_MAXINT64 ? 1 : sample_id + 1);
  g_autofree char *prompt = g_strdup_printf ("%" G_GINT64_FORMAT, prompt_id);

  FILE_ID (good, 0);
  FILE_ID (string, 2013);
  FILE_ID (real, 2013);
  FILE_ID (near, 2013);
  FILE_ID (prompt, 2013);
  FILE_ID ("0", 2013);
  FILE_ID ("-1", 2013);
  FILE_ID ("1", 2013);
  FILE_ID ("9223372036854775807", 2013);
  FILE_ID ("9223372036854775808", 2013);
  FILE_ID ("18446744073709551617", 2013);
  FILE_ID ("true", 2013);
  FILE_ID ("null", 2013);
  FILE_ID ("[1]", 2013);
  FILE_ID ("{\"a\":1}", 2013);
}

static void
check_prompt (Fixture *fixture,
              gint64 file_id,
              const char *transcript,
              gint64 code,
              const char *where)
{
  g_autofree char *rest = g_strdup_printf (",\"clone_prompt\":{\"prompt_audio\":%" G_GINT64_FORMAT
                                           ",\"prompt_text\":\"%s\"}",
                                           file_id, transcript);

  check_rest (fixture, rest, code, where);
}

static void
test_prompt (Fixture *fixture, gconstpointer data)
{
  g_autofree char *half =
    g_strdup_printf (",\"clone_prompt\":{\"prompt_audio\":%" G_GINT64_FORMAT "}", prompt_id);

  check_prompt (fixture, prompt_id, "This voice sounds natural and pleasant.", 0, G_STRLOC);
  check_prompt (fixture, prompt_id, "你好。", 0, G_STRLOC);
  check_prompt (fixture, prompt_id, "This voice sounds natural", 2013, G_STRLOC);
  check_prompt (fixture, prompt_id, "", 2013, G_STRLOC);
  check_prompt (fixture, sample_id, "A sample is no prompt clip.", 2013, G_STRLOC);
  check_prompt (fixture, 1, "There is no such file.", 2013, G_STRLOC);
  check_prompt (fixture, 0, "Nor this.", 2013, G_STRLOC);
  REST (half, 2013);
  REST (",\"clone_prompt\":{\"prompt_text\":\"Alone.\"}", 2013);
  REST (",\"clone_prompt\":{}", 2013);
  REST (",\"clone_prompt\":[]", 2013);
  REST (",\"clone_prompt\":\"\"", 2013);
}

static void
test_text (Fixture *fixture, gconstpointer data)
{
  g_autofree char *word = g_strnfill (999, ' ');
  g_autofree char *longest = g_strdup_printf (",\"model\":\"speech-02-hd\",\"text\":\"%sé\"", word);
  g_autofree char *too_long =
    g_strdup_printf (",\"model\":\"speech-02-hd\",\"text\":\"%séé\"", word);

  REST (longest, 0);
  REST (too_long, 2013);
  REST (",\"text\":\"Hello.\"", 2013);
  REST (",\"text\":\"Hello.\",\"model\":\"speech-3\"", 2013);
  REST (",\"text\":\"Hello.\",\"model\":\"Speech-02-hd\"", 2013);
  REST (",\"text\":\"Hello.\",\"model\":1", 2013);
  REST (",\"text\":1,\"model\":\"speech-02-hd\"", 2013);
  REST (",\"text\":\"   \",\"model\":\"speech-02-hd\"", 2013);
  REST (",\"model\":\"\"", 2013);
}

static void
test_options (Fixture *fixture, gconstpointer data)
{
  g_autofree char *words = g_strnfill (200, 'a');
  g_autofree char *longest = g_strdup_printf (",\"text_validation\":\"%s\"", words);
  g_autofree char *too_long = g_strdup_printf (",\"text_validation\":\"%sa\"", words);

  REST (",\"language_boost\":\"Chinese,Yue\"", 0);
  REST (",\"language_boost\":\"auto\"", 0);
  REST (",\"language_boost\":\"Nynorsk\"", 0);
  REST (",\"language_boost\":\"Klingon\"", 2013);
  REST (",\"language_boost\":\"english\"", 2013);
  REST (",\"language_boost\":\"\"", 2013);
  REST (",\"language_boost\":7", 2013);
  REST (",\"need_noise_reduction\":true,\"need_volume_normalization\":true", 0);
  REST (",\"need_noise_reduction\":1", 2013);
  REST (",\"need_noise_reduction\":\"true\"", 2013);
  REST (",\"need_volume_normalization\":\"false\"", 2013);
  REST (",\"need_volume_normalization\":{}", 2013);
  REST (",\"accuracy\":0.7,\"aigc_watermark\":false", 0);
  REST (",\"accuracy\":1", 0);
  REST (",\"accuracy\":1.01", 2013);
  REST (",\"aigc_watermark\":0", 2013);
  REST (longest, 0);
  REST (too_long, 2013);
  REST (",\"something_new\":[{}]", 0);
}

static void
check_body (Fixture *fixture, const char *body, gsize length, const char *where)
{
  g_autoptr (GBytes) bytes = g_bytes_new (body, length);
  g_autoptr (Reply) reply =
    fixture_send (fixture, "POST", "/v1/voice_clone", NULL, "application/json", bytes);

  reply_assert (reply, 2013, where);
}
#define BODY(body) check_body (fixture, body, sizeof body - 1, G_STRLOC)

static void
test_bodies (Fixture *fixture, gconstpointer data)
{
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autofree char *opening = g_strnfill (64, '[');
  g_autofree char *closing = g_strnfill (64, ']');
  g_autofree char *voice_id = new_voice_id ();
  g_autofree char *other = NULL;
  g_autoptr (GBytes) plain = NULL;
  g_autoptr (Reply) reply = NULL;

  BODY ("");
  BODY ("{");
  BODY ("[]");
  BODY ("null");
  BODY ("\"text\"");
  BODY ("{}{}");
  BODY ("{} x");
  BODY ("{'a':1}");
  BODY ("{\"a\":1,}");
  BODY ("{\"a\":01}");
  BODY ("{\"a\":0x1}");
  BODY ("/* */{}");
  BODY ("{\"a\":\"\n\"}");
  BODY ("{\"a\":\"\xff\"}");
  BODY ("{\"a\":\"\\x\"}");
  BODY ("{}\0");
  BODY ("{}");
  check_body (fixture, deep, 100000, G_STRLOC);

  /* The object itself is the first of 64 levels. */
  reply =
    fixture_clone (fixture, "{\"file_id\":%" G_GINT64_FORMAT ",\"voice_id\":\"%s\",\"x\":%s%s}",
                   sample_id, voice_id, opening, closing);
  assert_code (reply, 2013);
  g_clear_pointer (&reply, reply_free);
  reply =
    fixture_clone (fixture, "{\"file_id\":%" G_GINT64_FORMAT ",\"voice_id\":\"%s\",\"x\":%s%s}",
                   sample_id, voice_id, opening + 1, closing + 1);
  assert_code (reply, 0);
  g_clear_pointer (&reply, reply_free);

  other =
    g_strdup_printf ("{\"file_id\":%" G_GINT64_FORMAT ",\"voice_id\":\"OtherType\"}", sample_id);
  plain = g_bytes_new (other, strlen (other));
  reply = fixture_send (fixture, "POST", "/v1/voice_clone", NULL, "text/plain", plain);
  assert_code (reply, 2013);
}

static void
test_gateway (Fixture *fixture, gconstpointer data)
{
  g_autofree char *json =
    g_strdup_printf ("{\"file_id\":%" G_GINT64_FORMAT ",\"voice_id\":\"Gateway-1\"}", sample_id);
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));
  g_autoptr (Reply) reply = fixture_send (fixture, "POST", "/minimax/v1/voice_clone", NULL,
                                          "application/json; charset=utf-8", body);

  assert_code (reply, 0);
}

typedef struct {
  Fixture *fixture;
  guint taken;
  guint made;
} Race;

static gpointer
clone_in_thread (gpointer data)
{
  Race *race = data;
  Fixture own = { race->fixture->folder, race->fixture->server, new_session (60) };
  g_autoptr (Reply) reply = fixture_clone (&own,
                                           "{\"file_id\":%" G_GINT64_FORMAT
                                           ",\"voice_id\":\"RaceForIt\",\"text\":\"Who is first?\","
                                           "\"model\":\"speech-02-hd\"}",
                                           sample_id);

  g_atomic_int_add (reply_code (reply) == 0 ? &race->made : &race->taken, 1);
  g_object_unref (own.session);
  return NULL;
}

/* Of many that ask for one voice ID at once, one gets it, and the others leave nothing behind. */
static void
test_race (Fixture *fixture, gconstpointer data)
{
  Race race = { fixture, 0, 0 };
  GThread *threads[6];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("clone", clone_in_thread, &race);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);

  g_assert_cmpuint (race.made, ==, 1);
  g_assert_cmpuint (race.taken, ==, G_N_ELEMENTS (threads) - 1);
  g_assert_cmpuint (count_files (fixture->folder, "previews"), ==, 1);
  g_assert_cmpuint (count_files (fixture->folder, "incoming"), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, fixture_tear_down)
  ADD ("/practice/clone/answer", test_answer);
  ADD ("/practice/clone/without-text", test_without_text);
  ADD ("/practice/clone/voice-ids", test_voice_ids);
  ADD ("/practice/clone/file-ids", test_file_ids);
  ADD ("/practice/clone/prompt", test_prompt);
  ADD ("/practice/clone/text", test_text);
  ADD ("/practice/clone/options", test_options);
  ADD ("/practice/clone/bodies", test_bodies);
  ADD ("/practice/clone/gateway", test_gateway);
  ADD ("/practice/clone/race", test_race);

  return g_test_run ();
}
