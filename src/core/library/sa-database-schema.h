/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sa-database.h"

G_BEGIN_DECLS

gboolean sa_database_schema_check (SaDatabase *database, GError **error);
gboolean sa_database_schema_migrate (SaDatabase *database, GError **error);

G_END_DECLS
