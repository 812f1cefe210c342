/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GUri    *sa_endpoint_parse_base (const char *base_url, GError **error);
gboolean sa_endpoint_is_loopback (GUri *uri);
gboolean sa_endpoint_check_key (GUri *base, const char *key, GError **error);
GUri    *sa_endpoint_resolve (GUri *base, const char *path);

G_END_DECLS
