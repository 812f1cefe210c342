/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "sa-clone-answer.h"
#include "sa-remote-file.h"
#include "sa-service-error.h"

G_BEGIN_DECLS

/**
 * SaAnswer:
 * @status: the HTTP status
 * @trace_id: (nullable): from the Trace-Id header
 * @location: (nullable): where a redirect points
 * @retry_after: (nullable): the Retry-After header as it came
 * @body: at most %SA_ANSWER_MAX_BYTES of it
 * @cut: whether there was more
 *
 * What a server answered to one request: unread, and not to be trusted.
 */
typedef struct {
  guint status;
  char *trace_id;
  char *location;
  char *retry_after;
  GBytes *body;
  gboolean cut;
} SaAnswer;

SaAnswer *sa_answer_new (guint status, SoupMessageHeaders *headers, GBytes *body, gboolean cut);
void sa_answer_free (SaAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaAnswer, sa_answer_free)

SaRemoteFile *sa_answer_read_upload (const SaAnswer *self, const char *key, GError **error);
SaCloneAnswer *sa_answer_read_clone (const SaAnswer *self, const char *key, GError **error);
GError *sa_answer_to_http_error (const SaAnswer *self, SaRequestKind request, const char *key);

guint sa_answer_parse_retry_after (const char *value, GDateTime *now);
char *sa_answer_clean_text (const char *text, gssize length, const char *key, glong max_characters);

G_END_DECLS
