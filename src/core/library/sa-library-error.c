/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sa-library-error.h"

G_DEFINE_QUARK (sa - library - error - quark, sa_library_error)
