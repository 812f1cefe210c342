/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "minimax/sa-client.h"
#include "minimax/sa-service-error.h"

G_BEGIN_DECLS

/* A whole HTTP server (SoupServer) in a thread: keeps what it was asked, answers what it was told. */
typedef struct _Server Server;

typedef struct {
  char *method;
  char *path;
  SoupMessageHeaders *headers;
  GBytes *body;
} Request;

void request_free (Request *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

Server *server_new (void);
void server_free (Server *self);
char *server_get_url (Server *self, const char *path);
void server_answer (Server *self, guint status, const char *type, const char *body);
void server_answer_bytes (Server *self, guint status, const char *type, GBytes *body);
void server_add_header (Server *self, const char *name, const char *value);
Request *server_take_request (Server *self);
guint server_count_requests (Server *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Server, server_free)

/* A socket in a thread that does whatever its handler does: for servers that lie. */
typedef struct _Liar Liar;
typedef void (*LiarFunc) (Liar *liar, GSocket *socket, gpointer data);

Liar *liar_new (LiarFunc func, gpointer data);
void liar_free (Liar *self);
char *liar_get_url (Liar *self);
guint liar_count_connections (Liar *self);
gboolean liar_is_ending (Liar *self);

char *liar_read_head (GSocket *socket, gsize *body_begun);
gint64 liar_read_body (GSocket *socket, const char *head, gsize begun);
char *liar_read_request (GSocket *socket);
gboolean liar_write (GSocket *socket, const char *data, gssize length);
void liar_wait (Liar *self, GSocket *socket);
void liar_reset (GSocket *socket);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Liar, liar_free)

/* The client's calls, waited for. */
SaClient *client_new (const char *url, const char *key, guint timeout);
SaRemoteFile *call_upload (SaClient *client,
                           const char *path,
                           const char *filename,
                           GCancellable *cancellable,
                           GError **error);
SaCloneAnswer *call_clone (SaClient *client,
                           const SaCloneRequest *request,
                           GCancellable *cancellable,
                           gboolean *sent,
                           GError **error);
SaCloneAnswer *call_simple_clone (SaClient *client, GError **error);
gboolean call_download (SaClient *client,
                        const char *url,
                        const char *path,
                        gint64 max_bytes,
                        GCancellable *cancellable,
                        GError **error);

char *scratch_file (const char *name, gsize bytes);
char *scratch_path (const char *name);
void scratch_clear (void);
guint scratch_count (void);

/* Runs the main context until @condition holds; a minute is for ever. */
#define wait_until(condition)                                        \
  G_STMT_START                                                       \
  {                                                                  \
    gint64 wait_end = g_get_monotonic_time () + 60 * G_USEC_PER_SEC; \
    while (!(condition)) {                                           \
      g_assert_cmpint (g_get_monotonic_time (), <, wait_end);        \
      support_iterate ();                                            \
    }                                                                \
  }                                                                  \
  G_STMT_END

void support_iterate (void);

#define OK_UPLOAD                                                                          \
  "{\"file\":{\"file_id\":123456789012345680,\"bytes\":5896337,\"created_at\":1700469398," \
  "\"filename\":\"audio_sample.mp3\",\"purpose\":\"voice_clone\"},"                        \
  "\"base_resp\":{\"status_code\":0,\"status_msg\":\"success\"}}"
#define OK_CLONE \
  "{\"demo_audio\":\"\",\"base_resp\":{\"status_code\":0,\"status_msg\":\"success\"}}"

G_END_DECLS
