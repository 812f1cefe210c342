/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FakeService:
 *
 * A raw HTTP server on the loopback that answers as it was told, call by call, and keeps what it was
 * asked. Answers are looked up by the last part of the path ("upload", "voice_clone", "preview").
 */
typedef struct _FakeService FakeService;

FakeService *fake_service_new (void);
void fake_service_free (FakeService *self);

const char *fake_service_get_base_url (FakeService *self);

/* The next call of @path gets @body with @status; the last answer of a path stays for all later ones. */
void fake_service_answer (FakeService *self, const char *path, int status, const char *body);
void fake_service_answer_headers (FakeService *self,
                                  const char *path,
                                  int status,
                                  const char *headers,
                                  const char *body);
void fake_service_answer_bytes (FakeService *self, const char *path, GBytes *bytes);
/* The next call is read, and then the connection ends without an answer. */
void fake_service_hang_up (FakeService *self, const char *path);
/* The next call is read and never answered. */
void fake_service_stall (FakeService *self, const char *path);

guint fake_service_count (FakeService *self, const char *path);
char *fake_service_get_body (FakeService *self, const char *path, guint n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeService, fake_service_free)

G_END_DECLS
