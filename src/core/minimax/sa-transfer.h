/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * SaSent:
 * @left: whether a byte may have left
 * @bytes: how much of the body did
 *
 * What a request sent, however it ended.
 */
typedef struct {
  gboolean left;
  gint64 bytes;
} SaSent;

/**
 * SaTransfer:
 * @sent: what left so far; @bytes are counted by who knows of a body
 * @inner: ends what is done for the request, in the context that began it
 * @message: (nullable): the request that is on its way
 * @connection: (nullable): what it goes over, once it is known
 *
 * A request on its way: what ends it, what it goes over, and whether any of it left. A plain value
 * inside a task's state.
 */
typedef struct {
  SaSent sent;
  GCancellable *inner;
  SoupMessage *message;
  GIOStream *connection;

  /*< private >*/
  GSource *cancelled;
} SaTransfer;

void sa_transfer_init (SaTransfer *self, GCancellable *cancellable);
void sa_transfer_clear (SaTransfer *self);

void sa_transfer_take_message (SaTransfer *self, SoupMessage *message);
void sa_transfer_close (SaTransfer *self);

G_END_DECLS
