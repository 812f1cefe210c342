/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SaCloneRequest:
 * @file_id: the uploaded sample
 * @voice_id: what the voice will be called
 * @prompt_file_id: the uploaded prompt clip, 0 for none; with @prompt_text or not at all
 * @prompt_text: (nullable): the prompt clip's exact words
 * @text: (nullable): what the preview reads; with @model or not at all
 * @model: (nullable): which model reads it
 * @language_boost: (nullable): the API's name of a language, or "auto"
 * @need_noise_reduction: have the service reduce noise
 * @need_volume_normalization: have the service even out the volume
 *
 * What is asked of POST /v1/voice_clone (MiniMax API, Voice Clone). The request owns its
 * strings: assign g_strdup()ed ones.
 */
typedef struct {
  gint64 file_id;
  char *voice_id;
  gint64 prompt_file_id;
  char *prompt_text;
  char *text;
  char *model;
  char *language_boost;
  gboolean need_noise_reduction;
  gboolean need_volume_normalization;
} SaCloneRequest;

#define SA_TYPE_CLONE_REQUEST (sa_clone_request_get_type ())
GType sa_clone_request_get_type (void) G_GNUC_CONST;

SaCloneRequest *sa_clone_request_new (gint64 file_id, const char *voice_id);
SaCloneRequest *sa_clone_request_copy (const SaCloneRequest *self);
void sa_clone_request_free (SaCloneRequest *self);

GBytes *sa_clone_request_to_json (const SaCloneRequest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaCloneRequest, sa_clone_request_free)

G_END_DECLS
