/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sa-reading.h"

G_BEGIN_DECLS

/* One for each language of the API but "auto", in its order. */
#define SA_READING_LANGUAGES 40

extern const SaReading sa_reading_table[SA_READING_LANGUAGES];

G_END_DECLS
