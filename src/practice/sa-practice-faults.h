/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The ways in which the practice server can misbehave on request. What each does, and to which
 * calls, is told where the names are: in sa-practice-faults.c. */
typedef enum {
  SA_PRACTICE_FAULT_LIMIT_ONCE = 1 << 0,
  SA_PRACTICE_FAULT_LIMIT_ALWAYS = 1 << 1,
  SA_PRACTICE_FAULT_BAD_GATEWAY_ONCE = 1 << 2,
  SA_PRACTICE_FAULT_RESET_UPLOAD = 1 << 3,
  SA_PRACTICE_FAULT_STALL = 1 << 4,
  SA_PRACTICE_FAULT_TRUNCATED_ANSWER = 1 << 5,
  SA_PRACTICE_FAULT_HUGE_ANSWER = 1 << 6,
  SA_PRACTICE_FAULT_DEEP_ANSWER = 1 << 7,
  SA_PRACTICE_FAULT_WRONG_TYPES = 1 << 8,
  SA_PRACTICE_FAULT_BAD_KEY = 1 << 9,
  SA_PRACTICE_FAULT_NO_PERMISSION = 1 << 10,
  SA_PRACTICE_FAULT_DUPLICATE_VOICE = 1 << 11,
  SA_PRACTICE_FAULT_LOST_CLONE = 1 << 12,
  SA_PRACTICE_FAULT_PREVIEW_GONE = 1 << 13,
  SA_PRACTICE_FAULT_PREVIEW_HTML = 1 << 14,
  SA_PRACTICE_FAULT_PREVIEW_HUGE = 1 << 15,
  SA_PRACTICE_FAULT_SENSITIVE = 1 << 16,
  SA_PRACTICE_FAULT_SLOW = 1 << 17,
} SaPracticeFaults;

const char *const *sa_practice_faults_list (void);
gboolean sa_practice_faults_parse (const char *name, SaPracticeFaults *fault, GError **error);

G_END_DECLS
