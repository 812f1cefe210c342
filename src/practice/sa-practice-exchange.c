/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice/sa-practice-exchange.h"

#include <string.h>
#include <sys/socket.h>

#include "practice/sa-practice-body.h"
#include "practice/sa-practice-clone.h"
#include "practice/sa-practice-random.h"
#include "practice/sa-practice-upload.h"

#define MAX_UPLOAD_BYTES (512 * 1024 * 1024) /* what the service's file management takes */
#define MAX_REQUEST_BYTES 1000000
#define HUGE_ANSWER_BYTES (400 * 1000 * 1000)
#define HUGE_PREVIEW_BYTES (600 * 1000 * 1000)
#define DEEP_ANSWER_BYTES (100 * 1000)
#define SLOW_READ_MILLISECONDS 2000
#define SLOW_RECEIVE_BUFFER 65536
#define TRACE_ID_DIGITS 32

typedef enum {
  ENDPOINT_UNKNOWN,
  ENDPOINT_UPLOAD,
  ENDPOINT_CLONE,
  ENDPOINT_PREVIEW,
} Endpoint;

struct _SaPracticeExchange {
  gatomicrefcount ref_count; /* the service has one, work that is under way another */
  SaPracticeService *service;
  SoupServerMessage *message; /* NULL when it is over */
  Endpoint endpoint;
  char *path;
  SaPracticeFaults faults;

  gint64 received;
  gint64 started; /* monotonic */
  SaPracticeForm *form; /* an upload's body */
  GByteArray *request; /* a clone's body */
  GSource *pacer;
  SaPracticeAnswer *answer; /* set early when the headers alone settle it */
  SaPracticeBody *body;
};

static SaPracticeExchange *
exchange_ref (SaPracticeExchange *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

static void
exchange_unref (gpointer data)
{
  SaPracticeExchange *self = data;

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->form, sa_practice_form_free);
  g_clear_pointer (&self->request, g_byte_array_unref);
  g_clear_pointer (&self->answer, sa_practice_answer_free);
  g_free (self->path);
  g_free (self);
}

/* Ends the connection as a broken network does: by a reset. */
static void
drop (SaPracticeExchange *self)
{
  GSocket *socket = soup_server_message_get_socket (self->message);
  const struct linger at_once = { 1, 0 };

  if (socket == NULL)
    return;

  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  g_socket_close (socket, NULL);
}

static gboolean
is_api_call (SaPracticeExchange *self)
{
  return self->endpoint == ENDPOINT_UPLOAD || self->endpoint == ENDPOINT_CLONE;
}

static void
write_body (SaPracticeExchange *self, const SaPracticeAnswer *answer)
{
  if (self->faults & SA_PRACTICE_FAULT_SLOW && g_bytes_get_size (answer->body) > 0)
    self->body = sa_practice_body_new_trickle (self->message, self->service, answer->body);
  else
    soup_message_body_append_bytes (soup_server_message_get_response_body (self->message),
                                    answer->body);
}

static void
write_head (SaPracticeExchange *self, guint status, const char *content_type)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);
  g_autofree char *trace_id = sa_practice_random_hex (TRACE_ID_DIGITS);

  soup_server_message_set_status (self->message, status, NULL);
  soup_message_headers_replace (headers, "Content-Type", content_type);
  soup_message_headers_replace (headers, "Trace-Id", trace_id);
}

static void
respond (SaPracticeExchange *self, const SaPracticeAnswer *answer)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);

  write_head (self, answer->http_status, answer->content_type);
  if (answer->allow != NULL)
    soup_message_headers_replace (headers, "Allow", answer->allow);
  if (answer->retry_after > 0) {
    g_autofree char *seconds = g_strdup_printf ("%u", answer->retry_after);

    soup_message_headers_replace (headers, "Retry-After", seconds);
  }
  write_body (self, answer);
}

static void
respond_flood (SaPracticeExchange *self,
               const char *content_type,
               const char *before,
               const char *after,
               guint64 length)
{
  write_head (self, SOUP_STATUS_OK, content_type);
  self->body = sa_practice_body_new_flood (self->message, before, after, length);
}

static SaPracticeAnswer *
new_deep_answer (void)
{
  char *text = g_malloc (DEEP_ANSWER_BYTES);

  memset (text, '[', DEEP_ANSWER_BYTES);
  return sa_practice_answer_new_bytes ("application/json; charset=utf-8",
                                       g_bytes_new_take (text, DEEP_ANSWER_BYTES));
}

static SaPracticeAnswer *
new_mistyped_answer (Endpoint endpoint)
{
  static const char upload[] =
    "{\"file\":{\"file_id\":{\"high\":1,\"low\":2},\"bytes\":\"many\",\"created_at\":true,"
    "\"filename\":7,\"purpose\":[]},"
    "\"base_resp\":{\"status_code\":0,\"status_msg\":\"success\"},\"practice\":true}";
  static const char clone[] =
    "{\"input_sensitive\":\"no\",\"input_sensitive_type\":[0],\"demo_audio\":42,"
    "\"extra_info\":\"none\","
    "\"base_resp\":{\"status_code\":0,\"status_msg\":\"success\"},\"practice\":true}";

  return sa_practice_answer_new_page (SOUP_STATUS_OK, "application/json; charset=utf-8",
                                      endpoint == ENDPOINT_UPLOAD ? upload : clone);
}

static void
cut_off (SaPracticeAnswer *answer)
{
  GBytes *half = g_bytes_new_from_bytes (answer->body, 0, g_bytes_get_size (answer->body) / 2);

  g_bytes_unref (answer->body);
  answer->body = half;
}

/* Faults that answer in the place of the service. Returns whether one did. */
static gboolean
answer_by_fault (SaPracticeExchange *self)
{
  g_autoptr (SaPracticeAnswer) answer = NULL;

  if (self->faults & SA_PRACTICE_FAULT_STALL) {
    soup_server_message_pause (self->message);
    return TRUE;
  }
  if (!is_api_call (self))
    return FALSE;

  if (self->faults & SA_PRACTICE_FAULT_BAD_GATEWAY_ONCE &&
      sa_practice_service_take_fault (self->service, SA_PRACTICE_FAULT_BAD_GATEWAY_ONCE))
    answer = sa_practice_answer_new_page (SOUP_STATUS_BAD_GATEWAY, "text/html",
                                          "<html><head><title>502 Bad Gateway</title></head>"
                                          "<body><h1>502 Bad Gateway</h1></body></html>\n");
  else if (self->faults & SA_PRACTICE_FAULT_LIMIT_ALWAYS ||
           (self->faults & SA_PRACTICE_FAULT_LIMIT_ONCE &&
            sa_practice_service_take_fault (self->service, SA_PRACTICE_FAULT_LIMIT_ONCE)))
    answer = sa_practice_answer_new_refusal (SA_PRACTICE_CODE_RATE_LIMIT, NULL);
  else if (self->faults & SA_PRACTICE_FAULT_BAD_KEY)
    answer = sa_practice_answer_new_refusal (SA_PRACTICE_CODE_NOT_AUTHORIZED, NULL);
  else if (self->answer != NULL)
    return FALSE;
  else if (self->faults & SA_PRACTICE_FAULT_DEEP_ANSWER)
    answer = new_deep_answer ();
  else if (self->faults & SA_PRACTICE_FAULT_WRONG_TYPES)
    answer = new_mistyped_answer (self->endpoint);

  if (answer != NULL) {
    respond (self, answer);
    return TRUE;
  }
  if (self->faults & SA_PRACTICE_FAULT_HUGE_ANSWER) {
    respond_flood (self, "application/json; charset=utf-8",
                   "{\"base_resp\":{\"status_code\":0,\"status_msg\":\"", "\"},\"practice\":true}",
                   HUGE_ANSWER_BYTES);
    return TRUE;
  }
  return FALSE;
}

static void
work_run (gpointer data, GCancellable *cancellable)
{
  SaPracticeExchange *self = data;
  SaPracticeStore *store = sa_practice_service_get_store (self->service);

  if (self->endpoint == ENDPOINT_UPLOAD) {
    self->answer = sa_practice_upload_run (store, self->form, cancellable);
    /* Whoever is refused finds nothing left of the file when the answer comes. */
    g_clear_pointer (&self->form, sa_practice_form_free);
  } else {
    g_autoptr (GBytes) body = g_byte_array_free_to_bytes (g_steal_pointer (&self->request));

    self->answer = sa_practice_clone_run (store, sa_practice_service_get_base_url (self->service),
                                          body, self->faults, cancellable);
  }
}

static void
work_done (gpointer data)
{
  SaPracticeExchange *self = data;

  if (self->message == NULL)
    return;

  if (self->endpoint == ENDPOINT_CLONE && self->answer->success &&
      self->faults & SA_PRACTICE_FAULT_LOST_CLONE) {
    drop (self);
  } else {
    if (self->faults & SA_PRACTICE_FAULT_TRUNCATED_ANSWER)
      cut_off (self->answer);
    respond (self, self->answer);
  }
  soup_server_message_unpause (self->message);
}

static const SaPracticeWork work = { work_run, work_done, exchange_unref };

static void
answer_preview (SaPracticeExchange *self)
{
  g_autoptr (SaPracticeAnswer) answer = NULL;
  g_autofree char *path =
    sa_practice_store_find_preview (sa_practice_service_get_store (self->service),
                                    self->path + strlen (SA_PRACTICE_PREVIEW_PATH));
  char *bytes;
  gsize length;

  if (self->faults & SA_PRACTICE_FAULT_PREVIEW_HUGE) {
    respond_flood (self, "audio/mpeg", "ID3", "", HUGE_PREVIEW_BYTES);
    return;
  }

  if (self->faults & SA_PRACTICE_FAULT_PREVIEW_HTML)
    answer = sa_practice_answer_new_page (SOUP_STATUS_OK, "text/html",
                                          "<html><body><h1>Please sign in</h1></body></html>\n");
  else if (path == NULL || self->faults & SA_PRACTICE_FAULT_PREVIEW_GONE ||
           !g_file_get_contents (path, &bytes, &length, NULL))
    answer =
      sa_practice_answer_new_page (SOUP_STATUS_NOT_FOUND, "text/plain", "404 preview not found\n");
  else
    answer =
      sa_practice_answer_new_bytes (g_str_has_suffix (path, ".mp3") ? "audio/mpeg" : "audio/wav",
                                    g_bytes_new_take (bytes, length));
  respond (self, answer);
}

/* The service's own paths, alone or behind a gateway's prefix. */
static Endpoint
find_endpoint (const char *path)
{
  if (g_str_has_suffix (path, "/v1/files/upload"))
    return ENDPOINT_UPLOAD;
  if (g_str_has_suffix (path, "/v1/voice_clone"))
    return ENDPOINT_CLONE;
  if (g_str_has_prefix (path, SA_PRACTICE_PREVIEW_PATH))
    return ENDPOINT_PREVIEW;
  return ENDPOINT_UNKNOWN;
}

static gboolean
is_same_token (const char *a, const char *b)
{
  g_autofree char *hash_a = g_compute_checksum_for_string (G_CHECKSUM_SHA256, a, -1);
  g_autofree char *hash_b = g_compute_checksum_for_string (G_CHECKSUM_SHA256, b, -1);

  /* How long a comparison of hashes takes says nothing about the token. */
  return g_str_equal (hash_a, hash_b);
}

static SaPracticeAnswer *
check_key (SaPracticeExchange *self, SoupMessageHeaders *headers)
{
  const char *wanted = sa_practice_service_get_token (self->service);
  const char *given = soup_message_headers_get_one (headers, "Authorization");

  if (wanted == NULL)
    return NULL;
  if (given == NULL)
    return sa_practice_answer_new_refusal (SA_PRACTICE_CODE_NOT_AUTHORIZED, NULL);
  if (g_ascii_strncasecmp (given, "Bearer ", 7) != 0 || given[7] == '\0')
    return sa_practice_answer_new_refusal (SA_PRACTICE_CODE_INVALID_KEY, NULL);
  if (!is_same_token (given + 7, wanted))
    return sa_practice_answer_new_refusal (SA_PRACTICE_CODE_NOT_AUTHORIZED, NULL);
  return NULL;
}

static SaPracticeAnswer *
check_method (SaPracticeExchange *self)
{
  const char *method = soup_server_message_get_method (self->message);
  gboolean allowed = is_api_call (self) ? g_str_equal (method, SOUP_METHOD_POST)
                                        : g_str_equal (method, SOUP_METHOD_GET) ||
                                            g_str_equal (method, SOUP_METHOD_HEAD);
  SaPracticeAnswer *answer = NULL;

  if (self->endpoint == ENDPOINT_UNKNOWN)
    return sa_practice_answer_new_page (SOUP_STATUS_NOT_FOUND, "text/plain",
                                        "404 page not found\n");
  if (!allowed) {
    answer = sa_practice_answer_new_page (SOUP_STATUS_METHOD_NOT_ALLOWED, "text/plain",
                                          "405 method not allowed\n");
    answer->allow = is_api_call (self) ? "POST" : "GET, HEAD";
  }
  return answer;
}

/* What the headers alone settle; NULL means: the body is wanted. */
static SaPracticeAnswer *
check_headers (SaPracticeExchange *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  g_autoptr (GHashTable) parameters = NULL;
  const char *content_type;
  SaPracticeAnswer *answer = check_method (self);

  if (answer != NULL || self->endpoint == ENDPOINT_PREVIEW)
    return answer;

  answer = check_key (self, headers);
  if (answer != NULL)
    return answer;

  content_type = soup_message_headers_get_content_type (headers, &parameters);
  if (self->endpoint == ENDPOINT_UPLOAD) {
    if (content_type == NULL || g_ascii_strcasecmp (content_type, "multipart/form-data") != 0)
      return sa_practice_answer_new_refusal (SA_PRACTICE_CODE_BAD_PARAMETERS,
                                             "Content-Type must be multipart/form-data");
    self->form = sa_practice_form_new (sa_practice_service_get_store (self->service),
                                       g_hash_table_lookup (parameters, "boundary"));
  } else {
    if (content_type == NULL || g_ascii_strcasecmp (content_type, "application/json") != 0)
      return sa_practice_answer_new_refusal (SA_PRACTICE_CODE_BAD_PARAMETERS,
                                             "Content-Type must be application/json");
    self->request = g_byte_array_new ();
  }
  return NULL;
}

static gint64
get_limit (SaPracticeExchange *self)
{
  return self->endpoint == ENDPOINT_UPLOAD ? MAX_UPLOAD_BYTES : MAX_REQUEST_BYTES;
}

static gint64
get_announced (SaPracticeExchange *self)
{
  return soup_message_headers_get_content_length (
    soup_server_message_get_request_headers (self->message));
}

static gboolean
read_on (gpointer user_data)
{
  SaPracticeExchange *self = user_data;

  g_clear_pointer (&self->pacer, g_source_unref);
  soup_server_message_unpause (self->message);
  return G_SOURCE_REMOVE;
}

/* Reads no faster than would take SLOW_READ_MILLISECONDS for the whole body. */
static void
pace (SaPracticeExchange *self)
{
  gint64 elapsed = (g_get_monotonic_time () - self->started) / 1000;
  gint64 due =
    get_announced (self) > 0 ? self->received * SLOW_READ_MILLISECONDS / get_announced (self) : 0;

  if (due <= elapsed || self->pacer != NULL)
    return;

  soup_server_message_pause (self->message);
  self->pacer = g_timeout_source_new ((guint) (due - elapsed));
  g_source_set_callback (self->pacer, read_on, self, NULL);
  sa_practice_service_attach (self->service, self->pacer);
}

static void
on_chunk (SoupServerMessage *message, GBytes *chunk, SaPracticeExchange *self)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (chunk, &length);

  self->received += (gint64) length;
  if (self->received > get_limit (self) ||
      (self->endpoint == ENDPOINT_UPLOAD && self->faults & SA_PRACTICE_FAULT_RESET_UPLOAD &&
       self->received >= get_announced (self) / 2)) {
    drop (self);
    return;
  }

  if (self->form != NULL)
    sa_practice_form_feed (self->form, data, length);
  if (self->request != NULL)
    g_byte_array_append (self->request, data, (guint) length);
  if (self->faults & SA_PRACTICE_FAULT_SLOW)
    pace (self);
}

static void
make_slow (SaPracticeExchange *self)
{
  GSocket *socket = soup_server_message_get_socket (self->message);

  /* Else the kernel takes megabytes in at once, and the sender sees no slowness. */
  if (socket != NULL)
    g_socket_set_option (socket, SOL_SOCKET, SO_RCVBUF, SLOW_RECEIVE_BUFFER, NULL);
}

/**
 * sa_practice_exchange_new:
 * @message: whose headers have come
 * @path: the path that is asked for, decoded
 *
 * Returns: (transfer full): an exchange that takes the body as it comes
 */
SaPracticeExchange *
sa_practice_exchange_new (SaPracticeService *service, SoupServerMessage *message, const char *path)
{
  SaPracticeExchange *self = g_new0 (SaPracticeExchange, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->service = service;
  self->message = g_object_ref (message);
  self->path = g_strdup (path);
  self->endpoint = find_endpoint (path);
  self->faults = sa_practice_service_get_faults (service);
  self->started = g_get_monotonic_time ();
  self->answer = check_headers (self);

  if (get_announced (self) > get_limit (self)) {
    g_clear_pointer (&self->answer, sa_practice_answer_free);
    g_clear_pointer (&self->form, sa_practice_form_free);
    g_clear_pointer (&self->request, g_byte_array_unref);
    self->answer = sa_practice_answer_new_page (SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "text/plain",
                                                "413 request entity too large\n");
    /* Said at once, for a sender that asks (Expect: 100-continue) need not send it all. */
    respond (self, self->answer);
  }
  if (self->faults & SA_PRACTICE_FAULT_SLOW)
    make_slow (self);
  g_signal_connect (message, "got-chunk", G_CALLBACK (on_chunk), self);
  return self;
}

/**
 * sa_practice_exchange_run:
 *
 * Answers, now that the body has come to its end.
 */
void
sa_practice_exchange_run (SaPracticeExchange *self)
{
  if (answer_by_fault (self))
    return;

  if (self->answer != NULL) {
    respond (self, self->answer);
  } else if (self->endpoint == ENDPOINT_PREVIEW) {
    answer_preview (self);
  } else {
    soup_server_message_pause (self->message);
    sa_practice_service_work (self->service, &work, exchange_ref (self));
  }
}

/**
 * sa_practice_exchange_end:
 *
 * Says that the message is over, whether it was answered or not.
 */
void
sa_practice_exchange_end (SaPracticeExchange *self)
{
  g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_pointer (&self->body, sa_practice_body_free);
  if (self->pacer != NULL)
    g_source_destroy (self->pacer);
  g_clear_pointer (&self->pacer, g_source_unref);
  g_clear_object (&self->message);
  exchange_unref (self);
}
