/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sa-frame-queue.h"

G_BEGIN_DECLS

GstElement *sa_decode_pipeline_new (const char *path, int out_rate, SaFrameQueue *queue);
void sa_decode_pipeline_start (GstElement *pipeline);
gboolean sa_decode_pipeline_is_idle (GstElement *pipeline);
void sa_decode_pipeline_give_up (GstElement *pipeline);

G_END_DECLS
