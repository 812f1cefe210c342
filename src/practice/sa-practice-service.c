/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "practice/sa-practice-service.h"

#include "practice/sa-practice-exchange.h"

#define MAX_WORKERS 4

struct _SaPracticeService {
  SoupServer *soup;
  GMainContext *context;
  GThreadPool *pool;
  GCancellable *cancellable;
  GHashTable *exchanges; /* SoupServerMessage → SaPracticeExchange */
  SaPracticeStore *store; /* not owned */
  guint *faults; /* not owned; atomic */
  char *token;
  char *base_url;
};

typedef struct {
  SaPracticeService *service;
  SaPracticeWork work;
  gpointer data;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  job->work.free (job->data);
  g_free (job);
}

static gboolean
job_done (gpointer data)
{
  Job *job = data;

  job->work.done (job->data);
  return G_SOURCE_REMOVE;
}

static void
job_run (gpointer data, gpointer user_data)
{
  Job *job = data;
  SaPracticeService *self = job->service;
  g_autoptr (GSource) source = NULL;

  if (g_cancellable_is_cancelled (self->cancellable)) {
    job_free (job);
    return;
  }

  job->work.run (job->data, self->cancellable);
  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, job_done, job, job_free);
  g_source_attach (source, self->context);
}

static void
on_message_over (SoupServerMessage *message, SaPracticeService *self)
{
  g_signal_handlers_disconnect_by_data (message, self);
  g_hash_table_remove (self->exchanges, message);
}

static void
on_headers (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  SaPracticeService *self = user_data;

  /* Each body goes where it belongs as it comes, so none piles up here. */
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  g_signal_connect (message, "finished", G_CALLBACK (on_message_over), self);
  g_signal_connect (message, "disconnected", G_CALLBACK (on_message_over), self);
  g_hash_table_insert (self->exchanges, message, sa_practice_exchange_new (self, message, path));
}

static void
on_body (SoupServer *soup,
         SoupServerMessage *message,
         const char *path,
         GHashTable *query,
         gpointer user_data)
{
  SaPracticeService *self = user_data;
  SaPracticeExchange *exchange = g_hash_table_lookup (self->exchanges, message);

  if (exchange != NULL)
    sa_practice_exchange_run (exchange);
}

static char *
find_base_url (SoupServer *soup)
{
  GSList *uris = soup_server_get_uris (soup);
  char *base_url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return base_url;
}

/**
 * sa_practice_service_new:
 * @store: must outlive the service
 * @token: (nullable): the only key that is accepted, %NULL for any or none
 * @port: where to listen on 127.0.0.1, 0 for any free port
 * @faults: the faults to make, which may change meanwhile; must outlive the service
 *
 * Begins to listen. Answers are given when the caller's thread-default context runs.
 *
 * Returns: (transfer full): the service, or %NULL when the port cannot be had
 */
SaPracticeService *
sa_practice_service_new (SaPracticeStore *store,
                         const char *token,
                         guint16 port,
                         guint *faults,
                         GError **error)
{
  g_autoptr (SoupServer) soup = soup_server_new ("server-header", "Soundalike-practice", NULL);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", port);
  SaPracticeService *self;

  if (!soup_server_listen (soup, address, 0, error))
    return NULL;

  self = g_new0 (SaPracticeService, 1);
  self->soup = g_steal_pointer (&soup);
  self->context = g_main_context_ref_thread_default ();
  self->cancellable = g_cancellable_new ();
  self->pool = g_thread_pool_new (job_run, NULL, MAX_WORKERS, FALSE, NULL);
  self->exchanges =
    g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) sa_practice_exchange_end);
  self->store = store;
  self->faults = faults;
  self->token = g_strdup (token);
  self->base_url = find_base_url (self->soup);
  soup_server_add_early_handler (self->soup, NULL, on_headers, self, NULL);
  soup_server_add_handler (self->soup, NULL, on_body, self, NULL);
  return self;
}

/**
 * sa_practice_service_disconnect:
 *
 * Stops listening, closes all connections and calls off the work that is under way.
 */
void
sa_practice_service_disconnect (SaPracticeService *self)
{
  g_cancellable_cancel (self->cancellable);
  soup_server_disconnect (self->soup);
}

/**
 * sa_practice_service_free:
 *
 * Frees a service that was disconnected, once its context runs no more; waits for its threads.
 */
void
sa_practice_service_free (SaPracticeService *self)
{
  GHashTableIter iter;
  gpointer message;

  g_thread_pool_free (self->pool, FALSE, TRUE);
  g_hash_table_iter_init (&iter, self->exchanges);
  while (g_hash_table_iter_next (&iter, &message, NULL))
    g_signal_handlers_disconnect_by_data (message, self);
  g_clear_pointer (&self->exchanges, g_hash_table_unref);
  g_clear_object (&self->soup);
  g_clear_object (&self->cancellable);
  g_main_context_unref (self->context);
  g_free (self->token);
  g_free (self->base_url);
  g_free (self);
}

const char *
sa_practice_service_get_base_url (SaPracticeService *self)
{
  return self->base_url;
}

const char *
sa_practice_service_get_token (SaPracticeService *self)
{
  return self->token;
}

SaPracticeStore *
sa_practice_service_get_store (SaPracticeService *self)
{
  return self->store;
}

SaPracticeFaults
sa_practice_service_get_faults (SaPracticeService *self)
{
  return (SaPracticeFaults) g_atomic_int_get (self->faults);
}

/**
 * sa_practice_service_take_fault:
 * @fault: one that happens once
 *
 * Returns: whether it shall happen now; it is gone then
 */
gboolean
sa_practice_service_take_fault (SaPracticeService *self, SaPracticeFaults fault)
{
  return (g_atomic_int_and (self->faults, ~(guint) fault) & fault) != 0;
}

/**
 * sa_practice_service_attach:
 *
 * Attaches @source to the service's context.
 */
void
sa_practice_service_attach (SaPracticeService *self, GSource *source)
{
  g_source_attach (source, self->context);
}

/**
 * sa_practice_service_work:
 *
 * Has blocking work done.
 */
void
sa_practice_service_work (SaPracticeService *self, const SaPracticeWork *work, gpointer data)
{
  Job *job = g_new0 (Job, 1);

  job->service = self;
  job->work = *work;
  job->data = data;
  g_thread_pool_push (self->pool, job, NULL);
}
