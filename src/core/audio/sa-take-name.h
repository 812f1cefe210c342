/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the names of takes begin with and end in. */
#define SA_TAKE_PREFIX "take-"
/* Before the name of one that was discarded, which nobody is asked about any more. */
#define SA_TAKE_DISCARDED "discarded-"
#define SA_TAKE_SUFFIX ".wav"
