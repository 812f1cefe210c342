/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/sa-practice-service.h"

G_BEGIN_DECLS

/* An answer's body that is written little by little. */
typedef struct _SaPracticeBody SaPracticeBody;

SaPracticeBody *sa_practice_body_new_flood (SoupServerMessage *message,
                                            const char *before,
                                            const char *after,
                                            guint64 length);
SaPracticeBody *sa_practice_body_new_trickle (SoupServerMessage *message,
                                              SaPracticeService *service,
                                              GBytes *bytes);
void sa_practice_body_free (SaPracticeBody *self);

G_END_DECLS
