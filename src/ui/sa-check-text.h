/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "audio/sa-channel-mix.h"
#include "audio/sa-checks.h"
#include "jobs/sa-best-part.h"
#include "rules/sa-limits.h"

G_BEGIN_DECLS

/**
 * SaCheckGood:
 *
 * What there is nothing to say against.
 */
typedef enum {
  SA_CHECK_GOOD_LEVEL = 1 << 0,
  SA_CHECK_GOOD_NOISE = 1 << 1,
  SA_CHECK_GOOD_CLIPPING = 1 << 2,
  SA_CHECK_GOOD_SILENCE = 1 << 3,
  SA_CHECK_GOOD_CHANNELS = 1 << 4,
  SA_CHECK_GOOD_ALL = (1 << 5) - 1,
} SaCheckGood;

char *sa_check_text_title (SaProblems problem, const SaChecks *checks);
char *sa_check_text_figure (SaProblems problem, const SaChecks *checks);
char *sa_check_text_good (const SaChecks *checks);
char *sa_check_text_good_title (SaCheckGood good);
char *sa_check_text_level (double level, int digits, const char *unit);
char *sa_check_text_noise (const SaChecks *checks);
char *sa_check_text_ends (const SaChecks *checks);
char *sa_check_text_pauses (const SaChecks *checks);
const char *sa_check_text_length_title (SaPurpose purpose, SaLengthVerdict verdict);
char *sa_check_text_length (SaPurpose purpose, double seconds, SaLengthVerdict verdict);
char *sa_check_text_best_part (const SaBestPart *part);
char *sa_check_text_dead_channel (double power, double loudest_power, int loudest, int channels);
const char *sa_check_text_mix (SaChannelMix mix, int channels);
const char *sa_check_text_mix_button (SaChannelMix mix, int channels);

G_END_DECLS
