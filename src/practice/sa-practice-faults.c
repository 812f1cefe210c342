/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice/sa-practice-faults.h"

/* The names are a public contract (`practice-server --fault NAME`); bit n is the n-th name.
 * "API call" means an upload or a clone. Faults compose; of two that decide the same answer, the one
 * that stands earlier in sa_practice_exchange_choose_fault() wins. */
static const char *const names[] = {
  /* The first API call is refused with 1002 and Retry-After: 1; later ones are served. */
  "limit-once",
  /* Every API call is refused with 1002 and Retry-After: 1. */
  "limit-always",
  /* The first API call is answered by HTTP 502 and a page of HTML; later ones are served. */
  "bad-gateway-once",
  /* Every upload's connection is reset when half of the body has come. */
  "reset-upload",
  /* Every request is read to its end and never answered. Nothing is stored. */
  "stall",
  /* The API call is done and answered, but with only the first half of the JSON. */
  "truncated-answer",
  /* API calls are answered by 400 MB of one JSON string. Nothing is stored. */
  "huge-answer",
  /* API calls are answered by 100 KB of "[". Nothing is stored. */
  "deep-answer",
  /* API calls are answered by JSON whose members have the wrong types. Nothing is stored. */
  "wrong-types",
  /* Every API call is refused with 1004, whatever its key. */
  "bad-key",
  /* Every clone is refused with 2038. */
  "no-permission",
  /* Every clone is refused with 2039. */
  "duplicate-voice",
  /* The clone is done and stored; then the connection ends without an answer. */
  "lost-clone",
  /* A preview's download is answered by 404. */
  "preview-gone",
  /* A preview's download is answered by 200 and a page of HTML. */
  "preview-html",
  /* A preview's download is 600 MB long. */
  "preview-huge",
  /* A clone that succeeds is flagged: input_sensitive true, input_sensitive_type 3. */
  "sensitive",
  /* Bodies are read, and answers written, over some seconds, so that progress can be seen. */
  "slow",
  NULL,
};

/**
 * sa_practice_faults_list:
 *
 * Returns: (transfer none) (array zero-terminated=1): the names of all faults
 */
const char *const *
sa_practice_faults_list (void)
{
  return names;
}

/**
 * sa_practice_faults_parse:
 * @name: a fault's name
 * @fault: (out): its flag
 *
 * Returns: %FALSE with %G_IO_ERROR_INVALID_ARGUMENT, whose message lists the known names, for any other name
 */
gboolean
sa_practice_faults_parse (const char *name, SaPracticeFaults *fault, GError **error)
{
  g_autofree char *known = NULL;

  for (guint i = 0; names[i] != NULL; i++) {
    if (g_strcmp0 (name, names[i]) == 0) {
      *fault = (SaPracticeFaults) (1u << i);
      return TRUE;
    }
  }

  known = g_strjoinv (", ", (char **) names);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               "There is no fault called “%s”. The faults are: %s", name != NULL ? name : "",
               known);
  return FALSE;
}
