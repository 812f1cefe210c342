/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-draft-keeper.h"

#include <glib/gi18n-lib.h>

#include "jobs/sa-draft-store.h"

struct _SaDraftKeeper {
  GObject parent_instance;

  SaCloneForm *form; /* which holds the page that holds us */
  SaDraft *draft;
  SaDraftStore *store;
  GFile *file; /* what is to be opened instead of the drafted sample */
  gboolean begun;
};

G_DEFINE_FINAL_TYPE (SaDraftKeeper, sa_draft_keeper, G_TYPE_OBJECT)

enum { BEGUN, N_SIGNALS };

static guint signals[N_SIGNALS];

static SaSampleCard *
get_card (SaDraftKeeper *self)
{
  return sa_clone_form_get_sample_card (self->form);
}

static void
restore_words (SaDraftKeeper *self, SaDraft *from)
{
  if (sa_draft_get_voice_id (from) != NULL && *sa_draft_get_voice_id (from) != '\0') {
    sa_draft_set_voice_id (self->draft, sa_draft_get_voice_id (from));
    sa_draft_set_voice_id_suggested (self->draft, sa_draft_get_voice_id_suggested (from));
  }
  if (sa_draft_get_text (from) != NULL)
    sa_draft_set_text (self->draft, sa_draft_get_text (from));
  if (sa_draft_get_model (from) != NULL)
    sa_draft_set_model (self->draft, sa_draft_get_model (from));
  sa_draft_set_language (self->draft, sa_draft_get_language (from));
  sa_draft_set_noise_reduction (self->draft, sa_draft_get_noise_reduction (from));
  sa_draft_set_volume_normalization (self->draft, sa_draft_get_volume_normalization (from));
}

/* Before the words, since another sample brings another suggestion for the voice ID. The draft knows it before it is read, so that nothing is lost should the program end now. */
static void
restore_sample (SaDraftKeeper *self, SaClip *sample)
{
  sa_draft_set_sample (self->draft, sample);
  sa_sample_card_open_clip (get_card (self), sample);
}

/* After the sample, from which the prompt clip may be taken. */
static void
restore_prompt (SaDraftKeeper *self, SaDraft *from)
{
  sa_draft_set_prompt (self->draft, sa_draft_get_prompt (from));
  sa_draft_set_prompt_delayed (self->draft, sa_draft_get_prompt_delayed (from));
  sa_draft_set_prompt_seconds (self->draft, sa_draft_get_prompt_seconds (from));
  sa_draft_set_transcript (self->draft, sa_draft_get_transcript (from));
  sa_draft_set_transcript_clip (self->draft, sa_draft_get_transcript_clip (from));
  sa_draft_set_prompt_enabled (self->draft, sa_draft_get_prompt_enabled (from));
}

/* A sample that could not be opened is not the form's any more; the card says so. */
static void
on_sample_loading (SaDraftKeeper *self)
{
  if (!sa_sample_card_is_loading (get_card (self)) &&
      sa_sample_card_get_sample (get_card (self)) == NULL)
    sa_draft_set_sample (self->draft, NULL);
}

static void
on_failed (SaDraftKeeper *self, const GError *error)
{
  sa_clone_form_set_notice (self->form, _ ("What is in the form cannot be kept for the next start"),
                            error->message);
}

/* Whatever was opened meanwhile is wanted now, and @file was asked for: both win over what was kept. */
static void
restore_around (SaDraftKeeper *self, SaDraft *from, GFile *file)
{
  SaClip *sample = sa_draft_get_sample (from);
  gboolean opened = sa_sample_card_is_loading (get_card (self)) ||
                    sa_sample_card_get_sample (get_card (self)) != NULL;
  gboolean same = file != NULL && sample != NULL && g_file_equal (sa_clip_get_file (sample), file);

  if (!opened && sample != NULL && (file == NULL || same))
    restore_sample (self, sample);
  else if (!opened && file != NULL)
    sa_sample_card_open (get_card (self), file);
  restore_words (self, from);
  restore_prompt (self, from);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaDraftKeeper) self = user_data;
  g_autoptr (GFile) file = g_steal_pointer (&self->file);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaDraft) kept = sa_draft_store_load_finish (self->store, result, &error);
  GFile *damaged = sa_draft_store_get_damaged_file (self->store);
  g_autofree char *words = NULL;

  if (self->form == NULL)
    return;

  if (error != NULL) {
    on_failed (self, error);
  } else if (damaged != NULL) {
    words = g_strdup_printf (_ ("It is kept as “%s”"), g_file_peek_path (damaged));
    sa_clone_form_set_notice (self->form, _ ("The draft of the last time cannot be read"), words);
  }

  if (kept != NULL)
    restore_around (self, kept, file);
  else if (file != NULL)
    sa_sample_card_open (get_card (self), file);
  sa_draft_store_set_draft (self->store, self->draft);
  g_signal_emit (self, signals[BEGUN], 0);
}

/* The program may end when nobody holds it; what is in the form is written first. */
static void
on_flushed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GApplication) application = user_data;

  sa_draft_store_flush_finish (SA_DRAFT_STORE (source), result, NULL);
  if (application != NULL)
    g_application_release (application);
}

static void
sa_draft_keeper_dispose (GObject *object)
{
  SaDraftKeeper *self = SA_DRAFT_KEEPER (object);

  g_clear_weak_pointer (&self->form);
  g_clear_object (&self->draft);
  g_clear_object (&self->store);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (sa_draft_keeper_parent_class)->dispose (object);
}

static void
sa_draft_keeper_class_init (SaDraftKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sa_draft_keeper_dispose;

  /**
   * SaDraftKeeper::begun:
   *
   * What was kept the last time is in the form, or being opened.
   */
  signals[BEGUN] = g_signal_new ("begun", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
sa_draft_keeper_init (SaDraftKeeper *self)
{
  g_autoptr (GFile) file = sa_draft_store_get_default_file ();

  self->store = sa_draft_store_new (file);
  g_signal_connect_object (self->store, "failed", G_CALLBACK (on_failed), self, G_CONNECT_SWAPPED);
}

/**
 * sa_draft_keeper_new:
 * @form: a form
 * @draft: what it edits
 *
 * Returns: (transfer full): what keeps @draft, once it is told to begin
 */
SaDraftKeeper *
sa_draft_keeper_new (SaCloneForm *form, SaDraft *draft)
{
  SaDraftKeeper *self = g_object_new (SA_TYPE_DRAFT_KEEPER, NULL);

  g_set_weak_pointer (&self->form, form);
  self->draft = g_object_ref (draft);
  g_signal_connect_object (get_card (self), "notify::loading", G_CALLBACK (on_sample_loading), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * sa_draft_keeper_begin:
 * @self: a keeper
 * @file: (nullable): a sample that wins over the one that was kept
 *
 * Brings back what was kept the last time, and keeps what is in the form from then on. Whatever is
 * opened meanwhile wins, too.
 */
void
sa_draft_keeper_begin (SaDraftKeeper *self, GFile *file)
{
  g_return_if_fail (SA_IS_DRAFT_KEEPER (self));

  if (self->begun)
    return;

  self->begun = TRUE;
  g_set_object (&self->file, file);
  sa_draft_store_load_async (self->store, NULL, on_loaded, g_object_ref (self));
}

/**
 * sa_draft_keeper_restore:
 * @self: a keeper
 * @from: what shall stand in the form again
 *
 * Fills the form; the consent is given anew.
 */
void
sa_draft_keeper_restore (SaDraftKeeper *self, SaDraft *from)
{
  SaClip *sample;

  g_return_if_fail (SA_IS_DRAFT_KEEPER (self));
  g_return_if_fail (SA_IS_DRAFT (from));

  sample = sa_draft_get_sample (from);
  if (sample != NULL)
    restore_sample (self, sample);
  restore_words (self, from);
  restore_prompt (self, from);
}

/**
 * sa_draft_keeper_put_away:
 * @self: a keeper
 *
 * A voice was made of what is in the form: the next start begins another, with the same preview.
 */
void
sa_draft_keeper_put_away (SaDraftKeeper *self)
{
  g_autoptr (SaDraft) next = NULL;

  g_return_if_fail (SA_IS_DRAFT_KEEPER (self));

  next = sa_draft_copy (self->draft);
  sa_draft_begin_another (next);
  sa_draft_store_set_draft (self->store, next);
}

/**
 * sa_draft_keeper_begin_another:
 * @self: a keeper
 *
 * Empties the form of what belonged to the voice that was made.
 */
void
sa_draft_keeper_begin_another (SaDraftKeeper *self)
{
  g_return_if_fail (SA_IS_DRAFT_KEEPER (self));

  sa_sample_card_clear (get_card (self));
  sa_draft_begin_another (self->draft);
  sa_clone_form_suggest_another_id (self->form);
  sa_draft_store_set_draft (self->store, self->draft);
}

/**
 * sa_draft_keeper_flush:
 * @self: a keeper
 *
 * Keeps what is in the form as it is now; the program does not end before.
 */
void
sa_draft_keeper_flush (SaDraftKeeper *self)
{
  GApplication *application = g_application_get_default ();

  g_return_if_fail (SA_IS_DRAFT_KEEPER (self));

  if (application != NULL) {
    g_application_hold (application);
    g_object_ref (application);
  }
  sa_draft_store_flush_async (self->store, NULL, on_flushed, application);
}
