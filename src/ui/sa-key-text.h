/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/sa-key-trial.h"

G_BEGIN_DECLS

char *sa_key_text_name (SaAccount *account);
char *sa_key_text_in_use (SaAccount *account);
char *sa_key_text_try (SaKeyTrial *trial);
char *sa_key_text_switch (SaKeyTrial *trial);

G_END_DECLS
