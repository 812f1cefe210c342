/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sa-rules-error.h"

G_DEFINE_QUARK (sa - rules - error - quark, sa_rules_error)
