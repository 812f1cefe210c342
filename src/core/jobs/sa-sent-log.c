/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sa-sent-log.h"

typedef struct {
  SaLibrary *library;
  char *host;
  char *account;
  GHashTable *contents; /* what for → what the next such request holds */
} SentLog;

static GQuark
sent_log_quark (void)
{
  return g_quark_from_static_string ("sa-sent-log");
}

static void
sent_log_free (gpointer data)
{
  SentLog *log = data;

  g_object_unref (log->library);
  g_free (log->host);
  g_free (log->account);
  g_hash_table_unref (log->contents);
  g_free (log);
}

static void
on_logged (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!sa_library_log_finish (SA_LIBRARY (source), result, &error))
    g_message ("What left this computer could not be logged: %s", error->message);
}

static void
on_sent (SaClient *client,
         GDateTime *when,
         const char *request,
         gint64 bytes,
         const char *purpose,
         gpointer user_data)
{
  SentLog *log = user_data;
  g_autoptr (SaSentEntry) entry = sa_sent_entry_new ();

  entry->sent_at = g_date_time_to_unix (when) * G_USEC_PER_SEC + g_date_time_get_microsecond (when);
  entry->host = g_strdup (log->host);
  entry->account = g_strdup (log->account);
  entry->request = g_strdup (request);
  entry->bytes = bytes;
  entry->purpose = g_strdup (purpose);
  if (purpose != NULL)
    entry->note = g_strdup (g_hash_table_lookup (log->contents, purpose));
  sa_library_log_async (log->library, entry, NULL, on_logged, NULL);
}

/**
 * sa_sent_log_attach:
 * @client: the service
 * @account: who asks it
 * @library: where it is written down
 *
 * From now on everything that @client sends is written into "What left this computer". However many
 * jobs share a client, each request is written down once.
 */
void
sa_sent_log_attach (SaClient *client, SaAccount *account, SaLibrary *library)
{
  SentLog *log;

  if (g_object_get_qdata (G_OBJECT (client), sent_log_quark ()) != NULL)
    return;
  log = g_new (SentLog, 1);
  log->library = g_object_ref (library);
  log->host = g_strdup (sa_account_get_host (account));
  log->account = g_strdup (sa_account_get_name (account));
  log->contents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_object_set_qdata_full (G_OBJECT (client), sent_log_quark (), log, sent_log_free);
  g_signal_connect (client, "sent", G_CALLBACK (on_sent), log);
}

/**
 * sa_sent_log_describe:
 * @client: the service
 * @purpose: what the next request is for
 * @content: what it holds, for people to read
 *
 * Says what the next request of that purpose holds; without a log it does nothing.
 */
void
sa_sent_log_describe (SaClient *client, SaPurpose purpose, const char *content)
{
  SentLog *log = g_object_get_qdata (G_OBJECT (client), sent_log_quark ());

  if (log != NULL)
    g_hash_table_replace (log->contents, g_strdup (sa_purpose_to_string (purpose)),
                          g_strdup (content));
}
