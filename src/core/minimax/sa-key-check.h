/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sa-client.h"

G_BEGIN_DECLS

/**
 * SaKeyVerdict:
 * @SA_KEY_MAY_CLONE: the key is good, and its account may clone voices
 * @SA_KEY_MAY_NOT_CLONE: the key is good, but its account may not clone voices yet
 * @SA_KEY_REFUSED: the server does not take this key: it is wrong, or belongs to another region
 *
 * What a server thinks of a key.
 */
typedef enum {
  SA_KEY_MAY_CLONE,
  SA_KEY_MAY_NOT_CLONE,
  SA_KEY_REFUSED,
} SaKeyVerdict;

/**
 * SaKeyCheck:
 * @verdict: what the server thinks of the key
 * @answer: the refusal from which that is known, with the service's code, words and trace id
 *
 * The result of asking a server about a key.
 */
typedef struct {
  SaKeyVerdict verdict;
  GError *answer;
} SaKeyCheck;

void sa_key_check_free (SaKeyCheck *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaKeyCheck, sa_key_check_free)

void sa_client_check_key_async (SaClient *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
SaKeyCheck *sa_client_check_key_finish (SaClient *self, GAsyncResult *result, GError **error);

G_END_DECLS
