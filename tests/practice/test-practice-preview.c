/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice-fixture.h"

#include <espeak-ng/speak_lib.h>
#include <math.h>
#include <string.h>

#include "audio/sa-decoder.h"
#include "audio/sa-pitch.h"
#include "practice/sa-practice-language.h"
#include "practice/sa-practice-speech.h"
#include "rules/sa-catalogue.h"

#define WEATHER \
  "The weather is very fine today, and so we are going out for a long walk in the park."

static gint64
upload (Fixture *fixture, GBytes *wav)
{
  g_autoptr (Reply) reply = fixture_upload (fixture, "voice_clone", "a.wav", wav);

  assert_code (reply, 0);
  return json_object_get_int_member (json_object_get_object_member (reply->json, "file"),
                                     "file_id");
}

/* Somebody who speaks at about @pitch: espeak-ng's own, its speed changed together with its pitch. */
static GBytes *
make_speaker (double pitch)
{
  g_autofree char *folder = g_dir_make_tmp ("soundalike-speaker-XXXXXX", NULL);
  g_autofree char *said = g_build_filename (folder, "said.wav", NULL);
  g_autofree char *tuned = g_build_filename (folder, "tuned.wav", NULL);
  g_autofree char *rate = g_strdup_printf ("%ld", lround (22050 * pitch / 113));
  g_autofree char *speed = g_strdup_printf ("%d", (int) (175 * 113 / pitch));
  const char *const say[] = { "espeak-ng", "-v",  "en-gb", "-p", "60",
                              "-s",        speed, "-w",    said, WEATHER " " WEATHER " " WEATHER,
                              NULL };
  const char *const tune[] = { "sox", "-r", rate, said, "-r", "22050", tuned, NULL };
  const char *const *commands[] = { say, tune };
  GBytes *wav;

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++) {
    g_autoptr (GError) error = NULL;
    int status;

    g_spawn_sync (NULL, (char **) commands[i], NULL,
                  G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL, NULL, &status,
                  &error);
    g_assert_no_error (error);
    g_assert_cmpint (status, ==, 0);
  }
  wav = read_bytes (tuned);
  remove_tree (folder);
  return wav;
}

static double
measure (GBytes *bytes)
{
  g_autoptr (GFileIOStream) stream = NULL;
  g_autoptr (GFile) file = g_file_new_tmp ("soundalike-preview-XXXXXX", &stream, NULL);
  g_autoptr (GError) error = NULL;
  double pitch;

  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (stream)),
                             g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, NULL,
                             NULL);
  g_io_stream_close (G_IO_STREAM (stream), NULL, NULL);
  pitch = sa_pitch_measure_file (file, NULL, &error);
  g_assert_no_error (error);
  g_file_delete (file, NULL, NULL);
  return pitch;
}

static GBytes *
preview_of (Fixture *fixture,
            gint64 sample,
            const char *language,
            const char *model,
            const char *text)
{
  g_autofree char *voice_id = new_voice_id ();
  g_autoptr (Reply) clone =
    fixture_clone (fixture,
                   "{\"file_id\":%" G_GINT64_FORMAT
                   ",\"voice_id\":\"%s\",\"text\":\"%s\",\"model\":\"%s\""
                   "%s%s%s}",
                   sample, voice_id, text, model, language != NULL ? ",\"language_boost\":\"" : "",
                   language != NULL ? language : "", language != NULL ? "\"" : "");
  g_autoptr (Reply) preview = NULL;

  assert_code (clone, 0);
  preview = fixture_get (fixture, reply_demo_audio (clone));
  g_assert_cmpuint (preview->status, ==, 200);
  return g_bytes_ref (preview->body);
}

static const struct {
  const char *language;
  const char *text;
} languages[] = {
  { "English", WEATHER },
  { "German", "Heute ist das Wetter sehr schön, deshalb gehen wir lange im Park spazieren." },
  { "Chinese", "今天天气很好，我们去公园散步。明天我们一起去学校，然后回家吃饭。" },
  { "Japanese", "きょうはとてもいいてんきです。こうえんへさんぽにいきましょう。" },
  { "Vietnamese", "Hôm nay thời tiết rất đẹp, chúng ta cùng đi dạo trong công viên nhé." },
  { "Finnish", "Tänään on hyvin kaunis ilma, joten lähdemme kävelylle puistoon." },
  { "Tamil", "இன்று வானிலை மிகவும் நன்றாக உள்ளது, நாம் பூங்காவிற்கு செல்வோம்." },
};

static void
check_pitch (Fixture *fixture, gint64 sample, double pitch, guint n_languages)
{
  static guint turn;

  for (guint n = 0; n < n_languages; n++, turn++) {
    guint i = turn % G_N_ELEMENTS (languages);
    g_autoptr (GBytes) preview =
      preview_of (fixture, sample, languages[i].language, "speech-02-hd", languages[i].text);
    double heard = measure (preview);

    g_test_message ("%s: sample %.1f Hz, preview %.1f Hz (%+.1f %%)", languages[i].language, pitch,
                    heard, 100 * (heard / pitch - 1));
    /* Ten percent are promised; half of it leaves room for other versions of espeak-ng. */
    g_assert_cmpfloat (fabs (heard / pitch - 1), <=, 0.05);
  }
}

static void
test_pitch (Fixture *fixture, gconstpointer data)
{
  static const double pitches[] = { 72, 85, 100, 120, 150, 180, 210, 250, 290, 315 };

  for (guint i = 0; i < G_N_ELEMENTS (pitches); i++) {
    g_autoptr (GBytes) speaker = make_speaker (pitches[i]);
    double pitch = measure (speaker);

    g_assert_cmpfloat (fabs (pitch / pitches[i] - 1), <, 0.12);
    check_pitch (fixture, upload (fixture, speaker), pitch, 3);
  }
}

/* The very ends of the range, by voices that hold one tone. */
static void
test_pitch_of_tones (Fixture *fixture, gconstpointer data)
{
  static const double pitches[] = { 70.5, 319 };

  for (guint i = 0; i < G_N_ELEMENTS (pitches); i++) {
    g_autoptr (GBytes) wav = make_wav (10, 16000, pitches[i]);
    double pitch = measure (wav);

    g_assert_cmpfloat (fabs (pitch / pitches[i] - 1), <, 0.02);
    check_pitch (fixture, upload (fixture, wav), pitch, G_N_ELEMENTS (languages));
  }
}

static void
test_voiceless (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) silence = make_wav (10, 16000, 0);
  g_autoptr (GBytes) preview =
    preview_of (fixture, upload (fixture, silence), "English", "speech-02-hd", WEATHER);

  g_assert_cmpfloat (measure (preview), >, 0);
}

/* espeak-ng's one voice of the process, as it was left by reading a text in @language. */
static char *
voice_after (const char *language)
{
  static const char text[] = "Radio 1 piano, telefon 27, hotel 400, America.";
  g_autoptr (GError) error = NULL;
  g_autoptr (SaPracticeSpeech) speech =
    sa_practice_speech_new (text, sa_practice_language_choose_voice (language, text), 120, NULL,
                            &error);

  g_assert_no_error (error);
  g_assert_cmpuint (speech->frames, >, (gsize) speech->rate);
  return g_strdup (espeak_GetCurrentVoice ()->identifier);
}

static void
test_languages (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *english = voice_after ("English");
  g_autofree char *by_default = voice_after (NULL);
  g_autofree char *by_auto = voice_after ("auto");
  gsize n;
  const SaLanguage *all = sa_catalogue_get_languages (&n);

  g_assert_cmpstr (by_default, ==, english);
  g_assert_cmpstr (by_auto, ==, english);
  for (gsize i = 0; i < n; i++)
    g_hash_table_add (seen, voice_after (all[i].id));

  /* Auto is English, Nynorsk has Norwegian's voice, and Filipino its neighbour's. */
  g_assert_cmpuint (g_hash_table_size (seen), ==, (guint) n - 3);
}

/* A voice that espeak-ng does not have is replaced by the nearest. */
static void
test_nearest (void)
{
  static const struct {
    const char *voice;
    const char *heard;
  } cases[] = {
    { "de-ch", "gmw/de" },
    { "xx-yy", "gmw/en" },
    { "", "gmw/en" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (SaPracticeSpeech) speech =
      sa_practice_speech_new ("Hello", cases[i].voice, 0, NULL, &error);

    g_assert_no_error (error);
    g_assert_cmpstr (espeak_GetCurrentVoice ()->identifier, ==, cases[i].heard);
  }
}

static void
test_guess (void)
{
  static const struct {
    const char *text;
    const char *language;
  } cases[] = {
    { "Hello there", "English" },
    { "1 2 3", "English" },
    { "Guten Tag, schöne Grüße", "German" },
    { "¿Qué tal, señora?", "Spanish" },
    { "ça va très bien", "French" },
    { "今天天气很好", "Chinese" },
    { "OpenAI 发布了 GPT 今天天气很好", "Chinese" },
    { "今日は良い天気です", "Japanese" },
    { "안녕하세요", "Korean" },
    { "Привет, как дела?", "Russian" },
    { "Привіт, як справи? Її ім'я", "Ukrainian" },
    { "مرحبا", "Arabic" },
    { "سلام، چطوری؟", "Persian" },
    { "שלום", "Hebrew" },
    { "Καλημέρα", "Greek" },
    { "สวัสดี", "Thai" },
    { "नमस्ते", "Hindi" },
    { "வணக்கம்", "Tamil" },
    { "Xin chào, tôi rất vui được gặp bạn", "Vietnamese" },
    { "Zażółć gęślą jaźń", "Polish" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const char *voice = sa_catalogue_find_language (cases[i].language)->voice;

    g_assert_cmpstr (sa_practice_language_choose_voice (NULL, cases[i].text), ==, voice);
    g_assert_cmpstr (sa_practice_language_choose_voice ("auto", cases[i].text), ==, voice);
    g_assert_cmpstr (sa_practice_language_choose_voice ("Finnish", cases[i].text), ==,
                     sa_catalogue_find_language ("Finnish")->voice);
  }
}

/* The models that perform interjections leave the tags out; the others read them. Markup is only text. */
static void
test_tags (Fixture *fixture, gconstpointer data)
{
  gint64 sample = fixture_upload_sample (fixture, "voice_clone", 10);
  g_autoptr (GBytes) plain =
    preview_of (fixture, sample, "English", "speech-2.8-hd", "Hello, dear friend.");
  g_autoptr (GBytes) tagged =
    preview_of (fixture, sample, "English", "speech-2.8-turbo", "Hello, dear(laughs) friend.");
  g_autoptr (GBytes) read =
    preview_of (fixture, sample, "English", "speech-02-hd", "Hello, dear(laughs) friend.");
  g_autoptr (GBytes) alone = preview_of (fixture, sample, "English", "speech-2.8-hd", "(laughs)");
  g_autoptr (GBytes) dots = preview_of (fixture, sample, "English", "speech-2.8-hd", "…");
  g_autoptr (GBytes) markup = preview_of (
    fixture, sample, "English", "speech-2.8-hd",
    "Hello, <voice name='de'>dear</voice> [[fr'End]] \\u0001100P friend. &amp; <break time='100s'/>");

  g_assert_cmpuint (ABS ((gssize) g_bytes_get_size (plain) - (gssize) g_bytes_get_size (tagged)), <,
                    2000);
  g_assert_cmpuint (g_bytes_get_size (read), >, g_bytes_get_size (plain) + 4000);
  g_assert_cmpuint (g_bytes_get_size (alone), >, 2000);
  g_assert_cmpuint (g_bytes_get_size (dots), >, 2000);
  g_assert_cmpuint (g_bytes_get_size (markup), >, g_bytes_get_size (plain));
  /* Not the hundred seconds that the markup asks for. */
  g_assert_cmpuint (g_bytes_get_size (markup), <, 16000 * 30);
}

/* As long as a text may be, in the script that takes longest to read. */
static void
test_longest (Fixture *fixture, gconstpointer data)
{
  gint64 sample = fixture_upload_sample (fixture, "voice_clone", 10);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) preview = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append (text, "好");
  preview = preview_of (fixture, sample, "English", "speech-02-hd", text->str);
  g_assert_cmpuint (g_bytes_get_size (preview), >, 16000 * 100);
  g_assert_cmpuint (g_bytes_get_size (preview), <, 16000 * 400);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)
  ADD ("/practice/preview/pitch", test_pitch);
  ADD ("/practice/preview/pitch-of-tones", test_pitch_of_tones);
  ADD ("/practice/preview/voiceless", test_voiceless);
  g_test_add_func ("/practice/preview/languages", test_languages);
  g_test_add_func ("/practice/preview/nearest", test_nearest);
  g_test_add_func ("/practice/preview/guess", test_guess);
  ADD ("/practice/preview/tags", test_tags);
  ADD ("/practice/preview/longest", test_longest);

  return g_test_run ();
}
