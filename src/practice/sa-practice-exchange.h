/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "practice/sa-practice-service.h"

G_BEGIN_DECLS

/* One request and its answer, from the request's headers until the connection is done with both. */
typedef struct _SaPracticeExchange SaPracticeExchange;

SaPracticeExchange *sa_practice_exchange_new (SaPracticeService *service,
                                              SoupServerMessage *message,
                                              const char *path);
void sa_practice_exchange_run (SaPracticeExchange *self);
void sa_practice_exchange_end (SaPracticeExchange *self);

G_END_DECLS
