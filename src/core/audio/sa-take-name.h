/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the names of takes begin with and end in. */
#define SA_TAKE_PREFIX "take-"
#define SA_TAKE_SUFFIX ".wav"
