/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/sa-clone-job.h"
#include "sa-job-page.h"
#include "sa-services.h"

G_BEGIN_DECLS

#define SA_TYPE_KEY_MENDER (sa_key_mender_get_type ())
G_DECLARE_FINAL_TYPE (SaKeyMender, sa_key_mender, SA, KEY_MENDER, GObject)

SaKeyMender *sa_key_mender_new (SaJobPage *page, SaServices *services);

void sa_key_mender_begin (SaKeyMender *self, SaCloneJob *job);
void sa_key_mender_end (SaKeyMender *self);
void sa_key_mender_ask_other (SaKeyMender *self);
void sa_key_mender_switch (SaKeyMender *self);
gboolean sa_key_mender_take_account (SaKeyMender *self, SaCloneJob *job);

G_END_DECLS
