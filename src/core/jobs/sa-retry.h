/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How often a request is tried, and the longest wait between two tries. */
#define SA_RETRY_TRIES 4
#define SA_RETRY_MAX_WAIT_SECONDS 60

/**
 * SaRetry:
 *
 * The waits between the tries of one request: 1, 2 and 4 s, or what the service asks for, up to 60 s.
 *
 * Properties to be read: `waiting-seconds` (counted down; 0 when not waiting), `try` (1 to 4), `reason`
 * (why it waits, %NULL when it does not).
 */
#define SA_TYPE_RETRY (sa_retry_get_type ())
G_DECLARE_FINAL_TYPE (SaRetry, sa_retry, SA, RETRY, GObject)

SaRetry *sa_retry_new (void);

void sa_retry_begin (SaRetry *self);
gboolean sa_retry_may_try_again (SaRetry *self);
guint sa_retry_get_try (SaRetry *self);
guint sa_retry_get_waiting_seconds (SaRetry *self);
const char *sa_retry_get_reason (SaRetry *self);
void sa_retry_try_now (SaRetry *self);

void sa_retry_wait_async (SaRetry *self,
                          const GError *cause,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
gboolean sa_retry_wait_finish (SaRetry *self, GAsyncResult *result, GError **error);

G_END_DECLS
