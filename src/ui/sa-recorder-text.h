/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "audio/sa-recorder.h"
#include "rules/sa-purpose.h"

G_BEGIN_DECLS

double sa_recorder_text_goal_seconds (SaPurpose purpose);
char *sa_recorder_text_time (double seconds);
char *sa_recorder_text_goal (SaPurpose purpose, double seconds, gboolean *reached);
char *sa_recorder_text_short_goal (SaPurpose purpose, double seconds);
char *sa_recorder_text_limit (double limit);
char *sa_recorder_text_sentence (SaRecorder *recorder, SaPurpose purpose);
const char *sa_recorder_text_judge_level (double peak);
char *sa_recorder_text_level (double peak);
char *sa_recorder_text_trouble (SaRecorder *recorder);
char *sa_recorder_text_take_name (GDateTime *time);

G_END_DECLS
