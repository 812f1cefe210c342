/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/sa-practice-answer.h"
#include "practice/sa-practice-faults.h"

G_BEGIN_DECLS

/* Where a preview lies below the base URL. */
#define SA_PRACTICE_PREVIEW_PATH "/practice/previews/"

SaPracticeAnswer *sa_practice_clone_run (SaPracticeStore *store,
                                         const char *base_url,
                                         GBytes *body,
                                         SaPracticeFaults faults,
                                         GCancellable *cancellable);

G_END_DECLS
