/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "practice/sa-practice-server.h"

/* A practice server on a folder of its own, and a client that shares nothing with the program's. */
typedef struct {
  char *folder;
  SaPracticeServer *server;
  SoupSession *session;
} Fixture;

/* What came back. @json is NULL when the body is none. */
typedef struct {
  guint status; /* 0 when the connection broke */
  SoupMessageHeaders *headers;
  GBytes *body;
  JsonObject *json;
  GError *error;
} Reply;

void fixture_set_up (Fixture *fixture, gconstpointer token);
void fixture_tear_down (Fixture *fixture, gconstpointer token);
void fixture_restart (Fixture *fixture);
void fixture_add_fault (Fixture *fixture, const char *name);

Reply *fixture_send (Fixture *fixture,
                     const char *method,
                     const char *path,
                     const char *key,
                     const char *content_type,
                     GBytes *body);
Reply *fixture_get (Fixture *fixture, const char *url);
Reply *fixture_upload (Fixture *fixture,
                       const char *purpose,
                       const char *filename,
                       GBytes *content);
Reply *fixture_clone (Fixture *fixture, const char *json, ...) G_GNUC_PRINTF (2, 3);
gint64 fixture_upload_sample (Fixture *fixture, const char *purpose, double seconds);
GBytes *fixture_form (const char *purpose, const char *filename, GBytes *content);
void reply_free (Reply *reply);

gint64 reply_code (Reply *reply);
const char *reply_demo_audio (Reply *reply);
void reply_assert (Reply *reply, gint64 code, const char *where);
#define assert_code(reply, code) reply_assert (reply, code, G_STRLOC)

/* How much more memory the process has held since reset_peak() than it did then. */
void reset_peak (void);
void assert_peak_below (guint64 kilobytes);
SoupSession *new_session (guint timeout);
GBytes *make_wav (double seconds, int rate, double pitch);
GBytes *make_coded (double seconds, const char *extension);
GBytes *read_bytes (const char *path);
char *new_voice_id (void);
void remove_tree (const char *path);
guint count_files (const char *folder, const char *subfolder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reply, reply_free)
