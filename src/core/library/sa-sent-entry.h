/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SaSentEntry:
 * @id: the row's number; filled in when stored
 * @sent_at: when it left, in microseconds since 1970 (UTC); 0: filled in when stored
 * @host: the host it went to
 * @account: whose it was
 * @request: method and path, such as "POST /v1/voice_clone"
 * @bytes: how much left
 * @purpose: (nullable): what for: an upload's purpose, or words
 * @note: (nullable): what it held, such as a file's name
 *
 * One line of "What left this computer". All strings are the struct's own.
 */
typedef struct {
  gint64 id;
  gint64 sent_at;
  char *host;
  char *account;
  char *request;
  gint64 bytes;
  char *purpose;
  char *note;
} SaSentEntry;

#define SA_TYPE_SENT_ENTRY (sa_sent_entry_get_type ())
GType sa_sent_entry_get_type (void);

SaSentEntry *sa_sent_entry_new (void);
SaSentEntry *sa_sent_entry_copy (const SaSentEntry *self);
void sa_sent_entry_free (SaSentEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaSentEntry, sa_sent_entry_free)

G_END_DECLS
