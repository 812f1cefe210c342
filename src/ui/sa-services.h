/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "account/sa-account.h"
#include "library/sa-library.h"
#include "minimax/sa-client.h"

G_BEGIN_DECLS

/**
 * SaServices:
 *
 * What the window works with, opened after it is shown: the account, its client, the library, and in
 * practice mode the server inside the program. Properties to be read: `account`, `client`, `library`
 * (each %NULL until it is there), `ready` and `problem` (why there is no service, or %NULL).
 */
#define SA_TYPE_SERVICES (sa_services_get_type ())
G_DECLARE_FINAL_TYPE (SaServices, sa_services, SA, SERVICES, GObject)

SaServices *sa_services_new (gboolean practice);
void sa_services_start (SaServices *self);

SaAccount *sa_services_get_account (SaServices *self);
SaClient *sa_services_get_client (SaServices *self);
SaLibrary *sa_services_get_library (SaServices *self);
GFile *sa_services_get_previews_dir (SaServices *self);
gboolean sa_services_get_ready (SaServices *self);
const char *sa_services_get_problem (SaServices *self);
const char *sa_services_get_library_problem (SaServices *self);

G_END_DECLS
