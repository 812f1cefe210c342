/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sa-draft.h"

G_BEGIN_DECLS

GError *sa_draft_check (SaDraft *self, char **hint);

G_END_DECLS
