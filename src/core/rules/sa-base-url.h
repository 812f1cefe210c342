/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The service's address where nothing else is said. */
#define SA_DEFAULT_BASE_URL "https://api.minimax.io"

char *sa_base_url_normalize (const char *address, GError **error);
char *sa_base_url_get_host (const char *base_url);
gboolean sa_base_url_is_official (const char *base_url);
gboolean sa_base_url_is_loopback (const char *base_url);
gboolean sa_base_url_check_key (const char *base_url, const char *key, GError **error);

G_END_DECLS
