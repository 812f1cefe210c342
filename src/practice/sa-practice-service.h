/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "practice/sa-practice-faults.h"
#include "practice/sa-practice-store.h"

G_BEGIN_DECLS

/* The HTTP side of the practice server. It lives in one main context: everything but the functions marked
 * "any thread" is called where that context runs, or before it runs and after it ended. */
typedef struct _SaPracticeService SaPracticeService;

/* One piece of blocking work; @run is called on a thread of its own, @done in the context, and only while the
 * service lives. @free is called in any case. */
typedef struct {
  void (*run) (gpointer data, GCancellable *cancellable);
  void (*done) (gpointer data);
  void (*free) (gpointer data);
} SaPracticeWork;

SaPracticeService *sa_practice_service_new (SaPracticeStore *store,
                                            const char *token,
                                            guint16 port,
                                            guint *faults,
                                            GError **error);
void sa_practice_service_disconnect (SaPracticeService *self);
void sa_practice_service_free (SaPracticeService *self);

const char *sa_practice_service_get_base_url (SaPracticeService *self);
const char *sa_practice_service_get_token (SaPracticeService *self);
SaPracticeStore *sa_practice_service_get_store (SaPracticeService *self);
SaPracticeFaults sa_practice_service_get_faults (SaPracticeService *self);
gboolean sa_practice_service_take_fault (SaPracticeService *self, SaPracticeFaults fault);
void sa_practice_service_attach (SaPracticeService *self, GSource *source);
void sa_practice_service_work (SaPracticeService *self, const SaPracticeWork *work, gpointer data);

G_END_DECLS
