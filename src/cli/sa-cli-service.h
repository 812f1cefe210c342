/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account/sa-account.h"
#include "library/sa-library.h"
#include "minimax/sa-client.h"
#include "practice/sa-practice-server.h"

#include "sa-cli-arguments.h"

G_BEGIN_DECLS

/**
 * SaCliService:
 * @cancellable: cancelled when the program is interrupted
 * @account: which service is asked
 * @client: how
 * @library: (nullable): where it is remembered; %NULL where that cannot be opened
 * @practice: (nullable): the practice server inside the program
 * @warnings: of char *: what was warned of
 *
 * What upload and clone talk to.
 */
typedef struct {
  GCancellable *cancellable;
  SaAccount *account;
  SaClient *client;
  SaLibrary *library;
  SaPracticeServer *practice;
  GPtrArray *warnings;
} SaCliService;

SaCliService *sa_cli_service_open (const SaCliArguments *arguments, GError **error);
void sa_cli_service_close (SaCliService *self);
void sa_cli_service_warn (SaCliService *self, const char *warning);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaCliService, sa_cli_service_close)

G_END_DECLS
