/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sa-frame-queue.h"

G_BEGIN_DECLS

GstElement *sa_decode_pipeline_new (const char *path, int out_rate, SaFrameQueue *queue);

G_END_DECLS
