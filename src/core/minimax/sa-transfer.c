/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sa-transfer.h"

/* The connection stands, and the request's first byte is about to be written to it. */
static void
starting_cb (SaTransfer *self)
{
  self->sent.left = TRUE;
}

static void
network_event_cb (SaTransfer *self, GSocketClientEvent event, GIOStream *connection)
{
  if (connection != NULL)
    g_set_object (&self->connection, connection);
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  SaTransfer *self = user_data;

  g_cancellable_cancel (self->inner);

  return G_SOURCE_REMOVE;
}

static void
forget_message (SaTransfer *self)
{
  if (self->message != NULL)
    g_signal_handlers_disconnect_by_data (self->message, self);
  g_clear_object (&self->message);
}

/**
 * sa_transfer_init:
 * @cancellable: (nullable): the caller's: cancelling it, from whatever thread, cancels @inner in the
 *   context that is the default now
 */
void
sa_transfer_init (SaTransfer *self, GCancellable *cancellable)
{
  *self = (SaTransfer){ .inner = g_cancellable_new () };
  if (cancellable == NULL)
    return;

  self->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (self->cancelled, G_SOURCE_FUNC (cancelled_cb), self, NULL);
  g_source_attach (self->cancelled, g_main_context_get_thread_default ());
}

/** sa_transfer_clear: lets go of everything; an open connection is left to libsoup */
void
sa_transfer_clear (SaTransfer *self)
{
  if (self->cancelled != NULL)
    g_source_destroy (self->cancelled);
  g_clear_pointer (&self->cancelled, g_source_unref);
  forget_message (self);
  g_clear_object (&self->connection);
  g_clear_object (&self->inner);
}

/**
 * sa_transfer_take_message:
 * @message: (transfer full): the request that is sent next, in place of the one before
 */
void
sa_transfer_take_message (SaTransfer *self, SoupMessage *message)
{
  forget_message (self);
  self->message = message;
  g_signal_connect_swapped (message, "starting", G_CALLBACK (starting_cb), self);
  g_signal_connect_swapped (message, "network-event", G_CALLBACK (network_event_cb), self);
}

/** sa_transfer_close: closes the connection, which libsoup would keep for the rest of the answer,
 * however long that is */
void
sa_transfer_close (SaTransfer *self)
{
  if (self->connection != NULL)
    g_io_stream_close_async (self->connection, G_PRIORITY_DEFAULT, NULL, NULL, NULL);
  g_clear_object (&self->connection);
}
