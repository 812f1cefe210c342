/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "rules/sa-purpose.h"

G_BEGIN_DECLS

char *sa_format_time (double seconds);
char *sa_format_seconds (double seconds);
char *sa_format_sound (int sample_rate, int channels);
char *sa_format_facts (double seconds, int sample_rate, int channels);
char *sa_format_verdict (SaPurpose purpose, double seconds, double tolerance, gboolean *fits);
char *sa_format_host (const char *base_url);

G_END_DECLS
