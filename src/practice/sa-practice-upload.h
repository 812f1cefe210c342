/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/sa-practice-answer.h"
#include "practice/sa-practice-form.h"

G_BEGIN_DECLS

SaPracticeAnswer *sa_practice_upload_run (SaPracticeStore *store,
                                          SaPracticeForm *form,
                                          GCancellable *cancellable);

G_END_DECLS
