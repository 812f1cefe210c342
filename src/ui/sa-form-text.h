/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sa-clone-form.h"
#include "sa-services.h"

G_BEGIN_DECLS

gboolean sa_form_text_judge (SaCloneForm *form,
                             SaDraft *draft,
                             SaServices *services,
                             char **sentence,
                             char **detail);

G_END_DECLS
