/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "jobs/sa-draft.h"
#include "jobs/sa-job-state.h"
#include "jobs/sa-job-step.h"
#include "rules/sa-rules-error.h"

static void
count_notify (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  (*(int *) user_data)++;
}

static SaClip *
clip_new (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return sa_clip_new (file, 0, -1, SA_CHANNEL_MIX_AUTO);
}

static SaDraft *
ready_draft (SaDraftStrictness strictness)
{
  g_autoptr (SaClip) clip = clip_new ("/tmp/anna.wav");
  SaDraft *draft = sa_draft_new (strictness);

  sa_draft_set_sample (draft, clip);
  sa_draft_set_sample_seconds (draft, 42);
  sa_draft_set_voice_id (draft, "anna-reads");
  sa_draft_set_consent (draft, TRUE);
  g_assert_true (sa_draft_get_ready (draft));
  return draft;
}

static void
assert_problem (SaDraft *draft, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (sa_draft_validate (draft, &error));
  g_assert_error (error, SA_RULES_ERROR, code);
  g_assert_cmpstr (error->message, ==, sa_draft_get_problem (draft));
  g_assert_false (sa_draft_get_ready (draft));
}

/* Each thing that is missing is asked for, in the order of the form. */
static void
test_order (void)
{
  g_autoptr (SaDraft) draft = sa_draft_new (SA_DRAFT_WINDOW);
  g_autoptr (SaClip) clip = clip_new ("/tmp/anna.wav");
  g_autoptr (SaClip) prompt = clip_new ("/tmp/prompt.wav");

  g_assert_cmpstr (sa_draft_get_problem (draft), ==, "Choose a sample");
  g_assert_nonnull (sa_draft_get_hint (draft));
  sa_draft_set_sample (draft, clip);
  g_assert_cmpstr (sa_draft_get_problem (draft), ==, "Reading the sample…");
  sa_draft_set_sample_seconds (draft, 4.2);
  g_assert_cmpstr (sa_draft_get_problem (draft), ==, "Sample is 4.2 s: at least 10 s");
  sa_draft_set_sample_seconds (draft, 12);
  sa_draft_set_prompt_enabled (draft, TRUE);
  g_assert_cmpstr (sa_draft_get_problem (draft), ==, "Choose a prompt clip");
  sa_draft_set_prompt (draft, prompt);
  sa_draft_set_prompt_seconds (draft, 6);
  g_assert_cmpstr (sa_draft_get_problem (draft), ==, "Type what the prompt clip says");
  sa_draft_set_transcript (draft, "Good morning");
  assert_problem (draft, SA_RULES_ERROR_TRANSCRIPT);
  sa_draft_set_transcript (draft, "Good morning.");
  g_assert_cmpstr (sa_draft_get_problem (draft), ==, "Type a voice ID");
  sa_draft_set_voice_id (draft, "9nope");
  assert_problem (draft, SA_RULES_ERROR_VOICE_ID);
  sa_draft_set_voice_id (draft, "anna-reads");
  sa_draft_set_text (draft, "Hello.");
  g_assert_cmpstr (sa_draft_get_problem (draft), ==, "Choose a model for the preview");
  sa_draft_set_model (draft, "speech-9");
  assert_problem (draft, SA_RULES_ERROR_MODEL);
  sa_draft_set_model (draft, "speech-2.8-hd");
  sa_draft_set_language (draft, "Klingon");
  assert_problem (draft, SA_RULES_ERROR_LANGUAGE);
  sa_draft_set_language (draft, "Chinese,Yue");
  g_assert_cmpstr (sa_draft_get_problem (draft), ==, "Confirm that you may clone this voice");
  assert_problem (draft, SA_RULES_ERROR_CONSENT);
  sa_draft_set_consent (draft, TRUE);
  g_assert_null (sa_draft_get_problem (draft));
  g_assert_null (sa_draft_get_hint (draft));
  g_assert_true (sa_draft_validate (draft, NULL));
  g_assert_finalize_object (g_steal_pointer (&draft));
}

static void
test_lengths (void)
{
  static const struct {
    double seconds;
    gboolean prompt;
    gboolean delayed;
    const char *problem;
  } cases[] = {
    { 9.99, FALSE, FALSE, "Sample is 9.99 s: at least 10 s" },
    { 9.9999, FALSE, FALSE, "Sample is 9.9999 s: at least 10 s" },
    { 10, FALSE, FALSE, NULL },
    { 300, FALSE, FALSE, NULL },
    { 300.01, FALSE, FALSE, "Sample is 300.01 s: at most 300 s" },
    { 9.95, FALSE, TRUE, NULL },
    { 300.05, FALSE, TRUE, NULL },
    { 300.2, FALSE, TRUE, "Sample is 300.2 s: at most 300 s" },
    { 7.999, TRUE, FALSE, NULL },
    { 8, TRUE, FALSE, "Prompt clip is 8.0 s: under 8 s" },
    { 8.05, TRUE, TRUE, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SaDraft) draft = ready_draft (SA_DRAFT_WINDOW);
    g_autoptr (SaClip) prompt = clip_new ("/tmp/prompt.wav");

    if (cases[i].prompt) {
      sa_draft_set_prompt_enabled (draft, TRUE);
      sa_draft_set_prompt (draft, prompt);
      sa_draft_set_prompt_seconds (draft, cases[i].seconds);
      sa_draft_set_prompt_delayed (draft, cases[i].delayed);
      sa_draft_set_transcript (draft, "Yes.");
    } else {
      sa_draft_set_sample_seconds (draft, cases[i].seconds);
      sa_draft_set_sample_delayed (draft, cases[i].delayed);
    }
    g_assert_cmpstr (sa_draft_get_problem (draft), ==, cases[i].problem);
  }
}

/* Another sample is another voice: what was agreed to for one does not hold for it. */
static void
test_consent (void)
{
  g_autoptr (SaDraft) draft = ready_draft (SA_DRAFT_WINDOW);
  g_autoptr (SaClip) range = sa_clip_with_range (sa_draft_get_sample (draft), 1, 20);
  g_autoptr (SaClip) other = clip_new ("/tmp/berta.wav");

  sa_draft_set_sample (draft, range);
  g_assert_true (sa_draft_get_consent (draft));
  g_assert_cmpfloat (sa_draft_get_sample_seconds (draft), ==, 19);
  sa_draft_set_sample (draft, other);
  g_assert_false (sa_draft_get_consent (draft));
  g_assert_cmpfloat (sa_draft_get_sample_seconds (draft), ==, -1);
  sa_draft_set_consent (draft, TRUE);
  sa_draft_set_sample_file_id (draft, 77);
  g_assert_false (sa_draft_get_consent (draft));
  g_assert_null (sa_draft_get_sample (draft));
  sa_draft_set_consent (draft, TRUE);
  g_assert_true (sa_draft_get_ready (draft));
  sa_draft_set_sample (draft, other);
  g_assert_cmpint (sa_draft_get_sample_file_id (draft), ==, 0);
  g_assert_false (sa_draft_get_consent (draft));
}

static void
test_strictness (void)
{
  g_autoptr (SaDraft) window = ready_draft (SA_DRAFT_WINDOW);
  g_autoptr (SaDraft) command_line = ready_draft (SA_DRAFT_COMMAND_LINE);

  sa_draft_set_model (window, "speech-2.8-hd");
  sa_draft_set_text (window, "  \n");
  g_assert_true (sa_draft_get_ready (window));
  g_assert_false (sa_draft_has_preview (window));

  sa_draft_set_model (command_line, "speech-2.8-hd");
  assert_problem (command_line, SA_RULES_ERROR_MODEL);
  sa_draft_set_text (command_line, "");
  assert_problem (command_line, SA_RULES_ERROR_TEXT);
  sa_draft_set_text (command_line, "Hello.");
  g_assert_true (sa_draft_get_ready (command_line));
  sa_draft_set_model (command_line, NULL);
  assert_problem (command_line, SA_RULES_ERROR_MODEL);
  sa_draft_set_text (command_line, NULL);
  sa_draft_set_sample_seconds (command_line, -1);
  g_assert_true (sa_draft_get_ready (command_line));
}

static void
test_notify (void)
{
  g_autoptr (SaDraft) draft = ready_draft (SA_DRAFT_WINDOW);
  int ready = 0, voice_id = 0, problem = 0;

  g_signal_connect (draft, "notify::ready", G_CALLBACK (count_notify), &ready);
  g_signal_connect (draft, "notify::problem", G_CALLBACK (count_notify), &problem);
  g_signal_connect (draft, "notify::voice-id", G_CALLBACK (count_notify), &voice_id);
  sa_draft_set_voice_id (draft, "anna-reads");
  g_assert_cmpint (voice_id, ==, 0);
  sa_draft_set_voice_id (draft, "anna-writes");
  g_assert_cmpint (voice_id, ==, 1);
  g_assert_cmpint (ready, ==, 0);
  g_assert_cmpint (problem, ==, 0);
  sa_draft_set_voice_id (draft, "anna");
  g_assert_cmpint (ready, ==, 1);
  g_assert_cmpint (problem, ==, 1);
  sa_draft_set_voice_id (draft, "");
  g_assert_cmpint (ready, ==, 1);
  g_assert_cmpint (problem, ==, 2);
}

static void
test_json (void)
{
  g_autoptr (SaDraft) draft = ready_draft (SA_DRAFT_COMMAND_LINE);
  g_autoptr (SaClip) range = sa_clip_with_range (sa_draft_get_sample (draft), 1.25, 20.5);
  g_autoptr (SaDraft) read = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;
  g_autofree char *again = NULL;

  sa_draft_set_sample (draft, range);
  sa_draft_set_prompt_enabled (draft, TRUE);
  sa_draft_set_prompt_file_id (draft, G_MAXINT64);
  sa_draft_set_transcript (draft, "„Grüße!“");
  sa_draft_set_text (draft, "Hello.");
  sa_draft_set_model (draft, "speech-2.8-hd");
  sa_draft_set_noise_reduction (draft, TRUE);
  g_assert_true (sa_draft_get_ready (draft));
  json = sa_draft_to_json (draft);
  g_assert_null (strstr (json, "consent"));
  read = sa_draft_new_from_json (json, &error);
  g_assert_no_error (error);
  g_assert_false (sa_draft_get_consent (read));
  again = sa_draft_to_json (read);
  g_assert_cmpstr (again, ==, json);
  g_assert_cmpint (sa_draft_get_prompt_file_id (read), ==, G_MAXINT64);
  g_assert_true (sa_clip_equal (sa_draft_get_sample (read), range));
  sa_draft_set_consent (read, TRUE);
  g_assert_true (sa_draft_get_ready (read));

  g_assert_null (sa_draft_new_from_json ("", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (sa_draft_new_from_json ("[]", &error));
  g_assert_nonnull (error);
}

/* The words are in doubt while another range is chosen than the one they were written for. */
static void
test_transcript_doubt (void)
{
  g_autoptr (SaDraft) draft = ready_draft (SA_DRAFT_WINDOW);
  g_autoptr (SaClip) clip = clip_new ("/tmp/prompt.wav");
  g_autoptr (SaClip) moved = sa_clip_with_range (clip, 1, 6);
  g_autoptr (SaClip) mixed = sa_clip_with_mix (clip, 1);
  g_autoptr (SaDraft) copy = NULL;
  int notified = 0;

  g_signal_connect (draft, "notify::transcript-doubtful", G_CALLBACK (count_notify), &notified);
  sa_draft_set_transcript (draft, "Typed before there was a clip.");
  sa_draft_set_prompt (draft, clip);
  g_assert_false (sa_draft_get_transcript_doubtful (draft));

  sa_draft_set_prompt (draft, moved);
  g_assert_true (sa_draft_get_transcript_doubtful (draft));
  g_assert_cmpint (notified, ==, 1);
  copy = sa_draft_copy (draft);
  g_assert_true (sa_draft_get_transcript_doubtful (copy));

  sa_draft_set_prompt (draft, mixed);
  g_assert_false (sa_draft_get_transcript_doubtful (draft));
  sa_draft_set_prompt (draft, moved);
  sa_draft_set_transcript (draft, "Other words.");
  g_assert_false (sa_draft_get_transcript_doubtful (draft));
  sa_draft_set_prompt (draft, clip);
  g_assert_true (sa_draft_get_transcript_doubtful (draft));
  sa_draft_confirm_transcript (draft);
  g_assert_false (sa_draft_get_transcript_doubtful (draft));
  sa_draft_set_prompt (draft, moved);
  sa_draft_set_transcript (draft, "");
  g_assert_false (sa_draft_get_transcript_doubtful (draft));
  sa_draft_set_prompt (draft, clip);
  g_assert_false (sa_draft_get_transcript_doubtful (draft));
}

/* Whoever types a voice ID means it; a suggestion gives way to a better one, also after a restart. */
static void
test_suggested_voice_id (void)
{
  g_autoptr (SaDraft) draft = ready_draft (SA_DRAFT_WINDOW);
  g_autoptr (SaDraft) copy = NULL;
  g_autoptr (SaDraft) read = NULL;
  g_autofree char *json = NULL;

  g_assert_false (sa_draft_get_voice_id_suggested (draft));
  sa_draft_set_voice_id (draft, "anna-2026");
  sa_draft_set_voice_id_suggested (draft, TRUE);
  sa_draft_set_voice_id (draft, "anna-2026");
  g_assert_true (sa_draft_get_voice_id_suggested (draft));
  copy = sa_draft_copy (draft);
  g_assert_true (sa_draft_get_voice_id_suggested (copy));
  json = sa_draft_to_json (draft);
  read = sa_draft_new_from_json (json, NULL);
  g_assert_true (sa_draft_get_voice_id_suggested (read));
  sa_draft_set_voice_id (draft, "anna-2027");
  g_assert_false (sa_draft_get_voice_id_suggested (draft));
}

static void
test_another (void)
{
  g_autoptr (SaDraft) draft = ready_draft (SA_DRAFT_WINDOW);
  g_autoptr (SaClip) clip = clip_new ("/tmp/prompt.wav");

  sa_draft_set_prompt_enabled (draft, TRUE);
  sa_draft_set_prompt (draft, clip);
  sa_draft_set_transcript (draft, "Said in the clip.");
  sa_draft_set_text (draft, "Good morning.");
  sa_draft_set_model (draft, "speech-2.6-hd");
  sa_draft_set_language (draft, "English");
  sa_draft_begin_another (draft);
  g_assert_null (sa_draft_get_sample (draft));
  g_assert_null (sa_draft_get_prompt (draft));
  g_assert_false (sa_draft_get_prompt_enabled (draft));
  g_assert_null (sa_draft_get_transcript (draft));
  g_assert_cmpstr (sa_draft_get_voice_id (draft), ==, "");
  g_assert_false (sa_draft_get_consent (draft));
  g_assert_cmpstr (sa_draft_get_text (draft), ==, "Good morning.");
  g_assert_cmpstr (sa_draft_get_model (draft), ==, "speech-2.6-hd");
  g_assert_cmpstr (sa_draft_get_language (draft), ==, "English");
}

static void
test_copy (void)
{
  g_autoptr (SaDraft) draft = ready_draft (SA_DRAFT_WINDOW);
  g_autoptr (SaDraft) copy = NULL;

  sa_draft_set_sample_seconds (draft, 12.5);
  copy = sa_draft_copy (draft);
  g_assert_true (sa_draft_get_consent (copy));
  g_assert_cmpfloat (sa_draft_get_sample_seconds (copy), ==, 12.5);
  sa_draft_set_voice_id (draft, "somebody-else");
  g_assert_cmpstr (sa_draft_get_voice_id (copy), ==, "anna-reads");
}

static void
test_states (void)
{
  for (int i = 0; i < SA_JOB_N_STATES; i++) {
    SaJobState read;

    g_assert_true (sa_job_state_from_string (sa_job_state_to_string (i), &read));
    g_assert_cmpint (read, ==, i);
    g_assert_false (sa_job_state_may_become (i, i));
    g_assert_false (sa_job_state_may_become (SA_JOB_DONE, i));
  }
  g_assert_false (sa_job_state_from_string ("asleep", &(SaJobState){ 0 }));
  /* After the clone there is no way back to a second one, except by the user's decision. */
  g_assert_false (sa_job_state_may_become (SA_JOB_UNKNOWN, SA_JOB_CLONING));
  g_assert_false (sa_job_state_may_become (SA_JOB_FETCHING, SA_JOB_FAILED));
  g_assert_false (sa_job_state_may_become (SA_JOB_FETCHING, SA_JOB_CANCELLED));
  g_assert_false (sa_job_state_may_become (SA_JOB_PREPARING, SA_JOB_UNKNOWN));
  g_assert_true (sa_job_state_may_become (SA_JOB_CLONING, SA_JOB_UNKNOWN));
  g_assert_true (sa_job_state_may_become (SA_JOB_UNKNOWN, SA_JOB_READY));
}

static void
test_step (void)
{
  g_autoptr (SaJobStep) step = sa_job_step_new (SA_JOB_STEP_UPLOAD_SAMPLE);
  int titles = 0;

  g_signal_connect (step, "notify::title", G_CALLBACK (count_notify), &titles);
  g_assert_cmpstr (sa_job_step_get_title (step), ==, "Upload the sample");
  sa_job_step_set_status (step, SA_JOB_STEP_RUNNING);
  g_assert_cmpstr (sa_job_step_get_title (step), ==, "Uploading the sample");
  sa_job_step_set_bytes (step, 5, 20);
  g_assert_cmpfloat (sa_job_step_get_fraction (step), ==, 0.25);
  sa_job_step_set_status (step, SA_JOB_STEP_DONE);
  g_assert_cmpstr (sa_job_step_get_title (step), ==, "Sample uploaded");
  g_assert_cmpint (titles, ==, 2);
  g_assert_cmpfloat (sa_job_step_get_seconds (step), >, 0);
  g_assert_finalize_object (g_steal_pointer (&step));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/draft/order", test_order);
  g_test_add_func ("/draft/lengths", test_lengths);
  g_test_add_func ("/draft/consent", test_consent);
  g_test_add_func ("/draft/strictness", test_strictness);
  g_test_add_func ("/draft/notify", test_notify);
  g_test_add_func ("/draft/json", test_json);
  g_test_add_func ("/draft/copy", test_copy);
  g_test_add_func ("/draft/transcript-doubt", test_transcript_doubt);
  g_test_add_func ("/draft/another", test_another);
  g_test_add_func ("/draft/suggested-voice-id", test_suggested_voice_id);
  g_test_add_func ("/job-state/table", test_states);
  g_test_add_func ("/job-step/titles", test_step);
  return g_test_run ();
}
