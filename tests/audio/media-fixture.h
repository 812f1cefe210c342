/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A folder of a test's own, with real media files that other programs make in it. */
typedef struct {
  char *folder;
} MediaFixture;

void media_fixture_set_up (MediaFixture *self, gconstpointer data);
void media_fixture_tear_down (MediaFixture *self, gconstpointer data);

char *media_fixture_path (MediaFixture *self, const char *name);
GFile *media_fixture_file (MediaFixture *self, const char *name);
GFile *media_fixture_make (MediaFixture *self, const char *name, const char *command);
GFile *media_fixture_write (MediaFixture *self, const char *name, const void *data, gsize length);
GFile *media_fixture_copy_part (MediaFixture *self, GFile *file, const char *name, gsize length);
char *media_fixture_ask (MediaFixture *self, const char *command);

/* 16-bit samples as ffmpeg decodes them. */
gint16 *media_fixture_decode (MediaFixture *self, const char *name, gsize *n_samples);

G_END_DECLS
