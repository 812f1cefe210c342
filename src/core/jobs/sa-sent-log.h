/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "account/sa-account.h"
#include "library/sa-library.h"
#include "minimax/sa-client.h"

G_BEGIN_DECLS

void sa_sent_log_attach (SaClient *client, SaAccount *account, SaLibrary *library);
void sa_sent_log_describe (SaClient *client, SaPurpose purpose, const char *content);

G_END_DECLS
