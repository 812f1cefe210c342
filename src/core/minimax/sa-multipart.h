/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaMultipart:
 * @content_type: the request's Content-Type with the boundary
 * @head: what is sent before the file's bytes
 * @tail: what is sent after them
 *
 * The frame around one file in a multipart/form-data body.
 */
typedef struct {
  char *content_type;
  GBytes *head;
  GBytes *tail;
} SaMultipart;

SaMultipart *sa_multipart_new (const char *purpose, const char *filename, const char *media_type);
void sa_multipart_free (SaMultipart *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaMultipart, sa_multipart_free)

G_END_DECLS
