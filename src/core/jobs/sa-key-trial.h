/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "account/sa-account.h"
#include "library/sa-library.h"

G_BEGIN_DECLS

/**
 * SaKeyTrialState:
 * @SA_KEY_TRIAL_IDLE: nobody was asked yet
 * @SA_KEY_TRIAL_ASKING: a server is asked
 * @SA_KEY_TRIAL_MAY_CLONE: the key works, and may clone
 * @SA_KEY_TRIAL_MAY_NOT_CLONE: the key works, but may not clone
 * @SA_KEY_TRIAL_REFUSED: the server refuses the key
 * @SA_KEY_TRIAL_FAILED: the server could not be asked, or its answer told nothing of the key
 */
typedef enum {
  SA_KEY_TRIAL_IDLE,
  SA_KEY_TRIAL_ASKING,
  SA_KEY_TRIAL_MAY_CLONE,
  SA_KEY_TRIAL_MAY_NOT_CLONE,
  SA_KEY_TRIAL_REFUSED,
  SA_KEY_TRIAL_FAILED,
} SaKeyTrialState;

/**
 * SaKeyTrial:
 *
 * Finds out whether a key works, and which region it belongs to: asks its own service first, and the
 * other region's only when the user says so. Emits `changed` whenever it has something else to say.
 */
#define SA_TYPE_KEY_TRIAL (sa_key_trial_get_type ())
G_DECLARE_FINAL_TYPE (SaKeyTrial, sa_key_trial, SA, KEY_TRIAL, GObject)

SaKeyTrial *sa_key_trial_new (SaAccount *account, SaAccount *other, SaLibrary *library);
SaKeyTrial *sa_key_trial_new_refused (SaAccount *account, SaAccount *other, SaLibrary *library);

void sa_key_trial_ask (SaKeyTrial *self);
void sa_key_trial_ask_other (SaKeyTrial *self);
void sa_key_trial_cancel (SaKeyTrial *self);

SaKeyTrialState sa_key_trial_get_state (SaKeyTrial *self);
gboolean sa_key_trial_may_ask_other (SaKeyTrial *self);
SaAccount *sa_key_trial_get_account (SaKeyTrial *self);
SaAccount *sa_key_trial_get_other (SaKeyTrial *self);
SaAccount *sa_key_trial_get_accepted (SaKeyTrial *self);
const GError *sa_key_trial_get_error (SaKeyTrial *self);
char *sa_key_trial_describe (SaKeyTrial *self);

G_END_DECLS
