/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-client.h"

#include <libsoup/soup.h>

#include "rules/sa-base-url.h"
#include "rules/sa-rules-error.h"
#include "sa-answer.h"
#include "sa-download.h"
#include "sa-exchange.h"
#include "sa-multipart.h"
#include "sa-service-error.h"
#include "sa-upload-file.h"
#include "sa-upload-stream.h"

#define UPLOAD_PATH "/v1/files/upload"
#define CLONE_PATH "/v1/voice_clone"

/* A connection is never used twice (see new_message()): none is worth keeping. */
#define IDLE_SECONDS 1
#define MAX_CONNECTIONS 10

/**
 * SaClient:
 *
 * Talks to one server of the MiniMax API with one key, or with none. Previews are fetched by a
 * session of their own that has never heard of the key.
 */
struct _SaClient {
  GObject parent_instance;

  char *base_url;
  char *api_key;
  guint timeout;
  SoupSession *session;
  SoupSession *download_session;
};

typedef struct {
  char *filename;
  char *media_type;
  SaPurpose purpose;
  SaProgressFunc progress;
  gpointer progress_data;
  GDateTime *began;
  gboolean sent;
} SaUpload;

typedef struct {
  char *voice_id;
  GDateTime *began;
  gboolean sent;
} SaClone;

typedef struct {
  char *url;
  GDateTime *began;
} SaFetch;

enum { PROP_0, PROP_BASE_URL, PROP_API_KEY, PROP_TIMEOUT, N_PROPS };

static GParamSpec *properties[N_PROPS];

enum { SENT, N_SIGNALS };

static guint signals[N_SIGNALS];

static void sa_client_initable_init (GInitableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SaClient,
                               sa_client,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, sa_client_initable_init))

static void
sa_upload_free (SaUpload *self)
{
  g_clear_pointer (&self->filename, g_free);
  g_clear_pointer (&self->media_type, g_free);
  g_clear_pointer (&self->began, g_date_time_unref);
  g_free (self);
}

static void
sa_clone_free (SaClone *self)
{
  g_clear_pointer (&self->voice_id, g_free);
  g_clear_pointer (&self->began, g_date_time_unref);
  g_free (self);
}

static void
sa_fetch_free (SaFetch *self)
{
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->began, g_date_time_unref);
  g_free (self);
}

static SoupSession *
new_session (SaClient *self)
{
  SoupSession *session =
    soup_session_new_with_options ("user-agent", "Soundalike/" PACKAGE_VERSION, "timeout",
                                   self->timeout, "idle-timeout", IDLE_SECONDS, "max-conns",
                                   MAX_CONNECTIONS, "max-conns-per-host", MAX_CONNECTIONS, NULL);

  /* An answer is taken as it is. */
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);

  return session;
}

/* A request of its own connection: one that the server had silently closed would break just when
 * a clone is sent, and nobody could tell whether it arrived. A redirect is an answer like another:
 * neither key nor body follows it. */
static SoupMessage *
new_message (SaClient *self, const char *path)
{
  g_autofree char *url = g_strconcat (self->base_url, path, NULL);
  SoupMessage *message = soup_message_new (SOUP_METHOD_POST, url);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  sa_exchange_prepare (message);
  soup_message_headers_replace (headers, "Accept", "application/json");
  soup_message_headers_replace (headers, "Accept-Encoding", "identity");
  if (self->api_key != NULL) {
    g_autofree char *value = g_strconcat ("Bearer ", self->api_key, NULL);

    soup_message_headers_replace (headers, "Authorization", value);
  }

  return message;
}

static void
emit_sent (SaClient *self,
           GDateTime *began,
           const char *request,
           const SaSent *sent,
           const char *note)
{
  if (sent->left)
    g_signal_emit (self, signals[SENT], 0, began, request, sent->bytes, note);
}

static void
emit_post (SaClient *self, GDateTime *began, const char *path, const SaSent *sent, const char *note)
{
  g_autofree char *request = g_strconcat ("POST ", self->base_url, path, NULL);

  emit_sent (self, began, request, sent, note);
}

static void
uploaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SaClient *self = g_task_get_source_object (task);
  SaUpload *upload = g_task_get_task_data (task);
  g_autoptr (SaAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  SaRemoteFile *file = NULL;
  SaSent sent;

  answer = sa_exchange_finish (result, &sent, &error);
  upload->sent = sent.left;
  emit_post (self, upload->began, UPLOAD_PATH, &sent, sa_purpose_to_string (upload->purpose));
  if (answer != NULL)
    file = sa_answer_read_upload (answer, self->api_key, &error);

  if (file != NULL)
    g_task_return_pointer (task, file, (GDestroyNotify) sa_remote_file_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
send_upload (GTask *task, GFileInputStream *file, GFileInfo *info)
{
  SaClient *self = g_task_get_source_object (task);
  SaUpload *upload = g_task_get_task_data (task);
  g_autoptr (SaMultipart) frame = NULL;
  g_autoptr (SaUploadStream) body = NULL;
  g_autoptr (SoupMessage) message = new_message (self, UPLOAD_PATH);

  frame =
    sa_multipart_new (sa_purpose_to_string (upload->purpose), upload->filename, upload->media_type);
  body = sa_upload_stream_new (file, info, frame->head, frame->tail);
  soup_message_set_request_body (message, frame->content_type, G_INPUT_STREAM (body),
                                 sa_upload_stream_get_length (body));
  upload->began = g_date_time_new_now_utc ();
  sa_exchange_async (self->session, message, SA_REQUEST_UPLOAD, body, upload->progress,
                     upload->progress_data, g_task_get_cancellable (task), uploaded_cb,
                     g_object_ref (task));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GFileInfo) info = NULL;
  GError *error = NULL;
  g_autoptr (GFileInputStream) file = sa_upload_file_open_finish (result, &info, &error);

  if (file != NULL)
    send_upload (task, file, info);
  else
    g_task_return_error (task, error);
}

static void
cloned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SaClient *self = g_task_get_source_object (task);
  SaClone *clone = g_task_get_task_data (task);
  g_autoptr (SaAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  SaCloneAnswer *read = NULL;
  SaSent sent;

  answer = sa_exchange_finish (result, &sent, &error);
  clone->sent = sent.left;
  emit_post (self, clone->began, CLONE_PATH, &sent, clone->voice_id);
  if (answer != NULL)
    read = sa_answer_read_clone (answer, self->api_key, &error);

  if (read != NULL)
    g_task_return_pointer (task, read, (GDestroyNotify) sa_clone_answer_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
downloaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  SaFetch *fetch = g_task_get_task_data (task);
  g_autofree char *plain = g_strndup (fetch->url, strcspn (fetch->url, "?#"));
  g_autofree char *request = g_strconcat ("GET ", plain, NULL);
  GError *error = NULL;
  SaSent sent;

  sa_download_finish (result, &sent, &error);
  emit_sent (g_task_get_source_object (task), fetch->began, request, &sent, "preview");

  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static gboolean
return_rules_error (const GError *broken, GError **error)
{
  gboolean key = g_error_matches (broken, SA_RULES_ERROR, SA_RULES_ERROR_KEY);

  g_propagate_error (error, sa_service_error_new (key ? SA_SERVICE_ERROR_INSECURE_KEY
                                                      : SA_SERVICE_ERROR_BAD_URL,
                                                  NULL, broken->message));

  return FALSE;
}

static gboolean
sa_client_initable_real_init (GInitable *initable, GCancellable *cancellable, GError **error)
{
  SaClient *self = SA_CLIENT (initable);
  g_autoptr (GError) broken = NULL;
  g_autofree char *given = g_steal_pointer (&self->base_url);

  self->base_url = sa_base_url_normalize (given, &broken);
  if (self->base_url == NULL)
    return return_rules_error (broken, error);

  if (self->api_key != NULL && *g_strstrip (self->api_key) == '\0')
    g_clear_pointer (&self->api_key, g_free);
  if (self->api_key != NULL && !sa_base_url_check_key (self->base_url, self->api_key, &broken))
    return return_rules_error (broken, error);

  self->session = new_session (self);
  /* A key over plain http is for this computer only, so no proxy may see it. */
  if (sa_base_url_is_loopback (self->base_url))
    soup_session_set_proxy_resolver (self->session, NULL);
  self->download_session = new_session (self);

  return TRUE;
}

static void
sa_client_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SaClient *self = SA_CLIENT (object);

  switch (prop_id) {
  case PROP_BASE_URL:
    g_value_set_string (value, self->base_url);
    break;
  case PROP_TIMEOUT:
    g_value_set_uint (value, self->timeout);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sa_client_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SaClient *self = SA_CLIENT (object);

  switch (prop_id) {
  case PROP_BASE_URL:
    self->base_url = g_value_dup_string (value);
    break;
  case PROP_API_KEY:
    self->api_key = g_value_dup_string (value);
    break;
  case PROP_TIMEOUT:
    self->timeout = g_value_get_uint (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
sa_client_dispose (GObject *object)
{
  SaClient *self = SA_CLIENT (object);

  g_clear_object (&self->session);
  g_clear_object (&self->download_session);

  G_OBJECT_CLASS (sa_client_parent_class)->dispose (object);
}

static void
sa_client_finalize (GObject *object)
{
  SaClient *self = SA_CLIENT (object);

  g_clear_pointer (&self->base_url, g_free);
  g_clear_pointer (&self->api_key, g_free);

  G_OBJECT_CLASS (sa_client_parent_class)->finalize (object);
}

static void
sa_client_class_init (SaClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sa_client_get_property;
  object_class->set_property = sa_client_set_property;
  object_class->dispose = sa_client_dispose;
  object_class->finalize = sa_client_finalize;

  /**
   * SaClient:base-url:
   *
   * Where the API is; before /v1 there may be a path.
   */
  properties[PROP_BASE_URL] =
    g_param_spec_string ("base-url", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  /**
   * SaClient:api-key:
   *
   * The key, or %NULL for a server that asks for none. It can be given and never be read.
   */
  properties[PROP_API_KEY] =
    g_param_spec_string ("api-key", NULL, NULL, NULL,
                         G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  /**
   * SaClient:timeout:
   *
   * The longest silence that is borne, in seconds.
   */
  properties[PROP_TIMEOUT] =
    g_param_spec_uint ("timeout", NULL, NULL, 1, G_MAXINT, SA_CLIENT_DEFAULT_TIMEOUT,
                       G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * SaClient::sent:
   * @self: the client
   * @when: when it began, in UTC
   * @request: method and address, without a query
   * @bytes: how much of the body left
   * @note: what for
   *
   * Something left this computer. Emitted once for each request, when it is over.
   */
  signals[SENT] =
    g_signal_new ("sent", SA_TYPE_CLIENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
                  G_TYPE_DATE_TIME, G_TYPE_STRING, G_TYPE_INT64, G_TYPE_STRING);
}

static void
sa_client_initable_init (GInitableIface *iface)
{
  iface->init = sa_client_initable_real_init;
}

static void
sa_client_init (SaClient *self)
{
}

/**
 * sa_client_new:
 * @base_url: where the API is, such as `https://api.minimax.io` or `https://gw/minimax`
 * @api_key: (nullable): the key; empty is none
 * @timeout: the longest silence that is borne, in seconds; 0 for the usual
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a client; %NULL with %SA_SERVICE_ERROR_BAD_URL, or
 *   %SA_SERVICE_ERROR_INSECURE_KEY where the key would go over http to another computer
 */
SaClient *
sa_client_new (const char *base_url, const char *api_key, guint timeout, GError **error)
{
  return g_initable_new (SA_TYPE_CLIENT, NULL, error, "base-url", base_url, "api-key", api_key,
                         "timeout", timeout > 0 ? timeout : SA_CLIENT_DEFAULT_TIMEOUT, NULL);
}

/**
 * sa_client_get_base_url:
 * @self: a client
 *
 * Returns: (transfer none): the base URL without its last slash
 */
const char *
sa_client_get_base_url (SaClient *self)
{
  g_return_val_if_fail (SA_IS_CLIENT (self), NULL);

  return self->base_url;
}

/**
 * sa_client_has_key:
 * @self: a client
 *
 * Returns: whether requests carry a key
 */
gboolean
sa_client_has_key (SaClient *self)
{
  g_return_val_if_fail (SA_IS_CLIENT (self), FALSE);

  return self->api_key != NULL;
}

/**
 * sa_client_get_timeout:
 * @self: a client
 *
 * Returns: the longest silence that is borne, in seconds
 */
guint
sa_client_get_timeout (SaClient *self)
{
  g_return_val_if_fail (SA_IS_CLIENT (self), 0);

  return self->timeout;
}

/**
 * sa_client_upload_async:
 * @self: a client
 * @file: a regular file that is not empty
 * @filename: the name it is sent under, with the ending that fits its content
 * @media_type: (nullable): its media type
 * @purpose: what it is for
 * @progress: (nullable): called as the file leaves
 * @progress_data: for @progress; must live until @callback
 * @cancellable: (nullable): a cancellable
 * @callback: called at the end
 * @user_data: for @callback
 *
 * POST /v1/files/upload (MiniMax API, Upload File): multipart/form-data with the fields `purpose`
 * and `file`, streamed from the disk.
 */
void
sa_client_upload_async (SaClient *self,
                        GFile *file,
                        const char *filename,
                        const char *media_type,
                        SaPurpose purpose,
                        SaProgressFunc progress,
                        gpointer progress_data,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  SaUpload *upload;

  g_return_if_fail (SA_IS_CLIENT (self) && self->session != NULL);
  g_return_if_fail (G_IS_FILE (file) && filename != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sa_client_upload_async);
  g_task_set_check_cancellable (task, FALSE);
  upload = g_new0 (SaUpload, 1);
  upload->filename = g_strdup (filename);
  upload->media_type = g_strdup (media_type);
  upload->purpose = purpose;
  upload->progress = progress;
  upload->progress_data = progress_data;
  g_task_set_task_data (task, upload, (GDestroyNotify) sa_upload_free);

  sa_upload_file_open_async (file, cancellable, opened_cb, g_steal_pointer (&task));
}

/**
 * sa_client_upload_finish:
 * @self: a client
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the file as the service holds it; %NULL with
 *   %SA_SERVICE_ERROR, of which %SA_SERVICE_ERROR_FILE is about the file on this computer, or
 *   %G_IO_ERROR_CANCELLED
 */
SaRemoteFile *
sa_client_upload_finish (SaClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sa_client_upload_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sa_client_upload_was_sent:
 * @result: what the callback of sa_client_upload_async() got
 *
 * Returns: whether a byte of the upload may have left: if it was cancelled then, the service may hold
 *   the file
 */
gboolean
sa_client_upload_was_sent (GAsyncResult *result)
{
  SaUpload *upload;

  g_return_val_if_fail (g_async_result_is_tagged (result, sa_client_upload_async), FALSE);

  upload = g_task_get_task_data (G_TASK (result));

  return upload->sent;
}

/**
 * sa_client_clone_async:
 * @self: a client
 * @request: what is asked; read before this returns
 * @cancellable: (nullable): a cancellable
 * @callback: called at the end
 * @user_data: for @callback
 *
 * POST /v1/voice_clone (MiniMax API, Voice Clone). It is sent exactly once. What an error leaves
 * open is told by sa_service_error_get_outcome(), and what cancelling leaves open by
 * sa_client_clone_was_sent(). An answer that came in full is given out even if the clone was
 * cancelled in that moment.
 */
void
sa_client_clone_async (SaClient *self,
                       const SaCloneRequest *request,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) body = NULL;
  SaClone *clone;

  g_return_if_fail (SA_IS_CLIENT (self) && self->session != NULL);
  g_return_if_fail (request != NULL && request->voice_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sa_client_clone_async);
  g_task_set_check_cancellable (task, FALSE);
  clone = g_new0 (SaClone, 1);
  clone->voice_id = g_strdup (request->voice_id);
  clone->began = g_date_time_new_now_utc ();
  g_task_set_task_data (task, clone, (GDestroyNotify) sa_clone_free);

  message = new_message (self, CLONE_PATH);
  body = sa_clone_request_to_json (request);
  soup_message_set_request_body_from_bytes (message, "application/json", body);
  sa_exchange_async (self->session, message, SA_REQUEST_CLONE, NULL, NULL, NULL, cancellable,
                     cloned_cb, g_steal_pointer (&task));
}

/**
 * sa_client_clone_finish:
 * @self: a client
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what the service says of the voice; %NULL with
 *   %SA_SERVICE_ERROR or %G_IO_ERROR_CANCELLED
 */
SaCloneAnswer *
sa_client_clone_finish (SaClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sa_client_clone_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sa_client_clone_was_sent:
 * @result: what the callback of sa_client_clone_async() got
 *
 * Returns: whether a byte of the clone may have left: if it was cancelled then, the voice may exist
 */
gboolean
sa_client_clone_was_sent (GAsyncResult *result)
{
  SaClone *clone;

  g_return_val_if_fail (g_async_result_is_tagged (result, sa_client_clone_async), FALSE);

  clone = g_task_get_task_data (G_TASK (result));

  return clone->sent;
}

/**
 * sa_client_download_async:
 * @self: a client
 * @url: where the preview is; http or https
 * @dest: where it goes; replaced only when all is there
 * @max_bytes: what is taken at most, such as %SA_PREVIEW_MAX_BYTES
 * @progress: (nullable): called as it comes
 * @progress_data: for @progress; must live until @callback
 * @cancellable: (nullable): a cancellable
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Fetches a preview, without the key and by a session that does not know it. Follows at most five
 * redirects. What came is not judged, except that it is not empty.
 */
void
sa_client_download_async (SaClient *self,
                          const char *url,
                          GFile *dest,
                          gint64 max_bytes,
                          SaProgressFunc progress,
                          gpointer progress_data,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  SaFetch *fetch;

  g_return_if_fail (SA_IS_CLIENT (self) && self->download_session != NULL);
  g_return_if_fail (url != NULL && G_IS_FILE (dest));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sa_client_download_async);
  g_task_set_check_cancellable (task, FALSE);
  fetch = g_new0 (SaFetch, 1);
  fetch->url = g_strdup (url);
  fetch->began = g_date_time_new_now_utc ();
  g_task_set_task_data (task, fetch, (GDestroyNotify) sa_fetch_free);

  sa_download_async (self->download_session, url, dest, max_bytes, progress, progress_data,
                     cancellable, downloaded_cb, g_steal_pointer (&task));
}

/**
 * sa_client_download_finish:
 * @self: a client
 * @result: what the callback got
 * @error: return location
 *
 * Returns: whether the file is there; else %SA_SERVICE_ERROR, of which %SA_SERVICE_ERROR_FILE is
 *   about the disk, or %G_IO_ERROR_CANCELLED
 */
gboolean
sa_client_download_finish (SaClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sa_client_download_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
